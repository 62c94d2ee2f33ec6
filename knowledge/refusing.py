"""Why a question gets no figure before any slot is filled: an opinion, a private matter, nothing that is held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.asking import claim_wanted, points_to_nobody
from knowledge.catalogue import Catalogue
from knowledge.kinship import has_many_areas
from knowledge.language.number_words import CARDINALS
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.model import Fact, Indicator
from knowledge.named_people import life_asked, office_asked
from knowledge.outcomes import Clarification, NotFound, Outcome, stranger
from knowledge.reading import Candidate, Reading
from knowledge.subjects import Subject, alias_words, breakdown_names
from knowledge.weights import WEIGHTS

_STRONG = word_set("""
    tycker tycka tyckte anser anse borde bör åsikt åsikter missnöjd missnöjda missnöjt rättvis rättvist rättvisa
    orättvis orättvist orättvisa skandal opinion opinions think thinks should fair unfair fairly föredrar håller gillar
    ogillar like dislike lön lönen lönesamtal tjänar salary earns earn wage adress address telefonnummer personnummer
    gift married rösta röstar röstade vote
""")
"""Words that make a question one of opinion or of a private matter whatever else it names."""
_MADE_UP = word_set("""
    dikt dikten dikter haiku limerick limerickar sonett vers vits skämt saga sagan novell sång sången låttext
    rap raplåt ordvits gåta recept receptet uppsats kärleksbrev poem joke riddle song story tale lyrics recipe essay
""")
_HOLDING = word_set("tycker tyckte anser ansåg think like föredrar gillar")
_YOU = word_set("du ni you")
_SEXES = word_set("män kvinnor kvinnliga manliga pojkar flickor kön men's women's women male female boys girls")

_PEOPLE = word_set("""
    personer människor folk patienter dem de dom invånare män kvinnor people patients those adults anyone men women
""")
_PAST = word_set("över under older younger over below aged äldre yngre")
_THAN = word_set("än than")
_YEARS = word_set("år åringar åringarna years year-olds")
_AND_OLDER = word_set("äldre över uppåt yngre older over up younger under")
_OLDEST = 110
"""Up to this number what stands after people is how old they are: "bland dem under 50"."""
_SHOULD, _ASKER = word_set("should borde bör"), word_set("i we one jag vi man")
_QUOTING = word_set("""
    quote use print cite write publish say give report state citera använda skriva ange trycka publicera säga nämna
    uppge rapportera
""")
_FIGURES = word_set(
    "figure number amount sum value siffra siffran tal talet belopp beloppet värde värdet summa uppgift"
)
_WOULD = word_set("should shouldn't ought borde bör")
"""Words that at the beginning ask what would be right."""
_OUGHT, _AUTHORITY = word_set("bör should"), word_set("regeringen regeringens staten government government's")
_OPENING = word_set("och men eller so and but or då")
_PAY = ("lön", "lönen", "löner", "lönerna")
"""Endings of compounds for what somebody earns: "ministerlön"."""
_NEAR = 0.15
"""The score from which a subject is near enough to be suggested."""
_MOSTLY = 0.6
_TELLING = 1.0
"""The weight above which an unexplained word is named in the answer."""
_BE = word_set("vara be")
_GAINS = word_set("tjänar tjäna tjänade tjänat")
_TELLING_OF = word_set("says said claims claimed puts states stated reports säger påstår hävdar uppger skriver")
_SUGGESTIONS = 3
_SLIGHT = 2.5
"""So little may be said besides "vår region" by words that nothing here has, such as a mistyped one."""
_OPTIONS = 4


def refused_word(catalogue: Catalogue, analysis: Analysis, top: Candidate | None) -> NotFound | None:
    """The refusal of opinions and private persons' matters, unless their words are words of the subject itself."""
    likely = top if top is not None and top.score >= WEIGHTS.floor else None
    lacking = _asks_future(analysis) or office_asked(analysis)
    if lacking:
        return NotFound("not_covered", {"words": (lacking,)}, (likely.subject,) if likely is not None else (), False)
    judged = _asks_opinion(analysis)
    if judged:
        return NotFound("opinion", {"word": judged}, (likely.subject,) if likely is not None else (), False)
    sure = likely is not None and likely.precision >= WEIGHTS.precision_floor
    explained = likely.match.explained if likely is not None and likely.match is not None else frozenset()
    lexicon = catalogue.store.lexicon
    person = likely is not None and likely.subject.aspect == "who"
    life = life_asked(analysis, top) if top is not None else ""
    if life and top is not None:
        return NotFound("private", {"word": life}, (top.subject,), claim_wanted(analysis))
    for kind, known in (("private", lexicon.private), ("opinion", lexicon.opinion)):
        if kind == "private" and analysis.has("how_many"):
            continue  # "hur många över 65 år bor i Skåne" is about nobody's home
        of_person = person and kind == "private"  # "hur gammal är Oskar Johansson" is not answered by his office
        for i, token in enumerate(analysis.tokens):
            if token.norm not in known and not (of_person and token.norm.endswith(_PAY)):
                continue
            if not (of_person or _asked_of_the_bot(analysis, i)) and (
                (i in explained and (token.norm not in _STRONG or (_mostly_said(likely) and not _opens(analysis, i))))
                or any(cue.start <= i < cue.end for cue in analysis.cues)
                or (catalogue.vocabulary.is_frame(token.norm) and not _opens(analysis, i))
                or (sure and (token.norm not in _STRONG or analysis.amounts))
            ):
                continue
            if token.norm in _GAINS and _gains_by_it(analysis, i):
                continue  # "hur mycket tjänar man på kompetensförsörjningen 2027?"
            if kind == "opinion" and (_asks_what_to_quote(analysis, i) or _is_expected(analysis, i)):
                continue
            if kind == "opinion" and sure and _is_of_document(analysis, i, likely):
                continue
            if kind == "opinion" and sure and _tells_target(analysis, i, likely):
                continue
            nearest = (likely.subject,) if likely is not None else ()
            return NotFound(kind, {"word": token.text}, nearest, claim_wanted(analysis))
    return None


def _asks_future(analysis: Analysis) -> str:
    """The words by which is asked how it will be in so many years: "om fem år", "in ten years"; empty for none."""
    norms = analysis.norms
    for at in range(len(norms) - 2):
        number = norms[at + 1].isdecimal() or norms[at + 1] in CARDINALS
        since = at and norms[at - 1] in _ABOUT  # "prognosen om tre år" speaks of them
        if norms[at] in _IN and number and norms[at + 2] in _LONG_TIMES and not since and _LATER.isdisjoint(norms):
            return " ".join(token.text for token in analysis.tokens[at : at + 3])
    return ""


_IN, _LONG_TIMES = word_set("om in"), word_set("år decennier years decades")
_ABOUT = word_set("prognos prognosen plan planen rapport rapporten presentationen tillskott tillskottet avtal avtalet")
_LATER = word_set("past last senaste gångna average snitt row rad")
"""Words beside which so many years are behind, or a span: "highest in three years, on average"."""


def _asks_opinion(analysis: Analysis) -> str:
    """The word by which the bot's own view, or which of people or parties is the best, is asked for; empty for none."""
    norms = analysis.norms
    if analysis.amounts or analysis.has("claim"):
        return ""
    for at, (first, second) in enumerate(pairwise(norms)):
        if first in _YOU and second in _SIDES and not _YOUR.isdisjoint(norms[max(0, at - 1) : at]):
            return analysis.tokens[at + 1].text  # "är du för eller emot …?"
        if first in _STANDING and second in _YOU:
            return analysis.tokens[at].text  # "hur ställer du dig till …?"
        if first in _ADVISED and second in _ASKER and norms[at + 2 : at + 3] and norms[at + 2] in _DEALING:
            return analysis.tokens[at].text  # "vilken aktie ska jag köpa?"
        if first in _FINDING and second in _YOU:
            return analysis.tokens[at].text  # "finner du bidraget rimligt?"
        if first in _FORESEEING and second in _YOU:
            return analysis.tokens[at].text  # "vad spår du att …?"
        if first in _TRUSTING and second in _YOU and norms[max(0, at - 1) : at] in (("vad",), ("what",)):
            return analysis.tokens[at].text  # "vad tror du själv?"
        if first in _YOU and not _DECIDING.isdisjoint(norms[at + 1 : at + 3]):
            return analysis.tokens[at + 1].text  # "om du fick bestämma"
    if norms[:1] == ("hur",) and "togs" in norms and "emot" in norms[2:]:
        return analysis.tokens[norms.index("togs")].text  # "hur togs beslutet emot?"
    whom = next((at for at, norm in enumerate(norms) if norm in _JUDGED), None)
    best = next((at for at, norm in enumerate(norms) if norm in _BEST), None)
    if whom is not None and best is not None and not _WHICH.isdisjoint(norms[:whom]):
        return analysis.tokens[best].text  # "vilket parti sköter vården bäst?"
    return ""


_SIDES, _YOUR = word_set("för emot mot against for"), word_set("är are")
_FINDING = word_set("finner uppskattar gillar ogillar tycker anser föredrar")
_TRUSTING = word_set("tror")
_STANDING, _FORESEEING = word_set("ställer"), word_set("spår förutspår gissar predict guess")
_ADVISED, _DEALING = word_set("ska skall bör borde should"), word_set("köpa sälja investera satsa buy sell invest")
_DECIDING = word_set("bestämma bestämmer bestämde")
_JUDGED = word_set("""
    parti partier partiet regionråd regionrådet politiker politikern minister ministern regering landstingsråd råd
    party parties politician minister
""")
_BEST = word_set("bäst bästa bäste sämst sämsta duktigast skickligast pålitligast klokast best worst smartest")
_WHICH = word_set("vilket vilken vilka vem which who what")


def asks_for_art(analysis: Analysis, top: Candidate) -> bool:
    """Whether something is to be made up, "en dikt om hösten", of which the subject knows nothing."""
    explained = top.match.explained if top.match is not None else frozenset()
    norms = analysis.norms
    return any(
        norm in _MADE_UP and i not in explained and _TELLING_OF.isdisjoint(norms[i + 1 : i + 3])  # "a story says"
        for i, norm in enumerate(norms)
    )


def _ages(norms: Sequence[str]) -> Iterator[int]:
    """Where it is said how old people are: "patienter över 65", "those aged 80", "65 år och äldre"."""
    around = ("", "", "", *norms, "", "", "")
    for at, norm in enumerate(norms):
        if not norm.isdecimal() or int(norm) > _OLDEST or not at:
            continue
        third, second, first, _, after, then, last = around[at : at + 7]
        than = first in _THAN
        past, people = (second, third) if than else (first, second)
        and_older = after in _YEARS and last in _AND_OLDER and then in ("och", "and")
        if and_older or (past in _PAST and people in _PEOPLE):
            yield at


def _asked_of_the_bot(analysis: Analysis, at: int) -> bool:
    """Whether it is the bot whose opinion is asked for: "vad anser du", "what do you think"."""
    return analysis.norms[at] in _HOLDING and not _YOU.isdisjoint(analysis.norms[max(0, at - 1) : at + 2])


def _opens(analysis: Analysis, at: int) -> bool:
    """Whether a word is the first of a question that asks what would be right: "should Skåne get more?"."""
    before = analysis.norms[:at]
    return analysis.norms[at] in _WOULD and all(norm in _OPENING or not norm.isalpha() for norm in before)


def _asks_what_to_quote(analysis: Analysis, at: int) -> bool:
    """Whether it is only asked which figure to use: "what number should I quote?", "vilken siffra bör vi ange?"."""
    norms = analysis.norms
    quotes = norms[at] in _SHOULD and norms[at + 1 : at + 2] and norms[at + 1] in _ASKER
    return bool(quotes) and not _QUOTING.isdisjoint(norms[at + 2 : at + 4]) and not _FIGURES.isdisjoint(norms)


def _is_expected(analysis: Analysis, at: int) -> bool:
    """Whether it is the government that says what ought to be done: "hur vill regeringen att pengarna bör användas"."""
    return analysis.norms[at] in _OUGHT and analysis.has("purpose") and not _AUTHORITY.isdisjoint(analysis.norms[:at])


def _is_of_document(analysis: Analysis, at: int, likely: Candidate | None) -> bool:
    """Whether a view is asked for that a document tells of somebody: "vad anser regeringen att de ska användas till".

    Args:
        analysis: the question.
        at: where the word of opinion stands.
        likely: the subject that is likely; only words can tell a view.

    Returns:
        Whether it is; never where the bot is asked, or where it is asked what that somebody ought to do.
    """
    norms = analysis.norms
    item = likely.subject.item if likely is not None else None
    told = isinstance(item, Fact) or (isinstance(item, Indicator) and item.unit == "count")
    left = likely.match.unexplained if likely is not None and likely.match is not None else ()
    if any(term.weight > _TELLING and not term.parts for term in left):
        return False  # "vad anser regeringen om vargjakten?"
    if not told or _asked_of_the_bot(analysis, at) or _opens(analysis, at):
        return False
    if norms[at] in _VIEWING:  # it is their view: "anser regeringen", "the government thinks"
        return not _HOLDERS.isdisjoint(norms[max(0, at - 2) : at + 3])
    quoted = (
        first in _QUOTED_BY and not _HOLDERS.isdisjoint(norms[k + 1 : k + 1 + _QUOTED_REACH])
        for k, first in enumerate(norms)
    )
    said = (
        word in _HOLDERS and not _SAYING.isdisjoint((*norms[max(0, k - 2) : k], *norms[k + 1 : k + 3]))
        for k, word in enumerate(norms)
    )
    return norms[at] in _WOULD | _SHOULD and norms[at + 1 : at + 2] != ("regeringen",) and (any(quoted) or any(said))


_VIEWING = word_set("anser anses ansåg tycker tyckte menar think thinks thought believes")
_HOLDERS = word_set("""
    regeringen regeringens ivo skr presentationen rapporten dokumentet beslutet nämnden förvaltningen bilden paketet
    åtgärdspaketet underlaget government government's presentation report document decision board slide slides package
""")
"""Those whose view a document tells, and the documents."""
_QUOTED_BY, _QUOTED_REACH = word_set("enligt enl per to in under"), 4
_SAYING = word_set("säger säga skriver sägs uttalat uttalar anser menar say says said stated states thinks think view")


def _tells_target(analysis: Analysis, at: int, likely: Candidate | None) -> bool:
    """Whether "hur stor andel bör vara egenanställd?" asks for a target that is held."""
    names = likely.subject.label("sv").casefold() if likely is not None else ""
    return analysis.norms[at] in _SHOULD and "mål" in names and not _BE.isdisjoint(analysis.norms[at + 1 : at + 3])


def _gains_by_it(analysis: Analysis, at: int) -> bool:
    """Whether somebody unnamed gains by a measure: "hur mycket tjänar man på kompetensförsörjningen?"."""
    behind = analysis.norms[at + 1 : at + 3]
    return behind[:1] in (("man",), ("vi",), ("nämnden",), ("regionen",)) and "på" in analysis.norms[at + 2 : at + 4]


def _mostly_said(candidate: Candidate | None) -> bool:
    """Whether most of a subject's name was said, beside a word that asks for an opinion."""
    match = candidate.match if candidate is not None else None
    return match is not None and match.recall >= _MOSTLY


def refused_qualifier(analysis: Analysis, top: Candidate) -> NotFound | None:
    """The refusal of a figure by sex or age, where it is not divided so."""
    matched = top.match.matched | top.match.explained if top.match is not None else frozenset()
    of_money = {amount.start for amount in analysis.amounts if amount.unit == "SEK"}  # "över 50 men under 60 miljoner"
    but = {at for at in range(2, len(analysis.norms)) if analysis.language == "sv" and analysis.norms[at - 2] == "men"}
    aged = next((at for at in _ages(analysis.norms) if at not in matched | of_money | but), None)
    if aged is not None and isinstance(top.subject.item, Indicator) and not _divided(top, analysis.norms[aged]):
        words = tuple(analysis.tokens[at].text for at in (aged - 1, aged))
        return NotFound("not_covered", {"words": (" ".join(words),)}, (top.subject,), claim_wanted(analysis))
    for i, token in enumerate(analysis.tokens):
        sexed = token.norm in _SEXES or (token.norm == "men" and analysis.language == "en")
        if sexed and i not in matched and top.subject.kind != "fact" and not _divided(top, token.norm):
            return NotFound("not_covered", {"words": (token.text,)}, (top.subject,), claim_wanted(analysis))
    return None


def _divided(top: Candidate, word: str) -> bool:
    """Whether a subject has a kind of this name."""
    item = top.subject.item
    kinds = item.breakdowns if isinstance(item, Indicator) else ()
    return any(word in alias_words(name) for kind in kinds for name in breakdown_names(kind))


def nothing_found(catalogue: Catalogue, reading: Reading, top: Candidate | None) -> Outcome:
    """What to say when no subject is above the floors: which part is not known, or what could be asked."""
    analysis = reading.analysis
    slight = analysis.content_weight <= _SLIGHT and all(not term.parts for term in analysis.terms if term.weight > 0)
    if analysis.has("our_region") and slight:  # "sifran för vårt län?"
        return Clarification("subject", _starters(catalogue))
    if points_to_nobody(analysis) and not analysis.content_weight and not analysis.regions:
        return Clarification("subject", _starters(catalogue))  # "ta fram uppgiften för regionen"
    claim = claim_wanted(analysis) and bool(analysis.content_weight)
    near = tuple(c.subject for c in reading.candidates[:_SUGGESTIONS] if c.score > _NEAR)
    unexplained = _unexplained(analysis, top)
    if analysis.strangers and not unexplained:
        return stranger(catalogue.places.areas[analysis.strangers[0].code], near, claim=claim)
    if unexplained or analysis.content_weight:
        return NotFound("not_covered", {"words": unexplained}, near, claim)
    if analysis.regions or any(place.kind == "group" for place in analysis.places):
        return Clarification("subject", tuple(catalogue.subject(f"indicator:{i}") for i in _for_regions(catalogue)))
    if analysis.has("how_much", "how_many", "top", "bottom", "list", "mean", "sum", "share", "that"):
        likely = tuple(c.subject for c in reading.candidates[:2] if c.subject.kind == "indicator")
        return Clarification("subject", likely if len(likely) > 1 else _starters(catalogue))
    return NotFound("not_understood", {}, near, claim)


def received_alone(catalogue: Catalogue, reading: Reading) -> Candidate | None:
    """For "60 miljoner kronor gick till Kronoberg" the one sum of money that is held for regions; None for several."""
    analysis = reading.analysis
    money = any(amount.unit == "SEK" and not amount.definite for amount in analysis.amounts)
    if reading.last is not None or not (analysis.has("received") and analysis.regions and money):
        return None
    held = [ident for ident in _for_regions(catalogue) if catalogue.indicator(ident).unit == "SEK"]
    if analysis.content_weight or len(held) != 1:
        return None
    return Candidate(catalogue.subject(f"indicator:{held[0]}"), WEIGHTS.floor, None, True, ("what regions received",))


def _for_regions(catalogue: Catalogue) -> list[str]:
    """The indicators that are held for many areas."""
    return [i for i in catalogue.store.indicators if has_many_areas(catalogue, i)]


def _starters(catalogue: Catalogue) -> tuple[Subject, ...]:
    """A few indicators to offer to somebody who asked for none in particular: one a theme, regional ones first."""
    chosen: dict[str, str] = {}
    for ident in [*_for_regions(catalogue), *catalogue.store.indicators]:
        chosen.setdefault(catalogue.indicator(ident).theme, ident)
    return tuple(catalogue.subject(f"indicator:{ident}") for ident in list(chosen.values())[:_OPTIONS])


def _unexplained(analysis: Analysis, top: Candidate | None) -> tuple[str, ...]:
    """The words that the best subject, or without one any subject, leaves unexplained."""
    terms = analysis.terms if top is None or top.match is None else top.match.unexplained
    return tuple(term.text for term in terms if term.weight > _TELLING)[:_SUGGESTIONS]
