"""One store, one engine over the packaged data, and services with a clock that tests set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.config import Settings
from bot.phrasing import Phrasing
from bot.service import Service
from knowledge.answering import Engine
from knowledge.catalogue import Catalogue
from knowledge.store import Store, open_store

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the store of this run is."""
    return f"sqlite:///{tmp_path_factory.mktemp('store')}/knowledge.sqlite"


@pytest.fixture(scope="session")
def store(store_url: str) -> Iterator[Store]:
    """The store over the packaged data."""
    with open_store(store_url, ROOT / "knowledge" / "data") as opened:
        yield opened


@pytest.fixture(scope="session")
def engine(store: Store) -> Engine:
    """The engine over it."""
    return Engine(store)


@pytest.fixture(scope="session")
def catalogue(engine: Engine) -> Catalogue:
    """The names that the engine knows."""
    return engine.catalogue


@pytest.fixture(scope="session")
def phrasing(engine: Engine) -> Phrasing:
    """What puts the engine's answers into words."""
    return Phrasing(engine)


@pytest.fixture
def service(engine: Engine) -> Service:
    """A service on a fixed day, with the settings' defaults."""
    return Service(engine, Settings(), today=lambda: TODAY)
