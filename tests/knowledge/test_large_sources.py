"""A source of any size is read in the memory of a small one, and refused as a small one is."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from knowledge.errors import FolderRefusedError
from knowledge.folder import figures, kept, reading
from knowledge.loading import build, load
from knowledge.store import open_store

OBSERVATIONS = "sources/beslut/observations.csv"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A source is large from four figures on."""
    for module in (figures, reading):
        monkeypatch.setattr(module, "MANY", 4)


def in_order(folder: Path) -> None:
    """Put the figures of the decision in order of their key."""
    path = folder / OBSERVATIONS
    header, *rows = path.read_text("utf-8").splitlines()
    rows.sort(key=lambda row: row.split(",")[:5])
    path.write_text("\n".join([header, *rows, ""]), "utf-8")


@pytest.mark.usefixtures("large")
def test_the_same_as_a_small_one(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All figures, digit for digit, their notes, and the checks that are made of them."""
    in_order(folder)
    content = load(folder)
    for module in (figures, reading):
        monkeypatch.setattr(module, "MANY", kept.MANY)
    small = load(folder)
    assert (list(content.all_observations), content.checks) == (list(small.all_observations), small.checks)
    assert len(content.all_observations) == len(small.all_observations)
    build(folder, url)
    with open_store(url, folder) as store:
        for indicator in store.indicators:
            assert store.observations(indicator) == content.observations(indicator) == small.observations(indicator)


@pytest.mark.usefixtures("large")
def test_its_figures_stand_in_order(folder: Path) -> None:
    """One that stands too late is refused, with the cure."""
    with pytest.raises(FolderRefusedError, match=r"observations\.csv.*row 6.*Sort the rows by indicator"):
        load(folder)


@pytest.mark.usefixtures("large")
def test_the_same_figure_twice(folder: Path) -> None:
    """Two of the same key are found, since they stand beside each other."""
    in_order(folder)
    path = folder / OBSERVATIONS
    last = path.read_text("utf-8").splitlines()[-1]
    path.write_text(f"{path.read_text('utf-8')}{last}\n", "utf-8")
    with pytest.raises(FolderRefusedError, match=r"the same figure .* already stands in row 8"):
        load(folder)


@pytest.mark.usefixtures("large")
def test_memory_does_not_grow_with_it(folder: Path) -> None:
    """Four times the figures do not take more memory, but for what each period takes."""
    path = folder / OBSERVATIONS
    header = path.read_text("utf-8").splitlines()[0]
    (folder / "sources" / "beslut" / "checks.yaml").unlink()
    peaks = []
    for count in (6_000, 24_000):
        days = (f"{1000 + at // 336}-{1 + at % 336 // 28:02}-{1 + at % 28:02}" for at in range(count))
        rows = [f"bidrag,01,{day},grant,,{at},,kr,false,rad {at},N;0001;{at},," for at, day in enumerate(days)]
        path.write_text("\n".join([header, *rows, ""]), "utf-8")
        del rows
        tracemalloc.start()
        content = load(folder)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert len(content.all_observations) == count
    assert peaks[1] - peaks[0] < 18_000 * 400  # an observation takes about 1,000
