"""The floor, the margin and the way out: answer, ask back, or say which part failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from knowledge.agreement import verdict_on
from knowledge.asking import claim_wanted, rather_kronor, yes_no
from knowledge.catalogue import Catalogue
from knowledge.choosing import (
    is_good,
    named_fact,
    rather_aspect,
    rather_column,
    rather_count,
    rather_gap,
    rather_rows,
    rather_whole,
    rather_words,
    rivals,
    vague,
)
from knowledge.fit_wish import NEGATIONS
from knowledge.kinship import has_many_areas, sibling
from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.members import asks_members
from knowledge.mentions import Analysis
from knowledge.model import UNNAMED, Fact, Gap, Indicator, Table
from knowledge.outcomes import Clarification, Found, InWords, NotFound, Outcome, stranger
from knowledge.planning import Planner
from knowledge.reading import Candidate, Reading
from knowledge.refusing import nothing_found, refused_word
from knowledge.slot_filling import SlotFiller
from knowledge.slots import Slots
from knowledge.together import joined, other_subjects
from knowledge.weights import WEIGHTS

_SEXES = word_set("män kvinnor kvinnliga manliga pojkar flickor kön men's women's women male female boys girls")
_NAMING_ASPECTS = ("which", "who", "list", "where")
_NOT_JUDGED = ("unknown_period", "not_split", "no_figure", "unverifiable", "not_computable")
"""Reasons for which a statement is held against facts in words too."""
_FACTS_TRIED = 6
_CLOSE = 0.5
_NEARLY_NAMED = 0.9
_WHOLE = 0.85
_PLACING = word_set("på i vid hos från för at in for from")
_BUT = word_set("utom förutom but except")
_HOLDING = word_set("på hos vid inom har fick får hade at by within has had got")
"""Words after which the one stands that a figure would be of."""
_NAMELESS = 2.0
"""From this weight on a word that no subject has is a name or a topic of its own."""
_SHORT_WORD = 2
_OF_A_PLACE = ("lookup", "share", "sum", "position", "change", "difference")
"""Operations that would answer for the nation where a region's name was not understood."""


class Decider:
    """Turns one reading into an outcome."""

    def __init__(self, catalogue: Catalogue, reading: Reading, today: date | None) -> None:
        """`today` is passed on to relative years."""
        self._catalogue = catalogue
        self._reading = reading
        self._analysis = reading.analysis
        self._slots = SlotFiller(catalogue, reading, today)
        self._planner = Planner(catalogue, reading)
        self._alone = True
        """Whether a subject is to give all that is asked for by itself."""

    def decide(self) -> Outcome:
        """The outcome for the best candidate, or why there is none."""
        catalogue, reading = self._catalogue, self._reading
        top = reading.candidates[0] if reading.candidates else None
        if top is not None and not is_good(self._analysis, top) and self._same_as_last(top):
            top = replace(top, match=None, remembered=True)  # "20–66?" of the ages that were spoken of
        refusal = refused_word(catalogue, self._analysis, top)
        if refusal is not None:
            return refusal
        good = top is not None and (is_good(self._analysis, top) or self._good_together(top))
        if top is None or not good or self._only_our_region(top):
            return nothing_found(catalogue, reading, top)
        if self._analysis.has("judgement"):
            return NotFound("opinion", {}, (top.subject,), claim_wanted(self._analysis))
        top = rather_count(reading, rather_words(catalogue, reading, named_fact(reading, top)))
        top = rather_column(reading, rather_aspect(reading, rather_whole(reading, top)))
        top = rather_gap(catalogue, reading, rather_rows(reading, top))
        qualified = self._qualifier(top) or self._holder(top)
        if qualified is not None:
            return qualified
        possible = vague(catalogue, reading, top)
        if possible:
            return Clarification("subject", possible)
        close = rivals(catalogue, reading, top)
        if close:
            return Clarification("subject", (top.subject, *close))
        others = other_subjects(catalogue, reading, top)
        outcome = (self._together(top, others) if others else None) or self._outcome_of(top)
        return self._in_words_instead(top, outcome) or outcome

    def _in_words_instead(self, top: Candidate, outcome: Outcome) -> Outcome | None:
        """For a statement that no figure can judge, the verdict of a fact on the same matter, if there is one."""
        if not isinstance(outcome, NotFound) or not claim_wanted(self._analysis) or self._analysis.strangers:
            return None
        if outcome.reason not in _NOT_JUDGED:
            return None
        for other in self._reading.candidates[1:_FACTS_TRIED]:
            fact = other.subject.item
            if isinstance(fact, Fact) and other.score > _CLOSE * top.score and is_good(self._analysis, other):
                judged = self._fact(other, fact)
                if isinstance(judged, InWords) and judged.verdict is not None:
                    return judged
        return None

    def _together(self, top: Candidate, others: list[Candidate]) -> Outcome | None:
        """What several subjects give together; None where they are not to be computed with, and the first is meant."""
        self._alone = False
        outcome = self._outcome_of(top)
        for other in others if isinstance(outcome, Found) else ():
            more = self._outcome_of(other)
            if isinstance(outcome, Found) and isinstance(more, Found):
                outcome = joined(self._catalogue, self._analysis, outcome, more)
        self._alone = True
        computed = isinstance(outcome, Found) and len(outcome.queries[0].indicators) > 1
        alone = self._outcome_of(top)
        return outcome if computed or isinstance(alone, Found) else alone

    def _qualifier(self, top: Candidate) -> NotFound | None:
        """The refusal of a figure by sex, which none here is divided by."""
        matched = top.match.matched if top.match is not None else frozenset()
        for i, token in enumerate(self._analysis.tokens):
            if token.norm in _SEXES and i not in matched and top.subject.kind != "fact":
                return NotFound("not_covered", {"words": (token.text,)}, (top.subject,), claim_wanted(self._analysis))
        return None

    def _holder(self, top: Candidate) -> NotFound | None:
        """The refusal of a figure for somebody nothing is known of: "vårdplatser på Sahlgrenska", "hos Capio"."""
        if top.subject.kind == "gap" or claim_wanted(self._analysis):
            return None
        if top.subject.kind == "fact" and top.match is not None and top.match.recall >= _WHOLE:
            return None
        left = (
            top.match.unexplained
            if top.match is not None
            else self._catalogue.matcher.unexplained(top.subject, self._analysis.terms)
        )
        norms = self._analysis.norms
        last = max((i for i, token in enumerate(self._analysis.tokens) if token.is_word), default=0)
        for term in left:
            before = norms[term.token - 1] if term.token else ""
            held = before in _HOLDING and len(term.text) > _SHORT_WORD
            named = term.token == last and self._analysis.tokens[last].capital and last > 0
            if not term.parts and term.weight >= _NAMELESS and (held or named):
                return NotFound("not_covered", {"words": (term.text,)}, (top.subject,))
        return None

    def _good_together(self, top: Candidate) -> bool:
        """Whether two subjects that are to be computed with explain together what the first alone does not."""
        if top.match is None or top.score < WEIGHTS.floor or top.subject.kind != "indicator":
            return False
        if not self._analysis.has("ratio", "difference", "share", "compare", "more_than", "less_than", "sum"):
            return False
        explained = set(top.match.explained)
        for other in other_subjects(self._catalogue, self._reading, top):
            explained |= other.match.explained if other.match is not None else set()
        got = sum(term.weight for term in self._analysis.terms if term.token in explained)
        return got >= WEIGHTS.precision_floor * self._analysis.content_weight and explained != set(top.match.explained)

    def _same_as_last(self, top: Candidate) -> bool:
        """Whether a candidate found by small numbers alone is what the conversation is about."""
        last = self._reading.last
        return last is not None and self._reading.elliptical and top.subject.key in last.subjects

    def _only_our_region(self, top: Candidate) -> bool:
        """Whether "vår region" is all that is said, and the subject is a guess from it."""
        guessed = not top.remembered and top.match is not None and top.match.recall < _NEARLY_NAMED
        return guessed and self._analysis.has("our_region") and not self._analysis.content_weight

    # -- one subject --------------------------------------------------------------------------------------------------

    def _outcome_of(self, candidate: Candidate) -> Outcome:
        item = candidate.subject.item
        if isinstance(item, Gap):
            return NotFound(item.reason, {"gap": item}, (candidate.subject,), claim_wanted(self._analysis))
        if isinstance(item, Fact):
            return self._fact(candidate, item)
        if isinstance(item, Table):
            return self._table(candidate, item)
        return self._indicator(candidate, item)

    def _fact(self, candidate: Candidate, fact: Fact) -> Outcome:
        """A fact as it stands, or the verdict on a statement about it."""
        analysis = self._analysis
        wants_verdict = claim_wanted(analysis)
        areas, named = self._catalogue.places.areas, {place.code for place in analysis.regions}
        beside = [place for place in analysis.strangers if areas[place.code].parent not in named]
        if beside:
            return stranger(areas[beside[0].code], claim=wants_verdict)
        if candidate.remembered and analysis.has("how_much", "how_many", "share") and not wants_verdict:
            return NotFound("no_figure", {"fact": fact}, (candidate.subject,))
        if fact.aspect not in _NAMING_ASPECTS and _asks_region(analysis) and not self._names_region(fact):
            return NotFound("not_covered", {"words": ()}, (candidate.subject,), wants_verdict)
        opened = any(cue.start == 0 and cue.id in ("what", "how") for cue in analysis.cues)
        if not wants_verdict or opened or analysis.has("who", "when", "why", "how_much", "how_many"):
            return InWords(candidate.subject)
        verdict = verdict_on(self._catalogue, analysis, candidate, fact)
        if verdict is None:
            if yes_no(analysis) and not analysis.has("claim") and not analysis.amounts and _named_whole(candidate):
                return InWords(candidate.subject)  # the reader sees what the document says, and no verdict
            return NotFound("unverifiable", {"fact": fact}, (candidate.subject,), claim=True)
        return InWords(candidate.subject, verdict)

    def _names_region(self, fact: Fact) -> bool:
        """Whether a fact speaks of one region by name."""
        return any(a.kind == "region" and a.name in fact.answer.sv for a in self._catalogue.places.areas.values())

    def _table(self, candidate: Candidate, table: Table) -> Outcome:
        """The rows of a table, or its total."""
        analysis = self._analysis
        first = self._catalogue.indicator(table.indicators[0])
        unnamed = UNNAMED in self._catalogue.holdings(first.id).areas
        if unnamed and asks_members(self._catalogue, self._reading, first):
            details: dict[str, object] = {"kind": "unnamed", "subject": candidate.subject}
            return NotFound("unknown_area", details, (candidate.subject,), claim_wanted(analysis))
        rows = analysis.has("list", "top", "bottom", "mean", "median") or (
            analysis.has("what", "descending", "ascending") and not analysis.has("sum", "how_much")
        )
        if table.total and not rows:
            total = replace(candidate, subject=self._catalogue.subject(f"indicator:{table.total}"))
            return self._indicator(total, self._catalogue.indicator(table.total))
        return self._planned(candidate, self._rows_of(table), table.id)

    def _rows_of(self, table: Table) -> tuple[str, ...]:
        """The rows to rank or average: without the total, unless the whole table is wanted."""
        if self._analysis.has("top", "bottom", "mean", "median"):
            return tuple(ident for ident in table.indicators if ident != table.total)
        return table.indicators

    def _indicator(self, candidate: Candidate, indicator: Indicator) -> Outcome:
        """The figures of an indicator; of a table's total, the rows where those are meant."""
        subject, analysis = candidate.subject, self._analysis
        if asks_members(self._catalogue, self._reading, indicator):
            if UNNAMED in self._catalogue.holdings(indicator.id).areas:
                details: dict[str, object] = {"kind": "unnamed", "subject": subject}
                return NotFound("unknown_area", details, (subject,), claim_wanted(analysis))
            return NotFound("not_split", {"members": True, "subject": subject}, (subject,), claim_wanted(analysis))
        rows = analysis.has("top", "bottom") or (
            analysis.has("list", "mean", "median") and not analysis.has("each_period", "sum", "how_much")
        )
        rows = rows or (analysis.has("who", "what") and _sums_stated(analysis) and not claim_wanted(analysis))
        for table in self._catalogue.store.tables.values() if rows else ():
            if table.total == indicator.id:
                return self._planned(candidate, self._rows_of(table), table.id)
        if analysis.has("top", "bottom") and indicator.derived is not None and indicator.derived.op == "sum":
            return self._planned(candidate, indicator.derived.of, "")
        candidate = self._other_side(candidate, indicator)
        in_unit = self._in_unit(candidate, self._catalogue.indicator(candidate.subject.id))
        return self._planned(in_unit, (in_unit.subject.id,), "")

    def _other_side(self, candidate: Candidate, indicator: Indicator) -> Candidate:
        """For "hur många har inte lånat?" or "alla utom tre" the number of those that have not."""
        if indicator.unit != "count" or not (self._analysis.has("how_many") or _all_but(self._analysis)):
            return candidate
        if claim_wanted(self._analysis) and not _all_but(self._analysis):
            return candidate
        negative = self._analysis.has("not", "without")
        if _all_but(self._analysis) and not claim_wanted(self._analysis):  # "alla utom tre drar ner: hur många är det?"
            negative = False
        if NEGATIONS.isdisjoint(words(normal(indicator.name.sv))) != negative:
            return candidate
        store = self._catalogue.store.indicators.values()
        others = [
            i.id for i in store if i.derived and i.derived.op == "difference" and indicator.id in i.derived.of[1:]
        ]
        others += indicator.derived.of[1:] if indicator.derived and indicator.derived.op == "difference" else ()
        if not others:
            return candidate
        return replace(candidate, subject=self._catalogue.subject(f"indicator:{others[0]}"), match=None)

    def _in_unit(self, candidate: Candidate, indicator: Indicator) -> Candidate:
        """Of what is held both in kronor and in per cent, the one that is wanted, or in which a share is stated."""
        if indicator.unit == "percent" and rather_kronor(self._analysis) and not candidate.remembered:
            others = sibling(self._catalogue, indicator, "SEK")
            return replace(candidate, subject=others[0], match=None) if others else candidate
        units = {amount.unit for amount in self._analysis.amounts if amount.unit and not amount.definite}
        if indicator.unit != "SEK" or units != {"percent"} or not claim_wanted(self._analysis):
            return candidate
        if self._analysis.has("in_kronor", "change"):
            return candidate
        others = sibling(self._catalogue, indicator, "percent")
        return replace(candidate, subject=others[0], match=None) if others else candidate

    # -- from slots to a query ----------------------------------------------------------------------------------------

    def _planned(self, candidate: Candidate, indicators: tuple[str, ...], table: str) -> Outcome:
        """The query for a subject that stands for `indicators`, or which of its parts is lacking."""
        wants_verdict = claim_wanted(self._analysis)
        slots = self._slots.fill(candidate, indicators)
        if isinstance(slots, NotFound):
            return replace(slots, claim=wants_verdict)
        query = self._planner.plan(candidate, slots, table, alone=self._alone)
        if isinstance(query, NotFound):
            if query.reason == "our_region":
                return Clarification("area", (candidate.subject,))
            return replace(query, claim=wants_verdict)
        stray = self._stray_place(candidate, slots) if query.operation in _OF_A_PLACE else ""
        if stray:
            details: dict[str, object] = {"word": stray, "subject": candidate.subject}
            return NotFound("unknown_place", details, (candidate.subject,), wants_verdict)
        views = self._planner.views(candidate, slots, query)
        if views:
            return Found(views)
        if query.operation == "mean" and self._planner.both_averages(candidate, slots):
            return Found((query, replace(query, operation="median")))
        return Found((query,))

    def _strange_name(self, candidate: Candidate) -> str:
        """A name that nothing here knows, after a preposition of place: "vårdplatser på Karolinska"."""
        tokens = self._analysis.tokens
        for term in candidate.match.unexplained if candidate.match is not None else ():
            before = tokens[term.token - 1].norm if term.token else ""
            if tokens[term.token].capital and before in _PLACING and not term.parts and term.weight > WEIGHTS.plain:
                return tokens[term.token].text
        return ""

    def _stray_place(self, candidate: Candidate, slots: Slots) -> str:
        """A word that nothing explains where a region could stand: "bidrag region Narnia" is not the national total."""
        if slots.area_said or candidate.match is None:
            return ""
        strange = self._strange_name(candidate)
        if strange or not has_many_areas(self._catalogue, slots.indicators[0]):
            return strange
        vocabulary = self._catalogue.vocabulary
        for term in candidate.match.unexplained:
            if not term.measure and len(term.text) > _SHORT_WORD and vocabulary.look_up(term.text).status == "unknown":
                return self._analysis.tokens[term.token].text
        return ""


def _named_whole(candidate: Candidate) -> bool:
    """Whether the question names the subject and nothing that the subject does not have."""
    match = candidate.match
    return match is not None and match.recall >= _WHOLE and match.precision >= _WHOLE


def _asks_region(analysis: Analysis) -> bool:
    """Whether "vilken region" is asked, which a fact of another kind does not answer."""
    return not analysis.regions and any(
        first in ("vilken", "which") and second in ("region", "landsting", "county")
        for first, second in pairwise(analysis.norms)
    )


def _all_but(analysis: Analysis) -> bool:
    """Whether "alla utom tre" states how many do not."""
    return analysis.has("all") and any(
        amount.bare and amount.start and analysis.norms[amount.start - 1] in _BUT for amount in analysis.amounts
    )


def _sums_stated(analysis: Analysis) -> bool:
    """Whether sums of money are stated, of which one looks for the owner: "vilken åtgärd ger tio miljoner?"."""
    return any(amount.unit == "SEK" and not amount.definite for amount in analysis.amounts)
