"""Several subjects asked for at once: "sektorsbidraget och medianväntetiden", "hur mycket större är budgeten än …"."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from knowledge.catalogue import Catalogue
from knowledge.fit import substance
from knowledge.kinship import is_total, tables_of
from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.mentions import Analysis
from knowledge.model import NATION, UNNAMED, Indicator
from knowledge.outcomes import Found
from knowledge.query import Query
from knowledge.reading import Candidate, Reading
from knowledge.scenarios import SCENARIO_WORDS

_AND = word_set("och samt and , mot vs respektive resp o & jämfört than än kontra / plus eller")
_LINKING = word_set("och samt and plus + & respektive resp både såväl both as")
_BOTH = word_set("eller or och o and & samt")
_OF = word_set("av utav of")
_MADE_OF = frozenset((word,) for word in word_set("utgörs utgjordes består bestod kommer kom upptas upptogs made"))
"""Verbs before "av" of what is the part: "hur stor del av A utgörs av B"."""
_PLUS = word_set("plus +")
_JOINABLE = ("lookup", "compare", "difference", "ratio", "sum", "change")
_JOINING_CUES = ("difference", "ratio", "compare", "sum", "follow", "more_than", "less_than", "share")

_BETWEEN_TWO = ("sum", "difference")
"""What is computed only between things that a word such as "och" or "än" joins: "totalt" alone adds nothing."""

_TRIED = 14
_MOST_OTHERS = 3
_FAIR = 0.4
_NAMED_ROW = 0.2
"""From which part of the best score a row of the same table counts that is named in full."""
_NEARLY_AS_GOOD = 0.7
_LEFT_OVER_TRIED = 6
_SUSPENDED = ("hälso", "halso")
_NOT_THE_GAP = 0.9
"""How fully a thing must be named to be meant beside a gap that fits better."""
_LEFT_OVER_RECALL = 0.6
_LEFT_OVER_SCORE = 0.35


def other_subjects(catalogue: Catalogue, reading: Reading, top: Candidate) -> list[Candidate]:
    """Further indicators, each of which explains words that the ones before it do not."""
    if top.match is None or top.remembered or top.subject.kind != "indicator":
        return []
    analysis = reading.analysis
    content = {term.token for term in analysis.terms if term.weight > 0 and term.text not in SCENARIO_WORDS}
    unexplained = {term.token for term in top.match.unexplained}
    found: list[Candidate] = []
    computing = _computation(analysis)
    named = catalogue.matcher.names_part
    also = {t.token for t in analysis.terms if t.parts and all(named(top.subject.key, part) for part in t.parts)}
    covered = top.match.matched
    for other in reading.candidates[1:_TRIED]:
        if other.match is None or other.remembered or other.subject.kind != "indicator":
            continue
        if computing and catalogue.indicator(other.subject.id).unit != catalogue.indicator(top.subject.id).unit:
            continue
        whole = {t.token for t in analysis.terms if t.parts and set(t.parts) <= set(other.match.alias.parts)}
        own = (other.match.matched - covered - (set() if computing else analysis.mended.keys())) & content & whole
        tops = top.match.matched - other.match.matched
        in_table = computing == "sum" and other.match.complete and _in_tables(catalogue, top, other)
        if other.score < (_NAMED_ROW if in_table else _FAIR) * top.score or not own or not tops:
            continue
        if own <= also and not computing:
            continue  # "hur stort minus befaras för hälso- och sjukvården": these words name the first as well
        linked = _joined(analysis, max(tops), min(own))
        if (linked or computing not in _BETWEEN_TWO) and (
            (unexplained - covered) & own or (other.score >= _NEARLY_AS_GOOD * top.score and linked)
        ):
            found.append(other)
            covered |= other.match.matched
        if len(found) == _MOST_OTHERS:
            break
    found = found or _left_over(catalogue, analysis, top)
    if computing == "sum" and len(found) == 1 and _is_sum_of(catalogue, found[0].subject.id, (top.subject.id,)):
        return []  # "PKS, samlad effekt": the sum of all rows is not asked for, only words of its name are said
    return found


def names_column(catalogue: Catalogue, analysis: Analysis, total: Candidate) -> bool:
    """Whether what is said of a table's total only names a column for another subject: "avskrivningar: avvikelsen".

    Where the other is no row of the table, it has no such column: "stroke avvikelse mot budget" is not about the total.

    Args:
        catalogue: knows the tables.
        analysis: the question.
        total: what stands first.

    Returns:
        Whether the other subject is meant.
    """
    if total.match is None or not is_total(catalogue, total.subject) or not _LINKING.isdisjoint(analysis.norms):
        return False
    said = {term.text for term in analysis.terms if term.weight and term.token in total.match.matched}
    return bool(said) and said <= SCENARIO_WORDS


def names_table(catalogue: Catalogue, analysis: Analysis, total: Candidate, row: Candidate) -> bool:
    """Whether what is said of a table's total only names a row's table: "costs in the forecast".

    Args:
        catalogue: knows the tables.
        analysis: the question.
        total: the candidate that may be a total.
        row: the candidate that may be a row of its table, named in full.

    Returns:
        Whether the row alone is meant.
    """
    table = next((t for t in catalogue.store.tables.values() if t.total == total.subject.id), None)
    if table is None or row.subject.id not in table.indicators or row.match is None or not row.match.complete:
        return False
    if _links(analysis.norms) or total.match is None or analysis.has("sum", "last_row", "share"):
        return False
    item, mine = total.subject.item, row.subject.item
    if not isinstance(item, Indicator) or not isinstance(mine, Indicator):
        return False
    own = set(words(normal(f"{item.name.sv} {item.name.en}"))) - set(words(normal(f"{mine.name.sv} {mine.name.en}")))
    own |= _RESULTS
    return own.isdisjoint(analysis.norms)


_RESULTS = word_set("""
    underskott underskottet överskott överskottet minus plus resultat resultatet netto nettot helheten summan summa
    deficit surplus result net bottom whole
""")
"""Words for what a table comes to."""


def _links(norms: Sequence[str]) -> bool:
    """Whether some word joins two things, other than two columns ("budgeted and estimated")."""
    for at, norm in enumerate(norms):
        near = (*norms[max(0, at - 1) : at], *norms[at + 1 : at + 2])
        columns = len(near) == 2 and set(near) <= SCENARIO_WORDS
        if norm in _LINKING and not columns and not set(norms[max(0, at - 2) : at]) & set(_SUSPENDED):
            return True
    return False


def adds_up(analysis: Analysis, first: Found, other: Found) -> bool:
    """Whether two things may be added: a board's costs and a sum of the nation's are of different places."""
    if _computation(analysis) != "sum":
        return True
    unnamed = {UNNAMED in found.queries[0].areas for found in (first, other)}
    return len(unnamed) == 1


def joined(catalogue: Catalogue, analysis: Analysis, first: Found, other: Found) -> Found:
    """Two things asked at once: one query over both where they are to be computed with or stand in one table."""
    one, two = first.queries[0], other.queries[0]
    if one.claim is not None:
        return _sum_claimed(catalogue, analysis, first, two)
    if one.operation not in _JOINABLE:
        return first
    if not _computation(analysis) and _overlap(catalogue, one, two):
        return first
    if _computation(analysis) == "sum" and _overlap(catalogue, one, two):
        return first if _holds(catalogue, one, two) else replace(first, queries=(two, *first.queries[1:]))
    units = {catalogue.indicator(ident).unit for ident in (*one.indicators, *two.indicators)}
    operation = _computation(analysis)
    if operation == "share" and units == {"percent"}:  # "infarkt eller stroke, hur många procent?"
        if _BOTH.isdisjoint(analysis.norms):
            return first
        operation = ""
    if len(units) == 1 and (operation or _in_one_table(catalogue, one, two)):
        joint = replace(
            one,
            indicators=_merged(one.indicators, two.indicators),
            dimension="indicator",
            periods=_merged(one.periods, two.periods),
            scenarios=_merged(one.scenarios, two.scenarios),
            areas=_joint_areas(catalogue, one, two),
            operation=operation or "lookup",
            threshold_area=_whole_of(catalogue, analysis, one, two) if operation == "share" else "",
        )
        return Found((joint, *first.queries[1:]))
    apart = [replace(query, operation="lookup") if query.operation == "compare" else query for query in first.queries]
    return Found((*apart, two))


def _whole_of(catalogue: Catalogue, analysis: Analysis, one: Query, two: Query) -> str:
    """Of two things the one behind "av": "hur stor andel är A av B"; empty where neither plainly is."""
    norms = analysis.norms
    ofs = [at for at, norm in enumerate(norms) if norm in _OF and norms[at - 1 : at] not in _MADE_OF]
    if not ofs or _overlap(catalogue, one, two):
        return ""
    of = ofs[0]
    idents = [query.indicators[0] for query in (one, two)]
    for behind in (True, False):  # what only one of them is called, behind "av", or before it
        for term in analysis.terms:
            if not term.parts or not term.weight or (term.token > of) != behind:
                continue
            own = [i for i in idents if all(catalogue.matcher.names_part(f"indicator:{i}", p) for p in term.parts)]
            if len(own) == 1:
                return own[0] if behind else next(ident for ident in idents if ident != own[0])
    return ""


def _sum_claimed(catalogue: Catalogue, analysis: Analysis, first: Found, two: Query) -> Found:
    """For "kompetensförsörjning och PKS ger tillsammans 30 miljoner" the amount is held against the sum of both."""
    one, claim = first.queries[0], first.queries[0].claim
    units = {catalogue.indicator(ident).unit for ident in (*one.indicators, *two.indicators)}
    adds = _computation(analysis) == "sum" and claim is not None and claim.relation == "value" and len(units) == 1
    if not adds or one.operation not in ("lookup", "sum") or _overlap(catalogue, one, two):
        return first
    joint = replace(
        one,
        operation="sum",
        indicators=_merged(one.indicators, two.indicators),
        dimension="indicator",
        periods=_merged(one.periods, two.periods),
        scenarios=_merged(one.scenarios, two.scenarios),
    )
    return Found((joint, *first.queries[1:]))


def _in_tables(catalogue: Catalogue, one: Candidate, two: Candidate) -> bool:
    """Whether two indicators are rows of one table."""
    return not set(tables_of(catalogue, one.subject)).isdisjoint(tables_of(catalogue, two.subject))


def _left_over(catalogue: Catalogue, analysis: Analysis, top: Candidate) -> list[Candidate]:
    """A subject named by the words that are not in the first one's name, ranked on those alone."""
    named = top.match.matched if top.match else frozenset()
    left = tuple(t for t in analysis.terms if t.token not in named and t.text not in SCENARIO_WORDS)
    computing = _computation(analysis)
    if not left or not (analysis.has(*_JOINING_CUES) or _joined(analysis, 0, len(analysis.tokens))):
        return []
    apart = computing in ("", *_BETWEEN_TWO)
    last = max(named, default=0)
    known = {term.token for term in left if term.parts}
    if not any(term.weight for term in analysis.terms if term.token in known):
        return []
    if apart and not any(_joined(analysis, last, token) for token in known):
        return []
    ranked = catalogue.matcher.rank(left, keep=_LEFT_OVER_TRIED)
    best = next((match for match in ranked if match.subject.kind == "indicator"), None)
    if best is not None and ranked[0].subject.kind == "gap" and best.recall < _NOT_THE_GAP:
        return []
    if best is None or best.subject.key == top.subject.key or not substance(analysis, best):
        return []
    if not computing and not best.matched.isdisjoint(analysis.mended):  # a word that may have been another
        return []
    if best.recall < (_LEFT_OVER_RECALL if computing else _NOT_THE_GAP) or best.score < _LEFT_OVER_SCORE:
        return []
    if apart and not _joined(analysis, last, min(best.matched)):
        return []
    return [Candidate(best.subject, best.score, best, False, ("what is left over",))]


def _joined(analysis: Analysis, first: int, second: int) -> bool:
    """Whether "och", a comma or "mot" stands between two words of a question, whichever comes first."""
    low, high = sorted((first, second))
    norms = analysis.norms  # "hälso- och sjukvården" is one thing
    return any(norms[at] in _AND and norms[max(0, at - 1)] not in _SUSPENDED for at in range(low, high))


def _computation(analysis: Analysis) -> str:
    """What is to be computed from two subjects; empty where nothing is."""
    said = next((name for name in ("sum", "difference", "ratio", "share") if analysis.has(name)), "")
    if not said and not _PLUS.isdisjoint(analysis.norms):
        return "sum"
    if not said and analysis.has("more_than", "less_than") and analysis.has("how_much", "how_many"):
        return "difference"
    return said


def _in_one_table(catalogue: Catalogue, one: Query, two: Query) -> bool:
    first, second = (_tables(catalogue, query) for query in (one, two))
    return not first.isdisjoint(second)


def _overlap(catalogue: Catalogue, one: Query, two: Query) -> bool:
    """Whether the one is a sum of which the other is a part, so that nothing may be added to it twice."""
    return _holds(catalogue, one, two) or _holds(catalogue, two, one)


def _holds(catalogue: Catalogue, whole: Query, part: Query) -> bool:
    """Whether the indicator of `whole` is computed as a sum of those of `part` and others."""
    return _is_sum_of(catalogue, whole.indicators[0], part.indicators)


def _is_sum_of(catalogue: Catalogue, ident: str, parts: Sequence[str]) -> bool:
    derived = catalogue.indicator(ident).derived
    return derived is not None and derived.op == "sum" and not set(derived.of).isdisjoint(parts)


def _tables(catalogue: Catalogue, query: Query) -> AbstractSet[str]:
    return tables_of(catalogue, catalogue.subject(f"indicator:{query.indicators[0]}"))


def _joint_areas(catalogue: Catalogue, one: Query, two: Query) -> tuple[str, ...]:
    """The areas both are asked for: those that were said, else each indicator's own."""
    areas = catalogue.places.areas
    said = [
        tuple(code for code in query.operands if code in areas) or query.areas
        for query in (one, two)
        if query.origin("area") == "said" and query.operands
    ]
    if said:
        return _merged(*said)
    return tuple(
        dict.fromkeys(
            dict(catalogue.indicator(ident).default).get("area", NATION)
            for query in (one, two)
            for ident in query.indicators
        )
    )


def _merged(*values: tuple[str, ...]) -> tuple[str, ...]:
    """All values in their order, each once."""
    return tuple(dict.fromkeys(value for part in values for value in part))
