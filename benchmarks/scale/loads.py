"""One load in a process of its own, so that its memory can be measured and it can be killed.

    python -m benchmarks.scale.loads made URL FIGURES     made figures through `knowledge.loading` into a store
    python -m benchmarks.scale.loads raw URL FIGURES      the same figures by the driver alone into a table
    python -m benchmarks.scale.loads folder URL FOLDER    the packaged data folder with one laid over it

Prints what it took as JSON. The last line is `{"figures": …, "seconds": …, "processor": …, "megabytes": …}`; before,
when it begins, stands `"begun"`, and when half of made figures are on their way, `"half"`.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.scale.catalogue import make
from benchmarks.scale.store import MadeFigures, content
from knowledge import schema
from knowledge.data_folders import PACKAGED_DATA
from knowledge.database import parsed, sqlite_path
from knowledge.folder.kept import COLUMNS, Row
from knowledge.loading import build, write

INDICATORS = 6_000


def main() -> int:
    """Load.

    Returns:
        The exit status.
    """
    kind, url, what = sys.argv[1:]
    if kind == "folder":
        print(json.dumps("begun"), flush=True)
        begin, worked = time.perf_counter(), time.process_time()
        figures = build([PACKAGED_DATA, Path(what)], url).observations
    else:
        made = content(make(INDICATORS), limit=int(what))
        assert isinstance(made.all_observations, MadeFigures)  # noqa: S101  (tells mypy)
        made.all_observations.at_half = lambda: print(json.dumps("half"), flush=True)
        print(json.dumps("begun"), flush=True)
        begin, worked = time.perf_counter(), time.process_time()
        if kind == "made":
            write(made, parsed(url))
        else:
            _raw(url, made.all_observations.made_rows())
        figures = made.all_observations.made
    seconds = time.perf_counter() - begin
    used = time.process_time() - worked
    print(json.dumps({"figures": figures, "seconds": seconds, "processor": used, "megabytes": _peak()}))
    return 0


def _peak() -> float:
    """The most memory that this process had, in megabytes (`ru_maxrss` would begin with its parent's)."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def _raw(url: str, rows: Iterator[Row]) -> None:
    """Write rows as the driver's documentation shows, without an index on PostgreSQL: what can be reached at all."""
    target = parsed(url)
    columns = ", ".join(COLUMNS)
    if (path := sqlite_path(target)) is not None:
        connection = sqlite3.connect(path)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")
        key = ", ".join(schema.observation.primary_key.columns.keys())
        connection.execute(f"CREATE TABLE raw ({columns}, PRIMARY KEY ({key})) WITHOUT ROWID")
        blanks = ", ".join("?" for _ in COLUMNS)
        connection.executemany(f"INSERT INTO raw ({columns}) VALUES ({blanks})", rows)  # noqa: S608
        connection.commit()
        connection.close()
        return
    import psycopg  # noqa: PLC0415  (only where there is such a server)

    plain = target.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connected:
        typed = ", ".join(f"{name} {'boolean' if name == 'approximate' else 'text'}" for name in COLUMNS)
        connected.execute(f"CREATE TABLE raw ({typed})".encode())
        with connected.cursor() as cursor, cursor.copy(f"COPY raw ({columns}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)
        connected.execute("DROP TABLE raw")


if __name__ == "__main__":
    sys.exit(main())
