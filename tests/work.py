"""How much work a function does, counted in calls; and an end to work that would take for ever."""

import signal
import sys
from contextlib import contextmanager


def calls(function):
    """Return how many functions, in Python or in C, a function calls: the same on any machine."""
    count = 0

    def called(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(called)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


@contextmanager
def an_end(seconds=30):
    """Fail what uses far more processor time than any input is worth, however busy the machine is.

    Counting calls does not see what happens inside one: a regular expression that goes back and
    forth over a long line is a single call.
    """

    def too_much(_number, _frame):
        raise AssertionError(f"this takes more than {seconds} s of processor time")

    before = signal.signal(signal.SIGVTALRM, too_much)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
