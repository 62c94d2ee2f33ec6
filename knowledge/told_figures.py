"""Follow-ups about figures that were told: the gap between two groups, a part of a whole, all rows of a table.

After "och 20–66-åringarna?" people ask "hur mycket mer ökar de äldre?", after "hur mycket av dem var
sektorsbidraget?" "och i procent?", after one row of a table "ta alla rader". Each is known as in `told_turns`: by a
word that asks for it, where all other words only stand around it or name what was told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from knowledge.catalogue import Catalogue
from knowledge.kinship import tables_of
from knowledge.language.formatting import HARD, number
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis, analyse
from knowledge.model import NATION, UNNAMED, Indicator
from knowledge.restating import Restated
from knowledge.rewording import AROUND
from knowledge.subjects import alias_words, amount_mark, breakdown_names
from knowledge.told_members import listed
from knowledge.told_turns import two_told
from knowledge.weights import WEIGHTS

_MOST_WORDS = 18

_GAP = word_set("""
    överstiga överskrida understiga
    skillnad skillnaden skiljer skilde differens differensen diff diffen mellanskillnad mellanskillnaden gap gapet glapp
    glappet avstånd avståndet minus överstiger överskrider understiger överträffar difference gap minus exceeds apart
""")
"""Words that ask how far two are apart."""
_COMPARED = word_set("""
    mer mera fler mindre färre större högre lägre fortare snabbare efter före more fewer less larger bigger smaller
    faster behind ahead
""")
"""Comparatives, which ask it behind "hur mycket"."""
_HOW_MUCH = word_set("hur how much many mycket många långt")
_WHOSE = word_set("vem vilken vilket vilka vilkendera which who varför why när when procent percent %")
_OF_GAP = word_set("""
    ena andra första sista förra senare gruppen grupperna gruppens grupp grupper åldersgruppen åldersgrupperna
    åldersgrupp emellan mellan än alltså personer antal antalet ökar ökning ökningen ökningar ökningarna växer växte
    andras tillväxt tillväxten blir dra drar ifrån återstår ligger med de två båda bägge ta lägg räkna jämfört
    stor stort stora big large
    groups group increase grows growing people persons between two both than one other first second number
""")
_DRAWN = word_set("dra drar subtrahera subtraherar minus återstår ifrån subtract deduct")
"""Words by which one figure is taken from another."""
_GOT = word_set("fick fått får handlar hur much many mycket många mer mindre fler got received")
_OURS = word_set("svenska svenskt rikets vår vårt swedish our")
_SHRINKS = word_set("""
    krymper krympt krympte minskar minskat minskade minskning minskningen sjunker sjunkit sjönk faller fallit föll skärs
    skär dras dragits ner ned neddragning neddragningen neddragningar nedgång nedgången sänks sänkts sänkning sänkningen
    försvinner försvunnit försvann tappar tappat tappet bort kapas kapats
    ökar ökat ökade ökning ökningen växer växte vuxit stiger stigit steg upp höjs höjts höjning höjningen påslag
    påslaget tillkommer tillkom tillskott förändras förändrats förändring förändringen
    shrinks shrunk drops dropped falls fell fallen decreases decreased down cut lost grows grew grown rises rose
    increases increased up
""")
"""Words for the way from one year's figure to the next."""
_OF_WAY = word_set("""
    satsningen satsning anslaget anslagen medlen år året åren ena andra nästa kronor kr miljoner miljarder mkr mnkr
    million millions billion funding money year years one next other stort stor försvunnit skillnaden
""")


def told_figures(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | None:
    """The question in full of a follow-up about figures that were told.

    Args:
        catalogue: of the store.
        analysis: the follow-up taken apart.
        memory: the conversation.

    Returns:
        The question in full; None where nothing of the kind is asked.
    """
    last = memory.turns[-1] if memory.turns else None
    if last is None or not last.subjects or last.status not in ("answered", "clarify"):
        return None
    swapped = _swapped(catalogue, analysis, last)
    if swapped is not None or last.status == "clarify" or not last.figures:
        return swapped
    words = analysis.typed_words(analysis.placed, marks="%")
    if not words or len(words) > _MOST_WORDS:
        return None
    if analysis.places:
        return _drawn(catalogue, analysis, words, memory)
    return (
        _between_kinds(catalogue, analysis, words, memory)
        or _kind_named(catalogue, analysis, last)
        or _way(analysis, words, memory)
        or _part_of_before(catalogue, analysis, words, memory)
        or _part_of_table(catalogue, analysis, words, memory)
        or _all_rows(catalogue, analysis, words, last)
        or _end_of_group(catalogue, analysis, words, last)
    )


_NOT, _BUT = word_set("inte ej not"), word_set("utan but")
_ENDS = frozenset(",.;:!?)–")
_SWAP, _FOR = (
    word_set("byt byta byter ersätt ersätta swap replace change exchange"),
    word_set("mot med till for with to"),
)


_MEANT = Pattern(
    r"^(?:(?:oj|nej|n[äa]|no|oops|sorry|jag menade|jag menar|jag avsåg|i meant|i mean)\b[\s,]*)+", re.IGNORECASE
)
"""With what a correction opens, which the short question behind it does not need."""


def _swapped(catalogue: Catalogue, analysis: Analysis, last: Turn) -> Restated | None:
    """For "inte stroke, hjärtinfarkt" or "byt ut stroke mot hjärtinfarkt", what is put in the told one's place."""
    norms, tokens = analysis.norms, analysis.tokens
    if analysis.amounts or analysis.has("claim") or len(tokens) > _MOST_WORDS:
        return None
    span = _put_aside(norms)
    names = catalogue.matcher.names_part
    weighty = [term for term in analysis.terms if term.weight > WEIGHTS.plain]
    aside = [term for term in weighty if term.token in span]
    kept = [term for term in weighty if term.token not in span]
    told = aside and all(any(names(key, part) for key in last.subjects for part in term.parts) for term in aside)
    if not told or not kept or not analysis.placed.isdisjoint(span):
        return None
    text = analysis.text
    rest = f"{text[: tokens[span.start].start]}{text[tokens[span.stop - 1].end :]}".strip(" ,.;")
    rest = _MEANT.sub("", rest)
    return Restated(f"{'and' if analysis.language == 'en' else 'och'} {rest}")


def _put_aside(norms: tuple[str, ...]) -> range:
    """Where words stand that put something aside: "inte X", "byt ut X mot"; empty where there are none."""
    for at, norm in enumerate(norms):
        if norm in _NOT:
            end = next((to for to in range(at + 1, len(norms)) if norms[to] in _ENDS | _BUT), len(norms))
            return range(at, end + (end < len(norms) and norms[end] in _BUT))
        if norm in _SWAP:
            end = next((to for to in range(at + 2, len(norms)) if norms[to] in _FOR), 0)
            return range(at, end + 1) if end else range(0)
    return range(0)


def _between_kinds(catalogue: Catalogue, analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "hur mycket mer ökar de äldre?" after two groups of one figure, how far these two are apart."""
    two, said = memory.turns[-2:], set(words)
    alone = len(two) > 1 and all(turn.operation == "lookup" and len(turn.breakdowns) == 1 for turn in two)
    if not alone or two[0].subjects != two[1].subjects or two[0].breakdowns == two[1].breakdowns or two[1].corrects:
        return None
    asks = not said.isdisjoint(_GAP) or (not said.isdisjoint(_COMPARED) and not said.isdisjoint(_HOW_MUCH))
    item = catalogue.subject(two[1].subjects[0]).item
    if not asks or not said.isdisjoint(_WHOSE) or not isinstance(item, Indicator):
        return None
    if any(amount.unit and amount.unit != "years" for amount in analysis.amounts):
        return None
    told = {two[0].breakdowns[0], two[1].breakdowns[0]}
    names = [name for kind in item.breakdowns if kind.id in told for name in breakdown_names(kind)]
    others = [name for kind in item.breakdowns if kind.id not in told for name in breakdown_names(kind)]
    around = AROUND | _GAP | _COMPARED | _HOW_MUCH | _OF_GAP | _DRAWN
    left = [word for word in words if word not in around]
    if not all(_is_of(catalogue, word, names) and not _is_of(catalogue, word, others) for word in left):
        return None
    if analysis.language == "en":
        return Restated("what is the difference between the two?")
    return Restated("vad är skillnaden mellan de två?")


_OF_KIND = word_set("""
    antal antalet händer hända händer procenten procent % fallet fall dubbla dubbelt värdet nivån inräknade inräknat
    medräknade medräknat med gruppen grupp bland case level happens happen number group value included counting percent
""")


def _kind_named(catalogue: Catalogue, analysis: Analysis, last: Turn) -> Restated | None:
    """For "vad händer med barn och unga i antal?" after another group of the same figure, the figure of that one."""
    item = catalogue.subject(last.subjects[0]).item
    if not isinstance(item, Indicator) or item.series or len(last.breakdowns) != 1 or last.operation != "lookup":
        return None
    if analysis.periods or analysis.has("difference", "change", "ratio", "sum", "claim", "top", "bottom"):
        return None
    money = [amount_mark(amount.value) for amount in analysis.amounts if amount.unit == "SEK"]
    stated = {at for amount in analysis.amounts if amount.unit == "SEK" for at in range(amount.start, amount.end)}
    own = AROUND | _OF_KIND
    left = [word for word in analysis.typed_words(stated, marks="%") if word not in own]
    kinds = [
        kind
        for kind in item.breakdowns
        if (left or money)
        and all(_is_of(catalogue, word, breakdown_names(kind)) for word in left)
        and set(money) <= {spelt for name in breakdown_names(kind) for spelt in alias_words(name)}
    ]
    if len(kinds) != 1 or kinds[0].id in last.breakdowns:
        return None
    name = kinds[0].name
    return Restated(f"and {name.en}?" if analysis.language == "en" else f"och {name.sv}?")


def _is_of(catalogue: Catalogue, word: str, names: Iterable[str]) -> bool:
    """Whether a word, or a number in it, is one of names, in any form."""
    vocabulary = catalogue.vocabulary
    own = {spelt for name in names for spelt in alias_words(name)}
    if not own.isdisjoint((word, word.strip("+"), word.removesuffix("s"))):
        return True
    parts = {part for spelt in own if (part := vocabulary.part(spelt)) is not None}
    return not parts.isdisjoint(vocabulary.look_up(word).parts)


def _drawn(catalogue: Catalogue, analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "dra Sveriges siffra från OECD:s, vad återstår?" after both, how far they are apart."""
    two, said = two_told(memory), set(words)
    less = not said.isdisjoint(_COMPARED) and not said.isdisjoint(_HOW_MUCH) and said.isdisjoint(_WHOSE)
    if two is None or two[0].areas == two[1].areas or analysis.periods or analysis.amounts:
        return None
    if (not less and said.isdisjoint(_DRAWN)) or two[0].per_capita or two[1].per_capita:
        return None
    told = (two[0].areas[0], two[1].areas[0])
    if (
        any(place.code not in told for place in analysis.places)
        or not said <= AROUND | _DRAWN | _OF_GAP | _GAP | _OURS | _GOT
    ):
        return None
    areas = catalogue.places.areas
    if not areas.keys() >= set(told):
        return None
    first, second = areas[told[0]], areas[told[1]]
    english = analysis.language == "en"
    names = [(area.name_en or area.name) if english else area.name for area in (first, second)]
    if two[1].figures[0].unit == "percent":
        if english:
            return Restated(f"what is the difference in percentage points between {names[0]} and {names[1]}?")
        return Restated(f"hur många procentenheter skiljer mellan {names[0]} och {names[1]}?")
    if english:
        return Restated(f"what is the difference between {names[0]} and {names[1]}?")
    return Restated(f"vad är skillnaden mellan {names[0]} och {names[1]}?")


def _way(analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "med hur många kronor sjunker satsningen?" after two years one by one, the way between these two."""
    two, said = two_told(memory), set(words)
    if two is None or two[0].periods == two[1].periods or said.isdisjoint(_SHRINKS) or said.isdisjoint(_HOW_MUCH):
        return None
    told = {*two[0].periods, *two[1].periods}
    if {value for period in analysis.periods for value in period.values} - told or not said.isdisjoint(_WHOSE):
        return None
    if any(amount.unit for amount in analysis.amounts) or not said - told <= AROUND | _SHRINKS | _OF_WAY | _HOW_MUCH:
        return None
    first, second = two[0].periods[0], two[1].periods[0]
    if analysis.language == "en":
        return Restated(f"what is the difference between {first} and {second}?")
    return Restated(f"vad är skillnaden mellan {first} och {second}?")


_SHARE = word_set("""
    andel andelen andelar procent procenten procentandel procentandelen procentsats procentsatsen procentuellt
    procentuell % share proportion percentage percent
""")
_OF_SHARE = word_set("""
    del delen helheten hela totala totalt totalen summan satsningen satsning potten motsvarar utgör står sett uttryckt
    räknat räkna om ena andra första omräknat stor stort ut
    whole total large big does make make up out expressed
""")
_PART_OF = frozenset((
    *(("av", "dem"), ("av", "dom"), ("av", "det"), ("av", "den"), ("av", "de"), ("av", "dessa"), ("av", "summan")),
    *(("av", "pengarna"), ("av", "beloppet"), ("of", "that"), ("of", "this"), ("of", "those"), ("of", "them")),
    *(("of", "which"), ("of", "it"), ("of", "these"), ("of", "the")),
))
_OF_IT = word_set("därav varav")
_BILLION, _MILLION = Decimal(10) ** 9, Decimal(10) ** 6


def _part_of_table(catalogue: Catalogue, analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "hur stor andel är det?" after one measure and all of them together, its share of these."""
    two, said = memory.turns[-2:], set(words)
    alone = len(two) > 1 and all(t.operation in ("lookup", "sum") and t.areas == (UNNAMED,) for t in two)
    if not alone or said.isdisjoint(_SHARE) or not said <= AROUND | _SHARE | _OF_SHARE:
        return None
    if two[0].periods != two[1].periods or analysis.periods or analysis.amounts or len(two[0].periods) != 1:
        return None
    told = [turn.figures[0] for turn in two if turn.figures and turn.figures[0].indicator]
    for table in catalogue.store.tables.values():
        rows = [said_as for said_as in told if table.id in catalogue.indicator(said_as.indicator).groups]
        rows = [row for row in rows if row.indicator != table.total]
        wholes = [said_as for said_as in told if said_as.indicator == table.total]
        if len(rows) == len(wholes) == 1 and 0 < rows[0].value < wholes[0].value and rows[0].unit == wholes[0].unit:
            row, year = catalogue.indicator(rows[0].indicator), two[0].periods[0]
            if analysis.language == "en":
                return Restated(f"what share of the total is {row.aliases.en[0]} {year}?", alone=True)
            return Restated(f"hur stor andel av det totala är {row.aliases.sv[0]} {year}?", alone=True)
    return None


def _part_of_before(catalogue: Catalogue, analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "i procent då?" after a sum and "hur mycket av dem var A?", A as a share of that sum."""
    two, said = memory.turns[-2:], set(words)
    alone = len(two) > 1 and all(turn.operation == "lookup" and turn.areas == (NATION,) for turn in two)
    if not alone or said.isdisjoint(_SHARE) or two[0].subjects == two[1].subjects or len(two[1].subjects) != 1:
        return None
    if any(len(turn.figures) != 1 or turn.figures[0].unit != "SEK" or turn.status != "answered" for turn in two):
        return None
    whole, part = (turn.figures[0].value for turn in two)
    if two[0].periods != two[1].periods:
        return None  # one year's part of another's
    if not 0 < part < whole or analysis.periods or analysis.has("change", "difference", "ratio", "claim", "per_capita"):
        return None
    before = analyse(two[1].question, catalogue, two[1].language).norms
    if _PART_OF.isdisjoint(pairwise(before)) and _OF_IT.isdisjoint(before):
        return None
    item = catalogue.subject(two[1].subjects[0]).item
    if not isinstance(item, Indicator) or not _only_of(catalogue, analysis, words, item, (whole, part)):
        return None
    said_as = number(whole / (_BILLION if whole >= _BILLION else _MILLION), analysis.language).replace(HARD, " ")
    if analysis.language == "en":
        unit = "billion" if whole >= _BILLION else "million"
        return Restated(f"what share of the {said_as} {unit} kronor is {item.name.en}?", alone=True)
    unit = "miljarderna" if whole >= _BILLION else "miljonerna"
    return Restated(f"hur stor andel av de {said_as} {unit} är {item.name.sv}?", alone=True)


def _only_of(
    catalogue: Catalogue, analysis: Analysis, words: list[str], item: Indicator, told: tuple[Decimal, Decimal]
) -> bool:
    """Whether only a share is asked for, and nothing named but the part and the two sums: "3 av 16, i procent?"."""
    names = (item.name.en, *item.aliases.en) if analysis.language == "en" else (item.name.sv, *item.aliases.sv)
    numbers = {number(value / scale, "sv") for value in told for scale in (_BILLION, _MILLION)}
    if any(amount.value not in told and number(amount.value, "sv") not in numbers for amount in analysis.amounts):
        return False
    return all(word in AROUND | _SHARE | _OF_SHARE | numbers or _is_of(catalogue, word, names) for word in words)


_WHOLE = word_set(
    "helhet hela alla allt allihop allesammans samtliga varenda fullständig fullständiga komplett"
    " all whole entire full every"
)
_EACH = word_set("varje varenda each every")
_ONE_EACH = frozenset((
    *(("var", "och"), ("en", "i"), ("en", "och"), ("rad", "för"), ("åtgärd", "för"), ("post", "för"), ("one", "by")),
    *(("line", "by"), ("row", "by"), ("var", "för")),
))
_ROWS = word_set("""
    tabellen tabell prognostabellen listan lista uppställningen uppställning sammanställningen förteckningen rasket
    rader raderna raden rad poster posterna post kolumner kolumnerna åtgärd åtgärds åtgärder åtgärderna åtgärdernas
    punkter punkterna table list rows lines items columns measures measure row line item
""")
_OF_ROWS = word_set("""
    visa skicka dra kör lista klistra rabbla räkna specificera redovisa skriv ut upp in hit här när ändå igång fem se
    sig själv slippa slipper orkar fråga rad post åtgärd taget prognosen prognos budget budgeten budgetram differens
    differensen
    avvikelse avvikelsen diff samma året år inte bara bra behöver helst komplett effekten effekt belopp beloppet
    beloppen ser ut sin instead show send list paste print one five year forecast deviation same effect effects
""")
_GIVES = word_set(
    "ger effekt effekten effekter effekterna sparar besparing give gives effect effects saving savings blir bli"
)
"""Words for what the measures come to, of which all may be meant together."""


def _all_rows(catalogue: Catalogue, analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "ta hela tabellen" or "och alla åtgärderna då?" after one row, each row of its table."""
    said = set(words)
    tables = tables_of(catalogue, catalogue.subject(last.subjects[0]))
    if last.areas != (UNNAMED,) or len(tables) != 1 or last.operation not in ("lookup", "claim", "sum", "list"):
        return None
    each = not said.isdisjoint(_EACH) or any(pair in _ONE_EACH for pair in pairwise(analysis.norms))
    together = not said.isdisjoint(_GIVES) and not analysis.has("list")
    entire = not said.isdisjoint(_WHOLE) and not together
    years = {value for period in analysis.periods for value in period.values}
    dated = set(map(analysis.as_typed, analysis.dated))
    around = AROUND | _WHOLE | _EACH | _ROWS | _OF_ROWS | dated
    if not (each or entire) or said.isdisjoint(_ROWS) or not said <= around or len(years) > 1:
        return None
    table, english = catalogue.store.tables[next(iter(tables))], analysis.language == "en"
    rows = [ident for ident, row in catalogue.store.indicators.items() if table.id in row.groups]
    columned = len({scenario for ident in rows for scenario in catalogue.holdings(ident).scenarios}) > 1
    if analysis.has(*_COMPUTED) or (analysis.has("difference") and not columned):
        return None
    if any(amount.unit for amount in analysis.amounts):
        return None
    name = table.name.en if english else table.name.sv
    if columned:
        columns = "forecast, budget and deviation" if english else "prognos, budget och differens"
        return Restated(f"{'all rows of' if english else 'alla rader i'} {name}: {columns}", alone=True)
    year = next(iter(years), last.periods[0] if len(last.periods) == 1 else "")
    return Restated(f"{'list' if english else 'lista'} {name} {year}".rstrip(), alone=True)


_COMPUTED = ("sum", "mean", "median", "ratio", "share", "top", "bottom", "more_than", "less_than", "change")
_GROUP = word_set("gruppen group")
_MOST = word_set("mest störst största högst högsta flest most largest highest biggest")
_LEAST = word_set("minst minsta lägst lägsta least lowest smallest")
_OF_GROUP = word_set(
    "vem vems vilken vilket erhöll mottog tilldelades fick gick inom bland ligger who whose received got among within"
)


def _end_of_group(catalogue: Catalogue, analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "det minsta beloppet i gruppen, vems är det?" after a group's sum, which of its regions has the least."""
    said = set(words)
    more, less = not said.isdisjoint(_MOST), not said.isdisjoint(_LEAST)
    grouped = bool(last.group) or len(listed(catalogue, last)) > 1
    if not grouped or said.isdisjoint(_GROUP) or more == less or analysis.amounts or analysis.periods:
        return None
    if not said <= AROUND | _GROUP | _MOST | _LEAST | _OF_GROUP:
        return None
    if analysis.language == "en":
        return Restated(f"which of them got the {'most' if more else 'least'}?")
    return Restated(f"vem av dem fick {'mest' if more else 'minst'}?")
