"""What happens when a button is pressed. Every press is answered; one whose answer is forgotten says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.channels.slack import attachments
from bot.channels.slack.actions import Say, UnknownActionError, Upload, from_json
from bot.channels.slack.answering import answer, slowed
from bot.channels.slack.blocks import buttons, context, section, without_buttons
from bot.channels.slack.cards import blocks_of, fallback
from bot.channels.slack.commands import speak
from bot.channels.slack.desk import Asker, Desk
from bot.channels.slack.evidence import evidence_of
from bot.channels.slack.heard import OPTION
from bot.channels.slack.keyboards import AGAIN, ASK, SPEAK, button
from bot.channels.slack.markup import escaped
from bot.state.session import Token
from bot.talking import again
from bot.texts import say
from knowledge.model import Language


def press(asker: Asker, desk: Desk) -> None:
    """Do what a button stands for.

    Args:
        asker: who pressed it, and which.
        desk: takes the actions.
    """
    verb, ident = asker.heard.verb, asker.heard.token
    held = desk.session.answer(ident) if verb in _SHOWING else None
    token = desk.session.redeem(ident) if verb == OPTION else None
    if held is not None:
        _SHOWING[verb](held, ident, asker, desk)
    elif token is not None and token.kind in _DONE:
        by = token.payload.get("by") or asker.speaker.person
        if by == asker.speaker.person:
            _DONE[token.kind](token, asker, desk)
        else:
            asker.tell(desk, asker.say("not_yours"), private=True)
    else:
        asker.tell(desk, asker.say("expired"), private=True)


def _ask(token: Token, asker: Asker, desk: Desk) -> None:
    """Ask a question; the buttons of a question back go, so that it is answered once."""
    if slowed(asker, desk):
        return
    mine = bool(token.payload.get("by"))
    if mine:
        _spent(asker, desk)
    answer(str(token.payload["question"]), asker, desk, chosen=mine)


def _speak(token: Token, asker: Asker, desk: Desk) -> None:
    """Remember the language that a person chose, and say so in it."""
    words = speak(token.payload["language"], asker, desk)
    asker.replace(desk, section(words), escaped(words))


def _again(token: Token, asker: Asker, desk: Desk) -> None:
    """Send once more what may not have arrived, to where that is asked: a token keeps no channel's id."""
    try:
        actions = [from_json(action) for action in token.payload["actions"]]
    except UnknownActionError:
        asker.tell(desk, asker.say("expired"), private=True)
        return
    _spent(asker, desk)
    for action in actions:
        if isinstance(action, Say | Upload):
            there = replace(action, channel=asker.channel, user=asker.heard.user, thread=asker.thread)
            desk.do(replace(there, private=asker.private, url=asker.heard.url, until=asker.until))


def _spent(asker: Asker, desk: Desk) -> None:
    """Take away the buttons under a message; what only one person sees, Slack does not tell of, so that goes whole."""
    blocks = without_buttons(json.loads(asker.heard.blocks)) if asker.heard.blocks else ()
    if blocks or asker.heard.hidden:
        asker.replace(desk, blocks, asker.say("chosen"))


def _source(held: Mapping[str, Any], _: str, asker: Asker, desk: Desk) -> None:
    """Show where an answer stands: document, place and the words there."""
    asker.send(desk, escaped(asker.say("button_src")), evidence_of(held))


def _compare(held: Mapping[str, Any], _: str, asker: Asker, desk: Desk) -> None:
    """Ask the same of all regions."""
    if not held.get("compares"):
        asker.tell(desk, asker.say("nothing_more"), private=True)
    elif not slowed(asker, desk):
        answer(str(held["compares"]), asker, desk, language=held["language"])


def _to_all(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> None:
    """Show everybody in the channel an answer that one person saw; their own copy goes."""
    reply = again(held, desk.service)
    if reply is None:
        asker.tell(desk, asker.say("changed"), private=True)
        return
    language: Language = held["language"]
    verbs = [verb for verb, there in (("src", True), ("tab", bool(held["figures"]))) if there]
    blocks = [
        *context(say(language, "slack.asked", question=held["question"])),
        *blocks_of(reply),
        *buttons(*(button(verb, ident, language) for verb in verbs)),
    ]
    asker.send(desk, fallback(reply), blocks, private=False)
    asker.replace(desk)


def _wrong(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> None:  # noqa: ARG001
    """Note that somebody thinks an answer wrong."""
    desk.session.note_feedback(ident, "wrong_figure")
    asker.tell(desk, asker.say("thanks_wrong"), private=True)


def _unless_slowed(
    make: Callable[[Mapping[str, Any], str, Asker, Desk], None],
) -> Callable[[Mapping[str, Any], str, Asker, Desk], None]:
    """What takes work counts as a question."""

    def made(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> None:
        """Do it, unless the person asks too much."""
        if not slowed(asker, desk):
            make(held, ident, asker, desk)

    return made


_SHOWING: Mapping[str, Callable[[Mapping[str, Any], str, Asker, Desk], None]] = {
    "src": _source,
    "cmp": _compare,
    "chr": _unless_slowed(attachments.picture),
    "tab": _unless_slowed(attachments.table),
    "csv": _unless_slowed(attachments.csv_file),
    "xls": _unless_slowed(attachments.xlsx_file),
    "all": _to_all,
    "dn": _unless_slowed(_wrong),
}
"""What each button of an answer does."""
_DONE: Mapping[str, Callable[[Token, Asker, Desk], None]] = {ASK: _ask, SPEAK: _speak, AGAIN: _again}
"""What each token behind a button does."""
