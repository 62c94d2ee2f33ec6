"""What a conversation remembers: enough to answer "och Uppsala?", "källa?" and "skillnaden dem emellan"."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct, convert, to_builtins
from msgspec.structs import replace

from knowledge.model import Language

_TELLING = ("lookup", "claim", "compare", "sum", "rank", "list", "position", "above", "below")
"""Operations whose figures may be what "de två" or "skillnaden" speaks of."""
KEEP = 6
"""How many turns are remembered."""


class Said(Struct, frozen=True):
    """A figure that an answer gave: its value and what it is a figure of (`areas` are the regions it was made from)."""

    value: Decimal
    unit: str
    indicator: str
    areas: tuple[str, ...]
    period: str
    scenario: str
    breakdown: str
    group: str = ""


class Turn(Struct, frozen=True):
    """One answered question.

    `subjects` are subject keys; `areas`, `periods`, `scenarios` and `breakdowns` the slots that were used; `figures`
    lead with the headline; `words` are the content words of the question.
    """

    question: str
    language: Language
    operation: str = ""
    subjects: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    group: str = ""
    periods: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    per_capita: bool = False
    figures: tuple[Said, ...] = ()
    words: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """The regions that were ranked, where they were fewer than all."""
    corrects: bool = False
    """Whether it put the turn before right."""
    status: str = "answered"
    asked: str = ""
    """The self-contained question that this turn stood for, to ask again in another language."""
    beside: str = ""
    """The region next to which the others were found: Uppsala in "vilka tre kommer efter Uppsala"."""


class Memory(Struct, frozen=True):
    """The last turns of one person's conversation, newest last."""

    turns: tuple[Turn, ...] = ()

    def with_turn(self, turn: Turn) -> Memory:
        """The memory after one more turn."""
        return replace(self, turns=(*self.turns, turn)[-KEEP:])

    @property
    def last(self) -> Turn | None:
        """The last turn that had a subject, or that asked back."""
        return next((turn for turn in reversed(self.turns) if turn.subjects or turn.options), None)

    @property
    def language(self) -> Language | None:
        """The language of the last turn."""
        return self.turns[-1].language if self.turns else None

    def recent_figures(self, count: int, *, withdrawn_too: bool = False) -> tuple[Said, ...]:
        """The headline figures of the last turns, newest last, without repeats, at most `count`.

        Args:
            count: how many at most.
            withdrawn_too: also those of a turn that was put right afterwards.

        Returns:
            the figures as they were said.
        """
        found: list[Said] = []
        withdrawn = False
        for turn in reversed(self.turns):
            if withdrawn and not withdrawn_too:  # "nej, jag menade Västerbotten": what was asked before was not meant
                withdrawn = turn.corrects
                continue
            withdrawn = turn.corrects
            if turn.operation in _TELLING and turn.figures:
                told = tuple(said for said in turn.figures if said.unit == turn.figures[0].unit)
                batch = told if len(told) <= count else told[:1]
                for figure in reversed(batch):
                    if figure not in found:
                        found.append(figure)
            if len(found) >= count:
                break
        return tuple(reversed(found[:count]))

    def to_data(self) -> list[dict[str, Any]]:
        """Plain data, for a state database; values as text, so that no digit is lost."""
        plain: list[dict[str, Any]] = to_builtins(self.turns)
        return plain

    @classmethod
    def from_data(cls, data: list[dict[str, Any]]) -> Memory:
        """The memory that `to_data` wrote."""
        return cls(convert(data, tuple[Turn, ...]))
