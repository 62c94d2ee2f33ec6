"""The content hash by which a store knows whether its data folder has changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from knowledge.errors import FolderMissingError


def content_hash(folder: Path) -> str:
    """SHA-256 over the relative paths and bytes of every file below `folder`, in the order of the paths.

    Hidden files and editors' backups (`.x`, `x~`, `#x#`) are left out: nothing reads them.

    Args:
        folder: the data folder.

    Returns:
        64 hexadecimal digits; the same on every system for the same files.

    Raises:
        FolderMissingError: there is no such folder.
    """
    if not folder.is_dir():
        raise FolderMissingError(folder)
    files = sorted(_files(str(folder), ""))
    digest = hashlib.sha256()
    for relative, path in files:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (some files a millisecond matter)
            content = file.read()
        name = relative.encode("utf-8", "surrogateescape")
        digest.update(b"%d %d " % (len(name), len(content)) + name)
        digest.update(content)
    return digest.hexdigest()


def is_data_file(name: str) -> bool:
    """Whether a file name is read at all: not hidden, no editor's backup."""
    return not (name.startswith((".", "#")) or name.endswith("~") or name == "__pycache__")


def _files(folder: str, prefix: str) -> list[tuple[str, str]]:
    """The files below a folder as (relative path with `/`, path)."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not is_data_file(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                found += _files(entry.path, f"{prefix}{entry.name}/")
            elif entry.is_file():
                found.append((prefix + entry.name, entry.path))
    return found
