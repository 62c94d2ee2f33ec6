"""What every step of planning sees: the question, its conversation, the subject and its slots."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from knowledge.asking import rather_kronor
from knowledge.catalogue import Catalogue
from knowledge.cues import Cue
from knowledge.memory import Turn
from knowledge.mentions import Analysis
from knowledge.model import NATION, Indicator
from knowledge.planning.own_words import own_cues
from knowledge.query import Query
from knowledge.reading import Candidate, Reading
from knowledge.scenarios import table_words
from knowledge.slots import Slots
from knowledge.subjects import Subject

OECD = "OECD"
_EACH_ONE = (("var", "och", "en"), ("var", "och", "ett"), ("each", "one"))
_REGIONS_SAID = frozenset(("regioner", "regionerna", "län", "länen", "regions", "counties"))
_LIVING_IN = (("i",), ("in",))
"""Words before regions whose people are meant: "var och en i regionerna"."""
_GOES_ON = ("share", "mean", "median", "position")
"""Operations that a question which names nothing but another place goes on asking for."""
_OF_TWO = ("difference", "ratio")
"""Operations that a question which names nothing but two other places goes on asking for."""
LEANING = frozenset((
    *("follow", "those", "that", "that_region", "correction", "list", "yes_no", "return", "what", "same_period"),
    *("received", "next_period", "how", "not"),
))
"""Cues of questions that lean on the one before and ask for nothing new."""
TOWNS = frozenset(("kommun", "kommunen", "kommuner", "kommunerna", "kommuns", "municipality", "municipalities"))
"""Words by which municipalities are meant where figures of regions are held too."""
_THAN = frozenset(("än", "mot", "med", "than", "against", "with", "vs"))
_SWEDISH = frozenset((
    *("sverige", "sveriges", "svensk", "svenska", "svenskt", "riket", "rikets", "vi", "vår", "landet"),
    *("sweden", "swedish", "we", "our"),
))
POINTS = frozenset(("procentenheter", "procentenhet"))
"""Words for percentage points, which are no per cent."""
EACH = frozenset(("per", "varje", "each", "every"))
"""Words before the one of which there are several."""
REGIONS = 21
"""Sweden's regions: a bare number up to this many counts or ranks them rather than states a figure."""


class Context(Struct, frozen=True):
    """One question about one subject.

    `cues` are the ids of what the question asks for, without those that only belong to the subject's name; `words` are
    all its words; `regions` the regions that figures are held for, in the order of their codes.
    """

    catalogue: Catalogue
    reading: Reading
    candidate: Candidate
    slots: Slots
    regions: tuple[str, ...]
    cues: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, catalogue: Catalogue, reading: Reading, candidate: Candidate, slots: Slots) -> Context:
        """The context of a candidate with its slots."""
        cues = frozenset(cue.id for cue in reading.analysis.cues if not _named_table(reading.analysis, cue))
        if rather_kronor(reading.analysis):
            cues -= {"share"}
        if _each_of_named(reading.analysis):
            cues -= {"per_capita"}
        cues |= _asked_before(reading, candidate, cues)
        return cls(
            catalogue,
            reading,
            candidate,
            slots,
            regions_held(catalogue, slots.indicators, towns=not TOWNS.isdisjoint(reading.analysis.norms)),
            cues - own_cues(catalogue, reading.analysis, candidate, slots),
            frozenset(reading.analysis.norms),
        )

    @property
    def analysis(self) -> Analysis:
        """The question taken apart."""
        return self.reading.analysis

    @property
    def last(self) -> Turn | None:
        """The turn before, where there is one with a subject."""
        return self.reading.last

    @property
    def indicator(self) -> Indicator:
        """The indicator that is meant, the first of several."""
        return self.catalogue.indicator(self.slots.indicators[0])

    @property
    def subject(self) -> Subject:
        """What the question is about."""
        return self.candidate.subject

    def has(self, *cues: str) -> bool:
        """Whether one of these cues asks for something."""
        return not self.cues.isdisjoint(cues)

    def says(self, words: Iterable[str]) -> bool:
        """Whether one of these words stands in the question."""
        return not self.words.isdisjoint(words)

    def origin(self, slot: str) -> str:
        """Where a slot's value came from: said, remembered, default or empty."""
        return self.slots.origins.get(slot, "")

    @property
    def names_region(self) -> bool:
        """Whether the question itself names a region that figures are held for."""
        return self.slots.areas_named(self.regions)

    @property
    def deviation_only(self) -> bool:
        """Whether the figure is itself a difference: the deviation from a budget."""
        return self.slots.scenarios == ("deviation",)

    def norm_before(self, token: int) -> str:
        """The word in front of a token; empty at the beginning."""
        return self.analysis.tokens[token - 1].norm if token else ""

    def norm_at(self, token: int) -> str:
        """The word at an index; empty past the end."""
        return self.analysis.tokens[token].norm if token < len(self.analysis.tokens) else ""

    def members(self, group: str) -> tuple[str, ...]:
        """The regions of a group; all regions where no group is named."""
        return self.catalogue.places.groups[group].members if group else self.regions

    def pair(self, query: Query) -> tuple[str, ...]:
        """The query's areas; where figures are held for Sweden and the OECD alone, these two."""
        held = self.catalogue.holdings(query.indicators[0]).areas
        if set(held) != {NATION, OECD}:
            return query.areas
        return (OECD, NATION) if self._names_first(OECD) else (NATION, OECD)

    @property
    def pair_begins_with_nation(self) -> bool:
        """Whether a comparison of Sweden and the OECD begins with Sweden."""
        return not self._names_first(OECD)

    def _names_first(self, code: str) -> bool:
        """Whether an area is what a comparison begins with: "OECD:s dödlighet är lägre än den svenska"."""
        place = next((place for place in self.analysis.places if place.code == code), None)
        if place is None or not _THAN.isdisjoint(self.analysis.norms[max(0, place.start - 3) : place.start]):
            return False
        return _SWEDISH.isdisjoint(self.analysis.norms[: place.start])


def _each_of_named(analysis: Analysis) -> bool:
    """Whether "var och en" is each of some regions: "Skåne, Halland och Blekinge, var och en för sig"."""
    norms = analysis.norms
    said = [norms[cue.start : cue.end] for cue in analysis.cues if cue.id == "per_capita"]
    if not said or not all(words in _EACH_ONE for words in said):
        return False
    spoken_of = (at for at, norm in enumerate(norms) if norm in _REGIONS_SAID)
    return len(analysis.regions) > 1 or any(norms[at - 1 : at] not in _LIVING_IN for at in spoken_of)


def told_before(reading: Reading, subject: Subject) -> Turn | None:
    """The turn that a question goes on from: the last, or, where that told nothing, the newest of this subject."""
    last = reading.last
    if last is None or last.status == "answered":
        return last
    turns = reversed(reading.memory.turns)
    return next((turn for turn in turns if turn.status == "answered" and subject.key in turn.subjects), None)


def told_share(turn: Turn) -> bool:
    """Whether what a turn told was a part of a whole, in per cent."""
    return bool(turn.figures) and turn.figures[0].unit == "percent" and not turn.per_capita and len(turn.areas) == 1


def _asked_before(reading: Reading, candidate: Candidate, cues: frozenset[str]) -> frozenset[str]:
    """What the turn before asked for and a question goes on asking: "och Götalands?" after a share."""
    last = told_before(reading, candidate.subject)
    if last is None or not reading.elliptical:
        return frozenset()
    analysis = reading.analysis
    named = {place.code: place.kind for place in analysis.places if place.kind in ("region", "group")}
    if analysis.periods or analysis.amounts or analysis.content_weight:
        return frozenset()
    if not named:  # "är du säker?" of a share
        doubted = "claim" in cues and cues <= LEANING | {"claim"} and last.operation == "share"
        return frozenset(("share",)) if doubted and candidate.subject.key in last.subjects else frozenset()
    goes_on = last.operation in _GOES_ON or (last.operation == "claim" and told_share(last))
    of_one = goes_on and not (last.operation in ("mean", "median") and "region" in named.values())
    if not of_one and not (last.operation in _OF_TWO and len(named) == 2):
        return frozenset()
    same = candidate.subject.key in last.subjects
    going_on = "share" if last.operation == "claim" and of_one else last.operation
    return frozenset((going_on,)) if same and cues <= LEANING else frozenset()


def _named_table(analysis: Analysis, cue: Cue) -> bool:
    """Whether a cue only says which table is meant."""
    return cue.start < cue.end and table_words(analysis.norms).issuperset(range(cue.start, cue.end))


def regions_held(catalogue: Catalogue, indicators: Iterable[str], *, towns: bool = False) -> tuple[str, ...]:
    """The regions that these indicators have figures for, in the order of their codes.

    Args:
        catalogue: of the store.
        indicators: their ids.
        towns: whether municipalities are meant, where there are both.

    Returns:
        The codes of areas of one kind: regions, else municipalities, else countries.
    """
    held = [catalogue.held_by_kind(ident) for ident in indicators]
    for kind in ("municipality", "region", "country") if towns else ("region", "municipality", "country"):
        found = [kinds[kind] for kinds in held if kind in kinds]
        if found:
            return found[0] if len(found) == 1 else tuple(sorted(frozenset().union(*found)))
    return ()


def several(query: Query) -> bool:
    """Whether two or more areas, groups or rows are set against each other."""
    return len(query.operands) > 1 or len(query.areas) > 1 or len(query.indicators) > 1
