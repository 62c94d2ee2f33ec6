"""The web page as tests reach it: as an ASGI app, and as a server on 127.0.0.1."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from bot.channels.web.part import part
from bot.charts import draw_png
from bot.config import Settings
from bot.conversing import Conversing
from bot.service import Service
from bot.serving.app import application
from bot.serving.part import Served
from bot.state.buffered import Rules
from bot.state.database import State

PAGES = (
    "/",
    "/?q=hur+mycket+fick+sk%C3%A5ne",
    "/?q=uppsala",
    "/?q=st%C3%A4mmer+det+att+Uppsala+fick+150+miljoner+i+sektorsbidrag%3F",
    "/?q=v%C3%A4ntetid+i+Sk%C3%A5ne",
    "/?q=topp+5+sektorsbidrag",
    "/?q=sektorsbidrag+per+inv%C3%A5nare+alla+regioner",
    "/?q=folkm%C3%A4ngd+Kiruna",
    "/?q=vem+betalar+ut+sektorsbidraget",
    "/diagram?q=hur+mycket+fick+sk%C3%A5ne",
    "/tabell?q=hur+mycket+fick+sk%C3%A5ne",
    "/tabell?q=hel%C3%A5rsprognosens+poster",
    "/kallor",
    "/kallor/regeringsbeslut-sektorsbidrag-2024",
    "/kallor/halso-och-sjukvardsnamnd-prognos-2025",
    "/nyckeltal",
    "/nyckeltal/sektorsbidrag",
    "/nyckeltal/atgarder_totalt",
    "/regioner",
    "/regioner/skane",
    "/om",
    "/tillganglighet",
    "/hjalp",
    "/finns-inte",
    "/en",
    "/en?q=how+much+did+Sk%C3%A5ne+get",
    "/en/chart?q=how+much+did+Sk%C3%A5ne+get",
    "/en/sources",
    "/en/sources/regeringsbeslut-sektorsbidrag-2024",
    "/en/indicators",
    "/en/indicators/befolkning",
    "/en/regions",
    "/en/regions/vastra-gotaland",
    "/en/about",
    "/en/accessibility",
    "/en/help",
)
"""Every kind of page, in both languages."""


@contextmanager
def served(service: Service, folder: Path, settings: Settings | None = None, per_minute: float = 0) -> Iterator[Served]:
    """What the page works with, with a state of its own; no limit of questions unless one is given."""
    given = settings or Settings(questions_per_minute=per_minute)
    url = f"sqlite:///{folder / 'state.sqlite'}"
    with (
        State(url, "secret of the tests", Rules(questions_per_minute=per_minute)) as state,
        ThreadPoolExecutor(4) as threads,
    ):
        yield Served(service, given, state, Conversing(service, state), threads, draw_png, {})


def app_of(given: Served) -> Starlette:
    """The app with nothing but the page."""
    return application(given, [part(given)])


@contextmanager
def listening(app: Starlette) -> Iterator[str]:
    """A server on a free port of 127.0.0.1; its address."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [held]})
        thread.start()
        try:
            until = time.monotonic() + 20
            while not server.started:
                assert time.monotonic() < until, "the server did not start"
                time.sleep(0.02)
            yield f"http://127.0.0.1:{held.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)


class Parsed(HTMLParser):
    """A page's elements with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """All text, with single spaces."""
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """The elements of a kind that have these attributes."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [held for name, held in self.elements if name == tag and wanted.items() <= held.items()]
