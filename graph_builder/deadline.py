"""Work that must end in time although nothing inside of it looks at the clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

_Result = TypeVar("_Result")


def within(seconds: float, work: Callable[[], _Result]) -> _Result:
    """Run work in a thread and return its result; wait only so long.

    The thread is given up, not stopped: it ends with its work, or with the process. What the work
    raises is raised here.

    Raises:
        TimeoutError: the work is not done yet.
    """
    done: list[_Result] = []
    failed: list[BaseException] = []

    def target() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - handed to the waiting thread
            failed.append(error)

    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError
    return done[0]


__all__ = ["within"]
