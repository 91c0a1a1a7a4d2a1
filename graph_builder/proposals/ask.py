"""A whole document: its sections asked about, in parallel, and every answer checked.

1. Look up each section's answer; what was asked before is not asked again.
2. Ask about the others, the first of them in text order where the budget does not reach for all,
   several at a time. A section that fails stays out and is told; a refused key or a missing server
   ends everything.
3. Check and compare the proposals of all answers, in text order, so that the result does not depend
   on which answer came first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from graph_builder.documents.document import Document
from graph_builder.errors import ModelError
from graph_builder.model import Practice
from graph_builder.proposals import answer
from graph_builder.proposals.cache import FOLDER, Cache
from graph_builder.proposals.check import Checker
from graph_builder.proposals.compare import Proposal, compare
from graph_builder.proposals.outcome import Outcome
from graph_builder.proposals.prompt import Messages, messages
from graph_builder.proposals.sections import Section, sections
from graph_builder.proposals.server import FATAL, Budget, Server, Session
from graph_builder.vocabulary import Vocabulary

_Answer = str | ModelError | None
"""What the model said of a section, or why there is nothing; ``None`` before it was asked."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A section without an answer: its heading path and the error."""

    heading: tuple[str, ...]
    error: ModelError


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a model proposes about one document.

    Attributes:
        model: its name.
        language: of the document.
        found: every proposal with its outcome, in text order of the sections.
        malformed: things in the answers that are no proposals.
        sections: how many there are.
        cached: how many of them were answered before.
        unanswered: those without an answer.
    """

    model: str
    language: str
    found: tuple[Proposal, ...]
    malformed: int
    sections: int
    cached: int
    unanswered: tuple[Unanswered, ...]

    def of(self, outcome: Outcome) -> tuple[Proposal, ...]:
        """Return the proposals with this outcome."""
        return tuple(p for p in self.found if p.outcome is outcome)


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask: the server, calls left, requests at a time, where answers are kept."""

    server: Server
    budget: Budget
    parallel: int = 4
    folder: Path = FOLDER


def propose(
    document: Document,
    read: Sequence[Practice],
    vocabulary: Vocabulary,
    asking: Asking,
    tell: Callable[[int, str], None] = lambda _done, _name: None,
) -> Proposals:
    """Ask a model about a document and check what it says.

    Args:
        document: to ask about.
        read: what the extractor reads in it.
        vocabulary: of the concepts.
        asking: whom, how often, how many at a time.
        tell: hears how many sections are done, and their headings.

    Raises:
        ModelError: one of :data:`graph_builder.proposals.server.FATAL`.
        UnsupportedError: httpx2 is not installed.
    """
    form = answer.schema(vocabulary)
    pieces = sections(document)
    cache = Cache(asking.folder, asking.server, form)
    questions = [messages(document, piece, vocabulary) for piece in pieces]
    answers: list[_Answer] = [cache.get(question) for question in questions]
    cached = sum(a is not None for a in answers)

    def tell_of(index: int) -> None:
        tell(index + 1, " > ".join(pieces[index].heading))

    with Session(asking.server, form, asking.budget) as session:
        _fill(answers, questions, cache, session, parallel=asking.parallel, tell=tell_of)
    checker = Checker(document, vocabulary, asking.server.model)
    parsed = [
        (piece, answer.parse(said))
        for piece, said in zip(pieces, answers, strict=True)
        if isinstance(said, str)
    ]
    return Proposals(
        model=asking.server.model,
        language=document.language,
        found=tuple(
            compare(checker.check(p, piece), read, vocabulary)
            for piece, one in parsed
            for p in one.practices
        ),
        malformed=sum(one.malformed for _, one in parsed),
        sections=len(pieces),
        cached=cached,
        unanswered=_unanswered(pieces, answers),
    )


def _fill(
    answers: list[_Answer],
    questions: Sequence[Messages],
    cache: Cache,
    session: Session,
    *,
    parallel: int,
    tell: Callable[[int], None],
) -> None:
    """Ask the questions that have no answer yet, and keep the answers that hold.

    Raises:
        ModelError: one after which no other question would be answered.
    """
    fatal: list[ModelError] = []

    def ask(index: int) -> None:
        answers[index] = said = fatal[0] if fatal else _asked(session, questions[index])
        if isinstance(said, str) and answer.holds(said):
            cache.put(questions[index], said)
        elif isinstance(said, ModelError) and said.code in FATAL:
            fatal.append(said)
        tell(index)

    with ThreadPoolExecutor(max_workers=parallel) as pool:
        waiting = [pool.submit(ask, i) for i, known in enumerate(answers) if known is None]
        for one in waiting:
            one.result()
    if fatal:
        raise fatal[0]


def _asked(session: Session, question: Messages) -> str | ModelError:
    try:
        return session.complete(question)
    except ModelError as error:
        return error


def _unanswered(pieces: Sequence[Section], answers: Sequence[_Answer]) -> tuple[Unanswered, ...]:
    return tuple(
        Unanswered(piece.heading, said)
        for piece, said in zip(pieces, answers, strict=True)
        if isinstance(said, ModelError)
    )


__all__ = ["Asking", "Proposals", "Unanswered", "propose"]
