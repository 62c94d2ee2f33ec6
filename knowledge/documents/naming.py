"""What a figure measures: an indicator that is held already, where its words are named so, else a new one's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.catalogue import Catalogue
from knowledge.importers.items import slug
from knowledge.mentions import analyse
from knowledge.model import Indicator

_FLOOR = 0.7
"""The score from which an indicator that is there is proposed: below it, every tenth was another one."""
BASE_UNITS = {"kr": "SEK", "tkr": "SEK", "mnkr": "SEK", "mdkr": "SEK"}
"""A unit of money as published -> the base unit."""
_STATES = re.compile(
    r"(?<!som)\s(?:uppgick|uppgår|uppgå|öka[rdt]\w*|minska[rdt]\w*|sjönk|sjunker|steg|stiger|landade|landar|stannade|blev|blir|var|är"
    r"|varierade|varierar|hade|har|beräknas|väntas|bedöms|förväntas|kostade|fick|får|motsvarar|motsvarade|överskattas"
    r"|was|were|is|are|had|has|rose|fell|increased|decreased|amounted)\b",
    re.IGNORECASE,
)
"""Verbs before which the name of what is measured ends."""
_UNITS = re.compile(r"\b(?:kronor|procent|miljoner|miljarder|mnkr|mkr|mdkr|tkr|%)(?!\w)", re.IGNORECASE)
_LONGEST = 80
_COUNTED = re.compile(
    r"\s*((?:[^\W\d_]+(?:iga|ska|nde|ade|nya)\s+)?[^\W\d_]{2,}(?:er|or|ar|hus|barn|a|ök|s)(?![^\W\d_])(?:\s+(?:på|till|inom)\s+[^\W\d_]+)?)",
    re.IGNORECASE,
)
"""What is counted, right after its number."""
_FOLLOWING = 7
"""Words after a figure that may name it."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_TRIMMED = re.compile(
    r"(?:\s+(?:är|var|blev|blir|bli|uppgick|uppgår|uppgå|beräknas|väntas|bedöms|förväntas|ligger|låg|till|på|med|om|i|av|för"
    r"|från|ca\.?|cirka|drygt|knappt|nästan|omkring|närmare|ungefär|runt|motsvarande|totalt|och|samt|under|år|kronor|the|is|was"
    r"|were|are|to|of|at|by|en|ett|det|den|de|minskar|ökar|ökade|minskade|steg|sjönk|resp|respektive|än|över|mellan|avsätts"
    r"|estimerad|estimerat|ytterligare|inkl))+[\s,.:;–-]*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:och|samt|men|därmed|dessutom|medan|varav|under|för|av|i|på|det|den|de|en|ett|att|där|vilket|som|and|the|of|in"
    r"|with|while|(?:bp|år|hösten|våren)?\s*(?:19|20)[0-9]{2}:?|med)\s+|[–,;:.()\s-]+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator: its id, its name where it is new, and how sure that is, 0 to 1."""

    id: str
    name: str
    score: float
    known: bool


class Namer:
    """Finds what figures measure, by the catalogue of a store."""

    def __init__(self, catalogue: Catalogue, *, known: bool = True) -> None:
        """`known` says whether indicators that are held are proposed at all."""
        self._catalogue = catalogue
        self._known = known
        self._heard: dict[str, tuple[tuple[Indicator, float], ...]] = {}

    def held(self, text: str, unit: str) -> Named | None:
        """The indicator that a text names, with the unit of a figure.

        Args:
            text: the words beside the figure.
            unit: the figure's, as published.

        Returns:
            The best that is named so and has that unit; None where there is none.
        """
        if not self._known:
            return None
        for indicator, score in self._ranked(text):
            if indicator.unit == BASE_UNITS.get(unit, unit) and score >= _FLOOR and indicator.derived is None:
                return Named(indicator.id, indicator.name.sv, score, True)
        return None

    def _ranked(self, text: str) -> tuple[tuple[Indicator, float], ...]:
        """The indicators that a text may name, best first."""
        if text not in self._heard:
            terms = analyse(text, self._catalogue).terms
            matches = self._catalogue.matcher.rank(terms) if terms else ()
            self._heard[text] = tuple(
                (match.subject.item, match.score) for match in matches if isinstance(match.subject.item, Indicator)
            )
        return self._heard[text]


def new_name(before: str, after: str, heading: str, unit: str = "") -> Named:
    """The name of a new indicator.

    Args:
        before: the words before the figure in its sentence, or the name of its row.
        after: the words after it, for a number of something, and for a sentence that begins with its figure.
        heading: what stands above, for where the sentence says nothing.
        unit: the figure's.

    Returns:
        The name, cut to what fits, with its id.
    """
    counted = _COUNTED.match(after) if unit in ("count", "persons") else None
    name = f"Antal {' '.join(counted[1].split())}" if counted else _cleaned(before)
    if not _WORD.search(name):
        name = " ".join(_cleaned(re.split(r"[,;:(.]\s|\s{2,}", after.strip(), maxsplit=1)[0]).split()[:_FOLLOWING])
    if not _WORD.search(name):
        name = _cleaned(heading) or "Okänd uppgift"
    name = name[:1].upper() + name[1:]
    return Named(slug(name) or "okand_uppgift", name, 0.0, False)


def _cleaned(text: str) -> str:
    """Words without what leads to a number and what joins them to words before."""
    last = re.split(r"[.;!?]\s+|\)\s+", " ".join(text.split()))[-1]
    last = _UNITS.sub(" ", last)
    subject = _STATES.split(last, maxsplit=1)[0]
    bare, before = (subject if _WORD.search(_LEADING.sub("", subject)) else last).strip(), ""
    while bare != before:
        before = bare
        bare = _LEADING.sub("", _TRIMMED.sub("", f" {bare}").strip()).strip(" ,.:;–-(")
    if len(bare) > _LONGEST:
        bare = bare[-_LONGEST:].split(" ", 1)[-1]
    return bare
