"""Where the data folders are: the one that came with the package, and those that are laid over it.

Later folders add sources, indicators and areas to the first; what one of them says a second time is refused. So what
people import never goes into the installed package: it goes into a folder of their own.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

DATA_VARIABLE = "SIFFERSVAR_DATA"
PACKAGED_DATA = Path(__file__).resolve().parent / "data"

DataFolders = Path | Sequence[Path]
"""One data folder, or the first and those laid over it."""


def user_folder() -> Path:
    """The user's own data folder, which is laid over the package's where it is there."""
    from platformdirs import user_data_path  # noqa: PLC0415  (not needed where the folders are set)

    return user_data_path("siffersvar") / "data"


def listed(folders: DataFolders) -> tuple[Path, ...]:
    """One folder or several, as several."""
    return (folders,) if isinstance(folders, Path) else tuple(folders)


def split(written: str) -> tuple[Path, ...]:
    """The folders that a setting names, with the system's separator of paths (`:`, on Windows `;`) between them."""
    return tuple(Path(part) for part in written.split(os.pathsep) if part.strip())


def data_folders(given: DataFolders | None = None) -> tuple[Path, ...]:
    """The data folders to use, the first first.

    Args:
        given: those that were asked for; where there are none, SIFFERSVAR_DATA says which, and else it is the package's
            and, over it, the user's own where there is one.

    Returns:
        One folder or more.
    """
    if given is not None and (chosen := listed(given)):
        return chosen
    if chosen := split(os.environ.get(DATA_VARIABLE, "")):
        return chosen
    own = user_folder()
    return (PACKAGED_DATA, own) if own.is_dir() else (PACKAGED_DATA,)
