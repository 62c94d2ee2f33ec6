"""What happens when a button is pressed. Every press is answered; one whose answer is forgotten says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.teamchat.answering import ASK, ask, too_fast
from bot.channels.teamchat.blocks import Block, Image, Link, Words, of_evidence
from bot.channels.teamchat.shown import Can, Shown
from bot.charts import describe
from bot.talking import Desk, Speaker, again
from bot.texts import say
from knowledge.model import Language

VERBS = ("src", "cmp", "chr", "opt", "up", "dn")
"""What buttons do: show where it stands; compare all regions; show a picture; ask a question; praise; doubt."""


def press(verb: str, token: str, speaker: Speaker, desk: Desk, can: Can) -> Shown:
    """Do what a button stands for.

    Args:
        verb: what it does; any text.
        token: what it does it with; any text.
        speaker: who pressed it, and where.
        desk: what it is done with.
        can: what the platform can show.

    Returns:
        What to show.
    """
    if verb == "opt":
        return _chosen(token, speaker, desk, can)
    held = desk.session.answer(token) if verb in VERBS else None
    if held is None:
        return _only(speaker.language, "telegram.expired")
    language: Language = held["language"]
    if verb == "src":
        return Shown(language, (*of_evidence(held), *_files(held, can)), private=True)
    if verb in {"up", "dn"}:
        desk.session.note_feedback(token, "good" if verb == "up" else "wrong_figure")
        return _only(language, "telegram.thanks_good" if verb == "up" else "telegram.thanks_wrong")
    slow = too_fast(speaker, desk)
    if slow is not None:
        return slow
    if verb == "chr":
        return _picture(held, desk, can)
    if not held.get("compares"):
        return _only(language, "telegram.nothing_more")
    return ask(str(held["compares"]), speaker, desk, can, language=language)


def _chosen(ident: str, speaker: Speaker, desk: Desk, can: Can) -> Shown:
    """Ask a question; a choice that the bot asked for is for nobody else, and is answered once."""
    token = desk.session.redeem(ident)
    if token is None or token.kind != ASK:
        return _only(speaker.language, "telegram.expired")
    by: str = token.payload["by"]
    if by and by != speaker.person:
        return _only(speaker.language, "telegram.not_yours")
    slow = too_fast(speaker, desk)
    if slow is not None:
        return slow
    language: Language = token.payload["language"]
    shown = ask(str(token.payload["question"]), speaker, desk, can, language=language, chosen=bool(by))
    return Shown(shown.language, shown.blocks, shown.offers, replaces=bool(by))


def _picture(held: Mapping[str, Any], desk: Desk, can: Can) -> Shown:
    """The picture of an answer; where the figures differ by now, it says so."""
    language: Language = held["language"]
    reply = again(held, desk.service)
    seen = None if reply is None else describe(reply, desk.service.engine)
    address = can.file("png", held["question"], held["day"], language)
    if seen is None or address is None:
        return _only(language, "telegram.changed" if reply is None else "telegram.nothing_more")
    return Shown(language, (*(Words("text", line) for line in seen.caption.splitlines()), Image(address, seen.alt)))


def _files(held: Mapping[str, Any], can: Can) -> list[Block]:
    """Links to an answer's table as files."""
    if not held.get("question") or not held["figures"]:
        return []
    language: Language = held["language"]
    named = (("csv", "telegram.button_csv"), ("xlsx", "telegram.button_xls"))
    found = [(key, can.file(ending, held["question"], held["day"], language)) for ending, key in named]
    return [Link(say(language, key), address) for key, address in found if address]


def _only(language: Language, key: str) -> Shown:
    """One text, for the person alone."""
    return Shown(language, (Words("text", say(language, key)),), private=True)
