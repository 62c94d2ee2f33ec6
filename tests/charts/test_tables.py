"""Tables hold the store's exact values with where each stands, and come back from their files as they went in."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.service import Service
from bot.tables import Table, table_of, to_csv, to_xlsx
from bot.tables.csv_file import harmless
from knowledge.store import Store
from tests.charts.conftest import Ask

GRANT = "hur mycket fick Skåne i sektorsbidrag"
FORMULAS = ['=HYPERLINK("x")', "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"]


def table(ask: Ask, service: Service, question: str) -> Table:
    """The table of one question's answer, which there must be."""
    found = table_of(ask(question), service.engine)
    assert found is not None
    return found


def rows_of(content: bytes, delimiter: str) -> list[dict[str, str]]:
    """The rows of a CSV file by their columns' names."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def sheets(content: bytes) -> tuple[Worksheet, Worksheet]:
    """The two sheets of a workbook."""
    first, second = load_workbook(io.BytesIO(content)).worksheets
    return first, second


def test_rows_are_the_stores(ask: Ask, service: Service, store: Store) -> None:
    """Each region's exact value, with document, place, fragment and the figure as printed; the asked one marked."""
    found = table(ask, service, GRANT)
    stored = {o.area: o for o in store.observations("sektorsbidrag") if store.areas[o.area].kind == "region"}
    assert {row.names[2]: row.value for row in found.rows} == {code: o.value for code, o in stored.items()}
    for row in found.rows:
        (place,) = row.stands
        observation = stored[row.names[2]]
        assert (place.place, place.evidence, place.published) == (
            observation.place,
            observation.evidence,
            observation.published,
        )
    assert [row.names[1] for row in found.rows if row.marked] == ["Skåne"]
    assert (found.title, found.unit, found.period) == ("Sektorsbidrag till hälso- och sjukvården", "kronor", "2024")


def test_csv_in_swedish(ask: Ask, service: Service) -> None:
    """Semicolons and decimal commas; read back, the values are the table's."""
    found = table(ask, service, "sektorsbidrag per invånare i Skåne")
    rows = rows_of(to_csv(found), ";")
    assert [Decimal(row["Värde"].replace(",", ".")) for row in rows] == [row.value for row in found.rows]
    assert any("," in row["Värde"] for row in rows)
    assert {row["Utgivare"] for row in rows} == {"SCB", ""}
    assert all(row["Plats"] and row["Belägg"] and row["Källa"] for row in rows)
    assert [row["Beräknat"] for row in rows] == ["ja" if row.computed else "" for row in found.rows]


def test_csv_in_english(ask: Ask, service: Service) -> None:
    """Commas and points."""
    found = table(ask, service, "how many available hospital beds per 1,000 inhabitants")
    (row,) = rows_of(to_csv(found), ",")
    assert (row["Value"], row["Upper end"], row["Period"]) == ("1.4", "2.2", "")


def test_negative_numbers_are_numbers(ask: Ask, service: Service) -> None:
    """A deficit has a hyphen that spreadsheets read as minus, and no apostrophe."""
    found = table(ask, service, "vad är prognosen för externa omkostnader 2025")
    assert {row["Värde"] for row in rows_of(to_csv(found), ";")} == {"-4560000000", "-4047000000"}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_formula_gets_in(ask: Ask, service: Service, text: str) -> None:
    """A text that looks like a formula is a text, in both forms."""
    found = table(ask, service, GRANT)
    first = found.rows[0]
    place = replace(first.stands[0], evidence=text, document=text)
    risky = replace(found, title=text, rows=(replace(first, names=(text, *first.names[1:]), stands=(place,)),))
    (row,) = csv.reader(io.StringIO(to_csv(risky).decode("utf-8-sig").split("\r\n", 1)[1], newline=""), delimiter=";")
    assert row[0] == row[-1] == f"'{text}"
    for sheet in sheets(to_xlsx(risky)):
        for cells in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in cells)


def test_ordinary_text_is_left_alone() -> None:
    """Words, years and dashes get no apostrophe."""
    for text in ("Skåne", "2024", "–14 miljarder", "", "a=b", "1,5"):
        assert harmless(text) == text


def test_xlsx(ask: Ask, service: Service) -> None:
    """Numbers are numbers with a format; the second sheet says where each stands; the source is on the first."""
    found = table(ask, service, GRANT)
    figures, sources = sheets(to_xlsx(found))
    head = [cell.value for cell in figures[4]]
    column = head.index("Värde") + 1
    values = [figures.cell(at, column) for at in range(5, 5 + len(found.rows))]
    assert [cell.value for cell in values] == [row.value for row in found.rows]
    assert {cell.number_format for cell in values} == {"#,##0"}
    assert figures.cell(6 + len(found.rows), 1).value == found.source
    assert [cell.value for cell in sources[1]][-5:] == ["Plats", "Belägg", "Som det står", "Enhet där", "Adress"]
    assert sources.max_row == 1 + sum(len(row.stands) for row in found.rows)
    code = head.index("Kod") + 1
    assert all(isinstance(figures.cell(at, code).value, str) for at in range(5, 5 + len(found.rows)))


def test_decimals_are_shown(ask: Ask, service: Service) -> None:
    """As many decimals as the value has."""
    figures, _ = sheets(to_xlsx(table(ask, service, "30-dagarsdödlighet efter stroke i Sverige")))
    formats = {
        cell.number_format
        for row in figures.iter_rows(min_row=5)
        for cell in row
        if cell.data_type == "n" and cell.value
    }
    assert formats == {"#,##0.0"}


def test_the_same_bytes(ask: Ask, service: Service) -> None:
    """Files of the same table are the same, whenever they were made."""
    found = table(ask, service, GRANT)
    made = to_xlsx(found)
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        assert {entry.date_time for entry in book.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        core = book.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2
    assert to_xlsx(table(ask, service, GRANT)) == made
    assert to_csv(table(ask, service, GRANT)) == to_csv(found)


def test_a_computed_figure_lists_its_sources(ask: Ask, service: Service) -> None:
    """A difference stands below what it was computed from, with the places of both."""
    found = table(ask, service, "skillnaden mellan Skåne och Halland i sektorsbidrag")
    assert [row.computed for row in found.rows] == [False, False, True]
    assert found.rows[2].value == found.rows[0].value - found.rows[1].value
    assert [place.place for place in found.rows[2].stands] == [
        found.rows[0].stands[0].place,
        found.rows[1].stands[0].place,
    ]


def test_one_lone_figure(ask: Ask, service: Service) -> None:
    """What cannot be drawn can still be listed."""
    (row,) = table(ask, service, "inflation oktober 2022").rows
    assert (row.value, row.unit, row.marked) == (Decimal("10.9"), "procent", True)


@pytest.mark.parametrize("question", ["hej", "hur mycket fick Norge i sektorsbidrag", "vad tycker du om regionerna"])
def test_no_figure_no_table(ask: Ask, service: Service, question: str) -> None:
    """Talk and refusals have none."""
    assert table_of(ask(question), service.engine) is None
