"""A running fake Bot API server, and the bot as a process that speaks to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.store import Store
from tests.fake_bot_api import FakeBotApi
from tests.telegram.running import Running


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBotApi]:
    """A running fake."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it the client warns where it is asked how long to wait
    with FakeBotApi() as running:
        yield running


@pytest.fixture
def bot(telegram: FakeBotApi, tmp_path: Path, store: Store, store_url: str) -> Iterator[Running]:
    """The bot with a state of its own, not yet started; the store that it answers from is built."""
    assert store.indicators
    running = Running(telegram, tmp_path, store_url)
    yield running
    running.end()
