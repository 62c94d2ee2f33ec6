"""The settings of Slack, from the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.config import SettingError

VARIABLES = {
    "token": "SLACK_BOT_TOKEN",
    "signing_secret": "SLACK_SIGNING_SECRET",
    "api_url": "SLACK_API_URL",
    "command_replies": "SLACK_COMMAND_REPLIES",
}
"""Field of `SlackSettings` -> environment variable."""

API_URL = "https://slack.com/api"
REPLIES = {"ephemeral": False, "in_channel": True}
"""What SLACK_COMMAND_REPLIES may be -> whether everybody in the channel sees the answer."""


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How the bot is set up on Slack.

    Attributes:
        token: SLACK_BOT_TOKEN, the bot user's token (`xoxb-…`) of the workspace.
        signing_secret: SLACK_SIGNING_SECRET, by which Slack's requests are known to come from it.
        api_url: SLACK_API_URL, the address of the Web API.
        command_replies: SLACK_COMMAND_REPLIES, whether everybody in the channel sees what the slash command answers
            (`in_channel`), or who wrote it alone until they show it (`ephemeral`, the default).
    """

    token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    api_url: str = API_URL
    command_replies: bool = False


def from_environment(environ: Mapping[str, str]) -> SlackSettings | None:
    """The settings that an environment holds.

    Args:
        environ: variables and their values.

    Returns:
        The settings; None where Slack is not switched on.

    Raises:
        SettingError: only one of token and secret is set, or a value cannot be used.
    """
    token = environ.get(VARIABLES["token"], "").strip()
    secret = environ.get(VARIABLES["signing_secret"], "").strip()
    if not token and not secret:
        return None
    for name, value in (("token", token), ("signing_secret", secret)):
        if not value:
            raise SettingError(VARIABLES[name], "", "bad_slack_half_setting")
    if not re.fullmatch(r"xox[be][-.][\w.-]+", token, re.ASCII):
        raise SettingError(VARIABLES["token"], "…", "bad_slack_token_setting")
    url = environ.get(VARIABLES["api_url"], "").strip()
    if url and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
        raise SettingError(VARIABLES["api_url"], url, "bad_address_setting")
    replies = environ.get(VARIABLES["command_replies"], "").strip().lower() or "ephemeral"
    if replies not in REPLIES:
        raise SettingError(VARIABLES["command_replies"], replies, "bad_slack_replies_setting")
    return SlackSettings(token, secret, url.rstrip("/") or API_URL, REPLIES[replies])
