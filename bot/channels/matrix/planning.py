"""What comes of something that was heard: which of its kinds it is, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.channels.matrix.actions import Action, Join, Leave
from bot.channels.matrix.answering import ask, chosen, held, slow
from bot.channels.matrix.asker import CHANNEL, Asker, answer_key, asker, offer_key
from bot.channels.matrix.desk import Room
from bot.channels.matrix.heard import Heard
from bot.channels.matrix.markup import words
from bot.channels.matrix.reactions import known, numbered, wished
from bot.channels.matrix.wishes import grant

_DAY = 86_400.0


def plan(heard: Heard, room: Room) -> Sequence[Action]:
    """What is to be done about something that was heard.

    Args:
        heard: what.
        room: what it is worked out with.

    Returns:
        Actions, in order.
    """
    return _PLANS[heard.kind](asker(heard, room.desk, room.hashed), room)


def _question(who: Asker, room: Room) -> Sequence[Action]:
    """Something said to the bot: a wish, the choice of an option, or a question."""
    wait = slow(who, room)
    if wait is not None:
        return [who.message(wait)]
    text = who.heard.text
    if not text:
        return [who.message(words(who.say("hello_room", name=room.me.name or room.me.user)))]
    offer = held(who, room)
    wish = wished(text)
    if wish is not None and (granted := grant(wish, offer, who, room)) is not None:
        return granted
    choice = chosen(text, offer)
    if choice is not None:
        return ask(choice, who, room, back=offer.asked_back)
    return ask(text, who, room)


def _number(who: Asker, room: Room) -> Sequence[Action]:
    """A bare number in a group: an option, where this person was asked back here; else it is none of the bot's."""
    offer = held(who, room)
    if not offer.asked_back or numbered(who.heard.text) is None:
        return []
    choice = chosen(who.heard.text, offer)
    if choice is None:
        return []
    wait = slow(who, room)
    return [who.message(wait)] if wait is not None else ask(choice, who, room, back=True)


def _edit(who: Asker, room: Room) -> Sequence[Action]:
    """A question that was changed: its answer changes too; one that had none gets one."""
    wait = slow(who, room)
    if wait is not None:
        return [who.message(wait)]
    if not who.heard.text or wished(who.heard.text) is not None:
        return []
    old = room.desk.session.mark(answer_key(room.hashed, who.heard.target))
    return ask(who.heard.text, who, room, changes=old or "")


def _reaction(who: Asker, room: Room) -> Sequence[Action]:
    """A reaction to one of the bot's messages: more of that answer, or the option with that number."""
    token = room.desk.session.mark(offer_key(room.hashed, who.heard.target))
    offer = held(who, room, token or "")
    wish = known(who.heard.text)
    if token is None or wish is None:
        return []
    if isinstance(wish, int):
        choice = offer.choices[wish - 1] if wish <= len(offer.choices) else None
        if choice is None or (offer.asked_back and offer.person != who.person):
            return []  # only whoever asked can say what they meant
        wait = slow(who, room)
        return [who.message(wait)] if wait is not None else ask(choice.question, who, room, back=offer.asked_back)
    wait = slow(who, room)
    return [who.message(wait)] if wait is not None else grant(wish, offer, who, room) or []


def _unread(who: Asker, room: Room) -> Sequence[Action]:
    """A message that is no text."""
    wait = slow(who, room)
    return [who.message(words(who.say("only_text")) if wait is None else wait)]


def _encrypted(who: Asker, room: Room) -> Sequence[Action]:
    """A message that only the members' devices can read: said each time to a person alone, once a day in a group."""
    said = words(who.say("encrypted"))
    if who.heard.alone and not who.heard.text:
        wait = slow(who, room)
        return [who.message(said if wait is None else wait)]
    return [who.message(said)] if _not_told(who, room) else []


def _not_told(who: Asker, room: Room) -> bool:
    """Whether nothing was said about encryption in a room today; from now on, it was."""
    key = f"{CHANNEL} encrypted {room.hashed('matrix room', who.heard.room)}"
    told = room.desk.session.mark(key) is not None
    room.desk.session.put_mark(key, "told", _DAY)
    return not told


def _invited(who: Asker, room: Room) -> Sequence[Action]:
    """An invitation: accepted, with a word about how to speak to the bot; or declined."""
    if not who.heard.accepted:
        return [Leave(who.heard.room)]
    if who.heard.text == "on":
        _not_told(who, room)
        said = words(who.say("encrypted"))
    elif who.heard.alone:
        said = words(who.say("hello"), "b") + words(who.say("hello_more"))
    else:
        said = words(who.say("hello_room", name=room.me.name or room.me.user))
    return [Join(who.heard.room), who.message(said)]


def _moved(who: Asker, room: Room) -> Sequence[Action]:  # noqa: ARG001
    """A room that was replaced by another: the bot goes there too."""
    return [Join(who.heard.target)]


_PLANS: Mapping[str, Callable[[Asker, Room], Sequence[Action]]] = {
    "question": _question,
    "number": _number,
    "edit": _edit,
    "reaction": _reaction,
    "unread": _unread,
    "encrypted": _encrypted,
    "invited": _invited,
    "moved": _moved,
}
