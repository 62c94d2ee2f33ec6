"""Words against an answer that name no other figure."""

from __future__ import annotations

import pytest

from knowledge.answering import Engine
from knowledge.memory import Memory
from tests.conftest import TODAY


@pytest.mark.parametrize(
    "words", ["Men det stod så i Corren!", "Nej, jag läste något annat", "But I read that it was different"]
)
def test_the_answer_stands(engine: Engine, words: str) -> None:
    """What somebody read elsewhere changes no figure."""
    first = engine.ask("Är det sant att Östergötland fick 153 miljoner i sektorsbidrag?", Memory(), today=TODAY)
    after = engine.ask(words, first.memory, today=TODAY)
    assert after.verdict == first.verdict == "incorrect"
    assert after.results[0].figures[0].value == first.results[0].figures[0].value


def test_a_figure_in_the_protest_is_checked(engine: Engine) -> None:
    """A protest that states another amount is a statement of its own."""
    first = engine.ask("Vad fick Östergötland i sektorsbidrag?", Memory(), today=TODAY)
    after = engine.ask("Men det stod 153 miljoner i Corren!", first.memory, today=TODAY)
    assert after.verdict in ("incorrect", None)
    assert after.question != first.question
