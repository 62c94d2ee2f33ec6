"""A request that comes again gets the reply that it got, and nothing is remembered twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.state.session import Session
from bot.talking import Speaker

REPLY = "reply"
"""Kind of token of a reply that was given."""
_LASTS = 3600.0
"""Seconds for which a request is known when it comes again."""


def once(session: Session, key: str, speaker: Speaker, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The reply to a request: the one that was given, where it came before.

    Args:
        session: keeps the reply with all else that answering writes.
        key: the keyed hash of what the platform calls the request.
        speaker: whose reply it is, which goes when they are forgotten, and whose conversation goes on by it.
        make: makes the reply.

    Returns:
        The reply, as JSON's terms.
    """
    # Read before the mark: whoever replies meanwhile, the mark is found, or the conversation is seen to have changed.
    session.memory(speaker.conversation)
    token = session.redeem(session.mark(key) or "")
    if token is not None and token.kind == REPLY:
        given: dict[str, Any] = token.payload["reply"]
        return given
    made = make()
    session.put_mark(key, session.issue(REPLY, {"reply": made}, speaker.person), _LASTS)
    return made
