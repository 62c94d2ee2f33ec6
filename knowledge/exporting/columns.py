"""What stands in the tables that are written: columns with their types and descriptions, and the rows of a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from knowledge.model import UNNAMED, Area, Fact, Gap, Indicator, Names, Observation, Source
from knowledge.store import Store

Kind = Literal["text", "decimal", "boolean"]
Value = str | Decimal | bool | None
Row = tuple[Value, ...]

SEPARATOR = "; "
"""Stands between several names in one cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its values, what they are, and the table whose key they are."""

    name: str
    kind: Kind
    description: str
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, title and description, its columns, those that make its key, and its rows."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Store], Iterator[Row]]


def _text(name: str, description: str, refers_to: str = "") -> Column:
    """A column of texts."""
    return Column(name, "text", description, refers_to)


def _joined(names: Names) -> str:
    """Names in one cell."""
    return SEPARATOR.join(names.all())


def _source(source: Source) -> Row:
    """A source as a row."""
    return (
        source.id,
        source.title.sv,
        source.title.en,
        source.publisher,
        source.published,
        source.published_note.sv or None,
        source.url,
        source.file,
        source.sha256,
    )


def _area(area: Area) -> Row:
    """An area as a row."""
    return area.code, area.kind, area.name, area.label("en"), area.official_name or None, area.parent


def _indicator(indicator: Indicator) -> Row:
    """An indicator as a row."""
    return (
        indicator.id,
        indicator.name.sv,
        indicator.name.en,
        indicator.unit,
        indicator.theme or None,
        indicator.definition.sv or None,
        indicator.definition.en or None,
        indicator.caveat.sv or None,
        indicator.caveat.en or None,
        _joined(indicator.aliases) or None,
    )


def _observation(observation: Observation) -> Row:
    """An observation as a row."""
    return (
        observation.indicator,
        observation.area if observation.area != UNNAMED else None,
        observation.period or None,
        observation.scenario,
        observation.breakdown or None,
        observation.value,
        observation.upper,
        observation.unit,
        observation.published,
        observation.published_upper or None,
        observation.published_unit,
        observation.approximate,
        observation.source,
        observation.place,
        observation.evidence,
        observation.note.sv or None,
        observation.note.en or None,
    )


def _fact(fact: Fact) -> Row:
    """A fact as a row."""
    return fact.id, fact.about, fact.answer.sv, fact.answer.en, fact.source, fact.place, fact.evidence


def _gap(gap: Gap) -> Row:
    """A gap as a row."""
    return (
        gap.id,
        gap.reason,
        gap.name.sv,
        gap.name.en,
        gap.answer.sv,
        gap.answer.en,
        gap.source,
        gap.place,
        gap.evidence,
    )


_ID = _text("id", "The key")
_PLACE = _text("place", "Where in the source it stands: slide, table, row")
_EVIDENCE = _text("evidence", "The shortest fragment of the source that holds it, at most 80 characters")
_FROM = _text("source", "The source it stands in", "sources")
_NAMES = (_text("name_sv", "Name in Swedish"), _text("name_en", "Name in English"))
_ANSWERS = (_text("answer_sv", "What it says, in Swedish"), _text("answer_en", "What it says, in English"))

TABLES = (
    Table(
        "sources",
        "Sources",
        "The documents and data sets that the figures come from",
        (
            _ID,
            _text("title_sv", "Title in Swedish"),
            _text("title_en", "Title in English"),
            _text("publisher", "Who published it; empty where the document does not say"),
            _text("published", "When, as an ISO date; empty where the document does not say"),
            _text("published_note", "What is known of its date, in Swedish"),
            _text("url", "Where it can be had"),
            _text("file", "The file that was read"),
            _text("sha256", "The SHA-256 of that file"),
        ),
        ("id",),
        lambda store: map(_source, store.sources.values()),
    ),
    Table(
        "areas",
        "Areas",
        "Regions by SCB's county code, the nation (00), municipalities, and other places that are known",
        (
            _text("code", "The key: SCB's code, or an organisation's or country's"),
            _text("kind", "region, nation, organisation, country or municipality"),
            *_NAMES,
            _text("official_name", "The region's own name"),
            _text("parent", "Of a municipality, its region", "areas"),
        ),
        ("code",),
        lambda store: map(_area, store.areas.values()),
    ),
    Table(
        "indicators",
        "Indicators",
        "What is measured",
        (
            _ID,
            *_NAMES,
            _text("unit", "The unit of its values: SEK, percent, days, persons, …"),
            _text("theme", "What it is about"),
            _text("definition_sv", "Definition in Swedish"),
            _text("definition_en", "Definition in English"),
            _text("caveat_sv", "What the source says against its own figure, in Swedish"),
            _text("caveat_en", "The same in English"),
            _text("aliases", "Other names, with semicolons between them"),
        ),
        ("id",),
        lambda store: map(_indicator, store.indicators.values()),
    ),
    Table(
        "observations",
        "Observations",
        "The figures: value in the base unit, as published, and where each stands",
        (
            _text("indicator", "What is measured", "indicators"),
            _text("area", "Of which area; empty where the document does not name the region", "areas"),
            _text("period", "ISO: 2024, 2022-10, 2024/2026; empty where the document does not say"),
            _text("scenario", "outcome, budget, forecast, deviation, plan, target or grant"),
            _text("breakdown", "Which kind within the indicator, such as an age group"),
            Column("value", "decimal", "The value in the base unit; of a range, its lower end"),
            Column("upper", "decimal", "The upper end of a range"),
            _text("unit", "The base unit; money is in whole kronor"),
            _text("published", "The value as the source prints it"),
            _text("published_upper", "The upper end as the source prints it"),
            _text("published_unit", "The unit as the source prints it: kr, tkr, mnkr, mdkr, …"),
            Column("approximate", "boolean", "Whether the source says that it is approximate"),
            _FROM,
            _PLACE,
            _EVIDENCE,
            _text("note_sv", "A note of the source, in Swedish"),
            _text("note_en", "The same in English"),
        ),
        (),
        lambda store: map(_observation, store.every_observation()),
    ),
    Table(
        "facts",
        "Facts",
        "What the documents say in words, in the editors' own wording",
        (_ID, _text("about", "What it is about"), *_ANSWERS, _FROM, _PLACE, _EVIDENCE),
        ("id",),
        lambda store: map(_fact, store.facts.values()),
    ),
    Table(
        "gaps",
        "Gaps",
        "What a document shows or names without a figure",
        (_ID, _text("reason", "no_figure, not_split or uncertain"), *_NAMES, *_ANSWERS, _FROM, _PLACE, _EVIDENCE),
        ("id",),
        lambda store: map(_gap, store.gaps.values()),
    ),
)
"""All tables, each after those that it refers to."""
