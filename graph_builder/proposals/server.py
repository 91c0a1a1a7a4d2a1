"""One exchange with an OpenAI-compatible server (``POST {base_url}/chat/completions``).

1. Ask for JSON after a schema, at temperature 0. A server that does not know ``response_format``
   answers 400 or 422; it is asked again without, and so are all later requests.
2. 408, 409, 429, 5xx, time-outs and broken connections are tried again after a pause that doubles,
   or as long as ``Retry-After`` says, within bounds.
3. Every request counts against the budget; none is sent when it is used up.
4. Redirects are not followed, environment proxies not used and answers cut off at a size, so that
   key and text go to the address given and nowhere else. The key travels over https, or to this
   machine, only.

Source: OpenAI API reference, “Create chat completion”; RFC 9110, section 10.2.3 (``Retry-After``).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from graph_builder.errors import ModelError, UnsupportedError

if TYPE_CHECKING:
    import httpx2

KEY_VARIABLE = "ALIR_API_KEY"
FATAL = frozenset({"E-MODEL-KEY", "E-MODEL-SERVER"})
"""Codes after which no other question is worth asking."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_AGAIN = frozenset({408, 409, 429})
_NO_SCHEMA = frozenset({400, 422})
_KEY = frozenset({401, 403})
_OK, _SERVER_ERROR = 200, 500
_LARGEST = 2_000_000
_LONGEST_PAUSE = 60.0
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Server:
    """Whom to ask, and how patiently.

    Attributes:
        base_url: up to and with ``/v1``.
        model: its name on the server.
        key: sent as bearer token where there is one.
        timeout: seconds for one request.
        attempts: tries for one section, the first included.
        pause: seconds before the second try; doubled before each later one.
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    attempts: int = 5
    pause: float = 1.0

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.base_url)
            host = parts.hostname
        except ValueError as error:
            raise ModelError("E-MODEL-SERVER", f"{self.base_url!r} is no web address") from error
        if parts.scheme not in {"http", "https"} or not host or parts.username:
            raise ModelError("E-MODEL-SERVER", f"{self.base_url!r} is no web address")
        if self.key and parts.scheme == "http" and host not in _LOOPBACK:
            raise ModelError("E-MODEL-KEY", f"the key would travel unencrypted to {host}")


class Budget:
    """How many requests may still be sent, counted across threads."""

    def __init__(self, calls: int) -> None:
        self._left = calls
        self._lock = Lock()
        self.used = 0

    def take(self) -> None:
        """Count one request.

        Raises:
            ModelError: ``E-MODEL-CALLS``, none is left.
        """
        with self._lock:
            if self._left <= 0:
                raise ModelError("E-MODEL-CALLS", f"{self.used} calls are used up")
            self._left -= 1
            self.used += 1


class Session:
    """A connection to one server; usable from several threads.

    Args:
        server: whom to ask.
        schema: JSON schema of an answer.
        budget: of requests.
        sleep: how to wait; tests pass their own.
    """

    def __init__(
        self,
        server: Server,
        schema: dict[str, Any],
        budget: Budget,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.server = server
        self._schema = schema
        self._budget = budget
        self._sleep = sleep
        self._takes_schema = True
        headers = {"Authorization": f"Bearer {server.key}"} if server.key else {}
        self._client = _httpx2().Client(
            trust_env=False, follow_redirects=False, headers=headers, timeout=server.timeout
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def complete(self, messages: list[dict[str, str]]) -> str:
        """Return the text of the model's answer.

        Raises:
            ModelError: ``E-MODEL`` and ``E-MODEL-CALLS`` are about this question; one of
                :data:`FATAL` about the server.
        """
        why = ""
        for attempt in range(self.server.attempts):
            answer = self._post(messages)
            if isinstance(answer, str):
                why, asked = answer, 0.0
            elif answer.status_code == _OK:
                return _text(answer.body)
            elif answer.status_code in _NO_SCHEMA and answer.schema:
                self._takes_schema = False
                return self.complete(messages)
            elif answer.status_code in _AGAIN or answer.status_code >= _SERVER_ERROR:
                why, asked = f"it answers {answer.status_code}", answer.retry_after
            else:
                raise self._refused(answer)
            if attempt + 1 < self.server.attempts:
                self._sleep(min(_LONGEST_PAUSE, max(asked, self.server.pause * 2**attempt)))
        raise ModelError("E-MODEL", f"{self.server.base_url}: {why}, tried {attempt + 1} times")

    def _post(self, messages: list[dict[str, str]]) -> _Answer | str:
        """Return what came, or what went wrong on the way there."""
        httpx2 = _httpx2()
        self._budget.take()
        body: dict[str, Any] = {
            "model": self.server.model,
            "messages": messages,
            "temperature": 0,
            "seed": 0,
        }
        if self._takes_schema:
            form = {"name": "practices", "strict": True, "schema": self._schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        url = self.server.base_url.rstrip("/") + "/chat/completions"
        deadline = time.monotonic() + self.server.timeout
        try:
            with self._client.stream("POST", url, json=body) as response:
                return _Answer(
                    response.status_code,
                    _read(response, deadline),
                    _retry_after(response),
                    "response_format" in body,
                )
        except httpx2.ConnectError as error:
            message = f"there is no server at {self.server.base_url} ({error})"
            raise ModelError("E-MODEL-SERVER", message) from error
        except httpx2.TimeoutException:
            return f"no answer within {self.server.timeout:g} seconds"
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            return f"{type(error).__name__}: {error}"

    def _refused(self, answer: _Answer) -> ModelError:
        if answer.status_code in _KEY:
            wanted = "does not take the key" if self.server.key else "asks for a key"
            return ModelError("E-MODEL-KEY", f"{self.server.base_url} {wanted}")
        said = answer.body[:_SHOWN].decode("utf-8", "replace")
        return ModelError(
            "E-MODEL-SERVER", f"{self.server.base_url} answers {answer.status_code}: {said!r}"
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server sent: status, body, seconds it asks to wait; whether a schema was asked for."""

    status_code: int
    body: bytes
    retry_after: float
    schema: bool


def _httpx2() -> Any:  # noqa: ANN401 - a module, imported where it is needed
    try:
        import httpx2
    except ImportError as error:
        message = "asking a language model needs httpx2"
        raise UnsupportedError("E-EXTRA", message, "pip install 'alir[llm]'") from error
    return httpx2


def _read(response: httpx2.Response, deadline: float) -> bytes:
    """Return the body; a server that trickles or floods is cut off."""
    httpx2 = _httpx2()
    pieces, size = [], 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > _LARGEST:
            raise ModelError("E-MODEL", f"the server sends more than {_LARGEST:,} bytes")
        if time.monotonic() > deadline:
            raise httpx2.ReadTimeout("the answer takes too long")
        pieces.append(piece)
    return b"".join(pieces)


def _retry_after(response: httpx2.Response) -> float:
    value = response.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else 0.0


def _text(body: bytes) -> str:
    try:
        text = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        message = "the server does not answer as the chat completions protocol says"
        raise ModelError("E-MODEL", message) from error
    return text if isinstance(text, str) else ""


__all__ = ["FATAL", "KEY_VARIABLE", "Budget", "Server", "Session"]
