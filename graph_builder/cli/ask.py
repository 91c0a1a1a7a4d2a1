"""``alir ask``: a question in English or Indonesian, answered with proof."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

import click

from graph_builder.questions.engines import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from graph_builder.questions.ask import Answer
    from graph_builder.questions.proof import Proof

_QUOTE = 320
_ALL = 10_000


@click.command("ask")
@click.argument("words", nargs=-1, required=True, metavar="QUESTION")
@click.option("--graph", type=click.Path(), help="A graph file (.trig, .nq, .ttl, .jsonld).")
@click.option("--store", "directory", type=click.Path(), help="A store.  [default: .alir]")
@click.option("--endpoint", default="", help="A SPARQL 1.1 endpoint.")
@click.option("--texts", type=click.Path(), help="Folder of the policies, to find sentences again.")
@click.option("--lang", type=click.Choice(["en", "id"]), help="Language of the answer.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help="Rows and statements shown, some of every kind.  [default: 25, with --json all]",
)
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), help="Seconds.")
@click.option("--show-query", is_flag=True, help="Print the SPARQL that was run.")
@click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON.")
def command(
    words: tuple[str, ...],
    graph: str | None,
    directory: str | None,
    endpoint: str,
    texts: str | None,
    lang: str | None,
    limit: int | None,
    timeout: float | None,
    show_query: bool,
    as_json: bool,
) -> None:
    """Answer a question about the policies in a graph, with the sentences that prove it.

    Says what is stated, what follows only from a broader term, what is denied, and where nothing
    was found, which is no denial.

    Example: alir ask "who receives IP addresses"
    """
    from pathlib import Path

    from graph_builder.questions.ask import SHOWN, ask
    from graph_builder.questions.sources import open_session

    rows = limit or (None if as_json else SHOWN)

    session = open_session(_path(graph), _path(directory), endpoint, Limits(timeout))
    answer = ask(
        " ".join(words),
        session,
        language=lang or "",
        texts=Path(texts) if texts else None,
        proofs=rows or _ALL,
        rows=rows,
    )
    if as_json:
        click.echo(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
        return
    click.echo(_text(answer, show_query=show_query), nl=False)


def _path(given: str | None) -> Path | None:
    from pathlib import Path

    return Path(given) if given else None


def _text(answer: Answer, *, show_query: bool) -> str:
    from graph_builder.questions.ask import sentences
    from graph_builder.questions.formats import render

    words = sentences(answer.language)
    parts = [answer.sentence + "\n"]
    shown = answer.visible()
    if shown.rows:
        parts.append(render(shown, "table", answer.labels))
    if shown.truncated:
        parts.append(_more(answer, words) + "\n")
    if answer.proofs:
        parts.append(f"{words['evidence']}\n{_evidence(answer, words)}")
    if show_query:
        parts.append(f"{words['query']} ({answer.query})\n{answer.sparql}")
    return "\n".join(parts)


def _more(answer: Answer, words: dict[str, str]) -> str:
    if answer.total is None:
        counts = "; ".join(f"{answer.labels.value(c)}: {n}" for c, n in answer.counts.items())
        return words["rows-kinds"].format(counts=counts)
    left = answer.total - len(answer.table)
    return words["rows-more"].format(n=left, rows=words["row" if left == 1 else "rows-word"])


def _evidence(answer: Answer, words: dict[str, str]) -> str:
    """Return the evidence of each statement; a lead-in that several share is quoted once."""
    shown: set[tuple[str, int, int]] = set()
    parts = []
    for _, group in groupby(answer.proofs, key=lambda p: p.practice):
        proofs = list(group)
        fresh = [p for p in proofs if (p.policy, p.start, p.end) not in shown]
        shown.update((p.policy, p.start, p.end) for p in proofs)
        parts.append(_statement(fresh or proofs[-1:], answer, words))
    return "".join(parts)


def _statement(proofs: list[Proof], answer: Answer, words: dict[str, str]) -> str:
    last = proofs[-1]
    source = last.path or last.source or answer.labels.iri(last.policy)
    place = (
        words["line"].format(path=source, line=last.line)
        if last.line
        else words["where"].format(source=source, start=last.start, end=last.end)
    )
    section = f" · {last.section}" if last.section else ""
    quote = " … ".join(" ".join(p.quote.split()) for p in proofs if p.quote)
    if len(quote) > _QUOTE:
        quote = quote[:_QUOTE].rsplit(" ", 1)[0] + " …"
    said = f"    “{quote}”\n" if quote else ""
    fragment = last.practice.partition("#")[2]
    model = f" · {words['proposed'].format(model=last.proposer)}" if last.proposer else ""
    return f"  {answer.labels.iri(last.policy)} · {fragment} · {place}{section}{model}\n{said}"
