"""The areas that a question means: regions, groups, the nation; never a place that is not held for the subject."""

from __future__ import annotations

from itertools import pairwise

from knowledge.asking import AMOUNTING, claim_wanted, yes_no
from knowledge.catalogue import Catalogue
from knowledge.cues import named_by_rank
from knowledge.kinship import OECD, regions_of
from knowledge.lacking import marked_areas
from knowledge.language.number_words import CARDINALS, ORDINALS, PLACE_NOUNS
from knowledge.language.tables import word_set
from knowledge.language.text import fold
from knowledge.memory import Turn
from knowledge.mentions import Analysis
from knowledge.model import NATION, UNNAMED
from knowledge.outcomes import NotFound, stranger
from knowledge.reading import Candidate, Reading
from knowledge.slots import Slots

_ALL = "alla"
_OTHERS = "ovriga"
_ONLY = word_set("bara endast enbart only just")
_NOT = word_set("inte ej not")
_MORE = word_set("mer mera mindre more less högre lägre större")
_OF_TWO = ("difference", "sum", "compare", "ratio", "more_than", "less_than", "as_much")
"""Cues of what is asked of two regions, neither of which is then put right."""
_WITH = word_set("med inklusive inkl även också inräknat inräknad medräknat medräknad including included with too plus")
"""Words beside a region that count it in."""
_APART = ("compare", "difference", "ratio", "share", "more_than", "less_than", "as_much", "without", "rest")
_BESIDE = 2
"""So many words may stand between "vi" and what is set beside us."""
_THAN = word_set("än than")
_BESIDE_LAST = word_set("med mot with to against")
_OF = word_set("av utav of")
_WHAT_THEY_GOT = word_set("vad det som what region")
"""Words that may stand between "hälften av" and the region: "hälften av vad Stockholm fick"."""
_LESS_OR_PLUS = word_set("minus plus")
"""Words at the beginning of a question that only goes on reckoning: "minus Hallands"."""
_LAST_NAMED = {"sistnämnda": -1, "latter": -1, "förstnämnda": 0, "former": 0}
"""Words for one of two that were named -> which."""
_LISTED = ("rank", "list", "compare", "lookup")
_LISTING = ("rank", "list", "compare", "lookup", "sum", "mean")
_FIRST, _LAST = word_set("första främsta översta first top"), word_set("sista nedersta last bottom")
_OTHERS_WORDS = word_set("de dom alla båda all")
"""Words before "andra" that speak of the others."""
_SWEDISH = word_set("svensk svenska svenskt svenskarnas swedish")
_REGION = word_set("region landsting landstinget")
"""Words before the name of a region, which no part of the country is."""
_MOST_INHERITED = 6
"""How many regions of the last answer a question may lean on; after more, all are meant or none."""
_THE_REGION = word_set("regionen länet landstinget")
"""How a region is spoken of that has been named."""


def points_to_region(analysis: Analysis, last: Turn) -> bool:
    """Whether "regionen" is the one that was just spoken of: "och hur mycket fick regionen i sektorsbidrag?"."""
    if analysis.places or len(last.areas) != 1 or last.areas[0] == NATION or last.status != "answered":
        return False
    return not _THE_REGION.isdisjoint(analysis.norms) and not analysis.has("each_period", "top", "bottom", "all")


_PAIR = 2


class AreaSlot:
    """Fills the areas of one candidate's slots."""

    def __init__(self, catalogue: Catalogue, reading: Reading, candidate: Candidate, slots: Slots) -> None:
        """`slots` is filled in place."""
        self._catalogue = catalogue
        self._places = catalogue.places
        self._analysis = reading.analysis
        self._subject = candidate.subject
        self._slots = slots
        self._held = {code for ident in slots.indicators for code in catalogue.holdings(ident).areas}
        if any(catalogue.indicator(ident).total_by_sum for ident in slots.indicators):
            self._held.add(NATION)
        self._marked = marked_areas(catalogue, slots.indicators)
        self._regional = bool(regions_of(self._held))
        self._default = dict(catalogue.indicator(slots.indicators[0]).default).get("area", NATION)
        self._last = reading.last if reading.elliptical else None
        pointed = reading.last is not None and points_to_region(reading.analysis, reading.last)
        self._leans = candidate.match is None or reading.elliptical or pointed
        self._said: list[str] = []
        self._groups: list[str] = []
        self._operands: list[str] = []

    def fill(self, related: Turn | None) -> NotFound | None:
        """Fill areas, groups and operands; what is missing where that cannot be done.

        Args:
            related: the turn whose areas a question without any means.

        Returns:
            the place that is not held, if one was named.
        """
        lacking = self._stranger()
        if lacking is not None:
            return lacking
        lacking = self._no_region()
        if lacking is not None:
            return lacking
        self._collect()
        self._leave_corrected(related)
        self._leave_wider_groups()
        lacking = self._not_held()
        if lacking is not None:
            return lacking
        self._leave_repeated_members()
        self._slots.groups, self._slots.operands = tuple(self._groups), tuple(self._operands)
        if not self._take_said() and not self._take_remembered(related):
            self._slots.areas = (self._default,) if self._default in self._held else tuple(sorted(self._held))[:1]
            self._slots.origins["area"] = "default"
        return None

    # -- what was said ------------------------------------------------------------------------------------------------

    def _stranger(self) -> NotFound | None:
        """The first place that is no region, without a figure, unless its region is named ("Gävle: fick Region …")."""
        norms = self._analysis.norms  # "Halmstad kommun, inte Region Halland" names no region that is meant
        named = {p.code for p in self._analysis.regions if not p.start or norms[p.start - 1] not in _NOT}
        for place in self._analysis.strangers:
            area = self._places.areas[place.code]
            if named.isdisjoint(area.regions) and not self._knows(place.code):
                return stranger(area, (self._subject,), subject=self._subject, regional=self._regional)
        return None

    def _no_region(self) -> NotFound | None:
        """A part of the country that is called a region, and is several: "Region Småland"."""
        for place in self._analysis.places:
            group = self._places.groups.get(place.code) if place.kind == "group" else None
            if group is None or not self._regional:
                continue
            said = self._analysis.norms[max(0, place.start - 1) : place.end]
            called = any(
                first in _REGION and fold(second).rstrip("s") == fold(group.name.sv.casefold())
                for first, second in pairwise(said)
            )
            if called:
                details: dict[str, object] = {"kind": "no_region", "area": group, "subject": self._subject}
                return NotFound("unknown_area", details, (self._subject,))
        return None

    def _knows(self, code: str) -> bool:
        """Whether there is a figure for an area, or a mark in its place."""
        return code in self._held or code in self._marked

    def _collect(self) -> None:
        """The places of the question, in its order; a town beside its own region is no place of its own."""
        named = {place.code for place in self._analysis.regions}
        for place in self._analysis.places:
            beside = place.kind in ("municipality", "province") and not named.isdisjoint(
                self._places.areas[place.code].regions
            )
            if beside and not self._knows(place.code):
                continue
            if place.kind == "group":
                if place.code in self._groups:
                    continue  # "norrlänningarna … Norrland" names one
                self._groups.append(place.code)
                self._operands.append(place.code)
            elif place.kind == "nation":
                self._slots.nation_said = True
                if not self._regional and NATION in self._held:
                    self._operands.append(NATION)
            elif place.code not in self._said:
                self._said.append(place.code)
                self._operands.append(place.code)

    def _leave_corrected(self, related: Turn | None) -> None:
        """Of "nej, inte Skåne utan Halland" only the second is meant."""
        without = self._analysis.cue("without")
        places = self._analysis.regions
        between = without is not None and places and places[0].end <= without.start < places[-1].start
        negated = places and any(cue.id == "not" and cue.start < places[0].start for cue in self._analysis.cues)
        if between and negated and len(self._said) == len(places) == 2:
            self._leave([places[0].code])
            return
        first = places[0].start if places else 0
        denied = related is not None and 0 < first <= _BESIDE and self._analysis.norms[first - 1] in _NOT
        if not (self._analysis.has("correction") or denied) or related is None or len(self._said) != 2:
            return
        if self._analysis.has(*_OF_TWO) or "minus" in self._analysis.norms:  # "nej, Skåne minus Halland"
            return
        if self._said[0] in related.areas:
            self._leave([self._said[0]])

    def _leave_wider_groups(self) -> None:
        """Of "alla Götalandsregioner" the narrower group is meant; "de övriga 18" is not the group of that name."""
        if _ALL in self._groups and UNNAMED not in self._held:
            if len(self._groups) > 1 or not self._said:
                self._slots.origins["all"] = "said"
            self._leave([_ALL])
        if self._said and not _ONLY.isdisjoint(self._analysis.norms):
            self._leave([group for group in self._groups if set(self._said) < set(self._places.groups[group].members)])
        if len(self._said) == _PAIR and self._analysis.has("difference", "ratio", "more_than", "less_than"):
            # "till artikeln om Småland: hur mycket mer fick Jönköping än Kalmar?" sets two of the group apart
            self._leave([group for group in self._groups if set(self._said) < set(self._places.groups[group].members)])
        without = self._analysis.has("without") and (self._said or any(a.bare for a in self._analysis.amounts))
        if _OTHERS in self._groups and (without or (self._said and self._analysis.has("rest"))):
            self._leave([_OTHERS])
            self._slots.origins["rest"] = "said"

    def _leave_repeated_members(self) -> None:
        """Of "Småland, alltså Jönköping, Kronoberg och Kalmar" the members are the group once more."""
        for group in tuple(self._groups):
            members = self._places.groups[group].members
            if set(members) <= set(self._said):
                self._leave(members)
            elif not self._analysis.has(*_APART):  # "hela Norrland, alltså med Gävleborg"
                self._leave([code for code in self._said if code in members and self._is_counted_in(code)])

    def _is_counted_in(self, code: str) -> bool:
        """Whether a region is only said to be counted in with the others."""
        norms = self._analysis.norms
        return any(
            not _WITH.isdisjoint((*norms[max(0, place.start - 1) : place.start], *norms[place.end : place.end + 1]))
            for place in self._analysis.places
            if place.code == code
        )

    def _leave(self, codes: tuple[str, ...] | list[str]) -> None:
        for named in (self._said, self._groups, self._operands):
            named[:] = [code for code in named if code not in codes]

    # -- what is not held ---------------------------------------------------------------------------------------------

    def _not_held(self) -> NotFound | None:
        missing = next((code for code in self._said if not self._knows(code)), None)
        if missing is None and self._groups and not self._regional:
            missing = self._groups[0]
        if missing is not None:
            return self._place_not_held(missing)
        if self._slots.nation_said and NATION not in self._held and UNNAMED in self._held:
            return NotFound("unknown_area", {"kind": "unnamed", "subject": self._subject}, (self._subject,))
        return None

    def _place_not_held(self, code: str) -> NotFound:
        """Why there is no figure for a place: the regions are unnamed, this one lacks, or there are none at all."""
        area: object = self._places.areas.get(code) or self._places.groups[code]
        details: dict[str, object] = {"area": area, "subject": self._subject}
        if UNNAMED in self._held:
            return NotFound("unknown_area", {"kind": "unnamed", **details}, (self._subject,))
        if code == OECD or self._regional:
            details = {"kind": "not_held", **details, "regional": self._regional}
            return NotFound("unknown_area", details, (self._subject,))
        return NotFound("not_split", details, (self._subject,))

    # -- where the areas come from ------------------------------------------------------------------------------------

    def _take_said(self) -> bool:
        slots = self._slots
        nation = slots.nation_said and NATION in self._held and not self._nation_is_scope()
        self._pair_with_last()
        if self._said or self._groups:
            slots.areas = tuple(self._said)
            swedish = not _SWEDISH.isdisjoint(self._analysis.norms) and not claim_wanted(self._analysis)
            if self._said == [OECD] and (self._beside_us() or swedish) and NATION in self._held:
                slots.areas = slots.operands = (NATION, OECD)  # "vi o oecd"
            if nation and not self._regional and NATION not in slots.areas:
                slots.areas = tuple(dict.fromkeys(self._operands))
        elif nation and self._one_before():
            slots.areas = slots.operands = (self._one_before(), NATION)
        elif nation or self._swedish():
            slots.areas = (NATION,)
        else:
            return False
        slots.origins["area"] = "said"
        return True

    def _nation_is_scope(self) -> bool:
        """As in "är det högst i landet?" after one region: the country is what that region is ranked in."""
        last, analysis = self._last, self._analysis
        if not self._regional or last is None or len(last.areas) != 1 or last.areas[0] == NATION or self._said:
            return False
        return analysis.has("top", "bottom", "position") and not analysis.has("who", "list") and yes_no(analysis)

    def _swedish(self) -> bool:
        """Whether the Swedish figure is asked for of one that is held for other countries too."""
        if not {OECD, NATION} <= self._held:
            return False
        return not _SWEDISH.isdisjoint(self._analysis.norms) or self._turns_home()

    def _turns_home(self) -> bool:
        """Whether "och här hemma?" follows the OECD's figure."""
        ours = self._analysis.has("our_region") and not self._analysis.has(*_OF_TWO)
        return ours and self._last is not None and self._last.areas == (OECD,)

    def _beside_us(self) -> bool:
        """Whether "vi" or "oss" stands beside the OECD ("vi o oecd"), not elsewhere ("hjälp oss")."""
        places = [place for place in self._analysis.places if place.code == OECD]
        return any(
            cue.id == "our_region" and min(abs(place.start - cue.end), abs(cue.start - place.end)) <= _BESIDE
            for cue in self._analysis.cues
            for place in places
        )

    def _pair_with_last(self) -> None:
        """As in "var det mer än Blekinge?" or "Kalmar fick mer, bekräfta det": the other region is that of the talk."""
        last, analysis = self._last, self._analysis
        if last is None or len(self._said) != 1 or self._groups or not self._goes_on(last):
            return
        mine, others = self._said[0], [code for code in last.areas if code != self._said[0]]
        if others and self._is_new_side(last):  # "än Halland då?" after whether Skåne got more than Stockholm
            others = others[:1]
        than = analysis.has("more_than", "less_than", "as_much") and yes_no(analysis)
        than = than or (len(others) == 1 and self._is_beside_last())
        again = last.operation == "claim" and mine in last.areas and not _MORE.isdisjoint(analysis.norms)
        if len(others) != 1 or others[0] not in self._held or not (than or again):
            return
        self._said[:] = [others[0], mine] if than else [mine, others[0]]
        self._operands[:] = self._said
        self._slots.operands = tuple(self._said)

    def _in_told_places(self, related: Turn, areas: tuple[str, ...]) -> tuple[str, ...]:
        """Those of several regions of an answer that are named by their places: "den tredje?", "tvåan minus ettan"."""
        analysis = self._analysis
        pointed = [_LAST_NAMED[norm] for norm in analysis.norms if norm in _LAST_NAMED]
        if len(pointed) == 1 and len(areas) == len(_LAST_NAMED) // 2:  # "hur många bor i den sistnämnda?"
            return (areas[pointed[0]],)
        if related.operation not in _LISTING or len(areas) < 2 or analysis.content_weight:
            return ()
        places = [
            len(areas) if norm in _LAST else ORDINALS.get(norm) or PLACE_NOUNS[norm]
            for at, norm in enumerate(analysis.norms)
            if (norm in ORDINALS or norm in PLACE_NOUNS or norm in _LAST)
            and (not at or analysis.norms[at - 1] not in _OTHERS_WORDS)
        ]
        two = analysis.has("difference", "ratio", "sum", "compare") or "minus" in analysis.norms
        if len(places) != (2 if two else 1) or len(set(places)) < len(places) or max(places) > len(areas):
            return ()
        if not two and analysis.has("top", "bottom", "above", "below", "who", "position"):
            return ()
        return tuple(areas[place - 1] for place in places)

    def _one_before(self) -> str:
        """The region of the turn before that the country is to be set beside: "jämför med riket"; empty for none."""
        last, analysis = self._last, self._analysis
        if last is None or len(last.areas) != 1 or last.areas[0] in (NATION, OECD) or last.areas[0] not in self._held:
            return ""
        asked = analysis.has("compare") and not analysis.has("sum", "share", "mean") and not analysis.content_weight
        return last.areas[0] if asked and self._subject.key in last.subjects else ""

    def _first_told(self, related: Turn, areas: tuple[str, ...]) -> tuple[str, ...]:
        """The first or last few of a list that are reckoned with: "de två första ihop"; none where not so many."""
        analysis = self._analysis
        if related.operation not in _LISTED or not analysis.has("sum", "share", "difference", "ratio"):
            return ()
        for first, second in pairwise(analysis.norms):
            for number, end in ((first, second), (second, first)):
                count = CARDINALS.get(number, int(number) if number.isdecimal() and len(number) == 1 else 0)
                if 1 < count < len(areas) and end in _FIRST:
                    return areas[:count]
                if 1 < count < len(areas) and end in _LAST:
                    return areas[-count:]
        return ()

    def _goes_on(self, last: Turn) -> bool:
        """Whether the turn before was about this subject, or its region is gone on with: "åter till bidraget: …"."""
        back = self._analysis.has("return") and self._analysis.has("compare")
        return self._subject.key in last.subjects or back

    def _is_new_side(self, last: Turn) -> bool:
        """Whether the one region of a question takes the place of the second of two that were compared."""
        two = last.operation in ("claim", "compare") and len(last.areas) == len({*last.areas}) == 2
        return two and self._is_after(_THAN)

    def _is_beside_last(self) -> bool:
        """Whether the one region of a question is only set beside that of the talk: "jämför med Västmanland"."""
        has = self._analysis.has
        beside = self._is_after(_BESIDE_LAST) and has("compare") and not has("sum")
        added = self._is_after(_WITH) and has("sum") and not has("compare", "difference")
        part = has("share") or any(amount.unit in ("percent", "ratio") for amount in self._analysis.amounts)
        of_it = part and self._is_after(_OF, _WHAT_THEY_GOT)  # "hur stor del av Stockholms är det?"
        return self._is_after(_THAN) or beside or added or of_it or self._analysis.norms[0] in _LESS_OR_PLUS

    def _is_after(self, words: frozenset[str], between: frozenset[str] = frozenset()) -> bool:
        """Whether the question's one region stands right after one of these words, or with some `between` them."""
        place = next((place for place in self._analysis.places if place.code in self._said), None)
        at = place.start - 1 if place is not None else -1
        while at > 0 and self._analysis.norms[at] in between:
            at -= 1
        return at >= 0 and self._analysis.norms[at] in words

    def _states_total(self) -> bool:
        """Whether the nation's figure is stated of a subject named anew: "och sektorsbidraget är på 3 miljarder?"."""
        if not self._regional or self._default != NATION or self._analysis.has("that_region"):
            return False
        left = {term.token for term in self._catalogue.matcher.unexplained(self._subject, self._analysis.terms)}
        named = any(term.token not in left and term.weight > 1 for term in self._analysis.terms)
        norms = self._analysis.norms
        stated = {
            abs(a.value)
            for a in self._analysis.amounts
            if a.unit and not a.definite and not AMOUNTING.isdisjoint(norms[max(0, a.start - 2) : a.start])
        }
        if not named or not stated:
            return False
        figures = self._catalogue.store.figures(self._slots.indicators[0], (NATION,))
        return any(abs(figure.value) in stated for figure in figures)

    def _take_remembered(self, related: Turn | None) -> bool:
        slots = self._slots
        if related is None or slots.origins.get("all") or not self._leans or self._states_total():
            return False
        if self._regional and named_by_rank(self._analysis.cues, self._analysis.tokens) is not None:
            return False  # "och de tre som fick minst, vad fick de ihop?" is of none that were told
        areas = tuple(code for code in related.areas if code in self._held)
        summed = related.operation in ("sum", "count")
        placed = self._in_told_places(related, areas)
        few = self._first_told(related, areas)
        if placed or few:
            slots.areas = slots.operands = few or placed
        elif related.group and self._regional:
            slots.groups = slots.operands = (related.group,)
        elif areas and (len(areas) < len(regions_of(self._held)) or len(areas) <= _MOST_INHERITED or summed):
            slots.areas = slots.operands = areas
        else:
            return False
        slots.origins["area"] = "remembered"
        return True
