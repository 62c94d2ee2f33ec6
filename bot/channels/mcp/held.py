"""What the store holds, as the tools list it: indicators, stored figures and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import get_close_matches

from bot.channels.mcp.schemas import (
    IndicatorRow,
    Indicators,
    Kind,
    NotGivenRow,
    ObservationRow,
    Observations,
    SourceRow,
)
from knowledge.language.text import fold, normal
from knowledge.model import NATION, UNNAMED, Area, Indicator, Language, MissingFigure, Observation
from knowledge.store import Store

_CLOSE = 0.6
"""How much alike two names are when one is offered for the other."""


class UnknownNameError(LookupError):
    """A name that nothing has; `near` are names of that kind that are like it."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        """Remember the name."""
        super().__init__(name)
        self.name = name
        self.near = near


class UnknownIndicatorError(UnknownNameError):
    """No indicator has this id."""


class UnknownAreaError(UnknownNameError):
    """No area has this name or code."""


def indicators(store: Store, language: Language, search: str, offset: int, limit: int) -> Indicators:
    """The indicators whose names, definition, theme or id hold every word that is searched for.

    Args:
        store: what is held.
        language: of names and definitions.
        search: words, or nothing.
        offset: how many to pass over.
        limit: how many at most.

    Returns:
        A page of them, in the order of the data folder.
    """
    words = _form(search).split()
    found = [each for each in store.indicators.values() if all(word in _words_of(each) for word in words)]
    page = found[offset : offset + limit]
    rows = [indicator_row(store, each, language) for each in page]
    return Indicators(indicators=rows, total=len(found), offset=offset, more=offset + len(page) < len(found))


def indicator_of(store: Store, ident: str) -> Indicator:
    """The indicator with an id.

    Returns:
        It.

    Raises:
        UnknownIndicatorError: there is none.
    """
    found = store.indicators.get(ident.strip())
    if found is None:
        raise UnknownIndicatorError(ident, get_close_matches(ident, store.indicators, cutoff=_CLOSE))
    return found


def observations(
    store: Store,
    ident: str,
    language: Language,
    *,
    areas: Sequence[str] = (),
    periods: Sequence[str] = (),
    scenarios: Sequence[str] = (),
    breakdowns: Sequence[str] = (),
    offset: int = 0,
    limit: int = 100,
) -> Observations:
    """Stored figures of an indicator, only those that were asked for; none of another place, time or kind.

    Args:
        store: what is held.
        ident: the indicator's id.
        language: of names.
        areas: names or SCB's codes; all where it is empty, as with the following.
        periods: as in ISO; a year takes its months in.
        scenarios: outcome, budget and so on.
        breakdowns: ids of the indicator's kinds.
        offset: how many to pass over.
        limit: how many at most.

    Returns:
        A page of them, with what is not held.

    Raises:
        UnknownIndicatorError: there is no such indicator.
        UnknownAreaError: there is no such area.
    """  # noqa: DOC502  (raised by what is called)
    indicator = indicator_of(store, ident)
    codes = {area_of(store, name).code: name for name in areas}

    def wanted(cell: Observation | MissingFigure) -> bool:
        """Whether it was asked for."""
        return (
            (not codes or cell.area in codes)
            and (not periods or any(_within(cell.period, period) for period in periods))
            and (not scenarios or cell.scenario in scenarios)
            and (not breakdowns or cell.breakdown in breakdowns)
        )

    found = [figure for figure in store.observations(indicator.id) if wanted(figure)]
    missing = [name for code, name in codes.items() if all(figure.area != code for figure in found)]
    missing += [each for each in periods if not any(_within(figure.period, each) for figure in found)]
    missing += [each for each in scenarios if all(figure.scenario != each for figure in found)]
    missing += [each for each in breakdowns if all(figure.breakdown != each for figure in found)]
    page = found[offset : offset + limit]
    not_given = [cell for cell in store.missing(indicator.id) if wanted(cell)][:limit]
    cited = dict.fromkeys([cell.source for cell in page] + [cell.source for cell in not_given])
    return Observations(
        indicator=indicator_row(store, indicator, language),
        observations=[_observation_row(store, figure, language) for figure in page],
        total=len(found),
        offset=offset,
        more=offset + len(page) < len(found),
        missing=missing,
        not_given=[_not_given_row(store, cell, language) for cell in not_given],
        sources=[source_row(store, each, language) for each in cited],
    )


def area_of(store: Store, name: str) -> Area:
    """The area with a code or name, å/ä/ö or not, "Region" before it or not.

    Returns:
        It.

    Raises:
        UnknownAreaError: there is none.
    """
    if (found := store.areas.get(name.strip())) is not None:
        return found
    named = {form: area for area in reversed(store.areas.values()) for form in map(_form, _names_of(area))}
    form = _form(name)
    for tried in (form, form.removeprefix("region ")):
        if tried in named:
            return named[tried]
    near = [named[each].name for each in get_close_matches(form, named, cutoff=_CLOSE)]
    raise UnknownAreaError(name, list(dict.fromkeys(near)))


def indicator_row(store: Store, indicator: Indicator, language: Language) -> IndicatorRow:
    """An indicator, and what is held of it."""
    held = store.holdings(indicator.id)
    figures = store.observations(indicator.id)
    return IndicatorRow(
        id=indicator.id,
        name=indicator.name.of(language),
        short=indicator.short.of(language),
        unit=indicator.unit,
        theme=indicator.theme,
        definition=indicator.definition.of(language) or None,
        caveat=indicator.caveat.of(language) or None,
        figures=len(figures),
        areas=list(held.areas),
        periods=list(held.periods),
        scenarios=list(held.scenarios),
        breakdowns=[Kind(id=each.id, name=each.name.of(language)) for each in indicator.breakdowns],
        computed_from=list(indicator.derived.of) if indicator.derived else [],
        sources=list(dict.fromkeys(figure.source for figure in figures)),
    )


def source_row(store: Store, ident: str, language: Language) -> SourceRow:
    """A source."""
    source = store.sources[ident]
    return SourceRow(
        id=source.id,
        title=source.title.of(language),
        publisher=source.publisher,
        published=source.published,
        published_note=source.published_note.of(language) or None,
        file=source.file,
        url=source.url,
        license=source.license,
        attribution=source.attribution.of(language) or None,
        retrieved=source.retrieved,
    )


def _observation_row(store: Store, figure: Observation, language: Language) -> ObservationRow:
    """A stored figure."""
    return ObservationRow(
        indicator=figure.indicator,
        area=_label(store, figure.area, language),
        area_code=figure.area,
        period=figure.period or None,
        scenario=figure.scenario,
        breakdown=figure.breakdown or None,
        value=_exact(figure.value),
        upper=None if figure.upper is None else _exact(figure.upper),
        unit=figure.unit,
        published=figure.published,
        published_upper=figure.published_upper or None,
        published_unit=figure.published_unit,
        approximate=figure.approximate,
        place=figure.place,
        evidence=figure.evidence,
        source=figure.source,
        note=figure.note.of(language) or None,
    )


def _not_given_row(store: Store, cell: MissingFigure, language: Language) -> NotGivenRow:
    """A figure that its source does not give."""
    return NotGivenRow(
        area=_label(store, cell.area, language),
        area_code=cell.area,
        period=cell.period or None,
        scenario=cell.scenario,
        breakdown=cell.breakdown or None,
        mark=cell.mark,
        reason=cell.reason.of(language) or None,
        place=cell.place,
        evidence=cell.evidence,
        source=cell.source,
    )


def _label(store: Store, code: str, language: Language) -> str | None:
    """An area's name; None for one that its source does not name."""
    area = store.areas.get(code)
    return None if area is None or code == UNNAMED else area.label(language)


def _exact(value: Decimal) -> str:
    """A number in digits, whatever its exponent."""
    return f"{value:f}"


def _within(period: str, asked: str) -> bool:
    """Whether a period is the one that was asked for, or a part of that year or month."""
    return period == asked or (period.startswith(f"{asked}-") and "/" not in period)


def _names_of(area: Area) -> Iterable[str]:
    """What an area is called."""
    own = (area.name, area.name_en, area.official_name, area.county, area.county_en, *area.aliases.all())
    return (name for name in (*own, *(("Riket", "Sweden") if area.code == NATION else ())) if name)


def _words_of(indicator: Indicator) -> str:
    """All that an indicator can be found by."""
    texts = (indicator.name, indicator.short, indicator.definition)
    said = [text for each in texts for text in (each.sv, each.en)]
    return " | ".join(map(_form, [indicator.id, indicator.theme, *said, *indicator.aliases.all()]))


def _form(text: str) -> str:
    """A text as names are compared."""
    return fold(normal(text)).strip()
