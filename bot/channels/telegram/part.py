"""Telegram within the service that serves all channels."""

from __future__ import annotations

import asyncio

from bot.serving.part import Part, PartError, Served
from bot.texts import say


def part(served: Served) -> Part | None:
    """Serve people on Telegram where TELEGRAM_BOT_TOKEN is set."""
    settings = served.settings
    if not settings.telegram_token:
        return None
    from bot.channels.telegram import app  # noqa: PLC0415  (its library is only there where the extra is)
    from bot.channels.telegram.receive import RefusedError  # noqa: PLC0415  (the same)

    async def run(stop: asyncio.Event) -> None:
        """Serve until it is time to stop.

        Raises:
            PartError: Telegram will not have this process go on, or the webhook's address is taken.
        """
        language = settings.language or "sv"
        try:
            await app.serve(served.service, settings, served.state, stop, served.draw)
        except RefusedError as error:
            raise PartError(say(language, f"command.{error.key}")) from error
        except OSError as error:
            host, port = settings.telegram_webhook_listen
            words = say(language, "command.telegram_listen", host=host, port=port, problem=error.strerror or "")
            raise PartError(words) from error

    return Part("telegram", tasks=[run], secrets=(settings.telegram_token, settings.telegram_webhook_secret or ""))
