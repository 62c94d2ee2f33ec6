"""Whether a message came of whose sending nothing was heard: each carries a mark, by which it is found again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

_SETTLED = 1.0
"""Seconds after which what was sent is there to be found."""
_BEFORE = 120.0
"""Seconds before now in which it was sent."""
_MOST = 50
"""Messages that are looked through."""
_KIND = "siffersvar_message"


def marked(mark: str) -> dict[str, Any]:
    """A mark as a message carries it, unseen."""
    return {"event_type": _KIND, "event_payload": {"mark": mark}}


async def came(client: AsyncWebClient, channel: str, thread: str, mark: str) -> bool:
    """Whether a message is where it was sent.

    It is found in direct messages, and in channels where the app has the scopes for follow-ups. What is not found may
    still come.

    Args:
        client: asks Slack.
        channel: where it was sent.
        thread: in which thread; empty for none.
        mark: what it carries.

    Returns:
        Whether it certainly is there.
    """
    await asyncio.sleep(_SETTLED)
    given = {"channel": channel, "oldest": f"{time.time() - _BEFORE:.6f}", "limit": _MOST, "include_all_metadata": True}
    try:
        answer = await (
            client.conversations_replies(ts=thread, **given) if thread else client.conversations_history(**given)  # type: ignore[arg-type]
        )
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError):
        return False
    messages = answer.get("messages")
    return any(_mark(message) == mark for message in messages) if isinstance(messages, list) else False


def _mark(message: object) -> object:
    """The mark that a message carries."""
    metadata = message.get("metadata") if isinstance(message, Mapping) else None
    payload = metadata.get("event_payload") if isinstance(metadata, Mapping) else None
    return payload.get("mark") if isinstance(payload, Mapping) else None
