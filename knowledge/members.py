"""Questions for the members of a number ("vilka regioner är det?"), where only the number itself is held."""

from __future__ import annotations

from itertools import pairwise

from knowledge.asking import claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.kinship import is_regional
from knowledge.language.number_words import CARDINALS
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.model import UNNAMED, Indicator
from knowledge.reading import Reading
from knowledge.subjects import Subject

_WHICH_ONE = word_set("vilken vilka vems which whose what name namnge heter hette vem")
_ONE_REGION = word_set("region regionen regions län landsting county")
_WHICH = word_set("vilka vilken vilket which namnge namnen namn name names var")
_REGIONS = word_set("region regioner regionerna regions län länen")
_PLACES = word_set("""
    region regioner regionen regionerna län sjukhus akutsjukhus regions county counties hospitals hospital
    namnge namnges namnen namn heter name names landsting
""")
_NAMED = word_set("nämns nämnas nämnda anges namnges namngivna named given mentioned")
_BY_NAME = word_set("namn namngivna name namnges")
_DOCUMENTS = word_set("rapporten rapport källan dokumentet presentationen tabellen report source document")
_ANY_REGION = _ONE_REGION | _REGIONS
_LEADING = word_set("vilken vilket vilka vems vem which whose what")
_REACH = 4
"""So near behind "vilken" stands "region", with "av landets" between them at most."""
_NAMES = word_set("""
    heter hette namnge namnges namn namnet namnen name names named called peka pekas utpekad utpekade identifiera
    identify
    namnger pinpoint
""")
"""Words by which those that are counted are to be named."""
_WHO_THEN = word_set("vilka vilken which who")
_THEN = word_set("då de dom det dem är e ä va var alltså exakt egentligen are they is were then ones")
"""Words that may stand behind a "vilka" that asks for nothing else."""
_WHERE = word_set("var vart where")
_LIES = word_set("är ligger låg i finns fanns har på nånstans någonstans är hittar någonstans")
_BUT = word_set("utom förutom but except")
_VALUES = word_set("""
    tal talen värde värdet värden värdena nivå nivåer siffra siffror belopp gränser antal dagantal dagar två procenttal
    value values number numbers figure figures level levels limits two days
""")
"""Words behind "vilka" that ask for the figures, and not whose they are."""
_MARKS = frozenset("?!.,:;")
_SPREAD_UNITS = ("days", "beds_per_1000")
_FEW_AREAS = 2


def asks_leading_region(catalogue: Catalogue, reading: Reading, subject: Subject) -> bool:
    """Whether "i vilken region är det högst?" is asked of what is not held by region."""
    analysis = reading.analysis
    if not analysis.has("top", "bottom") or is_regional(catalogue, subject) or claim_wanted(analysis):
        return False
    norms = analysis.norms
    who = analysis.has("who") and analysis.has("received") and _OF_MONEY.issuperset((_unit_of(subject),))
    if who and _REGIONS_AT_ALL.isdisjoint(norms):
        return True  # "de sex miljarderna, vem får minst av dem?"
    return any(
        norm in _LEADING and not _ANY_REGION.isdisjoint(norms[at + 1 : at + _REACH]) for at, norm in enumerate(norms)
    )


def _unit_of(subject: Subject) -> str:
    """The unit of an indicator; empty for others."""
    return subject.item.unit if isinstance(subject.item, Indicator) else ""


_OF_MONEY = frozenset(("SEK",))
_REGIONS_AT_ALL = word_set("post posten åtgärd åtgärden år året satsning satsningen item measure year")
"""Nouns of what is ranked where it is no region that gets something."""


def asks_members(catalogue: Catalogue, reading: Reading, indicator: Indicator) -> bool:
    """Whether "vilka regioner är det?" is asked of a number of regions, or "vilken region" of a spread between them."""
    analysis = reading.analysis
    norms = set(analysis.norms)
    held = catalogue.holdings(indicator.id).areas
    if (
        UNNAMED in held
        and norms & _WHICH_ONE
        and norms & _ONE_REGION
        and not analysis.has("how_much", "how_many")
        and (norms & _NAMES or not analysis.has("difference"))
    ):
        return True
    if indicator.unit == "count" and len(held) <= _FEW_AREAS and norms & _NAMED and norms & _BY_NAME:
        return True  # "nämns de vid namn?"
    if indicator.unit in _SPREAD_UNITS and analysis.norms[:2] == ("var", "i") and not analysis.has("yes_no"):
        return True  # "var i landet väntar man 105 dagar?"
    if indicator.unit not in ("count", *_SPREAD_UNITS) or len(held) > _FEW_AREAS or claim_wanted(analysis):
        return False
    if all_but(analysis) and norms.isdisjoint(_NAMES):
        return False  # "alla regioner utom tre drar ner" states how many
    if indicator.unit == "count" and _asks_names(analysis):
        return True
    if indicator.unit in _SPREAD_UNITS and norms & _NAMES and norms & _ANY_REGION:
        return True  # "vad heter regionen med kortast väntetid?"
    if indicator.unit in _SPREAD_UNITS and _asks_where(reading):
        return True
    if indicator.unit in _SPREAD_UNITS:
        ranked = analysis.has("descending", "ascending", "position", "list")
        if ranked and norms & _REGIONS and not analysis.has("range", "difference"):
            return True
    elif analysis.has("list") and not analysis.has("count", "how_many"):
        return True
    if any(first in _WHICH and second in _VALUES for first, second in pairwise(analysis.norms)):
        return False  # "mellan vilka tal rör den sig?"
    if not (analysis.has("who") or norms & _WHICH) or analysis.has("how_many", "difference", "ratio", "range"):
        return False
    return bool(norms & _PLACES) or (reading.elliptical and analysis.has("who"))


def all_but(analysis: Analysis) -> bool:
    """Whether "alla utom tre" states how many do not."""
    return analysis.has("all") and any(
        amount.bare and amount.start and analysis.norms[amount.start - 1] in _BUT for amount in analysis.amounts
    )


def _asks_names(analysis: Analysis) -> bool:
    """Whether those are to be named that are counted: "vad heter de tre som …", "lånat till driften, vilka?"."""
    norms = [norm for norm in analysis.norms if norm not in _MARKS]
    if analysis.has("how_many", "how_much", "count", "difference") or not _DOCUMENTS.isdisjoint(norms):
        return False
    behind = next((norms[at + 1 :] for at, norm in enumerate(norms) if norm in _WHO_THEN), None)
    if behind is None or not _NAMES.isdisjoint(norms):
        return not _NAMES.isdisjoint(norms)
    return _THEN.issuperset(behind) or CARDINALS.get(behind[0], 0) > 1 or (behind[0].isdecimal() and len(behind[0]) < 3)


def _asks_where(reading: Reading) -> bool:
    """Whether it is asked where an end of a spread, or a value of it, lies: "var är den längst?", and then "var?"."""
    analysis = reading.analysis
    norms = [norm for norm in analysis.norms if norm not in _MARKS]
    where = next((at for at, norm in enumerate(norms) if norm in _WHERE), None)
    if where is None or analysis.has("how_many", "how_much", "difference", "range"):
        return False
    behind = norms[where + 1 :]
    if not behind or _THEN.issuperset(behind):
        return reading.elliptical
    placed = (norms[where] != "var" and behind[0] != "does") or (
        norms[where] == "var" and behind[0] in _LIES and "vad" not in norms
    )  # "var" is "was" too, and "where does the bottom region sit?" asks for its value
    return placed and (analysis.has("top", "bottom") or bool(analysis.amounts))
