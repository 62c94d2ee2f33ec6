"""What another process may have the fake Telegram do, in JSON over HTTP: for the benchmark and for trying by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.fake_bot_api.model import JSON, Call
from tests.fake_bot_api.people import People


def perform(people: People, name: str, given: JSON) -> str:
    """Do one thing and give its result as JSON.

    Args:
        people: who acts.
        name: `private`, `say`, `press`, `sent`, `calls`, `state`, `chance` or `delay`.
        given: its arguments.

    Returns:
        JSON.

    Raises:
        KeyError: there is no such thing to do.
    """
    return json.dumps(_ACTS[name](people, given))


def _private(people: People, given: JSON) -> list[int]:
    """Make private chats; their ids."""
    return [people.private(people.person()).ident for _ in range(int(given.get("count", 1)))]


def _say(people: People, given: JSON) -> list[JSON]:
    """Write messages, each [chat id, text]; of each its update_id and message_id."""
    chats = people.world.chats
    said = [people.say(chats[chat], None, text) for chat, text in given["messages"]]
    return [{"update_id": one["update_id"], "message_id": one["message_id"]} for one in said]


def _press(people: People, given: JSON) -> list[str]:
    """Press the first button of messages, each [chat id, message id]; the ids of the queries."""
    chats = people.world.chats
    pressed = [(chats[chat], message) for chat, message in given["messages"]]
    return [people.press(chat, message, people.buttons(chat, message)[0]["text"]) for chat, message in pressed]


def _sent(people: People, given: JSON) -> list[JSON]:
    """What the bot sent, from the given place in the list on."""
    return [_brief(call) for call in people.sent[int(given.get("first", 0)) :]]


def _calls(people: People, given: JSON) -> list[JSON]:
    """The log of calls, from the given place in the list on."""
    return [_brief(call) for call in people.calls[int(given.get("first", 0)) :]]


def _state(people: People, _given: JSON) -> JSON:
    """How far it is: numbers of waiting updates, calls, messages sent, and failures drawn."""
    world = people.world
    waiting, calls, sent = len(world.queue.pending), len(world.calls), len(world.sent)
    return {"waiting": waiting, "calls": calls, "sent": sent, "drawn": people.failures.drawn}


def _chance(people: People, given: JSON) -> None:
    """Let a share of requests fail."""
    people.chance(given["share"], given["kinds"], given.get("seed", 0), given.get("methods"))


def _delay(people: People, given: JSON) -> None:
    """Let a method, or all, take some time."""
    people.delay(given["seconds"], given.get("method", ""))


def _brief(call: Call) -> JSON:
    """A call without files."""
    return {
        "method": call.method,
        "chat": call.chat,
        "text": call.text,
        "params": call.params,
        "message": call.message,
        "at": call.at,
        "done": call.done,
        "effective": call.effective,
        "error": call.error,
        "failure": call.failure,
    }


_ACTS: dict[str, Callable[[People, JSON], Any]] = {
    "private": _private,
    "say": _say,
    "press": _press,
    "sent": _sent,
    "calls": _calls,
    "state": _state,
    "chance": _chance,
    "delay": _delay,
}
