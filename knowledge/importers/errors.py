"""Why an import is refused: one small class a cause, each with its cure; what is wrong in a table is listed whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.errors import KnowledgeError

_LISTED = 20


class ImportingError(KnowledgeError):
    """Anything that an import refuses; nothing was written."""


class LibraryMissingError(ImportingError):
    """A file needs a library that is not installed."""

    def __init__(self, module: str) -> None:
        """Name what is missing and how to get it."""
        super().__init__(f"the library {module} is not installed: pip install 'siffersvar[import]'")


class UnreadableTableError(ImportingError):
    """The file cannot be read as a table."""

    def __init__(self, name: str, reason: str, cure: str) -> None:
        """Say of which file, why, and what would do."""
        super().__init__(f"{name}: {reason}. {cure[:1].upper()}{cure[1:]}.")


class MappingError(ImportingError):
    """What was said of the table's form cannot be carried out, or not enough was said."""

    def __init__(self, reason: str, cure: str) -> None:
        """Say what is lacking and how to give it."""
        super().__init__(f"{reason}. {cure[:1].upper()}{cure[1:]}.")


@dataclass(frozen=True, slots=True, order=True)
class CellFault:
    """What is wrong with one cell: row from 1, column as a letter, what, and the cure."""

    row: int
    column: str
    problem: str
    cure: str


class TableRefusedError(ImportingError):
    """The table as a whole: lists the cells that cannot be used, one a line, so that all are mended in one go."""

    def __init__(self, name: str, faults: Iterable[CellFault], total: int) -> None:
        """List `faults`, the first of `total`."""
        self.faults = tuple(sorted(faults))
        lines = [f"{name}: {total} cell{'' if total == 1 else 's'} cannot be read; nothing was written:"]
        lines += [
            f"- row {fault.row}, column {fault.column}: {fault.problem}. {fault.cure[:1].upper()}{fault.cure[1:]}."
            for fault in self.faults[:_LISTED]
        ]
        if total > _LISTED:
            lines.append(f"… and {total - _LISTED} more")
        super().__init__("\n".join(lines))


class UnknownPlacesError(ImportingError):
    """Names of places that the data folders do not know; lists each with the nearest that they do."""

    def __init__(self, name: str, unknown: Iterable[tuple[str, int, tuple[str, ...]]]) -> None:
        """List the names, the row of each one's first cell, and what is nearest."""
        self.unknown = tuple(unknown)
        lines = [f"{name}: {len(self.unknown)} names of places are not known; nothing was written:"]
        for said, row, near in self.unknown[:_LISTED]:
            nearest = f"nearest: {', '.join(near)}" if near else "nothing is near"
            lines.append(f"- row {row}: '{said}' ({nearest})")
        if len(self.unknown) > _LISTED:
            lines.append(f"… and {len(self.unknown) - _LISTED} more")
        lines.append(
            "Correct them, say what they are (--place 'NAME=CODE'), or leave their rows out (--skip-place 'NAME')."
        )
        super().__init__("\n".join(lines))


class TargetExistsError(ImportingError):
    """There is a source of that id already."""

    def __init__(self, source: str, path: object) -> None:
        """Name the source and where it is."""
        super().__init__(f"the source '{source}' is there already ({path}); choose another --source, or --replace it")


class ResultRefusedError(ImportingError):
    """What was made of the import does not stand the check of the data folder."""

    def __init__(self, problems: Iterable[object]) -> None:
        """List what the check says."""
        listed = [str(problem) for problem in problems]
        lines = ["the result does not stand the check of the data folder; nothing was written:"]
        lines += [f"- {problem}" for problem in listed[:_LISTED]]
        if len(listed) > _LISTED:
            lines.append(f"… and {len(listed) - _LISTED} more")
        super().__init__("\n".join(lines))


class ServiceError(ImportingError):
    """A statistics service answered otherwise than it should, or not at all."""

    def __init__(self, address: str, reason: str, cure: str) -> None:
        """Say at which address, what, and what would do."""
        super().__init__(f"{address}: {reason}. {cure[:1].upper()}{cure[1:]}.")
