"""The Markdown tables of docs/coverage.md: document by document, what is held and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.data_folders import DataFolders
from knowledge.folder.reading import Folder, load
from knowledge.model import Area, Fact, Gap, Indicator, Observation
from knowledge.store import Store

_HEAD = """# What the store holds

Written by `siffersvar knowledge coverage`; do not edit it by hand. For each document: the figures, the facts in words,
and the gaps (what the document shows or names without a figure), each with its place in the document.
"""


def coverage(held: Store | DataFolders) -> str:
    """The Markdown text of docs/coverage.md.

    Args:
        held: an open store, or the data folders.

    Returns:
        The text, the same for the same data folder.
    """
    content = held if isinstance(held, Store) else load(held)
    figures = [figure for indicator in content.indicators for figure in content.observations(indicator)]
    facts, gaps = list(content.facts.values()), list(content.gaps.values())
    parts = [_HEAD, _summary(content, figures, facts, gaps)]
    for source in content.sources.values():
        own = [figure for figure in figures if figure.source == source.id]
        parts.append(f"## {source.file}\n\n{source.title.en or source.title.sv} (`{source.id}`)\n")
        parts.append(_table("Figures", ("what", "as published", "place"), _figure_rows(content, own)))
        said = [fact for fact in facts if fact.source == source.id]
        parts.append(_table("Facts", ("about", "in words", "place"), _fact_rows(content, said)))
        open_ends = [gap for gap in gaps if gap.source == source.id]
        parts.append(
            _table("Gaps", ("what", "why", "place"), [(gap.name.sv, gap.reason, gap.place) for gap in open_ends])
        )
    return "\n".join(part for part in parts if part)


def _summary(
    content: Store | Folder, figures: Sequence[Observation], facts: Sequence[Fact], gaps: Sequence[Gap]
) -> str:
    """How much is held of each document."""
    rows = []
    for source in content.sources.values():
        counts = (sum(thing.source == source.id for thing in things) for things in (figures, facts, gaps))
        rows.append((source.file, source.title.sv, *(str(count) for count in counts)))
    rows.append(("all", "", str(len(figures)), str(len(facts)), str(len(gaps))))
    return _markdown(("document", "title", "figures", "facts", "gaps"), rows)


def _figure_rows(content: Store | Folder, figures: Iterable[Observation]) -> list[tuple[str, str, str]]:
    """Figures as rows: what is measured, the value as published, the place."""
    rows = []
    for figure in figures:
        indicator = content.indicators[figure.indicator]
        slots = (
            indicator.name.sv,
            _breakdown(indicator, figure.breakdown),
            _area(content.areas.get(figure.area)),
            figure.period or "period not stated",
            figure.scenario,
        )
        value = figure.published + (f" to {figure.published_upper}" if figure.published_upper else "")
        about = "about " if figure.approximate else ""
        rows.append((
            " · ".join(slot for slot in slots if slot),
            f"{about}{value} {figure.published_unit}",
            figure.place,
        ))
    return rows


def _fact_rows(content: Store | Folder, facts: Iterable[Fact]) -> list[tuple[str, str, str]]:
    """Facts as rows: what they are about, the answer, the place."""
    rows = []
    for fact in facts:
        indicator = content.indicators.get(fact.about)
        about = indicator.name.sv if indicator else fact.about
        rows.append((f"{about} ({fact.aspect})", fact.answer.sv, fact.place))
    return rows


def _area(area: Area | None) -> str:
    """An area's name; one that is not named is said to be so."""
    return area.name if area else "region not named"


def _breakdown(indicator: Indicator, ident: str) -> str:
    """A breakdown's name, empty for none."""
    return next((breakdown.name.sv for breakdown in indicator.breakdowns if breakdown.id == ident), ident)


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A titled table, empty where there are no rows."""
    return f"### {title} ({len(rows)})\n\n{_markdown(head, rows)}" if rows else ""


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """A text as one cell: on one line, its bars escaped."""
    return " ".join(text.split()).replace("|", "\\|")
