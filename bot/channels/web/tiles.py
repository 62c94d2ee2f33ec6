"""The map of the regions: a tile each, roughly where it lies, coloured by the figure in words beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from msgspec.structs import replace

from bot.beside import beside
from bot.charts import describe
from bot.message import Reply
from bot.standing import Desk, in_words
from knowledge.model import Language
from knowledge.query import Cell

TILES: Mapping[str, tuple[int, int]] = {
    "25": (1, 4),
    "24": (2, 3),
    "23": (3, 2), "22": (3, 3),
    "20": (4, 2), "21": (4, 3),
    "17": (5, 1), "18": (5, 2), "19": (5, 3), "03": (5, 4),
    "14": (6, 1), "05": (6, 2), "04": (6, 3), "01": (6, 4),
    "13": (7, 1), "06": (7, 2), "08": (7, 3), "09": (7, 4),
    "12": (8, 1), "07": (8, 2), "10": (8, 3),
}  # fmt: skip
"""SCB's code of a region -> row and column of its tile, from the north and from the west; site.css puts them there."""
LEVELS = 5
"""So many shades, each for as many regions as the others, as far as their figures differ."""

_MOST = len(TILES) // 2
"""A map is shown where more regions than this have a figure."""
_PARTS = {
    "Blekinge": "Blek\u00adinge",
    "Gävleborg": "Gävle\u00adborg",
    "Jönköping": "Jön\u00adköping",
    "Kronoberg": "Krono\u00adberg",
    "Norrbotten": "Norr\u00adbotten",
    "Stockholm": "Stock\u00adholm",
    "Södermanland": "Söder\u00admanland",
    "Västerbotten": "Väster\u00adbotten",
    "Västernorrland": "Väster\u00adnorrland",
    "Västmanland": "Väst\u00admanland",
    "Östergötland": "Öster\u00adgötland",
}
"""Names that are too long for a tile on a phone, with where they may be broken."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One region: its name, its figure as printed and as said, its shade, and the question that asks for it."""

    code: str
    name: str
    short: str
    figure: str
    words: str
    level: int | None
    marked: bool
    question: str


@dataclass(frozen=True, slots=True)
class Shade:
    """One row of the legend: the lowest and the highest figure of a shade."""

    level: int
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """All that the map shows, in one language. `lacking` says whether a region has no figure."""

    title: str
    subtitle: str
    unit: str
    tiles: tuple[Tile, ...]
    shades: tuple[Shade, ...]
    lacking: bool
    source: str


def tile_map(reply: Reply, desk: Desk) -> TileMap | None:
    """The map of an answer.

    Args:
        reply: what was answered.
        desk: has the service that answered.

    Returns:
        The map; None where the figures that stand beside the answer's are not those of most regions.
    """
    engine = desk.service.engine
    found = None if reply.answer is None else beside(reply.answer, engine)
    picture = describe(reply, engine)
    if found is None or picture is None or reply.answer is None or found.kind != "regions":
        return None
    language: Language = reply.data["language"]
    bars = {cell.area: (cell, bar) for cell, bar in zip(found.cells, picture.bars, strict=True) if cell.area in TILES}
    if len(bars) <= _MOST:
        return None
    levels = shades_of([cell for cell, _ in bars.values()])
    query = reply.answer.results[0].query
    areas = engine.store.areas
    tiles = []
    for code in TILES:
        name = areas[code].label(language)
        short = _PARTS.get(name, name)
        if code in bars:
            cell, bar = bars[code]
            alone = replace(query, areas=(code,), group="")
            asks = in_words(alone, desk, language)
            tiles.append(Tile(code, name, short, bar.display, bar.words, levels[cell.value], bar.marked, asks))
        else:
            tiles.append(Tile(code, name, short, "", "", None, marked=False, question=""))
    rows = sorted(bars.values(), key=lambda each: each[0].value)
    shades = []
    for level in sorted(set(levels.values())):
        within = [bar.display for cell, bar in rows if levels[cell.value] == level]
        shades.append(Shade(level, within[0], within[-1]))
    unit, _, rest = picture.subtitle.partition(" · ")
    return TileMap(picture.title, rest, unit, tuple(tiles), tuple(shades), len(bars) < len(TILES), picture.source)


def shades_of(cells: Sequence[Cell]) -> dict[Decimal, int]:
    """The shade of each value: 0 for the lowest; equal values have the same."""
    values = sorted(cell.value for cell in cells)
    count = min(LEVELS, len(set(values)))
    ranks = [value * count // len(values) for value in range(len(values))]
    first = dict(zip(reversed(values), reversed(ranks), strict=True))
    used = {rank: at for at, rank in enumerate(sorted(set(first.values())))}
    return {value: used[rank] for value, rank in first.items()}
