"""A Microsoft of our own, and a replica that answers Teams."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.answering import Engine
from tests.teamchat.serving import Client, Replica, replica
from tests.teams.microsoft import Microsoft

PUBLIC = {"SIFFERSVAR_PUBLIC_URL": "https://siffror.example"}
KEY, OTHER_KEY = b"k" * 32, bytes(range(32))
SECRETS = ", ".join(base64.b64encode(key).decode() for key in (OTHER_KEY, KEY))


@pytest.fixture
def microsoft() -> Iterator[Microsoft]:
    """The servers; nothing that they were sent may be what Teams would refuse."""
    running = Microsoft()
    yield running
    running.close()
    assert not running.complaints, running.complaints


@pytest.fixture
def one(engine: Engine, tmp_path: Path, microsoft: Microsoft) -> Iterator[Replica]:
    """A replica with a bot and webhooks."""
    environ = microsoft.environ() | {"TEAMS_WEBHOOK_SECRETS": SECRETS}
    with replica(engine, tmp_path, environ, settings=PUBLIC) as running:
        yield running


@pytest.fixture
def client(one: Replica) -> Client:
    """Requests to it."""
    return one.client
