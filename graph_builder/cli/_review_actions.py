"""What ``alir review`` does: one function an action, its value in, exit status out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.cli import output
from graph_builder.errors import UsageError
from graph_builder.model import Verdict

if TYPE_CHECKING:
    from graph_builder.curation.decisions import Decision, Signature
    from graph_builder.curation.queue import Item
    from graph_builder.curation.session import Session

LATEST = "latest"
_COLUMNS = ("id", "state", "priority", "confidence", "says", "sentence")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command line asks for, apart from the action itself."""

    sessions: Sequence[Session]
    changes: tuple[str, ...]
    signature: Signature
    language: str
    style: str

    def about(self, identity: str) -> Session:
        """Return the session that has a statement."""
        found = [s for s in self.sessions if any(i.id.startswith(identity) for i in s.items())]
        if len(found) > 1:
            names = ", ".join(s.name for s in found)
            raise UsageError("E-STATEMENT", f"{identity} stands in {names}", "Name one policy.")
        return found[0] if found else self.sessions[0]

    def write(
        self, columns: Sequence[str], rows: Sequence[tuple[Session, Sequence[output.Value]]]
    ) -> None:
        """Write rows of sessions as one table, which names the policy where there are several."""
        several = len(self.sessions) > 1
        output.write_table(
            ("policy", *columns) if several else columns,
            [(session.name, *row) if several else row for session, row in rows],
            self.style,
        )

    @property
    def only(self) -> Session:
        """The one session of an action that needs a single policy."""
        if len(self.sessions) > 1:
            raise UsageError("E-USAGE", "this is done one policy at a time", "Name one policy.")
        return self.sessions[0]


def _list(asked: Asked, _: str) -> int:
    if asked.style == "json":
        output.write_json([_plain(s, asked.language) for s in asked.sessions])
        return 0
    rows = [(s, _row(s, item, asked.language)) for s in asked.sessions for item in s.items()]
    asked.write(_COLUMNS, rows)
    for session in asked.sessions:
        _tell_progress(session)
    return 0


def _decide(verdict: Verdict) -> Callable[[Asked, str], int]:
    def run(asked: Asked, identity: str) -> int:
        session = asked.about(identity)
        decision = session.decide(identity, verdict, asked.signature, asked.changes)
        return _tell(session, decision, asked)

    return run


def _add(asked: Asked, quote: str) -> int:
    decision = asked.only.add(quote, asked.changes, asked.signature)
    return _tell(asked.only, decision, asked)


def _undo(asked: Asked, identity: str) -> int:
    session = asked.only if identity == LATEST else asked.about(identity)
    decision = session.undo("" if identity == LATEST else identity)
    output.note(f"taken back: {decision.verdict} {decision.id} by {decision.reviewer}")
    _tell_progress(session)
    return 0


def _diff(asked: Asked, _: str) -> int:
    from graph_builder.curation.overlay import NOT_APPLIED
    from graph_builder.curation.wording import line

    columns = ("fate", "id", "verdict", "reviewer", "decided", "read now", "sentence")
    rows: list[tuple[Session, tuple[output.Value, ...]]] = []
    bad = False
    for session in asked.sessions:
        items = {(i.language, i.id): i for i in session.items()}
        for outcome in session.outcomes():
            decision, item = outcome.decision, items[outcome.decision.language, outcome.decision.id]
            bad |= outcome.fate in NOT_APPLIED
            says = line(item.content, asked.language)
            now = line(item.now, asked.language) if item.now else ""
            who = (decision.id, decision.verdict, decision.reviewer)
            words = decision.anchors[-1].exact
            rows.append((session, (outcome.fate, *who, says, now, words)))
        new = [i for i in items.values() if i.decision is None]
        rows += (
            (session, ("new", i.id, "", "", "", line(i.content, asked.language), session.words(i)))
            for i in new
        )
    asked.write(columns, rows)
    return int(bad)


def _agreement(asked: Asked, other: str) -> int:
    from graph_builder.curation import agreement, review_file

    found = agreement.compare(asked.only.decisions, review_file.read(Path(other)))
    if asked.style == "json":
        output.write_json(asdict(found))
    else:
        output.write_table(
            ("field", "pairs", "equal", "kappa", "overlap"),
            [
                (f.field, f.pairs, _share(f.equal), _share(f.kappa), _share(f.overlap))
                for f in found.fields
            ],
            asked.style,
        )
        output.write_table(
            ("id", "field", "first", "second", "sentence"),
            [(d.id, d.field, d.first, d.second, d.quote) for d in found.disagreements],
            asked.style,
        )
    output.note(
        f"decided by the first only: {len(found.only_first)}, "
        f"by the second only: {len(found.only_second)}"
    )
    return int(bool(found.disagreements))


def _export(asked: Asked, path: str) -> int:
    from graph_builder.curation.interchange import files

    for written in files.export(asked.only, Path(path)):
        output.note(f"written: {written}")
    _tell_progress(asked.only)
    return 0


def _import(asked: Asked, path: str) -> int:
    from graph_builder.curation.interchange import files

    new = files.take(asked.only, Path(path), asked.signature)
    output.note(f"{output.count(new, 'decision')} taken over from {path}")
    _tell_progress(asked.only)
    return 0


ACTIONS: Mapping[str, Callable[[Asked, str], int]] = {
    "list": _list,
    "accept": _decide(Verdict.ACCEPT),
    "reject": _decide(Verdict.REJECT),
    "unsure": _decide(Verdict.UNSURE),
    "edit": _decide(Verdict.EDIT),
    "add": _add,
    "undo": _undo,
    "diff": _diff,
    "agreement": _agreement,
    "export": _export,
    "import": _import,
}


# -- telling


def _row(session: Session, item: Item, language: str) -> tuple[output.Value, ...]:
    from graph_builder.curation.wording import line

    return (
        item.id,
        item.state,
        item.priority,
        round(item.confidence, 3),
        line(item.content, language),
        session.words(item),
    )


def _plain(session: Session, language: str) -> dict[str, object]:
    from graph_builder.curation import plain

    return {
        "policy": session.name,
        "decisions": str(session.file),
        "progress": asdict(session.progress()),
        "statements": [
            dict(zip(_COLUMNS, _row(session, i, language), strict=True))
            | {
                "language": i.language,
                "section": list(i.section),
                "spans": [[s.start, s.end] for s in i.spans],
                "proposer": i.proposer,
                "concern": i.concern,
                "content": plain.from_content(i.content),
            }
            for i in session.items()
        ],
    }


def _tell(session: Session, decision: Decision, asked: Asked) -> int:
    from graph_builder.curation import plain

    if asked.style == "json":
        output.write_json(plain.from_decision(decision))
    output.note(f"{decision.verdict} {decision.id}, kept in {session.file}")
    _tell_progress(session)
    return 0


def _tell_progress(session: Session) -> None:
    now = session.progress()
    unsure = f", {now.unsure} left unsure" if now.unsure else ""
    output.note(f"{session.name}: {now.decided} of {now.total} statements decided{unsure}")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


__all__ = ["ACTIONS", "LATEST", "Asked"]
