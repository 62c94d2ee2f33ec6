"""An answer as a chart, as a table, and as a file to take away; each for a question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.channels.web.answers import Answers, readable
from bot.channels.web.pictures import inline
from bot.channels.web.rendering import made
from bot.channels.web.site import HEADERS, Asked, RefusedError, Site
from bot.charts import describe
from bot.message import Reply
from bot.tables import Table, table_of, to_csv, to_xlsx
from knowledge.language.text import fold

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
}
"""What can be taken away."""
_NO_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60


class Files:
    """Charts, tables and files."""

    def __init__(self, site: Site, answers: Answers) -> None:
        """Of the answers of `answers`, on pages of `site`."""
        self._site = site
        self._answers = answers

    def routes(self) -> Sequence[BaseRoute]:
        """Their routes."""
        return [
            *self._site.routes("chart", self.chart),
            *self._site.routes("table", self.table),
            *self._site.routes("file", self.file, below="/{form}"),
        ]

    async def chart(self, asked: Asked) -> Response:
        """The chart of an answer, with the same in words and as a table."""
        question, reply = await self._reply(asked)
        picture = describe(reply, self._site.served.service.engine)
        if picture is None:
            raise RefusedError(404, "no_chart")
        svg = await self._site.served.work(self._site.served.svg, picture)
        values = {"question": question, "picture": picture, "svg": made(inline(svg)), "reply": reply}
        if asked.fragment:
            return self._site.fragment("chart_part.html", asked.language, values)
        return self._site.page(asked, "chart.html", picture.title, values, query={"q": question})

    async def table(self, asked: Asked) -> Response:
        """The table of an answer: every figure with where it stands."""
        question, reply = await self._reply(asked)
        values = {"question": question, "table": self._table(reply), "reply": reply}
        if asked.fragment:
            return self._site.fragment("table_part.html", asked.language, values)
        return self._site.page(asked, "table.html", self._table(reply).title, values, query={"q": question})

    async def file(self, asked: Asked) -> Response:
        """The table of an answer as a file, or its chart as a picture."""
        form = asked.request.path_params["form"]
        if form not in FORMS:
            raise RefusedError(404, "nothing_here")
        _, reply = await self._reply(asked)
        served = self._site.served
        if form == "png":
            picture = describe(reply, served.service.engine)
            if picture is None:
                raise RefusedError(404, "no_chart")
            name, content = picture.title, await served.work(served.draw, picture)
        else:
            table = self._table(reply)
            name = f"{table.title} {table.period}"
            content = await served.work(to_csv if form == "csv" else to_xlsx, table)
        stem = _NO_NAME.sub("-", fold(name.casefold())).strip("-")[:_LONGEST_NAME].strip("-") or "siffersvar"
        kind = "inline" if form == "png" else "attachment"
        headers = {**HEADERS, "content-disposition": f'{kind}; filename="{stem}.{form}"', "cache-control": "no-cache"}
        return Response(content, media_type=FORMS[form], headers=headers)

    async def _reply(self, asked: Asked) -> tuple[str, Reply]:
        """The question of a link, and its answer."""
        question = readable(asked.parameters.get("q", ""))
        if not question:
            raise RefusedError(400, "no_question")
        return question, await self._answers.reply(question, asked.visitor)

    def _table(self, reply: Reply) -> Table:
        """The table of an answer."""
        table = table_of(reply, self._site.served.service.engine)
        if table is None:
            raise RefusedError(404, "no_table")
        return table
