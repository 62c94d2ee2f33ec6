"""Requests: who they come from, when, and what is acknowledged without being answered."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from bot.charts import draw_png
from bot.config import Settings
from bot.service import Service
from knowledge.answering import Engine
from tests.fake_slack import BOT, TEAM, FakeSlack
from tests.slack.replica import Replica, signed, told

PATHS = ("/slack/events", "/slack/commands", "/slack/interactivity")
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
CHALLENGE = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "legacy"}).encode()


@pytest.fixture(scope="module")
def refusing(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    """A replica for requests that leave nothing behind."""
    slack = FakeSlack()
    url = f"sqlite:///{tmp_path_factory.mktemp('slack')}/state.sqlite"
    replica = Replica(slack, Service(engine, Settings()), url, draw_png, {})
    yield replica
    replica.end()
    slack.close()


def headers(body: bytes, **other: str | None) -> dict[str, str]:
    """The right headers, with some of them others or (None) missing."""
    found: dict[str, str | None] = {"Content-Type": JSON, **signed(body, time.time())}
    found.update({name.replace("_", "-"): value for name, value in other.items()})
    return {name: value for name, value in found.items() if value is not None}


def test_challenge(refusing: Replica) -> None:
    """The question whether this is the app's address is answered, where it is signed."""
    answer = refusing.client.post("/slack/events", content=CHALLENGE, headers=headers(CHALLENGE))
    assert (answer.status_code, answer.json()) == (200, {"challenge": "3eZbrw1aB"})


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"X_Slack_Signature": None},
        {"X_Slack_Request_Timestamp": None},
        {"X_Slack_Signature": ""},
        {"X_Slack_Signature": "v0=" + "0" * 64},
        {"X_Slack_Signature": "v1=" + "0" * 64},
        {"X_Slack_Signature": "v0=" + "å" * 64},
        {"X_Slack_Request_Timestamp": ""},
        {"X_Slack_Request_Timestamp": "now"},
        {"X_Slack_Request_Timestamp": "-1"},
        {"X_Slack_Request_Timestamp": "1e9"},
        {"X_Slack_Request_Timestamp": "١٧٩٠٠٠٠٠٠٠"},
        {"X_Slack_Request_Timestamp": "9" * 40},
        {"X_Slack_Request_Timestamp": "1790000000.5"},
    ],
    ids=str,
)
def test_wrong_headers(refusing: Replica, path: str, wrong: dict[str, str | None]) -> None:
    """What is not signed as Slack signs, is refused in one line, whatever stands in the headers."""
    found = [(name.encode(), value.encode()) for name, value in headers(CHALLENGE, **wrong).items()]
    answer = refusing.client.post(path, content=CHALLENGE, headers=found)
    assert answer.status_code == 401
    assert answer.text.count("\n") == 1
    assert "v0=" not in answer.text


def test_headers_twice(refusing: Replica) -> None:
    """A header that is there twice is no right one."""
    found = [*headers(CHALLENGE).items(), ("X-Slack-Signature", "v0=" + "0" * 64)]
    assert refusing.client.post("/slack/events", content=CHALLENGE, headers=found).status_code == 401


@pytest.mark.parametrize(("seconds", "status"), [(-299, 200), (-302, 401), (302, 401), (290, 200)])
def test_replayed(refusing: Replica, seconds: int, status: int) -> None:
    """A request that is more than five minutes old, or from as far ahead, is refused though its signature is right."""
    found = {"Content-Type": JSON, **signed(CHALLENGE, time.time() + seconds)}
    assert refusing.client.post("/slack/events", content=CHALLENGE, headers=found).status_code == status


def test_another_secret(refusing: Replica) -> None:
    """What is signed with another app's secret is refused."""
    found = {"Content-Type": JSON, **signed(CHALLENGE, time.time(), "another secret")}
    assert refusing.client.post("/slack/events", content=CHALLENGE, headers=found).status_code == 401


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/slack/events", b""),
        ("/slack/events", b"{"),
        ("/slack/events", b"[1]"),
        ("/slack/events", b"null"),
        ("/slack/events", b'{"type": "url_verification"}'),
        ("/slack/events", b'{"type": "url_verification", "challenge": 7}'),
        ("/slack/events", b"[" * 200_000),
        ("/slack/commands", b""),
        ("/slack/commands", b"nothing"),
        ("/slack/commands", b"&".join(b"a%d=1" % at for at in range(1000))),
        ("/slack/commands", b"command=/siffror&text=hej"),
        ("/slack/commands", b"command=/siffror&user_id=U1&channel_id=C1;DROP&trigger_id=1&response_url=x"),
        ("/slack/interactivity", b""),
        ("/slack/interactivity", b"payload="),
        ("/slack/interactivity", b"payload=%7B"),
        ("/slack/interactivity", b"payload=%FF%FE"),
        ("/slack/interactivity", b"payload=[1]"),
    ],
)
def test_malformed(refusing: Replica, path: str, body: bytes) -> None:
    """What Slack would not send is refused in one line, though it is signed."""
    answer = refusing.post(path, body, JSON if path.endswith("events") else FORM)
    assert answer.status_code == 400
    assert answer.text.count("\n") == 1


def test_not_utf8(refusing: Replica) -> None:
    """A body in no encoding that Slack uses is refused."""
    assert refusing.post("/slack/events", b"\xff\xfe{}", JSON).status_code == 401


def test_too_large(refusing: Replica) -> None:
    """A body over the limit is refused."""
    body = json.dumps({"type": "event_callback", "x": "y" * (1 << 20)}).encode()
    assert refusing.post("/slack/events", body, JSON).status_code == 413


def test_other_methods(refusing: Replica) -> None:
    """Slack looks whether the certificate is in order; nothing else is got."""
    assert refusing.client.get("/slack/commands", params={"ssl_check": "1"}).status_code == 200
    assert refusing.client.get("/slack/commands").status_code == 404
    assert refusing.client.get("/slack/events").status_code == 405
    assert refusing.client.put("/slack/interactivity").status_code == 405
    assert refusing.post("/slack/commands", b"ssl_check=1&token=x", FORM).status_code == 200


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "message_changed", "hidden": True, "message": {"text": "x"}},
        {"subtype": "message_deleted", "hidden": True},
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B1"},
        {"bot_id": "B0OTHER"},
        {"bot_profile": {"id": "B1"}},
        {"user": BOT},
        {"user": "USLACKBOT"},
        {"user": None},
        {"user": ["U0ANNA"]},
        {"channel": {"id": "C1"}},
        {"ts": 17.0},
        {"ts": "now"},
        {"type": "reaction_added"},
    ],
    ids=str,
)
def test_not_for_the_bot(bot: Replica, slack: FakeSlack, more: dict[str, Any]) -> None:
    """13: edits, deletions, joins, other bots' messages and its own are acknowledged, and neither kept nor answered."""
    channel = slack.channel("U0ANNA")
    message = slack.say(channel, "U0ANNA", f"<@{BOT}> hur mycket fick Skåne")
    assert bot.event({**told(message), **more}).status_code == 200
    assert not bot.open()
    assert not slack.answers(channel)


def test_what_is_said_in_a_channel_is_not_kept(bot: Replica, slack: FakeSlack) -> None:
    """A message that does not name the bot and stands in no thread is not kept at all."""
    channel = slack.channel("U0ANNA")
    assert bot.tell(slack.say(channel, "U0ANNA", "hur mycket fick Skåne"), "message").status_code == 200
    assert not bot.state.read(lambda at: at.exec_driver_sql("SELECT count(*) FROM inbox").scalar_one())


def test_another_workspace(bot: Replica, slack: FakeSlack) -> None:
    """An event of a workspace for which there is no token is acknowledged and left."""
    bot.write("U0BO", "hej")
    bot.answers(slack.direct("U0BO"))
    bot.settle()
    channel = slack.channel("U0ANNA")
    inner = told(slack.say(channel, "U0ANNA", f"<@{BOT}> hur mycket fick Skåne"))
    payload = {
        "type": "event_callback",
        "team_id": "T0OTHER",
        "event_id": "Ev1",
        "event": inner,
        "authorizations": [{"team_id": "T0OTHER", "user_id": BOT}],
    }
    assert bot.post("/slack/events", json.dumps(payload).encode(), JSON).status_code == 200
    assert not bot.open()
    assert not slack.answers(channel)


def test_fuzzed_requests(bot: Replica) -> None:
    """No request that is signed is answered 5xx, whatever its fields hold; those that are not signed are refused."""
    chance = random.Random(5)  # noqa: S311
    odd: list[Any] = [
        None, True, 0, -1, 1e308, "", "x", "å\u202e\u0000", "\ud800", "<!channel>", [], [None], {}, {"id": 1},
        {"id": "U1", "type": "view"}, "U0ANNA", "C000001", "1790000000.000001", TEAM, "9" * 5000,
    ]  # fmt: skip
    names = (
        "type", "subtype", "user", "channel", "text", "ts", "thread_ts", "channel_type", "bot_id", "event", "team_id",
        "authorizations", "event_id", "actions", "container", "message", "response_url", "trigger_id", "tab",
    )  # fmt: skip
    kinds = ("event_callback", "block_actions", "app_mention", "message", "app_home_opened", "view_submission")
    statuses: dict[int, int] = {}
    for number in range(500):
        inner = {name: chance.choice(odd) for name in chance.sample(names, 6)}
        inner["type"] = chance.choice(kinds)
        payload = {**{name: chance.choice(odd) for name in chance.sample(names, 6)}, "type": chance.choice(kinds)}
        payload |= {"event": inner, "actions": chance.choice([[inner], [], [7], inner])}
        path = chance.choice(PATHS)
        if path == "/slack/events":
            answer = bot.post(path, json.dumps(payload).encode(), JSON)
        elif path == "/slack/interactivity":
            answer = bot.post(path, urlencode({"payload": json.dumps(payload)}).encode(), FORM)
        else:
            form = {name: chance.choice(["", "/x", "U1", "C1", "\ud800", "1"]) for name in chance.sample(names, 5)}
            answer = bot.post(path, urlencode(form, errors="replace").encode(), FORM)
        if number % 10 == 0:
            body = chance.randbytes(chance.randrange(200))
            assert bot.post(path, body, JSON, **{"X-Slack-Signature": "v0=" + body.hex()}).status_code == 401
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
    assert statuses.keys() == {200, 400}


def test_acknowledged_before_it_is_answered(bot: Replica, slack: FakeSlack) -> None:
    """17: Slack is told in time that a question came, however slow the answer is."""
    channel = slack.channel("U0ANNA")
    busy = threading.Event()
    blocked = [bot.threads.submit(busy.wait, 30) for _ in range(2)]
    message = slack.say(channel, "U0ANNA", f"<@{BOT}> hur mycket fick Skåne")
    begun = time.monotonic()
    assert bot.tell(message).status_code == 200
    assert time.monotonic() - begun < 3
    assert not slack.answers(channel)
    busy.set()
    assert all(each.result() for each in blocked)
    assert "398,3" in bot.answers(channel)[0].words


def test_not_acknowledged_where_it_cannot_be_kept(bot: Replica, slack: FakeSlack) -> None:
    """17: an event that cannot be kept is not acknowledged, within three seconds; it comes again and is answered."""
    channel = slack.channel("U0ANNA")
    message = slack.say(channel, "U0ANNA", f"<@{BOT}> hur mycket fick Skåne")
    held = bot.state.submit(lambda _: time.sleep(3.5))  # the writer is busy for long
    begun = time.monotonic()
    answer: httpx.Response = bot.tell(message)
    assert answer.status_code == 503
    assert time.monotonic() - begun < 3
    held.result()
    assert bot.event(told(message), **{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_error"}).is_success
    bot.answers(channel)
    bot.settle()
    assert len(slack.answers(channel)) == 1
