"""What a question wants of a subject, read once; and the tally of the factors by which a subject is judged."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from msgspec import Struct, field

from knowledge.asking import asked, claim_wanted, rather_kronor, stated_move, stated_sign, wants_words
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.reading import Reason
from knowledge.scenarios import BUDGET, sets_against_budget

REGION_WORDS = word_set("region regionen regioner regionerna regionernas regions county counties län länen landsting")
WHICH_WORDS = word_set("vilka vilken vilket which vem vems who whose namnge namn namnen heter name names")
EXCEPTED = word_set("""
    slipper slapp sluppit undantagna undantagen undantas undantagits utanför skonas skonade skonats undgår undgick
    undgått befriade avstår avstod avstått except exempt exempted outside escape escapes escaped spared avoid avoids
    avoided
""")
"""Words that say of something that it is left out of what the others do."""
DENYING = word_set("inte ej icke not don't doesn't didn't haven't hasn't aren't isn't")
NEGATIONS = EXCEPTED | DENYING | word_set("utan undantag utom without")

_PAY = word_set("betalt lön paid pay salary")
_NO_SUCH = word_set("inga inget ingen no")
_FIGURE_CUES = (
    *("how_much", "how_many", "top", "bottom", "sum", "mean", "share", "difference", "ratio", "list", "per_capita"),
    *(
        "in_kronor",
        "count",
        "position",
        "place",
        "rounded",
        "range",
        "each_period",
        "ascending",
        "descending",
        "above",
        "below",
    ),
)
_SMALLEST_DENOMINATOR = 100
_DENOMINATOR_WORDS = {"tusen": 1_000, "thousand": 1_000, "hundratusen": 100_000}
_PERCENT_WORDS = word_set("procent % percent procentenheter procents")
_MONEY_WORDS = word_set("""
    kronor kronorna kr miljoner miljarder mkr mdkr mnkr mdr pengar belopp million billion
""")

_MONEY_UNITS = _MONEY_WORDS - word_set("pengar belopp")
_CHANGING = word_set("""
    fler färre ökar öka ökat ökning minskar minska minskat minskning växer växa krymper blir tillkommer försvinner
    högre ökade ökande stiger stigit stigande vuxit växt utökas utöka extra ytterligare merkostnad plus minus tillskott
    tillväxt krympning tapp more fewer up down decline declines declined growth loss gain
""")


def asks_left_out(analysis: Analysis) -> bool:
    """Whether a number is asked of those that do not: "inte", "utan", or "slipper", but not "slipper inte"."""
    if not says_left_out(analysis):
        return analysis.has("not", "without")
    norms = analysis.norms
    said = [at for at, norm in enumerate(norms) if norm in EXCEPTED]  # a "not" beside the word takes it back
    return all(DENYING.isdisjoint((*norms[max(0, at - 1) : at], *norms[at + 1 : at + 2])) for at in said)


def says_left_out(analysis: Analysis) -> bool:
    """Whether a word says that some are left out of what the others do: "slipper", "utanför"."""
    return not EXCEPTED.isdisjoint(analysis.norms) and not analysis.names_area


class Wish(Struct, frozen=True, dict=True):
    """What one question wants: `asks` is its question word, `figure` and `words` whether those are asked for."""

    analysis: Analysis
    norms: frozenset[str]
    asks: str
    figure: bool
    words: bool
    units: frozenset[str]
    """The units of the amounts that are stated."""
    percent: bool
    money: bool
    budgeted: bool
    """Whether something is said to be over or under a budget."""
    sign: int
    """−1 where a deficit or loss is spoken of, +1 for a surplus, else 0."""

    @classmethod
    def of(cls, analysis: Analysis) -> Wish:
        """The wish of a question."""
        asks = asked(analysis)
        told = wants_words(analysis)
        words = told or asks in ("why", "when", "definition", "purpose") or (asks == "who" and not analysis.regions)
        norms = frozenset(analysis.norms)
        kronor = rather_kronor(analysis)
        units = frozenset(amount.unit for amount in analysis.amounts if amount.unit)
        return cls(
            analysis,
            norms,
            asks,
            figure=asks != "why"
            and not told
            and (analysis.has(*_FIGURE_CUES) or (not words and (bool(analysis.periods) or _ends_in_unit(analysis)))),
            words=words,
            units=units,
            percent=not kronor and (bool(norms & _PERCENT_WORDS) or analysis.has("share")),
            money=kronor or bool(norms & _MONEY_WORDS) or "SEK" in units,
            budgeted=not norms.isdisjoint(BUDGET) and sets_against_budget(analysis.norms),
            sign=stated_sign(analysis),
        )

    @cached_property
    def claims(self) -> bool:
        """Whether something is stated, to be checked."""
        return claim_wanted(self.analysis)

    @cached_property
    def counts(self) -> bool:
        """Whether it is asked how many there are of something that is neither money nor a share."""
        analysis = self.analysis
        return analysis.has("how_many") and not self.money and not self.percent and not analysis.has("ratio")

    @cached_property
    def level(self) -> bool:
        """Whether it is asked how many there are, and not how many more or less."""
        changing = not self.norms.isdisjoint(_CHANGING) or self.analysis.has("change", "difference")
        changing = changing or bool(stated_move(self.analysis))
        return self.analysis.has("how_many") and not changing

    @cached_property
    def denominators(self) -> frozenset[int]:
        """Of how many people something is said to be: "per 100 000", "per tusen invånare"."""
        norms = self.analysis.norms
        figures = {
            int(amount.value)
            for amount in self.analysis.amounts
            if amount.start and norms[amount.start - 1] == "per" and amount.value >= _SMALLEST_DENOMINATOR
        }
        words = (second for first, second in pairwise(norms) if first == "per" and second in _DENOMINATOR_WORDS)
        return frozenset(figures | {_DENOMINATOR_WORDS[word] for word in words})

    @cached_property
    def which(self) -> bool:
        """Whether members or persons are asked for by "vilka", "vem", "namnge" …."""
        return bool(self.norms & WHICH_WORDS)

    @cached_property
    def negated(self) -> bool:
        """Whether something is denied: by a "not", or by "inga" of what is done ("genomför inga neddragningar")."""
        norms = self.analysis.norms
        return bool(self.norms & NEGATIONS) or any(
            norm in _NO_SUCH and second not in REGION_WORDS and at > 0
            for at, (norm, second) in enumerate(pairwise(norms))
        )

    @cached_property
    def of_regions(self) -> bool:
        """Whether regions are spoken of without a name: "vilken region", and "vem" of what was received."""
        if self.norms & REGION_WORDS:
            return True
        if self.asks != "who" or not self.norms.isdisjoint(_PAY):
            return False
        return self.analysis.has("received") and self.analysis.has("top", "bottom")


def _ends_in_unit(analysis: Analysis) -> bool:
    """Whether some nouns end in the unit of the answer: "patientnöjdhet Västerbotten procent"."""
    last = next((norm for norm in reversed(analysis.norms) if norm.isalnum() or norm == "%"), "")
    return last in _PERCENT_WORDS | _MONEY_UNITS and not analysis.amounts and not analysis.has("yes_no")


class Tally(Struct):
    """A product of factors, each with its reason, so that `ask --explain` can show it."""

    why: list[Reason]
    factor: float = field(default=1.0)

    def times(self, worth: float, reason: str) -> None:
        """Count one reason."""
        self.factor *= worth
        self.why.append(("×{:g} {}", (worth, reason)))
