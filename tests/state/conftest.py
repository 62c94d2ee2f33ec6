"""State databases: a new one a test, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.state.buffered import Rules
from bot.state.database import State

NOW = 1_790_000_000.0


class Clock:
    """Seconds since 1970, which a test moves."""

    def __init__(self) -> None:
        """Begin at some time."""
        self.now = NOW

    def __call__(self) -> float:
        """The time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """What the time is."""
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/state/state.sqlite"
    return str(request.getfixturevalue("postgresql"))


Opening = Callable[..., State]


@pytest.fixture
def opened(url: str, clock: Clock) -> Iterator[Opening]:
    """Opens the database, as often as a test has processes; `opened(questions_per_minute=2)` with other rules."""
    states: list[State] = []

    def make(**rules: object) -> State:
        states.append(State(url, "a key", Rules(**rules), clock))  # type: ignore[arg-type]
        return states[-1]

    yield make
    for state in states:
        state.close()


@pytest.fixture
def state(opened: Opening) -> State:
    """The database, open."""
    return opened()
