"""One engine over the packaged data, services with a clock that tests set, and the command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.config import Settings
from bot.service import Service
from knowledge.answering import Engine
from knowledge.store import Store, open_store

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the store of this run is."""
    return f"sqlite:///{tmp_path_factory.mktemp('store')}/knowledge.sqlite"


@pytest.fixture(scope="session")
def store(store_url: str) -> Iterator[Store]:
    """The store over the packaged data."""
    with open_store(store_url, ROOT / "knowledge" / "data") as opened:
        yield opened


@pytest.fixture(scope="session")
def engine(store: Store) -> Engine:
    """The engine over it."""
    return Engine(store)


@pytest.fixture
def service(engine: Engine) -> Service:
    """A service on a fixed day, with the settings' defaults."""
    return Service(engine, Settings(), today=lambda: TODAY)


@pytest.fixture
def environment(store: Store, store_url: str, tmp_path: Path) -> dict[str, str]:  # noqa: ARG001  (built by now)
    """What a process needs, with an empty home."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {**kept, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "SIFFERSVAR_KNOWLEDGE_URL": store_url}


@pytest.fixture
def command(environment: dict[str, str]) -> Command:
    """Runs `siffersvar` in a process of its own: `command("ask", "…", stdin=b"", LANG="C")`."""

    def run(*arguments: str, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "bot", *arguments],
            input=stdin,
            capture_output=True,
            env={**environment, **variables},
            timeout=60,
            check=False,
        )

    return run
