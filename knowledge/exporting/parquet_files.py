"""Each table as a Parquet file, written in batches; values as decimals, digit for digit."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from knowledge.exporting.columns import TABLES, Table
from knowledge.store import Store

_BATCH = 20_000
_DIGITS, _PLACES = 38, 18
"""Of a decimal: in all, and behind the point."""


def write_parquet(store: Store, folder: Path) -> dict[str, int]:
    """Write a file for each table.

    Args:
        store: what is written.
        folder: where.

    Returns:
        Table -> how many rows it has.
    """
    counts = {}
    for table in TABLES:
        schema, count, rows = _schema(table), 0, table.rows(store)
        with pq.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as writer:
            while batch := list(islice(rows, _BATCH)):
                columns = [
                    pa.array(values, field.type) for values, field in zip(zip(*batch, strict=True), schema, strict=True)
                ]
                writer.write_batch(pa.record_batch(columns, schema=schema))
                count += len(batch)
        counts[table.name] = count
    return counts


def _schema(table: Table) -> pa.Schema:
    """A table's columns, each with its description."""
    types = {"text": pa.string(), "decimal": pa.decimal128(_DIGITS, _PLACES), "boolean": pa.bool_()}
    return pa.schema(
        [
            pa.field(column.name, types[column.kind], metadata={"description": column.description})
            for column in table.columns
        ],
        metadata={"title": table.title, "description": table.description},
    )
