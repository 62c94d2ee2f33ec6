"""Two processes `siffersvar serve` with one PostgreSQL between them, and a client that knows both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.store import Store
from tests.serving.asking import Client
from tests.serving.cluster import Cluster
from tests.serving.replica import Replica

SETTINGS = {
    "SIFFERSVAR_SECRET": "of both",
    "SIFFERSVAR_QUESTIONS_PER_MINUTE": "0",
    "SIFFERSVAR_MCP": "on",
}

Pair = Callable[..., tuple[Replica, Replica]]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for these tests alone."""
    with Cluster() as made:
        yield made


@pytest.fixture
def starting(cluster: Cluster, store: Store, store_url: str, tmp_path: Path) -> Iterator[Pair]:
    """Starts two processes with one state; `starting(SIFFERSVAR_QUESTIONS_PER_MINUTE="6")` with other settings."""
    assert store.indicators
    made: list[Replica] = []

    def start(**settings: str) -> tuple[Replica, Replica]:
        url = cluster.new()
        pair = [
            Replica(tmp_path, store_url, {**SETTINGS, **settings}, state_url=url, name=name) for name in ("one", "two")
        ]
        made.extend(pair)
        for replica in [replica.launch() for replica in pair]:
            replica.listening()
        return pair[0], pair[1]

    yield start
    for replica in made:
        with replica:
            pass


@pytest.fixture
def pair(starting: Pair) -> tuple[Replica, Replica]:
    """Two processes."""
    return starting()


@pytest.fixture
def client(pair: tuple[Replica, Replica]) -> Iterator[Client]:
    """Asks either of them, and the other one where one is gone."""
    with Client(pair[0].url, pair[1].url) as made:
        yield made
