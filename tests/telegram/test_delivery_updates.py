"""Updates of every kind, and any text at all: answered, or passed over by rule; never an error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fake_bot_api import FakeBotApi
from tests.telegram.running import Running

QUESTION = "hur mycket fick skåne"
FIGURE = "398,3"
ODD = (
    "",
    "\0",
    "a\0b\0",
    "\u200d\u200b\ufeff",
    "\u202eenåks kcif tekcym ruh",
    "👩‍👩‍👧‍👦",
    "كم حصلت سكونه",
    "ทดสอบ",
    "\ud83d",
    "hur mycket \udc00 fick skåne",
    "<b>hur</b> & <script>",
    "&" * 4096,
    "😀" * 2048,
    "/" * 50,
    "/start " + "x" * 4000,
    "{0} %s ${HOME} '; DROP TABLE inbox;--",
    "\n" * 100,
    "z̷͍̓" * 500,
    "hur mycket fick skåne " * 190,
)


@pytest.fixture
def telegram(served: Running) -> FakeBotApi:
    """The fake that the bot at work speaks to."""
    return served.telegram


def settled(running: Running, text: str, **besides: Any) -> list[str]:
    """What a new person gets for a text: nothing, or answers; and the bot is still at work afterwards."""
    chat = running.telegram.private()
    running.telegram.say(chat, None, text, **besides)
    running.telegram.say(chat, None, "hur mycket fick halland")

    def texts() -> list[str]:
        return running.telegram.texts(chat)

    # One chat is in order: the answer to what came after tells that all of what came before is done.
    running.telegram.wait_for(lambda: texts() and texts()[-1].startswith("Halland fick"), 20)
    return texts()[:-1]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts(served: Running, text: str) -> None:
    """11, 19 and 22: other scripts, emoji, right-to-left marks, NUL, half a character, marks: a reply or nothing."""
    answers = settled(served, text)
    assert len(answers) <= 5
    if any(sign.isalnum() for sign in text):
        assert answers


def test_a_hundred_thousand_characters(served: Running) -> None:
    """22: more than Telegram itself would let through."""
    assert settled(served, "hur mycket fick skåne och " * 3847)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(st.characters(codec=None), max_size=300)
    | st.text(st.sampled_from("<&>\"'/@ \u202e\u200d😀å1"), max_size=80)
)
def test_any_text(served: Running, text: str) -> None:
    """22: any Unicode gets a reply or is passed over; nothing is refused by Telegram, no error is met."""
    refused, failed = len(served.refused()), served.log.count("Traceback")
    settled(served, text)
    assert len(served.refused()) == refused
    assert served.log.count("Traceback") == failed


def test_updates_without_a_message(served: Running, telegram: FakeBotApi) -> None:
    """13: posts, edits, service messages, reactions, polls, kinds that do not exist yet: the bot goes on."""
    anna = telegram.person()
    chat, group, channel = telegram.private(anna), telegram.group(), telegram.channel()
    telegram.say(channel, None, "ett inlägg")
    telegram.edit(channel, telegram.say(channel, None, "ett till")["message_id"], "ändrat")
    for fields in (
        {"new_chat_title": "Ny"},
        {"pinned_message": telegram.say(group, anna, "hej")},
        {"new_chat_members": [anna.as_json()]},
        {"left_chat_member": anna.as_json()},
        {"group_chat_created": True},
        {"delete_chat_photo": True},
        {"something_of_next_year": {"a": 1}},
    ):
        telegram.service(group, anna, **fields)
    telegram.say(chat, None, None, dice={"emoji": "🎲", "value": 3})
    telegram.say(chat, None, None, location={"longitude": 18.0, "latitude": 59.3})
    option = {"text": "a", "voter_count": 0, "persistent_id": "1"}
    poll = {"id": "1", "question": "?", "options": [option], "total_voter_count": 0, "is_closed": False}
    telegram.raw("poll", poll | {"is_anonymous": True, "type": "regular", "allows_multiple_answers": False})
    telegram.raw("next_years_update", {"a": 1})
    telegram.raw("message", {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "next_years_kind"}})
    (answer,) = [call for call in served.ask(chat, QUESTION, timeout=20) if FIGURE in call.text] or served.ask(
        chat, "hur mycket fick uppsala"
    )
    assert answer.text
    assert not telegram.texts(group)
    assert not telegram.texts(channel)
    assert "Traceback" not in served.log


def test_an_edited_question(served: Running, telegram: FakeBotApi) -> None:
    """13: a question that is edited has its answer edited, whether that was sent already or not."""
    chat = telegram.private()
    said = telegram.say(chat, None, QUESTION)
    telegram.wait_for(lambda: served.sent_to(chat))
    telegram.edit(chat, said["message_id"], "hur mycket fick uppsala")
    telegram.wait_for(lambda: telegram.calls_of("editMessageText", chat))
    (edit,) = telegram.calls_of("editMessageText", chat)
    assert "Uppsala" in edit.text
    assert edit.message == served.sent_to(chat)[0].message
    telegram.edit(chat, said["message_id"], "hur mycket fick uppsala")
    served.ask(chat, "hur mycket fick halland")
    assert len(served.sent_to(chat)) == 2
    assert "Traceback" not in served.log


def test_members_of_a_group_have_conversations_of_their_own(served: Running, telegram: FakeBotApi) -> None:
    """21: what one member asked is not continued by another's "och Uppsala?"."""
    group, anna, bo = telegram.group(), telegram.person("Anna"), telegram.person("Bo")
    telegram.say(group, anna, f"@siffersvar_bot {QUESTION}")
    telegram.wait_for(lambda: served.sent_to(group))
    telegram.say(group, bo, "@siffersvar_bot och Uppsala?")
    telegram.say(group, anna, "@siffersvar_bot och Halland?")
    telegram.wait_for(lambda: len(served.sent_to(group)) == 3)
    _, bos, annas = served.sent_to(group)
    assert " fick " not in bos.text.splitlines()[0]
    assert annas.text.startswith("Halland fick")


def test_a_group_that_talks_of_something_else(served: Running, telegram: FakeBotApi) -> None:
    """What is not addressed to the bot gets no answer."""
    group, anna = telegram.group(), telegram.person()
    telegram.say(group, anna, QUESTION)
    telegram.say(group, anna, "@nagon_annan vad säger du")
    telegram.say(group, anna, f"@siffersvar_bot {QUESTION}")
    telegram.wait_for(lambda: served.sent_to(group))
    served.quiet(0.5)
    assert len(served.sent_to(group)) == 1
