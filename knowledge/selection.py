"""The figures that a query speaks of, as they stand in the store."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from knowledge.catalogue import Catalogue
from knowledge.cells import Figures
from knowledge.model import NATION, Group
from knowledge.query import Cell, Query, Result

_SMALLEST_RANKING = 3
"""So many regions make a ranking that is worth telling."""


class Selection:
    """Selects figures from one catalogue, in the order in which they are asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Figures of `catalogue`'s store."""
        self.catalogue = catalogue
        self.figures = Figures(catalogue)

    def everywhere(self, query: Query) -> tuple[Cell, ...]:
        """The cells of a query's slots, whatever it sets against each other."""
        return self.figures.select(replace(query, operands=(), group=""))

    def lookup(self, query: Query) -> Result | None:
        """The figures of the slots as they stand; a group's figure is the sum of its regions'."""
        cells = self.operands(query)
        if len(cells) == 1 and cells[0].kind == "per_capita":
            return Result(query, (cells[0], cells[0].inputs[0]), self._standing(query, cells))
        return Result(query, tuple(self._ends(query, cells)), self._standing(query, cells)) if cells else None

    @staticmethod
    def _ends(query: Query, cells: list[Cell]) -> list[Cell]:
        """For a range, the end that was asked for."""
        if not query.end or not any(cell.upper is not None for cell in cells):
            return cells
        high = query.end == "high"
        return [
            replace(cell, value=cell.upper if high and cell.upper is not None else cell.value, upper=None)
            for cell in cells
        ]

    def _standing(self, query: Query, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """For one region's figure: all regions' figures, from which rank and share are told."""
        if len(cells) != 1 or cells[0].area in ("", NATION):
            return ()
        regions = self.figures.regions(query.indicators[0])
        if cells[0].area not in regions or len(regions) < _SMALLEST_RANKING:
            return ()
        return self.figures.select(replace(query, areas=regions, group="", operands=()))

    @staticmethod
    def ordered(query: Query, cells: Sequence[Cell]) -> list[Cell]:
        """Cells by size, the asked end first, equal ones in the store's order; deficits and costs by how large."""
        sign = -1 if query.direction == "top" else 1
        same_sign = all(cell.value <= 0 for cell in cells) or query.scenarios == ("deviation",)
        return sorted(cells, key=lambda cell: sign * (abs(cell.value) if same_sign else cell.value))

    def operands(self, query: Query) -> list[Cell]:
        """One cell for each area or group set against another, else the cells along the query's dimension."""
        if len(query.operands) > 1:
            return [cell for operand in query.operands for cell in self.operand(query, operand)]
        return list(self.figures.select(query))

    def operand(self, query: Query, operand: str) -> list[Cell]:
        """The cell of one area or of one group, whose members are added."""
        if "+" in operand:
            members = operand.split("+")
            cells = [cell for member in members for cell in self.operand(query, member)]
            return [self.figures.added(cells)] if len(cells) == len(members) else []
        group = self.catalogue.places.groups.get(operand)
        if group is None:
            return list(self.figures.select(replace(query, areas=(operand,), group="")))
        parts = self.figures.select(replace(query, areas=group.members, group=""))
        return [self.figures.added(parts, operand)] if parts and not lacks_members(parts, group) else []


def lacks_members(parts: Sequence[Cell], group: Group) -> bool:
    """Whether some region of a group is without a figure, so that the others' sum is not the group's."""
    return not set(group.members) <= {code for cell in parts for code in cell.areas}
