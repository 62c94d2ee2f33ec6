"""What is held, as the API lists it: each figure leads back to its source, on every page, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import httpx
import pytest

from bot.channels.api import models
from bot.channels.api.catalogue import all_observations
from knowledge.store import Store
from tests.api.conftest import API

ITEMS = f"{API}/observations"


def everything(client: httpx.Client, path: str) -> list[dict[str, Any]]:
    """All that there is, page after page, by the address of the next."""
    found: list[dict[str, Any]] = []
    following: str | None = path
    while following:
        response = client.get(following)
        page = response.json()
        models.Observations.model_validate(page, strict=True)
        found += page["items"]
        following = page["next"]
        assert response.headers.get("link") == (f'<{following}>; rel="next"' if following else None)
    return found


def test_each_figure_once_on_all_pages(client: httpx.Client, store: Store) -> None:
    """Pages follow each other without a gap; each figure is exact, as published, with its place and fragment."""
    found = everything(client, f"{ITEMS}?limit=50")
    held = list(all_observations(store))
    assert len(found) == len(held) == client.get(f"{ITEMS}?limit=1").json()["total"]
    for item, figure in zip(found, held, strict=True):
        assert Decimal(item["exact"]) == figure.value
        assert Decimal(str(item["value"])) == figure.value
        assert item["published"]["value"] == figure.published
        assert (item["place"], item["evidence"], item["unit"]) == (figure.place, figure.evidence, figure.unit)
        assert item["source"] in store.sources


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("indicator", "sektorsbidrag"),
        ("area", "12"),
        ("period", "2024"),
        ("scenario", "forecast"),
        ("breakdown", "age_80_plus"),
        ("source", "regeringsbeslut-sektorsbidrag-2024"),
    ],
)
def test_filters(client: httpx.Client, store: Store, name: str, value: str) -> None:
    """A filter leaves all that fit it and nothing else; the next page keeps it."""
    found = everything(client, f"{ITEMS}?{name}={value}&limit=7")
    assert {item[name] for item in found} == {value}
    assert len(found) == sum(getattr(figure, name) == value for figure in all_observations(store))


def test_a_year_that_is_not_held_has_no_figures(client: httpx.Client) -> None:
    """Never another year's."""
    page = client.get(f"{ITEMS}?indicator=sektorsbidrag&period=1999").json()
    assert (page["total"], page["items"], page["next"]) == (0, [], None)


@pytest.mark.parametrize("how", [{"params": {"format": "csv"}}, {"headers": {"accept": "text/csv"}}])
def test_csv(client: httpx.Client, store: Store, how: dict[str, Any]) -> None:
    """The same figures as a spreadsheet reads them, whichever way CSV is asked for."""
    response = client.get(f"{ITEMS}", **how) if "headers" in how else client.get(ITEMS, params=how["params"])
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'rel="next"' in response.headers["link"]
    rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
    held = list(all_observations(store))[: len(rows)]
    assert len(rows) == 100
    assert [Decimal(row["value"]) for row in rows] == [figure.value for figure in held]
    assert [row["source"] for row in rows] == [figure.source for figure in held]


@pytest.mark.parametrize("name", ["indicators", "sources", "areas", "facts"])
def test_lists(client: httpx.Client, store: Store, name: str) -> None:
    """Each list fits its model, may be kept for an hour, and has all."""
    response = client.get(f"{API}/{name}")
    items = response.json()["items"]
    getattr(models, name.capitalize()).model_validate(response.json(), strict=True)
    assert response.headers["cache-control"] == "public, max-age=3600"
    assert client.get(f"{API}/{name}", headers={"if-none-match": response.headers["etag"]}).status_code == 304
    if name == "areas":
        assert {"00", "01", "25"} <= {area["code"] for area in items}
        assert all(area["kind"] in {"region", "nation", "organisation"} for area in items)
    else:
        assert [item["id"] for item in items] == list(getattr(store, name))


@pytest.mark.parametrize("name", ["indicators", "sources"])
def test_one_of_a_list(client: httpx.Client, name: str) -> None:
    """Each item has an address of its own."""
    for item in client.get(f"{API}/{name}").json()["items"]:
        assert client.get(f"{API}/{name}/{item['id']}").json() == item


def test_every_indicator_says_what_it_holds(client: httpx.Client) -> None:
    """What stands under `holdings` finds figures, and sources name the indicators that they have."""
    for indicator in client.get(f"{API}/indicators").json()["items"]:
        if indicator["derived_from"]:
            continue
        for period in indicator["holdings"]["periods"]:
            assert client.get(ITEMS, params={"indicator": indicator["id"], "period": period}).json()["total"]
    for source in client.get(f"{API}/sources").json()["items"]:
        for ident in source["indicators"]:
            assert client.get(ITEMS, params={"indicator": ident, "source": source["id"]}).json()["total"]
