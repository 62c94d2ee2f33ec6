"""What has nothing to do with the store, and what lies just beside it, gets no figure."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from knowledge.answering import Engine
from knowledge.model import NATION, UNNAMED, Indicator
from knowledge.store import Store
from tests.conftest import TODAY
from tests.held import WHOLE

UNRELATED, NEARBY = (3_000, 2_000) if WHOLE else (300, 300)
"""So many questions of each sort are asked."""

WHO = [
    "min granne",
    "katten",
    "brandkåren",
    "landslaget",
    "biblioteket",
    "en bagare i Paris",
    "cirkusen",
    "orkestern",
    "en pilot",
    "min moster",
    "busschauffören",
    "kungen",
]
WHAT = [
    "cyklar",
    "glassar",
    "låtar",
    "paraplyer",
    "biobiljetter",
    "schackpartier",
    "äpplen",
    "tavlor",
    "vattenpolobollar",
    "drakar",
    "skor",
    "tält",
    "kanelbullar",
    "gitarrer",
]
WHERE = [
    "på torget",
    "i skogen",
    "vid havet",
    "i stallet",
    "på månen",
    "i köket",
    "vid brygga nio",
    "i parken",
    "på loftet",
    "under bron",
]
OPENINGS = [
    "hur många {what} har {who} {where}?",
    "vad kostar {what} {where}?",
    "när köpte {who} sina {what}?",
    "hur mycket väger {who}s {what}?",
    "stämmer det att {who} sålde 40 {what} {where}?",
    "varför tappade {who} sina {what} {where}",
    "vilken färg har {what} {where}",
    "topp 5 {what} {where}",
    "skillnaden mellan {what} och {what2}",
    "how many {what} did {who} buy?",
]


PROSE = [
    "I går gick vi ner till hamnen och såg båtarna komma in.",
    "Min syster har köpt en cykel som är för stor för henne.",
    "Kan du berätta hur man bakar ett gott surdegsbröd?",
    "Det regnade hela dagen, så vi satt inne och spelade kort.",
    "Filmen var tre timmar lång och ändå tog den slut för fort.",
    "Vilken buss går till stranden på söndagar?",
    "Läraren sa att provet flyttas till nästa torsdag.",
    "Hur många mål gjorde laget i den sista matchen?",
    "Hunden sprang efter en boll och kom tillbaka med en pinne.",
    "Grannens katt sover alltid på vår trappa.",
    "När öppnar simhallen efter renoveringen?",
    "Vi planterade tolv äppelträd och två päronträd i trädgården.",
    "Hon undrade varför tåget var försenat igen.",
    "Receptet kräver fyra ägg, socker och lite vanilj.",
    "Är det sant att delfiner sover med ett öga öppet?",
    "Boken kostade hundra kronor på loppisen.",
    "Vad heter den högsta toppen i Alperna?",
    "Orkestern repeterar varje tisdag klockan sju.",
    "Jag tror att nycklarna ligger i den blå jackan.",
    "Stämmer det att museet har fri entré för barn?",
    "How long does it take to boil an egg?",
    "The garden was full of bees and old roses.",
    "Who painted the ceiling of that chapel?",
    "We took the ferry across the lake at noon.",
]


def unrelated(seed: int) -> Iterator[str]:
    """Sentences made of words that no source knows."""
    chance = random.Random(seed)  # noqa: S311  (a sample, no secret)
    for number in range(UNRELATED):
        what, other = chance.sample(WHAT, 2)
        if number % 4 == 0:
            yield " ".join(chance.sample(PROSE, 2))
            continue
        yield chance.choice(OPENINGS).format(what=what, what2=other, who=chance.choice(WHO), where=chance.choice(WHERE))


def figures(engine: Engine, question: str) -> list[str]:
    """What figures an answer gives."""
    answer = engine.ask(question, today=TODAY)
    return [
        f"{cell.indicator} {cell.areas} {cell.period}: {cell.value}"
        for result in answer.results
        for cell in result.figures
    ]


def given(engine: Engine, questions: Iterator[str]) -> dict[str, list[str]]:
    """Which of the questions got figures, which none may; every one of `UNRELATED` is asked."""
    asked = list(questions)
    assert len(asked) == UNRELATED
    return {question: found[:2] for question in asked if (found := figures(engine, question))}


def test_unrelated_sentences(engine: Engine) -> None:
    """Not one figure for any of them."""
    assert given(engine, unrelated(7)) == {}


def name_of(indicator: Indicator) -> str:
    """How an indicator is asked for."""
    return indicator.name.sv


def another_year(store: Store, indicator: Indicator, chance: random.Random) -> str:
    """The indicator with a year that is not held for it."""
    held = {period[:4] for period in store.holdings(indicator.id).periods}
    held |= {
        period[:4]
        for of in (indicator.derived.of if indicator.derived else ())
        for period in store.holdings(of).periods
    }
    year = chance.choice([str(year) for year in range(2012, 2035) if str(year) not in held])
    return f"{name_of(indicator)} {year}"


def another_area(store: Store, indicator: Indicator, chance: random.Random) -> str:
    """The indicator with a region, or for those held by region a country or OECD, that is not held for it."""
    held = {
        area
        for of in (indicator.id, *(indicator.derived.of if indicator.derived else ()))
        for area in store.holdings(of).areas
    }
    regional = len(held - {NATION, UNNAMED, "OECD"}) > 1
    kinds = ("organisation", "country") if regional else ("region",)
    areas = [
        area for area in store.areas.values() if area.kind in kinds and area.code not in held and area.name != "Sverige"
    ]
    return f"{name_of(indicator)} i {chance.choice(areas).name}"


def a_municipality(store: Store, indicator: Indicator, chance: random.Random) -> str:
    """The indicator with a municipality."""
    towns = [area for area in store.areas.values() if area.kind == "municipality" and area.name not in MISTAKEN]
    return f"{name_of(indicator)} i {chance.choice(towns).name} kommun"


def a_country(store: Store, indicator: Indicator, chance: random.Random) -> str:
    """The indicator with another country."""
    countries = [area for area in store.areas.values() if area.kind == "country" and area.code != "SE"]
    return f"{name_of(indicator)} i {chance.choice(countries).name}"


MISTAKEN = ("Östra Göinge",)
NEIGHBOURS = {"year": another_year, "area": another_area, "municipality": a_municipality, "country": a_country}


@pytest.mark.parametrize("kind", NEIGHBOURS)
def test_near_neighbours(engine: Engine, store: Store, kind: str) -> None:
    """Each indicator with what it lacks, as many questions of each kind: not one figure."""
    chance = random.Random(kind)  # noqa: S311  (a sample, no secret)
    indicators = list(store.indicators.values())
    wrong = {}
    for number in range(NEARBY // len(NEIGHBOURS)):
        question = NEIGHBOURS[kind](store, indicators[number % len(indicators)], chance)
        if found := figures(engine, question):
            wrong[question] = found[:2]
    assert wrong == {}
