"""What a picture shows is what the answer and the store say, and where nothing can be shown there is none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bot.beside import beside
from bot.charts import Picture, describe
from bot.charts.describing import CAPTION_LIMIT
from bot.message import Message
from bot.service import Service
from knowledge.store import Store
from tests.charts.conftest import Ask, Draw

QUESTIONS = Path(__file__).parents[1] / "questions"
EVERY = 23
"""Of the test questions' conversations, each that comes this far after another is held."""


def marked(picture: Picture) -> list[str]:
    """The names of the marked bars."""
    return [bar.label for bar in picture.bars if bar.marked]


def test_one_region_stands_among_all(draw: Draw, store: Store) -> None:
    """All regions' stored values, by size, with the asked one marked; nothing rounded but what is printed."""
    picture = draw("hur mycket fick Skåne i sektorsbidrag")
    stored = {
        store.areas[o.area].name: o.value
        for o in store.observations("sektorsbidrag")
        if store.areas[o.area].kind == "region"
    }
    assert picture.kind == "regions"
    assert {bar.label: bar.value for bar in picture.bars} == stored
    assert [bar.value for bar in picture.bars] == sorted(stored.values(), reverse=True)
    assert marked(picture) == ["Skåne"]
    assert [bar.display for bar in picture.bars if bar.marked] == ["398,3"]
    assert picture.bars[-1].display == "20,0"
    assert picture.subtitle.replace("\u00a0", " ") == "Miljoner kronor · 21 regioner · 2024"
    assert picture.source.startswith('Källa: Regeringens beslut "Utbetalning av medel till regionerna"')


def test_in_english(draw: Draw) -> None:
    """Names, numbers, unit and source line in the language of the answer."""
    picture = draw("how much did Skåne get in sector grant")
    assert picture.language == "en"
    assert next(bar.display for bar in picture.bars if bar.marked) == "398.3"
    assert picture.subtitle == "Million kronor · 21 regions · 2024"
    assert picture.source.startswith("Source: ")


def test_another_language_can_be_wished(ask: Ask, service: Service) -> None:
    """The picture of a Swedish answer in English."""
    picture = describe(ask("hur mycket fick Skåne i sektorsbidrag"), service.engine, "en")
    assert picture is not None
    assert picture.title == "Sector grant to health care"


@pytest.mark.parametrize(
    ("question", "kind", "labels", "values", "mark", "headline"),
    [
        (
            "vad är prognosen för externa omkostnader 2025",
            "pair",
            ["Budget", "Prognos"],
            [-4047, -4560],
            ["Prognos"],
            "",
        ),
        ("hur mycket avviker resultatet från budgeten 2025", "pair", ["Budget", "Prognos"], [-3158, -3658], [], "−500"),
        ("dalarna vs värmland sektorsbidrag", "comparison", ["Dalarna", "Värmland"], None, [], ""),
        ("skillnaden mellan Skåne och Halland i sektorsbidrag", "comparison", ["Skåne", "Halland"], None, [], "298,9"),
        ("hur stor andel av sektorsbidraget fick Skåne", "comparison", ["Skåne", "Riket"], None, ["Skåne"], "13,3"),
        ("hur mycket får primärvårdssatsningen 2025", "series", ["2024", "2025", "2026"], [43, 544, 389], ["2025"], ""),
    ],
)
def test_a_few_figures(
    draw: Draw, question: str, kind: str, labels: list[str], values: list[int] | None, mark: list[str], headline: str
) -> None:
    """A forecast beside its budget, two beside each other, a year among its years; a computed figure in words."""
    picture = draw(question)
    assert picture.kind == kind
    assert [bar.label for bar in picture.bars] == labels
    if values is not None:
        assert [bar.value for bar in picture.bars] == [Decimal(value) * 10**6 for value in values]
    assert marked(picture) == mark
    assert headline in " ".join(picture.headline)
    assert bool(picture.headline) == bool(headline)


def test_a_count_marks_those_that_it_counts(draw: Draw) -> None:
    """All regions, those past the limit marked, the number and the limit in words."""
    picture = draw("hur många regioner fick mer än 90 miljoner i sektorsbidrag")
    assert len(picture.bars) == 21
    assert [bar.label for bar in picture.bars if bar.value > 90 * 10**6] == marked(picture)
    assert [line.replace("\u00a0", " ") for line in picture.headline] == [
        f"Antal regioner med mer än 90 miljoner kronor: {len(marked(picture))}"
    ]


def test_a_mean_is_a_bar_of_its_own(draw: Draw) -> None:
    """The mean stands, marked, among the regions that it is the mean of, and counts as none of them."""
    picture = draw("vad är genomsnittet per region för sektorsbidraget")
    assert marked(picture) == ["Medelvärde"]
    assert len(picture.bars) == 22
    assert "21 regioner" in picture.subtitle


def test_a_sum_shows_its_parts(draw: Draw) -> None:
    """The parts add up to the sum in words."""
    picture = draw("vad fick Norrland totalt i sektorsbidrag")
    total = sum(bar.value for bar in picture.bars)
    assert "Norrland" in picture.subtitle
    assert f"{total / 10**6:.1f}".replace(".", ",") in picture.headline[0]


def test_a_missing_region_is_said(ask: Ask, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """A region without a figure is no bar of zero: it is named in the notes."""
    figures = type(service.engine.operations.figures)
    held = figures.regions
    monkeypatch.setattr(
        figures, "regions", lambda self, indicator: tuple(c for c in held(self, indicator) if c != "09")
    )
    picture = describe(ask("vad blev sektorsbidraget i hela landet"), service.engine)
    assert picture is not None
    assert "Gotland" not in [bar.label for bar in picture.bars]
    assert picture.notes == ("Uppgift saknas för Gotland.",)
    assert "20 regioner" in picture.subtitle
    assert "Gotland" in picture.caption
    assert "Gotland" in picture.alt


@pytest.mark.parametrize(
    "question",
    [
        "inflation oktober 2022",
        "hur många disponibla vårdplatser finns det per 1000 invånare",
        "vad tycker du om regionerna",
        "hur mycket fick Norge i sektorsbidrag",
        "hej",
        "vad fick Skåne i sektorsbidrag? Hur lång är medianväntetiden?",
    ],
)
def test_nothing_to_draw(ask: Ask, service: Service, question: str) -> None:
    """One lone figure, a range, an opinion, something not held, talk, several questions at once."""
    assert describe(ask(question), service.engine) is None


def test_names_from_the_question_stay_out(draw: Draw) -> None:
    """What the person wrote is nowhere in the picture."""
    picture = draw("<script>Gunvor</script> hur mycket fick skåne i sektorsbidrag")
    assert "script" not in repr(picture)
    assert "Gunvor" not in repr(picture)


def test_the_caption_says_the_same(draw: Draw) -> None:
    """The marked bar with its place, both ends and the source, in words."""
    caption = draw("hur mycket fick Skåne i sektorsbidrag").caption.replace("\u00a0", " ")
    for part in ("Skåne: 398,3 miljoner kronor", "plats 3 av 21", "Stockholm, 633,5", "Gotland, 20", "Källa: ", "2024"):
        assert part in caption


def conversations() -> list[list[str]]:
    """Some of the test questions' conversations, each as its questions."""
    found = []
    for path in sorted(QUESTIONS.rglob("*.yaml")):
        for conversation in yaml.safe_load(path.read_text("utf-8")) or []:
            if isinstance(conversation, dict) and "turns" in conversation:
                found.append([turn["q"] for turn in conversation["turns"]])
    return found[::EVERY]


_STEP = {"millions": 10**6, "billions": 10**9}


def test_any_answer(service: Service) -> None:
    """Whatever is asked: one unit, names that tell apart, the answer's exact values, its first figure in words."""
    drawn = 0
    for number, questions in enumerate(conversations()):
        for question in questions:
            reply = service.handle(Message(question, str(number), "charts"))
            picture = describe(reply, service.engine)
            if picture is None:
                continue
            drawn += 1
            assert reply.answer is not None
            found = beside(reply.answer, service.engine)
            assert found is not None
            assert [bar.value for bar in picture.bars] == [cell.value for cell in found.cells]
            assert {cell.unit for cell in found.cells} == {picture.unit}
            assert len({bar.label for bar in picture.bars}) == len(picture.bars) > 1
            assert len(picture.caption) <= CAPTION_LIMIT
            rounded = [_STEP[result.query.rounded] for result in reply.answer.results if result.query.rounded]
            if rounded:  # what is told in whole millions is drawn as it is stored
                told = reply.data["figures"][0]["value"]
                assert told, question
                assert any(abs(float(bar.value) - told) <= max(rounded) / 2 for bar in picture.bars), question
                continue
            assert reply.data["figures"][0]["display"] in picture.caption + picture.alt, question
            asked = {
                (f["value"], f["unit"]) for f in reply.data["figures"] if f["unit"] == picture.unit and not f["derived"]
            }
            shown = {(float(bar.value), picture.unit) for bar in picture.bars}
            heads = " ".join(picture.headline)
            assert all(pair in shown for pair in asked) or any(f["display"] in heads for f in reply.data["figures"]), (
                question
            )
    assert drawn > 30
