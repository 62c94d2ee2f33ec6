"""Bad requests to every route of the service with all its channels: 4xx with a clear message, no 5xx, no leak."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.routing import BaseRoute, Mount, Route

from bot.charts import draw_png
from bot.config import Settings
from bot.conversing import Conversing
from bot.service import Service
from bot.serving.part import Served
from bot.serving.parts import parts
from bot.state.database import State
from knowledge.answering import Engine
from knowledge.store import Store
from tests.conftest import ROOT
from tests.held import WHOLE
from tests.serving.fuzzing import SECRETS, Fuzzer, Sent, answered
from tests.serving.replica import Replica

MANY = 10_000 if WHOLE else 1_500
SEED = 20261126
ENVIRON = {
    "SIFFERSVAR_SECRET": SECRETS["hash"],
    "SIFFERSVAR_QUESTIONS_PER_MINUTE": "0",
    "SIFFERSVAR_API_PER_MINUTE": "0",
    "SIFFERSVAR_CORS_ORIGINS": "https://page.example",
    "SIFFERSVAR_MCP": "on",
    "SIFFERSVAR_MCP_KEYS": SECRETS["key"],
    "SLACK_BOT_TOKEN": "xoxb-1-2-fuzz",
    "SLACK_SIGNING_SECRET": SECRETS["slack"],
    "SLACK_API_URL": "http://127.0.0.1:9/api",
    "TEAMS_WEBHOOK_SECRETS": SECRETS["teams"],
    "MATTERMOST_TOKENS": SECRETS["mattermost"],
}
LEAKS = re.compile(
    "|".join((
        r"Traceback \(most recent", r"File \"/", r"site-packages", r"\.py\b", r"sqlalchemy", r"psycopg", r"sqlite3?\.",
        r"0x[0-9a-f]{8}", re.escape(str(ROOT)), r"/home/", r"/pytest-", *map(re.escape, SECRETS.values()), "xoxb-",
    )),
    re.IGNORECASE,
)  # fmt: skip
"""What no response may hold: of the inside, of this machine, of what is secret."""


@pytest.fixture(scope="module")
def server(store: Store, store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    """The service with all that has routes."""
    assert store.indicators
    with Replica(tmp_path_factory.mktemp("fuzz"), store_url, ENVIRON) as running:
        yield running.start()


@pytest.fixture(scope="module")
def routes(server: Replica, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    """The paths of all routes, as the app itself has them."""
    folder: Path = tmp_path_factory.mktemp("routes")
    settings = Settings.from_environment(ENVIRON)
    service = Service(engine, settings)
    with State(f"sqlite:///{folder}/state.sqlite", SECRETS["hash"]) as state, ThreadPoolExecutor(1) as threads:
        served = Served(service, settings, state, Conversing(service, state), threads, draw_png, ENVIRON)
        made = [route for part in parts(served) for route in part.routes]
    found = [each for route in made for each in paths(route)]
    described = httpx.get(f"{server.url}/api/v1/openapi.json", trust_env=False).json()["paths"]
    return sorted({*found, *(path if path.startswith("/api") else f"/api/v1{path}" for path in described)})


def paths(route: BaseRoute) -> list[str]:
    """The paths of a route, with blanks for what may stand there."""
    if isinstance(route, Mount):
        return [route.path + below for each in route.routes or [] for below in paths(each)] or [route.path]
    assert isinstance(route, Route)
    return [route.path.replace(":path}", "}")]


def wrong(sent: Sent, port: int) -> tuple[int, str | None]:
    """The status of an answer, and what is wrong with it."""
    given = answered(port, sent.raw, sent.method)
    if given is None:
        return 0, f"no answer to {sent.line}"
    status, headers, body = given
    if status >= 500:
        return status, f"{status} to {sent.line}: {body[:300]}"
    if found := LEAKS.search(headers + body):
        return status, f"{found[0]!r} in the answer to {sent.line}"
    if status >= 400 and sent.method != "HEAD" and not body.strip():
        return status, f"{status} without a word to {sent.line}"
    return status, None


def test_every_route_is_met(routes: Sequence[str]) -> None:
    """The fuzzer knows what there is: pages, files, the API, and each channel's address."""
    slack = {"/slack/events", "/slack/commands", "/slack/interactivity"}
    others = {"/mcp", "/teams/webhook", "/mattermost", "/api/v1/answers", "/healthz", "/readyz", "/metrics", "/kallor"}
    assert {"/", *slack, *others} <= set(routes)


def test_bad_requests(server: Replica, routes: Sequence[str]) -> None:
    """Thousands: each is answered, none with 5xx, 4xx with words; nothing of the inside is in any, nor in the log."""
    fuzzer = Fuzzer(SEED, routes)
    requests = [fuzzer.request(f"127.0.0.1:{server.port}") for _ in range(MANY)]
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(lambda sent: wrong(sent, server.port), requests))
    problems = [problem for _, problem in given if problem]
    assert problems == [], "\n".join(problems[:20])
    counts = Counter(status // 100 for status, _ in given)
    assert counts[2] > MANY / 50
    assert counts[4] > MANY / 5
    assert server.process is not None
    assert server.process.poll() is None
    assert httpx.get(f"{server.url}/readyz", trust_env=False).status_code == 200
    assert "Traceback" not in server.log
    assert not [secret for secret in SECRETS.values() if secret in server.log]


RAW = (
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"* * *\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\nHost: x\n\n",
    b"\x16\x03\x01\x02\x00\x01\x00",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    b"CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nA: \x00\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
    b"POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 100_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
)


@pytest.mark.parametrize("raw", RAW, ids=range(len(RAW)))
def test_what_is_hardly_http(server: Replica, raw: bytes) -> None:
    """Answered with 4xx (or the page, where that is what was meant), or cut off; never 5xx, nothing of the inside."""
    given = answered(server.port, raw, seconds=2)
    if given is not None:
        assert given[0] < 500
        assert not LEAKS.search(given[1] + given[2])
    assert httpx.get(f"{server.url}/healthz", trust_env=False).status_code == 200
