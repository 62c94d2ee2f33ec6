"""The Telegram channel as a whole: started, run until it is told to stop, and ended in order."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from telegram import BotCommand
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.commands import command_lists
from bot.channels.telegram.desk import Me
from bot.channels.telegram.desks import App, Bot, Desks, application
from bot.channels.telegram.doing import Doing
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.receive import WANTED, Listening, RefusedError, poll, put
from bot.channels.telegram.send import Sender
from bot.channels.telegram.webhook import application as webhook
from bot.channels.telegram.webhook import serve as listen
from bot.charts import DrawingProcess, Picture, draw_png
from bot.config import LANGUAGES, Settings
from bot.delivery.work import EndedError, Work
from bot.service import Service
from bot.state.database import State

logger = logging.getLogger("siffersvar.telegram")
T = TypeVar("T")

_THREADS = 2
_LONGEST_WAIT = 30.0
_WITHIN = 8.0
"""Seconds for what is in hand when the process is told to stop; with the rest it takes 10 at most."""
_CONNECTIONS = 24
_KEPT_OPEN = 8
"""Connections that stay open when nothing is sent: httpcore looks at each of them before each request."""


async def serve(
    service: Service,
    settings: Settings,
    state: State,
    stop: asyncio.Event,
    draw: Callable[[Picture], bytes] = draw_png,
) -> None:
    """Serve people on Telegram until `stop` is set.

    Args:
        service: answers questions.
        settings: how the bot is set up; with a token.
        state: where everything is kept; it stays open.
        stop: set when it is time to end.
        draw: draws a picture as PNG; as it is by default, nobody is answered meanwhile.

    Raises:
        RefusedError: Telegram will not have this process go on.
        OSError: the webhook's address cannot be listened at.
    """  # noqa: DOC502  (some are raised by what is called)
    listening = Listening(connection_pool_size=2)
    bot = _bot(settings, listening)
    with ThreadPoolExecutor(_THREADS, "planning") as threads:
        desks = Desks(service, settings, state, threads, draw)
        app = application(bot, desks)
        async with AsyncExitStack() as end:
            end.push_async_callback(_shut_down, app)
            if not await _unless(stop, _patiently(app.initialize)):
                return
            desks.channel, desks.me = f"telegram:{bot.id}", Me(bot.id, bot.username)
            logger.info("@%s serves Telegram; state in %s", bot.username, state.url)
            doing = Doing(
                state,
                Sender(bot),
                lambda chat, update: desks.work_out(app, chat, update),
                desks.channel,
                lambda update: desks.language(app, update),
            )
            work = Work(state, doing, desks.channel)
            receiving = _webhook if settings.telegram_webhook_url else _poll
            tasks = [
                asyncio.create_task(each)
                for each in (
                    receiving(bot, listening, state, desks.channel, settings, work.wake),
                    work.run(),
                    work.keep_holding(),
                    work.sweep(),
                )
            ]
            others = asyncio.create_task(_say_commands(bot))
            try:
                await _first(stop, tasks)
            except EndedError:
                raise RefusedError("telegram_token") from None
            finally:
                await _end([tasks[0], others])  # nothing more is taken in
                await work.stop(_WITHIN)
                await _end(tasks)


async def run(service: Service, settings: Settings, state: State) -> None:
    """Serve until the process is told to stop (SIGTERM, SIGINT).

    Args:
        service: answers questions.
        settings: how the bot is set up; with a token.
        state: where everything is kept.

    Raises:
        RefusedError: Telegram will not have this process go on.
    """  # noqa: DOC502  (raised by what is called)
    stop = asyncio.Event()
    with suppress(NotImplementedError):  # Windows
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with DrawingProcess() as drawing:
        await serve(service, settings, state, stop, drawing.png)


def _bot(settings: Settings, listening: Listening) -> Bot:
    """The client."""
    address = settings.telegram_api_url
    return ExtBot(
        settings.telegram_token or "",
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=_CONNECTIONS,
            httpx_kwargs={"limits": httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_KEPT_OPEN)},
            pool_timeout=60.0,
            connect_timeout=10.0,
            read_timeout=20.0,
            write_timeout=20.0,
        ),
        get_updates_request=listening,
        rate_limiter=Limits(settings.telegram_messages_per_second),
    )


async def _poll(
    bot: Bot, listening: Listening, state: State, channel: str, _: Settings, wake: Callable[[], None]
) -> None:
    """Ask for updates."""
    await poll(bot, listening, state, channel, wake)


async def _webhook(
    bot: Bot, _: Listening, state: State, channel: str, settings: Settings, wake: Callable[[], None]
) -> None:
    """Listen for updates, and tell Telegram where. It is never told to stop: others may listen at the same address."""
    url = settings.telegram_webhook_url or ""
    secret = settings.telegram_webhook_secret or state.hashed("webhook", url)
    app = webhook(urlsplit(url).path or "/", secret, lambda updates: put(state, channel, updates, wake))
    ready = asyncio.Event()
    serving = asyncio.create_task(listen(app, *settings.telegram_webhook_listen, ready))
    try:
        await _first(ready, [serving])
        try:
            await _patiently(lambda: bot.set_webhook(url, allowed_updates=WANTED, secret_token=secret))
        except BadRequest as error:
            raise RefusedError("telegram_webhook") from error
        logger.info("listening at %s:%d for Telegram", *settings.telegram_webhook_listen)
        await serving
    finally:
        await _end([serving])


async def _say_commands(bot: Bot) -> None:
    """Tell Telegram which commands there are, in each language; English where a phone has another."""
    for language in LANGUAGES:
        commands = [BotCommand(name, what) for name, what in command_lists("sv" if language == "sv" else "en")]
        for code in (language, None) if language == "en" else (language,):
            with suppress(BadRequest, InvalidToken, Forbidden):
                await _patiently(lambda commands=commands, code=code: bot.set_my_commands(commands, language_code=code))  # type: ignore[misc]


async def _patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask Telegram for something until it answers.

    Raises:
        RefusedError: it does not know the token.
        BadRequest: it will not do that.

    Returns:
        What it answered.
    """
    wait = 1.0
    while True:
        try:
            return await ask()
        except InvalidToken:
            raise RefusedError("telegram_token") from None
        except BadRequest:
            raise
        except TelegramError as error:
            logger.warning("Telegram does not answer (%s), asking again in %.0f s", type(error).__name__, wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)


async def _unless(stop: asyncio.Event, asked: Awaitable[object]) -> bool:
    """Whether something ended before it was time to stop."""
    task = asyncio.create_task(_finished(asked))
    try:
        await _first(stop, [task])
    finally:
        ended = task.done()
        await _end([task])
    return ended


async def _finished(asked: Awaitable[object]) -> None:
    """Wait for something."""
    await asked


async def _first(stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> None:
    """Wait until it is time to stop, or a task has ended; its error is raised."""
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        stopping.cancel()


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """Have tasks end, whatever they were doing."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _shut_down(app: App) -> None:
    """Close the client's connections, also where Telegram never answered."""
    await app.shutdown()
    with suppress(RuntimeError):
        await app.bot.shutdown()
