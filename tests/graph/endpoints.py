"""A SPARQL 1.1 endpoint on loopback over a store in memory: queries, updates, graph store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox


class Served:
    """The store, what was asked of it, and the answers to give before any other.

    ``failures`` are status codes; ``odd`` is a body to give instead of results.
    """

    def __init__(self) -> None:
        self.store = ox.Store()
        self.requests: list[tuple[str, str]] = []
        self.failures: list[int] = []
        self.odd: bytes | None = None
        self.retry_after = ""
        self.url = ""

    def results(self, text: str) -> bytes:
        if self.odd is not None:
            return self.odd
        found = self.store.query(text, use_default_graph_as_union=True)
        triples = isinstance(found, ox.QueryTriples)
        known = ox.RdfFormat.N_TRIPLES if triples else ox.QueryResultsFormat.JSON
        return bytes(found.serialize(format=known))


def _asked(media: str, body: str) -> tuple[str, str]:
    """Return the kind of request and its text, of a form or, as SERVICE asks, a bare query."""
    if media == "application/sparql-query":
        return "query", body
    ((kind, (text,)),) = parse_qs(body).items()
    return kind, text


@contextmanager
def serving() -> Iterator[Served]:
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            kind, text = _asked(self.headers["Content-Type"], body)
            if self.refused(kind, text):
                return
            if kind == "update":
                served.store.update(text)
                self.answer(204)
            else:
                self.answer(200, served.results(text), "application/sparql-results+json")

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            name = ox.NamedNode(parse_qs(urlsplit(self.path).query)["graph"][0])
            if self.refused("put", name.value):
                return
            served.store.remove_graph(name)
            served.store.load(body, format=ox.RdfFormat.N_TRIPLES, to_graph=name)
            self.answer(204)

        def refused(self, kind: str, text: str) -> bool:
            served.requests.append((kind, text))
            if served.failures and (status := served.failures.pop(0)):
                self.answer(status, b"no")
                return True
            return False

        def answer(self, status: int, body: bytes = b"", media: str = "text/plain") -> None:
            self.send_response(status)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Retry-After", served.retry_after)
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}/sparql"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
