"""The command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.store import Store
from tests.conftest import ROOT

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


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
