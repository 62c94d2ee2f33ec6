"""Questions asked from the page: in a conversation, or alone as a link asks them."""

from __future__ import annotations

import logging
import math
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from bot import talking
from bot.channels.web.cards import Card, card_of
from bot.channels.web.site import RefusedError
from bot.channels.web.visitor import Visitor
from bot.conversing import Desk, Speaker
from bot.day import day_of
from bot.message import Message, Reply
from bot.serving.part import Served
from bot.state.session import Forgotten
from bot.talking import spoken_in
from knowledge.memory import Memory
from knowledge.model import Language

logger = logging.getLogger("siffersvar.web")

LONGEST = 10_000
"""Characters of a question that are read."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Characters that say nothing, or that turn the direction of the text around them."""
MOST_EARLIER = 5
"""So many earlier answers are shown again above a new one, where no script keeps the page."""


def readable(text: str) -> str:
    """What somebody wrote, without what cannot be shown, as long as it is read."""
    return _CONTROLS.sub("", text[:LONGEST]).strip()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer given before: its key, the question that asks for it again, and the figure with what it is of."""

    ident: str
    question: str
    figure: str
    about: str
    language: Language


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, its answer, and the answers that came before it, oldest first."""

    question: str
    card: Card
    earlier: tuple[Earlier, ...] = ()
    key: str = field(default_factory=partial(secrets.token_hex, 4))
    """What its elements' ids begin with, so that a page may hold many."""


class Answers:
    """Answers what visitors ask. What blocks is done in the service's threads."""

    def __init__(self, served: Served) -> None:
        """Answer with what is served."""
        self._served = served

    async def in_conversation(
        self,
        question: str,
        visitor: Visitor,
        talk: str,
        *,
        chosen: bool = False,
        after: str = "",
        earlier: Sequence[str] = (),
    ) -> Exchange:
        """Answer a question in its conversation.

        Args:
            question: what was asked.
            visitor: who asks.
            talk: the id of their conversation.
            chosen: whether it is the choice that the bot asked for.
            after: a question that a link asked on the page from which this one comes; it is then part of it.
            earlier: keys of answers that the page showed.

        Returns:
            The exchange.

        Raises:
            RefusedError: they ask too fast.
        """  # noqa: DOC502  (raised by what is called)
        speaker = self._speaker(visitor, talk)
        if self._served.settings.log_questions:
            logger.info("asked: %r", question)

        def work(desk: Desk) -> Exchange:
            self._count(visitor, desk)
            if after:
                said = Message(after, "", "web", None, spoken_in(after, visitor.language), desk.day)
                _, memory = desk.service.answer_with(said, desk.session.memory(speaker.conversation))
                desk.session.remember(speaker.conversation, memory)
            shown = [found for ident in earlier[-MOST_EARLIER:] if (found := _earlier(ident, desk)) is not None]
            card = card_of(talking.answer(question, speaker, desk, chosen=chosen), desk)
            return Exchange(question, card, tuple(shown))

        return await self._served.work(self._served.conversing.converse, work)

    async def alone(self, question: str, visitor: Visitor) -> Exchange:
        """Answer a question as a link asks it: nothing was said before, and nothing of it is remembered.

        Args:
            question: what was asked.
            visitor: who asks.

        Returns:
            The exchange.

        Raises:
            RefusedError: they ask too fast.
        """  # noqa: DOC502  (raised by what is called)

        def work() -> Exchange:
            self._served.conversing.converse(partial(self._count, visitor))
            desk = self.desk()
            said = talking.offered(
                self._reply(question, visitor.language, desk), self._speaker(visitor, ""), desk, leans=False
            )
            return Exchange(question, card_of(replace(said, ident=""), desk))

        return await self._served.work(work)

    async def reply(self, question: str, visitor: Visitor) -> Reply:
        """The bare reply to a question as a link asks it.

        Args:
            question: what was asked.
            visitor: who asks.

        Returns:
            The reply.

        Raises:
            RefusedError: they ask too fast.
        """  # noqa: DOC502  (raised by what is called)

        def work() -> Reply:
            self._served.conversing.converse(partial(self._count, visitor))
            return self._reply(question, visitor.language, self.desk())

        return await self._served.work(work)

    async def note(self, visitor: Visitor, ident: str, question: str, reason: str) -> None:
        """Note for the editors what is wrong with an answer.

        Args:
            visitor: who says so.
            ident: under which the answer is kept; empty where it is not.
            question: that a link asked, where the answer is not kept.
            reason: what is wrong.

        Raises:
            RefusedError: they say so too fast.
        """  # noqa: DOC502  (raised by what is called)

        def work(desk: Desk) -> None:
            self._count(visitor, desk)
            kept = ident
            if not kept and question:
                speaker = self._speaker(visitor, visitor.talk)
                reply = self._reply(question, visitor.language, desk)
                kept = talking.offered(reply, speaker, desk, leans=False).ident
            if kept:
                desk.session.note_feedback(kept, "wrong_figure", reason)

        await self._served.work(self._served.conversing.converse, work)

    async def forget(self, visitor: Visitor) -> Forgotten:
        """Forget a conversation and the answers that were kept of it."""
        speaker = self._speaker(visitor, visitor.talk)
        if not visitor.talk:
            return Forgotten()
        return await self._served.work(
            self._served.conversing.converse, lambda desk: desk.session.forget(speaker.conversation, speaker.person)
        )

    def desk(self) -> Desk:
        """A desk whose session is never written, for questions that leave nothing behind."""
        state = self._served.state
        return Desk(self._served.service, state.session(), day_of(datetime.fromtimestamp(state.now(), UTC)))

    def _count(self, visitor: Visitor, desk: Desk) -> None:
        """Count a question, unless too many were asked."""
        if (seconds := desk.session.wait(self._served.state.hashed("person", "web pace", visitor.paced))) > 0:
            whole = math.ceil(seconds)
            raise RefusedError(429, "slow_down", {"retry-after": str(whole)}, seconds=whole)

    def _reply(self, question: str, addressed: Language, desk: Desk) -> Reply:
        """The reply to a question without any conversation."""
        language = desk.service.settings.language or spoken_in(question, addressed)
        return desk.service.answer_with(Message(question, "", "web", None, language, desk.day), Memory())[0]

    def _speaker(self, visitor: Visitor, talk: str) -> Speaker:
        """Who asks, known by keyed hashes alone."""
        hashed, chosen = self._served.state.hashed, self._served.settings.language
        person, conversation = hashed("person", "web", talk), hashed("conversation", "web", talk)
        return Speaker("web", person, conversation, chosen, chosen or visitor.language)


def _earlier(ident: str, desk: Desk) -> Earlier | None:
    """An answer that is still kept, in short."""
    held = desk.session.answer(ident)
    if held is None:
        return None
    first = held["figures"][0] if held["figures"] else {}
    figure = first.get("display") or held["text"].split("\n")[0]
    about = " · ".join(filter(None, (first.get("label"), first.get("area"), first.get("period"))))
    return Earlier(ident, held["question"], figure, about, held["language"])
