"""Which channels there are. A channel is added here, and by a module whose function `part` makes its part."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from bot.cli import UsageError
from bot.serving.part import Part, Served

MODULES = (
    "bot.channels.telegram.part",
    "bot.channels.mcp.part",
    "bot.channels.api.part",
    "bot.channels.slack.part",
    "bot.channels.matrix.part",
    "bot.channels.teams.part",
    "bot.channels.mattermost.part",
    "bot.channels.web.part",
)
"""Modules that hold a function `part(served) -> Part | None`. The last one answers where nobody else does."""


def parts(served: Served) -> Sequence[Part]:
    """The parts that the settings switch on.

    Args:
        served: what they work with.

    Returns:
        Them, in the order in which their routes are looked through.

    Raises:
        SettingError: a setting of one is wrong.
        UsageError: what one needs is not installed.
    """  # noqa: DOC502  (some are raised by what is called)
    made: list[Part] = []
    for module in MODULES:
        try:
            part: Part | None = import_module(module).part(served)
        except ImportError as error:
            raise UsageError("serve_not_installed", module=error.name) from error
        made += [part] if part is not None else []
    return made
