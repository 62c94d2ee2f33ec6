"""Failures made on purpose: ordered one by one, or drawn by chance with a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from tests.fake_bot_api.model import Call

Kind = Literal["429", "500", "502", "drop_before", "drop_after", "hang_before", "hang_after"]
"""What goes wrong.

`429`, `500`, `502`: refused without effect. `drop_before`, `drop_after`: the connection is cut before or after the
request took effect, without a response. `hang_before`, `hang_after`: some seconds pass before or after the effect,
then the usual response comes.
"""
KINDS: tuple[Kind, ...] = get_args(Kind)
QUIET = frozenset({"getupdates", "getme"})
"""Methods that chance and a general delay leave alone."""


@dataclass(slots=True)
class Failure:
    """One thing that goes wrong, for `times` requests that it fits.

    Attributes:
        kind: what.
        method: of which method, in any case; None for all but getUpdates and getMe.
        chat: in which chat; None for all.
        text: what stands in the request's text or caption; None for anything.
        times: how often.
        seconds: to wait: the 429's `retry_after`, or how long it hangs.
    """

    kind: Kind
    method: str | None = None
    chat: int | None = None
    text: str | None = None
    times: int = 1
    seconds: float = 1

    def fits(self, call: Call) -> bool:
        """Whether it goes wrong with this request."""
        name = call.method.lower()
        fits = name not in QUIET if self.method is None else name == self.method.lower()
        if self.text is not None:
            fits &= self.text in str(call.params.get("text", call.params.get("caption", "")))
        return fits and self.times > 0 and self.chat in {None, call.chat}


class Failures:
    """What is to go wrong, and how long each method takes."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.ordered: list[Failure] = []
        self.delays: dict[str, float] = {}
        self.drawn = 0
        self._share = 0.0
        self._kinds: Sequence[Kind] = ()
        self._random = random.Random(0)  # noqa: S311 - repeatable by its seed
        self._methods: frozenset[str] | None = None

    def chance(self, share: float, kinds: Sequence[Kind], seed: int, methods: Sequence[str] | None) -> None:
        """Let this share of requests fail, each in a way drawn from `kinds`; 0 ends it."""
        self._share, self._kinds = share, tuple(kinds)
        self._random = random.Random(seed)  # noqa: S311 - repeatable by its seed
        self._methods = None if methods is None else frozenset(name.lower() for name in methods)

    def delay(self, call: Call) -> float:
        """Seconds that a request takes besides."""
        name = call.method.lower()
        return self.delays.get(name, 0.0 if name in QUIET else self.delays.get("", 0.0))

    def next(self, call: Call) -> Failure | None:
        """What goes wrong with a request, if anything."""
        for failure in self.ordered:
            if failure.fits(call):
                failure.times -= 1
                return failure
        name = call.method.lower()
        if not self._share or (name in QUIET if self._methods is None else name not in self._methods):
            return None
        if self._random.random() >= self._share:
            return None
        self.drawn += 1
        return Failure(self._random.choice(self._kinds))
