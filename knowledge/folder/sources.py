"""One source's folder: what it is, and the facts and gaps it holds."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.errors import Where
from knowledge.folder.dates import is_date, is_time
from knowledge.folder.fields import Fields, mapping, mappings
from knowledge.folder.files import Reader
from knowledge.folder.refusals import EvidenceLengthError, PeriodError, ShapeError, SourceFolderError, UnknownFileError
from knowledge.folder.subjects import Subjects
from knowledge.hashing import is_data_file
from knowledge.model import Extract, Fact, Gap, Source

EVIDENCE_LIMIT = 80
"""Characters that a quoted fragment may have."""

ASPECTS = (
    *("who", "when", "why", "what", "which", "where", "how", "how_long", "how_many", "list"),
    *("definition", "purpose", "condition"),
)
REASONS = ("no_figure", "not_split", "uncertain")
FILES = (
    *("source.yaml", "observations.csv", "missing.csv", "facts.yaml", "gaps.yaml", "checks.yaml"),
    *("import.yaml", "requests.csv"),
)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def read_source(reader: Reader, subjects: Subjects, folder: Path) -> Source | None:
    """Read source.yaml, facts.yaml and gaps.yaml of one source's folder into `subjects`.

    Args:
        reader: reads the files; notes what is wrong.
        subjects: takes what is read.
        folder: the source's folder.

    Returns:
        The source, None where its source.yaml cannot be used.
    """
    path = folder / "source.yaml"
    before = len(reader.problems.found)
    node = reader.yaml(path)
    if node is None and len(reader.problems.found) > before:
        return None
    item = mapping(node, reader.name(path), reader.problems)
    if item is None:
        return None
    source = Source(
        id=item.identifier(),
        file=item.string("file", required=True),
        sha256=item.string("sha256", required=True).lower(),
        title=item.text("title", required=True),
        publisher=item.string("publisher") or None,
        published=item.string("published") or None,
        published_note=item.text("published_note"),
        url=item.string("url") or None,
        aliases=item.names("aliases"),
        license=item.string("license") or None,
        attribution=item.text("attribution"),
        retrieved=item.string("retrieved") or None,
        origin=item.strings("origin"),
        rows=_extract(item),
        series=item.string("series") or None,
    )
    item.close()
    if source.id and source.id != folder.name:
        reader.problems.add(SourceFolderError(item.at("id"), value=source.id))
    _check_sha256(item, source.sha256)
    if source.retrieved and not is_time(source.retrieved):
        expected = "an ISO date and time such as 2026-11-26T08:15:00Z"
        where, found = item.at("retrieved"), f"'{source.retrieved}'"
        reader.problems.add(ShapeError(where, key="retrieved", expected=expected, found=found))
    if source.published and not is_date(source.published):
        reader.problems.add(PeriodError(item.at("published"), value=source.published))
    for entry in sorted(folder.iterdir()):
        known = (*FILES, source.file, *((source.rows.file,) if source.rows is not None else ()))
        if entry.name not in known and is_data_file(entry.name):
            where = Where(reader.name(entry))
            reader.problems.add(UnknownFileError(where, known=known, value=entry.name, allowed=", ".join(FILES)))
    if subjects.place("source", source.id, item):
        subjects.sources[source.id] = source
    _read_facts(reader, subjects, folder / "facts.yaml", source.id)
    _read_gaps(reader, subjects, folder / "gaps.yaml", source.id)
    return source


def _check_sha256(item: Fields, written: str) -> None:
    """Refuse what is no SHA-256."""
    if written and not _SHA256.fullmatch(written):
        expected = "64 hexadecimal digits (sha256sum FILE)"
        item.problems.add(ShapeError(item.at("sha256"), key="sha256", expected=expected, found=f"'{written}'"))


def _extract(item: Fields) -> Extract | None:
    """Where the rows that were read are kept."""
    inner = item.fields("rows")
    if inner is None:
        return None
    extract = Extract(inner.string("file", required=True), inner.string("sha256", required=True).lower())
    inner.close()
    _check_sha256(inner, extract.sha256)
    return extract


def _read_facts(reader: Reader, subjects: Subjects, path: Path, source: str) -> None:
    """Read the facts of one source, if it has any."""
    if not path.exists():
        return
    for item in mappings(reader.yaml(path), reader.name(path), reader.problems):
        fact = Fact(
            id=item.identifier(),
            about=item.string("about", required=True),
            aspect=item.choice("aspect", "aspect", ASPECTS),
            answer=item.text("answer", required=True),
            source=source,
            place=item.string("place", required=True),
            evidence=_evidence(item),
            aliases=item.names("aliases", required=True),
            says=item.names("says"),
            denies=item.names("denies"),
        )
        item.close()
        if subjects.place("fact", fact.id, item):
            subjects.facts[fact.id] = fact


def _read_gaps(reader: Reader, subjects: Subjects, path: Path, source: str) -> None:
    """Read the gaps of one source, if it has any."""
    if not path.exists():
        return
    for item in mappings(reader.yaml(path), reader.name(path), reader.problems):
        gap = Gap(
            id=item.identifier(),
            about=item.string("about", required=True),
            reason=item.choice("reason", "reason", REASONS),
            name=item.text("name", required=True),
            answer=item.text("answer", required=True),
            source=source,
            place=item.string("place", required=True),
            evidence=_evidence(item),
            aliases=item.names("aliases", required=True),
        )
        item.close()
        if subjects.place("gap", gap.id, item):
            subjects.gaps[gap.id] = gap


def _evidence(item: Fields) -> str:
    """The quoted fragment, within its length."""
    text = item.string("evidence", required=True)
    if len(text) > EVIDENCE_LIMIT:
        item.problems.add(EvidenceLengthError(item.at("evidence"), length=len(text), limit=EVIDENCE_LIMIT))
    return text
