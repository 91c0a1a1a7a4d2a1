"""Web pages: a walk over the element tree that leaves out what is furniture by its meaning.

1. Parse, whatever the markup; walk the tree once, without recursion.
2. Leave out elements without text, landmarks that are not the text (navigation, footer, dialogs),
   and lists of links; what stands in ``main`` or ``article`` is kept whatever its class says.
3. Write a line for every heading, paragraph, item, term and table row, however short: "Google"
   alone in an item is a recipient.
4. Compare what was kept with all visible text outside of landmarks (coverage guard).

Measured against the extractors that drop short blocks and list items: see
``tests/evaluation/readers.py``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml import etree, html

from graph_builder.documents.readers.compose import Composer
from graph_builder.documents.readers.parts import Parts
from graph_builder.documents.readers.table import Table, is_layout

LOW = 0.9
"""Coverage below which the reader says that something was lost."""

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_BOLD = frozenset({"b", "strong"})
_LISTS = frozenset({"ul", "ol", "menu"})
_TERMS = frozenset({"dt", "summary"})
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_CONTAINER = re.compile(r"</?(?:div|span|section|font|center)\b[^<>]{0,2000}>", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_LINKS_MOSTLY = 0.85
_FEWEST_LINKS = 4
_LONGEST_LINK = 60


@cache
def _furniture() -> dict[str, frozenset[str]]:
    path = Path(__file__).parent / "landmarks.toml"
    return {
        name: frozenset(words) for name, words in tomllib.loads(path.read_text("utf-8")).items()
    }


@dataclass(slots=True)
class _Item:
    """An open list item: the marker still to be written, its depth."""

    marker: str
    depth: int


@dataclass(slots=True)
class _List:
    """An open list: whether its items are numbered, and the next number."""

    ordered: bool
    next: int = 1


@dataclass(slots=True)
class _Walk:
    """What the walk has open."""

    composer: Composer = field(default_factory=Composer)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    bold: int = 0
    term: int = 0
    level: int = 0
    inside: int = 0
    gap: bool = True
    kept: int = 0
    lost: int = 0
    items_seen: int = 0
    items_kept: int = 0

    def text(self, text: str | None) -> None:
        """Take in a stretch of inline text."""
        if text:
            self.pieces.append((text, self.bold > 0 or self.term > 0))

    def flush(self) -> None:
        """Write the line that is open."""
        said = _SPACES.sub(" ", "".join(text for text, _ in self.pieces)).strip()
        if said:
            bold = all(strong for text, strong in self.pieces if not text.isspace())
            item = self.items[-1] if self.items else None
            marker = item.marker if item else ""
            depth = 0 if item is None else item.depth - bool(marker)
            gap = self.gap and not (marker and (depth or self.gap is False))
            self.composer.add(
                said, marker=marker, depth=depth, level=self.level, bold=bold, gap=gap
            )
            self.kept += len(said)
            if item and marker:
                self.items_kept += 1
                item.marker = ""
            self.gap = True
        self.pieces.clear()


def read(text: str) -> Parts:
    """Return the lines of a page; an empty one has none."""
    root = _parsed(text)
    if root is None or not _words(root):
        root = _parsed(_CONTAINER.sub("<br>", text))  # nested too deep for the parser
    if root is None:
        return Parts("", ())
    walk = _Walk()
    _visit(root, walk)
    walk.flush()
    whole = walk.kept + walk.lost
    coverage = walk.kept / whole if whole else 1.0
    items = walk.items_kept >= walk.items_seen * LOW
    composed, lines = walk.composer.finish()
    notes = () if coverage >= LOW and items else ("E-COVERAGE",)
    return Parts(composed, lines, round(coverage, 3), notes)


def _parsed(text: str) -> html.HtmlElement | None:
    text = re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", text.replace("\0", ""))
    parser = html.HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _visit(root: html.HtmlElement, walk: _Walk) -> None:
    events = etree.iterwalk(root, events=("start", "end"))
    done: set[html.HtmlElement] = set()  # entered, but to be left without closing anything
    for event, element in events:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if _skips(element, tag, walk) or _is_table(element, tag, walk):
                events.skip_subtree()
                done.add(element)
            else:
                _open(element, tag, walk)
                walk.text(element.text)
            continue
        if element in done:
            done.discard(element)
        else:
            _close(tag, walk)
        if element is not root:
            walk.text(element.tail)


def _skips(element: html.HtmlElement, tag: str, walk: _Walk) -> bool:
    """Tell whether an element is left out, and count what is lost with it."""
    furniture = _furniture()
    if tag in furniture["never"] or (tag == "button" and not _is_accordion(element)):
        return True
    role = element.get("role", "")
    if tag in furniture["elements"] or role in furniture["roles"]:
        return not walk.inside or role in {"dialog", "alertdialog"} or tag in {"nav", "footer"}
    if tag == "header" and not walk.inside:
        return element.find(".//h1") is None
    if walk.inside:
        return False
    if _is_named_furniture(element, tag) or (tag in _LISTS and _is_link_list(element)):
        walk.lost += _sentences(element)
        return True
    return False


def _is_accordion(element: html.HtmlElement) -> bool:
    return element.get("aria-expanded") is not None or element.get("aria-controls") is not None


def _is_named_furniture(element: html.HtmlElement, tag: str) -> bool:
    name = f"{element.get('class', '')} {element.get('id', '')}"
    if tag in {"body", "html", "p", "span", "a", "td", "tr", "table", "li"} or not name.strip():
        return False
    words = {word.lower() for word in _WORD.findall(name)}
    furniture = _furniture()
    return bool(words & furniture["names"]) and not words & furniture["keep"]


def _is_link_list(element: html.HtmlElement) -> bool:
    """Tell whether a list only leads elsewhere: many short links and hardly any other text."""
    links = element.findall(".//a")
    if len(links) < _FEWEST_LINKS or _introduced(element):
        return False
    texts = [_words(link) for link in links]
    linked = sum(map(len, texts))
    whole = len(_words(element))
    elsewhere = [link for link in links if not link.get("href", "#").startswith("#")]
    short = linked / len(links) < _LONGEST_LINK
    return short and len(elsewhere) > len(links) / 2 and linked > whole * _LINKS_MOSTLY


def _introduced(element: html.HtmlElement) -> bool:
    before = element.getprevious()
    said = _words(before) if before is not None else ""
    return said.endswith(":") or len(said) > 2 * _LONGEST_LINK


def _sentences(element: html.HtmlElement) -> int:
    """Return how much running text an element holds that is left out by its name or its links."""
    texts = (_words(one) for one in element.iter("p", "li", "td", "h1", "h2", "h3"))
    return sum(len(text) for text in texts if len(text) > _LONGEST_LINK)


def _words(element: html.HtmlElement) -> str:
    return _SPACES.sub(" ", "".join(element.itertext())).strip()


def _is_table(element: html.HtmlElement, tag: str, walk: _Walk) -> bool:
    """Write a data table and tell so; a table for layout is walked like any element."""
    if tag != "table" or is_layout(element):
        return False
    walk.flush()
    table = Table.of(element)
    if table.caption:
        walk.composer.add(table.caption, bold=True)
    gap = True
    for row in table.rows:
        if sum(map(bool, row)) == 1:
            walk.composer.add(next(filter(None, row)), gap=gap)
        else:
            walk.composer.add_row(row, table.header, gap=gap)
        gap = False
        walk.kept += sum(map(len, row))
    walk.gap = True
    return True


def _open(element: html.HtmlElement, tag: str, walk: _Walk) -> None:
    if tag in _BLOCKS:
        walk.flush()
    elif tag == "br":
        walk.flush()
        walk.gap = False
    if tag in _HEADINGS or element.get("role") == "heading":
        walk.level = _HEADINGS.get(tag) or _aria_level(element)
    elif tag in _LISTS:
        start = element.get("start", "1")
        walk.lists.append(_List(tag == "ol", int(start) if start.isdigit() else 1))
    elif tag == "li":
        _open_item(walk)
    walk.inside += tag in {"main", "article"} or element.get("role") == "main"
    walk.bold += tag in _BOLD
    walk.term += tag in _TERMS or tag == "button"


def _aria_level(element: html.HtmlElement) -> int:
    level = element.get("aria-level", "2")
    return min(6, int(level)) if level.isdigit() and int(level) else 2


def _open_item(walk: _Walk) -> None:
    owner = walk.lists[-1] if walk.lists else _List(ordered=False)
    marker = f"{owner.next}." if owner.ordered else "•"
    owner.next += 1
    walk.items.append(_Item(marker, max(1, len(walk.lists))))
    walk.gap = owner.next == 2 and len(walk.lists) < 2  # noqa: PLR2004 - the first item of the outermost list
    walk.items_seen += 1


def _close(tag: str, walk: _Walk) -> None:
    if tag in _BLOCKS or tag == "button":
        walk.flush()
    if tag in _HEADINGS:
        walk.level = 0
    elif tag in _LISTS and walk.lists:
        walk.lists.pop()
    elif tag == "li" and walk.items:
        item = walk.items.pop()
        walk.items_seen -= bool(item.marker)  # an empty item is nothing lost
    walk.inside = max(0, walk.inside - (tag in {"main", "article"}))
    walk.bold -= tag in _BOLD and walk.bold > 0
    walk.term -= (tag in _TERMS or tag == "button") and walk.term > 0
