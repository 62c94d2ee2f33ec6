"""Follow-ups that wrap a short question in other words: "jag blandade ihop länen, det är Halland jag vill ha".

After an answer people say in ever new sentences what comes to a few: another region, another year, another unit, how
far two are apart, which place it is in the order. Each is known by a word that asks for it, where all other words only
stand around it; the short question that it stands for is then read like any other.
"""

from __future__ import annotations

from itertools import pairwise

from knowledge.catalogue import Catalogue
from knowledge.kinship import OECD
from knowledge.language.number_words import CARDINALS
from knowledge.language.tables import word_set
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis
from knowledge.model import NATION, UNNAMED, Indicator
from knowledge.planning.context import REGIONS
from knowledge.restating import Restated

_MOST_WORDS = 18
AROUND = word_set("""
    aha jaha jaså mhm hm hmm
    jag du ni vi man de dom det den detta denna där här å dem mig mej oss er som att och o men så då nu ju väl bara
    också
    är e var va vara blev blir bli ha har hade ska skulle kan kunde får vill ville vet behöver behövde ge ger ta tar
    visa ange anges säga säg skriva skriv göra gör få i på av för till från om mot med hos ett en ej inte utan hur vad
    vilken vilket vilka mycket många hej ok okej tack snälla snäll vänligen gärna alltså asså egentligen istället
    stället i fall annars samma siffra siffran siffror siffrorna tal talet belopp beloppet summa summan uppgift
    uppgiften svar svaret bidrag bidraget pengar pengarna region regionen regionens län länet länets län:et åt mer
    hela helt exakt precis kronor kr sektorsbidrag sektorsbidraget motsvarar räkna räknat räknar står
    som regionerna regionernas regioner länen belopp beloppen båda regions' pls what's
    i you we they them their theirs its it that this these those the a an and but so then now just also is are was were
    be do does did have has had would will can could should may need needs want please thanks ok okay give tell me us
    of in on at for to from by with as if what which how much many figure number amount sum grant region regions county
""")
"""Words that name nothing and may stand around each."""
_CORRECTING = word_set("""
    blandade blandat förväxlade förväxlat ihop galet tokigt fel missförstod missförstått missuppfattade misstog
    slarvigt
    slarvig tänkte menade menar avsåg avser åsyftade syftade byt byta byter ändra bytt valde vänta dum dumt ajdå oj
    ojdå
    oops hoppsan äsch äh nä nej näe nejnej fan förlåt ursäkta sorry rättelse stryk glöm efter tankarna istället stället
    såklart självklart snarare swap switch replace wrong mistake misspoke mixed confused meant mean actually instead
    rather no nope sorry oops stopp autokorrekt autocorrect apologies wait misspoke
""")
"""Words by which somebody puts right which region he means."""
_OF_CORRECTION = word_set("""
    uttryckte ut länen regionerna frågar frågade frågan gäller gällde ute skulle bre såklart uttryckt namnen namn hade
    me landskap landskapet been
    my bad up gällande sa sade skrev tänkt lite jo nja där andra stopp autokorrekt autocorrect spökar tangentbordet
    norrut söderut österut västerut längre upp ner kind you'd should said thinking concerns question about asked other
    one not that's oh dear named wanted south north east west named after here sökte sökt letade
""")
_YEAR = word_set("""
    utföll utfallet landade landar
    planerat planerade planerar budgetåret budgetår hoppa hoppar gå går vidare framåt året år år:et nästa sedan sen
    gäller gällande följande påföljande nej no nja fel ser ut såg planen enligt dvs sista slutåret final last ser
    avsatt avsätter avsätts skip jump move ahead year planned budget back tillbaka bakåt låt kolla
    titta
    look
    motsvarande jämförbart jämförbara följdfråga följdfrågan medel medlen anslag anslaget satsning satsningen under
    byt byter byta byts bytt instead rather than swap switch replace corresponding equivalent comparable funding during
""")
"""Words that may stand around another year."""
_OF_EFFECT = word_set("""
    effekt effekten åtgärd åtgärden åtgärdens drar dra in ger ge väntas förväntas räknat räknar tänkt inbringar
    ribba ribban lagt lägger
    effect expected bring brings yield during
""")
"""Words that may stand around another year of what a measure gives."""
_ACTIONS = ("atgard",)
_UNITS = word_set("""
    miljon miljoner miljard miljarder mkr mnkr mdkr mdr milj tusental tusentals tkr kronor
    million millions billion billions thousands kronor sek
""")
_EXACT = word_set("""
    oavrundad oavrundade oavrundat avrundning avrundningar exakt exakta exkat precis fullständiga fullständig utskrivna
    utskriven kronan öret tusental tkr unrounded rounding exact precise exaktare
""")
_OF_UNITS = word_set("""
    enhet enheten enheterna skrivs skrivas skriva skriv byt byta byter unit units switch
    omräknat omräknad räknat uttryckt omvandlat omvandla omvandlad form alla runda jämna siffror expressed converted
    convert terms omvandlas tal ner ned sista när alla måste räcker ungefär cirka ca plz duger ut hela last down
""")
_APART = word_set("""
    skiljer skilde skilja skillnad skillnaden differens differensen mellanskillnad mellanskillnaden glappet gapet
    fattas
    fattades saknas difference gap apart subtrahera
""")
_ONE_FROM_OTHER = word_set("ena")
_SUMS = word_set("summa belopp nivå amount level")
_OF_APART = word_set("""
    beräkna räkna båda bägge två nyss nämnda de ena andra dra drar ifrån åt komma upp nå lika mellan dem emellan än
    större mindre högre stor mer compare compares compared previous one before both two other between subtract
    compute calculate
""")
_PLACE = word_set("""
    rang rangen rankning rankningen rank ranks ranked ranking rankings position positions place places placing
    placement spot standing ordinal
    placering placeringen rangordning rangordningen plats rangplats placerar placeras rankas rankar ranking rankingen
    rangplatsen
""")
_OF_PLACE = word_set("""
    among all 21 twenty regions twenty-one twenty one out list table league order ordered largest smallest most least
    biggest highest
    lowest first last top bottom down up far high where whereabouts who find nationally nationwide country counting
    sort sorted sits sit come comes land measure number compared other others puts put near exact total whole occupy
    hold overall does too nth counted
    bland listan lista tabellen störst minst högst lägst först sist topp botten uppifrån nerifrån land landet riket
    ligger hamnar kommer räknat alla samtliga sig sorterar sorterad sorterat fallande ordning ordningen storlek
    storleksordning storleksordningen efter överst etta ettan om stegen räcker nummer vadå 21 tjugoen tabell största
    högsta man långt ner upp högt gå står länen landets vem sitter
""")
_HOW_FAR = frozenset((
    *(("far", "down"), ("far", "up"), ("high", "up"), ("number", "what"), ("what", "number")),
    *(
        ("vilket", "nummer"),
        ("många", "i"),
        ("nummer", "vad"),
        ("nummer", "vadå"),
        ("långt", "ner"),
        ("långt", "upp"),
        ("högt", "upp"),
    ),
))
_WHERE, _LISTS = word_set("where whereabouts var vart"), word_set("table list league listan tabellen order")
_RANKED_FROM = word_set("""
    among regions top largest biggest highest list table order ranking landet riket bland listan tabellen rankingen
    ordningen sorterar fallande uppifrån störst toppen
""")


_COMPUTING = (
    *("difference", "change", "ratio", "sum", "share", "per_capita", "mean", "median", "top", "bottom", "position"),
    *("more_than", "less_than", "as_much", "compare", "list", "in_kronor", "in_millions", "in_billions", "source"),
    *("claim", "without", "add_to", "why", "who"),
)
"""Cues of a question that asks for more than the same of another region or year."""
_COMPUTED = ("share", "per_capita", "difference", "ratio", "mean", "median", "top", "bottom", "change")
_MIXED_UP = word_set("blandade blandat byt byta byter swap switch replace")
_OTHERWISE = word_set("hela helt mer kr kronor")


def reworded(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | None:
    """The short question that a follow-up stands for.

    Args:
        catalogue: of the store.
        analysis: the follow-up taken apart.
        memory: the conversation.

    Returns:
        The question in short; None where any word of the follow-up says something else.
    """
    last = memory.turns[-1] if memory.turns else None
    if last is not None and last.status == "clarify":
        return _our_region(catalogue, analysis, last)
    if last is None or last.status != "answered" or not last.figures:
        return None
    words = analysis.typed_words(analysis.placed | analysis.dated)
    groups = catalogue.places.groups
    places = [p for p in analysis.places if p.kind != "group" or len(groups[p.code].members) < REGIONS]
    if any(place.kind == "nation" for place in places):  # "what position nationally?"
        alone = all(place.kind == "nation" for place in places) and not analysis.periods
        return _placed(catalogue, words, last) if alone and len(words) <= _MOST_WORDS else None
    if _counts_alone(analysis) and (ends := _other_end(catalogue, words, last, analysis)) is not None:
        return ends
    if places and all(place.code == OECD for place in places):
        return _abroad(catalogue, analysis, words, last)
    if len(words) > _MOST_WORDS or any(place.kind != "region" for place in places):
        return None
    named = list(dict.fromkeys(place.code for place in places))
    if named == list(last.areas):
        return (
            _share(analysis, words, last)
            or _placed(catalogue, words, last)
            or _beside(catalogue, words, last)
            or _apiece(analysis, words, last)
        )
    computes = analysis.has(*_COMPUTING) and _MIXED_UP.isdisjoint(words)  # "blandade ihop" adds nothing
    computes = computes or (bool(named) and analysis.has("those"))
    if (analysis.periods or named) and (computes or not _OTHERWISE.isdisjoint(words)):
        return _between(catalogue, analysis, words, named) if named else None
    if analysis.periods:
        effect = last.figures[0].indicator.startswith(_ACTIONS)
        return _other_year(analysis, words, last, effect) if not named else None
    if named:
        return _other_region(catalogue, analysis, words, named, last) or _between(catalogue, analysis, words, named)
    return (
        _share(analysis, words, last)
        or _in_unit(analysis, words, last)
        or _as_money(analysis, words, last)
        or _in_column(analysis, words, last)
        or _years_on(analysis, words, last)
        or _between(catalogue, analysis, words, named)
        or _placed(catalogue, words, last)
        or _beside(catalogue, words, last)
        or _whole_table(catalogue, words, last, analysis.norms)
        or _apiece(analysis, words, last)
        or _names(words, last)
    )


_MONEY_NAMED = word_set("sektorsbidrag sektorsbidraget bidrag bidraget pengar pengarna grant summa summan")
"""Words by which the answer says what it is about, and not only which region."""
_HEADS = word_set("""
    per invånare invånarna innevånare perinvånare länsbo länsbor skalle huvud person personer medborgare capita
    resident residents öbo öbor boende ö ön länet inhabitant head heads person capita
""")
_SPLIT, _LIVING = (
    word_set(
        "delar dela delas delade delat slå slår slås slaget slog utslaget fördela fördelat split divide divided spread"
    ),
    word_set("bor boende lives living"),
)
_OF_HEADS = word_set("""
    alla samtliga varje får snitt snittet genomsnitt everyone each average
    innebär jämföra kunna andra räknat räknar räkna fram ut folk alla everybody those who there delat fördelat
    fördela utslaget slå slår varje landar
    means compare others able work out spread over gets get does at one omräknat omräknad räkna kronor
""")


def _apiece(analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "jag vill kunna jämföra: vad blir det per invånare?" after one region's sum, the same per inhabitant."""
    one = len(last.figures[0].areas) == 1 and last.figures[0].unit == "SEK" and last.operation in ("lookup", "claim")
    said = set(words)
    divided = not said.isdisjoint(_SPLIT) and not said.isdisjoint(_LIVING)
    if not one or last.per_capita or not (analysis.has("per_capita") or divided) or analysis.amounts:
        return None
    if said.isdisjoint(_HEADS | _LIVING) or not said <= AROUND | _HEADS | _OF_HEADS | _LIVING | _SPLIT:
        return None
    return Restated("and per inhabitant?" if analysis.language == "en" else "och per invånare?")


_NAMES = word_set("namnen namn names")


def _names(words: list[str], last: Turn) -> Restated | None:
    """For "har du namnen?" after a number of regions, which they are."""
    said = set(words)
    if last.figures[0].unit != "count" or said.isdisjoint(_NAMES) or not said <= AROUND | _NAMES:
        return None
    return Restated("which ones?" if last.language == "en" else "vilka är de?")


_BELONGING = word_set("""
    jobbar arbetar bor sitter tillhör kommer verksam anställd ledamot tjänsteman politiker fall mitt vårt min vår
    räkning avsågs avses menas region
    såklart självklart givetvis förstås naturligtvis gäller frågar
    work live belong employed course case our my obviously naturally
""")


def _our_region(catalogue: Catalogue, analysis: Analysis, last: Turn) -> Restated | None:
    """For "jag jobbar på Region Kronoberg" after it was asked which region "vi" is, that region."""
    named = list(dict.fromkeys(place.code for place in analysis.places))
    regions = [place for place in analysis.places if place.kind == "region"]
    if len(named) != 1 or len(regions) != len(analysis.places) or analysis.amounts or analysis.periods:
        return None
    if not last.options or not last.subjects or last.areas:
        return None
    placed = analysis.placed
    words = [t.norm for at, t in enumerate(analysis.tokens) if at not in placed and t.kind in ("word", "number")]
    said = set(words)
    if len(words) > _MOST_WORDS or said.isdisjoint(_BELONGING) or not said <= (AROUND - _MONEY_NAMED) | _BELONGING:
        return None
    return Restated(catalogue.places.areas[named[0]].name, named=True)


def _counts_alone(analysis: Analysis) -> bool:
    """Whether no amount of anything but a number of regions is said."""
    return len(words := analysis.amounts) <= 1 and not any(amount.unit for amount in words)


def _other_region(
    catalogue: Catalogue, analysis: Analysis, words: list[str], named: list[str], last: Turn
) -> Restated | None:
    """For "jag valde fel, byt till Halland" after one region, the same for the other."""
    meant = [code for code in named if code not in last.areas]
    said = set(words)
    if len(last.areas) != 1 or len(meant) != 1 or len(named) > 2 or analysis.amounts:
        return None
    reported = _wanted(words) or not said.isdisjoint(_ALIKE) or any(pair in _NOT_THAT for pair in pairwise(words))
    if (
        said.isdisjoint(_CORRECTING) and not reported
    ) or not said <= AROUND | _CORRECTING | _OF_CORRECTION | _ALIKE | _OF_ALIKE:
        return None
    name = catalogue.places.areas[meant[0]].name
    if said.isdisjoint(_CORRECTING):
        return Restated(f"and {name}" if analysis.language == "en" else f"och {name}", named=True)
    return Restated(f"no, {name}" if analysis.language == "en" else f"nej, {name}")


_ALIKE = word_set("""
    corresponding case tho though
    likadant likadan detsamma likaledes motsvarande dito ditto samma också oxå även också- ser såg
    same equivalent too also well fare fared likewise similarly
""")
"""Words by which the same is asked of another region."""
_OF_ALIKE = word_set("""
    gör göra gjorde ut det som grannlänet grannregionen grannen nu kan tack sen sedan uträkning uträkningen beräkning
    beräkningen go how did does kind if when neighbour neighbouring
""")
_NOT_THAT = frozenset((
    ("sa", "jag"),
    ("skrev", "jag"),
    ("sade", "jag"),
    ("not", "it"),
    ("not", "that"),
    ("other", "one"),
    ("named", "the"),
    ("wrong", "one"),
))


def _wanted(words: list[str]) -> bool:
    """As in "det var Halland jag ville ha", "Halland skulle jag ha"."""
    text = " ".join(words)
    return any(phrase in text for phrase in ("jag skulle ha", "skulle jag ha", "jag ville ha", "ville jag ha"))


def _other_year(analysis: Analysis, words: list[str], last: Turn, effect: bool) -> Restated | None:
    """For "hoppa till 2026, vad står det där?" the same for that year."""
    years = {value for period in analysis.periods for value in period.values}
    denied = not {"inte", "ej", "not"}.isdisjoint(words) or not _IN_PLACE.isdisjoint(words)
    if denied and len(last.periods) == 1 and len(years) == 2:  # "nej 2025, inte 2024"
        years -= set(last.periods)
    counted = [amount for amount in analysis.amounts if amount.unit != "years"]  # "ett år bakåt, alltså 2023"
    if len(years) != 1 or not last.periods or years <= set(last.periods) or counted:
        return None
    bill = _BILLS | _ON | _BACK | _YEARS if last.scenarios == ("budget",) else frozenset()
    if not set(words) <= AROUND | _YEAR | bill | (_OF_EFFECT if effect else frozenset()):
        return None
    year = years.pop()
    return Restated(f"and {year}?" if analysis.language == "en" else f"och {year}?")


_IN_PLACE = word_set("stället istället byt byter byta instead rather swap switch replace")
"""Words by which one year takes the place of the one that was told: "2028 i stället för 2026"."""
_COLUMNS = {
    "budgeten": word_set(
        "budget budgeten budgetram budgetramen budgeterat budgeterad budgeterade ram ramen budgetn budgeted"
    ),
    "avvikelsen": word_set("""
        avvikelse avvikelsen differens differensen diff diffen överskridande överskridandet överskridandets överdrag
        överdraget mellanskillnad mellanskillnaden deviation variance overrun
    """),
    "prognosen": word_set("prognos prognosen prognosticerat prognosticerad forecast forecasted"),
}
_IN_ENGLISH = {"budgeten": "budget", "avvikelsen": "deviation", "prognosen": "forecast"}
_OF_COLUMN = word_set("""
    stor stort hög högt nämnden nämndens raden posten rad post kolumnen kolumn avsatt avsatte lagt låg befarad
    befarade befarat väntad
    va sa sade jämfört item equivalent allow allowed cost costs frame revenue line
    väntade storlek storleken sagt angett angivet uppe enligt detta denna row line column same set aside size
""")
_FORECAST = frozenset(("forecast", "budget", "deviation"))


_INSTEAD = (("instead", "of"), ("rather", "than"), ("i", "stället", "för"), ("istället", "för"), ("inte",), ("not",))


def _without_other(words: list[str]) -> list[str]:
    """The words without the column that another is put in the place of: "budget instead of forecast"."""
    for at in range(len(words)):
        for phrase in _INSTEAD:
            end = at + len(phrase)
            behind = words[end : end + 1]
            if tuple(words[at:end]) == phrase and any(not c.isdisjoint(behind) for c in _COLUMNS.values()):
                return words[:at] + words[end + 1 :]
    return words


def _in_column(analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "vad hade nämnden i budgetram på den raden?" after one row, another column of that row."""
    said = set(_without_other(words))
    if "jämfört" in said and not ("på" in said and said & {"låg", "ligger"}):
        return None  # compared with the budget it is a deviation; "vad låg den på?" asks for the budget
    if not _FORECAST.issuperset(last.scenarios) or not last.scenarios or last.operation != "lookup":
        return None
    asked = [column for column, of_column in _COLUMNS.items() if not said.isdisjoint(of_column)]
    if len(asked) != 1 or len(last.figures) != 1 or analysis.amounts or "summan" in said:
        return None
    if not said <= AROUND | _COLUMNS[asked[0]] | _OF_COLUMN:
        return None
    return Restated(f"and the {_IN_ENGLISH[asked[0]]}?" if analysis.language == "en" else f"och {asked[0]}?")


_OF_ABROAD = word_set("""
    genomsnitt genomsnittet snitt snittet medel medelvärdet länderna ländernas klarar ser ut sig jämföra ligger
    average mean countries doing fare compare
    jämförelsesiffran jämförelsesiffra jämförelsetal jämförelsetalet jämförelsen motsvarande corresponding comparison
""")


def _abroad(catalogue: Catalogue, analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "hur ser genomsnittet ut i OECD?" after Sweden's figure, the OECD's."""
    item = catalogue.subject(last.subjects[0]).item if last.subjects else None
    if not isinstance(item, Indicator) or last.areas != (NATION,) or OECD not in catalogue.holdings(item.id).areas:
        return None
    if analysis.amounts or len(words) > _MOST_WORDS or not set(words) <= AROUND | _OF_ABROAD:
        return None
    if analysis.has("difference", "ratio", "more_than", "less_than", "claim", "share", "who"):
        return None
    return Restated("and the OECD?" if analysis.language == "en" else "och OECD?")


def _in_unit(analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "omräknat till miljarder blir det vad?" the same amount, in the unit or to the krona."""
    said = set(words)
    if last.figures[0].unit != "SEK" or len(last.figures[0].areas) > 1 or last.operation not in ("lookup", "claim"):
        return None
    if analysis.has(*_COMPUTED, "rounded"):
        return None
    exact, units = not said.isdisjoint(_EXACT), said & _UNITS
    if not (exact or units) or not said <= AROUND | _UNITS | _EXACT | _OF_UNITS:
        return None
    if any(amount.unit for amount in analysis.amounts):
        return None
    return Restated("exact?" if analysis.language == "en" else "exakt?")


_SUM_OF_MONEY = word_set("""
    summa summan belopp beloppet pengar pengarna stålar kosing cash slantar kronor kr sum amount money kronor
""")
_OF_MONEY = word_set("""
    procenten procentsatsen procenttalet procentandelen andelen döljer gömmer bakom ligger behind hides
    handlar rör sig det frågan fråga om mot svarar motsvarar säger reda rena absoluta tal procent procentsats % räknat
    ut räkna omsätt översätt inget ingenting så mycket stor stort correspond corresponds terms percent tells nothing
    does big large
""")


def _as_money(analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "vilket belopp svarar det mot?" after a share, the same in kronor."""
    told, said = last.figures[0], set(words)
    if told.unit != "percent" or last.operation not in ("lookup", "share", "claim"):
        return None
    others = [amount for amount in analysis.amounts if amount.unit != "percent" or amount.value != told.value]
    stated = {
        token.norm
        for amount in analysis.amounts
        for token in analysis.tokens[amount.start : amount.end]
        if token.is_word
    }
    if others or said.isdisjoint(_SUM_OF_MONEY) or not said - stated <= AROUND | _SUM_OF_MONEY | _OF_MONEY:
        return None
    if analysis.has("per_capita", "difference", "ratio", "top", "bottom"):
        return None
    return Restated("how many kronor is that?" if analysis.language == "en" else "hur många kronor är det?")


_ON = word_set("""
    framåt fram senare efter följande påföljande nästföljande nästkommande nästa därpå därefter later on after
    following
    next ahead forward
""")
_BACK = word_set("bakåt tillbaka tidigare dessförinnan innan föregående närmast earlier before back previous preceding")
_YEARS = word_set("år året års åren year years budgetår budgetåret budgetårets year's")
_BILLS = word_set("budgetproposition budgetpropositionen proposition propositionen budgeten bp budget bill")


def _years_on(analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "gå ett år framåt" or "and two years later?" after one year, the same for the year that is meant."""
    said = set(words)
    one = last.periods[0] if len(last.periods) == 1 and last.periods[0].isdecimal() else ""
    bill = last.scenarios == ("budget",)
    if not one or analysis.has("change", "difference", "ratio", "mean") or last.operation != "lookup":
        return None
    if any(cue.id == "sum" and analysis.norms[cue.start] not in AROUND for cue in analysis.cues):
        return None  # "vad blir summan då?" of the year before adds nothing up
    on, back = not said.isdisjoint(_ON), not said.isdisjoint(_BACK)
    if on == back or (said.isdisjoint(_YEARS) and not (bill and not said.isdisjoint(_BILLS))):
        return None
    counted = [amount for amount in analysis.amounts if amount.unit == "years"]
    if len(counted) > 1 or len(counted) < len(analysis.amounts):
        return None
    numbers = {word for word in words if word in CARDINALS or word.isdecimal()}
    around = AROUND | _YEAR | _ON | _BACK | _YEARS | (_BILLS if bill else frozenset())
    effect = last.figures[0].indicator.startswith(_ACTIONS)
    if not said - numbers <= around | (_OF_EFFECT if effect else frozenset()):
        return None
    steps = int(counted[0].value) if counted else 1
    year = int(one) + (steps if on else -steps)
    return Restated(f"and {year}?" if analysis.language == "en" else f"och {year}?")


def _share(analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "hur stor andel är det av vad samtliga regioner fick?" after one region's figure, its part of the whole."""
    said = set(words)
    one = len(last.areas) == 1 and last.figures[0].unit == "SEK" and last.operation in ("lookup", "claim")
    if not one or said.isdisjoint(_SHARE) or said.isdisjoint(_WHOLE) or not said <= AROUND | _SHARE | _WHOLE:
        return None
    if any(amount.unit and amount.value != _ALL_OF_IT for amount in analysis.amounts) or analysis.has("per_capita"):
        return None
    if analysis.language == "en":
        return Restated("what share of the total is that?")
    return Restated("hur stor andel är det av det totala?")


_ALL_OF_IT = 100
_SHARE = word_set(
    "hundra bit biten andel andelen adnel andelar procent procenten del share proportion percentage percent %"
)
_WHOLE = word_set("""
    allt kaka kakan tårtan pie cake samtliga alla tillsammans totala totalt totalen hela helheten sammanlagt
    sammanlagda potten stor stort large big
    100 fick delades
    ut all together total whole entire pot overall received everyone
""")


def _between(catalogue: Catalogue, analysis: Analysis, words: list[str], named: list[str]) -> Restated | None:
    """For "hur mycket mer fick den ena än den andra?" how far the two that were told are apart."""
    said = set(words)
    apart = not said.isdisjoint(_APART) or (not said.isdisjoint(_ONE_FROM_OTHER) and "andra" in said)
    if not apart or not said <= AROUND | _APART | _OF_APART | word_set("fick got received"):
        return None
    if len(named) == 2 and not said.isdisjoint(_SUMS):
        first, second = (catalogue.places.areas[code].name for code in named)
        return Restated(f"skillnaden mellan {first} och {second}")
    if named or any(amount.unit for amount in analysis.amounts):
        return None
    return Restated(
        "what is the difference between the two?" if analysis.language == "en" else "vad är skillnaden mellan de två?"
    )


def _placed(catalogue: Catalogue, words: list[str], last: Turn) -> Restated | None:
    """For "which spot is theirs?" after one region's figure, the question which place it has in the order."""
    said = set(words)
    area = catalogue.places.areas.get(last.areas[0]) if len(last.areas) == 1 else None
    if area is None or area.kind != "region" or not said <= AROUND | _PLACE | _OF_PLACE:
        return None
    far = any(pair in _HOW_FAR for pair in pairwise(words))
    asks = (
        not said.isdisjoint(_PLACE) or (said & _WHERE and said & _LISTS) or (far and not said.isdisjoint(_RANKED_FROM))
    )
    if not asks or said & {"who", "vem"}:
        return None
    if last.language == "en":
        return Restated(
            f"Where does {area.name} rank among the regions{' per inhabitant' * last.per_capita}?", named=True
        )
    return Restated(f"Vilken plats har {area.name} bland regionerna{' per invånare' * last.per_capita}?", named=True)


_ABOVE = word_set("ovanför uppåt bättre högre upp före förbi över framför above ahead higher better up")
_BELOW = word_set("nedanför neråt nedåt sämre lägre ner ned efter under bakom below behind lower worse down")
_STEP = word_set("""
    närmast närmaste strax precis steg steget hack hacket snäpp snäppet pinnhål pinnhålet placering placeringen platsen
    plats nästa omedelbart alldeles next just right immediately directly step place spot position one nearest closest
""")
_OF_STEP = word_set("""
    vem vilka vilken ligger låg hamnade hamnar hamna fick kommer kom står placerad placerade knep tog ranking
    rangordning
    listan lista tabellen tabell ordningen namnet namn heter passera passerar klättra klättrar sjunka falla
    who whom ranked ranks came comes list table order name climb overtake pass got
""")


def _beside(catalogue: Catalogue, words: list[str], last: Turn) -> Restated | None:
    """For "vilken är närmaste region uppåt i listan?" after one region's figure or place, who is next to it."""
    said = set(words)
    area = catalogue.places.areas.get(last.areas[0]) if len(last.areas) == 1 else None
    if area is None or area.kind != "region" or last.operation not in ("lookup", "position", "claim", "rank"):
        return None
    above, below = not said.isdisjoint(_ABOVE), not said.isdisjoint(_BELOW)
    if above == below or said.isdisjoint(_STEP) or not said <= AROUND | _ABOVE | _BELOW | _STEP | _OF_STEP:
        return None
    if said.isdisjoint(_NAMED_ONE):
        return None
    if last.language == "en":
        apiece = " per inhabitant" * last.per_capita
        return Restated(f"which region is next {'above' if above else 'below'} {area.name}{apiece}?", named=True)
    apiece = " per invånare" * last.per_capita
    return Restated(f"vilken region ligger närmast {'före' if above else 'efter'} {area.name}{apiece}?", named=True)


_NAMED_ONE = word_set("vem vilken vilka namnet namn heter who whom which name")
_TABLES = word_set("""
    tabellen tabell lista listan förteckning förteckningen uppställning uppställningen rasket sammanställning
    sammanställningen table list overview
""")
_ENTIRE = word_set("""
    hela hel fullständig fullständiga komplett kompletta alla samtliga varenda whole full entire complete all every
""")
_OF_TABLE = word_set("""
    regioner regionerna skicka rada radar upp slipper fråga gång taget länen landet län ut klistra in hit här
    regions counties send paste print
""")
_ONE_EACH = frozenset((("var", "och"), ("en", "och"), ("each", "and"), ("och", "varenda")))
_ENUMERATE = word_set("rada räkna lista radar räknar enumerate list")


def _whole_table(catalogue: Catalogue, words: list[str], last: Turn, norms: tuple[str, ...]) -> Restated | None:
    """For "hela tabellen, tack" after one region's figure, the figures of all regions."""
    said = set(words)
    area = catalogue.places.areas.get(last.areas[0]) if len(last.areas) == 1 else None
    if area is None or area.kind != "region" or area.code == UNNAMED or len(last.subjects) != 1:
        return None
    entire = not said.isdisjoint(_TABLES) and not said.isdisjoint(_ENTIRE)
    each = not said.isdisjoint(_ENUMERATE) and any(pair in _ONE_EACH for pair in pairwise(norms))
    if not (entire or each) or not said <= AROUND | _TABLES | _ENTIRE | _OF_TABLE | word_set("fick got"):
        return None
    item = catalogue.subject(last.subjects[0]).item
    if not isinstance(item, Indicator):
        return None
    if last.language == "en":
        return Restated(f"list {item.name.en}{' per inhabitant' * last.per_capita} for all regions")
    return Restated(f"lista {item.name.sv}{' per invånare' * last.per_capita} för alla regioner")


_TOP_END = word_set("störst största högst högsta mest toppen topp främsta largest highest most top biggest")
_BOTTOM_END = word_set("minst minsta lägst lägsta sista botten smallest lowest least bottom last")
_OF_ENDS = word_set("""
    vänd vänt omvänt tvärtom då änden ändan slutet först börja börjar allra listan andra fick de dom turn reverse other
    end starting first list ones instead got
""")


def _other_end(catalogue: Catalogue, words: list[str], last: Turn, asked: Analysis) -> Restated | None:
    """For "vänd på det: de tre lägsta" after those at one end of the order, as many at the other."""
    said = set(words)
    ranked = last.operation == "rank" and 1 < len(last.areas) < REGIONS and len(last.subjects) == 1
    top, bottom = not said.isdisjoint(_TOP_END), not said.isdisjoint(_BOTTOM_END)
    if not ranked or top == bottom or asked.places:
        return None
    numbers = [CARDINALS.get(word) or (int(word) if word.isdecimal() else 0) for word in words if word not in _ONES]
    counted = [number for number in numbers if number]
    if len(counted) > 1 or any(not 1 < number < REGIONS for number in counted):
        return None
    spelt = {word for word in words if word in CARDINALS or word.isdecimal()}
    if not counted or not said - spelt <= AROUND | _TOP_END | _BOTTOM_END | _OF_ENDS:
        return None
    item = catalogue.subject(last.subjects[0]).item
    if not isinstance(item, Indicator):
        return None
    if last.language == "en":
        end, apiece = ("highest" if top else "lowest"), " per inhabitant" * last.per_capita
        return Restated(f"which {counted[0]} regions have the {end} {item.name.en}{apiece}?")
    end, apiece = ("högst" if top else "lägst"), " per invånare" * last.per_capita
    return Restated(f"vilka {counted[0]} regioner har {end} {item.name.sv}{apiece}?")


_ONES = word_set("en ett one")
