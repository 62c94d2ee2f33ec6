"""Webhooks, and two processes that serve one bot with one state database."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from knowledge.store import Store
from tests.fake_bot_api import Call, Chat, FakeBotApi
from tests.fake_bot_api.webhook import SECRET_HEADER
from tests.telegram.conftest import LENIENT
from tests.telegram.running import Running, free_port

QUESTION = "hur mycket fick skåne"
FIGURE = "398,3"
SECRET = "s3cret-of-the-hook"  # noqa: S105
REGIONS = ("Skåne", "Uppsala", "Halland", "Gotland", "Kalmar", "Blekinge", "Dalarna", "Örebro", "Värmland", "Kronoberg")


class Replica(Running):
    """The bot behind a webhook."""

    port: int

    def serve(self, *, wait: bool = True) -> Replica:
        """Start it on a port of its own."""
        self.port = free_port()
        self.start(
            wait=wait,
            TELEGRAM_WEBHOOK_URL=self.url,
            TELEGRAM_WEBHOOK_LISTEN=f"127.0.0.1:{self.port}",
            TELEGRAM_WEBHOOK_SECRET=SECRET,
        )
        return self

    @property
    def url(self) -> str:
        """Where it is told of updates."""
        return f"http://127.0.0.1:{self.port}/telegram"

    def post(self, update: dict[str, Any], secret: str = SECRET) -> int:
        """Tell it of an update; the status that it answers with."""
        body = json.dumps(update)
        headers = {"Content-Type": "application/json", SECRET_HEADER: secret}
        return httpx.post(self.url, content=body, headers=headers, trust_env=False, timeout=30).status_code


@pytest.fixture
def state_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A state database of its own: SQLite, or where a test says so PostgreSQL."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path}/state.sqlite"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def replicas(
    telegram: FakeBotApi, tmp_path: Path, store: Store, store_url: str, state_url: str
) -> Iterator[tuple[Replica, Replica]]:
    """Two processes with one state; Telegram posts to the second, tests to both."""
    assert store.indicators
    settings = {**LENIENT, "SIFFERSVAR_SECRET": "of both"}
    pair = [Replica(telegram, tmp_path, store_url, state_url, settings, name) for name in ("one", "two")]
    try:
        for replica in pair:
            replica.serve(wait=False)
        telegram.wait_for(lambda: len(telegram.calls_of("setWebhook")) == 2, 30)
        yield pair[0], pair[1]
    finally:
        for replica in pair:
            replica.end()


def _rows(call: Call) -> list[list[dict[str, str]]]:
    """The buttons of a message that was sent."""
    rows: list[list[dict[str, str]]] = call.result.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def quietly(telegram: FakeBotApi, chat: Chat, text: str) -> dict[str, Any]:
    """An update that Telegram itself does not post."""
    said = telegram.say(chat, None, text)
    with telegram.world.changed:
        return telegram.world.queue.made[said["update_id"]]


@pytest.mark.parametrize("state_url", ["sqlite", "postgresql"], indirect=True)
def test_two_replicas(replicas: tuple[Replica, Replica], telegram: FakeBotApi) -> None:
    """2, 6 and 16: one conversation handled by two processes keeps its order and its turns; none is answered twice.

    What both are told is answered once. When one ends, the webhook stays for the other.
    """
    one, two = replicas
    telegram.world.webhook.url = ""  # from here on the test posts
    chats = [telegram.private() for _ in range(6)]
    updates = [
        quietly(telegram, chat, f"hur mycket fick {region}" if number == 0 else f"och {region}?")
        for number, region in enumerate(REGIONS)
        for chat in chats
    ]
    with ThreadPoolExecutor(8) as pool:
        for first in range(0, len(updates), len(chats)):
            turn = updates[first : first + len(chats)]
            jobs = [pool.submit(replica.post, update) for update in turn for replica in (one, two)]
            assert {job.result() for job in jobs} == {200}
    telegram.wait_for(lambda: len(telegram.sent) >= len(updates), 30)
    one.quiet()
    for chat in chats:
        found = [next(region for region in REGIONS if region in text) for text in telegram.texts(chat)]
        assert found == list(REGIONS)
    assert one.stop()[0] == 0
    assert not telegram.calls_of("deleteWebhook")
    assert two.post(quietly(telegram, chats[0], QUESTION)) == 200
    telegram.wait_for(lambda: len(two.sent_to(chats[0])) == len(REGIONS) + 1)


@pytest.mark.parametrize("state_url", ["postgresql"], indirect=True)
def test_a_database_that_restarts(replicas: tuple[Replica, Replica], telegram: FakeBotApi, postgresql: str) -> None:
    """19: all connections to PostgreSQL break, again and again: what was taken is answered, once."""
    telegram.world.webhook.url = ""
    chats = [telegram.private() for _ in range(30)]
    engine = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    taken = 0
    with engine.connect() as connection:
        for number, chat in enumerate(chats):
            update = quietly(telegram, chat, QUESTION)
            while replicas[number % 2].post(update) != 200:  # as Telegram does: until it is taken
                time.sleep(0.1)
            if number % 5 == 0:
                taken += len(connection.execute(cut).all())
    engine.dispose()
    assert taken > 0
    telegram.wait_for(lambda: all(chat.mine for chat in chats), 40)
    replicas[0].quiet()
    assert {len(chat.mine) for chat in chats} == {1}
    for call in telegram.sent:
        # A commit whose confirmation was cut off is undecidable as a send is: then there is the notice with its button.
        data = [button.get("callback_data", "") for row in _rows(call) for button in row]
        assert FIGURE in call.text or any(each.startswith("again:") for each in data), call.text


def test_a_replica_that_dies_leaves_its_work(replicas: tuple[Replica, Replica], telegram: FakeBotApi) -> None:
    """1 and 2: what a killed process had taken is answered by the other one."""
    one, two = replicas
    telegram.world.webhook.url = ""
    chats = [telegram.private() for _ in range(5)]
    hangs = telegram.fail("hang_before", method="sendMessage", seconds=30, chat=chats[0].ident)
    for chat in chats:
        assert one.post(quietly(telegram, chat, QUESTION)) == 200
    telegram.wait_for(lambda: not hangs.times and len(telegram.sent) >= len(chats) - 1)
    one.quiet()  # so that it is noted that the other four were sent
    one.kill()
    telegram.wait_for(lambda: two.sent_to(chats[0]), 30)
    two.quiet()
    assert [len(two.sent_to(chat)) for chat in chats[1:]] == [1] * 4


def test_the_webhook(bot: Running, telegram: FakeBotApi) -> None:
    """Set with the secret and never deleted; who does not know the secret is refused; a broken body harms nothing."""
    replica = Replica(telegram, bot.folder, bot.store_url, environment=LENIENT).serve()
    try:
        (setting,) = telegram.calls_of("setWebhook")
        assert setting.params["secret_token"] == SECRET
        assert setting.params.get("drop_pending_updates") != "true"
        (answer,) = replica.ask(telegram.private(), QUESTION)
        assert FIGURE in answer.text
        chat = telegram.private()
        stolen = {**telegram.world.queue.made[telegram.say(chat, None, QUESTION)["update_id"]], "update_id": 5}
        assert replica.post(stolen, "wrong") in {401, 403}
        headers = {"Content-Type": "application/json", SECRET_HEADER: SECRET}
        for body in (b"", b"{", b"[]", b'{"update_id": "x"}', b"\xff", b'{"update_id": 9}'):
            status = httpx.post(replica.url, content=body, headers=headers, trust_env=False).status_code
            assert status in {200, 400, 413, 422}
        telegram.wait_for(lambda: replica.sent_to(chat))
        replica.quiet(0.5)
        assert len(replica.sent_to(chat)) == 1
        assert replica.stop()[0] == 0
        waiting = telegram.private()
        telegram.say(waiting, None, QUESTION)
        time.sleep(0.3)
        replica.serve()
        telegram.wait_for(lambda: replica.sent_to(waiting))
        assert not telegram.calls_of("deleteWebhook")
        assert SECRET not in replica.log
    finally:
        replica.end()
