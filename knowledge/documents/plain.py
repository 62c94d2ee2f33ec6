"""Text without mark-up -> sections: pages and slides, headings, paragraphs put together, bullets, page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.documents.blocks import Block, Paragraph, Section, folded
from knowledge.documents.text_tables import find_tables

_BULLET = re.compile(r"\s*(?:[•●▪◦‣⁃∙·*o→]\s+|[–—-]\s*(?=[^\W\d_])|[–—-]\s+(?=\S)|[0-9]{1,2}[.)]\s+(?=[^\W\d_]))")
_ALONE = re.compile(r"\s*[-+\u2212\u2013]\s?[0-9][0-9 .,\u00a0]*\s*[^\W\d_]{0,10}\s*")
"""A line that is a number with its sign, and nothing else: no bullet."""
_FURNITURE = re.compile(
    r"\s*(?:(?:sida|sid\.?|page|s\.)\s*[0-9]+(?:\s*(?:av|of|\(|/)\s*[0-9]+\)?)?|[0-9]{1,3}(?:\s*[(/]\s*[0-9]{1,3}\)?)?)\s*",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\s*(?:19|20)[0-9]{2}\s*:\s")
_ENDS = (".", "!", "?", ":", ";")
_SHORTENED = ("inkl.", "exkl.", "t.ex.", "bl.a.", "ca.", "s.k.", "resp.", "dvs.", "jfr.", "mot.", "e.g.", "i.e.")
"""Full stops that end no sentence."""
_LONGEST_HEADING = 110
_BREAK = 3
"""Empty lines after which another page or slide begins."""


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as it stands, how many lines are empty before it, and whether its type says that it is a heading."""

    text: str
    blank: int = 0
    heading: bool = False
    opens: bool = False
    """Whether a page or slide begins with it."""


def raw_lines(text: str) -> list[RawLine]:
    """The lines of a text with something in them; a form feed opens a page."""
    found: list[RawLine] = []
    blank, opens = 0, False
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    outdented = sum(1 for line in lines if line[:1].strip()) * 2 > sum(1 for line in lines if line.strip())
    for line in lines:
        opens = opens or line.startswith("\f") or blank >= _BREAK
        bare = line.replace("\f", "").expandtabs(1)
        if not bare.strip():
            blank += 1
            continue
        page = outdented and bare[0] == " " and bare[1:2].strip() != "" and _BULLET.match(bare) is None
        found.append(RawLine(bare, blank, opens=opens or page or not found))
        blank, opens = 0, False
    return found


def sections_of(lines: Sequence[RawLine]) -> list[Section]:
    """The sections of lines of text, in order, with all that the lines hold.

    Args:
        lines: the lines, in the order in which they are read.

    Returns:
        The sections; a page that goes on with a paragraph of the one before begins none.
    """
    found: list[tuple[str, list[RawLine]]] = []
    for part in _parts(_without_furniture_breaks(lines)):
        first = _paragraphs(part)[0]
        titled = first.figures and _is_heading(first.text)
        if found and not titled:
            found[-1][1].extend(part)
        else:
            found.append((first.text if titled else "", part))
    return [Section(heading, tuple(_blocks(part))) for heading, part in found]


def _without_furniture_breaks(lines: Sequence[RawLine]) -> list[RawLine]:
    """The lines, where what follows a page number at the top of a page opens the page too."""
    found: list[RawLine] = []
    for line in lines:
        after = found and found[-1].opens and _is_furniture(found[-1])
        found.append(replace(line, opens=True) if after else line)
    return found


def _is_furniture(line: RawLine) -> bool:
    """Whether a line is a page number."""
    return bool(_FURNITURE.fullmatch(line.text))


def _parts(lines: Sequence[RawLine]) -> list[list[RawLine]]:
    """The lines cut where a section may begin: at a page, at a heading by its type, at a short line of its own."""
    parts: list[list[RawLine]] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        after = lines[number + 1] if number + 1 < len(lines) else None
        begins = line.opens or (line.heading and not (before and before.heading)) or _stands_alone(line, after)
        if not parts or begins:
            parts.append([])
        parts[-1].append(line)
    return parts


def _stands_alone(line: RawLine, after: RawLine | None) -> bool:
    """Whether a line is set off as a heading: short, with a capital, no sentence, and a paragraph after it."""
    text = folded(line.text)
    set_off = line.blank and after is not None and after.blank == 1 and not after.opens
    return bool(
        set_off
        and after
        and len(text) <= 70
        and _is_heading(text)
        and not re.search(r"[0-9]", re.sub(r"\b(?:19|20)[0-9]{2}\b", "", text))
        and len(text.split()) >= 2
        and len(after.text) > len(text)
        and after.text.strip()[:1].isupper()
    )


def _is_heading(text: str) -> bool:
    """Whether a text can be a heading."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return bool(
        words
        and len(text) <= _LONGEST_HEADING
        and not text.rstrip().endswith((".", ";", ",", ":"))
        and (text[:1].isupper() or text[:1].isdigit())
        and _BULLET.match(text) is None
    )


def _blocks(lines: Sequence[RawLine]) -> list[Block]:
    """The tables and paragraphs of some lines."""
    blocks: list[Block] = []
    for piece in find_tables([line.text for line in lines], [line.blank for line in lines]):
        if isinstance(piece, range):
            blocks += _paragraphs([lines[number] for number in piece])
        else:
            blocks.append(piece)
    return blocks


def _paragraphs(lines: Sequence[RawLine]) -> list[Paragraph]:
    """Lines put together to paragraphs, without their bullets."""
    found: list[list[str]] = []
    kinds: list[bool] = []
    open_ = False
    for number, line in enumerate(lines):
        text = line.text
        if _is_furniture(line) and (line.blank or not number):
            found.append([text])
            kinds.append(False)
            open_ = False
            continue
        bullet = None if _ALONE.fullmatch(text) else _BULLET.match(text)
        begins = bullet is not None or _LABELLED.match(text) or line.heading or not found or not open_
        if not begins and line.blank:
            begins = not _goes_on(" ".join(found[-1]), text)
        if begins:
            found.append([])
            kinds.append(True)
        found[-1].append(text[bullet.end() :] if bullet else text)
        marks = text[: bullet.end()].strip() if bullet else ""
        if marks:  # the bullet is of the document's text, though of no paragraph
            found.insert(-1, [marks])
            kinds.insert(-1, False)
        open_ = not line.heading
    return [Paragraph(folded(" ".join(text)), kind) for text, kind in zip(found, kinds, strict=True)]


def _goes_on(before: str, text: str) -> bool:
    """Whether a line after an empty one goes on with the paragraph before it."""
    last, first = before.rstrip(), text.lstrip()[:1]
    if last.endswith(_ENDS) and not last.endswith(_SHORTENED):
        return False
    return (
        first.islower()
        or last.endswith(("-", ",", " och", " i", " på", " av"))
        or (first.isdigit() and not re.fullmatch(r"[0-9 .,]+", text.strip()) and last[-1:].islower() and len(last) > 25)
    )
