"""Follow-ups about what the last answers told together: the first region of them, all the others, the way between two.

Somebody who asked for two regions or two years one after the other asks of both afterwards in many words: "per capita
för den jag frågade om först?", "vad blev över till resten av landet?", "med vilken procentsats krymper det?". Each is
known by a word that asks for it where all others only stand around it, and is read as a short question that names what
was told, so that no step takes the newest region, all regions or another year for it.
"""

from __future__ import annotations

from itertools import pairwise

from knowledge.catalogue import Catalogue
from knowledge.kinship import is_regional
from knowledge.language.formatting import joined
from knowledge.language.number_words import CARDINALS
from knowledge.language.tables import word_set
from knowledge.memory import KEEP, Memory, Turn
from knowledge.mentions import Analysis
from knowledge.model import UNNAMED, Indicator
from knowledge.planning.context import REGIONS
from knowledge.restating import Restated
from knowledge.rewording import AROUND
from knowledge.told_members import listed, one_by_one

_MOST_WORDS = 18
_TELLING = ("lookup", "claim", "share", "position")
_ASKED_ALONE = ("lookup", "claim")
_LISTED = ("rank", "list", "compare")

_THE = word_set("den det the")
_FIRST = word_set("första förste förstnämnda förstnämnde ursprungliga först first former original")
_LAST = word_set("sistnämnda sistnämnde sista senaste senare latter last")
_NOUN = word_set("regionen region länet landstinget länets regionens one county")
_OF_THEM = (
    *(("av", "dem"), ("av", "dom"), ("av", "de", "två"), ("av", "dom", "två"), ("av", "regionerna"), ("av", "länen")),
    *(("of", "them"), ("of", "the", "two"), ("of", "the", "regions")),
)
_I_ASKED = frozenset((
    *(("jag", "frågade", "om", "först"), ("jag", "började", "med"), ("jag", "inledde", "med")),
    *(("i", "asked", "about", "first"), ("i", "started", "with"), ("i", "began", "with")),
))
_THINGS = word_set("""
    november januari december dagen året kvartalet steget delen raden posten summan beloppet siffran åtgärden frågan
    november january day year step part row item sum amount figure measure question värdet value gången time
""")
"""Nouns behind "den första" that are no region."""

_REST = word_set("""
    resten återstoden övriga övrigt utom förutom exklusive exkl utanför återstår återstod återstående remainder rest
    remaining except excluding
""")
_LEFT = word_set("kvar över left")
_OTHERS = frozenset(
    (first, second)
    for first in ("de", "dom", "alla", "samtliga", "the", "all")
    for second in ("andra", "andre", "other", "others")
)
_OF_REST = word_set("""
    andra alla samtliga hela landet landets riket rikets sverige sveriges tillsammans ihop totalt totala totalen
    sammanlagt sammantaget sammanräknat hopräknade hopräknat hopslaget summerat tjugo 20 fick fått får delade delar
    gick går återstår finns fanns fördelades delades räknar bort minus potten kassan pengarna efter när ut stort stor
    all other others whole country nation together total altogether combined twenty got received get shared went go
    left over sum rest
""")

_PERCENT = word_set("""
    procent % procentsats procentsatsen procentuell procentuella procentuellt procenten percent percentage cent
""")
_CHANGE = word_set("""
    förändring förändringen förändras förändrats ändring ändringen ökning ökningen ökar ökat ökade minskning
    minskningen
    minskar minskat minskade nedgång nedgången uppgång uppgången sänkning sänkningen höjning höjningen krymper krympt
    krympte växer växte vuxit stiger stigit steg sjunker sjunkit sjönk skärs skärs ner ned upp dras dragits faller
    fallit
    skillnad skillnaden skiljer differens differensen tappet tapp tappar lyft lyftet hopp hoppet går gått gick blir
    change changes changed increase increased decrease decreased drop dropped fall fell fallen rise rose risen grow
    grew
    grown shrink shrank shrunk down up difference cut
""")
_OF_CHANGE = word_set("""
    mellan åren år året två båda bägge dessa beloppen räkna ut uttryck uttryckt uttrycka vilken satsningen satsning
    between years year two both amounts express expressed calculate compute work
""")
_APART = word_set("""
    separates separate added extra larger bigger smaller higher lower greater increase increased decrease decreased
    rise difference gap apart went up down second sum
    skiljer skillnad skillnaden mellanskillnad mellanskillnaden differens differensen tillkommer tillkom
    större högre mer mera mindre lägre
""")
_OF_APART = word_set("""
    år året åren ena andra från till båda bägge två beloppen summorna mellan de både
    one year years to from next first the two both amounts sums between compared with bring brings mean means
    kronor
""")

_WHO = word_set("vem vilken vilket vilka vilkendera vilketdera endera who which whose")
_MOST = word_set("mest mer mera störst största större högst högsta högre flest most more largest larger highest higher")
_LEAST = word_set("minst minsta mindre lägst lägsta lägre least less smallest smaller lowest lower")
_OF_TWO = word_set("""
    eller regionerna länen vems är e störst i bidrag bidraget
    fick fått får gick går land län den det ena andra beloppet beloppen summan summorna måste ju ha två båda bägge
    dessa av dem dom slutade landade hamnade ligger got did get received one two them both of
""")

_WIDE = word_set("""
    emellan extra än mellanskillnad mellanskillnaden differens differensen skillnad skillnaden skiljer spridning
    spridningen
    längre långt glapp glappet avstånd avståndet gap difference apart spread
""")
_OF_WIDTH = word_set("""
    mellan dagar dagarna dar dygn antal antalet bäst sämst bästa sämsta värst värsta snabbast långsammaste
    regionen värdet mer mera fler
    långsammast trögast högsta lägsta högst lägst flest minst ytterligheterna yttervärdena ändpunkterna ändarna längst
    kortast längsta kortaste jämfört än man får vänta väntar väntan behöver uttryckt platser vårdplatser tiden väntetid
    väntetiden extra days between best worst longest shortest highest lowest slowest fastest extremes ends beds
    compared
    than more wait
""")
_HOW_MANY = word_set("""
    många mycket mkt stor stort långt antal antalet längre mellanskillnad mellanskillnaden differens differensen
    avståndet emellan many much big large far apart gap difference
""")
_MOVED = word_set("""
    minskning minskningen minskat minskade ökning ökningen nedgång nedgången uppgång uppgången förändring förändringen
    skillnad skillnaden differens differensen förbättring förbättringen decrease reduction increase change difference
    drop fall improvement
""")
_OF_MOVE = word_set("""
    per 100 000 100000 invånare dödsfall liv döda fall fast räkna ut absoluta tal rör sig mellan värdena första sista
    inte procent deaths death lives absolute terms between values not percent cases
""")


def told_turns(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | None:
    """The question in full of a follow-up about what the last answers told together.

    Args:
        catalogue: of the store.
        analysis: the follow-up taken apart.
        memory: the conversation.

    Returns:
        The question with what it points to named; None where it points to nothing of the kind.
    """
    last = memory.turns[-1] if memory.turns else None
    returned = _back_to(catalogue, analysis, memory)
    if returned is not None or last is None or last.status != "answered" or not last.subjects:
        return returned
    pointed = _one_of_told(catalogue, analysis, memory)
    if pointed is not None:
        return pointed
    indicator = catalogue.subject(last.subjects[0]).item
    if not isinstance(indicator, Indicator):
        return None
    words = analysis.typed_words(analysis.placed, marks="%")
    if not words or len(words) > _MOST_WORDS:
        return None
    again = _as_first(catalogue, analysis, words, memory)
    if again is not None:
        return again
    rest = _rest(catalogue, analysis, words, last, indicator)
    if rest is not None:
        return rest
    across = _points_apart(catalogue, analysis, words, memory) or _catching_up(catalogue, analysis, words, memory)
    if across is not None or analysis.places:
        return across
    return (
        _in_percent(analysis, words, memory)
        or _apart(analysis, words, memory)
        or _of_two(catalogue, analysis, words, memory)
        or _together(catalogue, analysis, words, memory, indicator)
        or _width(catalogue, analysis, words, last, indicator)
    )


def _one_of_told(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | None:
    """For "den första, per invånare?" after two regions one by one, the question with that region named."""
    if analysis.names_area or analysis.strangers:
        return None
    norms = analysis.norms
    found = [(at, *_pointing(norms, at)) for at in range(len(norms) - 1) if norms[at] in _THE]
    found = [(at, end, first) for at, end, first in found if end]
    if len(found) != 1:  # "den första minus den sista" is understood as it stands
        return None
    at, end, first = found[0]
    last = memory.turns[-1]
    told = listed(catalogue, last) if last.operation in _LISTED else one_by_one(catalogue, memory)
    if len(told) < 2 or (end < len(norms) and norms[end] in _THINGS):
        return None
    if any(term.token == end and term.weight > 0 for term in analysis.terms):
        return None
    name = catalogue.places.areas[told[0] if first else told[-1]].name
    tokens, text = analysis.tokens, analysis.text
    return Restated(f"{text[: tokens[at].start]}{name}{text[tokens[end - 1].end :]}", named=True)


def _pointing(norms: tuple[str, ...], at: int) -> tuple[int, bool]:
    """Where words end that begin at a "den" and point to one of several, and whether it is the first; 0 for none."""
    if norms[at + 1 : at + 5] in _I_ASKED or norms[at + 1 : at + 4] in _I_ASKED:
        return at + 1 + (4 if norms[at + 1 : at + 5] in _I_ASKED else 3), True
    if norms[at + 1] not in _FIRST | _LAST:
        return 0, False
    end = at + 2
    if end < len(norms) and norms[end] in _NOUN:
        end += 1
    elif norms[at] == "det":  # "det sistnämnda" may be a sum
        return 0, False
    for behind in _OF_THEM:
        if norms[end : end + len(behind)] == behind:
            end += len(behind)
            break
    return end, norms[at + 1] in _FIRST


_OF_RETURN = word_set("""
    fick fått nu igen upprepa upprepar repetera påminn påminna mig glömde glömt missade skriva upp skrev ner
    gick hamnade landade
    började inledde frågade först tidigare tillbaka åter va mkt mycket sa sade du anteckna
    again remind repeat back earlier started began forgot was got receive received did say said
""")
"""Words that may stand around the region of which somebody wants to hear once more."""
_AGAIN = word_set("""
    igen upprepa upprepar repetera påminn påminna glömde glömt missade började inledde tidigare tillbaka åter
    again remind repeat back earlier started began forgot
""")
"""Words of which one says that it was told before."""


def _back_to(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | None:
    """For "vad var det A fick nu igen?" after something that no region has, the figure told of A before."""
    last = memory.turns[-1] if memory.turns else None
    named = list(dict.fromkeys(place.code for place in analysis.places))
    if last is None or len(named) != 1 or analysis.amounts or analysis.periods or not _is_named(catalogue, named[0]):
        return None
    words = analysis.typed_words(analysis.placed)
    if _AGAIN.isdisjoint(words) or len(words) > _MOST_WORDS or not set(words) <= AROUND | _OF_RETURN:
        return None
    if not last.subjects or is_regional(catalogue, catalogue.subject(last.subjects[0])):
        return None
    told = next((turn for turn in reversed(memory.turns) if tuple(named) == turn.areas and turn.figures), None)
    if told is None or told.operation != "lookup" or told.status != "answered" or len(told.subjects) != 1:
        return None
    item = catalogue.subject(told.subjects[0]).item
    if not isinstance(item, Indicator):
        return None
    english, area = analysis.language == "en", catalogue.places.areas[named[0]].name
    apiece = (" per inhabitant" if english else " per invånare") * told.per_capita
    when = told.periods[0] if len(told.periods) == 1 else ""
    return Restated(f"{item.name.en if english else item.name.sv}{apiece}, {area} {when}".rstrip(), alone=True)


_QUESTION = word_set("fråga frågan question")
_OF_QUESTION = word_set("""
    gång går tillbaka åter undrar över per invånare perinvånare capita
    första först allra min mina fast men för samma likadant likadan som igen nu ställ ställa first my same but for
    again
""")


def _as_first(catalogue: Catalogue, analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "samma som min första fråga fast för Kalmar", the figure that was asked for first, of that region."""
    said = set(words)
    first, named = memory.turns[0], list(dict.fromkeys(place.code for place in analysis.regions))
    years = list(dict.fromkeys(value for period in analysis.periods for value in period.values))
    if said.isdisjoint(_QUESTION) or said.isdisjoint(_FIRST) or len(named) + len(years) != 1:
        return None
    if len(memory.turns) >= KEEP or first.status != "answered" or len(first.subjects) != 1 or analysis.amounts:
        return None
    dated = set(map(analysis.as_typed, analysis.dated))
    said -= dated
    item = catalogue.subject(first.subjects[0]).item
    if not isinstance(item, Indicator) or not said <= AROUND | _QUESTION | _OF_QUESTION:
        return None
    english, areas = analysis.language == "en", catalogue.places.areas
    if years and len(first.areas) == 1 and _is_named(catalogue, first.areas[0]):
        years.insert(0, areas[first.areas[0]].name)  # the year asked for now, of the region asked of then
    name = ", ".join([areas[code].name for code in named] or years)
    apiece = (" per inhabitant" if english else " per invånare") * (first.per_capita or analysis.has("per_capita"))
    return Restated(f"{item.name.en if english else item.name.sv}{apiece}, {name}", alone=True)


def _rest(
    catalogue: Catalogue, analysis: Analysis, words: list[str], last: Turn, indicator: Indicator
) -> Restated | None:
    """For "resten av landet ihop?" after some regions' figure, the sum of all others."""
    areas = catalogue.places.areas
    regional = all(code in areas and areas[code].kind == "region" and code != UNNAMED for code in last.areas)
    if not regional or not last.areas or last.group or len(last.areas) >= REGIONS or last.operation not in _TELLING:
        return None
    norms, said = analysis.norms, set(words)
    for place in analysis.places:  # "resten av Sverige", "alla utom Skåne", "övriga regioner", which a group is called
        others = place.kind == "group" and (
            len(catalogue.places.groups[place.code].members) >= REGIONS
            or not _REST.isdisjoint(norms[place.start : place.end])
        )
        if not others and place.kind != "nation" and place.code not in last.areas:
            return None
    others = any(pair in _OTHERS for pair in pairwise(norms))
    asked = others or not said.isdisjoint(_REST) or not _REST.isdisjoint(norms)
    asked = asked or (not said.isdisjoint(_LEFT) and not said.isdisjoint(("andra", "others")))
    if not asked or said & _NOT_OF_REST or not said <= AROUND | _REST | _LEFT | _OF_REST:
        return None
    dated = any(not period.weak for period in analysis.periods)  # "de övriga 20" is no year
    if dated or any(amount.unit for amount in analysis.amounts) or indicator.unit not in ("SEK", "persons"):
        return None
    names = " och ".join(areas[code].name for code in last.areas)
    if analysis.language == "en":
        return Restated(f"{indicator.name.en}: the sum of all regions except {names.replace(' och ', ' and ')}")
    return Restated(f"{indicator.name.sv}: summan för alla regioner utom {names}")


_NOT_OF_REST = word_set("vem vilka många mer mindre most least snittet snitt medel who inte lika samma per")
"""Words that ask something else of the others than their sum."""


def two_told(memory: Memory) -> tuple[Turn, Turn] | None:
    """The last two answers, of the same figure for two periods or two regions, asked for one by one."""
    two = memory.turns[-2:]
    if len(two) < 2 or any(turn.status != "answered" or turn.operation not in _ASKED_ALONE for turn in two):
        return None
    first, second = two
    if first.subjects[:1] != second.subjects[:1] or second.corrects:
        return None
    if not (len(first.periods) == len(second.periods) == len(first.areas) == len(second.areas) == 1):
        return None
    differ = (first.periods != second.periods) + (first.areas != second.areas) + (first.scenarios != second.scenarios)
    return (first, second) if differ == 1 else None


def _in_percent(analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "och i procent är minskningen?" after two years, the change between these two."""
    two, said = two_told(memory), set(words)
    if two is None or two[0].periods == two[1].periods or said.isdisjoint(_PERCENT) or said.isdisjoint(_CHANGE):
        return None
    if analysis.periods or any(amount.unit for amount in analysis.amounts):
        return None
    if not said <= AROUND | _PERCENT | _CHANGE | _OF_CHANGE:
        return None
    first, second = two[0].periods[0], two[1].periods[0]
    if analysis.language == "en":
        return Restated(f"what is the change in per cent from {first} to {second}?")
    return Restated(f"hur många procent är förändringen från {first} till {second}?")


def _apart(analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "how much larger is the second sum?" after two years, how far they are apart."""
    two, said = two_told(memory), set(words)
    if two is None or two[0].periods == two[1].periods or said.isdisjoint(_APART):
        return None
    said -= {*two[0].periods, *two[1].periods}
    if any(amount.unit == "SEK" for amount in analysis.amounts) or not said <= AROUND | _APART | _OF_APART:
        return None
    if not said.isdisjoint(_PERCENT) or {value for period in analysis.periods for value in period.values} - {
        *two[0].periods,
        *two[1].periods,
    }:
        return None
    first, second = two[0].periods[0], two[1].periods[0]
    if analysis.language == "en":
        return Restated(f"what is the difference between {first} and {second}?")
    return Restated(f"vad är skillnaden mellan {first} och {second}?")


_POINTS = word_set("enheter procentenheter procentenhet points point percentage-point pp percentage-points")
_OF_POINTS = word_set("""
    procentenheter procentenhet percentage point points pp skillnad skillnaden skiljer differens differensen avstånd
    avståndet försprång försprånget lägre högre bättre sämre ligger uttryckt räknat räkna ut ger mellan dem båda de två
    enheter enhet under över
    lead distance far apart wise separates separate difference gap spread lower higher better worse off work out
    between two both expressed my editor average beat beats below above large big makes leads
""")


def _points_apart(catalogue: Catalogue, analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "how far apart, in percentage points?" after two shares or rates, the difference between these two."""
    two, said = two_told(memory), set(words)
    if two is None or two[0].areas == two[1].areas or said.isdisjoint(_POINTS):
        return None
    if any(amount.unit or amount.value != _TWO for amount in analysis.amounts):
        return None
    if any(turn.figures[0].unit != "percent" for turn in two) or not said <= AROUND | _OF_POINTS | _POINTS:
        return None
    told = (two[0].areas[0], two[1].areas[0])
    if any(place.code not in told for place in analysis.places) or analysis.periods:
        return None
    first, second = (catalogue.places.areas[code] for code in told)
    if analysis.language == "en":
        names = f"{first.name_en or first.name} and {second.name_en or second.name}"
        return Restated(f"what is the difference in percentage points between {names}?")
    return Restated(f"hur många procentenheter skiljer mellan {first.name} och {second.name}?")


_LACKING = word_set("behövt behöver behövs behöva fattas fattades saknas saknar needed lacks missing")
_CATCHING = word_set("""
    komma kom nå nått ikapp upp till lika samma högt mycket för att hade skulle ha ytterligare more to reach catch up
    same
    as much
""")


def _catching_up(catalogue: Catalogue, analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "hur mycket hade A behövt till för att nå samma summa?" after two regions, how far they are apart."""
    two, said = two_told(memory), set(words)
    if two is None or two[0].areas == two[1].areas or said.isdisjoint(_LACKING) or analysis.amounts:
        return None
    told = (two[0].areas[0], two[1].areas[0])
    named = {place.code for place in analysis.places}
    if len(named) != 1 or not named <= set(told) or not said <= AROUND | _LACKING | _CATCHING or analysis.periods:
        return None
    if two[0].per_capita or two[1].per_capita or not all(_is_named(catalogue, code) for code in told):
        return None
    first, second = (catalogue.places.areas[code].name for code in told)
    if analysis.language == "en":
        return Restated(f"what is the difference between {first} and {second}?")
    return Restated(f"vad är skillnaden mellan {first} och {second}?")


_JUST_TWO = word_set("två 2 vilkendera båda bägge two both either")


def _third_told(memory: Memory, last: Turn) -> bool:
    """Whether a third region of the same figure was told just before two: "vem av dem fick mest?" is of all three."""
    before = memory.turns[-3] if len(memory.turns) > 2 else None
    same = before is not None and before.subjects[:1] == last.subjects[:1] and before.areas != last.areas
    return same and before is not None and before.operation == "lookup" and len(before.areas) == 1


def _of_two(catalogue: Catalogue, analysis: Analysis, words: list[str], memory: Memory) -> Restated | None:
    """For "vilkendera fick den största summan?" after two regions, which of them has more."""
    two, said = two_told(memory), set(words)
    if two is None or two[0].areas == two[1].areas or said.isdisjoint(_WHO):
        return None
    more, less = not said.isdisjoint(_MOST), not said.isdisjoint(_LEAST)
    if more == less or not said <= AROUND | _WHO | _MOST | _LEAST | _OF_TWO:
        return None
    compared = not said.isdisjoint(_COMPARATIVE) and not said.isdisjoint(_AMONG)  # "vilken av regionerna fick mer"
    compared = compared or not said.isdisjoint(_SUMS_TOLD)  # "vilket av beloppen är störst"
    if (
        (said.isdisjoint(_TWO_SAID) and not compared)
        or analysis.amounts
        or (said.isdisjoint(_JUST_TWO) and _third_told(memory, two[1]))
    ):
        return None
    if two[0].per_capita != two[1].per_capita:
        return None
    first, second = (catalogue.places.areas[turn.areas[0]].name for turn in two)
    if analysis.language == "en":
        apiece = " per inhabitant" * two[1].per_capita
        return Restated(f"who got {'most' if more else 'least'}{apiece} of {first} and {second}?")
    apiece = " per invånare" * two[1].per_capita
    return Restated(f"vem av {first} och {second} fick {'mest' if more else 'minst'}{apiece}?")


_ADDING = word_set("""
    sammanlagt sammantaget sammanräknat tillsammans ihop ihopräknat ihoplagt hopräknade hopräknat hopslaget samman
    addera
    adderar adderat adderade plussa plussar plus summera summerar summerat summerade gemensamt summering together
    combined
    add
""")
_OF_ADDING = word_set("""
    de dessa dom här där det alla samtliga båda bägge lägg lägger slå slår räkna räknar åt mig snäll snälla blire blir
    uppgår uppgick hela landar landade posterna belopp beloppen beloppet åren år årsbeloppen regionerna dvs allt
    som gick dit stort
    in om räkna räknar fick får nyss just senaste these those all both years amounts got they sum up
""")


_COUNTING = word_set("räkna räknar räknat räknas ta tar tas med count counting counted")
"""Words that with an "in" ask for the sum of both: "om jag räknar in båda två"."""


def _told_in_a_row(memory: Memory) -> list[tuple[str, str]]:
    """The regions and periods of one figure that were asked for one by one up to now, oldest first."""
    told: list[tuple[str, str]] = []
    newest: Turn | None = None
    withdrawn = False
    for turn in reversed(memory.turns):
        if turn.status != "answered" or turn.operation == "sum" or withdrawn:
            withdrawn = withdrawn and turn.corrects  # what a correction puts right was not meant
            continue
        single = len(turn.areas) == 1 and len(turn.periods) == 1 and not turn.group and not turn.per_capita
        same = newest is None or (turn.subjects == newest.subjects and turn.scenarios == newest.scenarios)
        if turn.operation != "lookup" or not single or not same or not turn.figures:
            break
        newest = newest or turn
        if (turn.areas[0], turn.periods[0]) not in told:
            told.append((turn.areas[0], turn.periods[0]))
        withdrawn = turn.corrects
    return told[::-1]


def _together(
    catalogue: Catalogue, analysis: Analysis, words: list[str], memory: Memory, indicator: Indicator
) -> Restated | None:
    """For "räkna ihop det där åt mig" after several, one by one, the sum of these."""
    said, told = set(words), _told_in_a_row(memory)
    numbers = [CARDINALS.get(word) or (int(word) if word.isdecimal() else 0) for word in words if word not in _ANY]
    count = next((number for number in numbers if number), _TWO if not said.isdisjoint(_BOTH) else 0)
    told = told[-count:] if count else told
    counting_in = "in" in said and not said.isdisjoint(_COUNTING) and not said.isdisjoint(_BOTH)
    if (
        (said.isdisjoint(_ADDING) and not counting_in)
        or len(told) < _TWO
        or (count and len(told) != count)
        or analysis.periods
    ):
        return None
    spelt = {word for word in words if word in CARDINALS or word.isdecimal()}
    if any(amount.unit for amount in analysis.amounts) or not said - spelt <= AROUND | _ADDING | _OF_ADDING:
        return None
    areas, periods = {area for area, _ in told}, {period for _, period in told}
    known = catalogue.places.areas
    english = analysis.language == "en"
    if len(areas) == len(told) and len(periods) == 1 and all(_is_named(catalogue, area) for area in areas):
        of = [known[area].name for area, _ in told]
    elif len(periods) == len(told) and len(areas) == 1:
        of = sorted(periods)
    else:
        return None
    name = indicator.name.en if english else indicator.name.sv
    return Restated(f"{name}: {'the sum of' if english else 'summan av'} {joined(of, analysis.language)}")


def _is_named(catalogue: Catalogue, code: str) -> bool:
    """Whether a code is that of a region that has a name."""
    area = catalogue.places.areas.get(code)
    return area is not None and area.kind == "region" and code != UNNAMED


_TWO = 2
_BOTH = word_set("båda bägge both")
_ANY = word_set("en ett one")
_TWO_SAID = word_set("""
    vilkendera vilketdera endera ena två båda bägge dem dom dessa two both them either
""")
"""Words that say of two that they are two."""
_COMPARATIVE = word_set("mer mera större högre mindre lägre more larger higher less smaller lower")
_AMONG = word_set("av of")
_SUMS_TOLD = word_set("beloppen summorna")
"""Nouns in the plural for what was told, which are two."""


def _width(
    catalogue: Catalogue, analysis: Analysis, words: list[str], last: Turn, indicator: Indicator
) -> Restated | None:
    """For "dagarna emellan är hur många?" after a range, its width; for "minskningen då?" after both values, theirs."""
    said = set(words)
    if any(amount.unit for amount in analysis.amounts) or last.operation != "lookup":
        return None
    english = analysis.language == "en"
    if catalogue.holdings(indicator.id).ranged and not said.isdisjoint(_WIDE) and said <= AROUND | _WIDE | _OF_WIDTH:
        if said.isdisjoint(_HOW_MANY):
            return None  # "hur skiljer de sig åt?" asks for both ends
        asked = "how big is the difference between the lowest and the highest?"
        return Restated(asked if english else "hur stor är skillnaden mellan lägst och högst?")
    both = len(last.breakdowns) == 0 and len(last.figures) == 2 and bool(indicator.series)
    if both and not said.isdisjoint(_MOVED) and said <= AROUND | _MOVED | _OF_MOVE | {"100 000"}:
        percent = not said.isdisjoint(("procent", "percent")) and said.isdisjoint(("inte", "not"))
        if percent:
            return None
        asked = "what is the difference between the first and the last value?"
        return Restated(asked if english else "hur stor är skillnaden mellan första och sista värdet?")
    return None
