"""What an indicator is held for, known without reading its figures: the store keeps it as one more document.

Thousands of indicators share a few sets of areas and years, so each set is written once and named by its place.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from knowledge.model import SCENARIOS, Observation


class Holdings(Struct, frozen=True):
    """Which slot values an indicator is held for: distinct, in a fixed order."""

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    scenarios: tuple[str, ...]
    breakdowns: tuple[str, ...]
    sources: tuple[tuple[str, int], ...] = ()
    """The sources, each with how many of the figures it has."""
    ranged: bool = False
    """Whether some figure is a range."""

    @property
    def count(self) -> int:
        """How many figures there are."""
        return sum(count for _, count in self.sources)


class Tally:
    """What the figures of one indicator are of, gathered one after the other."""

    def __init__(self) -> None:
        """Of none yet."""
        self._slots: list[frozenset[str]] = [frozenset()] * 4
        self._sources: dict[str, int] = {}
        self._ranged = False

    def add(self, figure: Observation) -> None:
        """Add a figure."""
        slots = (figure.area,), (figure.period,), (figure.scenario,), (figure.breakdown,)
        self.add_columns(slots, (figure.source,), (figure.upper,))

    def add_columns(self, slots: Iterable[Sequence[str]], sources: Sequence[str], uppers: Iterable[object]) -> None:
        """Add many figures.

        Args:
            slots: their areas, periods, scenarios and breakdowns.
            sources: the source of each.
            uppers: the upper end of each, None where it is no range.
        """
        for at, column in enumerate(slots):
            values = self._slots[at]
            if not values.issuperset(column):
                self._slots[at] = values.union(column)
        for source, count in Counter(sources).items():
            self._sources[source] = self._sources.get(source, 0) + count
        self._ranged = self._ranged or set(uppers) != {None}

    def settle(self, shared: dict[frozenset[str], frozenset[str]]) -> None:
        """Keep sets that others keep too only once: thousands of indicators are of the same areas and years.

        Args:
            shared: the sets that are kept.
        """
        self._slots = [shared.setdefault(values, values) for values in self._slots]

    def holdings(self, kinds: Sequence[str]) -> Holdings:
        """What they are of; `kinds` are the indicator's breakdowns in order."""
        areas, periods, scenarios, breakdowns = self._slots
        return Holdings(
            areas=tuple(sorted(areas)),
            periods=tuple(sorted(periods)),
            scenarios=tuple(sorted(scenarios, key=SCENARIOS.index)),
            breakdowns=tuple(sorted(breakdowns, key=["", *kinds].index)),
            sources=tuple(sorted(self._sources.items())),
            ranged=self._ranged,
        )


def held(figures: Iterable[Observation], breakdowns: Sequence[str]) -> Holdings:
    """What some figures of one indicator are of; `breakdowns` are its kinds in order."""
    tally = Tally()
    for figure in figures:
        tally.add(figure)
    return tally.holdings(breakdowns)


def dump_holdings(holdings: Mapping[str, Holdings]) -> str:
    """The holdings of indicators as JSON text."""
    sets: dict[tuple[object, ...], int] = {}
    of = {}
    for ident, held_for in holdings.items():
        slots = (held_for.areas, held_for.periods, held_for.scenarios, held_for.breakdowns, held_for.sources)
        of[ident] = [*(sets.setdefault(values, len(sets)) for values in slots), int(held_for.ranged)]
    return json.dumps({"sets": list(sets), "of": of}, ensure_ascii=False, separators=(",", ":"))


def read_holdings(content: str) -> dict[str, Holdings]:
    """The holdings that `dump_holdings` wrote.

    Args:
        content: its text.

    Returns:
        Indicator -> what it is held for.

    Raises:
        ValueError: it is no such text.
        KeyError: something is lacking in it.
    """  # noqa: DOC502  (raised by what is called)
    plain = json.loads(content)
    sets = [tuple(values) for values in plain["sets"]]
    sources: dict[int, tuple[tuple[str, int], ...]] = {}
    for *_, place, _ in plain["of"].values():
        if place not in sources:
            sources[place] = tuple((str(name), int(count)) for name, count in plain["sets"][place])
    return {
        ident: Holdings(sets[a], sets[p], sets[s], sets[b], sources[o], bool(ranged))
        for ident, (a, p, s, b, o, ranged) in plain["of"].items()
    }
