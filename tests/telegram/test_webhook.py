"""The webhook: who is let in, and when it says 200."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import Any

import httpx
import pytest

from bot.channels.telegram.webhook import LARGEST, SECRET_HEADER, application, serve
from tests.telegram.running import free_port

SECRET = "a-secret_1"  # noqa: S105


class Kept(list[Any]):
    """Updates that were kept; while `broken`, none can be."""

    broken = False

    async def put(self, updates: list[Any]) -> None:
        """Keep updates."""
        if self.broken:
            raise OSError
        self.extend(updates)


def post(kept: Kept, content: bytes, headers: dict[str, str], path: str = "/hook") -> int:
    """Post something; the status."""

    async def scene() -> int:
        transport = httpx.ASGITransport(application("/hook", SECRET, kept.put))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            return (await client.post(path, content=content, headers=headers)).status_code

    return asyncio.run(scene())


UPDATE = json.dumps({"update_id": 5, "message": {"text": "å"}}).encode()
KNOWN = {SECRET_HEADER: SECRET}


def test_an_update_is_kept_before_it_is_acknowledged() -> None:
    """200 when it is kept, 500 when it cannot be."""
    kept = Kept()
    assert post(kept, UPDATE, KNOWN) == 200
    assert kept == [{"update_id": 5, "message": {"text": "å"}}]
    kept.broken = True
    assert post(kept, UPDATE, KNOWN) == 500


@pytest.mark.parametrize(
    ("content", "headers", "path", "status"),
    [
        (UPDATE, {}, "/hook", 403),
        (UPDATE, {SECRET_HEADER: "a-secret_2"}, "/hook", 403),
        (UPDATE, {SECRET_HEADER: ""}, "/hook", 403),
        (UPDATE, KNOWN, "/other", 404),
        (b"{", KNOWN, "/hook", 400),
        (b"[]", KNOWN, "/hook", 400),
        (b'{"update_id": "5"}', KNOWN, "/hook", 400),
        (b"\xff", KNOWN, "/hook", 400),
        (b"[" * 200_000, KNOWN, "/hook", 400),
        (b'"' + b"a" * LARGEST + b'"', KNOWN, "/hook", 413),
    ],
)
def test_what_is_not_let_in(content: bytes, headers: dict[str, str], path: str, status: int) -> None:
    """Strangers, other paths, what is no update, what is too large."""
    kept = Kept()
    assert post(kept, content, headers, path) == status
    assert kept == []


def test_it_listens_and_ends() -> None:
    """It answers over HTTP until it is told to end; the port is free again then."""
    port, kept = free_port(), Kept()

    async def scene() -> int:
        ready = asyncio.Event()
        task = asyncio.create_task(serve(application("/hook", SECRET, kept.put), "127.0.0.1", port, ready))
        await ready.wait()
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(f"http://127.0.0.1:{port}/hook", content=UPDATE, headers=KNOWN)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return answer.status_code

    assert asyncio.run(scene()) == 200
    with socket.create_server(("127.0.0.1", port)):
        pass


def test_a_port_that_is_taken() -> None:
    """That is an error, not an end of the process."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        serving = serve(application("/hook", SECRET, Kept().put), "127.0.0.1", taken.getsockname()[1], asyncio.Event())
        with pytest.raises(OSError, match="in use"):
            asyncio.run(serving)
