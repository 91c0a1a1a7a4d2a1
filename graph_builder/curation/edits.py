"""What a reviewer changes, as they write it: ``recipients=jaringan iklan``, ``data+=name``.

``field=value`` sets, ``field+=value`` adds, ``field-=value`` takes away; several values are
separated by semicolons. Fields that hold concepts take names in both languages or CURIEs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from graph_builder.curation.concepts import find
from graph_builder.curation.decisions import Content
from graph_builder.curation.statement import FIELDS
from graph_builder.errors import UsageError
from graph_builder.model import Modality, Polarity

_ASSIGNMENT = re.compile(r"\s*(\w+)\s*([+-]?=)(.*)", re.DOTALL)
_QUALITIES: dict[str, type[Polarity | Modality]] = {
    "polarity": Polarity,
    "modality": Modality,
}
EMPTY = Content(Polarity.AFFIRMED, Modality.DEFINITE, (), ())
"""What an added statement starts from."""


def edited(content: Content, assignments: Iterable[str]) -> Content:
    """Return a content with the changes made.

    Raises:
        UsageError: an assignment is malformed, ``E-CONCEPT`` where a name means no value of its
            field, ``E-USAGE`` where a statement would be left without operation or data.
    """
    for assignment in assignments:
        content = _changed(content, assignment)
    for field in ("operations", "data"):
        if not getattr(content, field):
            raise UsageError("E-USAGE", f"a statement needs {field}", f"Add {field}=….")
    return content


def _changed(content: Content, assignment: str) -> Content:
    parsed = _ASSIGNMENT.fullmatch(assignment)
    fields = (*FIELDS, *_QUALITIES)
    if not parsed or parsed[1] not in fields:
        hint = f"Write field=value with one of {', '.join(fields)}."
        raise UsageError("E-USAGE", f"{assignment!r} changes no field", hint)
    field, sign, value = parsed[1], parsed[2], parsed[3].strip()
    if field in _QUALITIES:
        return _with(content, field, _quality(field, sign, value))
    named = tuple(dict.fromkeys(find(name, field) for name in value.split(";") if name.strip()))
    before: tuple[str, ...] = getattr(content, field)
    after = {
        "=": named,
        "+=": (*before, *(c for c in named if c not in before)),
        "-=": tuple(c for c in before if c not in named),
    }
    return _with(content, field, after[sign])


def _with(content: Content, field: str, value: object) -> Content:
    changes: dict[str, Any] = {field: value}
    return replace(content, **changes)


def _quality(field: str, sign: str, value: str) -> Polarity | Modality:
    kind = _QUALITIES[field]
    if sign != "=" or value not in list(kind):
        hint = f"Write {field}= and one of {', '.join(kind)}."
        raise UsageError("E-USAGE", f"{field} cannot be {value!r}", hint)
    return kind(value)


__all__ = ["EMPTY", "edited"]
