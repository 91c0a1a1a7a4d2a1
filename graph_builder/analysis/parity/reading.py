"""A version that another one is held against: its sentences, and what it has words for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from graph_builder.analysis.citation import bare, cite
from graph_builder.analysis.parity.differences import Nearest, Side
from graph_builder.analysis.parity.passages import Passage, flat, own, passages
from graph_builder.analysis.relation import Taxonomy
from graph_builder.extraction import lexicon
from graph_builder.extraction.tokens import tokenize
from graph_builder.model import PolicyVersion, Span

_SENTENCE = 5
ROOTS = frozenset({"dpv:PersonalData", "dpv:Recipient", "dpv:ThirdParty"})
"""So general that they cover everything, and prove nothing."""


@dataclass(frozen=True)
class Reading:
    """A version with its passages and all its sentences."""

    version: PolicyVersion
    taxonomy: Taxonomy

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All sentences, with what they state."""
        return passages(self.version, self.text, self._concepts_in)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """All sentences."""
        return tuple(p.span for p in self.passages)

    @cached_property
    def text(self) -> str:
        """The text, blank where a file of two languages has the other one."""
        return own(self.version)

    def stands(self, words: str) -> bool:
        """Tell whether a sentence of the other version stands here word for word."""
        wanted = bare(words)
        if wanted in self._lines:
            return True
        return len(wanted.split()) >= _SENTENCE and f" {wanted} " in self._text

    def mention(self, concept: str) -> Span | None:
        """Return the first sentence with words for a concept, a broader or a narrower one."""
        return next((s for c, s in self._mentioned.items() if self.related(concept, c)), None)

    def related(self, one: str, other: str) -> bool:
        """Tell whether two concepts are the same, or one covers the other and is not a root."""
        if one == other:
            return True
        return other not in ROOTS and self.taxonomy.relate(one, other) is not None

    def worded(self, name: str) -> Span | None:
        """Return the first sentence that has the words of ``words.toml`` for something."""
        return next((s for s in self.spans if self.has(name, flat(self.version, s))), None)

    def has(self, name: str, words: str) -> bool:
        """Tell whether words hold those of ``words.toml`` for something."""
        pattern = _pattern(name, self.version.language)
        return bool(pattern and pattern.search(words))

    def side(
        self,
        values: Iterable[str],
        spans: Iterable[Span],
        about: Iterable[str] = (),
        firmness: str = "",
        node: str = "",
    ) -> Side:
        """Return what this version says, with its sentence."""
        found = sorted(set(spans))
        return Side(
            tuple(dict.fromkeys(values)),
            cite(self.version, found),
            found[-1],
            tuple(dict.fromkeys(about)),
            firmness,
            node,
        )

    def nearest(self, span: Span | None) -> Nearest | None:
        """Return a sentence as the nearest one."""
        return Nearest(cite(self.version, [span]), span) if span else None

    def writes(self, value: str) -> bool:
        """Tell whether a name or address is written anywhere, whatever its punctuation and form."""
        return key(value) in key(self.text)

    @cached_property
    def _lines(self) -> frozenset[str]:
        parts = (flat(self.version, s) for s in self.spans)
        return frozenset(map(bare, [*self.text.splitlines(), *parts]))

    @cached_property
    def _text(self) -> str:
        return f" {bare(self.text)} "

    @cached_property
    def _mentioned(self) -> Mapping[str, Span]:
        """The concepts that the text has words for, each with the first sentence."""
        found: dict[str, Span] = {}
        for span in self.spans:
            for concept in self._concepts_in(span):
                found.setdefault(concept, span)
        return found

    def _concepts_in(self, span: Span) -> frozenset[str]:
        known = self._by_span.get(span)
        if known is None:
            tokens = tokenize(self.version.text, self.version.language, span.start, span.end)
            words = lexicon.of(self.taxonomy.vocabulary, self.version.language)
            known = self._by_span[span] = frozenset(f.concept for f in words.find(tokens))
        return known

    @cached_property
    def _by_span(self) -> dict[Span, frozenset[str]]:
        return {}


def key(text: str) -> str:
    """Return the letters and digits of a name without its legal form, in lower case."""
    return re.sub(r"[\W_]+", "", _forms().sub(" ", text)).casefold()


@cache
def table() -> Mapping[str, Any]:
    """Return ``words.toml``."""
    path = Path(__file__).with_name("words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _pattern(name: str, language: str) -> re.Pattern[str] | None:
    words = table().get(name, {}).get(language)
    return re.compile(words, re.IGNORECASE) if words else None


@cache
def _forms() -> re.Pattern[str]:
    forms = table()["company"]
    return re.compile(rf"(?<!\w)(?:{'|'.join([*forms['after'], *forms['before']])})(?![a-z])")


__all__ = ["ROOTS", "Reading", "key", "table"]
