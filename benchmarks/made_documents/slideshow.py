"""Slides of a region's board: short lines, a table, a chart with its numbers, slide numbers and a date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from benchmarks.made_documents.truth import Truth, truth

_AREA = "20"
SLIDES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Region Dalarna: månadsrapport maj 2025", ("Hälso- och sjukvårdsdirektören, 12 juni 2025", "Dnr HSN 2025/411")),
    (
        "Resultat och prognos",
        (
            "Ackumulerat underskott på 187 mkr",
            "Helårsprognosen är −395 mkr",
            "Hyrpersonal: 11,6 % av personalkostnaden (mål 5 %)",
            "Läkemedel +38 mkr mot budget",
        ),
    ),
    (
        "Tillgänglighet",
        (
            "72 % fick tid inom 90 dagar",
            "1 460 patienter väntar på operation",
            "Disponibla vårdplatser: 1,9 per 1 000 invånare",
            "4 av 15 vårdcentraler klarar målet",
        ),
    ),
)
TABLE = (
    ("Sjukhus", "Vårdplatser", "Beläggning"),
    ("Falun", "341", "97 %"),
    ("Mora", "112", "91 %"),
    ("Ludvika", "28", "84 %"),
)
CHART = (("jan", 31), ("feb", 29), ("mar", 36))


def figures() -> list[Truth]:
    """What the slides say."""
    month = "2025-05"
    said = [
        truth("underskott", "-187", "mnkr", _AREA, month),
        truth("helårsprognos", "-395", "mnkr", _AREA, month),
        truth("hyrpersonal", "11,6", "percent", _AREA, month),
        truth("mål hyrpersonal", "5", "percent", _AREA, month),
        truth("läkemedel", "38", "mnkr", _AREA, month),
        truth("tid inom 90 dagar", "72", "percent", _AREA, month),
        truth("väntar på operation", "1460", "persons", _AREA, month),
        truth("vårdplatser", "1,9", "beds_per_1000", _AREA, month),
        truth("vårdcentraler som klarar målet", "4", "count", _AREA, month),
    ]
    for name, beds, share in TABLE[1:]:
        said.append(truth(f"vårdplatser {name}", beds, "count", _AREA, month))
        said.append(truth(f"beläggning {name}", share.removesuffix(" %"), "percent", _AREA, month))
    for number, (name, value) in enumerate(CHART, 1):
        said.append(truth(f"hyrpersonal {name}", str(value), "mnkr", _AREA, f"2025-{number:02d}"))
    return said


def write(path: Path) -> None:
    """The presentation."""
    deck = Presentation()
    for number, (title, lines) in enumerate(SLIDES, 1):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(lines)
        box = slide.shapes.add_textbox(Inches(9), Inches(7), Inches(1), Inches(0.3))
        box.text_frame.text = str(number)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Vårdplatser och beläggning per sjukhus"
    table = slide.shapes.add_table(len(TABLE), 3, Inches(1), Inches(2), Inches(7), Inches(2)).table
    for number, row in enumerate(TABLE):
        for column, cell in enumerate(row):
            table.cell(number, column).text = cell
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Kostnad för hyrpersonal, mkr"
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = [name for name, _ in CHART]
    data.add_series("Utfall", [value for _, value in CHART])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(7), Inches(4), data)
    deck.save(str(path))
