"""`siffersvar knowledge read` and `review`: a document's figures are proposed, decided on, and written as a source."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, OK, UsageError
from bot.commands.opening import opened
from bot.config import Settings
from bot.display import safe
from bot.texts import say
from knowledge.data_folders import PACKAGED_DATA, data_folders, user_folder
from knowledge.documents.errors import DocumentError
from knowledge.importers.errors import ImportingError
from knowledge.model import Language

if TYPE_CHECKING:
    from knowledge.documents.review_file import Reviewed

SUFFIX = ".granskning.csv"
"""What the name of a review ends with, where none is said."""


def run(options: Namespace, settings: Settings, language: Language) -> int:
    """Read a document, or review what was found in one.

    Args:
        options: what was typed.
        settings: the settings.
        language: of the messages.

    Returns:
        The exit code.
    """
    try:
        if options.step == "read":
            return _read(options, settings, language)
        return _Review(options, settings, language).run()
    except (DocumentError, ImportingError) as error:
        print(safe(f"siffersvar: {error}", sys.stderr), file=sys.stderr)
        return FAILED


def _read(options: Namespace, settings: Settings, language: Language) -> int:
    """Propose the figures of a document in a review file.

    Returns:
        The exit code.

    Raises:
        UsageError: there is a review already.
    """
    from knowledge.compiled_catalogue import catalogue_of  # noqa: PLC0415  (only where something is read)
    from knowledge.documents.opening import read_document  # noqa: PLC0415  (the same)
    from knowledge.documents.proposing import propose  # noqa: PLC0415  (the same)
    from knowledge.documents.review_file import reviewed, save  # noqa: PLC0415  (the same)
    from knowledge.kept_rows import sha256_of  # noqa: PLC0415  (the same)

    output: Path = options.output or options.file.with_name(options.file.name + SUFFIX)
    if output.exists() and not options.replace:
        raise UsageError("read_exists", file=output)
    document = read_document(options.file)
    proposals = propose(document, catalogue_of(opened(settings)))
    if not proposals:
        print(say(language, "command.read_none", file=safe(options.file.name, sys.stdout)))
        return FAILED
    save(reviewed(proposals, options.file.name, sha256_of(options.file)), output)
    held = sum(proposal.known for proposal in proposals)
    print(
        safe(
            say(language, "command.read_done", count=len(proposals), held=held, new=len(proposals) - held, file=output),
            sys.stdout,
        )
    )
    return OK


class _Review:
    """`knowledge review`: decisions by a script or by keys, and the source at the end."""

    def __init__(self, options: Namespace, settings: Settings, language: Language) -> None:
        """`options` are those that were typed."""
        self._options = options
        self._settings = settings
        self._language = language

    def run(self) -> int:
        """Decide, and write where that is wanted.

        Returns:
            The exit code.

        Raises:
            UsageError: nobody can be asked, and nothing was said that can be done without.
        """
        from knowledge.documents.accepting import document_of, row_check  # noqa: PLC0415  (PyYAML comes with it)
        from knowledge.documents.review_file import decided_above, read, save  # noqa: PLC0415  (the same)

        options = self._options
        rows = read(options.file)
        asked = sys.stdin.isatty()
        if options.accept_above is not None:
            rows = decided_above(rows, options.accept_above)
            save(rows, options.file)
        elif not options.write:
            if not asked:
                raise UsageError("review_nobody")
            from bot.reviewing import Reviewer  # noqa: PLC0415  (prompt_toolkit comes with it)

            document = document_of(rows, self._directories(), options.file.name)
            reviewer = Reviewer(
                rows, row_check(self._folders(), document), self._language, lambda now: save(now, options.file)
            )
            rows = reviewer.run()
        self._print("review_counts", **_counts(rows))
        writes = options.write or (asked and options.accept_above is None and self._is_wanted(rows))
        return self._write(rows) if writes else OK

    def _is_wanted(self, rows: Sequence[Reviewed]) -> bool:
        """Whether a source is to be written now that everything is decided."""
        counts = _counts(rows)
        if counts["left"] or not counts["accepted"]:
            return False
        return input(self._say("review_write_now")).strip().casefold()[:1] in ("j", "y")

    def _write(self, rows: Sequence[Reviewed]) -> int:
        """Write the source folder.

        Returns:
            The exit code.
        """
        from knowledge.documents.accepting import Described, document_of, write  # noqa: PLC0415  (as in `run`)
        from knowledge.importers.items import slug  # noqa: PLC0415  (the same)

        options = self._options
        document = document_of(rows, self._directories(), options.file.name)
        about = Described(
            id=options.source or self._asked("review_ask_source", slug(document.stem).replace("_", "-")),
            title=options.title or self._asked("review_ask_title", document.stem),
            title_en=options.title_en or "",
            publisher=options.publisher,
            published=options.published,
            url=options.url,
            license=options.license,
            theme=options.theme or "",
        )
        written = write(
            rows, about, document, self._target(), self._folders(), name=options.file.name, replace=options.replace
        )
        self._print("review_written", folder=written.folder, figures=written.figures, new=len(written.indicators))
        return OK

    def _asked(self, key: str, guess: str) -> str:
        """What is asked for where somebody is there to answer; else what is guessed."""
        if not sys.stdin.isatty() or self._options.write:
            return guess
        return input(self._say(key, guess=guess)).strip() or guess

    def _directories(self) -> list[Path]:
        """Where the document may be."""
        own = [self._options.documents] if self._options.documents else []
        return [*own, self._options.file.resolve().parent]

    def _target(self) -> Path:
        """The data folder that the source goes into: never the package's own."""
        if self._options.into:
            return Path(self._options.into)
        last = data_folders(self._settings.data)[-1]
        return user_folder() if last.resolve() == PACKAGED_DATA.resolve() else last

    def _folders(self) -> list[Path]:
        """The data folders with which the source must agree."""
        folders = dict.fromkeys((*data_folders(self._settings.data), self._target()))
        return [folder for folder in folders if folder.is_dir()]

    def _say(self, key: str, **values: object) -> str:
        """A text of the command."""
        return say(self._language, f"command.{key}", **values)

    def _print(self, key: str, **values: object) -> None:
        """Print a text of the command."""
        print(safe(self._say(key, **values), sys.stdout))


def _counts(rows: Sequence[Reviewed]) -> dict[str, int]:
    """How many rows are accepted, rejected and left."""
    accepted = sum(row.decision == "accept" for row in rows)
    rejected = sum(row.decision == "reject" for row in rows)
    return {"accepted": accepted, "rejected": rejected, "left": len(rows) - accepted - rejected}
