"""A workbook: a table of regions with a merged header of two rows, notes, missing figures, a total; another sheet."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from benchmarks.made_documents.truth import Truth, truth

REGIONS = (
    ("Stockholm", "01", 23811, 24.6, 24590, None),
    ("Uppsala", "03", 4120, 31.2, 4203, 30.8),
    ("Sörmland", "04", 2987, 28.0, 3011, 27.4),
    ("Västra Götaland", "14", 17450, 35.1, 17921, 36.0),
    ("Jämtland Härjedalen", "23", 1302, 19.9, 1288, 21.3),
)
PRICES = (("Sjukhusläkemedel", 11870, 12644), ("Receptläkemedel", 31205, 33018), ("Vaccin", 1442, 977))


def figures() -> list[Truth]:
    """What the workbook says."""
    said: list[Truth] = []
    for name, code, *cells in REGIONS:
        for value, unit, period in zip(cells, ("count", "days") * 2, ("2022", "2022", "2023", "2023"), strict=True):
            if value is not None:
                said.append(truth(name, str(value).replace(".", ","), unit, code, period))
    for number, period in ((2, "2022"), (4, "2023")):
        said.append(truth("Riket", str(sum(row[number] for row in REGIONS)), "count", "00", period))  # type: ignore[misc]
    for name, first, second in PRICES:
        said.append(truth(name, str(first), "mnkr", "00", "2022"))
        said.append(truth(name, str(second), "mnkr", "00", "2023"))
    return said


def write(path: Path) -> None:
    """The workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  (a new workbook has a sheet)
    sheet.title = "Höftplastik"
    sheet["A1"] = "Höftplastikoperationer och väntetid per region"
    sheet["A2"] = "Källa: kvalitetsregister, uttag 2024-03-18"
    sheet.append([])
    sheet.append(["Region", "2022", None, "2023", None])
    sheet.append([None, "Antal operationer", "Medianväntetid, dagar", "Antal operationer", "Medianväntetid, dagar"])
    sheet.merge_cells("B4:C4")
    sheet.merge_cells("D4:E4")
    for name, _, *cells in REGIONS:
        sheet.append([name, *(".." if cell is None else cell for cell in cells)])
    sheet.append(["Riket", sum(row[2] for row in REGIONS), "..", sum(row[4] for row in REGIONS), ".."])
    sheet.append([])
    sheet.append(["1) Uppgiften för Stockholm saknas på grund av systembyte."])
    other = book.create_sheet("Läkemedel")
    for row in (
        ["Läkemedelskostnader i Sverige, mnkr"],
        [],
        ["Slag", 2022, 2023],
        *map(list, PRICES),
    ):
        other.append(row)
    book.save(path)
