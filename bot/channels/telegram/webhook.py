"""The webhook: Telegram posts updates, and is told 200 when they are kept."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

logger = logging.getLogger("siffersvar.telegram")

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the header's name)
LARGEST = 1 << 20
"""Bytes of an update at most; Telegram's largest are some tens of thousands."""

Put = Callable[[list[Any]], Awaitable[None]]
"""Keeps updates; when it returns, they outlive the process."""


class TooLargeError(Exception):
    """A body over the limit."""


class Server(uvicorn.Server):
    """A server that leaves the process's signals alone."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def application(path: str, secret: str, put: Put) -> Starlette:
    """What answers Telegram's requests.

    Args:
        path: where Telegram posts.
        secret: what it says in a header, by which it is known.
        put: keeps updates.

    Returns:
        An ASGI application.
    """

    async def receive(request: Request) -> Response:
        """Keep one update: 200 when it is kept; where it cannot be, 500, and Telegram comes again."""
        said = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(said.encode("utf-8", "replace"), secret.encode()):
            return Response(status_code=403)
        try:
            update = json.loads(await _body(request))
        except TooLargeError:
            return Response(status_code=413)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return Response(status_code=400)
        try:
            await put([update])
        except Exception as error:
            logger.exception("an update cannot be kept (%s)", type(error).__name__)
            return Response(status_code=500)
        return Response(status_code=200)

    return Starlette(routes=[Route(path, receive, methods=["POST"])])


async def serve(app: Starlette, host: str, port: int, ready: asyncio.Event) -> None:
    """Answer requests until this is cancelled; what is in hand then is finished.

    Args:
        app: what answers.
        host: where to listen.
        port: likewise.
        ready: set when requests are answered.

    Raises:
        OSError: the address cannot be listened at.
    """  # noqa: DOC502  (raised by what is called)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family)
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=3)
    server = Server(config)
    task = asyncio.create_task(server.serve([listening]))
    try:
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        ready.set()
        await asyncio.shield(task)
    finally:
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await task
        listening.close()


async def _body(request: Request) -> bytes:
    """The body of a request.

    Returns:
        It.

    Raises:
        TooLargeError: it is too large.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise TooLargeError
    return bytes(body)
