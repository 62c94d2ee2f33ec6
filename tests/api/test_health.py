"""Alive, ready, and counted: what whoever runs the service sees, and that nobody's words are in it."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.api import health
from bot.channels.api.context import Api
from bot.state.database import State
from tests.api.conftest import API, CLAIM, QUESTION, Serving

WORDS = "hemligtord kvackfors"


def value(client: httpx.Client, sample: str) -> float:
    """What is counted under a name with labels; 0 where nothing is."""
    for line in client.get("/metrics").text.splitlines():
        if line.startswith(f"{sample} "):
            return float(line.rpartition(" ")[2])
    return 0.0


def test_alive_and_ready(client: httpx.Client) -> None:
    """Both are open and never kept."""
    assert client.get("/healthz").json() == {"status": "alive"}
    ready = client.get("/readyz")
    assert ready.json() == {"status": "ready", "checks": {"store": "ok", "state": "ok"}, "failed_parts": []}
    assert ready.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("broken", ["state", "store"])
def test_not_ready(serving: Serving, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """503 that names what does not answer, while the process is alive."""

    def fails(*_: object, **__: object) -> Any:
        raise OperationalError("", {}, OSError())

    client = serving()
    if broken == "state":
        monkeypatch.setattr(State, "read", fails)
    else:
        monkeypatch.setattr("knowledge.store.read_meta", fails)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"] == {"store": "ok", "state": "ok"} | {broken: "failed"}
    assert client.get("/healthz").status_code == 200


def test_questions_are_counted(client: httpx.Client) -> None:
    """By channel, status and reason, from memory too; with how long they took and what came from memory."""
    for question in (QUESTION, QUESTION, QUESTION, "hur mycket fick Norge"):
        client.get(f"{API}/answers", params={"q": question})
    client.post(f"{API}/answers", json={"question": CLAIM})
    assert value(client, 'siffersvar_questions_total{channel="api",reason="",status="answered"}') == 4
    assert value(client, 'siffersvar_questions_total{channel="api",reason="unknown_area",status="no_answer"}') == 1
    assert value(client, "siffersvar_cache_hits_total") == 2
    assert value(client, 'siffersvar_answer_seconds_count{channel="api"}') == 3
    route = 'siffersvar_http_requests_total{method="GET",route="/answers",status="200"}'
    assert value(client, route) == 4


def test_nobodys_words_are_counted(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    """Neither /metrics nor the log holds what was asked, what address was tried, or which method was made up."""
    client.get(f"{API}/answers", params={"q": WORDS})
    client.post(f"{API}/answers", json={"question": WORDS, "conversation": "hemligtord-" * 3})
    client.get(f"{API}/{WORDS}")
    client.request("HEMLIGTORD", f"{API}/areas")
    for text in (client.get("/metrics").text, caplog.text):
        assert not re.search("hemligtord|kvackfors", text, re.IGNORECASE)


def test_a_part_that_failed_is_named(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service is ready without it, and says which one it is."""
    seen: list[Api] = []
    whole = health.routes

    def noted(api: Api) -> Any:
        seen.append(api)
        return whole(api)

    monkeypatch.setattr(health, "routes", noted)
    client = serving()
    seen[0].served.failed["telegram"] = "words for the operator"
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["failed_parts"] == ["telegram"]
    assert "operator" not in ready.text
    assert value(client, 'siffersvar_part_failed{part="telegram"}') == 1
