"""How subjects stand to each other and to the map: the same in another unit, rows of one table, regional figures."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.catalogue import Catalogue
from knowledge.model import NATION, UNNAMED, Indicator, Table
from knowledge.subjects import Subject

OECD = "OECD"
_NO_REGIONS = frozenset((NATION, UNNAMED, OECD))
_MANY_AREAS = 4
_LONG = 12
"""Words of so many letters stand in the names of few things."""
_CHANGES = ("ökning", "förändring", "minskning", "högre", "överskattning")


def sibling(catalogue: Catalogue, indicator: Indicator, unit: str) -> list[Subject]:
    """The indicator of another unit whose id differs from this one's in its last word, or that shares its names."""
    stem = indicator.id.rsplit("_", 1)[0]
    others = [
        other
        for other in catalogue.store.indicators.values()
        if other.id != indicator.id and other.unit == unit and other.theme == indicator.theme
    ]
    found = [other for other in others if other.id.rsplit("_", 1)[0] == stem]
    if not found and others:
        own = _long_words(indicator)
        sharing = [other for other in others if not own.isdisjoint(_long_words(other))]
        found = sharing if len(sharing) == 1 else []
    return [catalogue.subject(f"indicator:{other.id}") for other in found]


def _long_words(indicator: Indicator) -> set[str]:
    """The long words of an indicator's names, which tell what it is of: kompetensförsörjning, egenanställda."""
    texts = (indicator.name.sv, *indicator.aliases.all())
    return {word for text in texts for word in text.casefold().split() if len(word) >= _LONG and word.isalpha()}


def is_change(indicator: Indicator) -> bool:
    """Whether the figures are changes themselves, so that "hur många fler" asks for the figure as it stands."""
    name = indicator.name.sv.casefold()
    return any(word in name for word in _CHANGES)


def is_change_by_name(indicator: Indicator) -> bool:
    """Whether a change is what an indicator is called, and not only what it measures: no "Inflation (… förändring)"."""
    name = indicator.name.sv.casefold().partition("(")[0]
    return any(word in name for word in _CHANGES)


def regions_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Those areas that are regions with a name."""
    return tuple(code for code in codes if code not in _NO_REGIONS)


def is_regional(catalogue: Catalogue, subject: Subject) -> bool:
    """Whether a subject is an indicator with figures for several regions."""
    if not isinstance(subject.item, Indicator):
        return False
    held = catalogue.held_areas(subject.item.id)
    return len(held) - len(held & _NO_REGIONS) > 1


def has_many_areas(catalogue: Catalogue, indicator: str) -> bool:
    """Whether an indicator is held for so many areas that a question about it usually names one."""
    return len(catalogue.holdings(indicator).areas) >= _MANY_AREAS


def is_total(catalogue: Catalogue, subject: Subject) -> bool:
    """Whether a subject is the sum of some table."""
    return any(table.total == subject.id for table in catalogue.store.tables.values())


def is_row(catalogue: Catalogue, subject: Subject) -> bool:
    """Whether a subject is one row of some table, and not its sum."""
    return (
        isinstance(subject.item, Indicator) and bool(tables_of(catalogue, subject)) and not is_total(catalogue, subject)
    )


def tables_of(catalogue: Catalogue, subject: Subject) -> set[str]:
    """The tables that a subject is, stands in or is the sum of."""
    if isinstance(subject.item, Table):
        return {subject.id}
    if isinstance(subject.item, Indicator):
        totals = {table.id for table in catalogue.store.tables.values() if table.total == subject.id}
        return {*subject.item.groups, *totals}
    return set()
