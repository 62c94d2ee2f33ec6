"""The fragment that a proposed figure is quoted by: short, in the document's words, and enough for the store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.checking import stands_in
from knowledge.evidence import fault
from knowledge.folder.sources import EVIDENCE_LIMIT


def fragment(text: str, start: int, end: int, values: tuple[Decimal, ...], unit: str, document: str) -> str | None:
    """The shortest good fragment of a paragraph or row that holds a figure.

    Args:
        text: the paragraph or row.
        start: where the figure begins, with its sign.
        end: where it ends, with its unit.
        values: as published; two for a range.
        unit: as published.
        document: the whole text, in which the fragment must stand without cutting a number.

    Returns:
        The fragment, None where none of at most 80 characters holds the figure as it is proposed.
    """
    for piece in _pieces(text, start, end):
        holds = len(piece) <= EVIDENCE_LIMIT and all(fault(value, unit, piece) is None for value in values)
        if holds and stands_in(piece, document) is None:
            return piece
    return None


def _pieces(text: str, start: int, end: int) -> Iterator[str]:
    """Fragments around a figure: its sentence, the words before it, some more after it."""
    begins = [0, *(match.end() for match in re.finditer(r"(?<=[.!?:;])\s+|\s\|\s|\s[–•]\s", text[:start]))]
    words = [match.start() for match in re.finditer(r"\S+", text[:start])]
    stops = [match.end() for match in re.finditer(r"\S+", text) if match.end() >= end]
    for begin in begins[::-1]:
        whole = text[begin:].rstrip()
        if len(whole) <= EVIDENCE_LIMIT and begin:
            yield _trimmed(whole)
    if len(text) <= EVIDENCE_LIMIT:
        yield _trimmed(text)
    for begin in sorted({*begins, *words}):
        for stop in stops[:1]:
            yield _trimmed(text[begin:stop])
    for begin in sorted({*begins, *words}):
        for stop in stops[1:8]:
            yield _trimmed(text[begin:stop])
    yield text[start:end]


def _trimmed(text: str) -> str:
    """A fragment without the mark that ends its sentence."""
    return text.strip().rstrip(".,;")
