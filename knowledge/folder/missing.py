"""missing.csv: the figures that a source names and does not give, so that the bot can say so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from knowledge.errors import Where
from knowledge.folder.figures import check_slots
from knowledge.folder.files import Reader, Row
from knowledge.folder.refusals import DuplicateKeyError, EvidenceLengthError, MissingKeyError
from knowledge.folder.sources import EVIDENCE_LIMIT
from knowledge.folder.streaming import stream
from knowledge.model import Area, Indicator, MissingFigure, Text

MISSING_COLUMNS = (
    *("indicator", "area", "period", "scenario", "breakdown", "mark", "reason_sv", "reason_en"),
    *("place", "evidence"),
)
_REQUIRED = ("indicator", "area", "scenario", "reason_sv", "place", "evidence")


def read_missing(
    reader: Reader,
    folder: Path,
    indicators: dict[str, Indicator],
    areas: Mapping[str, Area],
) -> list[tuple[MissingFigure, Where]]:
    """Read the missing figures of one source.

    Args:
        reader: reads the file; notes what is wrong.
        folder: the source's folder; it need not have a missing.csv.
        indicators: those that may be named, by id.
        areas: those that may be named, by code, besides `-`.

    Returns:
        The missing figures that are in order, as in the file, each with where it stands.
    """
    path = folder / "missing.csv"
    found: list[tuple[MissingFigure, Where]] = []
    rows: dict[tuple[str, ...], int] = {}
    for row in stream(reader, path, MISSING_COLUMNS) if path.exists() else ():
        before = len(reader.problems.found)
        missing = _missing(reader, row, folder.name, indicators, areas)
        if missing is None or len(reader.problems.found) > before:
            continue
        key = ", ".join(part for part in missing.key if part)
        if missing.key in rows:
            reader.problems.add(DuplicateKeyError(row.where, key=key, first=rows[missing.key]))
        else:
            rows[missing.key] = row.where.row
            found.append((missing, row.where))
    return found


def _missing(
    reader: Reader, row: Row, source: str, indicators: dict[str, Indicator], areas: Mapping[str, Area]
) -> MissingFigure | None:
    """One missing figure; None (and a problem) where a cell that must be filled is empty."""
    for column in _REQUIRED:
        if not row[column]:
            reader.problems.add(MissingKeyError(row.at(column), key=column))
            return None
    check_slots(reader, row, indicators, areas)
    evidence = " ".join(row["evidence"].split())
    if len(evidence) > EVIDENCE_LIMIT:
        reader.problems.add(EvidenceLengthError(row.at("evidence"), length=len(evidence), limit=EVIDENCE_LIMIT))
    return MissingFigure(
        indicator=row["indicator"],
        area=row["area"],
        period=row["period"],
        scenario=row["scenario"],
        breakdown=row["breakdown"],
        mark=row["mark"],
        reason=Text(row["reason_sv"], row["reason_en"]),
        place=" ".join(row["place"].split()),
        evidence=evidence,
        source=source,
    )
