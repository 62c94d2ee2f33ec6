"""Static files, what robots are told, and the page for addresses at which there is nothing."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route

from bot.channels.web.paths import PATHS
from bot.channels.web.rendering import STATIC, content
from bot.channels.web.site import HEADERS, Asked, RefusedError, Site
from knowledge.model import Language

_FOR_EVER = "public, max-age=31536000, immutable"
_UNREAD = ("chart", "table", "file")
"""Pages that robots need not read: all that is there is in the answers."""


class Lost:
    """What is left when all pages are known."""

    def __init__(self, site: Site) -> None:
        """Of a site."""
        self._site = site

    def routes(self) -> Sequence[BaseRoute]:
        """Their routes; the last takes every path."""
        return [
            Route("/static/{name}", self.static),
            Route("/favicon.ico", self.icon),
            Route("/robots.txt", self.robots),
            Route("/{path:path}", self.nothing),
        ]

    async def static(self, request: Request) -> Response:
        """A file that pages ask for; its address changes when it does."""
        name = request.path_params["name"]
        if name not in STATIC:
            return await self.nothing(request)
        return Response(content(name), media_type=STATIC[name], headers={**HEADERS, "cache-control": _FOR_EVER})

    async def icon(self, _: Request) -> Response:
        """The icon, where a browser asks for it by its old name."""
        kept = {**HEADERS, "cache-control": "public, max-age=86400"}
        return Response(content("icon.svg"), media_type=STATIC["icon.svg"], headers=kept)

    async def robots(self, _: Request) -> Response:
        """What robots may read."""
        closed = [f"Disallow: {path}" for page in _UNREAD for path in PATHS[page]]
        return PlainTextResponse("\n".join(["User-agent: *", *closed, ""]), headers=dict(HEADERS))

    async def nothing(self, request: Request) -> Response:
        """Say that there is nothing here; a path with a slash too many leads to the one without."""
        path = request.url.path
        for route in request.app.routes:
            match, _ = route.matches(request.scope)
            if match is Match.PARTIAL:
                allowed = ", ".join(sorted(getattr(route, "methods", None) or ()))
                return PlainTextResponse("Method Not Allowed\n", 405, {**HEADERS, "allow": allowed})
        if path.endswith("/") and (path.rstrip("/") in {each for both in PATHS.values() for each in both}):
            return RedirectResponse(path.rstrip("/"), 308, dict(HEADERS))
        language: Language = "en" if path == "/en" or path.startswith("/en/") else "sv"

        async def refuse(_: Asked) -> Response:
            raise RefusedError(404, "nothing_here")

        return await self._site.endpoint("home", language, refuse)(request)
