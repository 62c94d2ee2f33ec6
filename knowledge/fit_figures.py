"""How well an indicator or table fits the places, periods and units of a question, by what is held for it."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking import is_age
from knowledge.catalogue import Catalogue
from knowledge.fit_wish import Tally, Wish
from knowledge.kinship import is_change, is_regional
from knowledge.language.tables import word_set
from knowledge.matching import Match
from knowledge.model import Indicator, Table
from knowledge.scenarios import BUDGET
from knowledge.subjects import Subject
from knowledge.weights import WEIGHTS

_DAY_WORDS = word_set("dagar dygn days")
_RESULTS = ("underskott", "överskott", "resultat", "deficit", "surplus", "result")
_PEOPLE = word_set("folkmängd folkmängden befolkning befolkningen population")
_BUDGETED = {"forecast", "budget"}
_AGAINST_BUDGET = 1.3
_NO_BUDGET = 0.5
_OF_YEAR = ("års", "year's")
"""Words before a budget that is the state's of some year, and no column: "i vilket års budget"."""
_MORE_THAN_A_COLUMN = 3.0
"""The mass of what is named by more than the word for its budget."""
_POINTS = word_set("procentenheter procentenhet points")
_COUNT_OF_ONE = 0.5
_DENOMINATORS = {"beds_per_1000": 1_000, "deaths_per_100000": 100_000}
_COUNTED = ("count", "persons", "days", "beds_per_1000", "deaths_per_100000")
"""Units of what "hur många" asks for."""


_HOW_HIGH = word_set("hög högt high")


def fit_figures(catalogue: Catalogue, wish: Wish, match: Match, tally: Tally) -> None:
    """Judge an indicator or a table."""
    item = match.subject.item
    if isinstance(item, Indicator):
        idents: tuple[str, ...] = (item.id,)
    else:
        idents = item.indicators if isinstance(item, Table) else ()
    unit = catalogue.indicator(idents[0]).unit if idents else ""
    _fit_places(catalogue, wish, match, idents, unit, tally)
    _fit_periods(catalogue, wish, idents, tally)
    _fit_unit(wish, match.subject, unit, tally)
    if wish.sign and unit == "SEK" and _is_result(catalogue, match.subject):
        tally.times(1.15, "a surplus or deficit is spoken of")
    budgeted = wish.budgeted and bool(idents) and set(catalogue.holdings(idents[0]).scenarios) >= _BUDGETED
    if budgeted and (wish.claims or (wish.figure and match.mass > _MORE_THAN_A_COLUMN)):
        tally.times(_AGAINST_BUDGET, "a forecast is set against its budget")
    if not wish.norms.isdisjoint(BUDGET) and idents and _lacks_budget(catalogue, wish, match, idents):
        tally.times(_NO_BUDGET, "no budget is held")
    if wish.figure:
        tally.times(WEIGHTS.figure, "a figure is asked for")
    elif wish.words or wish.asks == "how":
        tally.times(WEIGHTS.no_figure, "words are asked for")


def _lacks_budget(catalogue: Catalogue, wish: Wish, match: Match, idents: Sequence[str]) -> bool:
    """Whether a budget is spoken of, as a column, and none is held; a name may have the word itself."""
    if any("budget" in catalogue.holdings(ident).scenarios for ident in idents):
        return False
    tokens = wish.analysis.tokens
    return any(
        token.norm in BUDGET and at not in match.matched and not (at and tokens[at - 1].norm in _OF_YEAR)
        for at, token in enumerate(tokens)
    )


def _is_result(catalogue: Catalogue, subject: Subject) -> bool:
    """Whether a subject goes by the name of a surplus or deficit."""
    parts = (catalogue.vocabulary.part(word) for word in _RESULTS)
    return any(part is not None and catalogue.matcher.names_part(subject.key, part) for part in parts)


def _fit_places(catalogue: Catalogue, wish: Wish, match: Match, idents: Sequence[str], unit: str, tally: Tally) -> None:
    analysis = wish.analysis
    said = [place.code for place in analysis.regions]
    somewhere = bool(said) or any(place.kind == "group" for place in analysis.places)
    received = unit == "SEK" and analysis.has("received") and (somewhere or wish.of_regions or analysis.has("count"))
    if not received and not somewhere and not analysis.strangers:
        return
    regional = is_regional(catalogue, match.subject)
    if received and regional:
        tally.times(1.25 if match.mass > 1 else 2.2, "what a region received")
    if somewhere:
        held = any(code in catalogue.held_areas(ident) for ident in idents for code in said) if said else regional
        tally.times(WEIGHTS.held if held else WEIGHTS.not_held, "the area is held" if held else "the area is not held")
        if said and not held and unit == "count" and analysis.has("received"):
            tally.times(_COUNT_OF_ONE, "a number of regions is not what one region received")
    elif analysis.strangers:
        tally.times(1.1 if regional else 0.95, "a place is named")


def _fit_periods(catalogue: Catalogue, wish: Wish, idents: Sequence[str], tally: Tally) -> None:
    if not wish.analysis.periods:
        return
    held = {period for ident in idents for period in catalogue.holdings(ident).periods}
    said = [value for period in wish.analysis.periods for value in period.values if not period.weak or value in held]
    if not said:
        return
    if any(period == value or period.startswith(value + "-") for value in said for period in held):
        tally.times(WEIGHTS.held, "the period is held")
    else:
        tally.times(WEIGHTS.not_held, "the period is not held")


def _fit_unit(wish: Wish, subject: Subject, unit: str, tally: Tally) -> None:
    analysis, item = wish.analysis, subject.item
    if "days" in wish.units or wish.norms & _DAY_WORDS:
        tally.times(1.1 if unit == "days" else 1.0, "days")
    if wish.percent and not wish.money:
        apart = analysis.has("difference") and analysis.has("compare") and wish.norms.isdisjoint(_POINTS)
        moves = apart or analysis.has("change", "more_than", "less_than")  # "hur många procent större jämfört med 2023"
        share = 1.0 if moves else 1.2 if analysis.has("share") else 1.1
        tally.times(share if unit == "percent" else 1.0, "per cent")
    if wish.money and not wish.percent:
        tally.times(1.1 if unit == "SEK" else WEIGHTS.money, "money")
    if wish.level and isinstance(item, Indicator) and is_change(item) and not (wish.percent and unit == "percent"):
        tally.times(0.3, "a level is asked for, this is a change")
    only = wish.denominators and len(wish.analysis.amounts) <= len(wish.denominators) and not wish.claims
    if only and wish.denominators != {_DENOMINATORS.get(unit, 1)}:
        tally.times(0.3, "per another number of people")
    if unit == "persons" and isinstance(item, Indicator) and item.total_by_sum:
        if analysis.has("per_capita") and not wish.norms & _PEOPLE:
            tally.times(0.5, "inhabitants are what is divided by")
        elif any(is_age(amount) for amount in analysis.amounts):
            tally.times(0.5, "people of an age are asked for")
    if unit == "count" and analysis.has("count") and not analysis.regions and not analysis.has("received"):
        tally.times(1.2, "a number of regions")
    level = bool(wish.norms & _HOW_HIGH)  # "siffran …, hur hög var den?" may be a number of people
    if (
        unit == "count"
        and analysis.has("how_much")
        and not (analysis.has("how_many", "count") or wish.of_regions or level)
    ):
        tally.times(0.5, "how much is asked, not how many")
    if wish.counts:
        tally.times(1.08 if unit in _COUNTED else 1.0, "a number")
