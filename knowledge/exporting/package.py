"""The Frictionless data package that describes the files: https://datapackage.org."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from knowledge.exporting.columns import TABLES, Table
from knowledge.store import Store

NAME = "siffersvar"
TITLE = "Siffersvar: figures on Swedish regional health care, with their sources"
_TYPES = {"text": "string", "decimal": "number", "boolean": "boolean"}
_MEDIA = {".csv": ("csv", "text/csv"), ".parquet": ("parquet", "application/vnd.apache.parquet")}
_CHUNK = 1 << 20


def write_package(store: Store, folder: Path) -> None:
    """Write `datapackage.json`.

    Args:
        store: what the files were written from.
        folder: where they are.
    """
    resources = [_resource(table, path) for table in TABLES for path in _files(table, folder)]
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": "The documents' own terms of use apply to their figures; see the table of sources.",
        "version": store.content_hash[:12],
        "sources": [
            {"title": source.title.sv, **({"path": source.url} if source.url else {})}
            for source in store.sources.values()
        ],
        "resources": resources,
    }
    if resources:
        text = json.dumps(described, ensure_ascii=False, indent=2)
        (folder / "datapackage.json").write_text(f"{text}\n", encoding="utf-8")


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _files(table: Table, folder: Path) -> list[Path]:
    """The files of a table."""
    paths = (folder / f"{table.name}{ending}" for ending in _MEDIA)
    return [path for path in paths if path.exists()]


def _resource(table: Table, path: Path) -> dict[str, Any]:
    """One file."""
    form, media = _MEDIA[path.suffix]
    described: dict[str, Any] = {
        "name": table.name if form == "csv" else f"{table.name}-{form}",
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": path.name,
        "format": form,
        "mediatype": media,
    }
    if form == "csv":  # what checks packages does not count the bytes of other forms, and would miss them
        described |= {"bytes": path.stat().st_size, "hash": f"sha256:{checksum(path)}"}
        described |= {"encoding": "utf-8", "schema": _schema(table)}
    return described


def _schema(table: Table) -> dict[str, Any]:
    """A table's columns, its key, and what they refer to; fields that hold no value are empty."""
    keys = {other.name: other.key[0] for other in TABLES if other.key}
    schema: dict[str, Any] = {
        "fields": [
            {"name": column.name, "type": _TYPES[column.kind], "description": column.description}
            for column in table.columns
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    references = [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.refers_to == table.name else column.refers_to,
                "fields": [keys[column.refers_to]],
            },
        }
        for column in table.columns
        if column.refers_to
    ]
    return schema | ({"foreignKeys": references} if references else {})
