"""The floor, the margin and the way out: answer, ask back, or say which part failed."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from knowledge.asking import asked, asks_either, asks_number, claim_wanted, yes_no
from knowledge.bodies import held_to_body
from knowledge.both import both_told
from knowledge.catalogue import Catalogue
from knowledge.choosing import chosen
from knowledge.choosing_figures import sum_meant
from knowledge.choosing_told import figure_told, no_figure_asked, of_other_sum, only_repeats, told_instead
from knowledge.doubts import asked_back_before, near_twins, only_column, rivals, vague
from knowledge.fit_words import sums_told
from knowledge.floors import is_good, is_good_together, is_mere_frame, is_only_our_region, is_same_as_last, may_be_twin
from knowledge.language.tables import word_set
from knowledge.language.text import tokenize
from knowledge.model import Fact, Indicator
from knowledge.narrowing import narrowed
from knowledge.outcomes import Clarification, Found, InWords, NotFound, Outcome
from knowledge.periods import find_periods
from knowledge.reading import Candidate, Reading
from knowledge.refusing import asks_for_art, nothing_found, received_alone, refused_qualifier, refused_word
from knowledge.statements import asks_statement
from knowledge.strange_names import unknown_holder
from knowledge.subject_outcomes import SubjectOutcomes
from knowledge.together import adds_up, joined, names_column, names_table, other_subjects
from knowledge.twin_words import without_own_cues
from knowledge.wholes import part_of_whole
from knowledge.whose_number import whose_number

_NAMED = 0.7
"""So much of a fact's name must be said for it to judge what a figure cannot."""
_NOT_JUDGED = ("unknown_period", "not_split", "no_figure", "unverifiable", "not_computable")
"""Reasons for which a statement is held against facts in words too."""
_IN_PER_CENT = word_set("% procent procentmål procentmålet procentsats percent percentage")
_FACTS_TRIED = 6
_CLOSE = 0.5
_NEAR_FACT = 0.3
_JUDGED_WORDS = 2
_COUNTED = 9
"""Up to here a number before what was named counts it."""
_DAY = 10
"""Letters of a day in ISO form."""
_EXPLAINS_MORE = 0.1
_EXPLAINED = 0.95
"""From this share on a fact explains a yes/no question so well that it is told without a verdict."""
_OF_FIGURES = ("how_much", "how_many", "share", "top", "bottom", "sum", "difference", "ratio", "mean", "change", "list")
"""Cues by which a figure is asked for."""


class Decider:
    """Turns one reading into an outcome."""

    def __init__(self, catalogue: Catalogue, reading: Reading, today: date | None) -> None:
        """`today` is passed on to relative years."""
        self._catalogue = catalogue
        self._reading = reading
        self._analysis = reading.analysis
        self._today = today
        self._outcomes = SubjectOutcomes(catalogue, reading, today)

    def decide(self) -> Outcome:
        """The outcome for the best candidate, or why there is none."""
        catalogue, reading = self._catalogue, self._reading
        number = whose_number(catalogue, self._analysis)
        if number is not None:
            return number
        top = reading.candidates[0] if reading.candidates else None
        if top is not None and not is_good(self._analysis, top) and is_same_as_last(reading, top):
            top = replace(top, match=None, remembered=True)  # "20–66?" of the ages that were spoken of
        told = top is not None and top.subject.kind in ("fact", "gap") and is_good(self._analysis, top)
        if not told and asks_statement(self._analysis):
            return NotFound("no_statements", {}, (top.subject,) if top is not None else ())
        refusal = refused_word(catalogue, self._analysis, top)
        if refusal is not None:
            return refusal
        good = top is not None and (is_good(self._analysis, top) or is_good_together(catalogue, reading, top))
        if top is not None and not good and may_be_twin(reading, top):
            return Clarification("subject", tuple(map(catalogue.subject, reading.twins)))
        if top is None or not good or is_only_our_region(self._analysis, top) or is_mere_frame(reading, top):
            received = received_alone(catalogue, reading)
            if received is not None:
                return self.settled(received)
            return nothing_found(catalogue, reading, top)
        if not top.remembered and asks_for_art(self._analysis, top):
            return nothing_found(catalogue, reading, top)
        if self._analysis.has("judgement") and not self._judged_so(top):
            return NotFound("opinion", {}, (top.subject,), claim_wanted(self._analysis))
        unanswered = asked_back_before(reading, top)
        if unanswered:
            return Clarification("subject", tuple(map(catalogue.subject, unanswered)))
        top = part_of_whole(reading, chosen(catalogue, reading, top))
        if top.subject.key in reading.twins:
            analysis = without_own_cues(catalogue, self._analysis, top.subject)
            if analysis is not self._analysis:
                return Decider(catalogue, replace(reading, analysis=analysis), self._today).settled(top)
        return self.settled(top)

    def _told_at_all(self, top: Candidate, outcome: Outcome) -> Outcome | None:
        """Where a yes/no question would get figures and no verdict, the fact that explains more of it."""
        analysis = self._analysis
        if not isinstance(outcome, Found) or outcome.queries[0].claim is not None or not yes_no(analysis):
            return None
        if analysis.regions or analysis.names_area or top.match is None or top.remembered:
            return None
        if any(not amount.definite for amount in analysis.amounts):
            return None
        for other in self._reading.candidates[1:_FACTS_TRIED]:
            fact = other.subject.item
            if isinstance(fact, Fact) and other.match is not None and other.score > _CLOSE * top.score:
                more = other.match.precision > top.match.precision + _EXPLAINS_MORE
                if analysis.amounts and "SEK" not in self._unit_of(top):  # "ska de sex miljarderna fördelas efter …"
                    more = any(amount.value in sums_told(fact) for amount in analysis.amounts)
                if more and is_good(analysis, other):
                    told = self._outcomes.of(other)
                    plain = isinstance(told, NotFound) and told.reason == "unverifiable"
                    return InWords(other.subject) if plain and other.precision >= _EXPLAINED else told
        return None

    def _unit_of(self, top: Candidate) -> str:
        """The unit of an indicator; empty for others."""
        return top.subject.item.unit if isinstance(top.subject.item, Indicator) else ""

    def _judged_so(self, top: Candidate) -> bool:
        """Whether the document itself judges in these words: "är kärninflationen för hög?"."""
        cue, fact = self._analysis.cue("judgement"), top.subject.item
        if cue is None or not isinstance(fact, Fact) or cue.end - cue.start < _JUDGED_WORDS:
            return False
        said = " ".join(self._analysis.norms[cue.start : cue.end])
        return said in fact.answer.sv or said in fact.answer.en

    def settled(self, top: Candidate) -> Outcome:
        """The outcome for the candidate that is meant, by whomever it is said to be done."""
        return held_to_body(self._catalogue, self._analysis, top, self._settled(top))

    def _settled(self, top: Candidate) -> Outcome:
        """The outcome for the candidate that is meant."""
        catalogue, reading = self._catalogue, self._reading
        qualified = refused_qualifier(self._analysis, top)
        if qualified is None:
            qualified = narrowed(catalogue, self._analysis, top)
            other = self._of_that_part(qualified) if qualified is not None else None
            if other is not None and other.subject != top.subject:
                if not self._is_beside(top, other):
                    return self.settled(other)
                qualified = None
        qualified = qualified or unknown_holder(catalogue, self._analysis, top)
        if qualified is not None:
            return qualified
        if top.subject.kind != "fact" and asked(self._analysis) == "why" and not claim_wanted(self._analysis):
            return NotFound("no_reason", {}, (top.subject,))
        possible = vague(catalogue, reading, top) or only_column(catalogue, reading, top)
        if possible:
            return Clarification("subject", possible)
        close = near_twins(reading, top) or rivals(catalogue, reading, top)
        if close:
            return Clarification("subject", (top.subject, *close))
        told = [self._outcomes.of(candidate) for candidate in both_told(catalogue, reading)]
        if told and all(isinstance(outcome, Found) for outcome in told):
            return Found(tuple(query for outcome in told if isinstance(outcome, Found) for query in outcome.queries))
        others = [o for o in other_subjects(catalogue, reading, top) if sum_meant(catalogue, reading, o) is None]
        if self._unit_of(top) == "percent" and not _IN_PER_CENT.isdisjoint(self._analysis.norms):
            others = [other for other in others if self._unit_of(other) == "percent"]  # "målet i %", and no kronor
        if others and names_column(catalogue, self._analysis, top):
            return self.settled(others[0])
        others = [other for other in others if not names_table(catalogue, self._analysis, other, top)]
        if others and names_table(catalogue, self._analysis, top, others[0]):
            return self.settled(others[0])
        outcome = (self._together(top, others) if others else None) or self._outcomes.of(top)
        if no_figure_asked(self._analysis, outcome):
            words = told_instead(reading, top)
            outcome = self._outcomes.of(words) if words else outcome
        if of_other_sum(catalogue, self._analysis, outcome):
            return NotFound("not_covered", {"words": ()}, (top.subject,))
        if isinstance(outcome, Found) and only_repeats(catalogue, self._analysis, outcome.queries):
            words = told_instead(reading, top)
            return self._outcomes.of(words) if words else NotFound("not_covered", {"words": ()}, (top.subject,))
        return (
            self._in_words_instead(top, outcome)
            or self._told_of_year(top, outcome)
            or self._told_at_all(top, outcome)
            or figure_told(catalogue, reading, outcome)
        )

    def _is_beside(self, top: Candidate, other: Candidate) -> bool:
        """Whether a number is asked for, and what seems a part of it is what a fact tells of the same matter."""
        # "when IVO warned of patient safety, how many hospitals had it reviewed?" asks of no patients
        same = other.subject.kind == "fact" and other.subject.about == top.subject.about
        return same and top.subject.kind == "indicator" and asks_number(self._analysis)

    def _of_that_part(self, refusal: NotFound) -> Candidate | None:
        """What is held in words, or known to be lacking, of the part for which a figure is not held."""
        words = refusal.details.get("words", ())
        tokens = {t.token for t in self._analysis.terms if isinstance(words, tuple) and t.text in words}
        for other in self._reading.candidates[:_FACTS_TRIED]:
            in_words = other.subject.kind in ("fact", "gap") and other.match is not None
            if in_words and self._names(other, tokens) and narrowed(self._catalogue, self._analysis, other) is None:
                return other
        return None

    def _names(self, candidate: Candidate, tokens: set[int]) -> bool:
        """Whether a candidate is good, and is named by all of these tokens."""
        return candidate.match is not None and tokens <= candidate.match.matched and is_good(self._analysis, candidate)

    def _in_words_instead(self, top: Candidate, outcome: Outcome) -> Outcome | None:
        """For a statement that no figure can judge, the verdict of a fact on the same matter, if there is one."""
        if not isinstance(outcome, NotFound) or not claim_wanted(self._analysis) or self._analysis.strangers:
            return None
        if outcome.reason not in _NOT_JUDGED:
            return None
        others = self._reading.candidates[1:_FACTS_TRIED]
        dated = any(len(value) == _DAY for period in self._analysis.periods for value in period.values)
        if dated:
            others.sort(key=lambda other: not self._tells_day(other))  # of a day that is stated
        for other in others:
            told = dated and self._tells_day(other)
            named = told or other.match is None or other.match.recall >= _NAMED
            close = other.score > (_NEAR_FACT if told else _CLOSE) * top.score
            if other.subject.kind == "fact" and close and named and is_good(self._analysis, other):
                judged = self._outcomes.of(other)
                if isinstance(judged, InWords) and (judged.verdict is not None or asks_either(self._analysis)):
                    return judged
        return None

    def _tells_day(self, candidate: Candidate) -> bool:
        """Whether a fact explains the whole of a statement, and tells of one day."""
        fact, match = candidate.subject.item, candidate.match
        whole = isinstance(fact, Fact) and match is not None and match.precision >= _EXPLAINED
        if not whole or not isinstance(fact, Fact):
            return False
        told = {value for period in find_periods(tokenize(fact.answer.sv)) for value in period.values}
        return len({value for value in told if len(value) == _DAY}) == 1

    def _told_of_year(self, top: Candidate, outcome: Outcome) -> Outcome | None:
        """Where no figure is held for a year and none is asked for, the fact on the same matter that tells of it."""
        analysis = self._analysis
        if not isinstance(outcome, NotFound) or outcome.reason != "unknown_period" or analysis.names_area:
            return None
        if asks_number(analysis) or analysis.has(*_OF_FIGURES) or analysis.amounts:
            return None
        years = {value[:4] for period in analysis.periods if not period.weak for value in period.values}
        mine = top.match.precision if top.match is not None else 1.0
        told: list[Candidate] = []
        for other in self._reading.candidates[1:_FACTS_TRIED] if years else ():
            fact, match = other.subject.item, other.match
            if not isinstance(fact, Fact) or match is None or match.precision <= mine:
                continue
            of_year = all(year in fact.answer.sv or year in fact.evidence for year in years)
            if of_year and other.score >= _NEAR_FACT * top.score and is_good(analysis, other):
                told.append(other)
        judged = self._outcomes.of(max(told, key=lambda other: other.precision)) if told else None
        return judged if isinstance(judged, InWords) else None

    def _counts_more(self, outcome: Found) -> bool:
        """Whether more things are counted than were understood to be added: "A, B och C, vad blir de tre ihop?"."""
        query = outcome.queries[0]
        counted = {amount.value for amount in self._analysis.amounts if amount.bare and amount.definite}
        return query.operation == "sum" and any(len(query.indicators) < count <= _COUNTED for count in counted)

    def _together(self, top: Candidate, others: list[Candidate]) -> Outcome | None:
        """What several subjects give together; None where they are not to be computed with, and the first is meant."""
        beside = SubjectOutcomes(self._catalogue, self._reading, self._today, alone=False)
        outcome = beside.of(top)
        for other in others if isinstance(outcome, Found) else ():
            more = beside.of(other)
            if isinstance(outcome, Found) and isinstance(more, Found) and not adds_up(self._analysis, outcome, more):
                whole = other.match is not None and other.match.complete and top.match and not top.match.complete
                outcome = more if whole else outcome  # "regeringens samlade budget för kökortning" is no board's cost
            elif isinstance(outcome, Found) and isinstance(more, Found):
                outcome = joined(self._catalogue, self._analysis, outcome, more)
        computed = isinstance(outcome, Found) and len(outcome.queries[0].indicators) > 1
        alone = self._outcomes.of(top)
        if (
            computed
            and isinstance(outcome, Found)
            and outcome.queries[0].claim is None
            and claim_wanted(self._analysis)
        ):
            return alone if isinstance(alone, NotFound) else NotFound("unverifiable", {}, (top.subject,), claim=True)
        if computed and isinstance(outcome, Found) and self._counts_more(outcome):
            return NotFound("not_computable", {"subject": top.subject}, (top.subject,))
        return outcome if computed or isinstance(alone, Found) else alone
