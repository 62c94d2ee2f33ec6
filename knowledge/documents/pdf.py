"""PDF -> sections: ruled tables by their lines, else text with headings by the size of their type (pdfplumber)."""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from knowledge.documents.blocks import Block, Section, Table, folded, table_of
from knowledge.documents.errors import UnreadableDocumentError
from knowledge.documents.plain import RawLine, sections_of

_LARGER = 1.12
"""By how much larger than the text's a heading's type is."""
_APART = 1.6
"""A gap between two words of so many times the usual one begins a new cell."""
_EMPTY = 1.9
"""A distance between two lines of so many times the type's height is an empty line."""
_MARGIN = 0.06
"""The share of a page at its top and bottom in which lines that every page has are left out."""


def read_pdf(path: Path) -> tuple[str, list[Section]]:
    """Read a PDF that holds text.

    Args:
        path: the .pdf file.

    Returns:
        Its title, which is its first heading, and its sections, each with the page on which it begins.

    Raises:
        UnreadableDocumentError: it is no PDF, or locked by a password.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts, on every page
    try:
        with pdfplumber.open(path) as pdf:
            pages = [_page(page) for page in pdf.pages]
    except (PdfminerException, PDFException, ValueError, KeyError, TypeError) as error:
        cure = "open it and save it anew as PDF, without a password"
        raise UnreadableDocumentError(path.name, "it cannot be read as a PDF", cure) from error
    usual = _usual_size([line for page in pages for line in page[0]])
    running = _running([lines for lines, _ in pages])
    found: list[Section] = []
    for number, (lines, tables) in enumerate(pages, 1):
        kept = [line for line in lines if not (line["edge"] and _mask(line["text"]) in running)]
        found += _sections(kept, tables, usual, f"Sida {number}", found)
    title = next((section.heading for section in found if section.heading), "")
    return title, found


def _page(page: Any) -> tuple[list[dict[str, Any]], list[tuple[float, list[list[str]]]]]:
    """The lines of a page outside its ruled tables, and the tables with where they begin."""
    ruled = [table for table in page.find_tables() if len(table.rows) > 1 and _is_wide(table)]
    rest = page
    for table in ruled:
        rest = rest.outside_bbox(table.bbox)
    tables = [(table.bbox[1], [[cell or "" for cell in row] for row in table.extract()]) for table in ruled]
    lines = []
    for line in rest.extract_text_lines(strip=True, return_chars=True, x_tolerance=2):
        lines.append({
            "text": _with_gaps(line["chars"]),
            "top": line["top"],
            "bottom": line["bottom"],
            "size": _usual([round(char["size"], 1) for char in line["chars"]]),
            "bold": all("bold" in char["fontname"].casefold() for char in line["chars"] if char["text"].strip()),
            "edge": line["top"] < page.height * _MARGIN or line["bottom"] > page.height * (1 - _MARGIN),
        })
    return lines, tables


def _is_wide(table: Any) -> bool:
    """Whether a table has columns, and is no box around a text."""
    return max(len([cell for cell in row.cells if cell]) for row in table.rows) > 1


def _with_gaps(chars: list[dict[str, Any]]) -> str:
    """The text of a line with a tab for a wide gap between words, as between the cells of a table."""
    text, last = "", None
    for char in chars:
        if last is not None:
            gap = char["x0"] - last["x1"]
            if gap > char["size"] * _APART and last["text"].strip() and char["text"].strip():
                text = text.rstrip() + "\t"
            elif gap > char["size"] * 0.2 and not text.endswith((" ", "\t")) and char["text"] != " ":
                text += " "
        if char["text"].strip() or text[-1:].strip():  # no space after a gap, nor two
            text += char["text"]
        last = char if char["text"].strip() else last
    return text


def _usual(values: list[float]) -> float:
    """The most frequent value."""
    return Counter(values).most_common(1)[0][0] if values else 0.0


def _usual_size(lines: list[dict[str, Any]]) -> float:
    """The size of type in which most of the text is."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line["size"]] += len(line["text"])
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _running(pages: list[list[dict[str, Any]]]) -> set[str]:
    """The lines at the edge of several pages, whatever their page numbers: running titles."""
    seen = Counter(text for lines in pages for text in {_mask(line["text"]) for line in lines if line["edge"]})
    return {text for text, count in seen.items() if count > 1}


def _mask(text: str) -> str:
    """A line with its numbers made one."""
    return re.sub(r"[0-9]+", "0", folded(text))


def _sections(
    lines: list[dict[str, Any]],
    tables: list[tuple[float, list[list[str]]]],
    usual: float,
    where: str,
    before: list[Section],
) -> list[Section]:
    """The sections of one page; what it goes on with joins the last heading."""
    cuts = sorted(tables, key=lambda table: table[0])
    found: list[Section] = []
    heading = before[-1].heading if before else ""
    first = True
    for top, rows in [*cuts, (float("inf"), [])]:
        upper = [line for line in lines if line["top"] < top]
        lines = [line for line in lines if line["top"] >= top]
        made = sections_of(_raw(upper, usual, opens=first))
        first = first and not upper
        for section in made:
            goes_on = not section.heading
            found.append(replace(section, heading=section.heading or heading, where=where))
            heading = section.heading or heading
            if goes_on and len(found) > 1 and found[-2].heading == heading:
                last = found.pop()
                found[-1] = replace(found[-1], blocks=(*found[-1].blocks, *last.blocks))
        if rows:
            blocks: list[Block] = table_of(rows, _title(found))
            if not found:
                found.append(Section(heading, (), where))
            found[-1] = replace(found[-1], blocks=(*found[-1].blocks, *blocks))
    return found


def _title(found: list[Section]) -> str:
    """The line right above a table, where it is short."""
    if not found or not found[-1].blocks or isinstance(found[-1].blocks[-1], Table):
        return ""
    text = found[-1].blocks[-1].text
    return text if len(text) <= 120 and not text.endswith(".") else ""


def _raw(lines: list[dict[str, Any]], usual: float, *, opens: bool) -> list[RawLine]:
    """Lines as `plain` reads them: headings by their type, empty lines by their distance."""
    found: list[RawLine] = []
    last = None
    for line in lines:
        blank = int(last is not None and line["top"] - last["bottom"] > (line["bottom"] - line["top"]) * (_EMPTY - 1))
        larger = line["size"] > usual * _LARGER
        heading = larger or (line["bold"] and len(folded(line["text"])) < 80 and "\t" not in line["text"])
        found.append(RawLine(line["text"], blank, heading=heading, opens=opens and not found))
        last = line
    return found
