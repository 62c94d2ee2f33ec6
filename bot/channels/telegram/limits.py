"""How fast the bot may send: Telegram's limits kept beforehand, and its "retry after" obeyed.

python-telegram-bot's `AIORateLimiter` holds the limits over all chats and in each group. It has none for private chats,
and whoever waits for a "retry after" within it is let go as soon as any other request ends; so both are done here.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, BaseRateLimiter

logger = logging.getLogger("siffersvar.telegram")

Response = Any
"""What the Bot API gave, in JSON's terms."""
_GROUP = 20.0
"""Messages a minute in a group."""
_MANY = 1024
"""Chats whose times are remembered before those that are over are let go."""
_AT_ONCE = 16
"""Requests under way: httpcore's pool takes longer the more wait for it, so more at once are slower."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is noted around one request: that it begins, and that it was certainly not done after all."""

    begin: Callable[[], Awaitable[None]]
    not_begun: Callable[[], Awaitable[None]]


class Limits(BaseRateLimiter[Attempt]):
    """Lets requests through as fast as Telegram takes them."""

    def __init__(
        self,
        per_second: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Begin.

        Args:
            per_second: messages a second over all chats; 0 is no limit of ours, for chats neither.
            clock: seconds that never go back.
            sleep: lets some of them pass.
        """
        at_once = max(1.0, per_second / 10)  # a whole second's worth at once would make two in the first second
        self._inner = AIORateLimiter(
            overall_max_rate=at_once if per_second else 0.0,
            overall_time_period=at_once / per_second if per_second else 0.0,
            group_max_rate=_GROUP if per_second else 0.0,
            max_retries=0,
        )
        self._limited = per_second > 0
        self._clock = clock
        self._sleep = sleep
        self._next: dict[int, float] = {}
        self._paused: dict[object, float] = {}
        self._all_paused = 0.0
        self._refused: object = None
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def initialize(self) -> None:
        """Begin."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """End."""
        await self._inner.shutdown()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Response]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Attempt | None,
    ) -> Response:
        """Do a request when it is its turn, as often as Telegram says to come back later.

        Args:
            callback: does it.
            args: for it.
            kwargs: for it.
            endpoint: the method's name.
            data: its parameters.
            rate_limit_args: what to note around each attempt.

        Returns:
            What the callback gave.
        """
        chat = data.get("chat_id")

        async def attempt(*its: Any, **named: Any) -> Response:
            """Do the request once."""
            await self._pause(chat)
            async with self._slots:
                if rate_limit_args is not None:
                    await rate_limit_args.begin()
                return await callback(*its, **named)

        while True:
            await self._pause(chat)
            if self._limited and endpoint.startswith("send") and isinstance(chat, int) and chat > 0:
                await self._turn(chat)
            try:
                done = await self._inner.process_request(attempt, args, kwargs, endpoint, data, None)
            except RetryAfter as error:
                if rate_limit_args is not None:
                    await rate_limit_args.not_begun()
                self._told_to_wait(chat, seconds(error))
            else:
                self._refused = None
                return done

    async def _turn(self, chat: int) -> None:
        """Wait until a second has passed since the last message in a private chat."""
        now = self._clock()
        at = max(now, self._next.get(chat, 0.0))
        if len(self._next) > _MANY:
            self._next = {other: when for other, when in self._next.items() if when > now}
        self._next[chat] = at + 1.0
        await self._sleep(at - now)

    async def _pause(self, chat: object) -> None:
        """Wait as long as Telegram said."""
        while (wait := max(self._all_paused, self._paused.get(chat, 0.0)) - self._clock()) > 0:
            await self._sleep(wait)
        self._paused.pop(chat, None)

    def _told_to_wait(self, chat: object, wait: float) -> None:
        """Note that Telegram refused a request for some seconds.

        It does not say whether it means the chat or the bot. Two chats refused one after the other, with nothing let
        through in between, are the bot.
        """
        until = self._clock() + wait + 0.1
        self._paused[chat] = max(until, self._paused.get(chat, 0.0))
        everybody = self._refused is not None and self._refused != (chat,)
        if everybody:
            self._all_paused = max(until, self._all_paused)
        self._refused = (chat,)
        logger.info("Telegram says to wait %.1f s, %s", wait, "with everything" if everybody else "in one chat")


def seconds(error: RetryAfter) -> float:
    """How long to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
