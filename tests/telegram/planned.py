"""The Telegram channel in this process, with a plan of the test's own in place of answers to questions."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import telegram as library

from bot.channels.telegram import app, desks
from bot.channels.telegram.desk import Desk
from bot.config import Settings
from bot.service import Service
from bot.state.buffered import Rules
from bot.state.database import State
from tests.fake_bot_api import FakeBotApi

Plan = Callable[[library.Update, Desk], None]


@contextmanager
def planned(
    telegram: FakeBotApi, service: Service, folder: Path, monkeypatch: pytest.MonkeyPatch, plan: Plan
) -> Iterator[State]:
    """The channel at work in a thread, while it is needed; its state."""
    monkeypatch.setattr(desks, "plan", plan)
    for name in ("httpx", "httpcore", "telegram"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.WARNING)
    settings = Settings(
        telegram_token=telegram.token,
        telegram_api_url=telegram.base_url.removesuffix("/bot"),
        telegram_messages_per_second=0,
    )
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            loop.run_until_complete(app.serve(service, settings, state, stop))
        except BaseException as error:
            failures.append(error)
        finally:
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()

    with State(f"sqlite:///{folder}/planned.sqlite", "secret", Rules()) as state:
        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield state
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join(20)
    assert not failures
