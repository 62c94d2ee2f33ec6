"""What is wrong with a request, as RFC 9457 problem details: what, where, and what would do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from bot.channels.api.accepting import preferred
from bot.texts import say
from knowledge.model import Language

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:siffersvar:problem:"
INSTANCE = "urn:siffersvar:request:"

STATUS = {
    "bad_request": 400,
    "bad_json": 400,
    "unauthorized": 401,
    "not_found": 404,
    "unknown_item": 404,
    "no_chart": 404,
    "no_table": 404,
    "not_allowed": 405,
    "not_acceptable": 406,
    "slow_request": 408,
    "too_large": 413,
    "unsupported_type": 415,
    "invalid": 422,
    "too_many": 429,
    "failed": 500,
    "busy": 503,
}
"""Kind of problem -> HTTP status. Its words are the texts [api] `KIND_title` and `KIND`."""


class ProblemError(Exception):
    """A request that gets no answer; its kind and what its words need."""

    def __init__(
        self,
        kind: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[tuple[str, str, str, Mapping[str, Any]]] = (),
        **values: object,
    ) -> None:
        """Name the kind.

        Args:
            kind: one of `STATUS`.
            headers: of the response.
            errors: for each wrong field where it stands (query, path, body), its name, the text [api] that says what
                would do, and the values of its blanks.
            values: for the blanks of the problem's words.
        """
        super().__init__(kind)
        self.kind = kind
        self.headers = dict(headers or {})
        self.errors = tuple(errors)
        self.values = values

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.kind]

    def to_data(self, language: Language, request_id: str) -> dict[str, Any]:
        """The problem document."""
        errors = [
            {"field": name, "in": where, "detail": say(language, f"api.{key}", **values)}
            for where, name, key, values in self.errors
        ]
        detail = say(language, f"api.{self.kind}", **self.values)
        if errors:
            detail = " ".join([detail, *(f"{error['field']}: {error['detail']}" for error in errors)])
        document = {
            "type": f"{TYPE}{self.kind.replace('_', '-')}",
            "title": say(language, f"api.{self.kind}_title"),
            "status": self.status,
            "detail": detail,
            "instance": f"{INSTANCE}{request_id}",
        }
        return {**document, "errors": errors} if errors else document

    def response(self, language: Language, request_id: str) -> Response:
        """The response."""
        body = json.dumps(self.to_data(language, request_id), ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Language": language, "Cache-Control": "no-store", "Vary": "Accept-Language", **self.headers}
        return Response(body, self.status, headers, MEDIA_TYPE)


def language_of(accept_language: str, default: Language) -> Language:
    """The language that a client would rather read.

    Args:
        accept_language: its header, empty where there is none.
        default: where it wants neither, or both alike.

    Returns:
        Swedish or English.
    """
    other: Language = "en" if default == "sv" else "sv"
    found = preferred(accept_language, (default, other)) if accept_language.strip() else default
    return "en" if found == "en" else "sv" if found == "sv" else default
