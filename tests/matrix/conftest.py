"""A real homeserver for all tests, and the bot as a process that speaks to it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.store import Store
from tests.matrix.people import Person
from tests.matrix.running import Running
from tests.matrix.synapse import Synapse


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synapse]:
    """A homeserver without limits."""
    running = Synapse(tmp_path_factory.mktemp("synapse"))
    try:
        yield running.start()
    finally:
        running.end()


@pytest.fixture(scope="session")
def bot(synapse: Synapse, tmp_path_factory: pytest.TempPathFactory, store: Store, store_url: str) -> Iterator[Running]:
    """The bot at work, one for all tests that do not end it; each has rooms of its own."""
    assert store.indicators
    running = Running(synapse, tmp_path_factory.mktemp("bot"), store_url, account(synapse))
    try:
        yield running.start()
    finally:
        running.end()


@pytest.fixture
def own(synapse: Synapse, tmp_path: Path, store: Store, store_url: str) -> Iterator[Running]:
    """A bot with an account and a state of its own, not yet started."""
    assert store.indicators
    running = Running(synapse, tmp_path, store_url, account(synapse))
    yield running
    running.end()


@pytest.fixture
def kim(synapse: Synapse) -> Person:
    """Somebody."""
    return Person(synapse, "kim")


@pytest.fixture
def robin(synapse: Synapse) -> Person:
    """Somebody else."""
    return Person(synapse, "robin")


def account(synapse: Synapse) -> dict[str, str]:
    """An account for a bot, called Siffersvar."""
    made = synapse.register(f"siffersvar.{time.time_ns()}")
    at = f"/profile/{made['user_id']}/displayname"
    Person(synapse, made=made).ask("PUT", at, {"displayname": "Siffersvar"})
    return made
