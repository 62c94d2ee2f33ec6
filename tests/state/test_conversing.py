"""Questions that are answered at once, over conversations that two processes share."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot import talking
from bot.config import Settings
from bot.conversing import BusyError, Conversing, Desk
from bot.message import Reply
from bot.service import Service
from knowledge.answering import Engine
from knowledge.memory import Memory, Turn
from tests.state.conftest import Clock, Opening

QUESTIONS = ("hur mycket fick skåne", "hur mycket fick uppsala")


def questions(conversing: Conversing, conversation: str) -> list[str]:
    """What is remembered to have been asked."""
    return [turn.question for turn in conversing.state.session().memory(conversation).turns]


@pytest.fixture
def pair(opened: Opening, service: Service) -> tuple[Conversing, Conversing]:
    """Two processes' worth."""
    return Conversing(service, opened()), Conversing(service, opened())


def test_a_conversation_hops(pair: tuple[Conversing, Conversing]) -> None:
    """What one process answered, the other one goes on from."""
    one, two = pair
    for conversing, question, area in ((one, QUESTIONS[0], "Skåne"), (two, "och uppsala?", "Uppsala")):
        speaker = conversing.speaker("test", "anna", "a")
        reply = conversing.converse(lambda desk, q=question, s=speaker: talking.answer(q, s, desk).reply)  # type: ignore[misc]
        assert [figure["area"] for figure in reply.data["figures"]] == [area]


def test_two_at_once_lose_no_turn(pair: tuple[Conversing, Conversing]) -> None:
    """16: both read the conversation before either writes; one works its answer out again, and both turns are kept."""
    met = threading.Barrier(2)
    tries: list[str] = []

    def ask(conversing: Conversing, question: str) -> Reply:
        speaker = conversing.speaker("test", "anna", "a")

        def work(desk: Desk) -> Reply:
            desk.session.memory(speaker.conversation)
            tries.append(question)
            if tries.count(question) == 1:
                met.wait(20)
            return talking.answer(question, speaker, desk).reply

        return conversing.converse(work)

    with ThreadPoolExecutor(2) as pool:
        replies = [
            future.result(60) for future in [pool.submit(ask, *each) for each in zip(pair, QUESTIONS, strict=True)]
        ]
    assert [reply.data["figures"][0]["area"] for reply in replies] == ["Skåne", "Uppsala"]
    conversation = pair[0].speaker("test", "anna", "a").conversation
    assert sorted(questions(pair[0], conversation)) == sorted(QUESTIONS)
    assert len(tries) == 3


def test_what_one_forgets_another_does_not_bring_back(pair: tuple[Conversing, Conversing]) -> None:
    """Forgotten while another question is worked out: that one is kept, what was before it is not."""
    one, two = pair
    speaker = one.speaker("test", "anna", "a")
    one.converse(lambda desk: talking.answer(QUESTIONS[0], speaker, desk))
    tries: list[bool] = []

    def work(desk: Desk) -> None:
        desk.session.memory(speaker.conversation)
        if not tries:
            two.converse(lambda other: other.session.forget(speaker.conversation, speaker.person))
        tries.append(True)
        talking.answer(QUESTIONS[1], speaker, desk)

    one.converse(work)
    assert questions(one, speaker.conversation) == [QUESTIONS[1]]


def test_a_conversation_that_goes_on_all_the_time(pair: tuple[Conversing, Conversing]) -> None:
    """After so many tries it is said so, and nothing of them is kept."""
    one, two = pair
    tries: list[int] = []

    def work(desk: Desk) -> None:
        desk.session.memory("c")
        tries.append(len(tries))
        other = Memory((Turn(f"elsewhere {len(tries)}", "sv"),))
        two.converse(lambda elsewhere: elsewhere.session.remember("c", other))
        desk.session.remember("c", Memory((Turn("here", "sv"),)))

    with pytest.raises(BusyError):
        one.converse(work)
    assert 5 <= len(tries) <= 100
    assert questions(one, "c") == [f"elsewhere {len(tries)}"]


def test_what_fails_leaves_nothing(pair: tuple[Conversing, Conversing]) -> None:
    """An error is its caller's, and what was to be written is not."""
    one, _ = pair

    def work(desk: Desk) -> None:
        desk.session.remember("c", Memory((Turn("q", "sv"),)))
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        one.converse(work)
    assert questions(one, "c") == []
    assert one.converse(lambda desk: desk.day.year) == 2026


@pytest.mark.parametrize("conversations", ["one", "own"])
def test_a_limit_is_that_of_all_processes(opened: Opening, engine: Engine, clock: Clock, conversations: str) -> None:
    """9: five a minute are five, whoever is asked and however many at once; a minute later five again."""
    service = Service(engine, Settings())
    processes = [Conversing(service, opened(questions_per_minute=5)) for _ in range(2)]

    def ask(number: int) -> bool:
        conversing = processes[number % 2]
        speaker = conversing.speaker("test", "anna", "a" if conversations == "one" else str(number))

        def work(desk: Desk) -> bool:
            if desk.session.wait(speaker.person) > 0:
                return False
            desk.session.memory(speaker.conversation)
            desk.session.remember(speaker.conversation, Memory((Turn(str(number), "sv"),)))
            return True

        return conversing.converse(work)

    with ThreadPoolExecutor(8) as pool:
        for _ in range(2):
            assert sum(pool.map(ask, range(24))) == 5
            clock.now += 61


def test_people_are_told_apart(pair: tuple[Conversing, Conversing], service: Service) -> None:
    """21: the members of a group do not share a memory, nor do threads and channels; no id of theirs is kept."""
    one, two = pair
    speakers = [
        one.speaker("test", user, conversation) for user in ("anna", "bo") for conversation in ("group", "group:thread")
    ]
    speakers.append(one.speaker("other", "anna", "group"))
    assert len({speaker.conversation for speaker in speakers}) == 5
    assert one.speaker("test", "anna", "group") == two.speaker("test", "anna", "group")
    assert not [speaker for speaker in speakers if "anna" in repr(speaker) or "group" in repr(speaker)]
    one.converse(lambda desk: desk.session.choose_language(speakers[0].person, "en"))
    assert two.speaker("test", "anna", "group").chosen == "en"
    assert two.speaker("test", "anna", "group", chosen="sv").chosen == "sv"
    assert two.speaker("test", "bo", "group").chosen is None
    swedish = Conversing(Service(service.engine, replace(service.settings, language="sv")), one.state)
    assert swedish.speaker("test", "bo", "group").chosen == "sv"
