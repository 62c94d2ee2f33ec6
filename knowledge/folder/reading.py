"""The data folder as a whole: read, checked, and in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import Problems
from knowledge.folder.areas import countries, read_areas, read_groups
from knowledge.folder.checks import run_checks
from knowledge.folder.figures import read_observations
from knowledge.folder.files import Reader
from knowledge.folder.lexicon import read_lexicon
from knowledge.folder.names import place_claims, refuse_clashes, subject_claims
from knowledge.folder.sources import read_source
from knowledge.folder.subjects import Subjects, read_indicators, read_tables
from knowledge.hashing import content_hash, is_data_file
from knowledge.model import Area, Fact, Gap, Group, Indicator, Lexicon, Observation, Source, Table


@dataclass(frozen=True, slots=True)
class Folder:
    """A data folder that is in order; `checks` says how many sums were made."""

    path: Path
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
    all_observations: tuple[Observation, ...]
    checks: int

    def observations(self, indicator: str) -> tuple[Observation, ...]:
        """The figures of one indicator, in the order of `ordered`."""
        return ordered([figure for figure in self.all_observations if figure.indicator == indicator])


def ordered(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """Figures by source, period, area, scenario and breakdown: the order in which they are always given."""
    return tuple(sorted(observations, key=lambda o: (o.source, o.period, o.area, o.scenario, o.breakdown)))


def load(folder: Path) -> Folder:
    """Read a data folder and check all of it.

    Args:
        folder: the folder that holds areas.csv, indicators, sources and the rest.

    Returns:
        What it holds.

    Raises:
        FolderMissingError: there is no such folder.
        FolderRefusedError: something in it is wrong; the error lists everything that is.
    """  # noqa: DOC502  (raised by what is called)
    digest = content_hash(folder)
    problems = Problems()
    reader = Reader(folder, problems)
    areas, places = read_areas(reader)
    groups, group_places = read_groups(reader, areas)
    subjects = Subjects()
    read_indicators(reader, subjects, areas)
    read_tables(reader, subjects)
    observations: list[Observation] = []
    checks = 0
    home = folder / "sources"
    for path in sorted(home.iterdir()) if home.is_dir() else ():
        if not path.is_dir() or not is_data_file(path.name):
            continue
        read_source(reader, subjects, path)
        figures = path / "observations.csv"
        own = read_observations(reader, figures, path.name, subjects.indicators, areas) if figures.exists() else []
        checks += run_checks(reader, path / "checks.yaml", own)
        observations += own
    lexicon, synonyms = read_lexicon(reader)
    refuse_clashes(subject_claims(subjects), problems)
    refuse_clashes(place_claims(areas.values(), groups, places, group_places), problems)
    problems.raise_if_any(folder)
    return Folder(
        path=folder,
        content_hash=digest,
        sources=subjects.sources,
        areas={**areas, **countries()},
        groups=tuple(groups),
        indicators=subjects.indicators,
        tables=subjects.tables,
        facts=subjects.facts,
        gaps=subjects.gaps,
        lexicon=lexicon,
        synonyms=synonyms,
        all_observations=tuple(observations),
        checks=checks,
    )
