"""Dialogues made from the store: what a follow-up is told is computed here too, and no figure told is another one."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from decimal import Decimal
from statistics import median

import pytest

from knowledge.answering import Engine
from knowledge.memory import Memory
from knowledge.store import Store
from tests.conftest import TODAY

GRANT, PEOPLE = "sektorsbidrag", "befolkning"
MILLION = 1_000_000
NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju")
IN_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven")
NEAR = Decimal("0.0001")
"""So far, as a part of it, the figure told may be from the one expected."""
LEAST = 0.85
"""Share of the follow-ups that get their figure, and are not refused or asked back about."""

Expected = Decimal | str | None
"""The first figure; a verdict; None where the turn only leads to the next."""
Dialogue = list[tuple[str, Expected]]


def held(store: Store, indicator: str) -> dict[str, Decimal]:
    """Region's name -> its figure, the largest first."""
    found = {
        store.areas[figure.area].name: figure.value
        for figure in store.observations(indicator)
        if store.areas[figure.area].kind == "region"
    }
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def some(names: list[str], count: int, seed: str) -> list[list[str]]:
    """Some regions at a time, the same ones every run."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    return [chance.sample(names, count) for _ in range(25)]


def millions(value: Decimal) -> str:
    """An amount in millions with one decimal, as people write it."""
    return f"{value / MILLION:.1f}".replace(".", ",")


def own(name: str) -> str:
    """The genitive of a region's name."""
    return name if name.endswith("s") else f"{name}s"


def added(values: Iterable[Decimal]) -> Decimal:
    """The sum of some figures."""
    return sum(values, Decimal(0))


def of_neighbours(store: Store) -> Iterator[Dialogue]:
    """As many regions as are asked for above or below one, and what is asked of them."""
    for indicator, measure in ((GRANT, "sektorsbidrag"), (PEOPLE, "folkmängd")):
        figures = held(store, indicator)
        order, whole = list(figures), added(figures.values())
        for at, name in enumerate(order):
            for count in (2, 3, 4):
                below, above = order[at + 1 : at + 1 + count], order[max(0, at - count) : at]
                if len(below) == count:
                    values = [figures[one] for one in below]
                    yield [
                        (f"vilka {NUMBERS[count]} kommer efter {name} i {measure}?", values[0]),
                        ("snittet för dem?", added(values) / count),
                        (f"alla {NUMBERS[count + 1]} tillsammans?", added(values) + figures[name]),
                    ]
                    yield [
                        (f"de {NUMBERS[count]} regionerna närmast under {name} i {measure}", values[0]),
                        ("deras andel av totalen?", 100 * added(values) / whole),
                        ("vem av dem har minst?" if indicator == PEOPLE else "vem av dem fick minst?", values[-1]),
                        ("medianen för dem?", Decimal(median(values))),
                    ]
                if len(above) == count:
                    values = [figures[one] for one in above]
                    yield [
                        (f"vilka {NUMBERS[count]} ligger före {name} i {measure}?", values[0]),
                        (f"de {NUMBERS[count]} tillsammans?", added(values)),
                        (f"och alla {NUMBERS[count + 1]} ihop?", added(values) + figures[name]),
                    ]


def of_tops(store: Store) -> Iterator[Dialogue]:
    """The first or last few, and what is asked of them."""
    figures, people = held(store, GRANT), held(store, PEOPLE)
    order, whole = list(figures), added(figures.values())
    for count in range(2, 8):
        for names, which in ((order[:count], "mest"), (order[::-1][:count], "minst")):
            values = [figures[name] for name in names]
            first = f"vilka {NUMBERS[count]} regioner fick {which} i sektorsbidrag?"
            yield [(first, values[0]), ("deras snitt?", added(values) / count), ("och summan?", added(values))]
            yield [(first, values[0]), ("och summan?", added(values)), ("snittet?", added(values) / count)]
            yield [
                (first, values[0]),
                ("skillnaden mellan den som fick mest och minst av dem?", max(values) - min(values)),
            ]
            yield [(first, values[0]), ("och per invånare?", None), ("tillsammans?", None)]
            yield [
                (first, values[0]),
                ("hur stor andel av bidraget fick de tillsammans?", 100 * added(values) / whole),
                ("vem av dem fick mest?", max(values)),
                (f"hur mycket fick alla {NUMBERS[count]} ihop?", added(values)),
            ]
            yield [
                (first, values[0]),
                ("hur många invånare har de tillsammans?", added(people[name] for name in names)),
                (f"och alla {NUMBERS[count]} fick ihop hur mycket?", None),
            ]
            english = (
                f"which {IN_ENGLISH[count]} regions got the {'most' if which == 'mest' else 'least'} in sector grant?"
            )
            yield [
                (english, values[0]),
                ("what did they get together?", added(values)),
                ("their average?", added(values) / count),
                ("which of them got the least?", min(values)),
            ]


def of_parts(store: Store) -> Iterator[Dialogue]:
    """A part or a multiple of what was told, and another amount put forward."""
    parts = {
        "hälften av det?": Decimal("0.5"),
        "en fjärdedel av det?": Decimal("0.25"),
        "10 procent av det?": Decimal("0.1"),
        "dubbla det?": Decimal(2),
        "hur mycket är en femtedel av det?": Decimal("0.2"),
    }
    for name, value in held(store, GRANT).items():
        first = (f"Vad fick {name} i sektorsbidrag?", value)
        for asked, part in parts.items():
            yield [first, (asked, value * part)]
        yield [first, (f"eller var det {millions(value)}?", "correct"), ("källa?", None)]
        yield [first, (f"eller var det {int(value / MILLION * 6 / 5)}?", "incorrect")]
        yield [first, (f"var det {int(value / MILLION * 6 / 5)} miljoner?", "incorrect")]
        yield [first, (f"är det fel att det var {millions(value)} miljoner?", "correct")]
        yield [
            (f"How much did {name} get in sector grant?", value),
            ("half of that?", value / 2),
            (f"or was it {int(value / MILLION * 6 / 5)}?", "incorrect"),
        ]


def of_returns(store: Store) -> Iterator[Dialogue]:
    """One region, another matter, and back; corrections; the region as "regionen"."""
    figures, people = held(store, GRANT), held(store, PEOPLE)
    whole = added(figures.values())
    for one, other, third in some(list(figures), 3, "returns"):
        first = (f"Vad fick {one} i sektorsbidrag?", figures[one])
        yield [
            first,
            ("inflationen oktober 2022?", Decimal("10.9")),
            (f"tillbaka till bidraget: vad fick {other}?", figures[other]),
        ]
        yield [first, ("och hur många invånare har regionen?", people[one]), (f"och {other}?", people[other])]
        yield [first, (f"nej, jag menade {other}", figures[other]), (f"och {third}?", figures[third])]
        yield [
            first,
            (f"nej, jag menade {other}", figures[other]),
            (f"och {third}?", figures[third]),
            ("hur mycket skiljer mellan de två?", abs(figures[other] - figures[third])),
        ]
        yield [first, (f"och {other}?", figures[other]), ("vem av dem fick mest?", max(figures[one], figures[other]))]
        yield [first, (f"och {other}?", figures[other]), ("tillsammans?", figures[one] + figures[other])]
        yield [
            first,
            (f"och {other}?", figures[other]),
            (f"och {third}?", figures[third]),
            ("alla tre tillsammans?", figures[one] + figures[other] + figures[third]),
        ]
        yield [
            first,
            ("hur stor andel av bidraget är det?", 100 * figures[one] / whole),
            (f"och {other}?", 100 * figures[other] / whole),
        ]
        yield [first, (f"är det mer än {other} fick?", "correct" if figures[one] > figures[other] else "incorrect")]
        yield [first, ("per invånare?", figures[one] / people[one]), (f"och {other}?", figures[other] / people[other])]
        yield [
            (f"{one}, {other} och {third}: sektorsbidrag tillsammans?", figures[one] + figures[other] + figures[third]),
            ("snittet för dem?", (figures[one] + figures[other] + figures[third]) / 3),
            ("deras andel av totalen?", 100 * (figures[one] + figures[other] + figures[third]) / whole),
            (f"och utan {other}?", 100 * (figures[one] + figures[third]) / whole),
        ]
        yield [
            (f"{one}, {other} och {third}: sektorsbidrag tillsammans?", figures[one] + figures[other] + figures[third]),
            (f"och utan {other}?", figures[one] + figures[third]),
        ]


def of_rows(store: Store) -> Iterator[Dialogue]:
    """The forecast's rows and columns one after the other, and the measures through the years."""
    rows = [store.indicators[i] for i in store.tables["helarsprognos"].indicators]
    cells = {row.id: {f.scenario: f.value for f in store.observations(row.id)} for row in rows}
    for row, after in zip(rows, rows[1:] + rows[:1], strict=True):
        mine, others = cells[row.id], cells[after.id]
        yield [
            (f"{row.short.sv} i prognosen 2025?", mine["forecast"]),
            ("budgeten?", mine["budget"]),
            ("och avvikelsen?", mine["deviation"]),
        ]
        if "prognos" not in after.short.sv:
            yield [
                (f"{row.short.sv} i budgeten 2025?", mine["budget"]),
                (f"och {after.short.sv}?", others["budget"]),
                ("prognosen?", others["forecast"]),
            ]
        yield [
            (f"{row.short.sv} i prognosen 2025?", mine["forecast"]),
            ("hur stor är posten i budgeten?", mine["budget"]),
        ]
    for ident in store.tables["atgarder"].indicators:
        years = {figure.period: figure.value for figure in store.observations(ident)}
        name = store.indicators[ident].short.sv
        yield [(f"{name} 2026?", years["2026"]), ("och 2027?", years["2027"]), ("och 2028?", years["2028"])]
        yield [(f"{name} 2027?", years["2027"]), ("och vad ger åtgärden 2028?", years["2028"])]
        yield [(f"{name} 2028?", years["2028"]), ("hälften av det?", years["2028"] / 2)]
    care = {figure.period: figure.value for figure in store.observations("primarvardssatsning")}
    for year, value in care.items():
        for later, amount in care.items():
            if later > year:
                yield [
                    (f"primärvårdssatsningen {year}?", value),
                    (f"och {later}?", amount),
                    ("skillnaden?", abs(amount - value)),
                ]
                yield [(f"primärvårdssatsningen {year}?", value), (f"hur stor är satsningen {later}?", amount)]


def of_groups(store: Store) -> Iterator[Dialogue]:
    """A part of the country, and what is asked of its regions."""
    figures, people = held(store, GRANT), held(store, PEOPLE)
    names = {code: area.name for code, area in store.areas.items()}
    whole = added(figures.values())
    for group in store.groups:
        members = [names[code] for code in group.members if names[code] in figures]
        if not 2 < len(members) < len(figures) - 1:
            continue
        name, values = group.name.sv, [figures[one] for one in members]
        total, one = added(values), members[0]
        first = (f"hur mycket fick {name} i sektorsbidrag?", total)
        yield [first, ("och snittet?", total / len(members)), ("vem av dem fick mest?", max(values))]
        yield [first, ("hur stor andel är det?", 100 * total / whole), (f"och {one}?", 100 * figures[one] / whole)]
        yield [first, (f"och utan {one}?", total - figures[one])]
        yield [first, ("hur många invånare har de?", added(people[each] for each in members))]
        yield [first, ("hälften av det?", total / 2), ("källa?", None)]
        yield [first, (f"och {one}?", figures[one]), ("hälften av det?", figures[one] / 2)]
        yield [first, ("vem fick minst?", min(values)), ("och mest?", max(values))]


def of_claims(store: Store) -> Iterator[Dialogue]:
    """Statements after one another, and what is said against the verdict."""
    figures = held(store, GRANT)
    for one, other, third in some(list(figures), 3, "claims"):
        a, b, c = figures[one], figures[other], figures[third]
        first = (f"Stämmer det att {one} fick {millions(a)} miljoner i sektorsbidrag?", "correct")
        wrong = (f"Stämmer det att {one} fick {millions(a * Decimal('1.3'))} miljoner i sektorsbidrag?", "incorrect")
        yield [first, (f"och att {other} fick {millions(b)}?", "correct")]
        yield [first, (f"och att {other} fick {millions(b * Decimal('1.3'))}?", "incorrect")]
        yield [wrong, ("hur mycket fick de då?", a), (f"och {other}?", b)]
        yield [wrong, (f"eller var det {millions(a)}?", "correct")]
        yield [first, (f"fick {other} mer?", "correct" if b > a else "incorrect")]
        yield [
            (f"fick {one} mer än {other} i sektorsbidrag?", "correct" if a > b else "incorrect"),
            ("hur mycket skiljer det?", abs(a - b)),
            (f"än {third} då?", None),
        ]
        yield [
            (f"{one} eller {other}, vem fick mest i sektorsbidrag?", None),
            ("skillnaden?", abs(a - b)),
            (f"vad fick {third}?", c),
        ]


def of_lists(store: Store) -> Iterator[Dialogue]:
    """Regions past a limit, what is asked of them, and going on from there; lists of regions that were named."""
    figures, people = held(store, GRANT), held(store, PEOPLE)
    order, whole = list(figures), added(figures.values())
    for limit in (45, 60, 80, 85, 95, 110, 130, 200):
        above = [name for name in order if figures[name] > limit * MILLION]
        below = [name for name in order if figures[name] < limit * MILLION]
        for names, word in ((above, "över"), (below, "under")):
            if len(names) < 2:
                continue
            values = [figures[name] for name in names]
            first = (f"vilka regioner fick {word} {limit} miljoner i sektorsbidrag?", values[0])
            yield [first, ("hur mycket fick de tillsammans?", added(values)), ("snittet?", added(values) / len(names))]
            yield [first, ("deras andel av bidraget?", 100 * added(values) / whole)]
            yield [first, ("hur många är de?", Decimal(len(names)))]
            yield [first, ("vem av dem fick minst?", min(values)), ("vem av dem fick mest?", max(values))]
            yield [first, ("hur många invånare har de tillsammans?", added(people[name] for name in names))]
    for one, other, third in some(order, 3, "lists"):
        a, b, c = figures[one], figures[other], figures[third]
        first = (f"sektorsbidrag {one}, {other}, {third}", a)
        yield [first, ("totalt?", a + b + c)]
        yield [first, ("ihop?", a + b + c), ("och snittet?", (a + b + c) / 3)]
        yield [(f"hur stor andel av sektorsbidraget fick {one} och {other}?", 100 * (a + b) / whole)]
        yield [(f"{one} och {own(other)} andel av sektorsbidraget", 100 * (a + b) / whole)]
        yield [(f"hur stor del av {own(other)} sektorsbidrag är {own(one)}?", 100 * a / b)]
        yield [first, ("vem fick mest?", max(a, b, c)), ("och minst?", min(a, b, c)), ("alla tre ihop?", a + b + c)]
        yield [first, ("the average of them?", (a + b + c) / 3), ("and together?", a + b + c)]
        yield [first, ("vad fick de två första ihop?", a + b)]
        yield [first, ("och Gotland?", figures["Gotland"]), ("hur många invånare har regionen?", people["Gotland"])]
        yield [first, ("hälften av det?", None), (f"och {one}?", a)]
        yield [
            (f"folkmängd i {one} och {other}", people[one]),
            ("skillnaden?", abs(people[one] - people[other])),
            ("hur mycket bidrag fick de tillsammans?", a + b),
        ]


def of_english(store: Store) -> Iterator[Dialogue]:
    """What is asked after one region's grant in English."""
    figures, people = held(store, GRANT), held(store, PEOPLE)
    whole = added(figures.values())
    for one, other, third in some(list(figures), 3, "english"):
        a, b, c = figures[one], figures[other], figures[third]
        first = (f"How much did {one} get in sector grant?", a)
        yield [first, (f"and {other}?", b), ("which of them got more?", max(a, b))]
        yield [
            first,
            (f"no, I meant {other}", b),
            (f"and {third}?", c),
            ("the difference between the two?", abs(b - c)),
        ]
        yield [first, ("what share of the grant is that?", 100 * a / whole), (f"and {other}?", 100 * b / whole)]
        yield [first, ("per capita?", a / people[one]), (f"and {other}?", b / people[other])]
        yield [first, (f"is that more than {other}?", "correct" if a > b else "incorrect")]
        yield [first, ("double that?", 2 * a)]
        yield [(f"what share of the sector grant did {one} and {other} get?", 100 * (a + b) / whole)]
        listed = (f"sector grant {one}, {other} and {third}", a)
        yield [listed, ("all three together?", a + b + c), ("their share of the total?", 100 * (a + b + c) / whole)]
        yield [listed, ("who got most?", max(a, b, c)), ("and least?", min(a, b, c))]


def of_turns(store: Store) -> Iterator[Dialogue]:
    """From grant to population, share and difference, and back."""
    figures, people = held(store, GRANT), held(store, PEOPLE)
    whole = added(figures.values())
    for one, other, third in some(list(figures), 3, "turns"):
        a, b, c = figures[one], figures[other], figures[third]
        first = (f"Vad fick {one} i sektorsbidrag?", a)
        both = (f"{one} och {other} ihop i sektorsbidrag", a + b)
        yield [first, (f"skillnaden mot {other}?", abs(a - b)), (f"och mot {third}?", abs(a - c))]
        yield [first, ("folkmängd?", people[one]), (f"och {own(other)} bidrag?", b)]
        yield [first, ("folkmängd?", people[one]), (f"och {other}?", people[other]), (f"och {third}?", people[third])]
        yield [first, ("hur stor andel av totalen?", 100 * a / whole), ("och per invånare?", a / people[one])]
        yield [first, (f"och {other}?", b), (f"och {third}?", c), ("snittet?", (a + b + c) / 3)]
        yield [first, (f"och {other}?", b), (f"och {third}?", c), ("vem av dem fick mest?", max(a, b, c))]
        yield [first, (f"plus {other}?", a + b)]
        yield [first, (f"{other} då?", b), ("och per invånare?", b / people[other])]
        yield [both, (f"och med {third}?", a + b + c)]
        yield [both, ("hur stor andel är det?", 100 * (a + b) / whole)]
        yield [both, ("hälften av det?", (a + b) / 2)]
        yield [(f"snittet för {one}, {other} och {third} i sektorsbidrag", (a + b + c) / 3), ("och summan?", a + b + c)]


def of_places(store: Store) -> Iterator[Dialogue]:
    """Which places are a part and which the whole; some computed again without one of them, or with another."""
    figures, people = held(store, GRANT), held(store, PEOPLE)
    whole = added(figures.values())
    for one, other, third in some(list(figures), 3, "places"):
        a, b, c = figures[one], figures[other], figures[third]
        yield [(f"hur stor andel av {own(one)} sektorsbidrag fick {other}?", 100 * b / a)]
        yield [(f"hur stor andel av {own(one)} sektorsbidrag är {own(other)} och {own(third)}?", 100 * (b + c) / a)]
        yield [(f"hur stor andel av {own(one)} och {own(other)} sektorsbidrag är {own(third)}?", 100 * c / (a + b))]
        yield [(f"{own(one)} andel av {own(other)} sektorsbidrag", 100 * a / b)]
        yield [(f"{one} respektive {own(other)} andel av sektorsbidraget", 100 * max(a, b) / whole)]
        yield [(f"skillnaden mellan {own(one)} och {own(other)} andel av bidraget", 100 * abs(a - b) / whole)]
        yield [
            (
                f"{one} och {own(other)} andel av befolkningen",
                100 * (people[one] + people[other]) / added(people.values()),
            )
        ]
        percent = f"{100 * (a + b) / whole:.1f}".replace(".", ",")
        yield [(f"stämmer det att {one} och {other} fick {percent} procent av sektorsbidraget?", "correct")]
        said = (f"stämmer det att {one} och {other} fick {millions(a + b)} miljoner i sektorsbidrag?", "correct")
        yield [said, ("källa?", None)]
        far = millions((a + b) * Decimal("1.3"))
        yield [(f"stämmer det att {one} och {other} fick {far} miljoner i sektorsbidrag?", "incorrect")]
        if abs(a - b) > max(a, b) / 10:
            yield [(f"{one} och {other} fick {millions(a)} miljoner var i sektorsbidrag, stämmer det?", "incorrect")]
        yield [
            (f"vad fick {one} och {other} i sektorsbidrag?", a),
            (f"stämmer det att de fick {millions(a + b)} miljoner?", "correct"),
        ]
        yield [(f"en femtedel av {own(one)} sektorsbidrag", a / 5), (f"och {other}?", None)]
        share = (f"{one}, {other} och {own(third)} andel av sektorsbidraget", 100 * (a + b + c) / whole)
        yield [share, (f"och utan {third}?", 100 * (a + b) / whole), ("vem fick mest?", max(a, b))]
        mean_of = (f"snittet för {one} och {other} i sektorsbidrag", (a + b) / 2)
        yield [mean_of, (f"och med {third}?", (a + b + c) / 3), ("vem fick minst?", min(a, b, c))]
        listed = (f"sektorsbidrag {one}, {other}, {third}", a)
        yield [listed, ("vem fick mest av alla?", max(figures.values()))]
        yield [
            listed,
            ("folkmängd?", people[one]),
            ("vem har minst?", min(people[each] for each in (one, other, third))),
        ]
        yield [(f"Vad fick {one} i sektorsbidrag?", a), ("hur många invånare?", people[one]), ("bidraget?", None)]
        yield [
            (f"Vad fick {one} i sektorsbidrag?", a),
            (f"och {other}?", b),
            ("deras andel tillsammans?", 100 * (a + b) / whole),
        ]


MADE = (
    *(of_lists, of_neighbours, of_tops, of_parts, of_returns, of_rows, of_groups, of_claims, of_english, of_turns),
    of_places,
)


@pytest.mark.parametrize("made", MADE)
def test_no_follow_up_gets_another_figure(engine: Engine, store: Store, made: object) -> None:
    """A follow-up may be refused; where it is answered, it is with the figure or verdict it asks for."""
    assert callable(made)
    wrong, told, total = [], 0, 0
    for dialogue in made(store):
        memory = Memory()
        for question, expected in dialogue:
            answer = engine.ask(question, memory, TODAY)
            memory = answer.memory
            if expected is None:
                continue
            total += 1
            if answer.status != "answered":
                break  # what follows leans on an answer that was not given
            told += 1
            figure = answer.results[0].figures[0].value if answer.results and answer.results[0].figures else None
            right = answer.verdict == expected if isinstance(expected, str) else near(figure, expected)
            if not right:
                wrong.append(([asked for asked, _ in dialogue], question, figure, answer.verdict, expected))
                break
    assert wrong == []
    assert told > LEAST * total, f"{told} of {total} told"


def near(figure: Decimal | None, expected: Decimal) -> bool:
    """Whether the figure told is the one expected, whatever sign a deviation is told with."""
    return figure is not None and abs(abs(figure) - abs(expected)) <= NEAR * abs(expected)
