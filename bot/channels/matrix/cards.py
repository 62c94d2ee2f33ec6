"""The card of an answer in Matrix's HTML: the figure first and bold, tables as tables, the source last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.card import Line
from bot.channels.matrix.markup import Words, clean, escaped, rows, tagged
from bot.message import Reply

VERDICTS = {"correct": "✅", "approximately_correct": "≈", "incorrect": "❌", "unverifiable": "❔"}
"""The sign before a verdict's word."""
_FEW = 3
"""So many figures beside each other stand in prose; more make a table."""


def card(reply: Reply) -> Words:
    """A reply as a card.

    Args:
        reply: what the service said.

    Returns:
        HTML of any length without the options of a question back, which the channel offers itself; and plain text.
    """
    lines = [line for line in reply.card if line.role != "option"] or [Line("words", reply.text)]
    said: list[str] = []
    paragraph: list[str] = []

    def end() -> None:
        """End the paragraph."""
        if paragraph:
            said.append(f"<p>{'<br>'.join(paragraph)}</p>")
            paragraph.clear()

    before = ""
    for is_row, group in groupby(lines, key=lambda line: line.role == "row"):
        several = list(group)
        if is_row and _is_table(several):
            end()
            said.append(_table(several))
        elif is_row:
            paragraph += [_beside(line) for line in several]
        else:
            for line in several:
                if line.role == "source" or (line.role == "figure" and before not in ("", "verdict")):
                    end()
                paragraph.append(_said(line, reply))
                before = line.role
    end()
    return Words("".join(said), "\n".join(clean(_plain(line, reply)) for line in lines if line.text))


def _is_table(several: Sequence[Line]) -> bool:
    """Whether rows are put under each other in columns."""
    return len(several) > _FEW or any(line.row is not None and line.row.place is not None for line in several)


def _table(several: Sequence[Line]) -> str:
    """Rows as a table, with their places where they have some."""
    found = [line.row for line in several if line.row is not None]
    ranked = any(row.place is not None for row in found)
    return rows([[*([str(row.place or "")] if ranked else []), _capitalised(row.name), row.figure] for row in found])


def _beside(line: Line) -> str:
    """One of a few figures."""
    if line.row is None:
        return escaped(line.text)
    return f"{escaped(_capitalised(line.row.name))}: {tagged('b', line.row.figure)}"


def _said(line: Line, reply: Reply) -> str:
    """One line."""
    text = _capitalised(line.text)
    if line.role == "verdict":
        rest = line.text.removeprefix(line.lead).strip()
        return f"{_sign(reply)} {tagged('b', line.lead)} {escaped(rest)}".strip()
    if line.role in ("figure", "ask"):
        return tagged("b", text)
    if line.role in ("caveat", "assumption"):
        return tagged("i", text)
    return escaped(text)


def _plain(line: Line, reply: Reply) -> str:
    """One line without marks."""
    return f"{_sign(reply)} {line.text}" if line.role == "verdict" else line.text


def _sign(reply: Reply) -> str:
    """The sign of a reply's verdict."""
    return VERDICTS.get(str(reply.data["verdict"]), "")


def _capitalised(name: str) -> str:
    """A name as the first word of a line."""
    return name[:1].upper() + name[1:]
