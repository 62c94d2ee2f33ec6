"""Pictures and tables of a kept answer. Its question is asked again; where the figures differ by now, it says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.card import Row
from bot.channels.telegram.actions import Action, Button, SendDocument, SendPhoto, SendText
from bot.channels.telegram.answering import alone
from bot.channels.telegram.asker import Asker
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.markup import bold, escaped, italic, monospaced, plain
from bot.channels.telegram.monospace import table as columns
from bot.channels.telegram.splitting import CAPTION, split
from bot.message import Reply
from bot.texts import say
from knowledge.language import formatting
from knowledge.language.text import fold
from knowledge.model import Language
from knowledge.query import Cell

_NO_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60
_CODE = 2
"""Which of a table's columns is the region's code, which a phone has no room for."""


def picture(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> Sequence[Action]:  # noqa: ARG001
    """The picture of an answer, with a caption that says the same."""
    from bot.charts import describe, draw_png  # late: a channel that draws nothing loads no library that draws

    reply = _again(held, asker, desk)
    seen = None if reply is None else describe(reply, desk.service.engine)
    if seen is None:
        return _none(reply, asker)
    caption = split(escaped(seen.caption), CAPTION)[0]
    return [SendPhoto(asker.chat, draw_png(seen), caption, plain(caption), asker.thread, asker.reply_to)]


def table(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> Sequence[Action]:
    """The table of an answer, to be read in the chat, with buttons for the same as a file."""
    from bot.tables import table_of  # late, as above

    reply = _again(held, asker, desk)
    made = None if reply is None else table_of(reply, desk.service.engine)
    if made is None:
        return _none(reply, asker)
    parts = [at for at in range(len(made.header)) if at != _CODE and len({row.names[at] for row in made.rows}) > 1]
    rows = []
    for row in made.rows:
        name = ", ".join(row.names[at] for at in parts if row.names[at]) or made.title
        shown = formatting.figure(row.value, row.unit, made.language, row.upper)
        cell = Cell(row.value, row.unit, "", upper=row.upper, approximate=row.approximate)
        shown = say(made.language, "telegram.about_short", figure=shown) if row.approximate else shown
        rows.append(Row(name, shown, cell))
    unit, text = columns(rows, made.language)
    period = f" · {made.period}" if made.period and made.period not in made.title else ""
    marked = [bold(made.title + period), *filter(None, [italic(unit)]), monospaced(text), "", escaped(made.source)]
    files = tuple(Button(say(made.language, f"telegram.button_{verb}"), f"{verb}:{ident}") for verb in ("xls", "csv"))
    sent = split("\n".join(marked))
    return [
        SendText(asker.chat, part, plain(part), asker.thread, asker.reply_to, (files,) if part is sent[-1] else ())
        for part in sent
    ]


def csv_file(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> Sequence[Action]:  # noqa: ARG001
    """The table of an answer as CSV."""
    from bot.tables import to_csv  # late, as above

    return _file(held, asker, desk, "csv", to_csv)


def xlsx_file(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> Sequence[Action]:  # noqa: ARG001
    """The table of an answer for a spreadsheet program."""
    from bot.tables import to_xlsx  # late, as above

    return _file(held, asker, desk, "xlsx", to_xlsx)


def can_draw(reply: Reply, desk: Desk) -> bool:
    """Whether there is a picture to draw of an answer."""
    from bot.charts import describe  # late, as above

    return describe(reply, desk.service.engine) is not None


def _file(
    held: Mapping[str, Any], asker: Asker, desk: Desk, ending: str, made_by: Callable[[Any], bytes]
) -> Sequence[Action]:
    """The table of an answer as a file, with title and source as its caption."""
    from bot.tables import table_of  # late, as above

    reply = _again(held, asker, desk)
    made = None if reply is None else table_of(reply, desk.service.engine)
    if made is None:
        return _none(reply, asker)
    name = _NO_NAME.sub("-", fold(f"{made.title} {made.period}".casefold())).strip("-")[:_LONGEST_NAME].strip("-")
    caption = split(f"{bold(made.title)}\n{escaped(made.source)}", CAPTION)[0]
    filename = f"{name or 'siffersvar'}.{ending}"
    content = made_by(made)
    return [SendDocument(asker.chat, content, filename, caption, plain(caption), asker.thread, asker.reply_to)]


def _again(held: Mapping[str, Any], asker: Asker, desk: Desk) -> Reply | None:
    """The reply to a kept answer's question, now; None where its figures are no longer those that were given."""
    language: Language = held["language"]
    if not held["question"]:
        return None
    reply = alone(held["question"], asker, desk, language, day=held["day"])
    return reply if reply.data["figures"] == held["figures"] else None


def _none(reply: Reply | None, asker: Asker) -> Sequence[Action]:
    """Say why there is nothing to send."""
    said = escaped(asker.say("changed" if reply is None else "nothing_more"))
    return [SendText(asker.chat, said, plain(said), asker.thread, asker.reply_to)]
