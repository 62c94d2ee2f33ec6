"""What a conversation remembers, and that it survives being written down."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering import Engine
from knowledge.memory import KEEP, Memory, Said, Turn
from tests.conftest import TODAY

texts = st.text(max_size=12)
many = st.lists(texts, max_size=4).map(tuple)
said = st.builds(Said, st.decimals(allow_nan=False, allow_infinity=False), texts, texts, many, texts, texts, texts)
turns = st.builds(
    Turn,
    texts,
    st.sampled_from(["sv", "en"]),
    texts,
    many,
    many,
    texts,
    many,
    many,
    many,
    st.booleans(),
    st.lists(said, max_size=3).map(tuple),
    many,
    many,
    many,
    many,
    st.booleans(),
    texts,
    texts,
)
memories = st.lists(turns, max_size=KEEP).map(lambda found: Memory(tuple(found)))


@settings(database=None, derandomize=True, deadline=None)
@given(memories)
def test_there_and_back(memory: Memory) -> None:
    """A memory is the same after it was written as JSON and read again."""
    assert Memory.from_data(json.loads(json.dumps(memory.to_data()))) == memory


@settings(database=None, derandomize=True, deadline=None)
@given(st.lists(turns, max_size=2 * KEEP))
def test_only_the_last_turns_are_kept(given_turns: list[Turn]) -> None:
    """The newest stand last, and no more than is to be kept."""
    memory = Memory()
    for turn in given_turns:
        memory = memory.with_turn(turn)
    assert memory.turns == tuple(given_turns[-KEEP:])


def test_nothing_to_remember() -> None:
    """A new conversation has no last turn, language or figures."""
    assert (Memory().last, Memory().language, Memory().recent_figures(3)) == (None, None, ())


def test_last_skips_what_had_no_subject() -> None:
    """Thanks and small talk are not gone on about."""
    memory = Memory((Turn("a", "sv", subjects=("indicator:x",)), Turn("tack", "en")))
    assert memory.last == memory.turns[0]
    assert memory.language == "en"


def figure(value: int) -> Said:
    """A figure that was given."""
    return Said(Decimal(value), "SEK", "x", ("01",), "2024", "grant", "")


FIGURES = [
    ([("lookup", [1]), ("lookup", [2])], 2, [1, 2]),
    ([("lookup", [1]), ("lookup", [2]), ("lookup", [3])], 2, [2, 3]),
    ([("lookup", [1]), ("lookup", [1])], 2, [1]),
    ([("lookup", [1]), ("rank", [9]), ("lookup", [2])], 2, [9, 2]),
    ([("compare", [1, 2])], 2, [1, 2]),
    ([("words", [])], 2, []),
]


@pytest.mark.parametrize(("told", "count", "expected"), FIGURES)
def test_recent_figures(told: list[tuple[str, list[int]]], count: int, expected: list[int]) -> None:
    """“De två” are the last two that were told, in their order, without repeats."""
    memory = Memory(tuple(Turn("q", "sv", operation, figures=tuple(map(figure, values))) for operation, values in told))
    assert [said.value for said in memory.recent_figures(count)] == expected


@pytest.mark.parametrize(
    "question", ["sektorsbidrag Kalmar", "topp 3 sektorsbidrag", "resultatet?", "vad kostar en bulle"]
)
def test_what_an_answer_leaves_can_be_written_down(engine: Engine, question: str) -> None:
    """An answer's memory goes to a state database and back, and the next answer is the same from either."""
    memory = engine.ask(question, today=TODAY).memory
    again = Memory.from_data(json.loads(json.dumps(memory.to_data())))
    assert again == memory
    assert engine.ask("och Uppsala?", again, TODAY) == engine.ask("och Uppsala?", memory, TODAY)
