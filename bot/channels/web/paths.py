"""The addresses of the pages, in Swedish and, below /en, in English."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from bot.config import LANGUAGES
from knowledge.language.text import fold
from knowledge.model import Area, Language

PATHS: Mapping[str, tuple[str, str]] = {
    "home": ("/", "/en"),
    "chart": ("/diagram", "/en/chart"),
    "table": ("/tabell", "/en/table"),
    "file": ("/fil", "/en/file"),
    "feedback": ("/fel-siffra", "/en/wrong-figure"),
    "forget": ("/glom-mig", "/en/forget-me"),
    "choose": ("/val", "/en/choose"),
    "sources": ("/kallor", "/en/sources"),
    "indicators": ("/nyckeltal", "/en/indicators"),
    "regions": ("/regioner", "/en/regions"),
    "about": ("/om", "/en/about"),
    "accessibility": ("/tillganglighet", "/en/accessibility"),
    "help": ("/hjalp", "/en/help"),
}
"""Page -> its path in each of `LANGUAGES`."""


def other(language: Language) -> Language:
    """The language that a page is not in."""
    return "en" if language == "sv" else "sv"


def to(page: str, language: Language, *below: str, **query: str) -> str:
    """The address of a page.

    Args:
        page: one of `PATHS`.
        language: that of the page.
        below: what stands below it, such as a source's id.
        query: parameters; empty ones are left out.

    Returns:
        A path with its query.
    """
    path = "/".join([PATHS[page][LANGUAGES.index(language)].rstrip("/"), *(quote(part, safe="") for part in below)])
    given = urlencode({name: value for name, value in query.items() if value})
    return (path or "/") + (f"?{given}" if given else "")


def slug(area: Area) -> str:
    """A region's name as it stands in an address: Västra Götaland is vastra-gotaland."""
    return fold(area.name.casefold()).replace(" ", "-")
