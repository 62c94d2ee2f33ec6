"""The HTTP API within the service that serves all channels."""

from __future__ import annotations

import asyncio

from starlette.routing import Mount

from bot.channels.api.settings import ApiSettings
from bot.serving.part import Part, Served

_SWEPT = 30.0
"""Seconds between two looks for answers that are too old to be kept."""


def part(served: Served) -> Part:
    """The API, which is always on; SettingError where a setting of it is wrong."""
    settings = ApiSettings.from_environment(served.environ)
    from bot.channels.api import app, health  # noqa: PLC0415  (FastAPI is only there where the extra is)
    from bot.channels.api.context import Api  # noqa: PLC0415  (the same)

    api = Api(served, settings)
    served.service.watch(api.metrics.answered)

    async def sweep(stop: asyncio.Event) -> None:
        """Let go of what is kept in memory when its time is over."""
        while not stop.is_set():
            try:
                async with asyncio.timeout(_SWEPT):
                    await stop.wait()
            except TimeoutError:
                api.sweep()

    return Part("api", [*health.routes(api), Mount("/api/v1", app.application(api))], [sweep])
