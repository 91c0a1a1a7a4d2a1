"""What a line looks like: a heading, an introduction to a list, an item, a title."""

from __future__ import annotations

import re

from graph_builder.documents.lines import INVISIBLE, Line
from graph_builder.documents.words import clause_start, furniture, lead_in_end, title

HEADING_WORDS = 14
HEADING_LENGTH = 110
_TAIL = 90
_FEWEST_CAPS = 3
_TITLE_WORDS = 12
_SENTENCE_WORDS = 25
_ENDED_WORDS = 9
_OPEN_END = " \t\n\u00a0*_\"”’')" + INVISIBLE
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_MARKUP = re.compile(r"\*{1,3}|__|`|\\(?=[\[\]*_#.\-(])|<[^<>]{1,200}>")
_CONTACT = re.compile(
    r"[@]|https?:|www\.|\b(?:e-?mail|tele?pho?ne?|telepon|phone|fax|faks?|jl|jalan|street)\b|\d{4,}",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:effective|updated?|revised|as of|berlaku|diperbarui|diubah|dimodifikasi|modified)\b"
    r".{0,60}\d",
    re.IGNORECASE | re.DOTALL,
)


def plain(text: str) -> str:
    """Return a heading's words without markup and with single spaces.

    >>> plain("**How  we use [it](/a)**")
    'How we use it'
    """
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", text)).split())


def last_sign(text: str) -> str:
    """Return the last character that is no bracket, quote, emphasis or space."""
    return text[-_TAIL:].rstrip(_OPEN_END)[-1:]


def is_lead_in(text: str) -> bool:
    """Tell whether a text introduces what follows it.

    >>> is_lead_in("We collect:"), is_lead_in("We collect it."), is_lead_in("Data sebagai berikut")
    (True, False, True)
    """
    return ends_in_colon(text) or lead_in_end().search(text[-_TAIL:]) is not None


def ends_in_colon(text: str) -> bool:
    """Tell whether a text ends in a colon."""
    return last_sign(text) in {":", "："}


def starts_lower(text: str) -> bool:
    """Tell whether the first letter is a lower-case one."""
    for sign in text[:12]:
        if sign.isalpha():
            return sign.islower()
    return False


def is_short(text: str) -> bool:
    """Tell whether a text is no longer than headings are."""
    return len(text) <= HEADING_LENGTH and len(text.split()) <= HEADING_WORDS


def is_clause(text: str) -> bool:
    """Tell whether a text starts as a clause of its own does."""
    return clause_start().match(text) is not None


def is_caps(text: str) -> bool:
    """Tell whether a text is written in capitals."""
    return text.isupper() and sum(sign.isalpha() for sign in text) > _FEWEST_CAPS


def is_title(text: str) -> bool:
    """Tell whether a heading names a privacy notice."""
    words = plain(text)
    return len(words.split()) <= _TITLE_WORDS and title().match(words) is not None


def could_head(line: Line) -> bool:
    """Tell whether a line could be a heading: short, begun with a capital, not ended."""
    text = line.text
    if not is_short(text) or starts_lower(text) or last_sign(text) in set(".,;:!"):
        return False
    if not any(sign.isalpha() for sign in text) or text.lower() in furniture():
        return False
    return not (_CONTACT.search(text) or _DATED.search(text) or "|" in text)


def is_spoken(text: str) -> bool:
    """Tell whether a text marked as a heading is really a sentence or a date."""
    words = len(text.split())
    ended = last_sign(text) in {".", ";"}
    return (
        words > _SENTENCE_WORDS
        or (ended and words > _ENDED_WORDS)
        or _DATED.search(text) is not None
    )
