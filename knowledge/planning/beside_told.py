"""What a statement sets beside the figure that was told: "alltså mer än Halland?", "slår det Blekinge?"."""

from __future__ import annotations

from knowledge.language.tables import word_set
from knowledge.planning.context import Context
from knowledge.planning.directions import LESS, MORE, THAN, is_falling, is_rising, is_surpassed
from knowledge.query import Claim

_IN_YEAR = word_set("in i år under for")
WHAT = word_set("vad det what")
ROUGHLY = word_set("nästan ungefär typ ca cirka snarlikt nära almost nearly roughly about around")
"""Words that make "lika mycket" a rough statement."""


def beside_last(context: Context) -> Claim | None:
    """As in "alltså mer än Halland?", "och Jämtland fick väl mindre?", "2026 blir det väl mer?" after one figure."""
    last, slots = context.last, context.slots
    goes_on = context.reading.elliptical or (context.has("as_much") and not context.analysis.content_weight)
    if last is None or not goes_on or context.subject.key not in last.subjects:
        return None
    if last.status != "answered" or context.has("top", "bottom", "difference", "count"):
        return None
    if context.has("as_much"):
        return _as_much(context)
    more = context.has("more_than") or context.says(MORE)
    if more == (context.has("less_than") or context.says(LESS)):
        more, less = is_rising(context), is_falling(context)
        if more == less:
            return None
    than = {at + 1 for at, norm in enumerate(context.analysis.norms) if norm in THAN}
    than |= {at + 1 for at in than if context.norm_at(at) in _IN_YEAR}  # "is that less than in 2025?"
    if context.names_region or _names_one_area(context):
        summed = (
            last.operation in ("sum", "share")
            and len(last.areas) > 1
            and not last.group
            and slots.areas[:1] != last.areas[:1]
        )
        if len(slots.areas) != 1 or not (len(last.areas) == 1 or summed) or slots.areas == last.areas or slots.groups:
            return None
        if set(slots.areas) <= set(last.areas):
            return None
        named = next(place for place in context.analysis.places if place.code == slots.areas[0])
        at = named.start
        while context.norm_before(at) in WHAT:  # "mer än vad Jönköping fick"
            at -= 1
        after = named.start in than or context.norm_before(at) in THAN or is_surpassed(context)
        return Claim("more", larger="+".join(last.areas) if after == more else slots.areas[0], beside_last=True)
    if context.origin("period") == "said" and len(slots.periods) == 1 and len(last.periods) == 1:
        later = slots.periods[0] > last.periods[0]
        if slots.periods == last.periods or not (slots.periods[0] and last.periods[0]):
            return None
        after = any(period.start in than for period in context.analysis.periods)
        return Claim("rises" if (more == later) != after else "falls", beside_last=True)
    if context.origin("breakdown") == "said" and len(slots.breakdowns) == 1 and len(last.breakdowns) == 1:
        if slots.breakdowns == last.breakdowns or not last.breakdowns[0]:
            return None
        after = bool(than)
        return Claim("more", larger=last.breakdowns[0] if after == more else slots.breakdowns[0], beside_last=True)
    return None


def _as_much(context: Context) -> Claim | None:
    """As in "alltså nästan lika mycket som Skåne?", "och lika mycket 2026?"."""
    last, slots = context.last, context.slots
    if last is None or slots.groups or context.has("share", "ratio", "more_than", "less_than"):
        return None
    equal = Claim("equal", roughly=says_roughly(context), negated=context.has("not"), beside_last=True)
    if context.names_region or _names_one_area(context):
        one = len(slots.areas) == 1 and len(last.areas) == 1 and slots.areas != last.areas
        return equal if one and not last.group else None
    if context.origin("breakdown") == "said" and len(slots.breakdowns) == 1 and len(last.breakdowns) == 1:
        return equal if slots.breakdowns != last.breakdowns and last.breakdowns[0] else None
    return None


def _names_one_area(context: Context) -> bool:
    """Whether the country, or the OECD, is named in the place of the other: "är det högre i OECD?"."""
    said = context.slots.areas
    return (
        context.origin("area") == "said" and len(said) == 1 and any(p.code == said[0] for p in context.analysis.places)
    )


_NEARLY = (
    " i stort sett ",
    " nära nog ",
    " i det närmaste ",
    " så gott som ",
    " på ett ungefär ",
    " snudd på ",
    " i princip ",
)
"""Ways of saying nearly in several words."""


def says_roughly(context: Context) -> bool:
    """Whether something is said to be so only nearly: "nästan", "i stort sett"."""
    text = f" {' '.join(context.analysis.norms)} "
    return context.says(ROUGHLY) or any(phrase in text for phrase in _NEARLY)
