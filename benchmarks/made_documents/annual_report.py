"""A region's annual report: prose with running titles, a ruled table, a table of years; as DOCX and as PDF."""

from __future__ import annotations

from pathlib import Path

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from benchmarks.made_documents.truth import Truth, truth

TITLE = "Årsredovisning 2023 för Region Värmland"
_AREA = "17"
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "1 Året i korthet",
        (
            "Fullmäktige antog budgeten den 14 november 2022 (dnr RS/220317). Ärendet bereddes enligt 11 kap. "
            "kommunallagen (2017:725).",
            "Årets resultat uppgick till 412 miljoner kronor, vilket är 96 miljoner kronor bättre än budgeterat. "
            "Nettokostnaderna ökade med 7,4 procent och landade på 10 873 miljoner kronor.",
            "Vid årets slut hade regionen 8 214 anställda, varav 79 procent var kvinnor. Sjukfrånvaron sjönk till "
            "6,2 procent jämfört med 7,1 procent 2022.",
            "Investeringarna stannade på drygt 640 mnkr. Läs mer på sidan 34 och i avsnitt 4.2.",
        ),
    ),
    (
        "2 Vård och produktion",
        (
            "Under året genomfördes 18 940 operationer, en minskning med närmare 1 200. Primärvården tog emot "
            "cirka 512 000 besök.",
            "Andelen som fick en medicinsk bedömning inom 3 dagar var 88 procent. Väntetiden till ögonmottagningen "
            "varierade mellan 41 och 97 dagar.",
            "Tre vårdcentraler i Arvika, Säffle och Torsby drivs fortsatt i egen regi.",
        ),
    ),
)
ROWS = (
    ("Mnkr", "Utfall 2023", "Budget 2023", "Utfall 2022"),
    ("Verksamhetens intäkter", "2 341", "2 190", "2 268"),
    ("Verksamhetens kostnader", "−12 879", "−12 640", "−12 041"),
    ("Avskrivningar", "−335", "−341", "−329"),
    ("Skatteintäkter", "8 655", "8 590", "8 312"),
    ("Finansnetto", "−48", "…", "61"),
    ("Årets resultat", "412", "316", "754"),
)
STAFF = (
    ("Personalgrupp", "2021", "2022", "2023"),
    ("Läkare", "902", "918", "941"),
    ("Sjuksköterskor", "2 604", "2 571", "2 498"),
    ("Undersköterskor", "1 733", "1 790", "1 812"),
)
TABLE_TITLE, STAFF_TITLE = "Tabell 3. Resultaträkning", "Tabell 4. Antal anställda per personalgrupp"
LAST = "Kontakt: ekonomidirektör Eva Ek, tfn 010-831 50 00, 651 82 Karlstad. Org.nr 232100-0156."


def figures() -> list[Truth]:
    """What the report says."""
    year = "2023"
    said = [
        truth("Årets resultat", "412", "mnkr", _AREA, year),
        truth("bättre än budget", "96", "mnkr", _AREA, year),
        truth("nettokostnadernas ökning", "7,4", "percent", _AREA, year),
        truth("nettokostnader", "10873", "mnkr", _AREA, year),
        truth("anställda", "8214", "persons", _AREA, year),
        truth("andel kvinnor", "79", "percent", _AREA, year),
        truth("sjukfrånvaro", "6,2", "percent", _AREA, year),
        truth("sjukfrånvaro året före", "7,1", "percent", _AREA, "2022"),
        truth("investeringar", "640", "mnkr", _AREA, year),
        truth("operationer", "18940", "count", _AREA, year),
        truth("operationer, minskning", "-1200", "count", _AREA, year),
        truth("besök i primärvården", "512000", "count", _AREA, year),
        truth("medicinsk bedömning", "88", "percent", _AREA, year),
        truth("väntetid ögon", "41", "days", _AREA, year, "97"),
        truth("vårdcentraler", "3", "count", _AREA, year),
    ]
    for name, *cells in ROWS[1:]:
        for cell, period in zip(cells, ("2023", "2023", "2022"), strict=True):
            if cell != "…":
                said.append(truth(name, cell.replace(" ", "").replace("−", "-"), "mnkr", _AREA, period))
    for name, *cells in STAFF[1:]:
        for cell, period in zip(cells, STAFF[0][1:], strict=True):
            said.append(truth(name, cell.replace(" ", ""), "persons", _AREA, period))
    return list(dict.fromkeys(said))  # what prose and table both say is proposed once


def write_docx(path: Path) -> None:
    """The report as a Word document."""
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = f"{TITLE} | sida 7"
    document.add_heading(TITLE, 0)
    for heading, paragraphs in PARTS:
        document.add_heading(heading, 1)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
    document.add_heading("3 Ekonomi i siffror", 1)
    for title, rows in ((TABLE_TITLE, ROWS), (STAFF_TITLE, STAFF)):
        document.add_paragraph(title, style="Caption")
        table = document.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                table.cell(number, column).text = cell
    document.add_paragraph(LAST)
    document.save(str(path))


def write_pdf(path: Path) -> None:
    """The report as a PDF: one table with lines, one without."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = [Paragraph(TITLE, styles["Title"])]
    for heading, paragraphs in PARTS:
        story += [Paragraph(heading, styles["Heading1"]), *(Paragraph(text, styles["Normal"]) for text in paragraphs)]
        story.append(Spacer(1, 8))
    story += [PageBreak(), Paragraph("3 Ekonomi i siffror", styles["Heading1"])]
    for title, rows, ruled in ((TABLE_TITLE, ROWS, True), (STAFF_TITLE, STAFF, False)):
        table = Table([list(row) for row in rows], colWidths=[180, 90, 90, 90], hAlign="LEFT")
        style = [("ALIGN", (1, 0), (-1, -1), "RIGHT")]
        table.setStyle(TableStyle([*style, ("GRID", (0, 0), (-1, -1), 0.5, colors.grey)] if ruled else style))
        story += [Paragraph(title, styles["Normal"]), Spacer(1, 4), table, Spacer(1, 14)]
    story.append(Paragraph(LAST, styles["Normal"]))

    def furniture(canvas: object, page: object) -> None:
        """The running title and the page number."""
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(72, 20, TITLE)  # type: ignore[attr-defined]
        canvas.drawRightString(520, 20, f"{page.page} (48)")  # type: ignore[attr-defined]

    SimpleDocTemplate(str(path), pagesize=A4).build(story, onFirstPage=furniture, onLaterPages=furniture)
