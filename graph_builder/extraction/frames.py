"""The working form of a practice while a sentence is read: slots that are still being filled.

A :class:`Frame` belongs to the extraction alone; :mod:`graph_builder.extraction.practices` turns
complete frames into the frozen values of the model.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from graph_builder.model import Modality, Origin, Slot

SHARING = frozenset({"dpv:Share", "alir:Sell", "dpv:CrossBorderTransfer"})
GENERIC = "dpv:PersonalData"
OBTAINING = frozenset({"dpv:Collect"})
# What is collected by whoever sets it up or uses it: cookies, cameras.
RECORDED = frozenset({"alir:CookieIdentifier", "alir:CCTVFootage"})
# Mark of a clause in which the person signs in through another service, which then tells us.
LOGIN = "login"
# A merger, sale or insolvency: the business changes hands, and its data with it.
TAKEOVER = "alir:BusinessTransfer"

# The slot that a list under an unfinished statement fills, by what the statement does.
OPEN_SLOT = {
    "dpv:Collect": Slot.DATA,
    "dpv:Store": Slot.DATA,
    "dpv:Erase": Slot.DATA,
    "dpv:Use": Slot.PURPOSE,
    "dpv:Share": Slot.RECIPIENT,
    "alir:Sell": Slot.RECIPIENT,
    "dpv:CrossBorderTransfer": Slot.RECIPIENT,
}


@dataclass(frozen=True, slots=True)
class Filler:
    """A value for a slot with its place in the text (code points) and the rule that gave it."""

    slot: Slot
    concept: str
    start: int
    end: int
    rule: str
    origin: Origin = Origin.EXPLICIT

    def inherited(self) -> Filler:
        """Return the same value as one that came from a governing text."""
        return replace(self, origin=Origin.INHERITED)


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition or exception: its words in the text."""

    start: int
    end: int
    exception: bool


@dataclass(slots=True)
class Frame:
    """What one verb (or a coordination of verbs) says so far.

    Attributes:
        operations, fillers: values found, in text order.
        denied, modality: polarity and strength.
        subject: ``we``, ``you``, ``third``, or empty where the clause names none.
        flags: marks set on the way: ``anaphor``, ``generic``, ``given``, ``automatic``, ``public``,
            ``third``, ``implied``, ``granted``, ``behalf``, ``engage``, ``communicate``,
            ``message``, ``nominal``, ``place``, ``deliver``, ``include``, ``login``.
        clauses: conditions and exceptions.
        start, end: code points of the clause.
        open: the slot that what follows would fill.
        supposed: data of a condition before the clause ("if we collect your card number, we …").
        evidence: further spans (lead-in, heading) that the frame draws on.
    """

    operations: list[Filler] = field(default_factory=list)
    fillers: list[Filler] = field(default_factory=list)
    denied: bool = False
    modality: Modality = Modality.DEFINITE
    subject: str = ""
    flags: set[str] = field(default_factory=set)
    clauses: list[Clause] = field(default_factory=list)
    start: int = 0
    end: int = 0
    open: Slot | None = None
    supposed: list[Filler] = field(default_factory=list)
    evidence: list[tuple[int, int]] = field(default_factory=list)

    def copy(self) -> Frame:
        """Return a frame with lists of its own; the fillers are shared, they are frozen."""
        return replace(
            self,
            operations=list(self.operations),
            fillers=list(self.fillers),
            flags=set(self.flags),
            clauses=list(self.clauses),
            supposed=list(self.supposed),
            evidence=list(self.evidence),
        )

    def values(self, slot: Slot) -> list[Filler]:
        """Return the fillers of a slot."""
        return [f for f in self.fillers if f.slot is slot]

    def does(self, operations: frozenset[str]) -> bool:
        """Tell whether any operation is among these."""
        return any(f.concept in operations for f in self.operations)

    def add(self, filler: Filler) -> None:
        """Add a value once."""
        if all((f.slot, f.concept) != (filler.slot, filler.concept) for f in self.fillers):
            self.fillers.append(filler)
