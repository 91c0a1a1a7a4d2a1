"""Web pages: a walk over the element tree that leaves out what is furniture by its meaning.

1. Parse, whatever the markup; walk the tree once, without recursion.
2. Leave out what :mod:`.furniture` gives a reason for; what stands in ``main`` or ``article`` is
   kept whatever its class says. Write every sign that is left out into the account.
3. Write a line for every heading, paragraph, item, term and table row, however short: "Google"
   alone in an item is a recipient. The label of a tab heads the panel that it opens.
4. Compare what was kept with the running text that was left out (coverage guard). A page whose
   marks would cost more than half of it (a notice in a dialog) is walked again without believing
   names, then without believing landmarks.

Measured against the extractors that drop short blocks and list items: see
``tests/evaluation/readers.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree, html

from graph_builder.documents.account import signs
from graph_builder.documents.readers import furniture
from graph_builder.documents.readers.compose import Composer
from graph_builder.documents.readers.furniture import Trust, running_text, words
from graph_builder.documents.readers.labels import labels
from graph_builder.documents.readers.parts import Parts, number
from graph_builder.documents.readers.table import Table, is_layout

LOW = 0.9
"""Coverage below which the reader says that something was lost."""

_HALF = 0.5
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = frozenset({"b", "strong"})
_LISTS = frozenset({"ul", "ol", "menu"})
_TERMS = frozenset({"dt", "summary", "button"})
_LOSING = frozenset({"aside", "named", "links"})
_CONTAINER = re.compile(r"</?(?:div|span|section|font|center)\b[^<>]{0,2000}>", re.IGNORECASE)
_TOO_DEEP = "Excessive depth"
"""The words of libxml2 (parserInternals.c) where elements are nested deeper than it reads."""

_SPACES = re.compile(r"\s+")


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
    """What the walk has open, and its account."""

    trust: Trust = Trust.NAMES
    composer: Composer = field(default_factory=Composer)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    labels: dict[html.HtmlElement, str] = field(default_factory=dict)
    bold: int = 0
    level: int = 0
    inside: int = 0
    gap: bool = True
    account: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    items_kept: int = 0
    items_lost: int = 0

    def text(self, text: str | None) -> None:
        """Take in a stretch of inline text."""
        if text:
            self.pieces.append((text, self.bold > 0))

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
            self.account["kept"] += signs(said)
            if item and marker:
                self.items_kept += 1
                item.marker = ""
            self.gap = True
        self.pieces.clear()

    def head(self, label: str) -> None:
        """Write a line that heads what follows."""
        self.flush()
        self.composer.add(label, level=self.level, bold=True)
        self.account["kept"] += signs(label)

    def leave_out(self, element: html.HtmlElement, fate: str) -> None:
        """Enter what an element says into the account."""
        said = signs(_seen(element)) + self._moved(element)
        self.account[fate] += said
        if fate in _LOSING and said:
            self.lost += running_text(element)
            if fate != "links":
                self.items_lost += sum(1 for item in element.iter("li") if words(item))

    def _moved(self, element: html.HtmlElement) -> int:
        """Return the signs of labels that an element heads, less those of tabs that it holds."""
        inside = [one for one in element.iter() if one in self.labels] if self.labels else []
        return sum(
            signs(label) if (label := self.labels[one]) else -signs(_seen(one)) for one in inside
        )

    @property
    def coverage(self) -> float:
        """The share (0-1) of the running text that is kept."""
        kept = self.account["kept"]
        return kept / (kept + self.lost) if kept or self.lost else 1.0


def read(text: str) -> Parts:
    """Return the lines of a page; an empty one has none."""
    root, whole = _parsed(text)
    if root is None or not whole or not words(root):
        root, _ = _parsed(_CONTAINER.sub("<br>", text))
    if root is None:
        return Parts("", ())
    walk = _best(root)
    items = walk.items_kept >= (walk.items_kept + walk.items_lost) * LOW
    composed, lines = walk.composer.finish()
    notes = () if walk.coverage >= LOW and items else ("E-COVERAGE",)
    return Parts(composed, lines, round(walk.coverage, 3), notes, walk.account)


def _parsed(text: str) -> tuple[html.HtmlElement | None, bool]:
    """Return the tree of a page, and whether it is whole: libxml2 drops what is nested too deep."""
    text = re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", text.replace("\0", ""))
    parser = html.HTMLParser(
        remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, False
    return root, not any(_TOO_DEEP in error.message for error in parser.error_log)


def _best(root: html.HtmlElement) -> _Walk:
    """Return the first walk that keeps half, with less and less trust in the page's marks."""
    known = labels(root)
    walk = _Walk()
    for trust in reversed(Trust):
        walk = _Walk(trust, labels=known)
        _visit(root, walk)
        walk.flush()
        if walk.coverage >= _HALF:
            break
    return walk


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
            _close(element, tag, walk)
        if element is not root:
            walk.text(element.tail)


def _skips(element: html.HtmlElement, tag: str, walk: _Walk) -> bool:
    """Tell whether an element is left out, and enter what is lost with it."""
    if walk.labels.get(element) == "":  # the tab itself: its label heads the panel
        return True
    fate = furniture.reason(element, tag, inside=walk.inside > 0, trust=walk.trust)
    if fate and fate != "unseen":
        walk.leave_out(element, fate)
    return bool(fate)


def _seen(element: html.HtmlElement) -> str:
    """Return the visible text of an element that is left out as a whole."""
    unseen = furniture.table()["unseen"]
    parts: list[str] = []
    events = etree.iterwalk(element, events=("start", "end"))
    for event, one in events:
        if event == "start":
            if one.tag in unseen:
                events.skip_subtree()
            else:
                parts.append(one.text or "")
        elif one is not element:
            parts.append(one.tail or "")
    return "".join(parts)


def _is_table(element: html.HtmlElement, tag: str, walk: _Walk) -> bool:
    """Write a data table and tell so; a table for layout is walked like any element."""
    if (tag != "table" and element.get("role") not in {"table", "grid"}) or is_layout(element):
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
    walk.account["kept"] += signs(_seen(element))
    walk.gap = True
    return True


def _open(element: html.HtmlElement, tag: str, walk: _Walk) -> None:
    if tag in furniture.table()["blocks"] or tag == "button":
        walk.flush()
    elif tag == "br":
        walk.flush()
        walk.gap = False
    if label := walk.labels.get(element):
        walk.head(label)
    role = element.get("role", "")
    if tag in _HEADINGS or role == "heading":
        walk.level = _HEADINGS.get(tag) or _aria_level(element)
    elif tag in _LISTS or role == "list":
        walk.lists.append(_List(tag == "ol", number(element.get("start"), 1)))
    elif tag == "li" or role == "listitem":
        walk.flush()
        _open_item(walk)
    walk.inside += tag in {"main", "article"} or role == "main"
    walk.bold += tag in _BOLD or tag in _TERMS


def _aria_level(element: html.HtmlElement) -> int:
    return min(6, number(element.get("aria-level"), 2) or 2)


def _open_item(walk: _Walk) -> None:
    owner = walk.lists[-1] if walk.lists else _List(ordered=False)
    marker = f"{owner.next}." if owner.ordered else "•"
    owner.next += 1
    walk.items.append(_Item(marker, max(1, len(walk.lists))))
    walk.gap = owner.next == 2 and len(walk.lists) < 2  # noqa: PLR2004 - the first item of the outermost list


def _close(element: html.HtmlElement, tag: str, walk: _Walk) -> None:
    role = element.get("role", "")
    if tag in furniture.table()["blocks"] or tag == "button" or role == "listitem":
        walk.flush()
    if tag in _HEADINGS or role == "heading":
        walk.level = 0
    elif tag in _LISTS or role == "list":
        if walk.lists:
            walk.lists.pop()
    elif (tag == "li" or role == "listitem") and walk.items:
        walk.items.pop()
    walk.inside = max(0, walk.inside - (tag in {"main", "article"} or role == "main"))
    walk.bold = max(0, walk.bold - (tag in _BOLD or tag in _TERMS))
