"""The service as a process: it listens, answers until it is told to stop, and finishes what is in hand."""

from __future__ import annotations

import logging
import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import FrameType

import uvicorn

from bot import logs
from bot.charts import DrawingProcess
from bot.config import Settings
from bot.conversing import Conversing
from bot.service import Service
from bot.serving.app import application
from bot.serving.part import Served
from bot.serving.parts import parts
from bot.state.database import State
from bot.texts import say
from knowledge.model import Language

logger = logging.getLogger("siffersvar.serve")

_THREADS = 4
"""Answers are Python's own work, one at a time; the others wait for the disk or the drawing process."""
_WITHIN = 10
"""Seconds for requests that are being answered when the process is told to stop."""


def run(service: Service, settings: Settings, state: State, language: Language) -> None:
    """Serve until SIGTERM or SIGINT.

    Args:
        service: answers questions.
        settings: how the bot is set up.
        state: where everything is kept.
        language: that of the line that says where it listens.

    Raises:
        OSError: the address cannot be listened at.
        SettingError: a setting of a channel is wrong.
    """  # noqa: DOC502  (raised by what is called)
    host, port = settings.listen
    with (
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as listening,
        DrawingProcess() as drawing,
        ThreadPoolExecutor(_THREADS, "answering") as threads,
    ):
        conversing = Conversing(service, state)
        served = Served(service, settings, state, conversing, threads, drawing.png, os.environ, svg=drawing.svg)
        made = parts(served)
        logs.set_up(*filter(None, (settings.secret, *(secret for part in made for secret in part.secrets))))
        config = uvicorn.Config(
            application(served, made),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_WITHIN,
        )
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}"
        logger.info("%s", say(language, "command.serving", address=address, parts=", ".join(p.name for p in made)))
        with _ended_by_sigterm():
            uvicorn.Server(config).run([listening])


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end uvicorn and no more than that.

    uvicorn raises the signal again once it has ended, which would kill the process before what waits is written, and
    leave its supervisor with an exit code that says it failed.
    """

    def ended(_signal: int, _frame: FrameType | None) -> None:
        """Uvicorn has ended."""

    before = signal.signal(signal.SIGTERM, ended)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
