"""A table as CSV that the spreadsheet of its language opens as it is, and that runs nothing there."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from bot.tables.table import Row, Table
from bot.texts import say

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text that begins so may be taken for a formula."""
_JOINT = " | "


def to_csv(table: Table) -> bytes:
    """A table as the bytes of a CSV file.

    Args:
        table: the table.

    Returns:
        UTF-8 with byte order mark; in Swedish with semicolons and decimal commas, in English with commas and points. A
        text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    swedish = table.language == "sv"
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";" if swedish else ",", lineterminator="\r\n")
    columns = (
        "value",
        "upper",
        "unit",
        "approximate",
        "computed",
        "document",
        "publisher",
        "file",
        "place",
        "evidence",
    )
    writer.writerow([harmless(name) for name in (*table.header, *(say(table.language, f"table.{c}") for c in columns))])
    for row in table.rows:
        numbers = [plain(value, swedish=swedish) if value is not None else "" for value in (row.value, row.upper)]
        flags = [say(table.language, "table.yes") if flag else "" for flag in (row.approximate, row.computed)]
        writer.writerow([
            *(harmless(name) for name in row.names),
            *numbers,
            harmless(row.unit),
            *flags,
            *(harmless(_all(row, part)) for part in ("document", "publisher", "file", "place", "evidence")),
        ])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_RISKY) or text.startswith(_RISKY) else text


def plain(value: Decimal, *, swedish: bool) -> str:
    """A number that a spreadsheet reads: all its digits, no groups, a hyphen as minus."""
    text = f"{value:f}"
    return text.replace(".", ",") if swedish else text


def _all(row: Row, part: str) -> str:
    """One part of where a figure stands, of all the places behind it, each once."""
    return _JOINT.join(dict.fromkeys(filter(None, (str(getattr(place, part)) for place in row.stands))))
