"""Budget, forecast or deviation, and which kind (breakdown) of an indicator a question means."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from knowledge.breakdowns import first_token, named_breakdowns
from knowledge.catalogue import Catalogue
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.levels import both_ends_asked, end_asked
from knowledge.memory import Turn
from knowledge.mentions import Analysis
from knowledge.model import NATION, Indicator
from knowledge.scenarios import BUDGET, DEVIATION, FORECAST, SCENARIO_WORDS, known_as, overruns, table_words
from knowledge.slots import Slots
from knowledge.subjects import alias_words, amount_mark, breakdown_names

_BESIDE_BUDGET = word_set("över utöver under mot med än vs från ifrån off over above below against than from versus")
"""Words shortly before "budget" that set a figure against it; "jämfört med budget"."""
_COLUMNS = BUDGET | FORECAST
_APART = word_set("skillnad skillnaden differens differensen diff diffen glapp glappet skiljer gap difference")
"""Words that set two things apart, which need not be a budget and what became of it."""
_MELLAN, _IN = word_set("mellan between"), word_set("i enligt in per")
_OFF = word_set("back minus plus sämre bättre fel snett fattas worse better off short")
"""Words by which a figure is set apart from the budget."""
_WORST = word_set("sämst sämsta värst värsta bäst bästa worst best")
_HOW = word_set("hur how")
_TOO, _HIGH = (
    word_set("för too"),
    word_set("mycket mkt högt hög höga stort stor stora dyrt dyra lite lågt much high big"),
)
_ADDED = word_set("tillskott tillskottet plusset minuset")
"""What a figure adds to another one that it is set against; alone it may be the figure itself."""
_NOT, _BUT = word_set("inte ej not"), word_set("utan but")
_CLAUSE_ENDS = frozenset(",.:;!–")
_ASKING = word_set("vad va hur vilken vilket what how which")
_POINTING = word_set("den det denna it that")
_WHICH_IS = word_set("som which that")
_UNDER, _WITH = word_set("under below"), word_set("med with")
_ROW_NAMES = word_set("summaraden raden rad summan sum kolumn kolumnen står row column line totalraden")
_LISTING = word_set("och samt o & , / resp respektive and")
_AGAINST = word_set("mot vs versus jämfört jämförd jämförda kontra against than med minus")
_JOINTS = (_LISTING | word_set("+ plus resp. vs")) - {","}
"""What joins two columns that are both wanted."""
_WHAT_WAS = word_set("vad det som man de har hade är var what was is has had been they")
"""Words that may stand between an "över" and what was budgeted."""
_WHICH_BUDGET = word_set("vilken vilket which what")
"""Words before a budget that ask for itself: "mot vilken ram?"."""
_BOTH = word_set("både bade båda bada bägge bagge both")
_SUSPENDED = ("-", "hälso", "halso")
_BUDGETED = word_set("budgeterat budgeterade budgeterad budgetram budgetramen budgeted")
_STATE = frozenset(("plan", "grant", "budget"))
_LEVELS = word_set(
    "nivå nivån nivåer läge läget tal talet siffra siffran punkt punkten värde värdet notering noteringen"
)
_COMPOUNDS_OF = {
    end: frozenset(before + noun for before in word_set(words) for noun in _LEVELS)
    for end, words in (("first", "start utgångs ingångs begynnelse ursprungs"), ("last", "slut nu"))
}
"""Compounds that name an end of a series: startnivån, utgångsläget; slutvärdet."""
_FIRST = (
    word_set("""
    började ursprungligen tidigare förr förut fordom startade utgångsläget innan först första ursprung
    utgångspunkt startvärdet startvärde begynnelse started initially before start earlier originally initial baseline
    starting inledningsvis starten början
""")
    | _COMPOUNDS_OF["first"]
)
_LATEST = (
    word_set("""
    nu slutade senaste sista slutet slutvärdet slutvärde ned ner nere idag dagens senast hamnade landade
    down now latest end ended today nowadays numera final currently landat landar landar landa hamnat hamnar hamna
    nuläget nuvarande ending present slut
""")
    | _COMPOUNDS_OF["last"]
)


_BY_KIND = word_set("""
    könsuppdelat könsuppdelad könsuppdelade uppdelat uppdelad uppdelade fördelat fördelad fördelade kön könen
    åldersgrupper grupper by sex gender split broken
""")
"""Words that ask for all kinds of a figure."""
_WAS, _IS = word_set("var låg was"), word_set("är ligger is")
"""What a value was and is: "vad var den och vad är den?"."""


def fill_scenarios(
    catalogue: Catalogue, analysis: Analysis, slots: Slots, preset: str | None, related: Turn | None
) -> None:
    """Fill the scenarios; `preset` is what the subject's own words fix, `related` the turn that may be leant on."""
    holdings = [catalogue.holdings(ident) for ident in slots.indicators]
    held = tuple(dict.fromkeys(scenario for holding in holdings for scenario in holding.scenarios))
    if len(held) < 2:
        slots.scenarios = held
        return
    said = _said_scenarios(analysis, held, preset)
    if said:
        slots.scenarios, slots.origins["scenario"] = said, "said"
    elif related is not None and related.scenarios and set(related.scenarios) <= set(held):
        slots.scenarios, slots.origins["scenario"] = related.scenarios, "remembered"
    else:
        default = dict(catalogue.indicator(slots.indicators[0]).default).get("scenario", held[0])
        slots.scenarios, slots.origins["scenario"] = (default,), "default"


def lacking_column(catalogue: Catalogue, analysis: Analysis, slots: Slots) -> str:
    """The word for a column that none of these indicators has: "dödligheten efter stroke, avvikelse mot budget".

    What the state plans or grants stands in its budget, so that "budgeterat" is no column there.

    Args:
        catalogue: knows what is held.
        analysis: the question.
        slots: which indicators are meant.

    Returns:
        The word as it was said; empty where nothing is lacking.
    """
    norms = analysis.norms
    held = {scenario for ident in slots.indicators for scenario in catalogue.holdings(ident).scenarios}
    areas = {area for ident in slots.indicators for area in catalogue.holdings(ident).areas}
    if "deviation" in held:
        return ""
    apart = [norm for norm in norms if norm in DEVIATION and norm.startswith("budget")]
    if _deviates_from_budget(norms):
        apart += [norm for norm in norms if norm in DEVIATION]
    if not (held & _STATE and NATION in areas):
        apart += [norm for norm in norms if norm in _BUDGETED]
    parts = [(norm, catalogue.vocabulary.part(norm)) for norm in apart]
    names = (names for ident in slots.indicators for names in catalogue.matcher.names(f"indicator:{ident}"))
    own = {part for name in names for part in name} if parts else set()
    return next((norm for norm, part in parts if part is None or part not in own), "")


def _said_scenarios(analysis: Analysis, held: tuple[str, ...], preset: str | None) -> tuple[str, ...]:
    """The scenarios that the question names; the deviation where forecast and budget are set against each other."""
    norms = _about_columns(tuple(map(known_as, analysis.norms)), analysis.aside)
    if any(not norm and analysis.norms[at] in BUDGET and at in analysis.aside for at, norm in enumerate(norms)):
        preset = None  # "jag jämför med budgeten och behöver prognosen": what the name with "budget" fixes
    words = set(norms)
    said = _scenarios_in(words)
    if "deviation" in said and _sets_rows_apart(norms):
        said.remove("deviation")
    named = table_words(norms)
    all_columns = "deviation" not in said or {"forecast", "budget"} <= set(said)
    if "deviation" in held and all_columns and _wants_all_columns(analysis):
        return ("forecast", "budget", "deviation")
    if named and not _sets_side_by_side(analysis, named):
        said = _scenarios_in({norm for i, norm in enumerate(norms) if i not in named}) or said
    sides = {"forecast", "budget"} <= set(said)
    if sides and _subtracts(analysis):
        said.append("deviation")
    all_words = set(analysis.norms)
    if "deviation" in held and all_words & BUDGET and all_words & (_OFF | _WORST) and analysis.has("top", "bottom"):
        return ("deviation",)  # "vilken rad går sämst mot budget", "mest minus mot budget"
    if "deviation" in held and (_deviates_from_budget(norms) or overruns(norms)):
        return ("deviation",)
    one = sum(amount.unit == "SEK" for amount in analysis.amounts) == 1
    off = one and bool(words & _OFF)  # "prognosen pekar på 500 mkr plus mot budget" states how far apart they are
    both = sides and not off and ((analysis.has("compare") and "deviation" not in said) or bool(_BOTH & words))
    if sides and "deviation" in held and _listed_too(norms, named):  # "prognos, budget och differens"
        return ("forecast", "budget", "deviation")
    over = any(
        norm in BUDGET and i not in named and norms[max(0, i - 1)] not in _WHICH_BUDGET and _is_beside(norms, i)
        for i, norm in enumerate(norms)
    )
    rows = _sets_rows_apart(norms)
    if "deviation" in held and not (both or rows) and ("deviation" in said or over or preset == "deviation"):
        return ("deviation",)
    if sides and "deviation" in held and analysis.has("how_much") and words & _ADDED:
        return ("deviation",)
    too = sides or "budget" in said
    if too and "deviation" in held and any(first in _TOO and second in _HIGH for first, second in pairwise(norms)):
        return ("deviation",)  # "hur många miljoner för mycket jämfört med ramen"
    how_far = any(first in _HOW and second in _OFF for first, second in pairwise(norms))  # "hur fel slår budgeten"
    if "deviation" in held and "budget" in said and ((analysis.has("how_much") and words & _OFF) or how_far):
        return ("deviation",)  # "hur mycket back mot ramen"
    said = [scenario for scenario in said if scenario in held]
    if said == ["forecast", "budget"] and not _sets_side_by_side(analysis):
        if preset == "budget" or words & _BUDGETED:
            return ("budget",)
        return ("forecast",) if _is_forecast_of_budget(norms) else ("forecast", "budget")
    if not said and preset in held:
        return (str(preset),)
    return tuple(said)


def _wants_all_columns(analysis: Analysis) -> bool:
    """Whether a table is asked for as a whole ("hela prognostabellen"), or its rows with the budget beside them."""
    norms = analysis.norms
    if not analysis.has("list") or analysis.has(*_NO_TABLE):
        return False
    whole = not _ENTIRE.isdisjoint(norms) or any(
        first in _EVERY and second in _ROWS for first, second in pairwise(norms)
    )
    table = any(norm.startswith(_TABLES) or norm.endswith(_TABLES) for norm in norms)
    beside = any(
        norm in BUDGET and (norms[at - 1 : at] in _WITH_IT or norms[at + 1 : at + 2] in _NEXT_TO)
        for at, norm in enumerate(norms)
        if at
    )
    return whole and (table or beside)


_NO_TABLE = ("claim", "top", "bottom", "sum", "mean", "how_much", "last_row")
"""Cues of a question that asks for one figure of a table."""
_TABLES = ("tabell", "tabellen", "tabellens")
_ENTIRE = word_set("hela full fulla fullständig fullständiga komplett kompletta helhet whole entire complete entirety")
_EVERY = word_set("alla samtliga varje all every each")
_ROWS = word_set(
    "rader raderna rad poster posterna post kolumner kolumnerna siffror siffrorna rows row items columns figures"
)
_WITH_IT, _NEXT_TO = (("med",), ("with",), ("inklusive",)), (("bredvid",), ("intill",), ("alongside",))


def _about_columns(norms: tuple[str, ...], aside: AbstractSet[int]) -> tuple[str, ...]:
    """The words without those that name a column which is not asked for.

    Of "inte prognosen utan budgeten" the second is meant; of "vi ska jämföra med budgeten, vad är prognosen?" the one
    that is asked for; and "budgetramen, som prognosen spräcker, hur stor är den?" asks for what is described.

    Args:
        norms: the words.
        aside: where those stand that only say what is not asked for.

    Returns:
        As many words, with "" for those.
    """
    others = ["" if at in aside and norm in SCENARIO_WORDS else norm for at, norm in enumerate(norms)]
    kept = others if not SCENARIO_WORDS.isdisjoint(others) else list(norms)
    for at, norm in enumerate(norms[:-2]):
        if norm in _NOT and norms[at + 1] in SCENARIO_WORDS and not _BUT.isdisjoint(norms[at + 2 : at + 4]):
            kept[at + 1] = ""
    start = max((at + 1 for at, norm in enumerate(norms[:-1]) if norm in _CLAUSE_ENDS), default=0)
    if not start or norms[start] not in _ASKING:
        return tuple(kept)
    asked = _scenarios_in({norm for norm in norms[start:] if norm in SCENARIO_WORDS})
    if len(asked) == 1 and _POINTING.isdisjoint(norms[start:]):
        return (*("" if norm in SCENARIO_WORDS else norm for norm in kept[:start]), *kept[start:])
    described = next((at for at, norm in enumerate(norms[:start]) if norm in _WHICH_IS and at), start)
    if not asked and not _POINTING.isdisjoint(norms[start:]) and _scenarios_in(set(norms[:described])):
        return (*kept[:described], *("" if norm in SCENARIO_WORDS else norm for norm in kept[described:]))
    return tuple(kept)


def _is_beside(norms: Sequence[str], budget: int) -> bool:
    """Whether a figure is set against the budget: "mot ramen", but not "raden under budgetram", "med enligt ramen"."""
    end = budget
    while end and norms[end - 1] in _WHAT_WAS:  # "över vad som budgeterats"
        end -= 1
    before = norms[max(0, end - 2) : end] if end < budget else norms[max(0, budget - 2) : budget]
    if norms[budget - 1] in _UNDER and budget > 1 and (norms[budget - 2] in _ROW_NAMES):
        return False
    nearest = len(before) - 1
    return any(norm in _BESIDE_BUDGET and (norm not in _WITH or at == nearest) for at, norm in enumerate(before))


def _sets_rows_apart(norms: Sequence[str]) -> bool:
    """Whether two rows are set apart within one column: "skillnaden mellan externa och interna kostnader i budget"."""
    if DEVIATION.intersection(norms) - _APART or not _APART.intersection(norms) or _MELLAN.isdisjoint(norms):
        return False
    columns = [i for i, norm in enumerate(norms) if norm in _COLUMNS]
    return len(columns) == 1 and columns[0] > 0 and norms[columns[0] - 1] in _IN


def _deviates_from_budget(norms: Sequence[str]) -> bool:
    """Whether "avvikelse mot budget" stands together: the budget only says from what."""
    return any(
        norm in DEVIATION and second in _BESIDE_BUDGET and not BUDGET.isdisjoint(norms[i + 2 : i + 4])
        for i, (norm, second) in enumerate(pairwise(norms))
    )


def _listed_too(norms: Sequence[str], named: AbstractSet[int]) -> bool:
    """Whether a word for the deviation is one of several columns that are listed.

    Behind a comma it is what two columns amount to that are set against each other before ("prognos mot budget,
    skillnad"), or that follow ("…, skillnaden mellan prognos och budget").

    Args:
        norms: the words.
        named: those of them that name the table.

    Returns:
        Whether it stands in a list with the columns.
    """
    columns = [at for at, norm in enumerate(norms) if norm in _COLUMNS and at not in named]
    for at, norm in enumerate(norms):
        if at < 2 or norm not in DEVIATION or norms[at - 1] not in _LISTING or not {at - 1, at - 2} & set(columns):
            continue
        before = [column for column in columns if column < at]
        apart = len(before) > 1 and not _AGAINST.isdisjoint(norms[before[-2] : before[-1]])
        if norms[at - 1] != "," or (len(before) > 1 and not apart):
            return True
    return False


def _is_forecast_of_budget(norms: Sequence[str]) -> bool:
    """Whether the two columns are not named beside each other, so that the one may only describe the other."""
    columns = [at for at, norm in enumerate(norms) if norm in _COLUMNS]
    return all(second - first > 1 for first, second in pairwise(columns))


def _scenarios_in(words: AbstractSet[str]) -> list[str]:
    """The scenarios that words name, in the order of the columns."""
    known = (("forecast", FORECAST), ("budget", BUDGET), ("deviation", DEVIATION))
    return [scenario for scenario, names in known if words & names]


def _subtracts(analysis: Analysis) -> bool:
    """Whether "minus" sets two things against each other, and is not the sign of an amount."""
    signs = {amount.start - 1 for amount in analysis.amounts if amount.signed}
    signs |= {i for amount in analysis.amounts for i in range(amount.start, amount.end)}
    return any(norm == "minus" and i not in signs for i, norm in enumerate(analysis.norms))


def _sets_side_by_side(analysis: Analysis, apart: AbstractSet[int] = frozenset()) -> bool:
    """Whether two scenarios that are named are both wanted; the words `apart` say something else."""
    cues = ("compare", "list", "difference")
    if any(cue.id in cues and apart.isdisjoint(range(cue.start, cue.end)) for cue in analysis.cues):
        return True
    norms = analysis.norms
    if not _BOTH.isdisjoint(norms) or _joins_columns(norms, apart):
        return True
    by = [at for at, norm in enumerate(norms) if at and norm in _COLUMNS and norms[at - 1] in _BY_COLUMN]
    if len(by) > 1:  # "totalt enligt budget, totalt enligt prognos"
        return True
    return any(
        norm in ("och", "and", "samt", "jämte", "liksom")
        and (not at or norms[at - 1] not in _SUSPENDED)  # "hälso- och sjukvården" is one thing
        and not (at - 1 in apart and at + 1 in apart)  # "i tabellen med prognos och budget" is one table
        for at, norm in enumerate(norms)
    )


def _joins_columns(norms: Sequence[str], apart: AbstractSet[int]) -> bool:
    """Whether two columns stand beside each other with nothing but a joint between them: "budget o prognos"."""
    return any(
        norms[at] in _JOINTS
        and norms[at - 1] in _COLUMNS
        and norms[at + 1] in _COLUMNS
        and apart.isdisjoint((at - 1, at + 1))  # "i helårsprognosen, budget" is one column of that table
        for at in range(1, len(norms) - 1)
    )


def fill_breakdowns(catalogue: Catalogue, analysis: Analysis, slots: Slots, related: Turn | None) -> None:
    """Fill the kinds that the question names, by their names or as the first or last of a series."""
    indicators = [catalogue.indicator(ident) for ident in slots.indicators]
    found = _ends(analysis, indicators[0]) or _named_breakdowns(catalogue, analysis, indicators)
    found = found or _other_kind(analysis, indicators[0], related)
    if found:
        slots.breakdowns, slots.origins["breakdown"] = tuple(dict.fromkeys(found)), "said"
    elif related is not None and related.breakdowns and not (analysis.has("all") and len(related.breakdowns) > 1):
        held = {breakdown.id for indicator in indicators for breakdown in indicator.breakdowns}
        if held.issuperset(related.breakdowns) and not analysis.has("change", "difference", "ratio", "those"):
            slots.breakdowns, slots.origins["breakdown"] = related.breakdowns, "remembered"
    else:
        usual = dict(indicators[0].default).get("breakdown", "") if len(indicators) == 1 else ""
        if usual in catalogue.holdings(indicators[0].id).breakdowns and _BY_KIND.isdisjoint(analysis.norms):
            slots.breakdowns, slots.origins["breakdown"] = (usual,), "default"


_OTHER = word_set("före innan utan exklusive andra before without excluding other")


def _other_kind(analysis: Analysis, indicator: Indicator, related: Turn | None) -> list[str]:
    """Of two kinds the one that was not told before: "and before those?" after "after adjustments"."""
    kinds = [kind.id for kind in indicator.breakdowns]
    if related is None or len(kinds) != 2 or len(related.breakdowns) != 1 or _OTHER.isdisjoint(analysis.norms):
        return []
    if analysis.content_weight or analysis.has("difference", "change", "ratio") or related.breakdowns[0] not in kinds:
        return []
    return [kind for kind in kinds if kind not in related.breakdowns]


def _ends(analysis: Analysis, indicator: Indicator) -> list[str]:
    """The first or last kind of a series, or all of it where its change is asked for."""
    words = {norm for at, norm in enumerate(analysis.norms) if at not in analysis.aside}
    series = indicator.series
    changed = analysis.has("change", "difference", "ratio") or _sets_against_before(analysis)
    changed = changed or (analysis.has("from") and len(analysis.amounts) > 1)  # "nere på 37, från 78"
    if series and both_ends_asked(analysis):
        return [series[0], series[-1]]
    if series and not changed and analysis.has("what", "how") and words & _WAS and words & _IS and words & _LISTING:
        return [series[0], series[-1]]
    end = end_asked(analysis) if series else 0
    if end > 0 and words & _FIRST:
        return [series[0], series[-1]]  # "vad låg den på i början och vad har den sjunkit till?"
    if end:
        return [series[-1] if end > 0 else series[0]]
    if not series or not words & (_FIRST | _LATEST):
        return []
    if changed:
        return list(series)
    return [*(series[:1] if words & _FIRST else ()), *(series[-1:] if words & _LATEST else ())]


def _sets_against_before(analysis: Analysis) -> bool:
    """As in "hur många färre dör jämfört med förr?", which asks how far the two ends are apart."""
    norms = analysis.norms
    before = any(first in _AGAINST | _THAN and second in _FIRST for first, second in pairwise(norms))
    return before and analysis.has("how_many", "how_much") and not _COMPARATIVES.isdisjoint(norms)


_THAN = word_set("än than")
_BY_COLUMN = word_set("enligt according")
_COMPARATIVES = word_set("färre fler lägre högre mindre mer fewer lower higher less more")


def _named_breakdowns(catalogue: Catalogue, analysis: Analysis, indicators: list[Indicator]) -> list[str]:
    """The kinds whose names stand in the question, in its order."""
    words = set(analysis.norms)
    asked = [term for term in analysis.terms if term.token not in analysis.aside]
    parts = {part: term.trust for term in asked for part in term.parts}
    found: list[str] = []
    vocabulary = catalogue.vocabulary
    stated = _stated_kinds(analysis, indicators[0])
    if len(stated) > 1:
        return stated
    for indicator in indicators:
        named = named_breakdowns(vocabulary, indicator, parts)
        found += [b.id for b in sorted(named, key=lambda b: first_token(vocabulary, b, analysis.terms))]
        if found or not indicator.series or bool(words & _FIRST) == bool(words & _LATEST):
            continue
        if words & _FIRST:
            found.append(indicator.series[0])
        elif not analysis.has("change", "difference", "ratio", "from"):
            found.append(indicator.series[-1])
    return found or _numbered_kinds(analysis, indicators[0]) or _worded_kinds(analysis, indicators[0])


def _stated_kinds(analysis: Analysis, indicator: Indicator) -> list[str]:
    """The kinds that are named by the sums of money that stand in the question, in its order."""
    marks = [amount_mark(amount.value) for amount in analysis.amounts if amount.unit == "SEK"]
    if len(marks) < 2:
        return []
    named = {
        word: kind.id for kind in indicator.breakdowns for name in breakdown_names(kind) for word in alias_words(name)
    }
    return list(dict.fromkeys(named[mark] for mark in marks if mark in named))


def _worded_kinds(analysis: Analysis, indicator: Indicator) -> list[str]:
    """The kinds one of whose names stands in the question word for word, however ordinary: "kvinnor"."""
    said = set(analysis.norms)
    return [
        kind.id
        for kind in indicator.breakdowns
        if any(words and said.issuperset(words) for words in map(alias_words, breakdown_names(kind)))
    ]


_GROUPED = Pattern(r"(?<=\d)[\s\u00a0](?=\d{3})")
_NUMBERS = Pattern(r"\d+")
_OF_AGES = (None, "years")


def _numbered_kinds(analysis: Analysis, indicator: Indicator) -> list[str]:
    """The one kind that the question's numbers name: "vid 500?", "20–66?"."""
    dated = {i for period in analysis.periods if not period.weak for i in range(period.start, period.end)}
    said = {
        _GROUPED.sub("", token.norm)
        for i, token in enumerate(analysis.tokens)
        if token.kind == "number" and i not in dated
    }
    if not said:  # "tjugo till sextiosex"
        bare = (amount.value for amount in analysis.amounts if amount.kind == "number" and amount.unit in _OF_AGES)
        said = {f"{value:f}" for value in bare}
    kinds = [
        kind.id
        for kind in indicator.breakdowns
        if said and said <= set(_NUMBERS.findall(_GROUPED.sub("", kind.name.sv)))
    ]
    return kinds if len(kinds) == 1 else []
