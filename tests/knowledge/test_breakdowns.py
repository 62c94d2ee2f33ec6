"""The kinds within an indicator that a question names."""

from __future__ import annotations

from knowledge.breakdowns import first_token, named_breakdowns
from knowledge.catalogue import Catalogue
from knowledge.mentions import analyse
from knowledge.store import Store


def test_first_of_the_kinds(catalogue: Catalogue, store: Store) -> None:
    """A kind named in the question is chosen; none where none is named."""
    indicator = store.indicators["befolkningsforandring"]
    terms = analyse("hur många fler blir de över 80 år", catalogue).terms
    parts = {part: term.trust for term in terms for part in term.parts}
    assert [kind.id for kind in named_breakdowns(catalogue.vocabulary, indicator, parts)] == ["age_80_plus"]
    assert named_breakdowns(catalogue.vocabulary, indicator, {}) == ()


def test_where_a_kind_is_named(catalogue: Catalogue, store: Store) -> None:
    """The place of the first telling word of a kind's names; the first word where none was said."""
    (kind,) = [kind for kind in store.indicators["befolkningsforandring"].breakdowns if kind.id == "age_80_plus"]
    named = analyse("hur många fler blir de över 80 år", catalogue).terms
    assert first_token(catalogue.vocabulary, kind, named) == 6
    assert first_token(catalogue.vocabulary, kind, analyse("hur många blir de", catalogue).terms) == 0
