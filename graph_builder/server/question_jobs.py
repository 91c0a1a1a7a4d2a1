"""Jobs for people who look and ask: answers, policies, flows, completeness, views."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from graph_builder.server.graph_jobs import store_of
from graph_builder.server.reply import Reply

if TYPE_CHECKING:
    from graph_builder.questions.session import Session

# The page shows a dozen and the rest on request.
_ROWS = 100

MOST_POLICIES = 200
"""Policy versions that one page of views can hold: some twenty megabytes."""


def ask(session: Session, question: str, language: str, texts: Path | None) -> Reply:
    """Answer a question in English or Indonesian; ``texts`` has the files that prove it."""
    from graph_builder.questions.ask import ask as answer

    found = answer(question, session, language=language, texts=texts, rows=_ROWS)
    return Reply.json(found.as_json())


def suggestions(session: Session) -> Reply:
    """Return what a box for questions can propose, by language."""
    from graph_builder.questions.suggestions import suggestions as propose

    found = {language: propose(session, language) for language in ("en", "id")}
    return Reply.json({x: {"patterns": s.patterns, "names": s.names} for x, s in found.items()})


def policies(session: Session) -> Reply:
    """List the policy versions."""
    return Reply.json(
        [
            {
                "iri": p.iri,
                "policy": p.slug,
                "language": p.language,
                "source": p.source,
                "name": p.name,
            }
            for p in session.policies
        ]
    )


def completeness(session: Session, policy: str) -> Reply:
    """Count, for each version of a policy, how many elements of a notice are stated, vague …."""
    from graph_builder.graph import sources
    from graph_builder.views import matrix

    store = store_of(session)
    found = sources.from_store(store, only=(policy,))
    if not found:
        return Reply.problem(404, f"there is no policy {policy}")
    judged = matrix.judge(store, found)
    counted = {
        source.iri: dict(Counter(cell[0] for cell in row))
        for source, row in zip(found, judged["rows"], strict=True)
    }
    return Reply.json({"elements": len(judged["elements"]), "versions": counted})


def flows(session: Session, language: str, policy: str) -> Reply:
    """List the flows, of one policy (its slug) or of all."""
    from dataclasses import asdict

    from graph_builder.graph import from_rdf
    from graph_builder.graph.flows import flows as rows

    found = [
        asdict(row)
        for version in from_rdf.versions(store_of(session))
        if policy in {"", version.policy}
        for row in rows(version, session.names.vocabulary, language)
    ]
    return Reply.json(found)


def page(session: Session, policy: str, texts: Path | None) -> Reply:
    """Return the page of all views, of one policy (its slug) or of all.

    Args:
        session: the graph.
        policy: its slug, or empty.
        texts: folder with the policies themselves.
    """
    from graph_builder.graph import sources
    from graph_builder.server.place import place
    from graph_builder.views import matrix
    from graph_builder.views.page import render

    if not policy and len(session.policies) > MOST_POLICIES:
        message = f"a page of all {len(session.policies)} policies would be too large"
        return Reply.problem(413, message, "/ lists them, each with its own views.")
    store = store_of(session)
    found = sources.from_store(store, texts, (policy,) if policy else ())
    if policy and not found:
        return Reply.problem(404, f"there is no policy {policy}", "/ lists those there are.")
    judged = matrix.judge(store, found)
    html = render(found, session.names.vocabulary, judged, place("/view"))
    return Reply(200, "text/html; charset=utf-8", html.encode())


__all__ = ["ask", "completeness", "flows", "page", "policies", "suggestions"]
