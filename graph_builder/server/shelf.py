"""Replies that stay right for as long as the graph does not change.

1. A request for what is on the shelf takes it from there.
2. Requests for what is being made wait for the one job that makes it.
3. A change of the graph clears the shelf; beyond :data:`MOST_BYTES` what was used longest ago goes.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable

from graph_builder.server.reply import Reply

MOST_BYTES = 64_000_000
_OK = 200


class Shelf:
    """The replies of a server, by what was asked."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._generation = 0
        self._kept: OrderedDict[Hashable, Reply] = OrderedDict()
        self._made: dict[Hashable, asyncio.Task[Reply]] = {}

    async def get(
        self, generation: int, asked: Hashable, make: Callable[[], Awaitable[Reply]]
    ) -> Reply:
        """Return the reply to what is asked, made at most once at a time; failures are not kept.

        Args:
            generation: of the graph; another than before clears the shelf.
            asked: what tells one reply from another.
            make: makes the reply.
        """
        if generation != self._generation:
            self._kept.clear()
            self._size, self._generation = 0, generation
        if asked in self._kept:
            self._kept.move_to_end(asked)
            return self._kept[asked]
        key = (generation, asked)
        if key not in self._made:
            self._made[key] = asyncio.create_task(self._make(generation, asked, make))
        # Whoever gives up waiting must not stop the work that others wait for.
        return await asyncio.shield(self._made[key])

    async def _make(
        self, generation: int, asked: Hashable, make: Callable[[], Awaitable[Reply]]
    ) -> Reply:
        try:
            reply = await make()
        finally:
            del self._made[generation, asked]
        if reply.status == _OK and generation == self._generation:
            self._kept[asked] = reply
            self._size += len(reply.body)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1].body)
        return reply


__all__ = ["MOST_BYTES", "Shelf"]
