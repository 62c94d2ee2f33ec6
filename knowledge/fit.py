"""How well a subject fits a question beyond its name: what it can answer, and how much of the question is mere talk."""

from __future__ import annotations

from knowledge.catalogue import Catalogue
from knowledge.fit_figures import fit_figures
from knowledge.fit_wish import NEGATIONS, WHICH_WORDS, Tally, Wish
from knowledge.fit_words import fit_fact, fit_gap
from knowledge.kinship import is_regional, is_total
from knowledge.language.number_words import CARDINALS
from knowledge.language.tables import word_set
from knowledge.matching import Match
from knowledge.memory import Turn
from knowledge.mentions import Analysis
from knowledge.model import Gap, Indicator
from knowledge.reading import Candidate
from knowledge.scenarios import COLUMN_WORDS
from knowledge.subjects import Subject
from knowledge.weights import WEIGHTS

_NAMED_BY = "recall {:.2f} precision {:.2f} mass {:.1f} «{}»"
_NAMED_IN_FULL = 0.9
_NEAR = 4
_FACT_OF_TOPIC = 1.3
_ALL_EXPLAINED = 0.99
_VERB = 5
"""Letters of the shortest word that tells what is to be told: "undvika", "avoid"."""
_SAYS_IT, _SAYS_OTHER = 1.2, 0.9
_LEVELLED = 0.85
"""Of a gap that names no names, where it is asked how much."""
DAYS = word_set("""
    datering dateringen daterat daterad beslutsdatum folkmängdsdatum
    när dag dagen datum datumet månad tidpunkt when day date month
""")
"""Words of a gap's name by which it lacks the day that "när" asks for."""
_ONLY_DAYS = word_set("när dag datum datumet when date")
"""Those of them that name nothing else: not the "månad" of "inflationen månad för månad"."""
_OTHER_THAN_DAY = 0.6
_RANKING_CUES = ("top", "bottom", "mean", "median", "list", "count", "position")


def substance(analysis: Analysis, match: Match) -> float:
    """How much of the question's own content a match explains: cues, places and numbers do not count."""
    return sum(term.weight for term in analysis.terms if term.token in match.matched)


_SOURCES = word_set("källa källan källor källorna source sources")
_FROM = word_set(
    "varifrån ifrån vem vilka vilken vilket who which whose hämtad hämtat hämtade hämtats bygger bakom står"
)
"""Other words by which the source of figures may be asked for."""
_ASKS_SOURCE = 0.4
_WHOLE = 0.95
"""From which share on a name is said in full, and explains all of a question."""


class Fit:
    """Judges the subjects ranked for one question."""

    def __init__(self, catalogue: Catalogue, analysis: Analysis, last: Turn | None) -> None:
        """`last` is the turn of the conversation before."""
        self._catalogue = catalogue
        self._analysis = analysis
        self._wish = Wish.of(analysis)
        self._terms = [term for term in analysis.terms if term.weight]
        self._of_columns = any(term.text in COLUMN_WORDS for term in self._terms)
        asked = {at for cue in analysis.cues if cue.id == "in_words" for at in range(cue.start, cue.end)}
        verbs = (catalogue.vocabulary.part(analysis.norms[at]) for at in asked if len(analysis.norms[at]) >= _VERB)
        self._verbs = [part for part in verbs if part is not None] if self._wish.words else []
        self._topics = {catalogue.subject(key).about for key in last.subjects} if last is not None else set()

    def judged(self, match: Match) -> Candidate:
        """The match as a candidate, its score multiplied by how well it fits."""
        subject = match.subject
        tally = Tally([(_NAMED_BY, (match.recall, match.precision, match.mass, match.alias.text))])
        if isinstance(subject.item, Gap):
            whole = min(match.recall, match.precision) >= _WHOLE
            of_figure = subject.item.about in self._catalogue.store.indicators
            of_day = not DAYS.isdisjoint(match.alias.words)
            lacks_asked = self._wish.asks == "when" and of_day
            amount = bool(self._analysis.regions) and self._analysis.has("how_much")  # "Hallands belopp, beslutet …"
            no_day = not _ONLY_DAYS.isdisjoint(match.alias.words) and not self._analysis.has("when")
            if not lacks_asked and (no_day or (of_day and (self._wish.asks or amount))):
                tally.times(_OTHER_THAN_DAY, "no day is asked for")
            if lacks_asked:
                tally.times(WEIGHTS.aspect, "the day is lacking")
            fit_gap(self._wish, subject.item, tally, whole=whole, of_figure=of_figure, lacks_asked=lacks_asked)
        elif subject.kind == "fact":
            fit_fact(self._wish, subject, tally)
            if any(self._catalogue.matcher.names_part(subject.key, part) for part in self._verbs):
                tally.times(_SAYS_IT, "has the word by which it is asked")
            elif self._verbs and subject.aspect in ("when", "who") and subject.aspect != self._wish.asks:
                tally.times(_SAYS_OTHER, f"tells {subject.aspect}")
        else:
            fit_figures(self._catalogue, self._wish, match, tally)
        self._fit_topic(match, tally)
        self._fit_name(match, tally)
        if subject.about in self._topics and not self._analysis.has("new_topic"):
            words = subject.kind == "fact" and not self._wish.figure
            tally.times(_FACT_OF_TOPIC if words else WEIGHTS.topic, "the conversation is about it")
        match = self._lenient(match, tally)
        return Candidate(subject, match.score * tally.factor, match, False, tuple(tally.why))

    def _fit_topic(self, match: Match, tally: Tally) -> None:
        """Favour what goes on with the conversation, and mistrust what explains no content word of the question."""
        analysis, subject, asks = self._analysis, match.subject, self._wish.asks
        if subject.aspect and subject.aspect == asks and subject.about in self._topics:
            tally.times(1.3, f"asks {asks} of what was spoken of")
            return
        if subject.kind in ("fact", "gap") and self._only_counted(match):
            tally.times(WEIGHTS.no_content, "only how many are wanted is named")
        received = subject.kind == "indicator" and analysis.has("received")
        received = received and (bool(analysis.places) or self._wish.of_regions)
        if match.recall < _NAMED_IN_FULL and not received and not self._names_content(match):
            tally.times(WEIGHTS.no_content, "no content word of the question")
        elif self._only_a_column(match) and not (subject.kind == "fact" and match.complete):
            tally.times(WEIGHTS.no_content, "only a column of a table is named")

    def _names_content(self, match: Match) -> bool:
        """Whether a content word of the question stands in the alias, or among the subject's names."""
        if substance(self._analysis, match):
            return True
        key = match.subject.key
        own = (t for t in self._analysis.terms if t.weight > WEIGHTS.plain and t.parts and t.token in match.explained)
        return any(all(self._catalogue.matcher.names_part(key, part) for part in term.parts) for term in own)

    def _only_counted(self, match: Match) -> bool:
        """Whether a subject is found by nothing but the number of "vilka fyra fick minst?"."""
        if not self._analysis.has("top", "bottom"):
            return False
        words = {self._analysis.tokens[token].norm for token in match.matched}
        return bool(words) and words <= CARDINALS.keys()

    def _only_a_column(self, match: Match) -> bool:
        """Whether a row is found by "budget" or "prognos" alone, or anything beside words that it does not explain."""
        if not self._of_columns:
            return False
        words = {term.text for term in self._terms if term.token in match.matched}
        if not words or not words <= COLUMN_WORDS:
            return False
        row = match.subject.kind == "indicator" and not is_total(self._catalogue, match.subject)
        rest = any(term.parts for term in self._terms if term.token not in match.matched)
        return rest or (row and match.recall < _NAMED_IN_FULL)

    def _fit_name(self, match: Match, tally: Tally) -> None:
        """Mistrust a name with "inte" or "vilka" that the question does not say, and the other way round."""
        subject, name = match.subject, match.alias.words
        negated = bool(NEGATIONS & name)
        if negated != self._wish.negated and (negated or _is_complement(subject)):
            tally.times(0.85, "says the opposite")
        elif negated and self._denied_nearby(match):
            tally.times(1.05, "denies the same")
        if subject.kind in ("fact", "gap") and WHICH_WORDS & name and not self._wish.which:
            levelled = subject.kind == "gap" and self._analysis.has("how_much")
            tally.times(WEIGHTS.which * (_LEVELLED if levelled else 1.0), "asks which")

        if subject.kind == "fact" and _SOURCES & name and not (_SOURCES | _FROM) & self._wish.norms:
            tally.times(_ASKS_SOURCE, "asks for the source")

    def _denied_nearby(self, match: Match) -> bool:
        """Whether the "not" stands close to the words that name the subject."""
        norms = self._analysis.norms
        nots = [i for i, norm in enumerate(norms) if norm in NEGATIONS]
        content = {term.token for term in self._analysis.terms if term.weight > 0 and term.token in match.matched}
        return any(abs(at - token) <= _NEAR for at in nots for token in content)

    def _lenient(self, match: Match, tally: Tally) -> Match:
        """A match whose slots are all filled: words that no subject knows ("tisdagens") count for less.

        When the subject is named in full and its region, its year or an amount of its unit stands beside it, what is
        left over is talk around the question more often than another topic; words of other subjects keep their weight.

        Args:
            match: the match as it was ranked.
            tally: gets the reason.

        Returns:
            the match, with a higher precision where words were spared.
        """
        item = match.subject.item
        if not isinstance(item, Indicator) or match.recall < _NAMED_IN_FULL or match.precision > _ALL_EXPLAINED:
            return match
        if not self._slots_filled(match.subject, item):
            return match
        demand = self._analysis.content_weight
        spared = sum(
            term.weight * (WEIGHTS.spare_unknown if term.weight < WEIGHTS.common else WEIGHTS.spare_common)
            for term in match.unexplained
            if not term.parts and not term.measure
        )
        tally.why.append(("slots filled, spares {:.1f} of {:.1f}", (spared, demand)))
        return match._replace(precision=min(1.0, match.precision + spared / demand)) if demand else match

    def _slots_filled(self, subject: Subject, indicator: Indicator) -> bool:
        """Whether the question says of which region, year or amount it asks."""
        analysis, holdings = self._analysis, self._catalogue.holdings(indicator.id)
        if any(place.kind == "region" and place.code in holdings.areas for place in analysis.regions):
            return True
        if is_regional(self._catalogue, subject):
            return any(place.kind == "group" for place in analysis.places) or (
                analysis.has(*_RANKING_CUES) and self._wish.of_regions
            )
        return any(value in holdings.periods for period in analysis.periods for value in period.values) or any(
            amount.unit == indicator.unit and not amount.bare for amount in analysis.amounts
        )


def _is_complement(subject: Subject) -> bool:
    """Whether a subject is the rest of a whole, so that a "not" matters."""
    derived = subject.item.derived if isinstance(subject.item, Indicator) else None
    return derived is not None and derived.op == "difference"
