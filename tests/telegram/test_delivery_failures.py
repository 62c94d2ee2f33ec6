"""What the network and Telegram do to an answer on its way: it arrives once all the same, or its person is told."""

from __future__ import annotations

import time

import pytest

from tests.fake_bot_api import Chat, FakeBotApi
from tests.fake_bot_api.failures import Kind
from tests.telegram.running import Running

QUESTION = "hur mycket fick skåne"
FIGURE = "398,3"


@pytest.fixture
def telegram(served: Running) -> FakeBotApi:
    """The fake that the bot at work speaks to."""
    return served.telegram


def figures(running: Running, chat: Chat) -> list[str]:
    """The answers with the figure that a chat got."""
    return [call.text for call in running.sent_to(chat) if FIGURE in call.text]


@pytest.mark.parametrize("kind", ["500", "502"])
def test_refused_for_a_moment(served: Running, telegram: FakeBotApi, kind: Kind) -> None:
    """Errors of the server: the answer is sent again, and arrives once."""
    chat = telegram.private()
    telegram.fail(kind, chat=chat.ident, method="sendMessage", times=2)
    (answer,) = served.ask(chat, QUESTION)
    assert FIGURE in answer.text
    served.quiet()
    assert len(served.sent_to(chat)) == 1


def test_cut_after_it_arrived(served: Running, telegram: FakeBotApi) -> None:
    """3: a send whose response never came may have arrived: not repeated; a button gives it once more on demand."""
    chat = telegram.private()
    telegram.fail("drop_after", chat=chat.ident, method="sendMessage")
    answer, notice = served.ask(chat, QUESTION, count=2, timeout=30)
    assert FIGURE in answer.text
    assert FIGURE not in notice.text
    served.quiet()
    assert len(served.sent_to(chat)) == 2
    assert notice.message is not None
    (button,) = telegram.buttons(chat, notice.message)
    telegram.press(chat, notice.message, button["text"])
    telegram.wait_for(lambda: len(served.sent_to(chat)) == 3)
    assert served.sent_to(chat)[2].text == answer.text
    assert not served.refused()


def test_cut_before_it_arrived(served: Running, telegram: FakeBotApi) -> None:
    """3: a send that was cut and did not arrive: nobody is left without the answer, or a way to it."""
    chat = telegram.private()
    telegram.fail("drop_before", chat=chat.ident, method="sendMessage")
    (first,) = served.ask(chat, QUESTION, timeout=30)
    if FIGURE not in first.text:
        assert first.message is not None
        (button,) = telegram.buttons(chat, first.message)
        telegram.press(chat, first.message, button["text"])
        telegram.wait_for(lambda: len(served.sent_to(chat)) == 2)
    served.quiet()
    assert len(figures(served, chat)) == 1


def test_one_chat_must_wait(served: Running, telegram: FakeBotApi) -> None:
    """9: after 429 nothing is sent to the chat for as long as was said, and then the answer, once."""
    chat = telegram.private()
    telegram.fail("429", chat=chat.ident, method="sendMessage", seconds=2)
    begun = time.monotonic()
    (answer,) = served.ask(chat, QUESTION)
    (told,) = [call for call in telegram.calls if call.chat == chat.ident and call.failure == "429"]
    assert answer.at - told.done >= 2
    assert time.monotonic() - begun < 10
    served.quiet()
    assert len(figures(served, chat)) == 1


def test_the_whole_bot_must_wait(served: Running, telegram: FakeBotApi) -> None:
    """9: however many chats are told to wait, all are answered once, in time."""
    chats = [telegram.private() for _ in range(8)]
    failure = telegram.fail("429", method="sendMessage", times=4, seconds=1)
    for chat in chats:
        telegram.say(chat, None, QUESTION)
    telegram.wait_for(lambda: all(served.sent_to(chat) for chat in chats), 20)
    assert failure.times == 0
    served.quiet()
    assert [len(figures(served, chat)) for chat in chats] == [1] * 8


def test_more_at_once_than_connections(served: Running, telegram: FakeBotApi) -> None:
    """10: many chats at once, each send taking a while: all are answered, none waits in vain for the pool."""
    chats = [telegram.private() for _ in range(120)]
    telegram.delay(0.2, "sendMessage")
    try:
        for chat in chats:
            telegram.say(chat, None, QUESTION)
        telegram.wait_for(lambda: all(chat.mine for chat in chats), 60)
    finally:
        telegram.delay(0, "sendMessage")
    served.quiet()
    assert {len(chat.mine) for chat in chats} == {1}


@pytest.mark.parametrize("kind", ["500", "502", "429", "drop_before", "drop_after"])
def test_polling_that_fails_goes_on(served: Running, telegram: FakeBotApi, kind: Kind) -> None:
    """10: a getUpdates that fails, whatever way, is not the last; an update is not answered twice for it."""
    chat = telegram.private()
    failure = telegram.fail(kind, method="getUpdates")
    (answer,) = served.ask(chat, QUESTION)
    assert FIGURE in answer.text
    telegram.wait_for(lambda: failure.times == 0)
    (again,) = served.ask(chat, QUESTION)
    assert FIGURE in again.text


def test_an_outage_of_telegram(served: Running, telegram: FakeBotApi) -> None:
    """8 and 10: after an outage polling comes back; the questions of the last hour are answered, older ones are not."""
    old, new = telegram.private(), telegram.private()
    telegram.stop()
    try:
        telegram.say(old, None, QUESTION, ago=3700)
        for region in ("skåne", "uppsala", "halland"):
            telegram.say(new, None, f"hur mycket fick {region}", ago=3000)
        time.sleep(0.5)
    finally:
        telegram.start()
    telegram.wait_for(lambda: len(served.sent_to(new)) == 3, 30)
    served.quiet()
    found = [call.text.split(" fick")[0].lower() for call in served.sent_to(new)]
    assert found == ["skåne", "uppsala", "halland"]
    assert not served.sent_to(old)


def test_a_blocked_bot_says_no_more(served: Running, telegram: FakeBotApi) -> None:
    """14: a 403 ends the conversation quietly; who lets the bot in again is answered again."""
    chat = telegram.private()
    telegram.delay(0.3, "sendMessage")
    telegram.say(chat, None, QUESTION)
    telegram.block(chat)
    telegram.delay(0, "sendMessage")
    telegram.wait_for(lambda: any(call.chat == chat.ident and call.error for call in telegram.calls))
    served.quiet()
    tried = [call for call in telegram.calls if call.chat == chat.ident and call.method == "sendMessage"]
    assert [call.error for call in tried] == ["403 Forbidden: bot was blocked by the user"]
    telegram.block(chat, blocked=False)
    (answer,) = served.ask(chat, QUESTION)
    assert FIGURE in answer.text


def test_a_group_that_moves(served: Running, telegram: FakeBotApi) -> None:
    """14: a group that became a supergroup meanwhile gets its answer there, once; talk goes on there."""
    group, anna = telegram.group(), telegram.person()
    telegram.say(group, anna, f"@siffersvar_bot {QUESTION}")
    new = telegram.migrate(group, anna)
    telegram.wait_for(lambda: served.sent_to(new))
    served.quiet()
    assert len(figures(served, new)) == 1
    (answer,) = served.ask(new, "@siffersvar_bot och uppsala?", anna)
    assert "Uppsala" in answer.text
    assert not served.sent_to(group)


def test_a_closed_topic(served: Running, telegram: FakeBotApi) -> None:
    """14: an answer to a topic goes to that topic, or outside of it where it was closed meanwhile; talk goes on."""
    forum, anna = telegram.supergroup(forum=True), telegram.person()
    open_topic, closed = telegram.topic(forum, anna, "A"), telegram.topic(forum, anna, "B")
    forum.topics[closed] = False
    for thread in (open_topic, closed, open_topic):
        telegram.say(forum, anna, f"@siffersvar_bot {QUESTION}", thread=thread)
    telegram.wait_for(lambda: len(served.sent_to(forum)) == 3)
    served.quiet()
    threads = [call.result.get("message_thread_id") for call in served.sent_to(forum)]
    assert threads == [open_topic, None, open_topic]


def test_a_question_that_is_deleted(served: Running, telegram: FakeBotApi) -> None:
    """The answer in a group replies to its question; where that was deleted meanwhile it comes all the same."""
    group, anna = telegram.group(), telegram.person()
    said = telegram.say(group, anna, f"@siffersvar_bot {QUESTION}")
    telegram.wait_for(lambda: served.sent_to(group))
    assert served.sent_to(group)[0].result["reply_to_message"]["message_id"] == said["message_id"]
    telegram.delay(0.2, "sendChatAction")
    gone = telegram.say(group, anna, f"@siffersvar_bot {QUESTION}")
    del group.messages[gone["message_id"]]
    telegram.wait_for(lambda: len(served.sent_to(group)) == 2)
    telegram.delay(0, "sendChatAction")
    assert len(figures(served, group)) == 2
