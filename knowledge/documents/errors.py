"""Why a document or a review file is refused: one small class a cause, each with its cure."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.errors import KnowledgeError

_LISTED = 20


class DocumentError(KnowledgeError):
    """Anything about a document that is refused; nothing was written."""


class UnreadableDocumentError(DocumentError):
    """The file cannot be read as a document."""

    def __init__(self, name: str, reason: str, cure: str) -> None:
        """Say of which file, why, and what would do."""
        super().__init__(f"{name}: {reason}. {cure[:1].upper()}{cure[1:]}.")


class ReadingLibraryError(DocumentError):
    """A file needs a library that is not installed."""

    def __init__(self, module: str) -> None:
        """Name what is missing and how to get it."""
        super().__init__(f"the library {module} is not installed: pip install 'siffersvar[read]'")


class ReviewFileError(DocumentError):
    """A review file is wrong; lists every row that is, so that all are mended in one go."""

    def __init__(self, name: str, problems: Iterable[str]) -> None:
        """List the problems, one a line."""
        self.problems = tuple(problems)
        lines = [f"{name}: {len(self.problems)} things are wrong; nothing was written:"]
        lines += [f"- {problem}" for problem in self.problems[:_LISTED]]
        if len(self.problems) > _LISTED:
            lines.append(f"… and {len(self.problems) - _LISTED} more")
        super().__init__("\n".join(lines))


class NothingAcceptedError(DocumentError):
    """A source folder was wanted of a review in which nothing is accepted."""

    def __init__(self, name: str) -> None:
        """Say what to do."""
        super().__init__(f"{name}: no row is accepted. Write 'accept' in the column decision, or review it here.")
