"""The API as an ASGI app: its routes, and problem details for whatever goes wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from bot.channels.api import answers, files, holdings, observations
from bot.channels.api.context import SCOPE, Api, Asking
from bot.channels.api.guard import Guard, allowed
from bot.channels.api.openapi import document
from bot.channels.api.problems import ProblemError

_DESCRIPTION = (
    "Figures about Swedish regional health care, their units, periods and sources. Every figure leads back to the"
    " document, place and fragment in which it stands."
)
_ASKED = ("Authorization", "Content-Type", "X-API-Key", "X-Request-Id", "If-None-Match", "Accept-Language")
_SHOWN = ("ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id", "Content-Disposition")
_ERRORS = {
    "missing": "missing",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "string_type": "not_text",
    "string_unicode": "not_unicode",
    "literal_error": "not_one_of",
    "enum": "not_one_of",
    "int_parsing": "not_whole",
    "int_type": "not_whole",
    "int_from_float": "not_whole",
    "int_parsing_size": "not_whole",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_big",
    "extra_forbidden": "unknown_field",
    "model_attributes_type": "not_an_object",
    "dict_type": "not_an_object",
    "value_error": "unknown_value",
}
"""Pydantic's kind of error -> the text [api] that says what would do."""


def application(api: Api) -> ASGIApp:
    """The app.

    Args:
        api: what it works with.

    Returns:
        It, to be mounted.
    """
    app = FastAPI(
        title="Siffersvar",
        version=version("siffersvar"),
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        exception_handlers={
            ProblemError: _of_ours,
            RequestValidationError: _of_validation,
            HTTPException: _of_routing,
            Exception: _of_fault,
        },
    )
    for routes in (answers, holdings, observations, files):
        routes.add(app.router, api)
    made: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        """The document, made once."""
        if not made:
            made.update(document(app, keyed=bool(api.settings.keys)))
        return made

    setattr(app, "openapi", openapi)  # noqa: B010  (FastAPI's own way to have another document)
    guarded: ASGIApp = Guard(app, api, app.router)
    if api.settings.origins:
        guarded = CORSMiddleware(
            guarded,
            allow_origins=api.settings.origins,
            allow_methods=("GET", "HEAD", "POST", "DELETE"),
            allow_headers=_ASKED,
            expose_headers=_SHOWN,
        )
    return guarded


def _said(request: Request, problem: ProblemError) -> Response:
    """The response that says what is wrong."""
    asking: Asking = request.scope[SCOPE]
    return problem.response(asking.language, asking.request_id)


async def _of_ours(request: Request, error: Exception) -> Response:
    """A problem that a route found."""
    return _said(request, error if isinstance(error, ProblemError) else ProblemError("failed", text=""))


async def _of_validation(request: Request, error: Exception) -> Response:
    """Fields that are not what they must be."""
    found: Sequence[Mapping[str, Any]] = error.errors() if isinstance(error, RequestValidationError) else ()
    if any(each["type"] == "json_invalid" for each in found):
        return _said(request, ProblemError("bad_json"))
    errors = []
    for each in found:
        where, *names = map(str, each["loc"])
        context = {key: value for key, value in each.get("ctx", {}).items() if key != "error"}
        errors.append((where, ".".join(names) or where, _ERRORS.get(each["type"], "wrong"), context))
    return _said(request, ProblemError("invalid", errors=errors))


async def _of_routing(request: Request, error: Exception) -> Response:
    """No such path or method, or a body that cannot be read."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 405:
        methods = ", ".join(allowed(request.app.router, request.scope))
        return _said(request, ProblemError("not_allowed", headers={"Allow": methods}, allowed=methods))
    return _said(request, ProblemError("not_found" if status == 404 else "bad_request"))


async def _of_fault(request: Request, error: Exception) -> Response:  # noqa: ARG001  (logged by the guard)
    """A fault of the program."""
    asking: Asking = request.scope[SCOPE]
    return _said(request, ProblemError("failed", text=asking.request_id))
