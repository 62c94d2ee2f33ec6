"""What is asked of the others: without those named, the rest of a group or of those told, those who are not counted."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.asking import claim_wanted, counts_money
from knowledge.cells import Figures
from knowledge.language.tables import word_set
from knowledge.outcomes import NotFound
from knowledge.planning.computations import (
    are_not,
    takes_away,
    without_group,
)
from knowledge.planning.context import Context
from knowledge.planning.parts import are_joined
from knowledge.planning.ranking import (
    how_many,
)
from knowledge.query import Query

_OF_SEVERAL = ("share", "mean", "median")
_COUNTED_IN = word_set("med inklusive inkl plus with including")
_NOT_ADDED = ("share", "mean", "median", "compare", "list", "lookup", "rank")
"""Operations over several regions that are done again for those that are left: "och utan Kalmar?"."""
_PART_OF = word_set("av i of in")
_NEGATED = frozenset(("inte", "ej", "not", "didn't", "isn't", "doesn't"))
_RELATIVE = frozenset(("som", "that", "which", "did", "is", "does", "was"))
_AMOUNT = frozenset(("belopp", "beloppet", "kronor", "kr", "summa", "amount"))
_WITH = frozenset(("med", "inklusive", "inkl", "också", "även", "with", "including", "too"))
_NEAR = 5
"""So many words after its negation a place may stand."""


def without(context: Context, query: Query) -> Query | NotFound | None:
    """As in "summan utan storstadsregionerna", "alla utom Skåne"."""
    outside = (
        bool(context.regions) and context.has("without") and context.has("share") and context.origin("area") == "said"
    )
    denied = _goes_not_to(context)
    money = context.has("in_kronor") or (context.has("rest") and not outside) or context.says(_AMOUNT)
    if (
        (denied or (outside and len(query.operands) == 1))
        and not money
        and not context.has("top", "bottom", "mean", "median")
    ):
        left_out = context.members(query.group) if query.group else query.areas
        others = tuple(code for code in context.regions if code not in left_out)  # "hur stor del hamnar utanför …"
        return replace(query, operation="share", areas=others, operands=others, group="")
    if len(context.slots.operands) == 2 and takes_away(context):
        return None
    told = _rest_of_told(context, query) or _rest_of_leading(context, query)
    if told is not None:
        return told
    slots = context.slots
    rest = context.has("rest") and slots.area_said and not slots.groups
    less_one = len(slots.areas) <= len(context.analysis.regions) and any(
        context.norm_before(p.start) == "minus" for p in context.analysis.places[:1]
    )
    than = _others_than(context) if context.has("how_much", "sum") and not claim_wanted(context.analysis) else ""
    if than in slots.groups and len(slots.groups) > 1 and not slots.areas:  # "övriga regioner än storstadsregionerna"
        return replace(without_group(context, replace(query, group=than)), operands=())
    less_one = less_one or bool(than)
    less_one = less_one or (
        bool(query.group) and (are_not(context) or _is_not_group(context)) and not claim_wanted(context.analysis)
    )
    remains = bool(query.group) and not slots.areas and _is_taken_away(context)
    leaves_out = (
        remains or context.has("without") or bool(context.origin("rest")) or rest or _those_not(context) or less_one
    )
    if not context.regions or not leaves_out or context.has("mean", "median", "top", "bottom"):
        return None
    if context.origin("rest") and context.has("compare", "difference", "ratio", "share"):
        return NotFound("not_computable", {"subject": context.subject}, (context.subject,))
    if len(slots.groups) == 1 and slots.areas:
        members = context.members(slots.groups[0])
        if not set(slots.areas) < set(members):
            return None
        return replace(query, operation="sum", areas=members, without_areas=slots.areas, group="", operands=())
    if rest and len(slots.areas) < len(context.regions) and not context.has("share"):
        return replace(query, operation="sum", areas=context.regions, without_areas=slots.areas, group="", operands=())
    if query.group and not context.has("share"):
        listed = context.has("list") and not context.has("sum", "how_much") and not counts_money(context.analysis)
        return replace(without_group(context, query, "list" if listed else "sum"), operands=())
    if (
        slots.areas
        and context.names_region
        and (_those_not(context) or not (_denies(context) or context.has("per_capita")))
    ):
        return replace(query, operation="sum", areas=context.regions, without_areas=slots.areas, group="", operands=())
    return None


def _is_not_group(context: Context) -> bool:
    """As in "icke-storstadsregioner", "non-metropolitan regions": those outside the group."""
    groups = [place for place in context.analysis.places if place.kind == "group"]
    return any(not _NON.isdisjoint(context.analysis.norms[max(0, p.start - 2) : p.start]) for p in groups)


def _is_taken_away(context: Context) -> bool:
    """As in "vad återstår när storstadsregionerna fått sitt?", but not "vad blev kvar till de övriga 18?"."""
    rest = {at for cue in context.analysis.cues if cue.id == "rest" for at in range(cue.start, cue.end)}
    named = any(
        place.kind == "group" and not rest.intersection(range(place.start, place.end))
        for place in context.analysis.places
    )
    return named and context.says(_REMAINING) and not _rest_of_group(context)


_NON = word_set("icke non ej")
_REMAINING = word_set("återstår återstod återstående kvar remains remain remaining left")
"""Words for what is left when some have got theirs."""


def _goes_not_to(context: Context) -> bool:
    """As in "hur stor andel går inte till Skåne och Halland?": the part that the others have."""
    analysis = context.analysis
    nots = [cue.start for cue in analysis.cues if cue.id == "not"]
    places = [place for place in analysis.places if place.kind in ("region", "group")]
    if not nots or not places or not analysis.has("share") or context.has("correction") or claim_wanted(analysis):
        return False
    one_side = nots[0] < places[0].start and (len(places) == 1 or are_joined(context, places))
    return one_side and bool(context.regions) and not (context.slots.groups and context.slots.areas)


def _denies(context: Context) -> bool:
    """Whether something is denied by another word than the "utan" that leaves a region out."""
    return any(cue.id == "not" and context.norm_at(cue.start) not in _LEAVING for cue in context.analysis.cues)


_LEAVING = word_set("utan undantagna undantag")


def _rest_of_told(context: Context, query: Query) -> Query | NotFound | None:
    """As in "och övriga?" after a group, "utan Jämtland?" and "och med Gävleborg?" after a sum."""
    last, slots = context.last, context.slots
    if (
        last is None
        or not context.regions
        or not context.reading.elliptical
        or context.subject.key not in last.subjects
    ):
        return None
    if context.analysis.content_weight or context.has("difference", "ratio", "compare", "mean", "median"):
        return None
    if context.has("rest") and context.origin("area") == "remembered" and not context.has("top", "bottom", "who"):
        if last.operation in ("sum", "lookup") and slots.groups:
            return without_group(context, replace(query, operands=()))
        if slots.groups:
            return NotFound("not_computable", {"subject": context.subject}, (context.subject,))
    if len(slots.groups) == 1 and context.origin("area") == "said" and _rest_of_group(context):
        group = context.members(slots.groups[0])  # "och resten av Norrland?" after one region in it
        told = tuple(code for code in last.areas if code in group)
        if last.group or not told or len(told) == len(group):
            return NotFound("not_computable", {"subject": context.subject}, (context.subject,))
        return replace(query, operation="sum", areas=group, without_areas=told, group="", operands=())
    members = context.members(last.group) if last.group else last.areas
    if last.operation == "median":  # whose areas are those in the middle
        members = last.members or context.regions
    if last.operation in _OF_SEVERAL and context.origin("area") == "said" and not slots.groups:
        if context.has("without") and set(slots.areas).isdisjoint(members):
            return NotFound("not_computable", {"subject": context.subject}, (context.subject,))
        if _counts_in(context) and set(slots.areas).isdisjoint(members):
            together = (*members, *slots.areas)
            return replace(query, operation=last.operation, areas=together, operands=(), group="")
    left = tuple(code for code in members if code not in slots.areas)
    if context.has("without") and not slots.groups and last.operation in _NOT_ADDED and 0 < len(left) < len(members):
        again = last.operation if last.operation in ("share", "mean", "median") else "list"
        return replace(query, operation=again, areas=left, operands=(), group="")
    if last.operation != "sum" or len(members) < 2 or context.origin("area") != "said" or slots.groups:
        return None
    if context.has("without") and set(slots.areas) < set(members):
        return replace(query, operation="sum", areas=members, without_areas=slots.areas, group="", operands=())
    if context.says(_WITH) and set(slots.areas).isdisjoint(members) and not context.has("per_capita", "share"):
        together = (*members, *slots.areas)
        return replace(query, operation="sum", areas=together, operands=together, group="")
    return None


def _counts_in(context: Context) -> bool:
    """Whether a region is to be counted in with those that were spoken of: "och med Gotland?"."""
    return any(context.norm_before(place.start) in _COUNTED_IN for place in context.analysis.places)


def _rest_of_group(context: Context) -> bool:
    """As in "resten av Norrland", but not "de övriga 18" or "resten gick till Götaland"."""
    ends = {cue.end for cue in context.analysis.cues if cue.id == "rest"}
    groups = [place.start for place in context.analysis.places if place.kind == "group"]
    parted = any(context.norm_before(start) in _PART_OF and any(end <= start for end in ends) for start in groups)
    return context.has("rest") and parted


def _those_not(context: Context) -> bool:
    """As in "allt som inte gick till storstadsregionerna": what is outside the places that are named."""
    if claim_wanted(context.analysis) or context.has("who", "list", "how_many", "count"):
        return False
    norms = context.analysis.norms
    places = [place.start for place in context.analysis.places]
    before = norms[: min(places, default=0)]
    if any(norm in _NEGATED and norms[at + 1 : at + 2] in _TO_THEM for at, norm in enumerate(before)):
        return context.has("how_much", "sum")  # "hur mycket gick inte till Norrland?"
    return any(
        norm in _NEGATED and norms[at - 1] in _RELATIVE and any(at < place <= at + _NEAR for place in places)
        for at, norm in enumerate(norms)
        if at
    )


_TO_THEM = (("till",), ("hos",), ("to",))


def _others_than(context: Context) -> str:
    """The region or group that is named behind "alla andra regioner än", as that of which the others are meant."""
    norms = context.analysis.norms
    for place in context.analysis.places:
        near = norms[max(0, place.start - _THAN_REACH) : place.start]
        than = next((i for i, norm in enumerate(near) if norm in _THAN), None)
        if than is not None and not _OTHERS.isdisjoint(near[:than]):
            return place.code if place.kind in ("group", "region") else ""
    return ""


_THAN, _OTHERS, _THAN_REACH = word_set("än than"), word_set("andra övriga annat other others"), 6


def _rest_of_leading(context: Context, query: Query) -> Query | None:
    """As in "när de tre största tagit sitt, hur mycket är kvar åt resten?": the sum of those behind the first."""
    ends = context.has("top") != context.has("bottom") and not context.slots.area_said and not query.group
    asks = [cue for cue in context.analysis.cues if cue.id == "how_much"]
    rest = [cue.start for cue in context.analysis.cues if cue.id == "rest"]
    if not context.regions or not ends or len(asks) != 1 or not rest or rest[0] < asks[0].start:
        return None
    if context.has("share", "mean", "median", "who", "list", "claim", "difference", "ratio", "per_capita"):
        return None
    figures = Figures(context.catalogue).select(replace(query, areas=context.regions, operands=()))
    order = [cell.area for cell in sorted(figures, key=lambda cell: cell.value, reverse=context.has("top"))]
    first = tuple(order[: how_many(context)])
    return replace(query, operation="sum", areas=context.regions, without_areas=first, operands=())


def counted_before(context: Context, query: Query) -> Query | None:
    """As in "vilka då?" after a number of regions: those that were counted."""
    last = context.last
    listed = last is not None and last.operation == "list" and bool(last.areas) and context.subject.key in last.subjects
    asks_many = context.has("how_many", "count") and not context.has("how_much", "sum", "share")
    if last is not None and listed and asks_many and context.reading.elliptical and not context.analysis.content_weight:
        if context.origin("area") == "said" or context.analysis.amounts:
            return None
        return replace(query, operation="count", areas=last.areas, operands=(), group="")
    counted = last is not None and last.operation == "count" and context.origin("area") == "remembered"
    if not counted or not context.has("who", "list") or context.has("how_many", "how_much", "top", "bottom"):
        return None
    return replace(query, operation="list", areas=query.areas, operands=(), group="")
