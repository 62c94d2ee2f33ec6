"""All that is held, as pages show it: every figure and fact with its place, its evidence, and a question that asks it.

A question stands beside a figure only if its answer is that figure: it is asked when the page is first shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.channels.web.cards import Card, card_of
from bot.channels.web.paths import slug
from bot.channels.web.tiles import TileMap, tile_map
from bot.conversing import Desk
from bot.message import Message, Reply
from bot.standing import in_words
from bot.talking import Said
from bot.texts import say, section
from knowledge.language import formatting
from knowledge.memory import Memory
from knowledge.model import UNNAMED, Area, Fact, Gap, Group, Indicator, Language, Observation, Source
from knowledge.query import Query
from knowledge.subjects import Subject

_KEPT = 256
_FEWEST_REGIONS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it is of, the figure, where it stands, and a question that it answers."""

    observation: Observation
    names: tuple[str, ...]
    figure: str
    question: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something that a document says in words, or that it lacks, and a question that this answers."""

    name: str
    text: str
    place: str
    evidence: str
    question: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one indicator."""

    indicator: Indicator
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """What is held of a document."""

    source: Source
    figures: tuple[Figures, ...]
    facts: tuple[Told, ...]
    gaps: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """What is held of an indicator: its figures by document, what it is computed from, questions, and a map."""

    indicator: Indicator
    unit: str
    sources: tuple[tuple[Source, tuple[Row, ...]], ...]
    parts: tuple[Indicator, ...]
    questions: tuple[str, ...]
    told: tuple[Told, ...]
    tiles: TileMap | None


@dataclass(frozen=True, slots=True)
class RegionPage:
    """What is held of a region: an answer each, with the question that it answers, and a map."""

    area: Area
    cards: tuple[tuple[str, Card], ...]
    groups: tuple[Group, ...]
    tiles: TileMap | None


class Held:
    """Makes what the pages show, once for each and language."""

    def __init__(self, desk: Callable[[], Desk]) -> None:
        """Ask at such a desk whether a question gives a figure."""
        self._desk = desk
        store = desk().service.engine.store
        self._store = store
        self.regions = tuple(area for area in store.areas.values() if area.kind == "region")
        self._slugs = {slug(area): area for area in self.regions}
        self.source = lru_cache(maxsize=_KEPT)(self._source)
        self.indicator = lru_cache(maxsize=_KEPT)(self._indicator)
        self.region = lru_cache(maxsize=_KEPT)(self._region)
        self.map = lru_cache(maxsize=2)(self._map)
        self.group_questions = lru_cache(maxsize=2)(self._group_questions)

    def region_of(self, name: str) -> Area | None:
        """The region with this name in an address, or with this code; None where there is none."""
        area = self._store.areas.get(name)
        return self._slugs.get(name) or (area if area in self.regions else None)

    def counts(self, source: str) -> tuple[int, int, int]:
        """How many figures, facts and gaps are held of a document."""
        figures = sum(o.source == source for ident in self._store.indicators for o in self._store.observations(ident))
        facts = sum(fact.source == source for fact in self._store.facts.values())
        return figures, facts, sum(gap.source == source for gap in self._store.gaps.values())

    def themes(self, language: Language) -> list[tuple[str, list[tuple[Indicator, str, int]]]]:
        """The indicators by theme, in the store's order, each with its periods and the number of its figures."""
        found: dict[str, list[tuple[Indicator, str, int]]] = {}
        for indicator in self._store.indicators.values():
            held = self._desk().service.engine.catalogue.holdings(indicator.id)
            periods = ", ".join(formatting.period(period, language) for period in held.periods if period)
            count = len(self._store.observations(indicator.id))
            found.setdefault(theme_name(indicator.theme, language), []).append((indicator, periods, count))
        return sorted(found.items())

    def groups(self) -> tuple[Group, ...]:
        """The groups of regions, without the one of all."""
        return tuple(group for group in self._store.groups if len(group.members) < len(self.regions))

    def _group_questions(self, language: Language) -> tuple[tuple[Group, str, tuple[str, ...]], ...]:
        """The groups, each with the names of its regions and questions about it that have an answer."""
        desk = self._desk()
        found = []
        for group in self.groups():
            members = formatting.joined([self._store.areas[code].label(language) for code in group.members], language)
            asked = [
                in_words(Query("sum", (indicator.id,), group=group.id), desk, language)
                for indicator in self._store.indicators.values()
                if indicator.additive and set(group.members) <= set(self._store.holdings(indicator.id).areas)
            ]
            found.append((
                group,
                members,
                tuple(each for each in asked if self._is_sum(_asked(each, desk, language), group)),
            ))
        return tuple(found)

    def _source(self, ident: str, language: Language) -> SourcePage:
        """What is held of a document."""
        desk = self._desk()
        figures = []
        for indicator in self._store.indicators.values():
            rows = tuple(
                self._row(o, language, desk) for o in self._store.observations(indicator.id) if o.source == ident
            )
            figures += [Figures(indicator, rows)] if rows else []
        facts = tuple(_told(fact, language, desk) for fact in self._store.facts.values() if fact.source == ident)
        gaps = tuple(_told(gap, language, desk) for gap in self._store.gaps.values() if gap.source == ident)
        return SourcePage(self._store.sources[ident], tuple(figures), facts, gaps)

    def _indicator(self, ident: str, language: Language) -> IndicatorPage:
        """What is held of an indicator."""
        desk = self._desk()
        indicator = self._store.indicators[ident]
        rows: dict[str, list[Row]] = {}
        for observation in self._store.observations(ident):
            rows.setdefault(observation.source, []).append(self._row(observation, language, desk))
        name = indicator.name.of(language)
        wide = len(desk.service.engine.operations.figures.regions(ident)) > _FEWEST_REGIONS
        asked = [
            name,
            *((say(language, f"web.ask_{what}", what=name) for what in ("all", "top", "low")) if wide else ()),
        ]
        questions = tuple(each for each in asked if self._is_of(_asked(each, desk, language), ident))
        items: list[Fact | Gap] = [*self._store.facts.values(), *self._store.gaps.values()]
        unit = say(language, "chart.unit_SEK_0" if indicator.unit == "SEK" else f"chart.unit_{indicator.unit}")
        return IndicatorPage(
            indicator,
            unit,
            tuple((self._store.sources[source], tuple(each)) for source, each in rows.items()),
            tuple(self._store.indicators[part] for part in (indicator.derived.of if indicator.derived else ())),
            questions,
            tuple(_told(each, language, desk) for each in items if each.about == ident),
            tile_map(_asked(asked[1], desk, language), desk) if wide else None,
        )

    def _region(self, code: str, language: Language) -> RegionPage:
        """What is held of a region."""
        desk = self._desk()
        cards = []
        tiles = None
        for indicator in self._store.indicators.values():
            if code not in self._store.holdings(indicator.id).areas:
                continue
            for per_capita in (False, True) if indicator.unit == "SEK" else (False,):
                question = in_words(Query("lookup", (indicator.id,), (code,), per_capita=per_capita), desk, language)
                reply = _asked(question, desk, language)
                if self._is_of(reply, indicator.id) and reply.data["figures"][0]["area_code"] == code:
                    card = card_of(Said(reply, question=question), desk)
                    tiles = tiles or card.tiles
                    cards.append((question, card))
        groups = tuple(group for group in self.groups() if code in group.members)
        return RegionPage(self._store.areas[code], tuple(cards), groups, tiles)

    def _map(self, language: Language) -> TileMap | None:
        """The map of the first indicator that is held for most regions; what was granted before what was counted."""
        desk = self._desk()

        def order(indicator: Indicator) -> bool:
            return "grant" not in self._store.holdings(indicator.id).scenarios

        for indicator in sorted(self._store.indicators.values(), key=order):
            question = say(language, "web.ask_all", what=indicator.name.of(language))
            if (tiles := tile_map(_asked(question, desk, language), desk)) is not None:
                return tiles
        return None

    def _row(self, observation: Observation, language: Language, desk: Desk) -> Row:
        """A figure with what it is of, and a question for it."""
        indicator = self._store.indicators[observation.indicator]
        kinds = {kind.id: kind.name.of(language) for kind in indicator.breakdowns}
        area = self._store.areas.get(observation.area)
        scenario = say(language, f"figure.scenario_{observation.scenario}") if observation.scenario else ""
        names = (
            say(language, "figure.unnamed") if observation.area == UNNAMED or area is None else area.label(language),
            formatting.period(observation.period, language) or say(language, "figure.period_missing"),
            kinds.get(observation.breakdown, ""),
            scenario if observation.scenario not in ("outcome", "grant") else "",
        )
        figure = formatting.figure(observation.value, observation.unit, language, observation.upper)
        if observation.unit == "SEK" and observation.upper is None and observation.published_unit == "kr":
            figure = formatting.exact_money(observation.value, language)
        if observation.approximate:
            figure = say(language, "figure.about", figure=figure)
        asks = in_words(
            Query(
                "lookup",
                (observation.indicator,),
                (observation.area,),
                periods=(observation.period,),
                breakdowns=(observation.breakdown,),
            ),
            desk,
            language,
        )
        tried = dict.fromkeys((f"{asks} {scenario}".strip(), asks) if names[3] else (asks,))
        question = next((each for each in tried if _gives(_asked(each, desk, language), observation)), "")
        return Row(observation, names, figure, question)

    @staticmethod
    def _is_of(reply: Reply, indicator: str) -> bool:
        """Whether a reply gives figures of an indicator, and of nothing else."""
        answer = reply.answer
        if answer is None or answer.status != "answered" or len(answer.results) != 1:
            return False
        return answer.results[0].query.indicators == (indicator,)

    @staticmethod
    def _is_sum(reply: Reply, group: Group) -> bool:
        """Whether a reply leads with the sum of a group."""
        answer = reply.answer
        if answer is None or answer.status != "answered" or not answer.results or not answer.results[0].figures:
            return False
        first = answer.results[0].figures[0]
        return first.kind == "sum" and set(first.areas) == set(group.members)


def theme_name(theme: str, language: Language) -> str:
    """A theme's name; an editor may have added one that has none yet."""
    name = section(language, "web").get(f"theme_{theme}") or theme.replace("_", " ")
    return name[:1].upper() + name[1:]


def _asked(question: str, desk: Desk, language: Language) -> Reply:
    """The reply to a question; there are too many here for them to be kept among those that answers need."""
    return desk.service.answer_with(Message(question, "", "web", None, language, desk.day), Memory())[0]


def _gives(reply: Reply, observation: Observation) -> bool:
    """Whether a reply leads with a figure."""
    answer = reply.answer
    if answer is None or answer.status != "answered" or not answer.results or not answer.results[0].figures:
        return False
    first = answer.results[0].figures[0]
    own = (first.indicator, first.area, first.period, first.scenario, first.breakdown)
    return own == observation.key and (first.value, first.upper) == (observation.value, observation.upper)


def _told(item: Fact | Gap, language: Language, desk: Desk) -> Told:
    """A fact or gap, and a question for it: one of its names."""
    kind = "fact" if isinstance(item, Fact) else "gap"
    name = Subject(kind, item.id, item.about, item).label(language)
    names: Sequence[str] = item.aliases.en if language == "en" and item.aliases.en else item.aliases.sv
    question = next((each for each in names[:3] if _is_told(_asked(each, desk, language), item)), "")
    return Told(name[:1].upper() + name[1:], item.answer.of(language), item.place, item.evidence, question)


def _is_told(reply: Reply, item: Fact | Gap) -> bool:
    """Whether a reply says what a fact or gap does."""
    subject = reply.answer.subject if reply.answer is not None else None
    return subject is not None and subject.item == item
