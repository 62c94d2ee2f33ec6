"""The bot's ASGI app behind a real server, asked as Slack asks: by signed requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.charts import DrawingProcess
from bot.service import Service
from tests.fake_slack import FakeSlack
from tests.slack.replica import Replica

_NUMBERS = count()


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """Slack, with nobody in it; what no client may send to it is found at the end."""
    made = FakeSlack()
    try:
        yield made
        assert not made.world.broken
    finally:
        made.close()


@pytest.fixture(scope="session")
def drawing() -> Iterator[DrawingProcess]:
    """Draws pictures for all tests."""
    with DrawingProcess() as process:
        yield process


@pytest.fixture(params=["sqlite"])
def state_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A state database of its own: SQLite, or where a test says so PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/state.sqlite"
        return
    server = request.getfixturevalue("postgresql_url")
    name = f"slack_{next(_NUMBERS)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


Start = Callable[..., Replica]


@pytest.fixture
def start(slack: FakeSlack, service: Service, state_url: str, drawing: DrawingProcess) -> Iterator[Start]:
    """Starts a replica of the bot; `start(SLACK_COMMAND_REPLIES="in_channel")` with other settings."""
    replicas: list[Replica] = []

    def make(**environ: str) -> Replica:
        replicas.append(Replica(slack, service, state_url, drawing.png, environ))
        return replicas[-1]

    yield make
    for replica in replicas:
        replica.end()


@pytest.fixture
def bot(start: Start) -> Replica:
    """The bot, running."""
    return start()
