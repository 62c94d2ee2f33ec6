"""Databases of SQLite and PostgreSQL, as the tests of the state have them."""

from __future__ import annotations

from tests.state.conftest import url

__all__ = ["url"]
