"""Where a figure stands first, or another fact: the fact in words that is meant."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from knowledge.actors import giver, other_order
from knowledge.agreement import names_stand_in
from knowledge.asking import (
    asked,
    asks_day,
    asks_either,
    asks_number,
    claim_wanted,
    is_age,
    stated_move,
    stated_sign,
    wants_words,
    yes_no,
)
from knowledge.catalogue import Catalogue
from knowledge.choosing_facts import (
    CLOSE,
    FACTS_TRIED,
    FIGURE_CUES,
    OF_NUMBERS,
    SAYS_SOMETHING,
    TELLS,
    good_facts,
    just_that,
    more_particular,
    noun_asked,
    tells_day,
)
from knowledge.fit_words import sums_told
from knowledge.floors import NAMED_FACT_RECALL, NAMED_IN_FULL, is_good
from knowledge.language.numbers import Amount
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.language.text import words
from knowledge.members import asks_members
from knowledge.mentions import Analysis
from knowledge.model import Fact, Gap, Indicator
from knowledge.reading import Candidate, Reading
from knowledge.scenarios import COLUMN_WORDS, DEVIATION, sets_against_budget
from knowledge.strange_names import has_strange_name
from knowledge.weights import WEIGHTS

_NAMED_FACTS_TRIED = 10
"""How many of the best candidates are looked at for a fact that is named in full."""
_WORDS_ASKED = ("purpose", "how", "why", "when", "who", "definition", "yes_no", "what")
_NUMBER_WORDS = word_set("x n antal tal talet siffra siffran number count figure tally exact exakt exakta")
_CLOSE_TO_WHOLE = 0.6
_CLOSE_TO_GAP = 0.4
_REGIONS = 21
_WELL_NAMED = 0.7
_CLOSE_FOR_DAY, _CLOSE_FOR_ITS_DAY = 0.4, 0.3
"""Less than that where a day is asked for, which no figure tells."""
_DEVELOPED = word_set("utvecklats utvecklas utvecklades utvecklat developed evolved förändrats ändrats")
_LONG_NAME = 5
"""A name of so many words tells what the fact tells."""
_PLAINLY = 0.9
_LESS_NAMED = 0.6
_CLOSE_FOR_WHAT = 0.75
_BETTER_EXPLAINED = 0.03
_OR = frozenset(("eller", "or"))
_LOOKED = word_set("såg ser")
_HOW, _FAR = word_set("hur how"), word_set("långt nära far close")
_CELL_WORDS = COLUMN_WORDS | DEVIATION | word_set("prognostabellen budgettabellen tabellen raden kolumnen")
"""Words of the columns of a table, or for their place in it."""
_MORE_OF_CELL = 0.15
"""So much more of the question a fact must explain to be meant by one that names a row with its column."""
_ASKING_WORDS = ("why", "when", "who", "how", "purpose", "definition", "in_words", "source")
_ABLE, _YOU = word_set("kan kunde skulle vill can could would will"), word_set("du ni jag vi man you i we")
_FINDING = word_set("""
    ta få ge hitta plocka leta hämta visa kolla titta slå skicka get give find look show pull fetch have send
""")
_OPENING, _NEAR = 4, 4
"""So far into a question a request may stand, and its verb behind it."""


def named_fact(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """For a claim in words, the fact that speaks of just what is claimed, where one stands close below the first."""
    analysis = reading.analysis
    if not claim_wanted(analysis):
        return top
    if top.subject.kind == "indicator" and analysis.amounts:
        return _said_of_sum(catalogue, reading, top)
    if top.remembered and not analysis.content_weight:  # "Västerbotten menar jag ju" goes on with what was spoken of
        return top
    if isinstance(top.subject.item, Indicator) and top.match is not None and sets_against_budget(analysis.norms):
        return top  # what a forecast is to its budget, the figures tell
    apart = analysis.has("more_than", "less_than", "as_much") or not _OR.isdisjoint(analysis.norms)
    placed = {place.code for place in analysis.places if place.kind in ("region", "group")}
    if len(placed) > 1 and apart and top.subject.kind != "fact":
        return top  # which of two regions has more, no fact tells
    stranger = has_strange_name(analysis, top)
    for other in reading.candidates[:_NAMED_FACTS_TRIED]:
        fact = other.subject.item
        if not isinstance(fact, Fact):
            continue
        if _is_stated(analysis, other):  # "nearly all regions budget for a deficit", word for word
            return other
        if other.score <= CLOSE * top.score:
            continue
        if stranger and fact.aspect == "who" and other.match is not None and other.match.recall > _WELL_NAMED:
            return other
        if other.precision < WEIGHTS.precision_floor:
            continue
        gap = top.subject.kind != "fact" and other.match is not None and other.match.recall < _WELL_NAMED
        if gap and other.precision < _PLAINLY:
            continue  # "kommunerna går med överskott" is not about who got the grant
        if names_stand_in(fact.says, analysis.text) or names_stand_in(fact.denies, analysis.text):
            return other
    return top


def _said_of_sum(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """For a sum that is stated, the fact on it that decides what is stated besides: who gives it, and before what.

    Args:
        catalogue: holds the facts.
        reading: the statement with its candidates.
        top: the figure of the sum.

    Returns:
        The fact; the figure where no more than the sum is stated.
    """
    analysis = reading.analysis
    if analysis.regions or all(amount.unit != "SEK" for amount in analysis.amounts):
        return top
    on_it = [fact for fact in catalogue.store.facts.values() if fact.about == top.subject.about]
    gives = giver(analysis, top)
    for fact in on_it:
        meant = gives is not None and fact.aspect == "who" and any(_FROM_WHOM.match(name) for name in fact.aliases.sv)
        denied = any(" " in name and f" {name} " in f" {' '.join(analysis.norms)} " for name in fact.denies.all())
        if meant or denied or other_order(analysis, fact):
            subject = catalogue.subject(f"fact:{fact.id}")
            same = next((c for c in reading.candidates if c.subject.key == subject.key), None)
            return same or replace(top, subject=subject, match=None)
    return top


_FROM_WHOM = Pattern(r"(?:vem|vilka|från vilka) (?:ger|skjuter|står för|kommer|finansierar|betalar)\b")
"""How a name of the fact begins that tells who gives a sum."""


def _is_stated(analysis: Analysis, candidate: Candidate) -> bool:
    """Whether a long name of a fact, which tells all that the fact does, stands in the statement word for word."""
    match = candidate.match
    if match is None or not match.complete or len(match.alias.words) < _LONG_NAME:
        return False
    return f" {match.alias.text.casefold()} " in f" {' '.join(words(analysis.text))} "


_SAID, _ABOUT = word_set("uppges sägs skrivs nämns berättas framgår står said"), word_set("om about")


def _asks_what_is_said(analysis: Analysis) -> bool:
    """As in "vad uppges om reinvesteringsskulden?", "vad står det om investeringarna?"."""
    norms = [norm for norm in analysis.norms if norm != "det"]
    said = any(first in _SAID and second in _ABOUT for first, second in pairwise(norms))
    return said and not analysis.has("how_much", "share", "sum", "top", "bottom")


def rather_words(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The fact that a question in words means, where a figure of the same topic stands first for its shorter name."""
    analysis = reading.analysis
    kind = asked(analysis)
    item = top.subject.item
    asks_how = kind == "how" and not asks_number(analysis) and not analysis.has("how_much", "share", "sum")
    asks_how = asks_how or (kind == "what" and _asks_what_is_said(analysis))
    if top.subject.kind == "gap" and asks_how and not analysis.names_area:
        told = good_facts(reading)
        if told and told[0].score > _CLOSE_TO_GAP * top.score:
            return told[0]
    if top.subject.kind == "gap" and kind in ("", "yes_no") and not analysis.amounts and not asks_number(analysis):
        told = good_facts(reading)
        wordy = not analysis.has(*FIGURE_CUES) and not analysis.regions and yes_no(analysis)
        if wordy and told and told[0].score > CLOSE * top.score:
            return told[0]
    told_whole = _told_whole(reading, top)
    if told_whole is not None:
        return told_whole
    figure = analysis.amounts or analysis.has("top", "bottom", "how_much") or claim_wanted(analysis)
    if (
        kind == "when"
        and top.subject.kind in ("indicator", "table")
        and not (top.remembered or (figure and not asks_day(analysis)))
    ):
        dated = [c for c in reading.candidates[1:FACTS_TRIED] if tells_day(c) and is_good(analysis, c)]
        of_it = [c for c in dated if c.subject.about == top.subject.about and c.subject.kind == "fact"]
        if of_it and of_it[0].score > _CLOSE_FOR_ITS_DAY * top.score and not analysis.has(*FIGURE_CUES):
            return of_it[0]  # of its day no figure tells
        if dated and dated[0].score > (_CLOSE_FOR_DAY if asks_day(analysis) else CLOSE) * top.score:
            return dated[0]
    if kind in ("why", "purpose") and top.subject.kind in ("indicator", "table") and not top.remembered:
        told = good_facts(reading)
        reasons = [c for c in told or reading.candidates[1:FACTS_TRIED] if c.subject.aspect in ("why", "purpose")]
        if not told:  # "why hand out those three billion?" says nothing else that a fact could explain
            reasons = [c for c in reasons if is_of_sum(analysis, c) and c.subject.about == top.subject.about]
        if reasons or told:
            return just_that(kind, (reasons or told)[0], told)
    developed = isinstance(item, Indicator) and item.series and _asks_development(analysis, top)
    developed = developed or (isinstance(item, Indicator) and _asks_how_it_was(analysis, top))
    told_otherwise = top.subject.kind in ("indicator", "table", "gap") and not top.remembered and not developed
    if wants_words(analysis) and told_otherwise:
        told = good_facts(reading)
        if told and told[0].score > CLOSE * top.score:
            return told[0]
    if not isinstance(item, Indicator) or top.remembered or top.match is None or kind not in _WORDS_ASKED:
        return top
    if developed:
        return top
    if kind == "yes_no" and analysis.has("correction") and reading.elliptical and not yes_no(analysis):
        return top  # "ursäkta, efter finansiella poster ska det vara" asks for the figure that was meant
    if analysis.periods or analysis.regions or analysis.has(*FIGURE_CUES) or asks_members(catalogue, reading, item):
        return top
    if kind == "yes_no" and stated_sign(analysis) and item.unit == "SEK":
        return top  # "är resultatet plus?" is told by its sign
    if stated_move(analysis) or (kind == "yes_no" and sets_against_budget(analysis.norms)):
        return top
    if any(not a.definite and (a.unit in ("SEK", "percent", "ratio") or a.value > _REGIONS) for a in analysis.amounts):
        return top
    close = _CLOSE_FOR_WHAT if kind == "what" else CLOSE
    cell = _names_cell(catalogue, analysis, top)
    for other in reading.candidates[1:FACTS_TRIED]:
        if other.subject.kind != "fact" or other.match is None or other.score <= close * top.score:
            continue
        if not is_good(analysis, other) or _tells_who(analysis, other) or _adds_nothing(analysis, top, other):
            continue
        more_of = top.match.matched & {term.token for term in analysis.terms if term.weight > TELLS}
        if cell and (other.precision <= top.precision + _MORE_OF_CELL or not more_of <= other.match.matched):
            continue  # of "i prognostabellen, interna intäkter" a fact on the table names no row
        better = other.match.recall > NAMED_FACT_RECALL and other.precision > top.precision + _BETTER_EXPLAINED
        if kind != "what" or better:
            return other
    return top


def _told_whole(reading: Reading, top: Candidate) -> Candidate | None:
    """The fact that a question without a number names, where what stands first could only give or lack a number.

    "Uppsagda personalgrupper 2023 och 2024" asks which they are, and not how many of each; what a review of 27
    hospitals found is not that they were 27.

    Args:
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The fact; None where there is none, or where it is asked how many or how much.
    """
    analysis, item = reading.analysis, top.subject.item
    lacks = isinstance(item, Gap) and item.reason == "no_figure"
    counts = isinstance(item, Indicator) and item.unit == "count" and asked(analysis) in ("what", "how", "why")
    if not (lacks or counts) or top.match is None or top.remembered or analysis.regions:
        return None
    if asks_number(analysis) or analysis.has(*OF_NUMBERS):
        return None
    if lacks and any(not _is_pointed_to(amount) for amount in analysis.amounts):
        return None
    if counts and not _NUMBER_WORDS.isdisjoint(analysis.norms):
        return None
    if counts and (analysis.has("how_many", "change", "difference", "list", "all") or claim_wanted(analysis)):
        return None
    if lacks and (claim_wanted(analysis) and not asks_either(analysis)):
        return None
    telling = {term.token for term in analysis.terms if term.weight >= TELLS and term.parts}
    for other in reading.candidates[1:FACTS_TRIED]:
        match, aspect = other.match, other.subject.aspect
        if other.subject.kind != "fact" or match is None or other.score < _CLOSE_TO_WHOLE * top.score:
            continue
        if (aspect in ("when", "who") and aspect != asked(analysis)) or not is_good(analysis, other):
            continue
        if counts and other.subject.about == top.subject.about:
            return other
        whole = match.recall > NAMED_IN_FULL and match.precision >= top.precision
        if lacks and whole and match.matched & telling >= top.match.matched & telling:
            return other
    return None


def _is_pointed_to(amount: Amount) -> bool:
    """Whether an amount tells of what is spoken of ("de 27 akutsjukhusen", "0-åringar"), and states nothing."""
    return amount.definite or is_age(amount)


def _names_cell(catalogue: Catalogue, analysis: Analysis, top: Candidate) -> bool:
    """Whether a row is named in full with one of its columns, and nothing asks whether it is so, or why.

    "Kan jag få budgetsiffran för externa omkostnader?" and "kolla prognosen, vad är avskrivningarna?" ask for a figure
    however they begin.

    Args:
        catalogue: knows which columns are held.
        analysis: the question.
        top: the row.

    Returns:
        Whether it is.
    """
    if top.match is None or not (top.match.complete or top.match.recall > NAMED_IN_FULL):
        return False
    if _is_plain_request(analysis):
        return True
    if "deviation" not in catalogue.holdings(top.subject.id).scenarios:
        return False
    far = any(first in _HOW and second in _FAR for first, second in pairwise(analysis.norms))
    asks = asked(analysis)
    if not (far or asks == "what" or (asks == "yes_no" and not yes_no(analysis))):
        return False
    return not _CELL_WORDS.isdisjoint(analysis.norms)


def _is_plain_request(analysis: Analysis) -> bool:
    """Whether somebody is asked to find what is named, and no word asks why, when, who or how: "kan du ta fram …?"."""
    if yes_no(analysis) or claim_wanted(analysis) or analysis.has(*_ASKING_WORDS):
        return False
    norms = analysis.norms
    polite = any(first in _ABLE and second in _YOU for first, second in pairwise(norms[:_OPENING]))
    return polite and any(norm in _FINDING for norm in norms[: _OPENING + _NEAR])


def is_of_sum(analysis: Analysis, candidate: Candidate) -> bool:
    """Whether a fact tells of a sum of money that is pointed to."""
    said = {amount.value for amount in analysis.amounts if amount.unit == "SEK" and amount.definite}
    return isinstance(candidate.subject.item, Fact) and not said.isdisjoint(sums_told(candidate.subject.item))


def _adds_nothing(analysis: Analysis, top: Candidate, fact: Candidate) -> bool:
    """Whether a figure is named in full and explains all, and a fact less well named has no further word of it."""
    if top.match is None or fact.match is None or not top.match.complete or top.precision < NAMED_IN_FULL:
        return False
    telling = {term.token for term in analysis.terms if term.weight > 0}
    # "hur går det för regionerna efter finansiella poster?" names a row of a table, and not their financial saving
    return fact.match.recall < _LESS_NAMED and not (fact.match.matched - top.match.matched) & telling


def _asks_development(analysis: Analysis, top: Candidate) -> bool:
    """Whether "hur har den utvecklats?" is asked of what is named in full, whose first and last value are held."""
    named = top.match is not None and top.match.recall > NAMED_IN_FULL and top.precision >= _PLAINLY
    return named and not _DEVELOPED.isdisjoint(analysis.norms)


def _asks_how_it_was(analysis: Analysis, top: Candidate) -> bool:
    """Whether "hur såg inflationen ut?" is asked of a figure that is named with the words around it."""
    norms = analysis.norms
    looks = any(first in _HOW and second in _LOOKED for first, second in pairwise(norms)) and "ut" in norms
    return looks and top.match is not None and top.match.recall > NAMED_IN_FULL


def rather_whole(reading: Reading, top: Candidate) -> Candidate:
    """The fact whose name was said in full, where a figure stands first that leaves telling words of it unexplained.

    "Efter vilken modell fördelas sektorsbidraget" is not about the grant's amount, nor "vilka fick kopia på beslutet".

    Args:
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The one that is meant.
    """
    analysis = reading.analysis
    if top.match is None or top.remembered or analysis.regions:
        return top
    if top.subject.kind == "fact":
        return more_particular(reading, top)
    if top.subject.kind not in ("indicator", "table"):
        return top
    counted = analysis.has("how_much", "sum", "in_kronor") or asks_number(analysis)
    if counted and asked(analysis) not in ("why", "when", "who"):
        return top  # "summan i den uppdaterade prognosen" is not about its updating
    left = {term.token for term in top.match.unexplained if term.weight >= SAYS_SOMETHING and term.parts}
    phrase = noun_asked(analysis)
    for other in reading.candidates[1:FACTS_TRIED]:
        if other.subject.kind != "fact" or other.match is None or other.score < CLOSE * top.score:
            continue
        if phrase and other.match.recall > NAMED_FACT_RECALL and f" {phrase} " in f" {other.match.alias.text} ":
            return other
        named = other.match.recall >= (NAMED_FACT_RECALL if other.precision >= NAMED_IN_FULL else NAMED_IN_FULL)
        if says_more(analysis, top, other):
            return other
        if not named or not left & other.match.matched:
            continue
        more = other.precision > max(top.precision, _PLAINLY) and left <= other.match.matched | other.match.explained
        if more or (other.match.complete and asked(analysis) == "who"):
            return other
    return top


def says_more(analysis: Analysis, top: Candidate, fact: Candidate) -> bool:
    """Whether a fact's whole name was said, and with it a telling word that the figure's name has not.

    "Utbetalande myndighet för sektorsbidraget" names who pays; "anslag för sektorsbidraget" no amount.

    Args:
        analysis: the question.
        top: the figure that stands first.
        fact: the fact.

    Returns:
        Whether it is; never where something is computed, ranked or stated.
    """
    if top.match is None or fact.match is None or not fact.match.complete or fact.precision < top.precision:
        return False
    if analysis.has(*FIGURE_CUES) or claim_wanted(analysis) or not is_good(analysis, fact):
        return False
    telling = {term.token for term in analysis.terms if term.weight >= TELLS and term.parts}
    said, own = fact.match.matched & telling, top.match.matched & telling
    return bool(said - own) or (said >= own and top.match.recall < _PLAINLY)


def _tells_who(analysis: Analysis, candidate: Candidate) -> bool:
    """Whether a fact only says who it was, where nobody is named or asked for: "är väntetiden lång?"."""
    named = any(token.capital for token in analysis.tokens[1:]) or bool(analysis.attributed)
    return candidate.subject.aspect == "who" and asked(analysis) == "yes_no" and not named
