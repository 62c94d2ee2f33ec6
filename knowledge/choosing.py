"""Which of the ranked candidates is meant, where the first is near another that fits the question better."""

from __future__ import annotations

from knowledge.catalogue import Catalogue
from knowledge.choosing_facts import rather_aspect, rather_day, rather_lacking, rather_numbered, rather_source
from knowledge.choosing_figures import (
    rather_again,
    rather_amount,
    rather_column,
    rather_count,
    rather_deficit,
    rather_figure,
    rather_gap,
    rather_named,
    rather_of_year,
    rather_part,
    rather_rows,
    rather_stated,
    rather_target,
    rather_total,
)
from knowledge.choosing_method import rather_kind
from knowledge.choosing_words import named_fact, rather_whole, rather_words
from knowledge.reading import Candidate, Reading
from knowledge.wholes import rather_each, rather_side


def chosen(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The candidate that is meant, given the one that stands first; each step may pass over to another."""
    top = named_fact(catalogue, reading, top)
    top = rather_words(catalogue, reading, top)
    top = rather_count(reading, top)
    top = rather_whole(reading, top)
    top = rather_numbered(catalogue, reading, top)
    top = rather_aspect(reading, top)
    top = rather_day(reading, top)
    top = rather_column(reading, top)
    top = rather_rows(reading, top)
    top = rather_total(catalogue, reading, top)
    top = rather_side(catalogue, reading, top)
    top = rather_part(reading, top)
    top = rather_target(catalogue, reading, top)
    top = rather_deficit(catalogue, reading, top)
    top = rather_stated(catalogue, reading, top)
    top = rather_named(catalogue, reading, top)
    top = rather_figure(reading, top)
    top = rather_amount(reading, top)
    top = rather_again(reading, top)
    top = rather_of_year(catalogue, reading, top)
    top = rather_each(catalogue, reading, top)
    top = rather_kind(catalogue, reading, top)
    top = rather_lacking(reading, top)
    return rather_source(catalogue, reading, rather_gap(catalogue, reading, top))
