"""observations.csv: the figures, each checked against its own evidence."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from decimal import Decimal, localcontext
from pathlib import Path

from knowledge.errors import Where
from knowledge.evidence import fault
from knowledge.folder.dates import is_period
from knowledge.folder.files import Reader, Row
from knowledge.folder.kept import MANY
from knowledge.folder.refusals import (
    ChoiceError,
    ContradictionError,
    DuplicateKeyError,
    EvidenceError,
    EvidenceLengthError,
    MissingKeyError,
    NumberError,
    OrderError,
    PeriodError,
    RangeError,
    UnitMismatchError,
    UnknownAreaError,
    UnknownReferenceError,
)
from knowledge.folder.sources import EVIDENCE_LIMIT
from knowledge.folder.streaming import stream
from knowledge.model import PUBLISHED_UNITS, SCENARIOS, UNNAMED, Indicator, Observation, Text

COLUMNS = (
    *("indicator", "area", "period", "scenario", "breakdown", "value", "upper", "unit", "approximate"),
    *("place", "evidence", "note_sv", "note_en"),
)
_NUMBER = re.compile(
    r"(?P<sign>[-+\u2212\u2013]?) ?(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+)|\.(?P<dotted>[0-9]{1,2}|[0-9]{4,}))?"
)
_PLAIN = re.compile(r"0|[1-9][0-9]{0,14}|(?:0|[1-9][0-9]{0,14}),[0-9]{0,9}[1-9]")
_AS_PRINTED = frozenset(unit for unit, (_, factor) in PUBLISHED_UNITS.items() if factor == 1)
_NO_NOTE = Text()
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
    with localcontext(prec=4 * _DIGITS):
        scaled = value * PUBLISHED_UNITS[unit][1]
        return Decimal(format(scaled.normalize() + 0, "f"))


class Checked:
    """What was found to be in order in a row, so that the same is not looked at again in the next ones."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._kinds: set[tuple[str, ...]] = set()
        self._areas: set[str] = set()
        self._periods: set[str] = set()

    def knows(self, row: Row) -> bool:
        """Whether all that a row is a figure of was found to be in order."""
        cells = row.cells
        kind = (cells["indicator"], cells["scenario"], cells["breakdown"], cells["unit"])
        return kind in self._kinds and cells["area"] in self._areas and cells["period"] in self._periods

    def note(self, row: Row) -> None:
        """Note that it was."""
        self._kinds.add((row["indicator"], row["scenario"], row["breakdown"], row["unit"]))
        self._areas.add(row["area"])
        self._periods.add(row["period"])


def read_observations(
    reader: Reader,
    folder: Path,
    indicators: dict[str, Indicator],
    areas: Container[str],
    missing: Mapping[tuple[str, ...], Where],
) -> Iterator[Observation]:
    """Read the figures of one source.

    Args:
        reader: reads the file; notes what is wrong.
        folder: the source's folder; it need not have an observations.csv.
        indicators: those that may be named, by id.
        areas: the codes that may be named, besides `-`.
        missing: keys of figures that are said to be missing, with where that stands.

    Yields:
        The figures that are in order, as in the file.
    """
    path = folder / "observations.csv"
    checked = Checked()
    rows: dict[tuple[str, ...], int] | None = {}
    last: tuple[str, ...] = ()
    at = 0
    in_order = True
    for row in stream(reader, path, COLUMNS) if path.exists() else ():
        before = len(reader.problems.found)
        figure = _row_of_data(row, folder.name, checked) or _observation(
            reader, row, folder.name, indicators, areas, checked
        )
        if figure is None or len(reader.problems.found) > before:
            continue
        key = figure.key
        first = at if key == last else rows.get(key) if rows is not None else None
        if first is not None:
            named = ", ".join(part for part in key if part)
            reader.problems.add(DuplicateKeyError(row.where, key=named, first=first))
            continue
        if key in missing:
            reader.problems.add(ContradictionError(missing[key], key=", ".join(part for part in key if part)))
        in_order = in_order and key > last
        last, at = key, row.where.row or 0
        if rows is not None:
            rows[key] = row.where.row
            rows = rows if len(rows) < MANY else None
        if rows is None and not in_order:
            reader.problems.add(OrderError(row.where, many=MANY))
            return
        yield figure


def _row_of_data(row: Row, source: str, checked: Checked) -> Observation | None:
    """The figure of a row as services give them by the million, all of which is plain; None for any other row.

    It is plain where its kind is known to be in order and the evidence is a row of fields, one of which is the number.

    Args:
        row: any row.
        source: the source's id.
        checked: what is known to be in order.

    Returns:
        The figure, or None.
    """
    cells = row.cells
    value, unit, evidence = cells["value"], cells["unit"], cells["evidence"]
    if (
        unit not in _AS_PRINTED
        or cells["approximate"] != "false"
        or cells["upper"]
        or not _PLAIN.fullmatch(value)
        or len(evidence) > EVIDENCE_LIMIT
        or value.replace(",", ".") not in evidence.replace(",", ".").split(";")
        or not cells["place"]
        or not checked.knows(row)
    ):
        return None
    return Observation(
        cells["indicator"],
        cells["area"],
        cells["period"],
        cells["scenario"],
        cells["breakdown"],
        Decimal(value.replace(",", ".")),
        None,
        PUBLISHED_UNITS[unit][0],
        value,
        "",
        unit,
        False,
        cells["place"],
        evidence,
        source,
        Text(cells["note_sv"], cells["note_en"]) if cells["note_sv"] or cells["note_en"] else _NO_NOTE,
    )


def _observation(
    reader: Reader,
    row: Row,
    source: str,
    indicators: dict[str, Indicator],
    areas: Container[str],
    checked: Checked,
) -> Observation | None:
    """One figure; None (and problems) where it cannot be used."""
    problems = reader.problems
    for column in ("indicator", "area", "scenario", "value", "unit", "approximate", "place", "evidence"):
        if not row[column]:
            problems.add(MissingKeyError(row.at(column), key=column))
            return None
    if not checked.knows(row):
        before = len(problems.found)
        _check_unit(reader, row, check_slots(reader, row, indicators, areas))
        if len(problems.found) == before:
            checked.note(row)
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
