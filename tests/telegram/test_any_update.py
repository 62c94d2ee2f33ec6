"""Any update at all: answered or ignored by rule, never an exception (failures 13 and 22)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.channels.telegram.actions import SendText
from bot.service import Service
from tests.telegram.talk import ANNA, BO, BOT_USER, CHANNEL, GROUP, ME, Talk, chat, user

RELAXED = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
FILE = {"file_id": "f", "file_unique_id": "u"}

STRANGE = [
    "\u202eenåkS\u202c sektorsbidrag Skåne \u202e398\u202c",
    "s\u200bektorsbidrag Sk\u200dåne",
    "👩‍👩‍👧‍👦" * 50,
    "😀",
    "ما هو المبلغ الذي حصلت عليه سكونه",
    "\ufeff\u2060\u00ad",
    "<b>Skåne</b> & <script>alert(1)</script> &lt;",
    "'; DROP TABLE observation; --",
    "{0} %s {figure} {{}}",
    "sektorsbidrag Skåne\x00\x07",
    "\ud83d sektorsbidrag \udc00",
    "/",
    "//",
    "/@",
    f"/@{ME.username}",
    "/start \x00",
    "/start " + "a" * 5_000,
    "/tabell " + "<&>" * 500,
    "/sprak " + "å" * 500,
    ".",
    "?",
    "https://example.org/?a=<b>&c",
    "Z̷͖̏a̶l̸g̵o̵" * 100,
]


@pytest.mark.parametrize("text", [*STRANGE, "å" * 100_000, "Skåne " * 20_000, "\n" * 5_000 + "x"])
def test_strange_texts(service: Service, text: str) -> None:
    """In private each gets a reply, in which nothing of it is a mark."""
    talk = Talk(service)
    talk.say(text)
    assert talk.all(SendText)
    for action in talk.all(SendText):
        assert "<script" not in action.html
        assert not set("\u202e\u202c\x00") & set(action.html)


def test_a_turned_figure_is_not_said(service: Service) -> None:
    """Marks of direction in what is quoted back do not reach the reader."""
    plain = Talk(service).ask("bowling\u202e893\u202c i Skåne").plain
    assert "\u202e" not in plain


@RELAXED
@given(text=st.text(max_size=300))
@example(text="\x00")
@example(text=" ")
def test_any_text(service: Service, text: str) -> None:
    """Whatever is written in private has a reply, unless it says nothing."""
    talk = Talk(service)
    talk.say(text)
    assert bool(talk.all(SendText)) == bool(text.strip())


BLANK = [None, "", " ", "\n\t "]


@pytest.mark.parametrize("text", BLANK)
def test_nothing_said(service: Service, text: str | None) -> None:
    """It is ignored."""
    assert Talk(service).say(text) == []


ATTACHED: list[dict[str, Any]] = [
    {"voice": {**FILE, "duration": 1}},
    {"photo": [{**FILE, "width": 1, "height": 1}]},
    {"document": FILE},
    {"location": {"longitude": 1.0, "latitude": 1.0}},
    {"contact": {"phone_number": "070", "first_name": "A"}},
    {"sticker": {**FILE, "width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}},
    {"dice": {"emoji": "🎲", "value": 1}},
]


@pytest.mark.parametrize("fields", ATTACHED)
def test_what_is_no_text(service: Service, fields: dict[str, Any]) -> None:
    """In private it says that it reads text; an album is not answered picture by picture; in a group it is quiet."""
    talk = Talk(service)
    talk.say(None, **fields)
    assert "bara läsa text" in talk.one(SendText).plain
    assert talk.say(None, **fields, media_group_id="1") == []
    assert talk.say(None, ANNA, GROUP, **fields) == []
    talk.say(None, **fields, caption="sektorsbidrag Kalmar")
    assert "Kalmar fick" in talk.one(SendText).plain


OTHERS: list[dict[str, Any]] = [
    {},
    {"poll_answer": {"poll_id": "1", "option_ids": [0], "option_persistent_ids": ["0"], "user": user(BO)}},
    {"chosen_inline_result": {"result_id": "1", "from": user(BO), "query": "x"}},
    {"chat_join_request": {"chat": chat(GROUP), "from": user(BO), "date": 1, "user_chat_id": BO}},
    {"business_message": {"message_id": 1, "date": 1, "chat": chat(ANNA), "from": user(ANNA), "text": "hej"}},
    {"message_reaction": {"chat": chat(GROUP), "message_id": 1, "date": 1, "user": user(BO),
                          "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "👍"}]}},
    {"chat_member": {"chat": chat(GROUP), "from": user(BO), "date": 1,
                     "old_chat_member": {"user": user(BO), "status": "left"},
                     "new_chat_member": {"user": user(BO), "status": "member"}}},
    {"a_kind_of_next_year": {"text": "hej"}},
]  # fmt: skip


@pytest.mark.parametrize("fields", OTHERS)
def test_other_updates(service: Service, fields: dict[str, Any]) -> None:
    """Kinds that are not asked for, and unknown ones, are ignored."""
    assert Talk(service).update(**fields) == []


SOMETIMES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(max_size=60) | st.sampled_from(["sektorsbidrag Skåne", "/start", f"@{ME.username} Skåne", "/x@y"]),
    "caption": st.text(max_size=20),
    "from": st.sampled_from([user(ANNA), user(BO, None), BOT_USER, {**user(BO), "is_bot": True}]),
    "sender_chat": st.sampled_from([chat(GROUP), chat(CHANNEL)]),
    "message_thread_id": st.integers(1, 9),
    "is_topic_message": st.booleans(),
    "edit_date": st.integers(0, 2**31 - 1),
    "media_group_id": st.just("1"),
    "via_bot": st.just(BOT_USER),
    "is_automatic_forward": st.booleans(),
    "pinned_message": st.just({"message_id": 1, "date": 0, "chat": chat(GROUP)}),
    "reply_to_message": st.sampled_from([
        {"message_id": 1, "date": 1, "chat": chat(GROUP), "from": BOT_USER},
        {"message_id": 1, "date": 1, "chat": chat(GROUP)},
    ]),
    "entities": st.lists(
        st.fixed_dictionaries({
            "type": st.sampled_from(["mention", "bot_command", "text_mention", "bold", "of_next_year"]),
            "offset": st.integers(-5, 80),
            "length": st.integers(-5, 80),
        }),
        max_size=3,
    ),
    "photo": st.just([{**FILE, "width": 1, "height": 1}]),
    "new_chat_members": st.just([user(BO)]),
    "migrate_to_chat_id": st.just(-5),
}
MESSAGES = st.fixed_dictionaries(
    {
        "message_id": st.integers(1, 2**31 - 1),
        "date": st.integers(0, 2**31 - 1),
        "chat": st.sampled_from([chat(ANNA), chat(GROUP), chat(CHANNEL), {"id": -5, "type": "of_next_year"}]),
    },
    optional=SOMETIMES,
)


@RELAXED
@given(
    kind=st.sampled_from(["message", "edited_message", "channel_post", "edited_channel_post"]),
    message=MESSAGES,
    old=st.lists(st.integers(1, 9), max_size=2),
)
def test_any_message(service: Service, kind: str, message: dict[str, Any], old: list[int]) -> None:
    """Whatever its fields, it is answered or ignored."""
    talk = Talk(service)
    talk.session.answering[message["chat"]["id"], message["message_id"]] = old
    talk.update(**{kind: message})


@RELAXED
@given(
    message=MESSAGES | st.none(),
    data=st.text(max_size=64) | st.none(),
    inline=st.sampled_from([None, "i"]),
    sender=st.sampled_from([user(ANNA), user(BO, "xx-YY")]),
)
def test_any_press(
    service: Service, message: dict[str, Any] | None, data: str | None, inline: str | None, sender: dict[str, Any]
) -> None:
    """Whatever its fields, a press is answered once."""
    query = {"id": "1", "from": sender, "chat_instance": "1", "message": message, "data": data}
    query["inline_message_id"] = inline
    actions = Talk(service).update(callback_query={key: value for key, value in query.items() if value is not None})
    assert [action.__class__.__name__ for action in actions] == ["AnswerCallback"]
