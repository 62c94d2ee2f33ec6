"""What can be typed after `siffersvar knowledge read` and `siffersvar knowledge review`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Command = Callable[[str, str], argparse.ArgumentParser]
Text = Callable[[str], str]


def add_reading(command: Command, text: Text) -> None:
    """Add the commands that read a document and review what was found.

    Args:
        command: adds a command by its name and the key of its help.
        text: the help of a key.
    """
    read = command("read", "read")
    read.add_argument("file", metavar="FILE", type=Path, help=text("read_file"))
    read.add_argument("-o", "--output", metavar="REVIEW", type=Path, help=text("read_output"))
    read.add_argument("--replace", action="store_true", help=text("read_replace"))
    read.set_defaults(step="read")
    review = command("review", "review")
    review.add_argument("file", metavar="REVIEW", type=Path, help=text("review_file"))
    review.add_argument("--accept-above", metavar="SHARE", type=_share, help=text("review_accept_above"))
    review.add_argument("--write", action="store_true", help=text("review_write"))
    review.add_argument("--documents", metavar="DIR", type=Path, help=text("review_documents"))
    review.add_argument("--source", metavar="ID", help=text("import_source"))
    review.add_argument("--title", metavar="TEXT", help=text("review_title"))
    review.add_argument("--title-en", metavar="TEXT", help=text("review_title_en"))
    review.add_argument("--publisher", metavar="TEXT", help=text("review_publisher"))
    review.add_argument("--published", metavar="DATE", help=text("review_published"))
    review.add_argument("--url", metavar="URL", help=text("review_url"))
    review.add_argument("--license", metavar="TEXT", help=text("import_license"))
    review.add_argument("--theme", metavar="TEXT", help=text("import_theme"))
    review.add_argument("--into", metavar="DIR", type=Path, help=text("import_into"))
    review.add_argument("--replace", action="store_true", help=text("import_replace"))
    review.set_defaults(step="review")


def _share(value: str) -> float:
    """A share between 0 and 1.

    Returns:
        The number.

    Raises:
        ValueError: it is none.
    """
    number = float(value.replace(",", "."))
    if not 0 <= number <= 1:
        raise ValueError(value)
    return number
