"""What a question can come to before any figure is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from knowledge.model import Area
from knowledge.query import Query
from knowledge.subjects import Subject


class Option(NamedTuple):
    """One way to go on: what the button says, and the whole question that it asks."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Found:
    """An exact query, or several for several things asked at once."""

    queries: tuple[Query, ...]
    larger: int | None = None
    """Of two queries that are set against each other, the one whose figure is said to be the larger."""


@dataclass(frozen=True, slots=True)
class InWords:
    """A fact that answers in words; `verdict` where a claim was checked against it."""

    subject: Subject
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Clarification:
    """The question can be meant in several ways, or lacks a part: `kind` is subject or area.

    Of kind browse, it asks what is held `about` a matter: `subjects` are the first of `count`.
    """

    kind: str
    subjects: tuple[Subject, ...] = ()
    about: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing can be answered; `reason` says which part failed, `details` name it, `subjects` are the nearest."""

    reason: str
    details: dict[str, object] = field(default_factory=dict)
    subjects: tuple[Subject, ...] = ()
    claim: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """Small talk or a wish about the conversation itself: greeting, thanks, goodbye, help, identity."""

    kind: str


Outcome = Found | InWords | Clarification | NotFound | Talk


def stranger(area: Area, subjects: tuple[Subject, ...] = (), *, claim: bool = False, **details: object) -> NotFound:
    """A municipality or another country was named: figures are never held for those."""
    kind = "municipality" if area.kind == "municipality" else "country"
    return NotFound("unknown_area", {"kind": kind, "area": area, **details}, subjects, claim)
