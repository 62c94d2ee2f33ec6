"""missing.csv: the figures that a source names and does not give, so that the bot can say so."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from knowledge.folder.figures import check_slots, keys_of
from knowledge.folder.files import Reader, Row
from knowledge.folder.quick import COLUMNS
from knowledge.folder.refusals import ContradictionError, DuplicateKeyError, EvidenceLengthError, MissingKeyError
from knowledge.folder.seen import Seen, repeated
from knowledge.folder.sources import EVIDENCE_LIMIT
from knowledge.folder.streaming import stream
from knowledge.model import Indicator, MissingFigure, Text

MISSING_COLUMNS = (
    *("indicator", "area", "period", "scenario", "breakdown", "mark", "reason_sv", "reason_en"),
    *("place", "evidence"),
)
_REQUIRED = ("indicator", "area", "scenario", "reason_sv", "place", "evidence")


def read_missing(
    reader: Reader, folder: Path, indicators: dict[str, Indicator], areas: Container[str], held: Seen
) -> Iterator[MissingFigure]:
    """Read the missing figures of one source, one at a time.

    Args:
        reader: reads the file; notes what is wrong.
        folder: the source's folder; it need not have a missing.csv.
        indicators: those that may be named, by id.
        areas: the codes that may be named, besides `-`.
        held: the keys of the source's figures, none of which may be missing too.

    Yields:
        The missing figures that are in order, as in the file.
    """
    path = folder / "missing.csv"
    if not path.exists():
        return
    seen = Seen()
    for row in stream(reader, path, MISSING_COLUMNS):
        before = len(reader.problems.found)
        missing = _missing(reader, row, folder.name, indicators, areas)
        if missing is not None and len(reader.problems.found) == before:
            seen.add(missing.key)
            yield missing
    if twice := seen.twice():
        for key, where, first in repeated(keys_of(reader, path, MISSING_COLUMNS), twice):
            reader.problems.add(DuplicateKeyError(where, key=", ".join(filter(None, key)), first=first))
    if both := seen.common(held):
        figures = {key for key, _ in keys_of(reader, folder / "observations.csv", COLUMNS) if hash(key) in both}
        for key, where in keys_of(reader, path, MISSING_COLUMNS):
            if key in figures:
                reader.problems.add(ContradictionError(where, key=", ".join(filter(None, key))))


def _missing(
    reader: Reader, row: Row, source: str, indicators: dict[str, Indicator], areas: Container[str]
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
