"""The `Session` of one update: it reads the database and keeps what is written until all of it can be committed.

So nothing is locked while an answer is worked out, and what an update leaves behind is there whole or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from bot.state import marks, memories, notes, outbox, people, tokens
from bot.state.errors import ChangedError
from bot.state.privacy import Hashed
from bot.state.session import Forgotten, Token
from bot.state.tokens import ANSWER, Issued
from knowledge.memory import Memory
from knowledge.model import Language


@dataclass(frozen=True, slots=True)
class Rules:
    """How long conversations are remembered, how fast a person may ask, and whether questions are noted."""

    memory_seconds: float = 1800.0
    questions_per_minute: float = 30.0
    keep_unanswered: bool = True


class Buffered:
    """State in one transaction that has not begun yet; a `Session`. For one thread at a time."""

    def __init__(
        self,
        read: Callable[[Callable[[Connection], Any]], Any],
        hashed: Hashed,
        rules: Rules,
        now: float,
        *,
        alone: bool = True,
    ) -> None:
        """Begin with nothing written.

        Args:
            read: does something with a connection for reading.
            hashed: makes keyed hashes.
            rules: what is kept and for how long.
            now: seconds since 1970, the time of all that is written.
            alone: whether nobody else writes the conversation meanwhile, since its chat is held; where it is not, a
                conversation that changed is not overwritten.
        """
        self._read = read
        self._hashed = hashed
        self._rules = rules
        self._now = now
        self._alone = alone
        self._memories: dict[str, Memory] = {}
        self._found: dict[str, str | None] = {}
        self._people: dict[str, people.Known] = {}
        self._counted: Counter[str] = Counter()
        self._changed: set[str] = set()
        self._issued: dict[str, Issued] = {}
        self._forgotten: list[str] = []
        self._notes: list[Callable[[Connection], None]] = []
        self._marks: dict[str, tuple[str, float]] = {}

    def memory(self, conversation: str) -> Memory:
        """What is remembered of a conversation; nothing where it expired."""
        if conversation not in self._memories:
            now = self._now
            self._found[conversation] = self._read(lambda connection: memories.kept(connection, conversation, now))
            self._memories[conversation] = memories.parsed(self._found[conversation])
        return self._memories[conversation]

    def remember(self, conversation: str, memory: Memory) -> None:
        """Keep a conversation, from now on for as long as the settings say."""
        self._memories[conversation] = memory if self._rules.memory_seconds > 0 else Memory()
        self._changed.add(conversation)

    def forget(self, conversation: str, person: str) -> Forgotten:
        """Delete what is remembered about a person in this conversation, and their choices; say what it was."""
        turns = len(self.memory(conversation).turns)
        own = [issued for issued in self._issued.values() if issued.person == person]
        kept = 0
        if person not in self._forgotten:
            kept = self._read(lambda connection: tokens.answers_of(connection, person, self._now))
        known = self._known(person)
        self._memories[conversation] = Memory()
        self._people[person] = replace(known, language=None)
        self._changed.update((conversation, person))
        self._forgotten.append(person)
        for issued in own:
            del self._issued[issued.token]
        answers = kept + sum(issued.kind == ANSWER for issued in own)
        return Forgotten(turns, answers, known.language is not None)

    def language(self, person: str) -> Language | None:
        """The language that a person chose."""
        return self._known(person).language

    def choose_language(self, person: str, language: Language | None) -> None:
        """Remember a chosen language; None is: that of each question."""
        self._people[person] = replace(self._known(person), language=language)
        self._changed.add(person)

    def issue(self, kind: str, payload: Mapping[str, Any], person: str | None = None) -> str:
        """A token of letters and digits that stands for a kind and payload until it expires."""
        word = tokens.new()
        self._issued[word] = Issued(word, kind, payload, person, self._now + tokens.LASTS)
        return word

    def redeem(self, token: str) -> Token | None:
        """What a token stands for; None where it expired or never was. It can be redeemed again."""
        if (issued := self._issued.get(token)) is not None:
            return Token(issued.kind, issued.payload)
        found: Token | None = self._read(lambda connection: tokens.read(connection, token, self._now))
        return found

    def mark(self, key: str) -> str | None:
        """What the channel put under a key; None where it expired or never was."""
        if key in self._marks:
            return self._marks[key][0]
        found: str | None = self._read(lambda connection: marks.read(connection, key, self._now))
        return found

    def put_mark(self, key: str, value: str, seconds: float) -> None:
        """Put something under a key for some time."""
        self._marks[key] = value, self._now + seconds

    def note_unanswered(self, question: str, reason: str, language: Language) -> None:
        """Note a question without an answer for the editors; nothing if that is switched off."""
        if self._rules.keep_unanswered:
            now = self._now
            self._notes.append(lambda at: notes.note_unanswered(at, question, reason, language, now))

    def note_feedback(self, answer: str, verdict: str, reason: str = "") -> None:
        """Note what somebody thought of an answer for the editors, with its question while that is kept."""
        question = str((self.answer(answer) or {}).get("question", ""))
        now = self._now
        self._notes.append(lambda at: notes.note_feedback(at, answer, question, verdict, reason, now))

    def keep_answer(self, person: str, data: Mapping[str, Any]) -> str:
        """Keep an answer object so that its buttons can show more of it; its id."""
        return self.issue(ANSWER, data, person)

    def answer(self, ident: str) -> Mapping[str, Any] | None:
        """A kept answer object; None where it expired."""
        found = self.redeem(ident)
        return found.payload if found is not None and found.kind == ANSWER else None

    def answered_by(self, chat: int, message: int) -> Sequence[int]:
        """The messages that answered a message of a chat, in order; none where that was too long ago."""
        question = answered_key(self._hashed, chat, message)
        found: list[int] = self._read(lambda connection: outbox.answering(connection, question))
        return found

    def wait(self, person: str) -> float:
        """Count one question of a person; seconds until they may ask again, 0 if this one may be answered."""
        known = self._known(person)
        seconds, busy = people.paced(known.busy_until, self._now, self._rules.questions_per_minute)
        if busy != known.busy_until:
            self._people[person] = replace(known, busy_until=busy)
            self._counted[person] += 1
            self._changed.add(person)
        return seconds

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self._changed or self._issued or self._forgotten or self._notes or self._marks)

    def write(self, connection: Connection) -> None:
        """Write all that was kept back. It may be done again where the transaction was undone.

        Args:
            connection: in a transaction.

        Raises:
            ChangedError: a conversation went on elsewhere meanwhile, or a person asked so much elsewhere that they must
                wait.
        """
        counted = {person: self._count(connection, person) for person in sorted(self._counted)}
        if not self._alone:
            for conversation in sorted(self._found.keys() & self._changed):
                memories.lock(connection, conversation)
                if memories.kept(connection, conversation, self._now) != self._found[conversation]:
                    raise ChangedError
        for person in self._forgotten:
            tokens.forget(connection, person)
        tokens.write(connection, list(self._issued.values()))
        for conversation in self._memories.keys() & self._changed:
            until = self._now + self._rules.memory_seconds
            memories.write(connection, conversation, self._memories[conversation], until)
        for person in self._people.keys() & self._changed:
            people.write(connection, person, counted.get(person, self._people[person]), self._now)
        for note in self._notes:
            note(connection)
        for key in sorted(self._marks):
            marks.write(connection, key, *self._marks[key])

    def _count(self, connection: Connection, person: str) -> people.Known:
        """What is kept about a person, with their questions counted beside those that they ask elsewhere just now."""
        memories.lock(connection, person)
        busy = people.read(connection, person, self._now).busy_until
        for _ in range(self._counted[person]):
            seconds, busy = people.paced(busy, self._now, self._rules.questions_per_minute)
            if seconds > 0 and not self._alone:
                raise ChangedError
        return replace(self._people[person], busy_until=busy)

    def _known(self, person: str) -> people.Known:
        """What is kept about a person."""
        if person not in self._people:
            self._people[person] = self._read(lambda connection: people.read(connection, person, self._now))
        return self._people[person]


def answered_key(hashed: Hashed, chat: int, message: int) -> str:
    """The keyed hash under which is kept what answered a message of a chat."""
    return hashed("message", chat, message)
