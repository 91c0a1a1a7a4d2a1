"""The findings of the analysis as plain data: what conflicts in a policy, where languages disagree.

1. Every version is examined for statements that contradict each other, every policy with an English
   and an Indonesian version for what they say differently.
2. A finding is told in both languages, with both sentences; nothing is shown without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from graph_builder.analysis import conflict_report
from graph_builder.analysis.contradictions import contradictions
from graph_builder.analysis.parity import report as parity_report
from graph_builder.analysis.parity.compare import parity
from graph_builder.analysis.relation import Taxonomy
from graph_builder.analysis.telling import Told
from graph_builder.graph.quoted import fill
from graph_builder.graph.sources import Source
from graph_builder.model import PolicyVersion
from graph_builder.views.data import Json
from graph_builder.vocabulary import Vocabulary

LANGUAGES = ("en", "id")
MOST = 40
"""Versions of a page that are examined; a larger page would keep its reader waiting."""


def find(sources: Sequence[Source], vocabulary: Vocabulary) -> list[Json] | None:
    """Return the findings about the versions of a page; none where they are too many.

    A finding is ``policies`` (numbers of the versions its sentences stand in), ``group``,
    ``label``, ``summary`` and ``why`` in both languages, and ``sentences``.
    """
    if len(sources) > MOST:
        return None
    versions = [_with_words(source) for source in sources]
    return [*_conflicts(versions, vocabulary), *_disagreements(versions, vocabulary)]


def _with_words(source: Source) -> PolicyVersion:
    version = source.version
    return version if version.text else replace(version, text=fill(source.quotes))


def _conflicts(versions: Sequence[PolicyVersion], vocabulary: Vocabulary) -> Iterator[Json]:
    for number, version in enumerate(versions):
        taxonomy = Taxonomy(vocabulary, version.parties)
        found = contradictions(version, vocabulary)
        for conflict in conflict_report.Examined(version, found, taxonomy).shown():
            yield _row((number, number), partial(conflict_report.told, conflict, taxonomy))


def _disagreements(versions: Sequence[PolicyVersion], vocabulary: Vocabulary) -> Iterator[Json]:
    by_policy: dict[str, dict[str, int]] = {}
    for number, version in enumerate(versions):
        by_policy.setdefault(version.policy, {}).setdefault(version.language, number)
    for _, numbers in sorted(by_policy.items()):
        if numbers.keys() >= {*LANGUAGES}:
            pair = numbers["en"], numbers["id"]
            one, two = (versions[n] for n in pair)
            taxonomy = Taxonomy(vocabulary, (*one.parties, *two.parties))
            compared = parity_report.Compared(one, two, parity(one, two, vocabulary), taxonomy)
            for difference in compared.shown():
                yield _row(pair, partial(parity_report.told, compared, difference))


def _row(policies: tuple[int, int], tell: Callable[[str], Told]) -> Json:
    told = {language: tell(language) for language in LANGUAGES}
    first = told[LANGUAGES[0]]
    return {
        "policies": policies,
        **{
            part: {language: getattr(told[language], part) for language in LANGUAGES}
            for part in ("group", "label", "summary", "why")
        },
        "sentences": [
            {
                "label": {language: told[language].sentences[n].label for language in LANGUAGES},
                "place": sentence.place,
                "quote": sentence.quote,
            }
            for n, sentence in enumerate(first.sentences)
        ],
    }


__all__ = ["find"]
