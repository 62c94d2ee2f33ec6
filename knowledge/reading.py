"""What a question can mean: candidates, best first, and what they were judged by."""

from __future__ import annotations

from msgspec import Struct, field

from knowledge.matching import Match
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis
from knowledge.subjects import Subject

Reason = str | tuple[str, tuple[object, ...]]
"""A reason for a score: a text, or one with places and what fills them, put together only where it is shown."""


def in_words(reason: Reason) -> str:
    """A reason as it is shown."""
    if isinstance(reason, str):
        return reason
    text, values = reason
    return text.format(*values)


class Candidate(Struct, frozen=True):
    """A subject with its adjusted score; `remembered` where it comes from the conversation."""

    subject: Subject
    score: float
    match: Match | None
    remembered: bool = False
    why: tuple[Reason, ...] = ()

    @property
    def preset(self) -> dict[str, str]:
        """Slots that the words of the alias fix, when all of them were said."""
        return dict(self.match.alias.preset) if self.match and self.match.complete else {}

    @property
    def precision(self) -> float:
        """Share of the question's content that the subject explains."""
        return self.match.precision if self.match else 1.0


class Reading(Struct):
    """Candidates for one question, best first, and what they were judged by."""

    analysis: Analysis
    candidates: list[Candidate] = field(default_factory=list)
    elliptical: bool = False
    """Whether the question leans on the conversation: short, or with a word such as "det" or "och"."""
    twins: tuple[str, ...] = ()
    """The keys of the best indicator and of its neighbours, as well as the question tells of each."""
    last: Turn | None = None
    memory: Memory = field(default_factory=Memory)
    returned: bool = False
    """Whether `last` is an earlier turn that is gone back to: "tillbaka till Skåne"."""
