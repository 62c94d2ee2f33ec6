"""What there is in the stand-in's workspace, and what was asked of it."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.fake_slack.blocks import texts

TOKEN = "xoxb-1-test-token"  # noqa: S105
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105
TEAM = "T0TEAM"
BOT = "U0BOT"


@dataclass
class Channel:
    """A channel or a direct message: who is in it."""

    ident: str
    members: set[str]
    archived: bool = False
    direct: bool = False


@dataclass
class Message:
    """A message: where it is, what it says, and who alone sees it, if one does."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread: str = ""
    only: str = ""
    file: str = ""
    deleted: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All that is read in it, with ordinary spaces."""
        read = "\n".join(text for text, _ in texts(self.blocks)) or self.text
        return read.replace("\u00a0", " ")

    @property
    def heading(self) -> str:
        """What stands first and large."""
        return str(self.blocks[0]["text"]["text"]).replace("\u00a0", " ")

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        """What each button says -> itself."""
        found = [each for block in self.blocks if block["type"] == "actions" for each in block["elements"]]
        return {each["text"]["text"]: each for each in found}


@dataclass
class File:
    """A file that is uploaded in steps."""

    ident: str
    name: str
    length: int
    alt: str = ""
    content: bytes | None = None
    title: str = ""


@dataclass
class Hook:
    """An address for responses: to whom, where, how often and until when."""

    ident: str
    user: str
    channel: str
    message: str = ""
    left: int = 5
    until: float = 0.0


@dataclass(frozen=True)
class Call:
    """Something that was asked: by which name, with what, when, and what was answered (an error's word, or `ok`)."""

    method: str
    args: dict[str, Any]
    at: float
    outcome: str


class World:
    """The workspace. Use it under `changed`."""

    def __init__(self) -> None:
        """Begin with nobody in it."""
        self.changed = threading.Condition()
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        self.files: dict[str, File] = {}
        self.hooks: dict[str, Hook] = {}
        self.homes: dict[str, list[dict[str, Any]]] = {}
        self.calls: list[Call] = []
        self.faults: dict[str, deque[str]] = {}
        self.broken: list[str] = []
        """Requests that no client of Slack's may send."""
        self._numbers = count(1)

    def ts(self) -> str:
        """A message's id: later ones are larger."""
        return f"{time.time():.0f}.{next(self._numbers):06d}"

    def number(self) -> int:
        """A number that was not used before."""
        return next(self._numbers)

    def note(self, method: str, args: dict[str, Any], outcome: str) -> None:
        """Keep what was asked."""
        self.calls.append(Call(method, args, time.monotonic(), outcome))
        self.changed.notify_all()
