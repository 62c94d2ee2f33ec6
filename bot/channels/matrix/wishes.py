"""What is wished for besides an answer to a question: more of one, or something about the bot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from bot.channels.matrix import attachments
from bot.channels.matrix.actions import Action
from bot.channels.matrix.answering import Offer, ask
from bot.channels.matrix.asker import Asker
from bot.channels.matrix.desk import Room
from bot.channels.matrix.markup import Words, words
from bot.channels.matrix.reactions import Wish
from bot.texts import say
from knowledge.language import formatting

_DAYS_ANSWER, _DAYS_NOTE, _HOURS_EVENT = 7, 90, 48
"""For how long the state database keeps answers, notes for editors, and ids of events."""


def grant(wish: Wish, offer: Offer, who: Asker, room: Room) -> Sequence[Action] | None:
    """Do what is wished for.

    Args:
        wish: what.
        offer: the answer that it is about.
        who: who wishes it.
        room: what it is worked out with.

    Returns:
        Actions; None where there is no answer of which there could be more, so that the words may be a question.
    """
    if wish in _ABOUT:
        return [who.message(_ABOUT[wish](who, room))]
    if wish == "compare":
        return ask(offer.compares, who, room) if offer.compares else None
    if not offer.answer:
        return None
    kept = room.desk.session.answer(offer.answer)
    if kept is None:
        return [who.message(words(who.say("expired")))]
    if wish == "good":
        room.desk.session.note_feedback(offer.answer, "good")
        return []
    if wish == "wrong":
        room.desk.session.note_feedback(offer.answer, "wrong_figure")
        return [who.message(words(who.say("thanks_wrong")))]
    return [attachments.made(wish, kept, who, room)]


def _help(who: Asker, room: Room) -> Words:
    """What can be asked, and the words that do something."""
    name = room.me.name or room.me.user
    return words(say(who.language, "talk.help")) + words(who.say("help_more", name=name))


def _about(who: Asker, room: Room) -> Words:
    """That it is a machine, who runs it, what is stored and for how long."""
    operator = room.settings.operator
    minutes = formatting.number(Decimal(room.settings.memory_minutes), who.language)
    said = words(say(who.language, "talk.identity"))
    said += words(who.say("run_by", name=operator) if operator else who.say("run_by_unknown"))
    said += words(who.say("stored", minutes=minutes, days=_DAYS_ANSWER, hours=_HOURS_EVENT))
    said += words(who.say("noted", days=_DAYS_NOTE))
    return said + words(who.say("forgettable"))


def _forget(who: Asker, room: Room) -> Words:
    """Forget a person, and say so."""
    gone = room.desk.session.forget(who.conversation, who.person)
    return words(who.say("forgot" if gone.turns or gone.answers or gone.language else "forgot_nothing"))


_ABOUT: Mapping[str, Callable[[Asker, Room], Words]] = {"help": _help, "about": _about, "forget": _forget}
"""Wishes that are about no answer."""
