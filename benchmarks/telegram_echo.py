"""A bare python-telegram-bot echo bot, to set Siffersvar's rate against: `python telegram_echo.py WHERE MODE`.

WHERE is the JSON that `python -m tests.fake_bot_api` prints, MODE `sequential` (the library's default) or `concurrent`.
It keeps nothing, tries nothing again and answers with the text that it got.
"""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackContext, ExtBot, MessageHandler, filters

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]


async def echo(update: Update, _context: Context) -> None:
    """Say what was said."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


async def passed_over(_update: object, _context: Context) -> None:
    """Leave a failed send alone, as the library does by default, but for the traceback."""


def main() -> None:
    """Run until SIGTERM."""
    logging.disable(logging.CRITICAL)
    where, mode = json.loads(sys.argv[1]), sys.argv[2]
    builder = ApplicationBuilder().token(where["token"]).base_url(where["base_url"])
    application = builder.base_file_url(where["base_file_url"]).concurrent_updates(mode == "concurrent").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_error_handler(passed_over)
    application.run_polling()


if __name__ == "__main__":
    main()
