"""`ask()`: one question with its memory to one answer. No clock, no network, no randomness, and nothing is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from knowledge.answer import Answer, Citation
from knowledge.asking import claim_wanted
from knowledge.browsing import browsed
from knowledge.comparing import two_subjects
from knowledge.compiled_catalogue import catalogue_of
from knowledge.composing import Composer
from knowledge.conjoined import conjoined
from knowledge.language.tables import word_set
from knowledge.memory import Memory
from knowledge.mentions import Analysis, analyse
from knowledge.messages import (
    begun_anew,
    best_sentence,
    corrected,
    premise,
    several_questions,
    statement_to_check,
    two_asked,
    without_courtesies,
)
from knowledge.model import Language
from knowledge.operations import Operations
from knowledge.outcomes import Found, InWords, NotFound, Talk
from knowledge.protests import doubts, protests
from knowledge.quoting import asks_itself, only_names, only_states, own_lines, points_up, quoted, says_nothing, unmarked
from knowledge.reading import Reading
from knowledge.smalltalk import smalltalk_kind
from knowledge.store import Store
from knowledge.understanding import Understanding, Understood, stated

if TYPE_CHECKING:
    from knowledge.restating import Restated

_LOST = ("not_covered", "not_understood", "unverifiable")
"""Reasons for which a message is tried again sentence by sentence."""
_LANGUAGES = ("engelska", "svenska", "english", "swedish")
_COMPUTING = ("difference", "sum", "share", "ratio", "compare", "top", "bottom", "how_much", "how_many", "who")
"""Cues of a question that is new, though it also asks for another language."""
_ASKED = ("how_much", "how_many", "who", "what", "when", "why", "how")
_SHORT = 15
"""A message of so few characters has no courtesies around its question."""
_LITTLE_ELSE = 4
"""The weight of content that may stand beside "källa?"."""
_OWN_SCORE, _OWN_MASS = 0.45, 2.0
"""From which score and mass a subject is named rather than brushed."""


_STANDS = word_set("står stod säger say says stand stands")
_DOCUMENTS = word_set("""
    tabellen tabell bilagan beslutet dokumentet dokumenten källan presentationen papperet raden underlaget rapporten
    table annex decision document documents source presentation paper row report
""")
_RULES = word_set("fördelning fördelningen fördelningens distribution")
"""Of what "vad bygger fördelningen på?" asks by which rule it was made, and not from which document."""
_ABOUT_IT = word_set("""
    vad va det då egentligen där i på enligt faktiskt men ok okej jaha aha och så exakt what does do it then actually
    in the there but ok okay so and exactly
""")


def _asks_what_stands(analysis: Analysis) -> bool:
    """Whether only what the document says is asked once more: "ok, vad står det i tabellen då?"."""
    said = {norm for norm in analysis.norms if norm.isalpha()}
    whole = said <= _STANDS | _DOCUMENTS | _ABOUT_IT
    return whole and not said.isdisjoint(_STANDS) and not said.isdisjoint(_DOCUMENTS)


class Engine:
    """Answers questions from one store. Safe to use from several threads: nothing in it changes while it answers."""

    def __init__(self, store: Store) -> None:
        """An engine over an open store."""
        self.store = store
        self.catalogue = catalogue_of(store)
        self.operations = Operations(self.catalogue)
        self._composer = Composer(self.catalogue, self.operations)

    def ask(
        self, question: str, memory: Memory | None = None, today: date | None = None, language: Language | None = None
    ) -> Answer:
        """The answer to a question.

        Args:
            question: what was said, of any length, in Swedish or English.
            memory: the conversation so far; the answer's `memory` is the one to pass next time.
            today: decides "i år"; without it such years are not understood.
            language: overrides the language of the question.

        Returns:
            figures, words, a question back, or the reason why there is none.
        """
        memory = memory or Memory()
        text = question
        if len(question) > _SHORT:
            text = without_courtesies(Understanding(self.catalogue, today, language or "sv"), question)
        if quoted(text):
            answer = self._under_quotation(text, memory, today, language)
            answer = answer or self._asked(unmarked(text), memory, today, language, True)
        else:
            answer = self._asked(text, memory, today, language)
        return answer if answer.question == question else replace(answer, question=question)

    def _asked(
        self, question: str, memory: Memory, today: date | None, language: Language | None, quotes: bool = False
    ) -> Answer:
        """The answer to a question without quotation marks before its lines; `quotes` says that it had some."""
        analysis = analyse(question, self.catalogue, memory.language)
        analysis = replace(analysis, language=language or _wished_language(analysis))
        if quotes and only_states(analysis):
            analysis = stated(analysis)
        replayed = self._chosen(question, memory, today) or self._again(analysis, memory, today)
        if replayed is not None:
            return replayed
        whole = self._followed(analysis, memory)
        if isinstance(whole, NotFound):
            return self._composer.answer(question, analysis, Understood(analysis, Reading(analysis), whole), memory)
        if whole is not None:
            return self._in_full(whole, question, memory, today, analysis.language)
        talk = smalltalk_kind(self.catalogue, analysis)
        if talk is not None:
            return Answer(question, analysis.language, "answered", Talk(talk), memory=memory)
        held = browsed(self.catalogue, analysis)
        if held is not None:
            return self._composer.answer(question, analysis, Understood(analysis, Reading(analysis), held), memory)
        return self._answer(question, analysis, memory, Understanding(self.catalogue, today, analysis.language))

    def _followed(self, analysis: Analysis, memory: Memory) -> Restated | NotFound | None:
        """The question in full that a follow-up stands for."""
        if not memory.turns:
            return None
        from knowledge.following import followed  # noqa: PLC0415  (a first question in the terminal follows nothing)

        return followed(self.catalogue, analysis, memory)

    def _answer(self, question: str, analysis: Analysis, memory: Memory, mind: Understanding) -> Answer:
        """The answer to the message's statement, its several questions, all of it, or its best sentence."""
        granted = premise(question)
        if granted is not None:
            told = self._told(granted[0], mind.of(mind.parts(granted[0]), memory), memory)
            answer = self._answer(granted[1], mind.parts(granted[1]), told, mind)
            if answer.status == "answered" or told is not memory:  # both read as one would mix what is asked of which
                return replace(answer, question=question)
        statement = statement_to_check(mind, question)
        said = statement or (analysis if claim_wanted(analysis) else None)
        compared = two_subjects(mind, statement or analysis) or (conjoined(mind, said, memory) if said else None)
        if compared is not None:
            return self._composer.answer(question, compared.analysis, compared, memory)
        if statement is not None:
            checked = mind.of(statement, memory)
            if isinstance(checked.outcome, (Found, InWords)):
                answer = self._composer.answer(question, statement, checked, memory)
                if answer.status == "answered":
                    return answer
        meant = self._put_right(question, memory, mind)
        if meant is not None:
            return meant
        several = several_questions(mind, question, self._told)
        if several is not None:
            return self._composer.answer(question, analysis, several, memory)
        understood = mind.of(analysis, memory)
        both = two_asked(mind, question, understood.outcome) if isinstance(understood.outcome, NotFound) else None
        if both is not None:
            understood = both
        elif isinstance(understood.outcome, NotFound) and understood.outcome.reason in _LOST:
            understood = best_sentence(mind, question, memory, understood.outcome) or understood
        return self._composer.answer(question, understood.analysis, understood, memory)

    def _told(self, question: str, understood: Understood, memory: Memory) -> Memory:
        """The conversation after a question was answered."""
        return self._composer.answer(question, understood.analysis, understood, memory).memory or memory

    def _in_full(
        self, whole: Restated, question: str, memory: Memory, today: date | None, language: Language
    ) -> Answer:
        """The answer to what a short follow-up stands for."""
        known = Memory() if whole.alone else memory
        meant = replace(analyse(whole.text, self.catalogue, language), language=language)
        if whole.named:
            meant = replace(meant, terms=tuple(term for term in meant.terms if term.token not in meant.placed))
        answer = self._answer(whole.text, meant, known, Understanding(self.catalogue, today, language))
        kept = memory if answer.turn is None else memory.with_turn(answer.turn)
        return replace(answer, question=question, memory=kept)

    def _under_quotation(
        self, question: str, memory: Memory, today: date | None, language: Language | None
    ) -> Answer | None:
        """The answer to what is asked under quoted lines, which stand as the turn before; None where it has none."""
        own = own_lines(question)
        said = analyse(own, self.catalogue, memory.language)
        if not own or not (asks_itself(said) or says_nothing(said)):
            return None
        before = self._asked(quoted(question), memory, today, language)
        if says_nothing(said):
            if not analyse(quoted(question), self.catalogue, memory.language).has(*_ASKED):
                return None
            return before if before.status == "answered" and before.verdict is None else None
        remembered = before.memory if before.status == "answered" else memory
        above = analyse(quoted(question), self.catalogue, memory.language)
        for known in (
            (remembered, memory) if points_up(said) or only_names(above) else (memory, remembered)
        ):  # what stands by itself needs nothing of the quotation
            answer = self._asked(own, known, today, language)
            if answer.status == "answered":
                return answer
        return None

    def _put_right(self, question: str, memory: Memory, mind: Understanding) -> Answer | None:
        """The answer to a message that corrects itself; None where it does not, or says nothing new after its "nej"."""
        parts = corrected(question)
        later = analyse(parts[1], self.catalogue, memory.language) if parts is not None else None
        if parts is None or later is None or not (later.places or later.periods or later.content_weight > _LITTLE_ELSE):
            return None
        anew = begun_anew(mind, question)
        whole = self._answer(anew, mind.parts(anew), memory, mind) if anew is not None else None
        if whole is not None and whole.status == "answered":
            return replace(whole, question=question)
        first = self._answer(parts[0], mind.parts(parts[0]), memory, mind)
        answer = self._answer(parts[1], mind.parts(parts[1]), first.memory, mind)
        return replace(answer, question=question) if answer.status == "answered" else None

    # -- wishes about the conversation --------------------------------------------------------------------------------

    def _chosen(self, question: str, memory: Memory, today: date | None) -> Answer | None:
        """An answer to our own question back: the option's number, its label or its question."""
        last = memory.turns[-1] if memory.turns else None
        if last is None:
            return None
        said = question.strip().rstrip(".!").casefold()
        for number, option in enumerate(last.options, 1):
            label, full = option.split("\t")
            if said in (str(number), label.casefold(), full.casefold()):
                return self.ask(full, Memory(memory.turns[:-1]), today, last.language)
        return None

    def _again(self, analysis: Analysis, memory: Memory, today: date | None) -> Answer | None:
        """The last answer in the other language, or with its source, when that is all that is asked."""
        last = memory.turns[-1] if memory.turns else None
        if last is None or not last.asked or analysis.places:
            return None
        content = analysis.content_weight - sum(term.weight for term in analysis.terms if term.text in _LANGUAGES)
        bare = content <= 0 and not analysis.periods and not analysis.amounts
        wished = analysis.has("to_english", "to_swedish") and not analysis.has(*_COMPUTING)
        if wished and (bare or not (analysis.periods or analysis.amounts or self._names_subject(analysis))):
            return self._replayed(memory, today, analysis.language)
        if last.status == "answered" and last.subjects and (protests(analysis) or doubts(analysis)):
            return self._replayed(memory, today, analysis.language)  # "men det stod så i tidningen!" changes no figure
        if last.status == "answered" and last.subjects and _asks_what_stands(analysis):
            return self._replayed(memory, today, analysis.language)
        if bare and last.operation == "claim" and analysis.has("claim"):
            return self._replayed(memory, today, analysis.language)  # "är du säker?" gets the same answer
        if not analysis.has("source") or analysis.has("how_much", "how_many") or not _RULES.isdisjoint(analysis.norms):
            return None
        if not bare and (content > _LITTLE_ELSE or self._names_subject(analysis)):
            return None
        answer = self._replayed(memory, today, analysis.language)
        earlier = memory
        while not answer.citations and len(earlier.turns) > 1:  # "vilken rapport kommer siffrorna ifrån?" after a "nej"
            earlier = Memory(earlier.turns[:-1])
            answer = self._replayed(earlier, today, analysis.language) if earlier.turns[-1].asked else answer
        return replace(answer, meta="source", question=analysis.text) if answer.citations else answer

    def _names_subject(self, analysis: Analysis) -> bool:
        ranked = self.catalogue.matcher.rank(analysis.terms, keep=1)
        return bool(ranked and ranked[0].score > _OWN_SCORE and ranked[0].mass > _OWN_MASS)

    def _replayed(self, memory: Memory, today: date | None, language: Language) -> Answer:
        """The answer to the last question, asked once more."""
        return self.ask(memory.turns[-1].asked, Memory(memory.turns[:-1]), today, language)


def _wished_language(analysis: Analysis) -> Language:
    """The language asked for ("på engelska?"), else the language of the question."""
    if analysis.has("to_english"):
        return "en"
    if analysis.has("to_swedish"):
        return "sv"
    return analysis.language


__all__ = ["Answer", "Citation", "Engine"]
