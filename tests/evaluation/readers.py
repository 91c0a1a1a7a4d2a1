# ruff: noqa: T201 - it prints a table
"""How much of real pages the reader keeps: ``python -m tests.evaluation.readers``.

The gold is every visible ``h1``-``h4``, ``p``, ``li`` and ``td`` outside of ``nav``, ``footer`` and
``aside`` (blocks of at least four words, headings any); boilerplate is the same inside of them. The
walker shares the idea of landmarks with this gold, so its boilerplate figure is flattered; the kept
shares are not.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from pathlib import Path

from lxml import html

from graph_builder.documents.decode import decode
from graph_builder.documents.readers import html as reader

PAGES = Path(__file__).resolve().parents[3] / "shared" / "policies" / "html"
KINDS = {"h1": "h", "h2": "h", "h3": "h", "h4": "h", "p": "p", "li": "li", "td": "td"}
FURNITURE = ("nav", "footer", "aside")
FEWEST_WORDS = 4


def norm(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def gold(page: str) -> list[tuple[str, str]]:
    """Return kind (``boiler`` inside of furniture) and words of each block of a page."""
    blocks = []
    for element in html.document_fromstring(page.encode(), html.HTMLParser(encoding="utf-8")).iter(
        *KINDS
    ):
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
            inside = any(a.tag in FURNITURE for a in element.iterancestors())
            blocks.append(("boiler" if inside else kind, said))
    return blocks


def main() -> int:
    if not PAGES.is_dir():
        print("the reference pages are not there", file=sys.stderr)
        return 2
    all_kept: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    print(f"{'page':<40}{'h':>7}{'p':>7}{'li':>7}{'td':>7}{'boiler':>8}{'ms':>7}")
    for path in sorted(PAGES.glob("*.html")):
        page = decode(path.read_bytes(), path.name)
        started = time.perf_counter()
        text = norm(reader.read(page).text)
        spent = (time.perf_counter() - started) * 1000
        kept: Counter[str] = Counter()
        whole: Counter[str] = Counter()
        for kind, said in gold(page):
            whole[kind] += 1
            kept[kind] += norm(said) in text
        all_kept += kept
        everything += whole
        print(f"{path.name[:39]:<40}{row(kept, whole)}{spent:7.0f}")
    print(f"{'all':<40}{row(all_kept, everything)}")
    return 0


def row(kept: Counter[str], whole: Counter[str]) -> str:
    shares = [kept[k] / whole[k] if whole[k] else None for k in ("h", "p", "li", "td", "boiler")]
    widths = (7, 7, 7, 7, 8)
    return "".join(
        f"{'-' if s is None else f'{s:.2f}':>{w}}" for s, w in zip(shares, widths, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
