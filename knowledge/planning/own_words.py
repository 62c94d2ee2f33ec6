"""Cues that belong to the subject's own name: "median" in "medianväntetid" asks for no median."""

from __future__ import annotations

from itertools import pairwise

from knowledge.catalogue import Catalogue
from knowledge.cues import Cue
from knowledge.kinship import OECD, is_change, is_change_by_name
from knowledge.levels import both_ends_asked
from knowledge.mentions import Analysis
from knowledge.model import Indicator
from knowledge.reading import Candidate
from knowledge.slots import Slots
from knowledge.subjects import alias_words

_NAMING = ("median", "mean", "sum", "change", "difference", "count")
"""Cues that stand in names of indicators."""
_NAMING_WORDS = frozenset((
    "totalt",
    "total",
    "sammanlagt",
    "totala",
    "average",
    "ökning",
    "ökar",
    "minskar",
    "skillnad",
))
"""Words of an alias that ask for nothing when (nearly) the whole alias was said."""
_NEARLY_WHOLE = 0.9
_FREE = ("change", "sum")
"""A word of the name that is one of these asks for something all the same, unless the name goes on beside it."""
_HOW_MANY = frozenset(("hur", "mycket", "mkt", "många", "how", "much", "many"))
"""Words of any question of an amount, which stand in aliases as well."""
_LONGEST_WEAK_WORD = 2
"""Words up to this length stand in too many names to tell anything."""


def own_cues(catalogue: Catalogue, analysis: Analysis, candidate: Candidate, slots: Slots) -> frozenset[str]:
    """Ids of cues that ask for nothing, as they stand only in the name or are what the figure is anyway."""
    indicators = [catalogue.indicator(ident) for ident in slots.indicators]
    names = _name_words(indicators, candidate, analysis)
    own = _in_name(analysis, names)
    if len(slots.periods) > 1 and any(period.span for period in analysis.periods):
        own.discard("sum")  # "åtgärdernas sammanlagda effekt 2026–2028" is one sum
    if any(is_change(indicator) for indicator in indicators) and _compares_as_named(analysis, names):
        own.add("difference")
    if any(indicator.unit == "percent" for indicator in indicators):
        own.add("share")
        if analysis.has("share"):
            own.add("per_capita")  # "what proportion of people die" asks for the share that is held
    one_change = len(slots.breakdowns) == 1 or not indicators[0].breakdowns
    if one_change and any(is_change(indicator) for indicator in indicators):
        own |= {"difference", "more_than", "less_than"}
        if any(is_change_by_name(indicator) for indicator in indicators) or _names_growth(analysis, candidate):
            own.add("change")
    if any(OECD in catalogue.holdings(ident).areas for ident in slots.indicators):
        own |= {"mean", "position"}  # the figure of the OECD is a mean of countries, and no place in an order
    if indicators[0].series and both_ends_asked(analysis):
        own |= {"top", "bottom"}  # "högsta och lägsta" of a first and a last value
    if "deviation" in slots.scenarios:
        own.add("difference")
    if len(slots.breakdowns) == 1 and slots.origins.get("breakdown") == "said" and _only_how_much(analysis):
        own.add("difference")  # "by how much did they miss the mark after adjustments?"
    if set(slots.scenarios) == {"plan"} and len(slots.periods) == 1 and _adds(analysis):
        own.add("difference")  # what a measure or an addition gives is by how much it betters what is
    return frozenset(own)


def _adds(analysis: Analysis) -> bool:
    """Whether nothing but "med hur mycket", or "how much more" of what is received, speaks of a difference."""
    cues = [cue for cue in analysis.cues if cue.id == "difference"]
    if analysis.has(*_SET_AGAINST):
        return False
    more = analysis.has("received") and all(analysis.norms[cue.end - 1] in _MORE for cue in cues)
    return more or all(analysis.norms[cue.start : cue.start + 2] in _HOW_MUCH for cue in cues)


def _compares_as_named(analysis: Analysis, names: set[str]) -> bool:
    """Whether "hur mycket högre" asks for a figure that is called so: "… procent högre än basscenariot"."""
    ends = [analysis.norms[cue.end - 1] for cue in analysis.cues if cue.id == "difference" and cue.end > cue.start]
    return bool(ends) and names.issuperset(ends)


def _names_growth(analysis: Analysis, candidate: Candidate) -> bool:
    """Whether the words for a change name the figure: "hur mycket steg priserna?" asks for the inflation."""
    alias = set(alias_words(candidate.match.alias.text)) if candidate.match is not None else set()
    said = [cue for cue in analysis.cues if cue.id == "change"]
    return all(not alias.isdisjoint(analysis.norms[cue.start : cue.end]) for cue in said)


_HOW_MUCH = (("by", "how"), ("med", "hur"), ("how", "far"))
"""How a difference begins that may be no more than the size of a result."""
_MORE = frozenset(("mer", "mera", "more"))
_SET_AGAINST = ("more_than", "less_than", "compare", "from", "those", "change", "ratio")


def _only_how_much(analysis: Analysis) -> bool:
    """Whether nothing but "by how much" speaks of a difference, with nothing named from which."""
    cues = [cue for cue in analysis.cues if cue.id == "difference"]
    return not analysis.has(*_SET_AGAINST) and all(analysis.norms[c.start : c.start + 2] in _HOW_MUCH for c in cues)


def _name_words(indicators: list[Indicator], candidate: Candidate, analysis: Analysis) -> set[str]:
    """Words of the names; of an alias those that name it beside another, as said: "medarbetardriven utveckling"."""
    names = [text for i in indicators for text in (i.name.sv, i.name.en, i.short.sv, i.short.en)]
    words = {word for name in names for word in alias_words(name)}
    match = candidate.match
    if match is not None and match.recall > _NEARLY_WHOLE:
        alias = alias_words(match.alias.text)
        words |= _NAMING_WORDS.intersection(alias)
        said = set(pairwise(analysis.norms))
        words.update(word for pair in pairwise(alias) if pair in said for word in pair)
    return words


def _in_name(analysis: Analysis, name: set[str]) -> set[str]:
    """Ids of cues whose every occurrence is a word of the name, or the beginning of one."""
    own: set[str] = set()
    standing: set[str] = set()
    for cue in analysis.cues:
        if cue.id in _NAMING:
            (own if _belongs(cue, analysis, name) else standing).add(cue.id)
    return own - standing


def _belongs(cue: Cue, analysis: Analysis, name: set[str]) -> bool:
    if cue.id in _FREE and not _beside_name(cue, analysis, name):
        return False
    words = {token.norm for token in analysis.tokens[cue.start : cue.end] if token.is_word}
    telling = [word for word in words if len(word) > _LONGEST_WEAK_WORD]
    telling = [word for word in telling if word not in _HOW_MANY] or telling  # of "hur mycket mer" it is "mer"
    belonging = [word for word in telling if any(known.startswith(word) for known in name)]
    if cue.id == "median":
        return any(known.startswith(cue.id) for known in name)  # "i medianvärde" of a median
    if cue.id == "count":
        return belonging == telling
    return bool(belonging) and max(telling, key=len) in belonging  # "the median" is not "the sector grant"


def _beside_name(cue: Cue, analysis: Analysis, name: set[str]) -> bool:
    """Whether the next word on either side belongs to the name too, or the cue is part of a longer word of it."""
    content = {term.token for term in analysis.terms if term.weight > 0}
    near = [i for i in (cue.start - 1, cue.end, cue.end + 1) if 0 <= i < len(analysis.tokens) and i in content]
    return any(analysis.tokens[i].norm in name for i in near)
