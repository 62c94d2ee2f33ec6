"""Words that ask for more than a figure as it is held: an order, another reckoning, a number of something else."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from knowledge.language.number_words import CARDINALS, ORDINALS, PLACE_NOUNS
from knowledge.language.patterns import Pattern
from knowledge.model import NATION
from knowledge.planning.context import Context
from knowledge.query import Query
from knowledge.weights import WEIGHTS

AS_STORED = ("lookup", "list", "compare", "sum", "share")
"""Operations whose figures stand as they are held, are added up or set in proportion to their whole."""
_OTHERWISE = Pattern(
    r"euro|eur|dollar|usd|pund|(?:för|tre|fyr)?dubbla[rtds]*|halvera[rtds]*|halved|doubled|varians(?:en)?|variance"
    r"|standardavvikelse\w*|kvartil\w*|percentil\w*|korrel\w*|inflationsjuster\w*|köpkraft\w*|realt|indexer\w*"
    r"|extrapoler\w*|fastprisberäkn\w*|typical(?:ly)?|typisk[ta]?"
)
"""Ways of reckoning that are not carried out here."""
_MONEY = frozenset(("kronor", "kr", "miljoner", "miljarder", "mkr", "mdr", "million", "millions", "billion", "kronas"))
_IN_ORDER = Pattern(r"(?:tabell)?plats(?:er)?|placering(?:ar)?|pinnhål|steg|ranks?|places|positions?")
_OF_SEVERAL = ("sum", "mean", "median", "difference", "ratio", "change", "compare", "list")
_ALL_OF = frozenset(("alla", "samtliga", "all", "de", "dom", "dem", "the", "these", "dessa"))
_YEARS = frozenset(("år", "åren", "årens", "years"))
_JOINED = frozenset((
    "ihop",
    "tillsammans",
    "sammanlagt",
    "totalt",
    "together",
    "combined",
    "sammantaget",
    "i",
    "regionerna",
))
_OF_ONE = ("lookup", "share", "ratio", "difference", "change")
_ORDERED = ("above", "below", "neighbours", "position", "rank")
_BESIDE = frozenset(("under", "över", "nedanför", "ovanför", "efter", "före", "below", "above", "behind", "ahead"))
_IF = frozenset(("om", "ifall", "if"))
_CLAUSE = 8
_PAST_VERB = Pattern(r"\w{3,}(?:ades|des|ats)|fick|hade|blev|vore|gavs|ökade|minskade|got|had|were|was|\w+ed")
_WOULD = frozenset(("skulle", "would"))
_HAD, _BEEN = frozenset(("hade",)), frozenset(("blivit", "fått", "varit", "gett", "inneburit", "kostat", "räckt"))
"""Words of "vad hade det blivit om …"."""
_SUPPOSED = frozenset(("fick", "delades", "fördelades", "hade", "blev", "vore", "gavs", "got", "had", "were"))
_ONE_RECKONS = frozenset((
    *("man", "vi", "jag", "du", "ni", "det", "alla", "bara", "de", "one", "you", "we", "i", "it", "all", "only"),
))
"""Words after an "om" that only says how to reckon: "om man räknar bort Stockholm"."""
_FIRST = frozenset(("första", "sista", "översta", "understa", "first", "last"))
_SPANS = Pattern(
    r"(?:dag|dygn|vecka|månad|kvartal|halvår|timme|minut|sekund|day|week|month|quarter|hour|minute)(?:en|n|s)?"
)
"""Spans of time that a year's figure could be divided by."""
_SUPERLATIVE = Pattern(
    r"\w{3,}aste?|(?:mes|fles|stör|mins|läg|hög|läng|korta|tyng|mind)st?a?|(?:mest|flest|minst|störst|lägst|högst)a?"
)
_NO_ORDER = Pattern(
    r"närmaste?|senaste?|(?:nord|syd|väst|öst)ligaste?|endast|oftast|snaraste?|färskaste?|nyaste?|enklaste?|tidigaste?|lättaste?|\w*kast|\w*fast(?:e|a)?"
    r"|\w*last|rast(?:e|a)?|kontrast|minsta|snabbaste?|viktigaste?|hastigast|gymnast|plast|\w*gast|toast|broadcast|breakfast"
    r"|contrast|blast|coast|forecaste?|least"
)
"""Words that end as a superlative does, or are one that puts no figures in order."""
_SKIPPED = (
    "av",
    "utav",
    "of",
    "de",
    "dom",
    "dem",
    "the",
    "fler",
    "färre",
    "mer",
    "mindre",
    "more",
    "fewer",
    "less",
    "stycken",
    "st",
    "i",
    "sådana",
    "sådana",
)
_COUNTABLE_MONEY = Pattern(
    r".*(?:kron|kr$|öre|milj|million|billion|mdr|md$|mkr|mnkr|tusen|tkr|peng|spänn|pro[cs]ent|pers?cent|%|sek$|lax|cash|bidrag|grant|gånger|ggr|times).*|per|\d.*"
)
_WITH = frozenset(("med", "with"))
_WHOSE = frozenset(("regionerna", "regionernas", "regioners", "kommunerna", "kommunernas", "kommuners", "landstingens"))
_PLACE = frozenset(("plats", "placering", "rank", "place"))
_SAME_AGAIN = (
    *("exact", "in_kronor", "in_millions", "in_billions", "rounded", "claim", "to_english", "to_swedish", "correction"),
    *("how_much", "return", "source"),
)
"""Cues of what may be answered by the same figure once more."""


@lru_cache(maxsize=2048)
def _orders(word: str) -> bool:
    return _SUPERLATIVE.fullmatch(word) is not None and _NO_ORDER.fullmatch(word) is None


@lru_cache(maxsize=2048)
def _is_otherwise(word: str) -> bool:
    return _OTHERWISE.fullmatch(word) is not None


def reckons_otherwise(context: Context) -> bool:
    """Whether a figure is wanted in a way in which none is reckoned here: in euro, doubled, as a deviation."""
    named = _named(context)
    return any(_is_otherwise(norm) and at not in named for at, norm in enumerate(context.analysis.norms))


def wants_money(context: Context) -> bool:
    """Whether an amount of money is asked for of a figure in per cent: "vad ger det i pengar", "hur många miljoner"."""
    if context.indicator.unit != "percent" or context.analysis.has("share"):
        return False
    counted = any(cue.id == "how_many" and context.norm_at(cue.end) in _MONEY for cue in context.analysis.cues)
    return counted or context.analysis.has("in_kronor", "in_millions", "in_billions")


def per_something_else(context: Context) -> bool:
    """Whether the figure is asked for per something that it cannot be divided by: "per kvadratkilometer", "per dag"."""
    norms = context.analysis.norms
    spans = any(norm == "per" and _SPANS.fullmatch(context.norm_at(at + 1)) for at, norm in enumerate(norms))
    if spans and context.indicator.unit not in ("days", "percent"):
        return True
    weighty = {term.token for term in context.analysis.terms if term.weight > WEIGHTS.plain} - _named(context)
    return any(context.norm_before(token) == "per" for token in weighty)


def ranks(context: Context, query: Query) -> bool:
    """Whether regions are to be put in order by a superlative that no phrase has, and are not."""
    if not context.regions or query.end or query.claim is not None or (query.without_areas and context.has("rest")):
        return False
    if query.operation not in ("lookup", "sum") or len(query.operands) > 1 or context.has("last_row", "compare"):
        return False
    norms, named = context.analysis.norms, _named(context)
    if any(first in CARDINALS and second in _FIRST for first, second in pairwise(norms)):  # "bara de två första"
        return True
    return any(_orders(norm) and at not in named for at, norm in enumerate(norms))


def counts_another(context: Context) -> bool:
    """Whether "hur många" is asked of something else than the unit of the figure: "hur många åtgärder"."""
    if context.indicator.unit != "SEK":
        return False
    for cue in context.analysis.cues:
        if cue.id == "how_many":
            at = cue.end
            while context.norm_at(at) in _SKIPPED:
                at += 1
            nouns = [norm for norm in (context.norm_at(at), context.norm_at(at + 1)) if norm.isalpha()]
            if nouns and context.norm_at(at).isalpha() and not any(_COUNTABLE_MONEY.fullmatch(noun) for noun in nouns):
                return True
    return False


def counts_places(context: Context) -> bool:
    """Whether "hur många placeringar" or "hur många steg" is asked of two in an order."""
    return any(
        cue.id in ("how_many", "difference") and _IN_ORDER.fullmatch(context.norm_at(cue.end))
        for cue in context.analysis.cues
    )


def repeats(context: Context, query: Query) -> bool:
    """Whether a follow-up that names nothing would get the very figure again that it follows: "skilj?", "till vad?"."""
    last = context.last
    if last is None or not context.candidate.remembered or last.status != "answered":
        return False
    analysis = context.analysis
    if last.operation != query.operation or (query.operation != "lookup" and not analysis.amounts):
        return False
    if analysis.places or (analysis.amounts and query.operation == "lookup"):
        return False
    moved = analysis.has("change") and not analysis.content_weight and not context.has("correction", "claim")
    if context.has(*_SAME_AGAIN) and not moved:
        return False
    kinds = (last.breakdowns, query.breakdowns)
    if (
        moved or context.says(_WHOSE) or (context.regions and not context.says(_PLACE))
    ):  # others may tell more of their one figure
        kinds = (tuple(filter(None, last.breakdowns)), tuple(filter(None, query.breakdowns)))
    same = (last.periods, last.scenarios, kinds[0], last.per_capita)
    now = (query.periods, query.scenarios, kinds[1], query.per_capita)
    return same == now and set(last.areas) == set(query.areas)


def adds_to_last(context: Context, query: Query) -> bool:
    """Whether a figure is to be added to the one before, of another subject, and would be given alone."""
    last, norms = context.last, context.analysis.norms
    if last is None or query.operation != "lookup" or not context.has("sum") or context.analysis.places:
        return False
    begun = next((i for i, norm in enumerate(norms) if norm in _WITH), len(norms))
    new = context.subject.key not in last.subjects and last.status == "answered"
    return new and begun < len(norms) and any(cue.id == "sum" and cue.end <= begun for cue in context.analysis.cues)


def takes_from_several(context: Context, query: Query) -> bool:
    """Whether "minus Jämtland" after the figures of several regions would be taken from the sum of all."""
    last = context.last
    several = last is not None and (len(last.areas) > 1 or bool(last.group)) and context.reading.elliptical
    return several and bool(query.without_areas) and context.norm_at(0) == "minus"


def miscounts(context: Context, query: Query) -> bool:
    """Whether another number of things is computed with than was said: "alla tre år ihop" of two years."""
    if query.operation not in _OF_SEVERAL or query.claim is not None or query.end:
        return False
    norms = context.analysis.norms
    groups = context.catalogue.places.groups
    areas = len(groups[query.group].members) if query.group else len(query.areas)
    along = {"area": areas, "period": len(query.periods), "indicator": len(query.indicators)}
    for at, norm in enumerate(norms):
        count = CARDINALS.get(context.norm_at(at + 1), 0) if norm in _ALL_OF else 0
        noun = context.norm_at(at + 2)
        if (
            count < 2
            or noun in CARDINALS
            or context.norm_at(at + 2) == "-"
            or (noun.isalpha() and noun not in _YEARS and noun not in _JOINED)
        ):
            continue
        have = len(query.periods) if noun in _YEARS else along.get(query.dimension, 0)
        if have and have != count:
            return True
    return False


def loses_places(context: Context, query: Query) -> bool:
    """Whether places in an order are computed with, of which the last answer had not so many: "tvåan minus trean"."""
    last, norms = context.last, context.analysis.norms
    if last is None or query.operation != last.operation or query.operation not in _OF_SEVERAL:
        return False
    named = sum(norm in PLACE_NOUNS or norm in ORDINALS for norm in norms)
    return named > 1 and context.origin("area") == "remembered" and set(query.areas) == set(last.areas)


def points_to_nothing(context: Context, query: Query) -> bool:
    """Whether "vad kostar det?" points to what was refused just before, of whose subject another figure is held."""
    last, analysis = context.last, context.analysis
    if last is None or last.status != "no_answer" or not context.candidate.remembered or query.claim is not None:
        return False
    named = analysis.places or analysis.periods or analysis.amounts
    return query.operation == "lookup" and analysis.has("that", "those") and not named and not last.areas


def points_past(context: Context, query: Query) -> bool:
    """Whether "och under?" points to the next in an order, and would get the figure that was found there again."""
    last = context.last
    if last is None or query.operation != "lookup" or not context.candidate.remembered or context.analysis.places:
        return False
    return last.operation in _ORDERED and context.says(_BESIDE) and not context.analysis.content_weight


def supposes(context: Context) -> bool:
    """Whether something is supposed that is not so: "vad skulle Skåne få om bidraget delades lika"."""
    norms = context.analysis.norms
    ifs = [at for at, norm in enumerate(norms) if norm in _IF and context.norm_at(at + 1) not in _ONE_RECKONS]
    if not ifs or context.has("sum", "without"):  # "om de två slog ihop sina bidrag" only says how to reckon
        return False
    clause = norms[ifs[0] + 1 : ifs[0] + 1 + _CLAUSE]
    before = norms[: ifs[0]]
    would = any(norm in _WOULD for norm in norms) or (not _HAD.isdisjoint(before) and not _BEEN.isdisjoint(before))
    if would and any(_PAST_VERB.fullmatch(norm) for norm in clause):
        return True
    return ifs[0] == 0 and not _SUPPOSED.isdisjoint(norms[: norms.index(",")] if "," in norms else ())


def lost_place(context: Context, query: Query) -> bool:
    """Whether the country's figure would be told in a conversation about regions that named no country."""
    if (
        not context.regions
        or context.origin("area") != "default"
        or query.areas != (NATION,)
        or query.claim is not None
    ):
        return False
    leans = context.candidate.remembered or context.analysis.has("those", "that_region")
    if not (leans and context.reading.elliptical) or context.slots.nation_said:
        return False
    if context.analysis.has("all", "sum", "list", "new_topic", "return", "how_much", "in_kronor", "rounded"):
        return False
    last = context.last
    return last is not None and any(said.areas and said.areas != (NATION,) for said in last.figures)


def is_of_one(context: Context, query: Query) -> bool:
    """Whether several things are to be computed with, of which only one is known: "summan?" after a question back."""
    last = context.last
    if last is None or not context.candidate.remembered or context.analysis.content_weight:
        return False
    if last.status == "clarify" and query.operation == "lookup" and context.has("sum", "difference", "ratio"):
        return True
    rows = {key for key in last.subjects if key.startswith("indicator:")}
    joint = last.operation == "sum" and len(rows) > 1 and not last.subjects[0].startswith("table:")
    return joint and len(query.indicators) == 1 and query.operation in _OF_ONE


def _named(context: Context) -> frozenset[int]:
    match = context.candidate.match
    return match.matched if match is not None else frozenset()
