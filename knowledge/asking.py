"""What kind of question it is: why, when, how many …, a yes/no question, or a statement to be checked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.language.numbers import Amount
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.language.text import normal, tokenize
from knowledge.mentions import Analysis
from knowledge.scenarios import sets_against_budget

_QUESTION_WORDS = (
    "purpose",
    "why",
    "when",
    "who",
    "where",
    "what",
    "how",
    "how_much",
    "how_many",
    "definition",
    "yes_no",
)
_OPEN_QUESTIONS = frozenset(["what", "how", "who", "why", "when", "how_much", "how_many", "where", "purpose"])
_MAY_BE_OF_DAYS = ("what", "how")
_DAYS = word_set("""
    datum datumet datums dags daterat daterad daterades datering dateringen dag dagen date dated day tidpunkt tidpunkten
""")
_IN_THAT_CASE, _NEAR_IF_SO = (("i", "så", "fall"), ("i", "sa", "fall"), ("if", "so", ",")), 4
_MARKS = word_set('? . ! ) "')
_TAGS = word_set("rätt riktigt va eller right sant väl correct lr korr stämmer")
"""Words that at the end of a statement ask whether it is right."""
_SUPPOSING = word_set("väl visst ju surely")
_BEING = word_set("""
    är var blev blir uppgår uppgick uppgå ligger låg landar landade kostar kostade utgör motsvarar stannar stannade
    fick får is was are were amounts amounted totals totalled stands stood got received
""")
"""Verbs by which an amount is stated of something."""
AMOUNTING = _BEING - word_set("fick får got received") | word_set("hamnar hamnade")
"""Those of them by which something is of an amount: "är på 3 miljarder"."""
_YEARS = word_set("år årtal year ar")
_INTERROGATIVE = word_set("""
    hur vad va vilken vilket vilka vem vems varför när var eller antingen how what which who whose why when where or
    jämför jämfört jfr jmf skillnad skillnaden ge visa
""")
"""Words by which a sentence with a comparison asks for something else than whether it holds."""
_LEADING = word_set("""
    blir växer krymper sjunker stiger sviker belastas tyngs drabbas rör rankas placeras placerar hamnar
    heter hette bygger beror betalas betalades fördelas fördelades delas delar slipper slapp leds styrs ingår behöver
    betalar betalade finansieras består kräver
    ger gav tar tog kostar kostade gäller når nådde håller höll sker skedde dör dog behåller tappar förlorar vinner
    uppgår uppgick överstiger översteg understiger understeg överskrider överskred underskrider mottog mottar
    erhöll erhåller tilldelas tilldelades hamnar hamnade landar landade står består räcker satsar satsade avser
    utgör utgjorde motsvarar lånar lånade varslar varslade genomför budgeterar budgeterade planerar beräknas bedöms
    prognosticeras slår slog överträffar lägger lade växer växte höjs höjdes sänks sänktes stiger steg sjunker
    sjönk krymper krympte minskade ökade halveras dubblas fördubblas förbättras förbättrades försämras försämrades
    avtar avtog dalar faller föll trappas
    räknas räknades vägs vägdes tas togs beaktas används användes påverkas omfattas omfattar granskas inrättas
    utvecklas prioriteras genomförs drabbas utreds begränsas skickas bestäms krävs krävdes nämns nämndes redovisas
    redovisades framgår syns märks spelar stärks stärker täcker säljs köps hyrs anställs avskedas investeras satsas
    sparas tillförs utbetalas utbetalades föreslås riktas öronmärks kompenseras baseras grundas nedprioriteras
""")
"""Verbs that in the first place, with a question mark, ask whether it is so."""
_BECOMES = word_set("blir")
"""Verbs that have "det" for their subject: "blir det färre?"."""
_APART = word_set("skiljer skilde skilja differ differs")
_CLAUSE = 2
"""So many words at least a clause has besides its "när": "räknas glesbygd in när bidraget fördelas"."""
_JOINING = word_set("och o and men but")
_GOING = word_set("""
    gå går gick gått skrivs skrevs skrivits justeras justerades räknas räknades trappas trappades trappar trappat
    trappade dras drogs
    skruvas skruvades skruvar skruvat skruvade go goes went gone move moves moved revised
""")
_UPWARDS, _DOWNWARDS = word_set("upp uppåt up upwards"), word_set("ner ned nedåt neråt down downwards")
_GOING_REACH = 5
"""So many words on the "upp" of "gick målet inte upp" may stand."""
_ABLE = word_set("kan kunde skulle går vill får can could would will may")
_SOMEBODY = word_set("du ni jag vi man någon nån det you i we one someone anyone")
_WISHES = frozenset((
    ("hade", "behövt"),
    ("skulle", "behöva"),
    ("vore", "tacksam"),
    ("hade", "velat"),
    ("do", "we", "know"),
    ("do", "you", "know"),
    ("vet", "vi"),
    ("vet", "du"),
))
"""How a wish begins that leaves out its "jag": "hade behövt datumet"."""
_SENTENCE_ENDS = frozenset(":")
"""Marks after which a yes/no question may begin: "Gävle mot Karlstad: fick Region Gävleborg mer …"."""
_OPENINGS = word_set("""
    eller or hej ok hallå hello hi så asså alltså du jo okej hörru nå nåväl öh eh hmm well so but listen hey
""")
_OPENING_WORDS = 4
"""How many words may stand before the verb of a yes/no question ("Hej, och fick Halland mer?")."""

_DESCRIBING = word_set("den det de the")
_NOUN_REACH = 3
"""So many tokens after "vilka" its "orsaker" may stand."""
_OR = word_set("eller or")
_PAIRS = word_set("""
    mer/mindre mera/mindre högre/lägre större/mindre fler/färre över/under plus/minus upp/ner upp/ned ökar/minskar
    ökat/minskat ökade/minskade stiger/sjunker stigit/sjunkit hög/låg högt/lågt stor/liten stort/litet bra/dåligt
    bättre/sämre positivt/negativt positiv/negativ överskott/underskott vinst/förlust längre/kortare starkt/svagt
    more/less higher/lower larger/smaller bigger/smaller above/below over/under up/down rising/falling rise/fall
    increasing/decreasing high/low better/worse positive/negative longer/shorter fewer/more good/bad strong/weak
    bra/dåliga bra/kasst bra/kass starka/svaga stark/svag goda/dåliga
    surplus/deficit växer/krymper växt/krympt växte/krympte vuxit/krympt öka/minska ökning/minskning höjs/sänks
    höjts/sänkts höjdes/sänktes stärkts/försvagats förbättrats/försämrats starkare/svagare dyrare/billigare
    grown/shrunk grew/shrank
    increased/decreased increase/decrease rose/fell risen/fallen profit/loss stronger/weaker raised/lowered
""")
_OPPOSITES = frozenset(frozenset(pair.split("/")) for pair in _PAIRS)
"""Words of which the one holds where the other does not."""
_DESCRIBED_REACH = 5
_REASONS = ("orsak", "huvudorsak", "skäl", "huvudskäl", "anledning", "förklaring", "reason", "cause", "explanation")
"""How nouns of a reason begin, which adjectives may stand before."""
_HOW = word_set("hur how")
_AMOUNT_CUES = (
    *("how_much", "share", "top", "bottom", "sum", "difference", "ratio", "mean", "median", "per_capita"),
    *("range", "in_kronor", "position"),
)
_MONEY = word_set("mille kronor miljoner miljarder million millions billion billions")
_WHICH, _SUM = word_set("vilket vilken what which"), word_set("belopp summa amount sum")
_SCALES = ("in_millions", "in_billions")
_OLDEST = 120
_PERCENT = word_set("procent % percent procenten")
_NOT = word_set("inte ej not")
_TRUE = word_set("stämmer stämde sant sann rätt korrekt riktigt true right correct")
_SENTENCES = Pattern(r"(?<=[.!?])\s+")
_FALSITY = word_set("""
    fel felaktig felaktigt felaktiga falsk falskt osann osant lögn ljuger ljög
    wrong false incorrect untrue lie lying lied
""")
_NOT_IS = frozenset(("isn't", "isnt", "wasn't", "aren't"))
_NOT_ENGLISH = word_set("isn't wasn't aren't weren't didn't doesn't don't hasn't haven't hadn't won't can't couldn't")
_TRUTH_REACH = 3
_THEIRS = word_set("deras theirs their hennes hans")
_THAT = word_set("den that this denna")
_ONE_REGION = word_set("regionen region länet county landstinget")
_THE_REGION = word_set("regionen regionens länet länets landstinget landstingets")
_WHICH_IS = word_set("som med")
_THEY = word_set("de dom they")
_GETTING = word_set("fick får erhöll tilldelades did do got get")
_AFTER_THEM = word_set("i av för egentligen då totalt in of get got receive")
_SEVERAL_NAMED = word_set(
    "regionerna regionernas regioner kommunerna kommuner landstingen länen regions counties municipalities alla"
)
"""Words that "deras" may point back to in the same question."""
_CONFIRM = frozenset((word,) for word in ("confirm", "verify", "bekräfta", "verifiera"))
_SURPLUS = word_set("""
    överskattas överskattar överskattades överskott överskottet överskotts överskottsresultat overskott plus
    plusresultat plussiffror plussidan svart tjänade tjänat tjänar positiva vinst vinsten vinstresultat positivt positiv
    svart svarta surplus profit positive
""")
_DEFICIT = word_set("""
    underskattas underskattar underskattades underestimated underskott underskottet underskottets minus minuset
    förlorar
    minusresultat minussiffror minussidan negativa röda förlorade förlorat back förlust förlusten negativt negativ
    röda rött deficit loss negative
""")


def asked(analysis: Analysis) -> str:
    """What kind of question it is by its first question word: why, when, who …; empty where there is none."""
    if analysis.has("definition"):
        return "definition"
    cues = [cue for cue in analysis.cues if cue.id in _QUESTION_WORDS]
    if not cues:
        return ""
    first = min(cue.start for cue in cues)
    here = [cue.id for cue in cues if cue.start == first]
    described = "what" in here and not _DESCRIBING.isdisjoint(analysis.norms[first : first + _NOUN_REACH])
    reasons = ((cue.start, cue.start - first) for cue in cues if cue.id == "why")
    if not {"who", "what"}.isdisjoint(here) and any(
        0 < distance <= (_DESCRIBED_REACH if analysis.norms[at].startswith(_REASONS) else _NOUN_REACH + described)
        for at, distance in reasons
    ):
        return "why"  # "vilka skäl", "vad är orsaken", "vad är den allra främsta orsaken"
    purposes = (cue.start - first for cue in cues if cue.id == "purpose")
    amount = analysis.has("how_much", "sum", "share")  # "vilken summa avsätts i syfte att …"
    if "what" in here and not amount and any(0 < distance <= _DESCRIBED_REACH for distance in purposes):
        return "purpose"  # "what is the stated aim of the grant?"
    end = next((at + 1 for at in reversed(range(len(analysis.norms))) if analysis.norms[at].isalnum()), 0)
    if "what" in here and any(cue.id == "why" and cue.end == end for cue in cues):
        return "why"  # "what is the shortfall blamed on?"
    kind = min(here, key=_QUESTION_WORDS.index)
    if (kind in _MAY_BE_OF_DAYS or (kind == "yes_no" and not yes_no(analysis))) and _names_day(analysis, first):
        return "when"  # "vad är det för datum på beslutet", "hur är beslutet daterat"
    if kind == "yes_no":
        return _if_so(analysis) or _asked_behind(analysis, first) or kind
    return kind


def _asked_behind(analysis: Analysis, first: int) -> str:
    """What is asked behind a comma, where the verb before it only tells: "jag ska in om tio minuter, vad är …?"."""
    if yes_no(analysis):
        return ""
    behind = [
        c for c in analysis.cues if c.id in _OPEN_QUESTIONS and c.start > first and analysis.norms[c.start - 1] == ","
    ]
    start = min((cue.start for cue in behind), default=0)
    return min((cue.id for cue in behind if cue.start == start), key=_QUESTION_WORDS.index, default="")


def _names_day(analysis: Analysis, first: int) -> bool:
    """Whether a day or date is what is asked for, by a noun behind the question word."""
    return any(
        cue.id == "when" and cue.start > first and _says_day(analysis.norms[cue.start : cue.end])
        for cue in analysis.cues
    )


def asks_day(analysis: Analysis) -> bool:
    """Whether a day or date is asked for by its noun, which no amount answers: "vilken dag", "vilket datum"."""
    days = (cue for cue in analysis.cues if cue.id == "when")
    return asked(analysis) == "when" and any(_says_day(analysis.norms[c.start : c.end]) for c in days)


def _says_day(norms: Sequence[str]) -> bool:
    """Whether a noun for a day or date is among some words: "dag", "brytdatumet"."""
    return any(norm in _DAYS or norm.endswith(("datum", "datumet")) for norm in norms)


def _if_so(analysis: Analysis) -> str:
    """What is asked behind a yes/no question: the "när" of "är beslutet daterat, och i så fall när?"."""
    norms = tuple(analysis.norms)
    if "fall" not in norms and "so" not in norms:
        return ""
    at = next((at for at in range(len(norms) - 2) if norms[at : at + 3] in _IN_THAT_CASE), None)
    if at is None:
        return ""
    near = [cue for cue in analysis.cues if cue.id in _OPEN_QUESTIONS and at - _NEAR_IF_SO <= cue.start <= at + 3]
    return min((cue.id for cue in near), key=_QUESTION_WORDS.index, default="")


def claim_wanted(analysis: Analysis) -> bool:
    """Whether the question states something to be checked: by a cue, or as a yes/no question."""
    if analysis.has("claim") and not _asks_to_confirm(analysis):
        return True
    if _if_so(analysis):
        return False  # "är beslutet daterat, och i så fall när?"
    norms = [norm for norm in analysis.norms if norm not in _MARKS]
    if (norms and norms[-1] in _TAGS) or any(
        tag in _TAGS and mark == "?" for tag, mark in pairwise(analysis.norms)
    ):  # "Gotland fick 20 miljoner va? av sektorsbidraget"
        return True
    if _sets_against(analysis, norms) or _asks_apart(analysis, norms):
        return True
    supposing = next((at for at, norm in enumerate(analysis.norms) if norm in _SUPPOSING), None)
    if supposing is not None and analysis.amounts and not asks_openly(norms):
        return True  # "det högsta antalet är väl 2,0?"
    if norms[:1] and norms[0] in _SO and _concludes(analysis, norms):
        return True
    if supposing is not None and any(
        cue.id in ("ratio", "difference") and cue.start > supposing and "hur" in analysis.norms[cue.start : cue.end]
        for cue in analysis.cues
    ):
        supposing = None  # "Skånes är ju större – hur många gånger större?"
    if asked(analysis) in ("", "yes_no") and (supposing is not None or _declares(analysis)):
        return True
    return yes_no(analysis)


_SO = word_set("så alltså so")


def _concludes(analysis: Analysis, norms: Sequence[str]) -> bool:
    """Whether a whole sentence with a question mark concludes something: "so Sweden comes out above the average?"."""
    if analysis.norms[-1:] != ("?",) or asks_openly(norms[1:]) or analysis.has("how_much", "how_many", "list"):
        return False
    verbs = (cue.start for cue in analysis.cues if cue.id == "yes_no")
    stands = (
        analysis.has("more_than", "less_than", "above", "below", "top", "bottom", "mean", "not") or analysis.amounts
    )
    return (bool(stands) or not _STANDING.isdisjoint(norms)) and (
        any(at > 1 for at in verbs) or any(norm in _ENGLISH_VERBS for norm in norms[2:])
    )


_STANDING = word_set("above below over under better worse higher lower högre lägre bättre sämre över under")
_ENGLISH_VERBS = word_set(
    "comes came stands ranks ends gets got received leads lies sits beats does did are is was were"
)


def _sets_against(analysis: Analysis, norms: list[str]) -> bool:
    """Whether one is set against another with a question mark and no word asks: "dör fler här än i OECD?".

    Verbs cannot be listed whole; but a sentence with a comparison, which no word asks about, asks whether it holds.

    Args:
        analysis: the question.
        norms: its words without marks.

    Returns:
        Whether it does.
    """
    compared = analysis.has("more_than", "less_than", "as_much") or sets_against_budget(analysis.norms)
    if analysis.norms[-1:] != ("?",) or not compared:
        return False
    if not _INTERROGATIVE.isdisjoint(norms) or analysis.has("difference", "sum", "ratio", "list", "how_much"):
        return False
    return all(amount.unit in (None, "years", "months", "days") for amount in analysis.amounts)


def _asks_apart(analysis: Analysis, norms: list[str]) -> bool:
    """Whether it is asked if two are so far apart: "skiljer det mer än 80 dagar mellan …?"."""
    far = any(amount.unit and not amount.definite for amount in analysis.amounts)
    return far and norms[:1] != [] and norms[0] in _APART and _INTERROGATIVE.isdisjoint(norms)


def _declares(analysis: Analysis) -> bool:
    """Whether an amount is put forward in a sentence with a question mark: "kostnaderna uppgår till 4,5 miljarder?"."""
    if analysis.norms[-1:] != ("?",) or analysis.has(*_OPEN_QUESTIONS):
        return False
    verbs = [at for at, norm in enumerate(analysis.norms) if norm in _BEING]
    stated = [amount for amount in analysis.amounts if amount.unit and not amount.definite and not amount.bare]
    return any(at < amount.start for at in verbs[:1] for amount in stated)


def _asks_to_confirm(analysis: Analysis) -> bool:
    """Whether an amount is to be confirmed that is not stated: "could you confirm the sum paid to Skåne?"."""
    cues = [cue for cue in analysis.cues if cue.id == "claim"]
    polite = all(analysis.norms[cue.start : cue.end] in _CONFIRM for cue in cues)
    stated = bool(analysis.amounts) or analysis.has("more_than", "less_than", "as_much", "top", "bottom", "not")
    return polite and not stated and (analysis.has("how_much", "sum") or asks_number(analysis))


def asks_either(analysis: Analysis) -> bool:
    """Whether it is asked which of two opposites holds, of which neither is stated: "fick Skåne mer eller mindre?"."""
    norms = analysis.norms
    return not analysis.has("claim") and any(
        norms[at] in _OR and {norms[at - 1], norms[at + 1]} in _OPPOSITES for at in range(1, len(norms) - 1)
    )


def yes_no(analysis: Analysis) -> bool:
    """Whether the question begins with its verb ("Fick Halland mer än Kalmar?") and asks for nothing else."""
    words = [i for i, token in enumerate(analysis.tokens) if token.is_word]
    norms = [analysis.tokens[i].norm for i in words]
    if norms[:1] == ["var"] and any(amount.start == words[0] + 1 for amount in analysis.amounts):
        return True  # "Var 77,7 miljoner det belopp Kalmar fick?"
    if tuple(norms[:2]) in _WISHES or tuple(norms[:3]) in _WISHES:
        return False
    if any(first in _ABLE and second in _SOMEBODY for first, second in pairwise(norms[: _OPENING_WORDS + 1])):
        return False
    if (
        analysis.has("how_many", "how_much")
        and not analysis.has("claim")
        and norms[:1]
        and _asks_later(analysis, words[0])
    ):
        return False
    if _asks_what_is_said(norms) and not (analysis.amounts or analysis.regions):
        return False  # "har de gått plus, vad säger rapporten?"
    compares = analysis.has("more_than", "less_than", "as_much")
    norms = norms[1:] if norms[:1] in (["eller"], ["or"]) else norms
    if norms and norms[0] == "var" and (norms[1:2] in (["det"], ["den"], ["de"], ["inte"]) or compares):
        return True
    leading = (
        bool(norms)
        and (norms[0] in _LEADING or _is_passive(norms[0]))
        and (norms[0] in _BECOMES or _SOMEBODY.isdisjoint(norms[1:2]))
    )
    later = [norm for at, norm in enumerate(norms) if norm != "när" or at + _CLAUSE >= len(norms)]
    if leading and not asks_openly(later) and analysis.norms[-1:] == ("?",) and not _asks_more(analysis):
        return True
    if norms[:1] and norms[0] in _NOT_ENGLISH and analysis.norms[-1:] == ("?",):
        return True
    return (
        _begins_with_verb(analysis, words)
        or _takes_up(analysis)
        or any(
            _begins_with_verb(analysis, [i for i in words if i > at])
            for at, token in enumerate(analysis.tokens)
            if token.norm in _SENTENCE_ENDS
        )
    )


def _is_passive(word: str) -> bool:
    """Whether a word has the form of a verb by which something is done: "upprättades", "höjdes", "belastas"."""
    ends = word.endswith(("ades", "ddes", "ldes", "jdes", "tes", "ndes", "rdes", "gdes"))
    return len(word) > _FORM and (ends or (word.endswith("as") and not word.endswith("nas")))


_FORM = 5


def _takes_up(analysis: Analysis) -> bool:
    """Whether what is named first is taken up by a pronoun behind its verb: "den längsta väntan, är den över …?"."""
    norms = analysis.norms
    if norms[-1:] != ("?",) or analysis.has(*_OPEN_QUESTIONS):
        return False
    verbs = {cue.start for cue in analysis.cues if cue.id == "yes_no"}
    stated = [amount.start for amount in analysis.amounts]
    stated += [cue.start for cue in analysis.cues if cue.id in ("more_than", "less_than", "as_much")]
    return bool(stated) and any(
        norm == ","
        and at + 1 in verbs
        and at < min(stated)
        and norms[at + 2 : at + 3] in _TAKEN_UP
        and all(verb > at for verb in verbs)
        for at, norm in enumerate(norms)
    )


_TAKEN_UP = frozenset((word,) for word in ("den", "det", "de", "dom", "it", "they"))


def asks_openly(norms: Sequence[str]) -> bool:
    """Whether a word asks: not the "vad" of "än vad budgeten säger", nor the "var" of "än det var"."""
    return any(
        norm in _INTERROGATIVE
        and not (norm in _WHAT and at and norms[at - 1] in _BEFORE_WHAT)
        and not (norm == "var" and at and norms[at - 1] not in _BEFORE_WHERE)
        for at, norm in enumerate(norms)
    )


_WHAT, _BEFORE_WHAT = word_set("vad what"), word_set("än mot av som than against of")
_BEFORE_WHERE = word_set(", och men eller")
"""Words behind which "var" asks for a place; behind others it is a verb."""


def _asks_what_is_said(norms: Sequence[str]) -> bool:
    """Whether it is asked behind a yes/no question what a document says of it: "…, vad säger underlaget?"."""
    tail = tuple(norms[-_TOLD_REACH:])
    return any(pair in _WHAT_IS_SAID for pair in pairwise(tail[1:] if len(tail) == len(norms) else tail))


_TOLD_REACH = 6
_WHAT_IS_SAID = frozenset((
    *(("vad", verb) for verb in ("säger", "skriver", "står", "sägs")),
    *(("hur", verb) for verb in ("då", "formuleras", "lyder", "är")),
    ("what", "does"),
))


def _asks_more(analysis: Analysis) -> bool:
    """Whether a second question follows behind a comma: "Sjunker den, och är regeringen nöjd?"."""
    return any(mark == "," and word in _JOINING for mark, word in pairwise(analysis.norms))


def _asks_later(analysis: Analysis, first: int) -> bool:
    """Whether "hur många" stands after the beginning: "80+ ökar med hur många"."""
    return any(
        cue.id in ("how_many", "how_much") and cue.start > first and "hur" in analysis.norms[cue.start : cue.end]
        for cue in analysis.cues
    )


def _begins_with_verb(analysis: Analysis, words: list[int]) -> bool:
    """Whether a sentence that begins with the first of these words begins with its verb."""
    for position in words[:_OPENING_WORDS]:
        here = [cue.id for cue in analysis.cues if cue.start == position]
        if not _OPEN_QUESTIONS.isdisjoint(here):
            return False
        if "yes_no" in here:
            return True
        leading = any(cue.id in ("follow", "correction") and cue.start <= position < cue.end for cue in analysis.cues)
        if not leading and analysis.tokens[position].norm not in _OPENINGS:
            return False
    return False


def rather_kronor(analysis: Analysis) -> bool:
    """Whether a part is wanted as a sum of money: "vår del i kronor", "hur många miljarder är tredjedelen"."""
    in_money = analysis.has("in_kronor") or wants_scale(analysis) or counts_money(analysis) or _comes_to(analysis)
    if not in_money or analysis.has("per_capita"):
        return False
    stated = {i for amount in analysis.amounts for i in range(amount.start, amount.end)}
    said = [i for i, norm in enumerate(analysis.norms) if norm in _PERCENT and i not in stated]
    return all(not _NOT.isdisjoint(analysis.norms[max(0, i - 2) : i]) for i in said)


_MUCH = word_set("mycket mkt mycke much")
_COMES_TO = word_set("motsvarar motsvarade motsvara uppgick uppgår correspond corresponds amount")
_PART = word_set("del andel delen andelen share part portion")


def _comes_to(analysis: Analysis) -> bool:
    """Whether it is asked what a part comes to: "hur mycket motsvarade kommunsektorns del av utrymmet?"."""
    norms = analysis.norms
    asked_for = any(
        first in _MUCH and not _COMES_TO.isdisjoint(norms[at + 1 : at + 3]) for at, first in enumerate(norms)
    )
    return asked_for and not _PART.isdisjoint(norms) and not analysis.amounts


def asks_for_sum(analysis: Analysis) -> bool:
    """Whether "vilket belopp" is asked of a share that is stated: "40 procent av utrymmet, vilket belopp är det?"."""
    if all(amount.unit != "percent" for amount in analysis.amounts):
        return False
    return any(first in _WHICH and second in _SUM for first, second in pairwise(analysis.norms))


def wants_scale(analysis: Analysis) -> bool:
    """Whether "i miljarder" is said of what is asked for, and not as the unit of an amount that is stated."""
    stated = {i for amount in analysis.amounts for i in range(amount.start, amount.end)}
    return any(cue.id in _SCALES and stated.isdisjoint(range(cue.start, cue.end)) for cue in analysis.cues)


def counts_money(analysis: Analysis) -> bool:
    """Whether "hur många" is asked of kronor, miljoner or miljarder."""
    return any(
        cue.id == "how_many" and cue.end < len(analysis.tokens) and analysis.norms[cue.end] in _MONEY
        for cue in analysis.cues
    )


def is_age(amount: Amount) -> bool:
    """Whether a number is an age, by which a population is not divided here: "över 80", "65-åringar"."""
    return amount.unit == "years" or (amount.bare and bool(amount.hedge) and amount.value <= _OLDEST)


def asks_number(analysis: Analysis) -> bool:
    """Whether "hur många" is asked; "antalet" alone asks nothing."""
    return any(
        cue.id == "how_many" and not _HOW.isdisjoint(analysis.norms[cue.start : cue.end]) for cue in analysis.cues
    )


def wants_words(analysis: Analysis) -> bool:
    """Whether something is to be told in words: a conclusion, a consequence, a purpose; not how much it is."""
    stated = any(amount.unit and not (amount.definite or is_age(amount)) for amount in analysis.amounts)
    amounts = asks_number(analysis) or analysis.has(*_AMOUNT_CUES)
    return analysis.has("in_words") and not stated and not amounts and not claim_wanted(analysis)


def _of_age(analysis: Analysis, at: int) -> bool:
    """Whether a "plus" belongs to an age: "80 plus", "80-plus"."""
    if analysis.norms[at] != "plus":
        return False
    before = [token for token in analysis.tokens[max(0, at - 2) : at] if token.norm != "-"][-1:]
    return bool(before) and before[0].norm.isdecimal() and int(before[0].norm) <= _OLDEST


def asks_year(analysis: Analysis) -> bool:
    """Whether "vilket år" is asked."""
    return any(cue.id == "when" and not _YEARS.isdisjoint(analysis.norms[cue.start : cue.end]) for cue in analysis.cues)


def points_to_nobody(analysis: Analysis) -> bool:
    """Whether somebody who was not named is spoken of: "deras bidrag", "vad fick dom", "den regionens bidrag"."""
    norms = analysis.norms
    if not _SEVERAL_NAMED.isdisjoint(norms):
        return False
    for at, norm in enumerate(norms):
        follow = norms[at + 1] if at + 1 < len(norms) else ""
        if norm in _THEIRS or (norm in _THAT and follow in _ONE_REGION):
            return True
        if norm in _THE_REGION and follow not in _WHICH_IS:
            return True
        if norm in _THEY and at and norms[at - 1] in _GETTING and (not follow.isalpha() or follow in _AFTER_THEM):
            return True
    return False


def asks_if_false(analysis: Analysis) -> bool:
    """Whether it is asked if something is wrong or not so: "är det fel att …?", "stämmer det inte att …?"."""
    norms = analysis.norms
    asks = norms[-1:] == ("?",) or (norms[:1] and norms[0] in _TRUE) or yes_no(analysis)
    return bool(asks) and (not _FALSITY.isdisjoint(norms) or bool(denials(norms)))


def ends_in_doubt(text: str) -> bool:
    """Whether the last sentence of a message asks if the one before is wrong: "X fick 60 miljoner. Är det fel?"."""
    sentences = [sentence for sentence in _SENTENCES.split(text) if sentence]
    norms = [token.norm for token in tokenize(normal(sentences[-1]))] if len(sentences) > 1 else []
    return norms[-1:] == ["?"] and (not _FALSITY.isdisjoint(norms) or bool(denials(norms)))


def denials(norms: Sequence[str]) -> list[int]:
    """Where a "not" belongs to a word of truth: the "inte" of "stämmer det väl inte att", of "isn't it true"."""
    return [
        at
        for at, norm in enumerate(norms)
        if (norm in _NOT and _of_truth(norms[max(0, at - _TRUTH_REACH) : at]))
        or (norm in _NOT_IS and not _TRUE.isdisjoint(norms[at + 1 : at + 1 + _TRUTH_REACH]))
        or (norm in _NOT and not _TRUE.isdisjoint(norms[at + 1 : at + 2]))
        or (norm in _NOT and norms[at + 1 : at + 2] == ("vara",) and not _TRUE.isdisjoint(norms[at + 2 : at + 3]))
    ]


def _of_truth(before: Sequence[str]) -> bool:
    """Whether words before a "not" end in one of truth that no "att" parts from it: "är det sant att X inte …"."""
    return not _TRUE.isdisjoint(before) and _CLAUSE_OPENING.isdisjoint(before)


_CLAUSE_OPENING = word_set("att that")


def stated_move(analysis: Analysis) -> int:
    """+1 for "gick målet upp", "has gone up", −1 for "gått ner", "skrivs ned", else 0."""
    for at, norm in enumerate(analysis.norms):
        if norm in _GOING:
            near = analysis.norms[at + 1 : at + 1 + _GOING_REACH]
            up, down = not _UPWARDS.isdisjoint(near), not _DOWNWARDS.isdisjoint(near)
            if up != down:
                return 1 if up else -1
    return 0


def stated_sign(analysis: Analysis) -> int:
    """−1 where the words say deficit, minus or loss, +1 where they say surplus or profit, else 0."""
    said = {norm for at, norm in enumerate(analysis.norms) if not _of_age(analysis, at)}
    surplus, deficit = (not known.isdisjoint(said) for known in (_SURPLUS, _DEFICIT))
    return int(surplus) - int(deficit)
