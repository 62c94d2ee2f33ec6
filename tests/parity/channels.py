"""Each channel as a thing that is asked: what figures it gives, and what stands in what people see."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import httpx
import httpx2
from anyio.from_thread import start_blocking_portal
from mcp import Client as Assistant
from mcp.client.streamable_http import streamable_http_client
from sqlalchemy import select

from bot.channels.matrix import heard as matrix_heard
from bot.channels.matrix.addressed import Me as MatrixMe
from bot.channels.matrix.platform import Matrix
from bot.channels.slack import heard as slack_heard
from bot.channels.slack.desk import Me as SlackMe
from bot.channels.slack.platform import Slack
from bot.channels.telegram.actions import SendText
from bot.channels.terminal import Terminal
from bot.charts import draw_png
from bot.config import Settings
from bot.delivery.platform import Desk, Platform
from bot.service import Service
from bot.state import schema
from bot.state.buffered import Rules
from bot.state.database import State
from bot.state.tokens import ANSWER
from tests.mcp.talking import data_of, error_of
from tests.serving.replica import Replica
from tests.telegram.talk import Talk


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a question: the answer object's figures, where the channel keeps or gives it, and the words."""

    figures: Sequence[Mapping[str, Any]]
    words: str


class Channel(Protocol):
    """Somebody who asks on one channel, each conversation in a chat of its own."""

    def ask(self, conversation: int, question: str) -> Heard:
        """Ask."""
        ...


@dataclass
class OnTerminal:
    """`siffersvar chat`, from a pipe; a conversation is a process of its own. It gives no figures but in words."""

    service: Service
    _services: dict[int, Service] = field(default_factory=dict)

    def ask(self, conversation: int, question: str) -> Heard:
        """Ask; its answer object is that of the reply it prints."""
        service = self._services.setdefault(conversation, Service(self.service.engine, Settings()))
        shown = io.StringIO()
        line = " ".join(question.split()).encode()
        given: list[Any] = []
        handle = service.handle

        def listened(message: Any) -> Any:
            given.append(handle(message))
            return given[-1]

        service.handle = listened  # type: ignore[method-assign]
        try:
            Terminal(shown, "sv", interactive=False, source=[line]).run(service)
        finally:
            service.handle = handle  # type: ignore[method-assign]
        return Heard(given[0].data["figures"] if given else [], shown.getvalue())


@dataclass
class OverHttp:
    """The HTTP API of a running service."""

    replica: Replica
    _ids: dict[int, str] = field(default_factory=dict)

    def ask(self, conversation: int, question: str) -> Heard:
        """Ask in a conversation, which begins with the first question."""
        known = self._ids.get(conversation)
        body = {"question": question, **({"conversation": known} if known else {})}
        url = f"{self.replica.url}/api/v1/answers"
        response = httpx.post(url, json=body, trust_env=False, timeout=60)
        if response.status_code == 422:  # too long: refused, without any figure
            return Heard([], response.text)
        data = response.raise_for_status().json()
        self._ids[conversation] = data["conversation"]
        return Heard(data["figures"], data["text"])


class ByAssistant:
    """An assistant that is connected to a running service by MCP."""

    def __init__(self, replica: Replica) -> None:
        """Know where the service is."""
        self._url = f"{replica.url}/mcp"
        self._ids: dict[int, str] = {}
        self._ends = ExitStack()

    def __enter__(self) -> ByAssistant:
        """Connect."""
        self._portal = self._ends.enter_context(start_blocking_portal())
        http = httpx2.AsyncClient(trust_env=False, timeout=60)
        self._ends.enter_context(self._portal.wrap_async_context_manager(http))
        client = Assistant(streamable_http_client(self._url, http_client=http))
        self._assistant = self._ends.enter_context(self._portal.wrap_async_context_manager(client))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave."""
        self._ends.close()

    def ask(self, conversation: int, question: str) -> Heard:
        """Have it ask."""
        known = self._ids.get(conversation)
        asked = {"question": question, **({"conversation": known} if known else {})}
        result = self._portal.call(self._assistant.call_tool, "ask", asked)
        if result.is_error:  # too long: refused, without any figure
            return Heard([], error_of(result))
        data = data_of(result)
        self._ids[conversation] = data["conversation"]
        return Heard(data["figures"], data["text"])


@dataclass
class OnTelegram:
    """People on Telegram, each in a private chat."""

    service: Service
    _talks: dict[int, Talk] = field(default_factory=dict)

    def ask(self, conversation: int, question: str) -> Heard:
        """Write to the bot."""
        talk = self._talks.setdefault(conversation, Talk(self.service))
        talk.now = datetime.now(UTC)
        before = set(talk.session.answers)
        talk.say(question)
        new = [json.loads(talk.session.answers[ident]) for ident in talk.session.answers if ident not in before]
        words = html.unescape(re.sub(r"<[^>]+>", "", "\n".join(each.html for each in talk.all(SendText))))
        return Heard(new[0]["figures"] if new else [], words)


Content = Callable[[int, int, str], str]
"""From the numbers of a conversation and of a message, and the question, to what the platform's inbox holds."""


@dataclass
class OnPlatform:
    """People on a platform whose events are kept before they are acknowledged."""

    service: Service
    state: State
    platform: Platform
    content: Content
    _messages: int = 0
    _seen: set[str] = field(default_factory=set)

    def ask(self, conversation: int, question: str) -> Heard:
        """Write to the bot; what comes of it is kept as the delivery keeps it."""
        self._messages += 1
        session = self.state.session()
        desk = Desk(self.service, session, datetime.now(UTC))
        actions = self.platform.plan(self.content(conversation, self._messages, question), desk)
        self.state.submit(session.write).result()
        rows = self.state.read(
            lambda at: at.execute(
                select(schema.token.c.token, schema.token.c.payload).where(schema.token.c.kind == ANSWER)
            ).all()
        )
        new = [json.loads(row.payload) for row in rows if row.token not in self._seen]
        self._seen |= {row.token for row in rows}
        words = html.unescape("\n".join(_texts(json.loads(action)) for action in actions))
        return Heard(new[0]["figures"] if new else [], words)


def _texts(found: Any) -> str:
    """Every text in an action, one a line."""
    if isinstance(found, str):
        return found
    parts = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return "\n".join(filter(None, map(_texts, parts)))


def on_slack(service: Service, folder: Path) -> OnPlatform:
    """People who write to the bot alone on Slack."""
    state = State(f"sqlite:///{folder}/slack.sqlite", "key", Rules(questions_per_minute=0))

    def content(conversation: int, message: int, question: str) -> str:
        escaped = question.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        user, channel = f"U{conversation:06d}", f"D{conversation:06d}"
        return slack_heard.Heard("said", user, channel, escaped, f"1790000000.{message:06d}", direct=True).json

    platform = Slack("slack:1", SlackMe("T1", "UBOT"), _Unsent(), Settings(), state.hashed, draw_png)  # type: ignore[arg-type]
    return OnPlatform(service, state, platform, content)


def on_matrix(service: Service, folder: Path) -> OnPlatform:
    """People who write to the bot alone on Matrix."""
    state = State(f"sqlite:///{folder}/matrix.sqlite", "key", Rules(questions_per_minute=0))

    def content(conversation: int, message: int, question: str) -> str:
        room, sender = f"!{conversation}:example.org", f"@{conversation}:example.org"
        return matrix_heard.Heard("question", room, f"${message}", sender, question, alone=True).to_json()

    me = MatrixMe("@siffersvar:example.org", "Siffersvar")
    platform = Matrix(_Unsent(), state, Settings(), me, draw_png)  # type: ignore[arg-type]
    return OnPlatform(service, state, platform, content)


class _Unsent:
    """What takes actions, of which none are sent here: each channel's own tests do that."""
