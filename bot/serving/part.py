"""What a channel adds to the service: routes, and tasks that run as long as it does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, TypeVar

from starlette.routing import BaseRoute

from bot.charts import Picture, draw_svg
from bot.config import Settings
from bot.conversing import Conversing
from bot.service import Service
from bot.state.database import State

P = ParamSpec("P")
T = TypeVar("T")


class PartError(Exception):
    """A part cannot go on; its words say why, what would do, and nothing that is secret."""


@dataclass(frozen=True, slots=True)
class Served:
    """What every part works with.

    Attributes:
        service: answers questions.
        settings: how the bot is set up.
        state: what outlives the process.
        conversing: answers over the conversations in `state`.
        threads: where answers are worked out.
        draw: draws a picture as PNG, in a thread.
        environ: variables and their values, of which each channel reads its own.
        failed: part -> why it could not go on, filled while the service runs.
        svg: draws a picture as SVG, in a thread.
    """

    service: Service
    settings: Settings
    state: State
    conversing: Conversing
    threads: Executor
    draw: Callable[[Picture], bytes]
    environ: Mapping[str, str]
    failed: dict[str, str] = field(default_factory=dict)
    svg: Callable[[Picture], str] = draw_svg

    async def work(self, do: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Do something in a thread, so that others are served meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, partial(do, *given, **named))


Task = Callable[[asyncio.Event], Awaitable[None]]
"""Runs until the event is set, then ends what is in hand within some seconds. A `PartError` is told to the operator."""


@dataclass(frozen=True, slots=True)
class Part:
    """A channel's share of the service: its name, its routes, its tasks, and what may never stand in the log."""

    name: str
    routes: Sequence[BaseRoute] = ()
    tasks: Sequence[Task] = ()
    secrets: Sequence[str] = field(default=(), repr=False)


Make = Callable[[Served], Part | None]
"""Makes a channel's part; None where its settings do not switch it on. Raises `SettingError` for one that is wrong."""
