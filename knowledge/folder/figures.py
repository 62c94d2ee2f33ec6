"""observations.csv: the figures, each checked against its own evidence."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from decimal import Decimal, localcontext
from pathlib import Path

from knowledge.errors import Problems, Where
from knowledge.evidence import fault
from knowledge.folder.dates import is_period
from knowledge.folder.files import Reader, Row
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
from knowledge.folder.streaming import stream
from knowledge.model import PUBLISHED_UNITS, SCENARIOS, UNNAMED, Indicator, Observation, Text

COLUMNS = (
    *("indicator", "area", "period", "scenario", "breakdown", "value", "upper", "unit", "approximate"),
    *("place", "evidence", "note_sv", "note_en"),
)
KEY = COLUMNS[:5]
"""The columns that say what a figure is of."""
_NUMBER = re.compile(
    r"(?P<sign>[-+\u2212\u2013]?) ?(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+)|\.(?P<dotted>[0-9]{1,2}|[0-9]{4,}))?"
)
_DIGITS = 40
_TRUTHS = {"true": True, "sant": True, "false": False, "falskt": False}


def number(text: str) -> Decimal | None:
    """The exact number that `text` is.

    Returns:
        The number of "−11,8", "398 262 434" or "5.5"; None where it is none, and for "1.234", which may be thousands.
    """
    found = _NUMBER.fullmatch(" ".join(text.split()))
    if not found:
        return None
    decimals = found["decimals"] or found["dotted"] or ""
    digits = found["whole"].replace(" ", "")
    if len(digits) + len(decimals) > _DIGITS:
        return None
    sign = "-" if found["sign"] in {"-", "\u2212", "\u2013"} else ""
    return Decimal(f"{sign}{digits}.{decimals}" if decimals else f"{sign}{digits}")


def in_base_unit(value: Decimal, unit: str) -> Decimal:
    """A published value in its base unit, exactly, without trailing zeros: 11.8 mdkr -> 11800000000."""
    factor = PUBLISHED_UNITS[unit][1]
    if factor == 1 and (not value.as_tuple().exponent or value.as_tuple().digits[-1]):
        return value + 0 if value.is_zero() else value
    with localcontext(prec=4 * _DIGITS):
        scaled = value * factor
        return Decimal(format(scaled.normalize() + 0, "f"))


def read_observations(
    reader: Reader, folder: Path, indicators: dict[str, Indicator], areas: Container[str], seen: Seen
) -> Iterator[Observation]:
    """Read the figures of one source, one at a time.

    Args:
        reader: reads the file; notes what is wrong.
        folder: the source's folder; it need not have an observations.csv.
        indicators: those that may be named, by id.
        areas: the codes that may be named, besides `-`.
        seen: takes the keys of the figures.

    Yields:
        The figures that are in order, as in the file; of two that are the same both, with a problem.
    """
    path = folder / "observations.csv"
    if not path.exists():
        return
    for row in stream(reader, path, COLUMNS):
        before = len(reader.problems.found)
        observation = _observation(reader, row, folder.name, indicators, areas)
        if observation is not None and len(reader.problems.found) == before:
            seen.add(observation.key)
            yield observation
    if twice := seen.twice():
        for key, where, first in repeated(keys_of(reader, path, COLUMNS), twice):
            reader.problems.add(DuplicateKeyError(where, key=", ".join(filter(None, key)), first=first))


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
    approximate = _TRUTHS.get(row["approximate"].lower())
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
        published=_as_printed(row["value"]),
        published_upper=_as_printed(row["upper"]),
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


def _as_printed(cell: str) -> str:
    """A value as documents print it: white space folded and a real minus."""
    folded = " ".join(cell.split())
    return "\u2212" + folded[1:].lstrip() if folded[:1] in {"-", "\u2013", "\u2212"} and folded else folded
