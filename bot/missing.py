"""What is said where there is no answer: what is missing, and what is nearest."""

from __future__ import annotations

from typing import Any

from bot.card import Line, judged, said
from bot.texts import say
from knowledge.catalogue import Catalogue
from knowledge.language import formatting
from knowledge.model import UNNAMED, Area, Fact, Gap, Group, Language, MissingFigure, Text
from knowledge.outcomes import NotFound

_WITH_NEAREST = ("no_statements", "not_covered", "not_understood", "opinion", "unverifiable")
_NEAREST = 3
_MOST_NAMED = 4
"""So many areas are named; more are counted."""


class Missing:
    """Puts into words what one catalogue does not hold."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Names that `catalogue` knows."""
        self._catalogue = catalogue

    def lines(self, outcome: NotFound, language: Language) -> list[Line]:
        """What is missing, with the nearest subjects where they help."""
        missing = self._missing(outcome, language)
        lines = [judged(say(language, "verdict.unverifiable"), missing)] if outcome.claim else said("words", missing)
        near = [s.label(language) for s in outcome.subjects if s.kind in ("indicator", "table")]
        if near and outcome.reason in _WITH_NEAREST:
            lines += said("context", say(language, "no_answer.nearest", names="; ".join(near[:_NEAREST])))
        return lines

    def _missing(self, outcome: NotFound, language: Language) -> str:
        """The sentence for what is missing."""
        details = outcome.details
        gap, fact = details.get("gap"), details.get("fact")
        if isinstance(gap, Gap):
            return gap.answer.of(language)
        if isinstance(details.get("missing"), tuple):
            return self._missing_figures(outcome, language)
        if isinstance(fact, Fact):
            told = fact.answer.of(language)
            return told if outcome.reason == "no_figure" else f"{say(language, 'no_answer.unverifiable')} {told}"
        reason, name = outcome.reason, self._indicator_name(outcome, language)
        if reason == "unknown_area":
            return self._missing_area(outcome, name, language)
        if reason == "not_split":
            key = next((key for key in ("members", "by_region") if details.get(key)), "not_split")
            return say(language, f"no_answer.{key}", indicator=name, area=_area_name(details.get("area"), language))
        if reason == "unknown_period":
            return _missing_period(details, name, language)
        if reason in ("one_period", "not_computable", "no_reason"):
            return say(language, f"no_answer.{reason}", indicator=name)
        if reason == "unknown_place":
            return say(language, "no_answer.unknown_place", word=details["word"])
        words = details.get("words")
        if reason == "not_covered" and isinstance(words, tuple) and words:
            quoted = formatting.joined([f"”{word}”" if language == "sv" else f"“{word}”" for word in words], language)
            return say(language, "no_answer.not_covered_words", words=quoted)
        return say(language, f"no_answer.{reason}")

    def _missing_figures(self, outcome: NotFound, language: Language) -> str:
        """That a source names a figure and does not give it: whose, why, and which periods are held."""
        missing: tuple[MissingFigure, ...] = outcome.details["missing"]  # type: ignore[assignment]
        first, areas = missing[0], dict.fromkeys(one.area for one in missing)
        shown = [self._catalogue.places.areas[code].label(language) for code in areas][:_MOST_NAMED]
        more = (
            []
            if len(areas) <= _MOST_NAMED
            else [say(language, "no_answer.missing_more", count=len(areas) - len(shown))]
        )
        name = self._indicator_name(outcome, language)
        period = formatting.period(first.period, language)
        reason = first.reason.of(language)
        parts = [
            say(
                language,
                "no_answer.missing_figure" if first.mark else "no_answer.missing_empty",
                area=formatting.joined([*shown, *more], language),
                period=f" {period}" if period else "",
                indicator=name,
                mark=first.mark,
                reason=reason,
            )
        ]
        held = outcome.details.get("held")
        if isinstance(held, tuple) and held and len(areas) == 1:
            periods = formatting.joined([formatting.period(period, language) for period in held], language)
            parts.append(say(language, "no_answer.missing_held", periods=periods))
        return " ".join(parts)

    def _indicator_name(self, outcome: NotFound, language: Language) -> str:
        """The short name of what was asked for; empty where that was not understood."""
        if not outcome.subjects:
            return ""
        indicator = self._catalogue.store.indicators.get(outcome.subjects[0].id)
        return indicator.short.of(language) if indicator is not None else outcome.subjects[0].label(language)

    def _missing_area(self, outcome: NotFound, name: str, language: Language) -> str:
        """The sentence for an area without the figure: a municipality, a country, a region, one without a name."""
        details = outcome.details
        area, kind = details.get("area"), details["kind"]
        area_name = _area_name(area, language)
        if kind == "municipality" and isinstance(area, Area) and area.parent:
            key = "no_answer.municipality" if details.get("regional") else "no_answer.municipality_plain"
            region = self._catalogue.places.areas[area.parent].official_name
            return say(language, key, area=area_name, region=region)
        if kind == "province" and isinstance(area, Area):
            names = [self._catalogue.places.areas[code].label(language) for code in area.within]
            return say(language, "no_answer.province", area=area_name, regions=formatting.joined(names, language))
        if kind == "unnamed":
            return say(language, "no_answer.unnamed" if area_name else "no_answer.unnamed_plain", area=area_name)
        if kind == "no_region" and isinstance(area, Group):
            names = [self._catalogue.places.areas[code].label(language) for code in area.members]
            return say(language, "no_answer.no_region", area=area_name, areas=formatting.joined(names, language))
        ident = outcome.subjects[0].id if outcome.subjects else ""
        known = ident in self._catalogue.store.indicators
        if kind == "country" and not known:
            return say(language, "no_answer.country", area=area_name)
        key = "no_answer.country_held" if kind == "country" else "no_answer.not_held"
        shown = self._held_areas(ident, language) if known else ""
        return say(language, key, area=area_name, indicator=name, areas=shown or "–")

    def _held_areas(self, ident: str, language: Language) -> str:
        """The areas that an indicator is held for."""
        codes = [code for code in self._catalogue.holdings(ident).areas if code != UNNAMED]
        if len(codes) > _MOST_NAMED:
            return self._counted(codes, language)
        return formatting.joined([self._catalogue.places.areas[code].label(language) for code in codes], language)

    def _counted(self, codes: list[str], language: Language) -> str:
        """Many areas by how many they are of each kind: "de 21 regionerna", "19 regioner och 290 kommuner"."""
        areas = self._catalogue.places.areas
        parts = []
        for kind in ("region", "municipality", "country"):
            count = sum(areas[code].kind == kind for code in codes)
            whole = kind == "region" and count == sum(area.kind == kind for area in areas.values())
            if count:
                parts.append(say(language, f"no_answer.held_{kind}{'_all' if whole else ''}", count=count))
        return formatting.joined(parts, language)


def _missing_period(details: dict[str, Any], name: str, language: Language) -> str:
    """The sentence for a period without the figure, with those that are held."""
    asked = formatting.period(str(details["period"]), language)
    held = details.get("held") or ()
    periods = [formatting.period(period, language) for period in held] if isinstance(held, tuple) else []
    shown = formatting.joined(periods, language)
    key = "no_answer.unknown_period" if shown else "no_answer.unknown_period_none"
    return say(language, key, period=asked, indicator=name, held=shown)


def _area_name(area: object, language: Language) -> str:
    """The name of an area or group; empty for none."""
    if isinstance(area, Area):
        return area.label(language)
    return getattr(area, "name", Text()).of(language) if area is not None else ""
