"""Long messages in parts (failures 11 and 12)."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.card import Row
from bot.channels.telegram.markup import bold, escaped, italic, monospaced, plain, quoted, units
from bot.channels.telegram.splitting import LIMIT, split
from bot.tables.monospace import WIDTH, table
from knowledge.model import BASE_UNITS
from knowledge.query import Cell
from tests.fake_bot_api.entities import parse_html
from tests.telegram.markup import length, read

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), max_size=400)
PIECES = st.lists(
    st.tuples(st.sampled_from([escaped, bold, italic, monospaced, quoted]), TEXTS | st.text("<>&\n 😀å", max_size=400)),
    max_size=12,
)


@given(PIECES, st.integers(2, 600))
@example([(bold, "😀" * 300)], 3)
@example([(monospaced, "&" * 300)], 5)
def test_any_text_is_split(pieces: list[tuple[object, str]], limit: int) -> None:
    """Each part is whole HTML within the limit; together they say all that was said, but for blanks at the seams."""
    marked = "\n".join(mark(text) for mark, text in pieces if callable(mark))
    parts = split(marked, limit)
    for part in parts:
        text, _ = parse_html(part)
        assert 0 < length(text) <= limit
        assert text.strip()
        assert plain(part) == text
    said, _ = parse_html(marked)
    assert re.sub(r"\s", "", "".join(plain(part) for part in parts)) == re.sub(r"\s", "", said)


@pytest.mark.parametrize("mark", [monospaced, escaped])
def test_cuts_are_on_the_borders_of_rows(mark: object) -> None:
    """A table longer than a message is cut between rows, and goes on as a table."""
    assert callable(mark)
    rows = [f"rad {number:04d} <&> ååå" for number in range(600)]
    parts = split(mark("\n".join(rows)))
    assert len(parts) > 2
    assert [row for part in parts for row in read(part).split("\n")] == rows
    assert all(units(plain(part)) > LIMIT - 25 for part in parts[:-1])
    assert all(part.startswith("<pre>") == (mark is monospaced) for part in parts)


def test_measured_after_entities() -> None:
    """What is short when read is one message, however long its HTML is."""
    assert len(split(escaped("<" * LIMIT))) == 1
    assert len(split(escaped("<" * (LIMIT + 1)))) == 2
    assert len(split(escaped("😀" * (LIMIT // 2)))) == 1
    assert len(split(escaped("😀" * (LIMIT // 2 + 1)))) == 2


def test_nothing_to_say() -> None:
    """Blank text is no message."""
    assert split("") == split(" \n") == split("<b> </b>") == []


NAMES = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P"], include_characters=" "), min_size=1, max_size=80
)
CELLS = st.builds(
    Cell,
    st.decimals(-(10**12), 10**12, places=3, allow_nan=False),
    st.sampled_from(BASE_UNITS),
    st.just(""),
    approximate=st.booleans(),
)


@given(st.lists(st.tuples(NAMES, CELLS), min_size=1, max_size=30), st.booleans(), st.sampled_from(["sv", "en"]))
def test_tables_are_narrow(given_rows: list[tuple[str, Cell]], ranked: bool, language: object) -> None:
    """No line of a table is wider than a phone, whatever the names and figures, and no digit is lost."""
    assert language in ("sv", "en")
    rows = [
        Row(name, f"{cell.value} {cell.unit}", cell, number if ranked else None)
        for number, (name, cell) in enumerate(given_rows, 1)
    ]
    _, text = table(rows, "sv" if language == "sv" else "en")
    assert max(map(len, text.split("\n"))) <= WIDTH
    assert sum(text.count(digit) for digit in "123456789") or all(not row.cell.value for row in rows)


def test_a_small_figure_does_not_become_nothing() -> None:
    """Where one figure would be 0,0 million, each stands as in prose."""
    cells = [Cell(Decimal(3_000_000_000), "SEK", ""), Cell(Decimal(400), "SEK", "")]
    unit, text = table([Row("Stor", "3 miljarder kronor", cells[0]), Row("Liten", "400 kronor", cells[1])], "sv")
    assert unit == ""
    assert "400 kronor" in text
    assert "3 miljarder kronor" in text
