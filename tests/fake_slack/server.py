"""The stand-in's server, which fails when it is told to: 429, 500, 503, cut before or after, or an error's word."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tests.fake_slack.methods import SlackError, call, direct, respond
from tests.fake_slack.world import BOT, TOKEN, Call, Channel, Hook, Message, World

RETRY_AFTER = 1
HANGS = 2.0
"""Seconds for which nothing is heard of what was done."""


class FakeSlack:
    """Slack, as far as the bot asks it."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.world = World()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.world = self.world
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def api_url(self) -> str:
        """Where the Web API is."""
        return f"{self.address}/api"

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def channel(self, *members: str, bot: bool = True, archived: bool = False) -> Channel:
        """A channel with these people, and the bot if so."""
        with self.world.changed:
            ident = f"C{self.world.number():06d}"
            made = Channel(ident, {*members, *([BOT] if bot else [])}, archived)
            self.world.channels[ident] = made
            return made

    def direct(self, user: str) -> Channel:
        """The conversation of a person with the bot."""
        with self.world.changed:
            return direct(self.world, user)

    def say(self, channel: Channel, user: str, text: str, thread: str = "") -> Message:
        """A message of a person's."""
        with self.world.changed:
            made = Message(channel.ident, self.world.ts(), user, text, thread=thread)
            self.world.messages.append(made)
            return made

    def hook(self, user: str, channel: str, message: str = "", seconds: float = 1800.0) -> str:
        """An address for responses."""
        with self.world.changed:
            ident = f"H{self.world.number():06d}"
            self.world.hooks[ident] = Hook(ident, user, channel, message, until=time.time() + seconds)
            return f"{self.address}/hooks/{ident}"

    def fail(self, method: str, *how: str) -> None:
        """Have the next requests of a method fail, each in its own way; `ok` for one that does not."""
        with self.world.changed:
            self.world.faults.setdefault(method, deque()).extend(how)

    def answers(self, channel: Channel | str) -> list[Message]:
        """What the bot said in a channel and did not take back, in order."""
        ident = channel if isinstance(channel, str) else channel.ident
        with self.world.changed:
            return [
                each for each in self.world.messages if each.channel == ident and each.user == BOT and not each.deleted
            ]

    def calls(self, method: str) -> list[Call]:
        """What was asked by a name."""
        with self.world.changed:
            return [each for each in self.world.calls if each.method == method]

    def wait_for(self, done: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while not done():
            with self.world.changed:
                self.world.changed.wait(0.02)
            assert time.monotonic() < end, self.world.calls[-5:]


class _Server(ThreadingHTTPServer):
    """One thread a connection."""

    daemon_threads = True
    world: World

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is in order."""


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection's requests."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Be quiet."""

    def do_POST(self) -> None:
        """Answer, or fail as told."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        world = self.server.world
        path, _, query = self.path.strip("/").partition("?")
        place, _, rest = path.partition("/")
        name = rest if place == "api" else place
        with world.changed:
            faults = world.faults.get(name)
            fault = faults.popleft() if faults else "ok"
        args = self._args(body, query) if place != "upload" else {}
        if fault.startswith("429"):
            self._done(name, args, "429")
            seconds = RETRY_AFTER if fault == "429" else 60 * RETRY_AFTER
            self._send(429, {"ok": False, "error": "ratelimited"}, **{"Retry-After": str(seconds)})
        elif fault in ("500", "503"):
            self._done(name, args, fault)
            self._text(int(fault), "<html>no</html>")
        elif fault == "cut_before":
            self._done(name, args, fault)
            self._cut()
        elif fault not in ("ok", "cut_after", "hang_after"):
            self._done(name, args, fault)
            if place == "hooks":
                self._text(404, fault)
            else:
                self._send(200, {"ok": False, "error": fault})
        else:
            self._answer(place, rest, args, body, fault)

    do_GET = do_POST  # noqa: N815  (the standard library's names)

    def _answer(self, place: str, rest: str, args: dict[str, Any], body: bytes, fault: str) -> None:
        """Do what is asked, and say so, unless the connection breaks or nothing more is heard of it."""
        world = self.server.world
        name = rest if place == "api" else place
        try:
            with world.changed:
                result = self._result(place, rest, args, body)
                world.note(name, args, "ok")
        except SlackError as error:
            if error.code in ("unknown_method", "invalid_arguments", "invalid_payload"):
                world.broken.append(str(error))
            self._done(name, args, error.code)
            if place == "hooks":
                self._text(404 if error.code.endswith("_url") else 400, error.code)
            else:
                self._send(200, {"ok": False, "error": error.code})
            return
        if fault == "hang_after":
            time.sleep(HANGS)
        if fault != "ok":
            self._cut()
        elif place == "api":
            self._send(200, {"ok": True, **result})
        else:
            self._text(200, "ok")

    def _result(self, place: str, rest: str, args: dict[str, Any], body: bytes) -> dict[str, Any]:
        """What is answered."""
        world = self.server.world
        if place == "api":
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            if token != TOKEN:
                raise SlackError("invalid_auth")
            host = self.headers["Host"]
            return call(world, rest, args, f"http://{host}")
        if place == "hooks" and rest in world.hooks:
            respond(world, world.hooks[rest], args)
            return {}
        file = world.files.get(rest) if place == "upload" else None
        if file is None or file.length != len(body):
            raise SlackError("not_found")
        file.content = body
        return {}

    def _args(self, body: bytes, query: str) -> dict[str, Any]:
        """The arguments: JSON, or a form in the body or the address, whose lists and objects are JSON."""
        if self.headers.get("Content-Type", "").startswith("application/json"):
            return dict(json.loads(body or b"{}"))
        form = dict(parse_qsl(body.decode() or query, keep_blank_values=True))
        return {
            name: json.loads(value) if name in ("files", "view", "blocks") and value else value
            for name, value in form.items()
        }

    def _done(self, name: str, args: dict[str, Any], outcome: str) -> None:
        """Keep what was asked."""
        with self.server.world.changed:
            self.server.world.note(name, args, outcome)

    def _cut(self) -> None:
        """Break the connection."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _send(self, status: int, data: dict[str, Any], **headers: str) -> None:
        """Answer in JSON."""
        self._text(status, json.dumps(data), "application/json", **headers)

    def _text(self, status: int, text: str, kind: str = "text/html", **headers: str) -> None:
        """Answer."""
        content = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
