"""A text file -> its title and sections."""

from __future__ import annotations

from pathlib import Path

from knowledge.documents.blocks import Section
from knowledge.documents.errors import UnreadableDocumentError
from knowledge.documents.plain import raw_lines, sections_of


def read_text(path: Path) -> tuple[str, list[Section]]:
    """Read a text file.

    Args:
        path: a file in UTF-8, with or without byte order mark, or as Windows writes it (cp1252).

    Returns:
        Its title, which is its first heading, and its sections.

    Raises:
        UnreadableDocumentError: it is no text.
    """
    data = path.read_bytes()
    if b"\0" in data:
        raise UnreadableDocumentError(path.name, "it is no text", "give the document itself, or save it as UTF-8 text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    sections = sections_of(raw_lines(text))
    return (sections[0].heading if sections else ""), sections
