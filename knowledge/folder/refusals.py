"""Why a data folder is refused: one small class per cause, each with its wording and its cure."""

from __future__ import annotations

from knowledge.errors import DataError

# Files


class MissingFileError(DataError):
    """A file that the folder must have is not there."""

    what = "the file is missing"
    cure = "create it, or name the right data folder (SIFFERSVAR_DATA)"


class UnreadableFileError(DataError):
    """The operating system refuses to read the file."""

    what = "cannot be read ({reason})"
    cure = "correct the file's permissions"


class EncodingError(DataError):
    """The file is not UTF-8."""

    what = "is not UTF-8: byte {offset} is 0x{byte:02X}{guess}"
    cure = "save the file as UTF-8 (in Excel: 'CSV UTF-8'; in an editor: 'Save with encoding')"


class NulByteError(DataError):
    """The file holds a NUL character, which no database keeps."""

    what = "holds a NUL character (byte {offset})"
    cure = "save the file as plain UTF-8 text"


class YamlSyntaxError(DataError):
    """The file is not YAML."""

    what = "is not valid YAML: {reason}"
    cure = "mind indentation, and put texts with ': ', '#', '%', '[' or a leading '-' in double quotes"


class CsvSyntaxError(DataError):
    """The file is not a regular table."""

    what = "is not a regular table: {reason}"
    cure = "put values with a decimal comma or a separator in double quotes, and give every row the header's columns"


class HeaderError(DataError):
    """The header names other columns than it must."""

    what = "the header is wrong: {faults}"
    cure = "the header must be exactly: {expected}"


# Keys and values


class UnknownKeyError(DataError):
    """A key that nothing reads, mostly a misspelt one."""

    what = "the key '{value}' is not known here"
    cure = "use one of: {allowed}"


class MissingKeyError(DataError):
    """A key or value that must be there is not, or is empty."""

    what = "'{key}' is missing or empty"
    cure = "add it"


class DuplicateNameError(DataError):
    """One key stands twice in one mapping."""

    what = "the key '{key}' stands twice (first in row {first})"
    cure = "keep one of them"


class ShapeError(DataError):
    """A value of another kind than it must be."""

    what = "'{key}' must be {expected}, and is {found}"
    cure = "write it as {expected}"


class ChoiceError(DataError):
    """A value that is none of those it may be."""

    what = "'{value}' is not a {name}"
    cure = "use one of: {allowed}"


class IdentifierError(DataError):
    """An id with other characters than ids have."""

    what = "'{value}' cannot be an id"
    cure = "use a-z, 0-9, '_' and '-', beginning with a letter"


class SourceFolderError(DataError):
    """A source's id is not the name of its folder."""

    what = "the id '{value}' is not the name of the folder"
    cure = "give the folder and the id one name"


class UnknownFileError(DataError):
    """A file in a source's folder that nothing reads, mostly a misspelt one."""

    what = "nothing reads the file '{value}'"
    cure = "rename it to one of {allowed}, or name it as 'file' in source.yaml, or remove it"


class DuplicateIdError(DataError):
    """Two things of one kind have one id."""

    what = "the {kind} id '{value}' is already taken by {other}"
    cure = "give one of them another id"


class UnknownReferenceError(DataError):
    """An id that must name something in the folder names nothing."""

    what = "there is no {kind} '{value}'"
    cure = "name one that is in the data folder, or add it"


class UnknownAreaError(DataError):
    """An area code that is in neither areas.csv nor municipalities.csv."""

    what = "there is no area with the code '{value}'"
    cure = "use SCB's code with its leading zero ('01'; Excel drops it), '00' for Sweden, or '-' for a region not named"


class EmptyTableError(DataError):
    """A table that no indicator names."""

    what = "no indicator is a row of the table '{value}'"
    cure = "write the table's id under 'groups' of the indicators that are its rows"


class CircularDerivationError(DataError):
    """Derived indicators that are computed from each other."""

    what = "'{value}' is derived from itself ({path})"
    cure = "derive it from indicators that have figures of their own"


# Figures


class NumberError(DataError):
    """A value that is not a number as Swedish documents print them."""

    what = "'{value}' is not a number"
    cure = "write digits, a decimal comma and, where needed, a minus: -11,8 or 398 262 434; no thousands comma or dot"


class PeriodError(DataError):
    """A period that is not ISO 8601."""

    what = "'{value}' is not a period"
    cure = "write 2024, 2022-10, 2023-12-31 or 2024/2026, or leave it empty where the document does not state it"


class RangeError(DataError):
    """A range that ends before it begins."""

    what = "the range ends at {upper}, below its beginning {value}"
    cure = "put the lower number in 'value' and the higher in 'upper'"


class UnitMismatchError(DataError):
    """A published unit that cannot be turned into the indicator's unit."""

    what = "the unit '{value}' does not fit the indicator '{indicator}', which is kept in {base}"
    cure = "use one of: {allowed}"


class DuplicateKeyError(DataError):
    """One figure stands twice in one source."""

    what = "the same figure ({key}) already stands in row {first}"
    cure = "keep one of them, or tell them apart by period, scenario or breakdown"


class OrderError(DataError):
    """A large source whose figures do not stand in order."""

    what = "a source with more than {many} figures has them in order of their key, and this one stands too late"
    cure = "sort the rows by indicator, area, period, scenario and breakdown"


class ContradictionError(DataError):
    """A figure that its source both gives and does not give."""

    what = "the figure ({key}) is said to be missing, and stands in observations.csv"
    cure = "keep one of the two"


class EvidenceError(DataError):
    """A value that does not stand in its evidence."""

    what = 'the value {value} {unit} is not in its evidence "{evidence}": {reason}'
    cure = "correct the value or its unit, or quote the fragment of the document in which it stands"


class EvidenceLengthError(DataError):
    """Evidence that is longer than a fragment may be."""

    what = "the evidence has {length} characters"
    cure = "quote the shortest fragment that holds it, at most {limit} characters"


# The folder as a whole


class AliasClashError(DataError):
    """Two subjects claim one name."""

    what = "the name '{value}' of {owner} is already claimed by {other}"
    cure = "let it name one of them only, and make the other tell itself apart"


class CheckShapeError(DataError):
    """A check that cannot be carried out as it is written."""

    what = "the check '{id}' cannot be carried out: {reason}"
    cure = "name figures that are in this source"


class CheckFailedError(DataError):
    """Rows that must add up do not."""

    what = "the check '{id}' does not add up: {computed} is not {expected} ({detail})"
    cure = "compare the figures with the document"
