"""Holding the data folder against the documents themselves: every fragment, and each file's SHA-256."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.data_folders import DataFolders
from knowledge.errors import KnowledgeError
from knowledge.folder.reading import Folder, load
from knowledge.kept_rows import Quoted, RowCheck
from knowledge.model import Extract, MissingFigure, Observation, Source
from knowledge.store import Store

_OPEN_START = re.compile(r"[0-9][.,]?$|[0-9]{1,3} $")
_OPEN_END = re.compile(r"[.,]?[0-9]| [0-9]{3}(?![0-9])")
_GROUP_START = re.compile(r"[0-9]{3}(?![0-9])")
_READ = (".pdf", ".docx", ".pptx", ".xlsx", ".xlsm", ".html", ".htm")
"""Documents that are no plain text."""
_GROUP_END = re.compile(r"(?<![0-9])[0-9]{1,3}$")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A quoted fragment, what quotes it ("fact x", "figure y, 12, 2024"), and where it stands."""

    owner: str
    place: str
    evidence: str
    cell: bool = False
    """Whether it is a figure's, and so stands in one cell where rows were kept."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not agree with a document."""

    source: str
    file: str
    problem: str

    def __str__(self) -> str:
        """The fault on one line."""
        return f"{self.source} ({self.file}): {self.problem}"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was held against documents: how many documents and fragments, what is wrong, and which are missing."""

    documents: int
    fragments: int
    faults: tuple[Fault, ...]
    missing: tuple[Fault, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing that was checked is wrong (a missing document was not checked)."""
        return not self.faults


def check_documents(held: Store | DataFolders, directories: Sequence[Path]) -> CheckReport:
    """Look for every fragment in its document, white space folded, and compare each document's SHA-256.

    Args:
        held: an open store, or the data folders (which are loaded, and so checked in themselves).
        directories: where the documents are; a document in its own source's folder is found there.

    Returns:
        What was checked, what is wrong, and the documents that were not found.
    """
    content = held if isinstance(held, Store) else load(held)
    homes = content.folders
    faults: list[Fault] = []
    missing: list[Fault] = []
    documents = fragments = 0
    by_source = fragments_of(content)
    for source in content.sources.values():
        if source.rows is not None:
            rows = [one for one in by_source.get(source.id, []) if one.cell]
            faults += _check_rows(source, source.rows, homes, rows)
            fragments += len(rows)
        path = _find(source, [*directories, *(home / "sources" / source.id for home in homes)])
        if path is None:
            missing.append(Fault(source.id, source.file, "the document was not found"))
            continue
        documents += 1
        own = [one for one in by_source.get(source.id, []) if source.rows is None or not one.cell]
        fragments += len(own)
        faults += _check(source, path, own)
    return CheckReport(documents, fragments, tuple(faults), tuple(missing))


def check_folders(folders: DataFolders) -> tuple[Folder, CheckReport]:
    """Read the data folders, and hold the figures of imports against the rows that were kept of them.

    Args:
        folders: the data folder, or the first and those laid over it.

    Returns:
        What the folders hold besides figures, which are not kept; how many imports and fragments there are in all, and
        which do not agree.

    Raises:
        FolderRefusedError: something in the folders is wrong in itself.
    """  # noqa: DOC502  (raised by what is called)
    rows: dict[str, RowCheck] = {}
    faults: list[Fault] = []
    count = 0

    def take(source: Source, path: Path, figure: Observation | MissingFigure) -> None:
        """Hold one figure against its row."""
        nonlocal count
        count += 1
        if source.rows is None:
            return
        if source.id not in rows:
            rows[source.id] = RowCheck(path, source.rows)
            if problem := rows[source.id].problem:
                faults.append(Fault(source.id, source.rows.file, problem))
        if reason := rows[source.id].fault(Quoted(_owner(figure), figure.place, figure.evidence)):
            faults.append(Fault(source.id, source.rows.file, reason))

    content = load(folders, take)
    count += len(content.facts) + len(content.gaps)
    return content, CheckReport(len(rows), count, tuple(faults), ())


def _owner(figure: Observation | MissingFigure) -> str:
    """A figure, or a missing one, as faults name it."""
    kind = "figure" if isinstance(figure, Observation) else "missing figure"
    return f"{kind} " + ", ".join(part for part in figure.key if part)


def _check_rows(
    source: Source, extract: Extract, homes: Sequence[Path], fragments: Sequence[Fragment]
) -> Iterator[Fault]:
    """What of one source does not agree with the rows that were kept of it."""
    folder = next((home / "sources" / source.id for home in homes if (home / "sources" / source.id).is_dir()), None)
    if folder is None:
        return
    check = RowCheck(folder, extract)
    reasons = [check.problem, *(check.fault(Quoted(one.owner, one.place, one.evidence)) for one in fragments)]
    yield from (Fault(source.id, extract.file, reason) for reason in reasons if reason)


def fragments_of(content: Store | Folder) -> dict[str, list[Fragment]]:
    """Every fragment by the source it is quoted from: figures, missing ones, facts and gaps, in the folder's order."""
    found: dict[str, list[Fragment]] = {}
    for indicator in content.indicators:
        for figure in content.observations(indicator):
            owner = _owner(figure)
            found.setdefault(figure.source, []).append(Fragment(owner, figure.place, figure.evidence, True))
        for lacking in content.missing(indicator):
            owner = _owner(lacking)
            found.setdefault(lacking.source, []).append(Fragment(owner, lacking.place, lacking.evidence, True))
    for fact in content.facts.values():
        found.setdefault(fact.source, []).append(Fragment(f"fact {fact.id}", fact.place, fact.evidence))
    for gap in content.gaps.values():
        found.setdefault(gap.source, []).append(Fragment(f"gap {gap.id}", gap.place, gap.evidence))
    return found


def stands_in(fragment: str, document: str) -> str | None:
    """Why a fragment does not stand in a document, both with white space folded.

    Args:
        fragment: the quoted text.
        document: the text of the document.

    Returns:
        None where it does, else the reason: it is not there, or only with a number cut in two.
    """
    cut = False
    start = document.find(fragment)
    while fragment and start >= 0:
        end = start + len(fragment)
        if not _cuts_number(document[max(0, start - 4) : start], fragment, document[end : end + 5]):
            return None
        cut = True
        start = document.find(fragment, start + 1)
    if cut:
        return "stands in the document only as a part of longer numbers (quote the whole number, or what is around it)"
    return "is not in the document"


def folded(text: str) -> str:
    """A text as fragments are compared: NFC, white space folded to single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def document_text(path: Path) -> str:
    """The text of a document as fragments are compared.

    Args:
        path: the document; a PDF, Word, slides or web page is read as `knowledge read` reads it.

    Returns:
        The text, folded.

    Raises:
        KnowledgeError: it is of such a kind, and cannot be read.
        UnicodeDecodeError: it is text, and not UTF-8.
    """  # noqa: DOC502  (raised by what is called)
    if path.suffix.lower() in _READ:
        from knowledge.documents.opening import read_document  # noqa: PLC0415  (its libraries are an extra)

        return folded(read_document(path).text)
    return folded(path.read_bytes().decode("utf-8-sig"))


def _cuts_number(before: str, fragment: str, after: str) -> bool:
    """Whether a fragment begins or ends in the middle of what may be one number."""
    head, tail = fragment[:1].isdigit(), fragment[-1:].isdigit()
    if head and _OPEN_START.search(before) and (not before.endswith(" ") or _GROUP_START.match(fragment)):
        return True
    return bool(tail and _OPEN_END.match(after) and (after[0] != " " or _GROUP_END.search(fragment)))


def _check(source: Source, path: Path, fragments: Sequence[Fragment]) -> Iterator[Fault]:
    """Hold one document against what is quoted from it.

    Yields:
        What does not agree.
    """
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != source.sha256:
        problem = f"the document's SHA-256 is {digest}, and source.yaml says {source.sha256}"
        yield Fault(source.id, source.file, problem)
    if not fragments:
        return
    try:
        document = document_text(path)
    except UnicodeDecodeError as error:
        yield Fault(source.id, source.file, f"the document is not UTF-8 text (byte {error.start})")
        return
    except KnowledgeError as error:
        yield Fault(source.id, source.file, str(error))
        return
    for fragment in fragments:
        reason = stands_in(folded(fragment.evidence), document)
        if reason:
            problem = f'{fragment.owner}: the fragment "{fragment.evidence}" {reason}'
            yield Fault(source.id, source.file, problem)


def _find(source: Source, directories: Sequence[Path]) -> Path | None:
    """The source's document: the file of its name with the right SHA-256, else the first of its name."""
    candidates = [path for directory in directories if (path := directory / source.file).is_file()]
    for path in candidates:
        if hashlib.sha256(path.read_bytes()).hexdigest() == source.sha256:
            return path
    return candidates[0] if candidates else None
