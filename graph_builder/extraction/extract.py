"""The whole extraction of one document: practices, parties and facts as one policy version."""

from __future__ import annotations

import re
from pathlib import PurePath

from graph_builder.documents.document import Document
from graph_builder.extraction import grammar as grammars
from graph_builder.extraction import lexicon as lexicons
from graph_builder.extraction.context import readings
from graph_builder.extraction.facts import find
from graph_builder.extraction.operations import with_provisions
from graph_builder.extraction.practices import Assembler
from graph_builder.model import Party, PolicyVersion, Practice
from graph_builder.vocabulary import Vocabulary

_LANGUAGE_SUFFIX = re.compile(r"[._-](en|id|mixed)$")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def extract(document: Document, vocabulary: Vocabulary) -> PolicyVersion:
    """Return everything that a document says.

    The vocabulary is the lexicon: the shipped one is
    :func:`graph_builder.vocabulary.default`.
    """
    lexicon = lexicons.of(vocabulary, document.language)
    grammar = grammars.default(document.language)
    assembler = Assembler(vocabulary, [b.section for b in document.blocks])
    facts = find(document, vocabulary)
    names = facts.controller.names if facts.controller else ()
    stated = assembler.practices(readings(document, lexicon, grammar, names))
    practices = tuple(with_provisions(stated, facts, document.text, grammar))
    return PolicyVersion(
        policy=slug(document.source),
        source=document.source,
        source_hash=document.source_hash,
        language=document.language,
        text=document.text,
        title=facts.title,
        valid=facts.valid,
        controller=facts.controller,
        practices=practices,
        retention=facts.retention,
        rights=facts.rights,
        provisions=facts.provisions,
        definitions=facts.definitions,
        references=facts.references,
        parties=parties(practices, vocabulary, document.language),
        coverage=document.coverage,
        notes=document.notes,
        account=document.account,
    )


def slug(source: str) -> str:
    """Return the name of the policy that a file or URL holds, shared by its language versions.

    >>> slug("policies/en/jalurkerja.en.md")
    'jalurkerja'
    """
    stem = PurePath(source.rstrip("/")).name
    stem = re.sub(r"\.(txt|md|html?|pdf|docx)$", "", stem.lower())
    stem = _LANGUAGE_SUFFIX.sub("", stem)
    return _NOT_SLUG.sub("-", stem).strip("-") or "policy"


def parties(
    practices: tuple[Practice, ...], vocabulary: Vocabulary, language: str
) -> tuple[Party, ...]:
    """Return the named parties that practices speak of, in the order of their CURIEs."""
    named = {
        c for p in practices for c in (*p.recipients, *p.obtained_from) if c in vocabulary.entities
    }
    return tuple(
        Party(c, e.name(language), e.roles, e.country)
        for c in sorted(named)
        if (e := vocabulary.entities[c])
    )
