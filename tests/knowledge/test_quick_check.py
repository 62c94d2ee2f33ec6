"""Rows that are checked in one go come out as those checked one by one, and none with a fault slips through."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.data_folders import PACKAGED_DATA
from knowledge.errors import FolderRefusedError, Problems
from knowledge.folder import figures, quick
from knowledge.folder.files import Reader
from knowledge.folder.kept import Row
from knowledge.folder.reading import Folder
from knowledge.folder.streaming import Batch
from knowledge.loading import load

OBSERVATIONS = "sources/beslut/observations.csv"
NUMBERS = (
    "5",
    "0",
    "-0",
    "007",
    "12.5",
    "12,50",
    "−3,7",
    "–4",
    "1 234",
    "1.234",
    "12.50",
    "-0,5",
    "1e3",
    "٣",
    "²",
    "9" * 25,
)
SPACES = ("", " ", "\u00a0", "\t", "  ")


@pytest.fixture(scope="module")
def content() -> Folder:
    """The packaged data folder."""
    return load(PACKAGED_DATA)


def cells(content: Folder) -> st.SearchStrategy[dict[str, str]]:
    """Cells of a row, right or wrong, with white space here and there."""
    known = [ident for ident, one in content.indicators.items() if one.breakdowns][:2]
    known += ["sektorsbidrag", "befolkning", "nothing", ""]
    kinds = [kind.id for ident in known[:2] for kind in content.indicators[ident].breakdowns]
    units = ("kr", "tkr", "mnkr", "SEK", "persons", "percent", "count", "x", "")
    value = st.sampled_from(NUMBERS)
    joined = st.sampled_from((
        "N1 | {}",
        "N1 | 2024 | {} kr",
        "{}",
        "omkring {} personer",
        "N1 |  {}",
        "x{}",
        "N1 | 7",
        "| −{}",
    ))
    plain = st.fixed_dictionaries({
        "indicator": st.sampled_from(known),
        "area": st.sampled_from((*("01", "00", "-") * 4, "99", "")),
        "period": st.sampled_from((*("2024", "2024-02", "2024/2026") * 4, "2024-02-31", "")),
        "scenario": st.sampled_from((*("outcome", "grant") * 5, "dream", "")),
        "breakdown": st.sampled_from([*[""] * 9, *kinds, "nothing"]),
        "upper": st.sampled_from((*[""] * 9, "6", "1")),
        "unit": st.sampled_from(units),
        "approximate": st.sampled_from((*("true", "false", "Sant") * 4, "perhaps", "")),
        "place": st.sampled_from((*("rad 1", "rad  1", "tabell 1\nrad 2") * 4, "")),
        "note_sv": st.sampled_from(("", "en  not", " not ")),
        "note_en": st.just(""),
    })

    def filled(row: dict[str, str], number: str, evidence: str, space: str, at: int) -> dict[str, str]:
        row = {**row, "value": number, "evidence": evidence.format(number) + "x" * (90 if at == 99 else 0)}
        name = quick.COLUMNS[at % len(quick.COLUMNS)]
        return {**row, name: space + row[name] + space}

    return st.builds(filled, plain, value, joined, st.sampled_from(SPACES), st.integers(0, 99))


def one_by_one(content: Folder, batch: Batch) -> tuple[list[Row | None], int]:
    """What the checks one by one give, and how many faults they find."""
    reader = Reader(Path(), Problems())
    found = [
        figures.looked_at(reader, batch.row(at), "s", content.indicators, content.areas)
        for at in range(len(batch.cells))
    ]
    return found, len(reader.problems.found)


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_they_agree(content: Folder, data: st.DataObject) -> None:
    """A row that is checked in one go is that of the checks one by one, which find nothing wrong with it."""
    rows = data.draw(st.lists(cells(content), min_size=1, max_size=4))
    for together in (rows, *([row] for row in rows)):
        batch = Batch("f", list(quick.COLUMNS), [[row[name] for name in quick.COLUMNS] for row in together], range(9))
        checked = quick.QuickCheck("s", content.indicators, content.areas).rows(batch)
        slowly, _ = one_by_one(content, batch)
        for quickly, row in zip(checked, slowly, strict=True):
            assert quickly is None or quickly == row


def test_what_is_plainly_in_order_is_not_looked_at(content: Folder) -> None:
    """An import's rows are checked in one go, whole numbers, decimals and negative ones."""
    values = ("398262434", "0", "12,5", "-7", "−0,25", "3.75")
    rows = [
        ["sektorsbidrag", "12", "2024", "grant", "", v, "", "kr", "false", "rad 2", f"N | {v}", "", ""] for v in values
    ]
    checked = quick.QuickCheck("s", content.indicators, content.areas).rows(
        Batch("f", list(quick.COLUMNS), rows, range(6))
    )
    assert [row and row[6] for row in checked] == ["398262434", "0", "12.5", "-7", "-0.25", "3.75"]
    with patch.object(quick, "fault") as fault:
        quick.QuickCheck("s", content.indicators, content.areas).rows(Batch("f", list(quick.COLUMNS), rows, range(6)))
    assert not fault.called


@pytest.mark.parametrize("before", [0, 1_999, 2_000, 2_001])
def test_a_fault_is_named_with_its_row_wherever_it_stands(folder: Path, before: int) -> None:
    """Values with line breaks above it, and batches that end just there, do not move the number."""
    path = folder / OBSERVATIONS
    (folder / "sources" / "beslut" / "checks.yaml").unlink()
    header = path.read_text("utf-8").splitlines()[0]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    days = [f"{1000 + at // 336}-{1 + at % 336 // 28:02}-{1 + at % 28:02}" for at in range(before + 1)]
    for at, day in enumerate(days[:-1]):
        place = "tabell\nrad" if at == 3 else f"rad {at}"
        writer.writerow(["bidrag", "01", day, "grant", "", at, "", "kr", "false", place, f"N | {at}", "", ""])
    writer.writerow(["bidrag", "01", days[-1], "grant", "", "77", "", "kr", "false", "rad", "N | 78", "", ""])
    path.write_text(f"{header}\n{out.getvalue()}", "utf-8")
    with pytest.raises(FolderRefusedError) as refused:
        load(folder)
    assert [problem.where.row for problem in refused.value.problems] == [before + 2 + (before > 3)]
