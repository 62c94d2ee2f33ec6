"""The review file: a row a proposed figure, which an editor decides in a spreadsheet or in the terminal.

A CSV with semicolons and a byte order mark, which Excel in Swedish opens as it is. It is saved whole or not at all, so
that whoever is interrupted goes on where they were. What a spreadsheet does to it is undone on reading: the zero of
area 01, the words for true and false, months written out, an apostrophe before what may be taken for a formula.
"""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from knowledge.documents.errors import ReviewFileError
from knowledge.documents.proposal import Proposal
from knowledge.importers.periods import period_of

Decision = Literal["", "accept", "reject"]
_DECISIONS: dict[str, Decision] = {
    **dict.fromkeys(("", "-", "?"), ""),
    **dict.fromkeys(
        ("accept", "accepted", "a", "ja", "j", "yes", "y", "x", "ok", "godkänn", "godkänd", "ta med"), "accept"
    ),
    **dict.fromkeys(("reject", "rejected", "r", "nej", "n", "no", "avslå", "avslagen", "stryk", "förkasta"), "reject"),
}
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TRUE = ("true", "sant", "ja", "yes", "1", "x")
_PLAIN = ("number", "decision", "confidence", "value", "upper", "approximate", "sha256")
"""Columns whose cells may begin with a sign."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A proposed figure and what was decided about it; all as text, as observations.csv has it."""

    number: str
    decision: Decision
    confidence: str
    indicator: str
    name_sv: str
    name_en: str
    area: str
    period: str
    scenario: str
    breakdown: str
    value: str
    upper: str
    unit: str
    approximate: str
    place: str
    evidence: str
    note_sv: str
    note_en: str
    document: str
    sha256: str


COLUMNS = tuple(field.name for field in fields(Reviewed))


def reviewed(proposals: Iterable[Proposal], document: str, sha256: str) -> list[Reviewed]:
    """Proposals as rows on which nothing is decided.

    Args:
        proposals: in the order of the document.
        document: its file name.
        sha256: of the file.

    Returns:
        The rows.
    """
    return [
        Reviewed(
            number=str(number),
            decision="",
            confidence=f"{one.confidence:.2f}".replace(".", ","),
            indicator=one.indicator,
            name_sv=one.name,
            name_en="",
            area=one.area,
            period=one.period,
            scenario=one.scenario,
            breakdown=one.breakdown,
            value=_written(one.value),
            upper="" if one.upper is None else _written(one.upper),
            unit=one.unit,
            approximate="true" if one.approximate else "false",
            place=one.place,
            evidence=one.evidence,
            note_sv="",
            note_en="",
            document=document,
            sha256=sha256,
        )
        for number, one in enumerate(proposals, 1)
    ]


def save(rows: Sequence[Reviewed], path: Path) -> None:
    """Save a review as a whole: beside its place, synced, and put there in one step."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = asdict(row)
        writer.writerow([cells[name] if name in _PLAIN else _harmless(cells[name]) for name in COLUMNS])
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(b"\xef\xbb\xbf" + target.getvalue().encode())
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def read(path: Path) -> list[Reviewed]:
    """Read a review, also one that a spreadsheet saved.

    Args:
        path: the file.

    Returns:
        Its rows.

    Raises:
        ReviewFileError: it is no review, or a decision is none.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ReviewFileError(path.name, ["there is no such file"]) from None
    except UnicodeDecodeError:
        text = path.read_bytes().decode("cp1252", errors="replace")
    first = text.splitlines()[0] if text.strip() else ""
    separator = next((mark for mark in ";\t," if mark in first), ";")
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    lacking = [name for name in COLUMNS if name not in (lines.fieldnames or ())]
    if lacking:
        raise ReviewFileError(path.name, [f"the column '{name}' is missing" for name in lacking])
    problems: list[str] = []
    found: list[Reviewed] = []
    for number, line in enumerate(lines, 1):
        cells = {name: _plain(line.get(name) or "") for name in COLUMNS}
        if not any(cells.values()):
            continue
        decision = _DECISIONS.get(cells["decision"].casefold())
        if decision is None:
            problems.append(f"row {number}: '{cells['decision']}' is no decision (write accept, reject or nothing)")
            continue
        found.append(_mended(Reviewed(**{**cells, "decision": decision})))  # type: ignore[arg-type]
    if problems:
        raise ReviewFileError(path.name, problems)
    return found


def decided_above(rows: Iterable[Reviewed], share: float) -> list[Reviewed]:
    """Rows of which those undecided that are surer than a share are accepted."""
    return [
        replace(row, decision="accept") if not row.decision and confidence_of(row) >= share else row for row in rows
    ]


def confidence_of(row: Reviewed) -> float:
    """How sure a row is, 0 to 1."""
    try:
        return float(row.confidence.replace(",", "."))
    except ValueError:
        return 0.0


def _written(value: Decimal) -> str:
    """A number with all its digits and a decimal comma."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_RISKY) and text != "-" else text


def _plain(text: str) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    bare = " ".join(text.split())
    return bare[1:] if bare[:1] == "'" and bare[1:].lstrip(" ").startswith(_RISKY) else bare


def _mended(row: Reviewed) -> Reviewed:
    """A row without what a spreadsheet did to it."""
    area = f"0{row.area}" if re.fullmatch(r"[0-9]", row.area) else row.area
    period = row.period
    if period and not re.fullmatch(r"[0-9/-]+", period):
        period = period_of(re.sub(r"^([^\W\d_]+)\.?-([0-9]{2})$", r"\1 20\2", period)) or period
    approximate = "true" if row.approximate.casefold() in _TRUE else "false"
    return replace(row, area=area, period=period, approximate=approximate)
