"""Requests that nobody means well, to every route; the same seed gives the same.

Methods, addresses, headers and bodies are nearly right or not at all.
"""

from __future__ import annotations

import base64
import hmac
import json
import random
import socket
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.parse import quote

from tests.slack.replica import signed

WORDS = (
    "hur mycket fick skåne", "och uppsala?", "källa?", "topp 5 sektorsbidrag", "stämmer det att Halland fick mest", "x",
    "", " ", "\0", "\ud800", "🦆" * 40, "\u202e\u200d", "%", "' OR 1=1 --", "<script>alert(1)</script>", "{0}{x.y}",
    "../../etc/passwd", "${jndi:ldap://x}", "a" * 9000, "1" * 400, "-1", "1e999", "NaN", "null", "12", "2024",
)  # fmt: skip
SECRETS = {
    "slack": "8f742231b10e8888abcd99yyyzzz85a5",
    "mattermost": "xr3j5x3p4pfk7kk6ck7b4e6ghh",
    "teams": base64.b64encode(bytes(range(32))).decode(),
    "key": "a-key-of-the-editors-1",
    "hash": "the-key-of-the-hashes",
}  # fmt: skip
"""What may never stand in a response or the log."""
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X-Y")
TYPES = (
    "application/json", "application/json; charset=utf-16", "application/x-www-form-urlencoded", "text/plain", "*/*",
    "multipart/form-data; boundary=x", "multipart/form-data", "application/xml", "", "a/b; c=\"", "text/html",
)  # fmt: skip
HEADERS = (
    "accept", "accept-language", "accept-encoding", "authorization", "x-api-key", "cookie", "origin", "referer",
    "range",
    "if-none-match", "if-modified-since", "x-forwarded-for", "x-forwarded-proto", "x-request-id", "content-encoding",
    "expect", "upgrade", "te", "sec-fetch-site", "x-slack-request-timestamp", "x-slack-signature", "x-slack-retry-num",
    "mcp-protocol-version", "mcp-session-id", "last-event-id", "access-control-request-method", "forwarded", "via",
)  # fmt: skip
FIELDS = (
    "question", "conversation", "language", "q", "lang", "token", "text", "user_id", "channel_id", "team_id", "type",
    "event", "payload", "jsonrpc", "method", "params", "id", "command", "response_url", "challenge", "from", "actions",
    "indicator", "area", "period", "source", "scenario", "limit", "offset", "page", "format", "name", "arguments",
)  # fmt: skip
SHAPES: tuple[object, ...] = (
    {"question": "hur mycket fick skåne"},
    {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}},
    {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": "skåne"}}},
    {"type": "url_verification", "challenge": "x"},
    {
        "type": "event_callback",
        "event_id": "Ev1",
        "team_id": "T1",
        "event": {"type": "message", "user": "U1", "channel": "D1"},
    },
    {"type": "message", "text": "<at>x</at> skåne", "from": {"id": "1"}, "conversation": {"id": "1"}, "id": "1"},
    {"token": SECRETS["mattermost"], "text": "skåne", "user_id": "u", "channel_id": "c", "command": "/siffror"},
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as bytes, and how it begins, to be found again."""

    raw: bytes
    line: str
    method: str


class Fuzzer:
    """Makes requests."""

    def __init__(self, seed: int, routes: Sequence[str]) -> None:
        """Begin; `routes` are paths with {blanks}."""
        self._random = random.Random(seed)  # noqa: S311  (to be repeated, not to be secret)
        self._routes = routes

    def request(self, host: str) -> Sent:
        """The next one."""
        method = self._pick(METHODS[:2]) if self._often(0.7) else self._pick(METHODS)
        path = self._path()
        body = self._body() if method not in ("GET", "HEAD") or self._often(0.05) else b""
        headers = self._headers(path, body)
        headers.setdefault("host", host)
        headers["content-length"] = str(len(body))
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        head = "\r\n".join(lines).encode("utf-8", "replace")
        return Sent(head + b"\r\n\r\n" + body, lines[0][:300], method)

    def _pick(self, from_: Sequence[str]) -> str:
        """One of several."""
        return self._random.choice(from_)

    def _often(self, share: float) -> bool:
        """Whether, in so many of all cases."""
        return self._random.random() < share

    def _path(self) -> str:
        """The path and query of a request: of a route, or nearly, or of none."""
        path = self._pick(self._routes)
        while "{" in path:
            before, _, rest = path.partition("{")
            path = before + self._quoted(self._pick(WORDS)) + rest.partition("}")[2]
        if self._often(0.1):
            below = path + "/" + self._quoted(self._pick(WORDS))
            near = (path + "/", below, "/" + path, path.upper(), path + ";x=1", path + "%", "/" + "a" * 3000)
            path = self._pick((*near, "/%00" + path, "/..%2f.." + path, path + "%ff%fe"))
        if self._often(0.6):
            fields = [(self._pick(FIELDS), self._pick(WORDS)) for _ in range(self._random.randint(1, 4))]
            path += "?" + "&".join(f"{name}={self._quoted(value)}" for name, value in fields)
        return path

    def _quoted(self, text: str) -> str:
        """A text in an address, now and then with bytes that are no text."""
        quoted = quote(text.encode("utf-8", "surrogatepass"), safe="")
        return quoted + "%ED%A0%80" if self._often(0.03) else quoted

    def _body(self) -> bytes:
        """A body: JSON, a form, parts, or noise."""
        kind = self._random.random()
        if kind < 0.6:
            return json.dumps(self._bent(self._random.choice(SHAPES))).encode()
        if kind < 0.75:
            fields = [(self._pick(FIELDS), self._pick(WORDS)) for _ in range(self._random.randint(0, 6))]
            return "&".join(f"{name}={self._quoted(value)}" for name, value in fields).encode()
        return self._random.choice((
            b"", b"{", b"[]", b"null", b"[" * 5000, b'{"question": "\xff"}', b"\x00\x01\xff" * 20, b'{"a": 1e400}',
            b'"' + b"a" * 70_000 + b'"', b"--x\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\nx\r\n--x--\r\n",
            b"payload=%7B", b"payload=" + quote(json.dumps({"type": "block_actions"})).encode(), b'{"question": NaN}',
        ))  # fmt: skip

    def _bent(self, value: object) -> object:
        """A value with something in it changed, added or left out."""
        if isinstance(value, dict):
            bent = {name: self._bent(each) for name, each in value.items() if not self._often(0.1)}
            return {**bent, self._pick(FIELDS): self._any()} if self._often(0.3) else bent
        return self._any() if self._often(0.25) else value

    def _any(self) -> object:
        """Any JSON value."""
        return self._random.choice((*WORDS, None, True, 0, -1, 1 << 70, 0.5, [], {}, ["x"] * 50, {"a": {"b": [None]}}))

    def _headers(self, path: str, body: bytes) -> dict[str, str]:
        """Headers: some of all kinds, and those by which a platform is known."""
        made = {"content-type": self._pick(TYPES[:3]) if self._often(0.7) else self._pick(TYPES)}
        for _ in range(self._random.randint(0, 3)):
            value = self._pick((
                *WORDS,
                *TYPES,
                '"x"',
                "W/*",
                "bytes=0-",
                "https://evil.example",
                "gzip",
                "Bearer x",
                "sv,en;q=x",
            ))
            made[self._pick(HEADERS)] = "".join(each for each in value if each.isprintable())[:2000]
        made.pop("expect", None) if self._often(0.9) else None
        if self._often(0.7):
            if path.startswith("/slack"):
                made |= {name.lower(): value for name, value in signed(body, time.time(), SECRETS["slack"]).items()}
            elif path.startswith("/teams"):
                mac = hmac.digest(base64.b64decode(SECRETS["teams"]), body, "sha256")
                made["authorization"] = f"HMAC {base64.b64encode(mac).decode()}"
            elif path.startswith("/mattermost"):
                made["authorization"] = f"Token {SECRETS['mattermost']}"
            elif path.startswith("/mcp"):
                made |= {"authorization": f"Bearer {SECRETS['key']}", "accept": "application/json, text/event-stream"}
        if self._often(0.03):
            made["host"] = self._pick(("evil.example", "", "localhost", "x" * 300))
        return made


def answered(port: int, sent: bytes, method: str = "GET", seconds: float = 60) -> tuple[int, str, str] | None:
    """What a server answers to bytes: status, headers and body; None where it says nothing, and waits or hangs up."""
    with (
        socket.create_connection(("127.0.0.1", port), seconds) as connection,
        closing(HTTPResponse(connection, method=method.upper())) as response,
    ):
        try:
            connection.sendall(sent)
            response.begin()
            return response.status, str(response.headers), response.read().decode("utf-8", "replace")
        except (HTTPException, ConnectionError, TimeoutError):
            return None
