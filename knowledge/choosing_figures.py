"""Where a fact, a table or another figure stands first: the figure, row or gap that is meant."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, pairwise

from msgspec.structs import replace

from knowledge.agreement import names_stand_in
from knowledge.asking import asked, claim_wanted, stated_sign, wants_words, yes_no
from knowledge.catalogue import Catalogue
from knowledge.choosing_facts import tells_day
from knowledge.choosing_words import says_more
from knowledge.floors import NAMED_FACT_RECALL, NAMED_IN_FULL, is_good
from knowledge.kinship import is_row, sibling, tables_of
from knowledge.language.numbers import Amount
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.model import Fact, Indicator, Table
from knowledge.planning.between_stated import from_one_to_another
from knowledge.reading import Candidate, Reading
from knowledge.scenarios import DEVIATION, SCENARIO_WORDS
from knowledge.terms import Term
from knowledge.weights import WEIGHTS

_FIGURES_TRIED, _ROWS_TRIED, _GAPS_TRIED = 8, 10, 6
"""How many of the best candidates are looked at."""
_AS_GOOD = 0.95
_MONEY = word_set("belopp beloppet kronor miljoner miljarder mkr mdr mdkr amount money million billion")
"""From this share of the first's score on another figure is named as well."""
_SET_AGAINST = ("ratio", "difference", "compare", "more_than", "less_than", "as_much")
_OF_AMOUNTS = ("what", "how_much", "how_many", "how")
_PLACE = ("plats", "place", "nummer", "number")
_NEARLY_IN_FULL = 0.9
_PLACING, _BEFORE = frozenset(("i", "ur", "enligt", "bland", "in", "within", "from", "among", "of")), 3
_OF = word_set("av utav of")
TARGET_WORDS = word_set("""
    mål målet målen målsättning målsättningen målnivå målnivån målvärde målvärdet måltal måltalet procentmål
    procentmålet procentmålen målprocent målprocenten siktar sikte target targets targeted goal goals aim aims aiming
    aimed
""")
"""Words that say that what is to be reached is asked for, and not what is."""
_TINY = 3
"""Words up to this length stand in too many names to tell anything."""
_COMPUTING = ("mean", "median", "difference", "ratio", "share", "sum", "per_capita", "how_much")
"""Cues of what is computed or measured, which no fact in words tells but by its own name."""
_TELLING = 3.5
_GAP_CLOSE = 0.7
_CLOSE_FOR_COLUMN = 0.6
_CLOSE_FOR_COUNT = 0.9
_CLOSE_FOR_LIST = 0.8
_CLOSE_FOR_STATED = 0.6
_STATED_TRIED = 6
_NAMED = 0.7
"""How fully a subject must be named for a statement to be about it whatever it states."""


def rather_count(reading: Reading, top: Candidate) -> Candidate:
    """The number that a fact tells in words, where a number is asked for or stated and is held as a figure too."""
    analysis = reading.analysis
    counted = analysis.has("how_many") or any(amount.bare for amount in analysis.amounts)
    of_money = top.subject.kind == "gap" and counted and _MONEY.isdisjoint(analysis.norms)
    if not (top.subject.kind == "fact" or of_money) or not counted or asked(analysis) in ("why", "when", "who"):
        return top
    if of_money and (top.match is None or _MONEY.isdisjoint(top.match.alias.words)):
        return top  # a gap only where it lacks an amount of money, which is not what is counted
    for other in reading.candidates[1:_FIGURES_TRIED]:
        item = other.subject.item
        if other.score < _CLOSE_FOR_COUNT * top.score:
            break
        if isinstance(item, Indicator) and item.unit == "count" and is_good(analysis, other):
            return other
    return top


def rather_figure(reading: Reading, top: Candidate) -> Candidate:
    """The figure named in full, where a fact of which less is said stands first and nothing asks for words.

    "sektorsbidraget" alone names the grant, not when it is paid out; and no fact tells a mean or a difference.

    Args:
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The one that is meant.
    """
    analysis = reading.analysis
    if top.subject.kind != "fact" or top.match is None or claim_wanted(analysis) or wants_words(analysis):
        return top
    computes = analysis.has(*_COMPUTING)
    asks = asked(analysis)
    if top.subject.aspect == "list" and analysis.has("how_much"):
        for other in reading.candidates[1:_FIGURES_TRIED]:
            told = other.match is not None and other.match.complete and other.score > _CLOSE_FOR_LIST * top.score
            if told and other.subject.kind in ("table", "indicator") and other.subject.about == top.subject.about:
                return other  # "vad drar hela åtgärdslistan in" asks for what they give, and not for their names
    placed = any(first in _PLACE and second.isdecimal() for first, second in pairwise(analysis.norms))
    ordered = analysis.has("top", "bottom", "position", "place", "as_much", "ascending", "descending")
    orders = asks == "who" and (placed or ordered)
    telling = {t.token for t in analysis.terms if (t.weight > 0 if orders else len(t.text) > _TINY)}
    if (asks and not orders and not (computes and asks in _OF_AMOUNTS)) or (top.match.complete and not orders):
        return top
    for other in reading.candidates[1:_FIGURES_TRIED]:
        whole = other.match is not None and other.match.complete and (orders or other.match.recall > top.match.recall)
        whole = whole and other.match is not None and top.match.matched & telling <= other.match.matched
        if whole and other.subject.kind == "indicator" and other.score > _CLOSE_FOR_COLUMN * top.score:
            return other
    return top


_AMOUNT_NOUNS = word_set("""
    siffra siffran siffror siffrorna tal talet antal antalet storlek storleken ökning
    ökningen minskning minskningen nivå
    nivån överskattning procentsats procenttal figure number size increase decrease level
""")
"""Nouns by which a number is asked for."""
_NO_AMOUNT, _DIGIT = Pattern(r"\b(?:19|20)\d\d\b|\d+(?:[–-]\d+)? år"), Pattern(r"\d")
"""Years and ages, which are no figures by themselves."""
_FOR_NUMBER = word_set("vilken vilket hur vilka saknar behöver söker ge what which need missing")
_FULLY, _CLOSE_TO_TELLING = 0.95, 0.4


def rather_amount(reading: Reading, top: Candidate) -> Candidate:
    """The figure where a number is asked for and the fact that stands first tells none.

    "Vilken minskning av barn och unga anges i bilden om långsam befolkningstillväxt?" is not told by that the growth
    is slow.

    Args:
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The figure on the same matter that is named nearly in full, or whose own noun is asked for; else the first.
    """
    analysis, fact = reading.analysis, top.subject.item
    if not isinstance(fact, Fact) or top.match is None or _DIGIT.search(_NO_AMOUNT.sub("", fact.answer.sv)):
        return top
    if claim_wanted(analysis) or asked(analysis) in ("why", "when", "who", "purpose", "definition"):
        return top
    if wants_words(analysis) or top.subject.aspect == "how_long":
        return top
    norms = analysis.norms
    number = not _AMOUNT_NOUNS.isdisjoint(norms) and not _FOR_NUMBER.isdisjoint(norms)
    if not number and not analysis.has("how_much", "how_many"):
        return top
    for other in reading.candidates[1:_FIGURES_TRIED]:
        match = other.match
        if match is None or other.subject.kind != "indicator" or other.score < _CLOSE_TO_TELLING * top.score:
            continue
        telling = {term.token for term in analysis.terms if term.weight > 1}
        noun = any(norms[at] in _AMOUNT_NOUNS for at in match.matched - top.match.matched)
        same = top.subject.about in (other.subject.about, other.subject.id)
        whole = match.recall >= _FULLY and bool(match.matched & telling)
        if (same and match.recall >= _WELL_SAID) or (whole and noun):
            return other
    return top


_WELL_SAID = 0.7


def rather_again(reading: Reading, top: Candidate) -> Candidate:
    """The figure of what is named instead, where one was told: "fel, intäktssäkringen menar jag" asks for no words."""
    analysis, last = reading.analysis, reading.last
    if top.subject.kind != "fact" or last is None or not last.figures or last.status != "answered":
        return top
    # "hur är det med intäktssäkringen, effekten det året?" asks what was asked before
    goes_on = analysis.has("same_period") and any(c.id == "follow" and c.end > c.start + 1 for c in analysis.cues)
    if not (reading.elliptical or goes_on) or not analysis.has("correction", "same_period") or yes_no(analysis):
        return top
    if asked(analysis) and not goes_on:
        return top
    if wants_words(analysis) or analysis.has("claim"):
        return top
    for other in reading.candidates[:_FIGURES_TRIED]:
        same = other.subject.about == top.subject.about and other.score > _CLOSE_FOR_COLUMN * top.score
        if same and other.subject.kind == "indicator" and other.match is not None and is_good(analysis, other):
            return other
    return top


def rather_of_year(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The figure of the year that was said, where a fact of the same matter stands first that does not speak of it."""
    analysis, fact = reading.analysis, top.subject.item
    years = [value for period in analysis.periods if not period.weak for value in period.values]
    if isinstance(fact, Indicator) and years and top.match is not None and not top.match.complete:
        return _held_that_year(catalogue, reading, top, years)
    if not isinstance(fact, Fact) or not years or claim_wanted(analysis) or wants_words(analysis):
        return top
    if asked(analysis) not in ("", "what") or any(year[:4] in fact.answer.sv for year in years):
        return top
    for other in reading.candidates[1:_FIGURES_TRIED]:
        named = other.match is not None and other.match.complete and other.subject.about == top.subject.about
        if named and other.subject.kind == "indicator" and not says_more(analysis, other, top):
            held = catalogue.holdings(other.subject.id).periods
            if all(year in held for year in years):
                return other
    return top


def _held_that_year(catalogue: Catalogue, reading: Reading, top: Candidate, years: Sequence[str]) -> Candidate:
    """The figure named in full that is held for the years, where one stands first that is not: "beloppet till …"."""
    if any(year in catalogue.holdings(top.subject.id).periods for year in years):
        return top
    for other in reading.candidates[1:_FIGURES_TRIED]:
        named = other.match is not None and other.match.complete and other.score > _CLOSE_FOR_COUNT * top.score
        if named and other.subject.kind == "indicator":
            held = catalogue.holdings(other.subject.id).periods
            if all(year in held for year in years):
                return other
    return top


def rather_target(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The target in per cent of what gives money, where it is meant: "vilket procentmål", "hur många procent egen…".

    Args:
        catalogue: knows what is held.
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The one that is meant.
    """
    analysis, item = reading.analysis, top.subject.item
    if not isinstance(item, Indicator) or item.unit != "SEK" or not analysis.has("share") or top.match is None:
        return top
    others = [s.key for s in sibling(catalogue, item, "percent") if catalogue.holdings(s.id).scenarios == ("target",)]
    if len(others) != 1 or analysis.amounts or analysis.has("sum"):
        return top
    target = next((c for c in reading.candidates if c.subject.key == others[0]), None)
    if target is None or target.match is None:
        return top
    if not TARGET_WORDS.isdisjoint(analysis.norms):
        return replace(target, score=top.score)
    named = target.match.recall > max(top.match.recall, NAMED_IN_FULL) and target.score > _CLOSE_FOR_STATED * top.score
    return target if named and not _is_of_whole(analysis) else top


def _is_of_whole(analysis: Analysis) -> bool:
    """Whether "procent av" or "andel av" says that a part is asked for: "hur många procent av effekten"."""
    return any(
        cue.id == "share" and not _OF.isdisjoint(analysis.norms[cue.end - 1 : cue.end + 2]) for cue in analysis.cues
    )


def rather_deficit(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """What can be below zero, where a deficit is stated and another is named as well: "går 41 miljarder back"."""
    if top.subject.kind != "indicator" or top.remembered or stated_sign(reading.analysis) >= 0:
        return top
    unit = catalogue.indicator(top.subject.id).unit
    if _has_deficit(catalogue, top.subject.id):
        return top
    for other in reading.candidates[1:_FIGURES_TRIED]:
        if other.subject.kind != "indicator" or other.match is None or other.score < _AS_GOOD * top.score:
            continue
        if catalogue.indicator(other.subject.id).unit == unit and _has_deficit(catalogue, other.subject.id):
            return other
    return top


def _has_deficit(catalogue: Catalogue, ident: str) -> bool:
    """Whether a figure below zero is held."""
    return any(figure.value < 0 for figure in catalogue.store.observations(ident))


def rather_stated(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The figure that just the stated amount is of, where one that is hardly named stands first.

    A statement tells by its amount too what it is about: "budgeten i summaraden är −3 158 miljoner".

    Args:
        catalogue: holds the figures.
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The one that is meant.
    """
    stated = [a for a in reading.analysis.amounts if a.unit is not None and not a.definite and not a.hedge]
    moved = from_one_to_another(reading.analysis)
    wanted = bool(moved) or claim_wanted(reading.analysis)
    if not stated or not wanted or top.match is None or top.match.recall >= _NAMED:
        return top
    areas = [place.code for place in reading.analysis.regions]
    if top.subject.kind != "indicator" or _is_of(catalogue, top, stated, areas):
        return top
    for other in reading.candidates[1:_STATED_TRIED]:
        close = other.match is not None and other.score > _CLOSE_FOR_STATED * top.score
        if close and other.subject.kind == "indicator" and _is_of(catalogue, other, stated, areas):
            return other
    return top


def rather_named(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The figure whose name is said in full, where another stands first only for the amount that is stated.

    Of "sektorsbidraget uppgår till sex miljarder" the amount is to be judged, and does not say what is meant.

    Args:
        catalogue: holds the figures.
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The one that is meant.
    """
    stated = [a for a in reading.analysis.amounts if a.unit is not None and not a.definite]
    if not stated or not claim_wanted(reading.analysis) or top.match is None or top.match.complete:
        return top
    if top.subject.kind != "indicator" or not _is_of(catalogue, top, stated, ()):
        return top
    for other in reading.candidates[1:_STATED_TRIED]:
        whole = other.match is not None and other.match.complete and other.match.precision >= top.match.precision
        if whole and other.subject.kind == "indicator" and other.score > _CLOSE_FOR_COUNT * top.score:
            return other
    return top


def _is_of(catalogue: Catalogue, candidate: Candidate, stated: Sequence[Amount], areas: Sequence[str]) -> bool:
    """Whether a subject has a figure, of one of these areas if any is given, that one of these amounts states."""
    values = {abs(figure.value) for figure in catalogue.store.figures(candidate.subject.id, areas)}
    unit = catalogue.indicator(candidate.subject.id).unit
    return any(abs(amount.value) in values for amount in stated if amount.unit == unit)


def rather_column(reading: Reading, top: Candidate) -> Candidate:
    """The row whose column is asked for ("interna kostnader avvikelse"), where a fact about columns stands first."""
    analysis = reading.analysis
    columns = DEVIATION.intersection(analysis.norms)
    fact = top.subject.item
    if not isinstance(fact, Fact) or not columns or asked(analysis) not in ("", "what") or wants_words(analysis):
        return top
    if claim_wanted(analysis) and names_stand_in(fact.says, analysis.text):
        return top  # "nearly all regions budget for a deficit" is just what it tells
    row = {t.token for t in analysis.terms if t.weight and t.parts and t.text not in SCENARIO_WORDS}
    close = [
        (other, other.match)
        for other in reading.candidates[:_FIGURES_TRIED]
        if other.subject.kind == "indicator"
        and other.match is not None
        and other.score > _CLOSE_FOR_COLUMN * top.score
        and (row <= other.match.matched if row else other.match.complete and other.match.recall > NAMED_IN_FULL)
    ]
    return max(close, key=lambda named: named[1].recall >= NAMED_IN_FULL, default=(top, None))[0]


def rather_rows(reading: Reading, top: Candidate) -> Candidate:
    """The first of two rows set against each other or counted ("de två"), where their table or its sum stands first."""
    analysis, item = reading.analysis, top.subject.item
    counts = {amount.value for amount in analysis.amounts if amount.bare}
    if top.match is None or not (counts or analysis.has(*_SET_AGAINST)):
        return top
    parts: tuple[str, ...] = ()
    if isinstance(item, Table):
        parts = item.indicators
    elif isinstance(item, Indicator) and item.derived is not None and item.derived.op == "sum":
        parts = item.derived.of
    rows = [
        c
        for c in reading.candidates[1:_ROWS_TRIED]
        if c.match is not None and c.subject.id in parts and c.match.recall > NAMED_FACT_RECALL
    ]
    own = [row.match.matched for row in rows if row.match is not None]
    two = any(one - other and other - one for one, other in combinations(own, 2))
    two = two and (analysis.has(*_SET_AGAINST) or len(rows) in counts)
    return max(rows, key=lambda row: row.score) if two else top


def rather_part(reading: Reading, top: Candidate) -> Candidate:
    """The one part of a sum that a word names which its own name has not: "externa kostnader, helårsprognosen"."""
    item = top.subject.item
    rows: tuple[str, ...] = item.indicators if isinstance(item, Table) else ()
    if isinstance(item, Indicator) and item.derived is not None and item.derived.op == "sum":
        rows = item.derived.of
    if not rows or top.match is None:
        return top
    own = top.match.matched
    told = {t.token for t in reading.analysis.terms if t.weight and t.text not in SCENARIO_WORDS}
    parts = [
        (other, other.match)
        for other in reading.candidates[1:_FIGURES_TRIED]
        if other.subject.id in rows and other.match is not None and other.match.matched & told - own
    ]
    if len(parts) != 1:
        return top
    part, match = parts[0]
    over = told & own - match.matched
    if _is_placed(reading.analysis, over) and match.recall >= _NEARLY_IN_FULL:
        return part
    return part if match.recall >= NAMED_IN_FULL and over <= _names_table_of(part, reading) else top


def _names_table_of(row: Candidate, reading: Reading) -> frozenset[int]:
    """The words that name a table in which a row stands, by their place: "externa kostnader prognos helår"."""
    out: frozenset[int] = frozenset()
    for other in reading.candidates[:_FIGURES_TRIED]:
        item = other.subject.item
        if isinstance(item, Table) and other.match is not None and row.subject.id in item.indicators:
            out |= other.match.matched
    return out


def _is_placed(analysis: Analysis, own: AbstractSet[int]) -> bool:
    """Whether a table is only named as the place where a row stands: "pks i planen för ekonomi i balans"."""
    return bool(own) and not _PLACING.isdisjoint(analysis.norms[max(0, min(own) - _BEFORE) : min(own)])


def rather_total(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The sum of a table, where a row of it stands first by words that every row has: "hälso- och sjukvårdens prognos".

    Args:
        catalogue: holds the tables.
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The sum; the first where one of the words tells it from the other rows.
    """
    meant = sum_meant(catalogue, reading, top)
    return top if meant is None else replace(top, subject=catalogue.subject(f"indicator:{meant}"))


def sum_meant(catalogue: Catalogue, reading: Reading, found: Candidate) -> str | None:
    """The indicator that is the sum of a row's table, where no word tells the row from the others; None elsewhere."""
    if found.remembered or found.match is None or not is_row(catalogue, found.subject):
        return None
    held = tables_of(catalogue, found.subject)
    table = next((table for table in catalogue.store.tables.values() if table.id in held and table.total), None)
    said = [
        term
        for term in reading.analysis.terms
        if term.token in found.match.matched and term.parts and term.text not in SCENARIO_WORDS
    ]
    if table is None or not said or (reading.last is not None and reading.elliptical):  # "o effekten 2028?"
        return None
    others = [f"indicator:{row}" for row in table.indicators if row not in (found.subject.id, table.total)]
    knows, names, own = catalogue.matcher.knows, catalogue.matcher.names_part, found.subject.key
    near = [
        t for t in reading.analysis.terms if t.token in found.match.explained and t.parts and t.weight > WEIGHTS.plain
    ]
    if any(names(own, t.parts[0]) and not any(names(key, t.parts[0]) for key in others) for t in near):
        return None  # "kvalitetsarbetet, effekt": the word that tells the row stands in another name of it
    mine = [[part for part in _telling(term.parts) if knows(own, part)] or term.parts for term in said]
    if not others or not all(any(knows(key, part) for part in parts) for key in others for parts in mine):
        return None
    return table.total


_COMPOUND = 2
"""A compound has more parts than this: itself, and those it is made of."""


def _telling(parts: Sequence[int]) -> Sequence[int]:
    """The parts of a word that may tell a row from others: of "kompetensförsörjningsåtgärden" not the last."""
    return parts[:-1] if len(parts) > _COMPOUND else parts


def rather_gap(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The gap that a telling word names, where a figure stands first that only has words like it nearby."""
    if top.match is None or top.remembered or top.subject.kind not in ("indicator", "table"):
        return top
    telling = [
        t for t in reading.analysis.terms if t.weight > _TELLING and t.parts and t.token not in top.match.matched
    ]
    for other in reading.candidates[1:_GAPS_TRIED] if telling else ():
        if other.subject.kind != "gap" or other.match is None or other.score < _GAP_CLOSE * top.score:
            continue
        if getattr(other.subject.item, "reason", "") == "not_split" and not reading.analysis.names_area:
            continue
        if tells_day(other) and asked(reading.analysis) not in ("when", ""):
            continue
        own = set(other.match.alias.parts)
        part = reading.analysis.has("share") and other.match.recall > NAMED_IN_FULL
        if part and any(_stands_in(term, own) for term in telling):  # a share of what the figure holds, and is not told
            return other
        full = other.match.recall > NAMED_IN_FULL
        said = [term for term in telling if (_stands_in(term, own) if full else term.parts[0] in own)]
        if any(not _in_names(catalogue, top, term) for term in said):
            return other
    return top


def _in_names(catalogue: Catalogue, top: Candidate, term: Term) -> bool:
    """Whether a subject has a word among its names."""
    return catalogue.matcher.names_part(top.subject.key, term.parts[0])


def _stands_in(term: Term, parts: AbstractSet[int]) -> bool:
    """Whether a word, or all that it is compounded of, is among the parts of a name."""
    return term.parts[0] in parts or (len(term.parts) > 1 and set(term.parts[1:]) <= parts)
