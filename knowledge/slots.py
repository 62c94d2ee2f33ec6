"""The slots of an indicator: which areas, periods, scenarios and kinds a question means, and where each came from."""

from __future__ import annotations

from msgspec import Struct, field


class Slots(Struct):
    """Resolved slots of one subject; `origins` says of each whether it was said, remembered or is a default."""

    indicators: tuple[str, ...]
    areas: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    operands: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    missing_periods: tuple[str, ...] = ()
    nation_said: bool = False
    origins: dict[str, str] = field(default_factory=dict)

    @property
    def area_said(self) -> bool:
        """Whether a region or group was named or remembered."""
        return bool(self.areas or self.groups) and self.origins.get("area") != "default"

    def areas_named(self, regions: tuple[str, ...]) -> bool:
        """Whether the question itself names one of these regions."""
        return self.origins.get("area") == "said" and any(code in regions for code in self.areas)
