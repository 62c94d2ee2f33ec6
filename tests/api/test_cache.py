"""What is kept in memory: not for long, not too much, and nothing that was not asked for."""

from __future__ import annotations

import pytest

from bot.channels.api.accepting import preferred
from bot.channels.api.cache import MOST_BYTES, MOST_ENTRIES, Entry, Kept, etag_of, is_known


def entry(body: bytes = b"{}", until: float = 300.0) -> Entry:
    """An answer."""
    return Entry(body, b'"x"', (), until, lambda: None)


def test_an_answer_goes_when_its_time_is_over() -> None:
    """Asked for or not: by then the question is not in memory any more."""
    now = [0.0]
    kept = Kept(lambda: now[0])
    kept.put(b"a", entry())
    kept.put(b"b", entry(until=400.0))
    assert kept.get(b"a") is not None
    now[0] = 300.0
    assert kept.get(b"a") is None
    kept.sweep()
    assert len(kept) == 1
    kept.put(b"c", entry(until=300.0))
    assert len(kept) == 1


def test_there_is_a_bound() -> None:
    """The ones asked for longest ago make room, by number and by size."""
    kept = Kept(lambda: 0.0)
    for number in range(MOST_ENTRIES + 10):
        kept.put(b"%d" % number, entry())
        kept.get(b"0")
    assert len(kept) == MOST_ENTRIES
    assert kept.get(b"0") is not None
    assert kept.get(b"1") is None
    large = bytes(MOST_BYTES // 4)
    for number in range(8):
        kept.put(b"large %d" % number, entry(large))
    assert len(kept) == 3
    for _ in range(8):
        kept.put(b"large 7", entry(large))
    assert len(kept) == 3


def test_tags() -> None:
    """The same bytes, the same tag; a client's list of tags is read as RFC 9110 has it."""
    assert etag_of(b"a") == etag_of(b"a") != etag_of(b"b")
    for known in ('"a"', 'W/"a"', '"x", "a"', "*"):
        assert is_known('"a"', known)
    for unknown in ("", '"b"', "a", '"a'):
        assert not is_known('"a"', unknown)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("", "text/csv"),
        ("application/json", "application/json"),
        ("application/*;q=0.1", "application/json"),
        ("*/*;q=0.5, application/json;q=0.4", "text/csv"),
        ("*/*, text/csv;q=0", "application/json"),
        ("text/html", None),
        ("*/*;q=0", None),
        (",;q=,;;", None),
        ("TEXT/CSV ; q=1.000", "text/csv"),
        ("application/json;q=many", "application/json"),
    ],
)
def test_what_a_client_likes_best(header: str, found: str | None) -> None:
    """The most specific range counts for each form, then the weight, then our own order."""
    assert preferred(header, ("text/csv", "application/json")) == found
