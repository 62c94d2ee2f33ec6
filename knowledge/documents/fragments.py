"""The fragment that a proposed figure is quoted by: short, in the document's words, and enough for the store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.checking import stands_in
from knowledge.documents.times import sentence_around
from knowledge.evidence import fault
from knowledge.folder.sources import EVIDENCE_LIMIT

_FOLLOWING = 6
"""Words after a figure that may be quoted with it."""


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
    """Fragments around a figure: its sentence or row, as much of it as may be quoted, what is before it, itself."""
    begin, stop = sentence_around(text, start, end)
    yield _trimmed(text[begin:stop])
    words = [begin, *(begin + match.start() for match in re.finditer(r"(?<=\s)\S+", text[begin:start]))]
    stops = [end + match.end() for match in re.finditer(r"\S+(?=\s|$)", text[end:stop])][:_FOLLOWING]
    for first in words:
        for last in (*reversed(stops), end):
            if last - first <= EVIDENCE_LIMIT:
                yield _trimmed(text[first:last])
    for first in (match.start() for match in re.finditer(r"(?<!\S)\S+", text[: start + 1])):
        for last in (end, *stops):
            yield _trimmed(text[first:last])


def _trimmed(text: str) -> str:
    """A fragment without the mark that ends its sentence."""
    return text.strip().strip("|").strip().rstrip(".,;")
