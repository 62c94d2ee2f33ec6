"""What every page has in common: who asks for it, its frame, its headers, and the last error wall."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from sqlalchemy.exc import DBAPIError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.paths import other, to
from bot.channels.web.rendering import render, text
from bot.channels.web.visitor import Visitor, from_our_page
from bot.conversing import BusyError
from bot.service import anonymous
from bot.serving.limits import TooLargeError
from bot.serving.part import Served
from knowledge.model import Language

logger = logging.getLogger("siffersvar.web")

HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), clipboard-write=(self)"
    ),
}
"""Of every response. With `no-referrer` a browser would not say either that a form is our own."""
FRAGMENT = "x-fragment"
"""The header by which our script asks for the part of a page that is new."""
_MOST_FIELDS = 40


class RefusedError(Exception):
    """A request that is not answered, with the status and the key of the text that says why."""

    def __init__(self, status: int, key: str, headers: Mapping[str, str] | None = None, **values: object) -> None:
        """Remember what to say."""
        super().__init__(key)
        self.status = status
        self.key = key
        self.headers = dict(headers or {})
        self.values = values


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page: in which language, by whom."""

    request: Request
    language: Language
    visitor: Visitor
    page: str

    @property
    def fragment(self) -> bool:
        """Whether our script asks, which puts what it gets into the page that is shown."""
        return FRAGMENT in self.request.headers

    @property
    def parameters(self) -> Mapping[str, str]:
        """What stands behind the question mark."""
        return self.request.query_params

    async def form(self) -> list[tuple[str, str]]:
        """The fields of a form.

        Returns:
            Names and values, in order.

        Raises:
            RefusedError: it is none.
        """
        body = (await self.request.body()).decode("utf-8", "replace")
        try:
            return parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError as error:
            raise RefusedError(400, "bad_form") from error


Handler = Callable[[Asked], Awaitable[Response]]


class Site:
    """Makes routes of handlers, and pages of templates."""

    def __init__(self, served: Served) -> None:
        """A site that answers with what is served."""
        self.served = served
        self.public_url = served.settings.public_url
        self._secure = bool(self.public_url and self.public_url.startswith("https:"))

    def routes(
        self, page: str, handle: Handler, *, below: str = "", methods: tuple[str, ...] = ("GET",)
    ) -> list[Route]:
        """The routes of a page, one a language.

        Args:
            page: one of `paths.PATHS`.
            handle: answers.
            below: what follows its path, such as /{ident}.
            methods: which it takes.

        Returns:
            Routes.
        """
        return [
            Route(
                (to(page, language).rstrip("/") + below) or "/",
                self.endpoint(page, language, handle),
                methods=list(methods),
            )
            for language in list[Language](["sv", "en"])
        ]

    def endpoint(self, page: str, language: Language, handle: Handler) -> Callable[[Request], Awaitable[Response]]:
        """What answers requests for a page in a language; nothing gets through it but an answer."""

        async def answered(request: Request) -> Response:
            asked = self.asked(request, page, language)
            try:
                if request.method not in ("GET", "HEAD") and not from_our_page(request, self.public_url):
                    response = self.refusal(asked, RefusedError(403, "not_from_here"))
                else:
                    response = await handle(asked)
            except (TooLargeError, ClientDisconnect):
                raise
            except RefusedError as error:
                response = self.refusal(asked, error)
            except (BusyError, DBAPIError) as error:
                logger.error("a page could not be made\n%s", anonymous(error))  # noqa: TRY400
                response = self.refusal(asked, RefusedError(503, "busy", {"retry-after": "5"}))
            except Exception as error:  # the last wall: a person always gets a page
                ident = secrets.token_hex(3)
                logger.error("error %s on the page %s\n%s", ident, page, anonymous(error))  # noqa: TRY400
                response = self.refusal(asked, RefusedError(500, "command.internal_error", id=ident))
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return answered

    def asked(self, request: Request, page: str, language: Language) -> Asked:
        """A request, and who makes it."""
        visitor = Visitor.of(request, language, self.served.state.hashed, secure=self._secure)
        return Asked(request, language, visitor, page)

    def page(
        self,
        asked: Asked,
        template: str,
        title: str,
        values: Mapping[str, object],
        *,
        below: tuple[str, ...] = (),
        status: int = 200,
        query: Mapping[str, str] | None = None,
    ) -> Response:
        """A whole page.

        Args:
            asked: the request.
            template: that of the page.
            title: what stands in the browser's tab before the name of the site.
            values: what else its template shows.
            below: what stands below the page's path in both languages.
            status: of HTTP.
            query: parameters that the page has in both languages.

        Returns:
            The response, which no cache gives to others.
        """
        language = asked.language
        given = dict(query or {})
        html = render(
            template,
            language,
            title=title,
            page=asked.page,
            to=to,
            looks=asked.visitor.looks,
            here=to(asked.page, language, *below, **given),
            twin=to(asked.page, other(language), *below, **given),
            twin_language=other(language),
            base=self.base(asked.request),
            operator=self.served.settings.operator,
            **values,
        )
        # With `no-store` going back to an answer to a form would ask whether to send it again.
        headers = {"cache-control": "private, no-cache", "content-language": language, "vary": "Cookie"}
        return HTMLResponse(html, status, headers)

    def fragment(self, template: str, language: Language, values: Mapping[str, object], status: int = 200) -> Response:
        """A part of a page, for our script."""
        html = render(template, language, to=to, **values)
        return HTMLResponse(html, status, {"cache-control": "no-store"})

    def refusal(self, asked: Asked, error: RefusedError) -> Response:
        """A page, or a part of one, that says why there is no answer."""
        words = text(asked.language, error.key, **error.values)
        if asked.fragment:
            response = self.fragment("refusal.html", asked.language, {"words": words}, error.status)
        else:
            title = text(asked.language, "error_title")
            response = self.page(asked, "error.html", title, {"words": words}, status=error.status)
        response.headers.update(error.headers)
        return response

    def base(self, request: Request) -> str:
        """The address of the site, without a slash at its end."""
        return self.public_url or str(request.base_url).rstrip("/")

    @staticmethod
    def see(path: str) -> Response:
        """Go to another page, by GET."""
        return RedirectResponse(path, 303)
