"""A session of the state in memory, strict about what is kept: only what JSON bears, and no id of Telegram's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.state.session import Forgotten, Token
from knowledge.memory import Memory
from knowledge.model import Language

LONGEST_TOKEN = 20


class Remembering:
    """Everything in dictionaries; `secret` are ids that must not be kept."""

    def __init__(self, secret: Sequence[int] = ()) -> None:
        """Begin with nothing."""
        self.secret = [str(ident) for ident in secret]
        self.memories: dict[str, Memory] = {}
        self.languages: dict[str, Language] = {}
        self.tokens: dict[str, tuple[str, str]] = {}
        self.owners: dict[str, str | None] = {}
        self.answers: dict[str, str] = {}
        self.unanswered: list[tuple[str, str, Language]] = []
        self.feedback: list[tuple[str, str, str]] = []
        self.marks: dict[str, str] = {}
        self.answering: dict[tuple[int, int], list[int]] = {}
        self.seconds = 0.0
        self.asked = 0

    def memory(self, conversation: str) -> Memory:
        """What was said."""
        return self.memories.get(self._key(conversation), Memory())

    def remember(self, conversation: str, memory: Memory) -> None:
        """Keep what was said, by way of JSON as the state does."""
        data = json.loads(json.dumps(memory.to_data(), allow_nan=False))
        self.memories[self._key(conversation)] = Memory.from_data(data)

    def forget(self, conversation: str, person: str) -> Forgotten:
        """Forget all of a person."""
        turns = len(self.memories.pop(self._key(conversation), Memory()).turns)
        mine = [ident for ident in self.answers if self.owners[ident] == person]
        for ident in mine:
            del self.answers[ident]
        return Forgotten(turns, len(mine), self.languages.pop(self._key(person), None) is not None)

    def language(self, person: str) -> Language | None:
        """The chosen language."""
        return self.languages.get(self._key(person))

    def choose_language(self, person: str, language: Language | None) -> None:
        """Choose a language."""
        self.languages.pop(self._key(person), None)
        if language is not None:
            self.languages[person] = language

    def issue(self, kind: str, payload: Mapping[str, Any], person: str | None = None) -> str:
        """A new token."""
        token = f"t{len(self.tokens):09d}"
        self.tokens[token] = (kind, self._json(payload))
        self.owners[token] = person
        return token

    def redeem(self, token: str) -> Token | None:
        """What it stands for."""
        if token not in self.tokens:
            return None
        kind, payload = self.tokens[token]
        return Token(kind, json.loads(payload))

    def mark(self, key: str) -> str | None:
        """What stands under a key."""
        return self.marks.get(key)

    def put_mark(self, key: str, value: str, seconds: float) -> None:
        """Put something there."""
        assert seconds > 0
        self.marks[key] = value

    def note_unanswered(self, question: str, reason: str, language: Language) -> None:
        """Note a question."""
        assert reason
        self.unanswered.append((question, reason, language))

    def note_feedback(self, answer: str, verdict: str, reason: str = "") -> None:
        """Note an opinion."""
        assert verdict in ("good", "wrong_figure")
        assert answer in self.answers
        self.feedback.append((answer, verdict, reason))

    def keep_answer(self, person: str, data: Mapping[str, Any]) -> str:
        """Keep an answer object."""
        ident = f"a{len(self.answers):09d}"
        self.answers[ident] = self._json(data)
        self.owners[ident] = self._key(person)
        return ident

    def answer(self, ident: str) -> Mapping[str, Any] | None:
        """A kept answer object."""
        kept: Mapping[str, Any] | None = json.loads(self.answers[ident]) if ident in self.answers else None
        return kept

    def answered_by(self, chat: int, message: int) -> Sequence[int]:
        """The messages that answered one."""
        return self.answering.get((chat, message), [])

    def wait(self, person: str) -> float:
        """How long they must wait."""
        self._key(person)
        self.asked += 1
        return self.seconds

    def _json(self, data: Mapping[str, Any]) -> str:
        """A payload as JSON, which must not hold an id."""
        text = json.dumps(data, allow_nan=False)
        text.encode()
        assert not [ident for ident in self.secret if ident in text]
        return text

    def _key(self, hashed: str) -> str:
        """A keyed hash, which is no id."""
        assert hashed.startswith("#")
        return hashed
