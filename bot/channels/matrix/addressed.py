"""Whether a message is meant for the bot, and what it asks: in a group only when the bot is spoken to."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

LONGEST = 10_000
"""Characters of a message that are read; an event holds 65,536 bytes at most."""
SAID = ("m.text", "m.emote")
"""Messages of people. Other bots send m.notice, which no bot answers."""

_FALLBACK = re.compile(r"^(?:>[^\n]*(?:\n|$))+\n?")
"""What clients put before a reply for those that do not know replies: lines of the message that is answered."""
_REPLY = re.compile(r"\A\s*<mx-reply>.*?</mx-reply>", re.DOTALL)
_LINK = re.compile(
    r"<a\s[^>]{0,300}?href=[\"']https://matrix\.to/#/([^\"'?/]{1,300})[^>]{0,300}>(.{0,300}?)</a>",
    re.DOTALL | re.IGNORECASE,
)
"""A link to somebody; bounded, so that no message takes long to look through."""
_TAG = re.compile(r"<[^>]*>")
_EDGE = " \t\r\n,:;"


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is on Matrix: its full id, and its display name."""

    user: str
    name: str = ""

    @property
    def localpart(self) -> str:
        """The id without `@` and homeserver."""
        return self.user.removeprefix("@").partition(":")[0]


def asked(content: Mapping[str, Any], me: Me, *, alone: bool) -> str | None:
    """What a message says to the bot.

    Args:
        content: of a message of a person.
        me: who the bot is.
        alone: whether everything is for the bot.

    Returns:
        The question without the bot's name, maybe empty; None where the message is not for the bot or says nothing.
    """
    body = content.get("body")
    if not isinstance(body, str):
        return None
    text = body[:LONGEST]
    if _replies(content):
        text = _FALLBACK.sub("", text, count=1)
    if alone and not text.strip():
        return None
    pills = _pills(content, me)
    said = _without(text, me, pills, named=_meant(content, me) or bool(pills))
    if said is not None:
        return said
    if alone:
        return text.strip()
    return text.strip() if _meant(content, me) or pills else None


def _replies(content: Mapping[str, Any]) -> bool:
    """Whether a message answers another."""
    relation = content.get("m.relates_to")
    return isinstance(relation, Mapping) and "m.in_reply_to" in relation


def _meant(content: Mapping[str, Any], me: Me) -> bool:
    """Whether a message says that it mentions the bot; a reply to one of the bot's does, too."""
    mentions = content.get("m.mentions")
    users = mentions.get("user_ids") if isinstance(mentions, Mapping) else None
    return isinstance(users, list) and me.user in users


def _pills(content: Mapping[str, Any], me: Me) -> list[str]:
    """The words that stand in the body for links to the bot."""
    marked = content.get("formatted_body")
    if not isinstance(marked, str):
        return []
    found = _LINK.findall(_REPLY.sub("", marked[: 4 * LONGEST]))
    return [html.unescape(_TAG.sub("", words)) for user, words in found if unquote(user) == me.user]


def _without(text: str, me: Me, pills: list[str], *, named: bool) -> str | None:
    """A text without the bot's name.

    A name stands anywhere where it is known that the bot is meant, or with an @; without, only where it begins the
    text, so that speaking about the bot is not taken for speaking to it.

    Returns:
        The rest; None where the name does not stand there.
    """
    ids = [me.user, f"@{me.localpart}"]
    names = sorted({each for each in (me.name, me.localpart, *pills) if each.strip()}, key=len, reverse=True)
    tagged = "|".join(re.escape(each) for each in (me.user, *(f"@{name}" for name in names), *ids))
    patterns = [rf"(?<!\w)(?:{tagged})(?![\w:])", rf"^\s*(?:{'|'.join(map(re.escape, names))})(?!\w)"]
    if named:
        patterns.append(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    for pattern in patterns:
        rest, count = re.subn(pattern, " ", text, count=1, flags=re.IGNORECASE)
        if count:
            return rest.strip(_EDGE)
    return None
