"""A store of Kolada's size: the packaged data folder with made indicators and millions of made figures beside it.

The rows are written by the drivers themselves, in the order of the key: what is measured here is asking, not loading.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine, insert
from sqlalchemy.pool import NullPool

from benchmarks.scale.catalogue import Made
from knowledge import schema
from knowledge.data_folders import PACKAGED_DATA
from knowledge.database import parsed, sqlite_path
from knowledge.folder.reading import Folder, load
from knowledge.folder.rows import documents, rows
from knowledge.hashing import catalogue_code
from knowledge.holdings import Holdings, dump_holdings, read_holdings
from knowledge.model import NATION, Source, Text

SOURCE = "made"
YEARS = tuple(str(year) for year in range(2001, 2026))
_FEW_YEARS = YEARS[-4:]
_REGIONS_ONLY, _ALL_AREAS = 75, 99
"""Of a hundred indicators the first so many are of regions only, those up to so many of all areas in a few years."""
_BATCH = 50_000
_COLUMNS = tuple(column.name for column in schema.observation.columns)


@dataclass(frozen=True, slots=True)
class Shape:
    """For which areas and years one indicator is held."""

    areas: tuple[str, ...]
    years: tuple[str, ...]


def shapes(made: Sequence[Made], regions: Sequence[str], municipalities: Sequence[str], *, full: bool) -> list[Shape]:
    """What each made indicator is held for.

    Args:
        made: the indicators.
        regions: codes of the regions.
        municipalities: codes of the municipalities.
        full: whether each is held for every area and year (46.65 million figures of 6,000 indicators), or, as in
            Kolada, most of them for some (4.7 million).

    Returns:
        One shape an indicator.
    """
    some, every = (NATION, *regions), (NATION, *regions, *municipalities)
    found = []
    for number in range(len(made)):
        kind = 100 if full else number * 37 % 100
        if kind < _REGIONS_ONLY:
            found.append(Shape(some, YEARS))
        else:
            found.append(Shape(every, _FEW_YEARS if kind < _ALL_AREAS else YEARS))
    return found


@cache
def packaged() -> Folder:
    """The data folder that comes with the package."""
    return load(PACKAGED_DATA)


def with_made(made: Sequence[Made]) -> Folder:
    """The packaged folder with made indicators beside its own, and the source of their figures."""
    folder = packaged()
    source = Source(SOURCE, "made.csv", "0" * 64, Text("Made figures", "Made figures"), "Nobody", "2026-01-01")
    indicators = folder.indicators | {one.indicator.id: one.indicator for one in made}
    return replace(folder, indicators=indicators, sources={**folder.sources, SOURCE: source})


def value_of(number: int, area: str, year: str, unit: str) -> int:
    """The made figure of an indicator, an area and a year."""
    seed = (number * 2_654_435_761 + int(area) * 40_503 + int(year) * 97) % 1_000_003
    return seed % 100 if unit == "percent" else seed * 1_000 if unit == "SEK" else seed % 10_000


def build(made: Sequence[Made], url: str, *, full: bool = False, figures: bool = True) -> int:
    """Write a store.

    Args:
        made: the indicators beside the packaged ones.
        url: where to: an SQLite file that does not exist yet, or an empty PostgreSQL database.
        full: whether every indicator is held for every area and year.
        figures: whether the figures are written too, besides what is held.

    Returns:
        How many figures were made.
    """
    folder = with_made(made)
    regions = [code for code, area in folder.areas.items() if area.kind == "region" and code.isdigit()]
    towns = [code for code, area in folder.areas.items() if area.kind == "municipality"]
    shaped = shapes(made, regions, towns, full=full)
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        schema.metadata.create_all(connection)
        for table, entries in rows(folder):
            if entries:
                connection.execute(insert(table), entries)
        content = {entry["name"]: entry["content"] for entry in documents(folder)}
        held = read_holdings(content["holdings"])
        for one, shape in zip(made, shaped, strict=True):
            count = len(shape.areas) * len(shape.years)
            own = Holdings(tuple(sorted(shape.areas)), shape.years, ("outcome",), ("",), ((SOURCE, count),))
            held[one.indicator.id] = own
        content["holdings"] = dump_holdings(held)
        connection.execute(insert(schema.document), [{"name": n, "content": c} for n, c in content.items()])
        facts = (folder.content_hash, schema.SCHEMA_VERSION, catalogue_code())
        keys = ("content_hash", "schema_version", "catalogue_code")
        entries = [{"key": key, "value": value} for key, value in zip(keys, facts, strict=True)]
        connection.execute(insert(schema.meta), entries)
    engine.dispose()
    rowed = _figures(made, shaped) if figures else iter(())
    path = sqlite_path(parsed(url))
    return _into_sqlite(path, rowed) if path is not None else _into_postgresql(url, rowed)


def _figures(made: Sequence[Made], shaped: Sequence[Shape]) -> Iterator[tuple[object, ...]]:
    """The rows of `observation`, in the order of its columns and of its key."""
    for number, (one, shape) in enumerate(zip(made, shaped, strict=True)):
        ident, unit = one.indicator.id, one.indicator.unit
        for area in sorted(shape.areas):
            for year in shape.years:
                value = str(value_of(number, area, year, unit))
                slots = (ident, area, year, "outcome", "", SOURCE)
                yield (*slots, value, None, unit, value, "", unit, False, "made", f"{area} {year}: {value}", "", "")


def _batches(figures: Iterable[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    """Rows, so many at a time."""
    batch = []
    for row in figures:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _into_sqlite(path: Path, figures: Iterable[tuple[object, ...]]) -> int:
    """Insert rows into an SQLite file."""
    places = ", ".join("?" * len(_COLUMNS))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    count = 0
    for batch in _batches(figures):
        connection.executemany(f"INSERT INTO observation ({', '.join(_COLUMNS)}) VALUES ({places})", batch)  # noqa: S608
        count += len(batch)
    connection.commit()
    connection.close()
    return count


def _into_postgresql(url: str, figures: Iterable[tuple[object, ...]]) -> int:
    """Copy rows into a PostgreSQL database."""
    import psycopg  # noqa: PLC0415  (only where there is such a server)

    count = 0
    plain = parsed(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        statement = f"COPY observation ({', '.join(_COLUMNS)}) FROM STDIN".encode()
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in figures:
                copy.write_row(row)
                count += 1
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE observation")
    return count


if __name__ == "__main__":  # `python -m benchmarks.scale.store sqlite:////tmp/big.sqlite`: the store alone
    from benchmarks.scale.catalogue import make

    print(build(make(6_000), sys.argv[1], full="--full" in sys.argv), "figures")
