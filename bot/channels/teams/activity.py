"""An activity of Teams, read: of what comes, that which an answer needs, and nothing taken for granted."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

_LONGEST_ID = 1024
_LONGEST_TEXT = 10_000
"""Characters of an id and of a text that are read."""
_TAG = re.compile(r"</?at(?:\s[^<>]*)?>", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:br|/p|/div)\s*/?>", re.IGNORECASE)
_LEADING = re.compile(r"^\s*<at(?:\s[^<>]*)?>[^<]*</at>[\s,:]*", re.IGNORECASE)

Kind = Literal["message", "joined"]


class BadActivityError(ValueError):
    """A body that is no activity."""


class NotAnActivityError(BadActivityError):
    """A body that is no JSON object."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The body must be an activity: a JSON object.")


class ActivityFieldError(BadActivityError):
    """A field that is missing, or no text, or too long."""

    def __init__(self, name: str) -> None:
        """Say which."""
        super().__init__(f"The field {name} must be a text of 1 to {_LONGEST_ID} characters.")


@dataclass(frozen=True, slots=True)
class Activity:
    """What came, as it is kept until it is answered.

    Attributes:
        kind: somebody wrote or pressed; or the bot was let into a chat.
        service_url: where the answer goes.
        conversation: the id of the chat, with that of the thread in a channel.
        scope: `personal`, `groupChat` or `channel`.
        user: the id of the person, the organisation's where there is one.
        bot: the bot's id in the chat.
        ident: the activity's id.
        reply_to: that of the message whose button was pressed.
        text: what was written, without the bot's name.
        mentioned: whether the bot was named.
        verb: what the pressed button does.
        token: what it does it with.
        locale: the language of the person's Teams.
        name: what the bot is called there.
    """

    kind: Kind
    service_url: str
    conversation: str
    scope: str
    user: str
    bot: str
    ident: str
    reply_to: str = ""
    text: str = ""
    mentioned: bool = False
    verb: str = ""
    token: str = ""
    locale: str = ""
    name: str = ""

    @property
    def personal(self) -> bool:
        """Whether nobody else reads it."""
        return self.scope == "personal"

    def to_json(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> Activity:
        """What was kept."""
        return Activity(**json.loads(text))


def parsed(body: bytes) -> dict[str, Any]:
    """The JSON object of a body.

    Args:
        body: as it came.

    Returns:
        It.

    Raises:
        NotAnActivityError: it is none.
    """
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise NotAnActivityError
    return read


def activity_of(data: Mapping[str, Any]) -> Activity | None:
    """What an activity asks for.

    Args:
        data: as it came, of a request that is trusted.

    Returns:
        It; None for one that is not for the bot: of another kind, of another bot, or its own.

    Raises:
        BadActivityError: what an answer needs is missing.
    """  # noqa: DOC502  (raised by what is called)
    kind = text_of(data, "type", needed=True)
    if kind not in {"message", "conversationUpdate"}:
        return None
    conversation, sender, bot = (_object(data, name) for name in ("conversation", "from", "recipient"))
    bot_id = text_of(bot, "id", needed=True)
    user = text_of(sender, "aadObjectId") or text_of(sender, "id", needed=True)
    if kind == "conversationUpdate":
        added = data.get("membersAdded")
        joined = isinstance(added, list) and any(isinstance(each, dict) and each.get("id") == bot_id for each in added)
        if not joined:
            return None
    elif text_of(sender, "role") == "bot" or text_of(sender, "id") == bot_id:
        return None
    text, mentioned = _without_mention(data, bot_id)
    verb, token = _pressed(data.get("value"))
    return Activity(
        kind="message" if kind == "message" else "joined",
        service_url=text_of(data, "serviceUrl", needed=True),
        conversation=text_of(conversation, "id", needed=True),
        scope=text_of(conversation, "conversationType") or "personal",
        user=user,
        bot=bot_id,
        ident=text_of(data, "id"),
        reply_to=text_of(data, "replyToId"),
        text=text,
        mentioned=mentioned,
        verb=verb,
        token=token,
        locale=text_of(data, "locale"),
        name=text_of(bot, "name"),
    )


def text_of(data: Mapping[str, Any], name: str, *, needed: bool = False) -> str:
    """A short text of an object; empty where there is none.

    Args:
        data: any object.
        name: of the field.
        needed: whether it must be there.

    Returns:
        The text.

    Raises:
        ActivityFieldError: it is too long, or missing where it is needed.
    """
    value = data.get(name)
    text = value if isinstance(value, str) else ""
    if len(text) > _LONGEST_ID or (needed and not text):
        raise ActivityFieldError(name)
    return text


def plain(text: str) -> str:
    """What is read of a message's text: its tags of mentions, breaks and entities undone."""
    read = _TAG.sub("", _BLOCK.sub("\n", text[:_LONGEST_TEXT]))
    return html.unescape(read).replace("\u00a0", " ").strip()


def without_name(text: str) -> str:
    """A text that begins with a mention, without it."""
    return _LEADING.sub("", text[:_LONGEST_TEXT], count=1)


def _without_mention(data: Mapping[str, Any], bot: str) -> tuple[str, bool]:
    """What was written without the bot's name, and whether the bot was named."""
    value = data.get("text")
    text = value[:_LONGEST_TEXT] if isinstance(value, str) else ""
    mentioned = False
    entities = data.get("entities")
    for entity in entities if isinstance(entities, list) else ():
        if not isinstance(entity, dict) or entity.get("type") != "mention":
            continue
        who, said = entity.get("mentioned"), entity.get("text")
        if isinstance(who, dict) and who.get("id") == bot:
            mentioned = True
            if isinstance(said, str) and said:
                text = text.replace(said, " ")
    return plain(text).lstrip(" ,:"), mentioned


def _pressed(value: Any) -> tuple[str, str]:
    """The verb and token of a pressed button of ours; empty for anything else."""
    ours = value.get("siffersvar") if isinstance(value, dict) else None
    if not isinstance(ours, dict):
        return "", ""
    return text_of(ours, "verb"), text_of(ours, "token")


def _object(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object of an object; an empty one where there is none."""
    value = data.get(name)
    return value if isinstance(value, dict) else {}
