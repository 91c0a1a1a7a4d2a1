"""Policies of fictional companies, small and many, and inputs that are none."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from graph_builder.build import partitions, pool
from graph_builder.build.inputs import Failed, Input
from graph_builder.build.pipeline import Built, Options, attempt

POISON = "poison.md"

POLICY = """Privacy Policy of Kedai Fiktif {name}

Kedai Fiktif {name} is a fictional company.

What we collect

We collect your name, e-mail address and IP address when you use our website.

Who receives it

We share your IP address with ad networks for targeted advertising.

We do not sell your personal data.
"""

FRENCH = """Politique de confidentialité de la société Fictive

Nous collectons vos données personnelles, telles que votre nom, votre adresse électronique et votre
numéro de téléphone, lorsque vous utilisez notre site. Nous partageons ces données avec nos
partenaires publicitaires afin de vous proposer des offres. Vous disposez d'un droit d'accès et de
rectification de vos données, que vous pouvez exercer en nous écrivant à tout moment.
"""

RECIPE = """How to bake bread

Mix the flour with water, salt and yeast. Knead the dough for ten minutes until it is smooth and
elastic. Let it rest under a cloth until it has doubled in size. Shape a loaf, let it rest again,
and bake it in a hot oven until the crust is brown. Let it cool down before you cut it. Serve it
with butter and jam. The bread keeps for three days in a paper bag in a cool place.
"""


def policy(name: str = "Satu") -> str:
    return POLICY.format(name=name)


def folder(path: Path, number: int) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for i in range(number):
        (path / f"kedai-{i:03}.en.md").write_text(policy(f"Nomor {i}"), encoding="utf-8")
    return path


def attempt_or_die(given: Input | Failed, options: Options) -> Built | Failed:
    """Build an input as usual, but let the poisoned one kill the process that reads it."""
    if Path(given.source).name == POISON:
        os.kill(os.getpid(), signal.SIGKILL)
    return attempt(given, options)


def attempt_or_name_crash(given: Input | Failed, options: Options) -> Built | Failed:
    """Build an input as usual; the poisoned one has crashed already."""
    poisoned = Path(given.source).name == POISON
    return pool.crashed(given) if poisoned else attempt(given, options)


_build = partitions.build


def build_or_die(partition: partitions.Partition) -> dict[str, Any]:
    """Build a partition as usual, but let the poisoned input kill the process that reads it."""
    if any(Path(given.source).name == POISON for given in partition.inputs):
        os.kill(os.getpid(), signal.SIGKILL)
    return _build(partition)
