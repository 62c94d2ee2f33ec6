"""What is wrong with a row of a review: what the data folder would refuse, said at once and of that row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.checking import folded, stands_in
from knowledge.documents.review_file import Reviewed
from knowledge.evidence import fault
from knowledge.folder.dates import is_period
from knowledge.folder.quantities import number
from knowledge.folder.sources import EVIDENCE_LIMIT
from knowledge.model import PUBLISHED_UNITS, SCENARIOS, UNNAMED, Area, Indicator


@dataclass(frozen=True, slots=True)
class RowCheck:
    """What rows are held against: the areas and indicators of the data folders, and the document's text."""

    areas: Mapping[str, Area]
    indicators: Mapping[str, Indicator]
    text: str | None = None

    def faults(self, row: Reviewed) -> list[str]:
        """What is wrong with a row, each with its cure; empty where nothing is."""
        found: list[str] = []
        if row.area != UNNAMED and row.area not in self.areas:
            found.append(
                f"there is no area '{row.area}' (a code such as 12, 00 for the nation, - where it is not named)"
            )
        if row.period and not is_period(row.period):
            found.append(f"'{row.period}' is no period (write 2024, 2022-10, 2024/2026, or nothing)")
        if row.scenario not in SCENARIOS:
            found.append(f"'{row.scenario}' is no scenario (use one of: {', '.join(SCENARIOS)})")
        if row.unit not in PUBLISHED_UNITS:
            found.append(f"'{row.unit}' is no unit (use one of: {', '.join(PUBLISHED_UNITS)})")
        held = self.indicators.get(row.indicator)
        if held is not None and row.unit in PUBLISHED_UNITS and PUBLISHED_UNITS[row.unit][0] != held.unit:
            found.append(f"the indicator '{row.indicator}' is kept in {held.unit}, and this is in {row.unit}")
        if held is None and not row.name_sv:
            found.append("a new indicator needs a name (name_sv)")
        return found + self._of_evidence(row)

    def _of_evidence(self, row: Reviewed) -> list[str]:
        """What is wrong with the numbers and the fragment that they are quoted from."""
        found: list[str] = []
        if len(row.evidence) > EVIDENCE_LIMIT:
            found.append(f"the evidence has {len(row.evidence)} characters; at most {EVIDENCE_LIMIT} are quoted")
        for name, text in (("value", row.value), ("upper", row.upper)):
            value = number(text) if text else None
            if value is None:
                if text or name == "value":
                    found.append(f"'{text}' is no number ({name})")
            elif reason := fault(value, row.unit, row.evidence):
                found.append(f'the {name} {text} is not in its evidence "{row.evidence}": {reason}')
        if self.text is not None and (gone := stands_in(folded(row.evidence), self.text)):
            found.append(f'the evidence "{row.evidence}" {gone}')
        return found
