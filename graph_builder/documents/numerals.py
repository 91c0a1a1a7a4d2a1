"""Numbers at the end of a text: "5", "1,5", "lima", "5 (lima)", "ninety (90)", "3x24", "6-12"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_FIGURE = r"\d{1,3}(?:[.,]\d{3})+(?![\d.,])|\d{1,4}(?:[.,]\d{1,2})?"
_TO = r"[-–—]|to|and|hingga|sampai(?: dengan)?|s/d|atau|or"
_TEEN = -10
_ARTICLE = 2  # no longer than "an"


@dataclass(frozen=True, slots=True)
class Number:
    """A number: where it starts, its value, whether its two spellings agree.

    ``needs_bound``: it is only an article ("a year"). ``is_range``: the upper end of a range.
    """

    start: int
    value: float
    agrees: bool = True
    is_range: bool = False
    needs_bound: bool = False


@dataclass(frozen=True)
class Numerals:
    """The number words of one language.

    Args:
        numbers: value of each word.
        multipliers: what "hundred" or "puluh" multiply by; negative: what "belas" adds.
        between: words that may stand inside a number ("and"), or for one ("a").
    """

    numbers: dict[str, int]
    multipliers: dict[str, int]
    between: tuple[str, ...]
    _pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compile the pattern of a number at the end of a text."""
        words = "|".join(sorted((*self.numbers, *self.multipliers), key=len, reverse=True))
        joints = "|".join(word for word in self.between if len(word) > _ARTICLE) or "(?!)"
        word = rf"(?:{words})(?:(?:[\s-]+(?:{joints}))?[\s-]+(?:{words})){{0,6}}"
        articles = "|".join(word for word in self.between if len(word) <= _ARTICLE) or "(?!)"
        object.__setattr__(
            self,
            "_pattern",
            re.compile(
                rf"(?:(?P<low>{_FIGURE})\s*(?:{_TO})\s*)?"
                rf"(?:\b(?P<times>\d{{1,3}})\s*[x×*]\s*|\b)"
                rf"(?:(?P<figure>{_FIGURE})(?:\s*\((?P<gloss>[^()]{{1,50}})\))?"
                rf"|(?P<word>{word})(?:\s*\((?P<digits>{_FIGURE})\))?"
                rf"|(?P<article>{articles}))[\s-]*\Z"
            ),
        )

    def read(self, text: str) -> Number | None:
        """Return the number that a lower-case text ends in.

        >>> Numerals({"lima": 5}, {}, ()).read("selama 5 (lima) ").value
        5.0
        """
        match = self._pattern.search(text)
        if match is None:
            return None
        if match["article"]:
            return Number(match.start(), 1, needs_bound=True)
        agrees, value = True, 0.0
        if match["figure"]:
            value = _figure(match["figure"])
            said = self._gloss(match["gloss"] or "")
            factor = int(match["times"] or 1)
            agrees = said is None or said in {value, value * factor}
            if said is not None and not agrees and not match["times"]:
                value = said
        else:
            value = float(self.value(match["word"].split()) or 0)
            agrees = not match["digits"] or _figure(match["digits"]) == value
        value *= int(match["times"] or 1)
        return Number(match.start(), value, agrees, is_range=bool(match["low"]))

    def value(self, words: list[str]) -> int | None:
        """Return what number words say, or ``None`` where they are none.

        >>> Numerals({"dua": 2, "empat": 4}, {"puluh": 10}, ()).value(["dua", "puluh", "empat"])
        24
        """
        total, last = 0, 0
        for word in " ".join(words).replace("-", " ").split():
            if word in self.numbers:
                total, last = total + last, self.numbers[word]
            elif self.multipliers.get(word) == _TEEN:
                last += 10
            elif word in self.multipliers:
                total, last = total + max(1, last) * self.multipliers[word], 0
            elif word not in self.between:
                return None
        return total + last or None

    def _gloss(self, text: str) -> int | None:
        """Return what the words in brackets after a figure say; of a product, all of it."""
        parts = re.split(r"\b(?:kali|times|x)\b", text.strip())
        values = [self.value(part.split()) for part in parts]
        product = 1
        for value in values:
            if value is None:
                return None
            product *= value
        return product


def _figure(text: str) -> float:
    """Read a figure; three digits after its sign are thousands, fewer a fraction.

    >>> _figure("1,5"), _figure("1.000"), _figure("30")
    (1.5, 1000.0, 30.0)
    """
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", "."))
