"""What stands between the bot and the homeserver: it passes everything on, and fails as it is told."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

import httpx

_KEPT = ("content-type", "authorization")


@dataclass
class Rule:
    """What happens to requests of a method whose path holds something, so many times."""

    method: str
    part: str
    does: str
    times: int = 1_000_000
    milliseconds: int = 0


class Proxy:
    """A server on 127.0.0.1 in this process."""

    def __init__(self, target: str) -> None:
        """Set it up before a homeserver."""
        self.target = target
        self.http = httpx.Client(timeout=60)
        self.rules: list[Rule] = []
        self.requests: list[tuple[float, str, str]] = []
        self.after: tuple[str, str] | None = None
        self.lost = 0
        self.held = threading.Event()
        self.go = threading.Event()
        self.lock = threading.Lock()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            """One connection."""

            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                """Pass a request on, or fail."""
                proxy.handle(self)

            do_GET = do_PUT = do_POST = handle_any  # noqa: N815  (the library's names)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))

    def __enter__(self) -> Proxy:
        """Begin."""
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        self.free()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        self.http.close()

    def hold(self, method: str, part: str, *, after: bool = False) -> None:
        """Let requests wait from now on; if `after`, answers, also those to requests that were passed on before."""
        self.held.clear()
        self.go.clear()
        if after:
            self.after = (method, part)
        else:
            self.rules = [Rule(method, part, "hold")]

    def free(self) -> None:
        """Let everything through; what waited is broken off."""
        self.rules, self.after = [], None
        self.go.set()

    def wait_for_held(self) -> None:
        """Wait until a request waits."""
        assert self.held.wait(30)

    def lose(self, method: str, part: str, times: int) -> None:
        """Pass so many requests on and break off instead of answering them."""
        self.rules = [Rule(method, part, "lose", times)]

    def limit(self, method: str, part: str, times: int, milliseconds: int) -> None:
        """Answer so many requests with 429, after one that is let through."""
        self.rules = [Rule(method, part, "pass", 1), Rule(method, part, "limit", times, milliseconds)]
        self.requests.clear()

    def seen(self, method: str, part: str) -> list[tuple[float, str]]:
        """When requests came, and their paths."""
        return [(at, path) for at, how, path in self.requests if how == method and part in path]

    def _rule(self, method: str, path: str) -> Rule | None:
        """What happens to a request."""
        with self.lock:
            self.requests.append((time.monotonic(), method, path))
            for rule in self.rules:
                if rule.method == method and rule.part in path and rule.times > 0:
                    rule.times -= 1
                    return rule
        return None

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        """Pass a request on, or fail."""
        body = request.rfile.read(int(request.headers.get("content-length", 0)))
        rule = self._rule(request.command, request.path)
        does = rule.does if rule is not None else ""
        if does == "limit" and rule is not None:
            said = {"errcode": "M_LIMIT_EXCEEDED", "error": "slow down", "retry_after_ms": rule.milliseconds}
            self._answer(request, 429, "application/json", json.dumps(said).encode())
            return
        if does == "hold":
            self.held.set()
            self.go.wait(60)
            request.close_connection = True
            return
        headers = {name: value for name, value in request.headers.items() if name.lower() in _KEPT}
        at = self.target + request.path
        given = self.http.request(request.command, at, content=body, headers=headers)
        if does == "lose":
            self.lost += 1
            request.close_connection = True
            return
        after = self.after
        if after is not None and request.command == after[0] and after[1] in request.path:
            self.held.set()
            self.go.wait(60)
            request.close_connection = True
            return
        self._answer(request, given.status_code, given.headers.get("content-type", ""), given.content)

    def _answer(self, request: BaseHTTPRequestHandler, status: int, kind: str, content: bytes) -> None:
        """Answer a request, if its client still waits."""
        try:
            request.send_response(status)
            request.send_header("content-type", kind)
            request.send_header("content-length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)
        except OSError:
            request.close_connection = True
