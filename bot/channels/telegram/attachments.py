"""Pictures and tables of a kept answer. Its question is asked again; where the figures differ by now, it says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.channels.telegram.actions import Action, Button, SendDocument, SendPhoto, SendText
from bot.channels.telegram.asker import Asker
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.markup import bold, escaped, italic, monospaced, plain
from bot.channels.telegram.splitting import CAPTION, split
from bot.charts import describe
from bot.message import Reply
from bot.tables import table_of, to_csv, to_xlsx
from bot.tables.shown import filename, heading, shown
from bot.talking import again
from bot.texts import say


def picture(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> Sequence[Action]:  # noqa: ARG001
    """The picture of an answer, with a caption that says the same."""
    reply = again(held, desk.service)
    seen = None if reply is None else describe(reply, desk.service.engine)
    if seen is None:
        return _none(reply, asker)
    caption = split(escaped(seen.caption), CAPTION)[0]
    return [SendPhoto(asker.chat, desk.draw(seen), caption, plain(caption), asker.thread, asker.reply_to)]


def table(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> Sequence[Action]:
    """The table of an answer, to be read in the chat, with buttons for the same as a file."""
    reply = again(held, desk.service)
    made = None if reply is None else table_of(reply, desk.service.engine)
    if made is None:
        return _none(reply, asker)
    seen = shown(made)
    unit, beside = filter(None, [italic(seen.unit)]), map(escaped, seen.beside)
    marked = [bold(seen.heading), *unit, monospaced(seen.columns), *beside, "", escaped(seen.source)]
    files = tuple(Button(say(made.language, f"telegram.button_{verb}"), f"{verb}:{ident}") for verb in ("xls", "csv"))
    sent = split("\n".join(marked))
    return [
        SendText(asker.chat, part, plain(part), asker.thread, asker.reply_to, (files,) if part is sent[-1] else ())
        for part in sent
    ]


def csv_file(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> Sequence[Action]:  # noqa: ARG001
    """The table of an answer as CSV."""
    return _file(held, asker, desk, "csv", to_csv)


def xlsx_file(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> Sequence[Action]:  # noqa: ARG001
    """The table of an answer for a spreadsheet program."""
    return _file(held, asker, desk, "xlsx", to_xlsx)


def _file(
    held: Mapping[str, Any], asker: Asker, desk: Desk, ending: str, made_by: Callable[[Any], bytes]
) -> Sequence[Action]:
    """The table of an answer as a file, with title and source as its caption."""
    reply = again(held, desk.service)
    made = None if reply is None else table_of(reply, desk.service.engine)
    if made is None:
        return _none(reply, asker)
    caption = split(f"{bold(heading(made))}\n{escaped(made.source)}", CAPTION)[0]
    name, content = filename(made, ending), made_by(made)
    return [SendDocument(asker.chat, content, name, caption, plain(caption), asker.thread, asker.reply_to)]


def _none(reply: Reply | None, asker: Asker) -> Sequence[Action]:
    """Say why there is nothing to send."""
    said = escaped(asker.say("changed" if reply is None else "nothing_more"))
    return [SendText(asker.chat, said, plain(said), asker.thread, asker.reply_to)]
