"""What every kind of document becomes before figures are looked for: sections with paragraphs and tables.

All texts have their white space folded, so that a piece of one is a fragment of the document's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a bullet or a heading; `figures` is False where its numbers are none (page numbers)."""

    text: str
    figures: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with something in it: its column from 0 among the figures, and where it stands in its row's text."""

    text: str
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the text as it stands in the document, the label, and the cells with figures."""

    text: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what stands above it, the header of each column of figures (empty where there is none), its rows.

    `lead` are the texts of the header rows, as they stand in the document.
    """

    title: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    lead: tuple[str, ...] = ()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; `where` names the page, slide or sheet, empty where it has none."""

    heading: str
    blocks: tuple[Block, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read."""

    name: str
    title: str
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """All its text in order, white space folded: what fragments are held against."""
        return " ".join(piece for section in self.sections for block in section.blocks for piece in texts(block))


def texts(block: Block) -> Iterator[str]:
    """The texts of a block, in order."""
    if isinstance(block, Paragraph):
        yield block.text
    else:
        yield from block.lead
        yield from (row.text for row in block.rows)


def folded(text: str) -> str:
    """A text with its white space folded to single spaces."""
    return " ".join(text.split())


JOINT = " | "
"""Between the cells of a row in the text of a document whose tables have cells."""
_LONGEST, _LONGEST_WORD = 1_500, 120
"""Characters of a paragraph, and of a word, beyond which it is cut or passed over."""
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])")
_DUMP = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_DIGIT = re.compile(r"[0-9]")


def table_of(rows: list[list[str]], title: str = "") -> list[Block]:
    """The blocks of a table that has cells; a table without figures is paragraphs.

    Args:
        rows: the cells of each row, merged cells empty but for the first.
        title: what stands above it.

    Returns:
        One table, or the rows as paragraphs.
    """
    from knowledge.documents.headers import header_rows  # noqa: PLC0415  (it imports this)

    clean = [[folded(cell) for cell in row] for row in rows]
    clean = [row for row in clean if any(row)]
    head = header_rows(clean)
    body = clean[head:]
    width = max((len(row) for row in clean), default=0)
    labels = _label_columns(body, width)
    if not any(_DIGIT.search(cell) for row in body for cell in row[labels:]) or labels >= width:
        return [Paragraph(text) for row in clean if (text := _joined(row))]
    lead, stacks = [], [list[str]() for _ in range(width)]
    for row in clean[:head]:
        lead.append(_joined(row))
        filled = _spread(row, width)
        for column, cell in enumerate(filled):
            if cell and cell not in stacks[column]:
                stacks[column].append(cell)
    made: list[Row] = []
    above = ""
    for row in body:
        cells, at = [], 0
        for column, cell in enumerate(row):
            if cell and column >= labels:
                cells.append(Cell(cell, column - labels, at, at + len(cell)))
            at += len(cell) + len(JOINT) if cell else 0
        own = " ".join(dict.fromkeys(cell for cell in row[:labels] if cell))
        above = own if own and not cells else above
        made.append(Row(_joined(row), own, tuple(cells)))
    corner = " ".join(stacks[0][:1]) if labels else ""
    headers = tuple(" ".join(stack) for stack in stacks[labels:])
    return [Table(title or corner, headers, tuple(made), tuple(lead))]


def _joined(row: list[str]) -> str:
    """The cells of a row with something in them, as one text."""
    return JOINT.join(cell for cell in row if cell)


def _spread(row: list[str], width: int) -> list[str]:
    """A header row in which a cell also heads the empty ones after it."""
    filled, last = [], ""
    for column in range(width):
        cell = row[column] if column < len(row) else ""
        last = cell or (last if column > 1 else "")
        filled.append(last)
    return filled


def _label_columns(body: list[list[str]], width: int) -> int:
    """How many columns at the left hold the names of the rows: those whose cells are mostly no figures."""
    from knowledge.documents.headers import is_figure  # noqa: PLC0415  (it imports this)

    for column in range(width):
        cells = [row[column] for row in body if column < len(row) and row[column]]
        if column and cells and sum(map(is_figure, cells)) * 2 >= len(cells):
            return column
    return 1


def in_pieces(section: Section) -> Section:
    """Cut the long paragraphs of a section between sentences, so that none takes long to read.

    Returns:
        The section; a piece with a word that nobody writes (a dump of data) has no figures.
    """
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Table) or len(block.text) <= _LONGEST_WORD:
            blocks.append(block)
        else:
            blocks += [Paragraph(text, block.figures and not _DUMP.search(text)) for text in _pieces(block.text)]
    return replace(section, blocks=tuple(blocks))


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces, cut after a sentence where there is one, else at a space."""
    while len(text) > _LONGEST:
        found = [match.end() for match in _SENTENCE.finditer(text, 0, _LONGEST)]
        space = text.rfind(" ", 0, _LONGEST)
        cut = found[-1] if found else space if space > 0 else _LONGEST
        yield text[:cut].strip()
        text = text[cut:].strip()
    yield text
