"""Nobody waits for ever, and no more wait than can be answered: 503 that says when to come again."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import httpx
import pytest

from bot.channels.api import health
from bot.channels.api.context import Api
from bot.config import Settings
from bot.service import Service
from knowledge.answering import Answer, Engine
from tests.api.conftest import API, Serving

ALONE = f"{API}/answers"
Start = Callable[[float, int], httpx.Client]


class Slow(Engine):
    """Answers when it may."""

    may = Event()

    def ask(self, *given: Any, **named: Any) -> Answer:
        """Wait, then answer."""
        self.may.wait(20)
        return super().ask(*given, **named)


@pytest.fixture
def slow(engine: Engine, serving: Serving, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts a service whose engine waits, with this patience and so many that may wait."""
    whole = health.routes

    def start(patience: float, most_waiting: int) -> httpx.Client:
        def bound(api: Api) -> Any:
            api.patience, api.most_waiting = patience, most_waiting
            return whole(api)

        monkeypatch.setattr(health, "routes", bound)
        return serving(service=Service(Slow(engine.store), Settings()))

    Slow.may.clear()
    return start


def is_busy(response: httpx.Response) -> bool:
    """Whether a response says that the service is busy."""
    assert response.status_code in {200, 503}
    if response.status_code == 503:
        assert int(response.headers["retry-after"]) > 0
        assert response.json()["type"] == "urn:siffersvar:problem:busy"
    return response.status_code == 503


def test_a_slow_answer_is_given_up(slow: Start) -> None:
    """After its time the client is told, and the service goes on."""
    client = slow(0.2, 10)
    begun = time.monotonic()
    assert is_busy(client.get(ALONE, params={"q": "hej"}))
    assert time.monotonic() - begun < 10
    Slow.may.set()
    time.sleep(0.1)
    assert client.get("/healthz").status_code == 200


def test_no_more_wait_than_may(slow: Start) -> None:
    """Of many at once those over the bound are refused right away; the rest are answered."""
    client = slow(20, 2)
    with ThreadPoolExecutor(6) as threads:
        asked = [threads.submit(client.get, ALONE, params={"q": f"hej {number}"}) for number in range(6)]
        while sum(each.done() for each in asked) < 4:
            time.sleep(0.01)
        Slow.may.set()
        assert sorted(is_busy(each.result()) for each in asked) == [False] * 2 + [True] * 4
