"""What is shown, in the form in which Mattermost and Rocket.Chat take it as the response to their request."""

from __future__ import annotations

from typing import Any

from bot.channels.mattermost.markdown import mattermost, rocket_chat
from bot.channels.mattermost.payload import Asked
from bot.channels.mattermost.settings import Replies
from bot.channels.teamchat.shown import Shown

LONGEST = 16_000
"""Characters of a post that Mattermost takes at most (16,383)."""


def to_mattermost(shown: Shown, asked: Asked, replies: Replies, actions_url: str | None) -> dict[str, Any]:
    """The response to a slash command or an outgoing webhook.

    Args:
        shown: what to show.
        asked: what it answers.
        replies: who sees an answer of which the person said nothing.
        actions_url: where presses of buttons are posted.

    Returns:
        JSON's terms.
    """
    said: dict[str, Any] = {"text": _cut(mattermost(shown.blocks, shown.language)), "skip_slack_parsing": True}
    attachments = _attachments(shown, asked.thread, actions_url)
    if attachments:
        said["attachments"] = attachments
    if asked.kind == "slash":
        said["response_type"] = asked.seen or ("ephemeral" if shown.private else replies)
    else:
        said["response_type"] = "comment"
    return said


def to_press(shown: Shown, verb: str, thread: str, actions_url: str | None) -> dict[str, Any]:
    """The response to a pressed button: a chosen question's answer stands where it was, all else is for the presser."""
    text = _cut(mattermost(shown.blocks, shown.language))
    if verb != "opt" or shown.private:
        return {"ephemeral_text": text, "skip_slack_parsing": True}
    attachments = _attachments(shown, thread, actions_url)
    return {"update": {"message": text, "props": {"attachments": attachments}}, "skip_slack_parsing": True}


def to_rocket_chat(shown: Shown, asked: Asked) -> dict[str, Any]:
    """The response to Rocket.Chat's outgoing webhook; its buttons write a question, or open a picture or table."""
    said: dict[str, Any] = {"text": _cut(rocket_chat(shown.blocks, shown.language))}
    buttons: list[dict[str, Any]] = [
        {
            "type": "button",
            "text": choice.label,
            "msg": f"{asked.trigger} {choice.question}".strip(),
            "msg_in_chat_window": True,
            "msg_processing_type": "sendMessage",
        }
        for choice in shown.asks
    ]
    buttons += [{"type": "button", "text": link.label, "url": link.address} for link in shown.links]
    if buttons:
        said["attachments"] = [{"text": "", "button_alignment": "horizontal", "actions": buttons}]
    return said


def _attachments(shown: Shown, thread: str, actions_url: str | None) -> list[dict[str, Any]]:
    """The buttons; what stands behind them never leaves Mattermost's server."""
    if actions_url is None or not shown.offers:
        return []
    actions = [
        {
            "id": f"{offer.verb}{number}",
            "type": "button",
            "name": offer.label,
            "integration": {
                "url": actions_url,
                "context": {"verb": offer.verb, "token": offer.token, "thread": thread},
            },
        }
        for number, offer in enumerate(shown.offers)
    ]
    return [{"fallback": "", "text": "", "actions": actions}]


def _cut(text: str) -> str:
    """A text that is not too long, cut at a line."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition("\n")[0] + "\n…"
