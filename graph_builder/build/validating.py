"""Many policies validated: here for a few, in a pool for many, in a stable order either way.

1. A job is the inputs of one policy (its language versions may lie in several files), or a policy
   graph that is there already. Files belong together by folder and stem without language suffix.
2. Each process reads the rules and compiles the shapes once, then takes jobs one by one; only a
   bounded number of jobs is in flight, so memory stays flat.
3. Outcomes come back in the order of the jobs: reports, or the failure of an input.
"""

from __future__ import annotations

import gc
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from graph_builder.build.inputs import Failed, Input
from graph_builder.build.pipeline import Built, Options, attempt
from graph_builder.model import PolicyVersion
from graph_builder.validation.catalogue import select
from graph_builder.validation.dataset import PolicyGraph, from_versions
from graph_builder.validation.run import Validator, VersionReport

_POOL_FROM = 8
"""Jobs from which starting other processes pays."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The inputs of one policy, still to be read and extracted."""

    inputs: tuple[Input, ...]


Job = Documents | PolicyGraph
Outcome = tuple[VersionReport, ...] | Failed


def document_jobs(inputs: Iterable[Input]) -> Iterator[Documents]:
    """Yield one job per policy, in the order of their first inputs."""
    together: dict[tuple[str, str], list[Input]] = defaultdict(list)
    for given in inputs:
        path = Path(given.source)
        together[(str(path.parent), _stem(path))].append(given)
    for group in together.values():
        yield Documents(tuple(group))


def validate_all(
    jobs: Iterable[Job],
    law: str,
    shapes: tuple[Path, ...],
    workers: int,
    *,
    total: int = _POOL_FROM,
    tell: Callable[[int, str], None] = lambda _done, _name: None,
) -> Iterator[Outcome]:
    """Yield the outcomes of all jobs; a job of several inputs may yield reports and failures.

    Args:
        jobs: what to validate; taken one by one, so they may be made on the way.
        law: as :func:`catalogue.select`.
        shapes: files and folders of the user's own shapes.
        workers: processes to use at most.
        total: how many jobs there are; few are not worth a pool.
        tell: hears how many jobs are done.
    """
    runs = _in_pool if workers > 1 and total >= _POOL_FROM else _here
    for done, outcomes in enumerate(runs(jobs, law, shapes, workers), 1):
        yield from outcomes
        tell(done, "")


def _here(
    jobs: Iterable[Job], law: str, shapes: tuple[Path, ...], workers: int
) -> Iterator[list[Outcome]]:
    del workers
    return (_run(job, law, shapes) for job in jobs)


def _in_pool(
    jobs: Iterable[Job], law: str, shapes: tuple[Path, ...], workers: int
) -> Iterator[list[Outcome]]:
    flying: deque[Future[list[Outcome]]] = deque()
    # spawn: rdflib and pyoxigraph hold locks that a fork would copy in whatever state they are
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for job in jobs:
            flying.append(pool.submit(_run, job, law, shapes))
            if len(flying) > 4 * workers:
                yield flying.popleft().result()
        while flying:
            yield flying.popleft().result()


def _run(job: Job, law: str, shapes: tuple[Path, ...]) -> list[Outcome]:
    with _young_garbage_only():
        return _outcomes(job, _validator(law, shapes))


@contextmanager
def _young_garbage_only() -> Iterator[None]:
    """Keep the collector from walking rules, vocabulary and store for every policy.

    What a job leaves behind (graphs with cycles) is young and is collected when it is done.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if was_on:
            gc.enable()


def _outcomes(job: Job, validator: Validator) -> list[Outcome]:
    if isinstance(job, PolicyGraph):
        return [validator.validate(job)]
    built = [attempt(given, Options()) for given in job.inputs]
    failed: list[Outcome] = [b for b in built if isinstance(b, Failed)]
    versions = [v for b in built if isinstance(b, Built) for v in b.versions]
    sources = {given.name: given.source for given in job.inputs}
    return [*failed, *(validator.validate(g) for g in _by_policy(versions, sources))]


def validate_versions(
    versions: Iterable[PolicyVersion], sources: Mapping[str, str], law: str
) -> tuple[VersionReport, ...]:
    """Return the reports on versions that were just built.

    Args:
        versions: of one policy or more.
        sources: what reports should call a version, by its ``source``.
        law: as :func:`catalogue.select`.
    """
    with _young_garbage_only():
        validator = _validator(law, ())
        graphs = _by_policy(versions, sources)
        return tuple(report for graph in graphs for report in validator.validate(graph))


@cache
def _validator(law: str, shapes: tuple[Path, ...]) -> Validator:
    return Validator(select(law, shapes))


def _by_policy(versions: Iterable[PolicyVersion], sources: Mapping[str, str]) -> list[PolicyGraph]:
    works: dict[str, list[PolicyVersion]] = defaultdict(list)
    for version in versions:
        works[version.policy].append(version)
    return [from_versions(group, sources) for _, group in sorted(works.items())]


def _stem(path: Path) -> str:
    stem = path.stem
    return stem[:-3] if stem.endswith((".en", ".id")) else stem


__all__ = ["Documents", "Job", "Outcome", "document_jobs", "validate_all", "validate_versions"]
