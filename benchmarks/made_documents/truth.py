"""What is written in a made document: its figures as they must be proposed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

SCALES = {"kr": (1, "SEK"), "tkr": (10**3, "SEK"), "mnkr": (10**6, "SEK"), "mdkr": (10**9, "SEK")}


@dataclass(frozen=True, slots=True)
class Truth:
    """A figure of a document: value and upper end in base units, base unit, area ("-": not named), period."""

    what: str
    value: Decimal
    upper: Decimal | None
    unit: str
    area: str
    period: str

    @property
    def measured(self) -> tuple[Decimal, Decimal | None, str]:
        """What must be right of it first."""
        return self.value, self.upper, self.unit


def truth(what: str, value: str, unit: str, area: str, period: str, upper: str = "") -> Truth:
    """A figure with numbers as published: comma for decimals, `unit` as in observations.csv."""
    scale, base = SCALES.get(unit, (1, unit))
    end = Decimal(upper.replace(",", ".")) * scale if upper else None
    return Truth(what, Decimal(value.replace(",", ".")) * scale, end, base, area, period)
