"""Whether a statement agrees with a fact: by the words that decide it, else by its dates, numbers and names."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from knowledge.actors import other_order, says_before
from knowledge.catalogue import Catalogue
from knowledge.language.numbers import find_amounts
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.language.text import normal, tokenize, words
from knowledge.mentions import Analysis
from knowledge.model import Fact, Names
from knowledge.named_people import title_stated
from knowledge.periods import find_periods
from knowledge.reading import Candidate
from knowledge.unsaid import (
    NEGATIONS,
    SAYING,
    clause_about,
    compares_beside,
    denied_alone,
    is_of_nothing,
    of_another_subject,
    says_else,
)

_MONTHS = word_set("""
    januari februari mars april maj juni juli augusti september oktober november december
    january february march may june july august october
""")
_NEGATIONS = word_set("inte ej aldrig not isn't wasn't doesn't")
_HALF = 0.5
_SHORT = 2
_OPPOSITES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("missnöjd", "dissatisf", "unhappy"), ("nöjd", "satisf", "happy")),
    (("ökar", "ökat", "ökade", "ökning", "stiger", "stigit", "växer", "increas", "rise", "rising", "fler"),
     ("minska", "minsk", "sjunk", "krymp", "decreas", "fall", "fell", "declin", "färre")),
    (("rekordhög", "record-high", "historiskt högt"), ("rekordlåg", "record-low", "historiskt lågt")),
    (("läggs", "lägga", "lägger", "avskaffa", "upphör", "stäng", "abolish", "close"),
     ("inrätta", "start", "set", "establish")),
    (("höj", "raise"), ("sänk", "lower", "cut")),
    (("försämra", "sämre", "worse"), ("förbättra", "bättre", "improv", "better")),
    (("överskott", "vinst", "plus", "surplus", "profit"), ("underskott", "förlust", "minus", "deficit", "loss")),
    (("stark", "strong"), ("svag", "weak")),
    (("frivillig", "voluntary"), ("obligatorisk", "mandatory")),
    (("tillfällig", "temporary", "engång"), ("permanent", "varaktig")),
    (("positiv", "positive"), ("negativ", "negative")),
    (("ihop",), ("underskott", "obalans", "deficit", "imbalance")),
    (("tillräcklig", "sufficient", "enough"), ("otillräcklig", "insufficient", "brist", "lack")),
)  # fmt: skip
"""Beginnings of words that say the opposite of each other."""
_SOME = word_set("nästan flera några de flesta många vissa")
_SEVERAL = word_set("flera några vissa several some")
_MOSTLY = word_set("nästan flesta flertalet majoriteten merparten nearly almost most majority")
_EVERY = word_set("alla samtliga varenda varje ingen inga inget all every each no none")
_NOT_QUITE = frozenset(("nästan", "inte", "nearly", "almost", "not", "i", "av"))
_SOFTENING = Pattern(
    r"\b(så gott som|i stort sett|praktiskt taget|i princip|i det närmaste|nära nog|närapå|snudd på"
    r"|as good as|virtually|practically|almost) (?=alla|samtliga|varje|all\b|every)"
)
"""Ways of saying nearly, before all."""
_ALL = r"(?:alla|samtliga|varje|all|every)"
_NEARLY_ALL = Pattern(rf"\b(nästan|nearly|inte|not|ej) {_ALL}\b")
_NOT_ALL = Pattern(rf"\b(?:inte|not|ej) {_ALL}\b")
_NOT_THEN = Pattern(r"\b(?:inte|not|ej) (?:tidigare|förrän|förr|senare|bara|enbart|earlier|before|until|later|only)\b")
"""A "not" of a time, that denies nothing: "i mars 2025 och inte tidigare"."""
_COUNTED = word_set("region regioner regionerna regions landsting län")
_MOVING = word_set("""
    ökar ökat ökade stiger stigit steg växer växt växte minskar minskat minskade sjunker sjunkit sjönk krymper krympt
    increases increased rises rose grows grew decreases decreased falls fell declines declined shrinks shrank
""")
_SAID = frozenset((word,) for word in SAYING)
_OPENING = 4
_NEAR = 2
_NAME_LENGTH = 4
_PLAIN_AGREEMENT = 0.95
_WELL_EXPLAINED = 0.9
_MOSTLY_EXPLAINED = 0.7
"""How much of a statement the fact must explain before it can be called correct, by what speaks for it: nothing but
its words, a date or number in common, or a phrase that decides it. The rest may say something else entirely."""
_NEARLY_WHOLE = 0.75


_VALUING = word_set("""
    lång långt långa kort korta stor stort stora liten litet lilla små hög högt höga låg lågt låga bra dålig dåligt
    dåliga rimlig rimligt rimliga lagom long short big large small high low good bad reasonable
""")
"""Adjectives by which something is valued without being measured."""


_BEHIND_IT = word_set("bakom")
"""The word that makes a verb of the "låg" before it."""


def names_stand_in(names: Names, text: str) -> bool:
    """Whether one of these phrases stands in a text, in whole words."""
    spaced = _spaced(text)
    return any(_spaced(name) in spaced for name in names.all())


def verdict_on(catalogue: Catalogue, analysis: Analysis, candidate: Candidate, fact: Fact) -> str | None:
    """Correct or incorrect; None where the statement says more, or other things, than the fact decides."""
    denies = not _NEGATIONS.isdisjoint(words(normal(f"{fact.answer.sv} {fact.answer.en}")))
    statement = _softened(analysis)
    said = _NOT_THEN.sub("", _NOT_ALL.sub("", _main_clause(statement, fact)))
    negated = not denies and not _NEGATIONS.isdisjoint(words(said))
    if _region_beside(catalogue, analysis, fact) or _year_beside(analysis, fact) or _day_beside(analysis, fact):
        return None
    if _only_the_sayer(analysis, candidate) or _values_beside(analysis, fact):
        return None
    if _most_of_several(analysis, fact) or title_stated(analysis, candidate):
        return None
    if _all_of_some(analysis, fact) or _some_of_all(analysis, fact):
        return "incorrect"
    if any(amount.kind == "multiple" for amount in analysis.amounts) and not names_stand_in(fact.says, analysis.text):
        return None  # how many times as much something becomes, no fact tells
    if _share_beside(analysis, fact) or compares_beside(analysis, fact):
        return None
    if not (candidate.remembered or _whole_name(candidate)) and is_of_nothing(catalogue, analysis, fact):
        return None
    right = names_stand_in(fact.says, statement) or _not_all(analysis, fact)
    denied = _denied(catalogue, analysis, fact)
    if denied:
        own = any(not NEGATIONS.isdisjoint(words(normal(name))) for name in denied)  # its "not" denies nothing more
        return _verdict(agrees=False, negated=negated and not own)
    if _says_opposite(analysis, fact):
        return _verdict(agrees=False, negated=negated)
    if other_order(analysis, fact):
        return _verdict(agrees=False, negated=negated)
    if negated and says_before(analysis):  # "not before" is more than the "not" of what happens
        return None
    if _moves_beside(analysis, fact):
        return None
    if _of_other_year(analysis, fact):
        return _verdict(agrees=False, negated=negated)
    dated = _dates_agree(analysis, fact)
    if dated is False:
        more = _says_more(candidate, _MONTHS) or (negated and says_else(catalogue, analysis, candidate, fact))
        return None if more else _verdict(agrees=False, negated=negated)
    if fact.aspect in ("who", "which"):
        others = _other_names(analysis, fact)
        if others and not says_else(catalogue, analysis, candidate, fact, others):
            return "incorrect"
    if _sums_beside(analysis, fact):
        return None
    if _says_more(candidate):
        return None
    undenied = denies and not right and _NEGATIONS.isdisjoint(analysis.norms)
    if undenied and denied_alone(catalogue, analysis, fact) is not False:
        return None  # "är de klara?" shares its words with "de är inte klara", and is not confirmed by it
    if (dated and candidate.precision >= _WELL_EXPLAINED) or (
        right and candidate.precision >= _MOSTLY_EXPLAINED and _half_said(analysis, candidate)
    ):
        return _confirmed(catalogue, analysis, candidate, fact, certain=dated is True)
    if candidate.precision < _PLAIN_AGREEMENT:
        return None
    if candidate.match is None or candidate.match.recall < _NEARLY_WHOLE:
        return None
    return _confirmed(catalogue, analysis, candidate, fact, certain=False)


_NO_SUCH = word_set("inga inget no none")


def _told(fact: Fact) -> frozenset[str]:
    """The words of what a fact tells."""
    return frozenset(words(normal(f"{fact.answer.sv} {fact.answer.en} {fact.evidence}")))


_CLAUSES = Pattern(r" [,;:.–] ")
_STEM = 5


def _main_clause(statement: str, fact: Fact) -> str:
    """The clause of a statement that has most words in common with what a fact tells: "inte illa, alla gör det"."""
    told = {word[:_STEM] for word in words(normal(f"{fact.answer.sv} {fact.answer.en}")) if len(word) >= _STEM}
    clauses = _CLAUSES.split(statement)
    return max(clauses, key=lambda clause: sum(word[:_STEM] in told for word in words(clause)))


def _confirmed(
    catalogue: Catalogue, analysis: Analysis, candidate: Candidate, fact: Fact, *, certain: bool
) -> str | None:
    """The verdict on a statement that shares its words with the fact: the fact must tell all of it, denials too.

    Args:
        catalogue: knows words and their forms.
        analysis: the statement.
        candidate: the fact as it was found.
        fact: what the statement is held against.
        certain: whether a date or number is in common too, so that a verb of one's own does no harm.

    Returns:
        The verdict; None where the statement says more than the fact.
    """
    if not _NO_SUCH.isdisjoint(analysis.norms) and _NO_SUCH.isdisjoint(_told(fact)):
        return None  # "fann inga brister" is not what "patientsäkerheten kan inte tillgodoses" says
    certain = certain and candidate.match is not None and candidate.match.complete
    if not certain and says_else(catalogue, analysis, candidate, fact):
        return None
    if of_another_subject(catalogue, analysis, fact):
        return None
    alone = denied_alone(catalogue, analysis, fact)
    if alone is not None and _not_all(analysis, fact):  # "inte alla" denies nothing of "nästan alla"
        alone = not alone
    if alone is None and not NEGATIONS.isdisjoint(analysis.norms):
        return None
    return _verdict(agrees=not alone, negated=False)


def _most_of_several(analysis: Analysis, fact: Fact) -> bool:
    """Whether nearly all, or not all, are said to do what the fact says only of several."""
    told = set(words(normal(f"{fact.answer.sv} {fact.answer.en}")))
    if _SEVERAL.isdisjoint(told) or not told.isdisjoint(_MOSTLY):
        return False
    norms = words(_softened(analysis))
    most = any(not _COUNTED.isdisjoint(norms[at + 1 : at + 1 + _NEAR]) for at, n in enumerate(norms) if n in _MOSTLY)
    return most or _NEARLY_ALL.search(_softened(analysis)) is not None


def _tells_of_some(fact: Fact) -> bool:
    """Whether a fact says something of nearly all, most or several."""
    return not _SOME.isdisjoint(words(normal(fact.answer.sv))[:_OPENING])


def _not_all(analysis: Analysis, fact: Fact) -> bool:
    """Whether not all are said to do what the fact says of nearly all, most or several."""
    return _tells_of_some(fact) and _NOT_ALL.search(_softened(analysis)) is not None


def _all_of_some(analysis: Analysis, fact: Fact) -> bool:
    """Whether all or none are said to do what the fact says of nearly all, most or several."""
    if not _tells_of_some(fact):
        return False
    norms = words(_softened(analysis))
    every = [at for at, norm in enumerate(norms) if norm in _EVERY and (not at or norms[at - 1] not in _NOT_QUITE)]
    return any(not _COUNTED.isdisjoint(norms[at + 1 : at + 1 + _NEAR]) for at in every)


def _some_of_all(analysis: Analysis, fact: Fact) -> bool:
    """Whether only some are said to do what the fact says of all: "bara några få regioner", "inte överallt"."""
    told = words(normal(fact.answer.sv))
    if _tells_of_some(fact) or not any(
        one in _ALL_OF and not _COUNTED.isdisjoint(told[at + 1 : at + 1 + _NEAR]) for at, one in enumerate(told)
    ):
        return False
    norms = words(_softened(analysis))
    few = not _ONLY.isdisjoint(norms) and not _FEW.isdisjoint(norms)
    return (
        few
        or _NOT_ALL.search(_softened(analysis)) is not None
        or _NOT_EVERYWHERE.search(_softened(analysis)) is not None
    )


_ALL_OF, _ONLY = word_set("alla samtliga"), word_set("bara endast enbart blott only just")
_FEW = word_set("några få par vissa enstaka hälften fåtal del some few half couple handful")
_NOT_EVERYWHERE = Pattern(r"\b(?:inte|ej|not) (?:överallt|everywhere|i alla|i samtliga|in all)\b")


def _only_the_sayer(analysis: Analysis, candidate: Candidate) -> bool:
    """Whether all that a statement has in common with the fact is the name of who says it: "…, säger SKR"."""
    if candidate.match is None:
        return False
    norms = analysis.norms
    said = {t.token for t in analysis.terms if t.token in candidate.match.matched and t.weight > 0}
    return bool(said) and all(
        analysis.tokens[at].capital and (norms[at - 1 : at] in _SAID or norms[at + 1 : at + 2] in _SAID) for at in said
    )


def _year_beside(analysis: Analysis, fact: Fact) -> bool:
    """Whether a year is stated, and the fact speaks of no time."""
    stated = any(not period.weak and period.values for period in analysis.periods)
    return stated and not _dates(f"{fact.evidence} {fact.answer.sv} {fact.place}")


def _day_beside(analysis: Analysis, fact: Fact) -> bool:
    """Whether a day is stated, and the fact tells only of years, which may be those of something else."""
    stated = {value for period in analysis.periods if not period.weak for value in period.values}
    held = _dates(fact.evidence) or _dates(fact.answer.sv)
    return bool(stated and held) and all(len(v) == _DAY for v in stated) and all(len(v) == _YEAR for v in held)


def _says_more(candidate: Candidate, but: frozenset[str] = frozenset()) -> bool:
    """Whether a word of the statement is left that the fact knows nothing of: "har omkostnaderna stulits?"."""
    left = () if candidate.match is None else candidate.match.unexplained
    return any(term.weight > 0 and term.text not in but for term in left)


def _of_other_year(analysis: Analysis, fact: Fact) -> bool:
    """Whether a sum is stated of one year that a fact tells of another: "5 … 2025" of "5 … 2024 och 6,5 … 2025"."""
    sums = [amount.value for amount in analysis.amounts if amount.unit == "SEK"]
    years = [value for period in analysis.periods if not period.weak for value in period.values]
    if len(sums) != 1 or len(years) != 1:
        return False
    tokens = tokenize(normal(fact.answer.of(analysis.language)))
    periods = [period for period in find_periods(tokens) if len(period.values) == 1]
    dated = frozenset(at for period in periods for at in range(period.start, period.end))
    told: dict[str, set[Decimal]] = {}
    for amount in find_amounts(tokens, dated):
        behind = [period for period in periods if 0 <= period.start - amount.end <= 1]
        if amount.unit == "SEK" and behind:
            told.setdefault(behind[0].values[0], set()).add(amount.value)
    of_year = told.get(years[0], set())
    return bool(of_year) and sums[0] not in of_year and any(sums[0] in values for values in told.values())


def _values_beside(analysis: Analysis, fact: Fact) -> bool:
    """Whether something is called long, large or good, and the fact does not call it so."""
    valued = {n for n, behind in pairwise((*analysis.norms, "")) if n in _VALUING and behind not in _BEHIND_IT}
    return bool(valued.difference(words(normal(f"{fact.answer.sv} {fact.answer.en}"))))


def _half_said(analysis: Analysis, candidate: Candidate) -> bool:
    """Whether at least half of a name of the fact was said, so that one common word does not confirm it."""
    if candidate.match is None:
        return True
    told = sum(term.weight for term in analysis.terms if term.token in candidate.match.matched)
    return candidate.match.recall >= _HALF and told > 0


def _says_opposite(analysis: Analysis, fact: Fact) -> bool:
    """Whether the statement has a word whose opposite stands in the fact ("missnöjda", where it says "nöjda")."""
    said = [norm for norm in analysis.norms if len(norm) > _SHORT]
    told = [word for word in words(normal(f"{fact.answer.sv} {fact.answer.en}")) if len(word) > _SHORT]

    def has(known: list[str], beginnings: tuple[str, ...]) -> bool:
        return any(word.startswith(beginnings) for word in known)

    for one, other in (*_OPPOSITES, *((b, a) for a, b in _OPPOSITES)):
        if has(said, one) and has(told, other) and not has(told, one) and not has(said, other):
            return True
    return False


def _moves_beside(analysis: Analysis, fact: Fact) -> bool:
    """Whether something is said to rise or fall, and the fact says of nothing that it does."""
    told = words(normal(f"{fact.answer.sv} {fact.answer.en}"))
    rising, falling = _OPPOSITES[1]
    return not _MOVING.isdisjoint(analysis.norms) and not any(word.startswith((*rising, *falling)) for word in told)


def _verdict(*, agrees: bool, negated: bool) -> str:
    return "correct" if agrees != negated else "incorrect"


def _whole_name(candidate: Candidate) -> bool:
    """Whether a name of the fact was said nearly in full."""
    return candidate.match is None or candidate.match.recall >= _NEARLY_WHOLE


def _denied(catalogue: Catalogue, analysis: Analysis, fact: Fact) -> list[str]:
    """The phrases said that the fact denies; no year that it tells of what is spoken of."""
    spaced = _spaced(_NEARLY_ALL.sub(r"\1", _softened(analysis)))  # "nästan alla regioner" are not "alla regioner"
    said = [name for name in fact.denies.all() if _spaced(name) in spaced]
    return [name for name in said if not name.isdecimal() or name not in clause_about(catalogue, analysis, fact)]


def _softened(analysis: Analysis) -> str:
    """The statement with each way of saying nearly all said in one way."""
    nearly = "nearly" if analysis.language == "en" else "nästan"
    return _SOFTENING.sub(f"{nearly} ", " ".join(analysis.norms))


def _share_beside(analysis: Analysis, fact: Fact) -> bool:
    """Whether a share of those spoken of is stated ("var fjärde sjuksköterska"), and the fact tells of no share."""
    shares = any(amount.kind == "fraction" for amount in analysis.amounts)
    told = find_amounts(tokenize(normal(f"{fact.answer.sv} {fact.evidence}")))
    return shares and not any(amount.unit == "percent" or amount.kind == "fraction" for amount in told)


def _other_names(analysis: Analysis, fact: Fact) -> set[str]:
    """The names in a statement, by their capital letters, that the fact does not have."""
    texts = (fact.answer.sv, fact.answer.en, *fact.aliases.all(), fact.evidence)
    known = {word for text in texts for word in words(normal(text))}
    placed = {i for place in analysis.places for i in range(place.start, place.end)}
    return {
        token.norm
        for i, token in enumerate(analysis.tokens)
        if i and i not in placed and token.capital and len(token.norm) > _NAME_LENGTH and token.norm not in known
    }


def _region_beside(catalogue: Catalogue, analysis: Analysis, fact: Fact) -> bool:
    """Whether the statement names a region of which the fact does not speak."""
    said = _spaced(f"{fact.answer.sv} {fact.answer.en}")
    regions = [catalogue.places.areas[place.code] for place in analysis.regions if place.kind == "region"]
    return any(_spaced(region.name) not in said for region in regions)


def _dates_agree(analysis: Analysis, fact: Fact) -> bool | None:
    """Whether the dates and numbers of a statement stand in the fact; None where either of them has none."""
    months = _MONTHS.intersection(words(normal(analysis.text)))
    known = _MONTHS.intersection(words(normal(fact.evidence))) or _MONTHS.intersection(
        words(normal(f"{fact.answer.sv} {fact.answer.en}"))
    )
    if months and known and not months & known:
        return False
    held = _dates(fact.evidence) or _dates(fact.answer.sv)
    stated = {value for period in analysis.periods if not period.weak for value in period.values}
    if stated and held:
        if _of_other_clause(analysis, fact, stated):
            return False
        return all(any(date == value or date.startswith(value + "-") for date in held) for value in stated)
    years = {period.start for period in analysis.periods}
    numbers = {amount.value for amount in analysis.amounts if amount.start not in years}
    theirs = {amount.value for amount in find_amounts(tokenize(normal(fact.answer.sv)))}
    return bool(numbers & theirs) if numbers and theirs else None


_DAY, _YEAR = 10, 4
"""Letters of a day and of a year in ISO form."""
_PARTS = Pattern(r"[.;:]\s|,\s|\s(?:och|men|samt|and|but)\s(?!\d)")
"""What parts the clauses of a fact; the "och" of "2023 och 2024" joins two years of one."""


def _of_other_clause(analysis: Analysis, fact: Fact, stated: set[str]) -> bool:
    """Whether a date is stated of one thing that a fact tells of another: "först i oktober och uppdaterades i mars"."""
    parts = [part for part in _PARTS.split(fact.answer.of(analysis.language)) if _dates(part)]
    if len(parts) < _SHORT or len({date for part in parts for date in _dates(part)}) < _SHORT:
        return False
    mine = {norm[:_STEM] for norm in analysis.norms if len(norm) >= _STEM and norm not in _MONTHS}
    theirs = [{word[:_STEM] for word in words(normal(part)) if len(word) >= _STEM} - _MONTH_STEMS for part in parts]
    only = [own.difference(*(other for other in theirs if other is not own)) & mine for own in theirs]
    told = [part for part, own in zip(parts, only, strict=True) if own]
    if len(told) != 1:
        return False
    dates = _dates(told[0])
    return not all(any(date == value or date.startswith(value + "-") for date in dates) for value in stated)


_MONTH_STEMS = {month[:_STEM] for month in _MONTHS}


def _sums_beside(analysis: Analysis, fact: Fact) -> bool:
    """Whether an amount in kronor or per cent, or a number of regions, is stated of which the fact says nothing."""
    stated = {
        a.value
        for a in analysis.amounts
        if a.unit in ("SEK", "percent") or (a.bare and not _COUNTED.isdisjoint(analysis.norms[a.end : a.end + 1]))
    }
    told = {a.value for text in (fact.answer.sv, fact.evidence) for a in find_amounts(tokenize(normal(text)))}
    return bool(stated) and stated.isdisjoint(told)


def _dates(text: str) -> set[str]:
    return {value for period in find_periods(tokenize(normal(text))) for value in period.values}


def _spaced(text: str) -> str:
    """A text as its words with a space on each side, to look for whole words in."""
    return f" {' '.join(words(normal(text)))} "
