"""Inline mode: `@bot sektorsbidrag Skåne` in any chat offers the answer's card; nothing typed yet offers examples."""

from __future__ import annotations

import hashlib

import telegram

from bot.channels.telegram.actions import AnswerInline, Article, Button
from bot.channels.telegram.addressed import LONGEST
from bot.channels.telegram.asker import Asker, make
from bot.channels.telegram.cards import VERDICTS, html_of
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.markup import clean
from bot.channels.telegram.splitting import split
from bot.examples import examples
from bot.message import Reply
from bot.standing import alone, answerable, reply_choices
from bot.talking import spoken_in
from bot.texts import say
from knowledge.memory import Memory
from knowledge.model import Language

SECONDS = 300
"""For so long Telegram may offer the same again to the same person."""
_MOST = 4
_TITLE, _DESCRIPTION = 100, 200
"""Characters of what the list shows."""


def offer(query: telegram.InlineQuery, desk: Desk) -> None:
    """Offer what answers an inline query, or what might be meant.

    Args:
        query: the query; its text changes with every letter typed, so it is neither counted nor noted.
        desk: takes the action.
    """
    user = query.from_user
    asker = make(desk, user.id, user.id, user.language_code, None, reply_to=None, alone=True)
    text = query.query.strip()[:LONGEST]
    if not text:
        shown = [(_article(reply, choice.question, desk), reply) for choice, reply in examples(desk, asker.language)]
    else:
        shown = _answers(text, asker, desk)
    unique = {article.ident: article for article, _ in shown}
    failed = not shown or any(reply.answer is None for _, reply in shown)
    desk.do(AnswerInline(query.id, tuple(unique.values()), 0 if failed else SECONDS))


def _answers(text: str, asker: Asker, desk: Desk) -> list[tuple[Article, Reply]]:
    """The answer to a question, or those to what it may mean; what is missing, where there is none."""
    reply, _ = desk.service.answer_with(asker.message(text, desk, spoken_in(text, asker.language)), Memory())
    if reply.data["status"] == "answered" or reply.answer is None:
        return [(_article(reply, text, desk), reply)]
    language: Language = reply.data["language"]
    found = []
    for choice in reply_choices(reply, desk)[:_MOST]:
        question = answerable(choice.question, desk, language)
        other = alone(question, desk, language)
        if other.data["status"] == "answered":
            found.append((_article(other, question, desk), other))
    return found if reply.data["status"] == "clarify" and found else [(_article(reply, text, desk), reply), *found]


def _article(reply: Reply, question: str, desk: Desk) -> Article:
    """An answer as one of the results; the list shows its first two lines."""
    language: Language = reply.data["language"]
    marked = split(html_of(reply))[0]
    lines = [clean(line) for line in reply.text.split("\n") if line.strip()]
    sign = VERDICTS.get(reply.data["verdict"] or "", "")
    ident = hashlib.blake2b(f"{language}\n{question}".encode("utf-8", "replace"), digest_size=16).hexdigest()
    button = Button(say(language, "telegram.button_more"), url=f"https://t.me/{desk.me.username}")
    return Article(
        ident,
        title=f"{sign} {lines[0]}".strip()[:_TITLE],
        description=" ".join(lines[1:2])[:_DESCRIPTION],
        html=marked,
        keyboard=((button,),) if reply.data["status"] == "answered" else (),
    )
