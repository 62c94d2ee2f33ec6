"""A figure that a document is read to give: everything an observation has, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed observation.

    `value`, `upper` and `unit` are as published; `indicator` is an id, `name` the indicator's name in the document's
    words and `known` whether it is held already; `area` is a code or "-", `period` ISO or empty (not stated);
    `confidence` is between 0 and 1.
    """

    indicator: str
    name: str
    known: bool
    area: str
    period: str
    scenario: str
    value: Decimal
    upper: Decimal | None
    unit: str
    approximate: bool
    place: str
    evidence: str
    confidence: float
    breakdown: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What it is a figure of."""
        return self.indicator, self.area, self.period, self.scenario, self.breakdown


def place_of(where: str, heading: str, detail: str = "") -> str:
    """Where a figure stands: page or slide, heading, and row and column in a table; in Swedish, as the store has it."""
    parts = [where, f'Avsnitt "{heading}"' if heading else "", detail]
    return ", ".join(part for part in parts if part) or "Texten"
