"""A server with the page for each file of tests, visitors, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.config import Settings
from bot.service import Service
from knowledge.answering import Engine
from tests.conftest import TODAY
from tests.web.serving import app_of, listening, served

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def client(site: str) -> Iterator[httpx.Client]:
    """A visitor, with cookies of their own, who follows no redirects."""
    with httpx.Client(base_url=site, timeout=30) as made:
        yield made


@pytest.fixture(scope="module")
def site(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server."""
    service = Service(engine, Settings(), today=lambda: TODAY)
    with served(service, tmp_path_factory.mktemp("web")) as given, listening(app_of(given)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium: `apt-get install chromium`."""
    path = shutil.which("chromium")
    assert path is not None, "the tests of the web page need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield started
        started.close()
