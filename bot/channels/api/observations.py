"""The stored figures, filtered, page by page, as JSON or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from bot.channels.api.catalogue import all_observations, held_areas, observation_data
from bot.channels.api.context import Api, cacheable, form_of, to_json
from bot.channels.api.holdings import KEPT
from bot.channels.api.models import Observations
from bot.channels.api.problems import ProblemError
from bot.tables.csv_file import harmless
from knowledge.model import SCENARIOS, UNNAMED, Observation

PATH = "/api/v1/observations"
MOST = 1000
"""Figures on a page at most."""
FORMS = {"json": "application/json", "csv": "text/csv"}
COLUMNS = (
    *("indicator", "area", "period", "scenario", "breakdown", "value", "upper", "unit", "published"),
    *("published_upper", "published_unit", "approximate", "source", "place", "evidence"),
)
_WHERE = {
    "indicator": "/api/v1/indicators",
    "area": "/api/v1/areas",
    "source": "/api/v1/sources",
    "scenario": "/api/v1/openapi.json",
    "breakdown": "/api/v1/indicators",
}
"""Filter -> where it is listed what it may be."""


def add(routes: APIRouter, api: Api) -> None:
    """Add the routes."""
    store = api.served.service.engine.store
    figures = tuple(all_observations(store))
    known = {
        "indicator": list(store.indicators),
        "area": [area.code for area in held_areas(store)],
        "source": list(store.sources),
        "scenario": list(SCENARIOS),
        "breakdown": sorted({figure.breakdown for figure in figures if figure.breakdown}),
    }
    by = {name: Query(None, json_schema_extra={"enum": [*values]}) for name, values in known.items()}
    csv_too: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}

    @routes.get("/observations", response_model=Observations, operation_id="listObservations", responses=csv_too)
    async def list_observations(
        request: Request,
        indicator: str | None = by["indicator"],
        area: str | None = by["area"],
        period: Annotated[str | None, Query(max_length=30, description="ISO 8601, such as 2024 or 2022-10.")] = None,
        scenario: str | None = by["scenario"],
        breakdown: str | None = by["breakdown"],
        source: str | None = by["source"],
        limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
        offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
        form: Annotated[Literal["json", "csv"] | None, Query(alias="format", description="Else by Accept.")] = None,
    ) -> Response:
        """Each figure with its place and the fragment that holds it, exact and as published; filters narrow them."""
        wanted = {
            "indicator": indicator,
            "area": area,
            "period": period,
            "scenario": scenario,
            "breakdown": breakdown,
            "source": source,
        }
        given = {name: value for name, value in wanted.items() if value is not None}
        wrong = [name for name, value in given.items() if name in known and value not in known[name]]
        if wrong:
            raise ProblemError(
                "invalid", errors=[("query", name, "unknown_value", {"listed": _WHERE[name]}) for name in wrong]
            )
        shape = form_of(request, form, FORMS)
        found = [figure for figure in figures if all(getattr(figure, name) == value for name, value in given.items())]
        page = found[offset : offset + limit]
        more = given | {"limit": str(limit), "offset": str(offset + limit)} | ({"format": form} if form else {})
        following = f"{PATH}?{urlencode(more)}" if offset + limit < len(found) else None
        headers = {"Link": f'<{following}>; rel="next"'} if following else {}
        if shape == "csv":
            headers["Content-Disposition"] = 'attachment; filename="observations.csv"'
            return cacheable(request, api, to_csv(page), "text/csv; charset=utf-8", KEPT, headers | _VARY)
        body = {"total": len(found), "next": following, "items": [observation_data(figure) for figure in page]}
        return cacheable(request, api, to_json(body), "application/json", KEPT, headers | _VARY)


_VARY = {"Vary": "Accept"}


def to_csv(figures: Sequence[Observation]) -> bytes:
    """Figures as CSV (RFC 4180): exact values in base units, and as published; nothing that a spreadsheet would run."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for figure in figures:
        upper = "" if figure.upper is None else f"{figure.upper:f}"
        writer.writerow([
            figure.indicator,
            "" if figure.area == UNNAMED else figure.area,
            figure.period,
            figure.scenario,
            figure.breakdown,
            f"{figure.value:f}",
            upper,
            figure.unit,
            *map(harmless, (figure.published, figure.published_upper, figure.published_unit)),
            "yes" if figure.approximate else "",
            *map(harmless, (figure.source, figure.place, figure.evidence)),
        ])
    return target.getvalue().encode()
