"""The sentences that prove an answer, with file and line where the text is at hand.

A graph with quotes proves itself; one without keeps offsets and hashes, and the sentence is found
again in ``--texts DIR`` or in the source file itself, but only where the hashes agree. Otherwise
the proof is the section and the offsets.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_builder.graph.evidence import Texts
    from graph_builder.questions.engines import Engine
    from graph_builder.questions.tables import Term

_PLAIN_TEXT = frozenset({".txt", ".md"})
_BATCH = 200
_QUERY = """
SELECT DISTINCT ?practice ?policy ?source ?hash ?text ?section ?start ?end ?line ?quote
  ?proposer WHERE {{
  VALUES ?practice {{ {practices} }}
  ?practice prov:wasDerivedFrom ?evidence .
  ?evidence oa:hasSource ?policy ;
    oa:hasSelector ?position .
  ?position oa:start ?start ;
    oa:end ?end .
  OPTIONAL {{ ?position alir:line ?line }}
  OPTIONAL {{ ?evidence oa:hasSelector ?selector . ?selector oa:exact ?quote }}
  OPTIONAL {{ ?practice alir:section ?section }}
  OPTIONAL {{
    ?practice prov:wasAttributedTo ?model .
    ?model a prov:SoftwareAgent ; schema:name ?proposer
  }}
  OPTIONAL {{ ?policy dct:source ?source }}
  OPTIONAL {{ ?policy alir:sourceHash ?hash }}
  OPTIONAL {{ ?policy alir:textHash ?text }}
}}
"""


@dataclass(frozen=True, slots=True)
class Proof:
    """One stretch of a policy's text behind a statement.

    ``start`` and ``end`` are code points of the normalised text, ``line`` is its line, from 1 (0
    where the graph is older than lines and the file is not at hand). ``path`` is the file where it
    is at hand, else its name. ``quote`` is empty where neither graph nor texts have the words.
    ``proposer`` is the language model whose proposal the statement is, if it is one.
    """

    practice: str
    policy: str
    source: str
    section: str
    start: int
    end: int
    quote: str = ""
    path: str = ""
    line: int = 0
    proposer: str = ""


@dataclass
class Prover:
    """Finds proofs in a graph and, where given, in a folder of texts."""

    engine: Engine
    folder: Path | None = None

    def prove(self, practices: Iterable[str]) -> list[Proof]:
        """Return the proofs of statements, in the order of the statements and of the text.

        Raises:
            DocumentError: the folder of texts does not exist.
        """
        wanted = list(dict.fromkeys(practices))
        rows: list[Sequence[Term | None]] = []
        for first in range(0, len(wanted), _BATCH):
            nodes = " ".join(str(ox.NamedNode(p)) for p in wanted[first : first + _BATCH])
            rows += self.engine.query(_QUERY.format(practices=nodes)).rows
        order = {practice: i for i, practice in enumerate(wanted)}
        found = [self._proof(row) for row in rows]
        return sorted(found, key=lambda p: (order[p.practice], p.start, p.end))

    def _proof(self, row: Sequence[Term | None]) -> Proof:
        said = ["" if term is None else term.value for term in row]
        *place, line, quote, proposer = said
        practice, policy, source, source_hash, text_hash, section, start, end = place
        path, text = self._text(source, source_hash, text_hash)
        first, last = int(start), int(end)
        return Proof(
            practice,
            policy,
            source,
            section,
            first,
            last,
            quote or text[first:last],
            path or source,
            text.count("\n", 0, first) + 1 if text else int(line or 0),
            proposer,
        )

    @cached_property
    def _known(self) -> dict[str, tuple[str, str]]:
        return {}

    @cached_property
    def _texts(self) -> Texts | None:
        if self.folder is None:
            return None
        from graph_builder.graph.evidence import Texts  # reads documents: only where asked for

        return Texts(self.folder)

    def _text(self, source: str, source_hash: str, text_hash: str) -> tuple[str, str]:
        """Return path and text of a source, empty where no file has the right hashes."""
        if source_hash not in self._known:
            found = ("", "")
            if self._texts is not None and (path := self._texts.path(source_hash)):
                found = (str(path), self._texts.text(source_hash, text_hash))
            elif source and Path(source).suffix in _PLAIN_TEXT and Path(source).is_file():
                found = (source, _matching(Path(source), text_hash))
            self._known[source_hash] = found
        return self._known[source_hash]


def _matching(path: Path, text_hash: str) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return text if text_hash == f"sha256:{digest}" else ""
