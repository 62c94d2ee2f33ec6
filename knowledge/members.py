"""Questions for the members of a number ("vilka regioner är det?"), where only the number itself is held."""

from __future__ import annotations

from knowledge.asking import claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.kinship import is_regional
from knowledge.language.tables import word_set
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
_NAMES = word_set("heter hette namnen namn name names namnge namnges")
_DOCUMENTS = word_set("rapporten rapport källan dokumentet presentationen tabellen report source document")
_ANY_REGION = _ONE_REGION | _REGIONS
_LEADING = word_set("vilken vilket vilka vems vem which whose what")
_REACH = 4
"""So near behind "vilken" stands "region", with "av landets" between them at most."""
_SPREAD_UNITS = ("days", "beds_per_1000")
_FEW_AREAS = 2


def asks_leading_region(catalogue: Catalogue, reading: Reading, subject: Subject) -> bool:
    """Whether "i vilken region är det högst?" is asked of what is not held by region."""
    analysis = reading.analysis
    if not analysis.has("top", "bottom") or is_regional(catalogue, subject) or claim_wanted(analysis):
        return False
    norms = analysis.norms
    return any(
        norm in _LEADING and not _ANY_REGION.isdisjoint(norms[at + 1 : at + _REACH]) for at, norm in enumerate(norms)
    )


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
    if indicator.unit not in ("count", *_SPREAD_UNITS) or len(held) > _FEW_AREAS or claim_wanted(analysis):
        return False
    if indicator.unit in _SPREAD_UNITS:
        if analysis.has("where") and analysis.has("top", "bottom", "descending", "ascending"):
            return True  # "var i landet är den längst"
        ranked = analysis.has("descending", "ascending", "position", "list")
        if ranked and norms & _REGIONS and not analysis.has("range", "difference"):
            return True
    elif norms & _NAMES and not norms & _DOCUMENTS:
        return True  # "vad heter de tre som har lånat"
    elif analysis.has("list") and not analysis.has("count", "how_many"):
        return True
    if not (analysis.has("who") or norms & _WHICH) or analysis.has("how_many", "difference", "ratio", "range"):
        return False
    return bool(norms & _PLACES) or (reading.elliptical and analysis.has("who"))
