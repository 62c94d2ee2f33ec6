"""What a table measures: which indicator each of its measures is, in which unit, and what is lacking to say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from knowledge.folder.reading import Folder
from knowledge.importers.errors import (
    OtherUnitError,
    SeveralMeasuresError,
    UnknownKindError,
    UnknownMeasureError,
    UnknownUnitError,
)
from knowledge.importers.items import slug
from knowledge.importers.layout import Layout
from knowledge.importers.mapping import Measure, TableMapping
from knowledge.importers.scanning import Scan
from knowledge.importers.units import unit_in
from knowledge.model import PUBLISHED_UNITS, Indicator, Text


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that must be said and was not: `key` of what, `option` by which it is said, `guess` what it may be.

    `header` is that of the measure that it is about; empty where there is one only, and for the source.
    """

    key: str
    option: str
    guess: str = ""
    header: str = ""


def answered(mapping: TableMapping, lack: Lack, said: str) -> TableMapping:
    """A mapping with one answer to what was lacking.

    Args:
        mapping: what was said and guessed before.
        lack: what was lacking.
        said: the answer.

    Returns:
        The mapping with it.
    """
    measures = []
    for measure in mapping.measures:
        if measure.header != lack.header:
            measures.append(measure)
        elif lack.key == "name_sv":
            measures.append(replace(measure, name=Text(said, measure.name.en)))
        elif lack.key == "name_en":
            measures.append(replace(measure, name=Text(measure.name.sv, said)))
        else:
            measures.append(replace(measure, unit=said) if lack.key == "unit" else replace(measure, id=said))
    return replace(mapping, measures=tuple(measures))


def measures_of(
    mapping: TableMapping, layout: Layout, found: Scan, content: Folder
) -> tuple[tuple[Measure, ...], list[Lack]]:
    """The table's measures, with what was said of each, and what is lacking.

    Args:
        mapping: what was said.
        layout: where the table's parts stand.
        found: what the table tells.
        content: the data folders.

    Returns:
        The measures, and what is lacking of them.

    Raises:
        UnknownMeasureError: something was said of a measure that the table does not have.
        SeveralMeasuresError: of several measures it was not said which indicator each is.
        UnknownUnitError: a unit that was said is none.
        OtherUnitError: an indicator is kept in another unit.
    """  # noqa: DOC502  (raised by what is called)
    texts = tuple(found.measures) if layout.measure is not None else layout.measures
    said = {measure.header.casefold(): measure for measure in mapping.measures}
    if len(texts) == 1 and len(mapping.measures) <= 1:
        only = next(iter(said.values()), Measure(""))
        said = {texts[0].casefold(): replace(only, header=texts[0])}
    for header in said if len(mapping.measures) > 1 or "" not in said else ():
        if header not in {text.casefold() for text in texts}:
            raise UnknownMeasureError(header=header, known=", ".join(texts))
    if any(text.casefold() not in said for text in texts):
        raise SeveralMeasuresError(measures="; ".join(f"'{text}'" for text in texts))
    lacking: list[Lack] = []
    measures = []
    for text in texts:
        measure, lacks = _completed(replace(said[text.casefold()], header=text), layout, found, content)
        measures.append(measure)
        lacking += lacks
    return tuple(measures), lacking


def _completed(measure: Measure, layout: Layout, found: Scan, content: Folder) -> tuple[Measure, list[Lack]]:
    """A measure with what can be guessed, and what cannot."""
    lacking: list[Lack] = []
    known = content.indicators.get(measure.id)
    if known is None:
        if not measure.name.sv:
            lacking.append(Lack("name_sv", "--name-sv", measure.header, measure.header))
        if not measure.name.en:
            lacking.append(Lack("name_en", "--name-en", header=measure.header))
        if not measure.id:
            guess = slug(measure.name.sv or measure.header)
            measure = replace(measure, id=guess)
            if not guess:
                lacking.append(Lack("indicator", "--indicator", header=measure.header))
    unit = measure.unit or _unit(measure, layout, found, known)
    if unit and unit not in PUBLISHED_UNITS:
        raise UnknownUnitError(unit=unit, allowed=", ".join(PUBLISHED_UNITS))
    if unit and known is not None and PUBLISHED_UNITS[unit][0] != known.unit:
        raise OtherUnitError(indicator=known.id, base=known.unit, unit=unit)
    if not unit:
        lacking.append(Lack("unit", "--unit", header=measure.header))
    return replace(measure, unit=unit), lacking


def _unit(measure: Measure, layout: Layout, found: Scan, known: Indicator | None) -> str:
    """The unit that stands beside, above or over a measure's figures; empty where none does, or several do."""
    beside = {unit_in(text) or "" for text in found.units.get(measure.header, ())}
    if beside:
        return beside.pop() if len(beside) == 1 else ""
    own = [column for column in layout.values if column.heading.measure == measure.header]
    above = [measure.header, measure.name.sv, *(layout.labels[column.number] for column in own), *layout.titles]
    told = next((unit for text in above if (unit := unit_in(text)) is not None), "")
    if known is not None:
        fitting = [unit for unit, (base, _) in PUBLISHED_UNITS.items() if base == known.unit]
        if len(fitting) == 1 or told not in fitting:
            return fitting[0] if known.unit != "SEK" else ""
    return told


def known_kinds(kinds: Mapping[str, str], known: Indicator | None) -> dict[str, str]:
    """The kinds as an indicator that is there already has them.

    Args:
        kinds: text in the table -> id.
        known: the indicator; None for one that is new.

    Returns:
        The same with the indicator's own ids.

    Raises:
        UnknownKindError: the indicator does not have one of them.
    """
    if known is None:
        return dict(kinds)
    own = {breakdown.id for breakdown in known.breakdowns}
    named = {name.casefold(): one.id for one in known.breakdowns for name in (one.name.sv, *one.aliases.all())}
    found = {}
    for text, ident in kinds.items():
        kind = ident if ident in own else named.get(text.casefold())
        if kind is None and not own and ident == "totalt":
            kind = ""
        if kind is None:
            raise UnknownKindError(indicator=known.id, kind=text)
        found[text] = kind
    return found
