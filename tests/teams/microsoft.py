"""A Microsoft of our own on 127.0.0.1: keys, tokens and the connector, strict about all that it is sent."""

from __future__ import annotations

import json
import re
import time
from collections import deque
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.teams.card_rules import check_card

APP, PASSWORD = "8f2b1a34-0c5d-4e6f-9a7b-1c2d3e4f5a6b", "pass~word.of-the-bot_0123456789"
TENANT = "11111111-2222-3333-4444-555555555555"
ISSUER = "https://api.botframework.com"
LARGEST = 28 * 1024
_ACTIVITIES = re.compile(r"/teams/v3/conversations/([^/]+)/activities(?:/([^/]+))?")


@cache
def made_key(_: int) -> rsa.RSAPrivateKey:
    """A key, made once a run."""
    return rsa.generate_private_key(public_exponent=65_537, key_size=2048)


@dataclass
class Sent:
    """A message that the connector took."""

    ident: str
    conversation: str
    activity: dict[str, Any]

    @property
    def card(self) -> dict[str, Any]:
        """Its card."""
        card: dict[str, Any] = self.activity["attachments"][0]["content"]
        return card


@dataclass
class Fault:
    """What the connector does with its next message: answers with a status, before or after it took it, or cuts off."""

    status: int = 500
    taken: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


class Microsoft:
    """The servers, and what happened at them."""

    def __init__(self) -> None:
        """Make keys, and listen."""
        self.key, self.stranger = made_key(0), made_key(1)
        self.sent: list[Sent] = []
        self.updated: list[Sent] = []
        self.typing: list[str] = []
        self.complaints: list[str] = []
        self.faults: deque[Fault] = deque()
        self.logins = 0
        self.keys_fetched = 0
        self.refuses_login = False
        self.tokens: set[str] = set()
        self.lock = Lock()
        microsoft = self

        class Handler(BaseHTTPRequestHandler):
            """Answers."""

            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                """Keys."""
                microsoft.get(self)

            def do_POST(self) -> None:
                """Tokens and messages."""
                microsoft.post(self)

            def do_PUT(self) -> None:
                """A message in the place of another."""
                microsoft.post(self)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def service_url(self) -> str:
        """Where the connector is."""
        return f"{self.url}/teams/"

    def environ(self) -> dict[str, str]:
        """The settings of a bot that takes this for Microsoft."""
        return {
            "TEAMS_APP_ID": APP,
            "TEAMS_APP_PASSWORD": PASSWORD,
            "TEAMS_TENANT_ID": TENANT,
            "TEAMS_SERVICE_URLS": self.url,
            "TEAMS_OPENID_URL": f"{self.url}/v1/.well-known/openidconfiguration",
            "TEAMS_LOGIN_URL": self.url,
        }

    def close(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def token(self, *, kid: str = "key-1", key: Any = None, alg: str = "RS256", **claims: Any) -> str:
        """A token such as Microsoft's connector sends, with other claims as wanted (None leaves one out)."""
        now = int(time.time())
        said: dict[str, Any] = {
            "iss": ISSUER,
            "aud": APP,
            "iat": now - 10,
            "nbf": now - 10,
            "exp": now + 3600,
            "serviceurl": self.service_url,
        }
        said |= claims
        said = {name: value for name, value in said.items() if value is not None}
        signer: Any = None if alg == "none" else key or self.key
        return jwt.encode(said, signer, alg, {"kid": kid})

    def get(self, request: BaseHTTPRequestHandler) -> None:
        """Say which keys there are."""
        path = urlsplit(request.path).path
        if path == "/v1/.well-known/openidconfiguration":
            reply(request, 200, {"issuer": ISSUER, "jwks_uri": f"{self.url}/v1/.well-known/keys"})
        elif path == "/v1/.well-known/keys":
            self.keys_fetched += 1
            public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
            reply(request, 200, {"keys": [public | {"kid": "key-1", "use": "sig", "endorsements": ["msteams"]}]})
        else:
            reply(request, 404, {})

    def post(self, request: BaseHTTPRequestHandler) -> None:
        """Give a token, or take a message."""
        body = request.rfile.read(int(request.headers.get("content-length", "0")))
        path = urlsplit(request.path).path
        if path.endswith("/oauth2/v2.0/token"):
            self._login(request, path, body)
            return
        found = _ACTIVITIES.fullmatch(path)
        if found is None:
            self.complain(f"no such address: {path}")
            reply(request, 404, {})
            return
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            reply(request, 401, {"message": "Authorization has been denied for this request."})
            return
        self._take(request, unquote(found[1]), unquote(found[2] or ""), body)

    def complain(self, what: str) -> None:
        """Note what a real Microsoft would not have taken."""
        with self.lock:
            self.complaints.append(what)

    def _login(self, request: BaseHTTPRequestHandler, path: str, body: bytes) -> None:
        """Give a token to the bot."""
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        wanted = {
            "grant_type": "client_credentials",
            "client_id": APP,
            "client_secret": PASSWORD,
            "scope": "https://api.botframework.com/.default",
        }
        if self.refuses_login or form != wanted or path != f"/{TENANT}/oauth2/v2.0/token":
            reply(request, 401, {"error": "invalid_client"})
            return
        with self.lock:
            self.logins += 1
            token = f"bot-token-{self.logins}"
            self.tokens.add(token)
        reply(request, 200, {"token_type": "Bearer", "expires_in": 3599, "access_token": token})

    def _take(self, request: BaseHTTPRequestHandler, conversation: str, ident: str, body: bytes) -> None:
        """Take a message, unless it is one that Teams would refuse."""
        activity = json.loads(body)
        if activity.get("type") == "typing":
            with self.lock:
                self.typing.append(conversation)
            reply(request, 202, {})
            return
        with self.lock:
            fault = self.faults.popleft() if self.faults else None
        if fault is not None and not fault.taken:
            refuse(request, fault)
            return
        if len(body) > LARGEST:
            self.complain(f"{len(body)} bytes are too many")
            reply(request, 413, {"error": {"code": "MessageSizeTooBig"}})
            return
        problems = [] if activity.get("text") and "attachments" not in activity else check_card(activity)
        if problems:
            for problem in problems:
                self.complain(problem)
            reply(request, 400, {"error": {"code": "BadSyntax", "message": "; ".join(problems)}})
            return
        with self.lock:
            made = Sent(ident or f"m{len(self.sent) + 1}", conversation, activity)
            (self.updated if request.command == "PUT" else self.sent).append(made)
        if fault is not None:
            refuse(request, fault)
            return
        reply(request, 200 if ident else 201, {"id": made.ident})


def refuse(request: BaseHTTPRequestHandler, fault: Fault) -> None:
    """Do what a fault says."""
    if fault.cut:
        request.close_connection = True
        return
    reply(request, fault.status, {"error": {"code": "Fault"}}, fault.headers)


def reply(request: BaseHTTPRequestHandler, status: int, data: Any, headers: dict[str, str] | None = None) -> None:
    """Answer a request."""
    body = json.dumps(data).encode()
    request.send_response(status)
    for name, value in (headers or {}).items():
        request.send_header(name, value)
    request.send_header("content-type", "application/json")
    request.send_header("content-length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
