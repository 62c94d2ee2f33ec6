"""In which unit the numbers of a picture are printed: kronor, millions or billions, the same for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.texts import say
from knowledge.language import formatting
from knowledge.model import Language
from knowledge.query import Cell

_MILLION, _BILLION = 6, 9


@dataclass(frozen=True, slots=True)
class Scale:
    """Values are divided by ten to the power of `exponent`; `unit` is what they then count, in words.

    With `padded` every number has a decimal where one of them has.
    """

    exponent: int
    unit: str
    language: Language
    padded: bool = False

    @classmethod
    def of(cls, cells: Sequence[Cell], language: Language, *, padded: bool) -> Scale:
        """The scale for figures of one unit."""
        base = cells[0].unit
        exponent = _exponent([abs(cell.value) for cell in cells]) if base == "SEK" else 0
        unit = say(language, f"chart.unit_{base}_{exponent}" if base == "SEK" else f"chart.unit_{base}")
        plain = cls(exponent, unit, language)
        point = "," if language == "sv" else "."
        exact = not any(cell.approximate for cell in cells)
        some = any(point in plain.printed(cell) for cell in cells)
        return cls(exponent, unit, language, padded and exact and some)

    def printed(self, cell: Cell) -> str:
        """A figure as printed at its bar."""
        shown = self._number(cell)
        if cell.unit == "percent":
            shown += f"{formatting.HARD}%" if self.language == "sv" else "%"
        return say(self.language, "chart.about", figure=shown) if cell.approximate else shown

    def _number(self, cell: Cell) -> str:
        """The scaled number alone."""
        if cell.unit != "SEK":
            value, decimals = cell.value, formatting.decimals_of(cell.value, cell.unit)
        else:
            value, decimals = cell.value.scaleb(-self.exponent), {_BILLION: 2, _MILLION: 1}.get(self.exponent, 0)
        shown = formatting.number(value, self.language, decimals)
        point = "," if self.language == "sv" else "."
        return f"{shown}{point}0" if self.padded and point not in shown else shown


def _exponent(sizes: Sequence[Decimal]) -> int:
    """Millions from a million up; billions from ten, or from one where all are whole hundreds of millions."""
    biggest = max(sizes)
    if biggest >= 10**10 or (biggest >= 10**9 and not any(size % 10**8 for size in sizes)):
        return _BILLION
    return _MILLION if biggest >= 10**6 else 0
