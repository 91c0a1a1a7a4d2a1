"""Which elements of a page are furniture, and why: by meaning, by name, or as lists of links.

1. What is no text (controls), then landmarks; inside of ``main`` or ``article`` only those that
   are never the text.
2. Names (``class``, ``id``): a word that names a place ("sidebar") is believed; one that names a
   subject ("sharing") only where no running text stands under it.
3. Lists and tables that only lead elsewhere.
"""

from __future__ import annotations

import re
import tomllib
from enum import IntEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from lxml import html

_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_SPACES = re.compile(r"\s+")
_LISTS = frozenset({"ul", "ol", "menu", "table"})
_UNNAMED = frozenset({"body", "html", "p", "span", "a", "li"})
_RUNNING = ("p", "li", "td", "h1", "h2", "h3")
_NEVER_TEXT = frozenset({"nav", "footer"})
_DIALOGS = frozenset({"dialog", "alertdialog"})
_LINKS_MOSTLY = 0.85
_FEWEST_LINKS = 4
_LONGEST_LINK = 60
_FEWEST_WORDS = 6


class Trust(IntEnum):
    """How far the marks of a page are believed; less where that would cost the text itself."""

    MEANINGS = 0
    LANDMARKS = 1
    NAMES = 2


@cache
def table() -> dict[str, frozenset[str]]:
    """Return the sets of words of ``landmarks.toml``."""
    path = Path(__file__).parent / "landmarks.toml"
    return {
        name: frozenset(words) for name, words in tomllib.loads(path.read_text("utf-8")).items()
    }


def reason(element: html.HtmlElement, tag: str, *, inside: bool, trust: Trust) -> str:
    """Return why an element is left out (a fate of :mod:`.account`), or empty.

    Args:
        element: of a page.
        tag: its name.
        inside: whether it stands in ``main`` or ``article``.
        trust: how far names and landmarks are believed.
    """
    known = table()
    if tag in known["unseen"]:
        return "unseen"
    if tag in known["controls"] or (tag == "button" and not folds(element)):
        return "control"
    if landmark := _landmark(element, tag, inside=inside, trust=trust):
        return landmark
    if inside:
        return ""
    if trust is Trust.NAMES and _is_named(element, tag):
        return "named"
    return "links" if tag in _LISTS and _only_leads_elsewhere(element) else ""


def _landmark(element: html.HtmlElement, tag: str, *, inside: bool, trust: Trust) -> str:
    known = table()
    role = element.get("role", "")
    if tag in known["elements"] or role in known["roles"]:
        doubtful = tag in known["doubtful"] or role in known["doubtful"]
        if doubtful and trust is Trust.MEANINGS:
            return ""
        left_out = not inside or role in _DIALOGS or tag in _NEVER_TEXT
        return ("aside" if doubtful else "landmark") if left_out else ""
    bare_header = tag == "header" and not inside and element.find(".//h1") is None
    return "landmark" if bare_header else ""


def folds(button: html.HtmlElement) -> bool:
    """Tell whether a button is the heading of a part that it folds away."""
    if button.get("aria-expanded") is not None or button.get("aria-controls") is not None:
        return True
    toggles = (button.get("data-toggle", ""), button.get("data-bs-toggle", ""))
    return "collapse" in toggles or bool(set(_names(button)) & table()["folds"])


def _names(element: html.HtmlElement) -> list[str]:
    name = f"{element.get('class', '')} {element.get('id', '')}"
    return [word.lower() for word in _WORD.findall(name)]


def _is_named(element: html.HtmlElement, tag: str) -> bool:
    if tag in _UNNAMED:
        return False
    said = _names(element)
    if not said:
        return False
    used, known = set(said), table()
    if any(f"{one} {other}" in known["pairs"] for one, other in pairwise(said)):
        return True
    if used & known["keep"]:
        return False
    return bool(used & known["names"]) or (
        bool(used & known["subjects"]) and not _is_section(element)
    )


def _is_section(element: html.HtmlElement) -> bool:
    """Tell whether an element has running text, or a heading and at least a sentence."""
    if any(len(words(one)) > _LONGEST_LINK for one in element.iter(*_RUNNING)):
        return True
    headed = any(element.find(f".//{tag}") is not None for tag in ("h2", "h3", "h4"))
    return headed and any(len(words(p).split()) >= _FEWEST_WORDS for p in element.iter("p", "li"))


def _only_leads_elsewhere(element: html.HtmlElement) -> bool:
    """Tell whether a list has many short links and hardly any other text."""
    links = element.findall(".//a")
    if len(links) < _FEWEST_LINKS or _is_introduced(element):
        return False
    linked = sum(len(words(link)) for link in links)
    elsewhere = [link for link in links if not link.get("href", "#").startswith("#")]
    short = linked / len(links) < _LONGEST_LINK
    mostly = linked > len(words(element)) * _LINKS_MOSTLY
    return short and mostly and len(elsewhere) > len(links) / 2


def _is_introduced(element: html.HtmlElement) -> bool:
    before = element.getprevious()
    said = words(before) if before is not None else ""
    return said.endswith(":") or len(said) > 2 * _LONGEST_LINK


def running_text(element: html.HtmlElement) -> int:
    """Return how many characters of an element are paragraphs, items and cells of some length."""
    texts = (words(one) for one in element.iter(*_RUNNING))
    return sum(len(text) for text in texts if len(text) > _LONGEST_LINK)


def words(element: html.HtmlElement) -> str:
    """Return what an element says, with single spaces."""
    return _SPACES.sub(" ", "".join(element.itertext())).strip()
