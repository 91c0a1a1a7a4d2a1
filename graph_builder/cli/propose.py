"""``alir propose``: ask a language model for practices, and see which of them the text bears."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_builder.cli import output

if TYPE_CHECKING:
    from graph_builder.documents.document import Document
    from graph_builder.model import PolicyVersion, Practice
    from graph_builder.proposals.ask import Proposals
    from graph_builder.proposals.compare import Proposal

_COLUMNS = ("outcome", "statement", "why", "quote")
_QUOTE = 120


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--model", required=True, help="Name of the model on the server.")
@click.option(
    "--base-url",
    default="http://localhost:11434/v1",
    show_default=True,
    help="OpenAI-compatible server, up to /v1.",
)
@click.option(
    "--max-calls",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Requests to send at most, repeated ones counted.",
)
@click.option(
    "--parallel",
    type=click.IntRange(min=1, max=32),
    default=4,
    show_default=True,
    help="Requests at a time.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    default=120.0,
    show_default=True,
    help="Seconds for one request.",
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the graph with the sound new statements, marked as the model's.",
)
@click.option("--refused", is_flag=True, help="List what was refused and what agrees, too.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(
    file: Path,
    model: str,
    base_url: str,
    max_calls: int,
    parallel: int,
    timeout: float,
    target: Path | None,
    refused: bool,
    as_json: bool,
) -> int:
    """Ask a language model for the practices of a policy, and check every one of them.

    The text of FILE goes to the server of --base-url, section by section, and nowhere else; a key
    is taken from ALIR_API_KEY. What is not word for word in the text, or names what its words do
    not say, is refused; the rest is compared with what Alir reads and waits for a review. The
    answers are kept in .alir/proposals, so that asking again costs nothing.

    Example: alir propose policy.md --model qwen3:8b
    """
    from graph_builder.documents import read
    from graph_builder.extraction import extract
    from graph_builder.graph import export
    from graph_builder.proposals import kept
    from graph_builder.proposals.ask import Asking, propose
    from graph_builder.proposals.server import KEY_VARIABLE, Budget, Server
    from graph_builder.vocabulary import default

    if target:
        export.format_of(target)
    server = Server(base_url, model, os.environ.get(KEY_VARIABLE, ""), timeout)
    asking = Asking(server, Budget(max_calls), parallel)
    documents = read(file)
    versions: list[PolicyVersion] = []
    results: list[tuple[Document, Proposals]] = []
    for document in documents:
        version = extract(document, default())
        versions.append(version)
        with output.progress(len(document.blocks), "asking ") as tell:
            found = propose(document, version.practices, default(), asking, tell)
        kept.keep(document.text, document.language, model, found.found)
        results.append((document, found))
    failed = [s.error for _, found in results for s in found.unanswered]
    if failed and len(failed) == sum(found.sections for _, found in results):
        raise failed[0]
    if target:
        _write(file, versions, [found for _, found in results], target)
    _tell(results, refused=refused, as_json=as_json)
    output.note(f"{asking.budget.used} calls")
    return 1 if any(found.unanswered for _, found in results) else 0


def _write(
    file: Path, versions: list[PolicyVersion], results: list[Proposals], target: Path
) -> None:
    """Write the graph as a build would, decisions applied, with the sound new statements."""
    from graph_builder.curation import overlay, review_file
    from graph_builder.graph import export, to_rdf
    from graph_builder.proposals.merge import merge
    from graph_builder.vocabulary import default

    decisions = review_file.read(review_file.beside(file))
    decided = frozenset(d.id for d in decisions.all)
    reviewed = overlay.apply(versions, decisions).versions
    quads = [
        quad
        for version, found in zip(reviewed, results, strict=True)
        for quad in to_rdf.quads(merge(version, found.found, default(), decided))
    ]
    output.note(f"wrote {export.write(quads, target)} quads to {target}")


def _tell(results: list[tuple[Document, Proposals]], *, refused: bool, as_json: bool) -> None:
    if as_json:
        output.write_json([_plain(document, found) for document, found in results])
    else:
        rows = [
            _row(document, proposal)
            for document, found in results
            for proposal in found.found
            if refused or proposal.outcome not in {"agrees", "refused"}
        ]
        output.write_table(_COLUMNS, rows)
    for _, found in results:
        counts = Counter(p.outcome.value for p in found.found)
        told = ", ".join(f"{counts[name]} {name}" for name in sorted(counts)) or "nothing proposed"
        output.note(
            f"{found.language}: {told}; {found.malformed} malformed; "
            f"{found.sections} sections, {found.cached} answered before"
        )
        for section in found.unanswered:
            error = section.error
            heading = " > ".join(section.heading) or "(top)"
            output.note(f"no answer for {heading!r}: [{error.code}] {error.message}")
        if found.unanswered:
            output.note(f"hint: {found.unanswered[0].error.hint}")


def _row(document: Document, proposal: Proposal) -> tuple[output.Value, ...]:
    practice = proposal.practice
    if practice is None:
        # A model's own words reach a terminal only with every control sign spelled out.
        return (
            proposal.outcome.value,
            "",
            proposal.why,
            _short(repr(proposal.checked.proposed.quote)),
        )
    span = practice.evidence[-1]
    quote = " ".join(document.quote(span.start, span.end).split())
    return proposal.outcome.value, _statement(practice), proposal.why, _short(quote)


def _short(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else quote[:_QUOTE] + "…"


def _statement(practice: Practice) -> str:
    """Say a practice in one line by the names of its concepts."""
    from graph_builder.vocabulary import default

    def names(curies: tuple[str, ...]) -> str:
        return ", ".join(default().name(c) for c in curies)

    words = [names(practice.operations), names(practice.data)]
    for mark, curies in (
        ("to", practice.recipients),
        ("for", practice.purposes),
        ("on", practice.bases),
    ):
        words += [f"{mark} {names(curies)}"] if curies else []
    return ("does not: " if practice.polarity == "denied" else "") + "; ".join(words)


def _plain(document: Document, found: Proposals) -> dict[str, object]:
    return {
        "source": document.source,
        "language": found.language,
        "model": found.model,
        "sections": found.sections,
        "cached": found.cached,
        "malformed": found.malformed,
        "unanswered": [
            {"section": list(s.heading), "code": s.error.code, "message": s.error.message}
            for s in found.unanswered
        ],
        "proposals": [_proposal(document, p) for p in found.found],
    }


def _proposal(document: Document, proposal: Proposal) -> dict[str, object]:
    practice = proposal.practice
    said = proposal.checked.proposed
    plain: dict[str, object] = {"outcome": proposal.outcome.value, "why": proposal.why}
    if practice is None:
        return plain | {"quote": said.quote, "denied": said.denied}
    return plain | {
        "quote": " | ".join(document.quote(s.start, s.end) for s in practice.evidence),
        "evidence": [[s.start, s.end] for s in practice.evidence],
        "polarity": practice.polarity.value,
        "modality": practice.modality.value,
        "operations": practice.operations,
        "data": practice.data,
        "recipients": practice.recipients,
        "purposes": practice.purposes,
        "bases": practice.bases,
        "section": practice.section,
        "confidence": practice.confidence,
    }
