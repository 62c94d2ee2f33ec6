"""A question made exact: which figures, and what is to be done with them; and what came of it."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field

from knowledge.language.formatting import joined, period
from knowledge.language.numbers import Amount
from knowledge.model import UNNAMED, Indicator, Language, Observation
from knowledge.places import Places

EVERY = 99
"""As `Query.n`: all there are, in order."""

_OPERATION_WORDS = {
    "lookup": ("belopp eller värde", "value"),
    "list": ("lista", "list"),
    "rank": ("rangordning", "ranking"),
    "position": ("placering", "position"),
    "above": ("närmast över", "next above"),
    "below": ("närmast under", "next below"),
    "neighbours": ("närmast över och under", "next above and below"),
    "sum": ("summa", "sum"),
    "mean": ("medelvärde", "mean"),
    "median": ("median", "median"),
    "count": ("antal", "count"),
    "share": ("andel", "share"),
    "difference": ("skillnad", "difference"),
    "ratio": ("kvot", "ratio"),
    "change": ("förändring", "change"),
    "compare": ("jämförelse", "comparison"),
    "times": ("del eller multipel", "part or multiple"),
}
"""Operation -> what it is called, in Swedish and English; what is not here is called as a lookup."""
OPERATIONS = tuple(_OPERATION_WORDS)
"""What can be done with figures, besides finding the one that is a stated amount."""
_MOST_NAMES = 2
_MOST_AREAS = 4
"""So many are named when a query is described."""


class Claim(Struct, frozen=True):
    """What somebody stated about the result of a query.

    `relation` is value, more, less, equal, kept, above, below, most, least, order, among, rises, falls, sign, every,
    just, none, all, exists, or unclear where nothing can be judged; `amounts` are the numbers stated, `sign` −1 where
    the words say deficit or minus, +1 where they say surplus; `place` a stated position in the ranking, or for "among"
    how many places from its end.
    """

    relation: str
    amounts: tuple[Amount, ...] = ()
    sign: int = 0
    negated: bool = False
    place: int | None = None
    said: tuple[str, ...] = ()
    """For a superlative: the years it was said of; for "just": the regions that alone are past the limit."""
    in_order: bool = False
    """Whether each amount was stated of the figure in its place, or the two of the ends: "från 37 till 78"."""
    of_each: bool = False
    """Whether the one amount was stated of each of several areas: "fick 99 miljoner var"."""
    mismatch: bool = False
    """Whether a denominator was stated that is not the figure's."""
    roughly: bool = False
    """For "nästan lika mycket": whether near is enough."""
    beside_last: bool = False
    """Whether what is named is set beside the figure of the turn before: "alltså mer än Halland?"."""
    any_of: bool = False
    """Whether it is stated of one of several regions at least: "någon av Kalmar och Halland"."""
    of_whole: bool = False
    """Whether an amount is stated of a range without a word for one of its ends."""
    end: str = ""
    """Of which end of a range an amount is stated: high, low or empty."""
    quantifier: str = ""
    """Of a range: whether an amount is stated of some, none or all of those between whom it lies."""
    alone: bool = False
    """For a superlative: whether no other may be as high or low: "alla andra fick mer"."""
    larger: str = ""
    """Of two figures that are set against each other, the operand, year or kind said to be the larger.

    Of a table, the row that is said to lead.
    """


class Query(Struct, frozen=True):
    """One exact question to the store.

    Slots are tuples of values; `dimension` (area, indicator, period, breakdown, scenario, range or one) is that along
    which figures are ranked, added or compared. `origins` says for each slot if it was said, remembered or a default.
    """

    operation: str
    indicators: tuple[str, ...]
    areas: tuple[str, ...] = ()
    group: str = ""
    operands: tuple[str, ...] = ()
    """Areas and groups to set against each other, in the order they were named."""
    periods: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    dimension: str = "area"
    per_capita: bool = False
    n: int = 1
    nth: bool = False
    places: tuple[int, ...] = ()
    """Several places of a ranking, where just these are asked for."""
    direction: str = "top"
    threshold: Amount | None = None
    threshold_area: str = ""
    """A region whose figure is the limit, or "mean", "median", "first" or "last"."""
    upper_threshold: Amount | None = None
    comparator: str = ""
    without: int = 0
    without_areas: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    percent: bool = False
    times: Decimal | None = None
    """By what a figure is multiplied: 0,5 for "hälften av det"."""
    rounded: str = ""
    wording: tuple[str, ...] = ()
    """more_than, less_than or divided, where the question sets the first against the second in that way."""
    claim: Claim | None = None
    end: str = ""
    """For a range: "low" or "high" where only one end was asked for."""
    table: str = ""
    origins: tuple[tuple[str, str], ...] = ()

    def origin(self, slot: str) -> str:
        """Where a slot's value came from: said, remembered, default or empty."""
        return dict(self.origins).get(slot, "")

    def describe(self, language: Language, indicators: dict[str, Indicator], places: Places) -> str:
        """The query in words, as shown under `interpretation`: Sektorsbidrag · Skåne · 2024 · belopp."""
        names = [indicators[ident].name.of(language) for ident in self.indicators[:_MOST_NAMES]]
        more = ["…"] if len(self.indicators) > _MOST_NAMES else []
        shown = ", ".join(period(value, language) for value in self.periods if value)
        done = _OPERATION_WORDS.get(self.operation, _OPERATION_WORDS["lookup"])[language == "en"]
        if self.per_capita:
            done += ", per invånare" if language == "sv" else ", per inhabitant"
        parts = (" + ".join([*names, *more]), self._areas_in_words(language, places), shown, done)
        return " · ".join(part for part in parts if part)

    def _areas_in_words(self, language: Language, places: Places) -> str:
        """The group's name, the names of a few areas, or the number of many; empty where no area is stated."""
        if self.group:
            return places.groups[self.group].name.of(language)
        if len(self.areas) > _MOST_AREAS:
            return f"{len(self.areas)} {'regioner' if language == 'sv' else 'regions'}"
        if self.areas == (UNNAMED,):
            return ""
        return joined([places.areas[code].label(language) for code in self.areas if code != UNNAMED], language)


class Cell(Struct, frozen=True):
    """One figure of a result: stored, or computed from its `inputs`.

    `areas` are the regions it covers; `label` overrides the indicator's name where the figure is of something else
    (a number of regions, a share); `arithmetic` is how it was computed, as (terms, operator).
    """

    value: Decimal
    unit: str
    indicator: str
    areas: tuple[str, ...] = ()
    group: str = ""
    period: str = ""
    scenario: str = ""
    breakdown: str = ""
    upper: Decimal | None = None
    approximate: bool = False
    observations: tuple[Observation, ...] = ()
    inputs: tuple[Cell, ...] = ()
    operator: str = ""
    kind: str = ""
    """Empty for a figure of the indicator itself; else what was computed: share, difference, per_capita, rounded …"""

    @property
    def derived(self) -> bool:
        """Whether the figure was computed here."""
        return bool(self.operator)

    @property
    def area(self) -> str:
        """The one area the figure is of; empty for several."""
        return self.areas[0] if len(self.areas) == 1 else ""

    def sources(self) -> tuple[Observation, ...]:
        """All stored observations behind the figure, its own first, each once."""
        found: dict[tuple[str, ...], Observation] = {}
        for observation in self.observations:
            found.setdefault((*observation.key, observation.source), observation)
        for cell in self.inputs:
            for observation in cell.sources():
                found.setdefault((*observation.key, observation.source), observation)
        return tuple(found.values())


class Result(Struct, frozen=True):
    """What a query gave: the figures asked for, figures for context, and how the answer is to be put.

    `notes` are (key, parameters) of sentences that `phrasing` knows.
    """

    query: Query
    figures: tuple[Cell, ...]
    context: tuple[Cell, ...] = ()
    everything: tuple[Cell, ...] = ()
    """For a count: all the figures that were counted among."""
    verdict: str | None = None
    notes: tuple[tuple[str, dict[str, object]], ...] = field(default_factory=tuple)
