"""What the folder's YAML says of indicators and tables; `Subjects` gathers everything that is asked for by name."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.errors import DataError, Problems, Where
from knowledge.folder.dates import is_period
from knowledge.folder.fields import Fields, mappings
from knowledge.folder.files import Reader
from knowledge.folder.refusals import (
    CircularDerivationError,
    DuplicateIdError,
    EmptyTableError,
    PeriodError,
    ShapeError,
    UnknownAreaError,
    UnknownReferenceError,
)
from knowledge.hashing import is_data_file
from knowledge.model import (
    BASE_UNITS,
    SCENARIOS,
    UNNAMED,
    Breakdown,
    Derivation,
    Fact,
    Gap,
    Indicator,
    Preset,
    Source,
    Table,
)

OPERATIONS = ("sum", "difference")
_SLOTS = ("area", "period", "scenario", "breakdown")
_NONE = Derivation("sum", ())


@dataclass(slots=True)
class Subjects:
    """Everything that is asked for by name, in the folder's order, and where each was defined."""

    indicators: dict[str, Indicator] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)
    places: dict[tuple[str, str], Where] = field(default_factory=dict)
    references: list[tuple[Where, str]] = field(default_factory=list)
    """Indicators that others are derived from, and where that is written."""

    def place(self, kind: str, name: str, item: Fields) -> bool:
        """Note where a subject is defined; False (and a problem) where its id is missing or taken."""
        other = self.places.get((kind, name))
        if other:
            item.problems.add(DuplicateIdError(item.at("id"), kind=kind, value=name, other=other))
            return False
        if name:
            self.places[kind, name] = item.at()
        return bool(name)


def read_indicators(reader: Reader, subjects: Subjects, areas: Container[str]) -> None:
    """Read indicators/*.yaml, files in the order of their names, into `subjects`."""
    for path in sorted((reader.folder / "indicators").glob("*.yaml")):
        if not is_data_file(path.name):
            continue
        for item in mappings(reader.yaml(path), reader.name(path), reader.problems):
            indicator = _indicator(item, areas)
            subjects.references += [(item.at("derived"), of) for of in (indicator.derived or _NONE).of]
            if subjects.place("indicator", indicator.id, item):
                subjects.indicators[indicator.id] = indicator


def refuse_derivations(subjects: Subjects, problems: Problems) -> None:
    """Note derived indicators that name none, or themselves; once the indicators of every folder are read."""
    for where, name in subjects.references:
        if name not in subjects.indicators:
            problems.add(UnknownReferenceError(where, known=subjects.indicators, kind="indicator", value=name))
    for problem in _circles(subjects):
        problems.add(problem)


def _indicator(item: Fields, areas: Container[str]) -> Indicator:
    """One indicator; what is wrong with it is noted in the item's problems."""
    breakdowns = []
    for inner in item.items("breakdowns"):
        breakdowns.append(Breakdown(inner.identifier(), inner.text("name", required=True), inner.names("aliases")))
        inner.close()
    names = [breakdown.id for breakdown in breakdowns]
    for name in {name for name in names if names.count(name) > 1}:
        item.problems.add(DuplicateIdError(item.at("breakdowns"), kind="breakdown", value=name, other="its neighbour"))
    presets = []
    for inner in item.items("presets"):
        slots = inner.pairs("set", _SLOTS, required=True)
        _check_slots(inner, "set", slots, areas, names)
        presets.append(Preset(slots, inner.own_names()))
        inner.close()
    series = item.strings("series")
    for name in series:
        if name not in names:
            where = item.at("series")
            item.problems.add(UnknownReferenceError(where, known=names, kind="breakdown of this indicator", value=name))
    default = item.pairs("default", _SLOTS)
    _check_slots(item, "default", default, areas, names)
    indicator = Indicator(
        id=item.identifier(),
        name=item.text("name", required=True),
        short=item.text("short", required=True),
        unit=item.choice("unit", "base unit", BASE_UNITS),
        theme=item.string("theme"),
        groups=item.strings("groups"),
        order=item.integer("order"),
        definition=item.text("definition"),
        caveat=item.text("caveat"),
        additive=item.boolean("additive"),
        default=default,
        breakdowns=tuple(breakdowns),
        series=series,
        aliases=item.names("aliases", required=True),
        presets=tuple(presets),
        derived=_derivation(item),
        total_by_sum=item.boolean("total_by_sum"),
    )
    item.close()
    return indicator


def read_tables(reader: Reader, subjects: Subjects) -> None:
    """Read tables.yaml, if there is one: tables whose rows are the indicators that name them under `groups`."""
    path = reader.folder / "tables.yaml"
    rows = _rows_of_tables(subjects)
    for item in mappings(reader.yaml(path), reader.name(path), reader.problems) if path.exists() else ():
        name = item.identifier()
        ordered = sorted(rows.get(name, ()), key=lambda indicator: indicator.order)
        table = Table(
            id=name,
            name=item.text("name", required=True),
            short=item.text("short", required=True),
            indicators=tuple(indicator.id for indicator in ordered),
            total=item.string("total") or None,
            aliases=item.names("aliases"),
        )
        item.close()
        if table.total and table.total not in subjects.indicators:
            where, total = item.at("total"), table.total
            known: Iterable[str] = subjects.indicators
            reader.problems.add(UnknownReferenceError(where, known=known, kind="indicator", value=total))
        if not table.indicators:
            reader.problems.add(EmptyTableError(item.at("id"), value=name))
        if subjects.place("table", name, item):
            subjects.tables[name] = table


def refuse_tables(subjects: Subjects, problems: Problems) -> None:
    """Note tables that indicators name and that are in no folder."""
    for name, indicators in _rows_of_tables(subjects).items():
        if name not in subjects.tables:
            for indicator in indicators:
                where, known = subjects.places["indicator", indicator.id], list(subjects.tables)
                problems.add(UnknownReferenceError(where, known=known, kind="table", value=name))


def _rows_of_tables(subjects: Subjects) -> dict[str, list[Indicator]]:
    """The indicators that name each table."""
    rows: dict[str, list[Indicator]] = {}
    for indicator in subjects.indicators.values():
        for name in indicator.groups:
            rows.setdefault(name, []).append(indicator)
    return rows


def _derivation(item: Fields) -> Derivation | None:
    """How a derived indicator is computed; None where it has figures of its own."""
    inner = item.fields("derived")
    if inner is None:
        return None
    derivation = Derivation(inner.choice("op", "operation", OPERATIONS), inner.strings("of", required=True))
    inner.close()
    if len(derivation.of) < 2:
        expected = "a list of two indicators or more"
        found = f"{len(derivation.of)} of them"
        item.problems.add(ShapeError(inner.at("of"), key="of", expected=expected, found=found))
    return derivation


def _check_slots(
    item: Fields, key: str, slots: tuple[tuple[str, str], ...], areas: Container[str], breakdowns: list[str]
) -> None:
    """Refuse slot values that name nothing."""
    inner = item.fields(key)
    if inner is None:
        return
    for slot, value in slots:
        where = inner.at(slot)
        if slot == "scenario":
            inner.choice("scenario", "scenario", SCENARIOS)
        elif slot == "area" and value not in areas and value != UNNAMED:
            item.problems.add(UnknownAreaError(where, value=value))
        elif slot == "period" and not is_period(value):
            item.problems.add(PeriodError(where, value=value))
        elif slot == "breakdown" and value and value not in breakdowns:
            item.problems.add(UnknownReferenceError(where, known=breakdowns, kind="breakdown", value=value))


def _circles(subjects: Subjects) -> Iterator[DataError]:
    """Derived indicators that depend on themselves."""
    for name in subjects.indicators:
        path, waiting = [name], [name]
        while waiting:
            derived = subjects.indicators[waiting.pop()].derived
            for other in derived.of if derived else ():
                if other == name:
                    route = " → ".join([*path, name])
                    yield CircularDerivationError(subjects.places["indicator", name], value=name, path=route)
                    waiting = []
                    break
                if other in subjects.indicators and other not in path:
                    path.append(other)
                    waiting.append(other)
