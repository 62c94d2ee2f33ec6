"""`siffersvar mcp`: serve the assistant that started this process, over standard input and output."""

from __future__ import annotations

from argparse import Namespace

from bot import logs
from bot.cli import OK, UsageError
from bot.commands.opening import service
from bot.config import Settings
from knowledge.model import Language


def run(options: Namespace, settings: Settings, language: Language) -> int:  # noqa: ARG001
    """Serve until standard input ends. Nothing but the protocol is written to standard output.

    Args:
        options: what was typed.
        settings: the settings; the language of answers is left to the questions unless it is set.
        language: of the messages.

    Returns:
        The exit code.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        from bot.channels.mcp.asking import Alone  # noqa: PLC0415  (only where it is needed)
        from bot.channels.mcp.server import server  # noqa: PLC0415  (the extra mcp)
    except ImportError as error:
        raise UsageError("mcp_not_installed", module=error.name) from error
    logs.set_up()
    server(Alone(service(settings)), lambda _: "", settings.language or "en").run("stdio")
    return OK
