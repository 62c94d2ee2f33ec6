"""Which of two figures is said to be the larger, and which way something is said to move."""

from __future__ import annotations

from knowledge.asking import stated_move
from knowledge.breakdowns import first_token
from knowledge.language.tables import word_set
from knowledge.model import NATION
from knowledge.planning.context import OECD, Context
from knowledge.query import Query

MORE = word_set("mer mera more högre större")
LESS = word_set("mindre less lägre")
_SUBJECTS = word_set("vi de dom ni jag den hon han we they you i she he")
_IT = word_set("det den that it this")
THAN = word_set("än an than")
AGAINST = word_set("jämfört jämförelse förhållande gentemot compared relative")
WORSE = word_set("sämre worse")
BETTER = word_set("bättre better")
FALLING = word_set("""
    backar backade dippar dippade dippat bantas bantar bantades sänkning sänkningen minskning minskningen nedgång
    nedgången neddragning neddragningen reduktion reduktionen tapp tappet
    avta avtagit minskar minskat minskade minska minskas sjunker sjunkit sjunka sjönk sänks sänktes falls fell
    fallen fall falling decreases decreased decrease decreasing declines declined decline dropped drops drop shrinks
    shrank shrunk
    sänker sänkte sänkt nedåt fallande sjunkande minskande
    faller föll fallit
    halveras lägre färre krymper krympte krympt reduced avtar avtog färre dalar dalade rasar rasade tappar tappade
""")
RISING = word_set("""
    ökning ökningen höjning höjningen uppgång uppgången
    tillta tilltar tilltog tilltagit höjer höjde höjt
    förstärks förstärker förstärktes utökas utökar utökades uppåt stigande växande ökande
    ökar ökat ökade öka ökas stiger stigit steg växer växt växte växa höjs höjdes rises rose risen rise rising
    increases increased increase increasing grew grows grow grown growing climbs climbed
    större fler högre stärks förbättras trappas klättrar klättrat klättrade stegras svällde sväller
""")
_SURVIVING = word_set(
    "överlever överlevde överleva överlevt överlevnad överlevnaden survive survives survived survival"
)
"""Words by which a mortality is told from the other side."""
_THAN_THAT = word_set("så det den dem dom that it this them")
"""Words behind "än" for what was told before."""


def said_larger(context: Context, query: Query) -> str:
    """Which of the two figures of a query is said to be the larger: an operand, a year or a kind; else empty."""
    more, less = context.has("more_than"), context.has("less_than")
    if context.says(_WINNING) and (beaten := larger_of_two(context, query)) is not None:
        return beaten
    if context.says(_SURVIVING) and lower_is_better(context):
        more, less = less, more  # "överlever fler i Sverige än i OECD"
    if context.says(WORSE | BETTER):  # a high mortality is the worse, and so is a deep deficit
        worse, high_is_bad = context.says(WORSE), lower_is_better(context) or has_deficits(context)
        more, less = worse == high_is_bad, worse != high_is_bad
    if not (more or less) and any(context.norm_at(a.end) in MORE | LESS for a in context.analysis.amounts):
        # "än Blekinge fick Kronoberg 11,4 miljoner mer"
        more, less = context.says(MORE), context.says(LESS)
    if more == less:
        later = _later(query)
        rises, falls = is_rising(context), is_falling(context)
        return "" if rises == falls or not later else later[int(rises)]
    hedges = {amount.start - 1 for amount in context.analysis.amounts if amount.hedge}  # "mer än tre … lägre än"
    between = [i for i, norm in enumerate(context.analysis.norms) if norm in THAN or norm in AGAINST]
    than = next((i for i in between if i not in hedges), between[0] if between else None)
    sides = sorted(_sides(context, query))
    if than is None and len(sides) == 2 and sides[0][0] < 0 <= sides[1][0]:  # "slår Blekinge det?"
        return sides[int(is_surpassed(context) != more)][1]
    if than is None and len(sides) == 2 and sides[0][0] >= 0:  # "ökningen bland 20–66 överstiger den bland 80+"
        between_them = context.analysis.norms[sides[0][0] : sides[1][0]]
        if not _EXCEEDING.isdisjoint(between_them):
            return sides[int(not more)][1]
    if than is None or len(sides) != 2:
        return ""
    first, second = (name for _, name in sides)
    if (
        context.norm_at(than + 1) in _THAN_THAT and sides[1][0] < than
    ):  # "fick Örebro mer än så?": the one named is more
        return second if more else first
    subject, other = (second, first) if sides[0][0] > than else (first, second)
    return subject if more else other


def larger_of_two(context: Context, query: Query) -> str | None:
    """Which of two places is said to have the higher figure by standing over or under the other, or by beating it.

    Who wins has the better figure: where deaths or waiting are counted, the lower one. Of "Sveriges dödlighet slår
    OECD:s" either may be meant.

    Args:
        context: the question.
        query: with its two sides.

    Returns:
        The side; empty where a verb of winning may mean either; None where nothing of this kind is said.
    """
    sides = sorted(_sides(context, query)) if len(query.operands) == 2 else []
    if query.operands == (OECD,) and not context.names_region:  # "Swedish mortality is below the OECD average"
        at = min((place.start for place in context.analysis.places if place.code == OECD), default=0)
        near = next((norm for norm in reversed(context.analysis.norms[:at]) if norm not in _ARTICLES), "")
        return NATION if near in _OVER else OECD if near in _UNDER else None
    norms = context.analysis.norms
    if len(sides) == 2 and sides[0][0] < 0 <= sides[1][0] and sides[1][1] == OECD and lower_is_better(context):
        verbs = [norm for norm in norms[: sides[1][0]] if norm in _WINNING]  # "vi slår OECD-snittet på dödlighet"
        if verbs:
            return OECD if verbs[0] not in _PASSING or context.says(_SUBJECTS) else ""
    if len(sides) != 2 or sides[0][0] < 0:
        return None
    (start, first), (then, second) = sides
    before = next((norm for norm in reversed(norms[start + 1 : then]) if norm not in _ARTICLES), "")
    if before in _OVER or before in _UNDER:
        return first if before in _OVER else second
    if not lower_is_better(context):
        return None
    won = [at for at, norm in enumerate(norms[:then]) if norm in _WINNING]
    if not won:
        return None
    if norms[won[0]] not in _PASSING:
        return second
    owned = any(place.said.casefold().endswith(("s", "'s", "’s")) for place in context.analysis.places)
    return "" if owned else second


_OVER, _UNDER = word_set("över ovanför above over"), word_set("under nedanför below beneath")
_ARTICLES = word_set("the den det")
_EXCEEDING = word_set("""
    överstiger översteg överskrider överskred understiger understeg underskrider underskred exceeds exceeded
""")
"""Verbs whose subject, which stands before them, is over or under what stands behind them."""
_WINNING = word_set("""
    slår slog slagit överträffar överträffade överglänser överglänste utklassar utklassade bräcker bräckte besegrar
    besegrade beats beat beating outperforms outperform outperformed outranks surpasses surpass surpassed
""")
"""Verbs whose subject has the better figure."""
_PASSING = word_set("överträffar överträffade surpasses surpass surpassed")
"""Those of them that a figure itself may do: "dödligheten överträffar OECD:s"."""


def _sides(context: Context, query: Query) -> set[tuple[int, str]]:
    """Where in the question the two operands, years or kinds of a query are first named."""
    analysis, vocabulary = context.analysis, context.catalogue.vocabulary
    if len(query.operands) == 2:
        starts = {
            side: min((p.start for p in analysis.places if p.code in side.split("+")), default=-1)
            for side in query.operands
        }
        return {(start, side) for side, start in starts.items()}
    if query.dimension == "period":
        said = {v: p.start for p in reversed(analysis.periods) for v in p.values if v in query.periods}
        return {(start, year) for year, start in said.items()}
    kinds = [kind for kind in context.indicator.breakdowns if kind.id in query.breakdowns]
    return {(first_token(vocabulary, kind, analysis.terms), kind.id) for kind in kinds}


def _later(query: Query) -> tuple[str, str] | None:
    """The two years of a query, the earlier first; None where it has no two."""
    years = sorted(query.periods)
    return (years[0], years[-1]) if query.dimension == "period" and len(years) > 1 else None


def is_surpassed(context: Context) -> bool:
    """Whether the region named is the object of a verb of surpassing, of which "vi" or "de" is the subject."""
    norms = context.analysis.norms
    verbs = [
        cue.start
        for cue in context.analysis.cues
        if cue.id in ("more_than", "less_than") and cue.end - cue.start == 1 and norms[cue.start] not in THAN
    ]
    if any(norms[at + 1 : at + 2] and norms[at + 1] in _IT for at in verbs):
        return True  # "slår det Blekinge?", but not "slår Blekinge det?"
    return bool(verbs) and context.says(_SUBJECTS)


def is_rising(context: Context) -> bool:
    """Whether something is said to grow, for each year or by its verb."""
    if context.has("each_period") and context.says(MORE) != context.says(LESS):  # "får mer för varje år"
        return context.says(MORE)
    return context.says(RISING) or stated_move(context.analysis) > 0


def is_falling(context: Context) -> bool:
    """Whether something is said to shrink, for each year or by its verb."""
    if context.has("each_period") and context.says(MORE) != context.says(LESS):
        return context.says(LESS)
    return context.says(FALLING) or stated_move(context.analysis) < 0


def has_deficits(context: Context) -> bool:
    """Whether the figures that are set against each other are below zero."""
    figures = context.catalogue.store.observations(context.indicator.id)
    return bool(figures) and all(figure.value <= 0 for figure in figures)


def lower_is_better(context: Context) -> bool:
    """Whether a high figure is a bad one: deaths and waiting."""
    indicator = context.indicator
    return indicator.unit in ("days", "deaths_per_100000") or "dodlighet" in indicator.id


HIGH_END = word_set(
    "längst langst längsta langsta högst hogst högsta hogsta flest mest störst "
    "storst störste största storsta max maximalt toppen topp "
    "highest longest most largest maximum upper övre övergränsen"
)
LOW_END = word_set(
    "kortast kortaste lägst lagst lägsta lagsta minst minsta min lowest shortest fewest least smallest minimum lower "
    "undre nedre undergränsen"
)
WORST_OF = word_set("sämst samst sämsta samsta värst värsta worst")
BEST_OF = word_set("bäst bast bästa basta best")
"""Words for the ends of a range."""


def end_said(context: Context) -> str:
    """The end of a range that is named, "high" or "low"; empty where neither or both are."""
    high, low = context.says(HIGH_END), context.says(LOW_END)
    worst, best = context.says(WORST_OF), context.says(BEST_OF)
    if worst != best:  # the longest wait is the worst, and so is the smallest number of beds
        high = high or worst == lower_is_better(context)
        low = low or worst != lower_is_better(context)
    return "" if high == low else "high" if high else "low"
