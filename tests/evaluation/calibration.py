"""How often the values of a mention are right, by origin and slot: the figures of confidence.toml.

    python -m tests.evaluation.calibration

1. Extract every annotated policy.
2. A value is right when the annotation of the document has it in the same slot of any practice.
3. Print the share of right values, rounded to a twentieth, in the shape of
   ``graph_builder/extraction/grammar/confidence.toml``; the comment beside it gives right/found.

Exit status: 0 printed, 2 the reference data is not there.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graph_builder import vocabulary as vocabularies
from graph_builder.documents import Document, read
from graph_builder.extraction import extract
from graph_builder.model import Mention, Origin, Slot
from graph_builder.vocabulary import Vocabulary

SHARED = Path(__file__).resolve().parents[3] / "shared"
# The annotation's name of each slot.
FIELDS: Mapping[Slot, str] = {
    Slot.OPERATION: "operations",
    Slot.DATA: "data",
    Slot.SOURCE: "sources",
    Slot.OBTAINED_FROM: "from",
    Slot.PURPOSE: "purposes",
    Slot.RECIPIENT: "recipients",
    Slot.BASIS: "bases",
}
STEP = 20

Counts = Counter[tuple[Origin, Slot]]


def annotated(shared: Path) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Yield every annotated policy with its annotation."""
    with (shared / "gold" / "sources.tsv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            documents = read(shared / "policies" / row["file"])
            annotation = shared / "gold" / f"{row['doc']}.json"
            for document in documents:
                if document.language == row["language"]:
                    yield document, json.loads(annotation.read_text(encoding="utf-8"))


def measure(
    policies: Iterable[tuple[Document, Mapping[str, Any]]], vocabulary: Vocabulary
) -> tuple[Counts, Counts]:
    """Return how many values were right and how many were found, by origin and slot."""
    right: Counts = Counter()
    found: Counts = Counter()
    for document, annotation in policies:
        gold = {
            slot: {value for p in annotation["practices"] for value in p[name]}
            for slot, name in FIELDS.items()
        }
        for practice in extract(document, vocabulary).practices:
            for mention in practice.mentions:
                if mention.slot in gold:
                    key = (mention.origin, mention.slot)
                    found[key] += 1
                    right[key] += _is_right(mention, gold[mention.slot], vocabulary)
    return right, found


def _is_right(mention: Mention, gold: set[str], vocabulary: Vocabulary) -> bool:
    """Annotations name the role of a party where they have no name for it."""
    entity = vocabulary.entities.get(mention.concept)
    return not gold.isdisjoint({mention.concept, *(entity.roles if entity else ())})


def lines(right: Counts, found: Counts) -> Iterator[str]:
    """Yield the table as TOML."""
    for origin in Origin:
        yield f"[{origin.value}]"
        for slot in FIELDS:
            total = found[origin, slot]
            if total:
                share = round(right[origin, slot] / total * STEP) / STEP
                yield f"{slot.value} = {share}  # {right[origin, slot]}/{total}"
        yield ""


def main() -> int:
    """Print the table."""
    if not SHARED.is_dir():
        sys.stderr.write(f"there is no reference data at {SHARED}\n")
        return 2
    sys.stdout.write("\n".join(lines(*measure(annotated(SHARED), vocabularies.default()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
