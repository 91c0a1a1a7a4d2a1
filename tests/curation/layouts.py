"""The same words in another layout, as a policy gets when it is saved again: seeded, repeatable."""

from __future__ import annotations

import html
import random
import re
import textwrap
from collections.abc import Callable

_BULLET = re.compile(r"^(\s*)[*•\-–]\s+", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*$", re.MULTILINE)

Change = Callable[[str, random.Random], str]


def _wrapped(text: str, dice: random.Random) -> str:
    """Break long lines, as an editor or a mail client does; lists and headings stay lines."""
    width = dice.choice((60, 72, 90))
    lines = []
    for line in text.split("\n"):
        plain = line.strip() and not re.match(r"\s*([#|>*•\-–]|\d+[.)]|[a-z][.)])", line)
        lines += textwrap.wrap(line, width, break_on_hyphens=False) if plain else [line]
    return "\n".join(lines)


def _curly(text: str, dice: random.Random) -> str:
    """Straight quotation marks become typographic ones, or the other way round."""
    if dice.random() < 0.5:
        return re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’")
    return re.sub("[“”]", '"', re.sub("[‘’]", "'", text))


def _bulleted(text: str, dice: random.Random) -> str:
    return _BULLET.sub(rf"\g<1>{dice.choice('-*•')} ", text)


def _spaced(text: str, dice: random.Random) -> str:
    """No-break spaces, doubled spaces, trailing spaces and further empty lines."""

    def between(match: re.Match[str]) -> str:
        return dice.choice((" ", " ", " ", " ", "  ", "\N{NO-BREAK SPACE}")) + match[1]

    text = re.sub(r"(?<=\w) (\w)", between, text)
    return re.sub(r"\n\n", lambda _: "\n" * dice.choice((2, 2, 3)), text)


def _stressed(text: str, dice: random.Random) -> str:
    """Some words become bold."""
    return re.sub(
        r"(?<=[ ])([A-Za-z]{6,})(?=[ ,.])",
        lambda m: f"**{m[1]}**" if dice.random() < 0.02 else m[1],
        text,
    )


def _headed(text: str, dice: random.Random) -> str:
    """Headings change their level."""
    level = "#" * dice.choice((2, 3, 4))
    return _HEADING.sub(rf"{level} \1", text)


CHANGES: tuple[Change, ...] = (_wrapped, _curly, _bulleted, _spaced, _stressed, _headed)


def reformatted(text: str, seed: int) -> str:
    """Return a text in another layout: three or more of the changes, chosen by the seed."""
    dice = random.Random(seed)
    for change in dice.sample(CHANGES, dice.randint(3, len(CHANGES))):
        text = change(text, dice)
    return "\n" * dice.randint(0, 2) + text


def as_html(text: str) -> str:
    """Return a Markdown text as a web page of the same words: headings, lists, paragraphs."""
    parts = []
    for block in re.split(r"\n\s*\n", text):
        lines = [html.escape(line.strip()) for line in block.split("\n") if line.strip()]
        listed = [re.match(r"(?:[*•–-]|\d+[.)])\s+(.*)", line) for line in lines]
        if lines and all(listed):
            parts.append("<ul>" + "".join(f"<li>{m[1]}</li>" for m in listed if m) + "</ul>")
        elif heading := re.fullmatch(r"(#{1,6})\s+(.*)", "\n".join(lines)):
            parts.append(f"<h{len(heading[1])}>{heading[2]}</h{len(heading[1])}>")
        else:
            parts += [f"<p>{line}</p>" for line in lines]
    return "<!doctype html><html><body><main>" + "\n".join(parts) + "</main></body></html>"


__all__ = ["CHANGES", "as_html", "reformatted"]
