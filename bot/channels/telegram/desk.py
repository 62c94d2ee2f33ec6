"""What planning an answer on Telegram works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.channels.telegram.actions import Action
from bot.charts import Picture, draw_png
from bot.config import Settings
from bot.day import day_of
from bot.service import Service
from bot.state.session import Session


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is on Telegram."""

    ident: int
    username: str


@dataclass(slots=True)
class Desk:
    """One update's desk: what it may ask, read and write, and the actions that it comes to.

    Attributes:
        service: answers questions; its own memory is not used, the session's is.
        settings: how the bot is set up.
        me: who the bot is.
        session: the state, in the transaction in which the actions are kept too.
        now: the time at which the update is handled, UTC.
        hashed: makes the keyed hash under which the parts of an id are known.
        draw: draws a picture as PNG.
        actions: what is to be done, in order.
    """

    service: Service
    settings: Settings
    me: Me
    session: Session
    now: datetime
    hashed: Callable[..., str]
    draw: Callable[[Picture], bytes] = draw_png
    actions: list[Action] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The day in Sweden, by which "i år" is understood."""
        return day_of(self.now)

    def do(self, action: Action) -> None:
        """Have something done when the plan is kept."""
        self.actions.append(action)

    def person(self, user: int) -> str:
        """The keyed hash of a person."""
        return self.hashed("person", user)

    def conversation(self, chat: int, user: int | None, thread: int | None = None) -> str:
        """The keyed hash of one person's conversation in a chat (and topic): a group's members do not share it."""
        return self.hashed("conversation", chat, user, thread)
