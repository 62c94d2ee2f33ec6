"""How the channel of Mattermost and Rocket.Chat is set up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from bot.config import SettingError

VARIABLES = {
    "tokens": "MATTERMOST_TOKENS",
    "replies": "MATTERMOST_REPLIES",
    "url": "MATTERMOST_URL",
}
"""Field -> environment variable."""

Replies = Literal["ephemeral", "in_channel"]
_REPLIES = ("ephemeral", "in_channel")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")
"""What a token looks like: Mattermost makes 26 letters and digits, Rocket.Chat 24 or more."""


@dataclass(frozen=True, slots=True)
class MattermostSettings:
    """How the channel is set up.

    Attributes:
        tokens: MATTERMOST_TOKENS, the tokens of the slash commands and webhooks that are answered, with commas or
            spaces between them.
        replies: MATTERMOST_REPLIES, who sees the answer to a slash command that says nothing of it: `ephemeral` (who
            asked) or `in_channel`.
        url: MATTERMOST_URL, the address at which the chat's server reaches this service, for buttons; the public
            address where it is None.
    """

    tokens: tuple[str, ...] = field(repr=False)
    replies: Replies = "ephemeral"
    url: str | None = None


def from_environment(environ: Mapping[str, str]) -> MattermostSettings | None:
    """The settings that an environment holds.

    Args:
        environ: variables and their values.

    Returns:
        The settings; None where no token is set.

    Raises:
        SettingError: a value cannot be used. A token is not shown.
    """
    tokens = tuple(environ.get(VARIABLES["tokens"], "").replace(",", " ").split())
    if not tokens:
        return None
    if not all(_TOKEN.fullmatch(token) for token in tokens):
        raise SettingError(VARIABLES["tokens"], "…", "bad_chat_tokens_setting")
    replies = environ.get(VARIABLES["replies"], "").strip().lower() or "ephemeral"
    if replies not in _REPLIES:
        raise SettingError(VARIABLES["replies"], replies, "bad_replies_setting")
    url = environ.get(VARIABLES["url"], "").strip()
    if url and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", url):
        raise SettingError(VARIABLES["url"], url, "bad_address_setting")
    return MattermostSettings(tokens, cast("Replies", replies), url.rstrip("/") or None)
