"""What one subject gives: its fact, its figures or the part that is lacking."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from knowledge.agreement import verdict_on
from knowledge.asking import (
    asked,
    asks_either,
    asks_for_sum,
    asks_number,
    asks_openly,
    claim_wanted,
    points_to_nobody,
    rather_kronor,
    yes_no,
)
from knowledge.catalogue import Catalogue
from knowledge.complements import says_nobody, those_who_do_not
from knowledge.fit_wish import NEGATIONS, asks_left_out, says_left_out
from knowledge.kinship import OECD, is_regional, sibling
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.members import all_but, asks_leading_region, asks_members
from knowledge.mentions import Analysis
from knowledge.model import NATION, UNNAMED, Fact, Gap, Indicator, Table
from knowledge.outcomes import Clarification, Found, InWords, NotFound, Outcome, stranger
from knowledge.planning import Planner
from knowledge.reading import Candidate, Reading
from knowledge.row_limits import ROWS, asks_rows, kept_to_budget
from knowledge.slot_filling import SlotFiller
from knowledge.strange_names import stray_place

_NAMING_ASPECTS = ("which", "who", "list", "where")
_WHOLE = 0.75
_EXPLAINED = 0.95
"""From this share on a fact explains all of a question."""
_OPENING = 5
_THERE = word_set("det där there")
_IN_MONEY, _IN_PER_CENT = word_set("mkr mnkr kr kronor miljoner tkr mdr kronor million"), word_set("% procent percent")
_ENTIRE = word_set("hela whole entire")
_SAME_SHARE = 1
_WHICH = word_set("vilken vilka which what")
_ROW = word_set("åtgärd åtgärder insats insatser rad rader post poster measure measures row rows item items")
_JOINING = word_set("och o samt and &")
_ANY = word_set("någon nån något nåt några nå any anyone a some")
_TELLS_NONE = Pattern(r"\banger (?:varken|inget antal|inga antal|inga siffror|inga tal|inte hur många)\b")
"""Where a fact says that its document gives no number."""
_TELLS_NO_FIGURE = Pattern(
    r"\b(?:anger|nämner) (?:inget belopp|inga belopp|ingen siffra|inga siffror|ingen summa)(?! per)"
    r"|(?:belopp|siffra) anges inte"
)
"""Where a fact says that its document gives no figure."""
_FIGURE_NOUNS = word_set("""
    siffra siffran procenttal procenttalet procentsiffra procentsiffran prislapp prislappen kostar kostade kosta notan
    belopp beloppet summa summan cost costs sum amount figure tag budget funding sek
""")
"""Nouns and verbs by which a figure is asked for."""
_MONEY = word_set("pengar pengarna kronor kr spänn mkr mnkr mdkr money sek")
_RATES = ("percent", "days", "deaths_per_100000", "beds_per_1000")
_OF_PLACE = word_set("där regionen regionens länet länets landstinget there region region's county")
"""Words that point to the region spoken of."""
_OF_SEVERAL = ("top", "bottom", "position", "place", "who", "range", "all", "above", "below", "each_period", "claim")
_NO_REGION = (NATION, UNNAMED, OECD)
_WHICH_ONE = (
    *("top", "bottom", "position", "place", "who", "last_row", "all", "each_period", "list", "above", "below"),
    *("median", "mean", "how_many"),
)
"""Cues by which it is said which region is meant, or asked."""
_OF_A_PLACE = ("lookup", "share", "sum", "position", "change", "difference")
"""Operations that would answer for the nation where a region's name was not understood."""

_BY = word_set("med by")
_MORE_OR_LESS = word_set("mer mera större högre mindre lägre more larger higher bigger less smaller lower above below")


class SubjectOutcomes:
    """Turns candidates of one reading into outcomes, each by itself."""

    def __init__(self, catalogue: Catalogue, reading: Reading, today: date | None, *, alone: bool = True) -> None:
        """`today` is passed on to relative years; `alone`: a candidate is to give all that is asked for."""
        self._catalogue = catalogue
        self._reading = reading
        self._analysis = reading.analysis
        self._slots = SlotFiller(catalogue, reading, today)
        self._planner = Planner(catalogue, reading)
        self._alone = alone

    def of(self, candidate: Candidate) -> Outcome:
        """What a candidate gives, whatever kind its subject is of."""
        item = candidate.subject.item
        if isinstance(item, Gap):
            return NotFound(item.reason, {"gap": item}, (candidate.subject,), claim_wanted(self._analysis))
        rows = self._limited_rows(candidate)
        if rows is not None:
            return rows
        if isinstance(item, Fact) and self._analysis.has("last_row") and not self._analysis.has("why", "when"):
            total = next((table.total for table in self._tables_about(candidate) if table.total), None)
            if total is not None:
                named = replace(candidate, subject=self._catalogue.subject(f"indicator:{total}"), match=None)
                return self._indicator(named, self._catalogue.indicator(total))
        if isinstance(item, Fact) and item.aspect == "list" and self._ranks_rows():
            listed = next(iter(self._tables_about(candidate)), None)
            if listed is not None:  # "hur heter den åtgärd som ger flest miljoner?" asks for one of those listed
                named = replace(candidate, subject=self._catalogue.subject(f"table:{listed.id}"), match=None)
                return self._table(named, listed)
        if isinstance(item, Fact):
            return self._fact(candidate, item)
        if isinstance(item, Table):
            return self._table(candidate, item)
        return self._indicator(candidate, item)

    def _limited_rows(self, candidate: Candidate) -> Outcome | None:
        """The rows of a subject's table that keep to the budget, or that are past a limit, where asked for."""
        analysis, item = self._analysis, candidate.subject.item
        kept = kept_to_budget(analysis)
        if not kept and not (asks_rows(analysis) and _sums_stated(analysis)):
            return None
        table = item if isinstance(item, Table) else next(iter(self._tables_about(candidate)), None)
        if table is None or (kept and "deviation" not in self._catalogue.holdings(table.indicators[0]).scenarios):
            return None
        rows = tuple(ident for ident in table.indicators if ident != table.total)
        return self._planned(replace(candidate, match=None), rows, table.id)

    def _ranks_rows(self) -> bool:
        """Whether one of several rows is asked for by its size."""
        analysis = self._analysis
        return analysis.has("top", "bottom") and not claim_wanted(analysis) and not ROWS.isdisjoint(analysis.norms)

    def _tables_about(self, candidate: Candidate) -> list[Table]:
        """The tables that a subject is the total of, or tells something of."""
        return [table for table in self._catalogue.store.tables.values() if _is_about(candidate, table)]

    def _fact(self, candidate: Candidate, fact: Fact) -> Outcome:
        """A fact as it stands, or the verdict on a statement about it."""
        analysis = self._analysis
        wants_verdict = claim_wanted(analysis) and not asks_either(analysis)
        areas, named = self._catalogue.places.areas, {place.code for place in analysis.regions}
        beside = [place for place in analysis.strangers if named.isdisjoint(areas[place.code].regions)]
        if beside:
            return stranger(areas[beside[0].code], claim=wants_verdict)
        counted = analysis.has("how_much", "how_many", "share") and not claim_wanted(analysis)
        if counted and (candidate.remembered or (_asks_count(analysis) and _TELLS_NONE.search(fact.answer.sv))):
            return NotFound("no_figure", {"fact": fact}, (candidate.subject,))
        if _asks_figure(analysis) and _TELLS_NO_FIGURE.search(fact.answer.sv):
            return NotFound("no_figure", {"fact": fact}, (candidate.subject,))
        if self._of_another_region(fact):
            return NotFound("not_covered", {"words": ()}, (candidate.subject,), wants_verdict)
        of_region = _asks_region(analysis) and not analysis.has(
            "governed"
        )  # "hur bestäms det vilken region som får mest?"
        if fact.aspect not in _NAMING_ASPECTS and of_region and not self._names_region(fact):
            return NotFound("not_covered", {"words": ()}, (candidate.subject,), wants_verdict)
        later = self._later_year(fact)
        if later:
            return NotFound("not_covered", {"words": (later,)}, (candidate.subject,), wants_verdict)
        opened = any(cue.start == 0 and cue.id in ("what", "how") for cue in analysis.cues)
        asking = analysis.has("who", "when", "why", "how_much")
        if not wants_verdict or opened or asks_number(analysis) or (asking and not _states_besides(analysis)):
            return InWords(candidate.subject)
        verdict = verdict_on(self._catalogue, analysis, candidate, fact)
        if verdict is None and asking:
            return InWords(candidate.subject)
        if verdict is None:
            states = any(not amount.definite for amount in analysis.amounts)  # "… för de sex miljarderna?" states none
            asked = yes_no(analysis) and not analysis.has("claim") and not states
            if asked and (_named_whole(candidate) or _asks_for_any(analysis, candidate)):
                return InWords(candidate.subject)  # the reader sees what the document says, and no verdict
            return NotFound("unverifiable", {"fact": fact}, (candidate.subject,), claim=True)
        return InWords(candidate.subject, verdict)

    def _later_year(self, fact: Fact) -> str:
        """A year that is asked of, which neither the fact nor any figure reaches; empty for most."""
        told = f"{fact.answer.sv} {fact.evidence}"
        years = {value[:4] for period in self._analysis.periods if not period.weak for value in period.values}
        missing = sorted(year for year in years if year.isdecimal() and year not in told)
        if not missing:
            return ""
        held = (p[:4] for ident in self._catalogue.store.indicators for p in self._catalogue.holdings(ident).periods)
        return missing[-1] if missing[-1] > max(held, default="") else ""

    def _of_another_region(self, fact: Fact) -> bool:
        """Whether a fact of one region, by its name, would be told to who asks for another."""
        asked = {place.code for place in self._analysis.regions if place.kind == "region"}
        areas = self._catalogue.places.areas
        if not asked or any(areas[code].name in fact.answer.sv for code in asked):
            return False
        return self._names_region(fact)

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
        listed = analysis.has("list") and not _of_all_together(analysis)
        rows = (
            listed
            or analysis.has("top", "bottom", "mean", "median")
            or (analysis.has("what", "descending", "ascending") and not analysis.has("sum", "how_much"))
        )
        if table.total and (not rows or analysis.has("last_row") or self._adds_up()):
            total = replace(candidate, subject=self._catalogue.subject(f"indicator:{table.total}"))
            return self._indicator(total, self._catalogue.indicator(table.total))
        whole = self._computed_total(table) if self._asks_for_whole() else None
        if whole is not None:
            return self._indicator(replace(candidate, subject=self._catalogue.subject(f"indicator:{whole.id}")), whole)
        return self._planned(candidate, self._rows_of(table), table.id)

    def _asks_for_whole(self) -> bool:
        """Whether it is asked how much a whole list gives: "hur mycket ger hela åtgärdslistan"."""
        analysis = self._analysis
        ranked = analysis.has("top", "bottom", "mean", "median")
        return analysis.has("how_much") and not ranked and not _ENTIRE.isdisjoint(analysis.norms)

    def _computed_total(self, table: Table) -> Indicator | None:
        """The sum of a table that its document does not give, if it is held as computed."""
        rows = set(table.indicators)
        held = self._catalogue.store.indicators.values()
        return next((i for i in held if i.derived and i.derived.op == "sum" and set(i.derived.of) == rows), None)

    def _adds_up(self) -> bool:
        """Whether the sum of a table is asked for, which it holds as a row, and no mean or largest of the others."""
        return self._analysis.has("sum") and not self._analysis.has("top", "bottom", "mean", "median")

    def _rows_of(self, table: Table) -> tuple[str, ...]:
        """The rows to rank, average or add: without the total, unless the whole table is wanted."""
        if self._analysis.has("top", "bottom", "mean", "median", "sum"):
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
        if asks_leading_region(self._catalogue, self._reading, subject):
            return NotFound("not_split", {"by_region": True, "subject": subject}, (subject,))
        rows = analysis.has("top", "bottom") or (
            analysis.has("list", "mean", "median") and not analysis.has("each_period", "sum", "how_much")
        )
        if rows and _of_all_together(analysis):  # "samtliga åtgärder ger 65 miljoner"
            rows = False
        rows = rows or (analysis.has("who", "what") and _sums_stated(analysis) and not claim_wanted(analysis))
        years = analysis.has("when") or (analysis.has("sum") and any(period.span for period in analysis.periods))
        years = years and not _asks_which_row(analysis) and len(self._catalogue.holdings(indicator.id).periods) > 1
        rows = rows and not analysis.has("last_row") and not years  # "vilket år ger de minst sammanlagt?"
        for table in self._catalogue.store.tables.values() if rows else ():
            if table.total == indicator.id:
                return self._planned(candidate, self._rows_of(table), table.id)
        if (
            analysis.has("top", "bottom")
            and not years
            and indicator.derived is not None
            and indicator.derived.op == "sum"
        ):
            return self._planned(candidate, indicator.derived.of, "")
        candidate = self._other_side(candidate, indicator)
        in_unit = self._in_unit(candidate, self._catalogue.indicator(candidate.subject.id))
        outcome = self._planned(in_unit, (in_unit.subject.id,), "")
        return self._with_other_unit(in_unit, outcome) if isinstance(outcome, Found) else outcome

    def _with_other_unit(self, candidate: Candidate, outcome: Found) -> Found:
        """For "effekten i mkr och målet i %" the figure in the other unit too, where both are asked for."""
        said = {
            "SEK" if norm in _IN_MONEY else "percent"
            for norm in self._analysis.norms
            if norm in _IN_MONEY | _IN_PER_CENT
        }
        query = outcome.queries[0]
        if len(said) < 2 or self._analysis.amounts or query.operation != "lookup" or query.claim is not None:
            return outcome
        indicator = self._catalogue.indicator(candidate.subject.id)
        wanted = {"SEK": "percent", "percent": "SEK"}.get(indicator.unit, "")
        others = (
            sibling(self._catalogue, indicator, wanted)
            if wanted and not _JOINING.isdisjoint(self._analysis.norms)
            else []
        )
        if len(others) != 1:
            return outcome
        slots = self._slots.fill(replace(candidate, subject=others[0], match=None), (others[0].id,))
        if isinstance(slots, NotFound):
            return outcome
        beside = replace(
            query, indicators=slots.indicators, areas=slots.areas, periods=slots.periods, scenarios=slots.scenarios
        )
        return Found((replace(query, percent=False), replace(beside, percent=False)))

    def _other_side(self, candidate: Candidate, indicator: Indicator) -> Candidate:
        """For "hur många har inte lånat?" or "alla utom tre" the number of those that have not."""
        left_out = says_left_out(self._analysis)
        stated = those_who_do_not(self._analysis) if indicator.unit == "count" else None
        nobody = claim_wanted(self._analysis) and says_nobody(self._analysis)  # "inte en enda region har lånat"
        asks = self._analysis.has("how_many") or all_but(self._analysis) or left_out or nobody
        if indicator.unit != "count" or not (asks or stated is not None):
            return candidate
        if stated is None and claim_wanted(self._analysis) and not (all_but(self._analysis) or left_out or nobody):
            return candidate
        negative = asks_left_out(self._analysis) if stated is None else stated
        negative = negative and not nobody
        if all_but(self._analysis) and self._analysis.has("how_many"):  # "alla utom tre drar ner: hur många är det?"
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

    def _is_that_share(self, indicator: Indicator) -> bool:
        """Whether a share that is stated is the one held, where any is: "vad är en tredjedel av utrymmet i kronor?"."""
        stated = [amount for amount in self._analysis.amounts if amount.unit == "percent"]
        held = self._catalogue.store.figures(indicator.id)
        years = {value for period in self._analysis.periods for value in period.values}
        shares = [figure.value for figure in held if not years or figure.period in years]
        return all(any(abs(a.value - share) < _SAME_SHARE for share in shares) for a in stated)

    def _moved_by_fraction(self) -> bool:
        """Whether something is said to be a fraction more than before: "a third more", "steg med en femtedel"."""
        norms = self._analysis.norms
        moved = self._analysis.has("change")
        return claim_wanted(self._analysis) and any(
            amount.kind == "fraction"
            and (
                (moved and amount.start > 0 and norms[amount.start - 1] in _BY)
                or (amount.end < len(norms) and norms[amount.end] in _MORE_OR_LESS)
            )
            for amount in self._analysis.amounts
        )

    def _in_unit(self, candidate: Candidate, indicator: Indicator) -> Candidate:
        """Of what is held both in kronor and in per cent, the one that is wanted, or in which a share is stated."""
        wanted = rather_kronor(self._analysis) or asks_for_sum(self._analysis)
        if indicator.unit == "percent" and wanted and not candidate.remembered:
            others = sibling(self._catalogue, indicator, "SEK") if self._is_that_share(indicator) else []
            return replace(candidate, subject=others[0], match=None) if others else candidate
        if indicator.unit == "percent" and self._moved_by_fraction() and not candidate.remembered:
            others = sibling(self._catalogue, indicator, "SEK")  # "a third more in 2024 than in 2023"
            return replace(candidate, subject=others[0], match=None) if len(others) == 1 else candidate
        units = {amount.unit for amount in self._analysis.amounts if amount.unit and not amount.definite}
        if indicator.unit != "SEK" or units != {"percent"} or not claim_wanted(self._analysis):
            return candidate
        if self._analysis.has("in_kronor", "change") or self._moved_by_fraction():
            return candidate
        if indicator.groups and any(amount.kind == "fraction" for amount in self._analysis.amounts):
            return candidate  # "nästan en tredjedel av effekten" is a part of the table's sum
        others = sibling(self._catalogue, indicator, "percent")
        return replace(candidate, subject=others[0], match=None) if others else candidate

    def _of_nobody(self) -> bool:
        """Whether one region is spoken of as known, and none is named: "fick regionen 40 miljoner?"."""
        analysis = self._analysis
        named = analysis.names_area or analysis.strangers or analysis.has(*_WHICH_ONE)
        return not named and points_to_nobody(analysis)

    def _of_told_region(self, candidate: Candidate) -> bool:
        """Whether a figure of the country is asked for of the region spoken of: "hur mycket gick till vården där?"."""
        last = self._reading.last
        if last is None or len(last.areas) != 1 or last.areas[0] in _NO_REGION or self._analysis.names_area:
            return False
        there = not _OF_PLACE.isdisjoint(self._analysis.norms) and not self._analysis.has(*_OF_SEVERAL)
        return there and not is_regional(self._catalogue, candidate.subject)

    def _told_area(self) -> object:
        """The region that was spoken of last."""
        last = self._reading.last
        return self._catalogue.places.areas[last.areas[0]] if last is not None else None

    def _asks_money_of_a_rate(self, indicators: tuple[str, ...]) -> bool:
        """Whether money is asked of what is held in per cent, days or deaths: "hur mycket pengar" of a target."""
        analysis = self._analysis
        stated = {at for amount in analysis.amounts for at in range(amount.start, amount.end)}
        said = {norm for at, norm in enumerate(analysis.norms) if at not in stated}
        money = analysis.has("how_much", "how_many") and not _MONEY.isdisjoint(said)
        return money and all(self._catalogue.indicator(ident).unit in _RATES for ident in indicators)

    def _planned(self, candidate: Candidate, indicators: tuple[str, ...], table: str) -> Outcome:
        """The query for a subject that stands for `indicators`, or which of its parts is lacking."""
        wants_verdict = claim_wanted(self._analysis)
        slots = self._slots.fill(candidate, indicators)
        if isinstance(slots, NotFound):
            return replace(slots, claim=wants_verdict)
        if slots.areas == (NATION,) and self._of_told_region(candidate):
            part: dict[str, object] = {"area": self._told_area(), "subject": candidate.subject}
            return NotFound("not_split", part, (candidate.subject,), wants_verdict)
        if slots.areas == (NATION,) and slots.origins.get("area") != "said" and self._of_nobody():
            if is_regional(self._catalogue, candidate.subject):
                return Clarification("area", (candidate.subject,))
            split: dict[str, object] = {"by_region": True, "subject": candidate.subject}
            return NotFound("not_split", split, (candidate.subject,), wants_verdict)
        if self._asks_money_of_a_rate(indicators):
            return NotFound("not_covered", {"words": ()}, (candidate.subject,), wants_verdict)
        query = self._planner.plan(candidate, slots, table, alone=self._alone)
        if isinstance(query, NotFound):
            if query.reason == "our_region":
                return Clarification("area", (candidate.subject,))
            return replace(query, claim=wants_verdict)
        stray = stray_place(self._catalogue, self._analysis, candidate, slots) if query.operation in _OF_A_PLACE else ""
        if stray:
            details: dict[str, object] = {"word": stray, "subject": candidate.subject}
            return NotFound("unknown_place", details, (candidate.subject,), wants_verdict)
        views = self._planner.views(candidate, slots, query)
        if views:
            return Found(views)
        if query.operation == "mean" and self._planner.both_averages(candidate, slots):
            return Found((query, replace(query, operation="median")))
        adding = query.operation == "mean" and (query.group or len(query.areas) > 1) and query.claim is None
        if adding and self._planner.mean_and_sum(candidate, slots):
            return Found((query, replace(query, operation="sum")))
        return Found((query,))


def _of_all_together(analysis: Analysis) -> bool:
    """Whether one sum is stated of all rows of a table, and of none by itself: "alla åtgärder ger 65 miljoner"."""
    sums = [amount for amount in analysis.amounts if amount.unit == "SEK"]
    listed = [cue for cue in analysis.cues if cue.id == "list"]
    ranked = analysis.has("top", "bottom", "mean", "median")
    every = all(not _EVERY.isdisjoint(analysis.norms[cue.start : cue.end]) for cue in listed)
    each = not _APIECE.isdisjoint(analysis.norms)
    return claim_wanted(analysis) and len(sums) == 1 and bool(listed) and every and not (ranked or each)


def _states_besides(analysis: Analysis) -> bool:
    """Whether what seems to ask who, when or why is only named, and the rest stated: "mätdatum är den 1 november"."""
    if not analysis.has("claim") or analysis.has("how_much"):
        return False
    dated = any(len(value) >= _MONTH for period in analysis.periods if not period.weak for value in period.values)
    return dated or not asks_openly(analysis.norms)


_MONTH = 7
"""Letters of a month in ISO form."""
_EVERY, _APIECE = word_set("alla samtliga all"), word_set("var vardera varsin varje minst högst each apiece över under")


def _asks_count(analysis: Analysis) -> bool:
    """Whether "hur många" is asked; of "antalet" something else may be."""
    return any(c.id == "how_many" and analysis.norms[c.start] in ("hur", "how") for c in analysis.cues)


def _asks_figure(analysis: Analysis) -> bool:
    """Whether nothing but a figure is asked for: "vilken siffra?", "what's the price tag of …?"."""
    if claim_wanted(analysis) or asked(analysis) in ("why", "when", "who", "purpose", "definition"):
        return False
    return analysis.has("how_much", "how_many") or not _FIGURE_NOUNS.isdisjoint(analysis.norms)


def _is_about(candidate: Candidate, table: Table) -> bool:
    """Whether a subject is the total of a table, or tells something of it."""
    return candidate.subject.id == table.total or candidate.subject.about in (table.id, table.total)


def _named_whole(candidate: Candidate) -> bool:
    """Whether the question names the subject, and little that the subject does not have."""
    match = candidate.match
    return match is not None and min(match.recall, match.precision) >= _WHOLE


def _asks_region(analysis: Analysis) -> bool:
    """Whether "vilken region" is asked, which a fact of another kind does not answer."""
    return not analysis.regions and any(
        first in ("vilken", "which") and second in ("region", "landsting", "county")
        for first, second in pairwise(analysis.norms)
    )


def _asks_for_any(analysis: Analysis, candidate: Candidate) -> bool:
    """Whether a question that the fact explains asks if there is any: "är det någon region som …", "is there a"."""
    opening = analysis.norms[:_OPENING]
    return candidate.precision >= _EXPLAINED and any(
        first in _THERE and second in _ANY for first, second in pairwise(opening)
    )


def _asks_which_row(analysis: Analysis) -> bool:
    """Whether "vilken åtgärd" or "which row" asks for one of the rows."""
    return any(first in _WHICH and second in _ROW for first, second in pairwise(analysis.norms))


def _sums_stated(analysis: Analysis) -> bool:
    """Whether sums of money are stated, of which one looks for the owner: "vilken åtgärd ger tio miljoner?"."""
    return any(amount.unit == "SEK" and not amount.definite for amount in analysis.amounts)
