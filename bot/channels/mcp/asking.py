"""Who answers an assistant's questions: the service with the memory that all replicas share, or this process alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from bot import talking
from bot.channels.mcp.claims import as_question
from bot.conversing import Desk
from bot.day import day_of
from bot.message import Message, Reply
from bot.service import Service
from bot.serving.part import Served
from knowledge.model import Language

CHANNEL = "mcp"


class TooFastError(Exception):
    """Somebody asks more than a person may; `seconds` is how long they must wait."""

    def __init__(self, seconds: float) -> None:
        """Remember how long."""
        super().__init__(f"wait for {seconds} seconds")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and whose it is.

    Attributes:
        text: what is asked.
        asker: who asks: a key or an address, nobody's name.
        conversation: the one that it belongs to.
        language: of the answer, where that is wanted.
        states: whether it is a statement that is to be judged.
    """

    text: str
    asker: str
    conversation: str
    language: Language | None = None
    states: bool = False

    def worded(self, service: Service, day: date) -> str:
        """What the service is asked.

        Returns:
            The question.

        Raises:
            NothingStatedError: it is to be judged, and states nothing.
        """  # noqa: DOC502  (raised by what is called)
        return as_question(self.text, service, day, self.language) if self.states else self.text


class Asking(Protocol):
    """Has questions answered."""

    @property
    def service(self) -> Service:
        """What answers."""
        ...

    async def reply(self, question: Question) -> Reply:
        """The reply to a question in its conversation.

        Args:
            question: what is asked.

        Returns:
            What to say.

        Raises:
            TooFastError: its asker must wait.
            NothingStatedError: it is a statement to be judged, and states nothing.
        """
        ...


class Alone:
    """Answers in this process, which remembers its conversations itself: for an assistant that started it."""

    def __init__(self, service: Service) -> None:
        """Answer by a service."""
        self._service = service

    @property
    def service(self) -> Service:
        """What answers."""
        return self._service

    async def reply(self, question: Question) -> Reply:
        """The reply to a question; whoever asks may ask as much as they like.

        Returns:
            What to say.

        Raises:
            NothingStatedError: it is a statement to be judged, and states nothing.
        """  # noqa: DOC502  (raised by what is called)
        return await asyncio.to_thread(self._reply, question)

    def _reply(self, question: Question) -> Reply:
        """The reply, in a thread."""
        day = day_of(datetime.now(UTC))
        text = question.worded(self._service, day)
        return self._service.handle(Message(text, question.conversation, CHANNEL, None, question.language, day))


class Shared:
    """Answers over the state database, by which conversations and limits are those of all replicas."""

    def __init__(self, served: Served) -> None:
        """Answer within the service."""
        self._served = served

    @property
    def service(self) -> Service:
        """What answers."""
        return self._served.service

    async def reply(self, question: Question) -> Reply:
        """The reply to a question, where its asker may ask.

        Returns:
            What to say.

        Raises:
            TooFastError: they must wait.
            NothingStatedError: it is a statement to be judged, and states nothing.
        """  # noqa: DOC502  (raised by what is called)
        return await self._served.work(self._reply, question)

    def _reply(self, question: Question) -> Reply:
        """The reply, in a thread."""
        conversing = self._served.conversing
        speaker = conversing.speaker(CHANNEL, question.asker, question.conversation, chosen=question.language)

        def work(desk: Desk) -> Reply | float:
            """The reply, or how many seconds to wait."""
            seconds = desk.session.wait(speaker.person)
            if seconds > 0:
                return seconds
            return talking.replied(question.worded(desk.service, desk.day), speaker, desk)[0]

        given = conversing.converse(work)
        if isinstance(given, float):
            raise TooFastError(given)
        return given
