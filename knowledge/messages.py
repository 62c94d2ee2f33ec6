"""Messages of more than one sentence: a statement with "stämmer det?" behind it, several questions, talk around one."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.asking import yes_no
from knowledge.introductions import introduced
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.memory import Memory
from knowledge.mentions import Analysis
from knowledge.model import Language
from knowledge.negative_questions import asked_plainly
from knowledge.outcomes import Found, InWords, NotFound
from knowledge.query import Query
from knowledge.quoting import asks_nothing
from knowledge.scenarios import COLUMN_WORDS
from knowledge.smalltalk import smalltalk_kind
from knowledge.understanding import Understanding, Understood, stated
from knowledge.verdict_requests import asks_verdict

_SENTENCES = Pattern(r"(?<=[.!?…])\s+|\n+|;\s+|[\"”“»«]+\s*|\s+[–—-]\s+|(?<=\w):\s+")
_CLAUSES = Pattern(r"(?<=[.!?…])\s+|\n+|,\s+|\s+(?:men|så|but|so)\s+")
_TAIL = Pattern(r"(?P<body>.{8,}?)(?P<mark>[.!…,”\"]|\s[–-])\s+(?P<tail>[^.!?\n,]{2,60}\??)$", re.DOTALL)
_QUESTIONS = Pattern(
    r"[?\n;]+\s*(?:\d[.)]\s*)?|^\s*\d[.)]\s+"
    r"|,\s+(?:och|samt|and)\s+(?=(?:vad|hur|vem|vilken|vilket|what|how|who|which)\b)",
    re.IGNORECASE,
)
_CORRECTED = Pattern(
    r"(?<=[?!.…])\s+(?=(?:nej|n[äa]|äh|oj|urs[äa]kta|f[öo]rl[åa]t|r[äa]ttelse|eller\s+nej|eller\s+f[öo]rl[åa]t"
    r"|no|sorry|actually|wait)\b[\s,])",
    re.IGNORECASE,
)
_NAMED = 0.9
"""So much of a name must be said in a clause for the question behind it to be asked of that."""
_BROKEN_OFF = ("..", "…", "-", "–")
_OPENER = Pattern(
    r"^(?:(?:nej|n[äa]|äh|oj|urs[äa]kta|f[öo]rl[åa]t|r[äa]ttelse|eller|v[äa]nta|menar jag"
    r"|no|sorry|actually|wait|i mean)\b[\s,]*)+",
    re.IGNORECASE,
)
"""What a correction opens with."""
_COMPUTING = ("change", "difference", "ratio", "mean", "median", "sum", "more_than", "less_than")
_THANKS = Pattern(
    r"(?:(?<=[?!.…,])\s*(?:(?:stort |många )?tack(?: på förhand| så mycket)?|tacksam för svar|mvh"
    r"|thanks(?: a lot)?|thank you|please|pls)|(?<=\w)[\s,]+(?:om du )?[äa]r (?:du|ni) sn[äa]lla?)\s*[!.…]*\s*$",
    re.IGNORECASE,
    needs="tack|mvh|snäll|thank|please|pls",
)
_ADDRESSED = Pattern(r"^\s*@\w+[,:]?\s+(?=\w)", needs="@")
"""Who is spoken to, before a question: "@siffersvar jag bor i Kalmar …"."""
_FRAGMENT = Pattern(r"(?P<head>.{12,}\?)\s+(?P<tail>[^\W\d_]+(?:\s+[^\W\d_]+)?)\s*[.!]*\s*$", re.DOTALL, needs="?")
"""A question, and one or two words behind it."""
_PREAMBLE = Pattern(r"^(?P<before>[^:?\n>]{2,60}):\s+(?=[^\W\d_]|[>@]|\d+\s+[^\W\d_])", needs=":")
_ASIDE = Pattern(r"(?<=[^\W\d_])\s[–—-]\s+(?P<aside>[^?\n]{8,})$", needs="–|—|-")
_SPEAKER = Pattern(r"\s*(?P<name>[A-ZÅÄÖ][a-zåäöéü]{1,14}):\s+(?=\S)", needs=":")
"""Who writes, before what is asked, in a copied chat: "Disa: vad fick …"."""
_WONDERING = Pattern(
    r"\s*(?P<before>(?:jag|vi|i|we)\b[^?]{3,90}?)\s+(?:och|o|å|and|så|so)\s+(?:undrar|funderar(?:\s+på)?|wonder)\s+"
    r"(?=(?:hur|vad|vem|vilk|när|how|what|who|which|when)\w*\b)",
    re.IGNORECASE,
    needs="undrar|funderar|wonder",
)
_TOLD_OF_ASKER = Pattern(
    r"\s*(?:(?:hej|jo|alltså|asså|så|hallå|hi|hello)[,!]?\s+){0,3}(?:jag|vi|i|we)(?:['’](?:m|re))?\s+[^\W\d]+\s+"
    r"(?P<before>[^?:.]{3,90}?)\s+"
    r"(?:och|o|å|and|så|so)\s+(?:jag\s+|vi\s+|i\s+|we\s+)?"
    r"(?:undrar|funderar(?:\s+på)?|vill\s+(?:veta|se|ha|kunna)|skulle\s+vilja\s+(?:veta|se|ha)|behöver(?:\s+veta)?|letar\s+efter|söker"
    r"|wonder|need(?:\s+to\s+know)?|want(?:\s+to\s+know)?|would\s+like(?:\s+to\s+know)?)\s+(?=\S)",
    re.IGNORECASE,
    needs="undrar|funderar|vill|skulle|behöver|letar|söker|wonder|need|want|would",
)
"""What somebody says of himself before he says what he wants to know: "jag arbetar fackligt och vill se vilka …"."""
_FOR_WHAT = Pattern(
    r"^\s*(?P<before>(?:till|för|i|inför|for)\s+(?:min|mitt|mina|vår|vårt|våra|en|ett|my|our|an?)\s+[^\s,.?:]+(?:\s[^\s,.?:]+)?)"
    r"\s+(?:söker|behöver|undrar|letar|vill|skulle)\s+(?:jag|vi)\s+(?:ha\s+|veta\s+|behöva\s+|vilja\s+ha\s+|vilja\s+veta\s+|efter\s+)?",
    re.IGNORECASE,
    needs="söker|behöver|undrar|letar|vill|skulle",
)
"""What it is for, before what is wanted: "till min C-uppsats söker jag medianen för …"."""
_SITUATION = Pattern(
    r"[\s,.;–—-]*\bjag\s+(?:sitter|står|ligger|kör)\s+(?:fast\s+|just\s+nu\s+|nu\s+)?(?:i|på|vid|hos)\s+"
    r"(?:ett?\s+|min\s+|mitt\s+)?(?P<before>[^\W\d]+)(?:\s+(?:nu|just\s+nu|punkt))?(?=\s*[.,;!?]|\s*$)",
    re.IGNORECASE,
    needs="sitter|står|ligger|kör",
)
"""Where somebody is as he asks: "… jag sitter i bilen"."""
_SORT = Pattern(
    r"^\s*(?P<before>[^\W\d]*(?:fråga|frågan|quiz|quizet|quizfråga|undran|question))\b\s*[^\w\s@]*\s+(?=[^\W\d])",
    re.IGNORECASE,
    needs="fråga|quiz|undran|question",
)
"""What sort of question follows: "fredagsfråga: …", "lunchquiz …"."""
_NOT_ASKED = Pattern(
    r",\s*(?:och\s+|and\s+)?(?:inte|ej|not)\s+(?:vilka|vilken|vem|varf[öo]r|hur m[åa]nga|n[äa]r|which|who|why|when)"
    r"(?:\s+(?:de|dom|det|they|it)\s+[^\W\d_]+)?\s*(?P<end>[?.!]*)\s*$",
    re.IGNORECASE,
    needs="inte|ej|not",
)
"""What is said not to be asked for: "hur många regioner lånade, inte vilka"."""
_WRITING = Pattern(
    r"\s*(?P<before>(?:jag|vi|i|we)(?:['’](?:m|re))?\s+(?:(?:am|are|är|håller på att)\s+)?"
    r"(?:skriver|jobbar|arbetar|förbereder|läser|gör|writing|working|preparing|doing|write|prepare)\b[^?:.!,]{3,60})[:.]\s+",
    re.IGNORECASE,
    needs="skriver|jobbar|arbetar|förbereder|läser|gör|writing|working|preparing|doing|write|prepare",
)
"""What somebody says that he is writing, before what he asks: "I'm writing about patient safety: how many …"."""
_ENDINGS = ("en", "et", "er", "ar", "or", "na", "s")
_AS_KNOWN = Pattern(r",\s+(?:de|dom|det|den|vi|jag)\s[^,?]*\bju\b[^,?]*$", re.IGNORECASE, needs="ju")
"""What is said as known behind what is asked: "…, dom hör ju nästan till Svealand"."""
_LEFT_OUT = Pattern(
    r"(?:^|[,.;]\s*|\b(?:fast|men|nä|nej)[,\s]+)(?P<place>[^,.;?]{3,30}?)\s+ska(?:ll)?\s+(?:inte|ej)\s+"
    r"(?:va|vara|räknas|ingå|tas|komma)(?:\s+med)?\s*[.,;!]\s*",
    re.IGNORECASE,
    needs="ska",
)
"""A place that is not to be counted in, said before the question: "nä, Jönköping ska inte vara med. bara …"."""
_NO_TOWN = Pattern(
    r"\s*[,(–—-]+\s*(?:alltså\s+|och\s+|men\s+|dvs\s+|d\.v\.s\.\s+|and\s+|i\.e\.\s+)?(?:inte|ej|not)\s+"
    r"(?:i\s+|till\s+|in\s+|to\s+|the\s+)*(?P<town>[A-ZÅÄÖ][a-zåäö]+\s+)?"
    r"(?:kommunens?|kommuns?|staden|stadens|municipality(?:'s)?|city(?:'s)?|town(?:'s)?)\s*[),–—]?(?=\s|[.?!]|$)",
    re.IGNORECASE,
    needs="kommun|stad|municip|city|town",
)
"""That not the town of the same name is meant: "Region Kalmar län, inte kommunen"."""
_DISMISSED = Pattern(
    r"^\s*(?:(?:tack|ok|okej|bra|thanks|fine)\s*[,.!]?\s+)?"
    r"(?:(?:nog|nog sagt|det var allt|enough|that(?:['’]s| is) all)\s+(?:om|about)\s+[^.!?,;]{2,40}"
    r"|[^.!?,;]{2,40}\s+(?:var\s+(?:allt|ett sidospår|klart)|was (?:all|a digression))"
    r"|(?:nu\s+)?(?:vi\s+)?(?:släpper|lämnar|släpp|lämna|let['’]?s leave|forget)(?:\s+(?:vi|nu))?\s+[^.!?,;]{2,40})"
    r"\s*[.!;,]\s+(?=\S)",
    re.IGNORECASE,
    needs="nog|var|enough|that|was|släpp|lämna|let|forget",
)
"""What is said to be done with, before the question: "Nog om IVO. Kalmars sektorsbidrag?"."""
Telling = Callable[[str, Understood, Memory], Memory]
_MOST_QUESTIONS = 4
_MOST_SENTENCES = 8
_SOME_CONTENT = 2.5
_SOME_WEIGHT = 1.0
_SURE = 0.5
_WHOLE_QUESTION = 3
_LITTLE = 1.2
"""A word that weighs no more is plain, even where some name has it."""
_OPENING_TOKENS = 3

_OPEN_QUESTIONS = frozenset(["what", "how", "how_much", "how_many", "who", "why"])
_TAIL_ASKS = (
    *("how_much", "how_many", "who", "what", "when", "why", "where", "source", "list", "top", "bottom", "sum"),
    *("share", "difference", "per_capita", "to_english", "to_swedish"),
)
"""Cues of a last sentence that asks for more than whether the one before it is right."""
_COMPUTES = ("sum", "share", "difference", "ratio", "mean", "median", "per_capita", "change")
"""Cues of a computation, which no aside is: "Sverige mot OECD - skillnad i procentenheter"."""
_ABOUT_AMOUNT = ("how_much", "sum")
"""Cues of "är beloppet okej?", which asks for no amount."""
_STATING_CUES = (
    *("more_than", "less_than", "as_much", "top", "bottom", "change", "all", "none_less", "none_more", "claim"),
)


def _is_of_itself(mind: Understanding, before: str, rest: str) -> bool:
    """Whether a question says itself what it is about, and what stands before it names no place and no year."""
    first, later = mind.parts(before), mind.parts(rest)
    points = later.has("that", "those", "that_region", "follow")
    return not (first.places or first.periods or first.amounts or points) and later.content_weight > _SOME_CONTENT


_ACCORDING_TO: dict[Language, str] = {"sv": "enligt", "en": "in"}


def statement_to_check(mind: Understanding, message: str) -> Analysis | None:
    """The statement before a short question whether it is right ("… 80,8 miljoner. Är beloppet okej?")."""
    match = _TAIL.match(message.strip())
    if match is None or any(mark in match["body"] for mark in "?\n"):
        return None
    tail = mind.parts(match["tail"])
    only_doubts = asks_verdict(tail.tokens)
    doubts = only_doubts or tail.has("claim")
    if not doubts and (match["mark"] == "," or not match["tail"].endswith("?") or smalltalk_kind(mind.catalogue, tail)):
        return None
    asks = tuple(cue for cue in _TAIL_ASKS if cue not in _ABOUT_AMOUNT) if yes_no(tail) else _TAIL_ASKS
    if tail.places or tail.periods or tail.amounts or (tail.has(*asks) and not only_doubts):
        return None
    body = mind.parts(_without_sayer(mind, match["body"]))
    column = next((norm for norm in tail.norms if norm in COLUMN_WORDS), "")
    if column and COLUMN_WORDS.isdisjoint(body.norms):  # "… 450 miljoner, stämmer det med budgeten?"
        body = mind.parts(f"{match['body']} {_ACCORDING_TO[tail.language]} {column}")
    if any(cue.id in _OPEN_QUESTIONS and cue.start < _OPENING_TOKENS for cue in body.cues):
        return None
    states = doubts or body.amounts or body.has(*_STATING_CUES)
    return stated(body) if states and (body.content_weight or body.places) else None


_SAYER = Pattern(
    r"^(?P<before>[^.?!:;]{3,90}?)\s(?:att|that)\s+(?P<rest>[^?]{8,})$", re.IGNORECASE | re.DOTALL, needs="att|that"
)
_IT_IS = frozenset((("det", "är"), ("det", "var"), ("it", "is"), ("it's",)))
_DOUBTING = word_set("""
    inte ej fel falskt osant omöjligt tvivlar tvivlade förnekar förnekade bestrider bestred dementerar dementerade
    tvekar misstänker not never wrong false untrue denies denied doubts doubted disputes disputed
""")
"""Words before an "att" by which what follows is taken back."""


def _without_sayer(mind: Understanding, statement: str) -> str:
    """A statement without whoever makes it: "vår planeringsdirektör utgår från att 2025 blir …"."""
    found = _SAYER.match(statement)
    if found is None:
        return statement
    said = mind.parts(found["before"])
    if said.places or said.periods or said.amounts or not _DOUBTING.isdisjoint(said.norms):
        return statement
    if said.norms[:2] in _IT_IS or said.has("judgement"):  # "det är orättvist att …" judges
        return statement
    if any(term.parts and term.weight > _SOME_WEIGHT for term in said.terms) or said.has(*_STATING_CUES[:-1]):
        return statement
    return found["rest"] if mind.parts(found["rest"]).content_weight else statement


def without_courtesies(mind: Understanding, message: str) -> str:
    """A message without thanks behind it, an opening that says nothing ("Kan du säga mig: …") or a "not" for effect."""
    rest = _DISMISSED.sub("", _ADDRESSED.sub("", _THANKS.sub("", message)))
    speaker = _SPEAKER.match(rest)
    checks = speaker is not None and asks_verdict(mind.parts(speaker["name"]).tokens)  # "faktakontroll: …"
    if speaker is not None and not checks and _is_nobody_known(mind, speaker["name"]):
        rest = rest[speaker.end() :]
    wondering = _WONDERING.match(rest)
    if wondering is not None and not mind.parts(wondering["before"]).places:
        rest = rest[wondering.end() :]  # "jag var syster i 40 år och undrar hur få …"
    writing = _WRITING.match(rest)
    if writing is not None and _is_of_itself(mind, writing["before"], rest[writing.end() :]):
        rest = rest[writing.end() :]
    rest = _without_asker(mind, rest)
    rest = _NOT_ASKED.sub("", rest)
    told = _AS_KNOWN.sub("", rest)
    rest = told if len(told.split()) >= _WHOLE_QUESTION else rest  # "vänta, det var ju Halland …" leaves none
    left_out = _LEFT_OUT.search(rest)
    if left_out is not None and mind.parts(left_out["place"]).places and mind.parts(rest[left_out.end() :]).places:
        rest = rest[left_out.end() :]
    town = _NO_TOWN.search(rest)
    if town is not None and any(place.kind == "region" for place in mind.parts(_NO_TOWN.sub("", rest)).places):
        rest = _NO_TOWN.sub("", rest)
    asker = introduced(rest)
    if asker is not None:  # "jag bor i Skåne. Hur mycket fick Halland?" is about Halland
        rest = asker.bare if asker.bare and mind.parts(asker.bare).names_area else asker.placed
    opening = _PREAMBLE.match(rest)
    if opening is not None:
        said = mind.parts(opening["before"])
        empty = not (said.content_weight or said.places or said.periods or said.amounts)
        asked = asks_verdict(said.tokens)  # "headline to check: …"
        rest = rest[opening.end() :] if empty and asks_nothing(said) and not asked else rest  # "summan: …" asks for one
    rest = _without_fragment(mind, rest)
    aside = _ASIDE.search(rest)
    if aside is not None:
        said = mind.parts(aside["aside"])
        known = any(term.parts and term.weight > 0 for term in said.terms)
        empty = not (known or said.places or said.periods or said.amounts or said.has(*_OPEN_QUESTIONS, *_COMPUTES))
        rest = rest[: aside.start()] if empty else rest  # "I meant Norrbotten - I always mix them up"
    return asked_plainly(rest) if rest.strip() else message


def _without_asker(mind: Understanding, message: str) -> str:
    """A message without what its asker says of himself, of what he is writing or where he sits, which names nothing."""
    rest = message
    for told in (_SORT, _TOLD_OF_ASKER, _FOR_WHAT, _SITUATION):
        found = told.search(rest)
        if found is None or (
            mind.parts(found["before"]).places if told is _SITUATION else _names(mind, found["before"])
        ):
            continue
        without = f"{rest[: found.start()]} {rest[found.end() :]}".strip()
        rest = without if len(without.split()) >= _WHOLE_QUESTION else rest
    return rest


def _names(mind: Understanding, clause: str) -> bool:
    """Whether a clause has a place, year, amount or question word, or a word that something held is known by."""
    said = mind.parts(clause)
    known = any(term.parts and term.weight > _LITTLE for term in said.terms)
    return known or bool(said.places or said.periods or said.amounts or said.has(*_OPEN_QUESTIONS, "claim"))


def _is_nobody_known(mind: Understanding, name: str) -> bool:
    """Whether a word is no place, no word of a question and none of what is held: somebody's name."""
    vocabulary, word = mind.catalogue.vocabulary, name.lower()
    said = mind.parts(name)
    inflected = word.endswith(_ENDINGS) and vocabulary.look_up(word).status == "known"
    return not (vocabulary.exact(word) or vocabulary.is_frame(word) or inflected or said.places or said.cues)


def _without_fragment(mind: Understanding, message: str) -> str:
    """A message without a word or two behind a whole question that ask for nothing: a signature, a half-typed word."""
    found = _FRAGMENT.match(message)
    if found is None:
        return message
    tail = mind.parts(found["tail"])
    if tail.cues or tail.places or tail.periods or tail.amounts:
        return message
    ranked = mind.catalogue.matcher.rank(mind.parts(found["head"]).terms, keep=1)
    own = mind.catalogue.matcher.rank(tail.terms, keep=1)
    whole = bool(ranked) and ranked[0].complete and not (own and own[0].complete)
    return found["head"] if whole else message


def corrected(message: str) -> tuple[str, str] | None:
    """A question and what puts it right in the same message: "… Skåne och Halland? nej, bara Skåne"; None for most."""
    pieces = _CORRECTED.split(message, maxsplit=1)
    return (pieces[0], pieces[1]) if len(pieces) == 2 and pieces[0].strip() else None


_PREMISE = Pattern(
    r"^\s*(?:eftersom|emedan|givet att|med tanke på att|since|given that|seeing that|considering that)\s+"
    r"(?P<said>[^?]{8,}?)"
    r"(?:,|:|\s[–—-])\s+(?P<rest>(?:hur|vad|va|vilken|vilket|vilka|vem|when|how|what|which|who)\b.+)$",
    re.IGNORECASE | re.DOTALL,
    needs="eftersom|emedan|givet|tanke|since|given|seeing|considering",
)


def premise(message: str) -> tuple[str, str] | None:
    """What a question takes for granted, and the question itself: "Eftersom A fick mer än B, hur mycket fick B?".

    Args:
        message: the whole message.

    Returns:
        Both parts; None where nothing is taken for granted in a clause of its own.
    """
    found = _PREMISE.match(message)
    return (found["said"], found["rest"]) if found else None


def begun_anew(mind: Understanding, message: str) -> str | None:
    """A question that is broken off and goes on otherwise, as one: "Hur mycket ökar PKS... förlåt, effekten av …?".

    What is asked stands before the break and is not said again; what it is asked of stands behind it.

    Args:
        mind: understands the pieces.
        message: the whole message.

    Returns:
        The question that is meant; None where nothing is broken off, or it is asked anew behind the break.
    """
    parts = corrected(message)
    if parts is None or not parts[0].rstrip().endswith(_BROKEN_OFF):
        return None
    first, rest = mind.parts(parts[0]), _OPENER.sub("", parts[1])
    later = mind.parts(rest)
    if not first.has(*_COMPUTING) or later.has(*_COMPUTING, *_OPEN_QUESTIONS) or not rest:
        return None
    said = [place.start for place in first.places] + [term.token for term in first.terms if term.weight > 0]
    said += [period.start for period in first.periods]
    return f"{first.text[: first.tokens[min(said)].start]}{rest}" if said else None


def several_questions(mind: Understanding, message: str, told: Telling) -> Understood | None:
    """Several questions in one message ("Vad fick Skåne? Hur lång är medianväntetiden?"): all their queries.

    Args:
        mind: understands the questions.
        message: the whole message.
        told: gives the conversation after one of them, which the next may lean on ("…, och vad är summans avvikelse?").

    Returns:
        What they come to together; None where there is one question only, or one of them cannot be answered.
    """
    pieces = [piece for piece in _QUESTIONS.split(message) if len(piece.split()) > 1]
    if not 1 < len(pieces) <= _MOST_QUESTIONS:
        return None
    queries: list[Query] = []
    first: Understood | None = None
    so_far = Memory()
    for piece in pieces:
        analysis = mind.parts(piece)
        received = bool(analysis.places) and analysis.has("received")
        leans = analysis.content_weight <= _SOME_CONTENT and not received
        asks = analysis.has("how_much", "how_many", "who", "why", "when", "what")
        if leans and (first is None or not asks):
            if analysis.places or analysis.periods or analysis.has("how_much", "how_many", "who", "why", "when"):
                return None
            continue
        points = analysis.has("that", "those", "that_region") and not analysis.places
        understood = mind.of(analysis, so_far if leans or points else Memory())
        outcome, top = understood.outcome, understood.top
        if not isinstance(outcome, Found) or any(query.claim for query in outcome.queries):
            return None
        if top is None or top.score < _SURE:
            return None
        queries += outcome.queries
        first = first or understood
        so_far = told(piece, understood, so_far)
    if first is None or len({query.indicators for query in queries}) < 2:
        return None
    return Understood(first.analysis, first.reading, Found(tuple(queries[:_MOST_QUESTIONS])))


_JOINS = Pattern(r"\s*,?\s+(?:samt|och|and|o|å|plus|\+|&|dels)\s+|[.!?;]\s+|\s+\d[.)]\s+", re.IGNORECASE)
"""What may stand between two things that are asked for at once."""
_LEADS = Pattern(
    r"^\s*(?:(?:[^\W\d]+\s+){0,3}(?:två|2|two)\s+(?:frågor|saker|siffror|uppgifter|questions|things|figures)\s*[:,]\s*)?"
    r"(?:\d[.)]\s+|(?:och|o|å|and)\s+|(?:kan du |säg mig |ange |jag behöver |jag vill ha |säga )*"
    r"(?:dels|både|både och|both|också|även)\s+"
    r"|så vill jag (?:ha|veta)\s+)?",
    re.IGNORECASE,
)
"""What opens the first or second of them."""
_ASKED_BOTH = Pattern(
    r"\s*,?\s+(?:vad|va|what)\s+(?:är|e|blir|var|are)\s+(?:de|dom|det|they)\s*\??\s*$",
    re.IGNORECASE,
    needs="vad|va |what",
)
"""What may follow both: "A och B, vad är de?"."""
_MOST_JOINS, _WELL_EXPLAINED = 5, 0.8


def two_asked(mind: Understanding, message: str, lost: NotFound) -> Understood | None:
    """Two things asked for at once, each named in full, where the message as a whole has no answer: "A samt B".

    Args:
        mind: understands the parts.
        message: the whole message.
        lost: what the whole message came to.

    Returns:
        What both come to; None where no joint parts the message into two figures of different subjects.
    """
    if lost.claim:
        return None
    for joint in list(_JOINS.finditer(message))[:_MOST_JOINS]:
        behind = _ASKED_BOTH.sub("", message[joint.end() :])
        halves = (_LEADS.sub("", message[: joint.start()]), _LEADS.sub("", behind))
        found = [_figure_named(mind, half) for half in halves if len(half.split()) > 1]
        told = [one for one in found if one is not None]
        if len(told) < len(halves):
            continue
        queries = tuple(query for one in told if isinstance(one.outcome, Found) for query in one.outcome.queries)
        if len({query.indicators for query in queries}) == len(queries) == len(halves):
            return Understood(told[0].analysis, told[0].reading, Found(queries))
    return None


def _figure_named(mind: Understanding, text: str) -> Understood | None:
    """What a part of a message asks for, where that is a figure which is named in full."""
    analysis = mind.parts(text)
    if analysis.content_weight <= _SOME_CONTENT or analysis.has("claim"):
        return None
    understood = mind.of(analysis, Memory())
    outcome, top = understood.outcome, understood.top
    if not isinstance(outcome, Found) or len(outcome.queries) != 1 or outcome.queries[0].claim is not None:
        return None
    good = top is not None and top.score >= _SURE and top.match is not None and top.match.recall >= _NAMED
    return understood if good and top is not None and top.precision >= _WELL_EXPLAINED else None


def best_sentence(mind: Understanding, message: str, memory: Memory, lost: NotFound) -> Understood | None:
    """The sentence of a longer message that can be answered, when the message as a whole cannot.

    Args:
        mind: understands the sentences.
        message: the whole message.
        memory: the conversation so far.
        lost: what the whole message came to.

    Returns:
        the best one, the last of equals.
    """
    pieces = [piece.strip() for piece in _SENTENCES.split(message) if len(piece.split()) > 1]
    best = _best_of(mind, pieces, memory, lost)
    if best is not None and not lost.claim and _leaves_the_question(mind, pieces, best):
        return None
    if best is None and not lost.claim:  # "sitter i nämnden, behöver Sörmlands sektorsbidrag": the clause that is whole
        clauses = [piece.strip() for piece in _CLAUSES.split(message) if len(piece.split()) > 1]
        best = _best_of(mind, clauses, memory, lost)
        whole = (
            best is not None and isinstance(best.outcome, Found) and best.outcome.queries[0].origin("area") == "said"
        )
        named = best is not None and best.top is not None and best.top.match is not None and best.top.match.complete
        if whole and not named and best is not None:
            named = _is_what_the_rest_names(mind, clauses, best, memory)
        best = best if whole and named else None
    return best


def _is_what_the_rest_names(mind: Understanding, clauses: list[str], best: Understood, memory: Memory) -> bool:
    """Whether "vad får Dalarna?" is asked of what the clause before it speaks of: "beslutet om tre miljarder, …"."""
    asks = best.analysis.has("what", "how_much") and best.analysis.has("received", "how_much")
    others = [mind.of(mind.parts(clause), memory).top for clause in clauses if clause != best.analysis.text]
    named = [top for top in others if top is not None and top.match is not None and top.match.recall >= _NAMED]
    found = best.outcome.queries[0].indicators if isinstance(best.outcome, Found) else ()
    return asks and bool(named) and all(top.subject.id in found for top in named)


def _leaves_the_question(mind: Understanding, pieces: list[str], best: Understood) -> bool:
    """Whether what can be answered asks nothing, and a piece beside it asks who or how much: "…: vem är …?"."""
    if best.analysis.has(*_OPEN_QUESTIONS):
        return False
    asks = ("who", "what", "how_many", "how_much")
    return any(mind.parts(piece).has(*asks) for piece in pieces if piece.rstrip().endswith("?"))


def _best_of(mind: Understanding, pieces: list[str], memory: Memory, lost: NotFound) -> Understood | None:
    """The best of several pieces of a message; None where none stands alone or there is but one."""
    if len(pieces) < 2:
        return None
    best: Understood | None = None
    highest = 0.0
    named: tuple[str, ...] = ()
    for piece in pieces[:_MOST_SENTENCES]:
        analysis = mind.parts(piece)
        if not analysis.places and len(named) > 1 and analysis.has("those"):
            analysis = mind.parts(f"{' och '.join(named)}: {piece}")  # "jag ska träffa A och B. Vad fick de båda …"
        named = tuple(place.said for place in analysis.regions) or named
        if lost.claim and not analysis.has("claim", *_OPEN_QUESTIONS):
            analysis = stated(analysis)
        understood = mind.of(analysis, memory)
        if understood.top is not None and understood.top.score >= highest and _stands_alone(understood, lost):
            best, highest = understood, understood.top.score
    return best


def _stands_alone(understood: Understood, lost: NotFound) -> bool:
    """Whether a sentence can be answered for the whole message."""
    analysis, outcome, top = understood.analysis, understood.outcome, understood.top
    if top is None or not (analysis.content_weight > _SOME_CONTENT or (analysis.places and analysis.has("received"))):
        return False
    if isinstance(outcome, InWords):
        return top.score > _SURE
    if not isinstance(outcome, Found):
        return False
    query = outcome.queries[0]
    return query.claim is None or lost.claim or query.origin("area") == "said" or analysis.has("claim")
