"""`siffersvar telegram`: serve people on Telegram."""

from __future__ import annotations

import sys
from argparse import Namespace

from bot.cli import FAILED, OK, REFUSED, UsageError
from bot.commands.opening import service, state
from bot.config import Settings
from bot.texts import say
from knowledge.model import Language


def run(options: Namespace, settings: Settings, language: Language) -> int:  # noqa: ARG001
    """Serve until the process is told to stop.

    Args:
        options: what was typed.
        settings: the settings; the language of answers is left to the questions unless it is set.
        language: of the messages.

    Returns:
        The exit code.

    Raises:
        UsageError: there is no token, or the extra is not installed.
    """
    if not settings.telegram_token:
        raise UsageError("telegram_no_token")
    try:
        import asyncio  # noqa: PLC0415  (only where it is needed)

        from bot import logs  # noqa: PLC0415  (the same)
        from bot.channels.telegram import app, receive  # noqa: PLC0415  (the extra telegram)
    except ImportError as error:
        raise UsageError("telegram_not_installed", module=error.name) from error
    logs.set_up(*filter(None, (settings.telegram_token, settings.secret, settings.telegram_webhook_secret)))
    with state(settings) as kept:
        try:
            asyncio.run(app.run(service(settings), settings, kept))
        except receive.RefusedError as refused:
            print(f"siffersvar: {say(language, f'command.{refused.key}')}", file=sys.stderr)
            return REFUSED
        except OSError as error:
            host, port = settings.telegram_webhook_listen
            words = say(language, "command.telegram_listen", host=host, port=port, problem=error.strerror or "")
            print(f"siffersvar: {words}", file=sys.stderr)
            return FAILED
    return OK
