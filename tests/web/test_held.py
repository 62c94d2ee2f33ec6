"""Pages of what is held: every figure is there with where it stands, and what asks for it gives it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.channels.web.held import Held
from bot.conversing import Desk
from bot.message import Message, Reply
from bot.service import Service
from bot.state.database import State
from knowledge.memory import Memory
from knowledge.model import Language
from tests.conftest import TODAY
from tests.web.serving import Parsed


@pytest.fixture
def desk(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk at which questions leave nothing behind."""
    state = State(f"sqlite:///{tmp_path_factory.mktemp('held') / 'state.sqlite'}", "secret of the tests")
    try:
        return Desk(service, state.session(), TODAY)
    finally:
        state.close()


def reply(desk: Desk, question: str, language: Language) -> Reply:
    """The reply to a question that stands alone."""
    return desk.service.answer_with(Message(question, "", "test", None, language, TODAY), Memory())[0]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_figure_stands_on_the_page_of_its_source(desk: Desk, language: Language) -> None:
    """Each figure, fact and gap of the store is on the page of its source, and nearly each has a question."""
    held, store = Held(lambda: desk), desk.service.engine.store
    pages = [held.source(ident, language) for ident in store.sources]
    rows = [row for page in pages for figures in page.figures for row in figures.rows]
    assert sorted(str(row.observation) for row in rows) == sorted(
        str(observation) for ident in store.indicators for observation in store.observations(ident)
    )
    assert sum(len(page.facts) for page in pages) == len(store.facts)
    assert sum(len(page.gaps) for page in pages) == len(store.gaps)
    asked = [row for row in rows if row.question]
    assert len(asked) >= 0.75 * len(rows)
    for row in asked:
        first = reply(desk, row.question, language).data["figures"][0]
        assert first["value"] == pytest.approx(float(row.observation.value))
        assert first["indicator"] == row.observation.indicator
    told = [item for page in pages for item in (*page.facts, *page.gaps)]
    assert len([item for item in told if item.question]) >= 0.9 * len(told)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_indicators_and_regions(desk: Desk, language: Language) -> None:
    """The questions on an indicator's page are about it, those on a region's about it, those of groups give sums."""
    held, store = Held(lambda: desk), desk.service.engine.store
    for ident in store.indicators:
        for question in held.indicator(ident, language).questions:
            assert {each["indicator"] for each in reply(desk, question, language).data["figures"]} == {ident}
    for area in held.regions:
        page = held.region(area.code, language)
        assert len(page.cards) == 3
        for question, _ in page.cards:
            assert reply(desk, question, language).data["figures"][0]["area_code"] == area.code
    for group, _, questions in held.group_questions(language):
        assert len(questions) == 2
        for question in questions:
            (first,) = reply(desk, question, language).data["figures"][:1]
            assert len(first["inputs"]) == len(group.members)


def test_names_in_addresses(desk: Desk) -> None:
    """Regions are found by name or code, and nothing else is."""
    held = Held(lambda: desk)
    skane = desk.service.engine.store.areas["12"]
    assert held.region_of("skane") is skane
    assert held.region_of("12") is skane
    for name in ("Skåne", "00", "OECD", "0114", "", "skane/x"):
        assert held.region_of(name) is None


def test_what_a_page_offers_to_ask_is_answered(client: httpx.Client) -> None:
    """A link that asks, on a source's page, leads to the figure beside it."""
    page = client.get("/kallor/regeringsbeslut-sektorsbidrag-2024").text
    rows = page.split('<tr role="row">')[2:]
    for row in rows[:6]:
        link = Parsed(row).all("a")[0]["href"]
        assert parse_qs(urlsplit(link).query)["q"]
        exact = row.split('class="num">')[1].split("<")[0]
        answer = client.get(link).text
        assert exact in answer or "3\u00a0miljarder" in answer
