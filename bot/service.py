"""From a `Message` to its `Reply`: one conversation in order, others in parallel, and the last error wall."""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from bot.config import Settings
from bot.conversation import Conversations, Key, Turns
from bot.message import Choice, Message, Reply
from bot.phrasing import SCHEMA, Phrasing
from bot.texts import say
from knowledge.answering import Engine
from knowledge.memory import Memory
from knowledge.model import Language

KEPT = 512
"""So many replies to the bot's own questions are kept."""

Watcher = Callable[[Message, Reply, float], None]
"""Is told what was asked, what was answered, and in how many seconds; it keeps no words."""

logger = logging.getLogger("siffersvar")


class Service:
    """Answers messages of all channels from one engine. Safe to use from several threads."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], date] = date.today,
    ) -> None:
        """A service over an engine.

        Args:
            engine: what answers.
            settings: the language of answers and how long conversations are remembered.
            clock: seconds that never go back, by which conversations expire.
            today: the day by which "i år" is understood, where the message does not say it.
        """
        self.engine = engine
        self.settings = settings
        self.phrasing = Phrasing(engine)
        self.conversations = Conversations(clock, settings.memory_minutes)
        self._today = today
        self._own = lru_cache(maxsize=KEPT)(self._answer_own)
        self._turns = Turns()
        self._watchers: list[Watcher] = []

    def handle(self, message: Message) -> Reply:
        """The reply to a message; whatever goes wrong on the way becomes a reply too.

        Messages of one conversation are answered one after the other, as they came; others at the same time.

        Args:
            message: what somebody wrote.

        Returns:
            What to say.
        """
        key = key_of(message)
        with self._turns.turn(key):
            reply, memory = self.answer_with(message, self.conversations.recall(key))
            if reply.answer is not None:
                self.conversations.remember(key, memory)
            return reply

    def answer_with(self, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """The reply to a message of a conversation whose memory the channel keeps; it waits for nobody's turn.

        Args:
            message: what somebody wrote.
            memory: the conversation so far.

        Returns:
            What to say, and the memory to keep; the one given where something went wrong.
        """
        begun = time.perf_counter()
        try:
            reply, after = self._answer(message, memory)
        except Exception as error:  # the last wall: a person always gets a reply
            reply, after = self._failed(message, error), memory
        for watcher in self._watchers:
            watcher(message, reply, time.perf_counter() - begun)
        return reply, after

    def watch(self, watcher: Watcher) -> None:
        """Have each answer that is worked out told to somebody who counts."""
        self._watchers.append(watcher)

    def forget(self, message: Message) -> bool:
        """Forget the conversation that a message belongs to; whether there was anything to forget."""
        key = key_of(message)
        with self._turns.turn(key):
            return self.conversations.forget(key)

    def answer_own(self, question: str, language: Language, today: date) -> Reply:
        """The reply to a question of the bot's own making, without any conversation; the last ones are kept.

        Args:
            question: in the catalogue's words. What people wrote is not asked here, since it would be kept, too.
            language: of the answer.
            today: the day by which "i år" is understood.

        Returns:
            What to say; its data is not to be changed.
        """
        message = Message(question, "", "", None, language, today)
        try:
            return self._own(message)
        except Exception as error:  # the last wall; a failure is not kept
            return self._failed(message, error)

    def _answer(self, message: Message, memory: Memory) -> tuple[Reply, Memory]:
        """Ask the engine, with the conversation's memory."""
        language = message.language or self.settings.language
        answer = self.engine.ask(message.text, memory, message.today or self._today(), language)
        card = self.phrasing.card(answer)
        data = self.phrasing.to_data(answer, message.conversation, card)
        choices = tuple(Choice(option.label, option.question) for option in answer.options)
        return Reply(data["text"], data, choices, answer, tuple(card)), answer.memory

    def _answer_own(self, message: Message) -> Reply:
        """Ask without a conversation."""
        return self._answer(message, Memory())[0]

    def _failed(self, message: Message, error: Exception) -> Reply:
        """Say that something failed, under a short id by which the log has the cause.

        The log gets where it failed and the kind of error: an error's own words may hold what the person wrote.

        Returns:
            An apology with the id.
        """
        ident = secrets.token_hex(3)
        logger.error("error %s in channel %s\n%s", ident, message.channel, anonymous(error))
        language = message.language or self.settings.language or "sv"
        text = say(language, "command.internal_error", id=ident)
        return Reply(text, failure(message, language, text))


def key_of(message: Message) -> Key:
    """Whose memory a message belongs to."""
    return Key(message.channel, message.conversation, message.user)


def failure(message: Message, language: Language, text: str) -> dict[str, Any]:
    """The answer object of a question that could not be answered by a fault of the program."""
    return {
        "schema": SCHEMA,
        "conversation": message.conversation,
        "question": message.text,
        "language": language,
        "status": "no_answer",
        "reason": "internal_error",
        "verdict": None,
        "text": text,
        "figures": [],
        "citations": [],
        "citation": None,
        "assumptions": [],
        "interpretation": "",
        "options": [],
        "suggestions": [],
    }


def anonymous(error: BaseException) -> str:
    """A traceback without the errors' own words, causes first."""
    parts: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        frames = "".join(traceback.format_tb(at.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{frames}{type(at).__module__}.{type(at).__qualname__}")
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n\n".join(reversed(parts))
