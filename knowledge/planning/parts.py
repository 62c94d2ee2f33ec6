"""Which of the places that a question names are a part, and which the whole: "Kronoberg och Blekinges andel"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from knowledge.language.tables import word_set
from knowledge.places import Place
from knowledge.planning.context import Context
from knowledge.query import Query

_OF = word_set("av utav of")
_TOGETHER = word_set("och o å & samt and region regionen plus + ,")
"""Words between two places that make them one part of a whole."""
_EACH = word_set("respektive vardera varsin varsitt respectively each eller or kontra versus vs")
SHARES = word_set("andel andelen andelar del delen share shares")
"""Words for a part of a whole."""
_APART = "var för sig"
_ASKING = word_set("hur how vad what")


def part_and_whole(context: Context, query: Query) -> Query:
    """A share's query with its part and its whole in place of the places as they were named.

    Args:
        context: the question.
        query: with the places that it names as `operands`.

    Returns:
        The query, whose `operands` are the part and the whole, or none where the whole is the country's; with each
        place's share where each is asked for; as it was where the words do not tell.
    """
    places = [place for place in context.analysis.places if place.code in query.operands]
    if len(places) == 1 and len(query.operands) == 1 and context.norm_before(places[0].start) in _OF:
        return _told_as_part(context, query, places[0])
    if len(query.operands) < 2 or len(places) != len(query.operands) or context.has("difference", "ratio"):
        return query
    whole = _whole(context, places)
    part = tuple(place.code for place in places if place.code not in whole)
    if whole and part:
        sides = ("+".join(part), "+".join(whole))
        return replace(query, operands=sides, areas=tuple(code for code in (*part, *whole) if code in query.areas))
    each = _of_each(context)
    if whole or not (each or are_joined(context, places)):
        return query
    if each:
        return replace(query, operation="share", end="list", operands=()) if set(part) <= set(query.areas) else query
    if set(part) <= set(query.areas):
        return replace(query, operands=())
    regions = [member for place in places for member in _members(context, place)]
    if len(set(regions)) < len(regions):
        return query
    return replace(query, areas=tuple(regions), operands=(), group="")


def _told_as_part(context: Context, query: Query, whole: Place) -> Query:
    """As in "hur stor andel av Stockholms är det?" after several regions: these together are the part."""
    last = context.last
    if last is None or not context.reading.elliptical or not context.has("that", "those"):
        return query
    told = (last.group,) if last.group else last.areas
    members = context.members(last.group) if last.group else last.areas
    within = set(_members(context, whole))
    if context.subject.key not in last.subjects or not set(members) <= set(context.regions) or within & set(members):
        return query
    if len(members) < 2:
        return query
    return replace(query, operands=("+".join(told), whole.code), areas=(*last.areas, *query.areas))


def names_each(context: Context, query: Query) -> bool:
    """Whether the shares of several places are asked for or stated, one by one: "Kalmar respektive Halland"."""
    return len(query.operands) > 1 and _of_each(context)


def _whole(context: Context, places: Sequence[Place]) -> tuple[str, ...]:
    """The places that a part is taken of, "av Skånes och Hallands bidrag"; empty where there are none."""
    for at, place in enumerate(places):
        if context.norm_before(place.start) in _OF:
            run = [place]
            for after in places[at + 1 :]:
                if not are_joined(context, (run[-1], after)):
                    break
                run.append(after)
            return tuple(each.code for each in run)
    return ()


def are_joined(context: Context, places: Sequence[Place]) -> bool:
    """Whether places are named one after the other as one: "Kronoberg, Kalmar och Blekinge"."""
    between = [context.analysis.norms[first.end : second.start] for first, second in pairwise(places)]
    return all(words and _TOGETHER.issuperset(words) for words in between)


def _of_each(context: Context) -> bool:
    """Whether each place's share is meant: "Kalmars andel och Hallands andel", "jämför deras andelar"."""
    shares, asked = (sum(norm in words for norm in context.analysis.norms) for words in (SHARES, _ASKING))
    apart = _APART in " ".join(context.analysis.norms)
    return apart or max(shares, asked) > 1 or context.has("compare") or context.says(_EACH)


def _members(context: Context, place: Place) -> tuple[str, ...]:
    """The regions of a group, or the one region."""
    return context.members(place.code) if place.kind == "group" else (place.code,)
