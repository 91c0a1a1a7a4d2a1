"""``alir diff`` on a fictional shop: meanings count, layout does not."""

from __future__ import annotations

import html
import json
import re
import textwrap
import tomllib
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from graph_builder.analysis import report
from graph_builder.analysis.changes import Kind, Topic
from graph_builder.analysis.diff import diff
from graph_builder.analysis.relation import Taxonomy
from graph_builder.build.inputs import Input
from graph_builder.build.pipeline import Options, build
from graph_builder.cli.main import run
from graph_builder.vocabulary import default

# Tukang Layang is a fictional company.
OLD = """# Privacy Policy of PT Tukang Layang

Last updated: 3 March 2023

## 1. Data we collect

We collect the following personal data from you:

- your name
- your email address
- your IP address

We use your email address to send you our newsletter.

## 2. Who receives your data

We may share your IP address with analytics providers.

We do not share your phone number with advertisers.

## 3. Retention

We keep your email address for 2 years.

## 4. Your rights

You have the right to access your personal data. You have the right to delete your personal data.

## 5. Contact

Write to privacy@tukanglayang.example.
"""

LAYOUT = {
    "bullets": lambda t: t.replace("- your", "*   your"),
    "numbering": lambda t: re.sub(r"## (\d)\.", lambda m: f"## {int(m[1]) + 6}.", t),
    "headings": lambda t: t.replace("Data we collect", "Information that we collect").replace(
        "Who receives your data", "Recipients"
    ),
    "whitespace": lambda t: t.replace("\n\n", "\n\n\n").replace("with advert", "with   advert"),
    "numbered items": lambda t: (
        t.replace("- your name", "1. your name")
        .replace("- your email", "2. your email")
        .replace("- your IP", "3. your IP")
    ),
}

# What is edited, and the (kind, topic, old value, new value) that must be among the differences.
EDITS = {
    "a recipient more": (
        ("with analytics providers", "with analytics providers and ad networks"),
        (Kind.ADDED, Topic.RECIPIENT, None, "alir:AdNetwork"),
    ),
    "a new kind of recipient": (
        ("with analytics providers", "with analytics providers and ad networks"),
        (Kind.ADDED, Topic.NEW_RECIPIENT, None, "alir:AdNetwork"),
    ),
    "wider recipients": (
        ("with analytics providers", "with service providers"),
        (Kind.WIDENED, Topic.RECIPIENT, "alir:AnalyticsProvider", "dpv:ServiceProvider"),
    ),
    "firmer": (
        ("We may share your IP", "We share your IP"),
        (Kind.STRENGTHENED, Topic.RECIPIENT, "alir:AnalyticsProvider", "alir:AnalyticsProvider"),
    ),
    "longer": (("2 years", "60 months"), (Kind.LONGER, Topic.RETENTION, "P2Y", "P60M")),
    "shorter": (("2 years", "90 days"), (Kind.SHORTER, Topic.RETENTION, "P2Y", "P90D")),
    "a right dropped": (
        (" You have the right to delete your personal data.", ""),
        (Kind.REMOVED, Topic.RIGHT, "alir:RightToErasure", None),
    ),
    "a date": (
        ("3 March 2023", "4 April 2024"),
        (Kind.CHANGED, Topic.DATE, "2023-03-03", "2024-04-04"),
    ),
    "a contact": (
        ("privacy@", "data@"),
        (Kind.ADDED, Topic.CONTACT, None, "data@tukanglayang.example"),
    ),
}


def version(text: str):
    (built,) = build(Input("-", text.encode()), Options())
    return built


def changes(old: str, new: str):
    return diff(version(old), version(new), default())


def told(found) -> set[tuple[object, ...]]:
    return {
        (c.kind, c.topic, old, new)
        for c in found
        for old, new in product(*(s.values if s else (None,) for s in (c.old, c.new)))
    }


@pytest.mark.parametrize("name", LAYOUT)
def test_layout_is_no_difference(name) -> None:
    edited = LAYOUT[name](OLD)
    assert edited != OLD
    assert changes(OLD, edited) == ()


def rewrapped(text: str, width: int) -> str:
    """Break the lines of paragraphs, not of headings and lists, at a width."""
    blocks = text.split("\n\n")
    return "\n\n".join(
        b if b.startswith(("#", "-")) else textwrap.fill(b, width, break_on_hyphens=False)
        for b in blocks
    )


def test_broken_lines_are_no_difference() -> None:
    edited = rewrapped(OLD, 60)
    assert edited != OLD
    assert changes(OLD, edited) == ()


def test_lines_broken_very_early_are_no_difference() -> None:
    assert changes(OLD, rewrapped(OLD, 45)) == ()


def test_all_layout_at_once_is_no_difference() -> None:
    edited = OLD
    for change in LAYOUT.values():
        edited = change(edited)
    assert changes(OLD, edited) == ()


@pytest.mark.parametrize("name", EDITS)
def test_meaning_is_a_difference(name) -> None:
    (words, other), expected = EDITS[name]
    assert words in OLD
    assert expected in told(changes(OLD, OLD.replace(words, other)))


@pytest.mark.parametrize("style", report.STYLES)
@pytest.mark.parametrize("name", EDITS)
def test_every_difference_can_be_told(name, style) -> None:
    old, new = version(OLD), version(OLD.replace(*EDITS[name][0]))
    taxonomy = Taxonomy(default(), (*old.parties, *new.parties))
    compared = report.Comparison(old, new, diff(old, new, default()), taxonomy)
    written = report.render([compared], style, "id")
    for change in compared.changes:
        for side in (change.old, change.new):
            if side and side.citation:
                assert html.escape(side.citation.quote) in html.escape(html.unescape(written))


def test_backwards_a_widening_is_a_narrowing() -> None:
    wider = OLD.replace("with analytics providers", "with service providers")
    expected = (Kind.NARROWED, Topic.RECIPIENT, "dpv:ServiceProvider", "alir:AnalyticsProvider")
    assert expected in told(changes(wider, OLD))


def test_sentences_that_have_nothing_in_common_are_not_compared_in_degree() -> None:
    head = "Privacy Policy\n\nThis policy is about your personal data.\n\n"
    old = f"{head}We may use your name to send you offers from time to time."
    new = f"{head}Whenever somebody else pays for you, we use your name."
    assert Kind.STRENGTHENED not in {change.kind for change in changes(old, new)}
    assert Kind.STRENGTHENED in {change.kind for change in changes(old, old.replace("may ", ""))}


def test_what_a_reworded_sentence_still_says_is_no_difference_however_it_is_read() -> None:
    head = "Privacy Policy\n\nThis policy is about your personal data.\n\n"
    text = f"{head}For your safety, we share your phone number with our couriers."
    old, new = version(text), version(text.replace("For your safety, we", "For safety we also"))
    unread = [replace(p, data=("dpv:PersonalData",)) for p in new.practices]
    assert diff(old, new, default()) == ()
    gone = diff(old, replace(new, practices=tuple(unread)), default())
    assert all("pd:TelephoneNumber" not in c.old.data for c in gone if c.old)
    denied = changes(text, text.replace("we share", "we never share"))
    assert {c.kind for c in denied} >= {Kind.ADDED, Kind.REMOVED}


def test_equal_periods_in_other_units_are_no_difference() -> None:
    assert changes(OLD, OLD.replace("2 years", "24 months")) == ()


def test_a_link_to_another_page_is_no_contact() -> None:
    linked = OLD.replace("our newsletter", "our newsletter (https://tukanglayang.example/news)")
    assert not [c for c in changes(OLD, linked) if c.topic is Topic.CONTACT]


def test_a_right_whose_sentence_stands_in_both_is_no_difference() -> None:
    old = version(OLD)
    assert old.rights
    assert diff(old, replace(old, rights=()), default()) == ()
    without = replace(old, rights=(), text=old.text.replace("delete your", "frame your"))
    assert {c.topic for c in diff(old, without, default())} >= {Topic.RIGHT}


def test_a_dropped_denial_is_told_as_one() -> None:
    found = changes(OLD, OLD.replace("We do not share your phone number with advertisers.\n", ""))
    assert {(c.kind, c.denied) for c in found if c.topic is Topic.RECIPIENT} == {
        (Kind.REMOVED, True)
    }


def test_every_flow_change_quotes_the_text() -> None:
    new = OLD.replace("with analytics providers", "with ad networks")
    found = [c for c in changes(OLD, new) if c.topic is Topic.RECIPIENT]
    assert found
    for change in found:
        for side, text in ((change.old, OLD), (change.new, new)):
            if side:
                assert side.citation.quote in text
                assert side.citation.quote in text.splitlines()[side.citation.line - 1]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "layang-1.md", tmp_path / "layang-2.md"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(OLD.replace("with analytics providers", "with <b>ad networks"), encoding="utf-8")
    return str(old), str(new)


def test_the_command_exits_with_1_on_differences_and_0_without(files, capsys) -> None:
    old, new = files
    assert run(["diff", old, new]) == 1
    assert "layang-2.md:17: “" in capsys.readouterr().out
    assert run(["diff", old, old]) == 0
    assert "no difference in meaning" in capsys.readouterr().out


def test_a_file_that_states_nothing_is_noted(files, tmp_path, capsys) -> None:
    empty = tmp_path / "layang-3.md"
    empty.write_text("# Privacy Policy\n\nThis policy explains how we use your personal data.\n")
    assert run(["diff", files[0], str(empty)]) == 1
    assert "layang-3.md: no statement was found in it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["1 difference\n", "at most 2 years → ", "at most 30 months\n"]),
        ("id", ["1 perbedaan\n", "paling lama 2 tahun → ", "paling lama 30 bulan\n"]),
    ],
)
def test_periods_are_told_in_words_and_one_difference_is_one(
    language, said, tmp_path, capsys
) -> None:
    paths = []
    for name, period in (("old.md", "2 years"), ("new.md", "30 months")):
        paths.append(tmp_path / name)
        paths[-1].write_text(
            "# Privacy Policy\n\nWe collect your e-mail address. "
            f"We keep your personal data for up to {period}.\n",
            encoding="utf-8",
        )
    assert run(["diff", *map(str, paths), "--lang", language]) == 1
    out = capsys.readouterr().out
    assert [words for words in said if words not in out] == []


def test_an_unreadable_file_exits_with_2(files, capsys) -> None:
    assert run(["diff", files[0], files[0] + ".missing"]) == 2
    assert capsys.readouterr().out == ""


def test_json_is_plain_and_complete(files, capsys) -> None:
    run(["diff", *files, "--json"])
    (compared,) = json.loads(capsys.readouterr().out)
    assert {"kind", "topic", "old", "new", "summary"} <= compared["changes"][0].keys()


@pytest.mark.parametrize("style", ["html", "markdown"])
def test_words_of_a_policy_never_become_markup(style, files, capsys) -> None:
    run(["diff", *files, "--format", style, "--lang", "id"])
    written = capsys.readouterr().out
    assert "Data dan penerima" in written
    assert "<b>" not in written


def test_every_kind_and_topic_has_words_in_both_languages() -> None:
    path = Path(report.__file__).with_name("words.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert table["en"].keys() == table["id"].keys(), "give each word in [en] and [id]"
    missing = {x.value for x in (*Kind, *Topic)} - table["en"].keys()
    assert not missing, f"add them to {path}"


@pytest.mark.parametrize("name", EDITS)
def test_no_difference_is_told_without_its_citations(name) -> None:
    found = changes(OLD, OLD.replace(*EDITS[name][0]))
    assert found
    assert all(s.citation.quote for c in found for s in (c.old, c.new) if s)
