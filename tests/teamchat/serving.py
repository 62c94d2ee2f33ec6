"""The real ASGI app over a state database of its own, with the parts that an environment switches on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.charts import Picture
from bot.config import Settings
from bot.conversing import Conversing
from bot.service import Service
from bot.serving.app import application
from bot.serving.part import Served
from bot.serving.parts import parts
from bot.state.buffered import Rules
from bot.state.database import State
from knowledge.answering import Engine
from tests.conftest import TODAY

PNG = b"\x89PNG\r\n\x1a\n"
"""What stands in these tests for a picture: drawing has tests of its own."""
NOW = 1_795_348_800.0
"""A time on the day of the tests, 2026-11-22."""


class Clock:
    """Seconds since 1970, which a test moves."""

    def __init__(self) -> None:
        """Begin on the day of the tests."""
        self.now = NOW

    def __call__(self) -> float:
        """The time."""
        return self.now


class Client:
    """Requests into an ASGI app that runs, with its lifespan, on a loop of its own."""

    def __init__(self, app: Starlette) -> None:
        """Take an app."""
        self._app = app
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever)
        self._stop = asyncio.Event()
        self._living: asyncio.Task[None] | None = None
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://127.0.0.1", cookies=None, trust_env=False
        )

    def __enter__(self) -> Client:
        """Start."""
        self._thread.start()
        self.run(self._begin())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, as on SIGTERM."""
        self.run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run(self, work: Any) -> Any:
        """Run a coroutine on the app's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def post(self, path: str, **request: Any) -> httpx.Response:
        """Post something."""
        answer: httpx.Response = self.run(self._http.post(path, **request))
        return answer

    def get(self, path: str, **request: Any) -> httpx.Response:
        """Get something."""
        answer: httpx.Response = self.run(self._http.get(path, **request))
        return answer

    async def _begin(self) -> None:
        """Start the app's tasks."""
        ready = asyncio.Event()
        self._living = asyncio.create_task(self._live(ready))
        await ready.wait()

    async def _live(self, ready: asyncio.Event) -> None:
        """Hold the app's lifespan until the end; one task does both, as a server does."""
        async with self._app.router.lifespan_context(self._app):
            ready.set()
            await self._stop.wait()

    async def _end(self) -> None:
        """End them."""
        self._stop.set()
        if self._living is not None:
            await self._living
        await self._http.aclose()


@dataclass
class Replica:
    """A process's worth of the service: its app, and what it works with."""

    client: Client
    served: Served

    @property
    def state(self) -> State:
        """The state that it shares with others."""
        return self.served.state


def draw(_: Picture) -> bytes:
    """A picture that is none."""
    return PNG


@contextmanager
def replica(
    engine: Engine,
    folder: Path,
    environ: Mapping[str, str],
    *,
    rules: Rules | None = None,
    clock: Clock | None = None,
    settings: Mapping[str, str] | None = None,
    url: str | None = None,
) -> Iterator[Replica]:
    """A running replica.

    Args:
        engine: answers.
        folder: where the state is; replicas of one folder share it.
        environ: switches its channels on.
        rules: of the state; no limit on questions unless they say so.
        clock: the time.
        settings: variables of the settings that all channels share.
        url: the state's database, where it is not a file in the folder.
    """
    read = Settings.from_environment(settings or {})
    service = Service(engine, read, today=lambda: TODAY)
    with (
        State(
            url or f"sqlite:///{folder}/state.sqlite",
            "secret",
            rules or Rules(questions_per_minute=0),
            clock or Clock(),
        ) as state,
        ThreadPoolExecutor(4) as threads,
    ):
        served = Served(service, read, state, Conversing(service, state), threads, draw, environ)
        with Client(application(served, parts(served))) as client:
            yield Replica(client, served)
