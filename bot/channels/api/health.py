"""Whether the service is alive, ready, and what it counts: for whoever looks after it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.api.context import Api
from bot.channels.api.metrics import MEDIA_TYPE

_WITHIN = 5.0
"""Seconds in which the store and the state must answer."""
_FRESH = {"Cache-Control": "no-store"}


def routes(api: Api) -> list[BaseRoute]:
    """The routes at the root."""
    store, state = api.served.service.engine.store, api.served.state
    checks: dict[str, Callable[[], object]] = {
        "store": store.ping,
        "state": lambda: state.read(lambda connection: connection.execute(select(1)).all()),
    }

    async def alive(_request: Request) -> Response:
        """The process answers."""
        return JSONResponse({"status": "alive"}, headers=_FRESH)

    async def ready(_request: Request) -> Response:
        """The store and the state answer; channels that could not go on are named, and do not count."""
        found = await asyncio.gather(*(_answers(check) for check in checks.values()))
        well = dict(zip(checks, found, strict=True))
        ok = all(well.values())
        body = {
            "status": "ready" if ok else "not ready",
            "checks": {name: "ok" if fine else "failed" for name, fine in well.items()},
            "failed_parts": sorted(api.served.failed),
        }
        return JSONResponse(body, 200 if ok else 503, headers=_FRESH)

    async def metrics(_request: Request) -> Response:
        """What was counted."""
        for part in list(api.served.failed):
            api.metrics.failed.labels(part).set(1)
        api.sweep()
        return Response(api.metrics.text(), media_type=MEDIA_TYPE, headers=_FRESH)

    return [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]


async def _answers(check: Callable[[], object]) -> bool:
    """Whether something answers in time."""
    try:
        async with asyncio.timeout(_WITHIN):
            await asyncio.to_thread(check)
    except Exception:  # whatever it is: it does not answer
        return False
    return True
