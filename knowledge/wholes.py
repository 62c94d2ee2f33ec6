"""Which subject is meant by a whole: the part of a sum named by its amount, and one side of a table added up."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from knowledge.apart_cues import told_apart
from knowledge.asking import claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.kinship import tables_of
from knowledge.language.tables import word_set
from knowledge.model import Indicator
from knowledge.reading import Candidate, Reading

_OF = word_set("av utav ur of")
_REACH = 4
"""So many words may stand between "av" and the amount."""
_TRIED = 8


def part_of_whole(reading: Reading, top: Candidate) -> Candidate:
    """The sum named in full whose part of a stated one is asked for, where what says something of both stands first.

    Of "hur stor andel av de 16 miljarderna i BP 2024 är sektorsbidrag?" the bill belongs to the whole.

    Args:
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The one that is meant.
    """
    analysis = reading.analysis
    if not analysis.has("share") or claim_wanted(analysis) or analysis.names_area or top.match is None:
        return top
    whole = [amount for amount in analysis.amounts if amount.unit == "SEK"]
    if len(whole) != 1 or _OF.isdisjoint(analysis.norms[max(0, whole[0].start - _REACH) : whole[0].start]):
        return top
    if top.subject.kind == "indicator" and top.match.complete:
        return top
    for other in reading.candidates[:_TRIED]:
        item = other.subject.item
        named = other.match is not None and other.match.complete and other.match.recall >= top.match.recall
        if isinstance(item, Indicator) and item.unit == "SEK" and named:
            return other
    return top


_COSTS = ("kostnad", "utgift", "bruttokostnad", "bruttoutgift", "totalkostnad", "cost", "expens", "expenditure")
_REVENUE = ("intäkt", "inkomst", "bruttointäkt", "totalintäkt", "revenue", "income")
"""Beginnings of words for the two sides of a table."""
_PARTS = ("extern", "intern", "personal", "avskriv", "depreciation", "staff")
"""Beginnings of words for single rows of them."""
_ASIDE = word_set("utan exkl exklusive avdrag av ej inte förutom excluding without before not")
_ASIDE_REACH = 4
"""So many words before a side one stands that sets it aside: "utan att räkna av intäkter"."""
_ADDED = ("sum", "all")
_NOT_ADDED = (
    *("top", "bottom", "mean", "median", "share", "difference", "ratio", "change", "compare", "more_than", "less_than"),
    *("list", "last_row"),
)


def rather_side(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The sum of a table's costs or revenue, where one side is to be added up and the table's total stands first.

    Args:
        catalogue: knows the tables and the sums that are computed of their rows.
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The computed sum of that side; else `top`.
    """
    analysis = reading.analysis
    if not analysis.has(*_ADDED) or analysis.has(*_NOT_ADDED) or claim_wanted(analysis) or analysis.names_area:
        return top
    norms = analysis.norms
    sides = [(at, norm.startswith(_COSTS)) for at, norm in enumerate(norms) if norm.startswith((*_COSTS, *_REVENUE))]
    kept = [cost for at, cost in sides if len(sides) == 1 or not _is_aside(norms[max(0, at - _ASIDE_REACH) : at])]
    if len(set(kept)) != 1 or any(norm.startswith(_PARTS) for norm in norms):
        return top
    store = catalogue.store
    tables = [store.tables[ident] for ident in tables_of(catalogue, top.subject)]
    for table in tables if top.subject.id in {t.total for t in tables} or top.subject.kind == "table" else ():
        for other in store.indicators.values():
            derived = other.derived
            if derived is None or derived.op != "sum" or not set(derived.of) < set(table.indicators):
                continue
            figures = [figure.value for row in derived.of for figure in store.observations(row)]
            if figures and all((value < 0) == kept[0] or not value for value in figures):
                return replace(top, subject=catalogue.subject(f"indicator:{other.id}"), match=None)
    return top


_COMPUTED = ("sum", "mean", "median", "difference", "ratio", "share", "top", "bottom", "count", "how_many")


def rather_each(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The table whose rows are asked for one by one, where their sum stands first: "effekt 2026 per åtgärd".

    Args:
        catalogue: knows the tables.
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The table; the first where no row is told apart, or something is computed of them.
    """
    analysis = reading.analysis
    if top.subject.kind != "indicator" or not analysis.has("list") or analysis.has(*_COMPUTED):
        return top
    if claim_wanted(analysis) or not told_apart(analysis.norms):
        return top
    table = next((table for table in catalogue.store.tables.values() if table.total == top.subject.id), None)
    return top if table is None else replace(top, subject=catalogue.subject(f"table:{table.id}"), match=None)


def _is_aside(before: Sequence[str]) -> bool:
    """Whether the words before a side set it aside, in the same clause."""
    clause = next((at + 1 for at in reversed(range(len(before))) if before[at] == ","), 0)
    return not _ASIDE.isdisjoint(before[clause:])
