"""Each table as a CSV file (RFC 4180, UTF-8): decimal points, ISO periods, nothing where nothing is known."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from knowledge.exporting.columns import TABLES, Value
from knowledge.store import Store


def write_csv(store: Store, folder: Path) -> dict[str, int]:
    """Write a file for each table.

    Args:
        store: what is written.
        folder: where.

    Returns:
        Table -> how many rows it has.
    """
    counts = {}
    for table in TABLES:
        count = 0
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([column.name for column in table.columns])
            for count, row in enumerate(table.rows(store), 1):  # noqa: B007  (the last is how many there are)
                writer.writerow([_cell(value) for value in row])
        counts[table.name] = count
    return counts


def _cell(value: Value) -> str:
    """A value as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else value
