"""A source folder, written beside its place, checked as a whole, and put there in one step or not at all."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import yaml

from knowledge.errors import FolderRefusedError
from knowledge.folder.missing import MISSING_COLUMNS
from knowledge.folder.quick import COLUMNS
from knowledge.folder.reading import load
from knowledge.hashing import KEPT_ROWS
from knowledge.importers.errors import ResultRefusedError, TargetExistsError
from knowledge.importers.items import About, Item, Kind, NewIndicator
from knowledge.kept_rows import sha256_of
from knowledge.model import MissingFigure, Names, Observation, Source, Text


@dataclass(frozen=True, slots=True)
class Written:
    """What an import left: the source's folder, how much it holds, and the ids of the indicators that are new."""

    folder: Path
    figures: int
    missing: int
    checks: int
    indicators: tuple[str, ...]


class SourceFolder:
    """Takes a source's figures one by one; nothing is in its place before `finish`, and nothing is left without it.

    Memory does not grow with what is written.
    """

    def __init__(self, source: str, target: Path, folders: Sequence[Path], *, replace: bool = False) -> None:
        """Begin a folder.

        Args:
            source: its id.
            target: the data folder that it goes into; made where it is not there.
            folders: the data folders with which it must agree, in their order.
            replace: whether a source of this id that is in `target` gives way.

        Raises:
            TargetExistsError: there is a source of this id, and it is not to give way.
        """
        self.source = source
        self._target = target
        self._folders = [folder for folder in dict.fromkeys((*folders, target)) if folder.is_dir()]
        self._home = target / "sources" / source
        self._replace = replace
        _restore(self._home)
        for folder in self._folders:
            other = folder / "sources" / source
            if other.exists() and not (replace and other.resolve() == self._home.resolve()):
                raise TargetExistsError(source, other)
        self._files = ExitStack()
        self.figures = self.missing = self.rows = 0

    def __enter__(self) -> SourceFolder:
        """Open the files in a hidden folder beside the sources."""
        self._target.mkdir(parents=True, exist_ok=True)
        self._overlay = Path(tempfile.mkdtemp(prefix=f".importing-{self.source}-", dir=self._target))
        self._made = self._overlay / "sources" / self.source
        self._made.mkdir(parents=True)
        self._figures = self._table("observations.csv", COLUMNS)
        self._missing = self._table("missing.csv", MISSING_COLUMNS)
        self._rows = self._table(KEPT_ROWS, ())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing of what was not finished."""
        self._files.close()
        shutil.rmtree(self._overlay, ignore_errors=True)

    def _table(self, name: str, columns: Sequence[str]) -> Any:
        """A CSV to write to; without columns it has no header."""
        file: TextIO = self._files.enter_context((self._made / name).open("w", encoding="utf-8", newline=""))
        writer = csv.writer(file, lineterminator="\n")
        if columns:
            writer.writerow(columns)
        return writer

    def keep(self, row: Sequence[str]) -> None:
        """Keep one row as it was read; rows are numbered from 1 in the order in which they are kept."""
        self._rows.writerow(row)
        self.rows += 1

    def add(self, item: Item) -> None:
        """Write a figure, or that it is missing."""
        slots = (item.indicator, item.area, item.period, item.scenario, item.breakdown)
        if item.value:
            note = (item.note.sv, item.note.en)
            about = "true" if item.approximate else "false"
            numbers = (item.value, item.upper, item.unit, about)
            self._figures.writerow((*slots, *numbers, item.place, item.evidence, *note))
            self.figures += 1
        else:
            reason = (item.reason.sv, item.reason.en)
            self._missing.writerow((*slots, item.mark, *reason, item.place, item.evidence))
            self.missing += 1

    def write(self, name: str, text: str) -> None:
        """Write one more file of the source."""
        (self._made / name).write_text(text, encoding="utf-8", newline="\n")

    def finish(
        self, about: About, indicators: Sequence[NewIndicator] = (), checks: Sequence[Mapping[str, object]] = ()
    ) -> Written:
        """Check what was written, and put it in its place.

        Args:
            about: what the source is.
            indicators: those that the data folders do not have yet.
            checks: the figures that must add up, as checks.yaml has them.

        Returns:
            What was written.

        Raises:
            ResultRefusedError: it does not stand the check.
            OSError: it cannot be put in its place.
        """  # noqa: DOC502  (raised by what is called)
        self._files.close()
        rows = sha256_of(self._made / KEPT_ROWS) if self.rows else None
        if rows is None:
            (self._made / KEPT_ROWS).unlink()
        self.write("source.yaml", _yaml(_source(about, rows)))
        if checks:
            self.write("checks.yaml", _yaml(list(checks)))
        if not self.missing:
            (self._made / "missing.csv").unlink()
        if not self.figures:
            (self._made / "observations.csv").unlink()
        listed = self._overlay / "indicators" / f"{self.source}.yaml"
        if indicators:
            listed.parent.mkdir()
            listed.write_text(_yaml([_indicator(new) for new in indicators]), encoding="utf-8", newline="\n")
        with _Aside(self._home, active=self._replace) as aside:
            self._check()
            place = _free(self._target / "indicators", self.source)
            if indicators:
                place.parent.mkdir(exist_ok=True)
                listed.replace(place)
            self._home.parent.mkdir(exist_ok=True)
            try:
                self._made.replace(self._home)
            except OSError:
                if indicators:
                    place.unlink()
                raise
            aside.forget()
        names = tuple(new.id for new in indicators)
        return Written(self._home, self.figures, self.missing, len(checks), names)

    def _check(self) -> None:
        """Read the data folders with what was written, as the store is built of them."""
        try:
            load([*self._folders, self._overlay], take=_none)
        except FolderRefusedError as error:
            raise ResultRefusedError(error.problems) from error


def _restore(path: Path) -> None:
    """Put back what an import that was killed had put aside."""
    hidden = _hidden(path)
    if hidden.exists() and not path.exists():
        hidden.replace(path)


def _free(folder: Path, name: str) -> Path:
    """A YAML file that is not there yet: the indicators of a source that was replaced keep theirs."""
    found, number = folder / f"{name}.yaml", 1
    while found.exists():
        number += 1
        found = folder / f"{name}-{number}.yaml"
    return found


def _hidden(path: Path) -> Path:
    """Where a file is put aside: under a name that nothing reads."""
    return path.with_name(f".replaced-{path.name}")


def _none(source: Source, path: Path, figure: Observation | MissingFigure) -> None:
    """Keep nothing of what is only checked."""
    del source, path, figure


class _Aside:
    """Puts a source's folder aside while another is tried in its place, and back where that fails."""

    def __init__(self, path: Path, *, active: bool) -> None:
        """`path` is put aside where it is there and this is `active`."""
        self._path = path
        self._active = active and path.exists()

    def __enter__(self) -> _Aside:
        """Put it aside."""
        if self._active:
            self._path.replace(_hidden(self._path))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put it back where it was not forgotten."""
        if self._active:
            _hidden(self._path).replace(self._path)

    def forget(self) -> None:
        """Remove it: something else has its place."""
        if self._active:
            shutil.rmtree(_hidden(self._path))
        self._active = False


def _source(about: About, rows: str | None) -> dict[str, object]:
    """source.yaml; without rows that were kept, the document itself is what fragments are held against."""
    plain: dict[str, object] = {
        "id": about.id,
        "file": about.file or KEPT_ROWS,
        "sha256": about.sha256 or rows,
        "rows": {"file": KEPT_ROWS, "sha256": rows} if rows else {},
        "title": _text(about.title),
        "publisher": about.publisher,
        "published": about.published,
        "published_note": _text(about.published_note),
        "url": about.url,
        "license": about.license,
        "attribution": _text(about.attribution),
        "retrieved": about.retrieved,
        "origin": list(about.origin),
        "aliases": _names(about.aliases),
    }
    needed = ("publisher", "published", "url")
    return {key: value for key, value in plain.items() if value not in (None, "", [], {}) or key in needed}


def _indicator(new: NewIndicator) -> dict[str, object]:
    """One indicator of indicators/*.yaml."""
    name = new.name
    aliases = Names(new.aliases.sv or (name.sv,), new.aliases.en)
    plain: dict[str, object] = {
        "id": new.id,
        "name": {"sv": name.sv, "en": name.en or name.sv},
        "short": {"sv": _inside(name.sv), "en": _inside(name.en or name.sv)},
        "unit": new.unit,
        "theme": new.theme,
        "definition": _text(new.definition),
        "caveat": _text(new.caveat),
        "additive": new.additive or None,
        "default": dict(new.default),
        "aliases": _names(aliases),
        "breakdowns": [
            {
                "id": kind.id,
                "name": _text(kind.name),
                **({"aliases": _names(kind.aliases)} if kind.aliases.all() else {}),
            }
            for kind in new.kinds
        ],
    }
    return {key: value for key, value in plain.items() if value not in (None, "", [], {})}


def _kind(kind: Kind) -> dict[str, object]:
    """One of an indicator's breakdowns."""
    plain: dict[str, object] = {"id": kind.id, "name": _text(kind.name)}
    return plain | ({"aliases": _names(kind.aliases)} if kind.aliases.all() else {})


def _inside(name: str) -> str:
    """A name as it stands inside a sentence: a small letter first, but for what is written in capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _text(text: Text) -> dict[str, str]:
    """A text as a mapping of both languages; empty for none."""
    return {"sv": text.sv, "en": text.en or text.sv} if text else {}


def _names(names: Names) -> dict[str, list[str]]:
    """Names as lists."""
    return {key: list(value) for key, value in (("sv", names.sv), ("en", names.en)) if value}


def _yaml(content: object) -> str:
    """YAML as editors read it."""
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110))
