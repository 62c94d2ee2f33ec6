"""The data folder, and those laid over it, as a whole: read, checked, and in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge.data_folders import DataFolders, listed
from knowledge.editions import Editions
from knowledge.errors import Problems, Where
from knowledge.folder import kept
from knowledge.folder.areas import countries, read_areas, read_groups
from knowledge.folder.checks import concerns, read_checks, run_checks
from knowledge.folder.figures import read_observations
from knowledge.folder.files import Reader
from knowledge.folder.kept import Figures
from knowledge.folder.lexicon import read_lexicon
from knowledge.folder.missing import read_missing
from knowledge.folder.names import place_claims, refuse_clashes, subject_claims
from knowledge.folder.seen import Seen
from knowledge.folder.sources import read_source
from knowledge.folder.subjects import Subjects, read_indicators, read_tables, refuse_derivations, refuse_tables
from knowledge.hashing import content_hash, is_data_file
from knowledge.model import Area, Fact, Gap, Group, Indicator, Lexicon, MissingFigure, Observation, Source, Table


@dataclass(frozen=True)
class Folder:
    """A data folder that is in order, with those laid over it; `checks` says how many sums were made."""

    path: Path
    folders: tuple[Path, ...]
    content_hash: str
    sources: dict[str, Source]
    areas: dict[str, Area]
    groups: tuple[Group, ...]
    indicators: dict[str, Indicator]
    tables: dict[str, Table]
    facts: dict[str, Fact]
    gaps: dict[str, Gap]
    lexicon: Lexicon
    synonyms: tuple[tuple[str, ...], ...]
    all_observations: Figures
    all_missing: tuple[MissingFigure, ...]
    checks: int

    def observations(self, indicator: str) -> tuple[Observation, ...]:
        """The figures of one indicator, in the order of `ordered`."""
        return ordered(self._current(indicator)[0])

    def missing(self, indicator: str) -> tuple[MissingFigure, ...]:
        """The missing figures of one indicator, in the folder's order."""
        return tuple(self._current(indicator)[1])

    def _current(self, indicator: str) -> tuple[list[Observation], list[MissingFigure]]:
        """The figures of one indicator, and those that are missing, each in its newest edition."""
        missing = [missing for missing in self.all_missing if missing.indicator == indicator]
        figures = [*self._by_indicator.get(indicator, ()), *self.all_observations.on_disk(indicator)]
        return self._editions.newest(figures, missing)

    @cached_property
    def _editions(self) -> Editions:
        """The editions among the sources."""
        return Editions.of(self.sources.values())

    @cached_property
    def _by_indicator(self) -> dict[str, list[Observation]]:
        """The figures of each indicator that are in memory, in the folder's order."""
        found: dict[str, list[Observation]] = {}
        for figure in self.all_observations.in_memory():
            found.setdefault(figure.indicator, []).append(figure)
        return found


Take = Callable[[Source, Path, Observation | MissingFigure], None]
"""Takes a figure of a source, whose folder is named."""


def ordered(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """Figures by source, period, area, scenario and breakdown: the order in which they are always given."""
    return tuple(sorted(observations, key=lambda o: (o.source, o.period, o.area, o.scenario, o.breakdown)))


def load(folders: DataFolders, take: Take | None = None) -> Folder:
    """Read the data folders and check all of them.

    Args:
        folders: the folder that holds areas.csv, indicators, sources and the rest, or that one and those laid over it.
        take: is given each figure and missing figure, with its source and that one's folder, in the order of the files,
            instead of their being kept: of folders of any size no more memory is needed than of small ones.

    Returns:
        What they hold.

    Raises:
        FolderMissingError: there is no such folder.
        FolderRefusedError: something in them is wrong; the error lists everything that is.
    """  # noqa: DOC502  (raised by what is called)
    paths = listed(folders)
    digest = content_hash(paths)
    problems = Problems()
    readers = [Reader(path, problems, laid_over=bool(number)) for number, path in enumerate(paths)]
    areas: dict[str, Area] = {}
    places: dict[str, Where] = {}
    groups: list[Group] = []
    group_places: dict[str, Where] = {}
    subjects = Subjects()
    for reader in readers:
        read_areas(reader, areas, places)
        read_groups(reader, areas, groups, group_places)
    for reader in readers:
        read_indicators(reader, subjects, areas)
    refuse_derivations(subjects, problems)
    for reader in readers:
        read_tables(reader, subjects)
    refuse_tables(subjects, problems)
    everywhere = {**areas, **countries()}
    observations = Figures()
    missing: list[MissingFigure] = []
    checks = 0

    for reader, path in _source_folders(readers):
        source = read_source(reader, subjects, path)
        sums = read_checks(reader, path / "checks.yaml")
        concerned = {ident for ident in subjects.indicators if concerns(sums, ident)} if sums else frozenset()
        summed: list[Observation] = []
        seen = Seen()
        for rows in read_observations(reader, path, subjects.indicators, everywhere, seen):
            if take is None:
                observations.extend(rows)
            elif source is not None:
                for row in rows:
                    take(source, path, kept.observation(row))
            if concerned:
                summed += [kept.observation(row) for row in rows if row[0] in concerned]
        for lacking in read_missing(reader, path, subjects.indicators, everywhere, seen):
            if take is None:
                missing.append(lacking)
            elif source is not None:
                take(source, path, lacking)
        checks += run_checks(reader, sums, summed)
    lexicon, synonyms = read_lexicon(readers)
    refuse_clashes(subject_claims(subjects), problems)
    refuse_clashes(place_claims(areas.values(), groups, places, group_places), problems)
    problems.raise_if_any(paths[0])
    return Folder(
        path=paths[0],
        folders=paths,
        content_hash=digest,
        sources=subjects.sources,
        areas=everywhere,
        groups=tuple(groups),
        indicators=subjects.indicators,
        tables=subjects.tables,
        facts=subjects.facts,
        gaps=subjects.gaps,
        lexicon=lexicon,
        synonyms=synonyms,
        all_observations=observations,
        all_missing=tuple(missing),
        checks=checks,
    )


def _source_folders(readers: Iterable[Reader]) -> Iterator[tuple[Reader, Path]]:
    """The folders of the sources, in the order of their names within each data folder, with what reads them."""
    for reader in readers:
        home = reader.folder / "sources"
        for path in sorted(home.iterdir()) if home.is_dir() else ():
            if path.is_dir() and is_data_file(path.name):
                yield reader, path
