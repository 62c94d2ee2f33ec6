"""What can be asked about: every subject by its key, and what indicators are held for."""

from __future__ import annotations

from knowledge.catalogue import Catalogue
from knowledge.store import Store


def test_keys_are_unique(catalogue: Catalogue, store: Store) -> None:
    """Every subject is found by its key, and there are as many as the store holds."""
    assert len(catalogue.subjects) == len(store.indicators) + len(store.tables) + len(store.facts) + len(store.gaps)
    assert all(catalogue.subject(subject.key) is subject for subject in catalogue.subjects)


def test_derived_holdings(catalogue: Catalogue, store: Store) -> None:
    """A derived indicator is held where all it is computed from is held."""
    derived = [indicator for indicator in store.indicators.values() if indicator.derived]
    assert derived
    for indicator in derived:
        held = catalogue.holdings(indicator.id)
        assert indicator.derived is not None
        for of in indicator.derived.of:
            assert set(held.areas) <= set(catalogue.holdings(of).areas)
            assert set(held.periods) <= set(catalogue.holdings(of).periods)
        assert held.areas
