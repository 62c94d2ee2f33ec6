"""The map of the regions: each tile says its figure and asks for it; a region without a figure is never coloured."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from msgspec import structs

from bot.beside import beside
from bot.channels.web import tiles
from bot.channels.web.paths import to
from bot.channels.web.rendering import content, environment, text
from bot.channels.web.tiles import LEVELS, TILES, shades_of, tile_map
from bot.charts import describe
from bot.message import Message, Reply
from bot.service import Service
from bot.state.session import Session
from knowledge.memory import Memory
from knowledge.model import Language
from knowledge.query import Cell
from tests.conftest import TODAY

QUESTIONS: list[tuple[str, Language]] = [
    ("hur mycket fick Skåne i sektorsbidrag", "sv"),
    ("sektorsbidrag per invånare i Uppsala", "sv"),
    ("topp 5 sektorsbidrag", "sv"),
    ("stämmer det att Uppsala fick 150 miljoner i sektorsbidrag?", "sv"),
    ("folkmängd Gotland", "sv"),
    ("how much did Skåne get in the sector grant", "en"),
    ("population of Dalarna", "en"),
]


class Desk:
    """Where questions of our own are asked."""

    day = TODAY
    session: Session

    def __init__(self, service: Service) -> None:
        """At a service."""
        self.service = service

    def reply(self, question: str, language: Language) -> Reply:
        """The reply to a question without a conversation."""
        return self.service.answer_with(Message(question, "", "test", None, language, TODAY), Memory())[0]


def test_the_tiles_lie_as_the_regions_do(service: Service) -> None:
    """Every region has a place of its own, the same in the style sheet, and roughly as on a map."""
    regions = {area.code for area in service.engine.store.areas.values() if area.kind == "region"}
    assert set(TILES) == regions
    assert len(set(TILES.values())) == len(TILES)
    style = content("site.css").decode()
    placed = {
        code: (int(row), int(column)) for code, row, column in re.findall(r"\.r(\d\d) { grid-area: (\d)/(\d)", style)
    }
    assert placed == dict(TILES)
    for north, south in (
        ("25", "24"),
        ("24", "22"),
        ("22", "21"),
        ("21", "01"),
        ("01", "09"),
        ("14", "13"),
        ("13", "12"),
    ):
        assert TILES[north][0] < TILES[south][0]
    for west, east in (("23", "22"), ("17", "18"), ("14", "05"), ("12", "10"), ("08", "09")):
        assert TILES[west][1] < TILES[east][1]


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_each_tile_asks_for_its_figure(service: Service, question: str, language: Language) -> None:
    """The question behind a tile has the tile's figure as its answer, of that region."""
    desk = Desk(service)
    made = tile_map(desk.reply(question, language), desk)
    assert made is not None
    assert len(made.tiles) == 21
    for tile in made.tiles:
        first = desk.reply(tile.question, language).data["figures"][0]
        assert (first["display"], first["area_code"]) == (tile.words, tile.code)


def test_the_region_asked_for_is_marked(service: Service) -> None:
    """The answer's regions are marked, and no others."""
    desk = Desk(service)
    made = tile_map(desk.reply("hur mycket fick Skåne i sektorsbidrag", "sv"), desk)
    assert made is not None
    assert [tile.code for tile in made.tiles if tile.marked] == ["12"]


@pytest.mark.parametrize("question", ["inflation", "helårsprognosens poster", "vem betalar ut sektorsbidraget", "hej"])
def test_no_map_without_regions(service: Service, question: str) -> None:
    """There is a map only where most regions have a figure."""
    desk = Desk(service)
    assert tile_map(desk.reply(question, "sv"), desk) is None


@pytest.mark.parametrize(("held", "shown"), [(20, True), (11, True), (10, False)])
def test_a_region_without_a_figure(service: Service, monkeypatch: pytest.MonkeyPatch, held: int, shown: bool) -> None:
    """It is hatched, says that its figure is lacking, and leads nowhere; with too few figures there is no map."""
    desk = Desk(service)
    reply = desk.reply("sektorsbidrag alla regioner", "sv")
    found, picture = beside(reply.answer, service.engine) if reply.answer else None, describe(reply, service.engine)
    assert found is not None
    assert picture is not None
    monkeypatch.setattr(tiles, "beside", lambda *_: structs.replace(found, cells=found.cells[:held]))
    monkeypatch.setattr(tiles, "describe", lambda *_: replace(picture, bars=picture.bars[:held]))
    made = tile_map(reply, desk)
    assert (made is not None) == shown
    if made is None:
        return
    lacking = [tile for tile in made.tiles if tile.level is None]
    assert len(lacking) == 21 - held
    assert made.lacking
    assert not any(tile.figure or tile.words or tile.question for tile in lacking)
    template = environment().from_string(
        '{% import "parts.html" as parts with context %}{{ parts.tiles(map, lang, t) }}'
    )
    html = template.render(lang="sv", t=partial(text, "sv"), to=to, map=made)
    assert html.count('<span class="tile none">') == 21 - held
    assert html.count('<a class="tile s') == held
    assert html.count(text("sv", "lacking")) == 2 * (21 - held) + 1


def cells(*values: int) -> list[Cell]:
    """Figures."""
    return [Cell(Decimal(value), "SEK", "x") for value in values]


def test_shades() -> None:
    """As many regions in each shade as figures allow; equal figures are never told apart."""
    levels = shades_of(cells(*range(21)))
    assert sorted(levels.values()) == sorted(levels[Decimal(value)] for value in range(21))
    assert levels[Decimal(0)] == 0
    assert levels[Decimal(20)] == LEVELS - 1
    assert [list(levels.values()).count(level) for level in range(LEVELS)] == [5, 4, 4, 4, 4]
    assert shades_of(cells(7, 7, 7)) == {Decimal(7): 0}
    assert set(shades_of(cells(-3, 0, 5)).values()) == {0, 1, 2}
    assert shades_of(cells(1, 1, 1, 1, 1, 1, 1, 1, 2, 3)) == {Decimal(1): 0, Decimal(2): 1, Decimal(3): 1}
