"""Which words cut short are written out, and which are left as they are."""

from __future__ import annotations

import pytest

from knowledge.catalogue import Catalogue
from knowledge.mentions import analyse

WRITTEN_OUT = [
    ("infl okt 22", {"infl": "inflation"}),
    ("disp vpl per 1000 inv", {"disp": "disponibla", "vpl": "vårdplatser"}),
    ("regionernas res efter fin poster", {"res": "resultat", "fin": "finansiella"}),
    ("medianvtid första besök", {"medianvtid": "medianväntetid"}),
    ("dödl efter hjärtinf i Sverige", {"dödl": "dödlighet", "hjärtinf": "hjärtinfarkt"}),
    ("prim.vård 2025", {"prim.vård": "primärvård"}),
    ("bdgt avskr 2025", {"bdgt": "budget", "avskr": "avskrivningar"}),
    ("int kostn 2025", {"int": "interna", "kostn": "kostnader"}),
]


@pytest.mark.parametrize(("question", "meant"), WRITTEN_OUT)
def test_written_out(catalogue: Catalogue, question: str, meant: dict[str, str]) -> None:
    """A beginning, the consonants or the beginnings of a compound's pieces stand for the one word they can be of."""
    assert dict(analyse(question, catalogue).shortened) == meant


LEFT = [
    "kostnader för kir 2025",
    "BUP budget 2025",
    "vad säger Res om budgeten",
    "psyk budget 2025",
    "utv av sektorsbidraget",
    "hur stor är potten för gyn",
    "resa till budgetmötet",
]


@pytest.mark.parametrize("question", LEFT)
def test_left_as_it_is(catalogue: Catalogue, question: str) -> None:
    """What could be several words or is none that figures are named by, acronyms and names are not written out."""
    assert analyse(question, catalogue).shortened == ()


REGIONS = [
    ("sektorsbidrag värml", ["17"]),
    ("sektorsbidrag vgötal", ["14"]),
    ("sektorsbidrag norrbtn", ["25"]),
    ("sektorsbidrag jtld", ["23"]),
    ("sektorsbidrag gävleb", ["21"]),
    ("sektorsbidrag västl", []),
    ("sektorsbidrag västerl", []),
]


@pytest.mark.parametrize(("question", "codes"), REGIONS)
def test_regions(catalogue: Catalogue, question: str, codes: list[str]) -> None:
    """The name of a region is written out where it can be of one region only, and said to be understood so."""
    places = analyse(question, catalogue).places
    assert [place.code for place in places if place.kind == "region"] == codes
    assert all(place.mended for place in places)


NO_AMOUNTS = [
    ("medianväntetid 1a besök", "första"),
    ("väntetid till 1:a besöket", "första"),
    ("den 3e åtgärden", "tredje"),
]


@pytest.mark.parametrize(("question", "word"), NO_AMOUNTS)
def test_ordinals(catalogue: Catalogue, question: str, word: str) -> None:
    """A digit with the ending of an ordinal is that word, and no amount that is stated."""
    analysis = analyse(question, catalogue)
    assert word in analysis.norms
    assert analysis.amounts == ()


def test_the_year_of_a_bill_is_no_percentage(catalogue: Catalogue) -> None:
    """In "BP24 %" the digits are the year of the budget bill, and the sign asks for a share."""
    analysis = analyse("budgetutrymme BP24 %", catalogue)
    assert [period.values for period in analysis.periods] == [("2024",)]
    assert analysis.amounts == ()
