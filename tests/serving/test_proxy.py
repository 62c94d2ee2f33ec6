"""The proxy of docker-compose.yml in front of two real processes, one of which is killed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from mcp import Client as Assistant

from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.webhook import SECRET_HEADER
from tests.mcp.talking import data_of, over_http
from tests.serving.asking import REGIONS, areas
from tests.serving.conftest import Pair
from tests.serving.proxy import Proxy
from tests.serving.replica import Replica
from tests.telegram.running import free_port

Behind = tuple[Proxy, tuple[Replica, Replica]]


@pytest.fixture
def behind(starting: Pair, tmp_path: Path) -> Iterator[Behind]:
    """A proxy and what is behind it."""
    pair = starting(SIFFERSVAR_API_PER_MINUTE="0")
    (tmp_path / "proxy").mkdir()
    with Proxy(tmp_path / "proxy", {"replica-1": pair[0].port, "replica-2": pair[1].port}) as proxy:
        yield proxy, pair


def ask(proxy: Proxy, question: str, conversation: str | None = None, **headers: str) -> httpx.Response:
    """A question; it is asked once, whatever comes of it."""
    body = {"question": question, **({"conversation": conversation} if conversation else {})}
    return httpx.post(f"{proxy.url}/api/v1/answers", json=body, headers=headers, trust_env=False, timeout=60)


def test_a_killed_replica_is_not_noticed(behind: Behind) -> None:
    """1: one is killed while questions run, and started again: each request gets its answer, posts too."""
    proxy, pair = behind
    conversation = str(ask(proxy, "hur mycket fick Jönköping i sektorsbidrag").json()["conversation"])

    def talk(_: int) -> list[tuple[int, list[str]]]:
        own = str(ask(proxy, "hur mycket fick Jönköping i sektorsbidrag").json()["conversation"])
        given = []
        for name in REGIONS:
            response = ask(proxy, f"och {name}?", own)
            given.append((response.status_code, areas(response.json()) if response.is_success else []))
        return given

    with ThreadPoolExecutor(6) as pool:
        talks = [pool.submit(talk, number) for number in range(6)]
        time.sleep(0.5)
        pair[1].kill()
        assert not all(each.done() for each in talks)
        for each in talks:
            assert each.result(120) == [(200, [code]) for code in REGIONS.values()]
    pair[1].start()
    assert areas(ask(proxy, "och Skåne?", conversation).json()) == ["12"]


def test_assistants_behind_it(behind: Behind) -> None:
    """MCP through the proxy, which hands the name on under which it was reached."""
    proxy, _ = behind

    async def scene(assistant: Assistant) -> list[str]:

        return areas(data_of(await assistant.call_tool("ask", {"question": "hur mycket fick skåne i sektorsbidrag"})))

    assert over_http(f"{proxy.url}/mcp", scene) == ["12"]


def test_addresses(starting: Pair, tmp_path: Path) -> None:
    """Limits count by whoever asks, as the proxy in front says, and not by what a client beyond it says."""
    pair = starting(SIFFERSVAR_QUESTIONS_PER_MINUTE="3")
    (tmp_path / "proxy").mkdir()
    with Proxy(tmp_path / "proxy", {"replica-1": pair[0].port, "replica-2": pair[1].port}) as proxy:
        first = [ask(proxy, f"folkmängd {at}", **{"x-forwarded-for": "198.51.100.7"}).status_code for at in range(6)]
        second = ask(proxy, "folkmängd 7", **{"x-forwarded-for": "198.51.100.8"}).status_code
        forged = ask(proxy, "folkmängd 8", **{"x-forwarded-for": "203.0.113.1, 198.51.100.7"}).status_code
    assert first[0] == 200
    assert first[-1] == 429
    assert second == 200
    assert forged == 429


def test_what_is_too_large(behind: Behind) -> None:
    """413 in the application's own words; over 2 MiB in the proxy's."""
    proxy, _ = behind
    ours = ask(proxy, "a" * 200_000)
    assert ours.status_code == 413
    assert ours.headers["content-type"] == "application/problem+json"
    assert ask(proxy, "a" * (3 << 20)).status_code == 413


def test_telegram_behind_it(starting: Pair, tmp_path: Path) -> None:
    """What Telegram posts to the proxy reaches a replica's webhook, and is answered where one of the two is gone."""
    ports = {"replica-1": free_port(), "replica-2": free_port()}
    (tmp_path / "proxy").mkdir()
    with FakeBotApi() as telegram:
        settings = {
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.base_url.removesuffix("/bot"),
            "TELEGRAM_WEBHOOK_SECRET": "s3cret-of-the-hook",
            "TELEGRAM_WEBHOOK_URL": "http://127.0.0.1:9/telegram",
        }
        one, _ = starting(TELEGRAM_WEBHOOK_LISTEN=f"127.0.0.1:{ports['replica-1']}", **settings)
        with Proxy(tmp_path / "proxy", {"replica-1": one.port, "replica-2": one.port}, ports) as proxy:
            telegram.wait_for(lambda: bool(telegram.calls_of("setWebhook")), 30)
            telegram.world.webhook.url = ""  # from here on the test posts
            chat = telegram.private()
            said = telegram.say(chat, None, "hur mycket fick skåne")
            with telegram.world.changed:
                update = telegram.world.queue.made[said["update_id"]]
            headers = {SECRET_HEADER: "s3cret-of-the-hook"}
            assert httpx.post(f"{proxy.url}/telegram", json=update, headers=headers, trust_env=False).status_code == 200
            telegram.wait_for(lambda: bool(telegram.texts(chat)), 30)
            assert "398,3" in telegram.texts(chat)[0]
            assert httpx.post(f"{proxy.url}/telegram", json=update, trust_env=False).status_code == 403
