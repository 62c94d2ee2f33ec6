"""What stands before the API: who asks and how much, what a request must be, and answers given a moment ago.

Pure ASGI, since it is on the way of every request: an answer that is at hand goes no further than this.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import math
import re
import secrets
from collections.abc import Mapping

from starlette.responses import Response
from starlette.routing import Match, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.api.accepting import preferred
from bot.channels.api.cache import Entry, is_known
from bot.channels.api.context import SCOPE, Api, Asking, too_many
from bot.channels.api.limits import Taken, client_of
from bot.channels.api.problems import ProblemError, language_of
from bot.channels.api.settings import digest
from bot.service import anonymous
from knowledge.model import Language

logger = logging.getLogger("siffersvar.api")

LARGEST = 64 << 10
"""Bytes of a request's body at most."""
BODY_WITHIN = 10.0
"""Seconds for a request's body."""
_OPEN = frozenset({"/openapi.json"})
"""What may be read without a key."""
_WITH_BODY = frozenset({"/answers"})
"""What takes a body."""
_NAMED = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_JSON = re.compile(rb"application/(?:[A-Za-z0-9.-]+\+)?json(?:\s*;.*)?", re.IGNORECASE)
_OFFERED = ("application/json",)
_CONTENT_TYPE = (b"content-type", b"application/json")


class Guard:
    """Lets requests through to the API, answers some itself, and puts on all answers what belongs there."""

    def __init__(self, app: ASGIApp, api: Api, router: Router) -> None:
        """Stand before an app; its router says which methods a path takes."""
        self._app = app
        self._api = api
        self._router = router
        self._default: Language = api.served.settings.language or "sv"
        self._hit = api.metrics.hits.inc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        path: str = scope["path"][len(scope.get("root_path", "")) :]
        method: str = scope["method"]
        if method == "HEAD":
            scope, send = {**scope, "method": "GET"}, _bodiless(send)
        named = headers.get(b"x-request-id", b"")
        ident = named.decode() if _NAMED.fullmatch(named) else secrets.token_hex(8)
        asking = Asking("", ident, self._default, Taken())
        try:
            self._admit(asking, scope, headers, path)
            if path == "/answers" and method in ("GET", "HEAD"):
                entry = self._api.kept.get(scope["query_string"])
                if entry is not None and preferred(_text(headers, b"accept"), _OFFERED):
                    await self._give(entry, asking, headers, method, send)
                    return
                self._api.metrics.misses.inc()
            asking.language = language_of(_text(headers, b"accept-language"), self._default)
            if method == "OPTIONS":
                response = Response(None, 204, {"Allow": ", ".join(allowed(self._router, scope))})
                await response(scope, receive, self._finished(scope, method, asking, send))
                return
            if method == "POST" and path in _WITH_BODY:
                receive = await self._body(headers, receive)
        except ProblemError as problem:
            asking.language = language_of(_text(headers, b"accept-language"), self._default)
            response = problem.response(asking.language, asking.request_id)
            await response(scope, receive, self._finished(scope, method, asking, send))
            return
        scope[SCOPE] = asking
        await self._through(scope, receive, self._finished(scope, method, asking, send))

    def _admit(self, asking: Asking, scope: Scope, headers: Mapping[bytes, bytes], path: str) -> None:
        """Find out who asks, and count the request; refuse it where no key counts, or the client asked too much."""
        free = not self._api.settings.keys or path in _OPEN or scope["method"] == "OPTIONS"
        key = None if free else self._key(headers)
        asking.client = key or client_of((scope.get("client") or ("",))[0])
        asking.read = self._api.reads.take(asking.client)  # an address that tries keys is soon refused, too
        if asking.read.wait:
            raise too_many(asking.read)
        if not free and key is None:
            raise ProblemError("unauthorized", headers={"WWW-Authenticate": 'Bearer realm="siffersvar"'})

    def _key(self, headers: Mapping[bytes, bytes]) -> str | None:
        """The digest of the key that a request shows, compared with each key in the same time; None where none fits."""
        kind, _, shown = headers.get(b"authorization", b"").partition(b" ")
        key = shown.strip() if kind.lower() == b"bearer" else headers.get(b"x-api-key", b"").strip()
        found = digest(key)
        known = sum(hmac.compare_digest(found, held) for held in self._api.settings.keys)
        return f"key {found.hex()[:32]}" if known else None

    async def _give(
        self, entry: Entry, asking: Asking, headers: Mapping[bytes, bytes], method: str, send: Send
    ) -> None:
        """Send an answer that is at hand."""
        known = headers.get(b"if-none-match")
        fresh = known is not None and is_known(entry.etag.decode(), known.decode("latin-1"))
        status = 304 if fresh else 200
        more = [*entry.headers, *self._always(asking)]
        if not fresh:
            more += [_CONTENT_TYPE, (b"content-length", str(len(entry.body)).encode())]
        entry.count()
        self._hit()
        self._api.metrics.requested("/answers", method, status)
        await send({"type": "http.response.start", "status": status, "headers": more})
        await send({"type": "http.response.body", "body": b"" if fresh else entry.body})

    async def _body(self, headers: Mapping[bytes, bytes], receive: Receive) -> Receive:
        """Read a request's body, which must be JSON and not too large nor too slow; what gives it to the app."""
        if not _JSON.fullmatch(headers.get(b"content-type", b"")):
            raise ProblemError("unsupported_type", headers={"Accept": "application/json"})
        said = headers.get(b"content-length", b"")
        if said.isdigit() and int(said[:20]) > LARGEST:
            raise ProblemError("too_large", headers={"Connection": "close"}, most=LARGEST)
        parts: list[bytes] = []
        size, more = 0, True
        try:
            async with asyncio.timeout(BODY_WITHIN):
                while more:
                    message = await receive()
                    if message["type"] != "http.request":
                        break
                    parts.append(message.get("body", b""))
                    size += len(parts[-1])
                    more = message.get("more_body", False)
                    if size > LARGEST:
                        raise ProblemError("too_large", headers={"Connection": "close"}, most=LARGEST)
        except TimeoutError:
            raise ProblemError("slow_request", headers={"Connection": "close"}, seconds=round(BODY_WITHIN)) from None
        whole: list[Message] = [{"type": "http.request", "body": b"".join(parts), "more_body": False}]

        async def again() -> Message:
            """The body at once, then whatever comes."""
            return whole.pop() if whole else await receive()

        return again

    async def _through(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer. What it cannot is logged without anybody's words; its own handlers have said so."""
        try:
            await self._app(scope, receive, send)
        except Exception as error:  # the app has answered 500 and raises it again for the server's log
            logger.error("error %s in the API\n%s", scope[SCOPE].request_id, anonymous(error))  # noqa: TRY400

    def _always(self, asking: Asking) -> list[tuple[bytes, bytes]]:
        """Headers of every response."""
        found = [
            (b"x-request-id", asking.request_id.encode()),
            (b"x-content-type-options", b"nosniff"),
        ]
        api, policies, left = self._api, [], []
        for name, pace, taken in (
            ("requests", api.reads.per_minute, asking.read),
            ("answers", api.answers.per_minute, asking.answer),
        ):
            if pace and taken is not None:
                policies.append(f'"{name}";q={math.floor(pace)};w=60')
                left.append(f'"{name}";r={taken.left};t={math.ceil(taken.wait)}')
        if policies:
            found += [(b"ratelimit-policy", ", ".join(policies).encode()), (b"ratelimit", ", ".join(left).encode())]
        return found

    def _finished(self, scope: Scope, method: str, asking: Asking, send: Send) -> Send:
        """Sends a response with the headers that all have, and counts it."""

        async def finished(message: Message) -> None:
            """One message of the response."""
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._always(asking)]
                route = getattr(scope.get("route"), "path", "unknown")
                self._api.metrics.requested(route, method, message["status"])
            await send(message)

        return finished


def allowed(router: Router, scope: Scope) -> list[str]:
    """The methods that a path takes.

    Args:
        router: has the routes.
        scope: of a request for the path.

    Returns:
        Them, with HEAD where there is GET.

    Raises:
        ProblemError: there is no such path.
    """
    found: set[str] = set()
    for route in router.routes:
        if route.matches({**scope, "method": "GET"})[0] is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    if not found:
        raise ProblemError("not_found")
    return sorted({*found, "OPTIONS", *({"HEAD"} if "GET" in found else ())})


def _bodiless(send: Send) -> Send:
    """Sends a response without its body."""

    async def headers_only(message: Message) -> None:
        """One message of the response."""
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return headers_only


def _text(headers: Mapping[bytes, bytes], name: bytes) -> str:
    """A header as text."""
    return headers.get(name, b"").decode("latin-1")
