"""Database URLs: which there are, where the default store is, and how they are shown."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from knowledge.errors import StoreUrlError


def default_url() -> str:
    """The store in the user's cache folder, as a URL."""
    from platformdirs import user_cache_path  # noqa: PLC0415  (not needed where a URL is set)

    return url_of(user_cache_path("siffersvar") / "knowledge.sqlite")


def url_of(path: Path) -> str:
    """An SQLite file as a URL."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def parsed(url: str) -> URL:
    """A URL in its parts, once it is certain that it can be used.

    Returns:
        The URL.

    Raises:
        StoreUrlError: it is no database URL, its driver is not installed, or it names a database in memory, which
            nobody else could read.
    """
    try:
        parts = make_url(url)
    except ArgumentError:
        raise StoreUrlError(url.rpartition("@")[2], "it is no database URL") from None
    shown = displayed(parts)
    try:
        dialect = parts.get_dialect()
        dialect.import_dbapi()
    except (ArgumentError, ImportError) as error:
        raise StoreUrlError(shown, f"its driver is not installed ({error})") from error
    sqlite = parts.get_backend_name() == "sqlite"
    if dialect.is_async or (sqlite and parts.get_driver_name() != "pysqlite"):
        raise StoreUrlError(shown, f"the driver {parts.get_driver_name()} is not synchronous or not supported")
    if sqlite and (parts.database or ":memory:") == ":memory:":
        raise StoreUrlError(shown, "a database in memory is lost when it is built; name a file")
    if sqlite and str(parts.database).startswith("file:"):
        raise StoreUrlError(shown, "name the file itself, not a file: URI")
    return parts


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite URL, None for another database."""
    return Path(str(url.database)).absolute() if url.get_backend_name() == "sqlite" else None


def displayed(url: URL) -> str:
    """A URL as messages show it: without its password."""
    return url.render_as_string(hide_password=True)
