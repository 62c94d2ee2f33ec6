"""What the fake Telegram holds: people, chats, messages, and the log of what was asked of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Literal

JSON = dict[str, Any]
ChatKind = Literal["private", "group", "supergroup", "channel"]


@dataclass(slots=True)
class Person:
    """A user of Telegram."""

    ident: int
    first_name: str
    username: str | None = None
    language: str | None = None

    def as_json(self) -> JSON:
        """As the Bot API gives a user."""
        body: JSON = {"id": self.ident, "is_bot": False, "first_name": self.first_name}
        if self.username:
            body["username"] = self.username
        if self.language:
            body["language_code"] = self.language
        return body


@dataclass(slots=True)
class Chat:
    """A chat with its messages.

    Attributes:
        ident: its id: that of the person, or negative.
        kind: what sort of chat.
        title: its name; a private chat's is the person's first name.
        person: whose private chat it is.
        username: by which a channel or a public group is known.
        forum: whether it has topics.
        topics: by thread id, whether the topic is open.
        blocked: the person blocked the bot.
        left: the bot was thrown out, or left.
        migrated: the supergroup that it became.
        messages: by id, as the Bot API gives a message.
        mine: the ids of the bot's own messages.
    """

    ident: int
    kind: ChatKind
    title: str
    person: Person | None = None
    username: str | None = None
    forum: bool = False
    topics: dict[int, bool] = field(default_factory=dict)
    blocked: bool = False
    left: bool = False
    migrated: int | None = None
    messages: dict[int, JSON] = field(default_factory=dict)
    mine: set[int] = field(default_factory=set)
    last: int = 0

    def as_json(self) -> JSON:
        """As the Bot API gives a chat."""
        body: JSON = {"id": self.ident, "type": self.kind}
        if self.kind == "private":
            body["first_name"] = self.title
        else:
            body["title"] = self.title
        if self.username:
            body["username"] = self.username
        if self.forum:
            body["is_forum"] = True
        return body


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a bot sent."""

    filename: str
    content: bytes
    kind: str


@dataclass(slots=True)
class Call:
    """One request of a bot.

    Attributes:
        method: as the client wrote it.
        params: its parameters, those that are JSON read.
        files: what it uploaded, by parameter.
        at: when it came (monotonic seconds).
        done: when it took effect or was refused.
        effective: whether it took effect.
        error: with what it was refused, such as "400 Bad Request: chat not found".
        failure: which failure was made on purpose, such as "drop_after".
        result: what it gave.
    """

    method: str
    params: JSON
    files: dict[str, Upload] = field(default_factory=dict)
    at: float = field(default_factory=time.monotonic)
    done: float = 0.0
    effective: bool = False
    error: str | None = None
    failure: str | None = None
    result: Any = None

    @property
    def chat(self) -> int | None:
        """The chat that it names."""
        try:
            return int(self.params["chat_id"])
        except (KeyError, TypeError, ValueError):
            return None

    @property
    def message(self) -> int | None:
        """The message that it made or changed."""
        return self.result.get("message_id") if isinstance(self.result, dict) else None

    @property
    def text(self) -> str:
        """The words that people read: the text, the caption, or nothing."""
        if not isinstance(self.result, dict):
            return ""
        return str(self.result.get("text") or self.result.get("caption") or "")
