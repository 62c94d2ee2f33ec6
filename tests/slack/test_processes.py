"""Two processes of `siffersvar serve` on one state, one of which is killed while it answers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from knowledge.store import Store
from tests.fake_slack import BOT, SECRET, TEAM, TOKEN, FakeSlack, Message
from tests.slack.replica import signed, told
from tests.telegram.running import free_port

ROOT = Path(__file__).parents[2]
PEOPLE = [f"U0P{number:02d}" for number in range(12)]
REGIONS = {"Skåne": "398,3", "Uppsala": "112,3", "Halland": "99,4", "Kalmar": "77,6"}


class Process:
    """One of them."""

    def __init__(self, slack: FakeSlack, store_url: str, state_url: str, log: Path) -> None:
        """Start it, and wait until it listens."""
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("SIFFERSVAR_", "SLACK_"))
        }
        given = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api_url,
            "SIFFERSVAR_LISTEN": f"127.0.0.1:{port}",
            "SIFFERSVAR_KNOWLEDGE_URL": store_url,
            "SIFFERSVAR_STATE_URL": state_url,
            "SIFFERSVAR_SECRET": "of both",
        }
        self.log = log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env={**inherited, **given}, stderr=file, stdout=file
            )
        self.client = httpx.Client(base_url=self.address, trust_env=False, timeout=10)
        end = time.monotonic() + 30
        while not self.listens():
            assert self.process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < end
            time.sleep(0.05)

    def listens(self) -> bool:
        """Whether it answers."""
        try:
            return self.client.get("/slack/commands", params={"ssl_check": "1"}).is_success
        except httpx.TransportError:
            return False

    def tell(self, message: Message, **more: Any) -> bool:
        """Tell of a message; whether that was acknowledged."""
        payload = {
            "type": "event_callback",
            "event_id": f"Ev{message.ts}",
            "event": told(message, **more),
            "authorizations": [{"team_id": TEAM, "user_id": BOT}],
        }
        body = json.dumps(payload).encode()
        headers = {"Content-Type": "application/json", **signed(body, time.time())}
        try:
            return self.client.post("/slack/events", content=body, headers=headers).is_success
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def pair(
    slack: FakeSlack, tmp_path: Path, store: Store, store_url: str, state_url: str
) -> Iterator[tuple[Process, Process]]:
    """Two of them."""
    assert store.indicators
    processes = [Process(slack, store_url, state_url, tmp_path / f"{name}.log") for name in ("one", "two")]
    try:
        yield processes[0], processes[1]
    finally:
        for each in processes:
            if each.process.poll() is None:
                each.kill()
            each.client.close()


@pytest.mark.parametrize("state_url", ["sqlite", "postgresql"], indirect=True)
def test_one_is_killed(pair: tuple[Process, Process], slack: FakeSlack) -> None:
    """1, 2, 3 and 17: Slack tells the other what was not acknowledged; each question gets one answer, or one notice.

    A conversation goes on with whichever process is told, in its order.
    """
    one, two = pair
    channel = slack.channel(*PEOPLE)
    roots = {user: slack.say(channel, user, f"<@{BOT}> hur mycket fick Skåne i sektorsbidrag?") for user in PEOPLE}
    asked = [*roots.values()]
    asked += [
        slack.say(channel, user, f"<@{BOT}> och {region}?", roots[user].ts)
        for region in [*REGIONS][1:]
        for user in PEOPLE
    ]
    slack.fail("chat.postMessage", *(["hang_after", "ok", "ok"] * 2))  # so that something is under way
    for number, message in enumerate(asked):
        if number == len(asked) // 2:
            one.kill()
        first, second = (one, two) if number % 2 else (two, one)
        assert first.tell(message) or second.tell(message)

    def in_thread(user: str) -> list[Message]:
        return [each for each in slack.answers(channel) if each.thread == roots[user].ts]

    slack.wait_for(lambda: all(len(in_thread(user)) >= len(REGIONS) for user in PEOPLE), 40)
    time.sleep(1.0)  # what should not come would have come
    for user in PEOPLE:
        found = in_thread(user)
        said = [next((figure for figure in REGIONS.values() if figure in each.words), "") for each in found]
        answers = [figure for figure in said if figure]
        assert len(set(answers)) == len(answers), "an answer came twice"
        assert answers == [figure for figure in REGIONS.values() if figure in answers], "out of order"
        notices = [each for each in found if "Visa svaret igen" in each.buttons]
        assert len(found) == len(answers) + len(notices)
        assert len(answers) + len(notices) >= len(REGIONS), "a question was lost"
    log = one.log.read_text("utf-8") + two.log.read_text("utf-8")
    assert not any(secret in log for secret in (TOKEN, SECRET))
    assert not any(user in log for user in PEOPLE)
