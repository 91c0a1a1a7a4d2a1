"""A client of any SPARQL 1.1 endpoint: queries and updates over the SPARQL Protocol.

Needs nothing beyond the standard library. Credentials come from the environment alone
(``ALIR_ENDPOINT_TOKEN``, or ``ALIR_ENDPOINT_USER`` and ``ALIR_ENDPOINT_PASSWORD``), so that they
stand in no shell history. What fails for a while (429, 502, 503, 504, a broken connection) is tried
again with growing pauses, or after ``Retry-After``; what is wrong for good is told at once.

See https://www.w3.org/TR/sparql11-protocol/ and https://www.w3.org/TR/sparql11-http-rdf-update/.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from graph_builder.errors import QueryError
from graph_builder.graph import durations

RESULTS = "application/sparql-results+json"
_PASSING = frozenset({429, 502, 503, 504})
_ATTEMPTS = 4
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 20.0
_SHOWN = 200
_BAD_REQUEST = 400
_REFUSED = frozenset({401, 403})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint's address, where updates go, and how to speak to it.

    Args:
        url: of the query service (``http`` or ``https``).
        update_url: of the update service; the query service's own where empty.
        graph_store_url: of the Graph Store Protocol service, where there is one.
        authorization: value of the HTTP header, never shown.
        seconds: to wait for an answer.
        sleep: pauses between attempts; tests give their own.

    Raises:
        QueryError: ``E-ENDPOINT``, the address is not one of HTTP.
    """

    url: str
    update_url: str = ""
    graph_store_url: str = ""
    authorization: str = field(default="", repr=False)
    seconds: float = 60.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False, compare=False)

    def __post_init__(self) -> None:
        for url in filter(None, (self.url, self.update_url, self.graph_store_url)):
            if urllib.parse.urlsplit(url).scheme not in {"http", "https"}:
                raise QueryError("E-ENDPOINT", f"{url!r} is not an http or https address")

    @classmethod
    def from_environment(cls, url: str, seconds: float = 60.0) -> Endpoint:
        """Return an endpoint with the credentials and addresses of the environment.

        ``ALIR_ENDPOINT_UPDATE`` and ``ALIR_ENDPOINT_STORE`` say where SPARQL Update and the Graph
        Store Protocol are served, if elsewhere.
        """
        token = os.environ.get("ALIR_ENDPOINT_TOKEN", "")
        user = os.environ.get("ALIR_ENDPOINT_USER", "")
        authorization = f"Bearer {token}" if token else ""
        if user and not token:
            pair = f"{user}:{os.environ.get('ALIR_ENDPOINT_PASSWORD', '')}"
            authorization = "Basic " + base64.b64encode(pair.encode()).decode()
        update, store = (os.environ.get(f"ALIR_ENDPOINT_{x}", "") for x in ("UPDATE", "STORE"))
        return cls(url, update, store, authorization, seconds)

    def select(self, text: str, seconds: float | None = None) -> Mapping[str, Any]:
        """Return the result of a SELECT or ASK query as SPARQL JSON.

        Raises:
            QueryError: ``E-ENDPOINT`` (no answer, refused, not SPARQL), ``E-QUERY`` (malformed),
                ``E-TIMEOUT``.
        """
        body = self._send(self.url, {"query": text}, RESULTS, seconds)
        try:
            found = json.loads(body)
        except ValueError as error:
            raise QueryError("E-ENDPOINT", f"{self.url} did not answer in SPARQL JSON") from error
        if not isinstance(found, dict):
            raise QueryError("E-ENDPOINT", f"{self.url} did not answer in SPARQL JSON")
        return durations.repaired(found)

    def construct(self, text: str, seconds: float | None = None) -> list[ox.Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query.

        Raises:
            QueryError: as :meth:`select`.
        """
        body = self._send(self.url, {"query": text}, "application/n-triples", seconds)
        try:
            return [q.triple for q in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)]
        except SyntaxError as error:
            raise QueryError("E-ENDPOINT", f"{self.url} did not answer in N-Triples") from error

    def update(self, text: str) -> None:
        """Run a SPARQL Update.

        Raises:
            QueryError: as :meth:`select`.
        """
        self._send(self.update_url or self.url, {"update": text}, "*/*", None)

    def put_graph(self, iri: str, triples: bytes) -> None:
        """Replace a named graph by N-Triples, over the Graph Store Protocol.

        Raises:
            QueryError: as :meth:`select`.
        """
        address = f"{self.graph_store_url}?{urllib.parse.urlencode({'graph': iri})}"
        headers = {"Content-Type": "application/n-triples"}
        self._request(address, triples, headers, None, "PUT")

    def _send(self, url: str, form: Mapping[str, str], accept: str, seconds: float | None) -> bytes:
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        return self._request(url, urllib.parse.urlencode(form).encode(), headers, seconds, "POST")

    def _request(
        self, url: str, data: bytes, headers: dict[str, str], seconds: float | None, method: str
    ) -> bytes:
        if self.authorization:
            headers = headers | {"Authorization": self.authorization}
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 - scheme checked above
        pause = _FIRST_PAUSE
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with _OPENER.open(request, timeout=seconds or self.seconds) as answer:
                    return bytes(answer.read())
            except urllib.error.HTTPError as error:
                if error.code not in _PASSING or attempt == _ATTEMPTS:
                    raise _explained(url, error) from error
                pause = _retry_after(error) or pause
            except TimeoutError as error:
                raise QueryError("E-TIMEOUT", f"{url} did not answer in time") from error
            except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
                if isinstance(getattr(error, "reason", None), TimeoutError):
                    raise QueryError("E-TIMEOUT", f"{url} did not answer in time") from error
                if attempt == _ATTEMPTS:
                    raise QueryError("E-ENDPOINT", f"cannot reach {url}: {error}") from error
            self.sleep(min(pause, _LONGEST_PAUSE))
            pause *= 2
        raise QueryError("E-ENDPOINT", f"cannot reach {url}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Refuses redirects: a query or its credentials go to the address given and nowhere else."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        return


_OPENER = urllib.request.build_opener(_NoRedirect())


def _explained(url: str, error: urllib.error.HTTPError) -> QueryError:
    said = " ".join(error.read().decode("utf-8", "replace").split())[:_SHOWN]
    if error.code == _BAD_REQUEST:
        return QueryError("E-QUERY", f"{url} refused the query: {said}")
    if error.code in _REFUSED:
        return QueryError("E-ENDPOINT", f"{url} refused the credentials ({error.code})")
    return QueryError("E-ENDPOINT", f"{url} answered {error.code}: {said}")


def _retry_after(error: urllib.error.HTTPError) -> float:
    value = error.headers.get("Retry-After", "")
    return float(value) if value.isascii() and value.isdigit() else 0.0
