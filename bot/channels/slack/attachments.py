"""Pictures and tables of a kept answer. Its question is asked again; where the figures differ by now, it says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.channels.slack.actions import Upload
from bot.channels.slack.blocks import buttons, context, marked, preformatted, section, shortened
from bot.channels.slack.desk import Asker, Desk
from bot.channels.slack.keyboards import button
from bot.channels.slack.markup import bold, escaped
from bot.charts import describe
from bot.message import Reply
from bot.tables import Table, table_of, to_csv, to_xlsx
from bot.tables.monospace import capitalised
from bot.tables.shown import filename, heading, shown
from bot.talking import again

_LONGEST_TITLE, _LONGEST_ALT = 255, 1000
"""Characters of a file's title, and of what is said to be seen in a picture."""


def picture(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> None:  # noqa: ARG001
    """The picture of an answer, with a caption that says the same."""
    reply = again(held, desk.service)
    seen = None if reply is None else describe(reply, desk.service.engine)
    made = None if reply is None else table_of(reply, desk.service.engine)
    if seen is None or made is None:
        _none(reply, asker, desk)
        return
    _upload(desk.draw(seen), filename(made, "png"), heading(made), seen.caption, asker, desk, alt=seen.caption)


def table(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> None:
    """The table of an answer, to be read in the chat, with buttons for the same as a file."""
    found = _table(held, asker, desk)
    if found is None:
        return
    seen = shown(found)
    blocks = [
        *marked(bold(seen.heading)),
        *context(capitalised(seen.unit)),
        *preformatted(seen.columns),
        *section("\n".join(seen.beside)),
        *context(seen.source),
        *buttons(button("xls", ident, found.language), button("csv", ident, found.language)),
    ]
    asker.send(desk, escaped(f"{seen.heading}\n{seen.source}"), blocks)


def csv_file(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> None:  # noqa: ARG001
    """The table of an answer as CSV."""
    _file(held, asker, desk, "csv", to_csv)


def xlsx_file(held: Mapping[str, Any], ident: str, asker: Asker, desk: Desk) -> None:  # noqa: ARG001
    """The table of an answer for a spreadsheet program."""
    _file(held, asker, desk, "xlsx", to_xlsx)


def _file(held: Mapping[str, Any], asker: Asker, desk: Desk, ending: str, made_by: Callable[[Table], bytes]) -> None:
    """The table of an answer as a file, with title and source beside it."""
    found = _table(held, asker, desk)
    if found is not None:
        words = f"{heading(found)}\n{found.source}"
        _upload(made_by(found), filename(found, ending), heading(found), words, asker, desk)


def _table(held: Mapping[str, Any], asker: Asker, desk: Desk) -> Table | None:
    """The table of an answer; None where there is none, and the person was told so."""
    reply = again(held, desk.service)
    made = None if reply is None else table_of(reply, desk.service.engine)
    if made is None:
        _none(reply, asker, desk)
    return made


def _upload(content: bytes, name: str, title: str, words: str, asker: Asker, desk: Desk, alt: str = "") -> None:
    """Have a file sent."""
    desk.do(
        Upload(
            asker.channel,
            asker.heard.user,
            content,
            name,
            shortened(title, _LONGEST_TITLE),
            escaped(words),
            asker.say("elsewhere"),
            alt=shortened(alt, _LONGEST_ALT),
            thread=asker.thread,
            private=asker.private,
            url=asker.heard.url,
            until=asker.until,
        )
    )


def _none(reply: Reply | None, asker: Asker, desk: Desk) -> None:
    """Say why there is nothing to send."""
    asker.tell(desk, asker.say("changed" if reply is None else "nothing_more"), private=True)
