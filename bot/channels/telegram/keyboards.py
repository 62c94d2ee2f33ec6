"""The buttons under an answer, and what the few bytes behind each stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import telegram

from bot.channels.telegram.actions import Button, Keyboard
from bot.channels.telegram.asker import Asker
from bot.channels.telegram.desk import Desk
from bot.message import Choice
from bot.talking import Said
from bot.texts import say
from knowledge.model import Language

ASK, SHARED, SPEAK, REASON = "ask", "shared", "speak", "reason"
"""Kinds of tokens: a question to ask, a shared question, a language to speak, what is wrong with an answer."""
REASONS = ("figure", "area", "period", "source", "meaning")
"""What can be wrong with an answer, as people choose it."""

_SHORT = 16
"""Characters of a label beside which another one fits."""
_FEEDBACK = ("up", "dn")


def answer_keyboard(said: Said, desk: Desk) -> Keyboard:
    """The buttons under an answer that holds something.

    Args:
        said: the answer, kept.
        desk: issues the token of the shared question.

    Returns:
        Rows of buttons.
    """
    language = said.language

    def button(verb: str) -> Button:
        return Button(say(language, f"telegram.button_{verb}"), f"{verb}:{said.ident}")

    rows = [[button("src")], [], []]
    if said.compares is not None:
        rows[0].append(button("cmp"))
    rows[1] += [button("chr")] if said.draws else []
    rows[1] += [button("tab")] if said.tabulates else []
    if said.question is not None:
        rows[2].append(Button(say(language, "telegram.button_shr"), url=share_link(said.question, desk, language)))
    rows[2] += [button("up"), button("dn")]
    return tuple(tuple(row) for row in rows if row)


def source_row(ident: str, language: Language) -> tuple[Button, ...]:
    """The button that shows where a document says that it has no figure."""
    return (Button(say(language, "telegram.button_src"), f"src:{ident}"),)


def share_link(question: str, desk: Desk, language: Language) -> str:
    """A link that lets a person choose a chat and put a link there that asks the question for whoever opens it."""
    return f"https://t.me/share/url?{urlencode({'url': link_to(question, desk, language), 'text': question})}"


def link_to(question: str, desk: Desk, language: Language) -> str:
    """A link that opens the bot and asks a question."""
    token = desk.session.issue(SHARED, {"question": question, "language": language})
    return f"https://t.me/{desk.me.username}?start={token}"


def question_keyboard(choices: Iterable[Choice], asker: Asker, desk: Desk, *, mine: bool = False) -> Keyboard:
    """A button for each question: short labels two a row; if `mine`, for nobody else in the group."""
    by = asker.person if mine else ""
    return in_rows([
        Button(choice.label, "opt:" + desk.session.issue(ASK, {"question": choice.question, "by": by}, asker.person))
        for choice in choices
    ])


def in_rows(buttons: Sequence[Button]) -> Keyboard:
    """Buttons in rows: two with short labels beside each other, a long one alone."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and len(button.text) <= _SHORT and len(rows[-1][0].text) <= _SHORT:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)


def without_feedback(markup: telegram.InlineKeyboardMarkup | None) -> Keyboard:
    """The buttons that stand under a message, less those that ask what somebody thought of it."""
    if markup is None:
        return ()
    rows = [
        tuple(
            Button(button.text, str(button.callback_data) if button.callback_data else None, url=button.url)
            for button in row
            if not (isinstance(button.callback_data, str) and button.callback_data.split(":")[0] in _FEEDBACK)
        )
        for row in markup.inline_keyboard
    ]
    return tuple(row for row in rows if row)
