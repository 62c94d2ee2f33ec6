"""The hashes by which a store knows whether its data folder, or the code of the catalogue's index, has changed."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from functools import lru_cache
from pathlib import Path

from knowledge.data_folders import DataFolders, listed
from knowledge.errors import FolderMissingError

CATALOGUE_MODULES = (
    *("catalogue", "subjects", "indexing", "compiled_catalogue", "vocabulary", "places", "cues", "model", "terms"),
    *(
        "denominators",
        "apart_cues",
        "order_cues",
        "implied_cues",
        "verdict_requests",
        "shortening",
        "language/narrowing_words",
    ),
    *("language/abbreviations", "language/recent"),
    *("scenarios", "spelling", "near_words", "place_names", "language/roles"),
    *(
        "language/text",
        "language/swedish",
        "language/patterns",
        "language/tables",
        "language/undotted",
        "language/detect",
    ),
    *("language/numbers", "language/number_words", "language/numerals", "language/hedges"),
)
"""The modules that decide what the catalogue's index holds; `matching` and `weights` count only when it is used."""


_AT_ONCE = 1 << 20
"""Bytes of a file that are in memory at a time."""
KEPT_ROWS = "rows.csv"
"""What an import read, kept beside the figures made of it: for `knowledge check`, and never read into the store."""


def content_hash(folders: DataFolders) -> str:
    """SHA-256 over the relative paths and bytes of every file of the data folders, in the order of the paths.

    Hidden files and editors' backups (`.x`, `x~`, `#x#`) and kept rows are left out: the store holds nothing of them.

    Args:
        folders: the data folder, or the first and those laid over it.

    Returns:
        64 hexadecimal digits; the same on every system for the same files.

    Raises:
        FolderMissingError: there is no such folder.
    """  # noqa: DOC502  (raised by what is called)
    hashes = [_folder_hash(folder) for folder in listed(folders)]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256(" ".join(hashes).encode()).hexdigest()


def _folder_hash(folder: Path) -> str:
    """The hash of one folder."""
    if not folder.is_dir():
        raise FolderMissingError(folder)
    files = sorted(_files(str(folder), ""))
    digest = hashlib.sha256()
    for relative, path in files:
        name = relative.encode("utf-8", "surrogateescape")
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (some files a millisecond matter)
            digest.update(b"%d %d " % (len(name), os.fstat(file.fileno()).st_size) + name)
            while content := file.read(_AT_ONCE):
                digest.update(content)
    return digest.hexdigest()


@lru_cache(maxsize=8)
def catalogue_code(package: Path = Path(__file__).parent) -> str:
    """SHA-256 over the source of the modules that make the catalogue's index, and the version of Unicode.

    Args:
        package: the folder of the package `knowledge`.

    Returns:
        64 hexadecimal digits; empty where the sources cannot be read, and an index is then not to be trusted.
    """
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    try:
        for name in CATALOGUE_MODULES:
            with open(f"{package}/{name}.py", "rb", buffering=0) as file:  # noqa: PTH123  (as above)
                content = file.read()
            digest.update(b"%d " % len(content) + content)
    except OSError:
        return ""
    return digest.hexdigest()


def is_data_file(name: str) -> bool:
    """Whether a file name is read at all: not hidden, no editor's backup."""
    return not (name.startswith((".", "#")) or name.endswith("~") or name == "__pycache__")


def _files(folder: str, prefix: str) -> list[tuple[str, str]]:
    """The files below a folder as (relative path with `/`, path)."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not is_data_file(entry.name) or entry.name == KEPT_ROWS:
                continue
            if entry.is_dir(follow_symlinks=False):
                found += _files(entry.path, f"{prefix}{entry.name}/")
            elif entry.is_file():
                found.append((prefix + entry.name, entry.path))
    return found
