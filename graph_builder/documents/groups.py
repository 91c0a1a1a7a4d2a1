"""Items without bullets: the lines after an introduction, as long as they go on alike."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_builder.documents import shapes
from graph_builder.documents.lines import Line
from graph_builder.documents.words import item_start

_LONGEST = 400
_ENDS = frozenset(";,")
_JOINTS = (" and", " or", " dan", " atau")


@dataclass(slots=True)
class Group:
    """A run of items: the block that introduces them, their level, what they say."""

    lead: int
    level: int
    texts: list[str] = field(default_factory=list)


def starts(line: Line) -> bool:
    """Tell whether a line after an introduction is its first item."""
    said = line.text
    if shapes.starts_lower(said) or shapes.last_sign(said) in _ENDS or item_start().match(said):
        return True
    is_sentence = shapes.is_clause(said) and shapes.last_sign(said) in {".", ":"}
    return not is_sentence and len(said) <= _LONGEST


def goes_on(group: Group, line: Line) -> bool:
    """Tell whether a line goes on the pattern of the items before it."""
    first, said = group.texts[0], line.text
    lower = shapes.starts_lower(first)
    pending = group.texts[-1].endswith(_JOINTS) or shapes.last_sign(group.texts[-1]) in _ENDS
    if _is_closed(group) or (lower != shapes.starts_lower(said) and not pending):
        return False
    return lower or pending or (_is_alike(group, said) and _fits_in_length(group, said))


def _is_alike(group: Group, said: str) -> bool:
    if shapes.is_clause(said) and not shapes.is_clause(group.texts[0]):
        return False
    introduces = shapes.ends_in_colon(said)
    return not introduces or any(shapes.ends_in_colon(text) for text in group.texts)


def _fits_in_length(group: Group, said: str) -> bool:
    first, last = group.texts[0], group.texts[-1]
    changed = (shapes.last_sign(last) == ".") != (shapes.last_sign(said) == ".")
    if changed and len(said) > 2 * len(first) + 80:
        return False
    return len(said) <= max(_LONGEST, 2 * max(map(len, group.texts)))


def _is_closed(group: Group) -> bool:
    """Tell whether the last item closed the list: a full stop after semicolons."""
    *before, last = group.texts
    return shapes.last_sign(last) == "." and any(
        shapes.last_sign(text) in _ENDS or text.endswith(_JOINTS) for text in before[-3:]
    )
