"""One update to its end, whatever becomes of its plan, its actions, its process and its database."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from bot.delivery.doing import OLD, Doing
from bot.delivery.fate import Fate
from bot.delivery.platform import Desk
from bot.delivery.work import EndedError, SupersededError
from bot.service import Service
from bot.state import inbox, outbox, schema
from bot.state.database import State
from bot.state.inbox import Arrived, Open
from bot.state.outbox import Kept
from knowledge.memory import Memory, Turn
from tests.state.conftest import NOW, Clock, Opening
from tests.state.platform import InMemory

CHAT = "test:1:chat"


class Scene:
    """An update in a state database, and a process that brings it to its end."""

    def __init__(self, state: State, service: Service, platform: InMemory) -> None:
        """Begin with nothing in the inbox."""
        self.state = state
        self.platform = platform
        self._threads = ThreadPoolExecutor(1)
        self.doing = Doing(platform, service, state, self._threads)

    def arrive(self, *actions: str, asked: float = NOW, number: int = 1) -> Scene:
        """Something comes."""
        content = json.dumps({"do": actions, "text": "hemligord"})
        arrived = Arrived(self.platform.channel, number, CHAT, content, asked)
        self.state.submit(lambda at: inbox.put(at, [arrived], NOW)).result()
        return self

    @property
    def open(self) -> list[Open]:
        """What is open."""
        return self.state.read(lambda at: inbox.of_chat(at, CHAT, 10))

    @property
    def kept(self) -> list[Kept]:
        """What is left to do."""
        return self.state.read(lambda at: outbox.of_chat(at, CHAT))

    @property
    def outcome(self) -> str:
        """How the first update ended; empty while it is open."""
        return str(self.state.read(lambda at: at.scalar(select(schema.inbox.c.outcome))))

    def answer(self) -> bool:
        """Bring the first open update to its end, as the process that finds it so would."""
        (update, *_), kept = self.open, self.kept
        mine = [each for each in kept if each.number == update.number]
        return asyncio.run(self.doing.answer(CHAT, update, mine))

    def end(self) -> None:
        """End its thread."""
        self._threads.shutdown()


Begin = Callable[[], Scene]


@pytest.fixture
def begun(opened: Opening, service: Service) -> Iterator[Begin]:
    """Starts a process, as often as a test wants one."""
    scenes: list[Scene] = []

    def begin() -> Scene:
        scenes.append(Scene(opened(), service, InMemory()))
        return scenes[-1]

    yield begin
    for each in scenes:
        each.end()


@pytest.fixture
def scene(begun: Begin) -> Scene:
    """A process."""
    return begun()


def test_it_is_answered(scene: Scene) -> None:
    """Planned once, each action done once in its order, closed; a chat without a plan is closed too."""
    assert scene.arrive("a", "b", "c").answer()
    assert scene.platform.done == ["a", "b", "c"]
    assert (scene.platform.planned, scene.outcome, scene.kept, scene.open) == (1, inbox.ANSWERED, [], [])
    assert scene.arrive(number=2).answer()
    assert scene.platform.done == ["a", "b", "c"]
    assert scene.open == []


def test_it_is_too_old(scene: Scene, clock: Clock) -> None:
    """8: an hour old and not begun: neither planned nor answered. What has begun is brought to its end."""
    scene.arrive("a", asked=NOW - OLD - 1)
    assert scene.answer()
    assert (scene.platform.planned, scene.platform.done, scene.outcome) == (0, [], inbox.EXPIRED)
    scene.arrive("b", "c", number=2)
    scene.platform.fates["c"] = [RuntimeError()]
    with pytest.raises(RuntimeError):
        scene.answer()
    clock.now += OLD + 1
    scene.platform.done.clear()
    assert scene.answer()
    assert scene.platform.done == ["notice of c"]


def test_nobody_knows(scene: Scene) -> None:
    """3 and 4: done once, never again; the rest comes, and one notice in place of all of which nobody knows."""
    scene.platform.fates = {"a": [Fate.UNCERTAIN], "c": [Fate.UNCERTAIN]}
    assert scene.arrive("a", "b", "c").answer()
    assert scene.platform.done == ["a", "b", "c", "notice of a, c"]
    assert (scene.outcome, scene.kept) == (inbox.UNCERTAIN, [])


@pytest.mark.parametrize(("times", "done", "outcome"), [(2, 3, inbox.ANSWERED), (3, 3, inbox.UNCERTAIN)])
def test_what_can_be_repeated(scene: Scene, times: int, done: int, outcome: str) -> None:
    """It is tried three times; only then nobody knows."""
    scene.platform.fates = {"again a": [Fate.UNCERTAIN] * times}
    assert scene.arrive("again a", "b").answer()
    assert scene.platform.done.count("again a") == done
    assert scene.platform.done[done : done + 1] == ["b"]
    assert ("notice of again a" in scene.platform.done) == (outcome == inbox.UNCERTAIN)
    assert (scene.outcome, scene.kept) == (outcome, [])


def test_blocked(scene: Scene) -> None:
    """14: whoever blocked the bot is sent nothing more, and nothing is left behind."""
    scene.platform.fates = {"b": [Fate.BLOCKED]}
    assert scene.arrive("a", "b", "c").answer()
    assert scene.platform.done == ["a", "b"]
    assert (scene.outcome, scene.kept) == (inbox.BLOCKED, [])


def test_refused(scene: Scene) -> None:
    """What the platform will not do is over; the rest is done."""
    scene.platform.fates = {"a": [Fate.REFUSED]}
    assert scene.arrive("a", "b").answer()
    assert (scene.platform.done, scene.outcome) == (["a", "b"], inbox.ANSWERED)


def test_ended(scene: Scene) -> None:
    """A platform that will not have the bot go on: the update stays."""
    scene.platform.fates = {"again a": [EndedError()]}
    with pytest.raises(EndedError):
        scene.arrive("again a").answer()
    assert [each.planned for each in scene.open] == [True]


@pytest.mark.parametrize(
    ("action", "then"),
    [("b", ["notice of b"]), ("again b", ["again b"])],
)
def test_it_ends_while_something_is_done(scene: Scene, action: str, then: list[str]) -> None:
    """1 and 3: killed while an action is done: the next process does it again only where that is not seen twice."""
    scene.arrive("a", action, "c")
    scene.platform.fates = {action: [RuntimeError()]}
    with pytest.raises(RuntimeError):
        scene.answer()
    assert scene.platform.done == ["a", action]
    scene.platform.done.clear()
    assert scene.answer()
    assert scene.platform.done == ([*then, "c"] if action.startswith("again") else ["c", *then])
    assert scene.platform.planned == 1
    assert scene.kept == []


def test_it_ends_between_plan_and_actions(scene: Scene) -> None:
    """1: what was worked out and kept is done by the next process, and not worked out again."""
    scene.platform.fates = {"again a": [RuntimeError()]}
    with pytest.raises(RuntimeError):
        scene.arrive("again a", "b").answer()
    assert [(each.action, each.state) for each in scene.kept] == [("again a", "waiting"), ("b", "waiting")]
    assert scene.answer()
    assert scene.platform.done == ["again a", "again a", "b"]
    assert (scene.platform.planned, scene.outcome) == (1, inbox.ANSWERED)


def test_it_ends_before_the_notice_is_done(scene: Scene) -> None:
    """The notice stands in place of what it is about: the next process does it, and nothing else."""
    scene.platform.fates = {"a": [Fate.UNCERTAIN], "notice of a": [RuntimeError()]}
    with pytest.raises(RuntimeError):
        scene.arrive("a", "b").answer()
    assert [each.action for each in scene.kept] == ["notice of a"]
    scene.platform.done.clear()
    assert scene.answer()
    assert scene.platform.done == ["notice of notice of a"]
    assert scene.kept == []


def test_the_plan_fails(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """An apology with the id that the log has; what the plan wrote is not kept, what was said is not logged."""

    def plan(content: dict[str, Any], desk: Desk) -> Sequence[str]:
        desk.session.remember("c", Memory((Turn("q", "sv"),)))
        raise ArithmeticError(content["text"])

    scene.platform.planning = plan
    with caplog.at_level(logging.DEBUG):
        assert scene.arrive("a").answer()
    (apology,) = scene.platform.done
    assert apology.startswith("sorry ")
    assert apology.removeprefix("sorry ") in caplog.text
    assert "ArithmeticError" in caplog.text
    assert "hemligord" not in caplog.text
    assert scene.state.session().memory("c") == Memory()
    assert scene.outcome == inbox.ANSWERED


def test_what_the_plan_wrote_cannot_be_kept(scene: Scene) -> None:
    """An apology in place of the plan; nothing of it is kept."""

    def plan(_: dict[str, Any], desk: Desk) -> Sequence[str]:
        desk.session.issue("kind", {"a": object()})
        return ["a"]

    scene.platform.planning = plan
    assert scene.arrive("a").answer()
    assert [each.split()[0] for each in scene.platform.done] == ["sorry"]
    assert scene.outcome == inbox.ANSWERED


@pytest.mark.parametrize("when", ["planning", "keeping"])
def test_the_database_is_away(scene: Scene, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """19: nobody is told that something failed, for nothing has: the update stays, and is answered afterwards."""
    away = OperationalError("SELECT", {}, ConnectionResetError())

    def plan(_: dict[str, Any], _desk: Desk) -> Sequence[str]:
        raise away

    async def write(_: Callable[[Connection], object]) -> object:
        raise away

    scene.arrive("a")
    with monkeypatch.context() as broken:
        if when == "planning":
            broken.setattr(scene.platform, "planning", plan)
        else:
            broken.setattr(scene.state, "write", write)
        with pytest.raises(OperationalError):
            scene.answer()
    assert [each.planned for each in scene.open] == [False]
    assert scene.platform.done == []
    assert scene.answer()
    assert scene.platform.done == ["a"]


def test_another_process_plans_it_first(begun: Begin) -> None:
    """2: of two that work it out, one keeps it and does it; the other does nothing."""
    one, two = begun(), begun()
    one.arrive("a")
    (update,), kept = two.open, two.kept
    assert one.answer()
    assert asyncio.run(two.doing.answer(CHAT, update, kept)) is False
    assert (one.platform.done, two.platform.done) == (["a"], [])


def test_another_process_begins_first(begun: Begin) -> None:
    """2: an action that another has begun is not done again."""
    one, two = begun(), begun()
    one.platform.fates = {"again x": [RuntimeError()]}
    with pytest.raises(RuntimeError):
        one.arrive("again x", "b").answer()
    (update,), kept = two.open, two.kept
    assert one.answer()
    with pytest.raises(SupersededError):
        asyncio.run(two.doing.answer(CHAT, update, kept))
    assert two.platform.done == ["again x"]
    assert one.platform.done.count("b") == 1
    assert one.outcome == inbox.ANSWERED


def test_what_no_database_takes(scene: Scene) -> None:
    """19: NUL and half a surrogate pair in an action: it is done all the same."""
    assert scene.arrive("a\0b", "\ud800").answer()
    assert len(scene.platform.done) == 2
    assert scene.outcome == inbox.ANSWERED
