"""Follow-ups that ask what else is told of what was just told: when money is paid, what for, by what rule, why.

"När trillar de in?", "till vad då?", "vad styr storleken?", and of a measure "nåra risker för patienterna?". They
name nothing, and what is told of it is found by what it is about and by what is asked.
"""

from __future__ import annotations

from knowledge.catalogue import Catalogue
from knowledge.kinship import is_regional, tables_of
from knowledge.language.tables import word_set
from knowledge.memory import Memory
from knowledge.mentions import Analysis
from knowledge.model import Fact, Indicator
from knowledge.restating import Restated
from knowledge.rewording import AROUND
from knowledge.subjects import Subject

_MOST_WORDS = 14
_WHEN = word_set("när tidpunkt tidpunkten månad månaden datum datumet dag dagen when date month day")
_PAYING = word_set("""
    betalas betala betalar betalt utbetalas utbetalning utbetalningen utbetalningarna ut in inne kommer komma trillar
    ute rullar landar når verkställs sker sätts konto kontot räkna vänta får få fås ske ges delas skickas
    paid pay out payment payments arrive arrives come comes get received land
""")
_OF_PAYING = word_set("""
    pengarna pengar medlen tillskottet tillskott stödet miljarderna regionerna regioner regionernas bestämt klart känt
    tiden tid ute hos slantarna slantar stålarna
    blir det av dem dom de vet man sagt spikat ligger planerat med vid under tänkt själva
    money funds regions known decided yet
""")
_PAID = ("betalas ut", "paid")
"""What a fact says that tells when money is paid."""
_FOR = word_set("till syfte syftet ändamål ändamålet for purpose")
_USING = word_set("""
    använda används användas använd nyttja nyttjas utnyttja göra ska syfte syftet ändamål ändamålet uppnå åstadkomma
    användning användningen väntar förväntar förväntan motprestation use used spend spent purpose aim
""")
_OF_USING = word_set("""
    finns något någon tillbaka slantarna slantar stålarna som regeringens
    vad va pengarna pengar medlen tillskottet regionerna regioner regeringen regeringens hoppas vill förväntar
    förväntas förväntan sig hos enligt då tänkt tanken meningen är de dem
    money funds regions government expect expects expected hopes
""")


def asked_of_told(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | None:
    """The question in full of a follow-up that asks when what was told is paid, or what for.

    Args:
        catalogue: of the store.
        analysis: the follow-up taken apart.
        memory: the conversation.

    Returns:
        The name of the one fact that tells it of what was spoken of; None where there is none, or several.
    """
    last = memory.turns[-1] if memory.turns else None
    if last is None or last.status != "answered" or len(last.subjects) != 1 or analysis.amounts or analysis.periods:
        return None
    if any(place.kind == "region" for place in analysis.places):
        return None
    words = analysis.typed_words()
    said = set(words)
    if not words or len(words) > _MOST_WORDS:
        return None
    subject = catalogue.subject(last.subjects[0])
    letters = _stands_for(catalogue, words, subject.about)
    if letters:
        return Restated(f"what does {letters} stand for" if analysis.language == "en" else f"vad betyder {letters}")
    if not isinstance(subject.item, Indicator | Fact):
        return None
    if not said.isdisjoint(_WHEN) and not said.isdisjoint(_PAYING) and said <= AROUND | _WHEN | _PAYING | _OF_PAYING:
        return _of_aspect(catalogue, subject.about, "when", _PAID, analysis.language == "en")
    uses = not said.isdisjoint(_USING) or words[:2] in (["till", "vad"], ["for", "what"])
    if uses and not said.isdisjoint(_FOR | _USING) and said <= AROUND | _FOR | _USING | _OF_USING:
        return _of_aspect(catalogue, subject.about, "purpose", (), analysis.language == "en")
    split = not said.isdisjoint(_EACH_REGION) and not said.isdisjoint(_SPLITTING)
    if split and not is_regional(catalogue, subject) and said <= AROUND | _EACH_REGION | _SPLITTING | _OF_SPLIT:
        return _not_split(catalogue, subject.about, analysis.language == "en")
    return _reasons(catalogue, said, subject, analysis.language == "en")


_EACH_REGION = word_set("region regioner regionerna län länen landsting regions county counties")
_SPLITTING = word_set("per dela delas uppdelat uppdelad fördela fördelas fördelat varje för split divided by each")
_OF_SPLIT = word_set(
    "upp med kronor belopp pengarna medlen tillskottet satsningen mellan ut skulle vill show shown down"
)


def _not_split(catalogue: Catalogue, about: str, english: bool) -> Restated | None:
    """The gap that says of a sum that it is not split by region, as its name; None where there is none."""
    for gap in catalogue.store.gaps.values():
        names = gap.aliases.en if english else gap.aliases.sv
        named = next((name for name in names if name.endswith(("per region", "by region"))), None)
        if gap.about == about and named is not None:
            return Restated(named, alone=True)
    return None


_CONSEQUENCES = word_set("""
    konsekvens konsekvensen konsekvenser konsekvenserna konsekvensbeskrivning konsekvensbeskrivningen följd följden
    följder följderna risk risken risker riskerna påverka påverkar påverkas drabba drabbar drabbas skada skadar skadas
    nackdel nackdelen nackdelar nackdelarna baksida baksidan farligt ofarligt riskfritt sidoeffekt sidoeffekter
    consequence consequences risk risks harm harms affect affects affected drawback drawbacks downside downsides
""")
"""Words that ask what follows of what was told."""
_AFFECTED = word_set("""
    patienter patienterna patienternas verksamhet verksamheten verksamheterna vård vården personal personalen
    patients operations care staff
""")
"""On whom it may fall, of which "effekter på" asks the same."""
_OF_CONSEQUENCES = word_set("""
    åtgärd åtgärden åtgärdens effekt effekter effekten negativ negativa negativt positiv positiva någon något några nåra
    nån me väntas väntad väntade bedöms bedömd bedömda bedömts anges anger angett sägs finns finnas
    measure effect effects negative any there expected judged said
""")
_CAUSES = word_set("""
    orsak orsaken orsaker orsakerna orsakar orsakat skäl skälet skälen anledning anledningen anledningar beror berodde
    bakom härrör härleds kommer förklaring förklaringen förklaringar förklarar bov boven bovarna driver drar iväg hänt
    cause causes caused reason reasons behind explanation explains driving drives blame
""")
"""Words that ask why a figure is what it is."""
_OF_CAUSES = word_set("""
    avvikelse avvikelsen avvikelsens underskott underskottet underskottets minus minuset överdrag överdraget ifrån
    differens differensen budget budgeten budgetavvikelsen överskridandet fan ligger största främsta kostnader
    kostnaderna poster posterna huvudsakliga främst va varifrån var
    deficit deviation overrun shortfall budget main where come comes going wrong
""")
_LACKS = word_set("""
    avvikelse avvikelsen underskott underskottet minuset överdraget överskridandet budgetavvikelsen differensen iväg
    deficit deviation overrun shortfall
""")
_RULING = word_set("""
    bygger baseras grundas grundar styr styrs avgör avgörs bestäms bestämmer beräknat beräknas beräknad beräknades
    räknats faktor faktorer faktorerna modell modellen princip principer principerna grund grunder grunderna kommer
    kriterier kriterierna fördelningsnyckel fördelningsnyckeln
    based basis determines determined calculated decided factors model criteria rule rules
""")
"""Words that ask by what rule money is divided."""
_OF_RULING = word_set("""
    fördelning fördelningen fördelas fördelat storlek storleken bidragets sektorsbidragets man fram ligger bakom efter
    stort regioner mellan delas fördela
    distribution split size regions between shared out behind
""")
_BY_NEED, _BECAUSE = ("sjukvårdsmodellen", "health-care model"), ("beror", "due to")
"""What facts say that tell the rule, or the causes of a deficit."""


def _reasons(catalogue: Catalogue, said: set[str], subject: Subject, english: bool) -> Restated | None:
    """The fact that tells with what consequences, for what causes or by what rule, where only that is asked."""
    effects = _AFFECTED | word_set("effekter effects")
    follow = not said.isdisjoint(_CONSEQUENCES) or ("på" in said and not said.isdisjoint(_AFFECTED) and said & effects)
    if follow and said <= AROUND | _CONSEQUENCES | _AFFECTED | _OF_CONSEQUENCES:
        return _of_aspect(catalogue, subject.about, "condition", (), english)
    if (
        not said.isdisjoint(_CAUSES)
        and said & (_LACKS | {"kostnader", "fan"})
        and said <= AROUND | _CAUSES | _OF_CAUSES
    ):
        tables = tables_of(catalogue, subject)
        return _of_aspect(catalogue, next(iter(tables)), "why", _BECAUSE, english) if len(tables) == 1 else None
    if not said.isdisjoint(_RULING) and said <= AROUND | _RULING | _OF_RULING:
        return _of_aspect(catalogue, subject.about, "how", _BY_NEED, english)
    return None


_MEANS = word_set("""
    är e betyder står för vad va hänger inte vet läsarna läsare skriver ut skrivs utskrivet egentligen åtgärd åtgärden
    det där den här ren svenska uttytt förkortning förkortningen ens nu förstår fattar aldrig hört
    stands stand mean means spelled out abbreviation acronym never heard
""")


def _stands_for(catalogue: Catalogue, words: list[str], about: str) -> str:
    """The letters whose meaning alone is asked for, of what was told: "jag hänger inte med, PKS?"; empty for none."""
    said = [word for word in words if word not in AROUND | _MEANS]
    if len(said) != 1:
        return ""
    letters = said[0].upper()
    told = (fact for fact in catalogue.store.facts.values() if fact.about == about and fact.aspect == "definition")
    return letters if any(fact.answer.sv.startswith(f"{letters} ") for fact in told) else ""


def _of_aspect(
    catalogue: Catalogue, about: str, aspect: str, naming: tuple[str, ...], english: bool
) -> Restated | None:
    """The name of the one fact about something that tells this of it, as a question."""
    found: list[str] = []
    for fact in catalogue.store.facts.values():
        if fact.about != about or fact.aspect != aspect:
            continue
        told = (fact.answer.en if english else fact.answer.sv).casefold()
        if not naming or any(part in told for part in naming):
            found += (fact.aliases.en if english else fact.aliases.sv)[:1]
    return Restated(found[0], alone=True) if len(found) == 1 else None
