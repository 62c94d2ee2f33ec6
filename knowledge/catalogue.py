"""What can be asked about, in memory: subjects with their names, and the ranking of subjects for a question's words.

A subject is an indicator, a table of indicators, a fact or a gap. Each of its names and aliases is a set of weighted
parts (rare words weigh more); a question is compared in both directions: what of the alias was said (recall) and what of
the question the subject explains (precision).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from knowledge.cues import CUE_WORDS
from knowledge.language.numbers import CARDINALS, find_amounts
from knowledge.language.text import normal, tokenize
from knowledge.model import Breakdown, Fact, Gap, Indicator, Language, Lexicon, Table
from knowledge.places import Places
from knowledge.store import Holdings, Store
from knowledge.vocabulary import Vocabulary
from knowledge.weights import WEIGHTS

_ASIDE = 0.5
_PLAIN_KNOWN = 1.2
"""The most that a plain word ("bedöms", "leda") costs when a subject does not have it, though another does."""


_Preset = tuple[tuple[str, str], ...]
_Name = tuple[str, _Preset]
Posting = tuple[int, float]
"""The place of an alias among all aliases, and what a part of it weighs."""
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that can be asked about; `key` is unique ("indicator:sektorsbidrag")."""

    kind: str
    id: str
    about: str
    item: Indicator | Table | Fact | Gap

    @property
    def key(self) -> str:
        """The kind and id, unique in the store."""
        return f"{self.kind}:{self.id}"

    @property
    def aspect(self) -> str:
        """What kind of question a fact answers (who, when, why …); empty for the others."""
        return self.item.aspect if isinstance(self.item, Fact) else ""

    def label(self, language: Language) -> str:
        """The subject's name for a person."""
        if isinstance(self.item, Fact):
            return self.item.aliases.en[0] if language == "en" and self.item.aliases.en else self.item.aliases.sv[0]
        return self.item.name.of(language)


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to name a subject, as parts with weights; `preset` are slots it fixes, `text` is the alias as written."""

    subject: int
    parts: tuple[int, ...]
    weights: tuple[float, ...]
    total: float
    preset: tuple[tuple[str, str], ...]
    text: str
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a question for the ranking: its parts and trust, and whether it must be explained.

    `status` is that of `Word`; `weight` is what it costs to leave it unexplained (0 for words that recognisers took).
    """

    token: int
    parts: tuple[int, ...]
    trust: float
    weight: float
    text: str
    measure: str = ""
    """For a number that belongs to a kind of measure ("30 dagar", "80 år"): its unit."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well a subject fits: the best alias, recall, precision and what stayed unexplained."""

    subject: Subject
    alias: Alias
    recall: float
    precision: float
    mass: float
    matched: frozenset[int]
    unexplained: tuple[Term, ...]
    explained: frozenset[int]
    complete: bool = False
    """Whether every word of the alias was said."""

    @property
    def score(self) -> float:
        """Between 0 and 1."""
        return self.recall**WEIGHTS.recall * self.precision**WEIGHTS.precision * self.mass / (self.mass + WEIGHTS.mass)


@dataclass(slots=True)
class Catalogue:
    """Subjects, places and vocabulary of one store."""

    store: Store
    vocabulary: Vocabulary
    places: Places
    subjects: list[Subject] = field(default_factory=list)
    aliases: Sequence[Alias] = ()
    _owners: Sequence[int] = ()
    _totals: Sequence[float] = ()
    _words: list[frozenset[int]] = field(default_factory=list)
    _nearby: list[frozenset[int]] = field(default_factory=list)
    _postings: Mapping[int, Sequence[Posting]] = field(default_factory=dict)
    _synonyms: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _index: dict[str, Subject] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _known: frozenset[str] = frozenset()

    @classmethod
    def of(cls, store: Store) -> Catalogue:
        """The catalogue of a store: from the index that the store holds, computed where it holds none of this code and data."""
        if store.compiled_catalogue is not None:
            from knowledge.compiled_catalogue import loads  # noqa: PLC0415  (it imports this module)

            with suppress(KeyError, TypeError, ValueError):  # it was spoilt: what is computed is the same
                return loads(store, store.compiled_catalogue)
        return cls.computed(store)

    @classmethod
    def computed(cls, store: Store) -> Catalogue:
        """The catalogue of a store, computed from its subjects and places."""
        places = Places.of(store.areas.values(), store.groups, ordinary_words(store.lexicon))
        made = cls(store, Vocabulary(store.lexicon, CUE_WORDS), places)
        made.add_subjects()
        made._fill()
        return made

    def add_subjects(self) -> None:
        """The subjects of the store, in its order."""
        store = self.store
        self.subjects = [
            Subject("indicator", indicator.id, indicator.id, indicator) for indicator in store.indicators.values()
        ]
        self.subjects += [Subject("table", table.id, table.id, table) for table in store.tables.values()]
        self.subjects += [Subject("fact", fact.id, fact.about, fact) for fact in store.facts.values()]
        self.subjects += [Subject("gap", gap.id, gap.about, gap) for gap in store.gaps.values()]
        self._index = {subject.key: subject for subject in self.subjects}
        self._numbers = {subject.key: number for number, subject in enumerate(self.subjects)}

    def _fill(self) -> None:
        entries: list[tuple[list[_Name], list[str]]] = []
        names: list[_Name]
        for indicator in self.store.indicators.values():
            names = [
                (name, ())
                for name in (indicator.name.sv, indicator.name.en, indicator.short.sv, *indicator.aliases.all())
            ]
            names += [(name, preset.set) for preset in indicator.presets for name in preset.aliases.all()]
            extra = [indicator.definition.sv, indicator.definition.en]
            for breakdown in indicator.breakdowns:
                extra += [breakdown.name.sv, breakdown.name.en, *breakdown.aliases.all()]
            entries.append((names, extra))
        for table in self.store.tables.values():
            names = [(name, ()) for name in (table.name.sv, table.name.en, *table.aliases.all())]
            entries.append((names, []))
        for fact in self.store.facts.values():
            entries.append(([(name, ()) for name in fact.aliases.all()], [fact.answer.sv, fact.answer.en]))
        for gap in self.store.gaps.values():
            names = [(name, ()) for name in (gap.name.sv, gap.name.en, *gap.aliases.all())]
            entries.append((names, []))
        raw: list[tuple[int, tuple[int, ...], _Preset, str, frozenset[str]]] = []
        used: list[set[int]] = []
        for number, (names, _) in enumerate(entries):
            mine: set[int] = set()
            for text, preset in names:
                said = alias_words(text)
                parts = tuple(dict.fromkeys(self.vocabulary.add(word) for word in said))
                if parts:
                    raw.append((number, parts, preset, text, frozenset(said)))
                    mine.update(parts)
            used.append(mine)
        self.vocabulary.close(used, len(entries), self.places.single_words())
        self._known = frozenset(self.places.single_words())
        atoms = self.vocabulary.atoms
        aliases: list[Alias] = []
        postings: dict[int, list[Posting]] = {}
        wide: list[set[int]] = [set() for _ in entries]
        for number, parts, preset, text, said_words in raw:
            split = tuple(dict.fromkeys(atom for part in parts for atom in atoms(part)))
            weights = tuple(self.vocabulary.weight(part) for part in split)
            alias = Alias(number, split, weights, sum(weights), preset, text, said_words)
            place = len(aliases)
            aliases.append(alias)
            for part, weight in zip(split, weights, strict=True):
                postings.setdefault(part, []).append((place, weight))
            wide[number].update(split, parts)
        self.aliases, self._postings = aliases, postings
        self._owners = [alias.subject for alias in aliases]
        self._totals = [alias.total for alias in aliases]
        for number, (_, extra) in enumerate(entries):
            for text in extra:
                for word in alias_words(text):
                    known = self.vocabulary.part(word)
                    if known is not None:
                        wide[number].update((known, *atoms(known)))
        topics: dict[str, set[int]] = {}
        for number, subject in enumerate(self.subjects):
            topics.setdefault(subject.about, set()).update(wide[number])
            if isinstance(subject.item, Indicator):
                for group in (
                    *subject.item.groups,
                    *(t.id for t in self.store.tables.values() if t.total == subject.id),
                ):
                    topics.setdefault(group, set()).update(wide[number])
        # what is said of the same topic is near: "kammarkollegiet" near the grant
        self._nearby = [frozenset(topics[subject.about]) for subject in self.subjects]
        self._words = [frozenset(parts) for parts in wide]
        for words in self.store.synonyms:
            members = {part for word in words for part in [self.vocabulary.part(word)] if part is not None}
            for part in members:
                self._synonyms[part] = tuple(sorted({*self._synonyms.get(part, ()), *members} - {part}))

    def subject(self, key: str) -> Subject:
        """The subject with this key."""
        return self._index[key]

    def indicator(self, ident: str) -> Indicator:
        """The indicator with this id."""
        return self.store.indicators[ident]

    def holdings(self, ident: str) -> Holdings:
        """Which slot values an indicator is held for; a derived one has those that all its inputs share."""
        derived = self.indicator(ident).derived
        if derived is None:
            return self.store.holdings(ident)
        inputs = [self.holdings(of) for of in derived.of]
        first = inputs[0]

        def common(values: Sequence[str], others: list[Sequence[str]]) -> tuple[str, ...]:
            return tuple(value for value in values if all(value in other for other in others))

        return Holdings(
            common(first.areas, [h.areas for h in inputs[1:]]),
            common(first.periods, [h.periods for h in inputs[1:]]),
            first.scenarios,
            first.breakdowns,
        )

    @property
    def place_names(self) -> frozenset[str]:
        """One-word names of places, which spelling leaves alone."""
        return self._known

    def terms(
        self,
        tokens: Sequence[tuple[int, str]],
        measures: dict[int, str],
        mended: dict[int, str],
        weightless: frozenset[int],
    ) -> tuple[Term, ...]:
        """Words of a question as terms. `tokens` are (index, normalised word or amount mark); `weightless` ones need no explanation."""
        found: list[Term] = []
        skip = -1
        vocabulary = self.vocabulary
        for position, (index, text) in enumerate(tokens):
            if index <= skip:
                continue
            if text.startswith("#") or text[0].isdigit() or text == "+":
                part = vocabulary.part(text)
                measure = measures.get(index, "")
                if part is not None or measure:
                    found.append(
                        Term(
                            index,
                            () if part is None else (part,),
                            1.0,
                            WEIGHTS.measure if measure else 0.0,
                            text,
                            measure,
                        )
                    )
                continue
            if len(text) == 1 and not vocabulary.is_frame(text):
                found.append(Term(index, (), 1.0, 0.0 if index in weightless else 1.0, text))
                continue
            word = vocabulary.look_up(text)
            follow = tokens[position + 1] if position + 1 < len(tokens) else None
            if (
                follow
                and follow[0] == index + 1
                and index not in weightless
                and follow[1].isalpha()
                and len(text) > 1
                and len(follow[1]) > 1
            ):
                joined = vocabulary.part(text + follow[1]) or (
                    vocabulary.part(text[:-1] + follow[1]) if text.endswith("s") else None
                )
                exact = joined is not None and vocabulary.exact(text + follow[1])
                if joined is not None and (exact or (word.status != "frame" and not vocabulary.is_frame(follow[1]))):
                    parts = tuple(dict.fromkeys((joined, *vocabulary.atoms(joined))))
                    found.append(Term(index, parts, 0.95, max(vocabulary.weight(p) for p in parts), text + follow[1]))
                    skip = follow[0]
                    continue
            parts = tuple(dict.fromkeys(atom for part in word.parts for atom in (part, *vocabulary.atoms(part))))
            trust = word.trust * (0.9 if index in mended else 1.0)
            if word.status == "frame" or index in weightless:
                weight = 0.0
            elif word.status == "known":
                weight = max((vocabulary.weight(part) for part in parts), default=0.0)
                if text in vocabulary.lexicon.plain:
                    weight = min(weight, _PLAIN_KNOWN)
            else:
                weight = {"common": WEIGHTS.common, "plain": WEIGHTS.plain}.get(word.status, WEIGHTS.unknown)
            if parts or weight:
                found.append(Term(index, parts, trust, weight, text))
        return tuple(found)

    def rank(self, terms: Sequence[Term], keep: int = 24) -> tuple[Match, ...]:
        """Subjects by score, best first; ties in the order of the data folder."""
        trust: dict[int, float] = {}
        for term in terms:
            for part in term.parts:
                trust[part] = max(trust.get(part, 0.0), term.trust)
        for part in list(trust):
            for other in self._synonyms.get(part, ()):
                trust[other] = max(trust.get(other, 0.0), WEIGHTS.synonym * trust[part])
        said: dict[int, float] = {}
        for part, worth in trust.items():
            for alias, weight in self._postings.get(part, ()):
                said[alias] = said.get(alias, 0.0) + weight * worth
        best = self._best_aliases(said)
        likely = sorted(best.items(), key=lambda pair: (-pair[1][0], pair[0]))[: 2 * keep]
        found: list[tuple[float, int, Match]] = []
        for number, (_, place) in likely:
            precision, left, tokens = self._explained(number, terms)
            alias = self.aliases[place]
            parts = set(alias.parts)
            matched = frozenset(term.token for term in terms if not parts.isdisjoint(term.parts))
            recall = min(1.0, said[place] / alias.total)
            match = Match(
                self.subjects[number],
                alias,
                recall,
                precision,
                said[place],
                matched,
                left,
                tokens,
                parts <= trust.keys(),
            )
            found.append((match.score, number, match))
        found.sort(key=lambda item: (-item[0], item[1]))
        return tuple(match for _, _, match in found[:keep])

    def _best_aliases(self, said: dict[int, float]) -> dict[int, tuple[float, int]]:
        """For each subject the alias that fits best: precision is the subject's own, so it does not choose among them."""
        best: dict[int, tuple[float, int]] = {}
        half, exponent = WEIGHTS.mass, WEIGHTS.recall
        owners, totals = self._owners, self._totals
        for place, mass in said.items():
            owner, recall = owners[place], mass / totals[place]
            worth = (recall if recall < 1.0 else 1.0) ** exponent * mass / (mass + half)
            held = best.get(owner)
            if held is None or worth > held[0] or (worth == held[0] and place < held[1]):
                best[owner] = (worth, place)
        return best

    def _explained(self, number: int, terms: Sequence[Term]) -> tuple[float, tuple[Term, ...], frozenset[int]]:
        """How much of the question's weight a subject's words explain, which terms stay over, and which tokens it explains."""
        mine, near = self._words[number], self._nearby[number]
        got, left, tokens = 0.0, [], []
        demand = sum(term.weight for term in terms)
        unit = item.unit if isinstance(item := self.subjects[number].item, Indicator) else ""
        for term in terms:
            if not term.parts:
                if term.weight and not (
                    term.measure
                    and (term.measure == unit or (unit == "days" and term.measure in ("weeks", "months", "hours")))
                ):
                    left.append(term)
                elif term.measure:
                    demand -= term.weight
                continue
            if term.measure and (
                term.measure == unit or (unit == "days" and term.measure in ("weeks", "months", "hours"))
            ):
                demand -= term.weight
                continue
            own = [part in mine for part in term.parts]
            if own and all(own):
                worth = 1.0
            elif any(own):
                worth = 0.4
            elif any(part in near for part in term.parts):
                worth = WEIGHTS.nearby_figure if unit else WEIGHTS.nearby
            elif any(other in mine for part in term.parts for other in self._synonyms.get(part, ())):
                worth = WEIGHTS.synonym
            else:
                worth = 0.0
            if worth:
                tokens.append(term.token)
                if not term.weight and worth == 1.0:
                    aside = max(self.vocabulary.weight(part) for part in term.parts)
                    if aside > 1.0:  # a cue or an amount that the subject has in its names speaks for it
                        got += _ASIDE * aside
                        demand += _ASIDE * aside
                got += worth * term.weight
            elif term.weight:
                left.append(term)
        return (got / demand if demand else 1.0), tuple(left), frozenset(tokens)

    def names_part(self, key: str, part: int) -> bool:
        """Whether a part stands among a subject's words."""
        return part in self._words[self._numbers[key]]

    def named_by(self, subject: Subject, parts: set[int]) -> bool:
        """Whether a subject's names have one of these parts, in a name or alias that says little else."""
        number = self._numbers[subject.key]
        for place in {place for part in parts for place, _ in self._postings.get(part, ())}:
            alias = self.aliases[place]
            if (
                alias.subject == number
                and sum(w for p, w in zip(alias.parts, alias.weights, strict=True) if p in parts)
                > _MOSTLY * alias.total
            ):
                return True
        return False

    def unexplained(self, subject: Subject, terms: Sequence[Term]) -> tuple[Term, ...]:
        """Terms that stand nowhere in a subject's names, aliases or definition."""
        number = self._numbers[subject.key]
        return self._explained(number, terms)[1]

    def first_token(self, breakdown: Breakdown, terms: Sequence[Term]) -> int:
        """Where in a question a kind is first named."""
        own = {
            part
            for name in (breakdown.name.sv, breakdown.name.en, *breakdown.aliases.all())
            for word in alias_words(name)
            for part in [self.vocabulary.part(word)]
            if part is not None and self.vocabulary.weight(part) > 1
        }
        return min((term.token for term in terms if own.intersection(term.parts)), default=0)

    def best_breakdown(self, indicator: Indicator, parts: dict[int, float]) -> tuple[Breakdown, ...]:
        """The kinds within an indicator that a question names, by the same overlap."""
        found: list[tuple[float, Breakdown, frozenset[int]]] = []
        for breakdown in indicator.breakdowns:
            score, matched = 0.0, frozenset[int]()
            for name in (breakdown.name.sv, breakdown.name.en, *breakdown.aliases.all()):
                own = {part for word in alias_words(name) for part in [self.vocabulary.part(word)] if part is not None}
                weight = sum(self.vocabulary.weight(part) for part in own)
                if own:
                    got = sum(self.vocabulary.weight(part) * parts.get(part, 0.0) for part in own)
                    if got / weight > 0.6:
                        score = max(score, got / weight)
                        matched |= {part for part in own if part in parts and self.vocabulary.weight(part) > 1}
            if score:
                found.append((score, breakdown, matched))
        top = max((score for score, _, _ in found), default=0.0)
        return tuple(
            b for score, b, words in found if score >= 0.9 * top and not any(words < other for _, _, other in found)
        )


def ordinary_words(lexicon: Lexicon) -> frozenset[str]:
    """Words that name a municipality only where they have a capital."""
    return lexicon.common | lexicon.frame | CUE_WORDS


def alias_words(text: str) -> list[str]:
    """Words of a name for the index, amounts as marks: "de tre miljarderna" -> de, #3000000000."""
    tokens = tokenize(normal(text))
    out: list[str] = []
    numeric = any(token.kind == "number" or token.norm in CARDINALS for token in tokens)
    amounts = {amount.start: amount for amount in find_amounts(tokens) if amount.unit == "SEK"} if numeric else {}
    at = 0
    while at < len(tokens):
        if at in amounts:
            out.append(amount_mark(amounts[at].value))
            at = amounts[at].end
            continue
        token = tokens[at]
        if token.kind in ("word", "number") or (token.norm == "+" and token.joined):
            out.append(token.norm)
        at += 1
    return out


def amount_mark(value: object) -> str:
    """The part by which a sum of money is found in names: #3000000000."""
    return f"#{abs(int(value))}"  # type: ignore[call-overload]  # Decimal
