"""What the header of a column of figures tells: period, kind (women, men), outcome or budget, and what is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.importers.periods import period_of, year_in
from knowledge.model import Names, Text

KINDS: dict[str, Text] = {
    "kvinnor": Text("Kvinnor", "Women"),
    "man": Text("Män", "Men"),
    "flickor": Text("Flickor", "Girls"),
    "pojkar": Text("Pojkar", "Boys"),
    "totalt": Text("Totalt", "Total"),
}
"""Kinds that every table may have: id -> name."""
KIND_ALIASES: dict[str, Names] = {
    "kvinnor": Names(("kvinna", "kvinnors", "kvinnliga"), ("women's", "female")),
    "man": Names(("mäns", "manliga"), ("men's", "male")),
    "flickor": Names(("flickors",), ("girls'",)),
    "pojkar": Names(("pojkars",), ("boys'",)),
    "totalt": Names(("båda könen", "kvinnor och män tillsammans"), ("both sexes",)),
}
"""Other names of them."""
_KIND_WORDS = {
    **dict.fromkeys(("kvinnor", "kvinna", "kv", "women", "woman", "female", "females", "k", "w", "f"), "kvinnor"),
    **dict.fromkeys(("män", "man", "men", "male", "males", "m"), "man"),
    **dict.fromkeys(("flickor", "girls"), "flickor"),
    **dict.fromkeys(("pojkar", "boys"), "pojkar"),
    **dict.fromkeys(
        (
            "totalt",
            "total",
            "alla",
            "samtliga",
            "båda könen",
            "båda",
            "kvinnor och män",
            "män och kvinnor",
            "t",
            "both",
        ),
        "totalt",
    ),
    **dict.fromkeys(("t", "totalt båda könen", "both sexes", "total, both sexes"), "totalt"),
}
_SCENARIO_WORDS = {
    **dict.fromkeys(("utfall", "bokslut", "outcome", "actual"), "outcome"),
    **dict.fromkeys(("budget", "årsbudget"), "budget"),
    **dict.fromkeys(("prognos", "helårsprognos", "forecast"), "forecast"),
    **dict.fromkeys(("avvikelse", "differens", "deviation"), "deviation"),
    **dict.fromkeys(("plan", "flerårsplan"), "plan"),
    **dict.fromkeys(("mål", "målvärde", "target"), "target"),
}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a header tells; what it does not tell is empty. `texts` are its rows, the lowest last."""

    texts: tuple[str, ...] = ()
    period: str = ""
    kind: str = ""
    scenario: str = ""
    measure: str = ""

    def without_measure(self) -> Heading:
        """The same where all columns measure the same."""
        return replace(self, measure="")


def heading(texts: Sequence[str], *, by_kind: bool = False) -> Heading:
    """What the texts above a column tell.

    Args:
        texts: the rows of the header, the highest first.
        by_kind: whether what is neither period nor scenario tells kinds apart, and not measures.

    Returns:
        The heading.
    """
    found = Heading(tuple(texts))
    rest: list[str] = []
    for text in texts:
        period, kind, scenario = period_of(text), kind_in(text), scenario_in(text)
        if period is not None:
            found = replace(found, period=period)
        elif kind is not None:
            found = replace(found, kind=kind)
        elif scenario is not None:
            found = replace(found, scenario=scenario, period=found.period or year_in(text) or "")
            bare = _without(text)
            rest += [bare] if bare else []
        elif (year := year_in(text)) is not None and not found.period:
            found = replace(found, period=year)
            bare = text.replace(year, "").strip(" ,.:–-*()")
            rest += [bare] if bare and bare.casefold() not in ("år", "prel", "preliminär", "p") else []
        else:
            rest.append(text)
    left = " ".join(rest)
    return replace(found, kind=left) if by_kind and left and not found.kind else replace(found, measure=left)


def kind_in(text: str) -> str | None:
    """The id of the kind that a text names, None where it names none that every table may have."""
    return _KIND_WORDS.get(" ".join(text.casefold().split()).strip(" .:*"))


def scenario_in(text: str) -> str | None:
    """Which of outcome, budget … a text names, None where it names none or several."""
    found = {_SCENARIO_WORDS[word] for word in _WORD.findall(text.casefold()) if word in _SCENARIO_WORDS}
    return found.pop() if len(found) == 1 else None


def _without(text: str) -> str:
    """What a text says besides its scenario and its year: the unit, mostly."""
    words = [word for word in text.split() if word.casefold().strip(",.:") not in _SCENARIO_WORDS]
    left = " ".join(word for word in words if year_in(word) is None)
    return left.strip(" ,.:–-()")
