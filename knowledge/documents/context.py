"""Of which area and in which sense a figure is: by its sentence, its heading, and the document that it stands in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from knowledge.documents.blocks import Document
from knowledge.documents.times import sentence_around
from knowledge.language.text import Token, clean, tokenize
from knowledge.model import NATION
from knowledge.places import Place, Places

UNNAMED = "-"
"""The area of figures of a region that the document does not name."""
_KINDS = ("region", "nation", "organisation")
_OWN = re.compile(
    r"\b(?:regionens?|nämnden\w*|[^\W\d_]*nämndens?|regionstyrelsen\w*|regionfullmäktige\w*|förvaltning(?:en|ens|ar|arna)"
    r"|förvaltningsområdets?|länets?|koncernens?|vår region|region's|our region)\b",
    re.IGNORECASE,
)
_NATIONAL = re.compile(
    r"\b(?:regionernas?|kommunsektorns?|kommunernas?|kommuner och regioner|regeringens?|riksdagens?|statens?|sveriges?"
    r"|rikets?|landets|samtliga regioner|alla regioner|skr|sweden|the regions|the government)\b",
    re.IGNORECASE,
)
_MOSTLY = 0.6
_OFTEN = 3
_SCENARIOS = (
    ("deviation", r"avvikelse\w*|budgetavvikelse\w*|differens\w*|deviation|variance"),
    ("target", r"mål(?:et|värde\w*|nivå\w*)?|målsättning\w*|target\w*"),
    ("budget", r"budget(?!avvikelse|prognos)\w*|anslag\w*|bp\s?20\d\d"),
    (
        "forecast",
        r"prognos\w*|helårsprognos\w*|beräknas|väntas|bedöms|förväntas|estimerad\w*|uppskattas|spås|forecast\w*|expected",
    ),
    ("grant", r"[^\W\d_]*bidrag(?:et|en)?|utbetal\w*|betala\w* ut|tilldel\w*|grant\w*|fördelade medel"),
    (
        "plan",
        r"plan(?:en|eras|erad\w*|period\w*)?|åtgärd\w*|avsätt\w*|tillför\w*|satsning\w*|skjuter till|föreslå\w*"
        r"|[^\W\d_]*plan|planned",
    ),
    ("outcome", r"utfall\w*|bokslut\w*|redovisade\w*|uppgick|blev|outcome|actual"),
)
_SENSES = tuple((name, re.compile(rf"\b(?:{form})\b", re.IGNORECASE)) for name, form in _SCENARIOS)


@dataclass(frozen=True, slots=True)
class Placed:
    """An area in a text, and where it stands."""

    code: str
    start: int
    end: int


class Areas:
    """Finds the areas of one document's figures."""

    def __init__(self, places: Places, document: Document) -> None:
        """`places` are all that are known."""
        self._places = places
        self.default = self._of_document(document)

    def near(self, text: str, start: int, end: int) -> str | None:
        """The area that a figure's own sentence gives it, None where it gives none.

        Args:
            text: the paragraph.
            start: where the figure begins.
            end: where it ends.

        Returns:
            The code of the area: in the figure's own parentheses, else the last before it, else the next after it.
        """
        begin, stop = sentence_around(text, start, end)
        said = [one for one in self.in_text(text) if begin <= one.start < stop]
        inside = _parentheses(text, start)
        if inside is not None:
            own = [one for one in said if inside[0] <= one.start < inside[1]]
            if own:
                return own[-1].code
        behind = re.match(r"\s*\(([^()0-9]*)\)", text[end:])
        own = [one for one in said if behind and end <= one.start < end + behind.end()]
        if own:
            return own[-1].code
        said = [one for one in said if _parentheses(text, one.start) is None]
        before = [one for one in said if one.end <= start]
        after = [one for one in said if one.start >= end]
        if before:
            return before[-1].code
        return after[0].code if after else None

    def only(self, text: str) -> str | None:
        """The only area that a heading names."""
        found = {one.code for one in self.in_text(text)}
        return found.pop() if len(found) == 1 else None

    def in_text(self, text: str) -> list[Placed]:
        """The regions, the nation and the organisations that a text names."""
        said = clean(text)
        if len(said) != len(text):  # positions would not be those of the text
            said = text
        tokens = tokenize(said)
        return [_placed(place, tokens) for place in self._places.find(tokens, {}) if _is_named(place, tokens)]

    def _of_document(self, document: Document) -> str:
        """The area of figures of which nothing nearer says it."""
        title = {one.code for one in self.in_text(document.title) if one.code in self._regions}
        if len(title) == 1:
            return title.pop()
        text = document.text
        named = Counter(one.code for section in document.sections for one in self._all(section.blocks))
        regions = Counter({code: count for code, count in named.items() if code in self._regions})
        if regions:
            code, count = regions.most_common(1)[0]
            own = len(_OWN.findall(text))
            if count >= _OFTEN and count >= _MOSTLY * regions.total() and own:
                return code
        own, national = len(_OWN.findall(text)), len(_NATIONAL.findall(text))
        return UNNAMED if own >= national else NATION

    def _all(self, blocks: tuple[object, ...]) -> list[Placed]:
        """The areas that the paragraphs of a section name."""
        from knowledge.documents.blocks import Paragraph  # noqa: PLC0415  (only its name is needed)

        return [one for block in blocks if isinstance(block, Paragraph) for one in self.in_text(block.text)]

    @property
    def _regions(self) -> frozenset[str]:
        """The codes of the regions."""
        return frozenset(code for code, area in self._places.areas.items() if area.kind == "region")


def _is_named(place: Place, tokens: tuple[Token, ...]) -> bool:
    """Whether a place is one that figures are of, written as a name."""
    return place.kind in _KINDS and tokens[place.start].text[:1].isupper()


def _placed(place: Place, tokens: tuple[Token, ...]) -> Placed:
    """A place with its position in the text."""
    return Placed(place.code, tokens[place.start].start, tokens[place.end - 1].end)


def _parentheses(text: str, at: int) -> tuple[int, int] | None:
    """The parentheses around a position."""
    begin = text.rfind("(", 0, at)
    if begin < 0 or ")" in text[begin:at]:
        return None
    end = text.find(")", at)
    return (begin, end) if end >= 0 else None


def scenario_of(*texts: str, default: str = "outcome") -> str:
    """In which sense a figure is meant.

    Args:
        *texts: what tells it, the nearest first.
        default: what it is where nothing tells it.

    Returns:
        One of outcome, budget, forecast, deviation, plan, target and grant.
    """
    for text in texts:
        for name, form in _SENSES:
            if form.search(text):
                return name
    return default
