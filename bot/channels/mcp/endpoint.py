"""The endpoint over HTTP: who is let in, before the protocol's own library has a look at the request."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Iterable
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from bot.channels.mcp.settings import McpSettings
from bot.serving.limits import LARGEST

PATH = "/mcp"
_HERE = ("127.0.0.1", "localhost", "[::1]")
_READY_WITHIN = 5.0
"""Seconds for which a request waits where it comes before the endpoint has started."""


class Endpoint:
    """An ASGI app: requests with a key, if keys are set, go to the server; any replica may answer any of them."""

    def __init__(self, server: MCPServer[Any], settings: McpSettings, hosts: Iterable[str]) -> None:
        """Begin.

        Args:
            server: what answers.
            settings: who is let in.
            hosts: names under which it is reached, besides those of the settings and of this machine.
        """
        self._keys = sorted(settings.keys)
        named = list(dict.fromkeys([*_HERE, *hosts, *settings.hosts]))
        allowed = [form for host in named for form in (host, f"{host}:*")]
        security = TransportSecuritySettings(
            allowed_hosts=allowed,
            allowed_origins=[f"{scheme}://{host}" for scheme in ("http", "https") for host in allowed],
        )
        server.streamable_http_app(
            streamable_http_path=PATH,
            json_response=True,
            stateless_http=True,
            max_request_body_size=LARGEST,
            transport_security=security,
        )
        self._manager: StreamableHTTPSessionManager = server.session_manager
        self._ready = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until it is time to stop."""
        async with self._manager.run():
            self._ready.set()
            await stop.wait()
            self._ready.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["method"] != "POST":  # the others open streams on which nothing would come; the protocol allows this
            words = "This endpoint speaks the Model Context Protocol: POST JSON-RPC messages to it.\n"
            await PlainTextResponse(words, 405, {"allow": "POST"})(scope, receive, send)
            return
        if self._keys and (known := self._known(Headers(scope=scope).get("authorization", ""))) is None:
            words = "This endpoint needs a key: Authorization: Bearer KEY, one of SIFFERSVAR_MCP_KEYS.\n"
            await PlainTextResponse(words, 401, {"www-authenticate": "Bearer"})(scope, receive, send)
            return
        scope["siffersvar.asker"] = known if self._keys else (scope.get("client") or ("",))[0]
        try:
            await asyncio.wait_for(self._ready.wait(), _READY_WITHIN)
        except TimeoutError:
            words = "This endpoint is starting or stopping; try again.\n"
            await PlainTextResponse(words, 503, {"retry-after": "1"})(scope, receive, send)
            return
        await self._manager.handle_request(scope, receive, send)

    def _known(self, authorization: str) -> str | None:
        """What stands for the key that a request shows; None where it is none of ours. Every key is compared."""
        scheme, _, shown = authorization.partition(" ")
        digest = hashlib.sha256(shown.strip().encode()).digest()
        found = None
        for key in self._keys:
            if hmac.compare_digest(hashlib.sha256(key.encode()).digest(), digest):
                found = hashlib.sha256(key.encode()).hexdigest()
        return found if scheme.lower() == "bearer" else None


def asker(request: Request | None) -> str:
    """Who asks, by their request."""
    return "" if request is None else str(request.scope.get("siffersvar.asker", ""))
