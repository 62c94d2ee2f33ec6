"""Totals that stand in a table beside their parts: where they add up, that is written as a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from knowledge.folder.quantities import in_base_unit
from knowledge.importers.items import Item
from knowledge.model import NATION, PUBLISHED_UNITS, Area

ADDITIVE_UNITS = ("SEK", "persons", "count")
"""Units in which the regions may add up to the nation."""
_MOST_CHECKS = 200
_HALF = Decimal("0.5")


@dataclass(slots=True)
class _Sum:
    """What one total should be, and is."""

    parts: Decimal = Decimal(0)
    regions: int = 0
    total: Decimal | None = None
    step: Decimal = Decimal(0)


@dataclass(slots=True)
class Totals:
    """Adds up the regions of each indicator, period, scenario and kind, as the figures come."""

    areas: Mapping[str, Area]
    failed: list[str] = field(default_factory=list)
    """The totals that do not add up, in words."""
    _sums: dict[tuple[str, str, str, str], _Sum] = field(default_factory=dict)

    def take(self, item: Item) -> None:
        """Take in a figure."""
        base = PUBLISHED_UNITS[item.unit][0] if item.unit else ""
        if base not in ADDITIVE_UNITS or not item.value:
            return
        area = self.areas.get(item.area)
        if area is None or area.kind not in ("region", "nation"):
            return
        printed = Decimal(item.value.replace(",", "."))
        value = in_base_unit(printed, item.unit)
        slots = (item.indicator, item.period, item.scenario, item.breakdown)
        one = self._sums.setdefault(slots, _Sum())
        exponent = printed.as_tuple().exponent
        step = in_base_unit(Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0), item.unit)
        one.step = max(one.step, step)
        if item.area == NATION:
            one.total = value
        else:
            one.parts += value
            one.regions += 1

    def additive(self, indicator: str) -> bool:
        """Whether an indicator has a total that adds up, and none that does not."""
        own = [self._adds_up(one) for slots, one in self._sums.items() if slots[0] == indicator and self._whole(one)]
        return bool(own) and all(own)

    def checks(self) -> Iterator[dict[str, object]]:
        """The totals that add up, as checks.yaml has them; of those that do not, `failed` tells.

        Yields:
            The checks, at most some hundreds: of more the rest is left to the figures themselves.
        """
        regions = sorted(code for code, area in self.areas.items() if area.kind == "region")
        made = 0
        for (indicator, period, scenario, kind), one in self._sums.items():
            if not self._whole(one):
                continue
            named = ", ".join(part for part in (indicator, period, scenario, kind) if part)
            if not self._adds_up(one):
                self.failed.append(f"{named}: the regions add up to {one.parts}, and the total is {one.total}")
                continue
            made += 1
            if made > _MOST_CHECKS:
                continue
            check: dict[str, object] = {
                "id": f"summa_{made}",
                "kind": "sum",
                "indicators": [indicator],
                "areas": regions,
                "scenario": scenario,
                "equals": {"indicator": indicator, "area": NATION},
            }
            check |= {"period": period} if period else {}
            check |= {"breakdown": kind} if kind else {}
            check |= (
                {"tolerance": _plain(self._tolerance(one))} if self._tolerance(one) and one.parts != one.total else {}
            )
            yield check

    def _whole(self, one: _Sum) -> bool:
        """Whether all regions and the total are there."""
        regions = sum(area.kind == "region" for area in self.areas.values())
        return one.total is not None and one.regions == regions

    def _adds_up(self, one: _Sum) -> bool:
        """Whether the parts are the total, as far as rounding lets them."""
        return one.total is not None and abs(one.parts - one.total) <= self._tolerance(one)

    @staticmethod
    def _tolerance(one: _Sum) -> Decimal:
        """By how much rounding can set the total apart from its parts."""
        return (one.step * _HALF * (one.regions + 1)).normalize() if one.parts != one.total else Decimal(0)


def _plain(value: Decimal) -> str:
    """A number without an exponent, with a decimal comma."""
    return format(value, "f").replace(".", ",")
