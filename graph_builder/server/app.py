"""The application: its settings, its workers, and one table of all routes.

Requests are taken apart by the modules that the table names; worker processes do the work.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from graph_builder.server import api, checks, pages, protocol, review
from graph_builder.server.guard import Guard
from graph_builder.server.shelf import Shelf
from graph_builder.server.workers import Origin, Workers

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
DOCUMENT_MEMORY = 2048 * 1024 * 1024
"""Bytes that reading a document may take where nobody says otherwise."""

ROUTES = (
    Route("/", pages.home),
    Route("/view", pages.views),
    Route("/view/{policy}", pages.views),
    Route("/validate", pages.check),
    Route("/query", pages.query),
    Route("/vocabulary", pages.vocabulary),
    Route("/sparql", protocol.sparql, methods=["GET", "POST", "OPTIONS"]),
    Route("/graph", protocol.graph),
    Route("/.well-known/void", protocol.void),
    Route("/api/ask", api.ask),
    Route("/api/suggestions", api.suggestions),
    Route("/api/policies", api.policies),
    Route("/api/completeness", api.completeness),
    Route("/api/flows", api.flows),
    Route("/api/validate", api.validate, methods=["POST"]),
    Route("/api/validations", checks.start, methods=["POST"]),
    Route("/api/validations/{key}", checks.state, methods=["GET", "DELETE"]),
    Route("/api/validations/{key}/store", checks.add, methods=["POST"]),
    Route("/api/validations/{key}/{file}", checks.file),
    Route("/api/openapi.json", api.description),
    *review.ROUTES,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server runs.

    Attributes:
        origin: the graph it serves.
        workers: processes.
        seconds: time limit of one piece of work.
        rows: most solutions or triples in one answer.
        token: secret that clients must send; empty on loopback.
        hosts: names under which it may be called (against DNS rebinding).
        cors: let pages of any origin read.
        most_bytes: largest upload.
        write: let people add documents to the store, and review those of the folder of texts.
    """

    origin: Origin = field(default_factory=Origin)
    workers: int = 2
    seconds: float = 30.0
    rows: int = 100_000
    token: str = ""
    hosts: tuple[str, ...] = LOOPBACK
    cors: bool = False
    most_bytes: int = 4_000_000
    write: bool = False


def create(settings: Settings) -> Starlette:
    """Return the application; its workers start and stop with it."""
    workers = Workers(settings.origin, settings.workers, settings.seconds)
    documents = Origin(memory=settings.origin.memory or DOCUMENT_MEMORY, documents=True)
    readers = Workers(documents, 1, settings.seconds)

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        state = app.state
        state.settings, state.workers, state.readers = settings, workers, readers
        state.shelf = Shelf()
        state.checks = checks.Checks(readers)
        state.reviewing = review.of_folder(settings.origin.texts if settings.write else None)
        await workers.start()
        await readers.start()
        try:
            yield
        finally:
            workers.stop()
            readers.stop()

    layers = [
        Middleware(Guard, settings.token, settings.most_bytes, cors=settings.cors),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
    ]
    return Starlette(routes=ROUTES, middleware=layers, lifespan=running)


__all__ = ["DOCUMENT_MEMORY", "LOOPBACK", "ROUTES", "Settings", "create"]
