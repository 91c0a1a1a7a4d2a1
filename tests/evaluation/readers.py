# ruff: noqa: T201 - it prints a table
"""How much of real pages the reader keeps: ``python -m tests.evaluation.readers``.

1. Every visible ``h1``-``h4``, ``p``, ``li`` and ``td`` is a block (of at least four words,
   headings any). It is boilerplate inside of ``nav``, ``footer`` and ``aside``, or where it is one
   of those that ``readers.toml`` lists: pages older than these elements have menus and footers in
   tables and lists, which were judged by eye, block by block, and are kept there as hashes.
2. A block is kept where its words stand in the text; boilerplate where its words are a line of
   their own, or long enough to be found. Words that are content elsewhere on the page (a table of
   contents in ``aside``) cannot tell and do not count.
3. Pages of our own (``tests/documents/pages``) have the judgement written at each block, in
   ``data-gold``; the same table shows them.

The walker shares the idea of landmarks with this gold, so its boilerplate figure is flattered; the
kept shares are not.
"""

from __future__ import annotations

import hashlib
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import html

from graph_builder.documents.decode import decode
from graph_builder.documents.readers import html as reader

HERE = Path(__file__).resolve().parent
PAGES = HERE.parents[2] / "shared" / "policies" / "html"
OURS = HERE.parent / "documents" / "pages"
KINDS = {"h1": "h", "h2": "h", "h3": "h", "h4": "h", "p": "p", "li": "li", "td": "td"}
FURNITURE = ("nav", "footer", "aside")
FEWEST_WORDS = 4
LONG = 8
BARS = {"h": 0.96, "p": 0.97, "li": 0.99, "td": 0.98, "boiler": 0.29}


def norm(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def mark(said: str) -> str:
    """Return the hash by which ``readers.toml`` knows a block."""
    return hashlib.sha256(norm(said).encode()).hexdigest()[:12]


def parsed(page: str) -> html.HtmlElement:
    return html.document_fromstring(page.encode(), html.HTMLParser(encoding="utf-8"))


def gold(page: str, furniture: frozenset[str]) -> list[tuple[str, str]]:
    """Return kind (``boiler`` for furniture) and words of each block of a page."""
    blocks = []
    for element in parsed(page).iter(*KINDS):
        if any(a.tag in {"script", "style", "noscript"} for a in element.iterancestors()):
            continue
        if any(
            child.tag in KINDS or child.tag in {"div", "ul", "ol", "table"}
            for child in element.iterdescendants()
        ):
            continue
        said = " ".join(element.text_content().split())
        kind = KINDS[element.tag]
        if len(said.split()) >= FEWEST_WORDS or (kind == "h" and said):
            boiler = mark(said) in furniture or any(
                a.tag in FURNITURE for a in element.iterancestors()
            )
            blocks.append(("boiler" if boiler else kind, said))
    return told_apart(blocks)


def judged(page: str) -> list[tuple[str, str]]:
    """Return kind and words of the blocks of a page of our own, by its ``data-gold``."""
    blocks = []
    for element in parsed(page).iter():
        if verdict := element.get("data-gold"):
            kind = KINDS.get(element.tag, "p")
            blocks.append((kind if verdict == "keep" else "boiler", element.text_content()))
    return blocks


def told_apart(blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the blocks without the boilerplate whose words are content elsewhere."""
    content = "".join(norm(said) for kind, said in blocks if kind != "boiler")
    return [(k, said) for k, said in blocks if k != "boiler" or norm(said) not in content]


def score(
    page: str, blocks: list[tuple[str, str]]
) -> tuple[Counter[str], Counter[str], list[tuple[str, str]]]:
    """Return how many blocks of each kind are kept, how many there are, and what went wrong."""
    parts = reader.read(page)
    lines = {norm(line.text) for line in parts.lines}
    headers = {norm(cell.header) for line in parts.lines for cell in line.cells}
    text = norm(parts.text)
    kept: Counter[str] = Counter()
    wrong = []
    for kind, said in blocks:
        words = norm(said)
        if kind == "boiler":
            found = words in lines or (len(said.split()) >= LONG and words in text)
        else:
            found = words in text or words in headers
        kept[kind] += found
        if found == (kind == "boiler"):
            wrong.append((kind, said))
    return kept, Counter(kind for kind, _ in blocks), wrong


def pages() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Yield name, markup and blocks of every page."""
    table = tomllib.loads((HERE / "readers.toml").read_text("utf-8"))
    for path in sorted(PAGES.glob("*.html")):
        page = decode(path.read_bytes(), path.name)
        yield path.name, page, gold(page, frozenset(table["furniture"].get(path.name, ())))
    for path in sorted(OURS.glob("*.html")):
        page = path.read_text("utf-8")
        yield path.name, page, judged(page)


def main() -> int:
    all_kept: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    print(f"{'page':<40}{'h':>7}{'p':>7}{'li':>7}{'td':>7}{'boiler':>8}{'ms':>7}")
    for name, page, blocks in pages():
        started = time.perf_counter()
        reader.read(page)
        spent = (time.perf_counter() - started) * 1000
        kept, whole, wrong = score(page, blocks)
        all_kept += kept
        everything += whole
        print(f"{name[:39]:<40}{row(kept, whole)}{spent:7.0f}")
        if "-v" in sys.argv:
            for kind, said in wrong:
                verdict = "kept" if kind == "boiler" else "lost"
                print(f"  {verdict} {kind} {mark(said)} {said[:100]}")
    print(f"{'all':<40}{row(all_kept, everything)}")
    broken = under(all_kept, everything)
    for line in broken:
        print(line)
    return 1 if broken else 0


def under(kept: Counter[str], whole: Counter[str]) -> list[str]:
    """Return a line for each bar that does not hold."""
    shares = {kind: kept[kind] / whole[kind] for kind in BARS if whole[kind]}
    lost = [(k, s) for k, s in shares.items() if (s > BARS[k] if k == "boiler" else s < BARS[k])]
    return [f"{kind}: {share:.2f}, the bar is {BARS[kind]:.2f}" for kind, share in lost]


def row(kept: Counter[str], whole: Counter[str]) -> str:
    shares = [kept[k] / whole[k] if whole[k] else None for k in ("h", "p", "li", "td", "boiler")]
    widths = (7, 7, 7, 7, 8)
    return "".join(
        f"{'-' if s is None else f'{s:.2f}':>{w}}" for s, w in zip(shares, widths, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
