"""Which property, class or individual of the contract a value of the model becomes.

``to_rdf`` and ``from_rdf`` both read these tables, so that what is written can be read back.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from graph_builder.model import DurationKind, Modality, Origin, Polarity, Slot, Verdict
from graph_builder.namespaces import PREFIXES

SECTION_JOINT = " > "
AGGREGATE = "alir:AggregateData"


SLOT_PROPERTY = MappingProxyType(
    {
        Slot.OPERATION: "dpv:hasProcessing",
        Slot.DATA: "dpv:hasPersonalData",
        Slot.SOURCE: "dpv:hasDataSource",
        Slot.OBTAINED_FROM: "alir:obtainedFrom",
        Slot.PURPOSE: "dpv:hasPurpose",
        Slot.RECIPIENT: "dpv:hasRecipient",
        Slot.BASIS: "dpv:hasLegalBasis",
        Slot.SUBJECT: "dpv:hasDataSubject",
        Slot.RETENTION: "dpv:hasStorageCondition",
    }
)

# Field of Practice -> property, for the slots that hold plain concepts.
PRACTICE_FIELDS = MappingProxyType(
    {
        "operations": SLOT_PROPERTY[Slot.OPERATION],
        "data": SLOT_PROPERTY[Slot.DATA],
        "sources": SLOT_PROPERTY[Slot.SOURCE],
        "obtained_from": SLOT_PROPERTY[Slot.OBTAINED_FROM],
        "purposes": SLOT_PROPERTY[Slot.PURPOSE],
        "recipients": SLOT_PROPERTY[Slot.RECIPIENT],
        "bases": SLOT_PROPERTY[Slot.BASIS],
        "subjects": SLOT_PROPERTY[Slot.SUBJECT],
        "methods": "alir:collectionMethod",
    }
)

# Polarity -> (property of the version, class of the practice).
POLARITY = MappingProxyType(
    {
        Polarity.AFFIRMED: ("dpv:hasProcess", "alir:AffirmedPractice"),
        Polarity.DENIED: ("dpv:hasProhibition", "alir:DeniedPractice"),
    }
)

MODALITY = MappingProxyType({m: f"alir:{m.value.capitalize()}" for m in Modality})
ORIGIN = MappingProxyType({o: f"alir:{o.value.capitalize()}" for o in Origin})
VERDICT = MappingProxyType(
    {
        Verdict.ACCEPT: "alir:Accepted",
        Verdict.EDIT: "alir:Edited",
        Verdict.REJECT: "alir:Rejected",
        Verdict.ADD: "alir:Added",
        Verdict.UNSURE: "alir:Unsure",
    }
)
# With these the statement is the reviewer's own, not the extractor's.
REVIEWERS_OWN = frozenset({Verdict.EDIT, Verdict.ADD})
DURATION_KIND = MappingProxyType({k: f"alir:{k.value.capitalize()}" for k in DurationKind})

# Datatype of the literal attributes of a provision; any other attribute is a concept where its
# value is a CURIE of a known prefix, and a plain string where it is not.
ATTRIBUTE_DATATYPE = MappingProxyType(
    {
        "alir:ageThreshold": "xsd:integer",
        "alir:responseDeadline": "xsd:dayTimeDuration",
        "dpv:hasFee": "xsd:boolean",
    }
)

# The provision that names somebody: the data protection officer or privacy contact.
OFFICER_PROVISION = "alir:DataProtectionContact"
# Attributes that hold the policy's own wording: a graph without quotes leaves them out.
WORDING_ATTRIBUTES = frozenset({"alir:safeguard"})

_CURIE = re.compile(r"([a-z][a-z-]*):[A-Za-z0-9][\w.-]*")


def is_curie(value: str) -> bool:
    """Tell whether a text is a CURIE of one of the project's prefixes.

    >>> is_curie("alir:BeforeChange"), is_curie("mailto:a@example.com")
    (True, False)
    """
    found = _CURIE.fullmatch(value)
    return bool(found) and found[1] in PREFIXES  # type: ignore[index]  # bool() has seen it


def data_property(concept: str) -> str:
    """Return the property for a data category; aggregates are not personal data."""
    return "dpv:hasData" if concept == AGGREGATE else SLOT_PROPERTY[Slot.DATA]


def role_property(slot: Slot, concept: str) -> str:
    """Return the property that a mention's value stands in."""
    return data_property(concept) if slot is Slot.DATA else SLOT_PROPERTY[slot]
