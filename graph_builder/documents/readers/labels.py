"""Tabs: which label heads which panel.

The label of a tab is the heading of what it opens, but stands elsewhere on the page, in a row with
the labels of the other tabs. Two ways to link them are in use: WAI-ARIA (``role=tab`` with
``aria-controls``, or ``aria-labelledby`` of the panel) and ``data-toggle`` with ``#id``.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from graph_builder.documents.readers.furniture import words

_TOGGLES = frozenset({"tab", "pill"})


def labels(root: html.HtmlElement) -> dict[html.HtmlElement, str]:
    """Return the label of each panel; the tabs themselves have an empty one."""
    panels = {panel: one for one in root.iter() if (panel := one.get("id"))}
    found: dict[html.HtmlElement, str] = {}
    for tab, target in _tabs(root):
        panel = panels.get(target)
        if panel is not None and panel not in found and words(panel) and (said := words(tab)):
            found[panel] = said
            found[tab] = ""
    return found


def _tabs(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Yield the tabs with the id of the panel that each opens."""
    labelled = {
        panel.get("aria-labelledby"): panel.get("id")
        for panel in root.iter()
        if panel.get("role") == "tabpanel"
    }
    for one in root.iter("a", "button", "li", "div", "span"):
        toggles = {one.get("data-toggle"), one.get("data-bs-toggle")}
        if one.get("role") == "tab":
            target = one.get("aria-controls") or labelled.get(one.get("id"))
        elif toggles & _TOGGLES:
            target = one.get("href") or one.get("data-target") or one.get("data-bs-target")
        else:
            continue
        if target:
            yield one, target.lstrip("#")
