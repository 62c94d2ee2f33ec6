"""Matrix as a platform of which each event is answered once: what comes of it, and how that is done.

Every message carries a transaction id that is the same however often it is sent, so that nothing has to be guessed:
what may or may not have come is sent again, and the homeserver keeps it once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from bot.channels.matrix.actions import Action, Join, Leave, Send, SendFile, UnknownActionError, from_json, to_json
from bot.channels.matrix.addressed import Me
from bot.channels.matrix.asker import answer_key, asker, offer_key
from bot.channels.matrix.asking import RefusedError, TokenError
from bot.channels.matrix.client import Homeserver
from bot.channels.matrix.desk import Room
from bot.channels.matrix.heard import Heard
from bot.channels.matrix.markup import words
from bot.channels.matrix.planning import plan
from bot.charts import Picture
from bot.config import Settings
from bot.delivery.fate import Fate
from bot.delivery.platform import Desk
from bot.delivery.work import EndedError
from bot.state import marks
from bot.state.database import State
from bot.state.tokens import LASTS
from bot.texts import say

logger = logging.getLogger("siffersvar.matrix")

_MESSAGE = "m.room.message"
_KNOWN = 48 * 3600.0
"""Seconds for which it is known what answered an event; a question is edited long before."""
_GONE = ("M_FORBIDDEN", "M_NOT_FOUND", "M_UNKNOWN_ROOM", "M_NOT_JOINED", "M_GUEST_ACCESS_FORBIDDEN")
"""The bot is not in the room any more, may not speak there, or was not let in."""


class Matrix:
    """A `Platform`."""

    def __init__(
        self,
        homeserver: Homeserver,
        state: State,
        settings: Settings,
        me: Me,
        draw: Callable[[Picture], bytes],
    ) -> None:
        """Begin.

        Args:
            homeserver: takes what is sent.
            state: where it is noted what answered what.
            settings: how the bot is set up.
            me: who the bot is.
            draw: draws a picture as PNG.
        """
        self._homeserver = homeserver
        self._state = state
        self._settings = settings
        self._me = me
        self._draw = draw

    @property
    def channel(self) -> str:
        """The bot's name in the state database."""
        return channel_of(self._me)

    def plan(self, content: str, desk: Desk) -> Sequence[str]:
        """Work out what is to be done about an event."""
        room = Room(desk, self._settings, self._me, self._state.hashed, self._draw)
        return [to_json(action) for action in plan(Heard.from_json(content), room)]

    def sorry(self, content: str, desk: Desk, ident: str) -> Sequence[str]:
        """An apology with the id that the log has."""
        who = asker(Heard.from_json(content), desk, self._state.hashed)
        return [to_json(who.message(words(say(who.language, "command.internal_error", id=ident))))]

    def notice(self, content: str, desk: Desk, unknown: Sequence[str]) -> Sequence[str]:  # noqa: ARG002
        """Nothing: what may not have come is sent again."""
        return ()

    def repeatable(self, action: str) -> bool:  # noqa: ARG002
        """Whether an action can be done twice without being seen twice: each can."""
        return True

    async def do(self, action: str) -> Fate:
        """Do an action, as often as it takes for the homeserver to answer.

        Args:
            action: what to do.

        Returns:
            What became of it.

        Raises:
            EndedError: the homeserver does not know the login any more.
        """
        try:
            known = from_json(action)
        except UnknownActionError as error:
            logger.error("%s", error)  # noqa: TRY400  (its words are ours)
            return Fate.REFUSED
        try:
            await self._done(known)
        except TokenError as error:
            raise EndedError from error
        except RefusedError as error:
            if isinstance(known, Leave):
                return Fate.DONE
            logger.warning("the homeserver refuses %s (%s)", type(known).__name__, error.code)
            return Fate.BLOCKED if error.code in _GONE or isinstance(known, Join) else Fate.REFUSED
        return Fate.DONE

    async def _done(self, action: Action) -> None:
        """Do an action; where it is refused, say so."""
        match action:
            case Join():
                await self._homeserver.join(action.room)
            case Leave():
                await self._homeserver.leave(action.room)
            case SendFile():
                address = await self._homeserver.upload(action.file, action.kind, str(action.content["filename"]))
                content = {**action.content, "url": address}
                await self._homeserver.send(action.room, _MESSAGE, content, action.transaction)
            case Send():
                event = await self._homeserver.send(action.room, _MESSAGE, action.content, action.transaction)
                await self._note(action, event)
        if isinstance(action, Send | SendFile):
            self._homeserver.show_written(action.room)

    async def _note(self, action: Send, event: str) -> None:
        """Note what was answered by an event, and what that offers."""
        hashed, now, shown = self._state.hashed, self._state.now(), action.under or event
        if action.question:
            key = answer_key(hashed, action.question)
            await self._state.write(lambda at: marks.write(at, key, shown, now + _KNOWN))
        if action.offer:
            key_offer = offer_key(hashed, shown)
            await self._state.write(lambda at: marks.write(at, key_offer, action.offer, now + LASTS))


def channel_of(me: Me) -> str:
    """The bot's name in the state database."""
    return f"matrix:{me.user}"
