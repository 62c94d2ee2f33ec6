"""One update from the inbox to its end: worked out, each action done once and noted, closed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from telegram.error import InvalidToken

from bot.channels.telegram.actions import (
    Action,
    Button,
    DeleteMessage,
    SendText,
    UnknownActionError,
    from_json,
    to_json,
)
from bot.channels.telegram.limits import Attempt
from bot.channels.telegram.send import Result, Sender, Sending
from bot.delivery.fate import Fate
from bot.delivery.work import EndedError, SupersededError
from bot.state import inbox, memories, outbox, tokens
from bot.state.database import State
from bot.state.inbox import Open
from bot.state.outbox import Kept
from bot.state.schema import SENDING, UNCERTAIN, WAITING
from bot.texts import say
from knowledge.model import Language

logger = logging.getLogger("siffersvar.telegram")

OLD = 3600.0
"""Seconds after which an update is not answered any more."""
_NOTICES = 3
"""How often a notice is sent of which it is not known whether it came: better two than none."""
_AFTER_ALL = 1000
"""Added to the place of an action for that of the notice about it."""
_AGAIN = "again"

Plan = Callable[[str, Open], Awaitable["list[Kept] | None"]]
"""Works out what to do about an update of a chat and keeps it; None where it could not be kept."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Brings updates to their end.

    Attributes:
        state: where everything is kept.
        sender: does actions.
        plan: works them out.
        channel: the bot's.
        language: that in which the person of an update is addressed.
    """

    state: State
    sender: Sender
    plan: Plan
    channel: str
    language: Callable[[Open], Language]

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
            EndedError: Telegram does not know the bot any more.
        """  # noqa: DOC502  (raised by what is called)
        begun = any(each.state != WAITING or each.position > 0 for each in kept)
        if self.state.now() - update.asked > OLD and not begun:
            await self._close(update.number, inbox.EXPIRED)
            return True
        actions = kept if update.planned else await self.plan(chat, update)
        if actions is None:
            return False
        unknown = [each for each in actions if each.state == UNCERTAIN]
        todo = [each for each in actions if each.state != UNCERTAIN]
        for each in todo:
            fate = await self._do(each, inbox.ANSWERED if each is todo[-1] and not unknown else None)
            if fate is Fate.BLOCKED:
                await self._blocked(update.number, each)
                return True
            if fate is Fate.UNCERTAIN:
                unknown.append(each)
        if unknown:
            notice = await self._notice(chat, update, unknown)
            if notice is None or await self._do(notice, inbox.UNCERTAIN) is Fate.BLOCKED:
                await self._close(update.number, inbox.UNCERTAIN)
        elif not todo:
            await self._close(update.number, inbox.ANSWERED)
        return True

    async def _do(self, kept: Kept, ends: str | None) -> Fate:
        """Do one action that was kept, and note what became of it.

        Args:
            kept: the action.
            ends: how the update ends with it, if it does.

        Returns:
            What became of it.
        """
        action = _action(kept)
        result = await self._result(kept, action) if action is not None else Result(Fate.REFUSED)

        def note(at: Connection) -> None:
            """Note what became of it."""
            now = self.state.now()
            if result.fate is Fate.UNCERTAIN:
                outbox.not_known(at, kept)
                return
            if ends is None:
                outbox.done(at, kept, result.message, now)
            else:
                outbox.answers(at, kept, result.message, now)
                inbox.close(at, self.channel, kept.number, ends, now)
            if isinstance(action, DeleteMessage) and result.fate is Fate.DONE:
                outbox.withdrawn(at, kept.answers, action.message)

        if result.fate is not Fate.BLOCKED:
            await self.state.write(note)
        return result.fate

    async def _result(self, kept: Kept, action: Action) -> Result:
        """Do an action as often as it may be done."""
        once = isinstance(action, Sending) and not _is_notice(action)
        if kept.state == SENDING:
            if once:
                return Result(Fate.UNCERTAIN)
            await self.state.write(lambda at: outbox.not_begun(at, kept))
        attempt = self._attempt(kept, action)
        result = await self._sent(action, attempt)
        tries = 1
        while result.fate is Fate.UNCERTAIN and not once:
            if tries == _NOTICES:
                return Result(Fate.REFUSED)
            tries += 1
            await attempt.not_begun()
            result = await self._sent(action, attempt)
        return result

    async def _sent(self, action: Action, attempt: Attempt) -> Result:
        """Do an action, once.

        Raises:
            EndedError: Telegram does not know the bot any more.

        Returns:
            What became of it.
        """
        try:
            return await self.sender.do(action, attempt)
        except InvalidToken as error:
            raise EndedError from error

    def _attempt(self, kept: Kept, action: Action) -> Attempt:
        """Notes around each try: only of what would be seen twice if it were done twice."""

        async def nothing() -> None:
            """Note nothing."""

        async def begin() -> None:
            """Note that it begins.

            Raises:
                SupersededError: another process has begun it.
            """
            if not await self.state.write(lambda at: outbox.begin(at, kept)):
                raise SupersededError

        async def not_begun() -> None:
            """Note that it was certainly not done."""
            await self.state.write(lambda at: outbox.not_begun(at, kept))

        return Attempt(begin, not_begun) if isinstance(action, Sending) else Attempt(nothing, nothing)

    async def _notice(self, chat: str, update: Open, unknown: Sequence[Kept]) -> Kept | None:
        """Keep a notice in place of what may or may not have come, with a button that sends it again."""
        actions = [action for each in unknown if isinstance(action := _action(each), Sending)]
        if not actions:
            return None
        word, now, first = tokens.new(), self.state.now(), actions[0]
        # A token lives for days: it holds no id, and what it stands for goes to the chat where its button is pressed.
        payload = {"actions": [to_json(replace(action, chat=0, reply_to=None)) for action in actions]}
        language = self.language(update)
        text = say(language, "delivery.uncertain")
        button = Button(say(language, "delivery.again"), data=f"{_AGAIN}:{word}")
        notice = SendText(first.chat, text, text, first.thread, first.reply_to, ((button,),))
        kept = Kept(self.channel, update.number, unknown[-1].position + _AFTER_ALL, to_json(notice))

        def write(at: Connection) -> None:
            """Put the notice in place of the actions."""
            tokens.write(at, [tokens.Issued(word, _AGAIN, payload, None, now + tokens.LASTS)])
            for each in unknown:
                outbox.done(at, each, None, now)
            outbox.add(at, chat, [kept])

        await self.state.write(write)
        logger.warning("%d message(s) may or may not have come; the person can have them again", len(actions))
        return kept

    async def _close(self, number: int, outcome: str) -> None:
        """Close an update."""
        await self.state.write(lambda at: inbox.close(at, self.channel, number, outcome, self.state.now()))

    async def _blocked(self, number: int, kept: Kept) -> None:
        """Close an update whose chat takes nothing more, and forget a person who blocked the bot."""
        chat = getattr(_action(kept), "chat", 0)
        hashed = self.state.hashed

        def write(at: Connection) -> None:
            """Close and forget."""
            inbox.close(at, self.channel, number, inbox.BLOCKED, self.state.now())
            if chat > 0:
                memories.forget(at, hashed("conversation", chat, chat, None))
                tokens.forget(at, hashed("person", chat))

        await self.state.write(write)


def _action(kept: Kept) -> Action | None:
    """What was kept; None where this version cannot read it."""
    try:
        return from_json(kept.action)
    except UnknownActionError as error:
        logger.error("%s", error)  # noqa: TRY400  (its words are ours)
        return None


def _is_notice(action: Action) -> bool:
    """Whether it is a notice with the button that sends something again."""
    keyboard = action.keyboard if isinstance(action, SendText) else ()
    return bool(keyboard) and (keyboard[0][0].data or "").startswith(f"{_AGAIN}:")
