"""One policy under review: what is read in it, what was decided, and deciding more.

Everything that lets people review (command line, page, import) works on a :class:`Session`. Each
decision is written at once, so that nothing is lost where a session ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph_builder.curation import overlay, queue, review_file
from graph_builder.curation.anchors import Anchor, locate
from graph_builder.curation.decisions import Content, Decision, Decisions, Signature, decide
from graph_builder.curation.edits import EMPTY, edited
from graph_builder.curation.queue import Item
from graph_builder.curation.statement import FIELDS, Statement, number, statement_id, statements
from graph_builder.curation.words import Bare
from graph_builder.errors import UsageError
from graph_builder.model import PolicyVersion, Practice, Span, Verdict


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is: statements seen and decided, those in doubt, all."""

    decided: int
    unsure: int
    total: int


@dataclass(slots=True)
class Session:
    """A policy under review.

    Args:
        name: of the policy, for people.
        versions: what extraction reads in it, before any decision.
        file: where decisions are kept.
        more: statements that others read in it (``language`` says in which version).
    """

    name: str
    versions: tuple[PolicyVersion, ...]
    file: Path
    more: Sequence[Statement] = ()
    decisions: Decisions = field(init=False)
    _read: dict[str, tuple[Statement, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.decisions = review_file.read(self.file)
        self._read = {
            v.language: number(
                (*statements(v), *(s for s in self.more if s.language == v.language))
            )
            for v in self.versions
        }

    # -- looking

    def items(self) -> tuple[Item, ...]:
        """Return what there is to decide, first things first, then what is decided."""
        found = [i for v in self.versions for i in self._items(v)]
        languages = {v.language for v in self.versions}
        homeless = [
            overlay.Outcome(d, overlay.Fate.LOST)
            for d in self.decisions.all
            if d.language not in languages
        ]
        found += queue.items("", (), homeless)
        return tuple(sorted(found, key=lambda i: (not i.open, -i.priority)))

    def outcomes(self) -> tuple[overlay.Outcome, ...]:
        """Return what became of every decision."""
        return overlay.apply(self.versions, self.decisions).outcomes

    def item(self, identity: str) -> Item:
        """Return the item of an identity, or of the only one that begins with it.

        Raises:
            UsageError: ``E-STATEMENT``, there is none, or there are several.
        """
        every = self.items()
        found = [i for i in every if i.id == identity]
        found = found or [i for i in every if identity and i.id.startswith(identity)]
        if len(found) == 1:
            return found[0]
        several = f"{identity!r} means several statements of {self.name}"
        none = f"{self.name} has no statement {identity!r}"
        raise UsageError("E-STATEMENT", several if found else none)

    def progress(self) -> Progress:
        """Return how far the review is."""
        every = self.items()
        unsure = sum(i.open and i.fate not in {None, *overlay.NOT_APPLIED} for i in every)
        return Progress(sum(not i.open for i in every), unsure, len(every))

    def text(self, language: str) -> str:
        """Return the normalised text of a version, empty where there is none."""
        return next((v.text for v in self.versions if v.language == language), "")

    def words(self, item: Item) -> str:
        """Return the clause of an item: as it stands now, or as it stood where it is lost."""
        if item.spans:
            return item.spans[-1].text(self.text(item.language))
        return item.decision.anchors[-1].exact if item.decision else ""

    # -- deciding

    def decide(
        self,
        identity: str,
        verdict: Verdict,
        signature: Signature,
        changes: Iterable[str] = (),
    ) -> Decision:
        """Decide about a statement and keep it.

        Args:
            identity: of the statement.
            verdict: anything but ``ADD``.
            signature: who, when, why.
            changes: for ``EDIT``, as :func:`edits.edited`.

        Raises:
            UsageError: there is no such statement, it is not in the text any more, or a change is
                malformed.
        """
        item = self.item(identity)
        if item.statement is None:
            return self._decide_again(item, verdict, signature, changes)
        says = edited(item.content, changes) if verdict is Verdict.EDIT else None
        text = self.text(item.language)
        decision = decide(item.statement, text, verdict, signature, says)
        return self._keep(decision, item.decision)

    def _decide_again(
        self, item: Item, verdict: Verdict, signature: Signature, changes: Iterable[str]
    ) -> Decision:
        """Decide about a statement that only an earlier decision knows: one that was added."""
        if not item.spans:
            message = f"the sentence of {item.id} is not in {self.name} any more"
            raise UsageError("E-STATEMENT", message, f"Drop the decision with --undo {item.id}.")
        content = edited(item.content, changes) if verdict is Verdict.EDIT else item.content
        if verdict in {Verdict.ACCEPT, Verdict.EDIT}:
            return self._added(item.language, item.spans, content, signature, item.decision)
        statement = self._statement(item.language, item.spans, content, item.decision)
        decision = decide(statement, self.text(item.language), verdict, signature)
        return self._keep(replace(decision, was=content), item.decision)

    def add(
        self, quote: str, changes: Iterable[str], signature: Signature, language: str = ""
    ) -> Decision:
        """Add a statement that nobody had read and keep it.

        Args:
            quote: the words of the text that say so.
            changes: its values, as :func:`edits.edited`.
            signature: who, when, why.
            language: of the version, where the policy has several.

        Raises:
            UsageError: ``E-STATEMENT``, the text has no such words, or a change is malformed.
        """
        for version in self.versions:
            if language in {"", version.language}:
                place = locate(Anchor(quote, "", "", 0, 0), Bare.of(version.text))
                if place and place.same:
                    content = edited(EMPTY, changes)
                    return self._added(version.language, (place.span,), content, signature)
        message = f"{self.name} does not say {quote!r}"
        raise UsageError("E-STATEMENT", message, "Copy the words from the text.")

    def undo(self, identity: str = "") -> Decision:
        """Take back the latest decision, or the one about a statement, and return it.

        Raises:
            UsageError: ``E-STATEMENT``, there is nothing to take back.
        """
        decision = self.item(identity).decision if identity else self.decisions.latest()
        if decision is None:
            raise UsageError("E-STATEMENT", f"nothing is decided about {identity or self.name}")
        self._write(self.decisions.take_back(decision))
        return decision

    def take_over(self, found: Iterable[Decision]) -> int:
        """Keep decisions that come from elsewhere and are not here yet; return how many."""
        before, now = self.decisions, self.decisions
        for decision in found:
            if now.about(decision.id, decision.language) != decision:
                now = now.record(decision)
        if now != before:
            self._write(now)
        return sum(d not in before.all for d in now.all)

    # -- helpers

    def _items(self, version: PolicyVersion) -> tuple[Item, ...]:
        found = self._read[version.language]
        mine = [d for d in self.decisions.all if d.language == version.language]
        return queue.items(version.text, found, overlay.match(version, found, mine))

    def _added(
        self,
        language: str,
        spans: Sequence[Span],
        content: Content,
        signature: Signature,
        earlier: Decision | None = None,
    ) -> Decision:
        added = self._statement(language, spans, content, earlier)
        decision = decide(added, self.text(language), Verdict.ADD, signature, content)
        return self._keep(decision, earlier)

    def _statement(
        self, language: str, spans: Sequence[Span], content: Content, earlier: Decision | None
    ) -> Statement:
        """Return a statement that only a reviewer makes; once made, it keeps its identity."""
        practice = Practice(
            polarity=content.polarity,
            modality=content.modality,
            **{name: getattr(content, name) for name in FIELDS},
            evidence=tuple(spans),
            section=earlier.section if earlier else self._section(language, spans[-1]),
        )
        identity = earlier.id if earlier else statement_id(practice, self.text(language))
        return Statement(identity, language, practice)

    def _section(self, language: str, span: Span) -> tuple[str, ...]:
        """Return the heading path of the statement next above, as the best guess at hand."""
        above = [
            s.practice
            for s in self._read[language]
            if s.practice.evidence and max(s.practice.evidence) <= span
        ]
        nearest = max(above, key=lambda p: max(p.evidence), default=None)
        return nearest.section if nearest else ()

    def _keep(self, decision: Decision, earlier: Decision | None) -> Decision:
        self._write(self.decisions.record(decision, earlier))
        return decision

    def _write(self, decisions: Decisions) -> None:
        review_file.write(self.file, decisions)
        self.decisions = decisions


__all__ = ["Progress", "Session"]
