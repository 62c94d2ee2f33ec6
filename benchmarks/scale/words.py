"""The vocabulary of the made catalogue: Swedish words of health care and public economy.

Each entry is a phrase with others that mean the same, separated by `|`; names of one indicator are made of its own
phrases and their synonyms.
"""

from __future__ import annotations

from knowledge.language.tables import word_set

Phrase = tuple[str, ...]


def _phrases(text: str) -> tuple[Phrase, ...]:
    """One phrase a line, its synonyms behind `|`."""
    lines = (line.strip() for line in text.strip().splitlines())
    return tuple(tuple(said.strip() for said in line.split("|")) for line in lines if line)


TOPICS: dict[str, tuple[Phrase, ...]] = {
    "primarvard": _phrases("""
        primärvård|vårdcentralsvård|primärvården
        vårdcentraler|vårdcentral|husläkarmottagningar
        distriktssköterskemottagning|sköterskemottagning|distriktssköterska
        barnavårdscentral|BVC|barnhälsovård
        mödrahälsovård|mödravårdscentral|barnmorskemottagning
        jourmottagning|närakut|kvällsmottagning
        fysioterapi i primärvård|sjukgymnastik i primärvård|fysioterapeut i primärvård
        hemsjukvård|sjukvård i hemmet|hembesök i sjukvård
        digitala vårdkontakter|nätläkarbesök|videobesök hos läkare
        sjukvårdsrådgivning|telefonrådgivning|rådgivning per telefon
    """),
    "specialistvard": _phrases("""
        specialiserad somatisk vård|somatisk specialistvård|somatik på sjukhus
        ortopedi|ortopedisk vård|ortopedkirurgi
        ögonsjukvård|ögonmottagning|oftalmologi
        hjärtsjukvård|kardiologi|hjärtmottagning
        strokevård|slaganfallsvård|strokeenhet
        cancervård|onkologi|tumörsjukvård
        bröstcancer|tumör i bröstet|bröstcancervård
        prostatacancer|prostatatumör|prostatacancervård
        tjocktarmscancer|koloncancer|tarmcancer
        lungcancer|lungtumör|lungcancervård
        diabetesvård|diabetesmottagning|sockersjuka
        höftfraktur|höftledsbrott|lårbensbrott
        höftprotesoperation|höftledsplastik|konstgjord höftled
        knäprotesoperation|knäledsplastik|konstgjord knäled
        gråstarrsoperation|kataraktoperation|operation av grå starr
        hjärtinfarkt|akut hjärtinfarkt|infarktvård
        hjärtsvikt|hjärtsviktsvård|sviktande hjärta
        kronisk obstruktiv lungsjukdom|KOL|rökarlunga
        astma|astmavård|luftrörsbesvär
        njursjukvård|dialysvård|nefrologi
        reumatologi|reumatisk sjukvård|ledgångsreumatism
        neurologi|neurologisk vård|nervsjukvård
        hudsjukvård|dermatologi|hudmottagning
        infektionssjukvård|infektionsklinik|smittskyddsvård
        gynekologi|kvinnosjukvård|gynekologisk vård
        förlossningsvård|förlossningar|BB-vård
        neonatalvård|nyföddhetsvård|för tidigt födda
        barnsjukvård|pediatrik|barnklinik
        geriatrik|äldresjukvård|geriatrisk vård
        palliativ vård|vård i livets slutskede|hospicevård
        intensivvård|IVA-vård|intensivvårdsavdelning
        akutmottagning|akutsjukvård på sjukhus|sjukhusakut
        urologi|urologisk vård|urinvägssjukvård
        kirurgi|kirurgisk vård|operationsvård
        röntgenundersökning|bilddiagnostik|radiologi
        laboratoriemedicin|provtagning|klinisk kemi
        habilitering|habiliteringsverksamhet|stöd vid funktionsnedsättning
        rehabilitering|rehabiliteringsvård|återhämtningsträning
        hörselvård|audionomi|hörapparatmottagning
        smärtvård|smärtmottagning|smärtrehabilitering
    """),
    "psykiatri": _phrases("""
        psykiatrisk vård|psykiatri|psykvård
        barn- och ungdomspsykiatri|BUP|ungdomspsykiatrisk vård
        rättspsykiatrisk vård|rättspsykiatri|rättspsyk
        psykiatrisk tvångsvård|tvångsvård|LPT-vård
        beroendevård|missbruksvård|vård vid skadligt bruk
        depression|depressionsbehandling|nedstämdhet
        ätstörningar|ätstörningsvård|anorexivård
        självmordsförsök|suicidförsök|suicidhandling
        schizofreni|psykossjukdom|psykosvård
        adhd-utredning|neuropsykiatrisk utredning|adhd-bedömning
    """),
    "tandvard": _phrases("""
        allmäntandvård|folktandvård|tandläkarvård
        specialisttandvård|tandregleringsvård|käkkirurgi
        karies|hål i tänderna|kariesskador
        tandhälsa|munhälsa|hälsa i munnen
    """),
    "lakemedel": _phrases("""
        antibiotika|antibiotikaförskrivning|bakteriedödande medel
        läkemedelsförmånen|receptläkemedel|läkemedel på recept
        rekvisitionsläkemedel|sjukhusläkemedel|läkemedel på rekvisition
        sömnmedel|insomningstabletter|sömntabletter
        antidepressiva läkemedel|antidepressiva|depressionsmedicin
        opioider|smärtstillande opioider|morfinpreparat
        blodförtunnande behandling|antikoagulantia|waran
        blodfettsänkande behandling|statiner|kolesterolsänkande
        vaccination mot influensa|influensavaccin|influensaspruta
        vaccination mot mässling|MPR-vaccin|mässlingsvaccin
    """),
    "folkhalsa": _phrases("""
        dagligrökning|daglig rökning|rökvanor
        riskabla alkoholvanor|riskbruk av alkohol|alkoholvanor
        övervikt och fetma|fetma|obesitas
        fysisk aktivitet|motionsvanor|rörelse i vardagen
        stillasittande fritid|fysisk inaktivitet|stillasittande
        psykiskt välbefinnande|psykisk hälsa|psykiskt mående
        självskattad hälsa|allmänt hälsotillstånd|upplevd hälsa
        fallskador|fallolyckor|skador efter fall
        medellivslängd|förväntad livslängd|återstående livslängd
        spädbarnsdödlighet|dödlighet första levnadsåret|spädbarnsdöd
        screening för livmoderhalscancer|cellprov|gynekologisk cellprovtagning
        mammografi|bröstundersökning|mammografiscreening
        sjukpenning|sjukfrånvaro|sjukskrivning
    """),
    "organisation": _phrases("""
        ambulanssjukvård|ambulans|ambulansutryckningar
        sjukresor|patientresor|färdtjänst till vård
        kollektivtrafik|busstrafik|linjetrafik
        kulturverksamhet|regional kultur|kultur
        regional utveckling|regionutveckling|tillväxtarbete
        folkhögskola|folkhögskoleverksamhet|folkhögskolor
        hjälpmedelsverksamhet|hjälpmedel|hjälpmedelscentral
        politisk verksamhet|förtroendevalda|politisk ledning
        lokalförsörjning|fastigheter|vårdlokaler
        it-verksamhet|it-stöd|digitala system
        medicinsk service|serviceverksamhet|medicinteknik
        forskning och utveckling|klinisk forskning|FoU-verksamhet
    """),
}
"""Theme -> what is measured."""

MONEY = _phrases("""
    Nettokostnad|Kostnad netto|Nettoutgift
    Kostnad|Utgift|Kostnaden
    Bruttokostnad|Kostnad brutto|Bruttoutgift
    Kostnadsutveckling|Kostnadsökning|Ökning av kostnaden
    Investeringar|Investeringsutgifter|Investerat
    Intäkter|Inkomster|Verksamhetsintäkter
    Patientavgifter|Avgifter från patienter|Avgiftsintäkter
    Köpt verksamhet|Köp av verksamhet|Inköpt verksamhet
    Personalkostnad|Kostnad för personal|Lönekostnad
    Kostnad för inhyrd personal|Hyrpersonalkostnad|Stafettpersonal
    Lokalkostnad|Hyreskostnad|Kostnad för lokaler
    Budgetavvikelse|Avvikelse mot budget|Skillnad mot budget
    Nettokostnadsavvikelse|Avvikelse från referenskostnad|Avvikande nettokostnad
    Referenskostnad|Strukturkostnad|Kostnad enligt utjämningen
""")
SHARES = _phrases("""
    Väntetid högst 90 dagar till första besök|Första besök inom 90 dagar|Väntat högst 90 dagar på besök
    Väntetid högst 90 dagar till operation|Operation inom 90 dagar|Väntat högst 90 dagar på operation
    Medicinsk bedömning inom tre dagar|Bedömda inom tre dagar|Bedömning i tid
    Nöjda patienter|Patientnöjdhet|Patienter som är nöjda
    Förtroende|Stort förtroende|Högt förtroende
    God tillgänglighet|Tillgänglighet upplevs som god|Lätt att nå
    Respektfullt bemötande|Gott bemötande|Bra bemötande
    Delaktighet i vården|Delaktiga patienter|Patienter som är delaktiga
    Återinskrivna inom 30 dagar|Återinläggning inom 30 dagar|Oplanerad återinskrivning
    Överlevnad efter ett år|Ettårsöverlevnad|Lever efter ett år
    Överlevnad efter fem år|Femårsöverlevnad|Lever efter fem år
    Omoperation inom två år|Reoperation inom två år|Nya operationer inom två år
    Vårdrelaterade infektioner|Infektioner av vården|Smittade i vården
    Trycksår|Liggsår|Patienter med trycksår
    Tillsvidareanställd personal|Fast anställd personal|Tillsvidareanställda
    Personalomsättning|Slutade anställda|Avgångna anställda
    Telefonsamtal besvarade samma dag|Besvarade samtal samma dag|Svar i telefon samma dag
    Utskrivningsklara på avdelning|Medicinskt färdigbehandlade kvar|Kvarliggande färdigbehandlade
    Privata utförare|Privat regi|Andel i privat regi
""")
COUNTS = _phrases("""
    Läkarbesök|Besök hos läkare|Antal läkarbesök
    Besök hos annan personal än läkare|Besök hos sjuksköterska|Övriga besök
    Vårdtillfällen|Inläggningar|Inskrivningar på sjukhus
    Vårddagar|Dygn på sjukhus|Vårddygn
    Vårdplatser|Disponibla sängplatser|Sängar
    Operationer|Ingrepp|Genomförda operationer
    Väntande patienter|Patienter i kö|Kö av patienter
    Remisser|Inkomna remisser|Mottagna remisser
    Läkare|Antal läkare|Läkartjänster
    Sjuksköterskor|Antal sjuksköterskor|Sjuksköterskor i tjänst
    Undersköterskor|Antal undersköterskor|Undersköterskor i tjänst
    Dödsfall|Avlidna|Döda
    Insjuknade|Nya fall|Insjuknanden
    Mottagningar|Enheter|Antal mottagningar
    Patienter|Vårdade personer|Personer i vård
    Klagomål|Anmälningar till patientnämnden|Inkomna klagomål
    Årsarbetare|Årsarbetskrafter|Heltidstjänster
""")
DAYS = _phrases("""
    Medelvårdtid|Genomsnittlig vårdtid|Vårdtid i medeltal
    Medianväntetid till första besök|Väntetid i median till besök|Väntedagar till första besök
    Medianväntetid till operation|Väntetid i median till operation|Väntedagar till operation
    Ledtid från remiss till behandling|Tid från remiss till behandling|Dagar mellan remiss och behandling
    Vistelsetid|Tid på mottagning|Tillbringad tid
""")

SEXES: tuple[Phrase, ...] = (
    ("",),
    ("kvinnor", "kvinnliga patienter", "bland kvinnor"),
    ("män", "manliga patienter", "bland män"),
)
AGES: tuple[Phrase, ...] = (
    ("",),
    ("0–17 år", "barn 0–17 år", "under 18 år"),
    ("18–64 år", "i åldern 18–64 år", "vuxna 18–64"),
    ("18–44 år", "i åldern 18–44 år", "yngre vuxna 18–44"),
    ("45–64 år", "i åldern 45–64 år", "medelålders 45–64"),
    ("65–74 år", "i åldern 65–74 år", "yngre äldre 65–74"),
    ("65+ år", "65 år och äldre", "från 65 år"),
    ("75+ år", "75 år och äldre", "från 75 år"),
    ("80+ år", "80 år och äldre", "från 80 år"),
)
UNITS: dict[str, tuple[tuple[str, Phrase], ...]] = {
    "money": (
        ("SEK_per_person", ("kr/inv", "kronor per invånare", "kr per invånare")),
        ("SEK", ("mnkr", "miljoner kronor", "totalt i kronor")),
        ("percent", ("andel av kostnaderna (%)", "procent av kostnaderna", "kostnadsandel i procent")),
    ),
    "shares": (("percent", ("andel (%)", "i procent", "andel")), ("count", ("antal personer", "antal", "i antal"))),
    "counts": (
        ("count", ("antal", "totalt antal", "i antal")),
        ("ratio", ("antal/1000 inv", "per 1000 invånare", "per tusen invånare")),
    ),
    "days": (("days", ("dagar", "antal dagar", "i dagar")),),
}
"""Kind of measure -> base unit and how a title ends."""

MEASURES = {"money": MONEY, "shares": SHARES, "counts": COUNTS, "days": DAYS}

HEADS = tuple(
    sorted(
        word_set("""
    hjärt njur lever lung hud ögon öron näs hals käk tand mag tarm gall urin blåsu prostata livmoder
    äggstock bröst sköldkörtel bukspott hypofys binjure benmärgs lymf blod plasma järn vitamin kalk socker
    fett protein salt syra muskel sen led höft knä fot hand arm axel rygg nack hjärn nerv minnes sömn ångest
    stress trauma kris skov feber smitt virus bakterie svamp allergi astma kvalster pollen mjölk gluten nöt
    födelse graviditets amnings spädbarns barn ungdoms skol elev vuxen äldre anhörig demens alzheimer
    parkinson epilepsi migrän stroke infarkt tromb emboli kärl artär ven sår bränn frys köld fall trafik
    idrotts arbets yrkes hem ambulans akut jour dag natt helg vecko kvartals vinter sommar språk tolk
    migrations asyl
""")
    )
)
TAILS = tuple(
    sorted(
        word_set("""
    behandling utredning operation mottagning screening kontroll uppföljning rehabilitering träning
    medicinering vaccination provtagning diagnostik röntgen scanning biopsi punktion transplantation protes
    implantat kateter dropp bedömning rådgivning samtal terapi grupp skola program register teknik besök
    inläggning utskrivning remiss kö väntan vistelse boende transport larm jour team enhet avdelning klinik
    centrum labb bank lager inköp avtal upphandling utbildning handledning forskning studie granskning
    tillsyn anmälan klagomål ersättning avgift bidrag lön tjänst vikarie schema bemanning skada sjukdom
    svikt infektion inflammation blödning smärta tumör fraktur defekt syndrom
""")
    )
)
"""Pieces of the compounds by which a catalogue gets a vocabulary of ten thousand stems."""
