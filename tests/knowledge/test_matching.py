"""Subjects by their names: each name finds its own subject, and no other takes its questions."""

from __future__ import annotations

from knowledge.catalogue import Catalogue
from knowledge.mentions import analyse
from knowledge.store import Store


def best(catalogue: Catalogue, text: str) -> str:
    """The key of the subject ranked first for a text; empty where there is none."""
    return next((match.subject.key for match in catalogue.matcher.rank(analyse(text, catalogue).terms)), "")


def test_every_indicator_by_its_names(catalogue: Catalogue, store: Store) -> None:
    """Each indicator's full and short Swedish name rank it first."""
    missed = {
        name: key
        for indicator in store.indicators.values()
        for name in (indicator.name.sv, indicator.short.sv)
        if (key := best(catalogue, name)) != f"indicator:{indicator.id}"
    }
    assert missed == {}


def test_every_indicator_by_its_english_name(catalogue: Catalogue, store: Store) -> None:
    """Each indicator's English name ranks it among the first two: a fact or gap of the same words may tie."""
    missed = {}
    for indicator in store.indicators.values():
        keys = [match.subject.key for match in catalogue.matcher.rank(analyse(indicator.name.en, catalogue).terms, 2)]
        if f"indicator:{indicator.id}" not in keys:
            missed[indicator.name.en] = keys
    assert missed == {}


def test_every_table_by_its_name(catalogue: Catalogue, store: Store) -> None:
    """Each table's name ranks it first."""
    assert {table.name.sv: best(catalogue, table.name.sv) for table in store.tables.values()} == {
        table.name.sv: f"table:{table.id}" for table in store.tables.values()
    }


def test_every_gap_by_its_name(catalogue: Catalogue, store: Store) -> None:
    """Each gap's name ranks the gap itself first, or what is of its source: never another's figure."""
    missed = {}
    for gap in store.gaps.values():
        key = best(catalogue, gap.name.sv)
        subject = catalogue.subject(key)
        if (
            key != f"gap:{gap.id}"
            and subject.kind == "indicator"
            and gap.source not in {o.source for o in store.observations(subject.id)}
        ):
            missed[gap.name.sv] = key
    assert missed == {}


def test_matches_are_in_order(catalogue: Catalogue) -> None:
    """Scores fall, lie between 0 and 1, and the same question gives the same order."""
    terms = analyse("hur stor är dödligheten efter stroke jämfört med OECD", catalogue).terms
    matches = catalogue.matcher.rank(terms)
    scores = [match.score for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert [match.subject.key for match in catalogue.matcher.rank(terms)] == [match.subject.key for match in matches]


def test_unexplained_words_cost(catalogue: Catalogue) -> None:
    """A word that a subject does not know makes it less likely, and is named."""
    plain = catalogue.matcher.rank(analyse("sektorsbidrag", catalogue).terms)[0]
    loaded = next(
        m
        for m in catalogue.matcher.rank(analyse("sektorsbidrag till brandkåren", catalogue).terms)
        if m.subject == plain.subject
    )
    assert loaded.precision < plain.precision == 1
    assert [term.text for term in loaded.unexplained] == ["brandkåren"]


def test_nothing_to_go_by(catalogue: Catalogue) -> None:
    """A question without a word of any subject ranks none."""
    assert catalogue.matcher.rank(analyse("zxqwv blorpig", catalogue).terms) == ()
