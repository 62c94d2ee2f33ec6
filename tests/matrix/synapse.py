"""A real homeserver: Synapse as a process of its own, on 127.0.0.1, with SQLite in a temporary folder."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

SERVER = "example.test"
_SECRET = "shared"  # noqa: S105  (of a server that lives as long as the tests)
_LOG = """
version: 1
handlers: {file: {class: logging.FileHandler, filename: LOG}}
root: {level: WARNING, handlers: [file]}
"""
_LIMITS = (
    "rc_message", "rc_registration", "rc_admin_redaction", "rc_login", "rc_joins", "rc_joins_per_room", "rc_invites",
    "rc_third_party_invite", "rc_media_create", "rc_room_creation", "rc_reports",
)  # fmt: skip


class Synapse:
    """A homeserver that can be started, stopped and started again."""

    def __init__(self, folder: Path, *, messages: float = 1e6, burst: int = 1_000_000) -> None:
        """Set one up.

        Args:
            folder: where it keeps everything.
            messages: how many messages a second one account may send.
            burst: how many of them at once.
        """
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.http = httpx.Client(timeout=30)
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / "homeserver.log"
        (folder / "log.yaml").write_text(_LOG.replace("LOG", str(self.log)), "utf-8")
        key = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        (folder / "signing.key").write_text(f"ed25519 a_test {key}\n", "utf-8")
        high = {"per_second": 1e6, "burst_count": 1_000_000}
        config: dict[str, Any] = {
            "server_name": SERVER,
            "listeners": [
                {
                    "port": self.port, "bind_addresses": ["127.0.0.1"], "type": "http", "tls": False,
                    "resources": [{"names": ["client"]}],
                }
            ],
            "database": {"name": "sqlite3", "args": {"database": f"{folder}/homeserver.db"}},
            "media_store_path": f"{folder}/media",
            "signing_key_path": f"{folder}/signing.key",
            "log_config": f"{folder}/log.yaml",
            "pid_file": f"{folder}/homeserver.pid",
            "registration_shared_secret": _SECRET,
            "macaroon_secret_key": _SECRET,
            "form_secret": _SECRET,
            "bcrypt_rounds": 4,
            "report_stats": False,
            "trusted_key_servers": [],
            "federation_domain_whitelist": [],
            "presence": {"enabled": False},
            **{name: high for name in _LIMITS if name not in ("rc_login", "rc_joins", "rc_invites")},
            "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), high),
            "rc_joins": dict.fromkeys(("local", "remote"), high),
            "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), high),
            "rc_message": {"per_second": messages, "burst_count": burst},
        }  # fmt: skip
        (folder / "homeserver.yaml").write_text(json.dumps(config), "utf-8")  # JSON is YAML

    def start(self) -> Synapse:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "synapse.app.homeserver", "--config-path", f"{self.folder}/homeserver.yaml"]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
        with (self.folder / "out.log").open("ab") as out:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment
            )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            assert self.process.poll() is None, (self.folder / "out.log").read_text("utf-8")
            try:
                if self.http.get(f"{self.url}/_matrix/client/versions").status_code == 200:
                    return self
            except httpx.TransportError:
                time.sleep(0.1)
        raise TimeoutError(self.url)

    def stop(self) -> None:
        """Stop it in order."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)

    def end(self) -> None:
        """Stop it for good."""
        self.stop()
        self.http.close()

    def register(self, name: str, password: str = "secret") -> dict[str, str]:  # noqa: S107  (the same)
        """Make an account; its `user_id`, `access_token` and `device_id`."""
        at = f"{self.url}/_synapse/admin/v1/register"
        nonce = self.http.get(at).json()["nonce"]
        words = b"\0".join(part.encode() for part in (nonce, name, password, "notadmin"))
        body = {
            "nonce": nonce, "username": name, "password": password, "admin": False,
            "mac": hmac.new(_SECRET.encode(), words, hashlib.sha1).hexdigest(),
        }  # fmt: skip
        given = self.http.post(at, json=body)
        assert given.status_code == 200, given.text
        made: dict[str, str] = given.json()
        return made
