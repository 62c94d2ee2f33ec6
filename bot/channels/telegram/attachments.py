"""Pictures and tables of a kept answer. Its question is asked again; where the figures differ by now, it says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.card import Row
from bot.channels.telegram.actions import Action, Button, SendDocument, SendPhoto, SendText
from bot.channels.telegram.asker import Asker
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.markup import bold, escaped, italic, monospaced, plain
from bot.channels.telegram.monospace import capitalised
from bot.channels.telegram.monospace import table as columns
from bot.channels.telegram.splitting import CAPTION, split
from bot.charts import describe
from bot.message import Reply
from bot.pieces import FORESEEN
from bot.tables import Row as TableRow
from bot.tables import Table, table_of, to_csv, to_xlsx
from bot.talking import again
from bot.texts import say
from knowledge.language import formatting
from knowledge.language.text import fold

_NO_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60
_AREA, _CODE, _SCENARIO = 1, 2, 4
"""Columns of a table; for the region's code a phone has no room."""
_ALIKE = 3
"""So many rows of one label make a column; rows of other labels then stand below it."""


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
    most, count = Counter(_kind(row) for row in made.rows).most_common(1)[0]
    main = [row for row in made.rows if count < _ALIKE or _kind(row) == most]
    unit, text = columns(_named(main, made), made.language)
    rest = [row for row in made.rows if row not in main]
    beside = [escaped(f"{capitalised(row.name)}: {row.figure}") for row in _named(rest, made)]
    marked = [bold(_heading(made)), *filter(None, [italic(unit)]), monospaced(text), *beside, "", escaped(made.source)]
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


def _kind(row: TableRow) -> tuple[str, str]:
    """What rows have in common that stand under each other in one column: label and unit."""
    return row.names[0], row.cell.unit


def _named(rows: Sequence[TableRow], made: Table) -> list[Row]:
    """Rows for a phone, each with the names that tell it from the others, and its figure as prose says it."""
    told = [{row.names[at] for row in rows} - {""} for at in range(len(made.header))]
    differ = [at for at, names in enumerate(told) if at != _CODE and len(names) > 1]
    named = []
    for row in rows:
        name = ", ".join(row.names[at] for at in differ if row.names[at]) or row.names[_AREA] or row.names[0]
        name = name.removeprefix(made.title).removeprefix(", ") or name
        figure = formatting.figure(row.cell.value, row.cell.unit, made.language, row.cell.upper)
        if row.cell.approximate:
            figure = say(made.language, "figure.about", figure=figure)
        named.append(Row(name, figure, row.cell))
    return named


def _heading(made: Table) -> str:
    """Title, area, period and scenario, as far as all rows share them; a scenario only where it has not happened."""
    first, rest = made.rows[0], made.rows[1:]
    area = first.names[_AREA] if all(row.names[_AREA] == first.names[_AREA] for row in rest) else ""
    alike = all(row.cell.scenario == first.cell.scenario for row in rest)
    scenario = first.names[_SCENARIO] if alike and first.cell.scenario in FORESEEN else ""
    return " · ".join(filter(None, (made.title, area, made.period, scenario)))


def _file(
    held: Mapping[str, Any], asker: Asker, desk: Desk, ending: str, made_by: Callable[[Any], bytes]
) -> Sequence[Action]:
    """The table of an answer as a file, with title and source as its caption."""
    reply = again(held, desk.service)
    made = None if reply is None else table_of(reply, desk.service.engine)
    if made is None:
        return _none(reply, asker)
    name = _NO_NAME.sub("-", fold(f"{made.title} {made.period}".casefold())).strip("-")[:_LONGEST_NAME].strip("-")
    caption = split(f"{bold(_heading(made))}\n{escaped(made.source)}", CAPTION)[0]
    filename = f"{name or 'siffersvar'}.{ending}"
    content = made_by(made)
    return [SendDocument(asker.chat, content, filename, caption, plain(caption), asker.thread, asker.reply_to)]


def _none(reply: Reply | None, asker: Asker) -> Sequence[Action]:
    """Say why there is nothing to send."""
    said = escaped(asker.say("changed" if reply is None else "nothing_more"))
    return [SendText(asker.chat, said, plain(said), asker.thread, asker.reply_to)]
