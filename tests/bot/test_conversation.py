"""What is remembered, for whom and for how long; and whose turn it is (failures 16 and 21)."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from bot.conversation import Conversations, Key, Turns
from knowledge.memory import Memory, Turn

ANNA, BO = Key("team", "room", "anna"), Key("team", "room", "bo")


class Clock:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        """The time, in seconds."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock at zero."""
    return Clock()


def memory(question: str) -> Memory:
    """A memory of one question."""
    return Memory((Turn(question, "sv"),))


def test_nothing_is_remembered_at_first(clock: Clock) -> None:
    """An unknown conversation has an empty memory."""
    assert Conversations(clock, 30).recall(ANNA) == Memory()


def test_each_person_has_a_memory_of_their_own(clock: Clock) -> None:
    """Members of one chat do not continue each other's questions (failure 21)."""
    held = Conversations(clock, 30)
    held.remember(ANNA, memory("Skåne?"))
    assert held.recall(ANNA) == memory("Skåne?")
    for other in (BO, Key("team", "other room", "anna"), Key("phone", "room", "anna"), Key("team", "room")):
        assert held.recall(other) == Memory()


def test_a_conversation_expires(clock: Clock) -> None:
    """It is forgotten so many minutes after the last question, not the first."""
    held = Conversations(clock, 30)
    held.remember(ANNA, memory("first"))
    clock.now = 29 * 60
    held.remember(ANNA, memory("second"))
    clock.now = 58 * 60
    assert held.recall(ANNA) == memory("second")
    clock.now = 59 * 60
    assert held.recall(ANNA) == Memory()
    assert len(held) == 0


def test_nothing_is_kept_for_no_minutes(clock: Clock) -> None:
    """With 0 minutes there is no memory at all."""
    held = Conversations(clock, 0)
    held.remember(ANNA, memory("Skåne?"))
    assert held.recall(ANNA) == Memory()


def test_forget(clock: Clock) -> None:
    """A forgotten conversation is gone, the others stay."""
    held = Conversations(clock, 30)
    held.remember(ANNA, memory("a"))
    held.remember(BO, memory("b"))
    assert held.forget(ANNA)
    assert not held.forget(ANNA)
    assert (held.recall(ANNA), held.recall(BO)) == (Memory(), memory("b"))


def test_the_oldest_go_first(clock: Clock) -> None:
    """No more are kept than were allowed; the one longest without a question goes."""
    held = Conversations(clock, 30, keep=2)
    keys = [Key("team", str(number)) for number in range(3)]
    held.remember(keys[0], memory("0"))
    held.remember(keys[1], memory("1"))
    held.remember(keys[0], memory("0 again"))
    held.remember(keys[2], memory("2"))
    assert [held.recall(key).turns != () for key in keys] == [True, False, True]


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, five seconds at most."""
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.001)


def test_turns_come_in_order() -> None:
    """Those with one key pass one after the other, as they came (failure 16)."""
    turns, go, passed = Turns(), Event(), list[int]()

    def visit(number: int) -> None:
        with turns.turn(ANNA):
            go.wait(5)
            passed.append(number)

    with ThreadPoolExecutor(8) as pool:
        for number in range(8):
            pool.submit(visit, number)
            until(lambda wanted=number + 1: turns.waiting(ANNA) == wanted)  # type: ignore[misc]  # a default binds it
        go.set()
    assert passed == list(range(8))
    assert turns.waiting(ANNA) == 0


def test_turns_of_others_do_not_wait() -> None:
    """Another key passes while one is held."""
    turns = Turns()
    with turns.turn(ANNA), turns.turn(BO):
        assert (turns.waiting(ANNA), turns.waiting(BO)) == (1, 1)


def test_a_failed_turn_lets_the_next_one_in() -> None:
    """An error on one's turn does not block the line."""
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn(ANNA):
        raise ZeroDivisionError
    with turns.turn(ANNA):
        assert turns.waiting(ANNA) == 1
