"""Slack that fails: it says later, breaks off before and after, refuses, or does not know the bot any more."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from itertools import pairwise

import aiohttp
import pytest

from tests.fake_slack import BOT, SECRET, TOKEN, FakeSlack
from tests.slack.replica import Replica

QUESTION = "hur mycket fick Skåne i sektorsbidrag?"
AGAIN = "Visa svaret igen"
POST = "chat.postMessage"


def test_rate_limit(bot: Replica, slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    """9: after 429 nothing is posted, in no channel, until the time is over; then everything is, once."""
    one, two = slack.channel("U0ANNA"), slack.channel("U0BO")
    slack.fail(POST, "429", "429")
    bot.mention(one, "U0ANNA", QUESTION)
    slack.wait_for(lambda: "is tried again" in caplog.text)  # the refusal has come back
    bot.mention(two, "U0BO", QUESTION)
    bot.answers(one)
    bot.answers(two)
    bot.settle()
    calls = slack.calls(POST)
    assert [each.outcome for each in calls].count("429") == 2
    assert len(slack.answers(one)) == len(slack.answers(two)) == 1
    for refused, following in pairwise(calls):
        if refused.outcome == "429":
            assert following.at - refused.at > 0.95


@pytest.mark.parametrize("fault", ["503", "service_unavailable", "request_timeout"])
def test_not_done(bot: Replica, slack: FakeSlack, fault: str) -> None:
    """What certainly was not done is tried again, and comes once."""
    channel = slack.channel("U0ANNA")
    slack.fail(POST, fault)
    bot.mention(channel, "U0ANNA", QUESTION)
    assert "398,3" in bot.answers(channel)[0].words
    bot.settle()
    assert len(slack.answers(channel)) == 1


@pytest.mark.parametrize(("fault", "came"), [("cut_after", 1), ("cut_before", 0), ("500", 0), ("fatal_error", 0)])
def test_unknown(bot: Replica, slack: FakeSlack, fault: str, came: int) -> None:
    """3: what may have come is not sent again; a notice says so, and its button shows the answer."""
    channel = slack.channel("U0ANNA")
    slack.fail(POST, fault)
    asked = bot.mention(channel, "U0ANNA", QUESTION)
    bot.settle()
    found = slack.answers(channel)
    assert [("398,3" in each.words) for each in found] == [True] * came + [False]
    notice = found[-1]
    assert notice.thread == asked.ts
    assert len(slack.calls(POST)) == 2
    bot.press(notice, "U0ANNA", AGAIN)
    bot.settle()
    shown = slack.answers(channel)[-1]
    assert "398,3" in shown.words
    assert shown.thread == asked.ts
    assert not notice.buttons
    held = bot.state.read(
        lambda at: at.exec_driver_sql("SELECT payload FROM token WHERE kind = 'again'").scalars().all()
    )
    assert not any(ident in payload for payload in held for ident in ("U0ANNA", channel.ident, asked.ts))


@pytest.mark.parametrize("in_thread", [False, True])
@pytest.mark.parametrize(("fault", "came"), [("cut_after", True), ("cut_before", False)])
def test_looked_whether_it_came(bot: Replica, slack: FakeSlack, fault: str, came: bool, in_thread: bool) -> None:
    """3: where the bot may look, it does: what came needs no notice, and what is not found gets one."""
    channel = slack.direct("U0ANNA")
    root = slack.say(channel, "U0ANNA", "Hej!").ts if in_thread else ""
    slack.fail(POST, fault)
    bot.tell(slack.say(channel, "U0ANNA", QUESTION, root))
    bot.settle()
    (said,) = slack.answers(channel)
    assert ("398,3" in said.words) == came
    assert (AGAIN in said.buttons) != came


def test_nothing_is_heard_of_a_send(
    start: Callable[..., Replica], slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3: a send that times out though it was delivered is not doubled."""
    monkeypatch.setattr("bot.channels.slack.app.TIMEOUT", aiohttp.ClientTimeout(total=0.5))
    bot = start()
    channel = slack.channel("U0ANNA")
    slack.fail(POST, "hang_after")
    bot.mention(channel, "U0ANNA", QUESTION)
    bot.settle()
    answer, notice = slack.answers(channel)
    assert "398,3" in answer.words
    assert AGAIN in notice.buttons


def test_unknown_by_the_address_for_responses(bot: Replica, slack: FakeSlack) -> None:
    """3: the same where a command's answer may have come."""
    channel = slack.channel("U0ANNA", bot=False)
    slack.fail("hooks", "cut_after")
    bot.command(channel, "U0ANNA", QUESTION)
    bot.settle()
    answer, notice = slack.answers(channel)
    assert "398,3" in answer.words
    bot.press(notice, "U0ANNA", AGAIN)
    bot.settle()
    assert "398,3" in slack.answers(channel)[-1].words
    assert notice.deleted
    assert all(each.only == "U0ANNA" for each in slack.answers(channel))


@pytest.mark.parametrize("fault", ["429", "500", "503", "cut_before", "cut_after"])
@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])
def test_uploads(bot: Replica, slack: FakeSlack, step: str, fault: str) -> None:
    """A picture comes once; only where its last step may have been done, a notice stands beside or in place of it."""
    channel = slack.channel("U0ANNA")
    bot.mention(channel, "U0ANNA", QUESTION)
    answer = bot.answers(channel)[0]
    slack.fail(step, fault)
    bot.press(answer, "U0ANNA", "Diagram")
    bot.settle()
    shown = slack.answers(channel)[1:]
    unknown = step == "files.completeUploadExternal" and fault in ("500", "cut_before", "cut_after")
    assert sum(bool(each.file) for each in shown) == (not unknown or fault == "cut_after")
    assert sum(AGAIN in each.buttons for each in shown) == unknown


@pytest.mark.parametrize("error", ["is_archived", "channel_not_found", "not_in_channel", "restricted_action"])
def test_closed(bot: Replica, slack: FakeSlack, error: str) -> None:
    """14: where the bot may not speak, the question is closed quietly; others are answered."""
    channel = slack.channel("U0ANNA")
    slack.fail(POST, error)
    bot.mention(channel, "U0ANNA", QUESTION)
    bot.settle()
    assert not slack.answers(channel)
    assert len(slack.calls(POST)) == 1
    bot.write("U0BO", QUESTION)
    assert bot.answers(slack.direct("U0BO"))


def test_thread_that_is_gone(bot: Replica, slack: FakeSlack) -> None:
    """14: a question that was deleted meanwhile gets no answer, and no second attempt."""
    channel = slack.channel("U0ANNA")
    slack.fail(POST, "thread_not_found")
    bot.mention(channel, "U0ANNA", QUESTION)
    bot.settle()
    assert not slack.answers(channel)
    assert len(slack.calls(POST)) == 1


def test_refused_looks(bot: Replica, slack: FakeSlack) -> None:
    """Blocks that Slack refuses are left out, and the words come."""
    channel = slack.channel("U0ANNA")
    slack.fail(POST, "invalid_blocks")
    bot.mention(channel, "U0ANNA", QUESTION)
    answer = bot.answers(channel)[0]
    assert not answer.blocks
    assert "398,3" in answer.words
    assert "Källa" in answer.words


@pytest.mark.parametrize("error", ["account_inactive", "token_revoked", "invalid_auth"])
def test_token_that_counts_no_more(
    start: Callable[..., Replica], slack: FakeSlack, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Where Slack does not know the token any more, the operator is told, and nothing is lost."""
    bot = start()
    channel = slack.channel("U0ANNA")
    slack.fail(POST, error)
    with caplog.at_level(logging.INFO):
        bot.mention(channel, "U0ANNA", QUESTION)
        slack.wait_for(lambda: "slack" in bot.served.failed)
    assert "SLACK_BOT_TOKEN" in bot.served.failed["slack"]
    assert TOKEN not in caplog.text
    assert SECRET not in caplog.text
    assert len(slack.calls(POST)) == 1
    bot.mention(channel, "U0ANNA", "och Uppsala?")  # still kept
    other = start()
    other.settle()
    assert ["398,3" in each.words for each in slack.answers(channel)] == [True, False]


def test_told_to_stop_while_it_waits(start: Callable[..., Replica], slack: FakeSlack) -> None:
    """1 and 9: what waits out a rate limit when the process ends was not sent, and is, once, by the next one."""
    bot = start()
    channel = slack.channel("U0ANNA")
    slack.fail(POST, "429 for long")
    bot.mention(channel, "U0ANNA", QUESTION)
    slack.wait_for(lambda: len(slack.calls(POST)) == 1)
    bot.end()
    assert not slack.answers(channel)
    other = start()
    other.settle()
    (answer,) = slack.answers(channel)
    assert "398,3" in answer.words


def test_slack_is_away_at_the_start(start: Callable[..., Replica], slack: FakeSlack) -> None:
    """10: where Slack does not answer when the bot starts, questions are kept, and answered when it does."""
    slack.fail("auth.test", "500", "cut_before")
    bot = start()
    channel = slack.channel("U0ANNA")
    bot.mention(channel, "U0ANNA", QUESTION)
    assert "398,3" in bot.answers(channel, seconds=15)[0].words
    assert len(slack.calls("auth.test")) == 3


def test_wrong_token_at_the_start(start: Callable[..., Replica], slack: FakeSlack) -> None:
    """A token that Slack does not know is told of at once."""
    bot = start(**{"SLACK_BOT_TOKEN": "xoxb-another"})
    slack.wait_for(lambda: "slack" in bot.served.failed)
    assert "SLACK_BOT_TOKEN" in bot.served.failed["slack"]
    assert "xoxb-another" not in bot.served.failed["slack"]


def test_old_questions(bot: Replica, slack: FakeSlack) -> None:
    """8: after a long outage nobody is answered what they asked more than an hour ago."""
    channel = slack.channel("U0ANNA")
    message = slack.say(channel, "U0ANNA", f"<@{BOT}> {QUESTION}")
    message.ts = f"{time.time() - 3700:.0f}.000001"
    bot.tell(message)
    bot.settle()
    assert not slack.answers(channel)


def test_nothing_of_people_in_the_log(bot: Replica, slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    """20: no word of a question, no id of a person, no token and no secret stands in the log, whatever fails."""
    channel = slack.channel("U0ANNA")
    with caplog.at_level(logging.DEBUG):
        for number, fault in enumerate(("429", "500", "cut_after", "invalid_blocks", "is_archived")):
            slack.fail(POST, fault)
            bot.mention(channel, "U0ANNA", f"hur går det för Atlantis{number}?")
            bot.settle()
    assert caplog.records
    ours = "\n".join(record.getMessage() for record in caplog.records if record.levelno >= logging.INFO)
    for word in ("Atlantis", "atlantis", "U0ANNA", TOKEN, SECRET):
        assert word not in ours
