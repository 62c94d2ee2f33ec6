"""What Mattermost and Rocket.Chat post, read: a form or JSON of which nothing is taken for granted."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl

Kind = Literal["slash", "webhook", "rocket"]
"""A slash command or an outgoing webhook of Mattermost, or an outgoing webhook of Rocket.Chat."""
_FIELDS = 100
_LONGEST_ID = 256
"""Fields of a form, and characters of an id, at most."""
_ALL, _ME = ("--alla", "--all"), ("--mig", "--me")
"""First words of a slash command that say who sees its answer."""


class BadPayloadError(ValueError):
    """A request that cannot be read; its words say what would do."""


class NotJsonError(BadPayloadError):
    """A body that is no JSON object though it says so."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The body must be a JSON object.")


class NotAFormError(BadPayloadError):
    """A body that is no form."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The body must be a form (application/x-www-form-urlencoded) or JSON that says that it is.")


class NoContextError(BadPayloadError):
    """A press of a button without context."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The field context must be that of a button of ours.")


class FieldError(BadPayloadError):
    """A field that is missing or too long."""

    def __init__(self, name: str) -> None:
        """Say which."""
        super().__init__(f"The field {name} must be a text of 1 to {_LONGEST_ID} characters.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wrote.

    Attributes:
        kind: how it came.
        user: the platform's id of the person.
        chat: the ids of team, channel and thread, which make a conversation.
        thread: the thread's id, empty outside one.
        text: what they wrote, without trigger word and without the word that says who sees the answer.
        ident: what the platform calls the request; empty where it has no name.
        trigger: the word by which a webhook was called.
        seen: who sees the answer, where the person said so.
        machine: whether a program wrote it.
    """

    kind: Kind
    user: str
    chat: tuple[str, ...]
    thread: str
    text: str
    ident: str
    trigger: str
    seen: Literal["ephemeral", "in_channel", ""]
    machine: bool


def fields_of(body: bytes, content_type: str) -> dict[str, Any]:
    """The fields of a request.

    Args:
        body: as it came.
        content_type: what it says it is.

    Returns:
        Field -> value; of a form all values are texts.

    Raises:
        NotJsonError: it says that it is JSON and is no object.
        NotAFormError: it is no form.
    """
    if content_type.partition(";")[0].strip().lower() == "application/json":
        try:
            read = json.loads(body)
        except (ValueError, RecursionError):
            read = None
        if not isinstance(read, dict):
            raise NotJsonError
        return read
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS, strict_parsing=bool(body)))
    except ValueError:
        raise NotAFormError from None


def permitted(fields: Mapping[str, Any], authorization: str, tokens: Sequence[str]) -> bool:
    """Whether a request carries one of our tokens, in the header and the body where it is in both.

    Each token is compared in whole, so that the time taken tells nothing.

    Args:
        fields: of the request.
        authorization: its header.
        tokens: ours.

    Returns:
        Whether it is to be answered.
    """
    scheme, _, word = authorization.partition(" ")
    in_header = [word.strip()] if scheme.lower() == "token" else []
    body = fields.get("token")
    said = [*in_header, *([body] if isinstance(body, str) else [])]
    matched = [
        [hmac.compare_digest(each.encode("utf-8", "replace"), token.encode()) for token in tokens] for each in said
    ]
    return bool(matched) and all(any(row) for row in matched)


def asked_of(fields: Mapping[str, Any]) -> Asked:
    """What a request asks.

    Args:
        fields: of the request, whose token was checked.

    Returns:
        It.

    Raises:
        BadPayloadError: it does not say who asks where.
    """  # noqa: DOC502  (raised by what is called)
    kind: Kind = "slash" if "command" in fields else "rocket" if "message_id" in fields else "webhook"
    text, trigger = _text(fields, "text"), _text(fields, "trigger_word").strip()
    thread = _ident(fields, "root_id") or _ident(fields, "tmid")
    chat = (_ident(fields, "team_id"), _ident(fields, "channel_id", needed=True), thread)
    seen: Literal["ephemeral", "in_channel", ""] = ""
    if kind == "slash":
        first, _, rest = text.strip().partition(" ")
        seen = "in_channel" if first.lower() in _ALL else "ephemeral" if first.lower() in _ME else ""
        text = rest if seen else text
    elif trigger and text.lstrip().casefold().startswith(trigger.casefold()):
        text = text.lstrip()[len(trigger) :].lstrip(" ,:")
    name = {"slash": "trigger_id", "webhook": "post_id", "rocket": "message_id"}[kind]
    machine = fields.get("bot") not in {None, False, "", "false"} if _simple(fields.get("bot")) else True
    return Asked(
        kind,
        _ident(fields, "user_id", needed=True),
        chat,
        thread,
        text.strip(),
        _text(fields, name),
        trigger,
        seen,
        machine,
    )


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that somebody pressed: who, in which conversation, and what stands behind it."""

    user: str
    chat: tuple[str, ...]
    thread: str
    verb: str
    token: str


def pressed_of(fields: Mapping[str, Any]) -> Pressed:
    """What a press asks.

    Args:
        fields: of the request.

    Returns:
        It.

    Raises:
        NoContextError: it is no press of a button of ours.
    """
    context = fields.get("context")
    if not isinstance(context, dict):
        raise NoContextError
    thread = _ident(context, "thread")
    chat = (_ident(fields, "team_id"), _ident(fields, "channel_id", needed=True), thread)
    verb, token = _ident(context, "verb", needed=True), _ident(context, "token", needed=True)
    return Pressed(_ident(fields, "user_id", needed=True), chat, thread, verb, token)


def _simple(value: Any) -> bool:
    """Whether a value can be compared to simple ones."""
    return value is None or isinstance(value, str | bool)


def _text(fields: Mapping[str, Any], name: str) -> str:
    """A field's text; empty where it has none."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _ident(fields: Mapping[str, Any], name: str, *, needed: bool = False) -> str:
    """An id; a needed one that is missing or too long is refused."""
    value = _text(fields, name)
    if len(value) > _LONGEST_ID or (needed and not value):
        raise FieldError(name)
    return value
