"""observations.csv: the figures, each checked against its own evidence."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from knowledge.errors import Problems, Where
from knowledge.evidence import fault
from knowledge.folder import kept
from knowledge.folder.dates import is_period
from knowledge.folder.files import Reader, Row
from knowledge.folder.quantities import as_printed, in_base_unit, number
from knowledge.folder.quick import COLUMNS, TRUTHS, QuickCheck
from knowledge.folder.refusals import (
    ChoiceError,
    DuplicateKeyError,
    EvidenceError,
    EvidenceLengthError,
    MissingKeyError,
    NumberError,
    PeriodError,
    RangeError,
    UnitMismatchError,
    UnknownAreaError,
    UnknownReferenceError,
)
from knowledge.folder.seen import Seen, repeated
from knowledge.folder.sources import EVIDENCE_LIMIT
from knowledge.folder.streaming import batches, stream
from knowledge.model import PUBLISHED_UNITS, SCENARIOS, UNNAMED, Indicator, Observation, Text

KEY = COLUMNS[:5]
"""The columns that say what a figure is of."""


def read_observations(
    reader: Reader, folder: Path, indicators: dict[str, Indicator], areas: Container[str], seen: Seen
) -> Iterator[list[kept.Row]]:
    """Read the figures of one source, some thousands at a time.

    Args:
        reader: reads the file; notes what is wrong.
        folder: the source's folder; it need not have an observations.csv.
        indicators: those that may be named, by id.
        areas: the codes that may be named, besides `-`.
        seen: takes the keys of the figures.

    Yields:
        The figures that are in order, as in the file, and as the database keeps them; of two that are the same both,
        with a problem.
    """
    path = folder / "observations.csv"
    if not path.exists():
        return
    quick = QuickCheck(folder.name, indicators, areas)
    for batch in batches(reader, path, COLUMNS):
        checked = quick.rows(batch)
        found = [row for row in checked if row is not None]
        if len(found) < len(checked):
            closely = (
                row if row is not None else looked_at(reader, batch.row(at), folder.name, indicators, areas)
                for at, row in enumerate(checked)
            )
            found = [row for row in closely if row is not None]
        seen.add_all(found)
        yield found
    if twice := seen.twice():
        for key, where, first in repeated(keys_of(reader, path, COLUMNS), twice):
            reader.problems.add(DuplicateKeyError(where, key=", ".join(filter(None, key)), first=first))


def looked_at(
    reader: Reader, row: Row | None, source: str, indicators: dict[str, Indicator], areas: Container[str]
) -> kept.Row | None:
    """One row by all checks; None where it is empty, or something is wrong with it."""
    if row is None:
        return None
    before = len(reader.problems.found)
    observation = _observation(reader, row, source, indicators, areas)
    return None if observation is None or len(reader.problems.found) > before else kept.row_of(observation)


def keys_of(reader: Reader, path: Path, columns: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Where]]:
    """The keys of a file's rows.

    Args:
        reader: names the file.
        path: the file, which was read before.
        columns: its columns.

    Yields:
        Each key, and its place.
    """
    for row in stream(Reader(reader.folder, Problems(), laid_over=reader.laid_over), path, columns):
        yield tuple(row[slot] for slot in KEY), row.where


def _observation(
    reader: Reader, row: Row, source: str, indicators: dict[str, Indicator], areas: Container[str]
) -> Observation | None:
    """One figure; None (and problems) where it cannot be used."""
    problems = reader.problems
    for column in ("indicator", "area", "scenario", "value", "unit", "approximate", "place", "evidence"):
        if not row[column]:
            problems.add(MissingKeyError(row.at(column), key=column))
            return None
    indicator = check_slots(reader, row, indicators, areas)
    _check_unit(reader, row, indicator)
    value, upper = number(row["value"]), number(row["upper"]) if row["upper"] else None
    for column, parsed in (("value", value), ("upper", upper)):
        if row[column] and parsed is None:
            problems.add(NumberError(row.at(column), value=row[column]))
    approximate = TRUTHS.get(row["approximate"].lower())
    if approximate is None:
        where = row.at("approximate")
        problems.add(ChoiceError(where, value=row["approximate"], name="yes or no", allowed="true, false"))
    evidence = " ".join(row["evidence"].split())
    if len(evidence) > EVIDENCE_LIMIT:
        problems.add(EvidenceLengthError(row.at("evidence"), length=len(evidence), limit=EVIDENCE_LIMIT))
    unit = row["unit"]
    if unit not in PUBLISHED_UNITS or value is None or approximate is None:
        return None
    for column, parsed in (("value", value), ("upper", upper)):
        if parsed is not None and (reason := fault(parsed, unit, row["evidence"])):
            where = row.at(column)
            problems.add(EvidenceError(where, value=row[column], unit=unit, evidence=evidence, reason=reason))
    if upper is not None and upper < value:
        problems.add(RangeError(row.at("upper"), upper=row["upper"], value=row["value"]))
    return Observation(
        indicator=row["indicator"],
        area=row["area"],
        period=row["period"],
        scenario=row["scenario"],
        breakdown=row["breakdown"],
        value=in_base_unit(value, unit),
        upper=None if upper is None else in_base_unit(upper, unit),
        unit=PUBLISHED_UNITS[unit][0],
        published=as_printed(row["value"]),
        published_upper=as_printed(row["upper"]),
        published_unit=unit,
        approximate=approximate,
        place=" ".join(row["place"].split()),
        evidence=evidence,
        source=source,
        note=Text(row["note_sv"], row["note_en"]),
    )


def check_slots(reader: Reader, row: Row, indicators: dict[str, Indicator], areas: Container[str]) -> Indicator | None:
    """Refuse an indicator, area, period, scenario or breakdown that is not known or does not fit.

    Args:
        reader: notes what is wrong.
        row: names them.
        indicators: those that may be named, by id.
        areas: the codes that may be named, besides `-`.

    Returns:
        The indicator, None where there is none of that id.
    """
    problems = reader.problems
    indicator = indicators.get(row["indicator"])
    if indicator is None:
        where, name = row.at("indicator"), row["indicator"]
        problems.add(UnknownReferenceError(where, known=indicators, kind="indicator", value=name))
    if row["area"] != UNNAMED and row["area"] not in areas:
        problems.add(UnknownAreaError(row.at("area"), value=row["area"]))
    if row["period"] and not is_period(row["period"]):
        problems.add(PeriodError(row.at("period"), value=row["period"]))
    if row["scenario"] not in SCENARIOS:
        where, options = row.at("scenario"), ", ".join(SCENARIOS)
        problems.add(ChoiceError(where, known=SCENARIOS, value=row["scenario"], name="scenario", allowed=options))
    breakdowns = [breakdown.id for breakdown in indicator.breakdowns] if indicator is not None else []
    if indicator is not None and row["breakdown"] and row["breakdown"] not in breakdowns:
        where, name = row.at("breakdown"), row["breakdown"]
        kind = f"breakdown of '{indicator.id}'"
        problems.add(UnknownReferenceError(where, known=breakdowns, kind=kind, value=name))
    return indicator


def _check_unit(reader: Reader, row: Row, indicator: Indicator | None) -> None:
    """Refuse a unit that is not known or does not fit."""
    problems, unit = reader.problems, row["unit"]
    if unit not in PUBLISHED_UNITS:
        options = ", ".join(PUBLISHED_UNITS)
        problems.add(ChoiceError(row.at("unit"), known=PUBLISHED_UNITS, value=unit, name="unit", allowed=options))
    elif indicator is not None and PUBLISHED_UNITS[unit][0] != indicator.unit:
        fitting = ", ".join(name for name, (base, _) in PUBLISHED_UNITS.items() if base == indicator.unit)
        where = row.at("unit")
        problems.add(UnitMismatchError(where, value=unit, indicator=indicator.id, base=indicator.unit, allowed=fitting))
