"""Who may come in, how often, with how much: a pure ASGI layer around the application.

1. A request beyond the client's rate is answered 429, one without the token 401.
2. A body larger than the limit is answered 413 before it is read.
3. Every response carries the security headers.
"""

from __future__ import annotations

import base64
import hmac
import time
from dataclasses import dataclass, field

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
        length = headers.get("content-length", "0")
        chunked = "chunked" in headers.get("transfer-encoding", "").lower()
        if chunked:
            return PlainTextResponse("give a Content-Length\n", 411)
        if not length.isdigit() or int(length) > self.most_bytes:
            return PlainTextResponse(f"at most {self.most_bytes} bytes\n", 413)
        return None

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


__all__ = ["CONTENT_POLICY", "Guard"]
