"""What a channel says of its platform so that its updates are answered once, in order, and outlive the process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.day import day_of
from bot.delivery.fate import Fate
from bot.service import Service
from bot.state.session import Session


@dataclass(frozen=True, slots=True)
class Desk:
    """One update's desk: what it may ask, read and write.

    Attributes:
        service: answers questions; its own memory is not used, the session's is.
        session: the state, in the transaction in which the actions are kept too.
        now: the time at which the update is handled, UTC.
    """

    service: Service
    session: Session
    now: datetime

    @property
    def day(self) -> date:
        """The day in Sweden, by which "i år" is understood."""
        return day_of(self.now)


class Platform(Protocol):
    """A platform: what comes of its updates, and how that is done. Actions are JSON texts of its own."""

    @property
    def channel(self) -> str:
        """The bot's name in the state database, such as `slack:T024BE7LD`; the keys of its chats begin with it."""
        ...

    def plan(self, content: str, desk: Desk) -> Sequence[str]:
        """Work out what is to be done about an update, in a thread. It may be worked out again.

        Args:
            content: the update as it was kept.
            desk: what it is worked out with.

        Returns:
            Actions, in order; none for an update that is not for the bot.
        """
        ...

    def sorry(self, content: str, desk: Desk, ident: str) -> Sequence[str]:
        """What is done about an update that could not be worked out: an apology with the id that the log has."""
        ...

    def notice(self, content: str, desk: Desk, unknown: Sequence[str]) -> Sequence[str]:
        """What is done once in place of actions of which nobody knows whether they were done; nothing, if nothing."""
        ...

    def repeatable(self, action: str) -> bool:
        """Whether an action can be done twice without being seen twice, such as one that carries its own id."""
        ...

    async def do(self, action: str) -> Fate:
        """Do an action once, waiting where the platform says so and trying again where it certainly was not done.

        Args:
            action: what to do.

        Returns:
            What became of it.

        Raises:
            EndedError: the platform will not have the bot go on; the action was not done.
            WithdrawnError: this was cancelled while the action had to wait; it was not done.
        """
        ...
