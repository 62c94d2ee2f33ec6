"""`siffersvar serve`: the web page, the HTTP API, and every channel whose settings switch it on."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace

from bot.cli import FAILED, OK, UsageError
from bot.commands.opening import service, state
from bot.config import Settings
from bot.texts import say
from knowledge.model import Language


def run(options: Namespace, settings: Settings, language: Language) -> int:
    """Serve until the process is told to stop.

    Args:
        options: what was typed.
        settings: the settings; the language of answers is left to the questions unless it is set.
        language: of the messages.

    Returns:
        The exit code.

    Raises:
        UsageError: the extra is not installed.
        SettingError: a setting of a channel is wrong.
    """  # noqa: DOC502  (raised by what is called)
    try:
        from bot.serving import server  # noqa: PLC0415  (only where it is needed)
    except ImportError as error:
        raise UsageError("serve_not_installed", module=error.name) from error
    settings = replace(settings, listen=options.listen or settings.listen)
    with state(settings) as kept:
        try:
            server.run(service(settings), settings, kept, language)
        except OSError as error:
            host, port = settings.listen
            words = say(language, "command.serve_listen", host=host, port=port, problem=error.strerror or "")
            print(f"siffersvar: {words}", file=sys.stderr)
            return FAILED
    return OK
