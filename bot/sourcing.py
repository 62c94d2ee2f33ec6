"""Where figures stand: the stored observations that lead, and their documents in one line."""

from __future__ import annotations

from collections.abc import Iterable

from bot.texts import say
from knowledge.model import Language, Observation
from knowledge.query import Cell
from knowledge.store import Store


def leading(cell: Cell) -> tuple[Observation, ...]:
    """The stored figures behind a figure, of several sources that agree only the first, each once."""
    found = dict.fromkeys(cell.observations[:1], True)
    for part in cell.inputs:
        found.update(dict.fromkeys(leading(part), True))
    return tuple(found)


def source_line(cells: Iterable[Cell], store: Store, language: Language) -> str:
    """The documents behind some figures, each with its publisher, if stated, and the place that its figures share."""
    places: dict[str, dict[str, None]] = {}
    for cell in cells:
        for observation in leading(cell):
            places.setdefault(observation.source, {})[observation.place] = None
    items = []
    for ident, several in places.items():
        source = store.sources[ident]
        title = source.title.of(language)
        if source.publisher:
            title = say(language, "chart.published", publisher=source.publisher, title=title)
        place = common_place(tuple(several))
        items.append(say(language, "figure.source_item", title=title, place=place) if place else title)
    return say(language, "figure.source", sources="; ".join(items))


def common_place(places: tuple[str, ...]) -> str:
    """The place itself, or what several share: "Tabell 1" of "Tabell 1, rad Skåne" and "Tabell 1, rad Halland"."""
    if len(places) == 1:
        return places[0]
    heads = {place.split(", rad")[0].split(", kolumn")[0] for place in places}
    return heads.pop() if len(heads) == 1 else ""
