"""The prefixes of the project and the way between IRIs and CURIEs.

Extraction and model speak CURIEs (``pd:IPAddress``), the graph speaks IRIs; this table is the only
place where one becomes the other.

>>> expand("pd:IPAddress")
'https://w3id.org/dpv/pd#IPAddress'
>>> contract("https://w3id.org/dpv/pd#IPAddress")
'pd:IPAddress'
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

PREFIXES = MappingProxyType(
    {
        "alir": "https://w3id.org/alir#",
        "idp": "https://w3id.org/alir/legal/id#",
        "ent": "https://w3id.org/alir/entity/",
        "dpv": "https://w3id.org/dpv#",
        "pd": "https://w3id.org/dpv/pd#",
        "loc": "https://w3id.org/dpv/loc#",
        "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
        "oa": "http://www.w3.org/ns/oa#",
        "prov": "http://www.w3.org/ns/prov#",
        "dct": "http://purl.org/dc/terms/",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sh": "http://www.w3.org/ns/shacl#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

# Longest namespace first, so that pd: wins over dpv: where one IRI begins with the other.
_BY_LENGTH = tuple(sorted(PREFIXES.items(), key=lambda item: -len(item[1])))


def expand(curie: str) -> str:
    """Return the IRI of a CURIE; an absolute IRI comes back unchanged.

    Raises:
        KeyError: the prefix is not one of :data:`PREFIXES`.
    """
    if curie.startswith(("http://", "https://", "urn:")):
        return curie
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


@lru_cache(maxsize=65_536)
def contract(iri: str) -> str:
    """Return the CURIE of an IRI, or the IRI itself where no prefix fits."""
    for prefix, base in _BY_LENGTH:
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri
