"""The graph as a flat table of flows, for spreadsheets, data frames and network tools.

A row is one data category going to one recipient for one purpose by one practice (empty where the
policy names no recipient or no purpose), so that filtering and counting rows never joins what no
sentence joins. The network has companies and recipients for nodes and one edge a row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from itertools import product
from pathlib import Path

from graph_builder.errors import UnsupportedError
from graph_builder.files import write_bytes
from graph_builder.graph.to_rdf import version_iri
from graph_builder.model import PolicyVersion, Practice
from graph_builder.vocabulary import Vocabulary

JOINT = "; "
_PERSON = "alir:DataSubject"


@dataclass(frozen=True, slots=True)
class Flow:
    """One row. Concepts are CURIEs, ``*_name`` their labels; lists are joined by ``; ``.

    ``start`` and ``end`` are code points of the first evidence in the normalised text.
    """

    practice: str
    policy: str
    language: str
    controller: str
    polarity: str
    modality: str
    operations: str
    data: str
    data_name: str
    recipient: str
    recipient_name: str
    purpose: str
    purpose_name: str
    sources: str
    obtained_from: str
    bases: str
    section: str
    start: int
    end: int
    confidence: float


COLUMNS = tuple(f.name for f in fields(Flow))


def flows(version: PolicyVersion, vocabulary: Vocabulary, language: str = "en") -> Iterator[Flow]:
    """Yield the flows of a version in the order of its practices; names in ``language``."""
    names = {p.curie: p.name for p in version.parties}

    def name(curie: str) -> str:
        return names.get(curie) or (vocabulary.name(curie, language) if curie else "")

    iri = version_iri(version)
    known = version.controller.names if version.controller else ()
    controller = next(iter(known), version.policy)
    for number, practice in enumerate(version.practices, 1):
        for data, recipient, purpose in _combinations(practice):
            yield Flow(
                practice=f"{iri}#practice-{number}",
                policy=version.policy,
                language=version.language,
                controller=controller,
                polarity=practice.polarity.value,
                modality=practice.modality.value,
                operations=JOINT.join(practice.operations),
                data=data,
                data_name=name(data),
                recipient=recipient,
                recipient_name=name(recipient),
                purpose=purpose,
                purpose_name=name(purpose),
                sources=JOINT.join(practice.sources),
                obtained_from=JOINT.join(practice.obtained_from),
                bases=JOINT.join(practice.bases),
                section=" > ".join(practice.section),
                start=practice.evidence[0].start if practice.evidence else 0,
                end=practice.evidence[0].end if practice.evidence else 0,
                confidence=practice.confidence,
            )


def _combinations(practice: Practice) -> Iterator[tuple[str, str, str]]:
    return product(practice.data, practice.recipients or ("",), practice.purposes or ("",))


def write(rows: Iterable[Flow], path: Path) -> int:
    """Write flows as ``.csv``, ``.graphml`` or ``.parquet``; return how many.

    Raises:
        UnsupportedError: ``E-EXTRA``, Parquet without its optional package.
        AlirError: ``E-OUTPUT``, the file cannot be written.
    """
    listed = list(rows)
    write_bytes(WRITERS[path.suffix.lower()](listed), path)
    return len(listed)


def _csv(rows: list[Flow]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(row) for row in rows)
    return text.getvalue().encode()


def _graphml(rows: list[Flow]) -> bytes:
    """Draw each flow as an edge: from whom the data comes to the company, or on to a recipient."""
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in rows:
        company = f"controller:{row.policy}"
        network.add_node(company, label=row.controller, kind="controller")
        ends = (
            [(company, row.recipient, row.recipient_name, "recipient")]
            if row.recipient
            else [(origin, company, row.controller, "controller") for origin in _origins(row)]
        )
        for source, target, label, kind in ends:
            if source != company:
                network.add_node(source, label=source.partition(":")[2], kind="origin")
            network.add_node(target, label=label, kind=kind)
            network.add_edge(source, target, **_edge(row))
    out = io.BytesIO()
    nx.write_graphml(network, out, named_key_ids=True)
    return out.getvalue()


def _origins(row: Flow) -> list[str]:
    return row.obtained_from.split(JOINT) if row.obtained_from else [_PERSON]


def _edge(row: Flow) -> dict[str, str | int | float]:
    kept = set(COLUMNS) - {"policy", "controller", "recipient", "recipient_name"}
    return {name: getattr(row, name) for name in COLUMNS if name in kept}


def _parquet(rows: list[Flow]) -> bytes:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UnsupportedError(
            "E-EXTRA", "Parquet needs the package pyarrow", "pip install 'alir[tables]'"
        ) from error
    columns = {name: [getattr(row, name) for row in rows] for name in COLUMNS}
    kinds = {"int": pa.int64(), "float": pa.float64()}
    schema = pa.schema([(f.name, kinds.get(str(f.type), pa.string())) for f in fields(Flow)])
    out = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), out)
    return out.getvalue()


WRITERS = {".csv": _csv, ".graphml": _graphml, ".parquet": _parquet}

__all__ = ["COLUMNS", "WRITERS", "Flow", "flows", "write"]
