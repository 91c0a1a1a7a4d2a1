"""Fetches one page of the web, carefully: a stranger's address must not open doors.

1. Only ``http`` and ``https``; no credentials in the address.
2. Resolve the host; every address must be public (``allow_private`` lifts that). Connect to
   the very address that was checked, so that a second lookup cannot lead elsewhere.
3. Follow at most five redirects by hand, each checked like the first.
4. Read at most ``max_bytes``, within one deadline for everything.
5. Ask ``robots.txt`` first where told to (``alir watch`` does).
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from graph_builder.deadline import within
from graph_builder.errors import DocumentError, UnsupportedError

if TYPE_CHECKING:
    import httpx2

USER_AGENT = "alir (privacy policy reader)"
TIMEOUT = 20.0
"""Seconds for everything: redirects, headers and body."""

_MOST_REDIRECTS = 5
_ROBOTS_BYTES = 500_000
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CODES = {401: "E-FETCH-403", 403: "E-FETCH-403", 429: "E-FETCH-403", 451: "E-FETCH-403"}
_CODES |= {404: "E-FETCH-404", 410: "E-FETCH-404"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its last address and its bytes, which also tell what it is."""

    url: str
    data: bytes


def fetch(
    url: str,
    *,
    max_bytes: int,
    allow_private: bool = False,
    robots: bool = False,
    timeout: float = TIMEOUT,
) -> Fetched:
    """Fetch an address.

    Args:
        url: ``http`` or ``https``.
        max_bytes: largest body.
        allow_private: do not refuse private and loopback addresses.
        robots: ask the site's ``robots.txt`` first.
        timeout: seconds for everything.

    Raises:
        DocumentError: ``E-FETCH…`` or ``E-TOO-LARGE``.
        UnsupportedError: httpx2 is not installed.
    """
    try:
        import httpx2
    except ImportError as error:
        hint = "pip install 'alir[documents]'"
        raise UnsupportedError("E-EXTRA", f"{url}: fetching needs httpx2", hint) from error
    visit = _Visit(url, max_bytes, allow_private, time.monotonic() + timeout)

    def work() -> Fetched:
        with httpx2.Client(trust_env=False, follow_redirects=False) as client:
            if robots:
                _ask_robots(client, visit)
            return _follow(client, visit)

    try:
        # Within: a site can send its headers a sign at a time, and resolving a name has no limit.
        return within(timeout, work)
    except (TimeoutError, httpx2.TimeoutException) as error:
        message = f"{url}: no answer within {timeout:g} seconds"
        raise DocumentError("E-FETCH-TIMEOUT", message) from error
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise DocumentError("E-FETCH", f"{url}: {error or type(error).__name__}") from error


@dataclass(frozen=True, slots=True)
class _Visit:
    """What one call is allowed to do; ``deadline`` on the monotonic clock."""

    url: str
    max_bytes: int
    allow_private: bool
    deadline: float

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            DocumentError: none are.
        """
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise DocumentError("E-FETCH-TIMEOUT", f"{self.url}: no answer in time")
        return seconds


def _follow(client: httpx2.Client, visit: _Visit) -> Fetched:
    url, seen = visit.url, set()
    for _ in range(_MOST_REDIRECTS + 1):
        if url in seen:
            raise DocumentError("E-FETCH-REDIRECT", f"{visit.url}: redirects in a circle")
        seen.add(url)
        answer = _get(client, url, visit)
        if isinstance(answer, Fetched):
            return answer
        url = _joined(url, answer)
    raise DocumentError("E-FETCH-REDIRECT", f"{visit.url}: more than {_MOST_REDIRECTS} redirects")


def _get(client: httpx2.Client, url: str, visit: _Visit) -> Fetched | str:
    """Return the page, or the address that it redirects to."""
    parts = _checked(url)
    address = _address(parts, visit)
    pinned = urlunsplit(parts._replace(netloc=_netloc(address, parts), fragment=""))
    headers = {"Host": parts.netloc, "User-Agent": USER_AGENT, "Accept": "text/html,*/*;q=0.5"}
    hints: dict[str, Any] = {"sni_hostname": parts.hostname}
    with client.stream(
        "GET", pinned, headers=headers, extensions=hints, timeout=visit.left()
    ) as response:
        if response.status_code in _REDIRECTS and "location" in response.headers:
            return response.headers["location"]
        if response.status_code >= 400:  # noqa: PLR2004 - RFC 9110: 4xx and 5xx are errors
            code = _CODES.get(response.status_code, "E-FETCH")
            raise DocumentError(code, f"{url}: the site answers {response.status_code}")
        return Fetched(url, _body(response, visit))


def _body(response: httpx2.Response, visit: _Visit) -> bytes:
    pieces, size = [], 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > visit.max_bytes:
            message = f"{visit.url}: more than {visit.max_bytes:,} bytes"
            raise DocumentError("E-TOO-LARGE", message)
        pieces.append(piece)
        visit.left()
    return b"".join(pieces)


def _joined(url: str, reference: str) -> str:
    try:
        return urljoin(url, reference)
    except ValueError as error:
        message = f"{url}: redirects to what is no address ({error})"
        raise DocumentError("E-FETCH-REDIRECT", message) from error


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise DocumentError("E-FETCH", f"{url}: not a web address ({error})") from error
    if parts.scheme not in _PORTS:
        raise DocumentError("E-FETCH-REDIRECT", f"{url}: not a web address")
    if not parts.hostname or parts.username or port == 0:
        raise DocumentError("E-FETCH", f"{url}: not an address to fetch from")
    return parts


def _address(parts: SplitResult, visit: _Visit) -> str:
    """Return the address to connect to, all addresses of the host checked."""
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DocumentError("E-FETCH", f"{visit.url}: no such host ({host})") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not visit.allow_private:
        for address in addresses:
            if not is_public(address):
                known = host if host.strip("[]") == address else f"{host} ({address})"
                message = f"{visit.url}: {known} is not public"
                raise DocumentError("E-FETCH-PRIVATE", message)
    return addresses[0]


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public network.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("93.184.216.34")
    (False, False, True)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if mapped is not None:
        ip = mapped
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _netloc(address: str, parts: SplitResult) -> str:
    host = f"[{address}]" if ":" in address else address
    return f"{host}:{parts.port}" if parts.port else host


def _ask_robots(client: httpx2.Client, visit: _Visit) -> None:
    parts = _checked(visit.url)
    where = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
    asked = _Visit(where, _ROBOTS_BYTES, visit.allow_private, visit.deadline)
    try:
        found = _follow(client, asked)
    except DocumentError as error:
        if error.code in {"E-FETCH-PRIVATE", "E-FETCH-TIMEOUT"}:
            raise
        return  # no rules, so nothing is forbidden (RFC 9309, 2.3.1.3)
    rules = RobotFileParser()
    lines = found.data.decode("utf-8", "replace").splitlines()
    # Delays are no rules about what may be read, and the parser trips over odd ones.
    rules.parse([x for x in lines if x.lstrip()[:5].lower() in {"user-", "allow", "disal"}])
    if not rules.can_fetch(USER_AGENT, visit.url):
        raise DocumentError("E-FETCH-ROBOTS", f"{visit.url}: robots.txt forbids programs here")
