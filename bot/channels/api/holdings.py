"""The routes of what is held. All of it is known when the service starts, so each body is made once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from bot.channels.api import catalogue, models
from bot.channels.api.context import Api, cacheable, json_only, to_json
from bot.channels.api.problems import ProblemError

KEPT = 3600
"""Seconds for which clients may keep what is held: it changes when the service starts over other data."""
_JSON = "application/json"
_Id = Annotated[str, Path(alias="id", min_length=1, max_length=200)]


def add(routes: APIRouter, api: Api) -> None:
    """Add the routes."""
    store = api.served.service.engine.store
    indicators = {ident: catalogue.indicator_data(each, store) for ident, each in store.indicators.items()}
    sources = {ident: catalogue.source_data(each, store) for ident, each in store.sources.items()}
    areas = [catalogue.area_data(area) for area in catalogue.held_areas(store)]
    facts = [catalogue.fact_data(fact) for fact in store.facts.values()]
    lists = {
        name: to_json({"items": items})
        for name, items in (
            ("indicators", list(indicators.values())),
            ("sources", list(sources.values())),
            ("areas", areas),
            ("facts", facts),
        )
    }
    only = [Depends(json_only)]

    @routes.get("/indicators", response_model=models.Indicators, operation_id="listIndicators", dependencies=only)
    async def list_indicators(request: Request) -> Response:
        """What is measured, and for which areas, periods, scenarios and breakdowns figures are held."""
        return cacheable(request, api, lists["indicators"], _JSON, KEPT)

    @routes.get("/indicators/{id}", response_model=models.Indicator, operation_id="getIndicator", dependencies=only)
    async def get_indicator(request: Request, ident: _Id) -> Response:
        """One indicator."""
        return cacheable(request, api, _one(indicators, ident, "/api/v1/indicators"), _JSON, KEPT)

    @routes.get("/areas", response_model=models.Areas, operation_id="listAreas", dependencies=only)
    async def list_areas(request: Request) -> Response:
        """The areas for which figures are held, by SCB's codes."""
        return cacheable(request, api, lists["areas"], _JSON, KEPT)

    @routes.get("/sources", response_model=models.Sources, operation_id="listSources", dependencies=only)
    async def list_sources(request: Request) -> Response:
        """The documents that figures and facts stand in, with their checksums."""
        return cacheable(request, api, lists["sources"], _JSON, KEPT)

    @routes.get("/sources/{id}", response_model=models.Source, operation_id="getSource", dependencies=only)
    async def get_source(request: Request, ident: _Id) -> Response:
        """One source."""
        return cacheable(request, api, _one(sources, ident, "/api/v1/sources"), _JSON, KEPT)

    @routes.get("/facts", response_model=models.Facts, operation_id="listFacts", dependencies=only)
    async def list_facts(request: Request) -> Response:
        """What the documents say in words, in our own wording, with where it stands."""
        return cacheable(request, api, lists["facts"], _JSON, KEPT)


def _one(held: Mapping[str, dict[str, Any]], ident: str, listed: str) -> bytes:
    """The one of this id; refused where there is none."""
    if ident not in held:
        raise ProblemError("unknown_item", id=ident, listed=listed)
    return to_json(held[ident])
