"""A store of Kolada's size: the packaged data folder with made indicators and millions of made figures beside it.

It is written by `knowledge.loading`, as any store is; only the figures come from a generator instead of a CSV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from benchmarks.scale.catalogue import Made
from knowledge.data_folders import PACKAGED_DATA
from knowledge.database import parsed
from knowledge.folder.kept import Figures, Row, observation
from knowledge.folder.reading import Folder, load
from knowledge.loading import write
from knowledge.model import NATION, Observation, Source, Text

SOURCE = "made"
YEARS = tuple(str(year) for year in range(2001, 2026))
_FEW_YEARS = YEARS[-4:]
_REGIONS_ONLY, _ALL_AREAS = 75, 99
"""Of a hundred indicators the first so many are of regions only, those up to so many of all areas in a few years."""


@dataclass(frozen=True, slots=True)
class Shape:
    """For which areas and years one indicator is held."""

    areas: tuple[str, ...]
    years: tuple[str, ...]


def shapes(made: Sequence[Made], folder: Folder, *, full: bool = False, few: bool = False) -> list[Shape]:
    """What each made indicator is held for.

    Args:
        made: the indicators.
        folder: knows the areas.
        full: whether each is held for every area and year (46.65 million figures of 6,000 indicators), or, as in
            Kolada, most of them for some (4.7 million).
        few: whether each is held for the regions in a few years only.

    Returns:
        One shape an indicator.
    """
    regions = [code for code, area in folder.areas.items() if area.kind == "region" and code.isdigit()]
    towns = [code for code, area in folder.areas.items() if area.kind == "municipality"]
    some, every = tuple(sorted((NATION, *regions))), tuple(sorted((NATION, *regions, *towns)))
    found = []
    for number in range(len(made)):
        kind = 100 if full else 0 if few else number * 37 % 100
        if kind < _REGIONS_ONLY:
            found.append(Shape(some, _FEW_YEARS if few else YEARS))
        else:
            found.append(Shape(every, _FEW_YEARS if kind < _ALL_AREAS else YEARS))
    return found


@cache
def packaged() -> Folder:
    """The data folder that comes with the package."""
    return load(PACKAGED_DATA)


def with_made(made: Sequence[Made]) -> Folder:
    """The packaged folder with made indicators beside its own, and the source of their figures, without these."""
    folder = packaged()
    source = Source(SOURCE, "made.csv", "0" * 64, Text("Made figures", "Made figures"), "Nobody", "2026-01-01")
    indicators = folder.indicators | {one.indicator.id: one.indicator for one in made}
    return replace(folder, indicators=indicators, sources={**folder.sources, SOURCE: source})


class MadeFigures(Figures):
    """Figures of a folder, and made ones, which are made when they are read."""

    def __init__(self, first: Figures, made: Sequence[Made], shaped: Sequence[Shape], limit: int | None) -> None:
        """The figures of `made` besides `first`, up to `limit` of them."""
        super().__init__()
        self.at_half: Callable[[], None] = lambda: None
        self._first, self._made, self._shaped = first, made, shaped
        count = sum(len(shape.areas) * len(shape.years) for shape in shaped)
        self.made = count if limit is None else min(count, limit)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._first) + self.made

    def __iter__(self) -> Iterator[Observation]:
        """Each figure."""
        return map(observation, self.rows())

    def rows(self) -> Iterator[Row]:
        """Each figure as the database keeps it."""
        yield from self._first.rows()
        yield from self.made_rows()

    def made_rows(self) -> Iterator[Row]:
        """The made ones alone, in the order of the table's key; at half of them `at_half` is called."""
        rows = made_rows(self._made, self._shaped)
        yield from islice(rows, self.made // 2)
        self.at_half()
        yield from islice(rows, self.made - self.made // 2)

    @property
    def all_in_memory(self) -> bool:
        """No made one is."""
        return False


def made_rows(made: Sequence[Made], shaped: Sequence[Shape]) -> Iterator[Row]:
    """The figures of indicators, each as the database keeps it."""
    for number, (one, shape) in enumerate(zip(made, shaped, strict=True)):
        ident, unit = one.indicator.id, one.indicator.unit
        for area in shape.areas:
            for year in shape.years:
                value = str(value_of(number, area, year, unit))
                slots = (ident, area, year, "outcome", "", SOURCE)
                yield (*slots, value, None, unit, value, "", unit, False, "made", f"{area} {year}: {value}", "", "")


def value_of(number: int, area: str, year: str, unit: str) -> int:
    """The made figure of an indicator, an area and a year."""
    seed = (number * 2_654_435_761 + int(area) * 40_503 + int(year) * 97) % 1_000_003
    return seed % 100 if unit == "percent" else seed * 1_000 if unit == "SEK" else seed % 10_000


def content(made: Sequence[Made], *, full: bool = False, few: bool = False, limit: int | None = None) -> Folder:
    """The packaged folder with made indicators and their figures.

    Args:
        made: the indicators beside the packaged ones.
        full: whether every indicator is held for every area and year.
        few: whether each is held for the regions in a few years only.
        limit: so many figures at most.

    Returns:
        It, to be written as a store.
    """
    folder = with_made(made)
    shaped = shapes(made, folder, full=full, few=few)
    return replace(folder, all_observations=MadeFigures(folder.all_observations, made, shaped, limit))


def build(made: Sequence[Made], url: str, *, full: bool = False, few: bool = False) -> int:
    """Write a store.

    Args:
        made: the indicators beside the packaged ones.
        url: where to.
        full: whether every indicator is held for every area and year.
        few: whether each is held for the regions in a few years only.

    Returns:
        How many figures it has.
    """
    return write(content(made, full=full, few=few), parsed(url)).observations
