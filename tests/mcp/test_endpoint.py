"""Who is let in over HTTP, what is refused, and that standard output carries nothing but the protocol."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters

from bot.channels.mcp.settings import McpSettings, from_environment
from bot.config import SettingError
from knowledge.store import Store
from tests.mcp.talking import data_of, error_of, over_http
from tests.serving.replica import Replica

KEY, OTHER = "a-key-of-the-editors-1", "a-key-of-the-editors-2"
HEADERS = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


def post(url: str, content: bytes | None = None, **headers: str) -> httpx.Response:
    """A raw request; a list of tools unless something else is given."""
    body = json.dumps(LIST).encode() if content is None else content
    return httpx.post(f"{url}/mcp", content=body, headers={**HEADERS, **headers}, trust_env=False, timeout=30)


async def tools(client: Client) -> int:
    """How many tools there are."""
    return len((await client.list_tools()).tools)


def test_settings() -> None:
    """Off unless it is switched on; what is wrong is refused, and a key is never shown."""
    assert from_environment({}) is None
    assert from_environment({"SIFFERSVAR_MCP": "off", "SIFFERSVAR_MCP_KEYS": "x"}) is None
    assert from_environment({"SIFFERSVAR_MCP": "on"}) == McpSettings()
    given = {"SIFFERSVAR_MCP": "1", "SIFFERSVAR_MCP_KEYS": f"{KEY}, {OTHER}", "SIFFERSVAR_MCP_HOSTS": "a.se b.se:8443"}
    settings = from_environment(given)
    assert settings == McpSettings(frozenset([KEY, OTHER]), ("a.se", "b.se:8443"))
    assert KEY not in repr(settings)
    for wrong in (
        {"SIFFERSVAR_MCP": "maybe"},
        {"SIFFERSVAR_MCP_KEYS": "short"},
        {"SIFFERSVAR_MCP_HOSTS": "https://a.se"},
    ):
        with pytest.raises(SettingError) as refused:
            from_environment({"SIFFERSVAR_MCP": "on", **wrong})
        assert "short" not in str(refused.value)


def test_keys(store: Store, store_url: str, tmp_path: Path) -> None:
    """Without a key, with a wrong one, with another scheme: 401. Each key has its own limit, and none is logged."""
    assert store.indicators
    settings = {
        "SIFFERSVAR_MCP": "on",
        "SIFFERSVAR_MCP_KEYS": f"{KEY},{OTHER}",
        "SIFFERSVAR_QUESTIONS_PER_MINUTE": "2",
    }
    with Replica(tmp_path, store_url, settings).start() as running:
        for shown in ("", "Bearer wrong", f"Basic {KEY}", KEY):
            refused = post(running.url, authorization=shown)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"] == "Bearer"
        url = f"{running.url}/mcp"
        assert over_http(url, tools, headers={"Authorization": f"Bearer {KEY}"}) == 4

        async def many(client: Client) -> list[Any]:
            return [
                await client.call_tool("ask", {"question": "hemligord i skåne", "language": "sv"}) for _ in range(9)
            ]

        given = over_http(url, many, headers={"Authorization": f"Bearer {KEY}"})
        refused_calls = [error_of(each) for each in given if each.is_error]
        assert refused_calls
        assert "sekunder" in refused_calls[0]
        assert not over_http(url, many, headers={"Authorization": f"Bearer {OTHER}"})[0].is_error
        assert running.stop() == 0
        assert KEY not in running.log
        assert "hemligord" not in running.log


def test_other_hosts_and_pages(store: Store, store_url: str, tmp_path: Path) -> None:
    """A name that is not ours (DNS rebinding) and a page of another site are refused; those that are set are not."""
    assert store.indicators
    settings = {
        "SIFFERSVAR_MCP": "on",
        "SIFFERSVAR_MCP_HOSTS": "siffror.region.se",
        "SIFFERSVAR_PUBLIC_URL": "https://svar.se",
    }
    with Replica(tmp_path, store_url, settings).start() as running:
        for host in ("siffror.region.se", "svar.se", "localhost:8000", f"127.0.0.1:{running.port}"):
            assert post(running.url, host=host).status_code == 200
        assert post(running.url, host="evil.example").status_code == 421
        assert post(running.url, origin="https://evil.example").status_code == 403
        assert post(running.url, origin="https://svar.se").status_code == 200


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"", {}, 400),
        (b"\xff\xfe", {}, 400),
        (b"[]", {}, 400),
        (b"[" * 100_000, {}, 400),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 5}', {}, 400),
        (None, {"content-type": "text/plain"}, 400),
        (None, {"accept": "text/html"}, 406),
        (None, {"mcp-protocol-version": "1999-01-01"}, 400),
        (b'"' + b"a" * (1 << 20) + b'"', {}, 413),
    ],
)
def test_what_is_refused(endpoint: Replica, content: bytes | None, headers: dict[str, str], status: int) -> None:
    """Malformed, oversized and mislabelled requests: 4xx, and nothing of the inside."""
    refused = post(endpoint.url, content, **headers)
    assert refused.status_code == status
    assert refused.text
    assert "Traceback" not in refused.text
    assert "/work" not in refused.text


def test_streams_that_would_carry_nothing(endpoint: Replica) -> None:
    """GET and DELETE are not offered, as the protocol allows."""
    for method in ("GET", "DELETE", "PUT", "OPTIONS"):
        refused = httpx.request(method, f"{endpoint.url}/mcp", headers=HEADERS, trust_env=False)
        assert refused.status_code == 405
        assert refused.headers["allow"] == "POST"


def test_what_does_not_exist(endpoint: Replica) -> None:
    """An unknown tool is the caller's error; an unknown resource and prompt are the protocol's."""

    async def scene(client: Client) -> str:
        for reads in (client.read_resource("siffersvar://sources/none"), client.get_prompt("none")):
            with pytest.raises(MCPError):
                await reads
        return error_of(await client.call_tool("none", {}))

    assert "none" in over_http(f"{endpoint.url}/mcp", scene)


def test_off_by_default(store: Store, store_url: str, tmp_path: Path) -> None:
    """Without its setting there is no such page."""
    assert store.indicators
    with Replica(tmp_path, store_url, {}).start() as running:
        assert post(running.url).status_code in {404, 405}


def test_a_conversation_is_its_askers_own(store: Store, store_url: str, tmp_path: Path) -> None:
    """21: who has another key cannot go on with a conversation, even where they know its id."""
    assert store.indicators
    settings = {"SIFFERSVAR_MCP": "on", "SIFFERSVAR_MCP_KEYS": f"{KEY},{OTHER}"}
    with Replica(tmp_path, store_url, settings).start() as running:

        async def first(client: Client) -> str:
            return str(data_of(await client.call_tool("ask", {"question": "hur mycket fick skåne"}))["conversation"])

        conversation = over_http(f"{running.url}/mcp", first, headers={"Authorization": f"Bearer {KEY}"})

        async def then(client: Client) -> str:
            asked = {"question": "och uppsala?", "conversation": conversation}
            return str(data_of(await client.call_tool("ask", asked))["status"])

        assert over_http(f"{running.url}/mcp", then, headers={"Authorization": f"Bearer {OTHER}"}) != "answered"
        assert over_http(f"{running.url}/mcp", then, headers={"Authorization": f"Bearer {KEY}"}) == "answered"


def test_standard_output_carries_the_protocol_alone(command: StdioServerParameters) -> None:
    """Every line of it is a message, whatever comes in; what people ask is not in the log; the end of input ends it."""
    client = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    ask = {"name": "ask", "arguments": {"question": "hemligord i skåne"}}
    wrong = {"name": "get_observations", "arguments": {"indicator": "hemligord"}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": ask},
        {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": wrong},
        {"jsonrpc": "2.0", "id": 4, "method": "no/such/method"},
    ]
    with subprocess.Popen(
        [command.command, *command.args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=command.env,
        cwd=command.cwd,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        for line in lines:
            process.stdin.write(json.dumps(line).encode() + b"\n")
        process.stdin.write(b"no json\n\xff\xfe\n")
        process.stdin.flush()
        answers: dict[Any, Any] = {}
        while not {1, 2, 3, 4} <= answers.keys():
            message = json.loads(process.stdout.readline())
            assert message["jsonrpc"] == "2.0"
            answers[message.get("id")] = message
        process.stdin.close()
        rest, log = process.stdout.read(), process.stderr.read().decode()
        assert process.wait(20) == 0
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in rest.splitlines())
    assert answers[3]["result"]["isError"]
    assert answers[4]["error"]["code"] == -32601
    assert "hemligord" not in log
