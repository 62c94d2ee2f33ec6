"""Figures that sources name and do not give: which of them a question meets, and which period is the newest.

A cell with ".." is as much an answer as a figure: it keeps the bot from giving another year's or another region's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from knowledge.catalogue import Catalogue
from knowledge.kinship import has_many_areas
from knowledge.model import MissingFigure
from knowledge.query import Query


def lacking(catalogue: Catalogue, query: Query) -> tuple[MissingFigure, ...]:
    """The figures of a query's slots that a source says are missing, and that no other source gives.

    Args:
        catalogue: of the store.
        query: whose slots are meant; a group is its members.

    Returns:
        The missing figures, in the store's order.
    """
    areas = query.areas or (catalogue.places.groups[query.group].members if query.group else ())
    found = []
    for ident in query.indicators:
        marked = [
            missing
            for missing in catalogue.store.missing(ident)
            if (not areas or missing.area in areas)
            and (not query.periods or missing.period in query.periods)
            and (not query.scenarios or missing.scenario in query.scenarios)
            and (not query.breakdowns or missing.breakdown in query.breakdowns)
        ]
        given = {figure.key for figure in catalogue.store.figures(ident, areas, query.periods)} if marked else set()
        found += [missing for missing in marked if missing.key not in given]
    return tuple(found)


def marked_areas(catalogue: Catalogue, indicators: Sequence[str]) -> frozenset[str]:
    """The areas of which a source says that their figure is missing."""
    return frozenset(missing.area for ident in indicators for missing in catalogue.store.missing(ident))


def marked_periods(catalogue: Catalogue, indicators: Sequence[str]) -> tuple[str, ...]:
    """The periods of which a source says that a figure is missing, in order."""
    return tuple(sorted({missing.period for ident in indicators for missing in catalogue.store.missing(ident)}))


def newest_period(catalogue: Catalogue, ident: str, areas: Collection[str]) -> str:
    """The newest period of an indicator that is held for many areas and several periods: a panel.

    Args:
        catalogue: of the store.
        ident: the indicator.
        areas: of which areas; of all that it is held for where there are none.

    Returns:
        The newest period with a figure or a mark in its place; empty where the indicator is no panel, or its periods
        are not all of one kind.
    """
    held = catalogue.holdings(ident)
    periods = {period for period in held.periods if period}
    if len(periods) < 2 or len({len(period) for period in held.periods}) > 1 or not has_many_areas(catalogue, ident):
        return ""
    if catalogue.indicator(ident).derived is not None or not areas:
        return max(periods)
    wanted = tuple(areas)
    own = {figure.period for figure in catalogue.store.figures(ident, wanted)}
    own |= {missing.period for missing in catalogue.store.missing(ident) if missing.area in wanted}
    return max(own or periods)
