"""Statements about what was just told: "det mer än tiodubblas alltså?" after two years, "då gick A om B?" after both.

They name neither the figure nor, often, what is set against what, because both were just answered; nearly all of their
words only stand around. Each is read as a statement in full, which is then judged like any other.
"""

from __future__ import annotations

from itertools import pairwise

from knowledge.catalogue import Catalogue
from knowledge.language.formatting import number
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis
from knowledge.model import UNNAMED, Indicator
from knowledge.restating import Restated
from knowledge.rewording import AROUND
from knowledge.told_turns import two_told

_MOST_WORDS = 22
_PAIR = 2
_ASKING = word_set("hur vad vilken vilket vilka vem varför när how what which who why when")
"""Words of questions that ask how much, or who, and state nothing."""
_SAYING = word_set("""
    uppfattat
    stämmer sant sann rätt korrekt riktigt eller hur väl va visst dvs d v s innebär betyder därmed ord andra alltså
    skriver tolkar fattar förstår att kan säga skriva påstå okej rubrik håller om det med tolka får typ ju
    right correct true so that means is it then other words i can write say
""")
"""Words by which somebody says that he only draws a conclusion, and asks whether it holds."""
_TIMES = word_set("""
    gånger gång ggr faktor faktorn dubbelt dubbla dubbel så mycket mkt många stor stort stora större hög högt mer mera
    mängden summan beloppet belopp pengar pengarna cash satsningen satsning anslaget nivån blir blev blivit ökar ökat
    ökade ökning ökningen stiger stigit steg växer vuxit växte höjs höjts till från än jämfört med mot år årets års
    första andra året det då år det en
    times twice double doubled as much many large big more amount sum money increase increased rise rose rises grown
    grew than from to year year's över drygt knappt nästan över under minst högst ungefär over nearly about
""")
_FACTOR = word_set("faktor factor")
_HEDGES = {
    "over": ("mer än ", "more than "),
    "just_over": ("mer än ", "more than "),
    "under": ("mindre än ", "less than "),
    "just_under": ("knappt ", "nearly "),
    "at_least": ("minst ", "at least "),
    "at_most": ("högst ", "at most "),
    "about": ("ungefär ", "about "),
    "exact": ("exakt ", "exactly "),
    "": ("", ""),
}
_BEHIND = word_set("än från mot med beloppet summan nivån than from")
"""Words before a year that something is set against."""
_HIGH = word_set("""
    högsta högst flest mest bäst bästa störst största topp toppen toppregionen längst längsta långsammaste långsammast
    trögast highest most longest slowest
""")
_LOW = word_set("""
    lägsta lägst minst minsta sämst sämsta botten bottenregionen kortast kortaste snabbast lowest least
    fewest shortest fastest
""")
_ENDS = frozenset((("ena", "änden"), ("andra", "änden"), ("one", "end"), ("other", "end")))
_OF_RANGE = word_set("""
    vårdplatser platser plats region regionen dagar dagarna väntar väntetid väntetiden värdet invånare per spannet
    ligger
    har antalet lång långt långa högt perinvånare upp skiljer skillnaden skillnad i den de som på änden ena andra
    mellan
    beds days value region end other difference between per inhabitants
""")

_MORE = word_set(
    "mer mera större högre över före framför överstiger slår slog bräcker bräckte förbi more larger higher"
)
_LESS = word_set("mindre lägre under efter bakom understiger sämre less smaller lower below behind")
_PASSED = ("gick", "om")
_BEATEN = word_set("""
    slaget slagen slagna besegrat besegrad omsprunget omsprungen överträffat överträffad överträffades passerat passerad
    distanserat distanserad omkörd omkört omsprunga beaten outdone overtaken surpassed
""")
"""Participles of who has less than the one named behind "av"."""
_MOST = word_set("vann vinner mest störst högst längsta längst större största most largest biggest highest")
_LEAST = word_set("förlorade förlorar minst lägst smallest lowest least")
_OF_TWO = word_set("två båda bägge dem dom dessa them two both")
_GETTING = word_set("""
    fick får fått är ligger låg har hade drog hem dragit det längre strået mottagare summa belopp bidrag bidraget
    pengar till än av en ett tog kammade gick om går stort stor hamnade hamnar slutade got received is was has than of
""")


def told_claims(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | None:
    """The statement in full of a follow-up that draws a conclusion from what was just told.

    Args:
        catalogue: of the store.
        analysis: the follow-up taken apart.
        memory: the conversation.

    Returns:
        The statement with what it is about; None where it is none, or says anything else.
    """
    last = memory.turns[-1] if memory.turns else None
    if last is None or last.status != "answered" or not last.subjects:
        return None
    item = catalogue.subject(last.subjects[0]).item
    if not isinstance(item, Indicator) or len(analysis.tokens) > _MOST_WORDS + _MOST_WORDS:
        return None
    amount = _factor(analysis)
    if amount is not None:
        known = _explained(catalogue, analysis, last)
        return _of_years(analysis, amount, memory, known) or _of_range(catalogue, analysis, amount, last, known)
    halved = _halved(catalogue, analysis, memory)
    if halved is not None:
        return halved
    counted = any(amount.unit or amount.value != _PAIR for amount in analysis.amounts)  # "av dom två"
    if counted or analysis.periods:
        return None
    return _of_regions(catalogue, analysis, memory)


def _factor(analysis: Analysis) -> Amount | None:
    """The one amount that says how many times something is something."""
    counted = [
        amount
        for amount in analysis.amounts
        if amount.unit == "ratio" or (amount.bare and analysis.norms[max(0, amount.start - 1)] in _FACTOR)
    ]
    others = [amount for amount in analysis.amounts if amount not in counted]
    years = {value for period in analysis.periods for value in period.values}
    alone = len(counted) == 1 and all(str(amount.value) in years for amount in others)
    return counted[0] if alone and counted[0].value > 1 else None


def _explained(catalogue: Catalogue, analysis: Analysis, last: Turn) -> frozenset[int]:
    """The words that only name again what was told: "vårdplatser", "satsningen"."""
    subject = catalogue.subject(last.subjects[0])
    heavy = [term for term in analysis.terms if term.weight > 0]
    left = {term.token for term in catalogue.matcher.unexplained(subject, tuple(heavy))}
    return frozenset(term.token for term in heavy if term.token not in left)


def _words(analysis: Analysis, less: Amount | None = None, known: frozenset[int] = frozenset()) -> list[str]:
    """The words of a statement besides its places, its periods, the amount and what is known; as typed."""
    stated = range(less.start, less.end) if less is not None else ()
    return analysis.typed_words(known | analysis.placed | analysis.dated | set(stated))


def _asks(words: list[str]) -> bool:
    """Whether a question word stands there that is not the "hur" of "eller hur"."""
    return any(word in _ASKING and words[max(0, at - 1)] != "eller" for at, word in enumerate(words))


_HALF = word_set("hälften half")
_FALLING = word_set("""
    minskat minskade minskar sjunkit sjönk sjunker fallit föll faller gått ner ned krympt krympte rasat rasade har med
    decreased fell fallen dropped declined down gone by has
""")
_HEDGING = word_set("mer än över drygt minst nästan knappt mindre under more than over at least nearly almost less")


def _halved(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | None:
    """For "så den har mer än halverats?" after both values or two years, the statement with what it is said of."""
    last, two = memory.turns[-1], two_told(memory)
    amount = analysis.amounts[0] if len(analysis.amounts) == 1 else None
    if amount is None or analysis.places or analysis.periods:
        return None
    half = not _HALF.isdisjoint(analysis.norms[amount.start : amount.end])
    verb = amount.kind == "multiple" and 0 < amount.value < 1
    item, words = (
        catalogue.subject(last.subjects[0]).item,
        _words(analysis, amount, _explained(catalogue, analysis, last)),
    )
    if not (half or verb) or not isinstance(item, Indicator) or len(words) > _MOST_WORDS or _asks(words):
        return None
    said = set(words)
    if not said <= AROUND | _SAYING | _FALLING | _HEDGING or (half and said.isdisjoint(_FALLING)):
        return None
    years = two is not None and two[0].periods != two[1].periods
    both = bool(item.series) and last.operation in ("lookup", "claim", "ratio")
    if not (years or both):
        return None
    english = analysis.language == "en"
    hedge = _HEDGES.get(amount.hedge, ("", ""))[english]
    when = ""
    if years and two is not None:
        first, second = sorted((two[0].periods[0], two[1].periods[0]))
        when = f" from {first} to {second}" if english else f" från {first} till {second}"
    if english:
        done = f"decreased by {hedge}half" if half else f"{hedge}halved"
        return Restated(f"is it correct that {item.name.en} has {done}{when}?", alone=True)
    done = f"minskat med {hedge}hälften" if half else f"{hedge}halverats"
    return Restated(f"stämmer det att {item.name.sv} har {done}{when}?", alone=True)


def _said(amount: Amount, analysis: Analysis, english: bool) -> str:
    """The factor with its hedge, in words that are read as both again."""
    hedge = amount.hedge
    if not hedge and analysis.norms[max(0, amount.start - 1)] in _FACTOR:
        before = analysis.norms[max(0, amount.start - 3) : amount.start - 1]
        hedge = "over" if before in (("mer", "än"), ("more", "than")) or before[-1:] == ("över",) else ""
    return (
        f"{_HEDGES[hedge][english]}{number(amount.value, 'en' if english else 'sv')} {'times' if english else 'gånger'}"
    )


def _of_years(analysis: Analysis, amount: Amount, memory: Memory, known: frozenset[int]) -> Restated | None:
    """For "det mer än tiodubblas alltså?" after two years, the statement that the one is so many times the other."""
    two, words = two_told(memory), _words(analysis, amount, known)
    if two is None or two[0].periods == two[1].periods or analysis.places or _asks(words):
        return None
    if len(words) > _MOST_WORDS or not set(words) <= AROUND | _SAYING | _TIMES:
        return None
    told = (two[0].periods[0], two[1].periods[0])
    named = [(period.start, value) for period in analysis.periods for value in period.values]
    if any(value not in told for _, value in named) or len(named) > len(told):
        return None
    one, other = told[1], told[0]
    if len(named) == len(told):
        one, other = (value for _, value in sorted(named))
        start = sorted(named)[0][0]
        if start and analysis.norms[start - 1] in _BEHIND - {"beloppet", "summan", "nivån"}:  # "från 2024 till 2025"
            one, other = other, one
    elif named:
        start, value = named[0]
        rest = told[0] if value == told[1] else told[1]
        against = start > amount.start and analysis.norms[start - 1] in _BEHIND
        one, other = (rest, value) if against else (value, rest)
    english = analysis.language == "en"
    times = _said(amount, analysis, english)
    if english:
        return Restated(f"is it correct that the amount in {one} is {times} the amount in {other}?")
    return Restated(f"stämmer det att beloppet {one} är {times} beloppet {other}?")


def _of_range(
    catalogue: Catalogue, analysis: Analysis, amount: Amount, last: Turn, known: frozenset[int]
) -> Restated | None:
    """For "den i topp har mer än dubbelt mot den i botten?" after a range, the statement of its two ends."""
    words = _words(analysis, amount, known)
    said = set(words)
    ranged = catalogue.holdings(last.subjects[0].removeprefix("indicator:")).ranged
    if not ranged or last.operation not in ("lookup", "claim") or analysis.places:
        return None
    high = next((at for at, word in enumerate(words) if word in _HIGH), None)
    low = next((at for at, word in enumerate(words) if word in _LOW), None)
    ends = any(pair in _ENDS for pair in pairwise(words))
    if not (ends or (high is not None and low is not None)) or analysis.periods or _asks(words):
        return None
    rising = low is not None and low > 0 and words[low - 1] in ("från", "mellan", "from", "between")
    if high is not None and low is not None and low < high and not rising:
        return None
    if len(words) > _MOST_WORDS or not said <= AROUND | _SAYING | _TIMES | _HIGH | _LOW | _OF_RANGE:
        return None
    english = analysis.language == "en"
    times = _said(amount, analysis, english)
    if english:
        return Restated(f"is it correct that the highest is {times} as large as the lowest?")
    return Restated(f"stämmer det att den högsta är {times} så stor som den lägsta?")


def _pair_told(memory: Memory) -> tuple[str, ...]:
    """The two regions that were told of last, one by one or beside each other; empty for none."""
    last, two = memory.turns[-1], two_told(memory)
    if last.operation in ("compare", "claim", "difference") and len(last.areas) == _PAIR and not last.group:
        return last.areas
    if two is None or two[0].areas == two[1].areas or two[0].per_capita != two[1].per_capita:
        return ()
    return (two[0].areas[0], two[1].areas[0])


def _of_regions(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | None:
    """For "då gick A om B, korrekt?" after both, the statement that A got more than B."""
    words, areas = _words(analysis), catalogue.places.areas
    said = set(words)
    told = _pair_told(memory)
    if not told or any(areas[code].kind != "region" or code == UNNAMED for code in told):
        return None
    shared = memory.turns[-1].per_capita
    named = list(dict.fromkeys(place.code for place in analysis.places))
    if not named or not set(named) <= set(told) or len(words) > _MOST_WORDS or _asks(words):
        return None
    if not said <= AROUND | _SAYING | _MORE | _LESS | _MOST | _LEAST | _OF_TWO | _GETTING | _BEATEN:
        return None
    if said.isdisjoint(_SAYING - AROUND) and not analysis.text.rstrip().endswith("?"):
        return None
    if len(named) == len(told):
        passed = any(pair == _PASSED for pair in pairwise(words))
        more = passed or not said.isdisjoint(_MORE) or ("strået" in said and "längre" in said)
        less = not said.isdisjoint(_LESS) or not said.isdisjoint(_BEATEN)
        norms = analysis.norms
        if any(norm in ("än", "than") for norm in norms[: analysis.places[0].start]):
            return None
        one, other = named
    else:
        straw = "strået" in said and not said.isdisjoint(("längre", "längsta"))
        more, less = straw or not said.isdisjoint(_MOST), not said.isdisjoint(_LEAST)
        if said.isdisjoint(_OF_TWO):
            return None
        one = named[0]
        other = told[0] if told[1] == one else told[1]
    if more == less:
        return None
    first, second = areas[one].name, areas[other].name
    if analysis.language == "en":
        apiece = " per inhabitant" * shared
        return Restated(
            f"is it correct that {first} got {'more' if more else 'less'}{apiece} than {second}?", named=True
        )
    apiece = " per invånare" * shared
    return Restated(f"stämmer det att {first} fick {'mer' if more else 'mindre'}{apiece} än {second}?", named=True)
