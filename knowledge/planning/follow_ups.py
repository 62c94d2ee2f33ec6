"""What a short question takes from the turns before: "skillnaden dem emellan", "vem av dem fick mest?", "och 2023?"."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.memory import Said
from knowledge.planning.context import Context, told_before
from knowledge.query import Query

_WHICH_REGION = frozenset(("region", "regioner", "län", "landsting", "regions", "county", "counties"))
_ALL = frozenset(("alla", "samtliga", "all", "allra", "landet"))
"""Words with which all regions are meant, whichever were told before: "vem fick mest av alla?"."""
_OVER_SOME = ("lookup", "compare", "sum", "mean", "median", "share", "difference", "ratio")
"""Operations over some regions, among which a short question ranks on."""
_VERY_SHORT = 4
"""One of at most so many tokens ranks on among regions that were asked for one by one."""
_SHORT = 5
"""A question of at most so many tokens may rank on among the regions of the turns before."""
_RECENT = 6
"""So many remembered figures may be what "dem" points to."""
_WHOLE = ("hela beloppet", "totala beloppet", "hela summan", "whole amount", "total amount")
_TOGETHER = frozenset(("tillsammans", "ihop", "ihoplagt", "hopslaget", "sammanlagt", "together", "combined"))
"""Words that add up several, where "totalt" may be of all."""
_THREE = frozenset(("tre", "three", "3"))
_TWO = frozenset(("två", "two", "2", "båda", "bägge", "both", "paret", "pair"))


_IN_THAT_WAY = (
    *(
        "på det viset",
        "på det sättet",
        "räknat så",
        "så räknat",
        "med det måttet",
        "det måttet",
        "that way",
        "that basis",
    ),
)
"""Phrases that go on with how a figure was reckoned."""


def remembered_per_capita(context: Context) -> bool:
    """Whether the turn before gave the same subject per inhabitant and nothing says otherwise."""
    last = told_before(context.reading, context.subject)
    text = " ".join(context.analysis.norms)
    if last is not None and last.per_capita and any(phrase in text for phrase in _IN_THAT_WAY):
        return context.subject.key in last.subjects
    return (
        last is not None
        and last.per_capita
        and context.reading.elliptical
        and context.subject.key in last.subjects
        and not context.analysis.has("in_kronor", "share", "sum")
        and not context.analysis.has("received")
        and not any(phrase in " ".join(context.analysis.norms) for phrase in _WHOLE)
        and (
            context.has("those", "that")
            or sum(token.is_word for token in context.analysis.tokens) <= _SHORT
            or not context.analysis.has("top", "bottom")
        )
    )


def asks_about_last(context: Context) -> bool:
    """Whether nothing is stated but that the last answer is to be checked ("stämmer det?")."""
    return (
        context.reading.elliptical
        and context.last is not None
        and not context.analysis.amounts
        and context.analysis.content_weight == 0
    )


def earlier_period(context: Context) -> str | None:
    """The year of the turn before, where another one is said now, so that a change from that one is meant."""
    last = context.last
    if last is None or not context.reading.elliptical or context.origin("period") != "said":
        return None
    earlier = [period for period in last.periods if period and period < min(context.slots.periods, default="")]
    if len(last.periods) == 1 and last.periods != context.slots.periods:
        return last.periods[0]
    return max(earlier) if earlier and context.has("change", "difference") else None


def those(context: Context) -> tuple[str, ...]:
    """The regions that "de tre" or "av dem" points to: the last answer's, else those of the turns before it."""
    groups, memory = context.catalogue.places.groups, context.reading.memory
    turns = reversed(memory.turns)
    for turn in turns if context.last is None else (context.last, *turns):
        if turn.group:
            return groups[turn.group].members
        if len(turn.areas) > 1:
            return turn.areas
    return tuple(dict.fromkeys(code for said in memory.recent_figures(_RECENT) for code in said.areas))


def same_members(context: Context) -> tuple[str, ...]:
    """The regions that the turns before compared, when a short question ranks on ("minst?", "vem fick mest?")."""
    turns = context.reading.memory.turns
    if (
        context.origin("area") == "said"
        or context.has("position")
        or context.origin("all")
        or not turns
        or sum(token.is_word for token in context.analysis.tokens) > _SHORT
        or context.analysis.content_weight
        or context.says(_WHICH_REGION | _ALL)
    ):
        return ()
    if turns[-1].members:
        return turns[-1].members
    several = 1 < len(turns[-1].areas) < len(context.regions)
    if turns[-1].operation in _OVER_SOME and several:
        return turns[-1].areas
    if (
        sum(token.is_word for token in context.analysis.tokens) > _VERY_SHORT
    ):  # "vem fick minst per invånare?" asks of all
        return ()
    alone: list[str] = []
    withdrawn = False
    for turn in reversed(turns):
        if withdrawn:
            withdrawn = turn.corrects
            continue
        withdrawn = turn.corrects
        if turn.operation not in ("lookup", "claim") or len(turn.areas) != 1 or turn.areas[0] in alone:
            break
        alone.append(turn.areas[0])
    return tuple(reversed(alone)) if len(alone) > 1 else ()


def _spoken_of(context: Context) -> list[Said]:
    """The figures that "dem" or "skillnaden" speaks of: all of the last answer if it gave a few, else the last two."""
    last = context.last
    summed = last is not None and last.operation == "rank" and len(last.figures) > 1 and context.has("sum", "mean")
    pointed = context.has("those", "that") or summed  # "ihop?" after the five that got least
    if last is not None and last.operation in ("rank", "list", "compare") and pointed:
        found = [said for said in last.figures if said.indicator]
        if len(found) > 1:
            return found
    if last is not None and last.operation == "rank" and len(last.members) == 2 and last.figures:
        first = last.figures[0]
        return [replace(first, areas=(code,)) for code in last.members]
    wanted = 3 if context.says(_THREE) else _in_a_row(context)
    found = [said for said in context.reading.memory.recent_figures(wanted) if said.indicator]
    if len(found) > 1 or not (context.has("those", "difference") or context.says(_TOGETHER)):
        return found
    # one by itself is not together: "och tillsammans?" after "oj fel, Kronoberg"; "hur mycket skiljer dom två?" after
    # "nej, Västernorrland menade jag", "hur mkt lägre är det" after "nej, 2026"
    return [said for said in context.reading.memory.recent_figures(wanted, withdrawn_too=True) if said.indicator]


def _in_a_row(context: Context) -> int:
    """How many figures "ihop?" or "i snitt?" is about: all that were asked for one by one just before, at least two."""
    if not context.has("sum", "mean") or context.says(_TWO):  # "lägg samman dem" is of all that were told
        return 2
    told: list[Said] = []
    for turn in reversed(context.reading.memory.turns):
        alone = turn.operation == "lookup" and turn.status == "answered" and turn.figures and not turn.corrects
        if not alone or turn.figures[0].indicator != context.indicator.id or turn.figures[0] in told:
            break
        told.append(turn.figures[0])
    return max(2, len(told))


def recalled(context: Context, query: Query) -> Query | None:
    """The query over the figures of the last turns, for "skillnaden dem emellan" and "lägg ihop de två".

    Args:
        context: the question and its conversation.
        query: what the question alone would ask for.

    Returns:
        The query over those figures; None where they differ in more than one way, or are not of this indicator.
    """
    if not context.reading.elliptical:
        return None
    if context.has("that_region") and not context.has("those", "difference", "ratio"):
        return None
    last = context.last
    if last is not None and last.operation in ("rank", "list") and context.origin("area") == "remembered":
        few = set(context.slots.areas)
        if few and few < set(last.areas):  # "de två första ihop", of the three that were listed
            return None
    figures = _spoken_of(context)
    said_areas = set(context.slots.areas) if context.origin("area") == "said" else set()
    if len(said_areas) == 1 and context.has("sum"):
        return None  # "det totala beloppet för Kalmar"
    said_groups = context.slots.groups if context.origin("area") == "said" else ()
    if said_groups or not said_areas <= {code for said in figures for code in said.areas}:
        return None
    indicators = tuple(dict.fromkeys(said.indicator for said in figures))
    if len(figures) < 2 or len({said.unit for said in figures}) > 1 or query.indicators[0] not in indicators:
        return None
    if not context.has("difference", "ratio", "share", "compare") and _holds_another(context, indicators):
        return None  # "ihop?" after one measure and the sum of all would count it twice
    along = {
        "indicator": indicators,
        "area": tuple(
            dict.fromkeys(code for said in figures for code in ((said.group,) if said.group else said.areas))
        ),
        "period": tuple(dict.fromkeys(said.period for said in figures)),
        "breakdown": tuple(dict.fromkeys(said.breakdown for said in figures if said.breakdown)),
        "scenario": tuple(dict.fromkeys(said.scenario for said in figures)),
    }
    years_named = bool(context.analysis.periods) or not context.has("difference", "ratio")  # "skillnaden mellan åren?"
    if years_named and context.origin("period") == "said" and along["period"] != context.slots.periods:
        return None
    groups = context.catalogue.places.groups
    differing = [dimension for dimension, values in along.items() if len(values) > 1]
    if len(differing) != 1:
        return None
    if len(said_areas) == len(along["area"]) > 1:  # "dela A med B" says in which order
        along["area"] = tuple(dict.fromkeys(context.slots.areas))
    return replace(
        query,
        indicators=indicators,
        areas=tuple(code for code in along["area"] if code not in groups),
        operands=along["area"] if differing == ["area"] else (),
        group="",
        periods=tuple(sorted(along["period"])) if context.has("change") else along["period"],
        breakdowns=along["breakdown"],
        scenarios=along["scenario"],
        dimension=differing[0],
    )


def _holds_another(context: Context, indicators: tuple[str, ...]) -> bool:
    """Whether one of some figures is the sum of a table in which another of them is a row."""
    store = context.catalogue.store
    return any(
        table.total in indicators
        and any(ident != table.total and table.id in store.indicators[ident].groups for ident in indicators)
        for table in store.tables.values()
    )


def last_shares(context: Context) -> tuple[str, ...]:
    """The two places whose shares the last turns told, for "hur många procentenheter skiljer?"; empty for none."""
    told: list[str] = []
    for turn in reversed(context.reading.memory.turns):
        if turn.operation != "share" or context.subject.key not in turn.subjects or len(told) == 2:
            break
        place = (turn.group,) if turn.group else turn.areas
        if len(place) == 1 and place[0] not in told:
            told.insert(0, place[0])
    return tuple(told) if len(told) == 2 else ()
