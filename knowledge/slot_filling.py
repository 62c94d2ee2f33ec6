"""Fills the slots of a candidate, each from what was said, else from the conversation, else by default.

A slot that names what the store does not hold ends in `NotFound`: a missing year is never answered with another year,
an unknown place never with the national figure.
"""

from __future__ import annotations

from datetime import date

from knowledge.catalogue import Catalogue
from knowledge.kinship import is_regional, is_row, sibling, tables_of
from knowledge.language.tables import word_set
from knowledge.memory import Turn
from knowledge.model import NATION, Indicator
from knowledge.outcomes import NotFound
from knowledge.reading import Candidate, Reading
from knowledge.slot_areas import AreaSlot, points_to_region
from knowledge.slot_kinds import fill_breakdowns, fill_scenarios, lacking_column
from knowledge.slot_periods import PeriodSlot
from knowledge.slots import Slots

_FOLLOW_UP_WORDS = 6
_BARE_WORDS = 5
_OPENING = 3
"""So many tokens of an "ok," or "aha!" may stand before the question itself."""
_MARKS = frozenset(",.!;:–-")
_OF_NAMED = ("lookup", "compare")
_FEW_REGIONS = 6
_THE_REGION = word_set("regionen länet regionens länets")
"""Nouns that in a question which goes on name the one region of the turn before."""


class SlotFiller:
    """Fills slots for candidates of one reading."""

    def __init__(self, catalogue: Catalogue, reading: Reading, today: date | None) -> None:
        """`today` decides "i år" and "förra året"."""
        self._catalogue = catalogue
        self._reading = reading
        self._analysis = reading.analysis
        self._today = today

    def fill(self, candidate: Candidate, indicators: tuple[str, ...]) -> Slots | NotFound:
        """Slots of a candidate that stands for `indicators`, or what is missing."""
        slots = Slots(indicators)
        related = self._related(candidate)
        areas = AreaSlot(self._catalogue, self._reading, candidate, slots)
        periods = PeriodSlot(self._catalogue, self._reading, slots, self._today)
        lacking = areas.fill(related) or periods.fill(related)
        if lacking is not None:
            return lacking
        column = lacking_column(self._catalogue, self._analysis, slots)
        if column:
            return NotFound("not_covered", {"words": (column,)}, (candidate.subject,))
        fill_scenarios(self._catalogue, self._analysis, slots, candidate.preset.get("scenario"), related)
        fill_breakdowns(self._catalogue, self._analysis, slots, related)
        return slots

    def _related(self, candidate: Candidate) -> Turn | None:
        """The turn whose slots may be inherited: the conversation goes on about this subject or its table."""
        last, analysis = self._reading.last, self._analysis
        if last is None or not last.subjects or (analysis.has("new_topic") and not self._reading.returned):
            return None
        if candidate.remembered:
            return last
        if points_to_region(analysis, last):
            return last
        if self._of_same_thing(candidate, last):
            return last
        if not self._reading.elliptical:
            return None
        if any(cue.id == "follow" and self._opens(cue.start) and self._is_short(cue.start) for cue in analysis.cues):
            return last
        answers_back = last.status == "clarify" and sum(t.is_word for t in analysis.tokens) <= _FOLLOW_UP_WORDS
        if answers_back or self._same_region(candidate, last):
            return last
        the_region = len(last.areas) == 1 and last.areas[0] != NATION and not _THE_REGION.isdisjoint(analysis.norms)
        if the_region or analysis.has("same_period", "that_region") or candidate.subject.key in last.subjects:
            return last
        mine = self._circles(candidate.subject.key)
        return last if any(mine & self._circles(key) for key in last.subjects) else None

    def _of_same_thing(self, candidate: Candidate, last: Turn) -> bool:
        """Whether the other number of the row just told is asked for: its target after its effect of a year."""
        item = candidate.subject.item
        if not isinstance(item, Indicator) or last.operation != "lookup" or len(last.figures) != 1:
            return False
        told = self._catalogue.indicator(last.figures[0].indicator)
        if told.id == item.id or told.unit == item.unit or self._analysis.has("each_period", "all", "list", "change"):
            return False
        others = sibling(self._catalogue, told, item.unit)
        row = is_row(self._catalogue, candidate.subject) or is_row(
            self._catalogue, self._catalogue.subject(last.subjects[0])
        )
        return row and [other.id for other in others] == [item.id]

    def _opens(self, at: int) -> bool:
        """Whether a word begins the message, or what comes behind an opening such as "ok," or "aha."."""
        return at <= 1 or (at <= _OPENING and self._analysis.norms[at - 1] in _MARKS)

    def _is_short(self, start: int) -> bool:
        """Whether little is said from there on, besides amounts: "o i sektorsbidraget på tre miljarder?"."""
        counted = {at for amount in self._analysis.amounts for at in range(amount.start, amount.end)}
        words = (at for at, token in enumerate(self._analysis.tokens) if token.is_word and at >= start)
        return sum(at not in counted for at in words) <= _FOLLOW_UP_WORDS

    def _same_region(self, candidate: Candidate, last: Turn) -> bool:
        """As in "hur många invånare?" after the grant of some regions: what else of them is asked for."""
        short = sum(token.is_word for token in self._analysis.tokens) <= _BARE_WORDS
        named = last.operation in _OF_NAMED and len(last.areas) <= _FEW_REGIONS
        if not short or not (named or len(last.areas) == 1) or NATION in last.areas or last.status != "answered":
            return False
        return all(
            is_regional(self._catalogue, s) for s in (candidate.subject, self._catalogue.subject(last.subjects[0]))
        )

    def _circles(self, key: str) -> set[str]:
        """The tables and the theme to which a subject belongs."""
        subject = self._catalogue.subject(key)
        theme = {f"{subject.item.theme}/theme"} if isinstance(subject.item, Indicator) else set()
        return tables_of(self._catalogue, subject) | theme
