"""What indicators are held for is kept in the store and read back the same."""

from __future__ import annotations

from knowledge.holdings import Holdings, dump_holdings, read_holdings


def test_they_come_back() -> None:
    """Also where codes of areas have two letters, and where two indicators share a set."""
    held = {
        "dodlighet": Holdings(("SE", "US", "OECD"), ("2019", "2020"), ("outcome",), ("",), (("oecd", 6),)),
        "andel": Holdings(
            ("SE", "US", "OECD"), ("2019",), ("outcome", "plan"), ("", "unga"), (("a", 1), ("b", 2)), ranged=True
        ),
        "inget": Holdings((), (), (), ()),
    }
    assert read_holdings(dump_holdings(held)) == held
    assert [each.count for each in held.values()] == [6, 3, 0]
