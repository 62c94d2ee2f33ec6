"""`siffersvar telegram` as a process of its own, that tests start against the fake Bot API server, end, and kill."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.fake_bot_api import Call, Chat, FakeBotApi, Person

ROOT = Path(__file__).parents[2]
SILENT = ("TELEGRAM_", "SIFFERSVAR_", "XDG_STATE")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Running:
    """The bot, to be started and ended; its state and its log outlive it."""

    telegram: FakeBotApi
    folder: Path
    store_url: str
    state_url: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    name: str = "bot"
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        """Choose where the state is, where that was not said."""
        self.state_url = self.state_url or f"sqlite:///{self.folder}/state.sqlite"

    @property
    def log(self) -> str:
        """All that it wrote."""
        path = self.folder / f"{self.name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def start(self, *, wait: bool = True, **environment: str) -> Running:
        """Start it, and wait until it has asked for updates or set its webhook."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(SILENT)}
        given = {
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.telegram.base_url.removesuffix("/bot"),
            "SIFFERSVAR_STATE_URL": self.state_url,
            "SIFFERSVAR_KNOWLEDGE_URL": self.store_url,
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "default",
        }
        command = [sys.executable, "-m", "bot", "telegram"]
        polls, posts = self.telegram.poller.polls, len(self.telegram.calls_of("setWebhook"))
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**inherited, **given, **self.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

        def ready() -> bool:
            ended = self.process is None or self.process.poll() is not None
            return ended or self.telegram.poller.polls > polls or len(self.telegram.calls_of("setWebhook")) > posts

        if wait:
            self.telegram.wait_for(ready, 30)
            assert self.process.poll() is None, self.log
        return self

    def ask(self, chat: Chat, text: str, user: Person | None = None, count: int = 1, timeout: float = 15) -> list[Call]:
        """Say something and wait until so many messages more were sent to the chat; those messages."""
        before = len(self.sent_to(chat))
        self.telegram.say(chat, user, text)
        self.telegram.wait_for(lambda: len(self.sent_to(chat)) >= before + count, timeout)
        return self.sent_to(chat)[before:]

    def sent_to(self, chat: Chat) -> list[Call]:
        """What was sent to a chat, in order."""
        return [call for call in self.telegram.sent if call.chat == chat.ident]

    def refused(self) -> list[str | None]:
        """The words with which requests were refused as wrong: none, if all is right."""
        return [call.error for call in self.telegram.calls if call.error and call.error.startswith("400 ")]

    def quiet(self, seconds: float = 0.5) -> None:
        """Wait until nothing was asked of the server for some time, so that what should not come would have come."""
        count, since = -1, time.monotonic()
        while time.monotonic() < since + seconds:
            if len(self.telegram.calls) != count:
                count, since = len(self.telegram.calls), time.monotonic()
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> tuple[int, float]:
        """Ask it to end; its exit code, and how many seconds it took."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20), time.monotonic() - begun

    def end(self) -> None:
        """Make sure that it runs no more."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
