"""The words by which people say what they want done."""

from __future__ import annotations

from itertools import pairwise

import pytest

from knowledge.cues import CUE_WORDS, find_cues
from knowledge.language.text import clean, fold, normal, tokenize


def ids(text: str) -> set[str]:
    """The ids of the cues in a text."""
    return {cue.id for cue in find_cues(tokenize(clean(text)))}


CASES = [
    ("stämmer det att Skåne fick mest", {"claim", "top"}),
    ("is it true that", {"claim"}),
    ("topp 5", {"top"}),
    ("🥇", {"top"}),
    ("vilka fick minst", {"bottom"}),
    ("the smallest", {"bottom"}),
    ("på vilken plats ligger Halland", {"position"}),
    ("vem ligger precis över Dalarna", {"above"}),
    ("who is just below Dalarna", {"below"}),
    ("störst först", {"descending"}),
    ("minst först", {"ascending"}),
    ("tillsammans", {"sum"}),
    ("combined", {"sum"}),
    ("i genomsnitt", {"mean"}),
    ("average", {"mean"}),
    ("medianen", {"median"}),
    ("utan Skåne", {"without"}),
    ("förutom storstäderna", {"without"}),
    ("hur många regioner", {"count"}),
    ("hur stor andel", {"share"}),
    ("what percentage", {"share"}),
    ("skillnaden mellan", {"difference"}),
    ("how much more", {"difference"}),
    ("hur många gånger", {"ratio"}),
    ("ökningen", {"change"}),
    ("jämfört med", {"compare"}),
    ("mer pengar än", {"more_than"}),
    ("mindre pengar än", {"less_than"}),
    ("lägre dödlighet än", {"less_than"}),
    ("lika mycket som", {"as_much"}),
    ("alla regioner", {"list", "all"}),
    ("år för år", {"each_period"}),
    ("per invånare", {"per_capita"}),
    ("per capita", {"per_capita"}),
    ("kr/inv", {"per_capita"}),
    ("avrunda till hela miljoner", {"rounded"}),
    ("källa?", {"source"}),
    ("varifrån kommer siffran", {"source"}),
    ("vad betyder PKS", {"definition"}),
    ("på engelska tack", {"to_english"}),
    ("nej, jag menade Halland", {"correction"}),
    ("ny fråga", {"new_topic"}),
    ("dem emellan", {"those"}),
    ("nästa år", {"next_period"}),
    ("året innan", {"previous_period"}),
    ("i år", {"this_year"}),
    ("varför", {"why"}),
    ("vem bestämde", {"who"}),
    ("hur mycket", {"how_much"}),
    ("hur många", {"how_many"}),
    ("när betalas pengarna ut och hur mycket är det", {"when", "how_much"}),
    ("what does pks mean", {"definition"}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_found(text: str, expected: set[str]) -> None:
    """Each phrase gives its cues, also in upper case and without å, ä and ö."""
    assert expected <= ids(text)
    assert expected <= ids(text.upper())
    assert expected <= ids(fold(text.casefold()))


APART = [
    ("hur mycket fick Skåne", {"claim", "sum", "share", "difference", "rank", "top", "bottom"}),
    ("medianen", {"mean"}),
    ("minst", {"top"}),
    ("störst", {"bottom"}),
    ("precis över", {"below"}),
    ("", {"claim"}),
    ("genomsnittet", {"median", "sum"}),
    ("budget 2025", {"claim", "sum", "compare"}),
    ("när regeringen tillträdde, hur hög var inflationen", {"when"}),
    ("what does the government blame for the problems", {"definition"}),
    ("what did the review of the hospitals conclude", {"how_much"}),
]


@pytest.mark.parametrize(("text", "absent"), APART)
def test_not_found(text: str, absent: set[str]) -> None:
    """A cue is not heard where it was not said."""
    assert not absent & ids(text)


def test_spans_and_order() -> None:
    """Of one id the longest phrase stands, over its own tokens; two of one id do not overlap."""
    tokens = tokenize("hur stor andel i procent är det och hur stor andel får Skåne")
    shares = [cue for cue in find_cues(tokens) if cue.id == "share"]
    assert (shares[0].start, shares[0].end) == (2, 3)
    assert all(first.end <= second.start for first, second in pairwise(shares))


def test_cue_words_are_normal() -> None:
    """Words of cues are known as they are compared, so that none is mended into another."""
    assert {"störst", "storst", "median", "källa"} <= CUE_WORDS
    assert [word for word in CUE_WORDS if normal(word) != word] == []
    assert [word for word in CUE_WORDS if word != word.casefold() or " " in word] == []
