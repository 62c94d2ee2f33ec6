"""What all channels speak: a `Message` goes in, a `Reply` comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from bot.card import Line
from knowledge.answering import Answer
from knowledge.model import Language


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote, wherever it was.

    `conversation` is the chat's id and `user` the writer's within it, where the channel tells writers apart; `language`
    is set where the person chose one, and `today` where the channel knows the day on which the question was asked.
    """

    text: str
    conversation: str
    channel: str
    user: str | None = None
    language: Language | None = None
    today: date | None = None


class Choice(NamedTuple):
    """One way to go on that can be tapped: what the button says, and the question that it asks."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be said: the plain text, the answer object (siffersvar/answer/1), and the choices offered.

    `answer` says how the question was understood; it is None where the answer failed by a fault of the program. `card`
    is the text line by line, for channels that lay it out; empty where there is no answer.
    """

    text: str
    data: dict[str, Any]
    choices: tuple[Choice, ...] = ()
    answer: Answer | None = field(default=None, compare=False, repr=False)
    card: tuple[Line, ...] = field(default=(), compare=False, repr=False)
