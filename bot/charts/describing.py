"""From a reply to what its picture shows: title, unit, bars, notes, source, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.beside import Beside, beside
from bot.charts.picture import Bar, Picture
from bot.charts.scale import Scale
from bot.message import Reply
from bot.names import Names
from bot.sourcing import source_line
from bot.texts import say
from knowledge.answering import Engine
from knowledge.language import formatting
from knowledge.model import NATION, UNNAMED, Language
from knowledge.query import Cell

CAPTION_LIMIT = 1_000
"""Characters of a caption; Telegram takes 1,024."""

_FORESEEN = ("forecast", "budget", "deviation", "plan", "target")
"""Scenarios that are named: whatever has not happened."""
_MANY = 8
"""More regions than this are summed up in a caption: the marked ones and both ends."""
_MOST_NAMED = 5
"""So many marked bars have a line each in a caption."""
_LONGEST_NAMES = 450
"""Characters that the marked bars with their figures may take, where they share a line."""


def describe(reply: Reply, engine: Engine, language: Language | None = None) -> Picture | None:
    """What the picture of a reply shows.

    Args:
        reply: what was answered.
        engine: that answered it; its store is read.
        language: of the picture; that of the answer where it is None.

    Returns:
        The picture; None where nothing can honestly be drawn: one lone figure, a range, several units, no figure.
    """
    if reply.answer is None:
        return None
    found = beside(reply.answer, engine)
    if found is None:
        return None
    picture = _Describer(found, engine, language or reply.answer.language).picture()
    told_apart = len({bar.label for bar in picture.bars}) == len(picture.bars)
    return picture if told_apart else None


class _Describer:
    """Describes one choice of figures in one language."""

    def __init__(self, found: Beside, engine: Engine, language: Language) -> None:
        """Names and sources are those of `engine`'s store."""
        self._found = found
        self._engine = engine
        self._language = language
        self._names = Names(engine.catalogue)
        self._plain = tuple(cell for cell in found.cells if cell.kind != "mean")
        self._scale = Scale.of(found.cells, language, padded=found.kind == "regions")

    def picture(self) -> Picture:
        """The picture."""
        title = _capital(self._names.title(self._plain, self._language))
        labels, tail = _without_tail([self._label(cell) for cell in self._found.cells])
        bars = tuple(self._bar(cell, label) for cell, label in zip(self._found.cells, labels, strict=True))
        subtitle = self._subtitle(tail)
        headline = tuple(self._headline(cell) for cell in self._found.headline)
        limit = self._limit()
        if limit and not headline and self._found.marked:
            headline = (self._say("chart.marked", names=limit),)
        notes = self._notes()
        source = source_line((*self._found.cells, *self._found.headline), self._engine.store, self._language)
        return Picture(
            self._found.kind,
            self._language,
            title,
            subtitle,
            headline,
            notes,
            bars,
            self._found.cells[0].unit,
            source,
            self._caption(title, subtitle, bars, headline, notes, source),
            self._alt(title, subtitle, bars, (*headline, *notes), source),
        )

    def _say(self, key: str, **values: object) -> str:
        """A text with its blanks filled in."""
        return say(self._language, key, **values)

    def _label(self, cell: Cell) -> str:
        """What tells a bar from the others."""
        if cell.kind == "mean":
            return self._say("chart.name_mean")
        if self._found.kind == "regions":
            return self._names.area_name(cell, self._language)
        if self._are_ends():
            low = cell.value == min(other.value for other in self._plain)
            return self._say("figure.range_low" if low else "figure.range_high")
        return self._names.row_name(cell, self._plain, self._language)

    def _are_ends(self) -> bool:
        """Whether the figures are the two ends of one range."""
        return (
            len(self._plain) == 2
            and bool(self._plain[0].observations)
            and (self._plain[0].observations == self._plain[1].observations)
        )

    def _bar(self, cell: Cell, label: str) -> Bar:
        """A figure as a bar."""
        return Bar(
            _capital(label),
            cell.value,
            self._scale.printed(cell),
            self._names.display(cell, self._language),
            cell in self._found.marked,
        )

    def _subtitle(self, tail: str) -> str:
        """Unit, what all names end with, area, period and scenario, as far as all share them."""
        first, cells = self._plain[0], self._plain
        parts = [_capital(self._scale.unit), tail]
        if self._found.kind == "regions":
            parts.append(self._group() or self._say("chart.regions", count=len(cells)))
        elif len({(cell.areas, cell.group) for cell in cells}) == 1:
            unnamed = first.area == UNNAMED
            parts.append(self._say("figure.unnamed") if unnamed else self._names.area_name(first, self._language))
        if len({cell.period for cell in cells}) == 1:
            parts.append(formatting.period(first.period, self._language) or self._say("figure.period_missing"))
        if len({cell.scenario for cell in cells}) == 1 and first.scenario in _FORESEEN:
            parts.append(self._say(f"figure.scenario_{first.scenario}"))
        return " · ".join(filter(None, parts))

    def _group(self) -> str:
        """The name of the group that the drawn regions make up; empty for any others."""
        drawn = {cell.area for cell in self._plain}
        groups = self._engine.catalogue.places.groups.values()
        whole = set(self._regions())
        return next((g.name.of(self._language) for g in groups if set(g.members) == drawn != whole), "")

    def _regions(self) -> list[str]:
        """Codes of all regions there are, in SCB's order."""
        return sorted(code for code in self._engine.store.areas if self._names.is_region(code))

    def _notes(self) -> tuple[str, ...]:
        """Who is missing, and what the source says against its figures."""
        notes = []
        missing = self._missing()
        if missing:
            names = [self._engine.catalogue.places.areas[code].label(self._language) for code in missing]
            notes.append(self._say("chart.missing", names=formatting.joined(names, self._language)))
        for cell in (*self._plain, *self._found.headline):
            indicator = self._names.indicators.get(cell.indicator)
            if indicator is not None and indicator.caveat:
                notes.append(indicator.caveat.of(self._language))
        return tuple(dict.fromkeys(notes))

    def _missing(self) -> list[str]:
        """The regions for which the drawn figure is not held, where all that hold it are drawn."""
        if self._found.kind != "regions":
            return []
        drawn = {cell.area for cell in self._plain}
        held = set(self._engine.operations.figures.regions(self._plain[0].indicator))
        return [code for code in self._regions() if code not in drawn] if drawn == held else []

    def _headline(self, cell: Cell) -> str:
        """A figure of the answer that is no bar: what it is, and how much."""
        figure = self._names.display(cell, self._language)
        if cell.area == NATION and self._found.kind == "regions":
            name = self._names.area_name(cell, self._language)
        elif cell.kind == "count":
            limit = self._limit()
            name = self._say("chart.name_count", limit=limit) if limit else self._say("label.count")
        elif cell.kind in ("share", "difference", "ratio", "change"):
            name = self._say(f"chart.name_{cell.kind}")
        elif cell.scenario == "deviation":
            name = self._say("figure.scenario_deviation")
        elif cell.operator == "+":
            name = self._say("chart.name_sum")
        elif cell.kind == "per_capita":
            name = self._names.area_name(cell, self._language) or self._say("chart.name_together")
        else:
            name = self._say("chart.name_median")
        return self._say("figure.line", name=_capital(name), figure=figure)

    def _limit(self) -> str:
        """The limit that was asked for, in words: "mer än 90 miljoner kronor"; empty where there is none."""
        query = self._found.query
        if query is None or not query.comparator or query.operation not in ("list", "count"):
            return ""
        if query.threshold is not None:
            limit = self._names.amount(query.threshold, self._language)
        elif query.threshold_area in self._engine.store.areas:
            limit = self._engine.catalogue.places.areas[query.threshold_area].label(self._language)
        else:
            limit = self._say(f"chart.limit_{query.threshold_area}")
        upper = "" if query.upper_threshold is None else self._names.amount(query.upper_threshold, self._language)
        return self._say(f"chart.limit_{query.comparator}", limit=limit, upper=upper)

    # -- in words -----------------------------------------------------------------------------------------------------

    def _caption(
        self,
        title: str,
        subtitle: str,
        bars: Sequence[Bar],
        headline: Sequence[str],
        notes: Sequence[str],
        source: str,
    ) -> str:
        """What the picture shows, in a few sentences; notes, then the last bars, are left out before the source is."""
        head = " · ".join([title, *subtitle.split(" · ")[1:]])
        sentences = self._spread_in_words(bars) if self._found.kind == "regions" else self._all_in_words(bars)
        lines, kept = [*headline, *sentences], list(notes)

        def text() -> str:
            return "\n".join([head, *lines, *kept, source])

        while kept and len(text()) > CAPTION_LIMIT:
            kept.pop()
        if len(text()) > CAPTION_LIMIT:  # the rest of the bars are left to the picture
            kept.append("…")
            while len(lines) > 1 and len(text()) > CAPTION_LIMIT:
                lines.pop()
        return text()

    def _spread_in_words(self, bars: Sequence[Bar]) -> list[str]:
        """The marked regions with their places, and both ends."""
        count = len(self._plain)
        if count <= _MANY:
            return self._all_in_words(bars)
        marked = [bar for bar in bars if bar.marked]
        lines = []
        if len(marked) > _MOST_NAMED:
            named = [f"{bar.label} ({bar.words})" for bar in marked]
            if sum(map(len, named)) > _LONGEST_NAMES:  # then the figures are left to the picture, but for the first
                named[1:] = [bar.label for bar in marked[1:]]
            lines.append(self._say("chart.marked", names=f"{formatting.joined(named, self._language)}."))
        else:
            for bar in marked:
                line = self._say("figure.line", name=bar.label, figure=bar.words)
                place = 1 + sum(cell.value > bar.value for cell in self._plain)
                of_regions = len(self._plain) == len(bars)
                lines.append(
                    self._say("chart.place", line=line, place=place, count=count) if of_regions else f"{line}."
                )
        regions = [bar for bar, cell in zip(bars, self._found.cells, strict=True) if cell.kind != "mean"]
        high, low = regions[0], regions[-1]
        lines.append(self._say("chart.ends", first=high.label, high=high.words, last=low.label, low=low.words))
        return lines

    def _all_in_words(self, bars: Sequence[Bar]) -> list[str]:
        """Every bar with its figure."""
        return [self._say("figure.line", name=bar.label, figure=bar.words) for bar in bars]

    def _alt(self, title: str, subtitle: str, bars: Sequence[Bar], notes: Sequence[str], source: str) -> str:
        """All that the picture shows, for those who do not see it."""
        form = self._say(f"chart.form_{self._found.kind}", title=title, subtitle=subtitle)
        values = "; ".join(self._say("figure.line", name=bar.label, figure=bar.display) for bar in bars)
        return " ".join([form, f"{values}.", *(note if note.endswith(".") else f"{note}." for note in notes), source])


def _without_tail(labels: list[str]) -> tuple[list[str], str]:
    """Names without what all of them end with: "(effekt per år)", or ", hälso- och sjukvården"; and that."""
    for joint, closing in ((" (", ")"), (", ", "")):
        heads, joints, tails = zip(*(label.rpartition(joint) for label in labels), strict=True)
        if all(joints) and len(set(tails)) == 1 and len(set(heads)) == len(heads):
            return list(heads), tails[0].removesuffix(closing)
    return labels, ""


def _capital(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
