"""The bot's ASGI app behind a real server, asked as Slack asks: by signed requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.charts import DrawingProcess
from bot.service import Service
from tests.fake_slack import FakeSlack
from tests.slack.replica import Replica


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
def state_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A state database of its own: SQLite, or where a test says so PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/state.sqlite"
    return str(request.getfixturevalue("postgresql"))


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
