"""What a question can come to before any figure is read."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field

from knowledge.model import Area
from knowledge.query import Query
from knowledge.subjects import Subject


class Option(NamedTuple):
    """One way to go on: what the button says, and the whole question that it asks."""

    label: str
    question: str


class Found(Struct, frozen=True):
    """An exact query, or several for several things asked at once."""

    queries: tuple[Query, ...]
    larger: int | None = None
    """Of two queries that are set against each other, the one whose figure is said to be the larger."""


class InWords(Struct, frozen=True):
    """A fact that answers in words; `verdict` where a claim was checked against it."""

    subject: Subject
    verdict: str | None = None


class Clarification(Struct, frozen=True):
    """The question can be meant in several ways, or lacks a part: `kind` is subject or area.

    Of kind browse, it asks what is held `about` a matter: `subjects` are the first of `count`.
    """

    kind: str
    subjects: tuple[Subject, ...] = ()
    about: str = ""
    count: int = 0


class NotFound(Struct, frozen=True):
    """Nothing can be answered; `reason` says which part failed, `details` name it, `subjects` are the nearest."""

    reason: str
    details: dict[str, object] = field(default_factory=dict)
    subjects: tuple[Subject, ...] = ()
    claim: bool = False


class Talk(Struct, frozen=True):
    """Small talk or a wish about the conversation itself: greeting, thanks, goodbye, help, identity."""

    kind: str


Outcome = Found | InWords | Clarification | NotFound | Talk


def stranger(area: Area, subjects: tuple[Subject, ...] = (), *, claim: bool = False, **details: object) -> NotFound:
    """A municipality, a province or another country was named, of which there are no figures."""
    kind = area.kind if area.kind in ("municipality", "province") else "country"
    return NotFound("unknown_area", {"kind": kind, "area": area, **details}, subjects, claim)
