"""A file of any kind that is read -> a document, by its suffix; each kind's library is imported only for it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from knowledge.documents.blocks import Document, Section, folded, in_pieces
from knowledge.documents.errors import ReadingLibraryError, UnreadableDocumentError

_KINDS = {
    ".pdf": ("pdf", "read_pdf"),
    ".docx": ("word", "read_word"),
    ".pptx": ("slides", "read_slides"),
    ".xlsx": ("sheets", "read_sheets"),
    ".xlsm": ("sheets", "read_sheets"),
    ".html": ("web", "read_web"),
    ".htm": ("web", "read_web"),
    ".txt": ("text", "read_text"),
    ".md": ("text", "read_text"),
}
"""Suffix -> the module here and its function."""
KINDS = tuple(_KINDS)
"""The suffixes of the files that are read."""
_OLD = {".doc": ".docx", ".ppt": ".pptx", ".xls": ".xlsx", ".odt": ".docx", ".odp": ".pptx", ".rtf": ".docx"}


def read_document(path: Path) -> Document:
    """Read a document.

    Args:
        path: a PDF, DOCX, PPTX, XLSX, HTML or text file.

    Returns:
        The document, with its sections in the order in which they are read.

    Raises:
        UnreadableDocumentError: there is no such file, it is of another kind or damaged, or it holds no text.
        ReadingLibraryError: it needs a library that is not installed.
    """
    if not path.is_file():
        raise UnreadableDocumentError(str(path), "there is no such file", "check its name and folder")
    kind = path.suffix.lower()
    if kind in _OLD:
        raise UnreadableDocumentError(path.name, f"{kind} files are not read", f"save it as {_OLD[kind]} or PDF")
    if kind not in _KINDS:
        cure = f"these are: {', '.join(KINDS)}"
        raise UnreadableDocumentError(path.name, f"files that end with '{kind}' are not read", cure)
    module, name = _KINDS[kind]
    try:
        read: Callable[[Path], tuple[str, list[Section]]] = getattr(
            import_module(f"knowledge.documents.{module}"), name
        )
        title, sections = read(path)
    except ModuleNotFoundError as error:
        raise ReadingLibraryError(error.name or module) from error
    sections = [in_pieces(section) for section in sections if section.blocks]
    if not sections:
        cure = "it may be pictures of pages: have it read by a scanner's text recognition first"
        raise UnreadableDocumentError(path.name, "it holds no text", cure)
    title = folded(title) or next((section.heading for section in sections if section.heading), "") or path.stem
    return Document(path.name, title, tuple(sections))
