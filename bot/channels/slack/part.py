"""Slack within the service that serves all channels."""

from __future__ import annotations

from bot.channels.slack.settings import from_environment
from bot.serving.part import Part, Served


def part(served: Served) -> Part | None:
    """Serve people on Slack where SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET are set."""
    settings = from_environment(served.environ)
    if settings is None:
        return None
    from bot.channels.slack.app import App  # noqa: PLC0415  (its library is only there where the extra is)

    app = App(served, settings)
    return Part("slack", app.routes, [app.run], (settings.token, settings.signing_secret))
