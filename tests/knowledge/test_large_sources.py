"""Figures beyond a number are kept on the disk while a store is built: memory is that of a small folder."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from knowledge.folder import kept, reading
from knowledge.holdings import held
from knowledge.loading import build, load
from knowledge.store import open_store

OBSERVATIONS = "sources/beslut/observations.csv"


@pytest.fixture
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is room for three figures in memory, and two are written at a time."""
    monkeypatch.setattr(kept, "_BATCH", 2)
    monkeypatch.setattr(reading, "Figures", lambda: kept.Figures(3))


def test_the_same_as_in_memory(folder: Path, url: str, request: pytest.FixtureRequest) -> None:
    """All figures, digit for digit, with their notes, and the checks that are made of them."""
    small = load(folder)
    request.getfixturevalue("little_room")
    content = load(folder)
    assert (list(content.all_observations), content.checks) == (list(small.all_observations), small.checks)
    assert (
        len(content.all_observations) == len(small.all_observations) > len(list(content.all_observations.in_memory()))
    )
    build(folder, url)
    with open_store(url, folder) as store:
        for indicator in store.indicators:
            assert store.observations(indicator) == content.observations(indicator) == small.observations(indicator)
            kinds = [kind.id for kind in small.indicators[indicator].breakdowns]
            assert store.holdings(indicator) == held(small.observations(indicator), kinds)


@pytest.mark.usefixtures("little_room")
def test_they_can_be_read_while_others_read_them(folder: Path) -> None:
    """Two readers at the same time get all of them each."""
    figures = load(folder).all_observations
    assert [first == second for first, second in zip(figures, figures, strict=True)] == [True] * len(figures)


def test_memory_does_not_grow_with_their_number(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times the figures do not take more memory, but for what each key takes to be known again."""
    monkeypatch.setattr(reading, "Figures", lambda: kept.Figures(1_000))
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
