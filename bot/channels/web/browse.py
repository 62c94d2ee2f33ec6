"""Pages of what is held, document by document, indicator by indicator, region by region, and pages about the site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from bot.channels.web.held import Held
from bot.channels.web.paths import slug, to
from bot.channels.web.rendering import text
from bot.channels.web.site import Asked, RefusedError, Site
from bot.texts import say, section
from knowledge.language import formatting
from knowledge.model import Language

DAYS_ANSWER, DAYS_NOTE = 7, 90
"""For how long the state database keeps answers, and notes for editors."""
ASSESSED = date(2026, 11, 26)
"""The day on which the accessibility of the page was last looked at."""
_REPORT = 3
"""The section of the accessibility statement that says whom to tell."""


class Browse:
    """The pages that people look through."""

    def __init__(self, site: Site, held: Held) -> None:
        """Of what is held, on pages of `site`."""
        self._site = site
        self._held = held
        self._store = site.served.service.engine.store

    def routes(self) -> Sequence[BaseRoute]:
        """Their routes."""
        site = self._site
        return [
            *site.routes("sources", self.sources),
            *site.routes("sources", self.source, below="/{ident}"),
            *site.routes("indicators", self.indicators),
            *site.routes("indicators", self.indicator, below="/{ident}"),
            *site.routes("regions", self.regions),
            *site.routes("regions", self.region, below="/{ident}"),
            *site.routes("about", self.about),
            *site.routes("accessibility", self.accessibility),
            *site.routes("help", self.help),
        ]

    async def sources(self, asked: Asked) -> Response:
        """All documents."""
        listed = [(source, self._held.counts(source.id)) for source in self._store.sources.values()]
        return self._page(asked, "sources.html", "nav_sources", listed=listed)

    async def source(self, asked: Asked) -> Response:
        """One document."""
        ident = asked.request.path_params["ident"]
        if ident not in self._store.sources:
            raise RefusedError(404, "nothing_here")
        page = await self._site.served.work(self._held.source, ident, asked.language)
        title = page.source.title.of(asked.language)
        return self._site.page(asked, "source.html", title, {"held": page}, below=(ident,))

    async def indicators(self, asked: Asked) -> Response:
        """All indicators, by theme."""
        return self._page(asked, "indicators.html", "nav_indicators", themes=self._held.themes(asked.language))

    async def indicator(self, asked: Asked) -> Response:
        """One indicator."""
        ident = asked.request.path_params["ident"]
        if ident not in self._store.indicators:
            raise RefusedError(404, "nothing_here")
        page = await self._site.served.work(self._held.indicator, ident, asked.language)
        title = page.indicator.name.of(asked.language)
        return self._site.page(asked, "indicator.html", title, {"held": page}, below=(ident,))

    async def regions(self, asked: Asked) -> Response:
        """All regions, and the groups of them."""
        tiles = await self._site.served.work(self._held.map, asked.language)
        slugs = {area.code: slug(area) for area in self._held.regions}
        groups = await self._site.served.work(self._held.group_questions, asked.language)
        values = {"regions": self._held.regions, "slugs": slugs, "groups": groups, "tiles": tiles}
        return self._page(asked, "regions.html", "nav_regions", **values)

    async def region(self, asked: Asked) -> Response:
        """One region; its code leads to the page with its name."""
        ident = asked.request.path_params["ident"]
        area = self._held.region_of(ident)
        if area is None:
            raise RefusedError(404, "nothing_here")
        if ident != slug(area):
            return RedirectResponse(to("regions", asked.language, slug(area)), 308)
        page = await self._site.served.work(self._held.region, area.code, asked.language)
        title = area.official_name or area.label(asked.language)
        return self._site.page(asked, "region.html", title, {"held": page}, below=(slug(area),))

    async def about(self, asked: Asked) -> Response:
        """What the site is, where its figures come from, and what is kept of people."""
        minutes = formatting.number(Decimal(self._site.served.settings.memory_minutes), asked.language)
        blanks = {"minutes": minutes, "days": DAYS_ANSWER, "note_days": DAYS_NOTE}
        return self._page(asked, "prose.html", "nav_about", sections=sections(asked.language, "about", **blanks))

    async def accessibility(self, asked: Asked) -> Response:
        """The accessibility statement."""
        operator = self._site.served.settings.operator
        name = operator or text(asked.language, "no_operator_name")
        day = formatting.period(ASSESSED.isoformat(), asked.language)
        told = sections(asked.language, "access", operator=name, day=day)
        told[_REPORT][1].append(operator or text(asked.language, "no_operator"))
        return self._page(asked, "prose.html", "nav_accessibility", sections=told)

    async def help(self, asked: Asked) -> Response:
        """What can be asked, and how."""
        return self._page(asked, "prose.html", "nav_help", sections=sections(asked.language, "help"))

    def _page(self, asked: Asked, template: str, title: str, **values: object) -> Response:
        """A page with a title of the menu."""
        return self._site.page(asked, template, text(asked.language, title), values)


def sections(language: Language, prefix: str, **blanks: object) -> list[tuple[str, list[str]]]:
    """A page of text: headings, each with its paragraphs, from the texts `PREFIX_1_title`, `PREFIX_1_1` and so on."""
    keys = section(language, "web")
    found = []
    at = 1
    while f"{prefix}_{at}_title" in keys:
        paragraphs: list[str] = []
        while (key := f"{prefix}_{at}_{len(paragraphs) + 1}") in keys:
            paragraphs.append(say(language, f"web.{key}", **blanks))
        found.append((say(language, f"web.{prefix}_{at}_title"), paragraphs))
        at += 1
    return found
