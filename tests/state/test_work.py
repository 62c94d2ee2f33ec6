"""Who is served when, by one process and by two, with a platform in memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select

from bot.delivery.doing import Doing
from bot.delivery.fate import Fate
from bot.delivery.work import EndedError, Work
from bot.service import Service
from bot.state import inbox, leases, schema
from bot.state.database import State
from bot.state.inbox import Arrived
from tests.state.conftest import NOW, Clock, Opening
from tests.state.platform import InMemory

CHANNEL = "test:1"
Process = tuple[State, InMemory, Work]
Starting = Callable[[], Process]


@pytest.fixture
def process(opened: Opening, service: Service) -> Iterator[Starting]:
    """Makes processes with one state."""
    with ThreadPoolExecutor(4) as threads:

        def make() -> Process:
            state, platform = opened(), InMemory()
            return state, platform, Work(state, Doing(platform, service, state, threads), CHANNEL)

        yield make


def put(state: State, chat: str, *numbers: int) -> None:
    """Something comes to a chat: each update has one action, named after both."""
    arrived = [
        Arrived(CHANNEL, number, f"{CHANNEL}:{chat}", json.dumps({"do": [f"{chat}{number}"]}), NOW)
        for number in numbers
    ]
    state.submit(lambda at: inbox.put(at, arrived, NOW)).result()


def left(state: State) -> int:
    """How many updates are open."""
    return len(
        state.read(lambda at: at.execute(select(schema.inbox).where(schema.inbox.c.state != schema.CLOSED)).all())
    )


async def answered(state: State, within: float = 20) -> None:
    """Wait until nothing is open."""
    async with asyncio.timeout(within):
        while left(state):
            await asyncio.sleep(0.02)


@asynccontextmanager
async def running(*works: Work) -> AsyncIterator[None]:
    """Processes at work."""
    tasks = [asyncio.create_task(work.run()) for work in works]
    try:
        yield
    finally:
        for work in works:
            await work.stop(5)
        await asyncio.gather(*tasks)


def test_each_chat_in_order_and_each_update_once(process: Starting) -> None:
    """2 and 16: two processes, ten chats, five updates each: each done once, and in its chat's order."""
    (state, one, first), (_, two, second) = process(), process()
    sent = [(chat, number) for number in range(10, 60, 10) for chat in "abcdefghij"]
    for at, (chat, number) in enumerate(sent):
        put(state, chat, number + at % 10)

    async def scene() -> None:
        async with running(first, second):
            await answered(state)

    asyncio.run(scene())
    assert sorted(one.done + two.done) == sorted(f"{chat}{number + at % 10}" for at, (chat, number) in enumerate(sent))
    for chat in "abcdefghij":
        mine = [[each for each in platform.done if each[0] == chat] for platform in (one, two)]
        assert all(done == sorted(done) for done in mine)


def test_what_comes_while_a_chat_is_served(process: Starting) -> None:
    """It is answered too, by whoever holds the chat."""
    state, platform, work = process()

    async def scene() -> None:
        async with running(work):
            for number in range(5):
                put(state, "a", number)
                work.wake()
                await asyncio.sleep(0.01)
            await answered(state)

    asyncio.run(scene())
    assert platform.done == [f"a{number}" for number in range(5)]


@pytest.mark.parametrize(
    ("chat", "done", "outcome"),
    [
        ("again", ["again1"] * 3, inbox.FAILED),
        ("a", ["a1", "notice of a1"], inbox.UNCERTAIN),
    ],
)
def test_an_update_at_which_the_program_fails(
    process: Starting, monkeypatch: pytest.MonkeyPatch, chat: str, done: list[str], outcome: str
) -> None:
    """It is given up after some tries, or at once where it may have come; the ones behind it are answered."""
    monkeypatch.setattr("bot.delivery.work._LATER", 0.01)
    state, platform, work = process()
    platform.fates = {f"{chat}1": [RuntimeError() for _ in range(9)]}
    put(state, chat, 1, 2)

    async def scene() -> None:
        async with running(work):
            await answered(state)

    asyncio.run(scene())
    assert platform.done == [*done, f"{chat}2"]
    ended = state.read(lambda at: at.execute(select(schema.inbox.c.outcome).order_by(schema.inbox.c.number)).all())
    assert [each.outcome for each in ended] == [outcome, inbox.ANSWERED]


def test_a_platform_that_ends(process: Starting) -> None:
    """Whoever runs it is told, and the update stays for another day."""
    state, platform, work = process()
    platform.fates = {"a1": [EndedError()]}
    put(state, "a", 1)

    async def scene() -> None:
        async with asyncio.timeout(10):
            await work.run()

    with pytest.raises(EndedError):
        asyncio.run(scene())
    assert left(state) == 1


def test_stopping_finishes_what_is_in_hand(process: Starting) -> None:
    """1: an action that has begun is ended; the update behind it stays, and the other process takes it at once."""
    (state, one, first), (_, two, second) = process(), process()
    put(state, "a", 1, 2)

    async def slow(action: str) -> Fate:
        one.done.append(action)
        await asyncio.sleep(0.3)
        return Fate.DONE

    one.do = slow  # type: ignore[method-assign]

    async def scene() -> None:
        task = asyncio.create_task(first.run())
        while not one.done:
            await asyncio.sleep(0.01)
        await first.stop(5)
        await task
        assert one.done == ["a1"]
        async with running(second):
            await answered(state, 5)

    asyncio.run(scene())
    assert two.done == ["a2"]


def test_a_process_that_is_gone(process: Starting, clock: Clock) -> None:
    """1: chats of a process that says nothing any more are taken when its hold runs out, not before."""
    (state, _, _), (_, two, second) = process(), process()
    put(state, "a", 1)
    elsewhere = "elsewhere:1:x"
    assert state.submit(lambda at: leases.claim(at, CHANNEL, elsewhere, clock.now, 9)).result() == [f"{CHANNEL}:a"]

    async def scene() -> None:
        async with running(second):
            await asyncio.sleep(1.5)
            assert two.done == []
            clock.now += leases.LASTS + 1
            await answered(state, 5)

    asyncio.run(scene())
    assert two.done == ["a1"]
