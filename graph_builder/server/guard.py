"""Who may come in, how often, with how much: a pure ASGI layer around the application.

1. A request beyond the client's rate is answered 429, one without the token 401.
2. A request that changes or starts something and comes from a page of another origin is answered
   403 (queries are let through where other origins may read).
3. A body larger than the limit is answered 413 before it is read.
4. Every response carries the security headers.
"""

from __future__ import annotations

import base64
import hmac
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_MOST_CLIENTS = 10_000


@dataclass(slots=True)
class Guard:
    """The layer.

    Args:
        app: what it guards.
        token: secret that requests carry (Bearer, or Basic as password); empty: nobody needs one.
        most_bytes: largest body.
        rate, burst: requests a second a client may make, and how many at once.
        cors: let pages of any origin read (never with credentials).
    """

    app: ASGIApp
    token: str = ""
    most_bytes: int = 5_000_000
    rate: float = 50.0
    burst: float = 400.0
    cors: bool = False
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._seal(MutableHeaders(scope=message))
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, sealed)

    def _seal(self, headers: MutableHeaders) -> None:
        for name, value in _HEADERS.items():
            headers[name] = value
        headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        headers.setdefault("Cache-Control", "no-store")
        if self.cors:
            headers["Access-Control-Allow-Origin"] = "*"

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        client = (scope.get("client") or ("unknown", 0))[0]
        if not self._within_rate(client):
            return PlainTextResponse("too many requests\n", 429, {"Retry-After": "1"})
        if self.token and not self._knows_token(headers.get("authorization", "")):
            asked = {"WWW-Authenticate": 'Basic realm="alir", charset="UTF-8"'}
            return PlainTextResponse("this server needs its token\n", 401, asked)
        if scope["method"] not in _HARMLESS and _is_foreign(headers) and not self._may_query(scope):
            return PlainTextResponse("only pages of this server may ask for this\n", 403)
        length = headers.get("content-length", "0")
        chunked = "chunked" in headers.get("transfer-encoding", "").lower()
        if chunked:
            return PlainTextResponse("give a Content-Length\n", 411)
        if not length.isdigit() or int(length) > self.most_bytes:
            return PlainTextResponse(f"at most {self.most_bytes} bytes\n", 413)
        return None

    def _may_query(self, scope: Scope) -> bool:
        return self.cors and scope["path"] == "/sparql"

    def _within_rate(self, client: str) -> bool:
        now = time.monotonic()
        if len(self._buckets) > _MOST_CLIENTS:
            self._buckets.clear()
        left, then = self._buckets.get(client, (self.burst, now))
        left = min(self.burst, left + (now - then) * self.rate)
        self._buckets[client] = (max(0.0, left - 1), now)
        return left >= 1

    def _knows_token(self, authorization: str) -> bool:
        scheme, _, value = authorization.partition(" ")
        given = value.strip()
        if scheme.lower() == "basic":
            try:
                given = base64.b64decode(given, validate=True).decode().partition(":")[2]
            except ValueError:
                return False
        return hmac.compare_digest(given.encode(), self.token.encode())


def _is_foreign(headers: Headers) -> bool:
    """Tell whether a browser sent this from a page of another origin.

    Clients that are no browsers send neither header, and carry nobody's rights with them.
    """
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


__all__ = ["CONTENT_POLICY", "Guard"]
