"""The OpenAPI document: what FastAPI makes of the routes, with the problems that any of them may answer."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from bot.channels.api.models import LEAST_UNGUESSABLE, UNGUESSABLE, ProblemDocument
from bot.channels.api.problems import MEDIA_TYPE

_EVERYWHERE = (400, 401, 406, 429, 500, 503)
_DROPPED = ("HTTPValidationError", "ValidationError")
_KEY = {"bearer": {"type": "http", "scheme": "bearer"}, "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"}}


def document(app: FastAPI, *, keyed: bool) -> dict[str, Any]:
    """The document.

    Args:
        app: whose routes it describes.
        keyed: whether a key must be shown.

    Returns:
        OpenAPI 3.1.
    """
    made = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
    )
    made["servers"] = [{"url": "/api/v1"}]
    parts = made.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for name in _DROPPED:
        schemas.pop(name, None)
    problem = ProblemDocument.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["ProblemDocument"] = problem
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            statuses = {*_EVERYWHERE, *((408, 413, 415) if method == "post" else ())}
            statuses |= {422} if "422" in operation["responses"] else set()
            statuses |= {404} if "404" in operation["responses"] or (path.endswith("}") and method == "get") else set()
            for status in sorted(statuses):
                operation["responses"][str(status)] = _problem()
            operation["responses"] = dict(sorted(operation["responses"].items()))
            if keyed:
                operation["security"] = [{"bearer": []}, {"key": []}]
            if method == "get":
                operation["responses"]["304"] = {"description": "Not changed since the ETag that If-None-Match names"}
    if keyed:
        parts["securitySchemes"] = _KEY
    else:
        ident, named = made["paths"]["/conversations/{id}"]["delete"]["parameters"][0]["schema"], schemas["Asked"]
        for schema in (ident, named["properties"]["conversation"]["anyOf"][0]):
            schema |= {"pattern": UNGUESSABLE, "minLength": LEAST_UNGUESSABLE}
    return made


def _problem() -> dict[str, Any]:
    """A response that is a problem."""
    schema = {"$ref": "#/components/schemas/ProblemDocument"}
    return {"description": "A problem: what is wrong, and what would do", "content": {MEDIA_TYPE: {"schema": schema}}}
