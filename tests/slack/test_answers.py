"""Questions in channels, threads and direct messages, and where their answers stand."""

from __future__ import annotations

from tests.fake_slack import BOT, FakeSlack
from tests.slack.replica import Replica

QUESTION = "hur mycket fick Skåne i sektorsbidrag?"
FIGURE = "398,3 miljoner kronor"


def test_mention(bot: Replica, slack: FakeSlack) -> None:
    """A question in a channel is answered in its thread: the figure first, the source last."""
    channel = slack.channel("U0ANNA")
    asked = bot.mention(channel, "U0ANNA", QUESTION)
    answer = bot.answers(channel)[0]
    assert answer.thread == asked.ts
    assert not answer.only
    assert answer.blocks[0]["type"] == "header"
    assert FIGURE in answer.heading
    assert "Källa: Regeringens beslut" in answer.blocks[-2]["elements"][0]["text"]
    assert answer.blocks[-1]["type"] == "actions"
    assert "398,3" in answer.text
    assert {"Källa", "Alla regioner", "Diagram", "Tabell"} <= answer.buttons.keys()


def test_direct_message(bot: Replica, slack: FakeSlack) -> None:
    """A question to the bot alone is answered there, outside threads; the conversation goes on."""
    bot.write("U0ANNA", QUESTION)
    channel = slack.direct("U0ANNA")
    assert not bot.answers(channel)[0].thread
    bot.write("U0ANNA", "och Uppsala?")
    assert "112,3 miljoner" in bot.answers(channel, 2)[1].words


def test_reply_in_the_thread_of_an_answer_to_one_person(bot: Replica, slack: FakeSlack) -> None:
    """A direct message within a thread is answered there, and goes on with the person's one conversation."""
    asked = bot.write("U0ANNA", QUESTION)
    channel = slack.direct("U0ANNA")
    bot.answers(channel)
    bot.tell(slack.say(channel, "U0ANNA", "och Uppsala?", asked.ts))
    answer = bot.answers(channel, 2)[1]
    assert answer.thread == asked.ts
    assert "112,3 miljoner" in answer.words


def test_threads_and_people_have_conversations_of_their_own(bot: Replica, slack: FakeSlack) -> None:
    """21: nobody goes on with somebody else's question, nor with one of another thread."""
    channel = slack.channel("U0ANNA", "U0BO")
    first = bot.mention(channel, "U0ANNA", QUESTION)
    bot.answers(channel)
    bot.mention(channel, "U0BO", "och Uppsala?", first.ts)
    assert "112,3" not in bot.answers(channel, 2)[1].words
    bot.mention(channel, "U0ANNA", "och Uppsala?")
    assert "112,3" not in bot.answers(channel, 3)[2].words
    bot.mention(channel, "U0ANNA", "och Uppsala?", first.ts)
    answer = bot.answers(channel, 4)[3]
    assert "112,3" in answer.words
    assert answer.thread == first.ts


def test_greeted_without_a_question(bot: Replica, slack: FakeSlack) -> None:
    """Only the bot's name gets help, seen by whoever wrote it alone, with questions to press."""
    channel = slack.channel("U0ANNA")
    bot.tell(slack.say(channel, "U0ANNA", f"<@{BOT}>"))
    answer = bot.answers(channel)[0]
    assert answer.only == "U0ANNA"
    label = next(iter(answer.buttons))
    bot.press(answer, "U0ANNA", label)
    assert "Källa" in bot.answers(channel, 2)[1].words
