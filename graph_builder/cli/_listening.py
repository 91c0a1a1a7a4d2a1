"""A place to listen, taken before anything starts: the address told is the one that answers."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graph_builder.errors import UsageError


@dataclass(frozen=True, slots=True)
class Place:
    """A socket that listens, and the address (up to the last ``/``) by which it is reached."""

    socket: socket.socket
    address: str


@contextmanager
def listening(host: str, port: int) -> Iterator[Place]:
    """Listen on a host and a port; 0 takes any that is free.

    Raises:
        UsageError: the port is taken, or the host is none of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as taken:
        # A port that only waits for old connections to end is free.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((host, port))
        except OSError as error:
            raise UsageError(
                "E-USAGE",
                f"cannot listen on {host}:{port}: {error.strerror}",
                "Give another --port; 0 takes any that is free.",
            ) from error
        taken.listen()  # who comes before the server is ready waits for it
        named = f"[{host}]" if family is socket.AF_INET6 else host
        yield Place(taken, f"http://{named}:{taken.getsockname()[1]}")


__all__ = ["Place", "listening"]
