"""Labelled spans as UIMA CAS JSON, the format that INCEpTION imports and exports.

The layers are those of INCEpTION's own template "Basic annotation": ``custom.Span`` and
``custom.Relation``, each with the feature ``label``; a project made from it needs no other. A
relation goes from ``Governor`` (the statement) to ``Dependent`` (what it consists of) and lies at
its dependent, as relations of UIMA do. Offsets count UTF-16 units in the file, code points here;
dkpro-cassis (extra ``inception``), which reads and writes the format, converts them.

Source: UIMA CAS JSON 0.4; the layer initializers of INCEpTION.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from graph_builder.curation.decisions import Decision, Signature
from graph_builder.curation.interchange import spans
from graph_builder.curation.plain import Plain
from graph_builder.curation.session import Session
from graph_builder.errors import DocumentError, UnsupportedError

SPAN, RELATION = "custom.Span", "custom.Relation"
_LABEL, _FROM, _TO = "label", "Governor", "Dependent"


def write(document: Plain) -> str:
    """Return a document of ``spans`` as UIMA CAS JSON.

    Raises:
        UnsupportedError: dkpro-cassis is not installed.
    """
    cassis = _cassis()
    types = cassis.TypeSystem()
    span = types.create_type(name=SPAN, supertypeName="uima.tcas.Annotation")
    relation = types.create_type(name=RELATION, supertypeName="uima.tcas.Annotation")
    for kind in (span, relation):
        types.create_feature(domainType=kind, name=_LABEL, rangeType="uima.cas.String")
    for end in (_FROM, _TO):
        types.create_feature(domainType=relation, name=end, rangeType=span)
    cas = cassis.Cas(typesystem=types, document_language=document["language"])
    cas.sofa_string, cas.sofa_mime = document["text"], "text/plain"
    made: dict[int, Any] = {}
    for entity in document["entities"]:
        begin, end = entity["start_offset"], entity["end_offset"]
        made[entity["id"]] = span(begin=begin, end=end, label=entity["label"])
        cas.add(made[entity["id"]])
    for link in document["relations"]:
        ends = {_FROM: made[link["from_id"]], _TO: made[link["to_id"]]}
        place = {"begin": ends[_TO].begin, "end": ends[_TO].end}
        cas.add(relation(label=link["type"], **ends, **place))
    return f"{cas.to_json(pretty_print=True)}\n"


def read(text: str, name: str, session: Session, signature: Signature) -> list[Decision]:
    """Return the decisions that a CAS called ``name`` means about a policy.

    Raises:
        DocumentError: ``E-REVIEW``, it is damaged, or its text is not that of the policy.
        UnsupportedError: dkpro-cassis is not installed.
    """
    cassis = _cassis()
    try:
        document = _document(cassis.load_cas_from_json(text))
    except Exception as error:  # the library raises whatever its parsers raise
        raise DocumentError("E-REVIEW", f"{name}: {type(error).__name__} {error}") from error
    return spans.decisions(document, name, session, signature)


def _document(cas: Any) -> Plain:  # noqa: ANN401 - dkpro-cassis has no types
    numbers = count(1)
    found = {span.xmiID: (next(numbers), span) for span in cas.select(SPAN)}
    return {
        "text": cas.sofa_string,
        "language": cas.document_language,
        "entities": [
            {"id": n, "label": span.label, "start_offset": span.begin, "end_offset": span.end}
            for n, span in found.values()
        ],
        "relations": [
            {
                "id": number,
                "from_id": found[link.Governor.xmiID][0],
                "to_id": found[link.Dependent.xmiID][0],
                "type": link.label,
            }
            for number, link in enumerate(cas.select(RELATION), 1)
        ],
    }


def _cassis() -> Any:  # noqa: ANN401 - dkpro-cassis has no types
    try:
        import cassis
    except ImportError as error:
        raise UnsupportedError(
            "E-EXTRA", "INCEpTION's format needs dkpro-cassis", "pip install 'alir[inception]'"
        ) from error
    return cassis


__all__ = ["RELATION", "SPAN", "read", "write"]
