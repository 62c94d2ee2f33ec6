"""The words that say budget, forecast or deviation, and where they only name the table with all three columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.language.tables import word_set

_COLUMN_NOUNS = word_set("""
    tak taket siffra siffran siffror siffrorna belopp beloppet värde värdet värden värdena kolumn kolumnen summa summan
    nivå nivån tal talet total totalen gräns gränsen post posten anslag anslaget
""")
"""What the figure of a column is called in a compound: budgettaket, prognosbeloppet."""
BUDGET = word_set("""
    budget budgeten budgeterat budgeterade budgeterad budgetram budgetramen budgeterats budgets budgeted budgeterar
    budgetvärde budgetvärdet budgetbelopp budgetbeloppet budgetsiffra budgetsiffran
    budgetens budgetramens planerat ram ramen ramens budgetkolumnen ramkolumnen frame
    totalbudget totalbudgeten helårsbudget helårsbudgeten årsbudget årsbudgeten grundbudget grundbudgeten
""") | {f"budget{noun}" for noun in _COLUMN_NOUNS}
FORECAST = word_set("""
    prognos prognosen prognosens helårsprognos helårsprognosen helårsprognosens helarsprognos helarsprognosen
    prognosvärde prognosvärdet prognosbelopp prognosbeloppet prognossiffra prognossiffran prognoskolumnen
    prognosticerat prognostiserat prognosticeras prognosticerade prognostiserade prognosticerar estimerad estimerat
    väntas beräknas spås tippas förväntas befaras utfallet forecast forecasts forecasted projected expected
    estimated prognostiseras prognostiserar prognostiserad prognosticerad
""") | {f"prognos{noun}" for noun in _COLUMN_NOUNS}
_SHORTEST_TAIL = 4
"""A word longer than this may end a compound with the budget: budgetöverdraget."""
DEVIATION = word_set("""
    avvikelse avvikelsen avviker avvikelser avvikelserna avvika budgetavvikelse budgetavvikelsen differens
    differensen diff diffen skillnad skillnaden överskridande överskridandet överskrider överskrids överskridas
    överdrag överdraget sprick spricka sprickan sprack spricker spräcks spräcka spräcker överträds
    överskott surplus underskott
    underskottet glapp glappet skiljer överstiger understiger missa missar deviation deviate difference miss misses
    overrun overshoot deficit shortfall gap over exceed exceeds variance hole excess overspend overspending overspent
    avvikelsekolumnen differenskolumnen hål
    hålet budgethål budgethålet
    merkostnad merkostnaden merkostnader merkostnaderna merintäkt merintäkten merintäkter
    merintäkterna fördyring fördyringen
""")
DEVIATION |= {f"budget{word}" for word in DEVIATION if len(word) > _SHORTEST_TAIL}
_BUDGET_STEM, _MISSPELT = "budget", 2


@lru_cache(maxsize=512)
def known_as(word: str) -> str:
    """A compound with the budget, misspelt, as what sets a figure against it is called: "budgetunderskotet"."""
    if (
        not word.startswith(_BUDGET_STEM)
        or len(word) < len(_BUDGET_STEM) + _SHORTEST_TAIL
        or word in BUDGET | DEVIATION
    ):
        return word
    near = [
        (OSA.distance(word, known, score_cutoff=_MISSPELT), known) for known in DEVIATION if known[:6] == _BUDGET_STEM
    ]
    reach, known = min(near, default=(_MISSPELT + 1, word))
    return known if reach <= _MISSPELT else word


SCENARIO_WORDS = BUDGET | FORECAST | DEVIATION
COLUMN_WORDS = BUDGET | FORECAST
"""Words that by themselves name a column of any table with a budget and a forecast."""

OVER = word_set("""
    över mer mera fler högre större dyrare överskrider överskrids överskred överskreds överskrida överskridas överstiger
    översteg överstigs spräcker spräcks spräckte sprack spricker spränger sprängs sprängde överträffar överträffas
    passerar over above more higher larger exceeds exceed exceeded costlier dearer overruns bust busts
""")
UNDER = word_set("""
    under mindre färre lägre billigare underskrider underskrids underskred underskreds underskrida underskridas
    understiger understeg understigs below less lower smaller fewer cheaper undershoots
""")
WORSE = word_set("""
    sämre tappar tappade tappat tapp tappet missar missade missat missa bommar bommade brister worse misses missed
    loses lost
""")
BETTER = word_set("bättre better")
"""Words that set a forecast against its budget."""
KEEPING = word_set("""
    håller höll hålla hålls klarar klarade klara klaras ryms rymdes följer följde inom når nådde nå uppnår uppnådde
    uppnå uppnås nås keeps keep kept meets within reaches reach reached
""")
"""Words that say that it is no worse than it."""
_AGAINST = OVER | UNDER | WORSE | BETTER | KEEPING
_BUDGET_REACH = 7
"""So many words may stand between such a word and the budget."""

_GOING = word_set("""
    drar dra drog dragit går gå gick gått far sticker stack stuckit skjuter sköt rusar rusade skenar skenade goes went
    runs ran running blow blows blew blown blowing
""")
_PAST = word_set("över iväg over through")
_GOING_REACH = 3
"""So many words on the "över" of "drar … över" may stand."""

_TABLE_NAMES = word_set("""
    helårsprognos helårsprognosen helårsprognosens helarsprognos helarsprognosen
""")
"""Names of the table that are forecasts too: where one stands as a place ("i helårsprognosen") it is no column."""
_FORECASTS = word_set("forecast forecast's")
_GENITIVES = word_set("helårsprognosens helarsprognosens")
_PLACING = word_set("i ur från enligt för in from per for")
_TABLE = word_set("tabellen tabellens")
_TABLES = word_set("table tabell tabellen sheet")
_DESCRIBING = word_set("med över om")
_REACH = 4
"""So many words may stand between "i" and the table's name ("i nämndens helårsprognos"), or in its description."""


def near_budget(norms: Sequence[str]) -> set[str]:
    """The words within reach of the budget."""
    near = (
        norms[max(0, at - _BUDGET_REACH) : at + _BUDGET_REACH + 1] for at, norm in enumerate(norms) if norm in BUDGET
    )
    return {word for words in near for word in words}


def sets_against_budget(norms: Sequence[str]) -> bool:
    """Whether something is said to be over or under a budget, worse or better than it, or to keep it."""
    return not near_budget(norms).isdisjoint(_AGAINST)


def overruns(norms: Sequence[str]) -> bool:
    """Whether something is said to go past what was planned: "drar över med 513 mkr", "sticker iväg", "runs over"."""
    return any(
        norm in _GOING and not _PAST.isdisjoint(norms[at + 1 : at + 1 + _GOING_REACH]) for at, norm in enumerate(norms)
    )


def table_words(norms: Sequence[str]) -> frozenset[int]:
    """The words that say which table is meant: "i helårsprognosen", "tabellen med befarad differens"."""
    found: set[int] = set()
    for i, norm in enumerate(norms):
        full_year = norm in _FORECASTS and "year" in norms[max(0, i - 1) : i]
        if norm in FORECAST and not _TABLES.isdisjoint(norms[i + 1 : i + 2]):  # "in the forecast table"
            found |= {i, i + 1}
        if norm in _GENITIVES or ((full_year or norm in _TABLE_NAMES) and _is_placed(norms, i)):
            found.add(i)
        if norm in _TABLE and i + 1 < len(norms) and norms[i + 1] in _DESCRIBING:
            end = next((j for j in range(i + 2, len(norms)) if norms[j] == ","), len(norms))  # "…, kolumn skillnad"
            said = [j for j in range(i + 2, min(end, i + 2 + _REACH)) if norms[j] in SCENARIO_WORDS]
            found.update((i, *said) if said else ())
    return frozenset(i for i in found if not _stands_beside_budget(norms, i))


def _stands_beside_budget(norms: Sequence[str], name: int) -> bool:
    """Whether a joint parts the name from a word for the budget: "helårsprognosen jämte motsvarande budgetbelopp"."""
    budgets = [at for at, norm in enumerate(norms) if norm in BUDGET]
    return any(not _BESIDES.isdisjoint(norms[min(at, name) : max(at, name)]) for at in budgets)


_BESIDES = word_set("samt jämte liksom")


def _is_placed(norms: Sequence[str], name: int) -> bool:
    """Whether "i" or "enligt" stands before a name without a column between them ("i budgeten, helårsprognosen")."""
    for norm in reversed(norms[max(0, name - _REACH - 1) : name]):
        if norm in SCENARIO_WORDS:
            return False
        if norm in _PLACING:
            return True
    return False
