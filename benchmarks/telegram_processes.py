"""The processes of benchmarks/telegram.py: the fake Bot API server, and the bots that speak to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[1]


class Fake:
    """The fake Bot API server of another process."""

    def __init__(self, where: dict[str, str], control: httpx.Client) -> None:
        """Speak to a server that runs."""
        self.where = where
        self._control = control

    def do(self, act: str, **given: Any) -> Any:
        """Have it do something."""
        return self._control.post(act, json=given).raise_for_status().json()


@contextmanager
def fake() -> Iterator[Fake]:
    """A server while it is needed."""
    command = [sys.executable, "-m", "tests.fake_bot_api"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            where = json.loads(process.stdout.readline() if process.stdout else "")
            with httpx.Client(base_url=where["control_url"], trust_env=False, timeout=120) as control:
                yield Fake(where, control)
        finally:
            process.terminate()


class Bot:
    """A bot as a process; what it logs goes to a file in `folder`, beside its state."""

    def __init__(self, name: str, where: dict[str, str], folder: Path) -> None:
        """Set up `siffersvar`, `echo sequential` or `echo concurrent`, which does not run yet."""
        self._log = folder / "log"
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process: subprocess.Popen[bytes] | None = None
        self._spent = 0.0
        if name != "siffersvar":
            mode = name.removeprefix("echo ")
            self._command = [sys.executable, "-m", "benchmarks.telegram_echo", json.dumps(where), mode]
            return
        program = str(Path(sys.executable).with_name("siffersvar"))
        self._command = [program, "telegram"]
        self._environment |= {
            "TELEGRAM_BOT_TOKEN": where["token"],
            "TELEGRAM_API_URL": where["base_url"].removesuffix("/bot"),
            "SIFFERSVAR_STATE_URL": f"sqlite:///{folder}/state.sqlite",
            "SIFFERSVAR_KNOWLEDGE_URL": f"sqlite:///{folder}/knowledge.sqlite",
            "TELEGRAM_MESSAGES_PER_SECOND": "0",
            "SIFFERSVAR_QUESTIONS_PER_MINUTE": "0",
        }
        build = [program, "knowledge", "build"]
        subprocess.run(build, env=self._environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """Start it."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, env=self._environment, cwd=ROOT, stdout=log, stderr=log)

    def end(self, *, kill: bool = False) -> None:
        """Ask it to end, or kill it.

        Args:
            kill: as a power cut would.

        Raises:
            RuntimeError: it had ended by itself; with what it logged last.
        """
        if self._process is None:
            return
        process, self._process = self._process, None
        if process.poll() is not None:
            raise RuntimeError(self._log.read_text(encoding="utf-8", errors="replace")[-2000:])
        self._spent += _spent(process.pid)
        if kill:
            process.kill()
        else:
            process.terminate()
        process.wait()

    @property
    def spent(self) -> float:
        """Seconds of processor time that it has taken."""
        return self._spent + (_spent(self._process.pid) if self._process is not None else 0.0)


def _spent(pid: int) -> float:
    """Seconds of processor time of a process; not a number where the system does not say (it is not Linux)."""
    try:
        user, system = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    except OSError:
        return float("nan")
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
