"""What `siffersvar chart` and `siffersvar table` share: the answer to one question, and a file to write."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from bot.cli import UsageError
from bot.commands.opening import service
from bot.config import Settings
from bot.display import card, safe
from bot.message import Message, Reply
from bot.texts import say
from knowledge.answering import Engine
from knowledge.model import Language


def form_of(path: Path, forms: Sequence[str]) -> str:
    """The form that a file's name asks for.

    Args:
        path: the file.
        forms: the endings there are, with their dots.

    Returns:
        One of them.

    Raises:
        UsageError: it has another ending.
    """
    ending = path.suffix.lower()
    if ending not in forms:
        raise UsageError("unknown_form", path=path, forms=" / ".join(forms))
    return ending


def answered(options: Namespace, settings: Settings) -> tuple[Reply, Engine]:
    """The answer to the question that was typed.

    Args:
        options: what was typed.
        settings: the settings.

    Returns:
        The reply, and the engine that gave it.

    Raises:
        UsageError: there is no question.
    """
    question = " ".join(options.question)
    if not question.strip():
        raise UsageError("no_question")
    bot = service(settings)
    return bot.handle(Message(question, "file", "file")), bot.engine


def refused(reply: Reply, key: str, language: Language) -> None:
    """Print the answer in words, and on standard error why there is no file."""
    print(safe(card(reply.text, color=False), sys.stdout))
    print(f"siffersvar: {say(language, f'command.{key}')}", file=sys.stderr)


def write(path: Path, content: bytes) -> None:
    """Write a file, with the folders above it.

    Args:
        path: the file.
        content: what it is to hold.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError("cannot_write", path=path, problem=error.strerror or str(error)) from error
