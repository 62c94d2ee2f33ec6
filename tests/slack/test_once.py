"""Each question is answered once: by retries, by two events of one message, by two replicas, after a kill."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.channels.slack.desk import Me
from bot.channels.slack.incoming import event
from bot.channels.slack.platform import Slack
from bot.channels.slack.send import Sender
from bot.charts import draw_png
from bot.config import Settings
from bot.delivery.doing import Doing
from bot.delivery.fate import Fate
from bot.delivery.work import Work
from bot.service import Service
from bot.state import inbox, leases
from bot.state.buffered import Rules
from bot.state.database import State
from bot.state.inbox import Arrived
from tests.fake_slack import BOT, TEAM, FakeSlack
from tests.slack.replica import Replica, told

QUESTION = f"<@{BOT}> hur mycket fick Skåne i sektorsbidrag?"
both = pytest.mark.parametrize("state_url", ["sqlite", "postgresql"], indirect=True)


def test_retries(bot: Replica, slack: FakeSlack) -> None:
    """2 and 17: what Slack tells again, while it is answered and after that, is answered once."""
    channel = slack.channel("U0ANNA")
    inner = told(slack.say(channel, "U0ANNA", QUESTION))
    for number in range(4):
        assert bot.event(inner, "Ev0001", **{"X-Slack-Retry-Num": str(number)}).status_code == 200
    bot.settle()
    assert bot.event(inner, "Ev0001", **{"X-Slack-Retry-Num": "3"}).status_code == 200
    bot.settle()
    assert len(slack.answers(channel)) == 1


@pytest.mark.parametrize("kinds", [("app_mention", "message"), ("message", "app_mention")])
def test_two_events_of_one_message(bot: Replica, slack: FakeSlack, kinds: tuple[str, str]) -> None:
    """2: a message in a channel of which Slack tells as a mention and as a message is answered once."""
    channel = slack.channel("U0ANNA")
    message = slack.say(channel, "U0ANNA", QUESTION)
    for kind in kinds:
        assert bot.tell(message, kind).status_code == 200
    bot.settle()
    assert len(slack.answers(channel)) == 1


@both
def test_two_replicas(start: Callable[..., Replica], slack: FakeSlack) -> None:
    """2 and 16: what both replicas are told at once is answered once, and no turn of the conversation is lost."""
    one, two = start(), start()
    people = [f"U0P{number}" for number in range(4)]
    channel = slack.channel(*people)
    roots = {user: slack.say(channel, user, QUESTION) for user in people}
    with ThreadPoolExecutor(8) as pool:
        for region in ("Uppsala", "Halland", "Kalmar"):
            turn = [*roots.values()] if region == "Uppsala" else []
            turn += [slack.say(channel, user, f"<@{BOT}> och {region}?", roots[user].ts) for user in people]
            jobs = [pool.submit(replica.tell, message) for message in turn for replica in (one, two)]
            assert {job.result().status_code for job in jobs} == {200}
            one.settle()
    for user in people:
        found = [each.words for each in slack.answers(channel) if each.thread == roots[user].ts]
        assert len(found) == 4
        assert [next(at for at, words in enumerate(found) if figure in words) for figure in ("398,3", "112,3", "99,4")]


@both
def test_conversation_hops(start: Callable[..., Replica], slack: FakeSlack) -> None:
    """A conversation goes on with whichever replica is told; one that ends leaves its questions to the other."""
    one, two = start(), start()
    channel = slack.direct("U0ANNA")
    one.write("U0ANNA", "hur mycket fick Skåne i sektorsbidrag?")
    one.answers(channel)
    two.write("U0ANNA", "och Uppsala?")
    assert "112,3" in two.answers(channel, 2)[1].words
    two.end()
    one.write("U0ANNA", "och Halland?")
    assert "99,4" in one.answers(channel, 3)[2].words


class Clock:
    """Seconds since 1970, which a test moves."""

    now = 1_790_000_000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


class Hanging(Sender):
    """Does everything, and is killed after the first message was posted."""

    def __init__(self, slack: FakeSlack, clock: Clock, *, hangs: bool) -> None:
        """Post to Slack, or hang when that was done."""
        self.slack, self.hangs, self.clock = slack, hangs, clock
        self.posted = asyncio.Event()

    async def do(self, action: object) -> Fate:
        """Note it as if it were posted."""
        self.slack.world.messages.append(action)  # type: ignore[arg-type]
        self.posted.set()
        if self.hangs:
            await asyncio.Event().wait()
        return Fate.DONE


@both
def test_killed_in_the_middle_of_a_send(state_url: str, service: Service, slack: FakeSlack) -> None:
    """1 and 3: a replica that is killed while it sends leaves its questions; the other answers them, nothing twice.

    What was being sent may have come, so the person gets a notice with a button in place of a second answer.
    """
    clock = Clock()

    def platform(state: State, sender: Sender) -> Slack:
        return Slack("slack:x", Me(TEAM, BOT), sender, Settings(), state.hashed, draw_png)

    def arrived(text: str, number: int) -> Arrived:
        inner = {
            "type": "app_mention", "user": "U0ANNA", "channel": "C000001", "text": f"<@{BOT}> {text}",
            "ts": f"1790000000.{number:06d}",
        }  # fmt: skip
        came = event({"type": "event_callback", "event": inner})
        assert came is not None
        return Arrived("slack:x", number, "slack:x:C000001:U0ANNA", came.heard.json, clock.now, came.ident)

    async def killed(state: State, threads: ThreadPoolExecutor) -> None:
        sender = Hanging(slack, clock, hangs=True)
        work = Work(state, Doing(platform(state, sender), service, state, threads), "slack:x")
        updates = [arrived("hur mycket fick Skåne i sektorsbidrag?", 1), arrived("hur mycket fick Uppsala?", 2)]
        await state.write(lambda at: inbox.put(at, updates, clock.now))
        task = asyncio.create_task(work.run())
        await asyncio.wait_for(sender.posted.wait(), 10)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for each in others:
            each.cancel()  # it lets go of nothing
        await asyncio.gather(task, *others, return_exceptions=True)

    async def taken_over(state: State, threads: ThreadPoolExecutor) -> None:
        work = Work(
            state, Doing(platform(state, Hanging(slack, clock, hangs=False)), service, state, threads), "slack:x"
        )
        task = asyncio.create_task(work.run())
        while state.read(lambda at: inbox.of_chat(at, "slack:x:C000001:U0ANNA", 9)):
            await asyncio.sleep(0.02)
        await work.stop(5)
        task.cancel()

    with (
        State(state_url, "a key", Rules(), clock) as one,
        State(state_url, "a key", Rules(), clock) as two,
        ThreadPoolExecutor(1) as threads,
    ):
        asyncio.run(killed(one, threads))
        clock.now += leases.LASTS + 1
        asyncio.run(taken_over(two, threads))
    said = [json.dumps([*each.blocks], ensure_ascii=False) for each in slack.world.messages]
    assert sum("398,3" in each for each in said) == 1
    assert sum("112,3" in each for each in said) == 1
    assert sum("Visa svaret igen" in each for each in said) == 1
