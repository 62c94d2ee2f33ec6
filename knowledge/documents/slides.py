"""PPTX -> a section a slide: its title, texts, tables, and the numbers behind its charts (python-pptx)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.exc import PackageNotFoundError

from knowledge.documents.blocks import Block, Paragraph, Section, folded, table_of
from knowledge.documents.errors import UnreadableDocumentError
from knowledge.importers.workbooks import shown


def read_slides(path: Path) -> tuple[str, list[Section]]:
    """Read a presentation; slide numbers, dates and footers are left out.

    Args:
        path: the .pptx file.

    Returns:
        Its title, which is that of its first slide, and its slides.

    Raises:
        UnreadableDocumentError: it is no presentation.
    """
    try:
        slides = list(Presentation(str(path)).slides)
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
        cure = "open it in a presentation program and save it anew as .pptx"
        raise UnreadableDocumentError(path.name, "it cannot be read as a presentation", cure) from error
    found: list[Section] = []
    for number, slide in enumerate(slides, 1):
        title = slide.shapes.title
        heading = folded(title.text_frame.text) if title is not None else ""
        blocks: list[Block] = [Paragraph(heading)] if heading else []
        for shape in sorted(_shapes(slide.shapes), key=lambda one: (one.top or 0, one.left or 0)):
            if title is None or shape.shape_id != title.shape_id:
                blocks += _blocks(shape)
        blocks = [block for block in blocks if not (isinstance(block, Paragraph) and block.text == str(number))]
        if not heading and blocks and isinstance(blocks[0], Paragraph) and len(blocks[0].text) < 90:
            heading = blocks[0].text
        found.append(Section(heading, tuple(blocks), f"Bild {number}"))
    return (found[0].heading if found else ""), found


_LEFT_OUT = ("SLIDE_NUMBER", "DATE", "FOOTER", "HEADER")


def _shapes(shapes: Iterable[Any]) -> Iterator[Any]:
    """The shapes of a slide, those of groups among them."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        elif not (shape.is_placeholder and shape.placeholder_format.type.name in _LEFT_OUT):
            yield shape


def _blocks(shape: Any) -> list[Block]:
    """The blocks of one shape."""
    if getattr(shape, "has_table", False):
        rows = [["" if cell.is_spanned else cell.text for cell in row.cells] for row in shape.table.rows]
        return table_of(rows)
    if getattr(shape, "has_chart", False):
        return _chart(shape.chart)
    if not shape.has_text_frame:
        return []
    texts = (folded(paragraph.text.replace("\v", " ")) for paragraph in shape.text_frame.paragraphs)
    return [Paragraph(text) for text in texts if text]


def _chart(chart: Any) -> list[Block]:
    """The numbers behind a chart as a table: a row a category, a column a series."""
    title = folded(chart.chart_title.text_frame.text) if chart.has_title and chart.chart_title.has_text_frame else ""
    blocks: list[Block] = [Paragraph(title)] if title else []
    for plot in chart.plots:
        series = list(plot.series)
        rows = [["", *(one.name or title for one in series)]]
        for number, category in enumerate(plot.categories):
            values = (one.values[number] if number < len(one.values) else None for one in series)
            rows.append([str(category), *(shown(value) for value in values)])
        blocks += table_of(rows, title)
    return blocks
