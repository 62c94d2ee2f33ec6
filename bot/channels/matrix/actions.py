"""What is to be done on Matrix, planned before it is done: frozen, and kept as JSON until it has been done."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


class UnknownActionError(ValueError):
    """What was kept is no action of this version, such as after going back to an older one."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("a kept action cannot be read by this version of Siffersvar; it is passed over")


@dataclass(frozen=True, slots=True)
class Send:
    """Send a message.

    Attributes:
        room: where.
        content: of the event.
        transaction: under which it is sent once, however often that is tried.
        question: the event that it answers, where the answer is to change when that is edited.
        offer: the token of what it offers.
        under: the event under which that is offered, where it is not this one: the one that this one changes.
    """

    room: str
    content: Mapping[str, Any]
    transaction: str
    question: str = ""
    offer: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class SendFile:
    """Upload a file of a kind (MIME) and send it; `content` is the event's, without the file's address."""

    room: str
    content: Mapping[str, Any]
    transaction: str
    file: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Join:
    """Join a room."""

    room: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave a room, or decline an invitation to it."""

    room: str


Action = Send | SendFile | Join | Leave

_KINDS: Mapping[str, type[Any]] = {kind.__name__: kind for kind in (Send, SendFile, Join, Leave)}


def to_json(action: Action) -> str:
    """An action as JSON, with its kind."""
    data = {part.name: getattr(action, part.name) for part in fields(action)}
    if isinstance(action, SendFile):
        data["file"] = base64.b64encode(action.file).decode()
    return json.dumps({"action": type(action).__name__, **data}, ensure_ascii=False)


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
        made = _KINDS[data.pop("action")]
        if made is SendFile:
            data["file"] = base64.b64decode(data["file"])
        action: Action = made(**data)
    except (KeyError, TypeError, ValueError) as error:
        raise UnknownActionError from error
    return action
