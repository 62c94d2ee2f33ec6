"""Statements made from the store, right and wrong ones: no wrong one is ever called right, nor a right one wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

import pytest

from knowledge.answering import Engine
from knowledge.model import NATION
from knowledge.store import Store
from tests.conftest import TODAY

GRANT = "sektorsbidrag"
MILLION = 1_000_000
PAIRS = 60
"""So many pairs of regions are set against each other, the same ones every time."""

Statement = tuple[str, bool]
"""What is said, and whether it is so."""


def grants(store: Store) -> dict[str, Decimal]:
    """Region's name -> its grant in kronor."""
    return {
        store.areas[figure.area].name: figure.value
        for figure in store.observations(GRANT)
        if store.areas[figure.area].kind == "region"
    }


def millions(value: Decimal) -> str:
    """An amount in millions with one decimal, as people write it."""
    return f"{value / MILLION:.1f}".replace(".", ",")


def of_pairs(store: Store) -> Iterator[Statement]:
    """Two regions set against each other, each way round."""
    held = grants(store)
    pairs = random.Random("pairs").sample(list(permutations(held, 2)), PAIRS)  # noqa: S311  (no secret)
    for one, other in pairs:
        first, second = held[one], held[other]
        yield f"{one} fick mer än {other} i sektorsbidrag", first > second
        yield f"{one} fick mindre i sektorsbidrag än {other}", first < second
        yield f"{one} fick {millions(first)} och {other} {millions(second)} miljoner i sektorsbidrag", True
        yield f"{one} fick {millions(second)} och {other} {millions(first)} miljoner i sektorsbidrag", False
        yield f"{one} och {other} fick tillsammans {millions(first + second)} miljoner i sektorsbidrag", True
        yield f"{one} och {other} fick tillsammans {millions(2 * first + second)} miljoner i sektorsbidrag", False
        gap = abs(first - second)
        yield f"Det skiljer {millions(gap)} miljoner mellan {one} och {other} i sektorsbidrag", True
        yield f"Det skiljer {millions(gap + 40 * MILLION)} miljoner mellan {one} och {other} i sektorsbidrag", False


def of_regions(store: Store) -> Iterator[Statement]:
    """One region: its amount, its place, its part of the whole."""
    held = grants(store)
    order = sorted(held, key=lambda name: -held[name])
    whole = sum(held.values())
    for place, name in enumerate(order, 1):
        value = held[name]
        yield f"{name} fick {millions(value)} miljoner i sektorsbidrag", True
        yield f"{name} fick {millions(value * Decimal('1.2'))} miljoner i sektorsbidrag", False
        yield f"{name} fick {millions(value)} miljarder i sektorsbidrag", False
        next_in_order = held[order[place % 21]]
        if abs(next_in_order - value) > value / 10:
            yield f"{name} fick {millions(next_in_order)} miljoner i sektorsbidrag", False
        yield f"{name} fick 3 miljarder i sektorsbidrag", False  # what all of them got
        yield f"{name} fick 6 miljarder i sektorsbidrag", False  # what another grant is
        yield f"{name} fick {millions(value)} miljoner av sektorsbidraget på 3 miljarder", True
        yield f"{name} fick över {int(value / MILLION) - 3} miljoner i sektorsbidrag", True
        yield f"{name} fick över {int(value / MILLION) + 3} miljoner i sektorsbidrag", False
        yield f"{name} fick under {int(value / MILLION) - 3} miljoner i sektorsbidrag", False
        share = f"{100 * value / whole:.1f}".replace(".", ",")
        yield f"{name} fick {share} procent av sektorsbidraget", True
        yield f"{name} fick {Decimal(share.replace(',', '.')) + 9} procent av sektorsbidraget".replace(".", ","), False
        yield f"{name} kommer på plats {place} av regionerna i sektorsbidrag", True
        yield f"{name} kommer på plats {place % 21 + 1} av regionerna i sektorsbidrag", False
        yield f"{name} fick mest av alla regioner i sektorsbidrag", place == 1
        yield f"{name} fick minst av alla regioner i sektorsbidrag", place == len(order)


def of_cells(store: Store) -> Iterator[Statement]:
    """The forecast's rows: what each column says, and what another column says of it."""
    columns = {"forecast": "prognosen", "budget": "budgeten"}
    for ident in next(t for t in store.tables.values() if t.id == "helarsprognos").indicators:
        name = store.indicators[ident].short.sv
        cells = {f.scenario: f.value for f in store.observations(ident) if f.scenario in columns}
        for scenario, value in cells.items():
            said = f"{abs(value) / MILLION:.0f} miljoner"
            other = next(v for s, v in cells.items() if s != scenario)
            yield f"{name} är {said} i {columns[scenario]} för 2025", True
            if abs(value - other) > abs(value) / 10:
                yield f"{name} är {abs(other) / MILLION:.0f} miljoner i {columns[scenario]} för 2025", False


def of_years(store: Store) -> Iterator[Statement]:
    """A figure held for several years: each year's, another year's, and which was more."""
    held = {figure.period: figure.value for figure in store.observations("primarvardssatsning")}
    for year, value in held.items():
        yield f"primärvårdssatsningen är {value / MILLION:.0f} miljoner {year}", True
        for other, amount in held.items():
            if other != year:
                yield f"primärvårdssatsningen är {amount / MILLION:.0f} miljoner {year}", False
                yield f"primärvårdssatsningen är större {year} än {other}", value > amount


def of_two_countries(store: Store) -> Iterator[Statement]:
    """What is held of Sweden and the OECD: each figure, the other's, which is the lower and by how much."""
    for indicator in store.indicators.values():
        held = {figure.area: figure.value for figure in store.observations(indicator.id)}
        if set(held) != {NATION, "OECD"} or indicator.unit != "percent":
            continue
        name, sweden, oecd = indicator.short.sv, held[NATION], held["OECD"]
        gap = oecd - sweden
        own, theirs = (str(value).replace(".", ",") for value in (sweden, oecd))
        yield f"{name} är {own} procent i Sverige", True
        yield f"{name} är {theirs} procent i Sverige", False
        yield f"{name} är lägre i Sverige än i OECD", sweden < oecd
        yield f"{name} är högre i Sverige än i OECD", sweden > oecd
        for hedge, true in (("mer än", True), ("minst", True), ("mindre än", False)):
            yield f"{name} är {hedge} {int(gap)} procentenheter lägre i Sverige än i OECD", true
        yield f"{name} är mer än {int(gap) + 1} procentenheter lägre i Sverige än i OECD", False
        yield f"{name} är mer än {int(gap)} procentenheter lägre i OECD än i Sverige", False


@pytest.mark.parametrize("made", [of_pairs, of_regions, of_cells, of_years, of_two_countries])
@pytest.mark.parametrize("asking", ["Stämmer det att {}?", "{}, stämmer det?"])
def test_no_verdict_is_wrong(engine: Engine, store: Store, made: object, asking: str) -> None:
    """A verdict may be withheld; where it is given it is right, and it seldom is withheld."""
    assert callable(made)
    wrong, judged, total = [], 0, 0
    for statement, true in made(store):
        question = asking.format(statement if asking.startswith("Stämmer") else statement[0].upper() + statement[1:])
        verdict = engine.ask(question, today=TODAY).verdict
        total += 1
        if verdict in ("correct", "approximately_correct", "incorrect"):
            judged += 1
            if (verdict == "incorrect") is true:
                wrong.append((question, verdict))
    assert wrong == []
    assert judged > 0.9 * total, f"{judged} of {total} judged"


UNKNOWN = (
    *("är {} olagligt?", "är {} hemligt?", "leder {} till fler döda?", "har {} stulits?", "är {} orättvist?"),
    *("stämmer det att {} är påhittat?", "bekostas {} av EU?", "stämmer det att {} ska avskaffas?"),
    *("har {} överklagats?", "godkände kungen {}?", "är {} lång?"),
)
"""What nothing in the store tells of anything."""


def test_what_nothing_tells_gets_no_verdict(engine: Engine, store: Store) -> None:
    """A statement is not confirmed for naming something that is held, whatever it says of it."""
    names = [indicator.short.sv for indicator in store.indicators.values()]
    asked = [statement.format(name) for name in names for statement in UNKNOWN]
    judged = [(text, verdict) for text in asked if (verdict := engine.ask(text, today=TODAY).verdict)]
    assert [told for told in judged if told[1] != "unverifiable"] == []
