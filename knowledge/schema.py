"""The store's tables (SQLAlchemy Core): the same on SQLite and PostgreSQL.

Exact values are kept as text and read back as `Decimal`; whatever needs them in order sorts in Python. Names and
aliases are JSON text. The `document` rows hold the whole catalogue in the form in which it is read at start.
"""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Boolean, Column, Dialect, ForeignKey, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

SCHEMA_VERSION = "2"
"""Changes whenever the tables or the compiled documents change; a store of another version is built anew."""
SINCE = {"missing": 2}
"""The version since which a table is there, where that is not the first."""


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal number kept as text, digit for digit."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Decimal -> text without an exponent."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Text -> the same Decimal."""
        return None if value is None else Decimal(value)


metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("name", String, primary_key=True),
    Column("content", Text, nullable=False),
)

source = Table(
    "source",
    metadata,
    Column("id", String, primary_key=True),
    Column("file", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("title_sv", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("publisher", Text),
    Column("published", String),
    Column("url", Text),
    Column("license", Text),
    Column("retrieved", String),
    Column("aliases", Text, nullable=False),
)

area = Table(
    "area",
    metadata,
    Column("code", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("official_name", String, nullable=False),
    Column("county", String, nullable=False),
    Column("county_en", String, nullable=False),
    Column("seat", String, nullable=False),
    Column("parent", String, ForeignKey("area.code")),
    Column("aliases", Text, nullable=False),
)

area_group = Table(
    "area_group",
    metadata,
    Column("id", String, primary_key=True),
    Column("name_sv", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("note_sv", Text, nullable=False),
    Column("note_en", Text, nullable=False),
    Column("aliases", Text, nullable=False),
)

group_member = Table(
    "group_member",
    metadata,
    Column("area_group", String, ForeignKey("area_group.id"), primary_key=True),
    Column("area", String, ForeignKey("area.code"), primary_key=True),
    Column("position", Integer, nullable=False),
)

indicator = Table(
    "indicator",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name_sv", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("unit", String, nullable=False),
    Column("theme", String, nullable=False),
    Column("definition_sv", Text, nullable=False),
    Column("definition_en", Text, nullable=False),
    Column("caveat_sv", Text, nullable=False),
    Column("caveat_en", Text, nullable=False),
    Column("additive", Boolean, nullable=False),
    Column("aliases", Text, nullable=False),
)

observation = Table(
    "observation",
    metadata,
    Column("indicator", String, primary_key=True),
    Column("area", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("scenario", String, primary_key=True),
    Column("breakdown", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("value", ExactDecimal, nullable=False),
    Column("upper", ExactDecimal),
    Column("unit", String, nullable=False),
    Column("published", String, nullable=False),
    Column("published_upper", String, nullable=False),
    Column("published_unit", String, nullable=False),
    Column("approximate", Boolean, nullable=False),
    Column("place", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("note_sv", Text, nullable=False),
    Column("note_en", Text, nullable=False),
    sqlite_with_rowid=False,  # rows lie in the order of their key, which is that in which they are asked for
)
"""Figures. What they refer to was checked when the data folder was read: with millions, the database need not again."""

missing = Table(
    "missing",
    metadata,
    Column("indicator", String, ForeignKey("indicator.id"), primary_key=True),
    Column("area", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("scenario", String, primary_key=True),
    Column("breakdown", String, primary_key=True),
    Column("source", String, ForeignKey("source.id"), primary_key=True),
    Column("mark", String, nullable=False),
    Column("reason_sv", Text, nullable=False),
    Column("reason_en", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("evidence", Text, nullable=False),
)

fact = Table(
    "fact",
    metadata,
    Column("id", String, primary_key=True),
    Column("about", String, nullable=False),
    Column("aspect", String, nullable=False),
    Column("answer_sv", Text, nullable=False),
    Column("answer_en", Text, nullable=False),
    Column("source", String, ForeignKey("source.id"), nullable=False),
    Column("place", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("aliases", Text, nullable=False),
)

gap = Table(
    "gap",
    metadata,
    Column("id", String, primary_key=True),
    Column("about", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("name_sv", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("answer_sv", Text, nullable=False),
    Column("answer_en", Text, nullable=False),
    Column("source", String, ForeignKey("source.id"), nullable=False),
    Column("place", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("aliases", Text, nullable=False),
)
