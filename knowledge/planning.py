"""From a subject with its slots to an exact query: which operation, along which dimension, checking which claim."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from knowledge.catalogue import Catalogue, alias_words
from knowledge.interpretation import Candidate, Reading, claim_wanted, is_change, stated_sign, yes_no
from knowledge.language.numbers import CARDINALS, ORDINALS, Amount
from knowledge.mentions import Analysis
from knowledge.model import NATION, UNNAMED
from knowledge.outcomes import NotFound
from knowledge.query import Claim, Query
from knowledge.slots import Slots

_SHORT = 5
_ALL_EXPLAINED = 0.98
_DIGITS = 3
_WEAK_WORD = 2
_TOP_N = 3
"""How many stand on a podium."""

_HIGH_END = "sämst sämsta worst längst längsta högst högsta flest mest störst störste största max maximalt toppen topp highest longest most largest maximum upper övre övergränsen"
_APART = "skillnad skillnaden differens differensen diff gap gapet glapp spännvidd spännvidden mellan difference spread apart between skiljer avstånd avståndet"
_LOW_END = "kortast kortaste lägst lägsta minst minsta min lowest shortest fewest least smallest minimum lower undre undergränsen"

_CLAIMABLE = {
    "SEK": ("SEK", "percent", "ratio", "SEK_per_person"), "percent": ("percent", "percentage_points", "ratio"), "persons": ("persons", "ratio", "percent"),
    "days": ("days", "ratio", "percent", "weeks", "months", "hours"), "count": ("persons", "ratio", "percent"), "beds_per_1000": ("beds_per_1000", "ratio", "percent"),
    "deaths_per_100000": ("deaths_per_100000", "ratio", "percent"),
}  # fmt: skip


class Planner:
    """Plans queries for one reading."""

    def __init__(self, catalogue: Catalogue, reading: Reading) -> None:
        """`reading` is the question and its conversation."""
        self._catalogue = catalogue
        self._reading = reading
        self._analysis: Analysis = reading.analysis

    def plan(self, candidate: Candidate, slots: Slots, table: str = "") -> Query | NotFound:
        """The query for a candidate; `table` where the rows of a table are meant."""
        self._cancelled = self._cancelled_cues(candidate, slots)
        first = self._catalogue.indicator(slots.indicators[0])
        held = {code for ident in slots.indicators for code in self._catalogue.holdings(ident).areas}
        regions = tuple(code for code in sorted(held) if code not in (NATION, UNNAMED, "OECD"))
        query = Query(
            "lookup", slots.indicators, slots.areas, slots.groups[0] if len(slots.groups) == 1 and not slots.areas else "", slots.operands,
            slots.periods, slots.scenarios, slots.breakdowns, per_capita=self._has("per_capita") or self._per_inhabitant() or self._remembered_per_capita(candidate),
            percent=self._percent(), table=table, origins=tuple(sorted(slots.origins.items())),
        )  # fmt: skip
        if query.per_capita and (first.unit != "SEK" or self._has("share")):
            query = replace(query, per_capita=False)
        query = replace(
            query,
            dimension=self._dimension(query, slots, regions, table),
            rounded=self._rounded(),
            wording=tuple(name for name in ("more_than", "less_than") if self._has(name)),
        )
        amounts = self._amounts(candidate, slots, query)
        threshold = self._threshold(query, amounts, slots, regions)
        if threshold is not None:
            return threshold
        claim = self._claim(candidate, query, amounts, slots, regions)
        if claim is not None:
            return self._with_claim(replace(query, rounded=""), claim, slots, regions)
        sought = self._sought(query, amounts, slots, regions)
        if sought is not None:
            return sought
        planned = self._operation(query, slots, regions, candidate)
        if isinstance(planned, Query) and self._unmet(planned):
            return NotFound("not_computable", {"query": planned, "subject": candidate.subject}, (candidate.subject,))
        return planned

    def _unmet(self, query: Query) -> bool:
        """Whether something was asked for that the query does not give: a plain figure is no answer to "hur många procent"."""
        unit = self._catalogue.indicator(query.indicators[0]).unit
        if (
            {"procentenheter", "procentenhet"} & set(self._analysis.norms)
            and unit != "percent"
            and query.operation != "share"
        ):
            return True
        if query.operation not in ("lookup", "list", "compare"):
            return False
        if self._has("above", "below", "position") and query.dimension == "area" and query.operation == "lookup":
            return True
        if self._has("mean", "median", "ratio"):
            return True
        if {"procentenheter", "procentenhet"} & set(self._analysis.norms) and unit != "percent":
            return True
        if self._has("share") and unit in ("SEK", "persons", "count") and not self._has("in_kronor"):
            return True
        return (
            self._has("difference")
            and query.scenarios != ("deviation",)
            and query.operation == "lookup"
            and query.dimension != "range"
        )

    def _has(self, *ids: str) -> bool:
        return any(cue.id in ids and cue.id not in self._cancelled for cue in self._analysis.cues)

    def _per_inhabitant(self) -> bool:
        """ "per skåning", "varje stockholmare": a place's people after per or varje."""
        norms = self._analysis.norms
        people = ("are", "arna", "ning", "ningar", "ningarna", "bo", "bor", "borna", "ing", "ingar", "it", "iter")
        return any(
            place.start
            and norms[place.start - 1] in ("per", "varje", "each", "every")
            and norms[place.start].endswith(people)
            for place in self._analysis.places
        )

    def _remembered_per_capita(self, candidate: Candidate) -> bool:
        last = self._reading.last
        return bool(
            last is not None
            and last.per_capita
            and self._reading.elliptical
            and candidate.subject.key in last.subjects
            and not self._analysis.has("in_kronor", "share", "sum", "received", "top", "bottom")
        )

    def _cancelled_cues(self, candidate: Candidate, slots: Slots) -> frozenset[str]:
        """Cues that are part of the indicator's own name ("medianväntetid", "andel av budgetutrymmet") and so ask for nothing."""
        indicators = [self._catalogue.indicator(ident) for ident in slots.indicators]
        name = {
            word
            for i in indicators
            for text in (i.name.sv, i.name.en, i.short.sv, i.short.en)
            for word in alias_words(text)
        }
        if candidate.match is not None and candidate.match.recall > 0.9:
            name |= {
                word
                for word in alias_words(candidate.match.alias.text)
                if word
                in ("totalt", "total", "sammanlagt", "totala", "average", "ökning", "ökar", "minskar", "skillnad")
            }
        gone, standing = set(), set()
        for cue in self._analysis.cues:
            words = {
                self._analysis.tokens[i].norm for i in range(cue.start, cue.end) if self._analysis.tokens[i].is_word
            }
            if cue.id in ("median", "mean", "sum", "change", "difference", "count"):
                own = any(
                    known == word or known.startswith(word)
                    for word in words
                    if len(word) > _WEAK_WORD
                    for known in name
                )
                (gone if own else standing).add(cue.id)
        gone -= standing
        if any(i.unit == "percent" for i in indicators):
            gone.add("share")
        if (any(is_change(i) for i in indicators) and len(slots.breakdowns or ()) == 1) or (
            any(is_change(i) for i in indicators) and not indicators[0].breakdowns
        ):
            gone |= {"change", "difference"}
        if slots.scenarios == ("deviation",):
            gone.add("difference")
        return frozenset(gone)

    def _percent(self) -> bool:
        norms = self._analysis.norms
        if "procentenheter" in norms or "points" in norms or "procentenhet" in norms:
            return False
        return any(
            word in norms
            for word in ("procent", "%", "percent", "procentuellt", "procentuell", "prosent", "percentage", "procents")
        ) or "per cent" in " ".join(norms)

    def _rounded(self) -> str:
        if not self._has("rounded"):
            return ""
        return "billions" if self._has("in_billions") else "millions"

    def _dimension(self, query: Query, slots: Slots, regions: tuple[str, ...], table: str) -> str:
        first = self._catalogue.indicator(slots.indicators[0])
        if table or len(slots.indicators) > 1:
            return "indicator"
        if regions:
            return "area"
        if len(slots.breakdowns or first.breakdowns) > 1 and not len(slots.breakdowns) == 1:
            return "breakdown"
        if len(slots.periods) > 1:
            return "period"
        if len(self._catalogue.holdings(slots.indicators[0]).areas) > 1:
            return "area"
        if len(slots.scenarios) > 1:
            return "scenario"
        ranged = any(o.upper is not None for o in self._catalogue.store.observations(slots.indicators[0]))
        return "range" if ranged else "one"

    # -- amounts, thresholds and claims -------------------------------------------------------------------------------

    def _amounts(self, candidate: Candidate, slots: Slots, query: Query) -> tuple[Amount, ...]:
        """The amounts that state something about the figure: not ages, "per 1 000", ranks, years or "de tre miljarderna"."""
        analysis, unit = self._analysis, self._catalogue.indicator(slots.indicators[0]).unit
        claimable = _CLAIMABLE.get(unit, (unit,))
        totals = self._totals(slots)
        weak = {period.start for period in analysis.periods if period.weak and set(period.values) & set(slots.periods)}
        ranked = {
            i
            for cue in analysis.cues
            if cue.id in ("top", "bottom", "those", "list")
            for i in range(cue.start - 2, cue.end + 2)
        }
        found = []
        for amount in analysis.amounts:
            before = analysis.tokens[amount.start - 1].norm if amount.start else ""
            if (
                amount.start in weak
                or amount.unit == "years"
                or before in ("per", "/", "plats", "place", "rank", "nummer", "number")
            ):
                continue
            if (
                amount.bare
                and unit != "count"
                and candidate.match is not None
                and amount.start in candidate.match.matched
                and amount.said in alias_words(candidate.match.alias.text)
            ):
                continue
            if (
                amount.bare
                and amount.value <= 21
                and (amount.start in ranked or before in ("de", "dom", "the", "alla", "topp", "top"))
                and unit != "count"
            ):
                continue
            if amount.unit is not None and amount.unit not in claimable:
                continue
            after = analysis.tokens[amount.end].norm if amount.end < len(analysis.tokens) else ""
            if (
                amount.bare
                and unit != "count"
                and after in ("region", "regioner", "regionerna", "län", "länen", "regions", "counties")
            ):
                continue
            if (
                amount.unit == "SEK"
                and (amount.definite or not amount.hedge)
                and abs(amount.value) in totals
                and (slots.area_said or amount.definite)
                and not amount.hedge
            ):
                continue
            if self._names_a_kind(amount, slots):
                continue
            if (
                unit == "count"
                and amount.bare
                and amount.definite
                and (amount.value == 21 or (amount.value in totals and not self._has("claim")))
            ):
                continue
            found.append(amount)
        return tuple(found)

    def _totals(self, slots: Slots) -> set[Decimal]:
        return (
            {
                abs(o.value)
                for ident in slots.indicators
                for o in self._catalogue.store.observations(ident)
                if o.area == NATION
            }
            if not self._catalogue.indicator(slots.indicators[0]).derived
            else set()
        )

    def _names_a_kind(self, amount: Amount, slots: Slots) -> bool:
        """Whether the amount is the name of a kind within the indicator ("vid 500 tkr")."""
        marks = set()
        for ident in slots.indicators:
            for kind in self._catalogue.indicator(ident).breakdowns:
                for name in (kind.name.sv, kind.name.en, *kind.aliases.all()):
                    marks |= {word for word in alias_words(name) if word.startswith("#")}
        return amount.unit == "SEK" and f"#{abs(int(amount.value))}" in marks

    def _threshold(
        self, query: Query, amounts: tuple[Amount, ...], slots: Slots, regions: tuple[str, ...]
    ) -> Query | None:
        """ "Vilka fick mer än 100 miljoner", "hur många fick mindre än Kalmar"."""
        if not regions or query.dimension != "area" or (yes_no(self._analysis) and not self._has("list")):
            return None
        quantified = self._quantified(query, amounts, slots, regions)
        if quantified is not None:
            return quantified
        counting = (self._has("count") or (self._has("how_many") and not self._has("how_much"))) and not self._has(
            "ratio", "difference"
        )
        listing = self._has("list", "who", "what") or counting
        hedged = [
            a
            for a in amounts
            if a.hedge in ("over", "under", "at_least", "at_most", "just_under", "just_over")
            and a.unit in ("SEK", None, "SEK_per_person")
        ]
        stated = self._has("claim") and counting is False
        if hedged and listing and not stated and not slots.areas_named(regions):
            amount = hedged[0]
            if amount.unit is None:
                amount = (
                    replace(amount, value=amount.value * 1_000_000, step=amount.step * 1_000_000, unit="SEK")
                    if not query.per_capita and abs(amount.value) < 1000
                    else amount
                )
            comparator = {
                "over": "over",
                "at_least": "at_least",
                "just_over": "over",
                "under": "under",
                "at_most": "at_most",
                "just_under": "under",
            }[amount.hedge]
            base = replace(query, areas=self._members(query, regions), threshold=amount, comparator=comparator)
            claimed = [a for a in amounts if a is not hedged[0] and a.bare]
            claimed_all = [a for a in self._analysis.amounts if a.bare and a.start < hedged[0].start and a.value <= 21]
            if self._has("claim") and (claimed or claimed_all):
                return replace(base, operation="count", claim=Claim("value", tuple(claimed or claimed_all)[:1]))
            return replace(
                base,
                operation="count" if counting else "list",
                direction=self._direction(
                    "bottom" if comparator in ("under", "at_most") and self._has("ascending") else "top"
                ),
            )
        between = self._between(amounts)
        if between is not None and listing and not stated and not slots.areas_named(regions):
            return replace(
                query,
                operation="count" if counting else "list",
                areas=self._members(query, regions),
                threshold=between[0],
                upper_threshold=between[1],
                comparator="between",
                direction=self._direction("top"),
            )
        average = self._average_threshold()
        if average and listing and not stated and not slots.areas_named(regions):
            return replace(
                query,
                operation="count" if counting else "list",
                areas=self._members(query, regions),
                threshold_area=average[0],
                comparator=average[1],
                direction=self._direction("top"),
            )
        one = [code for code in slots.areas if code in regions]
        if (
            len(one) == 1
            and not self._has("above", "below")
            and self._has("more_than", "less_than")
            and (counting or self._has("who", "list"))
            and not self._has("how_much", "difference", "claim")
        ):
            comparator = "over" if self._has("more_than") else "under"
            return replace(
                query,
                operation="count" if counting else "list",
                areas=self._members(replace(query, group=""), regions),
                threshold_area=one[0],
                comparator=comparator,
                direction=self._direction("top"),
            )
        return None

    def _quantified(
        self, query: Query, amounts: tuple[Amount, ...], slots: Slots, regions: tuple[str, ...]
    ) -> Query | None:
        """A claim on how many are past a limit: "sex regioner fick över 100 miljoner", "alla fick minst 40", "ingen fick under 15"."""
        sides = {
            "over": "over",
            "at_least": "at_least",
            "just_over": "over",
            "under": "under",
            "at_most": "at_most",
            "just_under": "under",
        }
        limits = [a for a in amounts if a.hedge in sides and a.unit == "SEK"]
        asked = {"hur", "how"} & set(self._analysis.norms)
        if not limits or not claim_wanted(self._analysis) or asked or slots.areas_named(regions):
            return None
        limit = limits[0]
        base = replace(
            query,
            operation="count",
            areas=self._members(query, regions),
            threshold=limit,
            comparator=sides[limit.hedge],
            group="",
        )
        before = [
            a
            for a in self._analysis.amounts
            if a.start < limit.start and ((a.bare and a.value <= 21) or a.kind == "fraction")
        ]
        if before:
            amount = before[0]
            if amount.kind == "fraction":
                amount = replace(
                    amount, value=amount.value * len(base.areas) / 100, unit=None, kind="number", step=Decimal(1)
                )
            return replace(base, claim=Claim("value", (amount,)))
        if self._word("ingen inga inget none nobody no"):
            return replace(base, claim=Claim("none"))
        if self._has("all"):
            return replace(base, claim=Claim("every"))
        return None

    def _between(self, amounts: tuple[Amount, ...]) -> tuple[Amount, Amount] | None:
        """The two limits of "mellan 90 och 100 miljoner"."""
        if (
            len(amounts) == 2
            and amounts[0].start
            and self._analysis.tokens[amounts[0].start - 1].norm
            in ("mellan", "between", "från", "from", "spannet", "intervallet", "spann", "range")
        ):
            return amounts[0], amounts[1]
        if (
            len(amounts) == 2
            and amounts[1].start - amounts[0].end == 1
            and self._analysis.tokens[amounts[0].end].norm == "-"
        ):
            return amounts[0], amounts[1]
        return None

    def _average_threshold(self) -> tuple[str, str] | None:
        """ "över snittet", "under medianen": which average, and on which side of it."""
        tokens = self._analysis.tokens
        for cue in self._analysis.cues:
            if cue.id in ("mean", "median") and cue.start:
                before = [t.norm for t in tokens[max(0, cue.start - 2) : cue.start]]
                if {"över", "above", "than", "än", "ovanför", "överstiger"} & set(before):
                    under = self._has("less_than")
                    return cue.id, "under" if under else "over"
                if {"under", "below", "nedanför", "understiger"} & set(before):
                    return cue.id, "under"
        return None

    def _members(self, query: Query, regions: tuple[str, ...]) -> tuple[str, ...]:
        return self._catalogue.places.groups[query.group].members if query.group else regions

    def _sought(
        self, query: Query, amounts: tuple[Amount, ...], slots: Slots, regions: tuple[str, ...]
    ) -> Query | None:
        """The other way round: which region, year or row has this amount ("vilket år gäller 544 miljoner?")."""
        plain = [
            a
            for a in amounts
            if a.hedge in ("", "about", "exact", "just_over", "just_under") and (a.unit is not None or a.value > 100)
        ]
        if (
            not plain
            or not self._has("who", "when", "what", "where")
            or self._has("how_much", "how_many", "difference", "sum", "share")
            or slots.areas_named(regions)
        ):
            return None
        return replace(query, operation="find", areas=regions or query.areas, group="", threshold=plain[0])

    def _claim(
        self, candidate: Candidate, query: Query, amounts: tuple[Amount, ...], slots: Slots, regions: tuple[str, ...]
    ) -> Claim | None:
        analysis = self._analysis
        wanted = claim_wanted(analysis)
        asks = self._has("how_much", "how_many", "what", "who", "when", "why", "list", "how") and not self._has("claim")
        asks = asks or (self._has("top", "bottom", "position") and not slots.areas_named(regions) and not wanted)
        if not wanted and (
            asks
            or not [
                a for a in amounts if a.unit is not None or not self._reading.elliptical or slots.areas_named(regions)
            ]
        ):
            return None
        negated = (
            self._negated(amounts) and "utan" not in self._catalogue.indicator(slots.indicators[0]).name.sv.split()
        )
        sign = stated_sign(analysis) or self._direction_sign(slots, candidate)
        named = [
            code
            for code in slots.operands
            if code in regions or code in self._catalogue.places.groups or code in ("00", "OECD")
        ]
        if self._has("none_less", "none_more"):
            return Claim("least" if self._has("none_less") else "most")
        if amounts:
            own = tuple(a for a in amounts if a.unit == self._catalogue.indicator(slots.indicators[0]).unit)
            kept = self._affirmed(own or amounts)
            return Claim("value", kept, sign, negated and kept == amounts, mismatch=self._other_denominator(slots))
        nation_held = NATION in {code for ident in slots.indicators for code in self._catalogue.holdings(ident).areas}
        pair = len(named) >= 2 or (len(named) == 1 and nation_held and not regions)
        if pair and {"eller", "or"} & set(analysis.norms) and not self._has("claim"):
            return None
        worse = self._lower_is_better(query) and self._word("sämre worse bättre better")
        if pair and worse and not regions:
            return Claim("more" if self._word("sämre worse") else "less", negated=negated)
        kinds = len(slots.breakdowns) == 2 and slots.origins.get("breakdown") == "said"
        if (pair or kinds) and self._has("more_than", "less_than", "as_much"):
            return Claim(
                "more" if self._has("more_than") else "less" if self._has("less_than") else "equal", negated=negated
            )
        place = self._place()
        if place is not None and (slots.area_said or query.dimension != "area"):
            return Claim("order", place=place, negated=negated)
        if self._has("top") and self._has("bottom"):
            return Claim("unclear")
        if self._has("top", "bottom"):
            said = slots.periods if slots.origins.get("period") == "said" else ()
            return Claim("most" if self._has("top") else "least", negated=negated, said=said)
        falls = self._word(
            "minskar minskat minskade minska sjunker sjunkit sjunka sänks falls fell fallen decreases decreased declined halveras lägre krymper går ner gått ner reduced avtar färre"
        )
        rises = self._word(
            "ökar ökat ökade öka stiger stigit växer växt höjs rises rose risen increases increased grew större fler högre stärks förbättras"
        )
        if (falls or rises) and (
            query.dimension in ("period", "breakdown")
            or sign
            or self._catalogue.indicator(slots.indicators[0]).unit == "persons"
        ):
            return Claim("falls" if falls else "rises", negated=negated)
        if self._has("all") and self._catalogue.indicator(slots.indicators[0]).unit == "count":
            return Claim("all", negated=negated)
        if sign:
            return Claim("sign", sign=sign, negated=negated)
        if analysis.has("claim") and not asks and self._remembered_amount():
            return None
        loose = (
            self._has("more_than", "less_than", "top", "bottom", "change")
            or bool(falls or rises)
            or self._word("mindre större högre lägre mer färre fler sämre bättre less more higher lower worse better")
        )
        if not wanted or asks or not self._has("claim"):
            return None
        sure = self._has("received") and candidate.precision > _ALL_EXPLAINED and not loose
        return Claim("exists" if sure else "unclear", negated=negated)

    def _affirmed(self, amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
        """Of "135,9 och inte 139,5" the amount that is meant."""
        tokens = self._analysis.tokens
        meant = tuple(
            a for a in amounts if not {"inte", "ej", "not"} & {t.norm for t in tokens[max(0, a.start - 2) : a.start]}
        )
        return meant if meant and len(amounts) > 1 else amounts

    def _other_denominator(self, slots: Slots) -> bool:
        """Whether "per 100 invånare" is said of a figure that is per 1 000."""
        wanted = {"beds_per_1000": 1000, "deaths_per_100000": 100_000}.get(
            self._catalogue.indicator(slots.indicators[0]).unit
        )
        said = [
            a.value
            for a in self._analysis.amounts
            if a.start and self._analysis.tokens[a.start - 1].norm == "per" and a.value >= 10
        ]
        return wanted is not None and bool(said) and wanted not in said

    def _direction_sign(self, slots: Slots, candidate: Candidate) -> int:
        """The sign that "ökar", "minskar", "lägre än budgeterat" give a figure that is itself a change or a deviation."""
        down = self._word(
            "minskar minska minskat minskade krymper sjunker lägre mindre färre under lower less fewer falls shrinks decreases"
        )
        up = self._word(
            "ökar öka ökat ökade växer växa stiger högre större fler över more higher grows rises increases överskrider överskrids"
        )
        if down == up:
            return 0
        indicator = self._catalogue.indicator(slots.indicators[0])
        if is_change(indicator) and indicator.breakdowns:
            return -1 if down else 1
        if slots.scenarios == ("deviation",):
            budget = [o.value for o in self._catalogue.store.observations(indicator.id) if o.scenario == "budget"]
            if budget and budget[0]:
                return (-1 if down else 1) * (1 if budget[0] > 0 else -1)
        return 0

    def _negated(self, amounts: tuple[Amount, ...]) -> bool:
        """Whether the statement says that something is not so: a "not" shortly before its amount, or before its comparison."""
        if self._has("none_less", "none_more"):
            return False
        if yes_no(self._analysis):  # "var det inte 53 miljoner?" does not deny
            return False
        nots = [cue.start for cue in self._analysis.cues if cue.id == "not"]
        if amounts:
            return any(0 < amount.start - at <= 5 for amount in amounts for at in nots)
        return bool(nots) and not self._word("fel wrong")

    def _lower_is_better(self, query: Query) -> bool:
        """Whether a high figure is a bad one: deaths and waiting."""
        indicator = self._catalogue.indicator(query.indicators[0])
        return indicator.unit in ("days", "deaths_per_100000") or "dodlighet" in indicator.id

    def _remembered_amount(self) -> bool:
        return (
            self._reading.elliptical
            and self._reading.last is not None
            and not self._analysis.amounts
            and self._analysis.content_weight == 0
        )

    def _word(self, words: str) -> bool:
        return bool(set(words.split()) & set(self._analysis.norms))

    def _place(self) -> int | None:
        """A position that is stated: "tredje störst", "på tredje plats", "plats 3"."""
        tokens = self._analysis.tokens
        for i, token in enumerate(tokens):
            follow = tokens[i + 1].norm if i + 1 < len(tokens) else ""
            starts = {cue.start for cue in self._analysis.cues if cue.id in ("top", "bottom")}
            number = CARDINALS.get(token.norm) or (
                int(token.norm) if token.norm.isdecimal() and len(token.norm) < 3 else 0
            )
            if (
                number
                and number <= 21
                and follow in ("på", "i", "on", "in")
                and i + 2 < len(tokens)
                and tokens[i + 2].norm in ("listan", "tabellen", "rangordningen", "rankningen", "the")
            ):
                return number
            if token.norm in ORDINALS and (i + 1 in starts or follow in ("plats", "place", "plats.", "placering", "-")):
                return ORDINALS[token.norm]
            if token.norm == "runner" and "up" in [t.norm for t in tokens[i + 1 : i + 3]]:
                return 2
            if token.norm in ("plats", "nummer", "number", "place", "etta", "tvåa", "trea", "fyra") and token.norm in (
                "etta",
                "tvåa",
                "trea",
            ):
                return {"etta": 1, "tvåa": 2, "trea": 3}[token.norm]
            if token.norm in ("plats", "nummer", "number", "place") and 0 < CARDINALS.get(follow, 0) <= 21:
                return CARDINALS[follow]
            if (
                token.norm in ("plats", "nummer", "number", "place")
                and follow.isdecimal()
                and len(follow) < _DIGITS
                and int(follow) <= 21
            ):
                return int(follow)
        return None

    def _with_claim(self, query: Query, claim: Claim, slots: Slots, regions: tuple[str, ...]) -> Query:
        """The query whose result the claim is held against."""
        query = replace(query, claim=claim)
        if claim.relation in ("most", "least", "order"):
            if query.dimension == "area" and regions:
                group = next((g for g in slots.groups), "")
                return replace(
                    query,
                    operation="position",
                    group=group,
                    direction="bottom"
                    if claim.relation == "least"
                    or (claim.relation == "order" and self._has("bottom") and not self._has("top"))
                    else "top",
                )
            if claim.said and not regions:
                query = replace(
                    query,
                    periods=tuple(p for i in query.indicators for p in self._catalogue.holdings(i).periods),
                    dimension="period",
                )
            return replace(query, operation="rank", n=99, direction="bottom" if claim.relation == "least" else "top")
        if claim.relation in ("more", "less", "equal"):
            return replace(
                query, operation="compare", areas=query.areas if len(query.operands) > 1 else self._pair(query)
            )
        if claim.relation in ("rises", "falls"):
            return replace(query, operation="change")
        units = [a.unit for a in claim.amounts]
        unit = self._catalogue.indicator(query.indicators[0]).unit
        if "SEK_per_person" in units:
            return replace(query, per_capita=True)
        two = len(query.operands) == 2 or len(query.areas) == 2 or len(query.breakdowns) == 2
        last = self._reading.last
        if (
            not two
            and "ratio" in units
            and len(query.operands) == 1
            and last is not None
            and len(last.areas) == 1
            and last.areas[0] in regions
        ):
            query = replace(query, operands=(*query.operands, last.areas[0]), areas=(*query.areas, last.areas[0]))
            two = True
        if (
            two
            and "percent" in units
            and unit != "percent"
            and any(a.kind == "fraction" for a in claim.amounts)
            and len(query.operands) == 2
        ):
            return replace(query, operation="ratio", percent=True)
        if query.dimension == "range" and self._has("difference") and len(claim.amounts) == 1:
            return replace(query, operation="difference")
        if "ratio" in units:
            multiple = any(a.kind == "multiple" for a in claim.amounts)
            if (
                two
                or (query.dimension in ("period", "breakdown", "range", "scenario") and len(query.operands) < 2)
                or (multiple and len(query.areas) > 1)
            ):
                return replace(query, operation="ratio", areas=query.areas if two else self._pair(query))
            return replace(query, operation="ratio", areas=self._pair(query))
        if "percent" in units and unit != "percent":
            if self._has("change") or (query.dimension in ("period", "breakdown") and not self._has("share")):
                if query.dimension == "period" and len(query.periods) > 2 and query.origin("period") == "default":
                    return replace(query, claim=Claim("unclear"))
                return replace(query, operation="change", percent=True)
            if two and self._has("more_than", "less_than", "difference"):
                return replace(query, operation="change", percent=True)
            if two and self._has("sum"):
                return replace(query, operation="share", operands=())
            return replace(query, operation="share")
        if "percentage_points" in units:
            return replace(query, operation="difference", areas=query.areas if two else self._pair(query))
        if two and self._has("more_than", "less_than", "difference") and not query.rounded:
            return replace(query, operation="difference")
        if self._has("mean"):
            return replace(
                query,
                operation="mean",
                areas=self._members(query, regions) if regions and not slots.area_said else query.areas,
            )
        if self._has("median") and regions:
            return replace(query, operation="median", areas=self._members(query, regions))
        if self._has("change") and query.dimension == "period" and len(query.periods) > 1 and len(claim.amounts) == 1:
            return replace(query, operation="difference")
        if query.group or (
            self._has("sum")
            and (
                len(query.areas) > 1
                or (query.dimension in ("period", "indicator") and len(query.periods) + len(query.indicators) > 2)
            )
        ):
            return replace(query, operation="sum")
        return query

    def _pair(self, query: Query) -> tuple[str, ...]:
        """The two areas that a comparison with OECD or another stranger to the default area is between."""
        held = self._catalogue.holdings(query.indicators[0]).areas
        if set(held) == {NATION, "OECD"}:
            return NATION, "OECD"
        return query.areas

    # -- operations ---------------------------------------------------------------------------------------------------

    def _operation(
        self, query: Query, slots: Slots, regions: tuple[str, ...], candidate: Candidate
    ) -> Query | NotFound:
        last = self._reading.last
        if (
            self._has("difference", "ratio", "sum", "compare", "change", "mean")
            and (self._analysis.has("those", "each_period") or not self._analysis.content_weight)
            and not self._has("top", "bottom")
        ):
            query = self._recalled(query, slots) or query
        two = len(query.operands) >= 2 or len(query.areas) >= 2 or len(query.indicators) >= 2
        ranked = self._has("top", "bottom", "position", "above", "below", "descending", "ascending") or (
            self._place() is not None and bool(regions)
        )
        if regions and slots.origins.get("area") == "default" and self._analysis.has("our_region") and not ranked:
            return NotFound("our_region", {"subject": candidate.subject}, (candidate.subject,))
        if (
            self._has("those")
            and last is not None
            and candidate.subject.key in last.subjects
            and not two
            and regions
            and ranked
        ):
            members = self._those(last.areas, last.group)
            if len(members) > 1:
                return self._ranking(replace(query, group="", operands=()), slots, members)
        if slots.scenarios == ("deviation",) and (query.percent or self._has("ratio")):
            return replace(
                query, operation="change", scenarios=("budget", "forecast"), dimension="scenario", percent=True
            )
        extremes = (
            self._has("top")
            and self._has("bottom")
            and (self._has("difference", "ratio", "share", "sum", "compare", "more_than", "range"))
        )
        if (
            not slots.area_said
            and query.dimension in ("area", "indicator", "period")
            and (extremes or (regions and self._has("range")))
        ):
            spread = self._has("more_than", "how_much") and not self._has("from")
            operation = next(
                (name for name in ("ratio", "difference", "share", "sum") if self._has(name)),
                "difference" if spread else "rank",
            )
            return replace(
                query,
                operation=operation,
                end="extremes",
                areas=self._members(query, regions) if regions else query.areas,
            )
        if (
            query.dimension == "range"
            and self._has("top")
            and self._has("bottom")
            and self._has("more_than", "difference")
            and not self._has("ratio")
        ):
            return replace(query, operation="difference")
        if query.dimension == "range" and not self._has("ratio") and not self._word(_APART):
            high, low = self._word(_HIGH_END), self._word(_LOW_END)
            return replace(query, end="high" if high and not low else "low" if low and not high else "")
        if query.dimension == "scenario" and query.percent:
            return replace(query, operation="change")
        if (
            self._has("without")
            and query.group
            and regions
            and not self._has("mean", "median", "share", "top", "bottom")
        ):
            listed = self._has("list") and not self._has("sum", "how_much")
            return replace(
                query,
                operation="list" if listed else "sum",
                areas=regions,
                without_areas=self._members(query, regions),
                group="",
                operands=(),
            )
        if (
            self._has("without")
            and regions
            and len(slots.areas) == 1
            and slots.areas_named(regions)
            and not self._has("mean", "median", "top", "bottom", "not", "per_capita")
        ):
            return replace(query, operation="sum", areas=regions, without_areas=slots.areas, group="", operands=())
        if self._has("add_to") and (
            len(query.areas) > 1 or (len(query.periods) > 1 and slots.origins.get("period") == "said")
        ):
            return replace(query, operation="sum")
        if (
            self._has("add_to")
            and regions
            and len(slots.areas) == 1
            and last is not None
            and last.areas
            and self._reading.elliptical
            and not self._analysis.content_weight
        ):
            both = tuple(dict.fromkeys((*(code for code in last.areas if code in regions), *slots.areas)))
            if 1 < len(both) < 8:
                return replace(query, operation="sum", areas=both, operands=both)
        if self._has("above", "below") and regions and len(slots.areas) == 1:
            return replace(
                query,
                operation="above" if self._has("above") else "below",
                areas=regions,
                threshold_area=slots.areas[0],
            )
        computed = self._computation(query, slots, regions, two)
        if computed is not None:
            return computed
        if ranked and query.dimension != "range":
            return self._ranking(query, slots, ())
        if self._has("count") and regions and not slots.area_said:
            return replace(query, operation="count", areas=regions)
        if self._has("sum") or (self._has("follow") and last is not None and last.operation == "sum" and query.group):
            return self._sum(query, slots, regions)
        return self._shown(query, slots, regions, two)

    def _computation(self, query: Query, slots: Slots, regions: tuple[str, ...], two: bool) -> Query | NotFound | None:
        """Ratio, difference, mean, median, change or share, where one is asked for."""
        n = self._count()
        if self._has("sum") and self._has("top", "bottom") and n > 1 and not self._has("share", "mean"):
            return self._sum(query, slots, regions)
        percent_more = query.percent and self._has("more_than", "less_than") and two
        if percent_more:
            return self._two_sided("change", query, slots, regions)
        if self._has("ratio") and not self._has("sum"):
            return self._two_sided("ratio", query, slots, regions)
        summed = (
            self._has("sum")
            and not self._has("more_than", "less_than")
            and "mellan" not in self._analysis.norms
            and "between" not in self._analysis.norms
        )
        if (self._has("difference") and not summed) or (self._has("more_than", "less_than") and self._has("how_much")):
            return self._two_sided("difference", query, slots, regions)
        if self._has("mean", "median"):
            return self._average(query, slots, regions)
        if (
            self._has("change")
            and not self._has("sum")
            and (query.dimension in ("period", "breakdown") or two or regions or self._from_before(slots))
        ):
            return self._two_sided("change", query, slots, regions)
        if self._has("share") and not self._has("count"):
            return self._share(query, slots, regions)
        return None

    def _shown(self, query: Query, slots: Slots, regions: tuple[str, ...], two: bool) -> Query:
        """Side by side, as a list, a group's sum, or the figures as they stand."""
        if self._has("compare") and (
            two or query.dimension in ("area", "scenario", "breakdown", "period", "indicator")
        ):
            if not two and not regions:
                query = replace(query, areas=self._pair(query))
            if not (regions and not slots.area_said):
                return replace(query, operation="compare")
        if self._has("list") or slots.origins.get("all"):
            if query.group:
                return replace(query, operation="list", areas=self._members(query, regions), group=query.group)
            if regions and not slots.area_said:
                return replace(query, operation="list", areas=regions)
            return replace(query, operation="list")
        if query.group:
            return replace(query, operation="sum")
        if two and slots.groups:
            return replace(query, operation="compare")
        return query

    def _from_before(self, slots: Slots) -> bool:
        """Whether a new year was said after another one, so that a change from that one is meant."""
        last = self._reading.last
        return (
            last is not None
            and self._reading.elliptical
            and slots.origins.get("period") == "said"
            and len(last.periods) == 1
            and last.periods != slots.periods
        )

    def _same_members(self, slots: Slots) -> tuple[str, ...]:
        """The regions that the turns before compared, when a short question ranks on ("minst?", "vem fick mest?")."""
        turns = self._reading.memory.turns
        if (
            slots.origins.get("area") == "said"
            or slots.origins.get("all")
            or not turns
            or len(self._analysis.tokens) > _SHORT
            or self._analysis.content_weight
        ):
            return ()
        if turns[-1].members:
            return turns[-1].members
        alone = []
        for turn in reversed(turns):
            if turn.operation not in ("lookup", "claim") or len(turn.areas) != 1 or turn.areas[0] in alone:
                break
            alone.append(turn.areas[0])
        return tuple(reversed(alone)) if len(alone) > 1 else ()

    def both_averages(self) -> bool:
        """Whether the mean and the median were both asked for."""
        return self._has("mean") and self._has("median")

    def _those(self, areas: tuple[str, ...], group: str) -> tuple[str, ...]:
        """The regions that "de tre" or "av dem" points to: the last answer's group, its regions, or those of the last turns."""
        if group:
            return self._catalogue.places.groups[group].members
        if len(areas) > 1:
            return areas
        for turn in reversed(self._reading.memory.turns):
            if turn.group:
                return self._catalogue.places.groups[turn.group].members
            if len(turn.areas) > 1:
                return turn.areas
        return tuple(dict.fromkeys(code for said in self._reading.memory.recent_figures(6) for code in said.areas))

    def _recalled(self, query: Query, slots: Slots) -> Query | None:
        """The query over the figures of the last turns, for "skillnaden dem emellan" and "lägg ihop de två"."""
        if slots.origins.get("area") == "said" or slots.origins.get("period") == "said" or not self._reading.elliptical:
            return None
        wanted = 3 if {"tre", "three", "3"} & set(self._analysis.norms) else 2
        figures = [said for said in self._reading.memory.recent_figures(wanted) if said.indicator]
        if (
            len(figures) < 2
            or len({said.unit for said in figures}) > 1
            or query.indicators[0] not in {said.indicator for said in figures}
        ):
            return None
        indicators = tuple(dict.fromkeys(said.indicator for said in figures))
        areas = tuple(dict.fromkeys(code for said in figures for code in said.areas))
        periods = tuple(dict.fromkeys(said.period for said in figures))
        breakdowns = tuple(dict.fromkeys(said.breakdown for said in figures if said.breakdown))
        scenarios = tuple(dict.fromkeys(said.scenario for said in figures))
        dimension = (
            "indicator"
            if len(indicators) > 1
            else "area"
            if len(areas) > 1
            else "period"
            if len(periods) > 1
            else "breakdown"
            if len(breakdowns) > 1
            else "scenario"
        )
        if sum(len(values) > 1 for values in (indicators, areas, periods, breakdowns, scenarios)) != 1:
            return None
        return replace(
            query,
            indicators=indicators,
            areas=areas,
            operands=areas if len(areas) > 1 else (),
            group="",
            periods=periods,
            breakdowns=breakdowns,
            scenarios=scenarios,
            dimension=dimension,
        )

    def _two_sided(self, operation: str, query: Query, slots: Slots, regions: tuple[str, ...]) -> Query | NotFound:
        """Difference, ratio or change between two areas, groups, years, kinds, scenarios, rows or the ends of a range."""
        last = self._reading.last
        two_areas = len(query.operands) > 1
        if (
            slots.scenarios == ("deviation",)
            and operation in ("difference", "change")
            and not (query.percent or operation == "ratio")
        ):
            return query
        if slots.scenarios == ("deviation",) and query.percent:
            return replace(query, operation="change", scenarios=("budget", "forecast"), dimension="scenario")
        if (
            len(query.operands) == 1
            and regions
            and last is not None
            and last.areas
            and slots.origins.get("area") == "said"
            and (self._analysis.has("that", "those") or not self._has("top", "bottom"))
        ):
            before = last.areas if len(last.areas) == 1 else ()
            if before and before[0] in regions and before[0] != query.operands[0]:
                return replace(
                    query,
                    operation=operation,
                    areas=(before[0], *slots.areas),
                    operands=(before[0], *query.operands),
                    percent=query.percent,
                )
        if (
            not regions
            and len(self._catalogue.holdings(query.indicators[0]).areas) == 2
            and len(query.areas) < 2
            and query.dimension == "area"
        ):
            query = replace(query, areas=self._pair(query))
        if operation == "change" and regions and len(query.operands) < 2 and len(slots.periods) < 2:
            subject = self._catalogue.subject(f"indicator:{query.indicators[0]}")
            return NotFound(
                "one_period", {"period": slots.periods[0] if slots.periods else "", "subject": subject}, (subject,)
            )
        if (
            len(slots.periods) == 1
            and slots.origins.get("period") == "said"
            and last is not None
            and len(last.periods) == 1
            and last.periods != slots.periods
            and not two_areas
        ):
            held = self._catalogue.holdings(query.indicators[0]).periods
            if last.periods[0] in held and self._reading.elliptical:
                return replace(
                    query,
                    operation=operation,
                    periods=tuple(sorted((*last.periods, *slots.periods))),
                    dimension="period",
                )
        if len(slots.periods) > 2 and query.dimension == "period":
            query = (
                replace(query, periods=(min(slots.periods), max(slots.periods)))
                if slots.origins.get("period") != "default" or operation == "change"
                else query
            )
        return replace(query, operation=operation)

    def _average(self, query: Query, slots: Slots, regions: tuple[str, ...]) -> Query | NotFound:
        operation = "mean" if self._has("mean") else "median"
        if regions and (query.group or not slots.area_said):
            members = self._members(query, regions)
            without = self._analysis.cue("without")
            if without is not None:
                near = [
                    a.value
                    for a in self._analysis.amounts
                    if a.bare and min(abs(a.start - without.end), abs(a.start - without.start)) <= 3 and a.value < 20
                ]
                if query.group:
                    return replace(query, operation=operation, areas=regions, group="", without_areas=members)
                if near or self._has("top", "bottom"):
                    return replace(
                        query,
                        operation=operation,
                        areas=regions,
                        without=int(near[0]) if near else 1,
                        direction=self._direction("top"),
                    )
            return replace(query, operation=operation, areas=members)
        if regions and len(query.areas) == 1 and not self._analysis.has("without"):
            subject = self._catalogue.subject(f"indicator:{query.indicators[0]}")
            return NotFound("not_computable", {"subject": subject}, (subject,))
        if regions and len(query.areas) == 1 and self._analysis.has("without"):
            return replace(query, operation=operation, areas=regions, without_areas=query.areas, group="")
        return replace(query, operation=operation)

    def _share(self, query: Query, slots: Slots, regions: tuple[str, ...]) -> Query | NotFound:
        if slots.origins.get("area") == "remembered" or (self._has("sum") and not slots.groups):
            query = replace(query, operands=())
        if not slots.area_said and regions and self._has("top", "bottom"):
            return replace(
                query, operation="share", end="rank", areas=regions, n=self._count(), direction=self._direction("top")
            )
        if not slots.area_said and regions and not query.table and self._has("list"):
            return replace(query, operation="share", end="list", areas=regions)
        first = self._catalogue.indicator(query.indicators[0])
        if first.unit == "count":
            return replace(query, operation="share")
        if not regions and not first.groups and len(query.periods) > 1 and self._has("change", "from", "difference"):
            return replace(query, operation="change", percent=True)
        if not regions and not first.groups and not query.table:
            return replace(query, operation="change", percent=True) if len(query.periods) == 2 else query
        return replace(query, operation="share")

    def _sum(self, query: Query, slots: Slots, regions: tuple[str, ...]) -> Query:
        if self._has("top", "bottom") and regions and not slots.area_said:
            return replace(
                query, operation="sum", end="rank", areas=regions, n=self._count(), direction=self._direction("top")
            )
        if query.group or len(query.operands) > 1 or len(query.areas) > 1:
            without = self._has("without") and not slots.areas
            if without and regions and query.group:
                return replace(
                    query, operation="sum", areas=regions, without_areas=self._members(query, regions), group=""
                )
            return replace(query, operation="sum")
        if regions and slots.area_said and self._has("without") and query.areas:
            return replace(query, operation="sum", areas=regions, without_areas=query.areas)
        if len(query.periods) > 1 or len(query.indicators) > 1 or len(query.breakdowns) > 1:
            return replace(query, operation="sum")
        return query

    def _direction(self, default: str) -> str:
        if self._has("ascending") and (self._has("bottom") or self._count() == 1):
            return "bottom"
        if self._has("descending") and not self._has("bottom"):
            return "top"
        if self._has("bottom") and (not self._has("top") or self._has("list")):
            return "bottom"
        return "top" if self._has("top") else default

    def _count(self) -> int:
        """How many the ranking is to show: "topp 5", "de tre största", a podium; 1 where nothing is said."""
        tokens, analysis = self._analysis.tokens, self._analysis
        medals = sum(1 for token in tokens if token.kind == "medal")
        for cue in analysis.cues:
            if cue.id in ("top", "bottom"):
                for i in [
                    *range(cue.end, min(len(tokens), cue.end + 3)),
                    *range(cue.start - 1, max(-1, cue.start - 4), -1),
                ]:
                    token = tokens[i]
                    number = (
                        int(token.norm)
                        if token.norm.isdecimal() and len(token.norm) < _DIGITS
                        else CARDINALS.get(token.norm, 0)
                    )
                    if token.norm in ("en", "ett", "one", "den"):
                        continue
                    if 1 < number <= 21:
                        return number
                for amount in analysis.amounts:
                    if (
                        amount.bare
                        and 1 < amount.value <= 21
                        and (
                            amount.definite
                            or (amount.start and tokens[amount.start - 1].norm in ("vilka", "which", "de", "dom"))
                        )
                    ):
                        return int(amount.value)
                if any(tokens[i].norm.startswith(("prispall", "medalj")) for i in range(cue.start, cue.end)):
                    return _TOP_N
        if any(token.norm in ("prispallen", "prispall", "podium", "pallen") for token in tokens):
            return _TOP_N
        return max(1, medals)

    def _ranking(self, query: Query, slots: Slots, members: tuple[str, ...]) -> Query:
        held = self._catalogue.holdings(query.indicators[0]).areas
        regions = tuple(code for code in sorted(held) if code not in (NATION, UNNAMED, "OECD"))
        direction = self._direction("top")
        n = self._count()
        full = (
            (self._has("descending", "ascending") or slots.origins.get("all") == "said")
            and n == 1
            and self._has("list", "descending", "ascending")
        ) or (self._has("list") and not self._has("top", "bottom"))
        if query.dimension == "area" and regions:
            members = members or self._same_members(slots)
            if members:
                return replace(query, operation="rank", areas=members, n=n, direction=direction)
            place = self._place()
            if (
                place is not None
                and place > 1
                and self._has("who", "what")
                and not self._has("position")
                and not self._has("claim")
            ):
                return replace(
                    query,
                    operation="rank",
                    areas=regions,
                    n=place,
                    nth=True,
                    direction=direction,
                    group="",
                    operands=(),
                )
            if (len(slots.areas) == 1 and slots.origins.get("area") == "said") or (
                self._has("position") and len(slots.areas) == 1 and slots.area_said
            ):
                if not slots.groups:
                    return replace(
                        query,
                        operation="position",
                        direction="bottom" if self._has("bottom") and not self._has("position") else "top",
                    )
            if len(slots.areas) == 2 and {"eller", "or"} & set(self._analysis.norms):
                return replace(query, operation="compare")
            if len(slots.areas) > 1 and (slots.origins.get("area") == "said" or self._has("those")):
                return replace(query, operation="rank", n=n, direction=direction)
            group = slots.groups[0] if slots.groups else ""
            areas = self._members(replace(query, group=group), regions)
            if full:
                return replace(query, operation="list", areas=areas, direction=direction, n=99)
        else:
            areas = query.areas if len(query.areas) > 1 else tuple(held) if query.dimension == "area" else query.areas
        place = self._place()
        if place is not None and place > 1:
            return replace(query, operation="rank", areas=areas, n=place, nth=True, direction=direction)
        if full:
            return replace(query, operation="list", areas=areas, direction=direction, n=99)
        return replace(query, operation="rank", areas=areas, n=n, direction=direction)
