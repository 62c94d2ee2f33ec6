"""`siffersvar serve` as a process of its own, that tests start, ask, kill and end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from tests.conftest import ROOT

OURS = ("TELEGRAM_", "SIFFERSVAR_", "SLACK_", "MATRIX_", "TEAMS_", "MATTERMOST_", "XDG_", "HTTP_PROXY", "http_proxy")
"""Variables that a test's server does not inherit."""
_WITHIN = 60.0


def clean_environment() -> dict[str, str]:
    """This process's variables without those that would set a server up."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)}


class Replica:
    """A server; its state and its log outlive it. Its port is chosen at its first start and stays the same."""

    def __init__(
        self, folder: Path, store_url: str, environment: dict[str, str], *, state_url: str = "", name: str = "serve"
    ) -> None:
        """Prepare one.

        Args:
            folder: for its log, and its state where no `state_url` is given.
            store_url: the store that it answers from.
            environment: its settings.
            state_url: the state database.
            name: of its log.
        """
        self._environment = {
            "HOME": str(folder),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "error",
            "SIFFERSVAR_KNOWLEDGE_URL": store_url,
            "SIFFERSVAR_STATE_URL": state_url or f"sqlite:///{folder}/state.sqlite",
            "LC_ALL": "C.UTF-8",
            **environment,
        }
        self._path = folder / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self._before = 0

    @property
    def log(self) -> str:
        """All that it wrote."""
        return self._path.read_text("utf-8", "replace") if self._path.exists() else ""

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Replica:
        """Start it, and wait until it says where it listens."""
        return self.launch().listening()

    def launch(self) -> Replica:
        """Start it."""
        self._before = len(self.log)
        with self._path.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve", "--listen", f"127.0.0.1:{self.port}"],
                cwd=ROOT,
                env={**clean_environment(), **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return self

    def listening(self) -> Replica:
        """Wait until it says where it listens."""
        assert self.process is not None
        until = time.monotonic() + _WITHIN
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)", self.log[self._before :])):
            assert self.process.poll() is None, self.log
            assert time.monotonic() < until, self.log
            time.sleep(0.05)
        self.port = int(found[1])
        return self

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def __enter__(self) -> Replica:
        """It, to be ended at the end of a `with`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Make sure that it runs no more."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
