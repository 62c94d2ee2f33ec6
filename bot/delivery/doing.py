"""One update of a platform to its end: worked out and kept whole, each action done once and noted, closed."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.delivery.fate import Fate
from bot.delivery.platform import Desk, Platform
from bot.delivery.work import EndedError, SupersededError, WithdrawnError
from bot.service import Service, anonymous
from bot.state import inbox, outbox
from bot.state.buffered import Buffered
from bot.state.database import State
from bot.state.inbox import Open
from bot.state.outbox import Kept
from bot.state.schema import SENDING, UNCERTAIN, WAITING
from bot.state.writer import passing

logger = logging.getLogger("siffersvar.delivery")

OLD = 3600.0
"""Seconds after which an update is not answered any more."""
_AFTER_ALL = 1000
"""Added to the place of an action for that of the notice about it."""
_TRIES = 3
"""How often an action that can be repeated is tried where nobody knows whether it was done."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Brings a platform's updates to their end.

    Attributes:
        platform: what comes of them, and how it is done.
        service: answers questions.
        state: where everything is kept.
        threads: where answers are worked out.
    """

    platform: Platform
    service: Service
    state: State
    threads: Executor

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
        """  # noqa: DOC502  (raised by what is called)
        begun = any(each.state != WAITING or each.position > 0 for each in kept)
        if self.state.now() - update.asked > OLD and not begun:
            await self._close(update.number, inbox.EXPIRED)
            return True
        actions = kept if update.planned else await self._plan(chat, update)
        if actions is None:
            return False
        unknown = [each for each in actions if each.state == UNCERTAIN]
        for each in actions:
            if each.state == UNCERTAIN:
                continue
            fate = await self._do(each)
            if fate is Fate.BLOCKED:
                await self._close(update.number, inbox.BLOCKED)
                return True
            if fate is Fate.UNCERTAIN:
                unknown.append(each)
        if unknown:
            for notice in await self._notice(chat, update, unknown):
                await self._do(notice)
        await self._close(update.number, inbox.UNCERTAIN if unknown else inbox.ANSWERED)
        return True

    async def _plan(self, chat: str, update: Open) -> list[Kept] | None:
        """Work out an update, and keep what it comes to with all that its session wrote, in one transaction.

        Returns:
            The actions; None where they could not be kept.
        """
        session, actions = await asyncio.get_running_loop().run_in_executor(self.threads, self._planned, update)
        try:
            return await self._keep(chat, update, session, actions)
        except Exception as error:
            if passing(error):
                raise  # the database does not answer: the update stays in the inbox
            return await self._keep(chat, update, *self._failed(update, error))

    def _planned(self, update: Open) -> tuple[Buffered, Sequence[str]]:
        """Work out an update; whatever goes wrong on the way becomes an answer too."""
        session, desk = self._desk()
        try:
            return session, self.platform.plan(update.content, desk)
        except Exception as error:  # the last wall
            if passing(error):
                raise  # the state database does not answer: the update stays in the inbox
            return self._failed(update, error)

    def _failed(self, update: Open, error: Exception) -> tuple[Buffered, Sequence[str]]:
        """What comes of an update that could not be worked out: an apology with the id that the log has."""
        ident = secrets.token_hex(3)
        logger.error("error %s in channel %s\n%s", ident, self.platform.channel.partition(":")[0], anonymous(error))
        session, desk = self._desk()
        return session, self.platform.sorry(update.content, desk, ident)

    def _desk(self) -> tuple[Buffered, Desk]:
        """An empty desk and its session."""
        session = self.state.session()
        return session, Desk(self.service, session, datetime.fromtimestamp(self.state.now(), UTC))

    async def _keep(self, chat: str, update: Open, session: Buffered, actions: Sequence[str]) -> list[Kept] | None:
        """Keep actions and what the session wrote; None where another process did so."""
        channel = self.platform.channel
        kept = [Kept(channel, update.number, at, action) for at, action in enumerate(actions)]

        def write(at: Connection) -> bool:
            """Keep everything, unless another did."""
            if not inbox.mark_planned(at, channel, update.number):
                return False
            outbox.add(at, chat, kept)
            session.write(at)
            return True

        return kept if await self.state.write(write) else None

    async def _do(self, kept: Kept) -> Fate:
        """Do one action that was kept, and note what became of it.

        Raises:
            SupersededError: another process has begun it.
            EndedError: the platform will not have the bot go on.
            WithdrawnError: this was cancelled before it was begun.

        Returns:
            What became of it.
        """
        repeatable = self.platform.repeatable(kept.action)
        fate = Fate.UNCERTAIN
        if repeatable:
            for _ in range(_TRIES):
                fate = await self.platform.do(kept.action)
                if fate is not Fate.UNCERTAIN:
                    break
        elif kept.state != SENDING:
            if not await self.state.write(lambda at: outbox.begin(at, kept)):
                raise SupersededError
            try:
                fate = await self.platform.do(kept.action)
            except (EndedError, WithdrawnError):  # it was not done: whoever comes next does it
                self.state.submit(lambda at: outbox.not_begun(at, kept))
                raise
        noted: Callable[[Connection], None] = (
            (lambda at: outbox.not_known(at, kept))
            if fate is Fate.UNCERTAIN
            else (lambda at: outbox.done(at, kept, None, self.state.now()))
        )
        if fate is not Fate.BLOCKED:
            await self.state.write(noted)
        return fate

    async def _notice(self, chat: str, update: Open, unknown: Sequence[Kept]) -> list[Kept]:
        """Keep a notice in place of what may or may not have come."""
        session, desk = self._desk()
        actions = self.platform.notice(update.content, desk, [each.action for each in unknown])
        first = unknown[-1].position + _AFTER_ALL
        kept = [Kept(self.platform.channel, update.number, first + at, each) for at, each in enumerate(actions)]

        def write(at: Connection) -> None:
            """Put the notice in place of the actions."""
            for each in unknown:
                outbox.done(at, each, None, self.state.now())
            outbox.add(at, chat, kept)
            session.write(at)

        await self.state.write(write)
        logger.warning("%d message(s) may or may not have come", len(unknown))
        return kept

    async def _close(self, number: int, outcome: str) -> None:
        """Close an update."""
        channel = self.platform.channel
        await self.state.write(lambda at: inbox.close(at, channel, number, outcome, self.state.now()))
