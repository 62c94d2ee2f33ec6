"""Mattermost and Rocket.Chat within the service that serves all channels."""

from __future__ import annotations

from bot.channels.mattermost.settings import from_environment
from bot.serving.part import Part, Served


def part(served: Served) -> Part | None:
    """Answer Mattermost and Rocket.Chat where MATTERMOST_TOKENS is set."""
    settings = from_environment(served.environ)
    if settings is None:
        return None
    from bot.channels.mattermost.app import routes  # noqa: PLC0415  (only where it is needed)

    return Part("mattermost", routes(served, settings), secrets=settings.tokens)
