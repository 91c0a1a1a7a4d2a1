"""Ways to reach a company: e-mail, phone, address, page, form, chat.

Patterns are of form, not of language; what needs words ("phone", "telepon", "Jl.") names both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_builder.model import Contact, Span

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
# "privacy [at] example [dot] com": written so against collectors of addresses.
_VEILED = re.compile(
    r"[\w.+-]{1,64} ?[\[(]at[\])] ?[\w-]{1,63}(?: ?[\[(]dot[\])] ?[\w-]{2,63}|\.[\w-]{2,63}){1,3}"
)
_URL = re.compile(r"(?:https?://|www\.)[\w.-]+\.[a-z]{2,}[^\s)\]>\"'“”‘’,;]*", re.IGNORECASE)
_LINK = re.compile(r"\]\((?P<target>(?:https?:|/)[^)\s]{0,300})\)")
_PHONE = re.compile(r"(?<![\w.@/=-])(?:\+|\(\+?)?\d[\d() .-]{5,20}\d(?![\w@/])")
_PHONE_WORD = re.compile(
    r"\b(?:tele?phone|phone|tel|telp|telepon|telpon|hotline|call|hubungi|mobile|hp|wa|whatsapp"
    r"|contact no)\b",
    re.IGNORECASE,
)
# A full stop ends an address unless it abbreviates: "Kav. 10", "No. 5", "Lt. 3", "RT. 01".
_STOP = r"(?<!\bkav)(?<!\bno)(?<!\blt)(?<!\bjl)(?<!\brt)(?<!\brw)(?<!\bst)\.\s"
_END = rf"(?=$|[\n;]|{_STOP}|\.$)"
_ADDRESS = re.compile(
    r"\b(?:(?:jl\.?|jalan|gedung|menara|wisma|komplek|komp\.|plaza)\s+\S.{8,200}?"
    r"|(?:\d+(?:st|nd|rd|th) floor|p\.?\s?o\.?\s?box|box|suite|level|unit)\s+\d?.{8,160}?"
    r"|\d{1,5}[a-z]?,? (?:[A-Z][\w'.-]+ ){1,4}(?:street|st\.|road|rd\.?|avenue|ave\.?|lane|ln\.?"
    rf"|drive|boulevard|blvd|way|place|square|quay)\b.{{0,120}}?){_END}",
    re.IGNORECASE,
)
_FEWEST_DIGITS = 7
# How far before a number the word for phone may stand.
_NEAR = 60


def channel(text: str) -> str:
    """Return the first e-mail address, page or phone number of a sentence, or an empty string.

    >>> channel("write to privacy@toko-contoh.co.id or call us")
    'privacy@toko-contoh.co.id'
    """
    if "@" in text and (match := _EMAIL.search(text)):  # the pattern begins at every letter
        return match[0].rstrip(".")
    if match := _URL.search(text):
        return match[0].rstrip(".")
    number = next(phones(text, 0), None)
    return number.value if number else ""


def emails(text: str, offset: int) -> Iterator[Contact]:
    """Yield the e-mail addresses of a text that begins at ``offset`` of the document."""
    for pattern in (_EMAIL, _VEILED):
        for match in pattern.finditer(text):
            yield _contact("email", match[0].rstrip("."), match.start(), offset)


def phones(text: str, offset: int) -> Iterator[Contact]:
    """Yield phone numbers: seven digits at least, international or with a word for phone near."""
    for match in _PHONE.finditer(text):
        number = match[0].strip(" .-")
        digits = sum(char.isdigit() for char in number)
        named = _PHONE_WORD.search(text, max(0, match.start() - _NEAR), match.start())
        if digits >= _FEWEST_DIGITS and (number.startswith(("+", "(+")) or named):
            yield _contact("phone", number, match.start(), offset)


def addresses(text: str, offset: int) -> Iterator[Contact]:
    """Yield postal addresses that name a street, building or box."""
    for match in _ADDRESS.finditer(text):
        yield _contact("address", match[0].strip(), match.start(), offset)


def urls(text: str, offset: int) -> Iterator[Contact]:
    """Yield web addresses and the targets of Markdown links."""
    for match in _URL.finditer(text):
        yield _contact("url", match[0].rstrip(".:"), match.start(), offset)
    for match in _LINK.finditer(text):
        yield _contact("url", match["target"], match.start("target"), offset)


def _contact(kind: str, value: str, start: int, offset: int) -> Contact:
    return Contact(kind, value, Span(offset + start, offset + start + len(value)))


__all__ = ["addresses", "channel", "emails", "phones", "urls"]
