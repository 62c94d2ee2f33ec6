"""The bars of the benchmark are held: on the documents that are made, and on the project's own where they are there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.made_documents.truth import truth
from benchmarks.reading import SEEDS, Score, measure, scored, together
from knowledge.catalogue import Catalogue
from knowledge.documents.opening import read_document
from knowledge.documents.proposal import Proposal
from knowledge.documents.proposing import propose
from knowledge.store import Store

MADE = (
    *("annual_report.docx", "annual_report.pdf", "workbook.xlsx", "press_release.html", "slides.pptx"),
    *("memo.txt", "article.html", "budget.docx"),
)
FIVE = sorted(SEEDS.glob("*.txt"))


@pytest.fixture(scope="module")
def scores(store: Store, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Score], ...]:
    """All documents read, without the indicators that are held."""
    return measure(catalogue, store, tmp_path_factory.mktemp("made"), known=False)


def test_made_documents(scores: tuple[list[Score], ...]) -> None:
    """The made documents together meet the bars."""
    made = scores[1]
    assert tuple(score.name for score in made) == MADE
    assert together("made", made).passes, "\n".join(note for score in made for note in score.notes)


@pytest.mark.parametrize("name", [*MADE, *(path.name for path in FIVE)])
def test_each_document(name: str, scores: tuple[list[Score], ...]) -> None:
    """Each document has most of its figures right; the project's own, where they are, meet the bars."""
    score = next(score for group in scores for score in group if score.name == name)
    assert score.measured >= 0.75 * score.figures, score.notes
    assert score.passes or name in MADE, score.notes


@pytest.mark.parametrize("path", [None, *FIVE], ids=lambda path: path.stem if path else "written anew")
def test_held_indicators_are_not_mistaken(
    path: Path | None, store: Store, catalogue: Catalogue, tmp_path: Path
) -> None:
    """Where an indicator that is held is proposed, the store holds that figure of it."""
    if path is None:
        path = tmp_path / "anew.txt"
        path.write_text(_written_anew(store), encoding="utf-8")
    held = {(name, one.value) for name in store.indicators for one in store.observations(name)}
    scale = {"mnkr": 10**6, "mdkr": 10**9, "tkr": 10**3}
    known = [one for one in propose(read_document(path), catalogue) if one.known]
    assert known or path.stem.startswith("001")
    wrong = [one for one in known if (one.indicator, one.value * scale.get(one.unit, 1)) not in held]
    assert len(wrong) <= 0.05 * len(known), wrong


def _written_anew(store: Store) -> str:
    """A government decision in other words, with the figures of the sector grant that are held."""
    rows = [
        f"{store.areas[one.area].name} {int(one.value):,}".replace(",", " ")
        for one in store.observations("sektorsbidrag")
        if one.area not in ("00", "-")
    ]
    head = "Sektorsbidrag till hälso- och sjukvården 2024\n\nRegeringen delar ut pengarna så här.\n\n"
    return head + "Region Sektorsbidrag till hälso- och sjukvården (kr)\n" + "\n".join(rows) + "\n"


def test_a_proposal_counts_once() -> None:
    """The benchmark itself: one proposal is one figure's, and another number is none."""
    figures = [truth("a", "10", "mnkr", "12", "2024"), truth("b", "10", "mnkr", "12", "2025")]
    one = _proposal("10", "mnkr", "12", "2025")
    score = scored("x", figures, [one, _proposal("7", "count", "12", "2025")])
    assert (score.measured, score.placed, score.none) == (1, 1, 1)
    assert not score.passes


def _proposal(value: str, unit: str, area: str, period: str) -> Proposal:
    """A proposal of a value."""
    return Proposal("x", "X", False, area, period, "outcome", Decimal(value), None, unit, False, "p", "e", 0.5)
