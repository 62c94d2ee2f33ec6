"""The text to paste: figure and source, in the answer's language."""

from __future__ import annotations

import pytest

from bot.phrasing import Phrasing
from knowledge.answering import Engine
from knowledge.model import Language
from tests.conftest import TODAY


def cited(engine: Engine, phrasing: Phrasing, question: str, language: Language | None = None) -> str | None:
    """The citation of an answer, with plain spaces."""
    text: str | None = phrasing.to_data(engine.ask(question, today=TODAY, language=language))["citation"]
    return None if text is None else text.replace("\xa0", " ")


def test_a_figure_with_its_source(engine: Engine, phrasing: Phrasing) -> None:
    """What it is of, whose, when, how much, and document with place."""
    found = cited(engine, phrasing, "hur mycket fick Skåne i sektorsbidrag") or ""
    for part in (
        "Sektorsbidrag",
        "Skåne",
        "2024",
        "398 262 434 kr",
        "Källa: Regeringens beslut",
        "Tabell 1, rad Skåne",
    ):
        assert part in found


def test_a_forecast_is_called_one(engine: Engine, phrasing: Phrasing) -> None:
    """A figure that is no outcome says what it is, also where a budget is cited beside it."""
    assert "prognos" in (cited(engine, phrasing, "helårsprognos 2025") or "").lower()


def test_in_english(engine: Engine, phrasing: Phrasing) -> None:
    """Words and figures are English."""
    found = cited(engine, phrasing, "how much did Skåne receive in sector grants", "en") or ""
    assert "398.3" in found
    assert "Källa" not in found


def test_a_table_names_some_and_counts_the_rest(engine: Engine, phrasing: Phrasing) -> None:
    """Eight of the 21 regions, and how many more there are."""
    found = cited(engine, phrasing, "sektorsbidrag alla regioner") or ""
    assert found.count("Sektorsbidrag till hälso- och sjukvården") == 8
    assert "13 till" in found


def test_a_computed_figure_names_what_it_was_computed_from(engine: Engine, phrasing: Phrasing) -> None:
    """Its source is there."""
    found = cited(engine, phrasing, "skillnaden mellan Skåne och Uppsala i sektorsbidrag") or ""
    assert "286" in found
    assert "Källa: Regeringens beslut" in found


@pytest.mark.parametrize("question", ["hej", "hur mycket fick Norge", "vilket är Sveriges bästa sjukhus"])
def test_nothing_to_cite(engine: Engine, phrasing: Phrasing, question: str) -> None:
    """No answer, no citation."""
    assert cited(engine, phrasing, question) is None


def test_everything_answered_from_a_document_can_be_cited(engine: Engine, phrasing: Phrasing) -> None:
    """Each fact's own question has a citation with its document's title, or is not answered by that fact's words."""
    store = engine.store
    asked = [fact.aliases.sv[0] for fact in store.facts.values() if fact.aliases.sv][:60]
    answers = [phrasing.to_data(engine.ask(question, today=TODAY)) for question in asked]
    answered = [data for data in answers if data["status"] == "answered" and data["citations"]]
    assert len(answered) >= 30
    for data in answered:
        assert data["citations"][0]["title"] in (data["citation"] or "")
