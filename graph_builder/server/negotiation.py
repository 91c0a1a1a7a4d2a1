"""Content negotiation (RFC 9110, section 12.5.1) for results and graphs.

The media types of the SPARQL 1.1 Protocol; what is wanted without an ``Accept`` header, or with
``*/*``, is the first of each table.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

RESULTS: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
GRAPHS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/xml": ox.RdfFormat.RDF_XML,
}


def choose(accept: str, offered: Mapping[str, object]) -> str:
    """Return the media type offered that is wanted most, or an empty string.

    >>> choose("text/csv;q=0.5, application/sparql-results+xml", RESULTS)
    'application/sparql-results+xml'
    >>> choose("image/png", RESULTS)
    ''
    """
    wanted = _wanted(accept or "*/*")
    best, most = "", 0.0
    for media in offered:
        quality = _quality(media, wanted)
        if quality > most:
            best, most = media, quality
    return best


def _wanted(accept: str) -> dict[str, float]:
    found = {}
    for part in accept.split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.lower().startswith("q=")), "1")
        try:
            found[media.lower()] = float(quality)
        except ValueError:
            found[media.lower()] = 0.0
    return found


def _quality(media: str, wanted: Mapping[str, float]) -> float:
    """Return how much a type is wanted: the most specific range decides."""
    for pattern in (media, media.split("/", maxsplit=1)[0] + "/*", "*/*"):
        if pattern in wanted:
            return wanted[pattern]
    return 0.0


__all__ = ["GRAPHS", "RESULTS", "choose"]
