"""`ask()`: one question with its memory to one answer. No clock, no network, no randomness, and nothing is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from knowledge import claims
from knowledge.catalogue import Catalogue, Subject
from knowledge.cues import Cue
from knowledge.decision import Decider
from knowledge.interpretation import Interpreter, Reading
from knowledge.memory import Memory, Said, Turn
from knowledge.mentions import Analysis, analyse
from knowledge.model import Fact, Gap, Language, Observation
from knowledge.operations import Operations
from knowledge.outcomes import Clarification, Found, InWords, NotFound, Option, Outcome, Talk
from knowledge.query import Query, Result
from knowledge.store import Store

_LOST = ("not_covered", "not_understood", "unverifiable")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+|[\"”“»«]+\s*|\s+[–—-]\s+|(?<=\w):\s+")
_TAIL = re.compile(r"(?P<body>.{8,}?)(?P<mark>[.!…,”\"]|\s[–-])\s+(?P<tail>[^.!?\n,]{2,60}\??)$", re.DOTALL)
_QUESTIONS = re.compile(r"[?\n;]+\s*(?:\d[.)]\s*)?|^\s*\d[.)]\s+")
_MOST_QUESTIONS = 4
_MOST_SENTENCES = 8
_SOME_CONTENT = 2.5
_SURE = 0.5
_FEW_WORDS = 3
_FILLERS = frozenset([
    "du",
    "dig",
    "så",
    "och",
    "för",
    "det",
    "jag",
    "är",
    "var",
    "a",
    "the",
    "you",
    "for",
    "bot",
    "boten",
    "siffersvar",
    "alla",
    "igen",
    "hela",
    "gänget",
    "bäst",
    "that",
    "was",
    "so",
    "much",
    "very",
    "det's",
    "its",
    "this",
    "my",
    "me",
    "er",
    "ni",
    "mig",
    "all",
    "u",
    "tack",
])
_REQUESTS = frozenset([
    "ta",
    "fram",
    "siffran",
    "siffror",
    "siffra",
    "visa",
    "ge",
    "kolla",
    "hitta",
    "skicka",
    "mötet",
    "få",
    "show",
    "give",
    "get",
    "find",
    "figure",
    "number",
    "figures",
    "numbers",
])
_QUOTED = re.compile(r"^\s*>", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a figure or fact stands: source id, place in the document, and the fragment that holds it."""

    source: str
    place: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is to be said, before it is put into words.

    `status` is answered, clarify or no_answer; `reason` names the part that failed; `verdict` is set for claims.
    `results` hold figures with their inputs; `subject` is the fact, gap or nearest indicator; `turn` is what the conversation is
    to remember; `reading` and `outcome` say how the question was understood.
    """

    question: str
    language: Language
    status: str
    outcome: Outcome
    reading: Reading | None = None
    reason: str | None = None
    verdict: str | None = None
    results: tuple[Result, ...] = ()
    subject: Subject | None = None
    citations: tuple[Citation, ...] = ()
    options: tuple[Option, ...] = ()
    turn: Turn | None = None
    meta: str = ""
    """Source where the person asked where a figure comes from; rounded where it is to be rounded."""
    memory: Memory = field(default_factory=Memory)


def stated(analysis: Analysis) -> Analysis:
    """The analysis of a text that is put forward to be checked, such as a quoted line."""
    end = len(analysis.tokens)
    return replace(analysis, cues=(*analysis.cues, Cue("claim", end, end)))


class Engine:
    """Answers questions from one store. Safe to use from several threads: nothing in it changes while it answers."""

    def __init__(self, store: Store) -> None:
        """An engine over an open store."""
        self.store = store
        self.catalogue = Catalogue.of(store)
        self.operations = Operations(self.catalogue)
        self._interpreter = Interpreter(self.catalogue)

    def ask(
        self, question: str, memory: Memory | None = None, today: date | None = None, language: Language | None = None
    ) -> Answer:
        """The answer to a question.

        `memory` is the conversation so far (see `Answer.memory` for what to pass next time), `today` decides "i år",
        `language` overrides the language of the question.
        """
        memory = memory or Memory()
        analysis = analyse(question, self.catalogue, memory.language)
        spoken = language or self._language(analysis, memory)
        analysis = replace(analysis, language=spoken)
        if (
            _QUOTED.search(question)
            and not analysis.has("claim")
            and not analysis.has("how_much", "how_many", "who", "what", "when", "why")
        ):
            analysis = stated(analysis)
        special = (
            self._chosen(question, memory, today, spoken)
            or self._again(analysis, memory, today, spoken)
            or self._talk(question, analysis, memory)
        )
        if special is not None:
            return special
        body = self._without_tail(question, analysis)
        if body is not None:
            statement = replace(stated(analyse(body, self.catalogue, analysis.language)), language=spoken)
            reading = self._interpreter.read(statement, memory)
            outcome = Decider(self.catalogue, reading, today).decide()
            if isinstance(outcome, (Found, InWords)):
                answer = self._answer(question, statement, memory, reading, outcome)
                if answer.status == "answered":
                    return answer
        several = self._several(question, analysis, memory, today)
        if several is not None:
            return self._answer(question, analysis, memory, *several)
        reading = self._interpreter.read(analysis, memory)
        outcome = Decider(self.catalogue, reading, today).decide()
        if isinstance(outcome, NotFound) and outcome.reason in _LOST:
            part = self._part(question, analysis, memory, today, outcome)
            if part is not None:
                analysis, reading, outcome = part
        return self._answer(question, analysis, memory, reading, outcome)

    def _without_tail(self, question: str, whole: Analysis) -> str | None:
        """A statement without the short question behind it that asks whether it is right ("… 80,8 miljoner. Är beloppet okej?")."""
        match = _TAIL.match(question.strip())
        if match is None or any(mark in match["body"] for mark in "?\n"):
            return None
        tail = analyse(match["tail"], self.catalogue, whole.language)
        body = analyse(match["body"], self.catalogue, whole.language)
        asks = {
            "how_much",
            "how_many",
            "who",
            "what",
            "when",
            "why",
            "where",
            "source",
            "list",
            "top",
            "bottom",
            "sum",
            "share",
            "difference",
            "per_capita",
            "to_english",
            "to_swedish",
        }
        if not (match["tail"].endswith("?") or tail.has("claim")):
            return None
        if tail.places or tail.periods or tail.amounts or any(cue.id in asks for cue in tail.cues):
            return None
        if any(cue.id in ("what", "how", "how_much", "how_many", "who", "why") and cue.start < 3 for cue in body.cues):
            return None
        states = (
            body.amounts
            or body.has(
                "more_than", "less_than", "as_much", "top", "bottom", "change", "all", "none_less", "none_more", "claim"
            )
            or tail.has("claim")
        )
        if not states or not (body.content_weight or body.places):
            return None
        if match["mark"] == "," and not tail.has("claim"):
            return None
        return match["body"]

    def _several(
        self, question: str, whole: Analysis, memory: Memory, today: date | None
    ) -> tuple[Reading, Outcome] | None:
        """Several whole questions in one message ("Vad fick Skåne? Hur lång är medianväntetiden?"): all their queries together."""
        pieces = [piece for piece in _QUESTIONS.split(question) if len(piece.split()) > 1]
        if not 1 < len(pieces) <= _MOST_QUESTIONS:
            return None
        queries: list[Query] = []
        readings: list[Reading] = []
        for piece in pieces:
            analysis = replace(analyse(piece, self.catalogue, whole.language), language=whole.language)
            reading = self._interpreter.read(analysis, Memory())
            outcome = (
                Decider(self.catalogue, reading, today).decide() if analysis.content_weight > _SOME_CONTENT else None
            )
            if (
                not isinstance(outcome, Found)
                or any(query.claim for query in outcome.queries)
                or reading.candidates[0].score < _SURE
            ):
                return None
            queries += outcome.queries
            readings.append(reading)
        return (readings[0], Found(tuple(queries[:4]))) if len({query.indicators for query in queries}) > 1 else None

    def _part(
        self, question: str, whole: Analysis, memory: Memory, today: date | None, lost: NotFound
    ) -> tuple[Analysis, Reading, Outcome] | None:
        """The sentence of a longer message that can be answered, when the message as a whole cannot: the best one, the last of equals."""
        pieces = [piece.strip() for piece in _SENTENCES.split(question) if len(piece.split()) > 1]
        if len(pieces) < 2:
            return None
        found: list[tuple[float, int, tuple[Analysis, Reading, Outcome]]] = []
        for number, piece in enumerate(pieces[:_MOST_SENTENCES]):
            analysis = replace(analyse(piece, self.catalogue, whole.language), language=whole.language)
            if lost.claim and not analysis.has("claim"):
                analysis = stated(analysis)
            reading = self._interpreter.read(analysis, memory)
            outcome = Decider(self.catalogue, reading, today).decide()
            top = reading.candidates[0] if reading.candidates else None
            if (
                isinstance(outcome, (Found, InWords))
                and top is not None
                and (analysis.content_weight > _SOME_CONTENT or (analysis.places and analysis.has("received")))
                and (isinstance(outcome, Found) or top.score > _SURE)
            ):
                if (
                    isinstance(outcome, Found)
                    and outcome.queries[0].claim is not None
                    and not lost.claim
                    and outcome.queries[0].origin("area") != "said"
                    and not analysis.has("claim")
                ):
                    continue
                found.append((reading.candidates[0].score, number, (analysis, reading, outcome)))
        return max(found, key=lambda item: item[:2])[2] if found else None

    def _language(self, analysis: Analysis, memory: Memory) -> Language:
        if analysis.has("to_english"):
            return "en"
        if analysis.has("to_swedish"):
            return "sv"
        return analysis.language

    # -- wishes about the conversation --------------------------------------------------------------------------------

    def _chosen(self, question: str, memory: Memory, today: date | None, language: Language) -> Answer | None:
        """An answer to our own question back: the option's number or its label."""
        last = memory.turns[-1] if memory.turns else None
        if last is None or not last.options:
            return None
        said = question.strip().rstrip(".!").casefold()
        labels = [option.split("\t") for option in last.options]
        for number, (label, full) in enumerate(labels, 1):
            if said in (str(number), label.casefold(), full.casefold()):
                return self.ask(full, Memory(memory.turns[:-1]), today, last.language)
        return None

    def _again(self, analysis: Analysis, memory: Memory, today: date | None, language: Language) -> Answer | None:
        """The last answer in the other language, or with its source, when that is all that is asked."""
        last = memory.turns[-1] if memory.turns else None
        if last is None or not last.asked:
            return None
        loose = analysis.content_weight - sum(
            t.weight for t in analysis.terms if t.text in ("engelska", "svenska", "english", "swedish")
        )
        plain = loose <= 0 and not analysis.places and not analysis.periods and not analysis.amounts
        if plain and analysis.has("to_english", "to_swedish"):
            return self._replay(last, memory, today, language)
        if (
            analysis.has("source")
            and not analysis.has("how_much", "how_many")
            and (plain or (loose <= 4 and not analysis.places and not self._own_subject(analysis)))
        ):
            answer = self._replay(last, memory, today, language)
            return (
                replace(answer, meta="source", question=analysis.text)
                if answer is not None and answer.citations
                else answer
            )
        return None

    def _own_subject(self, analysis: Analysis) -> bool:
        ranked = self.catalogue.rank(analysis.terms, keep=1)
        return bool(ranked and ranked[0].score > 0.45 and ranked[0].mass > 2.0)

    def _replay(self, last: Turn, memory: Memory, today: date | None, language: Language) -> Answer:
        index = memory.turns.index(last)
        return self.ask(last.asked, Memory(memory.turns[:index]), today, language)

    def _talk(self, question: str, analysis: Analysis, memory: Memory) -> Answer | None:
        """Small talk, when nothing else is said."""
        norms = [token.norm for token in analysis.tokens if token.is_word]
        text = " ".join(norms)
        if not norms or len(norms) > 9 or analysis.regions or analysis.amounts:
            return None
        for kind in ("identity", "help", "thanks", "goodbye", "greeting"):
            for phrase in self.store.lexicon.smalltalk.get(kind, ()):
                if text == phrase or (
                    len(phrase) > 2 and f" {phrase} " in f" {text} " and self._only_frame(norms, phrase)
                ):
                    return Answer(question, analysis.language, "answered", Talk(kind), turn=None, memory=memory)
        return None

    def _only_frame(self, norms: list[str], phrase: str) -> bool:
        rest = [norm for norm in norms if norm not in phrase.split()]
        known = {word for phrases in self.store.lexicon.smalltalk.values() for p in phrases for word in p.split()}
        vocabulary = self.catalogue.vocabulary
        asks = {
            "vad",
            "hur",
            "vem",
            "vilken",
            "vilka",
            "what",
            "how",
            "who",
            "which",
            "fick",
            "mycket",
            "många",
            "källa",
        }
        return all(
            norm in known
            or norm in _FILLERS
            or (len(rest) <= _FEW_WORDS and vocabulary.is_frame(norm) and norm not in _REQUESTS)
            for norm in rest
        ) and not asks & set(rest)

    # -- building the answer ------------------------------------------------------------------------------------------

    def _answer(self, question: str, analysis: Analysis, memory: Memory, reading: Reading, outcome: Outcome) -> Answer:
        base = Answer(question, analysis.language, "no_answer", outcome, reading)
        if isinstance(outcome, Found):
            answer = self._found(base, outcome)
        elif isinstance(outcome, InWords):
            answer = self._in_words(base, outcome)
        elif isinstance(outcome, Clarification):
            answer = self._clarify(base, outcome, analysis)
        elif isinstance(outcome, NotFound):
            answer = self._not_found(base, outcome)
        else:
            answer = base
        if analysis.has("source") and answer.status == "answered":
            answer = replace(answer, meta="source")
        turn = self._turn(answer, analysis)
        return replace(answer, turn=turn, memory=memory.with_turn(turn))

    def _found(self, base: Answer, outcome: Found) -> Answer:
        results = []
        for query in outcome.queries:
            result = claims.check(query, self.operations)
            if result is None or (not result.figures and not result.notes):
                subject = self.catalogue.subject(f"indicator:{query.indicators[0]}")
                reason = "unverifiable" if query.claim is not None else "not_computable"
                failed = NotFound(reason, {"query": query, "subject": subject}, (subject,), query.claim is not None)
                return self._not_found(replace(base, outcome=failed), failed)
            results.append(self._trimmed(query, result))
        citations = self._cited([o for result in results for cell in result.figures for o in cell.sources()])
        return replace(
            base,
            status="answered",
            results=tuple(results),
            verdict=results[0].verdict,
            citations=citations,
            subject=self.catalogue.subject(f"indicator:{outcome.queries[0].indicators[0]}"),
        )

    def _trimmed(self, query: Query, result: Result) -> Result:
        """An answer says what was asked: at most eight figures unless a list or table was asked for."""
        if query.operation in ("list", "rank", "share") or len(result.figures) <= 8:
            return result
        return replace(result, figures=result.figures[:8])

    def _cited(self, observations: list[Observation]) -> tuple[Citation, ...]:
        """One citation a place; of a table's many rows the first of each source and a second at most, the rest stand with the inputs."""
        found: dict[tuple[str, str], Citation] = {}
        for o in observations:
            found.setdefault((o.source, o.place), Citation(o.source, o.place, o.evidence))
        return tuple(found.values())

    def _in_words(self, base: Answer, outcome: InWords) -> Answer:
        fact = outcome.subject.item
        if not isinstance(fact, Fact):
            raise TypeError(f"{outcome.subject.key} is not a fact")
        citation = Citation(fact.source, fact.place, fact.evidence)
        return replace(base, status="answered", verdict=outcome.verdict, subject=outcome.subject, citations=(citation,))

    def _clarify(self, base: Answer, outcome: Clarification, analysis: Analysis) -> Answer:
        language = analysis.language
        options: list[Option] = []
        area = " ".join(self.catalogue.places.areas[p.code].name for p in analysis.regions) or " ".join(
            self.catalogue.places.groups[p.code].name.of(language) for p in analysis.places if p.kind == "group"
        )
        if outcome.kind == "area":
            item = outcome.subjects[0]
            short = self._short(item, language)
            for code in ("01", "14", "12"):
                name = self.catalogue.places.areas[code].name
                options.append(Option(name, f"{short} {name}"))
        else:
            for subject in outcome.subjects[:4]:
                label = subject.label(language)
                options.append(
                    Option(f"{label} · {area}" if area else label, f"{subject.label(language)} {area}".strip())
                )
        return replace(
            base,
            status="clarify",
            reason="ambiguous" if outcome.kind == "subject" else "area_missing",
            options=tuple(options),
            subject=outcome.subjects[0] if outcome.subjects else None,
        )

    def _short(self, subject: Subject, language: Language) -> str:
        return (
            self.catalogue.indicator(subject.id).name.of(language)
            if subject.kind == "indicator"
            else subject.label(language)
        )

    def _not_found(self, base: Answer, outcome: NotFound) -> Answer:
        gap = outcome.details.get("gap")
        citations: tuple[Citation, ...] = ()
        if isinstance(gap, Gap):
            citations = (Citation(gap.source, gap.place, gap.evidence),)
        verdict = "unverifiable" if outcome.claim else None
        return replace(
            base,
            status="no_answer",
            reason=outcome.reason,
            verdict=verdict,
            subject=outcome.subjects[0] if outcome.subjects else None,
            citations=citations,
        )

    def _turn(self, answer: Answer, analysis: Analysis) -> Turn:
        """What the conversation is to remember of this answer."""
        words = tuple(term.text for term in analysis.terms if term.weight > 0)
        options = tuple(f"{option.label}\t{option.question}" for option in answer.options)
        base = Turn(
            analysis.text, answer.language, words=words, status=answer.status, options=options, asked=answer.question
        )
        if answer.results:
            result = answer.results[0]
            query = result.query
            figures = tuple(
                Said(c.value, c.unit, c.indicator, c.areas, c.period, c.scenario, c.breakdown)
                for r in answer.results
                for c in r.figures[:6]
                if c.upper is None
            )
            areas = (
                tuple(dict.fromkeys(code for cell in result.figures[:6] for code in cell.areas))
                if query.operation in ("rank", "median", "above", "below")
                and result.figures[0].kind in ("", "per_capita")
                else query.areas
            )
            if query.operation in ("above", "below"):
                areas = result.figures[0].areas
            if query.operation == "position":
                areas = result.figures[0].areas
            keys = tuple(f"indicator:{ident}" for r in answer.results for ident in r.query.indicators)
            if query.table:
                keys = (f"table:{query.table}", *keys)
            return replace(
                base, operation="claim" if query.claim else query.operation, subjects=keys, areas=areas, group=query.group if query.operation not in ("rank", "median") else "", periods=query.periods,
                members=query.areas if query.operation == "rank" and 1 < len(query.areas) < len(self.operations.figures.regions(query.indicators[0])) else (), scenarios=query.scenarios, breakdowns=query.breakdowns, per_capita=query.per_capita, figures=figures, sources=tuple(c.source for c in answer.citations),
            )  # fmt: skip
        if answer.subject is not None:
            areas = tuple(place.code for place in analysis.regions)
            base = replace(base, areas=areas, group=next((p.code for p in analysis.places if p.kind == "group"), ""))
            return replace(
                base,
                operation="words",
                subjects=(self._context_key(answer.subject),),
                sources=tuple(c.source for c in answer.citations),
            )
        return base

    def _context_key(self, subject: Subject) -> str:
        """A fact or gap about an indicator leaves that indicator as the topic of the conversation."""
        key = f"indicator:{subject.about}"
        return key if subject.kind in ("fact", "gap") and subject.about in self.store.indicators else subject.key
