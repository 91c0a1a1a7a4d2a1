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

from collections.abc import Mapping

FATES = ("kept", "markup", "control", "landmark", "aside", "named", "links")
WORDS = {
    "markup": "signs that only shape the text",
    "control": "buttons, options and fields",
    "landmark": "navigation, page headers and footers",
    "aside": "asides and dialogs",
    "named": "parts whose name says furniture",
    "links": "lists that only lead elsewhere",
}


def signs(text: str) -> int:
    """Return how many signs of a text are no white space.

    >>> signs("IP  address ")
    9
    """
    return sum(map(len, text.split()))


def told(account: Mapping[str, int]) -> str:
    """Return an account in words.

    >>> told({"kept": 180, "landmark": 20})
    'read 180 of 200 signs (90 %); left out: 20 in navigation, page headers and footers'
    """
    total, kept = sum(account.values()), account.get("kept", 0)
    share = f" ({100 * kept // total} %)" if total else ""
    left = [f"{account[fate]} in {words}" for fate, words in WORDS.items() if account.get(fate)]
    return f"read {kept} of {total} signs{share}" + "; left out: " * bool(left) + ", ".join(left)


__all__ = ["FATES", "WORDS", "signs", "told"]
