"""What is held: indicators, areas, sources, facts, and the stored figures with where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from knowledge.model import UNNAMED, Area, Fact, Indicator, Observation, Source, Text
from knowledge.store import Store


def texts(text: Text) -> dict[str, str | None]:
    """One text in both languages."""
    return {"sv": text.sv or None, "en": text.en or None}


def indicator_data(indicator: Indicator, store: Store) -> dict[str, Any]:
    """What is measured, and for which slots figures are held."""
    held = store.holdings(indicator.id)
    return {
        "id": indicator.id,
        "name": texts(indicator.name),
        "unit": indicator.unit,
        "theme": indicator.theme or None,
        "definition": texts(indicator.definition),
        "caveat": texts(indicator.caveat),
        "breakdowns": [{"id": kind.id, "name": texts(kind.name)} for kind in indicator.breakdowns],
        "derived_from": list(indicator.derived.of) if indicator.derived else [],
        "holdings": {
            "areas": [area for area in held.areas if area != UNNAMED],
            "periods": list(filter(None, held.periods)),
            "scenarios": list(held.scenarios),
            "breakdowns": list(filter(None, held.breakdowns)),
        },
    }


def area_data(area: Area) -> dict[str, Any]:
    """A place for which figures are held."""
    return {
        "code": area.code,
        "kind": area.kind,
        "name": {"sv": area.label("sv"), "en": area.label("en")},
        "official_name": area.official_name or None,
    }


def source_data(source: Source, store: Store) -> dict[str, Any]:
    """A document, and what is held from it."""
    held = (figure.indicator for figure in all_observations(store) if figure.source == source.id)
    return {
        "id": source.id,
        "title": texts(source.title),
        "file": source.file,
        "sha256": source.sha256,
        "publisher": source.publisher,
        "published": source.published,
        "published_note": texts(source.published_note),
        "url": source.url,
        "indicators": list(dict.fromkeys(held)),
    }


def fact_data(fact: Fact) -> dict[str, Any]:
    """What a document says in words."""
    return {
        "id": fact.id,
        "about": fact.about,
        "answer": texts(fact.answer),
        "source": fact.source,
        "place": fact.place,
        "evidence": fact.evidence,
    }


def observation_data(figure: Observation) -> dict[str, Any]:
    """A stored figure: exact in its base unit, as it was published, and where."""
    return {
        "indicator": figure.indicator,
        "area": None if figure.area == UNNAMED else figure.area,
        "period": figure.period or None,
        "scenario": figure.scenario,
        "breakdown": figure.breakdown or None,
        "value": number(figure.value),
        "upper": None if figure.upper is None else number(figure.upper),
        "exact": f"{figure.value:f}",
        "unit": figure.unit,
        "published": {
            "value": figure.published,
            "upper": figure.published_upper or None,
            "unit": figure.published_unit,
        },
        "approximate": figure.approximate,
        "source": figure.source,
        "place": figure.place,
        "evidence": figure.evidence,
        "note": texts(figure.note),
    }


def all_observations(store: Store) -> Iterable[Observation]:
    """All stored figures, in a fixed order."""
    return (figure for indicator in store.indicators for figure in store.observations(indicator))


def held_areas(store: Store) -> list[Area]:
    """The areas for which figures are held, in the order of their codes."""
    held = {figure.area for figure in all_observations(store)}
    return [area for code, area in sorted(store.areas.items()) if code in held]


def number(value: Decimal) -> int | float:
    """An exact number for JSON: whole numbers as integers."""
    return int(value) if value == value.to_integral_value() else float(value)
