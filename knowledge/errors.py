"""What can be wrong with the data folder or the store: one small class per cause.

Whatever an editor wrote wrongly becomes a `DataError` (the causes are in `knowledge.folder.refusals`) that names file,
row, column and cure. Loading collects the errors of the whole folder and raises one `FolderRefusedError`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from msgspec import Struct

_LISTED = 200


class KnowledgeError(Exception):
    """Anything that the package `knowledge` refuses."""


class Where(Struct, frozen=True, order=True):
    """A place in the data folder: file (relative, with `/`), row from 1 (0: the whole file) and column or key."""

    file: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """The place as an editor reads it: `areas.csv, row 3, column code`."""
        row = f", row {self.row}" if self.row else ""
        return f"{self.file}{row}" + (f", column {self.column}" if self.column else "")


class DataError(KnowledgeError):
    """One thing wrong at one place of the data folder; subclasses are the causes.

    `what` and `cure` are filled with the keyword arguments; `known` (the ids that would do) becomes "did you mean …?".
    """

    what: ClassVar[str] = "cannot be read"
    cure: ClassVar[str] = "correct it"

    def __init__(self, where: Where, *, known: Iterable[str] = (), **details: object) -> None:
        """Compose the message from the place, the class's wording and the details."""
        value = str(details.get("value", ""))
        near = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6) if value else []
        hint = f" (did you mean '{near[0]}'?)" if near else ""
        self.where = where
        self.problem = self.what.format(**details) + hint
        self.remedy = self.cure.format(**details)
        super().__init__(f"{where}: {self.problem}. {self.remedy[:1].upper()}{self.remedy[1:]}.")


class FolderRefusedError(KnowledgeError):
    """The data folder as a whole: lists every problem found in it."""

    def __init__(self, folder: Path, problems: Iterable[DataError]) -> None:
        """List `problems` by place, one a line."""
        self.folder = folder
        self.problems = tuple(sorted(problems, key=lambda problem: problem.where))
        count = len(self.problems)
        lines = [f"the data folder {folder} has {count} problem{'' if count == 1 else 's'}:"]
        lines += [f"- {problem}" for problem in self.problems[:_LISTED]]
        if count > _LISTED:
            lines.append(f"… and {count - _LISTED} more")
        super().__init__("\n".join(lines))


class Problems:
    """Collects what is wrong, so that an editor gets everything in one go."""

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self.found: list[DataError] = []

    def add(self, problem: DataError) -> None:
        """Note one more problem."""
        self.found.append(problem)

    def raise_if_any(self, folder: Path) -> None:
        """End the loading of `folder` if anything was wrong.

        Raises:
            FolderRefusedError: listing every problem noted so far.
        """
        if self.found:
            raise FolderRefusedError(folder, self.found)


class StoreError(KnowledgeError):
    """The store cannot be built or read."""


class FolderMissingError(StoreError):
    """There is no data folder where one should be."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        super().__init__(f"there is no data folder {folder}; set SIFFERSVAR_DATA to the folder that holds areas.csv")


class StoreUrlError(StoreError):
    """The database URL cannot be used."""

    def __init__(self, url: str, reason: str) -> None:
        """Say which URL (without its password) and why."""
        super().__init__(
            f"the knowledge database {url} cannot be used: {reason}; "
            "set SIFFERSVAR_KNOWLEDGE_URL to e.g. sqlite:////var/lib/siffersvar/knowledge.sqlite"
        )
        self.url = url
        self.reason = reason


class StoreNotWritableError(StoreError):
    """The store must be built and its folder cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        """Say which file could not be written and why."""
        super().__init__(
            f"the store {path} must be built and cannot be written ({reason}); make its folder writable, "
            "or set SIFFERSVAR_KNOWLEDGE_URL to a file that can be written"
        )


class NotAStoreError(StoreError):
    """The database holds something that is not a store, and is left alone."""

    def __init__(self, url: str) -> None:
        """Name the database."""
        super().__init__(
            f"the database {url} holds other tables than the store's and is left alone; "
            "set SIFFERSVAR_KNOWLEDGE_URL to a file of its own"
        )


class StoreVersionError(StoreError):
    """A database that others use too holds a store of another version, which is not built anew by itself."""

    def __init__(self, url: str, found: str, wanted: str, reason: str = "") -> None:
        """Say which versions, and why it was not built anew: it is a later one's, or `reason`."""
        why = f"it cannot be built anew ({reason})" if reason else "a newer program uses it"
        account = " with an account that may make tables and drop those that are there" if reason else ""
        super().__init__(
            f"the store {url} has tables of version {found}, this program reads those of version {wanted}, and {why}: "
            f"run `siffersvar knowledge build`{account}, which builds it of the data folder, or set "
            "SIFFERSVAR_KNOWLEDGE_URL to a database of its own"
        )


class StoreCorruptError(StoreError):
    """The store was opened and then could not be read."""

    def __init__(self, url: str, reason: str) -> None:
        """Say which store and what the database said."""
        super().__init__(f"the store {url} cannot be read ({reason}); delete it, and the next start builds it anew")


class StoreReplacedError(StoreError):
    """The database was rebuilt from another data folder while this store was open."""

    def __init__(self, url: str) -> None:
        """Name the database."""
        super().__init__(f"the store {url} was rebuilt from other data meanwhile; open it again")
