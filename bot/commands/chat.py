"""`siffersvar chat`: a conversation in the terminal."""

from __future__ import annotations

from argparse import Namespace

from bot.channels.terminal import standard
from bot.cli import OK
from bot.commands.opening import service
from bot.config import Settings
from knowledge.model import Language


def run(options: Namespace, settings: Settings, language: Language) -> int:  # noqa: ARG001
    """Talk until the person leaves.

    Returns:
        The exit code.
    """
    standard(language, color=settings.color).run(service(settings))
    return OK
