"""The jobs that worker processes know, by name: plain arguments in, a :class:`Reply` out.

Each gets the open session of its process. An error that a user may see becomes a reply with its
HTTP status; nothing else leaves a job.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from graph_builder.errors import AlirError
from graph_builder.server import document_jobs, graph_jobs, question_jobs
from graph_builder.server.reply import Reply, Tell

if TYPE_CHECKING:
    from graph_builder.questions.session import Session

_STATUS = {
    "E-TIMEOUT": 503,
    "E-REFUSED": 403,
    "E-TOO-LARGE": 413,
    "E-NOT-FOUND": 404,
    "E-LOCKED": 409,
}

OF_THE_GRAPH: Mapping[str, Callable[..., Reply]] = {
    "sparql": graph_jobs.sparql,
    "graph": graph_jobs.graph,
    "describe": graph_jobs.describe,
    "ask": question_jobs.ask,
    "suggestions": question_jobs.suggestions,
    "policies": question_jobs.policies,
    "completeness": question_jobs.completeness,
    "flows": question_jobs.flows,
    "page": question_jobs.page,
}
OF_DOCUMENTS: Mapping[str, Callable[..., Reply]] = {
    "validate": document_jobs.validate,
    "examine": document_jobs.examine,
    "add": document_jobs.add,
}
"""Jobs that need no graph but read what strangers send; they also tell how far they are."""


def perform(name: str, session: Session | None, arguments: Mapping[str, Any], tell: Tell) -> Reply:
    """Run a job by its name.

    Args:
        name: of the job.
        session: the graph; ``None`` in a worker for documents.
        arguments: of the job.
        tell: hears of progress.
    """
    try:
        if name in OF_DOCUMENTS:
            return OF_DOCUMENTS[name](tell, **arguments)
        return OF_THE_GRAPH[name](session, **arguments)
    except AlirError as error:
        return Reply.problem(_STATUS.get(error.code, 400), f"{error.code} {error}", error.hint)


__all__ = ["OF_DOCUMENTS", "OF_THE_GRAPH", "perform"]
