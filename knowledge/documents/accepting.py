"""What was accepted of a review -> a source folder, checked like any other, written as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.checking import document_text
from knowledge.documents.checking_rows import RowCheck
from knowledge.documents.errors import NothingAcceptedError, ReviewFileError, UnreadableDocumentError
from knowledge.documents.review_file import Reviewed
from knowledge.folder.reading import Folder, load
from knowledge.importers.items import About, Item, Kind, NewIndicator, slug
from knowledge.importers.writing import SourceFolder, Written
from knowledge.kept_rows import sha256_of
from knowledge.model import PUBLISHED_UNITS, Names, Text

_NOT_STATED = Text("Dokumentet anger inget datum.", "The document gives no date.")


@dataclass(frozen=True, slots=True)
class Described:
    """What the editor says of the source."""

    id: str
    title: str
    title_en: str = ""
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    license: str | None = None
    theme: str = ""


def document_of(rows: Sequence[Reviewed], directories: Iterable[Path], name: str) -> Path:
    """The document that a review is of.

    Args:
        rows: of the review.
        directories: where it may be.
        name: of the review, for the message.

    Returns:
        The file, unchanged since it was read.

    Raises:
        NothingAcceptedError: there are no rows.
        ReviewFileError: the rows are of several documents.
        UnreadableDocumentError: it is in none of the directories, or was changed.
    """
    if not rows:
        raise NothingAcceptedError(name)
    documents = {(row.document, row.sha256) for row in rows}
    if len(documents) != 1:
        raise ReviewFileError(name, ["its rows are of several documents: make one review for each"])
    file, digest = documents.pop()
    found = [path for directory in directories if (path := directory / Path(file).name).is_file()]
    if not found:
        raise UnreadableDocumentError(file, "it was not found", "say where it is: --documents DIR")
    same = next((path for path in found if sha256_of(path) == digest), None)
    if same is None:
        raise UnreadableDocumentError(
            file, "it is not the file that was read", "read it anew: siffersvar knowledge read"
        )
    return same


def row_check(folders: Sequence[Path], document: Path | None) -> RowCheck:
    """What rows are held against.

    Args:
        folders: the data folders.
        document: whose text must hold the fragments; None where it is not looked at.

    Returns:
        The check.
    """
    content = load(folders)
    return RowCheck(content.areas, content.indicators, None if document is None else document_text(document))


def write(
    rows: Sequence[Reviewed],
    about: Described,
    document: Path,
    target: Path,
    folders: Sequence[Path],
    *,
    name: str,
    replace: bool = False,
) -> Written:
    """Write the accepted rows as a source folder.

    Args:
        rows: of the review.
        about: what the source is.
        document: the document itself.
        target: the data folder that the source goes into.
        folders: the data folders with which it must agree.
        name: of the review, for the message.
        replace: whether a source of the same id gives way.

    Returns:
        What was written.

    Raises:
        NothingAcceptedError: no row is accepted.
        ReviewFileError: accepted rows are wrong, or two are of the same figure; all are listed.
        ImportingError: the result does not stand the check, or there is a source of that id.
    """  # noqa: DOC502  (raised by what is called)
    accepted = [row for row in rows if row.decision == "accept"]
    if not accepted:
        raise NothingAcceptedError(name)
    content = load(folders)
    check = RowCheck(content.areas, content.indicators, document_text(document))
    problems = [f"row {row.number}: {fault}" for row in accepted for fault in check.faults(row)]
    problems += _twice(accepted)
    if problems:
        raise ReviewFileError(name, problems)
    new = _new_indicators(accepted, content, about.theme)
    with SourceFolder(about.id, target, folders, replace=replace) as folder:
        for row in accepted:
            folder.add(_item(row, new=row.indicator not in content.indicators))
        return folder.finish(_about(about, document), new)


def _twice(rows: Sequence[Reviewed]) -> list[str]:
    """Rows that say of the same figure what another says."""
    seen: dict[tuple[str, ...], Reviewed] = {}
    found = []
    for row in rows:
        key = (row.indicator, row.area, row.period, row.scenario, row.breakdown)
        other = seen.setdefault(key, row)
        if other is not row:
            what = ", ".join(part for part in key if part)
            cure = "reject one, or tell them apart by indicator, period, scenario or breakdown"
            found.append(f"row {row.number}: the same figure ({what}) is accepted in row {other.number}: {cure}")
    return found


def _item(row: Reviewed, *, new: bool) -> Item:
    """A row as a figure; a kind of a `new` indicator is named by its id."""
    return Item(
        indicator=row.indicator,
        area=row.area,
        period=row.period,
        scenario=row.scenario,
        breakdown=slug(row.breakdown) if new else row.breakdown,
        place=row.place,
        evidence=row.evidence,
        value=row.value,
        upper=row.upper,
        unit=row.unit,
        approximate=row.approximate == "true",
        note=Text(row.note_sv, row.note_en or row.note_sv),
    )


def _new_indicators(rows: Sequence[Reviewed], content: Folder, theme: str) -> list[NewIndicator]:
    """The indicators that the data folders do not have yet, by the first row that names each."""
    found: dict[str, list[Reviewed]] = {}
    for row in rows:
        if row.indicator not in content.indicators:
            found.setdefault(row.indicator, []).append(row)
    made = []
    for ident, own in found.items():
        first = own[0]
        kinds = dict.fromkeys(row.breakdown for row in own if row.breakdown)
        default = [
            (slot, values.pop())
            for slot in ("area", "scenario")
            if len(values := {getattr(row, slot) for row in own}) == 1
        ]
        made.append(
            NewIndicator(
                id=ident,
                name=Text(first.name_sv, first.name_en or first.name_sv),
                unit=PUBLISHED_UNITS[first.unit][0],
                theme=theme,
                aliases=Names((first.name_sv,), (first.name_en,) if first.name_en else ()),
                kinds=tuple(Kind(slug(kind), Text(kind, kind)) for kind in kinds),
                default=tuple(default),
            )
        )
    return made


def _about(said: Described, document: Path) -> About:
    """What is written in source.yaml."""
    return About(
        id=said.id,
        title=Text(said.title, said.title_en or said.title),
        file=document.name,
        sha256=sha256_of(document),
        publisher=said.publisher,
        published=said.published,
        published_note=Text() if said.published else _NOT_STATED,
        url=said.url,
        license=said.license,
        aliases=Names((said.title,), (said.title_en,) if said.title_en else ()),
    )
