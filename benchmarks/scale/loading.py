"""How fast, in how much memory and how safely millions of figures get into a store.

    python -m benchmarks.scale.loading [--figures N] [--rows N] [--on sqlite|postgresql|folder] [--check]

Loads 4.7 million made figures by `knowledge.loading` into SQLite and, where it is installed, PostgreSQL, each load in a
process of its own, beside what the drivers alone reach with the same rows; asks the old store meanwhile; kills a load
in the middle and looks at what is left; and reads a data folder of a million rows. With `--check` it exits 1 where a
bound is passed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sqlalchemy import create_engine, func, select
from sqlalchemy.pool import NullPool

from benchmarks.scale.catalogue import make
from benchmarks.scale.loads import INDICATORS
from benchmarks.scale.ours import opened
from benchmarks.scale.postgresql import server
from benchmarks.scale.questions import ask
from benchmarks.scale.source import write
from knowledge import schema
from knowledge.errors import StoreReplacedError

_FEW = 500_000
_OF_ROWS = 800
"""How many figures one made indicator has, about."""


@dataclass(slots=True)
class Load:
    """What one load took."""

    figures: int
    seconds: float
    processor: float
    megabytes: float

    @property
    def pace(self) -> float:
        """Figures a second."""
        return self.figures / self.seconds


@dataclass(slots=True)
class Asking:
    """Questions that were asked while a store was loaded: milliseconds each."""

    spent: list[float] = field(default_factory=list)
    failed: int = 0
    opened: int = 0
    replaced: bool = False

    @property
    def slowest(self) -> float:
        """The 99th percentile in milliseconds."""
        return sorted(self.spent)[int(0.99 * len(self.spent))]


@dataclass(slots=True)
class Bounds:
    """What is to be shown, and whether it is."""

    kept: bool = True

    def hold(self, what: str, value: float, bound: float, *, least: bool = False) -> None:
        """Print one, and note whether it is kept."""
        ok = value >= bound if least else value <= bound
        self.kept = self.kept and ok
        limit = f"{'at least' if least else 'at most'} {bound:,g}"
        print(f"    {what:48s} {value:12,.2f}, {limit}  {'ok' if ok else 'NOT KEPT'}", flush=True)


@contextlib.contextmanager
def loader(kind: str, url: str, what: object) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """A process that loads, from the moment when it begins to write."""
    command = [sys.executable, "-m", "benchmarks.scale.loads", kind, url, str(what)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101  (tells mypy)
        if not process.stdout.readline():
            raise RuntimeError(f"the load ended with {process.wait()}")
        yield process, process.stdout


def loaded(kind: str, url: str, what: object) -> Load:
    """One load from its beginning to its end."""
    with loader(kind, url, what) as (process, output):
        said = output.read()
    if process.returncode:
        raise RuntimeError(f"the load ended with {process.returncode}")
    return _took(said)


def _took(said: str) -> Load:
    """What the last line of a load says."""
    return Load(**json.loads(said.splitlines()[-1]))


def asked_meanwhile(url: str, figures: int, questions: list[str]) -> tuple[Load, Asking]:
    """Load, and ask the store that is there already until the new one has taken its place."""
    asking, engine = Asking(), opened(url)
    number = 0
    with loader("made", url, figures) as (process, output):
        next_opening = time.perf_counter() + 1
        while process.poll() is None:
            begin = time.perf_counter()
            try:
                asking.failed += engine.ask(questions[number % len(questions)]).status == "no_answer"
                asking.spent.append(1000 * (time.perf_counter() - begin))
                if begin > next_opening:  # somebody else comes and opens the store
                    opened(url).store.close()
                    asking.opened += 1
                    next_opening = begin + 1
            except StoreReplacedError:
                asking.replaced = True
                engine.store.close()
                engine = opened(url)
            number += 1
            time.sleep(0.005)  # people, not a second load
        said = output.read()
    engine.store.close()
    return _took(said), asking


def count(url: str) -> int:
    """How many figures a store has."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(schema.observation)) or 0


def killed(url: str, figures: int) -> bool:
    """Kill a load when half of the figures are on their way; whether the old store is whole."""
    before = count(url)
    with loader("made", url, figures) as (process, output):
        output.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
    engine = opened(url)  # it is taken as it is: were it not whole, it would be built of the packaged folder alone
    engine.store.close()
    return process.returncode == -signal.SIGKILL and count(url) == before


def database(name: str, url: str, raw: str, figures: int, bounds: Bounds) -> None:
    """Measure loading into one kind of database."""
    made = make(INDICATORS)
    questions = [one.text + " Skåne 2024" for one in ask(made, 100, 1)]
    few = loaded("made", url, min(_FEW, figures))
    engine = opened(url)
    questions = [text for text in questions if engine.ask(text).status != "no_answer"]
    engine.store.close()
    many, asking = asked_meanwhile(url, figures, questions)
    alone = loaded("made", url, figures)
    driver = loaded("raw", raw, figures)
    print(f"{name}: {figures:,} figures in {alone.seconds:.1f} s ({alone.processor:.1f} s of the processor),", end=" ")
    print(f"{alone.pace:,.0f} a second; asked meanwhile {many.pace:,.0f}")
    print(f"    the driver alone {driver.seconds:.1f} s ({driver.processor:.1f} s), {driver.pace:,.0f} a second")
    print(f"    memory {few.megabytes:.0f} MB with {few.figures:,} figures, {alone.megabytes:.0f} MB with {figures:,}")
    print(f"    {len(asking.spent)} questions meanwhile, median {statistics.median(asking.spent):.1f} ms,", end=" ")
    print(f"p99 {asking.slowest:.1f} ms; opened {asking.opened} times; {asking.failed} failed", flush=True)
    bounds.hold("figures a second", alone.pace, 200_000, least=True)
    bounds.hold("pace to the driver's alone", alone.pace / driver.pace, 0.6, least=True)
    bounds.hold("memory to that of few figures", alone.megabytes / few.megabytes, 1.1)
    bounds.hold("questions that failed meanwhile", asking.failed, 0)
    whole = killed(url, figures)
    bounds.hold("the old store is whole after a kill in the middle", float(whole), 1, least=True)


def folder(place: Path, rows: int, bounds: Bounds) -> None:
    """Measure the whole way from a data folder into SQLite."""
    made = make(max(1, rows // _OF_ROWS + 100))
    write(place / "few", made, 1)
    write(place / "many", made, rows)
    url = f"sqlite:///{place}/folder.sqlite"
    few, many = loaded("folder", url, place / "few"), loaded("folder", url, place / "many")
    print(f"a data folder: {rows:,} rows in {many.seconds:.1f} s ({few.seconds:.1f} s without them),", end=" ")
    print(f"{rows / many.seconds:,.0f} a second; {many.megabytes:.0f} MB ({few.megabytes:.0f} MB without)")
    pace = rows / (many.seconds - few.seconds)
    bounds.hold("rows a second, less what a folder takes without", pace, 60_000, least=True)


def main() -> int:
    """Measure and print.

    Returns:
        The exit status: 1 with `--check` where a bound is passed, else 0.
    """
    parser = argparse.ArgumentParser(description="How millions of figures get into a store.")
    parser.add_argument("--figures", type=int, default=4_700_000, help="how many figures are loaded")
    parser.add_argument("--rows", type=int, default=1_000_000, help="how many rows the data folder has")
    parser.add_argument("--on", choices=("sqlite", "postgresql", "folder"), action="append", help="only this")
    parser.add_argument("--check", action="store_true", help="exit 1 where a bound is passed")
    arguments = parser.parse_args()
    bounds = Bounds()
    with tempfile.TemporaryDirectory(prefix="loading-") as name:
        place = Path(name)

        def postgresql() -> None:
            with server() as url:
                if url is None:
                    print("PostgreSQL is not installed")
                else:
                    database("PostgreSQL", url, url, arguments.figures, bounds)

        parts: dict[str, Callable[[], None]] = {
            "sqlite": lambda: database(
                "SQLite", f"sqlite:///{place}/store.sqlite", f"sqlite:///{place}/raw.sqlite", arguments.figures, bounds
            ),
            "postgresql": postgresql,
            "folder": lambda: folder(place, arguments.rows, bounds),
        }
        for part, measure in parts.items():
            if part in (arguments.on or parts):
                measure()
    return 1 if arguments.check and not bounds.kept else 0


if __name__ == "__main__":
    sys.exit(main())
