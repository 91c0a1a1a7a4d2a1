"""Do two versions of one policy say the same? Sentence by sentence, concept by concept.

1. Find the sentences of each version that state something (:mod:`passages`).
2. Align them (:mod:`alignment`).
3. Compare names and dates (:mod:`named`), retention, rights and provisions (:mod:`stated`) and
   flows (:mod:`flows`), from both sides. A sentence that stands word for word in the other version
   is never a difference, so a copy in another layout has none.
4. What only one version says has the nearest sentence of the other beside it, and a certainty that
   tells what is missing from what was only not read: extraction misses look like gaps.

>>> from graph_builder.model import PolicyVersion
>>> from graph_builder.vocabulary import Vocabulary
>>> nothing = PolicyVersion("shop", "shop.en.md", "", "en", "")
>>> parity(nothing, nothing, Vocabulary({}, {}))
()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from graph_builder.analysis.parity import flows, named, stated
from graph_builder.analysis.parity.differences import Difference, ordered
from graph_builder.analysis.parity.pairing import Pairing
from graph_builder.analysis.parity.reading import Reading
from graph_builder.analysis.relation import Taxonomy
from graph_builder.model import PolicyVersion
from graph_builder.vocabulary import Vocabulary

_LOOKS: tuple[Callable[[Pairing], Iterator[Difference]], ...] = (
    named.companies,
    named.contacts,
    named.dates,
    stated.retention,
    stated.rights,
    stated.provisions,
    stated.values,
    flows.concepts,
    flows.denials,
    flows.modality,
    flows.conditions,
)


def parity(
    first: PolicyVersion, second: PolicyVersion, vocabulary: Vocabulary
) -> tuple[Difference, ...]:
    """Return the differences of two versions in the order of reports.

    The result does not depend on which of the two is the first, apart from the sides. Without the
    sentences of both there are none.
    """
    if not (first.text and second.text):
        return ()
    if (second.language, second.source_hash) < (first.language, first.source_hash):
        found = parity(second, first, vocabulary)
        return ordered(replace(d, first=d.second, second=d.first) for d in found)
    taxonomy = Taxonomy(vocabulary, (*first.parties, *second.parties))
    pairing = Pairing(Reading(first, taxonomy), Reading(second, taxonomy), taxonomy)
    sides = (pairing, pairing.turned())
    looked = (difference for look in _LOOKS for side in sides for difference in look(side))
    return ordered(_once(looked))


def _once(differences: Iterable[Difference]) -> Iterator[Difference]:
    """Leave out what is told from the other side already: the same two sentences and topic."""
    told = set()
    for one in differences:
        key = (one.topic, one.first, one.second)
        if key not in told:
            told.add(key)
            yield one


__all__ = ["parity"]
