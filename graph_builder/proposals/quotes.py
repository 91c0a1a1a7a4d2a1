r"""Where a quote stands: exact words, with only white space and typography forgiven.

A model copies text with other line breaks, straight quotation marks or plain hyphens, which change
no meaning; a word, a number or a negation that differs is another statement. So both sides are
folded one code point to one, runs of white space to one blank, and compared as they are, case
included. Offsets are found here and never taken from a model.

A quote begins and ends at the edge of a word or number: “not share” is no part of “cannot share”,
nor “personal data” of “non-personal data”, nor “5 years” of “1.5 years”.

>>> find("We do  not\nsell it.", "do not sell", 0, 19)
[Span(start=3, end=15)]
>>> find("We cannot share it.", "not share", 0, 19)
[]
"""

from __future__ import annotations

import re

from graph_builder.model import Span

_TYPOGRAPHY = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)

# Around an edge (|): letters or digits on both sides, or with one sign between that joins them.
_GOES_ON = re.compile(
    r"[^\W_]\|[^\W_]"
    r"|[^\W_][-']\|[^\W_]|[^\W_]\|[-'][^\W_]"
    r"|\d[.,]\|\d|\d\|[.,]\d"
)


def find(text: str, quote: str, start: int, end: int) -> list[Span]:
    """Return every place of a quote within ``text[start:end]``, in text order."""
    wanted = " ".join(quote.translate(_TYPOGRAPHY).split())
    if not wanted:
        return []
    folded, places = _fold(text, start, end)
    found = []
    at = folded.find(wanted)
    while at >= 0:
        first, last = places[at], places[at + len(wanted) - 1] + 1
        if _is_edge(text, first) and _is_edge(text, last):
            found.append(Span(first, last))
        at = folded.find(wanted, at + 1)
    return found


def _fold(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return a stretch with one blank for each run of white space, and where each sign stands."""
    signs: list[str] = []
    places: list[int] = []
    for at in range(start, end):
        sign = text[at].translate(_TYPOGRAPHY)
        blank = sign.isspace()
        if blank and signs and signs[-1] == " ":
            continue
        signs.append(" " if blank else sign)
        places.append(at)
    return "".join(signs), places


def _is_edge(text: str, at: int) -> bool:
    """Tell whether no word or number goes on over a place."""
    before = text[max(0, at - 2) : at].translate(_TYPOGRAPHY)
    after = text[at : at + 2].translate(_TYPOGRAPHY)
    return not _GOES_ON.search(f"{before}|{after}")


__all__ = ["find"]
