"""Statements as labelled spans with relations, as tools for labelling text keep them.

A document is plain data: ``text``, ``language``, ``entities`` (``id``, ``label``,
``start_offset``, ``end_offset`` in code points) and ``relations`` (``id``, ``from_id``, ``to_id``,
``type``); it is what doccano's relation projects read, and other formats are made of it.

1. A statement is an entity ``statement`` over its clause; what it inherits from is a ``lead-in``.
2. Each value is an entity ``field:concept`` over its words, over the clause where it has none,
   and a relation of the field's name leads to it. Qualities, conditions and exceptions are alike.
3. Rejected statements are left out.

These tools keep spans, not decisions. So what comes back is compared with what was sent out: the
same values mean accepted, others edited, a statement that is missing was rejected, a new one added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from graph_builder.curation.decisions import Clause, Content, Decision, Signature, decide
from graph_builder.curation.edits import EMPTY
from graph_builder.curation.plain import Plain
from graph_builder.curation.practices import find_words
from graph_builder.curation.queue import Item
from graph_builder.curation.session import Session
from graph_builder.curation.statement import FIELDS, Statement, clause, statement_id
from graph_builder.errors import DocumentError
from graph_builder.model import Modality, Polarity, Practice, Span, Verdict

_STATEMENT, _LEAD_IN, _UNDER = "statement", "lead-in", "under"
_CLAUSES = ("conditions", "exceptions")


def documents(session: Session) -> Iterator[Plain]:
    """Yield what stands in a policy, a document for each version."""
    for number, version in enumerate(session.versions, 1):
        items = [i for i in session.items() if i.language == version.language and _stands(i)]
        items.sort(key=lambda i: (i.spans[-1], i.id))
        document = {"id": number, "text": version.text, "language": version.language}
        yield document | _labelled(items, version.text)


def decisions(
    document: Plain, where: str, session: Session, signature: Signature
) -> list[Decision]:
    """Return the decisions that a document means about a policy.

    Args:
        document: that came back.
        where: what to name in an error.
        session: the policy, as it is now.
        signature: who and when.

    Raises:
        DocumentError: ``E-REVIEW``, it is damaged, or its text is not that of the policy.
    """
    try:
        same = [v.language for v in session.versions if v.text == document["text"]]
        back = list(_statements(document))
    except (KeyError, TypeError, ValueError) as error:
        raise DocumentError("E-REVIEW", f"{where}: {type(error).__name__} {error}") from error
    if not same:
        message = f"{where}: the text is not that of {session.name}"
        hint = "Export the present text again; decisions about the old one are kept."
        raise DocumentError("E-REVIEW", message, hint)
    # Two languages of one file share its text.
    language = document.get("language")
    return _compared(session, language if language in same else same[0], back, signature)


def _stands(item: Item) -> bool:
    rejected = item.decision is not None and item.decision.verdict is Verdict.REJECT
    return bool(item.spans) and not rejected


def _labelled(items: list[Item], text: str) -> Plain:
    numbers = count(1)
    entities: list[Plain] = []
    relations: list[Plain] = []

    def entity(label: str, span: Span) -> int:
        number = next(numbers)
        place = {"start_offset": span.start, "end_offset": span.end}
        entities.append({"id": number, "label": label} | place)
        return number

    for item in items:
        statement = entity(_STATEMENT, item.spans[-1])
        parts = [(_UNDER, _LEAD_IN, span) for span in item.spans[:-1]]
        for kind, label, span in (*parts, *_parts(item, text)):
            target = entity(label, span)
            number = len(relations) + 1
            relations.append({"id": number, "from_id": statement, "to_id": target, "type": kind})
    return {"entities": entities, "relations": relations}


def _parts(item: Item, text: str) -> Iterator[tuple[str, str, Span]]:
    """Yield kind, label and place of everything that a statement consists of."""
    own, said = item.spans[-1], item.content
    mentions = item.statement.practice.mentions if item.statement else ()
    words = {m.concept: m.span for m in reversed(mentions)}
    yield "polarity", f"polarity:{said.polarity}", own
    yield "modality", f"modality:{said.modality}", own
    for field in FIELDS:
        for concept in getattr(said, field):
            yield field, f"{field}:{concept}", words.get(concept, own)
    for field in _CLAUSES:
        for found in getattr(said, field):
            yield field, f"{field}:{found.concept}", find_words(text, own, found.words)


def _statements(document: Plain) -> Iterator[tuple[tuple[Span, ...], Content]]:
    """Yield evidence and content of each statement of a line."""
    text = document["text"]
    entities = {e["id"]: e for e in document["entities"]}
    parts: dict[Any, list[Plain]] = defaultdict(list)
    for relation in document["relations"]:
        parts[relation["from_id"]].append(entities[relation["to_id"]])
    for entity in document["entities"]:
        if entity["label"] != _STATEMENT:
            continue
        content, under = EMPTY, []
        for part in parts[entity["id"]]:
            span = _span(part)
            if part["label"] == _LEAD_IN:
                under.append(span)
            else:
                content = _with(content, part["label"], span.text(text))
        yield (*sorted(under), _span(entity)), content


def _span(entity: Plain) -> Span:
    return Span(int(entity["start_offset"]), int(entity["end_offset"]))


def _with(content: Content, label: str, words: str) -> Content:
    field, _, value = label.partition(":")
    if field == "polarity":
        return replace(content, polarity=Polarity(value))
    if field == "modality":
        return replace(content, modality=Modality(value))
    more: Any = Clause(words, value) if field in _CLAUSES else value
    if field not in {*FIELDS, *_CLAUSES}:
        message = f"unknown label {label!r}"
        raise ValueError(message)
    changes: dict[str, Any] = {field: (*getattr(content, field), more)}
    return replace(content, **changes)


def _compared(
    session: Session,
    language: str,
    back: list[tuple[tuple[Span, ...], Content]],
    signature: Signature,
) -> list[Decision]:
    """Return a decision about each statement sent out, and about each that is new."""
    text = session.text(language)
    waiting = list(back)
    found = []
    sent = [i.statement for i in session.items() if i.language == language and i.statement]
    contents = {s.id: Content.of(s.practice, text) for s in sent}
    for exact in (True, False):
        for statement in list(sent):
            read = contents[statement.id]
            partner = _partner(waiting, statement, read, exact=exact)
            if partner is None:
                continue
            waiting.remove(partner)
            sent.remove(statement)
            says = replace(partner[1], retention=read.retention)
            verdict = Verdict.ACCEPT if says.same(read) else Verdict.EDIT
            found.append(decide(statement, text, verdict, signature, says))
    found += [decide(s, text, Verdict.REJECT, signature) for s in sent]
    found += [_added(spans, content, language, text, signature) for spans, content in waiting]
    return found


def _partner(
    waiting: list[tuple[tuple[Span, ...], Content]],
    statement: Statement,
    read: Content,
    *,
    exact: bool,
) -> tuple[tuple[Span, ...], Content] | None:
    """Return what came back for a statement: the same, or else the most alike at its place."""
    here = [pair for pair in waiting if pair[0][-1] == clause(statement.practice)]
    if exact:
        return next((p for p in here if replace(p[1], retention=read.retention).same(read)), None)
    return max(here, key=lambda pair: read.likeness(pair[1]), default=None)


def _added(
    spans: tuple[Span, ...], content: Content, language: str, text: str, signature: Signature
) -> Decision:
    practice = Practice(
        polarity=content.polarity,
        modality=content.modality,
        **{name: getattr(content, name) for name in FIELDS},
        evidence=spans,
    )
    added = Statement(statement_id(practice, text), language, practice)
    return decide(added, text, Verdict.ADD, signature, content)


__all__ = ["decisions", "documents"]
