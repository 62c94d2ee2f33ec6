"""The methods of the Bot API that the server knows, and the parameters of each.

Source: https://core.telegram.org/bots/api#available-methods
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fake_bot_api.errors import bad_request, not_found
from tests.fake_bot_api.params import Params
from tests.fake_bot_api.world import World

Handler = Callable[[World, Params], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its name, what it does, and the parameters that it takes."""

    name: str
    handler: Handler
    parameters: frozenset[str]


METHODS: dict[str, Method] = {}


def method(name: str, parameters: str = "") -> Callable[[Handler], Handler]:
    """Make a function the handler of a method with these parameters (names with blanks between)."""

    def register(handler: Handler) -> Handler:
        METHODS[name.lower()] = Method(name, handler, frozenset(parameters.split()))
        return handler

    return register


def find(name: str) -> Method:
    """The method of a name; case does not matter.

    Raises:
        RefusedError: there is none.
    """
    if (found := METHODS.get(name.lower())) is None:
        raise not_found("method not found")
    return found


def check(found: Method, params: Params) -> None:
    """Refuse a parameter that the method does not take. Telegram passes over it, and the mistake would not show.

    Raises:
        RefusedError: there is such a parameter.
    """
    attached = {value.removeprefix("attach://") for value in params.values.values() if value.startswith("attach://")}
    if unknown := sorted((params.values.keys() | (params.files.keys() - attached)) - found.parameters):
        raise bad_request(f"unknown parameters of {found.name}: {', '.join(unknown)}")
