"""From mentions and memory to ranked interpretations: which subject is meant.

Each candidate says why it stands where it stands (`why`), so that `ask --explain` can show it. Nothing here reads a
figure; what the store holds for a subject is known from its holdings.
"""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.both import pair_told
from knowledge.catalogue import Catalogue
from knowledge.fit import Fit
from knowledge.language.tables import word_set
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis
from knowledge.model import Indicator
from knowledge.reading import Candidate, Reading
from knowledge.remembering import remember
from knowledge.twins import Twins


def _returned_to(analysis: Analysis, memory: Memory) -> Turn | None:
    """The turn that "tillbaka till Skåne" goes back to: the newest about that region."""
    codes = {place.code for place in analysis.regions}
    if not analysis.has("return") or not codes:
        return None
    return next((turn for turn in reversed(memory.turns) if turn.subjects and codes & set(turn.areas)), None)


def _spoken_of(analysis: Analysis, memory: Memory, own: list[Candidate]) -> Turn | None:
    """The turn that "åter till bidraget: jämför med …" goes back to: the newest about the subject that is named."""
    if not analysis.has("return") or not analysis.content_weight or not own:
        return None
    turns = reversed(memory.turns)
    return next((turn for turn in turns if turn.status == "answered" and own[0].subject.key in turn.subjects), None)


_AMOUNT_OF_MONEY = word_set("belopp beloppet beloppen bidragsbeloppet pengarna slanten amount money")


def _is_of(catalogue: Catalogue, turn: Turn, unit: str) -> bool:
    """Whether a turn told figures of a unit."""
    items = (catalogue.subject(key).item for key in turn.subjects)
    return any(isinstance(item, Indicator) and item.unit == unit for item in items)


def _of_money(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> tuple[Turn | None, bool]:
    """The turn that "och beloppet?" goes on from after a number of people: the newest about money.

    Returns:
        That turn, of the places just spoken of, None where there is none; and whether money is asked for after a
        number of people at all.
    """
    asks = not _AMOUNT_OF_MONEY.isdisjoint(analysis.norms) and not analysis.has("per_capita")
    if not asks or memory.last is None or not _is_of(catalogue, memory.last, "persons"):
        return None, False
    turns = (turn for turn in reversed(memory.turns) if turn.status == "answered")
    found = next((turn for turn in turns if _is_of(catalogue, turn, "SEK")), None)
    return found and replace(found, areas=memory.last.areas or found.areas, group=memory.last.group), True


class Interpreter:
    """Ranks subjects for questions against one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Interpretations over `catalogue`."""
        self._catalogue = catalogue
        self._twins = Twins(catalogue)

    def read(self, analysis: Analysis, memory: Memory) -> Reading:
        """Candidates for a question, those of the conversation among them, best first."""
        returned = _returned_to(analysis, memory)
        last = returned or pair_told(analysis, memory) or memory.last
        if returned is None:
            of_money, asks = _of_money(self._catalogue, analysis, memory)
            last = of_money if asks else last
        fit = Fit(self._catalogue, analysis, last)
        own = [fit.judged(match) for match in self._catalogue.matcher.rank(analysis.terms)]
        own.sort(key=lambda candidate: -candidate.score)
        own, twins = self._twins.told_apart(analysis, own)
        again = _spoken_of(analysis, memory, own) if returned is None else None
        if again is not None:  # it is no new topic
            returned = last = again
            analysis = replace(analysis, cues=tuple(cue for cue in analysis.cues if cue.id != "new_topic"))
        reading = Reading(analysis, own, twins=twins, last=last, memory=memory, returned=returned is not None)
        if last is not None and (returned is not None or not analysis.has("new_topic")):
            remember(self._catalogue, reading, last)
        reading.candidates.sort(key=lambda candidate: -candidate.score)
        return reading
