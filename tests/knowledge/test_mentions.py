"""A whole question taken apart: each word goes to one recogniser, and what is left are its content words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.catalogue import Catalogue
from knowledge.mentions import analyse

CASES: list[tuple[str, list[str], list[str], list[int], list[str]]] = [
    # question, places, periods, amounts, content words
    ("Hur mycket fick Skåne i sektorsbidrag 2024?", ["12"], ["2024"], [], ["sektorsbidrag"]),
    ("Skåne och Halland", ["12", "13"], [], [], []),
    ("fick Kalmar 77 miljoner", ["08"], [], [77_000_000], []),
    ("vilka fick mer än 100 miljoner i sektorsbidrag", [], [], [100_000_000], ["sektorsbidrag"]),
    ("medianväntetiden oktober 2022", [], ["2022-10"], [], ["medianväntetiden"]),
    ("Norrlands sektorsbidrag", ["norrland"], [], [], ["sektorsbidrag"]),
    ("primärvårdssatsningen 2024-2026", [], ["2024", "2025", "2026"], [], ["primärvårdssatsningen"]),
    ("skånesiffran", ["12"], [], [], []),
    ("how much did Uppsala get in 2024", ["03"], ["2024"], [], []),
    ("the investments in the health board's paper", [], [], [], ["investments"]),
    ("the investments in the school's report", [], [], [], ["investments", "school"]),
    ("", [], [], [], []),
]


@pytest.mark.parametrize(("text", "places", "periods", "stated", "content"), CASES)
def test_analyse(
    catalogue: Catalogue, text: str, places: list[str], periods: list[str], stated: list[int], content: list[str]
) -> None:
    """Places, years and amounts are taken out; the words of the subject are left and weigh something."""
    analysis = analyse(text, catalogue)
    assert [place.code for place in analysis.places] == places
    assert [value for period in analysis.periods for value in period.values] == periods
    assert [amount.value for amount in analysis.amounts] == stated
    assert [term.text for term in analysis.terms if term.weight] == content


def test_a_year_is_no_amount(catalogue: Catalogue) -> None:
    """No token is both a full year or a place and an amount."""
    for text in ("sektorsbidrag 2024 i Skåne 398 miljoner", "från 2024 till 2026 43 miljoner", "1 november 2023"):
        analysis = analyse(text, catalogue)
        years = {i for period in analysis.periods for i in range(period.start, period.end)}
        assert not years & {i for amount in analysis.amounts for i in range(amount.start, amount.end)}


def test_a_hedge_is_no_ranking(catalogue: Catalogue) -> None:
    """In "minst 40 miljoner" nobody asks for the smallest, in "minst fick" somebody does."""
    assert not analyse("fick Kalmar minst 40 miljoner", catalogue).has("bottom")
    assert analyse("vem fick minst", catalogue).has("bottom")


def test_an_average_of_countries_is_a_place(catalogue: Catalogue) -> None:
    """The OECD average is no wish for a mean."""
    analysis = analyse("jämfört med genomsnittet i OECD", catalogue)
    assert [place.code for place in analysis.places] == ["OECD"]
    assert not analysis.has("mean")


def test_kinds_of_places(catalogue: Catalogue) -> None:
    """Regions are told from places that figures are never held for."""
    analysis = analyse("Skåne, Malmö, Norge, OECD, riket", catalogue)
    assert {place.code for place in analysis.regions} == {"12", "OECD", "00"}
    assert {place.code for place in analysis.strangers} == {"1280", "NO"}


def test_mended_words_are_told(catalogue: Catalogue) -> None:
    """A word that was set right is kept as it was typed, by its token."""
    analysis = analyse("sektorsbidrag till Stockhlm", catalogue)
    ((index, typed),) = analysis.mended.items()
    assert (typed, analysis.tokens[index].norm) == ("stockhlm", "stockholm")
    assert analysis.places[0].mended


@settings(database=None, derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_spans_lie_inside(catalogue: Catalogue, text: str) -> None:
    """Whatever is written, all that is found lies among the tokens, and content weighs nothing or more."""
    analysis = analyse(text, catalogue)
    size = len(analysis.tokens)
    spans = [(place.start, place.end) for place in analysis.places]
    spans += [(period.start, period.end) for period in analysis.periods]
    spans += [(amount.start, amount.end) for amount in analysis.amounts]
    spans += [(cue.start, cue.end) for cue in analysis.cues]
    assert all(0 <= start < end <= size for start, end in spans)
    assert all(0 <= term.token < size and term.weight >= 0 for term in analysis.terms)
    assert set(analysis.mended) <= set(range(size))
