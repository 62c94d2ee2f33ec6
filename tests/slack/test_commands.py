"""The slash command, and what can be said to the bot beside questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fake_slack import BOT, FakeSlack
from tests.slack.replica import Replica

QUESTION = "hur mycket fick Skåne i sektorsbidrag?"


def test_only_for_who_asked(bot: Replica, slack: FakeSlack) -> None:
    """By itself the command's answer is seen by one person, also where the bot is no member; the next one goes on."""
    channel = slack.channel("U0ANNA", bot=False)
    answer = bot.command(channel, "U0ANNA", QUESTION)
    assert (answer.status_code, answer.content) == (200, b"")
    first = bot.answers(channel)[0]
    assert first.only == "U0ANNA"
    assert "398,3" in first.words
    bot.command(channel, "U0ANNA", "och Uppsala?")
    assert "112,3" in bot.answers(channel, 2)[1].words
    assert not slack.calls("chat.postMessage")


def test_shown_to_all(bot: Replica, slack: FakeSlack) -> None:
    """A button shows everybody the answer with its question, and takes away the copy that one person saw."""
    channel = slack.channel("U0ANNA", bot=False)
    bot.command(channel, "U0ANNA", QUESTION)
    private = bot.answers(channel)[0]
    bot.press(private, "U0ANNA", "Visa för alla")
    bot.settle()
    (shown,) = slack.answers(channel)
    assert not shown.only
    assert private.deleted
    assert "398,3" in shown.words
    assert shown.words.startswith("Fråga: ")
    assert "Källa" in shown.buttons


@pytest.mark.parametrize("member", [True, False])
def test_in_channel(start: Callable[..., Replica], slack: FakeSlack, member: bool) -> None:
    """By a setting everybody sees the answer and the question, in which nobody is mentioned; help stays private."""
    bot = start(SLACK_COMMAND_REPLIES="in_channel")
    channel = slack.channel("U0ANNA", bot=member)
    bot.command(channel, "U0ANNA", f"{QUESTION} &lt;!channel&gt; <!here> <@U0BO|bo>")
    answer = bot.answers(channel)[0]
    assert not answer.only
    assert "398,3" in answer.words
    assert f"Fråga: {QUESTION} <!channel>" in answer.words
    bot.command(channel, "U0ANNA", "hjälp")
    assert bot.answers(channel, 2)[1].only == "U0ANNA"


def test_chart_of_what_one_person_sees(bot: Replica, slack: FakeSlack) -> None:
    """A file cannot be shown to one person in a channel: it comes into their conversation with the bot."""
    channel = slack.channel("U0ANNA", bot=False)
    bot.command(channel, "U0ANNA", QUESTION)
    bot.press(bot.answers(channel)[0], "U0ANNA", "Diagram")
    bot.settle()
    assert slack.answers(slack.direct("U0ANNA"))[0].file
    said = slack.answers(channel)[-1]
    assert said.only == "U0ANNA"
    assert "direktmeddelande" in said.words


def test_the_address_for_responses_is_used_up_or_too_old(bot: Replica, slack: FakeSlack) -> None:
    """After five uses or half an hour the answer comes as a message to one person, or in their conversation."""
    inside, outside = slack.channel("U0ANNA"), slack.channel("U0ANNA", bot=False)
    old = slack.hook("U0ANNA", inside.ident, seconds=-1)
    bot.command(inside, "U0ANNA", QUESTION, old)
    assert bot.answers(inside)[0].only == "U0ANNA"
    used = slack.hook("U0ANNA", outside.ident)
    slack.world.hooks[used.rpartition("/")[2]].left = 0
    bot.command(outside, "U0ANNA", QUESTION, used)
    assert "398,3" in bot.answers(slack.direct("U0ANNA"))[0].words
    assert not slack.answers(outside)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("hjälp", "Jag svarar med siffra"),
        ("", "Jag svarar med siffra"),
        ("Help!", "Jag svarar med siffra"),
        ("om", "datorprogram"),
        ("språk", "Vilket språk"),
    ],
)
def test_words(bot: Replica, slack: FakeSlack, words: str, part: str) -> None:
    """Help, what the bot is, and the choice of a language."""
    channel = slack.channel("U0ANNA")
    bot.command(channel, "U0ANNA", words)
    assert part in bot.answers(channel)[0].words


def test_language(bot: Replica, slack: FakeSlack) -> None:
    """A chosen language is that of all answers, in words or by a button, which then says so in its own place."""
    channel = slack.direct("U0ANNA")
    bot.write("U0ANNA", "språk engelska")
    bot.write("U0ANNA", QUESTION)
    assert "Source: " in bot.answers(channel, 2)[1].words
    bot.write("U0ANNA", "language")
    choice = bot.answers(channel, 3)[2]
    bot.press(choice, "U0ANNA", "Svenska")
    bot.settle()
    assert choice.words == "Då svarar jag på svenska."
    bot.write("U0ANNA", "how much did Skåne receive")
    assert "Källa: " in bot.answers(channel, 4)[3].words


def test_forget_me(bot: Replica, slack: FakeSlack) -> None:
    """What was asked, kept and chosen is forgotten: nothing goes on, and no button shows more."""
    channel = slack.direct("U0ANNA")
    bot.write("U0ANNA", QUESTION)
    answer = bot.answers(channel)[0]
    bot.write("U0ANNA", "Glöm mig")
    assert "1 fråga" in bot.answers(channel, 2)[1].words
    bot.write("U0ANNA", "och Uppsala?")
    assert "112,3" not in bot.answers(channel, 3)[2].words
    bot.press(answer, "U0ANNA", "Källa")
    assert "minns jag inte" in bot.answers(channel, 4)[3].words


def test_thread_goes_on_without_the_name(bot: Replica, slack: FakeSlack) -> None:
    """In a thread in which somebody asked, what they ask on is answered; what is said among people is not."""
    channel = slack.channel("U0ANNA", "U0BO")
    root = bot.mention(channel, "U0ANNA", QUESTION)
    bot.answers(channel)
    for user, words in (
        ("U0BO", "och Uppsala?"),
        ("U0ANNA", "tack, jag tar det med ledningen på torsdag"),
        ("U0ANNA", "<@U0BO> och Uppsala?"),
    ):
        bot.tell(slack.say(channel, user, words, root.ts), "message")
    bot.settle()
    assert len(slack.answers(channel)) == 1
    bot.tell(slack.say(channel, "U0ANNA", "och Uppsala?", root.ts), "message")
    assert "112,3" in bot.answers(channel, 2)[1].words


def test_what_users_write_stays_words(bot: Replica, slack: FakeSlack) -> None:
    """22: mentions, links, marks, other scripts, directions, half characters and very long texts stay words."""
    channel = slack.channel("U0ANNA")
    odd = (
        "<!channel> och <!subteam^S1|@alla>", "&lt;!channel&gt; &amp;amp; *x* _y_ ~z~ `k`", "<https://evil.example|Atlantis>",
        "hur mycket fick \u202eenåkS\u202c", "مرحبا", "\ud83d", "👍", "x" * 100_000, "\u200d\u200d", "\u0000",
    )  # fmt: skip
    for at, words in enumerate(odd):
        bot.mention(channel, "U0ANNA", words)
        bot.answers(channel, at + 1)
    assert len(slack.answers(channel)) == len(odd)
    assert not slack.world.broken
    assert all("\u202e" not in answer.words for answer in slack.answers(channel))


def test_fault_of_the_program(bot: Replica, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault becomes an apology with the id under which the log has it."""
    monkeypatch.setattr("bot.talking.answer", lambda *_, **__: 1 / 0)
    channel = slack.channel("U0ANNA")
    bot.tell(slack.say(channel, "U0ANNA", f"<@{BOT}> {QUESTION}"))
    assert "Något gick fel" in bot.answers(channel)[0].words
