"""Which events concern the bot, whatever stands in them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.matrix.addressed import Me, asked
from bot.channels.matrix.heard import Heard
from bot.channels.matrix.reactions import known, numbered, wished
from bot.channels.matrix.reading import Reader

ME = Me("@siffersvar:example.test", "Siffersvar")
NOW = 1_790_000_000.0


class Rooms:
    """A room of so many, with one event."""

    def __init__(self, members: int, event: Mapping[str, Any] | None = None) -> None:
        """Remember both."""
        self.count = members
        self.shown = event

    async def members(self, room: str) -> int:
        """How many are there."""
        assert room
        return self.count

    async def event(self, room: str, ident: str) -> Mapping[str, Any] | None:
        """The event."""
        assert room and ident  # noqa: PT018
        return self.shown


def read(event: Mapping[str, Any], rooms: Rooms | None = None, *, offered: bool = True) -> Heard | None:
    """What is kept of an event."""

    async def offers(_: str) -> bool:
        return offered

    return asyncio.run(Reader(rooms or Rooms(5), ME, offers, lambda: NOW).read(event, "!r:x", direct=False))


def said(content: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A message as the homeserver gives it."""
    base = {"type": "m.room.message", "event_id": "$e", "sender": "@kim:example.test", "origin_server_ts": NOW * 1000}
    return {**base, "content": {"msgtype": "m.text", **content}, **more}


ADDRESSED: list[tuple[str, dict[str, Any], str | None]] = [
    ("Siffersvar: vad fick Skåne?", {}, "vad fick Skåne?"),
    ("siffersvar vad fick Skåne?", {}, "vad fick Skåne?"),
    ("@siffersvar:example.test vad fick Skåne?", {}, "vad fick Skåne?"),
    ("vad fick Skåne, @Siffersvar?", {}, "vad fick Skåne,  ?"),
    ("fråga Siffersvar om Skåne", {}, None),
    ("Siffersvarets dag", {}, None),
    ("@siffersvar:example.testing hej", {}, None),
    ("kim@siffersvar.se skrev", {}, None),
    ("hej Siffersvar vad fick Skåne?", {"m.mentions": {"user_ids": [ME.user]}}, "hej   vad fick Skåne?"),
    ("vad fick Skåne?", {"m.mentions": {"user_ids": [ME.user]}}, "vad fick Skåne?"),
    ("vad fick Skåne?", {"m.mentions": {"user_ids": "alla", "room": True}}, None),
    ("vad fick Skåne?", {"m.mentions": ["@siffersvar:example.test"]}, None),
    ("Siffersvar", {}, ""),
    (
        "> <@siffersvar:example.test> 398,3 miljoner\n> Källa: x\n\noch Uppsala?",
        {"m.relates_to": {"m.in_reply_to": {"event_id": "$a"}}, "m.mentions": {"user_ids": [ME.user]}},
        "och Uppsala?",
    ),
    (
        "> <@siffersvar:example.test> 398,3 miljoner\n\njag håller med",
        {"m.relates_to": {"m.in_reply_to": {"event_id": "$a"}}},
        None,
    ),
    (
        "jag håller med",
        {
            "formatted_body": '<mx-reply><a href="https://matrix.to/#/@siffersvar:example.test">x</a></mx-reply>ja',
            "m.relates_to": {"m.in_reply_to": {"event_id": "$a"}},
        },
        None,
    ),
    (
        "boten: hej",
        {"formatted_body": '<a href="https://matrix.to/#/%40siffersvar%3Aexample.test">boten</a>: hej'},
        "hej",
    ),
    ("x", {"formatted_body": '<a href="https://matrix.to/#/@other:example.test">x</a>'}, None),
]


@pytest.mark.parametrize(("text", "content", "question"), ADDRESSED)
def test_spoken_to(text: str, content: dict[str, Any], question: str | None) -> None:
    """In a group only what names the bot, or says that it mentions it; the name is no part of the question."""
    assert asked({"body": text, **content}, ME, alone=False) == question


def test_alone_everything_is_for_the_bot() -> None:
    """Also what does not name it; what is empty says nothing."""
    assert asked({"body": "vad fick Skåne?"}, ME, alone=True) == "vad fick Skåne?"
    assert asked({"body": "  \n"}, ME, alone=True) is None
    assert asked({"body": 7}, ME, alone=True) is None


@pytest.mark.parametrize(
    "body",
    [
        "<a " * 20_000,
        "<mx-reply>" * 8_000,
        ">\n" * 50_000,
        "@siffersvar" * 10_000,
        "<a href='https://matrix.to/#/" * 3_000,
    ],
)
def test_no_message_takes_long(body: str) -> None:
    """However it is made (failure 22)."""
    begun = time.perf_counter()
    relation: dict[str, Any] = {"m.relates_to": {"m.in_reply_to": {}}}
    asked({"body": body, "formatted_body": body, **relation}, ME, alone=False)
    assert time.perf_counter() - begun < 2


NOTHING: list[dict[str, Any]] = [
    said({"body": "Siffersvar: hej"}, sender=ME.user),
    said({"body": "Siffersvar: hej", "msgtype": "m.notice"}),
    said({"body": "Siffersvar: hej"}, unsigned={"redacted_because": {}}),
    said({"body": "Siffersvar: hej"}, origin_server_ts=(NOW - 3700) * 1000),
    {**said({}), "content": {}},
    {**said({}), "content": []},
    said({"body": "Siffersvar: hej"}, event_id=None),
    said({"body": "hej", "msgtype": "m.image"}),
    said({
        "body": "* x",
        "m.relates_to": {"rel_type": "m.replace", "event_id": "$gone"},
        "m.new_content": {"body": "x"},
    }),
    said({"body": "* x", "m.relates_to": {"rel_type": "m.replace"}, "m.new_content": ["x"]}),
    said({"body": "x"}, type="m.room.member"),
    said({"m.relates_to": {"rel_type": "m.annotation", "event_id": "$a", "key": "🎉"}}, type="m.reaction"),
    said({"m.relates_to": {"rel_type": "m.annotation", "event_id": "$a"}}, type="m.reaction"),
    said({"m.relates_to": "$a"}, type="m.reaction"),
]


@pytest.mark.parametrize("event", NOTHING)
def test_nothing_to_the_bot(event: dict[str, Any]) -> None:
    """Its own events, other bots', what was taken back, what is old, and what makes no sense."""
    assert read(event) is None


def test_a_reaction_to_what_offers_nothing() -> None:
    """Whether it is another's message or an old one, it is nothing to the bot."""
    relation = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$a", "key": "📊"}}
    event = said(relation, type="m.reaction")
    assert read(event, offered=False) is None
    heard = read(event, Rooms(5, said({"m.relates_to": {"rel_type": "m.thread", "event_id": "$root"}})))
    assert heard is not None
    assert (heard.kind, heard.target, heard.thread) == ("reaction", "$a", "$root")


@pytest.mark.parametrize(("age", "sender", "kept"), [(60, "kim", True), (3700, "kim", False), (60, "robin", False)])
def test_an_edit(age: float, sender: str, kept: bool) -> None:
    """By the writer, of what is not older than an hour."""
    relation = {"m.relates_to": {"rel_type": "m.replace", "event_id": "$first"}}
    event = said({"body": "* x", "m.new_content": {"msgtype": "m.text", "body": "Siffersvar: hej"}, **relation})
    first = said({"body": "x"}, sender=f"@{sender}:example.test", origin_server_ts=(NOW - age) * 1000)
    heard = read(event, Rooms(5, first))
    assert (heard is not None) is kept
    if heard is not None:
        assert (heard.kind, heard.text, heard.target) == ("edit", "hej", "$first")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["Siffersvar", "1"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from([
            "body", "msgtype", "m.relates_to", "rel_type", "event_id", "key", "m.new_content", "m.mentions", "user_ids",
            "formatted_body", "m.in_reply_to", "redacts", "algorithm", "replacement_room", "redacted_because",
        ]),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip
TYPES = ("m.room.message", "m.reaction", "m.room.encrypted", "m.room.encryption", "m.room.tombstone", "x")


@given(st.sampled_from(TYPES), JSON, JSON, st.sampled_from([1, 2]), JSON)
def test_any_event(kind: str, content: Any, sent: Any, members: int, first: Any) -> None:
    """Whatever an event holds, it is read or left, and what is kept of it comes back as it was (failures 13, 22)."""
    event = {**said({}), "type": kind, "content": content, "origin_server_ts": sent, "unsigned": content}
    heard = read(event, Rooms(members, first if isinstance(first, dict) else None))
    if heard is not None:
        assert Heard.from_json(heard.to_json()) == heard


def test_signs_and_words() -> None:
    """A sign means the same in each of its forms."""
    assert known("2️⃣") == known("2\u20e3") == 2
    assert known("👍🏽") == known("👍") == "good"
    assert known("0️⃣") is None
    assert known("") is None
    assert [numbered(text) for text in ("3", " 3. ", "3)", "3️⃣", "0", "10", "x", "")] == [
        3,
        3,
        3,
        3,
        None,
        None,
        None,
        None,
    ]
    assert [wished(text) for text in ("!hjälp", "Diagram!", "📊", "Glöm  mig.", "hur", "")] == [
        "help", "chart", "chart", "forget", None, None,
    ]  # fmt: skip
