"""Follow-ups that wrap a short question in other words: "jag blandade ihop länen, det är Halland jag vill ha".

After an answer people say in ever new sentences what comes to a few: another region, another year, another unit, how
far two are apart, which place it is in the order. Each is known by a word that asks for it, where all other words only
stand around it; the short question that it stands for is then read like any other.
"""

from __future__ import annotations

from itertools import pairwise

from knowledge.catalogue import Catalogue
from knowledge.language.tables import word_set
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis
from knowledge.planning.context import REGIONS
from knowledge.restating import Restated

_MOST_WORDS = 18
AROUND = word_set("""
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
    rather no nope sorry oops
""")
"""Words by which somebody puts right which region he means."""
_OF_CORRECTION = word_set("""
    uttryckte ut länen regionerna frågar frågade frågan gäller gällde ute skulle bre såklart uttryckt namnen namn hade
    me
    my bad up gällande sa sade skrev tänkt lite
""")
_YEAR = word_set("""
    planerat planerade planerar budgetåret budgetår hoppa hoppar gå går vidare framåt året år år:et nästa sedan sen
    gäller gällande avsatt avsätter avsätts skip jump move ahead year planned budget back tillbaka bakåt låt kolla
    titta
    look
""")
"""Words that may stand around another year."""
_UNITS = word_set("""
    miljon miljoner miljard miljarder mkr mnkr mdkr mdr milj tusental tusentals tkr kronor
    million millions billion billions thousands kronor sek
""")
_EXACT = word_set("""
    oavrundad oavrundade oavrundat avrundning avrundningar exakt exakta exkat precis fullständiga fullständig utskrivna
    utskriven kronan öret tusental tkr unrounded rounding exact precise
""")
_OF_UNITS = word_set("""
    omräknat omräknad räknat uttryckt omvandlat omvandla omvandlad form alla runda jämna siffror expressed converted
    convert terms omvandlas tal
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
    större mindre högre stor mer both two other between subtract compute calculate
""")
_PLACE = word_set("""
    rank ranks ranked ranking rankings position positions place places placing placement spot standing ordinal
    placering placeringen rangordning rangordningen plats rangplats
""")
_OF_PLACE = word_set("""
    among all 21 twenty regions twenty-one twenty one out list table league order ordered largest smallest most least
    biggest highest
    lowest first last top bottom down up far high where whereabouts who find nationally nationwide country counting
    sort sorted sits sit come comes land measure number compared other others puts put near exact total whole occupy
    hold overall does too nth counted
    bland listan lista tabellen störst minst högst lägst först sist topp botten uppifrån nerifrån land landet riket
    ligger hamnar kommer räknat
""")
_HOW_FAR = frozenset((("far", "down"), ("far", "up"), ("high", "up"), ("number", "what"), ("what", "number")))
_WHERE, _LISTS = word_set("where whereabouts var vart"), word_set("table list league listan tabellen order")
_RANKED_FROM = word_set("among regions top largest biggest highest list table order ranking")


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
    if last is None or last.status != "answered" or not last.figures:
        return None
    placed = {at for place in analysis.places for at in range(place.start, place.end)}
    dated = {at for period in analysis.periods for at in range(period.start, period.end)}
    words = [
        analysis.mended.get(at, token.norm).casefold()  # as typed: these words are few
        for at, token in enumerate(analysis.tokens)
        if at not in placed and at not in dated and token.kind in ("word", "number")
    ]
    groups = catalogue.places.groups
    places = [p for p in analysis.places if p.kind != "group" or len(groups[p.code].members) < REGIONS]
    if any(place.kind == "nation" for place in places):  # "what position nationally?"
        alone = all(place.kind == "nation" for place in places) and not analysis.periods
        return _placed(catalogue, words, last) if alone and len(words) <= _MOST_WORDS else None
    if len(words) > _MOST_WORDS or any(place.kind != "region" for place in places):
        return None
    named = list(dict.fromkeys(place.code for place in places))
    if named == list(last.areas):
        return _placed(catalogue, words, last)
    computes = analysis.has(*_COMPUTING) and _MIXED_UP.isdisjoint(words)  # "blandade ihop" adds nothing
    computes = computes or (bool(named) and analysis.has("those"))
    if (analysis.periods or named) and (computes or not _OTHERWISE.isdisjoint(words)):
        return _between(catalogue, analysis, words, named) if named else None
    if analysis.periods:
        return _other_year(analysis, words, last) if not named else None
    if named:
        return _other_region(catalogue, analysis, words, named, last) or _between(catalogue, analysis, words, named)
    return (
        _share(analysis, words, last)
        or _in_unit(analysis, words, last)
        or _between(catalogue, analysis, words, named)
        or _placed(catalogue, words, last)
    )


def _other_region(
    catalogue: Catalogue, analysis: Analysis, words: list[str], named: list[str], last: Turn
) -> Restated | None:
    """For "jag valde fel, byt till Halland" after one region, the same for the other."""
    meant = [code for code in named if code not in last.areas]
    said = set(words)
    if len(last.areas) != 1 or len(meant) != 1 or len(named) > 2 or analysis.amounts:
        return None
    reported = _wanted(words)
    if (said.isdisjoint(_CORRECTING) and not reported) or not said <= AROUND | _CORRECTING | _OF_CORRECTION:
        return None
    name = catalogue.places.areas[meant[0]].name
    return Restated(f"no, {name}" if analysis.language == "en" else f"nej, {name}")


def _wanted(words: list[str]) -> bool:
    """As in "det var Halland jag ville ha", "Halland skulle jag ha"."""
    text = " ".join(words)
    return any(phrase in text for phrase in ("jag skulle ha", "skulle jag ha", "jag ville ha", "ville jag ha"))


def _other_year(analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "hoppa till 2026, vad står det där?" the same for that year."""
    years = {value for period in analysis.periods for value in period.values}
    if len(years) != 1 or not last.periods or years <= set(last.periods) or analysis.amounts:
        return None
    if not set(words) <= AROUND | _YEAR:
        return None
    year = years.pop()
    return Restated(f"and {year}?" if analysis.language == "en" else f"och {year}?")


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
_SHARE = word_set("andel andelen adnel andelar procent procenten del share proportion percentage percent %")
_WHOLE = word_set("""
    samtliga alla tillsammans totala totalt totalen hela helheten sammanlagt sammanlagda potten stor stort large big
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
        return Restated(f"Where does {area.name} rank among the regions?")
    return Restated(f"Vilken plats har {area.name} bland regionerna?")
