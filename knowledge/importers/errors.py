"""Why an import is refused: one small class a cause, each with its cure; what is wrong in a table is listed whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

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
    """What was said of a table cannot be carried out, or not enough was said; subclasses are the causes."""

    what: ClassVar[str] = "it cannot be read"
    cure: ClassVar[str] = "say more of it"

    def __init__(self, **details: object) -> None:
        """Compose the message from the class's wording and the details."""
        cure = self.cure.format(**details)
        super().__init__(f"{self.what.format(**details)}. {cure[:1].upper()}{cure[1:]}.")


class NoFiguresError(MappingError):
    """No column holds figures."""

    what = "no column of figures was found"
    cure = "name it: --column 'B=value' (by its letter or its header)"


class NoPlacesError(MappingError):
    """No column holds places."""

    what = "no column with names or codes of places was found"
    cure = "name it: --column 'A=area' (by its letter or its header)"


class NoRowError(MappingError):
    """No row holds a place and a figure."""

    what = "no row with a place and a figure was found"
    cure = "say where the header is: --header-rows 3, or 3-4"


class NoHeaderError(MappingError):
    """Nothing above the figures says what they are."""

    what = "no header was found above the first figures"
    cure = "say where it is: --header-rows 3, or 3-4"


class RoleError(MappingError):
    """A column was said to hold what no column can hold."""

    what = "'{role}' is nothing that a column can hold"
    cure = "use one of: {allowed}"


class NoColumnError(MappingError):
    """There is no column of a name that was said."""

    what = "there is no column '{name}'"
    cure = "name one by its letter or its header: {known}"


class UnexplainedColumnError(MappingError):
    """A column of texts that may tell figures apart, and is not understood."""

    what = "it cannot be told what column {name} says of the figures"
    cure = "say it: --column '{letter}=breakdown', measure, note or ignore"


class NoPeriodError(MappingError):
    """Nothing tells the period of the figures."""

    what = "neither column, header nor title tells the period of the figures"
    cure = "say it: --period 2024, or --period none where the table does not state it"


class PeriodSaidError(MappingError):
    """What was said to be the period is none."""

    what = "'{period}' is no period"
    cure = "write 2024, 2022-10, 2023-12-31 or 2024/2026"


class SeveralMeasuresError(MappingError):
    """The table measures several things, and it was not said which indicator each is."""

    what = "the table measures several things: {measures}"
    cure = (
        "say which indicator each is: --measure 'HEADER=ID'; leave a column out: --column 'B=ignore'; or, "
        "where they are kinds of one thing (age groups), --headers breakdown"
    )


class UnknownMeasureError(MappingError):
    """An indicator was said to be under a header that the table does not have."""

    what = "the table has no measure '{header}'"
    cure = "use one of: {known}"


class LackingError(MappingError):
    """What must be known of the source or an indicator, and cannot be guessed."""

    what = "this is lacking: {lacking}"
    cure = "give it by the options named, or in a file (--mapping FILE)"


class UnknownUnitError(MappingError):
    """A unit that is none."""

    what = "'{unit}' is no unit"
    cure = "use one of: {allowed}"


class OtherUnitError(MappingError):
    """An indicator that is there already has another unit than the table's."""

    what = "the indicator '{indicator}' is kept in {base}, and the table is in {unit}"
    cure = "use a unit of {base} (--unit), or another indicator"


class UnknownKindError(MappingError):
    """An indicator that is there already does not have a kind that the table has."""

    what = "the indicator '{indicator}' has no kind '{kind}'"
    cure = "use another id for --indicator, or add the kind to the indicator's file"


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
