"""Questions that are answered at once, over conversations that all processes share.

Where two processes answer in one conversation at the same time, the second works its answer out again: no turn is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from bot.day import day_of
from bot.service import Service
from bot.state.buffered import Buffered
from bot.state.database import State
from bot.state.errors import ChangedError
from knowledge.model import Language

T = TypeVar("T")

_TRIES = 20
"""How often an answer is worked out where the conversation goes on elsewhere meanwhile."""


class BusyError(Exception):
    """A conversation went on elsewhere all the time."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asks, and in which conversation.

    Attributes:
        channel: the channel's name.
        person: the keyed hash of the person.
        conversation: the keyed hash of their conversation.
        chosen: the language that they chose, or that the bot is set to.
        language: the language in which they are addressed where no question has one.
    """

    channel: str
    person: str
    conversation: str
    chosen: Language | None = None
    language: Language = "sv"


@dataclass(frozen=True, slots=True)
class Desk:
    """What one question is answered with.

    Attributes:
        service: answers questions; its own memory is not used, the session's is.
        session: the state, in the transaction in which the answer is kept too.
        day: the day in Sweden, by which "i år" is understood.
    """

    service: Service
    session: Buffered
    day: date


class Conversing:
    """Answers over the state database. Safe to use from several threads."""

    def __init__(self, service: Service, state: State) -> None:
        """Begin.

        Args:
            service: answers questions.
            state: where conversations are kept.
        """
        self.service = service
        self.state = state

    def speaker(
        self,
        channel: str,
        user: str,
        conversation: str,
        *,
        chosen: Language | None = None,
        addressed: Language = "sv",
    ) -> Speaker:
        """Who asks.

        Args:
            channel: the channel's name.
            user: the platform's id of the person.
            conversation: the platform's id of the chat or thread.
            chosen: the language that is wanted, where one is.
            addressed: the language in which the person is addressed where nothing else tells.

        Returns:
            The person, known by keyed hashes alone.
        """
        hashed = self.state.hashed
        person = hashed("person", channel, user)
        known = chosen or self.state.session().language(person) or self.service.settings.language
        return Speaker(channel, person, hashed("conversation", channel, conversation, user), known, known or addressed)

    def converse(self, work: Callable[[Desk], T]) -> T:
        """Work something out, and write what it comes to; again, where the conversation went on elsewhere meanwhile.

        Args:
            work: what to do with a desk; it may be done several times.

        Returns:
            What it gave, once all that it wrote is committed.

        Raises:
            BusyError: the conversation went on elsewhere all the time.
            DBAPIError: the database does not answer.
        """  # noqa: DOC502  (raised by what is called)
        for _ in range(_TRIES):
            session = self.state.session(alone=False)
            day = day_of(datetime.fromtimestamp(self.state.now(), UTC))
            given = work(Desk(self.service, session, day))
            if not session.writes:
                return given
            try:
                self.state.submit(session.write).result()
            except ChangedError:
                continue
            return given
        raise BusyError
