"""Requests of Slack's as what is kept of them; None for all that is not for the bot, whatever its fields hold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.slack.heard import OPTION, Heard
from bot.state.privacy import masked

LONGEST = 10_000
"""Characters of a message that are read."""

_WRITTEN = (None, "file_share", "thread_broadcast", "me_message")
"""Kinds of messages that a person writes; the others are edits, deletions, joins, bots' and the like."""
_IDENT = re.compile(r"[A-Z][A-Z0-9]{1,30}")
_TS = re.compile(r"\d{1,12}\.\d{1,9}")
_SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Came:
    """What came: by which name it is known when it comes again, when it was said (0: now), and what is kept of it."""

    ident: str
    asked: float
    heard: Heard


def event(payload: Mapping[str, Any]) -> Came | None:
    """What is kept of an event.

    A message of which Slack tells twice, as one that names the bot and as one in a channel, is known by its channel and
    number, so that it is one and the same.

    Args:
        payload: the body of a request of the Events API.

    Returns:
        It; None for what is not for the bot.
    """
    inner = payload.get("event")
    if payload.get("type") != "event_callback" or not isinstance(inner, Mapping):
        return None
    user, channel = _ident(inner, "user"), _ident(inner, "channel")
    if inner.get("type") == "app_home_opened":
        if inner.get("tab") != "home" or not user or not (name := _text(payload, "event_id")):
            return None
        return Came(f"home:{name}", _number(_text(inner, "event_ts")), Heard("home", user, direct=True))
    ts, thread = _ts(inner, "ts"), _ts(inner, "thread_ts")
    if inner.get("type") not in ("app_mention", "message") or inner.get("subtype") not in _WRITTEN:
        return None
    me = bot_of(payload)
    by_bot = bool(inner.get("bot_id") or inner.get("bot_profile")) or user in (_SLACKBOT, me)
    if by_bot or inner.get("hidden") or not (user and channel and ts):
        return None
    text = _text(inner, "text")
    direct = inner.get("channel_type") == "im" or channel.startswith("D")
    named = inner.get("type") == "app_mention" or (bool(me) and names(text, me))
    if not (direct or named or (thread and thread != ts)):
        return None
    kind = Heard("said" if direct or named else "overheard", user, channel, masked(text[:LONGEST]), ts, thread, direct)
    if kind.kind == "overheard" and me and inner.get("parent_user_id") == me:
        kind = Heard("overheard", user, channel, kind.text, ts, thread, begins=True)
    return Came(f"message:{channel}:{ts}", _number(ts), kind)


def command(form: Mapping[str, str]) -> Came | None:
    """What is kept of a slash command, by whatever name it goes.

    Args:
        form: the fields of the request.

    Returns:
        It; None where it is none.
    """
    user, channel, trigger = _ident(form, "user_id"), _ident(form, "channel_id"), form.get("trigger_id", "")
    url = form.get("response_url", "")
    if not (user and channel and trigger and url and form.get("command", "").startswith("/")):
        return None
    text = masked(form.get("text", "")[:LONGEST])
    heard = Heard("command", user, channel, text, direct=channel.startswith("D"), hidden=True, url=url)
    return Came(f"command:{trigger[:200]}", 0.0, heard)


def interaction(payload: Mapping[str, Any]) -> Came | None:
    """What is kept of a button that somebody pressed.

    Args:
        payload: the field of that name.

    Returns:
        It; None where it is none of ours.
    """
    actions, container = payload.get("actions"), payload.get("container")
    if payload.get("type") != "block_actions" or not isinstance(actions, list) or not isinstance(container, Mapping):
        return None
    action = actions[0] if actions and isinstance(actions[0], Mapping) else {}
    user, channel = _ident(_part(payload, "user"), "id"), _ident(_part(payload, "channel"), "id")
    verb = _text(action, "action_id").partition(":")[0]
    trigger = _text(payload, "trigger_id") or _text(action, "action_ts")
    if not (user and verb and trigger):
        return None
    message = _part(payload, "message")
    blocks = message.get("blocks")
    heard = Heard(
        "press",
        user,
        channel,
        ts=_ts(container, "message_ts"),
        thread=_ts(container, "thread_ts") or _ts(message, "thread_ts"),
        direct=not channel or channel.startswith("D"),
        hidden=bool(container.get("is_ephemeral")),
        url=_text(payload, "response_url"),
        verb=verb,
        token=_text(action, "value")[:200],
        blocks=json.dumps(blocks, ensure_ascii=False) if isinstance(blocks, list) and blocks and verb == OPTION else "",
    )
    return Came(f"press:{trigger[:200]}", 0.0, heard)


def bot_of(payload: Mapping[str, Any]) -> str:
    """The id of the bot's own user, as an event says for whom it is; empty where it does not."""
    return _ident(_authorization(payload), "user_id")


def team_of(payload: Mapping[str, Any]) -> str:
    """The id of the workspace for whose installation an event is; empty where it does not say."""
    return _ident(_authorization(payload), "team_id") or _ident(payload, "team_id")


def names(text: str, user: str) -> bool:
    """Whether a text, as Slack writes it, names a user."""
    return f"<@{user}>" in text or f"<@{user}|" in text


def _authorization(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """For whom an event is."""
    found = payload.get("authorizations")
    return found[0] if isinstance(found, list) and found and isinstance(found[0], Mapping) else {}


def _part(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object within an object; an empty one where there is none."""
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(value: Mapping[str, Any], name: str) -> str:
    """A text within an object; empty where there is none."""
    found = value.get(name)
    return found if isinstance(found, str) else ""


def _ident(value: Mapping[str, Any], name: str) -> str:
    """An id of Slack's within an object; empty where there is none."""
    found = _text(value, name)
    return found if _IDENT.fullmatch(found) else ""


def _ts(value: Mapping[str, Any], name: str) -> str:
    """A message's id, which is a time, within an object; empty where there is none."""
    found = _text(value, name)
    return found if _TS.fullmatch(found) else ""


def _number(ts: str) -> float:
    """The time that a message's id is; 0 where it is none."""
    return float(ts) if _TS.fullmatch(ts) else 0.0
