"""What the server refuses with: Telegram's error codes and descriptions."""

from __future__ import annotations

from typing import Any


class RefusedError(Exception):
    """A request is refused with an error code, a description and at times parameters that help (as Telegram does)."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        """Keep what the client reads."""
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """The response's body."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(why: str) -> RefusedError:
    """400 with a reason."""
    return RefusedError(400, f"Bad Request: {why}")


def forbidden(why: str) -> RefusedError:
    """403 with a reason."""
    return RefusedError(403, f"Forbidden: {why}")


def conflict(why: str) -> RefusedError:
    """409 with a reason."""
    return RefusedError(409, f"Conflict: {why}")


def unauthorized() -> RefusedError:
    """401: a token of the right form that is nobody's."""
    return RefusedError(401, "Unauthorized")


def not_found(why: str = "") -> RefusedError:
    """404: a token that is none, or a method that there is not."""
    return RefusedError(404, f"Not Found: {why}" if why else "Not Found")


def too_many_requests(seconds: int) -> RefusedError:
    """429 with the seconds to wait."""
    return RefusedError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


QUERY_INVALID = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
