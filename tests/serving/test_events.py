"""Events of a platform, acknowledged by one of two real processes that is then killed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.fake_slack import BOT, SECRET, TEAM, TOKEN, Channel, FakeSlack
from tests.serving.conftest import Pair
from tests.serving.replica import Replica
from tests.slack.replica import signed, told

QUESTION = f"<@{BOT}> hur mycket fick Skåne i sektorsbidrag?"
FIGURE = "398,3"
CHANNELS = 24


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """Slack, with nobody in it."""
    made = FakeSlack()
    try:
        yield made
        assert not made.world.broken
    finally:
        made.close()


def event(slack: FakeSlack, channel: Channel) -> bytes:
    """A mention in a channel, as Slack tells of it."""
    payload = {
        "token": "legacy",
        "team_id": TEAM,
        "api_app_id": "A0APP",
        "event": told(slack.say(channel, "U0ANNA", QUESTION)),
        "type": "event_callback",
        "event_id": f"Ev{channel.ident}",
        "event_time": int(time.time()),
    }
    return json.dumps(payload).encode()


def tell(replica: Replica, body: bytes) -> int:
    """Tell one process of an event; the status that it answers with."""
    headers = {"Content-Type": "application/json", **signed(body, time.time())}
    return httpx.post(f"{replica.url}/slack/events", content=body, headers=headers, trust_env=False).status_code


def test_what_a_killed_process_acknowledged(slack: FakeSlack, starting: Pair) -> None:
    """1 and 2: killed at once after 200: the other answers what it left, each once, and told again not again."""
    settings = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.api_url}
    one, two = starting(**settings)
    slack.wait_for(lambda: len(slack.calls("auth.test")) == 2, 30)
    channels = [slack.channel("U0ANNA") for _ in range(CHANNELS)]
    events = [event(slack, channel) for channel in channels]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda body: tell(one, body), events)) == {200}
    one.kill()
    before = sum(bool(slack.answers(channel)) for channel in channels)
    assert before < CHANNELS
    slack.wait_for(lambda: all(slack.answers(channel) for channel in channels), 60)
    assert {tell(two, body) for body in events} == {200}
    time.sleep(2)
    for channel in channels:
        said = slack.answers(channel)
        # What was being sent when the process died may have come: then there is a notice in place of a second answer.
        figures = [FIGURE in each.words for each in said]
        assert figures in ([True], [False], [True, False]), [each.words for each in said]
    answered = [channel for channel in channels if FIGURE in slack.answers(channel)[0].words]
    assert len(answered) > CHANNELS / 2
