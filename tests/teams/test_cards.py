"""Adaptive Cards: by the schema, small enough, with nobody's words read as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.card import Row
from bot.channels.teamchat.blocks import Block, Grid, Image, Kind, Link, Pairs, Words, of_reply
from bot.channels.teamchat.shown import Offer, Shown
from bot.channels.teams.cards import LARGEST, cards_of, plain_of, size, summary_of
from bot.channels.teams.platform import message_of
from knowledge.answering import Engine
from knowledge.query import Cell
from tests.held import judged
from tests.teams.card_rules import check_card, words

CELL = Cell(Decimal(1), "SEK", "sektorsbidrag", ("12",))
KINDS: tuple[Kind, ...] = ("figure", "heading", "text", "note", "source", "quote")


def rows(count: int, name: str = "Västra Götaland") -> tuple[Row, ...]:
    """Rows of a ranking."""
    return tuple(Row(f"{name} {number}", "398,3 miljoner kronor", CELL, number) for number in range(1, count + 1))


@pytest.mark.parametrize("folder", ["teamchat", "newsroom", "mixed", "computed"])
def test_every_answer_has_a_card(engine: Engine, folder: str) -> None:
    """Each line of each answer stands on its card, in cards that Teams takes."""
    for turn in judged(engine, folder):
        shown = Shown(turn.reply.data["language"], of_reply(turn.reply, buttons=True))
        cards = cards_of(shown)
        read = " ".join(" ".join(words(card)) for card in cards).casefold()
        for card in cards:
            assert check_card(message_of(card, summary_of(shown))) == []
        for line in turn.reply.card:
            if line.role == "option":
                continue
            texts = [line.row.name, line.row.figure] if line.row is not None else [line.text]
            for text in texts:
                assert " ".join(text.split()).casefold() in " ".join(read.split())
                assert " ".join(text.split()).casefold() in " ".join(plain_of(shown).casefold().split())


def test_a_large_table_is_cut_between_rows() -> None:
    """A table that does not fit on a card is cut into several, none too large, no row lost, buttons under the last."""
    offers = (Offer("src", "A" * 16, "Källa"),)
    shown = Shown("sv", (Words("heading", "Tabell"), Grid(rows(300)), Words("source", "Källa: x")), offers)
    cards = cards_of(shown)
    assert len(cards) > 1
    assert all(size(card) <= LARGEST + 1000 for card in cards)
    read = [word for card in cards for word in words(card) if word.startswith("Västra")]
    assert read == [row.name for row in rows(300)]
    assert ["actions" in card for card in cards] == [False] * (len(cards) - 1) + [True]
    assert words(cards[-1])[-1] == "Källa: x"


def test_a_long_text_is_cut_between_words() -> None:
    """So is a text."""
    text = "en lång mening " * 5000
    cards = cards_of(Shown("sv", (Words("text", text),)))
    assert all(size(card) <= LARGEST for card in cards)
    assert "".join(word for card in cards for word in words(card)).split() == text.split()


@given(text=st.text(max_size=60), kind=st.sampled_from(KINDS))
def test_any_text(text: str, kind: Kind) -> None:
    """Whatever a document or a person wrote, the card is one that Teams takes, and can be sent."""
    blocks: tuple[Block, ...] = (
        Words("text", "x"),
        Pairs((Row(text or "x", text or "x", CELL),), leading=True),
        Grid((Row(text, text, CELL, 1), Row("x", "y", CELL))),
    )
    blocks += (Words(kind, text),) if text.strip() and kind in {"text", "note", "source", "quote"} else ()
    shown = Shown("sv", blocks)
    for card in cards_of(shown):
        assert size(card) > 0
        assert not [each for each in check_card(message_of(card, summary_of(shown))) if "lacks" in each]


@given(text=st.text(st.sampled_from("*_~`[]()#>-+.1a\\ "), min_size=1, max_size=30))
def test_no_markdown_is_read(text: str) -> None:
    """Where Teams reads Markdown, every mark of it is escaped."""
    card = cards_of(Shown("sv", (Words("figure", f"x{text}"), Words("heading", f"x{text}"))))[0]
    for block in card["body"]:
        assert not re.search(r"[*_~`\[\]]", re.sub(r"\\.", "", block["text"]))
        assert re.sub(r"\\(.)", r"\1", block["text"]) == f"x{text}"


def test_a_line_that_looks_like_a_list() -> None:
    """A figure that begins like a list or a heading stays a figure."""
    for text, said in (
        ("1. x", "1\\. x"),
        ("- 5", "\\- 5"),
        ("# x", "\\# x"),
        ("41.7 million", "41.7 million"),
        ("−5 %", "−5 %"),
    ):
        assert cards_of(Shown("sv", (Words("figure", text),)))[0]["body"][0]["text"] == said


def test_pictures_and_links() -> None:
    """A picture has its words; a link is a button; what is no address is no button."""
    blocks = (
        Words("text", "x"),
        Image("https://a.example/b.png", "Stapeldiagram"),
        Link("CSV", "https://a.example/c"),
        Link("x", "javascript:alert(1)"),
    )
    card = cards_of(Shown("sv", blocks))[0]
    assert card["body"][1] == {
        "type": "Image", "url": "https://a.example/b.png", "altText": "Stapeldiagram", "size": "Stretch"
    }  # fmt: skip
    assert [action["url"] for action in card["actions"]] == ["https://a.example/c"]


def test_the_checks_check() -> None:
    """The strict fake refuses what Teams would refuse."""
    good = message_of(cards_of(Shown("sv", (Words("figure", "1"), Grid(rows(3)))))[0], "1")
    assert check_card(good) == []
    spoils: list[Callable[[dict[str, Any]], object]] = [
        lambda card: card.pop("version"),
        lambda card: card["body"].append({"type": "TextBlok", "text": "x"}),
        lambda card: card["body"][0].update(weight="Fat"),
        lambda card: card["body"][0].update(onclick="x"),
        lambda card: card["body"][0].pop("text"),
        lambda card: card["body"][1]["rows"][0]["cells"].pop(),
        lambda card: card.update(actions=[{"type": "Action.OpenUrl", "title": "x", "url": "http://a"}]),
        lambda card: card.update(version="1.6"),
    ]
    for spoil in spoils:
        fresh = message_of(cards_of(Shown("sv", (Words("figure", "1"), Grid(rows(3)))))[0], "1")
        spoil(fresh["attachments"][0]["content"])
        assert check_card(fresh)
