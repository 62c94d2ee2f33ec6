"""The conversation's subject as a candidate, the stronger the more a question leans on it ("och Uppsala?")."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from knowledge.antecedents import KINDS, ROW_NOUNS, SUMS, points_to_row
from knowledge.asking import asked, asks_year, rather_kronor, wants_words
from knowledge.catalogue import Catalogue
from knowledge.fit import substance
from knowledge.kinship import is_regional, is_row, sibling, tables_of
from knowledge.language.number_words import CARDINALS
from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.memory import Turn
from knowledge.mentions import Analysis
from knowledge.model import Fact, Indicator
from knowledge.reading import Candidate, Reading
from knowledge.scenarios import BUDGET, DEVIATION, SCENARIO_WORDS
from knowledge.subjects import Subject, alias_words
from knowledge.weights import WEIGHTS

_POINTING_CUES = ("return", "that", "those", "that_region", "same_period", "next_period", "previous_period", "rest")
_SAME = word_set("samma den denna detta det same that this")
_MEASURES = word_set("measure metric figure mått måttet tal siffra uppgift nyckeltal")
_DEFINITE = ("en", "et", "an", "na", "erna")
_POINTED = 1.5
"""The least score of what a noun points back to."""
_HALF = 0.5
_OF_OTHER = 0.3
"""The factor for a subject in whose definition alone the word stands that names another."""
_EXPLAINS = 0.99
_IN_TABLE = word_set("i enligt enl ur in")
_FEW = 4
"""How many of the best candidates are looked at for another figure of regions."""
_SOME_DEMAND = 4.0
_SHORT_QUESTION = 5
_A_FEW = 2
_SHORT_CORRECTION = 7
"""A message of at most so many words with an "I mean" or "menade jag" in it puts the one before it right."""
_NAMED = 1.3
"""The weight of content that a new subject must explain to be named."""
_ONLY_SCENARIO = 0.9
"""The score where nothing but "budget" or "prognosen" is said."""
_WHOLE_TABLE = ("sum", "list", "all", "top", "bottom", "mean", "median", "claim")
"""Cues that ask for more than the remembered row of the table."""
_KRONOR = word_set("kronor kr mkr mnkr miljoner miljarder mdkr mdr kronorna million millions")
"""Units of money, which by themselves ask for the sum of what was told in per cent."""
_TOTALS = word_set("summan summaraden totalsumman slutsumman totalraden")
"""Words for the last row of the table."""
_ROWS = 5
"""Of fewer than so many things that are counted, the rows of a table are not all."""
_YEARS = word_set("år åren årens years year")
_OF_THE_YEAR = word_set("""
    helåret helår helårets året årets rad raden kolumn kolumnen row column amount corresponding
""")
"""Words that only say of which year the table is, or where in it the figure stands."""
_THEY = word_set("de dom dem they them those")
_AWAITED = word_set("""
    allow allowed set aside wise supposed meant planned avsatt avsatta avsattes tillåten tillåtna
    väntad väntat väntade väntas förväntas förväntad förväntat förväntade befaras befarad befarat befarade förutses
    förutsedd räknar räknas spås tippas aviserad ordning likely feared anticipated awaited foreseen
""")
"""Words that only say of a deviation that it has not happened yet."""
_GIVEN = word_set("effekten beloppet summan siffran prognosen")
_OF_ROWS = word_set(
    "åtgärd åtgärder åtgärderna åtgärdernas measures rows rader raderna post poster posterna vilken which"
)
_EFFECT = word_set("effekt effekten effekter effekterna besparing besparingen ger effect effects saving savings")
"""Words for what a measure gives."""
_TARGET = word_set("""
    mål målet målen målsättning målsättningen målnivå målnivån målprocent målprocenten procentmål procentmålet måltal
    måltalet målvärde målvärdet
    target targets goal goals
""")
"""Words for what a measure is to reach."""
_LACKS = word_set("underskott underskottet överskott deficit shortfall surplus budgetunderskott budgetunderskottet")
"""Words for what is left of a whole budget, and of no single row."""
_HEAVY_PART = 4.0
"""A word that weighs more names what something is said of."""
_FACT_AGAIN = 0.5
"""A fact that was told answers no further question by itself."""
_HARDLY_ANY = 1.0
_IN_FULL = 0.99
"""So much of a name must be said for it to be named in full."""
_OF_TOPIC = 0.75
_IN_WORDS = ("why", "when", "who", "definition")
"""What is asked of the forecast itself, not of a row in it."""
_ONLY_ROUNDED = 0.95
"""The score where the last figure is to be rounded."""


class _Lean(NamedTuple):
    """How a question leans on the conversation: by a pointing word, by "och …", by being short."""

    points: bool
    follows: bool
    short: bool

    @property
    def elliptical(self) -> bool:
        return self.points or self.follows or self.short


def remember(catalogue: Catalogue, reading: Reading, last: Turn) -> None:
    """Add the subject of the turn before to a reading, and what belongs to it; `reading.candidates` are sorted."""
    lean = _lean(reading.analysis)
    reading.elliptical = lean.elliptical
    if not last.subjects:
        return
    subject = catalogue.subject(last.subjects[0])
    precision = _explained(catalogue, reading.analysis, subject)
    score = _score(catalogue, reading, subject, lean, precision)
    pointed = _pointed_back(catalogue, reading.analysis, subject) or (
        len(last.subjects) == 1 and _names_what_it_gives(catalogue, reading.analysis, subject)
    )
    pointed = pointed and not _named_in_full(reading, subject)
    if pointed or _names_other_area(catalogue, reading, subject):
        score = max(score, _POINTED)
    if subject.kind == "fact" and not reading.analysis.has("source") and not pointed:
        score *= _FACT_AGAIN
    if lean.points and _has_told(reading.analysis, subject):
        score = _POINTED  # "vad behöver fokus läggas på där?", of which the fact just told speaks
    reading.candidates += _asked_of_topic(catalogue, reading.analysis, subject)
    reading.candidates += _described(catalogue, reading.analysis, last)
    reading.candidates += _told_row(catalogue, reading.analysis, last)
    if score > 0:
        why = (f"remembered, explains {precision:.2f}",)
        reading.candidates.append(Candidate(subject, score, None, True, why))
        reading.candidates += _other_sides(catalogue, reading.analysis, subject, score)
    reading.candidates += _its_effect(catalogue, reading, subject)
    reading.candidates += _its_target(catalogue, reading, subject)
    reading.candidates += _other_half(catalogue, reading, subject)
    reading.candidates += _of_column_named(catalogue, reading, subject)
    reading.candidates += _told_in_words(catalogue, reading, subject, score)


_ROOT = 4
"""So many first letters of a word must be those of another for it to be the same."""


def _has_told(analysis: Analysis, subject: Subject) -> bool:
    """Whether all words of a question that asks what stand in the fact that was told."""
    asks = asked(analysis) in ("what", "how") and not analysis.has("how_much", "how_many", "top", "bottom", "claim")
    content = [term.text for term in analysis.terms if term.weight and len(term.text) >= _ROOT]
    if not asks or not isinstance(subject.item, Fact) or not content or analysis.places or analysis.amounts:
        return False
    answer = subject.item.answer
    told = words(normal(answer.en if analysis.language == "en" else answer.sv))
    return all(
        any(word.startswith(text) or text.startswith(word) for word in told if len(word) >= _ROOT) for text in content
    )


def _names_other_area(catalogue: Catalogue, reading: Reading, subject: Subject) -> bool:
    """Whether nothing is said but whom the figure that was told is to be set beside: "jämfört med oecd-snittet?"."""
    analysis = reading.analysis
    if analysis.content_weight or not reading.elliptical or subject.kind != "indicator":
        return False
    held = catalogue.holdings(subject.id).areas
    return any(place.kind == "organisation" and place.code in held for place in analysis.places)


def _asked_of_topic(catalogue: Catalogue, analysis: Analysis, subject: Subject) -> list[Candidate]:
    """For a bare "när?" or "vem tillför dem?", the one fact that tells just that of what was spoken of."""
    asks = asked(analysis)
    if asks not in ("when", "why", "who") or analysis.content_weight > _HARDLY_ANY or analysis.places:
        return []
    if analysis.has("top", "bottom", "more_than", "less_than") or analysis.amounts or analysis.periods:
        return []
    abouts = {subject.about, *tables_of(catalogue, subject)}
    facts = [
        catalogue.subject(f"fact:{fact.id}")
        for fact in catalogue.store.facts.values()
        if fact.about in abouts and fact.aspect == asks
    ]
    alone = len(facts) == 1 or (asks == "why" and bool(facts))
    if alone:
        return [Candidate(facts[0], _OF_TOPIC, None, True, (f"asks {asks} of what was spoken of",))]
    lacking = _lacking_of(catalogue, analysis, subject, asks) if subject.kind == "fact" and not facts else None
    return [Candidate(lacking, _OF_TOPIC, None, True, (f"lacks {asks} of what was told",))] if lacking else []


_ASKED_BY = {"who": word_set("vem vilka who"), "when": word_set("när when"), "why": word_set("varför why")}


def _lacking_of(catalogue: Catalogue, analysis: Analysis, subject: Subject, asks: str) -> Subject | None:
    """The gap that says who, when or why is not told of a fact: "vem ska leda den?" after that it is set up."""
    vocabulary, matcher = catalogue.vocabulary, catalogue.matcher
    for gap in catalogue.store.gaps.values():
        for name in gap.aliases.sv if analysis.language == "sv" else gap.aliases.en:
            asking, _, rest = name.partition(" ")
            if asking not in _ASKED_BY[asks]:
                continue
            parts = [part for word in words(normal(rest)) for part in vocabulary.look_up(word).parts]
            heavy = [part for part in parts if vocabulary.weight(part) > _HEAVY_PART]
            if heavy and all(matcher.names_part(subject.key, part) for part in heavy):
                return catalogue.subject(f"gap:{gap.id}")
    return None


_MANNER = word_set("på vilket sätt in what way how hur are")
"""Words that ask in what way, which alone say nothing of what is wanted."""


def _told_in_words(catalogue: Catalogue, reading: Reading, subject: Subject, score: float) -> list[Candidate]:
    """For "och vad kom de fram till?" after a figure, what is told in just these words of what was spoken of."""
    analysis = reading.analysis
    if not reading.elliptical or not wants_words(analysis) or analysis.content_weight > _HARDLY_ANY:
        return []
    if subject.kind != "indicator" or analysis.places or analysis.amounts or analysis.periods:
        return []
    asked_of = [cue for cue in analysis.cues if cue.id in ("in_words", "list")]
    asking = {at for cue in asked_of for at in range(cue.start, cue.end) if analysis.norms[at] not in _MANNER}
    abouts = {subject.about, *tables_of(catalogue, subject)}
    for found in reading.candidates:  # best first
        told = found.match is not None and not found.match.matched.isdisjoint(asking)
        if told and found.subject.kind == "fact" and found.subject.about in abouts:
            return [Candidate(found.subject, score + 0.05, None, True, ("tells it of what was spoken of",))]
    if not analysis.has("that") or _SHOWS.isdisjoint(analysis.norms):
        return []
    facts = [fact for fact in catalogue.store.facts.values() if fact.about == subject.about and fact.aspect == "what"]
    if len(facts) != 1:
        return []
    return [Candidate(catalogue.subject(f"fact:{facts[0].id}"), score + 0.05, None, True, ("says what that showed",))]


_SHOWS = word_set("visade visar pekade pekar säger sade sa fann show showed shows find found conclude concluded")


def _described(catalogue: Catalogue, analysis: Analysis, last: Turn) -> list[Candidate]:
    """For "vad innebär den?", what is told of the thing whose figure led the answer before, of several ranked."""
    named = any(term.weight > WEIGHTS.plain for term in analysis.terms)
    if asked(analysis) != "definition" or named or not last.figures or not analysis.has(*_POINTING_CUES):
        return []
    if last.operation == "rank" and len({figure.value for figure in last.figures[:2]}) < len(last.figures[:2]):
        return []  # several share the place
    about = catalogue.subject(f"indicator:{last.figures[0].indicator}").about
    told = [fact for fact in catalogue.store.facts.values() if fact.about == about and fact.aspect == "what"]
    why = ("says what that is",)
    return [Candidate(catalogue.subject(f"fact:{told[0].id}"), _OF_TOPIC, None, True, why)] if told else []


def _told_row(catalogue: Catalogue, analysis: Analysis, last: Turn) -> list[Candidate]:
    """For "vad var budgeterat på den raden?", the row that led the answer before."""
    if not last.figures or not points_to_row(analysis) or analysis.amounts:
        return []
    telling = (term.text for term in analysis.terms if term.weight > WEIGHTS.plain)
    if not (SCENARIO_WORDS | ROW_NOUNS).issuperset(telling):
        return []
    row = catalogue.subject(f"indicator:{last.figures[0].indicator}")
    tied = len({figure.value for figure in last.figures[:2]}) < len(last.figures[:2])
    if tied or row.key == last.subjects[0] or not is_row(catalogue, row):
        return []
    return [Candidate(row, _POINTED, None, True, ("the row that was told",))]


def _pointed_back(catalogue: Catalogue, analysis: Analysis, subject: Subject) -> bool:
    """Whether "samma åtgärd" or "den satsningen" names what was spoken of by a word that is a part of its name."""
    unexplained = catalogue.matcher.unexplained(subject, analysis.terms)
    left = {term.token for term in unexplained if term.weight > WEIGHTS.plain}
    content = [term for term in analysis.terms if term.weight]
    if _names_it_again(analysis, subject, [term.text for term in content]):
        return True
    if not content or any(term.token in left for term in content):
        return False
    if subject.kind == "indicator" and asked(analysis) in _IN_WORDS:
        return False  # "vilken myndighet betalar ut det bidraget"
    if is_row(catalogue, subject) and points_to_row(analysis):  # "och vad ger åtgärden 2027?"
        return True
    if all(term.text in KINDS for term in content):  # "hur stor är satsningen 2026?" after one of them
        return True
    return any(_points(analysis.norms[term.token - 1], term.text) for term in content if term.token)


def _names_what_it_gives(catalogue: Catalogue, analysis: Analysis, subject: Subject) -> bool:
    """Whether "effekten" alone is asked for after one row of a table: "hur stor är effekten 2027?"."""
    content = [term.text for term in analysis.terms if term.weight > WEIGHTS.plain]
    if not content or not is_row(catalogue, subject) or any(text not in _GIVEN for text in content):
        return False
    if analysis.places or analysis.has(*_WHOLE_TABLE) or not _OF_ROWS.isdisjoint(analysis.norms):
        return False
    return _explained(catalogue, analysis, subject) >= _EXPLAINS


def _names_it_again(analysis: Analysis, subject: Subject, content: list[str]) -> bool:
    """Whether only a noun for money or for any figure names it: "the same measure", "anslaget mellan dessa båda år"."""
    if len(content) != 1 or not isinstance(subject.item, Indicator):
        return False
    if any(one in _SAME and two in _MEASURES for one, two in pairwise(analysis.norms)):
        return content[0] in _MEASURES
    money = subject.item.unit == "SEK" and content[0] in SUMS and not analysis.places
    return money and (analysis.has("those", "same_period") or not _BOTH_YEARS.isdisjoint(pairwise(analysis.norms)))


_BOTH_YEARS = frozenset(
    (one, two)
    for one in ("dessa", "båda", "bägge", "both", "these", "those")
    for two in ("år", "åren", "years", "båda")
)
_ABOUT_AS_GOOD = 0.9
_ABOUT_AS_GOOD_ROW = 0.75


def _named_in_full(reading: Reading, subject: Subject) -> bool:
    """Whether the words are all of another subject's name: "i det ordinarie sektorsbidraget" after the population."""
    best = max((found.score for found in reading.candidates if found.match is not None), default=0.0)
    return any(
        found.match.recall > _IN_FULL and found.match.mass >= _NAMED
        for found in reading.candidates
        if found.match is not None and found.subject.kind in ("indicator", "gap") and found.subject.key != subject.key
        if found.score >= _ABOUT_AS_GOOD * best
    )


def _points(word: str, noun: str) -> bool:
    """Whether a word before a noun points: "samma åtgärd", "den satsningen", but not "den totala"."""
    return word in _SAME and (word != "den" or noun.endswith(_DEFINITE))


def _lean(analysis: Analysis) -> _Lean:
    return _Lean(
        analysis.has(*_POINTING_CUES),
        any(cue.id in ("follow", "correction") and cue.start <= 2 for cue in analysis.cues)
        or (analysis.has("correction") and sum(token.is_word for token in analysis.tokens) <= _SHORT_CORRECTION),
        _words_besides_places(analysis) <= _SHORT_QUESTION
        or not (analysis.content_weight or analysis.places),  # "hur stor är skillnaden i kronor?" names nothing
    )


def _words_besides_places(analysis: Analysis) -> int:
    """How many words a question has; several regions that are listed count as one."""
    several = len(analysis.places) > _A_FEW
    return sum(token.is_word for at, token in enumerate(analysis.tokens) if not (several and at in analysis.placed))


def _explained(catalogue: Catalogue, analysis: Analysis, subject: Subject) -> float:
    """Share of the question's content that the subject explains."""
    demand = analysis.content_weight
    if not demand:
        return 1.0
    left = catalogue.matcher.unexplained(subject, analysis.terms)
    if all(term.weight <= WEIGHTS.plain for term in left):  # "motsvarande för riket?": words that name nothing
        demand = max(demand, _SOME_DEMAND)
    return 1.0 - sum(term.weight for term in left) / demand


def _score(catalogue: Catalogue, reading: Reading, subject: Subject, lean: _Lean, precision: float) -> float:
    analysis = reading.analysis
    if analysis.has("rounded") and not analysis.regions:
        return _ONLY_ROUNDED
    if _only_scenario(catalogue, analysis, subject):
        score = _ONLY_SCENARIO + (0.3 if lean.follows or analysis.has("follow") else 0)
        one = reading.last is not None and len(reading.last.figures) == 1 and not _THEY.isdisjoint(analysis.norms)
        # "vad blir det i prognosen för helåret?", "what were they supposed to be, by the budget?"
        pointed = (one or analysis.has("that")) and not analysis.has(*_WHOLE_TABLE)
        if pointed or _sets_against_budget(
            analysis, lean
        ):  # of the row, and not of the sum that goes by these words alone
            score = _POINTED
    else:
        score = (WEIGHTS.remembered + 0.13 * lean.points + 0.10 * lean.follows + 0.06 * lean.short) * precision**1.5
        score *= _against_named(reading, lean, precision)
        if analysis.has("next_period", "previous_period") and _names_only_its_table(catalogue, reading, subject):
            score = _POINTED  # "nästa år i planen" goes on with the row
        if _names_other_figure(catalogue, reading, subject):
            score *= _OF_OTHER
        if lean.elliptical and not analysis.content_weight:
            score += 0.1
        if reading.last is not None and reading.last.operation == "claim" and analysis.amounts and not analysis.regions:
            score += 0.2 * (precision > _HALF)
        score *= _against_region(catalogue, analysis, subject, lean)
        computes = analysis.has("difference", "sum", "ratio", "share")
        if computes and not analysis.content_weight:
            score += 0.2
    asks_words = asked(analysis) in ("why", "when", "who", "definition") and not analysis.has(
        "how_much", "top", "bottom"
    )
    asks_words = asks_words and not (asked(analysis) == "who" and analysis.has("received"))  # "vem fick mer?"
    if asks_words and subject.kind == "indicator" and not analysis.regions and not _asks_year_of_figure(analysis):
        told = reading.last is not None and reading.last.operation == "words"  # "och vem mer?" after who signed
        score *= 0.3 if told or asked(analysis) in ("why", "when") else 0.6
    return score


def _names_only_its_table(catalogue: Catalogue, reading: Reading, subject: Subject) -> bool:
    """Whether all content is a name of the table the row stands in, said as a place: "i planen"."""
    analysis = reading.analysis
    said = [term.token for term in analysis.terms if term.weight > WEIGHTS.plain]
    placed = all(at and analysis.norms[at - 1] in _IN_TABLE for at in said)
    if not said or not placed or not is_row(catalogue, subject):
        return False
    tables = [catalogue.subject(f"table:{ident}") for ident in tables_of(catalogue, subject)]
    return any(_explained(catalogue, analysis, named) >= _EXPLAINS for named in (subject, *tables))


def _asks_year_of_figure(analysis: Analysis) -> bool:
    """Whether nothing is asked but of which year the figure is that was told: "vilket år gäller det?"."""
    return asks_year(analysis) and not analysis.content_weight and not analysis.places


def _names_other_figure(catalogue: Catalogue, reading: Reading, subject: Subject) -> bool:
    """Whether "och Hallands bidrag?" names another figure of regions, by a word that is no name of the last one."""
    analysis = reading.analysis
    content = [term for term in analysis.terms if term.weight > 0 and term.parts]
    if not content or not is_regional(catalogue, subject):
        return False
    if not analysis.regions and analysis.has("per_capita", "ratio", "share", "difference"):
        return False
    others = (
        candidate
        for candidate in reading.candidates[:_FEW]
        if candidate.match is not None
        and candidate.match.precision > _EXPLAINS
        and is_regional(catalogue, candidate.subject)
    )
    best = next(others, None)
    if best is None or best.subject.key == subject.key:
        return False
    names = catalogue.matcher.names_part
    return not any(names(subject.key, part) for term in content for part in term.parts)


def _against_named(reading: Reading, lean: _Lean, precision: float) -> float:
    """The factor by which a subject named anew weakens the remembered one."""
    best = reading.candidates[0] if reading.candidates else None
    if best is None or best.match is None or best.score < WEIGHTS.floor:
        return 1.0
    if substance(reading.analysis, best.match) < _NAMED:
        return 1.0
    return 0.55 if precision < 0.99 or best.match.recall > 0.8 or not lean.elliptical else 0.9


def _against_region(catalogue: Catalogue, analysis: Analysis, subject: Subject, lean: _Lean) -> float:
    """The factor by which a region weakens a subject that is not held by regions, or is not what a region receives."""
    factor = 1.0
    pointed = analysis.has("that", "those")
    regional = is_regional(catalogue, subject)
    if analysis.regions and not regional and not pointed and not lean.follows:
        factor *= 0.8
    in_kronor = isinstance(subject.item, Indicator) and subject.item.unit == "SEK"
    if analysis.has("received") and analysis.places and not (regional and in_kronor) and not pointed:
        factor *= 0.6
    if analysis.has("received") and analysis.has("how_much") and not analysis.content_weight and not in_kronor:
        factor *= 0.3 * regional + 0.7 * (not regional)  # "och hur mycket fick de?" after a region's population
    return factor


def _only_scenario(catalogue: Catalogue, analysis: Analysis, subject: Subject) -> bool:
    """Whether all that is said is which of the subject's scenarios is meant."""
    if not isinstance(subject.item, Indicator) or len(catalogue.holdings(subject.id).scenarios) < 2:
        return False
    said = [term.text for term in analysis.terms if term.weight]
    if not _TOTALS.isdisjoint(analysis.norms):
        return False
    if said:
        column = any(text in SCENARIO_WORDS for text in said)
        return all(text in SCENARIO_WORDS or text in _OF_THE_YEAR or (column and text in _AWAITED) for text in said)
    if analysis.regions or analysis.strangers or analysis.has(*_WHOLE_TABLE) or asked(analysis) in _IN_WORDS:
        return False
    return any(term.text in SCENARIO_WORDS for term in analysis.terms)  # "prognosen" weighs nothing


def _sets_against_budget(analysis: Analysis, lean: _Lean) -> bool:
    """Whether "hur mycket avviker det från budget?" is asked of no whole table."""
    norms = set(analysis.norms)
    deviates = not (DEVIATION - _LACKS).isdisjoint(norms) and not analysis.has(*_WHOLE_TABLE)
    return deviates and (lean.points or not BUDGET.isdisjoint(norms))


def _its_effect(catalogue: Catalogue, reading: Reading, subject: Subject) -> list[Candidate]:
    """For "hur stor är effekten det året?" after the target of a measure, what that measure gives in kronor."""
    analysis, item = reading.analysis, subject.item
    if not isinstance(item, Indicator) or item.unit != "percent":
        return []
    if not analysis.has(*_POINTING_CUES) and not points_to_row(analysis):
        return []
    if _EFFECT.isdisjoint(analysis.norms) or analysis.has(*_WHOLE_TABLE) or analysis.amounts:
        return []
    others = sibling(catalogue, item, "SEK")
    if len(others) != 1 or not tables_of(catalogue, others[0]):
        return []
    whole = _explained(catalogue, analysis, others[0]) >= _IN_FULL
    return [Candidate(others[0], _POINTED, None, True, ("its effect",))] if whole else []


def _its_target(catalogue: Catalogue, reading: Reading, subject: Subject) -> list[Candidate]:
    """For "och målet året efter?" after what a measure gives in kronor, the target of that measure."""
    analysis, item = reading.analysis, subject.item
    if not isinstance(item, Indicator) or item.unit != "SEK" or not reading.elliptical or analysis.places:
        return []
    if _TARGET.isdisjoint(analysis.norms) or analysis.has(*_WHOLE_TABLE) or asked(analysis) in _IN_WORDS:
        return []
    others = [other for other in sibling(catalogue, item, "percent") if _held_as_target(catalogue, other)]
    alone = all(term.text in _TARGET for term in analysis.terms if term.weight > WEIGHTS.plain)
    whole = len(others) == 1 and (alone or _explained(catalogue, analysis, others[0]) >= _IN_FULL)
    return [Candidate(others[0], _POINTED, None, True, ("its target",))] if whole else []


def _other_half(catalogue: Catalogue, reading: Reading, subject: Subject) -> list[Candidate]:
    """For "och externa?" after the internal revenue, of the rows so called the one that shares its noun."""
    analysis = reading.analysis
    content = [term for term in analysis.terms if term.weight > WEIGHTS.plain and term.text not in SCENARIO_WORDS]
    goes_on = reading.elliptical and analysis.has("follow", "correction")  # a bare "interna?" is asked back about
    if not is_row(catalogue, subject) or not goes_on or len(content) != 1 or analysis.places:
        return []
    if analysis.has(*_WHOLE_TABLE) or asked(analysis) in _IN_WORDS or not reading.candidates:
        return []
    tables = tables_of(catalogue, subject)
    rows = [
        found.subject
        for found in reading.candidates[:_FEW]
        if found.match is not None and found.match.matched.intersection(term.token for term in content)
        if found.score >= _ABOUT_AS_GOOD_ROW * reading.candidates[0].score and is_row(catalogue, found.subject)
        if found.subject.key != subject.key and not tables.isdisjoint(tables_of(catalogue, found.subject))
    ]
    alike = [row for row in rows if _share_noun(row, subject)]
    one = len(rows) > 1 and len(alike) == 1
    return [Candidate(alike[0], _POINTED, None, True, ("the other half of its name",))] if one else []


def _of_column_named(catalogue: Catalogue, reading: Reading, subject: Subject) -> list[Candidate]:
    """For "och 2028, på tjänstemannanivån?" the figure that was told: the words only say what that year's table is."""
    analysis = reading.analysis
    best = reading.candidates[0].subject if reading.candidates else None
    years = [value for period in analysis.periods if not period.weak for value in period.values]
    if best is None or not isinstance(best.item, Fact) or subject.kind != "indicator" or len(years) != 1:
        return []
    if not _TARGET.isdisjoint(analysis.norms):
        return []
    rows = (subject, *sibling(catalogue, subject.item, "SEK")) if isinstance(subject.item, Indicator) else ()
    tables = {table for row in rows for table in tables_of(catalogue, row)}
    if not reading.elliptical or asked(analysis) or analysis.places or best.about not in tables:
        return []
    held = years[0] in catalogue.holdings(subject.id).periods and years[0] in best.item.answer.sv
    return [Candidate(subject, _POINTED, None, True, ("the words only name its year",))] if held else []


def _share_noun(first: Subject, second: Subject) -> bool:
    """Whether the second words of two titles are the same, or one ends a compound with the other."""
    nouns = [alias_words(subject.label("sv"))[1:2] for subject in (first, second)]
    if not all(nouns):
        return False
    one, other = nouns[0][0], nouns[1][0]
    return one.endswith(other) or other.endswith(one)


def _held_as_target(catalogue: Catalogue, subject: Subject) -> bool:
    """Whether figures of an indicator are targets."""
    return catalogue.holdings(subject.id).scenarios == ("target",)


def _all_of_them(analysis: Analysis) -> bool:
    """Whether "alla" is said of the rows of a table: "alla tre åren sammanräknat" adds up the years of one row."""
    for cue in analysis.cues:
        if cue.id != "all":
            continue
        follow = analysis.norms[cue.end : cue.end + _A_FEW + 1]
        if _YEARS.isdisjoint(follow) and CARDINALS.get(follow[0] if follow else "", _ROWS) >= _ROWS:
            return True
    return False


def _other_sides(catalogue: Catalogue, analysis: Analysis, subject: Subject, score: float) -> list[Candidate]:
    """The remembered subject seen from another side: in kronor instead of per cent, or the complement of a number."""
    item = subject.item
    if not isinstance(item, Indicator):
        return []
    found = []
    wanted = ""
    money = analysis.has("in_kronor", "in_billions", "in_millions") or rather_kronor(analysis)
    bare = not analysis.amounts and not analysis.has("share", "per_capita", "difference")
    money = money or (bare and not _KRONOR.isdisjoint(analysis.norms))  # "o kronor samma år"
    if money and item.unit == "percent":
        wanted = "SEK"
    elif analysis.has("share") and item.unit == "SEK" and not analysis.has("change", "difference"):
        wanted = "percent"
    if wanted:
        why: tuple[str, ...] = (f"the same in {wanted}",)
        found += [Candidate(other, score + 0.05, None, True, why) for other in sibling(catalogue, item, wanted)]
    last_row = not (_TOTALS.isdisjoint(analysis.norms) or SCENARIO_WORDS.isdisjoint(analysis.norms))
    summed = analysis.has("sum") and (_all_of_them(analysis) or last_row)
    if analysis.has("last_row") or summed:  # "summan i prognosen"
        totals = [
            t.total for t in catalogue.store.tables.values() if t.id in item.groups and t.total and t.total != item.id
        ]
        why = ("the sum of its table",)
        found += [Candidate(catalogue.subject(f"indicator:{ident}"), score + 0.2, None, True, why) for ident in totals]
    if analysis.has("how_many", "rest"):
        why = ("the rest of the whole",)
        for indicator in catalogue.store.indicators.values():
            derived = indicator.derived
            if derived and derived.op == "difference" and subject.id in derived.of[1:]:
                rest = catalogue.subject(f"indicator:{indicator.id}")
                found.append(Candidate(rest, score + 0.15, None, True, why))
    return found
