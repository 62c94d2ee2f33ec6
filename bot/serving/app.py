"""The ASGI app: the routes of all parts, and their tasks, started and ended with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.service import anonymous
from bot.serving.limits import SizeLimit
from bot.serving.part import Part, PartError, Served, Task

logger = logging.getLogger("siffersvar.serve")

_WITHIN = 9.0
"""Seconds for what is in hand when the service is told to stop."""


def application(served: Served, parts: Sequence[Part]) -> Starlette:
    """The app.

    Args:
        served: what its parts work with.
        parts: what it serves.

    Returns:
        An ASGI application whose lifespan runs the parts' tasks.
    """

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        """Run the tasks."""
        stop = asyncio.Event()
        tasks = [asyncio.create_task(_run(part, task, stop, served)) for part in parts for task in part.tasks]
        try:
            yield
        finally:
            stop.set()
            if tasks:
                _, late = await asyncio.wait(tasks, timeout=_WITHIN)
                for task in late:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    routes = [route for part in parts for route in part.routes]
    return Starlette(routes=routes, lifespan=lifespan, middleware=[Middleware(SizeLimit)])


async def _run(part: Part, task: Task, stop: asyncio.Event, served: Served) -> None:
    """Run a task; where it cannot go on, the operator is told, and the other parts go on."""
    try:
        await task(stop)
    except PartError as error:
        served.failed[part.name] = str(error)
        logger.error("%s", error)  # noqa: TRY400  (its words say it)
    except Exception as error:
        served.failed[part.name] = type(error).__name__
        logger.error("%s has ended by a fault of the program\n%s", part.name, anonymous(error))  # noqa: TRY400
