"""The assistant's side: the protocol's own client, over stdio to a real process and over HTTP to a real server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mcp.client.stdio import StdioServerParameters

from knowledge.store import Store
from tests.conftest import ROOT
from tests.serving.replica import Replica, clean_environment


@pytest.fixture(scope="session")
def command(store: Store, store_url: str, tmp_path_factory: pytest.TempPathFactory) -> StdioServerParameters:
    """How an assistant starts the server."""
    assert store.indicators
    home = str(tmp_path_factory.mktemp("home"))
    environment = {**clean_environment(), "HOME": home, "SIFFERSVAR_KNOWLEDGE_URL": store_url}
    return StdioServerParameters(
        command=sys.executable, args=["-W", "error", "-m", "bot", "mcp"], env=environment, cwd=str(ROOT)
    )


@pytest.fixture(scope="module")
def endpoint(store: Store, store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    """A server with the endpoint on, for everybody."""
    assert store.indicators
    folder: Path = tmp_path_factory.mktemp("endpoint")
    with Replica(folder, store_url, {"SIFFERSVAR_MCP": "on", "SIFFERSVAR_QUESTIONS_PER_MINUTE": "0"}) as running:
        yield running.start()
