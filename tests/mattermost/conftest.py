"""Running replicas that answer Mattermost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.answering import Engine
from tests.mattermost.posting import ENVIRON, PUBLIC
from tests.teamchat.serving import Client, Replica, replica


@pytest.fixture
def one(engine: Engine, tmp_path: Path) -> Iterator[Replica]:
    """A replica that people and their chat reach at a public address."""
    with replica(engine, tmp_path, ENVIRON, settings=PUBLIC) as running:
        yield running


@pytest.fixture
def client(one: Replica) -> Client:
    """Requests to it."""
    return one.client
