"""The service as a process that serves Matrix."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.matrix.synapse import Synapse

_SILENT = ("SIFFERSVAR_", "TELEGRAM_", "MATRIX_", "SLACK_", "TEAMS_")
_UNLIMITED = {"SIFFERSVAR_QUESTIONS_PER_MINUTE": "0"}


class Running:
    """One replica of the bot, which can be started, killed and started again."""

    def __init__(
        self, synapse: Synapse, folder: Path, store_url: str, account: dict[str, str], name: str = "a"
    ) -> None:
        """Set one up; replicas share account and folder, and have names of their own."""
        self.synapse = synapse
        self.folder = folder
        self.name = name
        self.user = account["user_id"]
        self.environment = {
            "MATRIX_HOMESERVER": synapse.url,
            "MATRIX_ACCESS_TOKEN": account["access_token"],
            "SIFFERSVAR_STATE_URL": f"sqlite:///{folder}/state.sqlite",
            "SIFFERSVAR_KNOWLEDGE_URL": store_url,
            "SIFFERSVAR_LISTEN": "127.0.0.1:0",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "default",
            **_UNLIMITED,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """All that it wrote."""
        path = self.folder / f"{self.name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def start(self, *, wait: bool = True, **environment: str) -> Running:
        """Start it, and wait until it serves."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(_SILENT)}
        before = self.log.count("serves Matrix")
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                cwd=ROOT,
                env={**inherited, **self.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if wait:
            self.wait_for(lambda: self.log.count("serves Matrix") > before)
        return self

    def wait_for(self, ready: Callable[[], Any], patience: float = 60) -> None:
        """Wait until something is so, while it runs."""
        end = time.monotonic() + patience
        while not ready():
            assert self.process is not None
            assert self.process.poll() is None, self.log
            assert time.monotonic() < end, self.log
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """End it in order; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def end(self) -> None:
        """End it if it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
