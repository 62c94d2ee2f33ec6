"""Editions: the same figures retrieved or published again. All are kept; the newest answers, and says what it revised.

Sources of one series are editions of one thing, in the order of the days on which they were retrieved or published. A
figure that a newer edition gives anew, or marks as missing, takes the place of the older one; one that it does not name
stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from knowledge.model import MissingFigure, Observation, Source

Key = tuple[str, str, str, str, str]


def day_of(source: Source) -> str:
    """The day on which a source was retrieved or published, as an ISO date; empty where it says neither."""
    return (source.retrieved or source.published or "")[:10]


def known_on(sources: Mapping[str, Source], day: date | None) -> dict[str, Source]:
    """The sources that were there on a day: those without a date, and those whose date is not later."""
    if day is None:
        return dict(sources)
    return {ident: source for ident, source in sources.items() if _period_begins(day_of(source)) <= day.isoformat()}


class Editions(Struct, frozen=True):
    """For each source that is one of several editions, its series and its place among them."""

    places: Mapping[str, tuple[str, int]]

    @classmethod
    def of(cls, sources: Iterable[Source]) -> Editions:
        """The editions among sources."""
        series: dict[str, list[Source]] = {}
        for source in sources:
            series.setdefault(source.series or source.id, []).append(source)
        places: dict[str, tuple[str, int]] = {}
        for name, several in series.items():
            if len(several) > 1:
                in_order = sorted(several, key=lambda source: (day_of(source), source.id))
                places |= {source.id: (name, at) for at, source in enumerate(in_order)}
        return cls(places)

    def newest(
        self, figures: Sequence[Observation], missing: Sequence[MissingFigure] = ()
    ) -> tuple[list[Observation], list[MissingFigure]]:
        """What holds now: of each figure its newest edition, which knows the one before it.

        Args:
            figures: of one indicator, of all editions.
            missing: what the editions name and do not give.

        Returns:
            The figures and missing ones that no newer edition replaces, in the order in which they were given.
        """
        if not self.places:
            return list(figures), list(missing)
        last: dict[tuple[str, Key], int] = {}
        for source, key in [(f.source, f.key) for f in figures] + [(m.source, m.key) for m in missing]:
            series, at = self._place(source)
            last[series, key] = max(last.get((series, key), 0), at)
        before: dict[tuple[str, Key], tuple[int, Observation]] = {}
        for figure in figures:
            series, at = self._place(figure.source)
            spot = (series, figure.key)
            if at < last[spot] and (spot not in before or before[spot][0] < at):
                before[spot] = (at, figure)

        def stands(each: Observation | MissingFigure) -> bool:
            """Whether no newer edition replaces it."""
            series, at = self._place(each.source)
            return at == last[series, each.key]

        def knowing(figure: Observation) -> Observation:
            """The figure with the one that it revised."""
            old = before.get((self._place(figure.source)[0], figure.key))
            return figure if old is None else replace(figure, revises=old[1])

        return [knowing(f) for f in figures if stands(f)], [m for m in missing if stands(m)]

    def _place(self, source: str) -> tuple[str, int]:
        """The series of a source and its place in it; one that is alone is a series of its own."""
        return self.places.get(source, (source, 0))


def _period_begins(written: str) -> str:
    """The first day of an ISO date that may be a year or month; the earliest for none."""
    return f"{written}-01-01"[:10] if len(written) == 4 else f"{written}-01" if len(written) == 7 else written
