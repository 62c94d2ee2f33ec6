"""What a channel may read and write while it plans its answer to one message: one transaction of the state database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from knowledge.memory import Memory
from knowledge.model import Language


@dataclass(frozen=True, slots=True)
class Token:
    """What a button stands for: the kind of thing it does and what it does it with (JSON's terms)."""

    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was remembered about a person and is not any more: numbers of rows."""

    turns: int = 0
    answers: int = 0
    language: bool = False


class Session(Protocol):
    """State in the present transaction.

    `person` and `conversation` are keyed hashes: no id that Telegram would know is kept here. Everything expires.
    """

    def memory(self, conversation: str) -> Memory:
        """What is remembered of a conversation; nothing where it expired."""
        ...

    def remember(self, conversation: str, memory: Memory) -> None:
        """Keep a conversation, from now on for as long as the settings say."""
        ...

    def forget(self, conversation: str, person: str) -> Forgotten:
        """Delete what is remembered about a person in this conversation, and their choices; say what it was."""
        ...

    def language(self, person: str) -> Language | None:
        """The language that a person chose."""
        ...

    def choose_language(self, person: str, language: Language | None) -> None:
        """Remember a chosen language; None is: that of each question."""
        ...

    def issue(self, kind: str, payload: Mapping[str, Any], person: str | None = None) -> str:
        """A token of at most 20 letters and digits that stands for a kind and payload until it expires (7 days)."""
        ...

    def redeem(self, token: str) -> Token | None:
        """What a token stands for; None where it expired or never was. It can be redeemed again."""
        ...

    def mark(self, key: str) -> str | None:
        """What the channel put under a key; None where it expired or never was."""
        ...

    def put_mark(self, key: str, value: str, seconds: float) -> None:
        """Put something under a key for some time; neither holds anything that is somebody's."""
        ...

    def note_unanswered(self, question: str, reason: str, language: Language) -> None:
        """For the editors' list: a question without an answer, masked and without any id; nothing if switched off."""
        ...

    def note_feedback(self, answer: str, verdict: str, reason: str = "") -> None:
        """For the editors' list: what somebody thought of an answer (`good`, `wrong_figure`), without any id."""
        ...

    def keep_answer(self, person: str, data: Mapping[str, Any]) -> str:
        """Keep an answer object so that its buttons can show more of it; its id, a token's length."""
        ...

    def answer(self, ident: str) -> Mapping[str, Any] | None:
        """A kept answer object; None where it expired."""
        ...

    def answered_by(self, chat: int, message: int) -> Sequence[int]:
        """The messages that answered a message of a chat, in order; none where that was too long ago."""
        ...

    def wait(self, person: str) -> float:
        """Count one question of a person; seconds until they may ask again, 0 if this one may be answered."""
        ...
