"""A channel for tests and evaluation: it brings given messages and collects the replies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bot.message import Message, Reply
from bot.service import Service
from knowledge.model import Language


@dataclass
class Collecting:
    """Messages to bring, and the replies they got, in order."""

    messages: Iterable[Message] = ()
    name: str = "collecting"
    replies: list[Reply] = field(default_factory=list)

    def run(self, service: Service) -> None:
        """Have every message answered, one after the other."""
        for message in self.messages:
            self.replies.append(service.handle(message))

    @classmethod
    def conversation(
        cls, questions: Iterable[str], ident: str, today: date | None = None, language: Language | None = None
    ) -> Collecting:
        """A channel that asks questions in one conversation."""
        return cls([Message(text, ident, "collecting", None, language, today) for text in questions])
