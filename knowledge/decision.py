"""The floor, the margin and the way out: answer, ask back, or say which part failed."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from knowledge.asking import asked, claim_wanted
from knowledge.both import both_told
from knowledge.catalogue import Catalogue
from knowledge.choosing import chosen
from knowledge.doubts import near_twins, rivals, vague
from knowledge.floors import is_good, is_good_together, is_mere_frame, is_only_our_region, is_same_as_last, may_be_twin
from knowledge.narrowing import narrowed
from knowledge.outcomes import Clarification, Found, InWords, NotFound, Outcome
from knowledge.reading import Candidate, Reading
from knowledge.refusing import nothing_found, refused_qualifier, refused_word
from knowledge.strange_names import unknown_holder
from knowledge.subject_outcomes import SubjectOutcomes
from knowledge.together import joined, names_column, other_subjects
from knowledge.twin_words import without_own_cues

_NAMED = 0.7
"""So much of a fact's name must be said for it to judge what a figure cannot."""
_NOT_JUDGED = ("unknown_period", "not_split", "no_figure", "unverifiable", "not_computable")
"""Reasons for which a statement is held against facts in words too."""
_FACTS_TRIED = 6
_CLOSE = 0.5


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
        top = reading.candidates[0] if reading.candidates else None
        if top is not None and not is_good(self._analysis, top) and is_same_as_last(reading, top):
            top = replace(top, match=None, remembered=True)  # "20–66?" of the ages that were spoken of
        refusal = refused_word(catalogue, self._analysis, top)
        if refusal is not None:
            return refusal
        good = top is not None and (is_good(self._analysis, top) or is_good_together(catalogue, reading, top))
        if top is not None and not good and may_be_twin(reading, top):
            return Clarification("subject", tuple(map(catalogue.subject, reading.twins)))
        if top is None or not good or is_only_our_region(self._analysis, top) or is_mere_frame(reading, top):
            return nothing_found(catalogue, reading, top)
        if self._analysis.has("judgement"):
            return NotFound("opinion", {}, (top.subject,), claim_wanted(self._analysis))
        top = chosen(catalogue, reading, top)
        if top.subject.key in reading.twins:
            analysis = without_own_cues(catalogue, self._analysis, top.subject)
            if analysis is not self._analysis:
                return Decider(catalogue, replace(reading, analysis=analysis), self._today).settled(top)
        return self.settled(top)

    def settled(self, top: Candidate) -> Outcome:
        """The outcome for the candidate that is meant."""
        catalogue, reading = self._catalogue, self._reading
        qualified = refused_qualifier(self._analysis, top)
        if qualified is None:
            qualified = narrowed(catalogue, self._analysis, top)
            other = self._of_that_part(qualified) if qualified is not None else None
            if other is not None and other.subject != top.subject:
                return self.settled(other)
        qualified = qualified or unknown_holder(catalogue, self._analysis, top)
        if qualified is not None:
            return qualified
        if top.subject.kind != "fact" and asked(self._analysis) == "why" and not claim_wanted(self._analysis):
            return NotFound("no_reason", {}, (top.subject,))
        possible = vague(catalogue, reading, top)
        if possible:
            return Clarification("subject", possible)
        close = near_twins(reading, top) or rivals(catalogue, reading, top)
        if close:
            return Clarification("subject", (top.subject, *close))
        told = [self._outcomes.of(candidate) for candidate in both_told(catalogue, reading)]
        if told and all(isinstance(outcome, Found) for outcome in told):
            return Found(tuple(query for outcome in told if isinstance(outcome, Found) for query in outcome.queries))
        others = other_subjects(catalogue, reading, top)
        rows = [other for other in others if names_column(catalogue, self._analysis, top, other)]
        if rows:
            return self.settled(rows[0])
        outcome = (self._together(top, others) if others else None) or self._outcomes.of(top)
        return self._in_words_instead(top, outcome) or outcome

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
        for other in self._reading.candidates[1:_FACTS_TRIED]:
            named = other.match is None or other.match.recall >= _NAMED
            close = other.score > _CLOSE * top.score
            if other.subject.kind == "fact" and close and named and is_good(self._analysis, other):
                judged = self._outcomes.of(other)
                if isinstance(judged, InWords) and judged.verdict is not None:
                    return judged
        return None

    def _together(self, top: Candidate, others: list[Candidate]) -> Outcome | None:
        """What several subjects give together; None where they are not to be computed with, and the first is meant."""
        beside = SubjectOutcomes(self._catalogue, self._reading, self._today, alone=False)
        outcome = beside.of(top)
        for other in others if isinstance(outcome, Found) else ():
            more = beside.of(other)
            if isinstance(outcome, Found) and isinstance(more, Found):
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
        return outcome if computed or isinstance(alone, Found) else alone
