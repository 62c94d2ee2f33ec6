"""Files of all kinds become the same rows of texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odfdo import Cell, Document, Row, Table
from openpyxl import Workbook

from knowledge.importers.errors import UnreadableTableError
from knowledge.importers.grids import read_grid
from knowledge.importers.workbooks import shown

_LETTERS = st.characters(categories=("L", "Nd", "P"), max_codepoint=0x17F)
ROWS = [["Region", "År 2023", "Värde"], ["Örebro", "12,5", ".."], ["Skåne", "1 234", "x; y"]]


def rows_of(path: Path, **said: str) -> list[list[str]]:
    """The rows of a file."""
    return list(read_grid(path, **said).rows())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv(encoding: str, separator: str, tmp_path: Path) -> None:
    """Any usual encoding and separator is recognised."""
    lines = (separator.join(f'"{cell}"' if set(cell) & {",", ";"} else cell for cell in row) for row in ROWS)
    path = tmp_path / "t.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    assert rows_of(path) == ROWS


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    rows=st.lists(
        st.lists(st.text(_LETTERS, min_size=1), min_size=3, max_size=3),
        min_size=3, max_size=8,
    ),
    separator=st.sampled_from([";", "\t"]),
)  # fmt: skip
def test_any_cells_survive(rows: list[list[str]], separator: str, tmp_path: Path) -> None:
    """Cells with quotes and separators are read as they were written, once the separator is said."""
    import csv  # noqa: PLC0415  (only here)

    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    assert rows_of(path, separator=separator, encoding="utf-8") == rows


def test_decimal_commas_are_no_separators(tmp_path: Path) -> None:
    """A file with semicolons and decimal commas in every line is cut at its semicolons."""
    path = tmp_path / "t.csv"
    path.write_text("a;b;c\nx;1,5;2,5\ny;3,5;4,5\n")
    assert rows_of(path)[1] == ["x", "1,5", "2,5"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'a;b\n"x;1\n', "row 2"),
        (b"a;b\nx\x00;1\n", "NUL"),
        (b"a;b\n\x81\xff;1\n", "cp1252"),
    ],
)
def test_broken_csv(data: bytes, says: str, tmp_path: Path) -> None:
    """What cannot be read is refused with the row or the encoding."""
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableTableError, match=says):
        rows_of(path)


def test_workbook(tmp_path: Path) -> None:
    """Cells are read as they are shown, and merged cells all have their text."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Blad A"
    page.append(["Rubrik", None, None])
    page.append(["Region", 2023, None])
    page.append(["Skåne", 0.1234, 1234.56])
    page["B3"].number_format = "0.0%"
    page["C3"].number_format = "#,##0.0"
    page.merge_cells("B2:C2")
    book.create_sheet("Blad B").append(["annat"])
    path = tmp_path / "t.xlsx"
    book.save(path)
    assert rows_of(path) == [["Rubrik", "", ""], ["Region", "2023", "2023"], ["Skåne", "12,3 %", "1234,6"]]
    assert rows_of(path, sheet="blad b") == [["annat"]]
    with pytest.raises(UnreadableTableError, match="Blad A, Blad B"):
        rows_of(path, sheet="C")


def test_formulas_without_results_are_refused(tmp_path: Path) -> None:
    """A formula that no spreadsheet has computed would pass for an empty cell."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["a", "=1+1"])
    path = tmp_path / "t.xlsx"
    book.save(path)
    with pytest.raises(UnreadableTableError, match="B1 has no stored result"):
        rows_of(path)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12.3, "General", "12,3"),
        (0.1 + 0.2, "General", "0,3"),
        (398262434, "# ##0", "398262434"),
        (12345678, "#,##0,", "12346"),
        (-5.5, "_-* #,##0.00_-;-* #,##0.00_-", "-5,50"),
        (0.5, "0%", "50 %"),
        (2.5, "0", "3"),
        (1e-7, "General", "0,0000001"),
        (date(2023, 12, 31), "yyyy-mm-dd", "2023-12-31"),
        (" a  b ", "@", "a b"),
        (None, "General", ""),
    ],
)
def test_shown(value: object, number_format: str, text: str) -> None:
    """A cell is what the spreadsheet shows."""
    assert shown(value, number_format) == text


def test_opendocument(tmp_path: Path) -> None:
    """An ODS file is read as shown, with merged cells, without the million empty rows at its end."""
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Blad1")
    for cells in (
        [Cell("Region"), Cell("2023"), Cell("2024")],
        [Cell("Skåne"), Cell(0.12, text="12 %", cell_type="percentage"), Cell(12.5, text="12,5")],
    ):
        row = Row()
        for cell in cells:
            row.append_cell(cell)
        empty = Cell()
        empty.repeated = 16_000
        row.append_cell(empty)
        table.append_row(row)
    table.set_span("B1:C1")
    last = Row()
    last.repeated = 1_000_000
    table.append_row(last)
    document.body.append(table)
    path = tmp_path / "t.ods"
    document.save(path)
    assert rows_of(path) == [["Region", "2023", "2023"], ["Skåne", "12 %", "12,5"]]


def test_other_files(tmp_path: Path) -> None:
    """Files that are not there, not read or not what they are called are refused with a cure."""
    with pytest.raises(UnreadableTableError, match="no such file"):
        read_grid(tmp_path / "x.csv")
    (tmp_path / "x.xls").write_bytes(b"")
    with pytest.raises(UnreadableTableError, match=r"as \.xlsx"):
        read_grid(tmp_path / "x.xls")
    for name in ("x.xlsx", "x.ods"):
        (tmp_path / name).write_bytes(b"nothing of the kind")
        with pytest.raises(UnreadableTableError, match="cannot be read"):
            read_grid(tmp_path / name)
