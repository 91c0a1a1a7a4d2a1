"""How fast extraction reads: milliseconds of one core for 15,000 characters, up to 1 MB.

    python bench/extraction.py [--corpus DIR] [--rounds 3] [--json FILE]

1. Policies of a corpus (Markdown), or a synthetic one in each language, are read into documents.
2. Each is extracted in every round; its best time counts, since other work only ever adds to it.
3. One text is repeated to 64 kB, 250 kB and 1 MB: the figure must not grow.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph_builder import vocabulary as vocabularies
from graph_builder.documents import read
from graph_builder.documents.document import Document
from graph_builder.errors import AlirError
from graph_builder.extraction import extract

_UNIT = 15_000
_SIZES = (64_000, 250_000, 1_000_000)
_MOST = 30
# Kopi Lantana exists nowhere.
_TEXTS = {
    "en": """## Information we collect

Kopi Lantana ("we") collects your name, email address and billing address when you register.

- device identifiers and IP addresses, to prevent fraud;
- your location, if you allow it.

We may share your personal data with advertisers and payment providers to process your orders,
unless you object. We keep your account data for five years. You have the right to see,
correct and delete your data; write to privacy@lantana.example. We do not sell your data.

""",
    "id": """## Informasi yang kami kumpulkan

Kopi Lantana ("kami") mengumpulkan nama, alamat email dan alamat penagihan saat Anda mendaftar.

- pengenal perangkat dan alamat IP, untuk mencegah penipuan;
- lokasi Anda, apabila Anda mengizinkannya.

Kami dapat membagikan data pribadi Anda kepada pengiklan dan penyedia pembayaran untuk memproses
pesanan Anda. Kami menyimpan data akun Anda selama lima tahun. Anda berhak mengakses, memperbaiki
dan menghapus data Anda; tulis ke privasi@lantana.example. Kami tidak menjual data Anda.

""",
}


def documents(corpus: Path | None) -> Iterator[Document]:
    """Yield the policies to measure."""
    if corpus is None:
        yield from (_of_size(text, _UNIT) for text in _TEXTS.values())
        return
    paths = sorted(corpus.glob("*.md"))
    for path in paths[:: max(1, len(paths) // _MOST)]:
        try:
            yield from read(path)
        except AlirError:
            continue  # no policy


def _of_size(text: str, size: int) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policy.md"
        path.write_text((text * (size // len(text) + 1))[:size], encoding="utf-8")
        return read(path, force=True)[0]


def cost(document: Document, rounds: int) -> float:
    """Return the milliseconds of processor time that 15,000 characters of a document take."""
    vocabulary = vocabularies.default()
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        extract(document, vocabulary)
        best = min(best, time.process_time() - start)
    return best * 1000 * _UNIT / max(1, len(document.text))


def measure(corpus: Path | None, rounds: int) -> dict[str, float]:
    """Return the figures by name."""
    found = list(documents(corpus))
    for document in found:
        extract(document, vocabularies.default())  # tables are built at the first use
    costs: Sequence[float] = [cost(document, rounds) for document in found]
    figures = {"documents": float(len(found)), "median": statistics.median(costs)}
    figures["slowest"] = max(costs)
    for size in _SIZES:
        figures[f"{size // 1000} kB"] = cost(_of_size(_TEXTS["en"], size), 1)
    return figures


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--corpus", type=Path, help="folder of policies in Markdown")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = measure(options.corpus, options.rounds)
    print("ms for 15,000 characters")
    for name, value in figures.items():
        print(f"{name:12} {value:10,.1f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
