"""Rankings: "topp 5", "de tre största", "tredje störst", "plats 3", "lägst först"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from knowledge.cues import Cue
from knowledge.language.number_words import PLACE_NOUNS
from knowledge.language.numbers import CARDINALS, ORDINALS
from knowledge.language.tables import word_set
from knowledge.language.text import normal
from knowledge.language.text import words as text_words
from knowledge.planning.context import REGIONS, TOWNS, Context, regions_held
from knowledge.planning.follow_ups import same_members
from knowledge.query import EVERY, Query

_PODIUM = 3
"""How many stand on a podium."""
_LONGEST_RANK = 2
"""Digits of the longest number that can be a place or a number of regions."""
_REACH = 3
"""How many tokens from its "största" a number may stand."""
_PODIUM_WORDS = frozenset(("prispallen", "prispall", "podium", "pallen"))
_MEDAL_BEGINNINGS = ("prispall", "medalj")
_ENSEMBLES = {
    **{"duo": 2, "duon": 2, "trio": 3, "trion": 3, "kvartett": 4, "kvartetten": 4, "kvintett": 5, "kvintetten": 5},
    **{"toppfemman": 5, "bottenfemman": 5},
    **{
        word + end: n
        for end in ("topp", "topplista", "topplistan")
        for word, n in CARDINALS.items()
        if 1 < n <= REGIONS
    },
    **{end + word: n for end in ("topp", "botten") for word, n in CARDINALS.items() if 1 < n <= REGIONS},
}
"""Ends of words for so many at one end: "bottentrion", "toppfem"."""
_FEW_WORDS = 4
_MOST_SHOWN = 6
_OF = frozenset(("av", "utav", "of", "mellan"))
_POINTING = frozenset(("vilka", "which", "de", "dom"))
_REGIONS = frozenset(("regioner", "regionerna", "län", "länen", "landsting", "regions", "counties"))
_PLACE_WORDS = frozenset(("plats", "rad", "nummer", "nr", "number", "place"))
_PLACE_ENDINGS = frozenset((
    *("plats", "platsen", "place", "plats.", "placering", "placeringen", "-", "raden", "rad", "position", "positionen"),
))
_NO_PLACE = frozenset(("0", "00"))
"""Places that nobody has: who states one states something wrong."""
_BECOMING = frozenset((
    *("kom", "kommer", "blev", "blir", "är", "ligger", "låg", "hamnade", "hamnar", "slutade", "placerade"),
    *("came", "comes", "is", "was", "ranks", "ranked", "finished", "finishes", "placed", "sits", "ended"),
))
"""Verbs after which an ordinal, or "fyra" and "åtta", is a place: "vem blev fyra", "who came fifth"."""
_AS_PLACE = {"fyra": 4, "åtta": 8, "tia": 10}
_BESIDE = frozenset((
    ",",
    "än",
    "mot",
    "than",
    "till",
    "-",
    "to",
    "och",
    "and",
    "samt",
    "o",
    "&",
    "plats",
    "place",
    "nummer",
))
_SIDE_BY_SIDE = 3
_UP_TO = frozenset(("till", "-", "to", "through"))
LESS = word_set("mindre färre lägre less fewer lower smaller")
MORE = LESS | word_set("mer mera fler högre större more higher larger bigger greater")
"""Comparatives that of two or more that were spoken of ask for the one at an end: "which is higher?"."""
_ON = frozenset(("på", "i", "on", "in"))
_LISTS = frozenset(("listan", "tabellen", "rangordningen", "rankningen", "the"))
_AT_BOTTOM = word_set("minst minsta lägst lägsta sist sista botten least smallest lowest fewest bottom last")
OR = frozenset(("eller", "el", "elr", "or"))
"""Words between two things of which one is asked for."""


def ranking_asked(context: Context) -> bool:
    """Whether figures are to be put in order, or a place in the order is asked for."""
    ordered = context.has("top", "bottom", "position", "above", "below", "descending", "ascending")
    if context.regions and context.has("who", "what") and context.says(MORE) and same_members(context):
        return True
    return ordered or (bool(context.regions) and (stated_place(context) is not None or bool(stated_places(context))))


def direction(context: Context, default: str = "top") -> str:
    """Which end comes first: top or bottom; `default` where nothing is said."""
    if context.has("ascending") and (context.has("bottom") or how_many(context) == 1):
        return "bottom"
    if context.has("descending") and not context.has("bottom"):
        return "top"
    if context.has("bottom") and (not context.has("top") or context.has("list")):
        return "bottom"
    return "top" if context.has("top") else default


_ONE_OF_ALL = word_set("vilken vem which who")
"""Words with which one of the 21 is asked for, and not all of them: "vilken av de 21 ligger främst?"."""


def how_many(context: Context) -> int:
    """How many the ranking is to show: "topp 5", "de tre största", a podium; 1 where nothing is said."""
    shown = next((n for norm in context.analysis.norms for end, n in _ENSEMBLES.items() if norm.endswith(end)), 0)
    if shown and context.has("top", "bottom") and not context.analysis.amounts:
        return shown
    for cue in context.analysis.cues:
        if cue.id in ("top", "bottom"):
            number = _beside(context, cue) or _pointed_out(context)
            if number:
                return 1 if number == REGIONS and context.says(_ONE_OF_ALL) else number
            tokens = context.analysis.tokens[cue.start : cue.end]
            if any(token.norm.startswith(_MEDAL_BEGINNINGS) for token in tokens):
                return _PODIUM
    if context.says(_PODIUM_WORDS):
        return _PODIUM
    if _goes_on(context):  # "och minst?" after the three that got most
        return len(context.last.areas) if context.last is not None else 1
    return max(1, sum(token.kind == "medal" for token in context.analysis.tokens))


def _goes_on(context: Context) -> bool:
    """Whether nothing is asked but the other end of the ranking that was told, of which several were shown."""
    last, analysis = context.last, context.analysis
    if last is None or last.operation != "rank" or context.subject.key not in last.subjects or last.members:
        return False
    bare = len([token for token in analysis.tokens if token.is_word]) <= _FEW_WORDS and not analysis.content_weight
    return bare and not context.has("who", "what", "that", "position") and 1 < len(last.areas) < _MOST_SHOWN


def _beside(context: Context, cue: Cue) -> int:
    """The number next to a "topp" or "största": after it, else before it; 0 where there is none."""
    tokens = context.analysis.tokens
    money = {at for amount in context.analysis.amounts if not amount.bare for at in range(amount.start, amount.end)}
    after = range(cue.end, min(cue.end + _REACH, len(tokens)))
    before = range(cue.start - 1, max(-1, cue.start - 1 - _REACH), -1)
    for at in (*after, *before):
        number = 0 if at in money or _of_those(context, at) else _small_number(tokens[at].norm)
        if 1 < number <= REGIONS:
            return number
    return 0


def _pointed_out(context: Context) -> int:
    """The number of "vilka tre", "de fem": 0 where there is none."""
    for amount in context.analysis.amounts:
        pointing = amount.definite or context.norm_before(amount.start) in _POINTING
        if _of_those(context, amount.start):
            continue
        pointing = pointing or context.norm_at(amount.end) in _REGIONS  # "fyra regionerna som fick minst"
        if pointing and amount.bare and 1 < amount.value <= REGIONS:
            return int(amount.value)
    return 0


def among_those(context: Context) -> bool:
    """Whether the ranking is among some that were spoken of: "vilken av de två fick mest"."""
    return any(_of_those(context, a.start) for a in context.analysis.amounts if a.bare and a.value < REGIONS)


def _of_those(context: Context, at: int) -> bool:
    """Whether a number says among how many: "vem av de två fick mest", but not "summan av de tre största"."""
    if any(cue.start == at + 1 and cue.id in ("top", "bottom") for cue in context.analysis.cues):
        return False
    return not _OF.isdisjoint(context.norm_at(i) for i in range(max(0, at - 2), at))


def _small_number(norm: str) -> int:
    """A number of at most two digits, in digits or in letters; 0 for anything else."""
    return int(norm) if norm.isdecimal() and len(norm) <= _LONGEST_RANK else CARDINALS.get(norm, 0)


def stated_places(context: Context) -> tuple[int, ...]:
    """Several places stated side by side: "fyra, femma och sexa", "plats 4, 5 och 6"; empty for one or none."""
    found: list[int] = []
    last = 0
    for at, norm in enumerate(context.analysis.norms):
        number = PLACE_NOUNS.get(norm, 0) or ORDINALS.get(norm, 0) or _small_number(norm)
        if norm in _BESIDE:
            continue
        if not number or (found and at - last > _SIDE_BY_SIDE):
            if len(found) > 1:
                break
            found = []
        if number and found and at - last == 2 and context.norm_before(at) in _UP_TO and number <= REGIONS:
            found += range(found[-1] + 1, number)  # "plats 7 till 9"
        if number:
            found.append(number)
            last = at
    ends = _places_at_end(context)
    if ends:
        return ends
    named = any(norm in PLACE_NOUNS or norm in _PLACE_WORDS for norm in context.analysis.norms)
    return tuple(found) if len(found) > 1 and named and max(found) <= REGIONS else ()


def _places_at_end(context: Context) -> tuple[int, ...]:
    """Several places from one end: "sist, näst sist och tredje sist"; empty where they are not so told."""
    found: list[int] = []
    ends = sorted((cue.start, cue.end, cue.id) for cue in context.analysis.cues if cue.id in ("top", "bottom"))
    for at, (start, _, end) in enumerate(ends):
        if end != ends[0][2] or (at and start - ends[at - 1][1] > 2):
            return ()
        before = context.norm_before(start)
        found.append(ORDINALS.get(context.norm_at(start)) or ORDINALS.get(before, 1))
    return tuple(found) if len(found) > 1 and len(set(found)) == len(found) else ()


def listed_places(context: Context) -> tuple[int, ...]:
    """Places at either end that are listed: "jumbon och näst sist" is −1 and −2, "ettan, tvåan och jumbon" 1, 2 and −1.

    Args:
        context: the question.

    Returns:
        The places, those from below as negative numbers; empty where there are not two or all are an end itself.
    """
    if not context.has("top", "bottom", "place"):
        return ()
    norms = context.analysis.norms
    found: list[int] = []
    open_: list[int] = []  # "second and third smallest": the end of the first is said behind the last
    superlative = came = False
    at = 0
    while at < len(norms):
        place, end, length = _mention(norms, at)
        if place and end:
            superlative = superlative or norms[at] not in PLACE_NOUNS
            found += [end * number for number in (*open_, place)]
            open_ = []
        elif place:
            came = came or norms[at - 1] in _BECOMING
            open_.append(place)
        elif norms[at] not in _JOINTS:
            if len(found) + len(open_) > 1:
                break
            found, open_ = [], []
        at += length
    if len(open_) > 1 and not found and came:
        found = open_  # "who came second and third"
    elif not superlative:
        return ()  # of "fyra, femma och sexa" one is a mere number
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 and max(map(abs, found)) > 1 else ()


def _mention(norms: Sequence[str], at: int) -> tuple[int, int, int]:
    """A place in the order that begins at a word: which, from which end (1, −1 from below, 0 not said), its length."""
    norm = norms[at]
    if norm in PLACE_NOUNS:
        return PLACE_NOUNS[norm], 1, 1
    if norms[at : at + len(_LAST_BUT)] in _LAST_BUT_ONE:
        return 2, -1, len(_LAST_BUT)
    if norm in _ENDS:
        return 1, _ENDS[norm], 1
    if norm not in ORDINALS and norm != "next":
        return 0, 0, 1
    number, after = ORDINALS.get(norm, 2), at + 1
    while after < len(norms) and norms[after] in _ON_TO_END:
        after += 1
    end = _ENDS.get(norms[after], 0) if after < len(norms) else 0
    return (number, end, after + 1 - at) if end else (number, 0, 1)


_LAST_BUT = ("last", "but", "one")
_LAST_BUT_ONE = (_LAST_BUT, list(_LAST_BUT))
_ON_TO_END = frozenset(("to", "from", "the", "från"))
_ENDS = {
    **dict.fromkeys(
        word_set("störst störste största högst högsta mest flest most largest biggest highest greatest"),
        1,
    ),
    **dict.fromkeys(
        word_set(
            "sist sista siste minst minste minsta lägst lägsta jumbo jumbon jumboplats jumboplatsen botten slutet last "
            "least smallest lowest fewest bottom end"
        ),
        -1,
    ),
}
"""A word for an end of the order -> 1 for its top, −1 for its bottom."""
_JOINTS = word_set("""
    och o samt & , / + and the den som resp respektive sen sedan then plus vem vilka fick kom who got
""")
"""Words that may stand between two places that are listed."""


_RANKED = word_set("rankas rankad rankades rankar placeras placerad ranked")
_COMES = word_set("kommer kom blev blir hamnar hamnade som")
_COUNTED_NOUNS = word_set("region regioner regionerna län regions counties största minsta miljoner")
_IN_ORDER, _ORDERS = word_set("i in"), word_set("ordningen ordning rangordningen rad order")


def stated_place(context: Context) -> int | None:
    """A place in the order that is stated: "tredje störst", "på tredje plats", "plats 3", "fyra på listan"."""
    ranked = {at for cue in context.analysis.cues if cue.id in ("top", "bottom") for at in range(cue.start, cue.end)}
    norms = context.analysis.norms
    ranks = context.says(_RANKED)
    for at, norm in enumerate(norms):
        following = context.norm_at(at + 1)
        number = _small_number(norm)
        if 0 < number <= REGIONS and following in _ON and context.norm_at(at + 2) in _LISTS:
            return number
        if norm in ORDINALS and (at + 1 in ranked or following in _PLACE_ENDINGS):  # also the "näst" of "näst sist"
            return ORDINALS[norm]
        counted = ORDINALS.get(norm) or (0 if context.norm_before(at) in _POINTING | _THE else number)
        from_end = following in _FROM and context.norm_at(at + 2) in _LINE_ENDS
        if 0 < counted <= REGIONS and (from_end or (norm in ORDINALS and following in _FROM_ONE_END)):
            return counted  # "fyra från botten", "fjärde från slutet"
        before = context.norm_before(at - 1) if context.norm_before(at) == "in" else context.norm_before(at)
        if (norm in ORDINALS or norm in _AS_PLACE) and before in _BECOMING:
            return ORDINALS.get(norm) or _AS_PLACE[norm]
        if 0 < number <= REGIONS and following == ":" and context.norm_at(at + 2) in ("a", "e", "an"):
            return number  # "vem kom 4:a"
        if norm == "runner" and "up" in norms[at + 1 : at + 3]:
            return 2
        if norm in PLACE_NOUNS:
            return PLACE_NOUNS[norm]
        told = any(amount.start == at and amount.bare for amount in context.analysis.amounts)
        comes = before in _COMES and following not in _COUNTED_NOUNS
        if told and 0 < number <= REGIONS and comes and not norm.isdecimal():
            return number  # "kommer fyra i sektorsbidrag"
        if told and 0 < number <= REGIONS and ranks and following not in _COUNTED_NOUNS:
            return number  # "rankas Östergötland fyra?"
        if told and 0 < number <= REGIONS and following in _IN_ORDER and context.norm_at(at + 2) in _ORDERS:
            return number  # "alltså fyra i ordningen"
        if norm in _PLACE_WORDS and not (norm == "rad" and _of_page(norms)):
            number = _small_number(following)
            if 0 < number <= REGIONS or following in _NO_PLACE:
                return number
    return _next_place(context)


_FROM, _THE = frozenset(("från", "from")), frozenset(("the", "dem"))
_FROM_ONE_END = word_set("bakifrån nerifrån nedifrån underifrån uppifrån ovanifrån")
_LINE_ENDS = frozenset(("botten", "slutet", "toppen", "bottom", "top", "end"))


def _of_page(norms: Sequence[str]) -> bool:
    """Whether a table is named, whose rows may stand in any order: "rad 2 i tabellen"."""
    return any(norm.startswith(("tabell", "table")) for norm in norms)


def _next_place(context: Context) -> int | None:
    """The place that a number alone asks for after one: "o 8", "9?" after "vem kom på plats 7"."""
    last, analysis = context.last, context.analysis
    if last is None or last.operation not in ("rank", "position") or not context.reading.elliptical:
        return None
    if analysis.content_weight or analysis.places or analysis.periods:
        return None
    nth = [ORDINALS[norm] for norm in context.analysis.norms if norm in ORDINALS]
    if len(nth) == 1 and set(context.analysis.norms) <= _GOING_ON | ORDINALS.keys() | {"?", "."}:  # "och den fjärde?"
        return nth[0]
    if len(analysis.amounts) != 1:
        return None
    amount = analysis.amounts[0]
    words = [norm for norm in context.analysis.norms if norm.isalpha()]
    if not amount.bare or amount.hedge or not 0 < amount.value <= REGIONS or amount.value != int(amount.value):
        return None
    asked = {word for turn in context.reading.memory.turns for word in text_words(normal(turn.question))}
    of_place = not asked.isdisjoint(_PLACE_WORDS | PLACE_NOUNS.keys())
    return int(amount.value) if of_place and set(words) <= _GOING_ON else None


_GOING_ON = word_set("o och and då sen sedan nummer nr plats place then den the what about who vem is är var was")
"""Words that a number which asks for the next place may stand with."""


_COMPUTED = ("difference", "ratio", "sum", "mean", "share")
"""Operations over what was ranked before, which leave the order as it was."""


def _end_before(context: Context) -> str:
    """The end from which the turn before ranked, where a bare place goes on: "och tvåan?" after who got least."""
    last = context.last
    if last is not None and last.operation in _COMPUTED:  # "och trean?" after the difference between the two that led
        before = (turn for turn in reversed(context.reading.memory.turns) if turn.operation not in _COMPUTED)
        last = next(before, None)
    if last is None or last.operation != "rank" or not context.reading.elliptical or context.analysis.content_weight:
        return "top"
    values = [abs(said.value) for said in last.figures[: len(last.areas)]]
    if len(values) > 1 and len(set(values)) > 1:
        return "bottom" if values[0] < values[-1] else "top"
    return "top" if _AT_BOTTOM.isdisjoint(text_words(normal(last.question))) else "bottom"


def nth_place(context: Context) -> int:
    """The place asked for by itself, from the second on ("vem kom trea?"); 0 where none is."""
    place = stated_place(context)
    return place if place is not None and place > 1 else 0


def ranking(context: Context, query: Query, members: tuple[str, ...] = ()) -> Query:
    """The query that puts figures in order: regions, or whatever else the query has several of.

    Args:
        context: the question.
        query: what is to be ranked.
        members: the regions to rank among, where the question points to some.

    Returns:
        A ranking, a place in one, a list in order, or a comparison ("Skåne eller Halland?").
    """
    held = context.catalogue.holdings(query.indicators[0]).areas
    regions = regions_held(context.catalogue, query.indicators[:1], towns=context.says(TOWNS))
    end, nth, whole = direction(context, _end_before(context)), nth_place(context), _wants_all(context)
    by_region = query.dimension == "area" and bool(regions)
    areas = query.areas
    apart = left_out(context)
    if by_region and apart:  # "borträknat Stockholm, vem fick mest?"
        regions = tuple(code for code in regions if code not in apart)
        areas, query = regions, replace(query, areas=regions, group="", operands=())
    elif by_region:
        several = listed_places(context) or stated_places(context)
        told = () if members else same_members(context)
        if 1 < len(told) <= how_many(context) or nth > len(told):
            told = ()  # "vilka fem fick minst?" and "och trean?" ask of all, whichever two were told before
        special = None if several else _region_ranking(context, query, members or told, regions)
        if special is not None:
            return special
        group = context.slots.groups[0] if context.slots.groups else ""
        areas = context.catalogue.places.groups[group].members if group else regions
        if group and context.has("without"):  # "bortsett från storstadsregionerna, vilka tre fick mest?"
            areas = tuple(code for code in regions if code not in areas)
            query = replace(query, group="", operands=())
    elif query.dimension == "area" and len(query.areas) < 2:
        areas = tuple(held)
    spans = context.has("sum", "each_period") or any(period.span for period in context.analysis.periods)
    if query.dimension == "indicator" and len(query.indicators) > 1 and len(query.periods) > 1 and spans:
        query = replace(query, end="summed")
    listed = listed_places(context) if by_region or query.dimension == "indicator" else ()
    if listed:
        return _of_places(replace(query, areas=areas, group="", operands=()), listed, len(areas) if by_region else 0)
    places = stated_places(context) if by_region else ()
    if places:
        return replace(query, operation="rank", areas=areas, places=places, direction=end, group="", operands=())
    one = nth > 1 and context.has("ascending", "descending") and not context.has("list", "all")
    if whole and (by_region or not nth) and not one:  # "trea nerifrån" is one of them
        return replace(query, operation="list", areas=areas, direction=end, n=EVERY)
    if nth:
        return replace(query, operation="rank", areas=areas, n=nth, nth=True, direction=end)
    return replace(query, operation="rank", areas=areas, n=how_many(context), direction=end)


def left_out(context: Context) -> tuple[str, ...]:
    """The regions that are named only to be left out of an order: "vem fick mest utom Stockholm och Skåne?"."""
    ends = context.has("top", "bottom") and not context.has("claim", "position", "more_than", "less_than")
    named = context.slots.areas
    if not ends or not context.has("without") or not context.names_region or context.slots.groups:
        return ()
    return named if _NOT.isdisjoint(context.words) and set(named) < set(context.regions) else ()


_NOT = word_set("inte ej icke not")


def _of_places(query: Query, listed: tuple[int, ...], count: int) -> Query:
    """The ranking of which only some places are shown, counted from below where all are; `count` is that of regions."""
    below = all(place < 0 for place in listed)
    places = tuple(map(abs, listed)) if below else from_above(listed, count or len(query.indicators))
    return replace(query, operation="rank", places=places, direction="bottom" if below else "top")


def from_above(listed: tuple[int, ...], count: int) -> tuple[int, ...]:
    """Places that may be counted from below, as negative numbers, all counted from above."""
    return tuple(place if place > 0 else count + 1 + place for place in listed)


def _wants_all(context: Context) -> bool:
    """Whether the whole order is asked for, not only its beginning."""
    ordered = context.has("descending", "ascending")
    if _asks_for_one(context):
        return False
    if context.has("list") and not context.has("top", "bottom") and not nth_place(context):
        return True
    return (ordered or context.origin("all") == "said") and how_many(context) == 1 and (ordered or context.has("list"))


def _asks_for_one(context: Context) -> bool:
    """Whether an order stands only before the one asked for: "rangordnar man åtgärderna, vilken är överst?"."""
    ordering = [cue.end for cue in context.analysis.cues if cue.id in ("descending", "ascending", "list")]
    return any(
        cue.id in ("top", "bottom")
        and max(ordering, default=cue.end) <= cue.start - 1
        and not _ONE_ASKED.isdisjoint(context.analysis.norms[max(0, cue.start - _REACH) : cue.start])
        for cue in context.analysis.cues
    )


_ONE_ASKED = word_set("vilken vem which who")


def _region_ranking(context: Context, query: Query, members: tuple[str, ...], regions: tuple[str, ...]) -> Query | None:
    """A ranking among some regions, the region in one place, or the place of one region."""
    slots = context.slots
    nth = nth_place(context)
    if members:
        among = nth if nth <= len(members) else 0  # "och näst minst" among the five that were ranked
        return replace(
            query,
            operation="rank",
            areas=members,
            n=among or how_many(context),
            nth=bool(among),
            direction=direction(context, "bottom" if context.says(LESS) else _end_before(context)),
        )
    if nth and context.has("who", "what") and not context.has("position", "claim"):
        group = slots.groups[0] if slots.groups else ""
        return replace(
            query,
            operation="rank",
            areas=context.members(group) if group else regions,
            n=nth,
            nth=True,
            direction=direction(context, _end_before(context)),
            group="",
            operands=(),
        )
    said = context.origin("area") == "said"
    if (
        context.has("list")
        and context.has("ascending", "descending")
        and len(slots.areas) < 2
        and not context.has("position")
    ):
        return None  # "hela listan bakvänt, alltså Gotland överst"
    one = len(slots.areas) == 1 and slots.areas[0] in regions and not slots.groups
    if one and (said or (context.has("position") and slots.area_said)):
        last_first = context.has("bottom") and not context.has("position")
        return replace(query, operation="position", direction="bottom" if last_first else "top")
    if len(slots.areas) == 2 and context.says(OR):
        return replace(query, operation="compare")
    if len(slots.areas) > 1 and (said or (context.has("those") and how_many(context) < len(slots.areas))):
        whole = context.has("descending", "ascending") and how_many(context) == 1
        return replace(query, operation="rank", n=EVERY if whole else how_many(context), direction=direction(context))
    return None
