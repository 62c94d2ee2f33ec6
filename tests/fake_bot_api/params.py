"""The parameters of a request, read as the Bot API server reads them: all are strings, some of them JSON."""

from __future__ import annotations

import json
from typing import Any

from tests.fake_bot_api.errors import bad_request
from tests.fake_bot_api.model import JSON, Upload


class Params:
    """A request's parameters and uploaded files."""

    def __init__(self, values: dict[str, str], files: dict[str, Upload]) -> None:
        """Hold them."""
        self.values = values
        self.files = files

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        return self.values.get(name, default)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as not given."""
        try:
            return int(self.values.get(name, default))
        except ValueError:
            return default

    def boolean(self, name: str) -> bool:
        """A flag."""
        return self.values.get(name, "").lower() in {"true", "1", "yes"}

    def given(self, name: str) -> bool:
        """Whether a parameter came with the request."""
        return name in self.values or name in self.files

    def parsed(self, name: str, what: str) -> Any:
        """A parameter that is JSON; None where it was not given.

        Raises:
            RefusedError: it is not JSON, or holds half a character.
        """
        written = self.values.get(name)
        if not written:
            return None
        try:
            value = json.loads(written)
        except ValueError as error:
            raise bad_request(f"can't parse {what} JSON object") from error
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise bad_request("strings must be encoded in UTF-8") from error
        return value

    def object(self, name: str, what: str, allowed: frozenset[str]) -> JSON | None:
        """A parameter that is a JSON object with no fields but the allowed ones."""
        value = self.parsed(name, what)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {what}")
        return known(value, what, allowed)

    def upload(self, name: str) -> Upload | None:
        """An uploaded file: under its own name, or attached."""
        written = self.values.get(name, "")
        if written.startswith("attach://"):
            return self.files.get(written.removeprefix("attach://"))
        return self.files.get(name)

    def logged(self) -> JSON:
        """All parameters for the log, those that are JSON objects or lists read."""
        return {name: _read(value) for name, value in self.values.items()}


def known(value: JSON, what: str, allowed: frozenset[str]) -> JSON:
    """An object, refused where a field is none of the allowed ones (Telegram would pass over it: a mistake hides)."""
    if unknown := sorted(value.keys() - allowed):
        raise bad_request(f"unknown fields of {what}: {', '.join(unknown)}")
    return value


def _read(value: str) -> Any:
    """A parameter's value: JSON's where it is an object or list."""
    if value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
