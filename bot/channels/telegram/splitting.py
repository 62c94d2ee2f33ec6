"""Long messages in parts that Telegram takes: cut between rows, each part with its tags closed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.channels.telegram.markup import plain, units

LIMIT = 4_096
"""UTF-16 units of a message, counted after entities."""
CAPTION = 1_024
"""The same of a caption."""

_ATOMS = re.compile(r"<(/?)([a-z-]+)[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Atom:
    """What is never cut: a tag, an entity or a character. `size` is in UTF-16 units, 0 for a tag."""

    text: str
    size: int
    opens: str = ""
    closes: str = ""


def split(marked: str, limit: int = LIMIT) -> list[str]:
    """A text in Telegram's HTML as parts of at most `limit` UTF-16 units after entities.

    A part ends between two lines where it can, else between two words, else between two characters; never in a tag or
    an entity. What is open at the end of a part is closed there and opened again in the next.

    Args:
        marked: balanced HTML.
        limit: the longest part, at least 2.

    Returns:
        The parts in order, none of them blank; none for a blank text.
    """
    whole = plain(marked)
    if units(whole) <= limit:
        return [marked.strip("\n")] if whole.strip() else []
    atoms = list(_atoms(marked))
    parts: list[str] = []
    opened: list[_Atom] = []
    start = 0
    while start < len(atoms):
        end = _end(atoms, start, limit)
        body = atoms[start:end]
        before = list(opened)
        for atom in body:
            if atom.opens:
                opened.append(atom)
            elif atom.closes and opened:
                opened.pop()
        closing = "".join(f"</{atom.opens}>" for atom in reversed(opened))
        part = "".join(atom.text for atom in before) + "".join(atom.text for atom in body).strip("\n") + closing
        if plain(part).strip():
            parts.append(part)
        start = end
    return parts


def _end(atoms: list[_Atom], start: int, limit: int) -> int:
    """Where the part that begins at `start` ends (exclusive)."""
    size, row, word = 0, 0, 0
    for at in range(start, len(atoms)):
        atom = atoms[at]
        size += atom.size
        if size > limit:
            return row or word or max(at, start + 1)
        if atom.text == "\n":
            row = at + 1
        elif atom.text == " ":
            word = at + 1
    return len(atoms)


def _atoms(marked: str) -> Iterator[_Atom]:
    """The tags, entities and characters of a text.

    Yields:
        Them in order.
    """
    for match in _ATOMS.finditer(marked):
        text, name = match[0], match[2]
        if name:
            yield _Atom(text, 0, opens="" if match[1] else name, closes=name if match[1] else "")
        else:
            yield _Atom(text, units(html.unescape(text)))
