import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_builder.documents import dates, read
from graph_builder.documents.periods import find, iso


@pytest.mark.parametrize(
    ("language", "text", "duration", "kind"),
    [
        ("en", "for at least 5 (five) years from the end", "P5Y", "minimum"),
        ("en", "ninety (90) days", "P90D", "exact"),
        ("en", "one hundred and eighty days", "P180D", "exact"),
        ("en", "up to 24 months", "P24M", "maximum"),
        ("en", "6-12 months", "P12M", "maximum"),
        ("en", "retained for a year", "P1Y", "exact"),
        ("en", "as long as necessary for the purposes", "", "criterion"),
        ("en", "until you delete your account", "", "criterion"),
        ("en", "kept indefinitely", "", "endless"),
        ("id", "90 (sembilan puluh) hari kalender", "P90D", "exact"),
        ("id", "paling lambat 3x24 jam", "PT72H", "maximum"),
        ("id", "paling lambat 3 x 24 (tiga kali dua puluh empat) jam", "PT72H", "maximum"),
        ("id", "sekurang-kurangnya lima tahun", "P5Y", "minimum"),
        ("id", "1,5 tahun", "P18M", "exact"),
        ("id", "dalam seratus delapan puluh hari", "P180D", "maximum"),
        ("id", "disimpan setahun", "P1Y", "exact"),
        ("id", "selama Anda menjadi pengguna", "", "criterion"),
        ("id", "sampai tujuan tercapai", "", "criterion"),
    ],
)
def test_periods_are_read_as_policies_word_them(language, text, duration, kind):
    assert [(p.duration, p.kind) for p in find(text, language)] == [(duration, kind)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "18 (eighteen) years of age"),
        ("en", "24 hours a day"),
        ("en", "in the last 12 months"),
        ("id", "berusia 21 tahun ke atas"),
        ("id", "tahun 2024"),
        ("id", "dalam 12 (dua belas) bulan terakhir"),
    ],
)
def test_ages_rates_and_the_time_past_are_no_periods(language, text):
    assert find(text, language) == ()


def test_figures_and_words_that_disagree_are_told():
    period = find("5 (enam) tahun", "id")[0]
    assert (period.duration, period.agrees) == ("P6Y", False)


def test_the_event_that_starts_the_clock_is_found():
    text = "5 tahun sejak akun ditutup, kecuali"
    start, end = find(text, "id")[0].event
    assert text[start:end] == "sejak akun ditutup"


@given(st.integers(1, 999), st.sampled_from([("days", "D"), ("months", "M"), ("years", "Y")]))
def test_any_number_of_units_comes_back(number, unit):
    words, code = unit
    assert [p.duration for p in find(f"We keep it for {number} {words}.", "en")] == [
        f"P{number}{code}"
    ]


@given(st.text(max_size=300), st.sampled_from(["en", "id"]))
def test_any_text_gives_ordered_periods_inside_it(text, language):
    ends = [0]
    for period in find(text, language):
        assert ends[-1] <= period.start < period.end <= len(text)
        ends.append(period.end)


@given(st.floats(0, 1e7), st.sampled_from("YMWDHms"))
def test_a_duration_has_no_fraction(value, code):
    assert "." not in iso(value, code)


def _date(text):
    return dates.effective_date(read("a.txt", data=text.encode(), force=True)[0])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Last updated: 3 May 2024\n\nWe collect the data that you give us.", "2024-05-03"),
        ("Effective from\nJuly 24, 2023\n\nWe collect the data that you give to us.", "2023-07-24"),
        (
            "Terakhir diperbarui: 10 Oktober 2021\n\nKami mengumpulkan data yang Anda berikan.",
            "2021-10-10",
        ),
        ("Kebijakan ini berlaku sejak 01/02/2025 untuk Anda dan kami.", "2025-02-01"),
        ("Last updated: [October 2021]. We collect the data that you give us.", "2021-10"),
    ],
)
def test_a_date_near_its_cue_is_the_date_of_the_notice(text, value):
    assert _date(text)[0] == value


@pytest.mark.parametrize(
    "text",
    [
        "© 2020 Contoh Fiktif. All rights reserved to us and to our partners.",
        "We follow the law of 25 May 2018 and the data is kept by us.",
        "Last updated: 31 February 2020. We collect the data that you give us.",
    ],
)
def test_a_date_elsewhere_is_none(text):
    assert _date(text) is None
