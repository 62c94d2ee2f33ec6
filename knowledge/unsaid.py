"""What a statement says that a fact does not: words the fact knows nothing of, and a "not" on one side alone.

A fact confirms a statement only where it tells all of it. Sharing words is not enough: "vårdplatserna är rekordhöga"
has "rekordhöga" in common with a fact on results, and "personalomsättningen ska inte minska" all its words with its
opposite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from knowledge.catalogue import Catalogue
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.mentions import Analysis
from knowledge.model import Fact
from knowledge.reading import Candidate

NEGATIONS = word_set("""
    inte ej icke aldrig ingen inget inga ingenting varken knappast utan
    not no none never neither nor without nothing isn't wasn't doesn't don't didn't aren't weren't haven't hasn't won't
""")

_ONLY = word_set("bara endast enbart only just")
_HOLDERS = word_set("""
    region regionen regioner regionerna regionens regionernas landsting landstinget landstingen kommun kommuner
    kommunerna kommunernas län länet länen region's regions municipalities counties
""")
_TELLING = _HOLDERS | word_set("antalet antal andelen andel number share")
"""Words that are talk in a question, and say in a statement of whom or what it is."""
_COPULAS = word_set(
    "är var har hade ska skall kan får fick blir blev väntas bedöms is was are were has have had will can"
)
_THAN = word_set("än than")
_DEFINITE = ("en", "et", "an", "na", "erna", "arna", "orna")
"""Endings of a noun that is spoken of: "tabellen har försämrats"."""
_SUBORDINATE = word_set("att that")
SAYING = word_set("""
    säger sa sade hävdar hävdade påstår påstod menar menade uppger uppgav skriver skrev enligt enl anser meddelar
    rapporterar konstaterar varnar says said claims claimed writes wrote reports
""")
_HEAD = 5
"""A word of so many letters may stand for a compound that ends in it: vården for sjukvården."""
_FEW = 2
_FRONT = 4
"""Among so many words at the front stands the "att" of "stämmer det att"."""
_CLAUSES = Pattern(
    r"[.;:!?]\s|,\s|\s[–-]\s|\s(?:men|och att|eftersom|medan|fast|där|but|where|while|although|because)\s"
)
_BEGINNING, _ENDING, _LONGER = 3, 2, 4
"""Two words are forms of one where they begin alike, up to so many letters, and the one is not much longer."""
_ALIKE = 5
_OVERLAP = 0.5
"""From which share of a clause's words on another is about the same."""


def says_else(
    catalogue: Catalogue, analysis: Analysis, candidate: Candidate, fact: Fact, besides: AbstractSet[str] = frozenset()
) -> bool:
    """Whether a word of the statement, besides mere frame, is none that the fact tells or goes by.

    Args:
        catalogue: knows which words are frame, and what the fact goes by.
        analysis: the statement.
        candidate: the fact as it was found.
        fact: what the statement is held against.
        besides: words that need not be the fact's.

    Returns:
        Whether the statement says more, or other things, than the fact.
    """
    told, own = _told(catalogue, fact), _told_of(fact)
    if any(norm in _HOLDERS and not _is_told(norm, own) for i, norm in _stated(catalogue, analysis)):
        return True
    said = [
        norm
        for i, norm in _stated(catalogue, analysis)
        if norm not in besides and not _knows(catalogue, candidate.subject.key, analysis.mended.get(i, norm), told)
    ]
    return bool(said)


def is_of_nothing(catalogue: Catalogue, analysis: Analysis, fact: Fact) -> bool:
    """Whether a statement is not said of what the fact is of: "det är rekordhögt", "regeringen är rekordhög"."""
    stated = list(_stated(catalogue, analysis))
    subject = _subject(analysis.norms)
    timed = any(period.start in subject for period in analysis.periods)
    if len(subject) == 0 or (timed and not any(i in subject for i, _ in stated)):  # "sedan 2014 har antalet minskat"
        said = sum(norm not in _TELLING for _, norm in stated)
        return said + len(analysis.periods) + len(analysis.amounts) + len(analysis.places) < _FEW
    names = fact.aliases.en if analysis.language == "en" else fact.aliases.sv
    told = (fact.answer.of(analysis.language), fact.evidence, *names)
    own = frozenset(word for text in told for word in words(normal(text)))
    parts = {part for word in own for part in catalogue.vocabulary.look_up(word).parts[:1]}
    return not any(
        i in subject
        and norm not in _TELLING
        and (
            _is_told(analysis.mended.get(i, norm), own)
            or any(catalogue.matcher.alike(part, parts) for part in catalogue.vocabulary.look_up(norm).parts[:1])
        )
        for i, norm in stated
    )


def _subject(norms: Sequence[str]) -> range:
    """Where the words stand before the first verb of a statement; empty where it opens with the verb."""
    start = next((i + 1 for i, norm in enumerate(norms[:_FRONT]) if norm in _SUBORDINATE), 0)
    verb = next((i for i, norm in enumerate(norms) if i >= start and norm in _COPULAS), start)
    return range(start, verb)


def _stated(catalogue: Catalogue, analysis: Analysis) -> Iterator[tuple[int, str]]:
    """The words of a statement that are no frame, place, time or amount, nor who says it."""
    norms = analysis.norms
    taken = {i for period in analysis.periods if not period.weak for i in range(period.start, period.end)}
    taken |= {i for place in analysis.places for i in range(place.start, place.end)}
    taken |= {i for a in analysis.amounts if a.kind != "multiple" for i in range(a.start, a.end)}
    taken |= {i for cue in analysis.cues if cue.id == "claim" for i in range(cue.start, cue.end)}
    is_frame = catalogue.vocabulary.is_frame
    for i, norm in enumerate(norms):
        if i in taken or not norm[:1].isalpha() or norm in SAYING or _says_it(norms, i):
            continue
        if norm in _TELLING or _evenly(norms, i) or not is_frame(norm) or _spoken_of(norms, i):
            yield i, norm


def _evenly(norms: Sequence[str], at: int) -> bool:
    """Whether a word says that something is shared out evenly, which no talk is: "fördelas lika mellan regionerna"."""
    return norms[at] in _EVENLY or (norms[at] == "lika" and not _AMONG.isdisjoint(norms[at + 1 : at + 2]))


_EVENLY, _AMONG = word_set("jämnt equally evenly"), word_set("mellan på över till")


def _says_it(norms: Sequence[str], at: int) -> bool:
    """Whether a word is who says the rest: "sa kommunalrådet", "enligt SKR"."""
    return not SAYING.isdisjoint(norms[max(0, at - 1) : at]) or (
        not SAYING.isdisjoint(norms[at + 1 : at + 2]) and norms[at + 1] not in ("enligt", "enl")
    )


def _spoken_of(norms: Sequence[str], at: int) -> bool:
    """Whether a noun opens the statement as what it is about, though it is frame elsewhere: "slutsatsen är …"."""
    opens = at == 0 or norms[at - 1] in _SUBORDINATE
    return (
        opens
        and norms[at].endswith(_DEFINITE)
        and len(norms[at]) > _HEAD
        and not _COPULAS.isdisjoint(norms[at + 1 : at + 2])
    )


def _told(catalogue: Catalogue, fact: Fact) -> frozenset[str]:
    """The words of a fact: what it tells, what stands in the document and its title, and what it goes by."""
    source = catalogue.store.sources[fact.source]
    texts = (fact.place, source.title.sv, source.title.en, source.publisher or "", fact.source.replace("-", " "))
    return _own(fact) | {word for text in texts for word in words(normal(text))}


def _told_of(fact: Fact) -> frozenset[str]:
    """The words in which a fact tells what it does, without the names it goes by."""
    return frozenset(word for text in (fact.answer.sv, fact.answer.en, fact.evidence) for word in words(normal(text)))


def _own(fact: Fact) -> frozenset[str]:
    """The words of what a fact tells and of what it goes by."""
    texts = (fact.answer.sv, fact.answer.en, fact.evidence, *fact.aliases.all(), *fact.says.all(), *fact.denies.all())
    return frozenset(word for text in texts for word in words(normal(text)))


def _knows(catalogue: Catalogue, key: str, word: str, told: AbstractSet[str]) -> bool:
    """Whether a word, a form of it, a synonym or all that it is compounded of, is a fact's."""
    if _is_told(word, told):
        return True
    parts = catalogue.vocabulary.look_up(word).parts
    knows = catalogue.matcher.knows
    return bool(parts) and (knows(key, parts[0]) or (len(parts) > 1 and all(knows(key, part) for part in parts[1:])))


def _is_told(word: str, told: AbstractSet[str]) -> bool:
    """Whether a word is told in some form, by itself or as what ends a compound."""
    if word in told or any(same_word(word, other) for other in told):
        return True
    return len(word) >= _HEAD and any(other.endswith(word) for other in told)


def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: they begin alike and differ in their endings."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) <= _BEGINNING or len(longer) - len(shorter) > _LONGER:
        return False
    alike = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(shorter))
    return alike >= max(_BEGINNING, len(shorter) - _ENDING)


def denied_alone(catalogue: Catalogue, analysis: Analysis, fact: Fact) -> bool | None:
    """Whether the statement denies what the fact says, or says what the fact denies.

    Each clause of the statement is held against the fact's clause that has most words in common with it.

    Args:
        catalogue: knows the forms and synonyms of words.
        analysis: the statement.
        fact: what it is held against.

    Returns:
        True where one clause is denied on one side alone, False where both sides agree in each, None where that cannot
        be told: nothing is in common, or several clauses are said of which some agree.
    """
    theirs = [clause for text in (fact.answer.sv, fact.answer.en) for clause in _clauses(text)]
    theirs += [words(normal(text)) for text in (*fact.says.all(), fact.evidence)]
    found: list[bool] = []
    for clause in _clauses(analysis.text):
        mine = [word for word in _content(clause) if not catalogue.vocabulary.is_frame(word)] or _content(clause)
        best = max(theirs, key=lambda other: (_common(catalogue, mine, other), -len(other)), default=())
        if not mine or _common(catalogue, mine, best) < _OVERLAP * len(mine):
            if _denials(clause) and mine:
                return None
            continue
        if _denies_beside(catalogue, clause, best) or any(
            _tells_otherwise(catalogue, mine, best, other) for other in theirs
        ):
            return None
        found.append(_denials(clause) % 2 != _denials(best) % 2)
    return found[0] if len(set(found)) == 1 else None


def _denies_beside(catalogue: Catalogue, clause: Sequence[str], best: Sequence[str]) -> bool:
    """Whether what a clause denies is nothing that the fact's clause speaks of: "… och fann inga brister"."""
    at = max((at for at, word in enumerate(clause) if word in NEGATIONS), default=len(clause))
    denied = _content(clause[at + 1 :])
    return bool(denied) and not _common(catalogue, denied, best)


def _tells_otherwise(catalogue: Catalogue, mine: Sequence[str], best: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a word of a statement stands only in another clause of the fact, which denies where the best does not."""
    if _denials(best) % 2 == _denials(other) % 2:
        return False
    return _common(catalogue, [word for word in mine if not _common(catalogue, [word], best)], other) > 0


def compares_beside(analysis: Analysis, fact: Fact) -> bool:
    """Whether a statement sets two things against each other, and the fact compares nothing."""
    if _THAN.isdisjoint(analysis.norms) or not analysis.has("more_than", "less_than"):
        return False
    return _THAN.isdisjoint(words(normal(f"{fact.answer.sv} {fact.answer.en} {fact.evidence}")))


def clause_about(catalogue: Catalogue, analysis: Analysis, fact: Fact) -> tuple[str, ...]:
    """The clause of what a fact tells that has most words in common with a statement."""
    mine = _content(words(normal(analysis.text)))
    clauses = _clauses(fact.answer.of(analysis.language))
    return max(clauses, key=lambda clause: _common(catalogue, mine, clause), default=())


def of_another_subject(catalogue: Catalogue, analysis: Analysis, fact: Fact) -> bool:
    """Whether the fact says what is stated, of something that the statement does not name.

    "Samarbetspartierna skjuter till pengar eftersom läget har försämrats" does not say that the money has got worse.

    Args:
        catalogue: knows the forms and synonyms of words.
        analysis: the statement.
        fact: what it is held against.

    Returns:
        Whether the fact's clause has a subject of its own, which has nothing in common with the statement's.
    """
    clause = clause_about(catalogue, analysis, fact)
    verb = next((at for at, word in enumerate(clause) if word in _COPULAS), 0)
    theirs = [word for word in _content(clause[:verb]) if not catalogue.vocabulary.is_frame(word)]
    norms = analysis.norms
    mine = [norms[at] for at in _subject(norms) if not catalogue.vocabulary.is_frame(norms[at])]
    if not theirs or not _content(mine):
        return False
    return not _common(catalogue, _content(mine), clause) and not _common(catalogue, theirs, norms)


def _clauses(text: str) -> Iterator[tuple[str, ...]]:
    """The clauses of a text, as words."""
    yield from (tuple(words(normal(part))) for part in _CLAUSES.split(text) if part.strip())


def _denials(clause: Sequence[str]) -> int:
    """How many denials stand in a clause; "inte bara" is none."""
    return sum(
        word in NEGATIONS and not (at + 1 < len(clause) and clause[at + 1] in _ONLY) for at, word in enumerate(clause)
    )


def _content(clause: Iterable[str]) -> list[str]:
    """The words that may tell something: those of more than three letters that deny nothing, and not who says it."""
    told = list(clause)
    return [
        word
        for at, word in enumerate(told)
        if len(word) > _BEGINNING and word not in NEGATIONS | SAYING and not _says_it(told, at)
    ]


def _common(catalogue: Catalogue, one: Sequence[str], clause: Sequence[str]) -> int:
    """How many words of the one stand in a clause, in any form or as a synonym."""
    other = _content(clause)
    parts = {part for word in other for part in catalogue.vocabulary.look_up(word).parts[:1]}
    return sum(
        word in other
        or any(same_word(word, theirs) for theirs in other)
        or any(catalogue.matcher.alike(part, parts) for part in catalogue.vocabulary.look_up(word).parts[:1])
        for word in one
    )
