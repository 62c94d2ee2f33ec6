"""The service with its API over a new state database, served by uvicorn on the loopback and spoken to over HTTP."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.types import ASGIApp

from bot.channels.api import part as api_part
from bot.charts import draw_png
from bot.config import Settings
from bot.conversing import Conversing
from bot.service import Service
from bot.serving.app import application
from bot.serving.part import Served
from bot.state.buffered import Rules
from bot.state.database import State
from knowledge.answering import Engine

API = "/api/v1"
QUESTION = "hur mycket fick Skåne i sektorsbidrag"
CLAIM = "stämmer det att Skåne fick 398 miljoner i sektorsbidrag"
NOW = datetime(2026, 11, 22, 11, tzinfo=UTC).timestamp()
KEY = "a-key-that-is-long-enough"


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


@pytest.fixture
def state_url(tmp_path: Path) -> str:
    """The URL of a state database with nothing in it."""
    return f"sqlite:///{tmp_path}/state/state.sqlite"


@contextmanager
def listening(app: ASGIApp) -> Iterator[str]:
    """Serve an app on a free port until the end of a `with`; its address."""
    with socket.create_server(("127.0.0.1", 0)) as at:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5))
        thread = threading.Thread(target=server.run, args=([at],))
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{at.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


Serving = Callable[..., httpx.Client]


@pytest.fixture
def serving(engine: Engine, state_url: str, clock: Clock) -> Iterator[Serving]:
    """Starts the service with some variables, as often as a test has processes."""
    with ExitStack() as stack:

        def start(environ: Mapping[str, str] | None = None, service: Service | None = None) -> httpx.Client:
            variables = {"SIFFERSVAR_API_PER_MINUTE": "0", **(environ or {})}
            settings = Settings.from_environment(variables)
            rules = Rules(settings.memory_minutes * 60, settings.questions_per_minute, settings.keep_unanswered)
            state = stack.enter_context(State(state_url, "a key", rules, clock))
            threads = stack.enter_context(ThreadPoolExecutor(4))
            answering = service or Service(engine, settings)
            conversing = Conversing(answering, state)
            served = Served(answering, settings, state, conversing, threads, draw_png, variables)
            address = stack.enter_context(listening(application(served, [api_part.part(served)])))
            return stack.enter_context(httpx.Client(base_url=address, timeout=60))

        yield start


@pytest.fixture
def client(serving: Serving) -> httpx.Client:
    """The service as it is without settings, with no limit."""
    return serving()
