"""Failures that the fake Bot API server makes on purpose, as the real client meets them."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from tests.fake_bot_api import FakeBotApi

ROOT = Path(__file__).parents[2]


def bot_of(telegram: FakeBotApi) -> Bot:
    """The real client."""
    return Bot(telegram.token, base_url=telegram.base_url, base_file_url=telegram.base_file_url)


def test_each_kind_of_failure(telegram: FakeBotApi) -> None:
    """Refusals and cuts before the effect leave nothing, those after it leave the message that nobody heard of."""
    anna, bo = telegram.private(), telegram.private()

    async def send() -> None:
        async with bot_of(telegram) as bot:
            telegram.fail("429", seconds=7, chat=anna.ident)
            await bot.send_message(bo.ident, "ett")
            with pytest.raises(RetryAfter) as waits:
                await bot.send_message(anna.ident, "två")
            assert waits.value.retry_after == timedelta(seconds=7)
            for kind in ("500", "502", "drop_before"):
                telegram.fail(kind, method="sendMessage", text="tre")
                with pytest.raises(NetworkError):
                    await bot.send_message(anna.ident, "tre")
            assert telegram.texts(anna) == []
            telegram.fail("drop_after", times=2)
            for text in ("fyra", "fem"):
                with pytest.raises(NetworkError):
                    await bot.send_message(anna.ident, text)
            telegram.fail("hang_after", seconds=0.4)
            with pytest.raises(TimedOut):
                await bot.send_message(anna.ident, "sex", read_timeout=0.1)
            telegram.fail("hang_before", seconds=0.1)
            await bot.send_message(anna.ident, "sju")

    asyncio.run(send())
    assert telegram.texts(anna) == ["fyra", "fem", "sex", "sju"]
    assert [call.failure for call in telegram.sent] == [
        None,
        "drop_after",
        "drop_after",
        "hang_after",
        "hang_before",
    ]
    assert [call.error for call in telegram.calls if call.error] == ["429", "500", "502", "drop_before"]


def test_chance_is_repeatable_and_leaves_polling_alone(telegram: FakeBotApi) -> None:
    """The same seed fails the same requests; about the share that was asked."""
    anna = telegram.private()

    async def failures() -> list[int]:
        telegram.chance(0.2, ["429", "500", "drop_before"], seed=4)
        failed = []
        async with bot_of(telegram) as bot:
            for number in range(60):
                await bot.get_updates()
                try:
                    await bot.send_message(anna.ident, str(number))
                except TelegramError:
                    failed.append(number)
        return failed

    first, second = asyncio.run(failures()), asyncio.run(failures())
    assert first == second
    assert 4 <= len(first) <= 24


def test_delays_and_waiting(telegram: FakeBotApi) -> None:
    """A delay holds for its method; what does not happen is a TimeoutError."""
    anna = telegram.private()
    telegram.delay(0.2, "sendMessage")

    async def send() -> tuple[float, float]:
        async with bot_of(telegram) as bot:
            start = time.monotonic()
            await bot.send_chat_action(anna.ident, "typing")
            middle = time.monotonic()
            await bot.send_message(anna.ident, "a")
            return middle - start, time.monotonic() - middle

    quick, slow = asyncio.run(send())
    assert quick < 0.2 <= slow
    with pytest.raises(TimeoutError):
        telegram.wait_for(lambda: telegram.texts(anna) == ["b"], 0.2)


def test_an_outage(telegram: FakeBotApi) -> None:
    """While the server is down connections are refused; what is said meanwhile waits, at the same address."""
    anna = telegram.private()

    async def poll() -> None:
        async with bot_of(telegram) as bot:
            await asyncio.to_thread(telegram.stop)
            telegram.say(anna, None, "hej", ago=60)
            with pytest.raises(NetworkError):
                await bot.get_updates()
            await asyncio.to_thread(telegram.start)
            (update,) = await bot.get_updates()
            telegram.again(update.update_id)
            assert len(await bot.get_updates(offset=update.update_id)) == 2

    asyncio.run(poll())


def test_by_hand() -> None:
    """`python -m tests.fake_bot_api` serves, says where, and is led over HTTP by another process."""
    command = [sys.executable, "-m", "tests.fake_bot_api"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            where = json.loads(process.stdout.readline())
            with httpx.Client(base_url=where["control_url"], trust_env=False) as control:
                (chat,) = control.post("private", json={}).json()
                (said,) = control.post("say", json={"messages": [[chat, "hej"]]}).json()
                control.post("delay", json={"seconds": 0.01})
                url = where["base_url"] + where["token"] + "/sendMessage"
                assert control.post(url, json={"chat_id": chat, "text": "svar"}).json()["ok"]
                (sent,) = control.post("sent", json={}).json()
                assert (sent["text"], sent["chat"]) == ("svar", chat)
                assert control.post("state", json={}).json()["waiting"] == 1
                assert said["update_id"] > 0
        finally:
            process.terminate()
        assert process.wait(10) == 0
