"""Who is served when: one chat in order, others at the same time, whichever process holds them."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from bot.service import anonymous
from bot.state import inbox, leases, outbox, retention
from bot.state.database import State
from bot.state.inbox import Open
from bot.state.outbox import Kept
from bot.state.writer import passing

logger = logging.getLogger("siffersvar.delivery")
T = TypeVar("T")

_HANDS = 256
"""Chats that are served at the same time."""
_AT_A_TIME = 64
"""Chats that are taken, and updates of one, at a time."""
_LOOK = 1.0
"""Seconds after which it is looked for work that nobody told of: other processes' updates and fallen leases."""
_LATER = 2.0
"""Seconds to wait where the database does not answer."""
_TRIES = 3
"""How often an update is taken up at which this program fails."""
_SWEEP = 600.0
"""Seconds between two looks for what has had its time."""


class SupersededError(Exception):
    """Another process has taken what was in hand."""


class EndedError(Exception):
    """The platform will not have this bot go on, such as one whose token it does not know any more."""


class WithdrawnError(asyncio.CancelledError):
    """What was to be done was cancelled before it was begun, such as while the platform had it wait."""


class Doing(Protocol):
    """Brings updates to their end."""

    async def answer(self, chat: str, update: Open, kept: Sequence[Kept]) -> bool:
        """Work out an update unless that was done, do what is left of it, and close it.

        Args:
            chat: its chat, which is held.
            update: what came.
            kept: what is left to do about it, where it was worked out before.

        Returns:
            Whether the next one may follow; not where it could not be worked out now.

        Raises:
            SupersededError: another process has taken it.
            EndedError: the platform will not have the bot go on.
        """
        ...


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be done in a chat that is held."""

    chat: str
    updates: Sequence[Open]
    actions: Sequence[Kept]


class Work:
    """Has everything in the inbox answered."""

    def __init__(self, state: State, doing: Doing, channel: str) -> None:
        """Begin with nothing in hand.

        Args:
            state: where everything is kept.
            doing: brings updates to their end.
            channel: the bot's.
        """
        self._state = state
        self._doing = doing
        self._channel = channel
        self._me = leases.holder()
        self._wake = asyncio.Event()
        self._stopping = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended: list[EndedError] = []
        self._failures: Counter[int] = Counter()

    def wake(self) -> None:
        """There is something to do."""
        self._wake.set()

    async def run(self) -> None:
        """Give each chat that has something to do a task, until `stop`.

        Raises:
            EndedError: the platform will not have the bot go on.
        """  # noqa: DOC502  (raised by a task)
        await self._try(lambda at: leases.free_the_dead(at, self._me, self._state.now()))
        while not self._stopping:
            self._wake.clear()
            if self._ended:
                raise self._ended[0]
            most = min(_HANDS - len(self._tasks), _AT_A_TIME)
            claimed = await self._claim(most) if most > 0 else []
            for batch in claimed:
                task = asyncio.create_task(self._serve(batch))
                self._tasks.add(task)
                task.add_done_callback(self._served)
            if len(claimed) < max(most, 1):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), _LOOK)

    async def keep_holding(self) -> None:
        """Renew what is held, until this is cancelled."""
        while True:
            await asyncio.sleep(leases.LASTS / 3)
            await self._try(lambda at: leases.renew(at, self._me, self._state.now()))

    async def sweep(self) -> None:
        """Delete what has had its time, until this is cancelled."""
        while True:
            await self._try(lambda at: retention.sweep(at, self._state.now()))
            await asyncio.sleep(_SWEEP)

    async def stop(self, within: float) -> None:
        """Finish what is in hand, as far as it can be in so many seconds; leave the rest to whoever comes."""
        self._stopping = True
        self.wake()
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=within)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=1.0)
        await self._try(lambda at: leases.leave(at, self._me))

    async def _claim(self, most: int) -> list[Batch]:
        """Take chats with something to do."""

        def take(at: Connection) -> list[Batch]:
            """Take them, and read what there is to do."""
            return [_load(at, chat) for chat in leases.claim(at, self._channel, self._me, self._state.now(), most)]

        return await self._try(take) or []

    async def _try(self, work: Callable[[Connection], T]) -> T | None:
        """Write something; where the database does not answer, say so and go on a little later."""
        try:
            return await self._state.write(work)
        except Exception as error:
            logger.exception("the state database does not answer (%s)", type(error).__name__)
            await asyncio.sleep(_LATER)
            return None

    def _served(self, task: asyncio.Task[None]) -> None:
        """A chat's task has ended."""
        self._tasks.discard(task)
        if len(self._tasks) >= _HANDS - _AT_A_TIME:
            self.wake()  # others may have waited for a hand
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, EndedError):
            self._ended.append(error)
            self.wake()
        else:
            logger.error("serving a chat failed (%s)", type(error).__name__, exc_info=error)

    async def _serve(self, batch: Batch) -> None:
        """Answer what a chat holds, until nothing is left or another has it."""
        held: Batch | None = batch
        try:
            while held is not None:
                for update in held.updates:
                    if self._stopping:
                        return
                    kept = [each for each in held.actions if each.number == update.number]
                    if not await self._answered(held.chat, update, kept):
                        await asyncio.sleep(_LATER)
                        return
                held = await self._state.write(self._more(batch.chat))
        except SupersededError:
            return
        finally:
            if held is not None:
                self._state.submit(lambda at: leases.leave(at, self._me, [batch.chat]))

    async def _answered(self, chat: str, update: Open, kept: Sequence[Kept]) -> bool:
        """Whether an update has come to its end; one at which this program fails again and again, does."""
        try:
            done = await self._doing.answer(chat, update, kept)
        except (EndedError, SupersededError):
            raise
        except Exception as error:
            logger.error("an update cannot be brought to its end\n%s", anonymous(error))  # noqa: TRY400
            self._failures[update.number] += not passing(error)
            if self._failures[update.number] < _TRIES:
                return False
        else:
            self._failures.pop(update.number, None)
            return done
        del self._failures[update.number]
        channel, now = self._channel, self._state.now()
        await self._state.write(lambda at: inbox.close(at, channel, update.number, inbox.FAILED, now))
        return True

    def _more(self, chat: str) -> Callable[[Connection], Batch | None]:
        """What has come to a chat meanwhile; None where it was let go."""
        return lambda at: None if leases.release(at, chat, self._me) else _load(at, chat)


def _load(at: Connection, chat: str) -> Batch:
    """What is to be done in a chat."""
    return Batch(chat, inbox.of_chat(at, chat, _AT_A_TIME), outbox.of_chat(at, chat))
