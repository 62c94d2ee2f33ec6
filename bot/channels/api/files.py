"""The answer to a question as a file: a chart (PNG, SVG) or a table (CSV, XLSX)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from bot.channels.api.answers import alone, kept_for, left_of
from bot.channels.api.context import Api, cacheable, form_of
from bot.channels.api.models import LONGEST_QUESTION, Lang
from bot.channels.api.problems import ProblemError
from bot.charts import describe
from bot.tables import table_of, to_csv, to_xlsx
from knowledge.model import Language

CHARTS = {"png": "image/png", "svg": "image/svg+xml"}
TABLES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_Q = Annotated[str, Query(min_length=1, max_length=LONGEST_QUESTION, description="The question.")]
_Lang = Annotated[Lang | None, Query(description="The answer's language; else the question's.")]
_Policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
"""A picture that is opened by itself runs nothing and fetches nothing."""


def _files(forms: dict[str, str]) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI says of a response that is a file."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    absent = {"description": "The answer has nothing to show so"}
    return {200: {"description": "The file", "content": dict.fromkeys(forms.values(), binary)}, 404: absent}


def add(routes: APIRouter, api: Api) -> None:
    """Add the routes."""

    @routes.get("/charts", response_class=Response, responses=_files(CHARTS), operation_id="getChart")
    async def get_chart(
        request: Request,
        q: _Q,
        lang: _Lang = None,
        form: Annotated[Literal["png", "svg"] | None, Query(alias="format", description="Else by Accept.")] = None,
    ) -> Response:
        """The figures of the answer as a picture, with those that stand beside them; 404 where nothing can be drawn."""
        shape = form_of(request, form, CHARTS)
        content, day = await api.worked_out(request, _chart, api, q, lang, shape)
        headers = {"Vary": "Accept", "Content-Disposition": f'inline; filename="siffersvar.{shape}"', **_Policy}
        return cacheable(request, api, content, CHARTS[shape], kept_for(left_of(day, api)), headers)

    @routes.get("/tables", response_class=Response, responses=_files(TABLES), operation_id="getTable")
    async def get_table(
        request: Request,
        q: _Q,
        lang: _Lang = None,
        form: Annotated[Literal["csv", "xlsx"] | None, Query(alias="format", description="Else by Accept.")] = None,
    ) -> Response:
        """The figures of the answer with where each stands, as a spreadsheet of the answer's language opens it."""
        shape = form_of(request, form, TABLES)
        content, day = await api.worked_out(request, _table, api, q, lang, shape)
        media = f"{TABLES[shape]}; charset=utf-8" if shape == "csv" else TABLES[shape]
        headers = {"Vary": "Accept", "Content-Disposition": f'attachment; filename="siffersvar.{shape}"'}
        return cacheable(request, api, content, media, kept_for(left_of(day, api)), headers)


def _chart(api: Api, question: str, language: Language | None, shape: str) -> tuple[bytes, date]:
    """The picture of an answer; refused with the answer's words where there is nothing to draw."""
    reply, day = alone(api, question, language)
    picture = describe(reply, api.served.service.engine)
    if picture is None:
        raise ProblemError("failed" if reply.answer is None else "no_chart", text=reply.text)
    return (api.served.draw(picture) if shape == "png" else api.served.svg(picture).encode()), day


def _table(api: Api, question: str, language: Language | None, shape: str) -> tuple[bytes, date]:
    """The table of an answer; refused with the answer's words where it has no figures."""
    reply, day = alone(api, question, language)
    table = table_of(reply, api.served.service.engine)
    if table is None:
        raise ProblemError("failed" if reply.answer is None else "no_table", text=reply.text)
    return (to_csv(table) if shape == "csv" else to_xlsx(table)), day
