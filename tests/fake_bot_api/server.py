"""The HTTP server: a Starlette application under uvicorn, in a thread, on 127.0.0.1 and a free port."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.fake_bot_api import answering, sending
from tests.fake_bot_api.control import perform
from tests.fake_bot_api.errors import RefusedError, bad_request, not_found, too_many_requests, unauthorized
from tests.fake_bot_api.failures import Failure
from tests.fake_bot_api.model import JSON, Call, Upload
from tests.fake_bot_api.params import Params
from tests.fake_bot_api.people import People
from tests.fake_bot_api.registry import check, find, method
from tests.fake_bot_api.updates import Poller
from tests.fake_bot_api.world import World

HANDLERS = (answering, sending)  # imported so that their methods are registered
_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_POLL = "getupdates"
_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


@method("getUpdates", "offset limit timeout allowed_updates")
def get_updates(_world: World, _params: Params) -> list[JSON]:
    """Answered by the poller, which can wait; here only so that its parameters are known."""
    raise AssertionError


class FakeBotApi(People):
    """A fake Telegram that a bot speaks to over HTTP, and that a test speaks to through the methods of `People`.

    A context manager; `stop` and `start` make an outage, with the port and all that was said kept.
    """

    def __init__(self, world: World | None = None, port: int = 0) -> None:
        """Set up a server that does not run yet; port 0 is any free one."""
        super().__init__(world or World())
        self.port = port
        self.poller = Poller(self.world.queue, lambda: self.world.webhook.url)
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}
        self._ended = asyncio.Event()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def base_url(self) -> str:
        """What the client gets as `base_url`."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """What the client gets as `base_file_url`."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    @property
    def control_url(self) -> str:
        """Where another process does what `People` does."""
        return f"http://127.0.0.1:{self.port}/control/"

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.token

    def __enter__(self) -> FakeBotApi:
        """Start."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Begin to serve; returns when requests are taken."""
        # With the protocol named, asyncio turns Nagle's algorithm off, which would cost 40 ms a response.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        transports = self._transports

        class Cuttable(H11Protocol):
            """Uvicorn's protocol, with the connection kept by the client's address so that it can be cut."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                transports[transport.get_extra_info("peername")] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                for address, transport in tuple(transports.items()):
                    if transport is self.transport:
                        del transports[address]
                super().connection_lost(exc)

        routes = [
            Route("/bot{token}/{method}", self._request, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file),
            Route("/control/{name}", self._control, methods=["POST"]),
        ]
        config = uvicorn.Config(Starlette(routes=routes), http=Cuttable, ws="none", lifespan="off", log_config=None)
        config.load()

        def protocol(config: uvicorn.Config, state: ServerState) -> asyncio.Protocol:
            return Cuttable(config, state, {})

        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(config, protocol, listening, ready), daemon=True)
        self._thread.start()
        if not ready.wait(10):
            raise TimeoutError

    def stop(self) -> None:
        """Cease to serve: every connection is closed, later ones are refused until `start`."""
        if self._thread is None or self._loop is None:
            return
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(10)
        self._thread = self._loop = None

    def _run(
        self,
        config: uvicorn.Config,
        protocol: Callable[[uvicorn.Config, ServerState], asyncio.Protocol],
        listening: socket.socket,
        ready: threading.Event,
    ) -> None:
        """The server's thread: uvicorn's protocol on a server of its own, whose end need not wait for a tick."""

        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            self._ended = asyncio.Event()
            state = ServerState()
            server = await self._loop.create_server(lambda: protocol(config, state), sock=listening)
            posting = asyncio.create_task(self.world.webhook.run())
            ready.set()
            await self._ended.wait()
            server.close()
            posting.cancel()
            self.poller.end()
            for transport in tuple(self._transports.values()):
                transport.abort()
            await asyncio.wait([posting, *state.tasks], timeout=1)

        with listening:
            asyncio.run(serve())

    async def _request(self, request: Request) -> Response:
        """Answer one request of a bot."""
        if not _TOKEN.fullmatch(request.path_params["token"]):
            return _refusal(not_found())
        if request.path_params["token"] != self.world.token:
            return _refusal(unauthorized())
        try:
            params = await _read(request)
            found = find(request.path_params["method"])
        except RefusedError as error:
            return _refusal(error)
        except ClientDisconnect:  # killed before its request was whole: nothing came of it
            return Response()
        call = Call(found.name, params.logged(), params.files)
        failure = self.failures.next(call)
        if failure:
            call.failure = failure.kind
        if wait := self.failures.delay(call):
            await asyncio.sleep(wait)
        if failure and (early := await self._fail_before(request, failure)) is not None:
            call.error = failure.kind
            self.world.note(call)
            return early
        response = await self._perform(call, params)
        if failure and failure.kind == "hang_after":
            await self._hang(request, failure.seconds)
        if failure and failure.kind == "drop_after":
            return await self._cut(request)
        return response

    async def _perform(self, call: Call, params: Params) -> Response:
        """Let a request take effect, or refuse it."""
        found = find(call.method)
        try:
            check(found, params)
            if call.method.lower() == _POLL:
                return _result(await self.poller.updates(params))
            with self.world.changed:
                result = found.handler(self.world, params)
                call.result = dict(result) if isinstance(result, dict) else result
                call.effective = True
                self.world.note(call)
        except RefusedError as error:
            call.error = str(error)
            self.world.note(call)
            return _refusal(error)
        return _result(result)

    async def _fail_before(self, request: Request, failure: Failure) -> Response | None:
        """Fail without effect, or None where the request goes on."""
        if failure.kind == "429":
            return _refusal(too_many_requests(max(1, round(failure.seconds))))
        if failure.kind == "500":
            return _refusal(RefusedError(500, "Internal Server Error"))
        if failure.kind == "502":
            return Response(_GATEWAY, 502, media_type="text/html")
        if failure.kind == "drop_before":
            return await self._cut(request)
        if failure.kind == "hang_before" and await self._hang(request, failure.seconds):
            return Response()
        return None

    async def _hang(self, request: Request, seconds: float) -> bool:
        """Let some seconds pass; whether the client, or the server, gave up meanwhile."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._ended.is_set() or await request.is_disconnected():
                return True
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), min(0.05, seconds))
        return False

    async def _cut(self, request: Request) -> Response:
        """Close the connection without a response; the response given back here goes nowhere."""
        assert request.client is not None
        if transport := self._transports.get((request.client.host, request.client.port)):
            transport.close()
        while not await request.is_disconnected():
            await asyncio.sleep(0)
        return Response()

    async def _file(self, request: Request) -> Response:
        """Give a file that was sent."""
        upload = self.world.files.get(request.path_params["path"])
        if request.path_params["token"] != self.world.token or upload is None:
            return Response(status_code=404)
        return Response(upload.content, media_type="application/octet-stream")

    async def _control(self, request: Request) -> Response:
        """Do for another process what `People` does."""
        return Response(perform(self, request.path_params["name"], await request.json()), media_type="application/json")


async def _read(request: Request) -> Params:
    """The parameters of a request, from its address and its body.

    Raises:
        RefusedError: the body is not in UTF-8.
    """
    values = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        async with request.form() as form:
            for name, value in form.items():
                if isinstance(value, UploadFile):
                    content = await value.read()
                    files[name] = Upload(value.filename or "", content, value.content_type or "")
                else:
                    values[name] = value
    elif body := await request.body():
        try:
            if kind.startswith("application/json"):
                given: dict[str, Any] = json.loads(body)
                values |= {name: one if isinstance(one, str) else json.dumps(one) for name, one in given.items()}
            else:
                values |= parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict")
        except ValueError as error:
            raise bad_request("strings must be encoded in UTF-8") from error
    return Params(values, files)


def _result(result: Any) -> Response:
    """A response to a request that took effect."""
    return Response(json.dumps({"ok": True, "result": result}), media_type="application/json")


def _refusal(error: RefusedError) -> Response:
    """A response to a request that is refused."""
    return Response(json.dumps(error.as_json()), error.code, media_type="application/json")
