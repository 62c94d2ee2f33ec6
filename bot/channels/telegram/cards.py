"""The card of an answer in Telegram's HTML: the figure first and bold, tables in monospace, the source last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.card import Line
from bot.channels.telegram.markup import bold, escaped, italic, monospaced
from bot.message import Reply
from bot.tables.monospace import capitalised, table
from knowledge.model import Language

VERDICTS = {"correct": "✅", "approximately_correct": "≈", "incorrect": "❌", "unverifiable": "❔"}
"""The sign before a verdict's word."""

_FEW = 3
"""So many figures beside each other stand in prose with their whole kronor; more make a table."""
_LONG_LABEL = 30
"""Characters of an option that a button on a phone shows whole."""


def html_of(reply: Reply) -> str:
    """A reply as a card.

    Args:
        reply: what the service said.

    Returns:
        Balanced HTML of any length.
    """
    lines = list(reply.card) or [Line("words", reply.text)]
    language: Language = reply.data["language"]
    if all(len(choice.label) <= _LONG_LABEL for choice in reply.choices):
        lines = [line for line in lines if line.role != "option"]
    said: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        before = lines[at - 1].role if at else ""
        if line.role == "row":
            rows = list(takewhile(lambda later: later.role == "row", lines[at:]))
            end = at + len(rows)
            if not _is_table(rows):
                said += _side_by_side(rows, leading=before not in ("title", "context"))
            else:
                led = before in ("title", "context", "verdict", "figure")
                if not led and end < len(lines) and lines[end].role == "title":
                    said.append(bold(lines[end].text))
                    end += 1
                said += _table(rows, language)
            at = end
            continue
        if said and (line.role == "source" or (line.role == "figure" and before != "verdict")):
            said.append("")
        following = list(takewhile(lambda later: later.role == "row", lines[at + 1 :]))
        heads = line.role == "title" and before in ("", "source")
        if heads and following and not _is_table(following):
            said += [*_side_by_side(following, leading=True), _said(line, reply)]
            at += 1 + len(following)
            continue
        said.append(bold(line.text) if heads and following else _said(line, reply))
        at += 1
    return "\n".join(said).strip("\n")


def _is_table(rows: Sequence[Line]) -> bool:
    """Whether rows are put under each other in columns."""
    return len(rows) > _FEW or any(line.row is not None and line.row.place is not None for line in rows)


def _table(rows: Sequence[Line], language: Language) -> list[str]:
    """Rows in columns, under their unit."""
    unit, text = table([line.row for line in rows if line.row is not None], language)
    return [*filter(None, [italic(unit)]), monospaced(text)]


def _side_by_side(rows: Sequence[Line], *, leading: bool) -> list[str]:
    """A few figures as lines, bold where no other figure leads."""
    said = []
    for line in rows:
        if line.row is not None:
            figure = bold(line.row.figure) if leading else escaped(line.row.figure)
            said.append(f"{escaped(capitalised(line.row.name))}: {figure}")
    return said


def _said(line: Line, reply: Reply) -> str:
    """One line."""
    if line.role == "verdict":
        sign = VERDICTS[reply.data["verdict"]]
        rest = line.text.removeprefix(line.lead).strip()
        if not rest:
            return f"{sign} {bold(line.lead)}"
        return f"{sign} {bold(line.lead)}\n{bold(rest) if reply.data['figures'] else escaped(rest)}"
    if line.role in ("figure", "ask"):
        return bold(line.text)
    if line.role in ("caveat", "assumption"):
        return italic(line.text)
    return escaped(capitalised(line.text))
