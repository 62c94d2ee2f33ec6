"""Everything recognised in one question, with spans: places, periods, amounts, cues and content words."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from knowledge.attribution import attributed
from knowledge.catalogue import Catalogue
from knowledge.cues import CUE_WORDS, Cue, find_cues
from knowledge.language.abbreviations import ESTABLISHED
from knowledge.language.detect import detect
from knowledge.language.money_compounds import parted
from knowledge.language.number_words import CARDINALS, FRACTIONS, ORDINALS
from knowledge.language.numbers import Amount, find_amounts
from knowledge.language.roles import says_something
from knowledge.language.slices import with_slices
from knowledge.language.tables import word_set
from knowledge.language.text import Token, clean, tokenize
from knowledge.language.undotted import with_dots
from knowledge.limits import limit_of
from knowledge.limits import parted as parted_limits
from knowledge.model import Language
from knowledge.neighbour_cues import neighbours
from knowledge.periods import Period, find_periods
from knowledge.places import Place
from knowledge.rejoining import rejoined, with_and, with_numbers, with_ordinals, with_points
from knowledge.scenarios import COLUMN_WORDS
from knowledge.setting_aside import before_deducting, dropped, had_already, set_aside
from knowledge.shortening import shown
from knowledge.subjects import amount_mark
from knowledge.tails import with_tails
from knowledge.terms import Term, TermReader
from knowledge.weights import WEIGHTS

_ACRONYM = 6
"""Below this length, a word in capitals that nothing explains is taken for an acronym, and is not passed over."""
_LARGE_BARE = 10_000
"""A number from here on is an amount of money even without a unit."""
_HEDGE_REACH = 3
_OLDEST = 120
"""Two bare numbers up to here with a dash between them are ages."""
_NAMED_CUES = ("without", "mean", "median", "sum", "top")
"""Cues whose words may be part of a place's name."""
_HEDGED_CUES = ("top", "bottom", "above", "below", "more_than", "less_than")
"""Cues whose words may be the hedge of an amount ("mer än 100")."""
_MEASURES = ("days", "years", "weeks", "months", "hours")
_INHABITANTS = word_set("""
    bor boende invånare invånarna människor personer folk inhabitants residents people living lives live population
""")
_LIVING = word_set("bor lever boende invånare living live residents inhabitants")
_SAYING = word_set("""
    säger sa sade sagt hävdar hävdade hävdat påstår påstod påstått menar menade uppger uppgav försäkrar försäkrade
    berättar berättade skriver skrev skrivit läste läst hörde hört enligt enl twittrar twittrade basunerar vidhåller
    vidhöll insisterar säga tipsar tipsade nämnde nämner intygar intygade svär övertygad bedyrar says said claims
    claimed
    told tells wrote writes heard insists insisted argues according reported reckons swears convinced
    sägs påstås hävdas uppges uppgetts skrivs skrevs antyder antydde anför anförde framhåller framhöll tycks mena
    anser ansåg antecknat antecknade noterat noterade basunerade meddelar meddelade förkunnar förkunnade fastslår
    konstaterar konstaterade rapporterar rapporterade tweetar tweetade postade postar mailade mejlade suggests suggested
    ryktas ryktades ryktet snackas pratas talas viskas svamlar svamlade pratar pratade snackar snackade talar talade
    tjatar tjatade klagar skröt
    alleges alleged asserts asserted announces announced posted
    undrar undrade frågar frågade ber bad tjatar funderar grubblar asks asked wonders wondered wants wanted
""")
_ACCORDING = word_set("enligt enl")
_TONGUES, _IN_TONGUE = ("ska", "man", "ish", "ench", "ese", "ian"), word_set("på till in to into")
"""Endings of languages that are adjectives of a country as well, and the words before them."""
_TOWNSHIP, _THEMSELVES = word_set("kommun kommunen stad stads"), word_set("de dom vi they we")
_SOMEBODY = word_set("han hon hen jag vi någon nån folk he she i we somebody someone people they")
_SPEECH = 10
"""So many tokens may stand before the "att" of what somebody says."""
_THAT = word_set("att that")
_ASKED = word_set("vad va vem vilka vilken vilket hur när varför inte what who which how when why not")
_OF_THERE = word_set("i på från hos vid in from of at")
"""Words that make a place where somebody is from: "en politiker i Örebro säger att hans region"."""
_EXPECTING = word_set("""
    räknar räknade bedömer bedömde uppskattar uppskattade förväntar förväntade tror trodde hoppas hoppades siktar
    antar förmodar förutspår beräknar spår gissar expects expect expected reckon estimates estimate believes believe
    hopes hope assumes assume predicts predict guesses guess
""")
_WONDERING = word_set("undrar undrade frågar frågade asks asked wonders wondered")
_LIVES = word_set("bor bodde bosatt live lives living")
_FIRST_PERSON = word_set("jag vi i we")
_OF_ONESELF = word_set("är och år gammal själv själva som nu am and years old are who also åring pensionär")
_COUNTING = word_set("många antal antalet folkmängd folkmängden many number population")
_ANY_ONES = word_set("en ett a an the")
_ONES = word_set("en ett min vår mitt vårt din a an my our your the")
_STANDING = word_set("står stod stått läses lästes läsa stands stood")
_IN_PRINT = word_set("i på in on")
"""Words that follow a verb of standing where it is said in which paper something stands: "står det i ledaren"."""
_SAYERS = 3
"""So many words from a verb of saying its subject may stand."""
_CLAUSE_ENDS = word_set("att that om fick får är och and but men which som")
_BEHIND = word_set("bakom behind")
_AUTUMN = word_set("hösten höst autumn fall")
"""The season whose figures are held, before its year: "hösten 2022"."""
_NUMBER_WORDS = word_set("nummer nr plats number")
_ALL_REGIONS = word_set("region regionen regioner län länet länen landsting county counties regions")
"""Words for the regions of a country that is named as their owner."""
_THE_REGION = word_set("regionen region länet landstinget county")
_LYING = word_set("som där med kring runt säte dit where that with around containing")
_REGION_REACH = 5
_AGES = word_set("ålder åldern åldrar åldrarna åldersgrupp åldersgruppen åldersklassen fyllt fyller aged age ages")
"""Words before a number that say what it is: "åldrarna 80 och uppåt"."""
_SPELT = frozenset({*CARDINALS, *ORDINALS, *FRACTIONS, *_SAYING})
"""Words that are right as they are, though no subject has them."""
_WEIGHTLESS = word_set("""
    region regionen regioner regionerna regionernas regions region's län länen county counties landsting landstinget
    regeringen regeringens government governments beslutet presentationen presentation rapporten rapport bilden
    bilderna bild bilder dokumentet tabellen document report slide slides
    sverige sweden swedish svensk svenska svenskt sveriges
""")
"""Words of any document here, which no subject needs to explain."""
_ASKING = CUE_WORDS - word_set("folkmängd folkmängden invånarantal invånarantalet bidrag invånare")
"""Words of cues, without those that name what is asked for unless a cue covers them."""
_DOCUMENTS = word_set("""
    rapporten rapport presentationen presentation dokumentet underlaget underlag beslutet inspelet inspel bilderna bild
    prognosdokumentet handlingen report paper document presentation slides decision
""")
_IN_DOCUMENT = word_set("enligt enl i ur in according to by from under")
_DECISIONS = word_set("beslutet decision")
_ABOUT = word_set("om kring on about")
_LINKING = word_set("det den de för och i en ett the for and of in a")
_STEM, _TITLE_WORDS = 4, 2
"""Letters by which a word is known to be of a title in another form, and so many words of it name the document."""
_OUTSIDE, _OECD = word_set("utanför outside"), word_set("oecd")
_OUTSIDE_REACH = 3
_THOSE = word_set("de dem dom the those")
_TELLING = word_set("say says said säger sade skriver skrev tells states mention mentions nämner")
_DOCUMENT_NAME = 5
"""So many words may stand between "enligt" and the noun."""


class Analysis(Struct, frozen=True, dict=True):
    """A question taken apart. Token indices of all mentions refer to `tokens`; what follows from it is made once."""

    text: str
    language: Language
    tokens: tuple[Token, ...]
    mended: dict[int, str]
    places: tuple[Place, ...]
    periods: tuple[Period, ...]
    amounts: tuple[Amount, ...]
    cues: tuple[Cue, ...]
    terms: tuple[Term, ...]
    attributed: str = ""
    """The source that it names, where that is none of the documents here."""
    shortened: tuple[tuple[str, str], ...] = ()
    """Words that were cut short, as typed and as understood."""

    def has(self, *ids: str) -> bool:
        """Whether one of these cues is there."""
        return not self._cue_ids.isdisjoint(ids)

    @cached_property
    def _cue_ids(self) -> frozenset[str]:
        """The ids of the cues."""
        return frozenset(cue.id for cue in self.cues)

    def cue(self, ident: str) -> Cue | None:
        """The first cue with this id."""
        return next((cue for cue in self.cues if cue.id == ident), None)

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """The words and numbers, normalised."""
        return tuple(token.norm for token in self.tokens)

    @cached_property
    def aside(self) -> frozenset[int]:
        """Where words stand of what is named and not asked for."""
        return set_aside(self.norms)

    @cached_property
    def placed(self) -> frozenset[int]:
        """Where the names of places stand, by token."""
        return frozenset(at for place in self.places for at in range(place.start, place.end))

    @cached_property
    def dated(self) -> frozenset[int]:
        """Where the periods stand, by token."""
        return frozenset(at for period in self.periods for at in range(period.start, period.end))

    def as_typed(self, at: int) -> str:
        """A word as it was typed, as a rule has few words; a longer form of a known word as that ("snabbaste")."""
        norm = self.tokens[at].norm
        typed = self.mended.get(at, norm).casefold()
        return norm if typed.startswith(norm) else typed

    def typed_words(self, but: Iterable[int] = (), marks: Container[str] = ()) -> list[str]:
        """The words and numbers of a short follow-up, as typed.

        Args:
            but: where those stand, by token, that are left out: names, periods, a figure.
            marks: the marks that count as words, such as the sign for per cent.

        Returns:
            The words in small letters, not mended, in their order.
        """
        less = frozenset(but)
        return [
            self.as_typed(at)
            for at, token in enumerate(self.tokens)
            if at not in less and (token.kind in ("word", "number") or token.norm in marks)
        ]

    @cached_property
    def regions(self) -> tuple[Place, ...]:
        """Regions, organisations and the nation that were named."""
        return tuple(place for place in self.places if place.kind in ("region", "organisation", "nation"))

    @cached_property
    def strangers(self) -> tuple[Place, ...]:
        """Places that figures are seldom or never held for: municipalities, provinces and other countries."""
        return tuple(place for place in self.places if place.kind in ("municipality", "province", "country"))

    @cached_property
    def names_area(self) -> bool:
        """Whether a region, several or a part of one was named."""
        return any(place.kind in ("region", "group", "municipality", "province") for place in self.places)

    @cached_property
    def content_weight(self) -> float:
        """How much the question says besides frame, places, periods, amounts and cues."""
        return sum(term.weight for term in self.terms)


def analyse(text: str, catalogue: Catalogue, before: Language | None = None) -> Analysis:
    """Take a question apart; `before` is the language of the conversation so far."""
    cleaned = clean(text)
    tokens = with_dots(
        with_slices(with_and(with_points(with_numbers(with_ordinals(tokenize(cleaned)))))), catalogue.spelling
    )
    tokens = catalogue.places.split_compounds(rejoined(tokens, catalogue.vocabulary), catalogue.vocabulary)
    tokens = with_tails(parted_limits(tokens), catalogue.vocabulary)
    tokens, read = parted(tokens, catalogue.vocabulary.exact, catalogue.places.is_region)
    tokens, mended = catalogue.spelling.mend(catalogue.spelling.joined(tokens, _SPELT), _SPELT)
    tokens, written = catalogue.shortenings.with_regions(tokens, mended)
    found = catalogue.places.find(tokens, {at: typed for at, typed in mended.items() if at not in written})
    vouching = _not_asked_for(tokens, found) if len(found) > 1 else _left(tokens, found)
    found = tuple(place for place in found if place not in vouching)
    found = tuple(replace(place, mended=True) if place.start in written else place for place in found)
    places = _with_regions_of_towns(tokens, tuple(p for p in found if not _speaks(tokens, p)), catalogue)
    mended |= written
    placed = _covered((*places, *vouching))
    periods = tuple(period for period in find_periods(tokens) if period.start not in placed)
    dated = _covered(period for period in periods if not period.weak)
    amounts = find_amounts(tokens, dated | placed)
    taken = dated | placed | _covered(amounts)
    tokens, shortened = catalogue.shortenings.expand(tokens, mended, taken, _SPELT)
    doubted = mended.keys() | {word.token for word in shortened if word.typed.casefold() not in ESTABLISHED}
    mended |= {word.token: word.typed for word in shortened}
    cues = _cues(tokens, placed, amounts)
    cues += _counted_places(cues, places)
    cues += neighbours(tokens, places, cues)
    weightless = placed | dated | _covered(cues) | _covered(amounts) | _numbered(tokens)
    weightless |= {i for i, token in enumerate(tokens) if token.norm in _WEIGHTLESS or token.norm in _ASKING}
    weightless |= {p.start - 1 for p in periods if p.start and tokens[p.start - 1].norm in _AUTUMN}
    weightless |= {
        i for i, (a, b) in enumerate(pairwise(tokens)) if a.norm in _TENTATIVE and b.norm.startswith(_OF_PLAN)
    }
    weightless |= {i for i, token in enumerate(tokens) if token.norm in _FORECASTED}
    weightless |= before_deducting([token.norm for token in tokens])
    weightless |= {i for i, (a, b) in enumerate(pairwise(tokens)) if a.norm in _AGES and b.kind == "number"}
    if amounts:
        weightless |= _limiting(tokens, amounts)
    weightless |= _named_documents(tokens, catalogue.document_words) | _places_in_order(tokens, cues)
    shared = [cue for cue in cues if cue.id == "per_capita"]
    hidden = _covered(shared)
    if shared:  # "på alla som bor i Svealand, per person": the people are what is divided by
        hidden |= {i for i, token in enumerate(tokens) if token.norm in _INHABITANTS}
    named = _covered(place for place in places if place.kind != "organisation")
    hidden |= {i for i in named if catalogue.vocabulary.part(tokens[i].norm) is None}  # some facts are about one region
    words = _words(tokens, amounts, hidden | _numbered(tokens))
    terms = TermReader(catalogue.vocabulary, _measures(amounts), doubted, weightless).terms(words)
    reported, senders = _reporting(tokens), _senders(tokens)
    terms = tuple(
        replace(t, weight=0.0) if t.token in reported and (not t.parts or says_something(t.text)) else t
        for t in terms
        if t.token not in senders
    )
    elsewhere = ""
    if cleaned.upper() != cleaned:
        terms = tuple(_acronym_weighed(term, tokens) for term in terms)
        elsewhere = attributed(tokens, (catalogue.document_words, _WEIGHTLESS, COLUMN_WORDS), placed)
    language = detect((token.norm for token in tokens), before)
    return Analysis(
        cleaned, language, tokens, mended, places, periods, amounts, cues, terms, elsewhere, (*read, *shown(shortened))
    )


def _with_regions_of_towns(
    tokens: tuple[Token, ...], places: tuple[Place, ...], catalogue: Catalogue
) -> tuple[Place, ...]:
    """The places, with "regionen som Luleå ligger i" and "Karlstads region" as the region of that town."""
    return tuple(
        replace(place, kind="region", code=str(catalogue.places.areas[place.code].parent))
        if place.kind == "municipality" and _is_of_region(tokens, place)
        else place
        for place in places
    )


def _speaks(tokens: tuple[Token, ...], place: Place) -> bool:
    """Whether a town or country only says something, and is more likely a person: "Nora säger att", "Chad hävdar"."""
    follow = tokens[place.end].norm if place.end < len(tokens) else ""
    if place.kind == "country" and not follow.isalpha() and place.start and place.said.lower().endswith(_TONGUES):
        return tokens[place.start - 1].norm in _IN_TONGUE  # "svara på danska" asks for another language
    if place.kind == "municipality" and follow in _WONDERING:
        own = tokens[place.end - 1].norm in _TOWNSHIP or not _THEMSELVES.isdisjoint(t.norm for t in tokens[place.end :])
        if own:
            return False  # "Trollhättan undrar vad de fick" asks of the town
    return place.kind in ("municipality", "country") and follow in _SAYING and follow != "enligt"


_PRESS = word_set("""
    medier medierna media mediers tidningar tidningarna tidning tidningen tidningens dagbladet dagblad posten nyheter
    nyheterna kuriren allehanda radio radion tv newspaper newspapers press pressen
""")
"""Nouns of the press, before which a place belongs to the name of a paper, and is asked nothing."""


def _left(tokens: tuple[Token, ...], found: tuple[Place, ...]) -> list[Place]:
    """The places left for something else ("släpp Kalmar nu, …"), and those of a newspaper's name."""
    left = dropped([token.norm for token in tokens]) if found else set()
    return [p for p in found if (p.start in left and p.kind == "region") or _names_paper(tokens, p)]


def _names_paper(tokens: tuple[Token, ...], place: Place) -> bool:
    """Whether a noun of the press follows: "Norrländska medier", "Smålands-Tidningen"."""
    behind = [token.norm for token in tokens[place.end : place.end + 2]]
    return not _PRESS.isdisjoint(behind[1:] if behind[:1] == ["-"] else behind[:1])


def _not_asked_for(tokens: tuple[Token, ...], found: tuple[Place, ...]) -> list[Place]:
    """The places that are named beside others, and of which nothing is asked."""
    norms = [token.norm for token in tokens]
    had, denied = had_already(norms), set_aside(norms)
    had |= {at + 1 for at, norm in enumerate(norms) if norm in _OUTSIDE and not _OECD.isdisjoint(norms)}
    aside = [p for p in found if p.start in had or (p.start in denied and p.kind in ("nation", "organisation"))]
    if len(aside) == len(found):
        aside = []
    aside += [place for place in _left(tokens, found) if place not in aside]
    return [place for place in found if place in aside or _vouches(tokens, place, found)]


def _vouches(tokens: tuple[Token, ...], place: Place, found: Iterable[Place]) -> bool:
    """Whether a place is only who says something of another: "enligt OECD är dödligheten i Sverige …"."""
    if place.kind == "group" or all(other.code == place.code for other in found):
        return False
    if _owns_all(tokens, place):
        return True
    before = tokens[place.start - 1].norm if place.start else ""
    follow = tokens[place.end].norm if place.end < len(tokens) else ""
    if before in _ACCORDING:
        return True
    behind = tokens[place.end + 1].norm if place.end + 1 < len(tokens) else ""
    if follow in _MEANING and behind in _SPEAKERS:
        return False  # "Dalarna å Gävleborg menar jag"
    return follow in _SAYING and follow not in _ACCORDING and before not in _OF_THERE


_TENTATIVE = word_set("preliminär preliminära osäker osäkra bedömd bedömda befarade beräknade väntade förväntade")
_FORECASTED = word_set("prognostiserade prognostiserad prognostiserat prognostiseras prognosticerade prognosticeras")
"""What a forecast is called before its name, without anything being asked of it: "enligt preliminär prognos"."""
_OF_PLAN = (
    *("prognos", "budgetavvik", "avvikelse", "differens", "underskott", "överskott", "vinst", "effekt", "belopp"),
    *("skillnad", "kostnad", "intäkt", "summa", "ökning", "minskning", "resultat"),
)
_MEANING, _SPEAKERS = word_set("menar menade"), word_set("jag vi")


def _owns_all(tokens: tuple[Token, ...], place: Place) -> bool:
    """Whether a country is only that of all the regions: "Gotland är Sveriges minsta region"."""
    behind = [token.norm for token in tokens[place.end : place.end + _REGION_REACH]]
    return place.kind == "nation" and place.said.endswith("s") and not _ALL_REGIONS.isdisjoint(behind)


def _is_of_region(tokens: tuple[Token, ...], town: Place) -> bool:
    """Whether the words around a town say that the region it lies in is meant."""
    before = [token.norm for token in tokens[max(0, town.start - _REGION_REACH) : town.start]]
    follow = {token.norm for token in tokens[town.start + 1 : town.end + 1]}
    if not follow.isdisjoint(("region", "landsting", "län")) and town.said.casefold().endswith("s"):
        return True
    at = next((i for i, norm in enumerate(before) if norm in _THE_REGION), None)
    return at is not None and not _LYING.isdisjoint(before[at + 1 :])


def _covered(mentions: Iterable[Place | Period | Amount | Cue]) -> frozenset[int]:
    """Indices of the tokens that mentions take up."""
    return frozenset(i for mention in mentions for i in range(mention.start, mention.end))


def _cues(tokens: tuple[Token, ...], placed: frozenset[int], amounts: tuple[Amount, ...]) -> tuple[Cue, ...]:
    """The cues, without those that are part of a place's name or are the hedge of an amount ("mer än 100")."""
    hedges = {
        i
        for a in amounts
        if a.hedge and not _begins_ages(a, amounts)
        for i in range(max(0, a.start - _HEDGE_REACH), a.start)
    }

    def stands(cue: Cue) -> bool:
        span = range(cue.start, cue.end)
        if (cue.id in _NAMED_CUES or cue.id == "bottom") and placed.issuperset(span):
            return False  # also the "botten" of "V-botten"
        if cue.id == "list" and cue.end < len(tokens) and tokens[cue.end].norm in _BEHIND:
            return False  # "vilka ligger bakom" asks for those who did it
        if cue.id == "without" and tokens[cue.start].norm in _OUTSIDE and not _is_left_out(tokens, cue.end, placed):
            return False  # "står utanför sammanträdet" leaves out no region
        if cue.id in ("list", "all") and cue.end < len(tokens) and tokens[cue.end].norm in _LIVING:
            return False  # "alla som bor i Svealand" are people, not regions
        return cue.id not in _HEDGED_CUES or hedges.isdisjoint(span)

    found = tuple(cue for cue in find_cues(tokens) if stands(cue))
    told = {i for cue in found if cue.id == "in_words" for i in range(cue.start, cue.end)}
    if not told:
        return found
    return tuple(cue for cue in found if cue.id not in _NAMED_CUES or not told.issuperset(range(cue.start, cue.end)))


def _is_left_out(tokens: tuple[Token, ...], at: int, placed: frozenset[int]) -> bool:
    """Whether a place, or some of several, stands where something is said to be left out."""
    return not placed.isdisjoint(range(at, at + _OUTSIDE_REACH)) or any(
        token.norm in _THOSE for token in tokens[at : at + 1]
    )


_OF_PEOPLE = ("are", "arna", "bor", "borna", "ingar", "ingarna", "iter", "iterna", "skar", "ans", "ers")
"""Endings of the names of a region's people: "hur många skåningar" asks for no ratio."""


def _counted_places(cues: tuple[Cue, ...], places: tuple[Place, ...]) -> tuple[Cue, ...]:
    """The cues of a ratio where it is asked how many of a place go into another: "hur många Gotland går det på …"."""
    begins = {cue.end for cue in cues if cue.id == "how_many" and cue.end - cue.start > 1}  # "antal Skåne" counts none
    counted = [
        place
        for place in places
        if place.kind == "region" and place.start in begins and not place.said.casefold().endswith(_OF_PEOPLE)
    ]
    return tuple(Cue(ident, place.start, place.end) for place in counted[:1] for ident in ("ratio", "divided"))


def _limiting(tokens: tuple[Token, ...], amounts: tuple[Amount, ...]) -> frozenset[int]:
    """The verbs and nouns of limits: "kom inte upp i", "strecket"."""
    norms = tuple(token.norm for token in tokens)
    limits = (limit_of(norms, amount) for amount in amounts)
    return frozenset(word for limit in limits if limit is not None for word in limit.words)


def _begins_ages(amount: Amount, amounts: tuple[Amount, ...]) -> bool:
    """Whether a number is or begins an age group, of which nothing is "mer än": "ökar mer än 20-66"."""
    if amount.unit == "years":
        return True
    if not amount.bare or amount.value > _OLDEST:
        return False
    return any(
        other.start == amount.end + 1 and other.bare and amount.value < other.value <= _OLDEST for other in amounts
    )


def _numbered(tokens: tuple[Token, ...]) -> frozenset[int]:
    """The word in front of a place in an order: "nummer sex" names no number of its own."""
    return frozenset(
        i
        for i, (first, second) in enumerate(pairwise(tokens))
        if first.norm in _NUMBER_WORDS and (second.kind == "number" or second.norm in CARDINALS)
    )


def _places_in_order(tokens: tuple[Token, ...], cues: tuple[Cue, ...]) -> frozenset[int]:
    """The ordinals that belong to a ranking: "the second most", "tredje störst"."""
    ranked = {cue.start for cue in cues if cue.id in ("top", "bottom")}
    return frozenset(start - 1 for start in ranked if start and tokens[start - 1].norm in ORDINALS)


def _reporting(tokens: tuple[Token, ...]) -> frozenset[int]:
    """Tokens that say who says something: "menar en källa", "har regiondirektören sagt", "hörde vi i Ekot"."""
    found: set[int] = {0} if len(tokens) > 2 and tokens[0].capital and tokens[1].norm == ":" else set()  # "Bosse: och"
    for at, token in enumerate(tokens):
        if token.norm in _STANDING:
            near = next((i for i in range(at + 1, min(at + 3, len(tokens))) if tokens[i].norm in _IN_PRINT), None)
            if near is not None and near + 1 < len(tokens) and not tokens[near + 1].capital:
                found.add(near + 1)
        if token.norm in _EXPECTING and at == 1:  # "Lisa tror 25 miljoner": whoever she is
            found.add(0)
        if token.norm in _SAYING or token.norm in _EXPECTING:
            for way in (
                range(at + 1, min(at + 1 + _SAYERS, len(tokens))),
                range(at - 1, max(-1, at - 1 - _SAYERS), -1),
            ):
                for near in way:
                    if tokens[near].norm in _CLAUSE_ENDS or not tokens[near].is_word:
                        break
                    sayer = token.norm in _SAYING and not (near < at and token.norm in _ACCORDING)
                    if sayer or says_something(tokens[near].norm):  # "340 vakanta tjänster enligt" says nothing
                        found.add(near)
    return frozenset(found)


def _senders(tokens: tuple[Token, ...]) -> frozenset[int]:
    """Tokens that say who asks, whatever else they are words of: "en läkare undrar", "my boss asks"."""
    asking = {
        at - 1
        for at in range(2, len(tokens))
        if tokens[at].norm in _WONDERING and tokens[at - 1].is_word and tokens[at - 2].norm in _ONES
    }
    return frozenset(asking | _living(tokens) | _opening_speech(tokens))


def _opening_speech(tokens: tuple[Token, ...]) -> set[int]:
    """Tokens that say before its "att" who says the rest: "en ledamot hävdade i fullmäktige att".

    Only of somebody who is not named by a word of the documents alone, "regeringen säger att": an article, a pronoun
    or a place where he is to be found stands with it.

    Args:
        tokens: the question.

    Returns:
        Their indices; none where the message opens otherwise.
    """
    norms = [token.norm for token in tokens[:_SPEECH]]
    end = next((at for at, norm in enumerate(norms) if norm in _THAT), 0)
    opening = norms[:end]
    if end < 2 or not _ASKED.isdisjoint(opening) or any(not token.is_word for token in tokens[:end]):
        return set()
    said = any(norm in _SAYING for norm in opening)
    somebody = opening[0] in _ONES | _SOMEBODY or not _OF_THERE.isdisjoint(opening[1:])
    return set(range(end)) if said and somebody else set()


def _living(tokens: tuple[Token, ...]) -> set[int]:
    """Tokens by which somebody says where he lives: "jag är 84 år och bor i", "my mum lives in"."""
    lives = next((at for at, token in enumerate(tokens) if token.norm in _LIVES), 0)
    if not lives or any(token.norm in _COUNTING for token in tokens):
        return set()
    start = lives
    while start and (tokens[start - 1].kind == "number" or tokens[start - 1].norm in _OF_ONESELF):
        start -= 1
    first = tokens[start - 1].norm if start else ""
    if first in _FIRST_PERSON or (
        start > 1 and tokens[start - 2].norm in _ONES - _ANY_ONES and tokens[start - 1].is_word
    ):
        return set(range(max(0, start - 1), lives + 1))
    return set()


def _named_documents(tokens: tuple[Token, ...], names: frozenset[str]) -> frozenset[int]:
    """Tokens by which a question says in which of the documents it wants to read: "in the health board's paper".

    Only words of the documents' own titles and names are taken: "enligt SKR:s rapport" is about another document.

    Args:
        tokens: the question.
        names: the words of titles and names.

    Returns:
        Their indices.
    """
    found: set[int] = set()
    for at, token in enumerate(tokens):
        if token.norm not in _DOCUMENTS:
            continue
        start = at
        while start and at - start < _DOCUMENT_NAME and _is_of_name(tokens[start - 1], names):
            start -= 1
        told = at + 1 < len(tokens) and tokens[at + 1].norm in _TELLING
        placed = start > 0 and tokens[start - 1].norm in _IN_DOCUMENT
        if start < at and (told or placed):
            found.update(range(start, at + 1))
        if placed and token.norm not in _DECISIONS:  # "beslutet om utbetalningen" names what is paid too
            found.update(_title_behind(tokens, at + 1, names))
    return frozenset(found)


def _title_behind(tokens: tuple[Token, ...], at: int, names: frozenset[str]) -> range:
    """The words of "om det tuffa läget för kommuner och regioner" behind "i presentationen", which only name it."""
    if tokens[at : at + 1] and tokens[at].norm not in _ABOUT:
        return range(at, at)
    stems = {name[:_STEM] for name in names if len(name) >= _STEM}
    end = at + 1
    telling = 0
    while end < len(tokens) and tokens[end].is_word:
        of_title = len(tokens[end].norm) >= _STEM and tokens[end].norm[:_STEM] in stems
        if not of_title and tokens[end].norm not in _LINKING:
            break
        telling += of_title
        end += 1
    while end > at and tokens[end - 1 : end] and tokens[end - 1].norm in _LINKING:
        end -= 1
    return range(at, end) if telling >= _TITLE_WORDS else range(at, at)


def _is_of_name(token: Token, names: frozenset[str]) -> bool:
    """Whether a token may stand in the name of a document here."""
    return token.norm in names or not token.is_word or says_something(token.norm.removesuffix("s"))


def _words(tokens: tuple[Token, ...], amounts: tuple[Amount, ...], hidden: frozenset[int]) -> list[tuple[int, str]]:
    """What subjects are ranked by, with its token: words, numbers, and sums of money as one word each."""
    sums = {a.start: a for a in amounts if a.unit == "SEK" or (a.bare and a.value >= _LARGE_BARE)}
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(tokens):
        token, amount = tokens[at], sums.get(at)
        if amount is not None:
            found.append((at, amount_mark(amount.value)))
            found += [(i, tokens[i].norm) for i in range(at, amount.end) if tokens[i].kind == "word"]
            at = amount.end
            continue
        if at not in hidden and (token.kind in ("word", "number") or (token.norm == "+" and token.joined)):
            found.append((at, token.norm))
        at += 1
    return found


def _measures(amounts: tuple[Amount, ...]) -> dict[int, str]:
    """The unit of each length of time, by its token; of "20 och 30 dagar" also of the first number."""
    found = {amount.start: amount.unit for amount in amounts if amount.unit in _MEASURES}
    shared = {
        first.start: found[second.start]
        for first, second in pairwise(amounts)
        if first.bare and second.start in found and second.start - first.end <= 1
    }
    return found | shared


def _acronym_weighed(term: Term, tokens: tuple[Token, ...]) -> Term:
    """A term as it is, or with the weight of an ordinary word where it is an unknown acronym."""
    acronym = 1 < len(term.text) < _ACRONYM and tokens[term.token].text.isupper()
    if acronym and term.weight and not term.parts:
        return replace(term, weight=max(term.weight, WEIGHTS.common))
    return term
