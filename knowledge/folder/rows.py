"""The data folder as rows of the store's tables, and as the documents in which the store keeps the catalogue whole."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, cast

from msgspec import Struct
from sqlalchemy import Table

from knowledge import compiled, compiled_catalogue, schema
from knowledge.folder import kept
from knowledge.folder.reading import Folder
from knowledge.holdings import Holdings, Tally, dump_holdings, held
from knowledge.indexing import computed_catalogue
from knowledge.model import Names, Text
from knowledge.store import Store

Row = dict[str, Any]
_BATCH = 1_000
_INDICATOR = itemgetter(kept.COLUMNS.index("indicator"))
_SLOTS = [kept.COLUMNS.index(slot) for slot in ("area", "period", "scenario", "breakdown")]
_SOURCE, _UPPER = kept.COLUMNS.index("source"), kept.COLUMNS.index("upper")


def documents(folder: Folder, tallies: Mapping[str, Tally] | None = None) -> list[Row]:
    """The catalogue as one JSON document a kind, and the index of its names.

    Args:
        folder: the data folder.
        tallies: what was counted of figures that are not all in memory; they are gone through where it is None.

    Returns:
        A row of `document` for each.
    """
    kinds: dict[str, object] = {
        "sources": list(folder.sources.values()),
        "areas": list(folder.areas.values()),
        "groups": folder.groups,
        "indicators": list(folder.indicators.values()),
        "tables": list(folder.tables.values()),
        "facts": list(folder.facts.values()),
        "gaps": list(folder.gaps.values()),
        "lexicon": folder.lexicon,
        "synonyms": folder.synonyms,
    }
    made = [{"name": name, "content": compiled.dumps(things)} for name, things in kinds.items()]
    # the index is made of the folder's things themselves: they are those that the store will give
    catalogue = computed_catalogue(cast("Store", folder))
    return [
        *made,
        {"name": "holdings", "content": dump_holdings(_holdings(folder, tallies))},
        {"name": "catalogue", "content": compiled_catalogue.dumps(catalogue)},
    ]


def _holdings(folder: Folder, tallies: Mapping[str, Tally] | None) -> dict[str, Holdings]:
    """What each indicator is held for.

    Figures that are not all in memory are counted with those that a newer edition replaces: these are of the same areas
    and periods.

    Args:
        folder: whose figures.
        tallies: what was counted of them already.

    Returns:
        Indicator -> what it is held for.
    """
    if folder.all_observations.all_in_memory:
        return {ident: held(folder.observations(ident), _kinds(folder, ident)) for ident in folder.indicators}
    if tallies is None:
        counted = Counted(folder.all_observations.rows())
        deque(counted, maxlen=0)
        tallies = counted.tallies
    nothing = Tally()
    return {ident: tallies.get(ident, nothing).holdings(_kinds(folder, ident)) for ident in folder.indicators}


class Counted:
    """Figures on their way to the database, of which is counted what each indicator is held for."""

    def __init__(self, rows: Iterable[kept.Row]) -> None:
        """Count `rows`, those of one indicator mostly one after the other; `tallies` is whole once all are taken."""
        self._rows = iter(rows)
        self.tallies: dict[str, Tally] = {}

    def __iter__(self) -> Iterator[kept.Row]:
        """The rows themselves."""
        last, shared = Tally(), dict[frozenset[str], frozenset[str]]()
        while batch := list(islice(self._rows, _BATCH)):
            for indicator, own in groupby(batch, _INDICATOR):
                columns: list[Any] = list(zip(*own, strict=True))
                tally = self.tallies.setdefault(cast("str", indicator), Tally())
                tally.add_columns([columns[at] for at in _SLOTS], columns[_SOURCE], columns[_UPPER])
                if tally is not last:
                    last.settle(shared)
                    last = tally
            yield from batch


def _kinds(folder: Folder, indicator: str) -> list[str]:
    """The ids of the kinds within an indicator, in order."""
    return [kind.id for kind in folder.indicators[indicator].breakdowns]


def rows(folder: Folder) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of every table but those of figures, `document` and `meta`.

    Yields:
        Each table with its rows, in an order in which references point backwards.
    """
    yield schema.source, _table(schema.source, list(folder.sources.values()))
    yield schema.area, _table(schema.area, list(folder.areas.values()))
    yield schema.area_group, _table(schema.area_group, folder.groups)
    members = ((group.id, code, place) for group in folder.groups for place, code in enumerate(group.members))
    columns = ("area_group", "area", "position")
    yield schema.group_member, [dict(zip(columns, member, strict=True)) for member in members]
    yield schema.indicator, _table(schema.indicator, list(folder.indicators.values()))
    yield schema.missing, [_flat(missing) for missing in folder.all_missing]
    yield schema.fact, _table(schema.fact, list(folder.facts.values()))
    yield schema.gap, _table(schema.gap, list(folder.gaps.values()))


def _table(table: Table, things: Sequence[Any]) -> list[Row]:
    """Things as rows, with the columns that `table` has."""
    columns = set(table.c.keys())
    made = []
    for position, thing in enumerate(things):
        row = {"position": position, **_flat(thing)}
        made.append({name: value for name, value in row.items() if name in columns})
    return made


def _flat(thing: Struct) -> Row:
    """A frozen type as one row: texts as two columns, names as JSON."""
    row: Row = {}
    for name in thing.__struct_fields__:
        value = getattr(thing, name)
        if isinstance(value, Text):
            row |= {f"{name}_sv": value.sv, f"{name}_en": value.en}
        elif isinstance(value, Names):
            row[name] = json.dumps({"sv": value.sv, "en": value.en}, ensure_ascii=False)
        else:
            row[name] = value
    return row
