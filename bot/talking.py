"""One question of a person, as every channel that keeps conversations in the state database has it answered.

Asked with what was said before, remembered, noted where it has no answer, kept for the buttons under it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from bot.charts import describe
from bot.message import Choice, Message, Reply
from bot.service import Service
from bot.standing import answerable, comparison_of, question_of, reply_choices
from bot.state.session import Session
from knowledge.language.detect import detect
from knowledge.language.text import clean, tokenize
from knowledge.memory import Memory
from knowledge.model import Language


class Desk(Protocol):
    """What an answer is worked out with."""

    @property
    def service(self) -> Service:
        """Answers questions; its own memory is not used, the session's is."""
        ...

    @property
    def session(self) -> Session:
        """The state, in the transaction in which the answer is kept too."""
        ...

    @property
    def day(self) -> date:
        """The day in Sweden, by which "i år" is understood."""
        ...


class Speaker(Protocol):
    """Who asks, and in which conversation."""

    @property
    def channel(self) -> str:
        """The channel's name."""
        ...

    @property
    def person(self) -> str:
        """The keyed hash of the person."""
        ...

    @property
    def conversation(self) -> str:
        """The keyed hash of their conversation: the members of a group, and threads, do not share one."""
        ...

    @property
    def chosen(self) -> Language | None:
        """The language that they chose, or that the bot is set to."""
        ...

    @property
    def language(self) -> Language:
        """The language in which they are addressed where no question has one."""
        ...


@dataclass(frozen=True, slots=True)
class Said:
    """A reply, and what can be offered under it.

    Attributes:
        reply: what to say.
        ident: under which the answer is kept, for buttons that show more of it; empty where there is no more.
        choices: what to tap where the reply is no answer: its options, or what it suggests.
        asked_back: whether the choices are the options of a question back, which nobody else may answer.
        question: one that gives the same figures without any conversation; None where there is none.
        compares: one that compares all regions; None where there is nothing to compare.
        draws: whether there is a picture of the figures to draw.
        tabulates: whether there are figures for a table.
    """

    reply: Reply
    ident: str = ""
    choices: tuple[Choice, ...] = ()
    asked_back: bool = False
    question: str | None = None
    compares: str | None = None
    draws: bool = False
    tabulates: bool = False

    @property
    def language(self) -> Language:
        """That of the reply."""
        language: Language = self.reply.data["language"]
        return language


def answer(
    question: str, speaker: Speaker, desk: Desk, *, language: Language | None = None, chosen: bool = False
) -> Said:
    """Answer a question in its conversation.

    Args:
        question: what was asked, of any length.
        speaker: who asks, and where.
        desk: what it is answered with.
        language: of the answer, where it is not that of the question.
        chosen: whether it is the choice that the bot asked for; what it asked is then over.

    Returns:
        What to say. It is remembered, and kept, when the session is written.
    """
    reply, leans = replied(question, speaker, desk, language=language, chosen=chosen)
    return offered(reply, speaker, desk, leans=leans)


def replied(
    question: str, speaker: Speaker, desk: Desk, *, language: Language | None = None, chosen: bool = False
) -> tuple[Reply, bool]:
    """Answer a question in its conversation, for a channel that offers nothing under the answer.

    Args:
        question: what was asked, of any length.
        speaker: who asks, and where.
        desk: what it is answered with.
        language: of the answer, where it is not that of the question.
        chosen: whether it is the choice that the bot asked for; what it asked is then over.

    Returns:
        The reply, and whether something was said before on which it may lean. It is remembered when the session is
        written.
    """
    memory = desk.session.memory(speaker.conversation)
    if chosen and memory.turns and memory.turns[-1].options:
        memory = Memory(memory.turns[:-1])
    spoken = speaker.chosen or language or spoken_in(question, speaker.language, memory)
    message = Message(question, speaker.conversation, speaker.channel, speaker.person, spoken, desk.day)
    reply, after = desk.service.answer_with(message, memory)
    if reply.answer is not None:
        desk.session.remember(speaker.conversation, after)
        if reply.data["status"] == "no_answer":
            desk.session.note_unanswered(question, reply.data["reason"] or "", reply.data["language"])
    return reply, bool(memory.turns)


def offered(reply: Reply, speaker: Speaker, desk: Desk, *, leans: bool) -> Said:
    """A reply with what can be offered under it.

    Args:
        reply: any.
        speaker: whose answer it is.
        desk: keeps it.
        leans: whether something was said before it on which it may lean.

    Returns:
        The reply, kept where it has a source.
    """
    if reply.data["status"] == "answered" and reply.data["citations"]:
        asks, compares = question_of(reply, desk, leans=leans), comparison_of(reply, desk)
        ident = desk.session.keep_answer(speaker.person, kept_of(reply, desk, asks or "", compares))
        draws = asks is not None and describe(reply, desk.service.engine) is not None
        tabulates = asks is not None and bool(reply.data["figures"])
        return Said(reply, ident, question=asks, compares=compares, draws=draws, tabulates=tabulates)
    language: Language = reply.data["language"]
    choices = tuple(
        Choice(choice.label, answerable(choice.question, desk, language)) for choice in reply_choices(reply, desk)
    )
    ident = desk.session.keep_answer(speaker.person, kept_of(reply, desk)) if reply.data["citations"] else ""
    return Said(reply, ident, choices, asked_back=bool(reply.choices))


def kept_of(reply: Reply, desk: Desk, question: str = "", compares: str | None = None) -> dict[str, Any]:
    """What is kept of an answer: its object without what the person wrote, and the questions that buttons ask."""
    return {
        **reply.data,
        "question": question,
        "conversation": None,
        "day": desk.day.isoformat(),
        "compares": compares,
    }


def again(held: Mapping[str, Any], service: Service) -> Reply | None:
    """The reply to a kept answer's question, now.

    Args:
        held: what `kept_of` made.
        service: answers it.

    Returns:
        The reply; None where its figures are no longer those that were given.
    """
    language: Language = held["language"]
    if not held["question"]:
        return None
    day = date.fromisoformat(held["day"])
    reply, _ = service.answer_with(Message(held["question"], "", "again", None, language, day), Memory())
    return reply if reply.data["figures"] == held["figures"] else None


def spoken_in(question: str, addressed: Language, memory: Memory | None = None) -> Language | None:
    """The language of the conversation, else that in which a person is addressed, for a question that shows none."""
    norms = [token.norm for token in tokenize(clean(question))]
    if detect(norms, "sv") == detect(norms, "en"):
        return None
    return (memory.language if memory is not None else None) or addressed
