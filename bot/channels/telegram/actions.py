"""What is to be done on Telegram, planned before it is done: frozen, and kept as JSON until it has been done.

An action names ids and holds text; it holds no bytes but those of a document or picture, which JSON keeps as base64.
"""

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


Keyboard = tuple[tuple["Button", ...], ...]
"""Rows of buttons; empty for none."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message: what it says and one of what it does.

    `data` is callback data (at most 64 bytes), `inline` a query that is put after the bot's name in a chat that the
    person chooses, `url` a link.
    """

    text: str
    data: str | None = None
    inline: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SendText:
    """Send a message in Telegram's HTML, at most 4,096 UTF-16 units after entities; `plain` says it without marks."""

    chat: int
    html: str
    plain: str
    thread: int | None = None
    reply_to: int | None = None
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class SendPhoto:
    """Send a picture (PNG) with a caption in Telegram's HTML, at most 1,024 UTF-16 units after entities."""

    chat: int
    image: bytes
    html: str
    plain: str
    thread: int | None = None
    reply_to: int | None = None
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class SendDocument:
    """Send a file under a name, with a caption as that of a picture."""

    chat: int
    content: bytes
    filename: str
    html: str
    plain: str
    thread: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class EditText:
    """Put other words, and another keyboard or none, in place of a message that was sent."""

    chat: int
    message: int
    html: str
    plain: str
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class EditKeyboard:
    """Put another keyboard, or none, under a message that was sent."""

    chat: int
    message: int
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class DeleteMessage:
    """Take back a message that was sent, such as the rest of a long answer whose question was edited."""

    chat: int
    message: int


@dataclass(frozen=True, slots=True)
class AnswerCallback:
    """Tell a button that it was heard, with a few words on the screen (at most 200 characters) or none."""

    query: str
    text: str | None = None
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One result of an inline query: what the list shows, and the message that is sent when it is chosen."""

    ident: str
    title: str
    description: str
    html: str
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class AnswerInline:
    """Answer an inline query; Telegram may keep the answer for `seconds`, for this person alone if `personal`."""

    query: str
    articles: tuple[Article, ...]
    seconds: int
    personal: bool = True


@dataclass(frozen=True, slots=True)
class LeaveChat:
    """Leave a chat, such as one that is not on the list of allowed ones."""

    chat: int


Action = (
    SendText
    | SendPhoto
    | SendDocument
    | EditText
    | EditKeyboard
    | DeleteMessage
    | AnswerCallback
    | AnswerInline
    | LeaveChat
)

_KINDS: Mapping[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        SendText,
        SendPhoto,
        SendDocument,
        EditText,
        EditKeyboard,
        DeleteMessage,
        AnswerCallback,
        AnswerInline,
        LeaveChat,
    )
}
_BYTES = frozenset({"image", "content"})


def to_json(action: Action) -> str:
    """An action as JSON, with its kind."""
    data: dict[str, Any] = {"kind": type(action).__name__}
    for part in fields(action):
        value = getattr(action, part.name)
        data[part.name] = base64.b64encode(value).decode() if part.name in _BYTES else _plain(value)
    return json.dumps(data, ensure_ascii=False)


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
        made = _KINDS[data.pop("kind")]
        for name in data.keys() & _BYTES:
            data[name] = base64.b64decode(data[name])
        if "keyboard" in data:
            data["keyboard"] = _keyboard(data["keyboard"])
        if "articles" in data:
            data["articles"] = tuple(
                Article(**{**article, "keyboard": _keyboard(article["keyboard"])}) for article in data["articles"]
            )
        action: Action = made(**data)
    except (KeyError, TypeError, ValueError) as error:
        raise UnknownActionError from error
    return action


def _plain(value: Any) -> Any:
    """A field's value in JSON's terms."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Button | Article):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return value


def _keyboard(rows: list[list[dict[str, Any]]]) -> Keyboard:
    """Rows of buttons from JSON's terms."""
    return tuple(tuple(Button(**button) for button in row) for row in rows)
