"""A running fake Bot API server, and the bot as a process that speaks to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.store import Store
from tests.fake_bot_api import FakeBotApi
from tests.telegram.running import Running

LENIENT = {"SIFFERSVAR_QUESTIONS_PER_MINUTE": "0", "TELEGRAM_MESSAGES_PER_SECOND": "0"}
"""No limits of our own, for tests that are about something else."""


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBotApi]:
    """A running fake."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it the client warns where it is asked how long to wait
    with FakeBotApi() as running:
        yield running


@pytest.fixture
def bot(telegram: FakeBotApi, tmp_path: Path, store: Store, store_url: str) -> Iterator[Running]:
    """The bot with a state of its own and no limits, not yet started; the store that it answers from is built."""
    assert store.indicators
    running = Running(telegram, tmp_path, store_url, environment=LENIENT)
    yield running
    running.end()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, store: Store, store_url: str) -> Iterator[Running]:
    """The bot at work, one for all tests of a file, each of which has chats of its own."""
    assert store.indicators
    with FakeBotApi() as telegram:
        running = Running(telegram, tmp_path_factory.mktemp("served"), store_url, environment=LENIENT)
        try:
            yield running.start()
        finally:
            running.end()
