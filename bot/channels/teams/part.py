"""Microsoft Teams within the service that serves all channels."""

from __future__ import annotations

from bot.channels.teams.settings import from_environment
from bot.serving.part import Part, Served


def part(served: Served) -> Part | None:
    """Answer Teams where TEAMS_APP_ID and TEAMS_APP_PASSWORD, or TEAMS_WEBHOOK_SECRETS, are set."""
    settings = from_environment(served.environ)
    if settings is None:
        return None
    from bot.channels.teams import app  # noqa: PLC0415  (Microsoft's library is only there where the extra is)

    return app.part(served, settings)
