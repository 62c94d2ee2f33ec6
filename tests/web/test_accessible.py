"""Accessibility in Chromium: axe-core on every kind of page, narrow screens, and targets that a thumb can hit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.web.serving import PAGES

Theme = Literal["light", "dark"]
SIZES: dict[Theme, ViewportSize] = {
    "light": ViewportSize(width=390, height=844),
    "dark": ViewportSize(width=1280, height=800),
}
_TARGETS = (
    "button, summary, nav a, .mark, a.tile, .actions a, .take a, .asks, .columns a, .list .name, label:has(input)"
)


@pytest.fixture(scope="module", params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A browser on a light phone, then on a dark desk."""
    theme: Theme = request.param
    context = browser.new_context(viewport=SIZES[theme], color_scheme=theme, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    """A screen 320 px wide, which is one of 1280 px at 400 %."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def faults(page: Page) -> str:
    """What axe finds on a page, of any impact, by the rules of WCAG 2.1 AA and by good practice."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    told = [(fault["id"], fault["impact"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in found]
    return json.dumps(told, indent=1, ensure_ascii=False) if told else ""


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, site: str, path: str) -> None:
    """Nothing is found on any kind of page, with everything opened that can be."""
    page.goto(site + path)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert not faults(page)


def test_axe_finds_nothing_in_a_conversation(page: Page, site: str) -> None:
    """Nor in a page to which answers, a chart and a table were added."""
    page.goto(site)
    for at, question in enumerate(
        ("uppsala", "hur mycket fick skåne", "vem är bäst", "stämmer det att skåne fick 3 kr"), 1
    ):
        page.get_by_label("Din fråga").fill(question)
        page.keyboard.press("Enter")
        expect(page.locator("article")).to_have_count(at)
    for name in ("Diagram", "Tabell"):
        page.get_by_role("link", name=name).first.click()
    expect(page.locator("article .held")).to_have_count(1)
    expect(page.locator("article .chart")).to_have_count(1)
    assert not faults(page)


@pytest.mark.parametrize("path", PAGES)
def test_narrow_screens(narrow: Page, site: str, path: str) -> None:
    """At 320 px (400 %) nothing is to be scrolled sideways, and what is tapped is 44 px high (links in text aside)."""
    narrow.goto(site + path)
    narrow.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320
    wide = narrow.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 321 && "
        "!e.closest('.unseen, svg')).map(e => e.outerHTML.slice(0, 120))"
    )
    assert not wide
    small = narrow.evaluate(
        f"[...document.querySelectorAll({_TARGETS!r})].filter(e => e.getClientRects().length && "
        "e.getBoundingClientRect().height < 43.9).map(e => e.outerHTML.slice(0, 120))"
    )
    assert not small
