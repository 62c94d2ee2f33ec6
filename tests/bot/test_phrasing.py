"""What a person reads: the card, its length, and the texts it is made of."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator

import pytest

from bot.phrasing import Phrasing
from bot.texts import say, table
from knowledge.answering import Engine
from knowledge.memory import Memory
from knowledge.model import Language
from tests.conftest import ROOT, TODAY

H = "\u00a0"

CARD = f"""\
Skåne fick 398,3{H}miljoner kronor (398{H}262{H}434{H}kr)
Sektorsbidrag till hälso- och sjukvården · Skåne · 2024
Tredje störst av 21 regioner, 13,3{H}% av 3{H}miljarder kronor.
Källa: """


def text(engine: Engine, question: str, *before: str, language: Language | None = None) -> str:
    """The text of the answer to a question, after others."""
    memory = Memory()
    for earlier in before:
        memory = engine.ask(earlier, memory, TODAY).memory
    return Phrasing(engine).text(engine.ask(question, memory, TODAY, language))


def test_the_card(engine: Engine) -> None:
    """Figure first, then what it is, its standing, its source."""
    card = text(engine, "hur mycket fick skåne i sektorsbidrag")
    assert card.startswith(CARD)
    assert card.splitlines()[3].lower().endswith("tabell 1, rad skåne")
    assert len(card.splitlines()) == 4


def test_the_card_in_english(engine: Engine) -> None:
    """The same in English, with English numbers."""
    first, what, standing, source = text(engine, "how much did Skåne get in the sector grant").splitlines()
    assert first == f"Skåne received 398.3{H}million kronor (SEK{H}398,262,434)"
    assert what.endswith("· Skåne · 2024")
    assert standing.startswith("Third largest of the 21 regions, 13.3%")
    assert source.startswith("Source: ")


@pytest.mark.parametrize(("region", "whole"), [("Halland", 99), ("Gotland", 20), ("Stockholm", None)])
def test_rounding_leaves_a_figure(engine: Engine, region: str, whole: int | None) -> None:
    """Of 99 million kronor no whole billion is left, which is no answer: then whole millions are told."""
    first = text(engine, f"{region} sektorsbidrag avrundat till hela miljarder").splitlines()[0]
    assert first == (f"{whole}{H}miljoner kronor" if whole else f"1{H}miljard kronor")


LINES = [
    ("topp 3 sektorsbidrag", [f"1. Stockholm: 633,5{H}miljoner kronor", f"3. Skåne: 398,3{H}miljoner kronor"]),
    ("stämmer det att Skåne fick 398 miljoner i sektorsbidrag", ["Stämmer. Skåne fick 398,3"]),
    ("stämmer det att Skåne fick 400 miljoner i sektorsbidrag", ["Stämmer ungefär. Skåne"]),
    ("stämmer det att Skåne fick 500 miljoner i sektorsbidrag", ["Stämmer inte. Skåne"]),
    ("skillnaden mellan Skåne och Halland i sektorsbidrag", [f"298,9{H}miljoner kronor", "Uträkning: 398,3", "− 99,4"]),
    ("hur många gånger mer fick Stockholm än Gotland", [f"633{H}531{H}342{H}kr ÷ 19{H}956{H}824{H}kr = 31,75"]),
    (
        "sektorsbidrag Skåne per invånare",
        [f"280,1{H}kronor per invånare", "Belopp delat med folkmängden 31 december 2023"],
    ),
    ("medianväntetid till första besök", [f"23 till 105{H}dagar", "period anges inte"]),
    (
        "sektorsbidrag Norrland",
        [f"369,3{H}miljoner kronor", "Summan av Gävleborg, Västernorrland, Jämtland, Västerbotten och Norrbotten."],
    ),
    ("externa intäkter i budgeten", ["region som inte namnges", "budget"]),
    ("sektorsbidrag Stockhlm", ["Jag läste ”stockhlm” som Stockholm."]),
    ("resultatet?", ["Vad menar du?", "1. ", "2. "]),
    ("hur mycket får vår region i sektorsbidrag", ["Vilken region menar du?"]),
    ("sektorsbidrag Göteborg", ["Göteborg ligger i Västra Götalandsregionen"]),
    ("sektorsbidrag Skåne 2019", ["För 2019 har jag ingen siffra", "Jag har 2024."]),
    ("sektorsbidrag Norge", ["Jag har inga siffror för Norge."]),
    ("vad kostar en bulle", ["bulle"]),
    ("hej", ["Hej!"]),
]


@pytest.mark.parametrize(("question", "parts"), LINES)
def test_lines(engine: Engine, question: str, parts: list[str]) -> None:
    """Each kind of answer says what it must."""
    card = text(engine, question)
    assert [part for part in parts if part not in card] == []


def test_the_source_first(engine: Engine) -> None:
    """Asked where it comes from, the fragment is quoted before the figure."""
    card = text(engine, "varifrån kommer siffran?", "sektorsbidrag Skåne")
    assert card.startswith("Uppgiften kommer från")
    assert "”Skåne 398 262 434”" in card.splitlines()[0].replace(H, " ")


DECLINED = [
    "sektorsbidrag Göteborg",
    "sektorsbidrag Norge",
    "sektorsbidrag Skåne 2019",
    "primärvårdssatsningen i Skåne",
    "externa intäkter i Skåne",
    "vad kostar en bulle",
    "tycker du att bidraget är rättvist",
    "vilka regioner har lånat till driften",
    "asdf",
]


@pytest.mark.parametrize("question", DECLINED)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_figure_in_no_answer(engine: Engine, phrasing: Phrasing, question: str, language: Language) -> None:
    """What is declined is declined in words: no figure beside a year, a number of regions or what was asked."""
    data = phrasing.to_data(engine.ask(question, today=TODAY, language=language))
    assert (data["status"], data["figures"]) == ("no_answer", [])
    assert data["reason"]
    left = set(re.findall(r"\d[\d  .,]*", data["text"].split("Källa:")[0].split("Source:")[0]))
    assert {number.strip(" .,") for number in left} <= {"2024", "21", *re.findall(r"\d+", question)}


LONG = [
    "alla åtgärder 2026 i tabell",
    "hela helårsprognosen",
    "topp 10 sektorsbidrag",
    "vad är regeringens satsningar",
    "summan av sektorsbidraget för Götaland",
]


@pytest.mark.parametrize("question", LONG)
def test_short_enough(engine: Engine, question: str) -> None:
    """Under 1 500 characters."""
    assert 0 < len(text(engine, question)) < 1_500


def test_every_fact_is_short_enough(engine: Engine, phrasing: Phrasing) -> None:
    """Whatever is asked by a name in the store, in either language, tables aside."""
    names = [i.name for i in engine.store.indicators.values()] + [g.name for g in engine.store.gaps.values()]
    questions = [(name.sv, "sv") for name in names] + [(name.en, "en") for name in names]
    questions += [(fact.aliases.sv[0], "sv") for fact in engine.store.facts.values()]
    lengths = {question: len(phrasing.text(engine.ask(question, today=TODAY))) for question, _ in questions}
    assert {question: size for question, size in lengths.items() if not 0 < size < 1_500} == {}


def test_the_answer_object(engine: Engine, phrasing: Phrasing) -> None:
    """As in the schema: exact value, unit, display, area by its code, and its citation."""
    data = phrasing.to_data(engine.ask("hur mycket fick Skåne i sektorsbidrag", today=TODAY), "a1")
    figure = data["figures"][0]
    assert (data["schema"], data["conversation"], data["status"], data["verdict"]) == (
        "siffersvar/answer/1",
        "a1",
        "answered",
        None,
    )
    assert {
        key: figure[key]
        for key in (
            "value",
            "upper",
            "unit",
            "indicator",
            "area",
            "area_code",
            "period",
            "scenario",
            "derived",
            "inputs",
            "citation",
        )
    } == {
        "value": 398262434,
        "upper": None,
        "unit": "SEK",
        "indicator": "sektorsbidrag",
        "area": "Skåne",
        "area_code": "12",
        "period": "2024",
        "scenario": "grant",
        "derived": False,
        "inputs": [],
        "citation": 0,
    }
    assert figure["display"] == f"398,3{H}miljoner kronor"
    assert "398 262 434" in data["citations"][0]["evidence"].replace(H, " ")
    json.dumps(data, allow_nan=False)


def test_inputs_of_a_computed_figure(engine: Engine, phrasing: Phrasing) -> None:
    """They stand in it, and add up."""
    figure = phrasing.to_data(engine.ask("sektorsbidrag Norrland", today=TODAY))["figures"][0]
    assert figure["derived"]
    assert sum(part["value"] for part in figure["inputs"]) == figure["value"]


# -- the texts ------------------------------------------------------------------------------------------------------


def blanks(sentence: str) -> set[str]:
    """The names of the blanks in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_both_languages_have_the_same_texts() -> None:
    """The same sections, keys and blanks, and nothing empty."""
    swedish, english = table("sv"), table("en")
    assert {s: list(keys) for s, keys in swedish.items()} == {s: list(keys) for s, keys in english.items()}
    pairs = [
        (section, key, sentence, english[section][key])
        for section, keys in swedish.items()
        for key, sentence in keys.items()
    ]
    assert [(section, key) for section, key, sv, en in pairs if blanks(sv) != blanks(en) or not (sv and en)] == []


def used_keys() -> Iterator[str]:
    """Text keys that stand whole in the code of the bot: `say(language, "section.key")`."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"[a-z_]+\.[a-z_]*[a-z]", node.value)
            ) and (node.value.split(".")[0] in table("sv") and not node.value.endswith(".html")):
                yield node.value


def test_every_key_that_is_used_exists() -> None:
    """In both languages."""
    used = set(used_keys())
    assert len(used) > 50
    assert [
        key
        for key in sorted(used)
        for language in ("sv", "en")
        if key.split(".")[1] not in table(language)[key.split(".")[0]]
    ] == []


COMPOSED = [
    *(f"verdict.{verdict}" for verdict in ("correct", "approximately_correct", "incorrect", "unverifiable")),
    *(f"figure.scenario_{name}" for name in ("outcome", "budget", "forecast", "deviation", "plan", "target", "grant")),
    *(
        f"label.{kind}"
        for kind in ("share", "difference", "ratio", "change", "mean", "median", "per_capita", "count", "sum")
    ),
    *(f"talk.{kind}" for kind in ("greeting", "thanks", "goodbye", "help", "identity")),
    *(
        f"no_answer.{reason}"
        for reason in (
            "opinion",
            "private",
            "not_covered",
            "not_understood",
            "unverifiable",
            "one_period",
            "not_computable",
        )
    ),
]


@pytest.mark.parametrize("key", COMPOSED)
def test_composed_keys_exist(key: str) -> None:
    """Keys that the code puts together from what the engine gives."""
    values = dict.fromkeys(("name", "indicator"), "x")
    assert say("sv", key, **values)
    assert say("en", key, **values) != say("sv", key, **values) or key in {
        "label.median",
        "figure.scenario_budget",
        "figure.scenario_plan",
        "talk",
    }
