"""What is told in words by its kind: the rule of a division, who signed, the appropriation, consequences.

The words of such a question name the money or the measure, for which a figure stands first; what is asked for is the
kind of fact on that matter.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from msgspec import Struct

from knowledge.asking import asked, claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.model import Fact
from knowledge.reading import Candidate, Reading
from knowledge.subjects import Subject

_RULE = Pattern(
    r"(?:för|ut)?delnings?(?:princip|system|nyckel|nyckl|modell|metod|grund|kriteri|regel|regl|sätt)\w*"
    r"|beräknings(?:grund|princip|modell|metod)\w*|kriterier(?:na)?"
)
"""Nouns of the rule itself."""
_GROUNDS = word_set("""
    grunder grunderna principer principerna princip principen modell modellen metod metoden nyckel logik logiken
""")
_OF_RULE = word_set("vilka vilken vilket för bakom till efter enligt on heter")
_DIVIDING = word_set("""
    fördela fördelas fördelar fördelades fördelats fördelade fördelning fördelningen dela delas delades delats delade
    delar uppdelning uppdelningen portionera portioneras portionerar portionerade belopp beloppen andel andelen del
    delen tilldelas tilldelades får få fick pengarna utbetalningen
""")
_BY_WHAT = frozenset((("går", "efter"), ("gick", "efter"), ("gå", "efter"), ("hänsyn", "till"), ("hänsyn", "tas")))
_WHAT = word_set("vad hur vilka vilken")
_RECKONED = word_set("räknat räknade räknats räknades räknar räknas tagit kommit")
_OUT = word_set("fram ut")
_DOERS = word_set("man de dom ni regeringen")
_COMPARED = ("top", "bottom", "per_capita", "mean", "median")
_CLOSE = 0.3


def _asks_rule(analysis: Analysis) -> bool:
    """Whether it is asked by what rule something is divided: "på vilka grunder fick regionerna sina belopp?"."""
    norms = analysis.norms
    if asked(analysis) in ("when", "why"):
        return False
    if any(_RULE.fullmatch(norm) for norm in norms) or analysis.has("governed"):
        return True
    if _DIVIDING.isdisjoint(norms) or analysis.has(*_COMPARED):
        return False
    named = any(first in _OF_RULE and second in _GROUNDS for first, second in pairwise(norms))
    done = tuple(norm for norm in norms if norm not in _DOERS)
    reckoned = norms[:1] == ("hur",) and any(one in _RECKONED and two in _OUT for one, two in pairwise(done))
    return named or reckoned or (not _WHAT.isdisjoint(norms) and any(pair in _BY_WHAT for pair in pairwise(done)))


_UNDERSIGNED = Pattern(
    r"undertecknat|undertecknade|undertecknar\w*|underskrift\w*|påteckna\w+|signera\w+|namnteckning\w*"
)
_WROTE, _UNDER = word_set("skrev skrivit skriver skrevs skrivits"), word_set("under på")
_OWN_NAMES = word_set("namn namnen namnet")


def _asks_who_signed(analysis: Analysis) -> bool:
    """Whether it is asked who put his name under something."""
    norms = analysis.norms
    if asked(analysis) not in ("who", "what") or analysis.has("when"):
        return False
    wrote = any(first in _WROTE and second in _UNDER for first, second in pairwise(norms))
    named = not _OWN_NAMES.isdisjoint(norms) and "under" in norms
    return wrote or named or any(_UNDERSIGNED.fullmatch(norm) for norm in norms)


def _says(pattern: str) -> Callable[[Analysis], bool]:
    """A test whether a word of this shape stands in a question that asks for no number, day or person."""
    shape = Pattern(pattern)

    def says(analysis: Analysis) -> bool:
        return any(shape.fullmatch(norm) for norm in analysis.norms) and not analysis.has(*_NUMBERS)

    return says


_NUMBERS = ("how_much", "how_many", "share", "sum", "difference", "ratio", "mean", "median", "when")


class _Kind(Struct, frozen=True):
    """One kind of what is told: how it is asked for, and by which names and aspects its facts are known."""

    asks: Callable[[Analysis], bool]
    named: Pattern
    aspects: frozenset[str]


_KINDS = (
    _Kind(_asks_rule, _RULE, frozenset(("how",))),
    _Kind(_asks_who_signed, Pattern(r"undertecknat"), frozenset(("who",))),
    _Kind(_says(r"anslag(?:et|ets)?|anslags\w+|appropriation"), Pattern(r"anslag(?:et)?"), frozenset(("which",))),
    _Kind(_says(r"kopi(?:a|an|or|orna)|sändlista\w*|cc|kännedom"), Pattern(r"kopi(?:a|or)"), frozenset(("list",))),
    _Kind(
        _says(r"konsekvens\w*|följder(?:na)?|risker(?:na)?|påverka[rst]?|consequences?|risks"),
        Pattern(r"konsekvens\w*"),
        frozenset(("condition",)),
    ),
    _Kind(lambda analysis: asked(analysis) == "purpose", Pattern(r""), frozenset(("purpose",))),
    _Kind(lambda analysis: analysis.has("hardest"), Pattern(r"hårdast"), frozenset(("which",))),
)


_BESIDE_PURPOSE = ("", "who", "when", "why", "definition", "which")
"""Aspects of what may stand first where a purpose is asked for, and is not meant."""


def rather_kind(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The fact of the kind that is asked for, on the matter of what stands first.

    Args:
        catalogue: holds the facts.
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The fact; the first, where no such kind is asked for, none is held on that matter, or the first is of the kind.
    """
    analysis = reading.analysis
    if top.match is None or top.remembered or _states(analysis):
        return top
    kind = next((kind for kind in _KINDS if kind.asks(analysis)), None)
    if kind is None or (isinstance(top.subject.item, Fact) and _tells(catalogue, top.subject, kind)):
        return top
    if analysis.regions and kind.aspects != {"how"}:
        return top  # a region's part of an "anslagspost" is a figure
    if "purpose" in kind.aspects and top.subject.aspect not in _BESIDE_PURPOSE:
        return top
    if isinstance(top.subject.item, Fact) and top.subject.aspect in kind.aspects and kind.aspects == {"how"}:
        return top
    told = [s for s in catalogue.subjects if s.about == top.subject.about and _tells(catalogue, s, kind)]
    if not told:
        return top
    keys = {subject.key for subject in told}
    if kind.aspects == {"how"}:
        keys |= {
            c.subject.key for c in reading.candidates if c.subject.aspect == "how" and c.subject.about == told[0].about
        }
    near = next((c.subject for c in reading.candidates if c.subject.key in keys and c.score > _CLOSE * top.score), None)
    return Candidate(near or told[0], top.score, None, False, ("the kind that is asked for",))


def _states(analysis: Analysis) -> bool:
    """Whether something is stated: by a claim, or an amount that is not only pointed to."""
    stated = any(amount.unit and not amount.definite for amount in analysis.amounts)
    return stated or (claim_wanted(analysis) and not analysis.has("hardest"))


def _tells(catalogue: Catalogue, subject: Subject, kind: _Kind) -> bool:
    """Whether a fact is of a kind, by its aspect and a word in one of its names."""
    if not isinstance(subject.item, Fact) or subject.aspect not in kind.aspects:
        return False
    return not kind.named.written or any(
        any(kind.named.fullmatch(word) for word in name.casefold().split())
        for name in catalogue.matcher.written(subject)
    )
