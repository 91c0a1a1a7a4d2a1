"""Sentences that once led to a false finding, each beside one that still leads to a true one.

All are invented; the opening of ``test_texts`` stands before each.
"""

# ruff: noqa: E501 - a table of sentences reads best with one sentence a line

from __future__ import annotations

import pytest

from tests.validation.test_texts import findings, rules


@pytest.mark.parametrize(
    ("rule", "silent", "found"),
    [
        pytest.param(
            "PDP-38-disclaimer",
            "No system is 100% secure.",
            "Sending data is at your own risk.",
            id="no system is perfectly safe",
        ),
        pytest.param(
            "PDP-38-disclaimer",
            "Although we use firewalls to protect your data, we cannot guarantee absolute security.",
            "We do not guarantee the security of your data.",
            id="absolute security",
        ),
        pytest.param(
            "CON-42-security",
            "We encrypt your data. No transmission over the internet is completely secure.",
            "We encrypt your data. We are not liable for unauthorised access to it.",
            id="a promise and the truth",
        ),
        pytest.param(
            "PDP-04-practice-purpose",
            "We use all personal data to deliver your parcels. We also collect your phone number.",
            "We also collect your phone number.",
            id="a purpose for all data",
        ),
        pytest.param(
            "PDP-04-practice-purpose",
            "We share your address with couriers to deliver parcels. Couriers also receive your name from us.",
            "We share your name with banks.",
            id="a purpose for the same recipient",
        ),
        pytest.param(
            "PDP-17-recipient",
            "We share your e-mail address with third parties such as banks and couriers.",
            "We share your e-mail address with third parties.",
            id="third parties of a named kind",
        ),
        pytest.param(
            "PDP-17-no-recipient",
            "This notice explains how we collect, use and share your personal data.",
            "We may share your e-mail address when we see fit.",
            id="what the notice is about",
        ),
        pytest.param(
            "PDP-17-no-recipient",
            "You may share your own photos.",
            "We may disclose your photos from time to time.",
            id="what the person shares",
        ),
        pytest.param(
            "PDP-06-one-basis",
            "We process your address on the basis of our contract with you or as required by law.",
            "We process your address on the basis of your consent or our legitimate interest.",
            id="a legal obligation beside another basis",
        ),
        pytest.param(
            "PDP-19-specific-data",
            "We process your personal data on the basis of our contract with you. We use your health data for delivery.",
            "We use your health data for delivery.",
            id="a basis for all data",
        ),
        pytest.param(
            "PDP-21-prior-notice",
            "## Changes to this policy\n\nWe may change this policy.\n\nIf we make material changes, we will notify you by e-mail prior to the change becoming effective.",
            "We may change this policy at any time.",
            id="told in the next sentence",
        ),
        pytest.param(
            "PDP-07-implied-consent",
            "By giving us data of others you warrant that you have obtained their consent.",
            "By using our shop you consent to our use of your data.",
            id="consent of others",
        ),
        pytest.param(
            "PDP-07-implied-consent",
            "By paying you agree to the privacy policies of our payment vendors.",
            "By paying in our shop you agree to this privacy policy and to our use of your data.",
            id="policies of others",
        ),
    ],
)
def test_rule_tells_the_two_apart(tmp_path, rule, silent, found):
    one, other = tmp_path / "silent", tmp_path / "found"
    one.mkdir()
    other.mkdir()
    assert rule not in rules(one, en=silent)
    assert rule in rules(other, en=found)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (
            "PDP-21-prior-notice",
            "We may change this policy. Changes of this policy are posted on this page. Please check this policy regularly for changes.",
        ),
        (
            "PDP-11-vague-only",
            "We keep your data as long as necessary. We store account information as long as needed.",
        ),
    ],
)
def test_what_concerns_the_whole_notice_is_told_once(tmp_path, rule, text):
    (told,) = [f for f in findings(tmp_path, en=text) if f.rule.name == rule]
    assert told.place is not None


def test_messages_on_changes_are_no_clause_on_changes(tmp_path):
    text = "You cannot opt out of communications about changes to this policy."
    assert "PDP-21-prior-notice" not in rules(tmp_path, en=text)


def test_camera_whose_sentence_speaks_of_safety_has_a_purpose(tmp_path):
    text = "We use CCTV cameras, for the safety of people and belongings."
    assert "PDP-31-cctv" not in rules(tmp_path, en=text)


def test_denied_automated_decision_needs_no_right_to_contest_it(tmp_path):
    denied = "No automated decision-making, including profiling, takes place."
    assert "PDP-33-automated" not in rules(tmp_path, en=denied)


def test_automated_decision_without_a_way_to_object_is_found(tmp_path):
    text = "We decide on your application by automated decision-making."
    assert "PDP-33-automated" in rules(tmp_path, en=text)


def test_copy_alone_is_no_portability(tmp_path):
    copy, port = tmp_path / "copy", tmp_path / "port"
    copy.mkdir()
    port.mkdir()
    only = "You have the right to a copy of your personal information."
    more = f"{only} You may also receive your data in a machine-readable format."
    assert "PDP-14-right-portability-other" in rules(copy, en=only)
    assert "PDP-14-right-portability-other" not in rules(port, en=more)
