"""The account of a text: what became of every visible sign of it.

An account has a number of signs (code points that are no white space) for each fate:

- ``kept``: in a block;
- ``markup``: signs that only shape the text (``#``, bullets, rules);
- ``control``: buttons, options and fields of a page;
- ``landmark``: navigation, page headers and footers;
- ``aside``: asides and dialogs;
- ``named``: left out because its class or id names furniture;
- ``links``: lists that only lead elsewhere.

The sum is the whole visible text, so that nothing goes unnoticed.
"""

from __future__ import annotations

FATES = ("kept", "markup", "control", "landmark", "aside", "named", "links")


def signs(text: str) -> int:
    """Return how many signs of a text are no white space.

    >>> signs("IP  address ")
    9
    """
    return sum(map(len, text.split()))


__all__ = ["FATES", "signs"]
