"""Groups, topics and channels: answered only when addressed, each person's own conversation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.channels.telegram.actions import DeleteMessage, EditText, LeaveChat, SendText
from bot.config import Settings
from bot.service import Service
from tests.telegram.talk import ANNA, BO, BOT_USER, CHANNEL, GROUP, ME, Talk, chat, user

QUESTION = "hur mycket fick Skåne i sektorsbidrag"
OURS = {"message_id": 5, "date": 1, "from": BOT_USER, "text": "…", "chat": chat(GROUP)}


def named(text: str, name: str = f"@{ME.username}") -> dict[str, Any]:
    """A text with the bot's name in it, with its entity in UTF-16 units as Telegram marks it."""
    start = len(text.partition(name)[0].encode("utf-16-le")) // 2
    return {"text": text, "entities": [{"type": "mention", "offset": start, "length": len(name)}]}


def group(talk: Talk, sender: int = ANNA, place: int = GROUP, **more: Any) -> list[Any]:
    """What comes of a message in a group."""
    return list(talk.say(more.pop("text", None), sender, place, **more))


ADDRESSED = [
    named(f"@{ME.username} {QUESTION}"),
    named(f"@{ME.username.upper()} {QUESTION}", f"@{ME.username.upper()}"),
    named(f"😀😀 {QUESTION} @{ME.username}"),
    named(f"@{ME.username}, {QUESTION}?"),
    {"text": QUESTION, "reply_to_message": OURS},
    {
        "text": f"Siffersvar {QUESTION}",
        "entities": [{"type": "text_mention", "offset": 0, "length": 10, "user": BOT_USER}],
    },
    {
        "caption": f"@{ME.username} {QUESTION}",
        "caption_entities": [{"type": "mention", "offset": 0, "length": len(ME.username) + 1}],
        "photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}],
    },
]


@pytest.mark.parametrize("fields", ADDRESSED)
def test_addressed(service: Service, fields: dict[str, Any]) -> None:
    """By name, by a name without @, in a caption, or in reply; the answer replies to the message."""
    talk = Talk(service)
    (sent,) = group(talk, **fields)
    assert "Skåne fick 398,3" in sent.plain
    assert isinstance(sent.reply_to, int)
    assert sent.chat == GROUP


NOT_ADDRESSED = [
    {"text": QUESTION},
    named(f"@OtherBot {QUESTION}", "@OtherBot"),
    {"text": f"@{ME.username}x {QUESTION}"},
    {"text": QUESTION, "reply_to_message": {**OURS, "from": user(BO)}},
    {"text": QUESTION, "reply_to_message": {**OURS, "forum_topic_created": {"name": "t", "icon_color": 1}}},
    {"text": f"@{ME.username} 398", "entities": [{"type": "mention", "offset": 900, "length": 14}]},
    {"text": f"@{ME.username} {QUESTION}", "via_bot": BOT_USER},
    {"text": f"@{ME.username} {QUESTION}", "is_automatic_forward": True, "sender_chat": chat(CHANNEL)},
    {"sticker": {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "is_animated": False,
                 "is_video": False, "type": "regular"}, "reply_to_message": OURS},
    {"new_chat_members": [user(BO)]},
    {"left_chat_member": user(BO)},
    {"pinned_message": OURS},
    {"forum_topic_created": {"name": "t", "icon_color": 1}},
    {"migrate_to_chat_id": -100999},
    {"new_chat_title": "Ny"},
]  # fmt: skip


@pytest.mark.parametrize("fields", NOT_ADDRESSED)
def test_not_addressed(service: Service, fields: dict[str, Any]) -> None:
    """What others say, and what Telegram says, is left alone and not counted."""
    talk = Talk(service)
    assert group(talk, **fields) == []
    assert talk.session.asked == 0
    assert not talk.session.memories


def test_other_bots_are_not_answered(service: Service) -> None:
    """Two bots would never stop."""
    talk = Talk(service)
    other = {**user(BO), "is_bot": True}
    message = {**talk.message(None, BO, GROUP), **named(f"@{ME.username} hej"), "from": other}
    assert talk.update(message=message) == []


def test_an_administrator_who_hides(service: Service) -> None:
    """Who writes as the group is answered, as the group."""
    talk = Talk(service)
    message = talk.message(None, BO, GROUP) | named(f"@{ME.username} {QUESTION}")
    message |= {"from": {**user(1_087_968_824), "is_bot": True}, "sender_chat": chat(GROUP)}
    talk.update(message=message)
    assert "Skåne fick" in talk.one(SendText).plain


def test_the_name_alone(service: Service) -> None:
    """It says how to ask."""
    (sent,) = group(Talk(service), **named(f"@{ME.username}"))
    assert f"@{ME.username}" in sent.plain


def test_members_do_not_share_a_memory(service: Service) -> None:
    """One's "och Uppsala?" does not continue another's question (failure 21)."""
    talk = Talk(service)
    group(talk, ANNA, **named(f"@{ME.username} sektorsbidrag Kalmar"))
    group(talk, BO, **named(f"@{ME.username} och Uppsala?"))
    assert "Vad menar du?" in talk.one(SendText).plain
    group(talk, ANNA, **named(f"@{ME.username} och Uppsala?"))
    assert "Uppsala fick 112,3" in talk.one(SendText).plain
    assert "Vad menar du?" in talk.ask("och Uppsala?", ANNA).plain


def test_topics(service: Service) -> None:
    """The answer goes to its topic, with a memory of its own; a thread of replies is no topic."""
    talk = Talk(service)
    topic = {"message_thread_id": 9, "is_topic_message": True}
    (sent,) = group(talk, **named(f"@{ME.username} sektorsbidrag Kalmar"), **topic)
    assert sent.thread == 9
    (sent,) = group(talk, **named(f"@{ME.username} och Uppsala?"), message_thread_id=4)
    assert sent.thread is None
    assert "Vad menar du?" in sent.plain
    (sent,) = group(talk, **named(f"@{ME.username} och Uppsala?"), **topic)
    assert "Uppsala fick" in sent.plain
    (sent,) = talk.press(sent.keyboard[0][0], ANNA, GROUP, **topic)[1:]
    assert isinstance(sent, SendText)
    assert sent.thread == 9


def test_a_channel(service: Service) -> None:
    """A post in a channel has no writer; it is answered when the bot is named (failure 13)."""
    talk = Talk(service)
    post = {"message_id": 4, "date": int(talk.now.timestamp()), "chat": chat(CHANNEL), "sender_chat": chat(CHANNEL)}
    assert talk.update(channel_post={**post, "text": QUESTION}) == []
    talk.update(channel_post={**post, **named(f"@{ME.username} {QUESTION}")})
    assert talk.one(SendText).reply_to == 4
    assert "Skåne fick" in talk.one(SendText).plain
    talk.session.answering[CHANNEL, 4] = [8]
    edited = {**post, "edit_date": post["date"], **named(f"@{ME.username} sektorsbidrag Kalmar")}
    talk.update(edited_channel_post=edited)
    assert talk.one(EditText).message == 8


def test_an_edited_question_edits_its_answer(service: Service) -> None:
    """In place, with the buttons of the new answer."""
    talk = Talk(service)
    talk.session.answering[ANNA, 7] = [70]
    talk.update(edited_message=talk.message("sektorsbidrag Kalmar", edit_date=1) | {"message_id": 7})
    edit = talk.one(EditText)
    assert (edit.chat, edit.message) == (ANNA, 70)
    assert "Kalmar fick" in edit.plain
    assert edit.keyboard
    assert not talk.all(SendText)


def test_an_edited_question_with_a_longer_or_shorter_answer(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts that are too many are deleted, those that are missing are sent; the buttons stand under the last."""
    talk = Talk(service)
    talk.session.answering[ANNA, 7] = [70, 71, 72]
    edited = talk.message("sektorsbidrag Kalmar", edit_date=1) | {"message_id": 7}
    actions = talk.update(edited_message=edited)
    assert actions[1:] == [DeleteMessage(ANNA, 71), DeleteMessage(ANNA, 72)]
    monkeypatch.setattr("bot.channels.telegram.splitting.split.__defaults__", (60,))
    talk.session.answering[ANNA, 7] = [70]
    actions = talk.update(edited_message=edited)
    assert isinstance(actions[0], EditText)
    assert actions[0].keyboard == ()
    assert all(isinstance(action, SendText) for action in actions[1:])
    assert len(actions) > 2
    assert talk.all(SendText)[-1].keyboard
    assert not any(action.keyboard for action in talk.all(SendText)[:-1])


def test_an_edit_that_is_no_question(service: Service) -> None:
    """A command, a message in a group that is not addressed, a message from long ago: left as they are."""
    talk = Talk(service)
    assert talk.update(edited_message=talk.message("/start", edit_date=1)) == []
    assert talk.update(edited_message=talk.message(QUESTION, ANNA, GROUP, edit_date=1)) == []
    old = talk.message(QUESTION, edit_date=1) | {"date": int((talk.now - timedelta(hours=2)).timestamp())}
    assert talk.update(edited_message=old) == []
    talk.update(edited_message=talk.message(QUESTION, edit_date=1))
    assert "Skåne fick" in talk.one(SendText).plain


def member(status: str) -> dict[str, Any]:
    """The bot as a member of a chat."""
    rights = {"until_date": 0} if status == "kicked" else {}
    return {"user": BOT_USER, "status": status, **rights}


def moved(place: int, before: str, after: str) -> dict[str, Any]:
    """The bot's membership changed."""
    return {
        "chat": chat(place),
        "from": user(ANNA),
        "date": 1,
        "old_chat_member": member(before),
        "new_chat_member": member(after),
    }


def test_let_into_a_group(service: Service) -> None:
    """It says how to speak to it, once; it says nothing when it is thrown out, blocked or let into a channel."""
    talk = Talk(service)
    talk.update(my_chat_member=moved(GROUP, "left", "member"))
    assert f"@{ME.username}" in talk.one(SendText).plain
    for place, before, after in [
        (GROUP, "member", "kicked"), (GROUP, "member", "left"), (ANNA, "member", "kicked"),
        (ANNA, "kicked", "member"), (CHANNEL, "left", "member"),
    ]:  # fmt: skip
        assert talk.update(my_chat_member=moved(place, before, after)) == []


def test_chats_that_are_not_allowed(service: Service) -> None:
    """A group is left, a person is told; where it is allowed all is as ever."""
    talk = Talk(service, Settings(telegram_allowed_chats=frozenset({ANNA, GROUP})))
    other = -1_002_000_000_000
    assert group(talk, place=other, **named(f"@{ME.username} {QUESTION}")) == [LeaveChat(other)]
    assert talk.update(my_chat_member=moved(other, "left", "member")) == [LeaveChat(other)]
    assert group(talk, place=other, left_chat_member=BOT_USER) == []
    assert "bara i vissa chattar" in talk.ask(QUESTION, BO).plain
    assert talk.session.asked == 0
    assert "Skåne fick" in talk.ask(QUESTION, ANNA).plain
    assert "Skåne fick" in group(talk, BO, **named(f"@{ME.username} {QUESTION}"))[0].plain
    edited = talk.message(QUESTION, BO, edit_date=1)
    assert talk.update(edited_message=edited) == []
