"""HTML -> sections by its headings, with tables and lists (lxml); navigation, scripts and forms are left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from knowledge.documents.blocks import Block, Paragraph, Section, folded, table_of
from knowledge.documents.errors import UnreadableDocumentError

_LEFT_OUT = ("script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template", "svg", "button")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "li", "blockquote", "dt", "dd", "figcaption", "pre", "summary", "td", "th")
_WIDEST = 200


def read_web(path: Path) -> tuple[str, list[Section]]:
    """Read a page that was saved.

    Args:
        path: the .html file.

    Returns:
        Its title (its first main heading, else what the browser's tab shows) and its sections.

    Raises:
        UnreadableDocumentError: it is no HTML.
    """
    data = path.read_bytes()
    encoding = "utf-8" if _is_utf8(data) else None
    try:
        root = html.document_fromstring(
            data, parser=html.HTMLParser(encoding=encoding, no_network=True, huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocumentError(path.name, "it is no HTML", "save the page from the browser") from error
    etree.strip_elements(root, *_LEFT_OUT, with_tail=False)
    main = next(root.iter("h1"), None)
    first = "".join(map(str, main.itertext())) if main is not None else root.findtext(".//title") or ""
    heading, blocks, found = "", list[Block](), list[Section]()
    for element in _elements(root):
        if element.tag in _HEADINGS:
            text = folded(element.text_content())
            if blocks:
                found.append(Section(heading, tuple(blocks)))
            heading, blocks = text, [Paragraph(text)] if text else []
        elif element.tag == "table":
            caption = element.find("caption")
            title = folded(caption.text_content()) if caption is not None else ""
            blocks += [Paragraph(title)] if title else []
            blocks += table_of(_cells(element), title)
        else:
            text = folded(element.text_content())
            blocks += [Paragraph(text)] if text else []
    found.append(Section(heading, tuple(blocks)))
    return first, found


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _elements(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Headings, tables and what holds text, in order, none inside another."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag == "head":
            continue
        if child.tag in _HEADINGS or child.tag == "table":
            yield child
        elif child.tag in _BLOCKS or (child.tag in ("div", "span", "a", "strong") and _is_text(child)):
            if next(child.iterdescendants("table", "ul", "ol", "p"), None) is not None:
                yield from _elements(child)
            else:
                yield child
        else:
            yield from _elements(child)


def _is_text(element: html.HtmlElement) -> bool:
    """Whether an element holds text of its own."""
    return bool((element.text or "").strip())


def _cells(table: html.HtmlElement) -> list[list[str]]:
    """The texts of a table's cells where they stand, merged ones once, in the first of their places."""
    rows: list[list[str]] = []
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(table.iter("tr")):
        row: list[str] = []
        for cell in line.iterchildren("td", "th"):
            while (number, len(row)) in taken:
                row.append("")
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            taken.update((number + down, len(row) + right) for down in range(1, high) for right in range(wide))
            row += [cell.text_content(), *[""] * (wide - 1)]
        rows.append(row)
    return rows


def _span(cell: html.HtmlElement, name: str) -> int:
    """Over how many rows or columns a cell goes."""
    said = cell.get(name) or "1"
    return max(1, min(int(said), _WIDEST)) if said.isdigit() else 1
