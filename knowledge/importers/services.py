"""What all statistics services have in common: rows that are kept, figures made of them, a source folder in the end."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from knowledge.folder.names import fold
from knowledge.folder.reading import Folder
from knowledge.importers.fetching import Fetcher
from knowledge.importers.items import About, Item, NewIndicator
from knowledge.importers.writing import SourceFolder, Written
from knowledge.kept_rows import column_letter, place
from knowledge.model import Area, Names, Text

PREVIEW = 12


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A row as a service gave it, and what is made of it: None for a row that is kept and left out."""

    cells: tuple[str, ...]
    item: Item | None = None


class Service(Protocol):
    """One question to a statistics service."""

    header: tuple[str, ...]
    """The names of the cells; the value is the last."""

    def rows(self) -> Iterator[Retrieved]:
        """The rows, in an order of their own that is the same each time."""

    def indicators(self) -> tuple[NewIndicator, ...]:
        """What the rows measure; once they are read."""

    def about(self) -> About:
        """What the source is; once the rows are read."""


def preview(service: Service) -> list[Item]:
    """The first figures, as they would be written; no more is asked for than they need."""
    items = (item for _, item in _placed(service))
    return list(islice((item for item in items if item is not None), PREVIEW))


def write_service(
    service: Service, fetcher: Fetcher, source: str, target: Path, content: Folder, *, replacing: bool = False
) -> Written:
    """Write the source folder of a service's answers.

    Args:
        service: the question.
        fetcher: that asks it; its kept answers are removed when the source is in its place.
        source: the id of the source.
        target: the data folder that it goes into.
        content: the data folders with which it must agree.
        replacing: whether a source of the same id gives way.

    Returns:
        What was written.

    Raises:
        ServiceError: an answer cannot be used.
        TargetExistsError: there is a source of that id.
        ResultRefusedError: the result does not stand the check.
    """  # noqa: DOC502  (raised by what is called)
    with SourceFolder(source, target, content.folders, replace=replacing) as made:
        made.keep(service.header)
        for cells, item in _placed(service):
            made.keep(cells)
            if item is not None:
                made.add(item)
        made.write("requests.csv", _requests(fetcher))
        new = [one for one in service.indicators() if one.id not in content.indicators]
        written = made.finish(replace(service.about(), id=source), free_names(new, content))
    fetcher.discard()
    return written


def _placed(service: Service) -> Iterator[tuple[tuple[str, ...], Item | None]]:
    """The rows with their figures, each with its place; row 1 is the header."""
    letter = column_letter(len(service.header) - 1)
    for number, row in enumerate(service.rows(), 2):
        yield row.cells, None if row.item is None else replace(row.item, place=place(row.item.place, number, letter))


def _requests(fetcher: Fetcher) -> str:
    """The addresses that were asked, by the number that the rows have."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("request", "retrieved", "question"))
    for key, answer in fetcher.requests.items():
        table.writerow((answer.number, answer.retrieved, key))
    return out.getvalue()


def chunks(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Ids in lots of at most `size`."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def free_names(new: Iterable[NewIndicator], content: Folder) -> list[NewIndicator]:
    """New indicators whose names nobody else claims.

    A name that is taken gets the indicator's id behind it, and an alias that is taken is left out: of two alike,
    neither may answer for the other.

    Args:
        new: the indicators.
        content: the data folders.

    Returns:
        The same with names of their own.
    """
    taken = set(_claimed(content))
    made = []
    for one in new:
        name = one.name
        if {fold(name.sv), fold(name.en)} & taken:
            name = Text(f"{name.sv} ({one.id})", f"{name.en or name.sv} ({one.id})")
        own = {fold(name.sv), fold(name.en)}
        aliases = Names(*(tuple(_free(said, taken | own)) for said in (one.aliases.sv, one.aliases.en)))
        taken |= own | {fold(alias) for alias in aliases.all()}
        made.append(replace(one, name=name, aliases=Names((name.sv, *aliases.sv), aliases.en)))
    return made


def _free(said: Iterable[str], taken: set[str]) -> Iterator[str]:
    """The names that are not taken, each once."""
    seen: set[str] = set()
    for name in said:
        folded = fold(name)
        if folded and folded not in taken and folded not in seen:
            seen.add(folded)
            yield name


def _claimed(content: Folder) -> Iterator[str]:
    """Every name that something in the data folders has."""
    for indicator in content.indicators.values():
        presets = [name for preset in indicator.presets for name in preset.aliases.all()]
        yield from map(fold, (indicator.name.sv, indicator.name.en, *indicator.aliases.all(), *presets))
    for table in content.tables.values():
        yield from map(fold, (table.name.sv, table.name.en, *table.aliases.all()))
    for fact in content.facts.values():
        yield from map(fold, fact.aliases.all())
    for gap in content.gaps.values():
        yield from map(fold, (gap.name.sv, gap.name.en, *gap.aliases.all()))


def area_codes(said: str, areas: Mapping[str, Area]) -> tuple[str, ...]:
    """The codes of the areas that are asked for.

    Args:
        said: "regions" (with the nation), "municipalities", "all", or codes with commas between them.
        areas: those of the data folders.

    Returns:
        SCB's codes.
    """
    kinds = {"regions": ("nation", "region"), "municipalities": ("municipality",)}
    kinds["all"] = (*kinds["regions"], *kinds["municipalities"])
    if said in kinds:
        return tuple(sorted(code for code, area in areas.items() if area.kind in kinds[said]))
    return tuple(code.strip() for code in said.split(",") if code.strip())


def years_of(said: str) -> tuple[str, ...]:
    """Years: `2020-2024`, or with commas between them.

    Returns:
        The years, in order.

    Raises:
        ValueError: they are none.
    """
    found: list[int] = []
    for part in said.split(","):
        first, _, last = part.strip().partition("-")
        found += range(int(first), int(last or first) + 1)
    if not found or not all(1800 <= year <= 2200 for year in found):
        raise ValueError(said)
    return tuple(str(year) for year in sorted(set(found)))
