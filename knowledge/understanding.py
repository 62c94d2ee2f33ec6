"""From a text to an outcome: takes it apart, ranks the subjects and decides."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from knowledge.catalogue import Catalogue
from knowledge.cues import Cue
from knowledge.decision import Decider
from knowledge.interpretation import Interpreter
from knowledge.memory import Memory
from knowledge.mentions import Analysis, analyse
from knowledge.model import Language
from knowledge.outcomes import Outcome
from knowledge.reading import Candidate, Reading


class Understood(NamedTuple):
    """A text with its reading and what it comes to."""

    analysis: Analysis
    reading: Reading
    outcome: Outcome

    @property
    def top(self) -> Candidate | None:
        """The best candidate."""
        return self.reading.candidates[0] if self.reading.candidates else None


class Understanding:
    """Understands texts on one day, in one language."""

    def __init__(self, catalogue: Catalogue, today: date | None, language: Language) -> None:
        """`today` decides "i år"; `language` is the language of the answer."""
        self.catalogue = catalogue
        self._interpreter = Interpreter(catalogue)
        self._today = today
        self._language = language

    def parts(self, text: str) -> Analysis:
        """A piece of a message taken apart."""
        return replace(analyse(text, self.catalogue, self._language), language=self._language)

    def of(self, analysis: Analysis, memory: Memory) -> Understood:
        """What a text comes to."""
        reading = self._interpreter.read(analysis, memory)
        return Understood(analysis, reading, Decider(self.catalogue, reading, self._today).decide())


def stated(analysis: Analysis) -> Analysis:
    """The analysis of a text that is put forward to be checked, such as a quoted line."""
    end = len(analysis.tokens)
    return replace(analysis, cues=(*analysis.cues, Cue("claim", end, end)))
