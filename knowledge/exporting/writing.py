"""A store written to a folder: whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.exporting.csv_files import write_csv
from knowledge.exporting.dcat import write_dcat
from knowledge.exporting.package import write_package
from knowledge.exporting.sqlite_file import write_sqlite
from knowledge.store import Store

FORMS = ("csv", "parquet", "sqlite")
"""What can be written: CSV and Parquet with a data package, and an SQLite file for Datasette."""


class FolderTakenError(KnowledgeError):
    """There is something where the export is to be written."""

    def __init__(self, folder: Path) -> None:
        """Name the folder and the cure."""
        super().__init__(f"{folder} is there already, and nothing is overwritten: name another folder or remove it")


class ParquetMissingError(KnowledgeError):
    """What writes Parquet is not installed."""

    def __init__(self) -> None:
        """Say what would do."""
        super().__init__("pyarrow, which writes Parquet, is not installed: pip install 'siffersvar[export]'")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the folder, its files with their sizes in bytes, and how many rows each table has."""

    folder: Path
    files: dict[str, int]
    rows: dict[str, int]


def export(store: Store, folder: Path, forms: Sequence[str] = FORMS) -> Exported:
    """Write all that a store holds, in as much memory as it takes to read the catalogue.

    Args:
        store: what is written.
        folder: where; it is made.
        forms: which of `FORMS`.

    Returns:
        What was written.

    Raises:
        FolderTakenError: there is something in the folder.
        ParquetMissingError: Parquet is wanted, and what writes it is not installed.
        OSError: the folder cannot be written.
    """  # noqa: DOC502  (some are raised by what is called)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTakenError(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        counts: dict[str, int] = {}
        if "csv" in forms:
            counts = write_csv(store, temporary)
        if "parquet" in forms:
            counts = _write_parquet(store, temporary)
        if "sqlite" in forms:
            counts = write_sqlite(store, temporary)
        write_package(store, temporary)
        write_dcat(store, temporary)
        temporary.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    files = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    return Exported(folder, files, counts)


def _write_parquet(store: Store, folder: Path) -> dict[str, int]:
    """Write Parquet files."""
    try:
        from knowledge.exporting.parquet_files import write_parquet  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise ParquetMissingError from error
    return write_parquet(store, folder)
