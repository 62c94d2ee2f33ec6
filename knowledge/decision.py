"""The floor, the margin and the way out: answer, ask back, or say which part failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.catalogue import Catalogue, Subject
from knowledge.interpretation import Candidate, Reading, asked, claim_wanted, sibling
from knowledge.language.numbers import find_amounts
from knowledge.language.text import normal, tokenize, words
from knowledge.model import UNNAMED, Fact, Gap, Indicator, Table
from knowledge.outcomes import Clarification, Found, InWords, NotFound, Outcome
from knowledge.periods import find_periods
from knowledge.planning import Planner
from knowledge.query import Query
from knowledge.slots import SlotFiller, Slots
from knowledge.weights import WEIGHTS

_MONTH_WORDS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
    "january",
    "february",
    "march",
    "may",
    "june",
    "july",
    "august",
    "october",
]


def _spaced(text: str) -> str:
    """A text as its words with a space on each side, to look for whole words in."""
    return f" {' '.join(words(normal(text)))} "


_FEW_TOKENS = 4
_NAME_LENGTH = 4
_PLAIN_AGREEMENT = 0.95
_NEARLY_WHOLE = 0.75
_STRONG = frozenset([
    "tycker",
    "tycka",
    "tyckte",
    "anser",
    "anse",
    "borde",
    "bör",
    "åsikt",
    "åsikter",
    "missnöjd",
    "missnöjda",
    "missnöjt",
    "rättvis",
    "rättvist",
    "rättvisa",
    "orättvis",
    "orättvist",
    "orättvisa",
    "skandal",
    "opinion",
    "opinions",
    "think",
    "thinks",
    "should",
    "fair",
    "unfair",
    "fairly",
    "föredrar",
    "håller",
    "gillar",
    "ogillar",
    "like",
    "dislike",
    "lön",
    "lönen",
    "lönesamtal",
    "tjänar",
    "salary",
    "earns",
    "earn",
    "wage",
    "adress",
    "address",
    "telefonnummer",
    "personnummer",
    "gift",
    "married",
])
"""Words that make a question one of opinion or of a private matter whatever else it names."""

_JOINABLE = ("lookup", "compare", "difference", "ratio", "sum", "change")


class Decider:
    """Turns one reading into an outcome."""

    def __init__(self, catalogue: Catalogue, reading: Reading, today: date | None) -> None:
        """`today` is passed on to relative years."""
        self._catalogue = catalogue
        self._reading = reading
        self._analysis = reading.analysis
        self._slots = SlotFiller(catalogue, reading, today)
        self._planner = Planner(catalogue, reading)

    def decide(self) -> Outcome:
        """The outcome for the best candidate, or why there is none."""
        candidates = self._reading.candidates
        top = candidates[0] if candidates else None
        refusal = self._refused_words(top)
        if refusal is not None:
            return refusal
        if (
            top is None
            or not self._good(top)
            or (
                self._analysis.has("our_region")
                and not self._analysis.content_weight
                and not top.remembered
                and top.match is not None
                and top.match.recall < 0.9
            )
        ):
            return self._nothing(top)
        if self._analysis.has("judgement"):
            return NotFound("opinion", {}, (top.subject,), claim_wanted(self._analysis))
        top = self._rather_words(self._named_fact(top))
        vague = self._vague(top)
        if vague:
            return Clarification("subject", vague)
        rival = self._rival(top)
        if rival:
            return Clarification("subject", (top.subject, *rival))
        first = self._one(top)
        if not isinstance(first, Found):
            return first
        for other in self._others(top):
            more = self._one(other)
            if isinstance(more, Found) and first.queries[0].claim is None and first.queries[0].operation in _JOINABLE:
                first = self._both(first, more)
        return first

    def _good(self, candidate: Candidate) -> bool:
        """Whether a candidate is above the floors; a statement in words may leave a little more unexplained than a figure."""
        in_words = candidate.subject.kind == "fact" and not self._analysis.regions
        ease = WEIGHTS.fact_ease if in_words else 1.0
        return candidate.score >= WEIGHTS.floor * ease and candidate.precision >= WEIGHTS.precision_floor * ease

    def _rather_words(self, top: Candidate) -> Candidate:
        """The fact that a question in words means, where a figure of the same topic stands first for its shorter name."""
        analysis = self._analysis
        kind = asked(analysis)
        if (
            top.subject.kind != "indicator"
            or top.remembered
            or kind not in ("how", "why", "when", "who", "definition", "yes_no", "what")
        ):
            return top
        if analysis.periods or (isinstance(top.subject.item, Indicator) and self._asks_members(top.subject.item)):
            return top
        if analysis.regions or analysis.has(
            "how_much",
            "how_many",
            "share",
            "top",
            "bottom",
            "sum",
            "difference",
            "ratio",
            "mean",
            "median",
            "list",
            "per_capita",
            "range",
            "claim",
            "change",
            "more_than",
            "less_than",
        ):
            return top
        if any(not amount.definite and amount.unit in ("SEK", "percent") for amount in analysis.amounts):
            return top
        share = 0.75 if kind == "what" else 0.5
        for other in self._reading.candidates[1:8]:
            if (
                other.subject.kind == "fact"
                and other.score > share * top.score
                and self._good(other)
                and other.match is not None
                and top.match is not None
            ):
                if kind != "what" or (other.match.recall > 0.85 and other.precision > top.precision + 0.03):
                    return other
        return top

    # -- refusing -----------------------------------------------------------------------------------------------------

    def _refused_words(self, top: Candidate | None) -> NotFound | None:
        """Opinions and private persons' matters, unless they are words of the subject itself."""
        lexicon = self._catalogue.store.lexicon
        explained = (
            top.match.explained
            if top is not None and top.match is not None and top.score >= WEIGHTS.floor
            else frozenset()
        )
        found = top is not None and top.score >= WEIGHTS.floor and top.precision >= WEIGHTS.precision_floor
        for kind, known in (("private", lexicon.private), ("opinion", lexicon.opinion)):
            for i, token in enumerate(self._analysis.tokens):
                if (
                    token.norm in known
                    and i not in explained
                    and not any(cue.start <= i < cue.end for cue in self._analysis.cues)
                ):
                    if self._catalogue.vocabulary.is_frame(token.norm) or (
                        found and (token.norm not in _STRONG or self._analysis.amounts)
                    ):
                        continue
                    return NotFound(
                        kind,
                        {"word": token.text},
                        (top.subject,) if top is not None and top.score >= WEIGHTS.floor else (),
                        claim_wanted(self._analysis),
                    )
        return None

    def _nothing(self, top: Candidate | None) -> Outcome:
        analysis = self._analysis
        if analysis.has("our_region") and not analysis.content_weight:
            return Clarification("subject", self._starters())
        claim = claim_wanted(analysis) and bool(analysis.content_weight)
        near = tuple(c.subject for c in self._reading.candidates[:3] if c.score > 0.15)
        stranger = next(iter(analysis.strangers), None)
        words_left = self._unexplained(top)
        if stranger is not None and not words_left:
            area = self._catalogue.places.areas[stranger.code]
            return NotFound(
                "unknown_area",
                {"kind": "municipality" if area.kind == "municipality" else "country", "area": area},
                near,
                claim,
            )
        if not words_left and not analysis.content_weight:
            if analysis.regions or any(place.kind == "group" for place in analysis.places):
                return Clarification(
                    "subject", tuple(self._catalogue.subject(f"indicator:{i}") for i in self._regional())
                )
            if analysis.has("our_region") or analysis.has(
                "how_much", "how_many", "top", "bottom", "list", "mean", "sum", "share", "that"
            ):
                return Clarification(
                    "subject",
                    tuple(c.subject for c in self._reading.candidates[:2] if c.subject.kind == "indicator")
                    or self._starters(),
                )
            return NotFound("not_understood", {}, near, claim)
        return NotFound("not_covered", {"words": words_left}, near, claim)

    def _regional(self) -> list[str]:
        return [i for i in self._catalogue.store.indicators if len(self._catalogue.holdings(i).areas) > 3]

    def _starters(self) -> tuple[Subject, ...]:
        """A few indicators to offer to somebody who asked for none in particular: one a theme, regional ones first."""
        chosen: dict[str, str] = {}
        for ident in [*self._regional(), *self._catalogue.store.indicators]:
            chosen.setdefault(self._catalogue.indicator(ident).theme, ident)
        return tuple(self._catalogue.subject(f"indicator:{ident}") for ident in list(chosen.values())[:4])

    def _unexplained(self, top: Candidate | None) -> tuple[str, ...]:
        terms = self._analysis.terms if top is None or top.match is None else top.match.unexplained
        return tuple(term.text for term in terms if term.weight > 1.0)[:3]

    def _named_fact(self, top: Candidate) -> Candidate:
        """For a claim in words, the fact that speaks of just what is claimed, where one stands close below the first."""
        if not claim_wanted(self._analysis) or (top.subject.kind == "indicator" and self._analysis.amounts):
            return top
        text = _spaced(self._analysis.text)
        for other in self._reading.candidates[:10]:
            fact = other.subject.item
            if isinstance(fact, Fact) and other.score > 0.5 * top.score and other.precision >= WEIGHTS.precision_floor:
                if any(_spaced(name) in text for name in (*fact.says.all(), *fact.denies.all())):
                    return other
        return top

    def _vague(self, top: Candidate) -> tuple[Subject, ...]:
        """The indicators that a single word such as "resultatet?" may mean, when nothing else tells which."""
        analysis = self._analysis
        content = [term for term in analysis.terms if term.weight > 0]
        if (
            top.remembered
            or top.match is None
            or top.subject.kind not in ("indicator", "table")
            or len(content) > 1
            or analysis.places
            or analysis.periods
            or analysis.amounts
            or len(analysis.tokens) > _FEW_TOKENS
        ):
            return ()
        if analysis.has(
            "how_much",
            "how_many",
            "share",
            "sum",
            "top",
            "bottom",
            "list",
            "why",
            "when",
            "who",
            "definition",
            "claim",
            "compare",
            "range",
            "source",
        ):
            return ()
        parts = {part for term in analysis.terms for part in term.parts}
        close = {c.subject.key for c in self._reading.candidates if c.score > 0.5 * top.score}
        meant = []
        for ident in self._catalogue.store.indicators:
            subject = self._catalogue.subject(f"indicator:{ident}")
            if (
                subject.key in close
                and self._catalogue.named_by(subject, parts)
                and subject.about not in {m.about for m in meant}
            ):
                meant.append(subject)
        return tuple(meant[:4]) if len(meant) > 1 else ()

    # -- rivals and pairs ---------------------------------------------------------------------------------------------

    def _rival(self, top: Candidate) -> tuple[Subject, ...]:
        """Other readings about as good as the first, when the question gives no reason to prefer one."""
        if top.remembered or top.subject.kind in ("fact", "gap"):
            return ()
        close = []
        for other in self._reading.candidates[1:6]:
            if other.score < WEIGHTS.margin * top.score or other.remembered or other.match is None or top.match is None:
                continue
            if other.subject.kind not in ("indicator", "table") or other.subject.about == top.subject.about:
                continue
            if other.match.matched - top.match.matched and top.match.matched - other.match.matched:
                continue  # each explains something of its own: two things asked for
            if self._same_table(top.subject, other.subject):
                continue
            if top.match.recall > 0.95 and top.match.recall - other.match.recall > 0.1:
                continue
            close.append(other.subject)
        return tuple(close[:3])

    def _same_table(self, first: Subject, second: Subject) -> bool:
        mine = self._rows(first)
        return bool(
            mine
            and mine & self._rows(second)
            and (first.kind == "table" or second.kind == "table" or self._totals(first) or self._totals(second))
        )

    def _totals(self, subject: Subject) -> bool:
        return any(table.total == subject.id for table in self._catalogue.store.tables.values())

    def _rows(self, subject: Subject) -> set[str]:
        if isinstance(subject.item, Table):
            return {subject.id}
        if isinstance(subject.item, Indicator):
            return {
                *subject.item.groups,
                *(t.id for t in self._catalogue.store.tables.values() if t.total == subject.id),
            }
        return set()

    def _others(self, top: Candidate) -> list[Candidate]:
        """Further subjects, each of which explains words that the ones before it do not."""
        if top.match is None or top.remembered or top.subject.kind != "indicator":
            return []
        found: list[Candidate] = []
        covered = top.match.matched
        for other in self._reading.candidates[1:14]:
            if (
                other.match is None
                or other.remembered
                or other.subject.kind != "indicator"
                or other.score < 0.4 * top.score
                or len(found) == 3
            ):
                continue
            mine = frozenset(t for t in other.match.matched - covered if self._content(t))
            if not mine or not top.match.matched - other.match.matched:
                continue
            left = {term.token for term in top.match.unexplained} - covered
            if left & mine or (
                other.score >= 0.7 * top.score and self._joined(top.match.matched - other.match.matched, mine)
            ):
                found.append(other)
                covered |= other.match.matched
        if not found:
            found = self._left_over(top)
        return found

    def _left_over(self, top: Candidate) -> list[Candidate]:
        """A subject named by the words that the first one leaves over, ranked on those alone."""
        left = top.match.unexplained if top.match else ()
        if not left or not (
            self._analysis.has("difference", "ratio", "compare", "sum", "follow", "more_than", "less_than", "share")
            or self._joined(frozenset({0}), frozenset({len(self._analysis.tokens)}))
        ):
            return []
        best = next(iter(self._catalogue.rank(left, keep=1)), None)
        if (
            best is None
            or best.subject.kind != "indicator"
            or best.recall < 0.6
            or best.score < 0.35
            or best.subject.key == top.subject.key
        ):
            return []
        return [Candidate(best.subject, best.score, best, False, ("what is left over",))]

    def _content(self, token: int) -> bool:
        return any(term.token == token and term.weight > 0 for term in self._analysis.terms)

    def _joined(self, first: frozenset[int], second: frozenset[int]) -> bool:
        """Whether "och", a comma or "mot" stands between the words that are each subject's own."""
        low, high = sorted((max(first, default=0), min(second, default=0)))
        between = {token.norm for token in self._analysis.tokens[low:high]}
        return bool(
            between
            & {
                "och",
                "samt",
                "and",
                ",",
                "mot",
                "vs",
                "respektive",
                "resp",
                "o",
                "&",
                "jämfört",
                "than",
                "än",
                "kontra",
                "/",
                "plus",
                "eller",
            }
        )

    def _both(self, first: Found, other: Found) -> Found:
        """Two things asked at once: one query over both where they are to be computed with or stand in one table."""
        one, two = first.queries[0], other.queries[0]
        units = {self._catalogue.indicator(i).unit for i in (*one.indicators, *two.indicators)}
        operation = next((name for name in ("sum", "difference", "ratio") if self._analysis.has(name)), "")
        if self._analysis.has("more_than", "less_than") and self._analysis.has("how_much", "how_many"):
            operation = operation or "difference"
        if len(units) == 1 and (operation or self._rows(self._subject(one)) & self._rows(self._subject(two))):
            joint = replace(
                one, indicators=tuple(dict.fromkeys((*one.indicators, *two.indicators))), dimension="indicator", periods=tuple(dict.fromkeys((*one.periods, *two.periods))),
                scenarios=tuple(dict.fromkeys((*one.scenarios, *two.scenarios))), areas=self._joint_areas(one, two), operation=operation or "lookup",
            )  # fmt: skip
            return Found((joint, *first.queries[1:]))
        return Found((
            *(replace(query, operation="lookup") if query.operation == "compare" else query for query in first.queries),
            two,
        ))

    def _joint_areas(self, one: Query, two: Query) -> tuple[str, ...]:
        """The areas both are asked for: those that were said, else each indicator's own."""
        said = [query.areas for query in (one, two) if query.origin("area") == "said" and len(query.operands) > 0]
        if said:
            return tuple(dict.fromkeys(code for areas in said for code in areas))
        defaults = [
            dict(self._catalogue.indicator(i).default).get("area", "00")
            for query in (one, two)
            for i in query.indicators
        ]
        return tuple(dict.fromkeys(defaults))

    def _subject(self, query: Query) -> Subject:
        return self._catalogue.subject(f"indicator:{query.indicators[0]}")

    # -- one subject --------------------------------------------------------------------------------------------------

    def _one(self, candidate: Candidate) -> Outcome:
        item = candidate.subject.item
        if isinstance(item, Gap):
            return NotFound(item.reason, {"gap": item}, (candidate.subject,), claim_wanted(self._analysis))
        if isinstance(item, Fact):
            return self._fact(candidate, item)
        if isinstance(item, Table):
            return self._table(candidate, item)
        return self._indicator(candidate, item)

    def _fact(self, candidate: Candidate, fact: Fact) -> Outcome:
        if self._analysis.strangers:
            area = self._catalogue.places.areas[self._analysis.strangers[0].code]
            kind = "municipality" if area.kind == "municipality" else "country"
            return NotFound("unknown_area", {"kind": kind, "area": area}, (), claim_wanted(self._analysis))
        opening = next((cue.id for cue in self._analysis.cues if cue.start == 0 and cue.id in ("what", "how")), "")
        if (
            not claim_wanted(self._analysis)
            or opening
            or self._analysis.has("who", "when", "why", "how_much", "how_many")
        ):
            return InWords(candidate.subject)
        verdict = self._fact_verdict(candidate, fact)
        if verdict is None:
            return NotFound("unverifiable", {"fact": fact}, (candidate.subject,), claim=True)
        return InWords(candidate.subject, verdict)

    def _fact_verdict(self, candidate: Candidate, fact: Fact) -> str | None:
        """Whether a statement agrees with a fact: by the words that decide it, its dates and numbers, else by what it leaves unexplained."""
        analysis = self._analysis
        text = _spaced(analysis.text)
        right = any(_spaced(name) in text for name in fact.says.all())
        wrong = any(_spaced(name) in text for name in fact.denies.all())
        negated = bool({"inte", "ej", "aldrig", "not", "isn't", "wasn't", "doesn't"} & set(analysis.norms))
        if wrong and not right:
            return "correct" if negated else "incorrect"
        dated = self._dates_agree(fact)
        if dated is not None:
            return ("correct" if dated else "incorrect") if not negated else ("incorrect" if dated else "correct")
        if right:
            return "incorrect" if negated else "correct"
        known = {
            word
            for text in (fact.answer.sv, fact.answer.en, *fact.aliases.all(), fact.evidence)
            for word in words(normal(text))
        }
        placed = {i for place in analysis.places for i in range(place.start, place.end)}
        names = [
            t
            for i, t in enumerate(analysis.tokens)
            if i and i not in placed and t.capital and len(t.norm) > _NAME_LENGTH and t.norm not in known
        ]
        if names and fact.aspect in ("who", "which"):
            return "incorrect"
        said = _spaced(f"{fact.answer.sv} {fact.answer.en}")
        if (
            any(
                _spaced(self._catalogue.places.areas[p.code].name) not in said
                for p in analysis.regions
                if p.kind == "region"
            )
            or candidate.precision < _PLAIN_AGREEMENT
        ):
            return None
        if candidate.match is None or candidate.match.recall < _NEARLY_WHOLE:
            return None
        return "incorrect" if negated else "correct"

    def _dates_agree(self, fact: Fact) -> bool | None:
        """Whether the dates and numbers of a statement stand in the fact; None where it states none, or the fact has none."""
        mine = {v for p in find_periods(tokenize(normal(fact.evidence))) for v in p.values}
        mine = mine or {v for p in find_periods(tokenize(normal(fact.answer.sv))) for v in p.values}
        months = set(_MONTH_WORDS) & set(words(normal(self._analysis.text)))
        known = set(words(normal(fact.evidence)))
        if not known & set(_MONTH_WORDS):
            known = set(words(normal(fact.answer.sv + " " + fact.answer.en)))
        stated = {v for p in self._analysis.periods if not p.weak for v in p.values}
        if months and set(_MONTH_WORDS) & known and not months & known:
            return False
        if stated and mine:
            return all(any(m == v or m.startswith(v + "-") for m in mine) for v in stated)
        weak = {p.start for p in self._analysis.periods}
        numbers = {a.value for a in self._analysis.amounts if a.start not in weak}
        theirs = {a.value for a in find_amounts(tokenize(normal(fact.answer.sv)))}
        if numbers and theirs:
            return bool(numbers & theirs)
        return None

    def _table(self, candidate: Candidate, table: Table) -> Outcome:
        rows = self._planner_rows(table)
        if not rows and table.total:
            subject = self._catalogue.subject(f"indicator:{table.total}")
            return self._indicator(replace(candidate, subject=subject), self._catalogue.indicator(table.total))
        return self._planned(candidate, self._rows_of(table), table.id)

    def _rows_of(self, table: Table) -> tuple[str, ...]:
        """The rows to rank or average: without the total, unless the whole table is wanted."""
        ranked = self._analysis.has("top", "bottom", "mean", "median")
        return tuple(i for i in table.indicators if i != table.total) if ranked else table.indicators

    def _planner_rows(self, table: Table) -> bool:
        """Whether the rows of a table are asked for, not its total."""
        analysis = self._analysis
        if table.total is None:
            return True
        return (
            analysis.has("list", "top", "bottom", "mean", "median", "what", "descending", "ascending")
            and not analysis.has("sum", "how_much")
        ) or analysis.has("top", "bottom", "mean", "median", "list")

    def _indicator(self, candidate: Candidate, indicator: Indicator) -> Outcome:
        members = self._asks_members(indicator)
        if members:
            if UNNAMED in self._catalogue.holdings(indicator.id).areas:
                return NotFound(
                    "unknown_area",
                    {"kind": "unnamed", "subject": candidate.subject},
                    (candidate.subject,),
                    claim_wanted(self._analysis),
                )
            return NotFound("not_split", {"members": True, "subject": candidate.subject}, (candidate.subject,))
        for table in self._catalogue.store.tables.values():
            if table.total == indicator.id and (
                self._analysis.has("top", "bottom")
                or (
                    self._analysis.has("list", "mean", "median")
                    and not self._analysis.has("each_period", "sum", "how_much")
                )
            ):
                return self._planned(candidate, self._rows_of(table), table.id)
        in_unit = self._in_unit(candidate, indicator)
        return self._planned(in_unit, (in_unit.subject.id,), "")

    def _in_unit(self, candidate: Candidate, indicator: Indicator) -> Candidate:
        """For a stated share of something that is held both in kronor and in per cent, the one in per cent."""
        units = {amount.unit for amount in self._analysis.amounts if amount.unit and not amount.definite}
        if (
            indicator.unit == "SEK"
            and units == {"percent"}
            and claim_wanted(self._analysis)
            and not self._analysis.has("in_kronor", "change")
        ):
            for other in sibling(self._catalogue, indicator, "percent"):
                return replace(candidate, subject=other, match=None)
        return candidate

    def _asks_members(self, indicator: Indicator) -> bool:
        """ "Vilka regioner är det?" of a number of regions, or "vilken region" of a spread: the members are not held."""
        analysis = self._analysis
        asks_which = bool(
            {"vilken", "vilka", "vems", "which", "whose", "what", "name", "namnge", "heter", "vem"}
            & set(analysis.norms)
        ) and bool({"region", "regionen", "regions", "län", "landsting", "county"} & set(analysis.norms))
        if (
            UNNAMED in self._catalogue.holdings(indicator.id).areas
            and asks_which
            and not analysis.has("how_much", "how_many", "difference")
        ):
            return True
        if (
            indicator.unit not in ("count", "days", "beds_per_1000")
            or len(self._catalogue.holdings(indicator.id).areas) > 2
        ):
            return False
        norms = analysis.norms
        place_words = {
            "region",
            "regioner",
            "regionen",
            "regionerna",
            "län",
            "sjukhus",
            "akutsjukhus",
            "regions",
            "county",
            "counties",
            "hospitals",
            "hospital",
            "namnge",
            "namnen",
            "namn",
            "heter",
            "name",
            "names",
            "namnges",
            "landsting",
        }
        if analysis.has("claim"):
            return False
        if indicator.unit in ("days", "beds_per_1000") and {
            "region",
            "regioner",
            "regionerna",
            "regions",
            "län",
            "länen",
        } & set(analysis.norms):
            if analysis.has("descending", "ascending", "position", "list") and not analysis.has("range", "difference"):
                return True
        if indicator.unit == "count" and analysis.has("list") and not analysis.has("count", "how_many"):
            return True
        who = analysis.has("who") or bool(
            {"vilka", "vilken", "vilket", "which", "namnge", "namnen", "namn", "name", "names", "var"} & set(norms)
        )
        if not who or analysis.has("how_many", "difference", "ratio", "claim", "range"):
            return False
        return bool(place_words & set(norms)) or (self._reading.elliptical and analysis.has("who"))

    def _stray_place(self, candidate: Candidate, slots: Slots) -> str:
        """A word that nothing explains where a region could stand: "sektorsbidrag region Narnia" is not the national total."""
        if slots.area_said or len(self._catalogue.holdings(slots.indicators[0]).areas) < 4 or candidate.match is None:
            return ""
        vocabulary = self._catalogue.vocabulary
        for term in candidate.match.unexplained:
            if not term.measure and len(term.text) > 2 and vocabulary.look_up(term.text).status == "unknown":
                return self._analysis.tokens[term.token].text
        return ""

    def _planned(self, candidate: Candidate, indicators: tuple[str, ...], table: str) -> Outcome:
        slots = self._slots.fill(candidate, indicators)
        if isinstance(slots, NotFound):
            return replace(slots, claim=claim_wanted(self._analysis))
        query = self._planner.plan(candidate, slots, table)
        stray = self._stray_place(candidate, slots)
        if (
            stray
            and not isinstance(query, NotFound)
            and query.operation in ("lookup", "share", "sum", "position", "change", "difference")
        ):
            return NotFound(
                "unknown_place",
                {"word": stray, "subject": candidate.subject},
                (candidate.subject,),
                claim_wanted(self._analysis),
            )
        if isinstance(query, NotFound):
            if query.reason == "our_region":
                return Clarification("area", (candidate.subject,))
            return replace(query, claim=claim_wanted(self._analysis))
        if query.operation == "mean" and self._planner.both_averages():
            return Found((query, replace(query, operation="median")))
        return Found((query,))
