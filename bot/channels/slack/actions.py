"""What is to be done on Slack, planned before it is done: frozen, and kept as JSON until it has been done."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

Block = Mapping[str, Any]
"""A block of Block Kit, in JSON's terms."""
Blocks = tuple[Block, ...]


class UnknownActionError(ValueError):
    """What was kept is no action of this version, such as after going back to an older one."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("a kept action cannot be read by this version of Siffersvar; it is passed over")


@dataclass(frozen=True, slots=True)
class Say:
    """Say something.

    Attributes:
        channel: where; the id of a person for their conversation with the bot.
        user: who is answered.
        text: what notifications and screen readers say, as mrkdwn.
        blocks: what is seen.
        thread: in which thread.
        private: whether it is shown to this person alone.
        url: where responses may be posted, also in channels of which the bot is no member; empty for none.
        until: up to when, seconds since 1970.
    """

    channel: str
    user: str
    text: str
    blocks: Blocks = ()
    thread: str = ""
    private: bool = False
    url: str = ""
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class Replace:
    """Put other words in the place of a message whose button was pressed; without any, it is taken away."""

    url: str
    until: float
    text: str = ""
    blocks: Blocks = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """Send a file with a few words (mrkdwn); `alt` says what is to be seen in a picture.

    Where the bot may not send it to the channel, and where the message it belongs to is seen by this person alone, it
    comes into their conversation with the bot, and `elsewhere` says so in the channel.
    """

    channel: str
    user: str
    content: bytes
    filename: str
    title: str
    text: str
    elsewhere: str
    alt: str = ""
    thread: str = ""
    private: bool = False
    url: str = ""
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class Home:
    """Show a person these blocks in the bot's own tab."""

    user: str
    blocks: Blocks


Action = Say | Replace | Upload | Home

_KINDS: Mapping[str, type[Any]] = {kind.__name__: kind for kind in (Say, Replace, Upload, Home)}


def to_json(action: Action) -> str:
    """An action as JSON, with its kind."""
    data = {part.name: getattr(action, part.name) for part in fields(action)}
    if isinstance(action, Upload):
        data["content"] = base64.b64encode(action.content).decode()
    return json.dumps({"kind": type(action).__name__, **data}, ensure_ascii=False)


def from_json(text: str) -> Action:
    """The action that `to_json` wrote.

    Args:
        text: JSON.

    Returns:
        The action.

    Raises:
        UnknownActionError: the text is no action of this version.
    """
    try:
        data = dict(json.loads(text))
        kind = _KINDS[data.pop("kind")]
        if "blocks" in data:
            data["blocks"] = tuple(data["blocks"])
        if "content" in data:
            data["content"] = base64.b64decode(data["content"])
        action: Action = kind(**data)
    except (KeyError, TypeError, ValueError) as error:
        raise UnknownActionError from error
    return action
