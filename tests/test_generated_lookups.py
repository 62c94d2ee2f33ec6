"""Look-ups of every figure in many wordings, and of what is not held: the first figure is the one meant, or none is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from knowledge.answering import Engine
from knowledge.model import NATION, Indicator
from knowledge.store import Store
from tests.conftest import TODAY

_TABLE = "helarsprognos"
_ROWS = {
    "externa_intakter": ("externa intäkter", "de externa intäkterna", "intäkter externa"),
    "interna_intakter": ("interna intäkter", "de interna intäkterna", "int intäkter"),
    "externa_omkostnader": ("externa omkostnader", "de externa omkostnaderna", "omkostnader externa"),
    "interna_kostnader": ("interna kostnader", "de interna kostnaderna"),
    "avskrivningar": ("avskrivningar", "avskrivningarna"),
    "resultat_helarsprognos": ("resultatet i helårsprognosen", "summan i helårsprognosen"),
}
_COLUMNS = {
    "forecast": ("prognosen", "prognos", "helårsprognosen", "enligt prognosen", "prognosvärdet"),
    "budget": ("budgeten", "budget", "enligt budget", "budgeterat", "budgetbeloppet"),
    "deviation": (
        *("avvikelsen", "avvikelsen mot budget", "differens mot budget", "differensen", "skillnaden mot budget"),
        *("skillnad prognos budget", "budgetavvikelse", "avvikelse från budget"),
        *("skillnaden mellan prognos och budget", "prognos mot budget, skillnad"),
    ),
}
_SHAPES = (
    *("{row} {column}", "{column} {row}", "{row}, {column}?", "{column} för {row} 2025", "2025 {row} {column}"),
    *("vad är {column} för {row}?", "hur stora är {row} {column} 2025"),
)
_QUESTIONS = re.compile(r"\b(?:hur|vad|vilk\w*|mest|minst)\b|^(?:kronor|miljarder)\b")
_FEW_AREAS = 3
_NAMES = 6
_YEARS = ("2019", "2021", "2023", "2024", "2025", "2026", "2027", "2030")

Asked = tuple[str, frozenset[Decimal]]
"""A question and the figures of which one is to be told first."""


def cells(store: Store) -> Iterator[Asked]:
    """Every cell of the forecast's table, row and column in both orders."""
    for ident, names in _ROWS.items():
        for figure in store.observations(ident):
            for column in _COLUMNS[figure.scenario]:
                for row in names:
                    for shape in _SHAPES:
                        if "," not in column or shape == "{row} {column}":
                            yield shape.format(row=row, column=column), frozenset((figure.value,))


def names_of(indicator: Indicator) -> list[str]:
    """What an indicator is called: no questions, and no unit that a year before it would be an amount of."""
    plain = re.sub(r"\s*\(.*?\)", "", indicator.name.sv)
    aliases = [alias for alias in indicator.aliases.sv if not _QUESTIONS.search(alias)]
    return list(dict.fromkeys((indicator.short.sv, plain, *aliases)))[:_NAMES]


def others(store: Store) -> Iterator[tuple[Indicator, list[str]]]:
    """The indicators outside of that table that are held, with their names."""
    for indicator in store.indicators.values():
        if indicator.theme != _TABLE and store.observations(indicator.id):
            yield indicator, names_of(indicator)


def figures(store: Store) -> Iterator[Asked]:
    """Every other figure that is not one of many regions', by several names."""
    for indicator, names in others(store):
        held: dict[tuple[str, str, str], set[Decimal]] = {}
        for figure in store.observations(indicator.id):
            ends = {figure.value, figure.upper if figure.upper is not None else figure.value}
            held.setdefault((figure.area, figure.period, figure.breakdown), set()).update(ends)
        areas = {area for area, _, _ in held}
        if len(areas) > _FEW_AREAS:
            continue
        for (area, period, breakdown), values in held.items():
            kind = next((kind.name.sv for kind in indicator.breakdowns if kind.id == breakdown), "")
            place = {"OECD": "i OECD", NATION: "i Sverige"}.get(area, "") if "OECD" in areas else ""
            year = period if period.isdecimal() else ""
            for name in names:
                for shape in (
                    "{name} {kind} {place} {year}",
                    "{year} {name} {kind} {place}",
                    "{kind} {name} {place} {year}?",
                ):
                    said = shape.format(name=name, kind=kind, place=place, year=year)
                    yield " ".join(said.split()), frozenset(values)


@pytest.mark.parametrize(("made", "answered"), [(cells, 0.99), (figures, 0.93)])
def test_the_first_figure_is_the_one_held(engine: Engine, store: Store, made: object, answered: float) -> None:
    """An answer may be withheld, and seldom is; what is told first is the figure meant, its sign aside."""
    assert callable(made)
    wrong, told, total = [], 0, 0
    for question, values in made(store):
        answer = engine.ask(question, today=TODAY)
        first = [cell.value for result in answer.results for cell in result.figures][:1]
        total += 1
        told += bool(first)
        if first and abs(first[0]) not in {abs(value) for value in values}:
            wrong.append((question, first[0]))
    assert wrong == []
    assert told >= answered * total, f"{told} of {total} answered"


def lacking_years(store: Store) -> Iterator[str]:
    """Years for which an indicator is not held, nor said to be compared with."""
    for indicator, names in others(store):
        periods = [figure.period for figure in store.observations(indicator.id)]
        years = [y for y in _YEARS if not any(p.startswith(y) for p in periods) and y not in indicator.definition.sv]
        for name in names:
            for year in years:
                yield f"{name} {year}"
                yield f"{year}: {name}?"


def names_region(name: str) -> bool:
    """Whether a name ends with the region or county that is meant, so that a town behind it says which."""
    return name.endswith(("länet", "regionen"))


def lacking_places(store: Store) -> Iterator[str]:
    """Regions that are not held apart, municipalities and other countries."""
    for indicator, names in others(store):
        regional = "12" in {figure.area for figure in store.observations(indicator.id)}
        for name in names:
            yield from () if regional else (f"{name} i Skåne", f"{name} Jämtland", f"vad är {name} för Region Halland?")
            yield from () if regional and names_region(name) else (f"{name} i Malmö",)
            yield from (f"{name} i Umeå kommun", f"{name} i Norge")


def test_the_region_in_a_town_is_the_one_around_it(engine: Engine, store: Store) -> None:
    """Of "till regionen i Malmö" Skåne's figure is told, by that name, and of no town's own."""
    asked = 0
    for indicator, names in others(store):
        held = {figure.value for figure in store.observations(indicator.id) if figure.area == "12"}
        for name in filter(names_region, names if held else ()):
            answer = engine.ask(f"{name} i Malmö", today=TODAY)
            told = [(cell.area, cell.value) for result in answer.results for cell in result.figures]
            assert [area for area, _ in told] == ["12"], name
            assert {value for _, value in told} <= held, name
            asked += 1
    assert asked > 1


def lacking_columns(store: Store) -> Iterator[str]:
    """A deviation from a budget, of what has neither."""
    for indicator, names in others(store):
        if "utrymme" not in indicator.id and "budget" not in indicator.id:
            for name in names[:3]:
                yield f"{name} avvikelse mot budget"
                yield f"{name}, budgetavvikelsen"


@pytest.mark.parametrize(("made", "most"), [(lacking_years, 0.006), (lacking_places, 0.0), (lacking_columns, 0.03)])
def test_what_is_not_held_is_not_told(engine: Engine, store: Store, made: object, most: float) -> None:
    """No other year's, no other place's and no other column's figure stands in."""
    assert callable(made)
    told, total = [], 0
    for question in made(store):
        answer = engine.ask(question, today=TODAY)
        total += 1
        if any(result.figures for result in answer.results):
            told.append(question)
    assert len(told) <= most * total, told


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("helårsprognosen budget 2025", (-3658, -3158)),
        ("externa omkostnader budget prognos 2025", (-4560, -4047)),
        ("Vad säger tabellen om summa, kolumn prognosen?", (-3658,)),
        ("helårsprognosens tabell, summa av raderna", (-3658,)),
        ("avskrivningar prognos, budget och differens", (-40, -37, -3)),
    ],
)
def test_columns_are_told_as_they_are_named(engine: Engine, question: str, values: tuple[int, ...]) -> None:
    """Two columns named side by side are both told, a sum is the table's own, and no row is added twice."""
    answer = engine.ask(question, today=TODAY)
    told = [cell.value / 10**6 for result in answer.results for cell in result.figures]
    assert told == list(map(Decimal, values))


@pytest.mark.parametrize("thing", ["digitaliseringen", "robotarna", "kulturskolan"])
@pytest.mark.parametrize("shape", ["{thing}, hur mycket väntas den ge {year}", "vad kostar {thing} {year}?"])
def test_a_year_alone_carries_no_fact(engine: Engine, thing: str, shape: str) -> None:
    """A fact that has nothing but the year in common with a question is no answer to it."""
    for year in ("2025", "2027"):
        assert engine.ask(shape.format(thing=thing, year=year), today=TODAY).status != "answered"


def test_the_name_said_in_full_is_meant_where_it_is_held_that_year(engine: Engine) -> None:
    """Another figure with most of the name stands back, where it is not held for the year."""
    for question in ("beloppet till kommunsektorn 2023", "2023 beloppet till kommunsektorn"):
        answer = engine.ask(question, today=TODAY)
        assert [cell.value for result in answer.results for cell in result.figures] == [Decimal(12 * 10**9)]
