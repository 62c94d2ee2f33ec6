"""The slots of an indicator: which areas, periods, scenarios and kinds a question means, and where each came from.

A slot that names what the store does not hold ends in `NotFound`: a missing year is never answered with another year,
an unknown place never with the national figure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from knowledge.catalogue import Catalogue
from knowledge.interpretation import Candidate, Reading
from knowledge.memory import Turn
from knowledge.model import NATION, UNNAMED, Indicator
from knowledge.outcomes import NotFound
from knowledge.scenarios import BUDGET, DEVIATION, FORECAST
from knowledge.store import Holdings

_NOW = (
    " just nu ",
    " right now ",
    " idag ",
    " i dag ",
    " för närvarande ",
    " currently ",
    " today ",
    " nu ? ",
    " nuvarande ",
    " current ",
    " now ? ",
)
_OVER_BUDGET = (
    ("över", "budget"),
    ("mot", "budget"),
    ("jämfört", "med", "budget"),
    ("under", "budget"),
    ("over", "budget"),
    ("against", "budget"),
    ("än", "budget"),
    ("än", "budgeterat"),
    ("than", "budgeted"),
    ("vs", "budget"),
    ("above", "budget"),
    ("below", "budget"),
    ("än", "budgeten"),
    ("över", "budgeten"),
)
_FIRST = frozenset([
    "började",
    "ursprungligen",
    "tidigare",
    "startade",
    "utgångsläget",
    "innan",
    "först",
    "started",
    "initially",
    "before",
    "start",
    "startvärdet",
    "första",
    "earlier",
    "originally",
    "ursprung",
    "utgångspunkt",
    "startvärdet",
    "startvärde",
    "begynnelse",
])
_LATEST = frozenset([
    "nu",
    "slutade",
    "senaste",
    "sista",
    "slutet",
    "slutvärdet",
    "slutvärde",
    "ned",
    "ner",
    "down",
    "now",
    "latest",
    "end",
    "ended",
    "idag",
    "dagens",
    "senast",
    "today",
    "nere",
    "hamnade",
    "landade",
    "final",
    "currently",
])


@dataclass(slots=True)
class Slots:
    """Resolved slots of one subject."""

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


class SlotFiller:
    """Fills slots for candidates of one reading."""

    def __init__(self, catalogue: Catalogue, reading: Reading, today: date | None) -> None:
        """`today` decides "i år" and "förra året"."""
        self._catalogue = catalogue
        self._reading = reading
        self._today = today
        self._analysis = reading.analysis

    def fill(self, candidate: Candidate, indicators: tuple[str, ...]) -> Slots | NotFound:
        """Slots of a candidate that stands for `indicators`, or what is missing."""
        holdings = [self._catalogue.holdings(ident) for ident in indicators]
        slots = Slots(indicators)
        related = self._related(candidate)
        lacking = self._areas(slots, holdings, candidate, related) or self._periods(slots, holdings, related)
        if lacking is not None:
            return lacking
        self._scenarios(slots, holdings, candidate, related)
        self._breakdowns(slots, indicators, related)
        return slots

    def _related(self, candidate: Candidate) -> Turn | None:
        """The turn whose slots may be inherited: the conversation goes on about this subject or its table."""
        last = self._reading.last
        if last is None or not last.subjects or self._analysis.has("new_topic"):
            return None
        if candidate.remembered:
            return last
        mine = self._tables(candidate)
        theirs = {table for key in last.subjects for table in self._tables_of(key)}
        same = candidate.subject.key in last.subjects
        follow = any(cue.id == "follow" and cue.start <= 1 for cue in self._analysis.cues)
        if follow and self._reading.elliptical and len([t for t in self._analysis.tokens if t.is_word]) <= 6:
            return last
        if (same or mine & theirs or self._analysis.has("same_period", "that_region")) and self._reading.elliptical:
            return last
        return None

    def _tables(self, candidate: Candidate) -> set[str]:
        return self._tables_of(candidate.subject.key)

    def _tables_of(self, key: str) -> set[str]:
        subject = self._catalogue.subject(key)
        item = subject.item
        if isinstance(item, Indicator):
            totals = {table.id for table in self._catalogue.store.tables.values() if table.total == item.id}
            return {*item.groups, *totals, item.theme + "/theme"}
        return {subject.id} if subject.kind == "table" else set()

    # -- areas --------------------------------------------------------------------------------------------------------

    def _areas(
        self, slots: Slots, holdings: list[Holdings], candidate: Candidate, related: Turn | None
    ) -> NotFound | None:
        analysis = self._analysis
        held = {code for held in holdings for code in held.areas}
        if any(self._catalogue.indicator(i).total_by_sum for i in slots.indicators):
            held.add(NATION)
        regional = any(code not in (NATION, UNNAMED, "OECD") for code in held)
        subject = candidate.subject
        named = {place.code for place in analysis.regions}
        for place in analysis.strangers:
            if self._catalogue.places.areas[place.code].parent in named:
                continue  # "Gävle mot Karlstad: fick Region Gävleborg mer än Region Värmland"
            area = self._catalogue.places.areas[place.code]
            reason = "municipality" if area.kind == "municipality" else "country"
            return NotFound(
                "unknown_area", {"kind": reason, "area": area, "subject": subject, "regional": regional}, (subject,)
            )
        said: list[str] = []
        operands: list[str] = []
        for place in analysis.places:
            if place.kind == "group":
                slots.groups = (*slots.groups, place.code) if place.code not in slots.groups else slots.groups
                operands.append(place.code)
            elif place.kind == "nation":
                slots.nation_said = True
                if not regional and NATION in held:
                    operands.append(NATION)
            elif place.code not in said:
                said.append(place.code)
                operands.append(place.code)
        corrected = analysis.has("correction") and len(said) == 2 and related is not None and said[0] in related.areas
        if corrected:
            said, operands = said[1:], [code for code in operands if code != said[0]]
        if len(slots.groups) > 1 or said:  # "alla Götalandsregioner": the narrower one is meant
            if "alla" in slots.groups and slots.groups != ("alla",):
                slots.origins["all"] = "said"
            operands = [code for code in operands if code != "alla"]
            slots.groups = tuple(group for group in slots.groups if group != "alla")
        if "ovriga" in slots.groups and analysis.has("without") and any(a.bare for a in analysis.amounts):
            operands = [code for code in operands if code != "ovriga"]
            slots.groups = tuple(group for group in slots.groups if group != "ovriga")
        if slots.groups == ("alla",):
            slots.groups, operands, slots.nation_said = (
                (),
                [code for code in operands if code != "alla"],
                slots.nation_said,
            )
            slots.origins["all"] = "said"
        for code in said:
            if code not in held:
                return self._area_not_held(code, held, regional, candidate)
        if slots.groups and not regional:
            return self._area_not_held(slots.groups[0], held, regional, candidate)
        if slots.nation_said and NATION not in held and UNNAMED in held:
            return NotFound("unknown_area", {"kind": "unnamed", "subject": subject}, (subject,))
        if (
            slots.groups and said
        ):  # "Småland, alltså Jönköping, Kronoberg och Kalmar": the members are the group once more
            for group in slots.groups:
                members = self._catalogue.places.groups[group].members
                if set(members) <= set(said):
                    said = [code for code in said if code not in members]
                    operands = [code for code in operands if code not in members]
        slots.operands = tuple(operands)
        if said or slots.groups:
            slots.areas = tuple(said)
            slots.origins["area"] = "said"
            if slots.nation_said and not regional and NATION in held and NATION not in slots.areas:
                slots.areas = tuple(dict.fromkeys(operands))
            return None
        if slots.nation_said and NATION in held:
            slots.areas, slots.origins["area"] = (NATION,), "said"
            return None
        inherit = (
            related is not None
            and not slots.origins.get("all")
            and not (candidate.match and not self._reading.elliptical)
        )
        if inherit and related is not None:
            areas = tuple(code for code in related.areas if code in held)
            if related.group and regional:
                slots.groups, slots.operands, slots.origins["area"] = (related.group,), (related.group,), "remembered"
                return None
            if areas and len(areas) <= 6:
                slots.areas, slots.operands, slots.origins["area"] = areas, areas, "remembered"
                return None
        default = dict(self._catalogue.indicator(slots.indicators[0]).default).get("area", NATION)
        slots.areas = (default,) if default in held else tuple(sorted(held))[:1]
        slots.origins["area"] = "default"
        return None

    def _area_not_held(self, code: str, held: set[str], regional: bool, candidate: Candidate) -> NotFound:
        subject = candidate.subject
        area: object = self._catalogue.places.areas.get(code) or self._catalogue.places.groups[code]
        if UNNAMED in held:
            return NotFound("unknown_area", {"kind": "unnamed", "area": area, "subject": subject}, (subject,))
        if code == "OECD" or regional:
            return NotFound(
                "unknown_area", {"kind": "not_held", "area": area, "subject": subject, "regional": regional}, (subject,)
            )
        return NotFound("not_split", {"area": area, "subject": subject}, (subject,))

    # -- periods ------------------------------------------------------------------------------------------------------

    def _periods(self, slots: Slots, holdings: list[Holdings], related: Turn | None) -> NotFound | None:
        analysis = self._analysis
        held = tuple(dict.fromkeys(period for held in holdings for period in held.periods))
        said = self._said_periods(held, related)
        if analysis.has("each_period") and not said:
            slots.periods, slots.origins["period"] = held, "said"
            return None
        if said:
            found = tuple(
                dict.fromkeys(
                    p for year in said for p in held if p == year or (len(p) == 10 and p.startswith(year + "-"))
                )
            )
            missing = tuple(
                year for year in said if not any(p == year or (len(p) == 10 and p.startswith(year + "-")) for p in held)
            )
            if not found and self._explained(missing, slots):
                found, missing = held, ()
            if not found or (missing and analysis.has("sum", "difference", "change", "ratio", "mean")):
                subject = self._catalogue.subject(f"indicator:{slots.indicators[0]}")
                return NotFound(
                    "unknown_period",
                    {
                        "period": missing[0] if missing else said[0],
                        "held": tuple(p for p in held if p),
                        "subject": subject,
                    },
                    (subject,),
                )
            slots.periods, slots.missing_periods, slots.origins["period"] = found, missing, "said"
            return None
        if related is not None and related.periods and len(held) > 1 and not analysis.has("change"):
            inherited = tuple(period for period in related.periods if period in held)
            if inherited:
                slots.periods, slots.origins["period"] = inherited, "remembered"
                return None
        slots.periods, slots.origins["period"] = held, "default"
        return None

    def _explained(self, years: tuple[str, ...], slots: Slots) -> bool:
        """Whether the year is part of what the indicator's documents are called ("Health at a Glance 2023"), no period."""
        part = self._catalogue.vocabulary.part(years[0]) if years else None
        if part is None:
            return False
        return all(self._catalogue.names_part(f"indicator:{ident}", part) for ident in slots.indicators)

    def _said_periods(self, held: tuple[str, ...], related: Turn | None) -> tuple[str, ...]:
        analysis = self._analysis
        said: list[str] = []
        for period in analysis.periods:
            if (
                period.weak
                and not any(value in held for value in period.values)
                and any(a.start == period.start and (a.unit or a.hedge) for a in analysis.amounts)
            ):
                continue
            if analysis.has("correction") and related is not None and said and tuple(said) == related.periods:
                said = []
            said += [value for value in period.values if value not in said]
        if (
            analysis.has("correction")
            and related is not None
            and len(said) > 1
            and related.periods
            and said[0] in related.periods
        ):
            said = said[1:]
        if said:
            return tuple(said)
        base = related.periods if related is not None else ()
        base = base or (
            self._reading.last.periods
            if self._reading.last is not None and analysis.has("next_period", "previous_period", "same_period")
            else ()
        )
        numbers = [p for p in base if len(p) == 4]
        norms = " ".join(analysis.norms)
        if self._today and any(len(p) == 7 for p in held) and any(phrase in f" {norms} " for phrase in _NOW):
            return (f"{self._today.year}-{self._today.month:02d}",)
        today = self._today.year if self._today else None
        if analysis.has("this_year") and today:
            return (str(today),)
        if today and any(
            phrase in norms for phrase in ("förra året", "i fjol", "ifjol", "last year", "fjolårets", "fjolåret")
        ):
            return (str(today - 1),)
        if analysis.has("next_period"):
            return (str(int(max(numbers)) + 1),) if numbers else ((str(today + 1),) if today else ())
        if analysis.has("previous_period"):
            return (str(int(min(numbers)) - 1),) if numbers else ((str(today - 1),) if today else ())
        if analysis.has("same_period") and base and "då" not in analysis.norms:
            return tuple(p for p in base if p in held)
        if len(held) > 1 and all(held):
            if analysis.has("last_period"):
                return (max(held),)
            if analysis.has("first_period"):
                return (min(held),)
        return ()

    # -- scenarios and kinds ------------------------------------------------------------------------------------------

    def _scenarios(self, slots: Slots, holdings: list[Holdings], candidate: Candidate, related: Turn | None) -> None:
        held = tuple(dict.fromkeys(scenario for held in holdings for scenario in held.scenarios))
        if len(held) < 2:
            slots.scenarios = held
            return
        norms = self._analysis.norms
        words = set(norms)
        over = any(norms[i : i + len(phrase)] == phrase for phrase in _OVER_BUDGET for i in range(len(norms)))
        said = [
            scenario
            for scenario, known in (("forecast", FORECAST), ("budget", BUDGET), ("deviation", DEVIATION))
            if words & known
        ]
        preset = candidate.preset.get("scenario")
        sides = {"forecast", "budget"} <= set(said)
        if sides and "minus" in words:
            said.append("deviation")
        both = sides and ((self._analysis.has("compare") and "deviation" not in said) or bool({"både", "both"} & words))
        if ("deviation" in said or over or preset == "deviation") and not both and "deviation" in held:
            slots.scenarios, slots.origins["scenario"] = ("deviation",), "said"
            return
        said = [scenario for scenario in said if scenario in held]
        if said:
            if (
                said == ["forecast", "budget"]
                and not self._analysis.has("compare", "list", "difference")
                and "och" not in words
                and "and" not in words
            ):
                said = (
                    ["budget"]
                    if preset == "budget"
                    or words & {"budgeterat", "budgeterade", "budgeterad", "budgetram", "budgetramen", "budgeted"}
                    else ["forecast"]
                )
            slots.scenarios, slots.origins["scenario"] = tuple(said), "said"
        elif preset in held:
            slots.scenarios, slots.origins["scenario"] = (str(preset),), "said"
        elif related is not None and related.scenarios and set(related.scenarios) <= set(held):
            slots.scenarios, slots.origins["scenario"] = related.scenarios, "remembered"
        else:
            default = dict(self._catalogue.indicator(slots.indicators[0]).default).get("scenario", held[0])
            slots.scenarios, slots.origins["scenario"] = (default,), "default"

    def _breakdowns(self, slots: Slots, indicators: tuple[str, ...], related: Turn | None) -> None:
        found: list[str] = []
        for ident in indicators:
            indicator = self._catalogue.indicator(ident)
            parts = {part: term.trust for term in self._analysis.terms for part in term.parts}
            named = self._catalogue.best_breakdown(indicator, parts)
            found += [b.id for b in sorted(named, key=lambda b: self._catalogue.first_token(b, self._analysis.terms))]
            if not found and indicator.series:
                words = set(self._analysis.norms)
                if words & _FIRST and not words & _LATEST:
                    found.append(indicator.series[0])
                elif (
                    words & _LATEST
                    and not words & _FIRST
                    and not self._analysis.has("change", "difference", "ratio", "from")
                ):
                    found.append(indicator.series[-1])
        series = self._catalogue.indicator(indicators[0]).series
        said = set(self._analysis.norms)
        if series and said & (_FIRST | _LATEST):
            found = [*(series[:1] if said & _FIRST else ()), *(series[-1:] if said & _LATEST else ())]
            found = list(series) if self._analysis.has("change", "difference", "ratio") else found
        if found:
            slots.breakdowns, slots.origins["breakdown"] = tuple(dict.fromkeys(found)), "said"
        elif (
            related is not None
            and related.breakdowns
            and all(
                b in {k.id for i in indicators for k in self._catalogue.indicator(i).breakdowns}
                for b in related.breakdowns
            )
        ):
            if not self._analysis.has("change", "difference", "ratio", "those"):
                slots.breakdowns, slots.origins["breakdown"] = related.breakdowns, "remembered"
