"""How well documents are read: figures proposed with value and unit right, with area and period right; what is none.

    python -m benchmarks.reading [--known] [--show] [--check]

Measured on the project's five documents (`../shared/seeds`, where they are there) against the store's own observations,
and on documents made here (`made_documents`) against what was written into them. Indicators that the store already
holds are not used, so that no document is read by what was once read off it; `--known` uses them. `--show` lists what
was missed and what is no figure; `--check` exits 1 where a bar is not met.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from benchmarks.made_documents import annual_report, later, press_release, slideshow, workbook
from benchmarks.made_documents.truth import SCALES, Truth
from knowledge.catalogue import Catalogue
from knowledge.compiled_catalogue import catalogue_of
from knowledge.data_folders import PACKAGED_DATA
from knowledge.documents.opening import read_document
from knowledge.documents.proposal import Proposal
from knowledge.documents.proposing import propose
from knowledge.store import Store, open_store

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"
UNCERTAIN = {"presentation-tufft-lage": ("4", "-900", "-756")}
"""Figures of a source that it shows without saying of what; the inventory lists them, the store holds no figure."""
MEASURED, PLACED, NONE = 0.85, 0.65, 0.15
"""At least so many figures with value and unit right, so many with area and period too; at most so many no figures."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one document was read: figures in it, proposed right, and what was proposed."""

    name: str
    figures: int
    measured: int
    placed: int
    proposals: int
    none: int
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One row of the table."""
        return (
            f"{self.name:34s} {self.figures:5d} {self.measured / self.figures:8.0%} {self.placed / self.figures:8.0%} "
            f"{self.proposals:6d} {self.none / max(1, self.proposals):8.0%}"
        )

    @property
    def passes(self) -> bool:
        """Whether all bars are met."""
        return (
            self.measured >= MEASURED * self.figures
            and self.placed >= PLACED * self.figures
            and self.none <= NONE * self.proposals
        )


def scored(name: str, figures: Sequence[Truth], proposals: Sequence[Proposal], doubtful: Sequence[str] = ()) -> Score:
    """Compare proposals with what a document says; each proposal counts for one figure only.

    Args:
        name: of the document.
        figures: what it says.
        proposals: what was read.
        doubtful: values that are figures of it, though nobody can tell of what.

    Returns:
        The score. A proposal whose value with unit is that of a figure is a figure, also where it is one said again.
    """
    left = list(proposals)
    placed, measured = [], []
    for figure in figures:
        exact = next((p for p in left if _is(figure, p) and (p.area, p.period) == (figure.area, figure.period)), None)
        if exact is not None:
            left.remove(exact)
            placed.append(figure)
    for figure in figures:
        if figure in placed:
            placed_as = placed.index(figure)
            measured.append(placed[placed_as])
            continue
        near = next((proposal for proposal in left if _is(figure, proposal)), None)
        if near is not None:
            left.remove(near)
            measured.append(figure)
    values = {figure.value for figure in figures} | {figure.upper for figure in figures} | set(map(Decimal, doubtful))
    none = [proposal for proposal in left if _base(proposal.value, proposal.unit)[0] not in values]
    notes = [f"missed: {one.what}: {one.value} {one.unit}" for one in figures if one not in measured]
    notes += [f"area or period: {one.what}: {one.value}" for one in measured if one not in placed]
    notes += [f"no figure: {one.value} {one.unit} in '{one.evidence}'" for one in none]
    return Score(name, len(figures), len(measured), len(placed), len(proposals), len(none), tuple(notes))


def _is(figure: Truth, proposal: Proposal) -> bool:
    """Whether value and unit of a proposal are a figure's."""
    upper = None if proposal.upper is None else _base(proposal.upper, proposal.unit)[0]
    value, unit = _base(proposal.value, proposal.unit)
    return (value, upper, unit) == figure.measured


def _base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A value in its base unit."""
    scale, base = SCALES.get(unit, (1, unit))
    return value * scale, base


def made(folder: Path) -> Iterator[tuple[Path, list[Truth]]]:
    """The made documents, written into a folder, with what they say."""
    for name, write, figures in (
        ("annual_report.docx", annual_report.write_docx, annual_report.figures),
        ("annual_report.pdf", annual_report.write_pdf, annual_report.figures),
        ("workbook.xlsx", workbook.write, workbook.figures),
        ("press_release.html", press_release.write, press_release.figures),
        ("slides.pptx", slideshow.write, slideshow.figures),
    ):
        write(folder / name)
        yield folder / name, figures()
    yield from later.made(folder)


def seeds(store: Store) -> Iterator[tuple[Path, list[Truth], tuple[str, ...]]]:
    """The project's documents that are there, with what the store holds of them."""
    for source in store.sources.values():
        path = SEEDS / source.file
        held = [
            figure
            for indicator in store.indicators
            for figure in store.observations(indicator)
            if figure.source == source.id
        ]
        if path.is_file() and held:
            figures = [Truth(one.indicator, one.value, one.upper, one.unit, one.area, one.period or "") for one in held]
            yield path, figures, UNCERTAIN.get(source.id, ())


def measure(catalogue: Catalogue, store: Store, folder: Path, *, known: bool) -> tuple[list[Score], list[Score]]:
    """Read all documents.

    Args:
        catalogue: of the store.
        store: whose observations are the truth of the five documents.
        folder: where the made documents are written.
        known: whether indicators that are held may be proposed.

    Returns:
        The scores of the five documents (none where they are not there), and of the made ones.
    """

    def read(path: Path) -> list[Proposal]:
        return propose(read_document(path), catalogue, known=known)

    own = [scored(path.name, figures, read(path), doubtful) for path, figures, doubtful in seeds(store)]
    return own, [scored(path.name, figures, read(path)) for path, figures in made(folder)]


def together(name: str, scores: Sequence[Score]) -> Score:
    """Several documents as one."""
    total = [
        sum(getattr(score, part) for score in scores) for part in ("figures", "measured", "placed", "proposals", "none")
    ]
    return Score(name, *total)


def main() -> int:
    """Measure and print.

    Returns:
        1 where a bar is to be met and is not.
    """
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("known", "show", "check"):
        options.add_argument(f"--{name}", action="store_true")
    said = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/store.db", PACKAGED_DATA)
        catalogue = catalogue_of(store)
        groups = measure(catalogue, store, Path(folder), known=said.known)
    print(f"{'document':34s} {'figs':>5s} {'val+unit':>8s} {'+place':>8s} {'props':>6s} {'none':>8s}")
    if not groups[0]:
        print(f"the five documents are not in {SEEDS}: only the made ones are measured")
    passed = True
    for name, scores in zip(("the five documents", "the made documents"), groups, strict=True):
        for score in scores:
            print(score)
            if said.show:
                print("".join(f"    {note}\n" for note in score.notes), end="")
        if scores:
            total = together(name, scores)
            passed &= total.passes
            print(f"{total}\n")
    print(f"bars: at least {MEASURED:.0%} and {PLACED:.0%}, at most {NONE:.0%}: {'met' if passed else 'NOT MET'}")
    return 1 if said.check and not passed else 0


if __name__ == "__main__":
    sys.exit(main())
