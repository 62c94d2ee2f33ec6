"""Sentences that only ask whether what was said is right: "Kontrollera.", "Rimligt?", "Kan vi publicera det?".

They are known by being made of nothing but words of judging, of publishing and of pointing back. A statement may be
about anything; these words are few, so that no list of whole sentences is needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.language.tables import word_set
from knowledge.language.text import Token, fold


def _dotless(words: str) -> frozenset[str]:
    """The words, and each as it is written without å, ä and ö."""
    known = word_set(words)
    return known | {fold(word) for word in known}


_CHECKING = _dotless("""
    sanningshalten sanningshalt sanningsvärdet trovärdigheten riktigheten rimligheten tillförlitligheten täckning belägg
    linje enlighet överensstämmer överensstämmelse belagd tumme tummen tumma fog bärighet pränt dementera
    belägga
    kontrollera kontrollräkna kontrollkolla kolla kika dubbelkolla dubbelkoll dubbelchecka checka granska faktagranska
    faktagranskning faktakolla faktakoll faktakontroll faktakontrollera
    faktachecka verifiera bekräfta validera avstäm korrläs korrekturläs pröva
    kontroll
    påstående påståendet rykte ryktet claim
    check doublecheck verify confirm validate factcheck truth deny refute
""")
"""Imperatives that ask for a check."""
_JUDGING = _dotless("""
    rimligt rimlig rimliga sannolikt sannolik troligt trolig trovärdigt trovärdig korrekt korrekta rätt riktigt riktig
    sanningsenligt sanningsenlig sant sann sanna falskt osant publicerbart publicerbar tryckbart tryckklart godkänt
    godtagbart godkänd acceptabelt
    försvarbart försvarligt hållbart vettigt befogat belagt styrkt bekräftat verifierat överdrivet missvisande
    stämmer stämma stämde håller hålla godkänns godkänner godkänna duger funkar okej ok okay okejat
    publicera publiceras tryckas trycka trycks släppa släpps skriva skrivas köra köras säga sägas påstå påstås använda
    citera igenom pass stå
    köper lita tänkt bekräftad belagt sanningsenlig rättvisande träffande
    cyklar cykla snurrar snurrig yrar drömmer hallucinerar inbillar misstar villospår vilse mistaken
    dreaming
    plausible credible believable reasonable likely true false correct right accurate legit publish publishable print
    printed printable fair believable sound holds hold approved acceptable
""")
"""Words of which one makes a sentence of the others a question about truth or about print."""
_ONLY_ASKED = word_set("fel felaktigt wrong incorrect missförstått tokigt galet")
"""Words that judge only where they are followed by a question mark."""
_AROUND = _dotless("""
    är e ä var va vore vara blir ligger ligga lägger ha har hade finns få
    kan kunna kunde vågar ska skall får går gå skulle vill låter verkar känns
    det den detta dessa de dom dem här där så som sådan uppgiften uppgifterna siffran siffrorna beloppet påståendet
    summan formuleringen meningen raden talet kvar
    vi jag ja man ni du o ute någon nån oss mig åt mej snälla tack gärna alltså då verkligen faktiskt rent ut in
    på i av eller väl och att för till med ens nu bara helt ju kanske står stå sig lita om inte nog
    noterat antecknat uppfattat avskrivet avskriven skrivet återgivet återgiven citerat räknat hört läst förstått tolkat
    påstående följande utsaga följer redovisat formulerat avrundat angivet angiven inskrivet inmatat ihågkommet
    texten artikeln rubriken ingressen tidningen pressmeddelandet rapporten protokollet manus manuset utkastet
    bildtexten inlägget tweeten ledaren notisen nyheten brödtexten anförandet
    hon han hen honom henne sak en ett minns tänker menar minnet minne någonting något nåt nånting sätta besvära be
    beskrivning uppgift bild utsaga tolkning formulering liknelse bedömning gissning slutsats siffra påstående mening
    beskrivningen utsagan tolkningen liknelsen bedömningen gissningen slutsatsen skrytet ryktet skvallret kritiken
    inför mötet sammanträdet sammanträde nämnden nämndmötet debatten intervjun frågestunden
    rubrik rubrikförslag rubrikförslaget ingress löpsedel citat citatet faktaruta
    text article headline heading copy caption draft story quote any in he she they remember description summary
    is are was were be can could may might should shall would we i you it that this these those the a an figure number
    statement claim please for us me so out go run with really actually to sure noted recorded quoted understood
    does do not copied
""")
"""Words that may stand around them."""
_WHAT_SAYS = word_set("vad va what hur how")
_SAYS = "säger"
_TRUTH = word_set(
    "sanningshalten sanningshalt sanningsvärdet trovärdigheten riktigheten rimligheten tillförlitligheten"
)
"""Nouns of truth, which may be asked after with "vad" and "hur" as well."""
_SOURCES = _dotless("""
    källan källorna källa dokumentet dokumenten underlaget underlagen materialet faktan fakta siffrorna statistiken
    bilden bild bilderna tabellen tabell tabellerna rapporten regeringen skr presentationen presentation
    beslutet regeringens skrs vår ert era er säger
    före innan sändning sändningen tryck tryckning publicering deadline redaktionen upp ner ned ser ut
""")
"""What a statement may be held against, and before what."""
_POINTING = word_set("det detta den om")
_RIGHT = word_set("rätt riktig riktigt korrekt korrekta right correct")
_NAMED = _dotless("""
    myndighet myndigheten instans instansen organ organet aktör aktören avsändare avsändaren beslutsfattare minister
    ministern statsråd statsrådet undertecknare person personen namn namnet region regionen datum datumet dag dagen
    månad månaden år året årtal årtalet tid ordning ordningen belopp procentsats andel andelen nivå nivån
    enhet enheten storleksordning storleksordningen uppfattning summa belopp siffror
    authority agency body minister person name region date day month year order amount unit sum total
""")
"""What something may be the right one of: "rätt myndighet?"."""
_IS, _POINTING_IS = word_set("är var e is was"), word_set("det detta den this that it")
_SHOWS = _dotless("""
    säger sa sade visar visade anger angav anges angavs uppger uppgav uppges skriver skrev skrivs står stod redovisar
    redovisade redovisas framgår framgick beskriver nämner rapporterar pekar talar
    says said shows showed states stated gives gave reports reported writes tells
""")
"""What a source does: "är det vad prognosen visar?"."""
_COLUMNS = _dotless("""
    prognosen prognos helårsprognosen budgeten budget budgetramen planen åtgärdsplanen kalkylen beräkningen rubriken
    nämnden nämndens regeringen regionen forecast budget plan decision document documents source table slide
    presentation government report sources
""")
"""Further things that show it; which column they are is read by itself."""
_DEGREES = _dotless("""
    lite litet liten lilla få mycket mkt mycke många lågt låg låga högt hög höga stort stor stora små dåligt illa
    little low few much high many large big small bad
""")
_SO = _dotless("så so that as")
_ASKING = word_set("""
    vad vilken vilket vilka hur vem varför vems hurdan hurdant what which how who why whose whom
""")
_FULL_STOPS = frozenset("?.!")
_ENDS = frozenset('.!?:,;-\n"')
_INTRODUCING = word_set("att om whether if that ifall huruvida")
_MAY = word_set("får kan kunde skulle vågar ska bör vore är går utgår gör har can could may should would is am are do")
_ONESELF = word_set("jag vi man det i we one it")
_STATING = word_set("""
    skriva skriver skrivit säga säger påstå påstår hävda hävdar uppge uppger ange anger citera publicera trycka trycker
    återge twittra rapportera framföra framhålla konstatera konstaterar write say saying writing print printing publish
    claim report reporting
""")
_MOST_WORDS = 9
_FEWEST_SAID = 2
"""So many words must stand before such a sentence for it to be about them."""


def asks_verdict(tokens: Sequence[Token]) -> bool:
    """Whether these words do no more than ask if something is right."""
    words = [token.norm for token in tokens if token.kind in ("word", "number")]
    if not words or len(words) > _MOST_WORDS:
        return False
    asked = any(token.norm == "?" for token in tokens)
    said = set(words)
    if asked and words[0] in _WHAT_SAYS and said <= _WHAT_SAYS | _SOURCES | _AROUND and _SAYS in said:
        return not said.isdisjoint(_SOURCES) or not said.isdisjoint(_POINTING)
    if asked and words[0] in _IS and not said.isdisjoint(_WHAT_SAYS | _SO) and not said.isdisjoint(_SHOWS):
        known = _AROUND | _WHAT_SAYS | _SO | _SOURCES | _SHOWS | _COLUMNS
        return words[1:2] != [] and words[1] in _POINTING_IS and said <= known
    if asked and not said.isdisjoint(_SO) and not said.isdisjoint(_DEGREES):
        return said <= _AROUND | _SO | _DEGREES
    judging = not said.isdisjoint(_JUDGING | _CHECKING) or (asked and not said.isdisjoint(_ONLY_ASKED))
    if not said.isdisjoint(_TRUTH):
        return said <= _AROUND | _CHECKING | _WHAT_SAYS | _SOURCES
    named = _NAMED if asked and not said.isdisjoint(_RIGHT) else frozenset()
    return judging and said <= _AROUND | _SOURCES | _JUDGING | _CHECKING | _ONLY_ASKED | named


def verdict_request(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Where a message asks whether the rest of it is right: its last sentence, or its opening before "att" or "om".

    Args:
        tokens: of the whole message.

    Returns:
        The indices of the first token of the request and of the one after it; None where there is none, or where the
        rest asks for something itself.
    """
    end = len(tokens)
    start = _last_sentence(tokens, end)
    if start and asks_verdict(tokens[start:]):
        before = _last_sentence(tokens, start)
        while before and asks_verdict(tokens[before:start]):
            start, before = before, _last_sentence(tokens, before)
        said = [token for token in tokens[:start] if token.kind in ("word", "number")]
        return (start, end) if len(said) >= _FEWEST_SAID and _asks_nothing(said) else None
    return _first_sentence(tokens) or _opening(tokens)


def _first_sentence(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """As in "Får jag be om en kontroll? I utlåtandet anges Socialstyrelsen …"."""
    end = next((at for at, token in enumerate(tokens) if token.norm in _FULL_STOPS), len(tokens))
    words = {token.norm for token in tokens[:end]}
    if words.isdisjoint(_CHECKING) or not asks_verdict(tokens[: end + 1]):
        return None
    said = [token for token in tokens[end + 1 :] if token.kind in ("word", "number")]
    return (0, end + 1) if len(said) >= _FEWEST_SAID and _asks_nothing(said) else None


def _opening(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """As in "kontrollera att …", "kan du verifiera om …", "Dubbelkolla: …", "får jag skriva i ingressen att …"."""
    first = True
    for at, token in enumerate(tokens[: _MOST_WORDS + 1]):
        if token.norm not in _INTRODUCING and token.norm != ":":
            continue
        words = [word.norm for word in tokens[:at] if word.kind in ("word", "number")]
        said = set(words)
        checks = (first or token.norm == ":") and not said.isdisjoint(_CHECKING) and said <= _AROUND | _CHECKING
        if (checks or _may_state(words)) and _asks_nothing(tokens[at + 1 :]):
            return (0, at + 1)
        first = False
    return None


def _may_state(words: Sequence[str]) -> bool:
    """Whether somebody asks if he may state what follows: "får jag skriva i ingressen", "can we report"."""
    asks = bool(words) and words[0] in _MAY and not _ONESELF.isdisjoint(words[1:3])
    return asks and not _STATING.isdisjoint(words) and _ASKING.isdisjoint(words)


def _asks_nothing(tokens: Sequence[Token]) -> bool:
    return all(token.norm not in _ASKING for token in tokens)


def _last_sentence(tokens: Sequence[Token], end: int) -> int:
    """The index after the last mark before the words that end at `end`; 0 where there is none."""
    at = end
    while at and tokens[at - 1].norm in _ENDS:
        at -= 1
    while at and tokens[at - 1].norm not in _ENDS:
        at -= 1
    return at
