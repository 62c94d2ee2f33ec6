"""Calls of tools, and what came of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import httpx2
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

T = TypeVar("T")


def over_stdio(command: StdioServerParameters, scene: Callable[[Client], Awaitable[T]], mode: str = "auto") -> T:
    """What a scene gives with a process that serves over stdio."""

    async def run() -> T:
        async with Client(stdio_client(command), mode=mode) as client:
            return await scene(client)

    return asyncio.run(run())


def over_http(
    url: str, scene: Callable[[Client], Awaitable[T]], mode: str = "auto", headers: dict[str, str] | None = None
) -> T:
    """What a scene gives with a server that is reached over HTTP."""

    async def run() -> T:
        async with (
            httpx2.AsyncClient(headers=headers, trust_env=False, timeout=30) as http,
            Client(streamable_http_client(url, http_client=http), mode=mode) as client,
        ):
            return await scene(client)

    return asyncio.run(run())


def data_of(result: CallToolResult) -> dict[str, Any]:
    """The structured result of a call that went well."""
    assert not result.is_error, words_of(result)
    assert isinstance(result.structured_content, dict)
    return result.structured_content


def error_of(result: CallToolResult) -> str:
    """What is said of a call that went wrong."""
    assert result.is_error
    assert result.structured_content is None
    return words_of(result)


def words_of(result: CallToolResult) -> str:
    """The first text of a result."""
    first = result.content[0]
    assert isinstance(first, TextContent)
    return first.text
