"""What is made of answers: right HTML of any answer, and what becomes of what is done."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.matrix.actions import Join, Leave, Send, SendFile, UnknownActionError, from_json, to_json
from bot.channels.matrix.addressed import Me
from bot.channels.matrix.asking import RefusedError, TokenError
from bot.channels.matrix.client import Homeserver
from bot.channels.matrix.heard import Heard
from bot.channels.matrix.platform import Matrix
from bot.config import Settings
from bot.delivery.fate import Fate
from bot.delivery.platform import Desk
from bot.delivery.work import EndedError
from bot.service import Service
from bot.state.buffered import Buffered, Rules
from bot.state.database import State
from tests.matrix.talk import read

ME = Me("@siffersvar:example.test", "Siffersvar")
LARGEST = 64_000
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUESTIONS = (
    "hur mycket fick Skåne i sektorsbidrag?",
    "topp fem sektorsbidrag",
    "sektorsbidrag alla regioner",
    "stämmer det att Skåne fick 500 miljoner i sektorsbidrag?",
    "stämmer det att Skåne fick 398,3 miljoner kronor i sektorsbidrag?",
    "jämför Skåne och Uppsala i sektorsbidrag",
    "hur mycket fick Kiruna?",
    "vad är klockan?",
    "resultat",
    "prognosen",
    "how much did Skåne get in the sector grant?",
    "hej",
    "tack",
    "<b>Skåne</b> & \"Uppsala\" 'Halland' @room",
)


class Still(Homeserver):
    """A homeserver that takes everything, or fails as it is told."""

    def __init__(self, error: Exception | None = None) -> None:
        """Remember the error."""
        super().__init__("http://127.0.0.1:9")
        self.error = error
        self.sent: list[tuple[str, str]] = []

    async def send(self, room: str, kind: str, content: Mapping[str, Any], transaction: str) -> str:
        """Take an event."""
        assert kind == "m.room.message"
        assert content["body"] is not None
        if self.error is not None:
            raise self.error
        self.sent.append((room, transaction))
        return f"$of {transaction}"

    async def join(self, room: str) -> None:
        """Let the bot in."""
        assert room
        if self.error is not None:
            raise self.error

    async def leave(self, room: str) -> None:
        """Let it out."""
        assert room
        if self.error is not None:
            raise self.error

    async def upload(self, content: bytes, kind: str, name: str) -> str:
        """Take a file."""
        assert content and kind and name  # noqa: PT018
        return "mxc://example.test/x"

    def show_written(self, room: str) -> None:
        """Show nothing."""


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """A state of its own."""
    with State(f"sqlite:///{tmp_path}/state.sqlite", "key", Rules(questions_per_minute=0)) as opened:
        yield opened


def platform(state: State, error: Exception | None = None) -> Matrix:
    """The channel over a homeserver that is told what to do."""
    return Matrix(Still(error), state, Settings(), ME, lambda _: b"")


def plan(state: State, service: Service, heard: Heard) -> tuple[list[Any], Buffered]:
    """The actions, and the session that they came of."""
    session = state.session()
    made = platform(state).plan(heard.to_json(), Desk(service, session, NOW))
    return [from_json(action) for action in made], session


def heard(text: str, **more: Any) -> Heard:
    """Something said to the bot alone."""
    return Heard(**{
        "kind": "question",
        "room": "!r",
        "event": "$e",
        "sender": "@kim:x",
        "text": text,
        "alone": True,
        **more,
    })


def right(actions: list[Any]) -> None:
    """Check that one message is sent that a homeserver and a client take."""
    assert len(actions) == 1
    content = actions[0].content
    assert len(json.dumps({"type": "m.room.message", "content": content}).encode()) < LARGEST
    assert content["body"].strip()
    if "formatted_body" in content:
        assert read(content["formatted_body"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_kind_of_answer(state: State, service: Service, question: str) -> None:
    """The HTML is right and says what the plain text says."""
    actions, _ = plan(state, service, heard(question))
    right(actions)
    assert "@room" not in actions[0].content.get("m.mentions", {})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=200))
def test_any_question(state: State, service: Service, question: str) -> None:
    """Whatever is asked, there is an answer that can be sent (failure 22)."""
    right(plan(state, service, heard(question))[0])


@pytest.mark.parametrize(
    "question", ["👩‍👩‍👧", "\u200b\u202e", "x" * 100_000, "Сколько получила Скания?", "<" * 10_000]
)
def test_strange_questions(state: State, service: Service, question: str) -> None:
    """Other scripts, marks of direction, very long words, only an emoji (failure 22)."""
    right(plan(state, service, heard(question))[0])


def test_the_same_event_has_the_same_transaction(state: State, service: Service) -> None:
    """Worked out again it is sent under the same number; another event under another."""
    first, again, other = (plan(state, service, heard("hej", event=event))[0][0] for event in ("$e", "$e", "$f"))
    assert first.transaction == again.transaction != other.transaction


def test_actions_come_back_as_they_were() -> None:
    """From JSON, with their bytes; what is none of this version's is refused."""
    for action in (
        Send("!r", {"body": "å"}, "t", "$q", "offer", "$u"),
        SendFile("!r", {"body": "å"}, "t", b"\x00\xff", "image/png"),
        Join("!r"),
        Leave("!r"),
    ):
        assert from_json(to_json(action)) == action
    for text in ("", "[]", "{}", '{"action": "Dance"}', '{"action": "Join"}', '{"action": "SendFile", "file": 1}'):
        with pytest.raises(UnknownActionError):
            from_json(text)


SEND, FILE = Send("!r", {"body": "x"}, "t"), SendFile("!r", {"body": "x", "filename": "x.png"}, "t", b"x", "image/png")


@pytest.mark.parametrize(
    ("action", "error", "fate"),
    [
        (SEND, None, Fate.DONE), (FILE, None, Fate.DONE), (Join("!r"), None, Fate.DONE), (Leave("!r"), None, Fate.DONE),
        (SEND, RefusedError("M_FORBIDDEN"), Fate.BLOCKED), (FILE, RefusedError("M_FORBIDDEN"), Fate.BLOCKED),
        (SEND, RefusedError("M_TOO_LARGE"), Fate.REFUSED), (Join("!r"), RefusedError("M_UNKNOWN"), Fate.BLOCKED),
        (Leave("!r"), RefusedError("M_FORBIDDEN"), Fate.DONE),
    ],
)  # fmt: skip
def test_what_becomes_of_it(state: State, action: Any, error: Exception | None, fate: Fate) -> None:
    """Refused because the bot is not there, its chat takes nothing more (failure 14); else only this is given up."""
    assert asyncio.run(platform(state, error).do(to_json(action))) is fate


def test_a_login_that_ended(state: State) -> None:
    """Nothing goes on without it."""
    with pytest.raises(EndedError):
        asyncio.run(platform(state, TokenError()).do(to_json(SEND)))


def test_an_action_of_another_version(state: State) -> None:
    """It is passed over."""
    assert asyncio.run(platform(state).do('{"action": "Dance"}')) is Fate.REFUSED


def test_an_apology(state: State, service: Service) -> None:
    """What could not be worked out gets the number that the log has, under the same transaction as an answer."""
    session = state.session()
    made = platform(state).sorry(heard("hej").to_json(), Desk(service, session, NOW), "abc123")
    assert "abc123" in from_json(made[0]).content["body"]  # type: ignore[union-attr]


def test_feedback(state: State, service: Service) -> None:
    """A thumb up is noted in silence, one down is thanked for; neither holds who it was."""
    actions, session = plan(state, service, heard(QUESTIONS[0]))
    state.submit(session.write).result()
    asyncio.run(platform(state).do(to_json(actions[0])))
    event = f"$of {actions[0].transaction}"
    up, noted = plan(state, service, heard("👍", kind="reaction", event="$up", target=event))
    assert not up
    assert noted.writes
    right(plan(state, service, heard("👎", kind="reaction", event="$down", target=event))[0])
    assert not plan(state, service, heard("👍", kind="reaction", event="$x", target="$other"))[0]


def test_a_very_large_table_is_sent_without_html(state: State, service: Service) -> None:
    """An event over the homeserver's limit would be refused for ever: its plain text is cut and sent."""
    from bot.channels.matrix.asker import asker  # noqa: PLC0415
    from bot.channels.matrix.markup import Words  # noqa: PLC0415

    who = asker(heard("x"), Desk(service, state.session(), NOW), state.hashed)
    for letter in ("a", "å", "𝟙", '"'):
        for changes in ("", "$old"):
            content = who.message(Words("<p>x</p>" * 9_000, letter * 90_000), changes=changes).content
            assert len(json.dumps(content, ensure_ascii=False).encode()) < LARGEST
