"""`siffersvar table`: the answer to one question as a table."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from bot.cli import FAILED, OK, UsageError
from bot.commands.filing import answered, form_of, refused, write
from bot.config import Settings
from bot.display import safe
from bot.tables import WorkbooksMissingError, table_of, to_csv, to_xlsx
from knowledge.model import Language

FORMS = (".csv", ".xlsx")


def run(options: Namespace, settings: Settings, language: Language) -> int:
    """Write the answer as a table; without a file as CSV to standard output.

    Args:
        options: what was typed.
        settings: the settings.
        language: of the command's own messages.

    Returns:
        The exit code: 1 where the answer has no figure.

    Raises:
        UsageError: there is no question, the file cannot be written, or nothing to write it with.
    """
    target: Path | None = options.output
    form = ".csv" if target is None else form_of(target, FORMS)
    reply, engine = answered(options, settings)
    table = table_of(reply, engine)
    if table is None:
        refused(reply, "no_table", language)
        return FAILED
    try:
        content = to_csv(table) if form == ".csv" else to_xlsx(table)
    except WorkbooksMissingError as error:
        raise UsageError("library_missing") from error
    if target is None:
        sys.stdout.buffer.write(content)
        return OK
    write(target, content)
    print(safe(f"{table.title}\n{table.source}", sys.stdout))
    return OK
