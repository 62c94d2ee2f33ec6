"""All that is to be said in answer to a question, before it is put into words."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field

from knowledge.memory import Memory, Turn
from knowledge.model import Language
from knowledge.outcomes import Option, Outcome
from knowledge.query import Result
from knowledge.reading import Reading
from knowledge.subjects import Subject


class Citation(NamedTuple):
    """Where a figure or fact stands: source id, place in the document, and the fragment that holds it."""

    source: str
    place: str
    evidence: str


class Answer(Struct, frozen=True):
    """All that is to be said, before it is put into words.

    `status` is answered, clarify or no_answer; `reason` names the part that failed; `verdict` is set for claims.
    `results` hold figures with their inputs; `subject` is the fact, gap or nearest indicator; `turn` is what the
    conversation is to remember; `reading` and `outcome` say how the question was understood.
    """

    question: str
    language: Language
    status: str
    outcome: Outcome
    reading: Reading | None = None
    reason: str | None = None
    verdict: str | None = None
    results: tuple[Result, ...] = ()
    subject: Subject | None = None
    citations: tuple[Citation, ...] = ()
    options: tuple[Option, ...] = ()
    turn: Turn | None = None
    meta: str = ""
    """Source where the person asked where a figure comes from."""
    memory: Memory = field(default_factory=Memory)
