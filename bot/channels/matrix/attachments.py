"""More of a kept answer: where it stands, its picture, its table. Its question is asked again.

Where the figures differ by now, it says so.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.channels.matrix.actions import Action
from bot.channels.matrix.asker import Asker
from bot.channels.matrix.desk import Room
from bot.channels.matrix.markup import Words, clean, escaped, rows, tagged, words
from bot.charts import describe
from bot.message import Reply
from bot.tables import Row as TableRow
from bot.tables import Table, table_of, to_csv, to_xlsx
from bot.talking import again
from bot.texts import say
from knowledge.language import formatting
from knowledge.language.text import fold
from knowledge.model import Language

_MOST_PLACES = 8
"""So many places are shown; the table has all."""
_MOST_ROWS = 100
"""So many rows are shown in the chat; the file has all."""
_NO_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60
_CODE = 2
"""The column of a table with the region's code, for which a phone has no room."""
_FILES: Mapping[str, tuple[str, Callable[[Any], bytes]]] = {
    "csv": ("text/csv", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
}


def made(wish: str, kept: Mapping[str, Any], who: Asker, room: Room) -> Action:
    """What is wished for of an answer.

    Args:
        wish: `source`, `chart`, `table`, `csv` or `xlsx`.
        kept: the answer's object.
        who: who wishes it.
        room: what it is worked out with.

    Returns:
        A message or a file; words that say why, where there is nothing of the kind.
    """
    if wish == "source":
        return who.message(evidence(kept))
    service = room.desk.service
    reply = again(kept, service)
    if reply is None:
        return who.message(words(who.say("changed")))
    if wish == "chart":
        return _picture(reply, who, room)
    table = table_of(reply, service.engine)
    if table is None:
        return who.message(words(who.say("nothing_more")))
    if wish == "table":
        return who.message(_shown(table))
    kind, write = _FILES[wish]
    file = write(table)
    name = f"{_name_of(table.title, table.period)}.{wish}"
    content = {
        "msgtype": "m.file",
        "body": clean(f"{_heading(table)}\n{table.source}"),
        "filename": name,
        "info": {"mimetype": kind, "size": len(file)},
    }
    return who.file(content, file, kind)


def evidence(kept: Mapping[str, Any]) -> Words:
    """Where an answer stands: each document with the places in it and the words that hold the figure."""
    language: Language = kept["language"]
    said: list[Words] = []
    shown = ""
    for citation in kept["citations"][:_MOST_PLACES]:
        if citation["source"] != shown:
            shown = citation["source"]
            published = ", ".join(filter(None, (citation["publisher"], citation["published"])))
            file = say(language, "matrix.file", name=citation["file"])
            about = [clean(line) for line in (published, file, citation["url"]) if line]
            said.append(
                Words(
                    f"<p>{tagged('b', citation['title'])}<br>{'<br>'.join(map(escaped, about))}</p>",
                    "\n".join([clean(citation["title"]), *about]),
                )
            )
        quoted = words(citation["evidence"], "blockquote")
        said.append(words(citation["place"]) + Words(quoted.html, f"> {quoted.plain}"))
    left = len(kept["citations"]) - _MOST_PLACES
    if left > 0:
        said.append(words(say(language, "matrix.more_places", count=left)))
    return Words("".join(each.html for each in said), "\n".join(each.plain for each in said))


def _picture(reply: Reply, who: Asker, room: Room) -> Action:
    """The picture of an answer, with a caption that says the same."""
    seen = describe(reply, room.desk.service.engine)
    if seen is None:
        return who.message(words(who.say("nothing_more")))
    file = room.draw(seen)
    width, height = struct.unpack(">II", file[16:24])  # of a PNG, which begins with its size
    content = {
        "msgtype": "m.image",
        "body": clean(seen.caption),
        "filename": f"{_name_of(seen.title, '')}.png",
        "info": {"mimetype": "image/png", "size": len(file), "w": width, "h": height},
    }
    return who.file(content, file, "image/png")


def _shown(table: Table) -> Words:
    """A table to read in the chat."""
    told = [{row.names[at] for row in table.rows} - {""} for at in range(len(table.header))]
    differ = [at for at, names in enumerate(told) if at != _CODE and len(names) > 1] or [0]
    shown = table.rows[:_MOST_ROWS]
    lines = [[*(row.names[at] for at in differ), _figure(row, table.language)] for row in shown]
    heading = _heading(table)
    header = [*(table.header[at] for at in differ), say(table.language, "matrix.figure")]
    more = say(table.language, "matrix.files")
    left = len(table.rows) - _MOST_ROWS
    remark = f"{say(table.language, 'matrix.more_rows', count=left)} {more}" if left > 0 else more
    grid = Words(rows(lines, header), "\n".join([clean(" · ".join(header)), *map(_row, lines)]))
    said = words(heading, "b") + grid + words(table.source)
    return said + Words(f"<p><sub>{escaped(remark)}</sub></p>", remark)


def _figure(row: TableRow, language: Language) -> str:
    """A row's figure as prose says it."""
    figure = formatting.figure(row.cell.value, row.cell.unit, language, row.cell.upper)
    return say(language, "figure.about", figure=figure) if row.cell.approximate else figure


def _row(line: Sequence[str]) -> str:
    """A row of a table without its frame."""
    return clean(f"{', '.join(filter(None, line[:-1]))}: {line[-1]}")


def _heading(table: Table) -> str:
    """Title and period."""
    return " · ".join(filter(None, (table.title, table.period)))


def _name_of(title: str, period: str) -> str:
    """A file's name, without its ending."""
    name = _NO_NAME.sub("-", fold(f"{title} {period}".casefold())).strip("-")[:_LONGEST_NAME].strip("-")
    return name or "siffersvar"
