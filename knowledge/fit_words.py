"""How well a fact, or a gap (what a document shows without a figure), fits what a question asks for."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from knowledge.asking import stated_move
from knowledge.fit_wish import REGION_WORDS, Tally, Wish
from knowledge.language.numbers import find_amounts
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.language.text import tokenize
from knowledge.model import Fact, Gap
from knowledge.places import Place
from knowledge.scenarios import DEVIATION
from knowledge.subjects import Subject
from knowledge.weights import WEIGHTS

_PLAIN_ASPECTS = ("why", "when", "who")
_OTHER_ASPECT, _OTHER_THING = 0.75, 0.95
_OF_SUM, _OF_OTHER_SUM = 1.1, 0.6
_YEAR = Pattern(r"\b20\d\d\b")
_ASPECTS = ("purpose", "why", "when", "who", "where", "definition")
"""Question words that are also aspects of facts."""
_WORTH_A_FIGURE = ("how", "list", "how_long")
"""Aspects that may answer where a figure is asked for."""
_LENGTH = word_set("lång långt långa länge längd long length")
_YEARS = word_set("många år")
_ASKED_LENGTH = 1.9
_COMPUTING_CUES = ("top", "bottom", "position", "place", "mean", "median", "ratio", "sum", "above", "below", "without")


def fit_fact(wish: Wish, subject: Subject, tally: Tally) -> None:
    """Judge a fact, by its aspect and by what it cannot give: figures, rankings, regions."""
    _fit_aspect(wish, subject.aspect, tally)
    analysis = wish.analysis
    if analysis.has(*_COMPUTING_CUES) and subject.aspect != "list" and wish.asks not in ("why", "when", "definition"):
        tally.times(0.7, "something is to be ranked or computed")
    if wish.claims and stated_move(analysis) and subject.aspect not in ("why", "when"):
        tally.times(0.9, "a figure is said to move")
    _fit_year(wish, subject, tally)
    _fit_sum(wish, subject, tally)
    if any(place.kind in ("region", "group") and not _tells_of(subject, place) for place in analysis.places):
        tally.times(WEIGHTS.region_for_fact, "a region is named")
    if any(amount.unit in ("SEK", "percent") and not amount.definite for amount in analysis.amounts):
        bounded = any(amount.hedge in ("over", "under", "at_least", "at_most") for amount in analysis.amounts)
        shared = analysis.has("share") and not wish.claims
        tally.times(0.6 if bounded or wish.claims or shared else 0.88, "an amount is stated")


def _tells_of(subject: Subject, place: Place) -> bool:
    """Whether a fact speaks of just that place."""
    fact = subject.item
    said = place.said.casefold().rstrip("s")
    return isinstance(fact, Fact) and any(said in text.casefold() for text in (fact.answer.sv, fact.answer.en))


def _fit_sum(wish: Wish, subject: Subject, tally: Tally) -> None:
    """Favour the fact of the sum of money that is spoken of, "de sex miljarderna", over one of other sums."""
    fact = subject.item
    said = {amount.value for amount in wish.analysis.amounts if amount.unit == "SEK"}
    if not said or wish.figure or not isinstance(fact, Fact):
        return
    told = sums_told(fact)
    if told:
        other = said.isdisjoint(told)
        tally.times(_OF_OTHER_SUM if other else _OF_SUM, "of other sums" if other else "of that sum")


def sums_told(fact: Fact) -> frozenset[Decimal]:
    """The sums of money that a fact or one of its names tells, in kronor."""
    return _sums(fact.answer.sv) | _sums("\n".join(fact.aliases.sv))


@lru_cache(maxsize=2048)
def _sums(text: str) -> frozenset[Decimal]:
    """The sums of money in a text, in kronor."""
    found: set[Decimal] = set()
    for line in text.split("\n"):
        found.update(amount.value for amount in find_amounts(tokenize(line), frozenset()) if amount.unit == "SEK")
    return frozenset(found)


def _fit_year(wish: Wish, subject: Subject, tally: Tally) -> None:
    """Favour the fact of the year that is asked for over one of another year."""
    said = {value[:4] for period in wish.analysis.periods if not period.weak for value in period.values}
    fact = subject.item
    if not said or not isinstance(fact, Fact):
        return
    told = set(_YEAR.findall(f"{fact.answer.sv} {fact.evidence} {' '.join(fact.aliases.sv)}"))
    if told and said & told:
        tally.times(1.25 if wish.asks else 1.12, "of that year")
    elif told:
        tally.times(0.8, "of another year")


def _fit_aspect(wish: Wish, aspect: str, tally: Tally) -> None:
    analysis = wish.analysis
    same = aspect == wish.asks or {aspect, wish.asks} == {"why", "purpose"}
    if same and aspect in _ASPECTS:
        tally.times(WEIGHTS.aspect, f"asks {aspect}")
    lists_nothing = aspect == "list" and not analysis.has("list", "who") and not wish.which
    if wish.figure and wish.asks not in _ASPECTS and (aspect not in _WORTH_A_FIGURE or lists_nothing):
        amount = analysis.has("how_much", "how_many", "sum", "share")
        tally.times(WEIGHTS.fact_for_amount if amount else WEIGHTS.no_figure, "a figure is asked for")
    if aspect == "how_long" and (wish.norms & _LENGTH or wish.norms >= _YEARS):
        tally.times(_ASKED_LENGTH, "asks how long")
    if aspect == "definition" and wish.asks != "definition":
        tally.times(WEIGHTS.no_definition, "does not ask definition")
    elif aspect in _PLAIN_ASPECTS and wish.asks in _PLAIN_ASPECTS and not same:
        tally.times(_OTHER_ASPECT, f"asks {wish.asks}, not {aspect}")
    elif aspect == "why" and wish.asks == "what":
        tally.times(_OTHER_THING, "asks what, not why")
    elif aspect in ("why", "when", "who") and wish.asks != aspect:
        tally.times(WEIGHTS.no_aspect, f"does not ask {aspect}")


def fit_gap(
    wish: Wish, gap: Gap, tally: Tally, *, whole: bool = False, of_figure: bool = False, lacks_asked: bool = False
) -> None:
    """Judge a gap: it wins questions for what it lacks, and no others.

    Args:
        wish: what the question wants.
        gap: the gap.
        tally: where the reasons are counted.
        whole: whether the gap's name is all that is said, so that a statement can be about nothing else.
        of_figure: whether it lacks only the year or the parts of a figure that is held, by which to judge.
        lacks_asked: whether it lacks what the question word asks for, such as a day.
    """
    analysis = wish.analysis
    if wish.figure:
        tally.times(WEIGHTS.figure, "a figure is asked for")
    counted = any(
        a.bare and a.end < len(analysis.tokens) and analysis.norms[a.end] in REGION_WORDS for a in analysis.amounts
    )
    stated = wish.claims and bool(analysis.amounts) and not counted
    if whole and stated and gap.reason == "no_figure" and not of_figure:
        return
    if (
        of_figure
        and wish.claims
        and any(not (a.definite or a.unit == "years") for a in analysis.amounts)
        and not counted
    ):
        tally.times(0.9, "a number is stated of what is held")
    if analysis.has("share") and not analysis.names_area and any(a.unit == "SEK" for a in analysis.amounts):
        tally.times(0.6, "a share of a stated amount is to be computed")
    if wish.norms & DEVIATION and "budget" not in gap.aliases.sv:
        tally.times(0.92, "a deviation is asked for")
    if analysis.has("ratio", "difference") or (analysis.has("top") and analysis.has("bottom")):
        tally.times(0.75, "something is to be computed")
    levelled = analysis.has("how_much", "how_many", "share", "sum", "top", "bottom", "difference", "list")
    in_words = not wish.figure or wish.words or (wish.asks in ("how", "what") and not levelled)
    if gap.reason == "no_figure" and in_words and not lacks_asked and wish.asks not in ("", "definition"):
        tally.times(0.82, "no figure is asked for")
    if wish.claims and (counted or not analysis.amounts):
        tally.times(0.85, "something is stated")
    placed = any(place.kind in ("region", "group", "municipality") for place in analysis.places)
    if gap.reason == "not_split" and not placed and not wish.which and not analysis.has("where", "list"):
        tally.times(0.75, "no region is asked for")
    if wish.claims and not analysis.regions and any(a.unit in ("SEK", "percent") for a in analysis.amounts):
        tally.times(0.85, "an amount is stated")
    if analysis.regions and any(amount.unit == "SEK" for amount in analysis.amounts):
        tally.times(0.6, "a region's amount is stated")
