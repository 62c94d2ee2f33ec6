"""How fast the bot sends, and how it waits where Telegram says so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.channels.telegram.limits import Attempt, Limits


class Time:
    """A clock whose seconds pass only while somebody sleeps, at once."""

    def __init__(self) -> None:
        """Begin at 100."""
        self.now = 100.0

    def __call__(self) -> float:
        """The time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let others run, then let the seconds pass."""
        until = self.now + max(seconds, 0.0)
        await asyncio.sleep(0)
        self.now = max(self.now, until)


@pytest.fixture
def time() -> Time:
    """The time."""
    return Time()


Told = list[tuple[float, int]]


def requests(limits: Limits, time: Time, told: Told, refusals: dict[int, list[int]]) -> Callable[[int], Awaitable[Any]]:
    """What sends to a chat; `refusals` are seconds to wait, by chat, that Telegram says first."""

    async def telegram(chat: int) -> str:
        told.append((time.now, chat))
        if refusals.get(chat):
            raise RetryAfter(refusals[chat].pop(0))
        return "sent"

    async def send(chat: int, endpoint: str = "sendMessage") -> Any:
        return await limits.process_request(telegram, (chat,), {}, endpoint, {"chat_id": chat}, None)

    return send


def test_one_a_second_in_a_private_chat(time: Time) -> None:
    """Messages to a person have a second between them; other requests and other people do not wait."""
    told: Told = []

    async def scene() -> None:
        send = requests(Limits(1000, time, time.sleep), time, told, {})
        for _ in range(3):
            await send(1)

    asyncio.run(scene())
    assert [round(at) for at, _ in told] == [100, 101, 102]


def test_all_chats_together() -> None:
    """However many chats there are, a second sees the messages of a second, and few more at its beginning."""
    told: list[float] = []

    async def telegram(chat: int) -> str:
        told.append(asyncio.get_running_loop().time())
        return str(chat)

    async def scene() -> None:
        own = Limits(20)
        sends = [
            own.process_request(telegram, (chat,), {}, "sendMessage", {"chat_id": chat}, None) for chat in range(1, 23)
        ]
        await asyncio.gather(*sends)

    asyncio.run(scene())
    assert len(told) == 22
    assert told[-1] - told[0] > 0.9


def test_no_limits(time: Time) -> None:
    """With 0, nothing waits."""
    told: Told = []

    async def scene() -> None:
        send = requests(Limits(0, time, time.sleep), time, told, {})
        for chat in (1, 1, -1, -1) * 20:
            await send(chat)

    asyncio.run(scene())
    assert {at for at, _ in told} == {100.0}


def test_retry_after_is_obeyed_in_a_chat(time: Time) -> None:
    """The chat waits as long as was said, as often as was said; another goes on."""
    told: Told = []

    async def scene() -> None:
        send = requests(Limits(1000, time, time.sleep), time, told, {1: [30, 5]})
        assert await send(1) == "sent"

    asyncio.run(scene())
    assert [at for at, _ in told] == pytest.approx([100, 130.1, 135.2])


def test_two_refused_in_a_row_are_the_bot(time: Time) -> None:
    """Where two chats are refused and none let through in between, all wait."""
    told: Told = []

    async def scene() -> None:
        send = requests(Limits(1000, time, time.sleep), time, told, {1: [40], 2: [40]})
        await asyncio.gather(send(1), send(2))
        time.now = 100.0  # as if it were before the end of the wait
        await send(3)

    asyncio.run(scene())
    assert [chat for _, chat in told[:2]] == [1, 2]
    assert all(at >= 140 for at, _ in told[2:])


def test_what_is_noted(time: Time) -> None:
    """Each try begins, and one that was refused is noted as not begun."""
    noted: list[str] = []

    async def begin() -> None:
        noted.append("begin")

    async def not_begun() -> None:
        noted.append("not begun")

    refusals = [3]

    async def telegram() -> str:
        if refusals:
            raise RetryAfter(refusals.pop())
        return "sent"

    async def scene() -> None:
        own = Limits(30, time, time.sleep)
        await own.process_request(telegram, (), {}, "sendMessage", {"chat_id": -5}, Attempt(begin, not_begun))

    asyncio.run(scene())
    assert noted == ["begin", "not begun", "begin"]
