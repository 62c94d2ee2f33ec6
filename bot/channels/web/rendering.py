"""Templates, filled in; whatever is put into them is text and never mark-up, unless we made it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.tables import Row
from bot.texts import say
from knowledge.language import formatting
from knowledge.model import Language

_HERE = Path(__file__).parent
STATIC: Mapping[str, str] = {
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""Files that pages ask for, and what they are."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["asset"] = asset
    made.globals["text"] = text
    made.globals["shown"] = shown
    return made


def render(template: str, language: Language, **values: object) -> str:
    """A template filled in.

    Args:
        template: its name.
        language: that of the texts in it.
        values: what else it shows.

    Returns:
        HTML.
    """
    return environment().get_template(template).render(lang=language, t=partial(text, language), **values)


def text(language: Language, key: str, **values: object) -> str:
    """A text of the page, or, where the key names a section, of that one."""
    return say(language, key if "." in key else f"web.{key}", **values)


def shown(row: Row, language: Language) -> str:
    """The figure of a table's row with all its digits and its unit."""
    figure = formatting.figure(row.cell.value, row.cell.unit, language, row.upper)
    if row.cell.unit == "SEK" and row.upper is None:
        figure = formatting.exact_money(row.value, language)
    return say(language, "figure.about", figure=figure) if row.approximate else figure


def made(html: str) -> Markup:
    """HTML that we made ourselves, such as a chart."""
    return Markup(html)  # noqa: S704  (nothing that people wrote is in it)


@lru_cache(maxsize=len(STATIC))
def content(name: str) -> bytes:
    """A file that pages ask for."""
    return (_HERE / "static" / name).read_bytes()


@lru_cache(maxsize=len(STATIC))
def asset(name: str) -> str:
    """The address of a file, which is another when the file is."""
    return f"/static/{name}?v={hashlib.sha256(content(name)).hexdigest()[:10]}"
