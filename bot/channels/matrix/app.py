"""The Matrix channel as a whole: logged in, run until it is told to stop, and ended in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from bot.channels.matrix.addressed import Me
from bot.channels.matrix.asking import RefusedError, TokenError
from bot.channels.matrix.client import Homeserver, Login
from bot.channels.matrix.login import log_in, log_in_again
from bot.channels.matrix.platform import Matrix
from bot.channels.matrix.settings import MatrixSettings
from bot.channels.matrix.syncing import Syncing
from bot.delivery.doing import Doing
from bot.delivery.work import EndedError, Work
from bot.serving.part import PartError, Served
from bot.texts import say

logger = logging.getLogger("siffersvar.matrix")

_WITHIN = 8.0
"""Seconds for what is in hand when the process is told to stop."""


async def serve(served: Served, settings: MatrixSettings, stop: asyncio.Event) -> None:
    """Serve people on Matrix until `stop` is set.

    Args:
        served: what it works with.
        settings: how it is set up.
        stop: set when it is time to end.

    Raises:
        PartError: the homeserver does not know the login, or does not give events.
        TokenError: never; it becomes the former.
    """
    language = served.settings.language or "sv"
    homeserver = Homeserver(settings.homeserver)
    try:
        login = await _unless(stop, log_in(homeserver, settings, served.state))
        while login is not None:
            try:
                await _serve(served, settings, homeserver, login, stop)
            except (TokenError, EndedError):
                login = await _unless(stop, log_in_again(homeserver, settings, served.state, login))
                if login is None and not stop.is_set():
                    raise TokenError from None
            else:
                login = None
    except TokenError:
        key = "matrix_token" if settings.token is not None else "matrix_password"
        raise PartError(say(language, f"command.{key}")) from None
    except RefusedError as error:
        raise PartError(say(language, "command.matrix_refused", code=error.code)) from None
    finally:
        await homeserver.close()


async def _serve(
    served: Served, settings: MatrixSettings, homeserver: Homeserver, login: Login, stop: asyncio.Event
) -> None:
    """Serve with one login.

    Raises:
        TokenError: the homeserver does not know it any more.
        EndedError: likewise.
    """  # noqa: DOC502  (raised by a task)
    name = await _unless(stop, homeserver.name())
    if name is None:
        return
    me = Me(login.user, name)
    logger.info("%s serves Matrix at %s", me.user, settings.homeserver)
    platform = Matrix(homeserver, served.state, served.settings, me, served.draw)
    work = Work(served.state, Doing(platform, served.service, served.state, served.threads), platform.channel)
    syncing = Syncing(homeserver, served.state, settings, me, work.wake)
    coroutines: tuple[Coroutine[Any, Any, None], ...] = (syncing.run(), work.run(), work.keep_holding(), work.sweep())
    tasks = [asyncio.create_task(each) for each in coroutines]
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        stopping.cancel()
        await _end(tasks[:1])  # nothing more is taken in
        await work.stop(_WITHIN)
        await _end(tasks)


async def _unless(stop: asyncio.Event, asked: Coroutine[Any, Any, Any]) -> Any:
    """What was asked for; None where it was time to stop before."""
    task, stopping = asyncio.create_task(asked), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([task, stopping], return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        stopping.cancel()
        await _end([task])


async def _end(tasks: list[asyncio.Task[Any]]) -> None:
    """Have tasks end, whatever they were doing."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
