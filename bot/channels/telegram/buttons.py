"""What happens when a button is pressed. Every press is answered; one whose answer is forgotten says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import telegram

from bot.channels.telegram import attachments
from bot.channels.telegram.actions import (
    Action,
    AnswerCallback,
    Button,
    EditKeyboard,
    EditText,
    SendDocument,
    SendPhoto,
    SendText,
    UnknownActionError,
    from_json,
)
from bot.channels.telegram.answering import answer, may_ask
from bot.channels.telegram.asker import Asker, of_press, spoken
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.evidence import evidence_of
from bot.channels.telegram.keyboards import ASK, REASON, REASONS, SPEAK, in_rows, without_feedback
from bot.channels.telegram.markup import bold, escaped, plain
from bot.state.session import Token
from bot.texts import say
from knowledge.model import Language

AGAIN = "again"
"""Kind of token of messages to be sent once more: actions as JSON, with 0 as their chat."""

_VERBS = {ASK: "opt", SPEAK: "opt", REASON: "dn", AGAIN: "again"}
"""Kind of token -> the button that it stands behind."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a kept answer that somebody pressed."""

    query: telegram.CallbackQuery
    held: Mapping[str, Any]
    ident: str
    asker: Asker
    desk: Desk

    def heard(self, text: str | None = None, *, alert: bool = False) -> None:
        """Tell the button that it was heard."""
        self.desk.do(AnswerCallback(self.query.id, text, alert=alert))

    @property
    def language(self) -> Language:
        """That of the answer."""
        language: Language = self.held["language"]
        return language


def press(query: telegram.CallbackQuery, desk: Desk) -> None:
    """Do what a button stands for.

    Args:
        query: the press, whatever its data.
        desk: takes the actions.
    """
    verb, _, ident = (query.data or "").partition(":")
    asker = of_press(query, desk)
    if asker is None:
        code = spoken(query.from_user.language_code)
        desk.do(AnswerCallback(query.id, say(code, "telegram.expired"), alert=True))
        return
    held = desk.session.answer(ident) if verb in _SHOWING else None
    token = desk.session.redeem(ident) if held is None else None
    if held is not None:
        _SHOWING[verb](Press(query, held, ident, asker, desk))
    elif token is not None and token.kind in _VERBS and verb == _VERBS[token.kind]:
        _redeemed(query, token, asker, desk)
    else:
        desk.do(AnswerCallback(query.id, asker.say("expired"), alert=True))


def _redeemed(query: telegram.CallbackQuery, token: Token, asker: Asker, desk: Desk) -> None:
    """Do what a token stands for."""
    payload = token.payload
    by = payload.get("by") or asker.person
    if by != asker.person:
        desk.do(AnswerCallback(query.id, asker.say("not_yours"), alert=True))
    elif token.kind == ASK:
        _ask(query, str(payload["question"]), asker, desk, mine=bool(payload.get("by")))
    elif token.kind == SPEAK:
        _speak(query, payload, asker, desk)
    elif token.kind == REASON:
        desk.session.note_feedback(str(payload["answer"]), "wrong_figure", str(payload["reason"]))
        desk.do(AnswerCallback(query.id))
        _replace(query, escaped(asker.say("thanks_wrong")), desk)
    else:
        _again(query, payload, asker, desk)


def _ask(
    query: telegram.CallbackQuery,
    question: str,
    asker: Asker,
    desk: Desk,
    *,
    mine: bool,
    language: Language | None = None,
) -> None:
    """Ask a question; the buttons of a question back go, so that it is answered once."""
    slow = may_ask(asker, desk)
    desk.do(AnswerCallback(query.id, slow, alert=slow is not None))
    if slow is not None:
        return
    if mine and query.message is not None:
        desk.do(EditKeyboard(query.message.chat.id, query.message.message_id))
    answer(question, asker, desk, language=language, chosen=mine)


def _speak(query: telegram.CallbackQuery, payload: Mapping[str, Any], asker: Asker, desk: Desk) -> None:
    """Remember the language that a person chose, and say so in it."""
    chosen: Language | None = payload["language"]
    desk.session.choose_language(asker.person, chosen)
    desk.do(AnswerCallback(query.id))
    _replace(query, escaped(say(chosen or asker.language, f"telegram.speaks_{chosen or 'any'}")), desk)


def _again(query: telegram.CallbackQuery, payload: Mapping[str, Any], asker: Asker, desk: Desk) -> None:
    """Send once more what may not have arrived, to the chat in which that is asked: a token keeps no chat's id."""
    try:
        actions = [from_json(action) for action in payload["actions"]]
    except UnknownActionError:
        desk.do(AnswerCallback(query.id, asker.say("expired"), alert=True))
        return
    desk.do(AnswerCallback(query.id))
    if query.message is not None:
        desk.do(EditKeyboard(query.message.chat.id, query.message.message_id))
    for action in actions:
        if isinstance(action, SendText | SendPhoto | SendDocument):
            desk.do(replace(action, chat=asker.chat, thread=asker.thread))


def _replace(query: telegram.CallbackQuery, marked: str, desk: Desk) -> None:
    """Put a text in the place of the message whose button was pressed, without its buttons."""
    if query.message is not None:
        desk.do(EditText(query.message.chat.id, query.message.message_id, marked, plain(marked)))


def _source(press: Press) -> None:
    """Show where an answer stands: document, place and the words there."""
    press.heard()
    press.asker.send(press.desk, evidence_of(press.held))


def _compare(press: Press) -> None:
    """Ask the same of all regions."""
    if press.held.get("compares"):
        _ask(press.query, str(press.held["compares"]), press.asker, press.desk, mine=False, language=press.language)
    else:
        press.heard(press.asker.say("nothing_more"), alert=True)


def _attached(press: Press, make: Callable[[Mapping[str, Any], str, Asker, Desk], Sequence[Action]]) -> None:
    """Send what is made of an answer, or say why there is none."""
    slow = may_ask(press.asker, press.desk)
    press.heard(slow, alert=slow is not None)
    if slow is None:
        for action in make(press.held, press.ident, press.asker, press.desk):
            press.desk.do(action)


def _good(press: Press) -> None:
    """Note that an answer was good."""
    press.desk.session.note_feedback(press.ident, "good")
    press.heard(press.asker.say("thanks_good"))
    _feedback_given(press)


def _wrong(press: Press) -> None:
    """Note that somebody thinks an answer wrong, and ask what is; the note stays also where they do not say."""
    asker, desk = press.asker, press.desk
    desk.session.note_feedback(press.ident, "wrong_figure")
    press.heard()
    reasons = []
    for reason in REASONS:
        token = desk.session.issue(REASON, {"answer": press.ident, "reason": reason, "by": asker.person}, asker.person)
        reasons.append(Button(asker.say(f"reason_{reason}"), f"dn:{token}"))
    asker.send(desk, bold(asker.say("what_is_wrong")), in_rows(reasons))
    _feedback_given(press)


def _feedback_given(press: Press) -> None:
    """Take the two buttons away where nobody else could use them."""
    at = press.query.message
    if press.asker.alone and isinstance(at, telegram.Message):
        press.desk.do(EditKeyboard(at.chat.id, at.message_id, without_feedback(at.reply_markup)))


_SHOWING: Mapping[str, Callable[[Press], None]] = {
    "src": _source,
    "cmp": _compare,
    "chr": lambda press: _attached(press, attachments.picture),
    "tab": lambda press: _attached(press, attachments.table),
    "csv": lambda press: _attached(press, attachments.csv_file),
    "xls": lambda press: _attached(press, attachments.xlsx_file),
    "up": _good,
    "dn": _wrong,
}
"""What each button of an answer does."""
