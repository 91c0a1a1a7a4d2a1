"""What a query must not do: change a store, or reach out of it.

1. Updates are words of the syntax, outside of comments, strings and IRIs. No engine runs them as a
   query; refusing them first gives a message that says why.
2. ``SERVICE`` lets a store ask any address that it can reach, so that nothing may hide it. Where
   strings and comments begin depends on the parser (is ``<`` an IRI or "less than"?), so nothing is
   masked: every place is refused that could be a call, from the keyword to the brace of its
   pattern. A keyword may stick to what stands before it (``1SERVICE``, ``trueSERVICE``).
"""

from __future__ import annotations

import re

from graph_builder.errors import QueryError

_INERT = re.compile(
    r'<[^<>"{}|^`\\\x00-\x20]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#[^\n]*',
    re.DOTALL,
)
_UPDATES = re.compile(
    r"(?<![\w:?$])(LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b(?!\s*:)", re.IGNORECASE
)
_GAP = r"(?:\s|\#[^\n\r]*+[\n\r])*+"
_SERVICE = re.compile(
    rf"""(?<![:?$]) SERVICE {_GAP} (?:SILENT {_GAP})?
    (?: <[^<>]*> | [?$]\w+ | [^\s:<>{{}}]*+ : (?:\\.|[^\s{{}}#\\])*+ ) {_GAP} \{{""",
    re.IGNORECASE | re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-F]{4})|U(000[0-9A-F]{5}|0010[0-9A-F]{4}))", re.IGNORECASE)


def syntax(text: str) -> str:
    """Return a query with a space for every comment, string and IRI."""
    return _INERT.sub(" ", text)


def check_safe(text: str, *, service: bool = False) -> None:
    """Refuse what would change the store or (unless ``service``) reach out of it.

    Raises:
        QueryError: ``E-REFUSED``.
    """
    word = found[1].upper() if (found := _UPDATES.search(syntax(text))) else ""
    if not service and _calls(text):
        word = "SERVICE"
    if word:
        raise QueryError("E-REFUSED", f"the query uses {word}, which is not allowed here")


def _calls(text: str) -> bool:
    """Tell whether a query could ask another endpoint; some stores read escapes anywhere."""
    read = _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    return bool(_SERVICE.search(text) or _SERVICE.search(read))


__all__ = ["check_safe", "syntax"]
