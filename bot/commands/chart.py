"""`siffersvar chart`: the answer to one question as a picture."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from bot.charts import ChartsMissingError, Picture, describe, draw_png, draw_svg
from bot.cli import FAILED, OK, UsageError
from bot.commands.filing import answered, form_of, refused, write
from bot.config import Settings
from bot.display import safe
from knowledge.model import Language

FORMS = (".png", ".svg")


def run(options: Namespace, settings: Settings, language: Language) -> int:
    """Draw the answer; without a file as PNG to a pipe.

    Args:
        options: what was typed.
        settings: the settings.
        language: of the command's own messages.

    Returns:
        The exit code: 1 where there is nothing to draw.

    Raises:
        UsageError: there is no question, no place for the picture, or nothing to draw with.
    """
    target: Path | None = options.output
    if target is None and sys.stdout.isatty():
        raise UsageError("chart_needs_file")
    form = ".png" if target is None else form_of(target, FORMS)
    reply, engine = answered(options, settings)
    picture = describe(reply, engine)
    if picture is None:
        refused(reply, "no_chart", language)
        return FAILED
    try:
        drawn = _drawn(picture, form)
    except ChartsMissingError as error:
        raise UsageError("library_missing") from error
    if target is None:
        sys.stdout.buffer.write(drawn)
        return OK
    write(target, drawn)
    print(safe(picture.caption, sys.stdout))
    return OK


def _drawn(picture: Picture, form: str) -> bytes:
    """The picture as a file of a form."""
    return draw_png(picture) if form == ".png" else draw_svg(picture).encode()
