"""Databases of SQLite and PostgreSQL, as the tests of the state have them."""

from __future__ import annotations

from tests.state.conftest import postgresql, url

__all__ = ["postgresql", "url"]
