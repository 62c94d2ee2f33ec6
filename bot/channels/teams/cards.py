"""Blocks as Adaptive Cards of version 1.5, the newest that Teams shows everywhere; each small enough to be sent."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Literal

from microsoft_teams.cards.core import (
    Action,
    AdaptiveCard,
    CardElement,
    ColumnDefinition,
    Container,
    Fact,
    FactSet,
    Image,
    OpenUrlAction,
    RichTextBlock,
    SubmitAction,
    Table,
    TableCell,
    TableRow,
    TeamsCardProperties,
    TextBlock,
    TextRun,
)

from bot.channels.teamchat import blocks as said
from bot.channels.teamchat.blocks import Block, Grid, Pairs, Words, capitalised
from bot.channels.teamchat.shown import Shown
from bot.channels.telegram.markup import clean
from bot.texts import say
from knowledge.model import Language

LARGEST = 24_000
"""Bytes of a card's JSON at most; Teams refuses 28 kB, with what stands around the card."""
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
"""Put in by hand: the SDK writes the field without its dollar sign."""
TYPE = "application/vnd.microsoft.card.adaptive"
_SPECIAL = re.compile(r"[\\`*_~\[\]]")
_LISTED = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+#>])(?=\s|$)")
_COLOURS: dict[str, Literal["Good", "Warning", "Attention", "Default"]] = {
    "✅": "Good",
    "≈": "Warning",
    "❌": "Attention",
    "❔": "Default",
}
_LONGEST_TITLE = 200
_FEWEST_ROWS = 2


def cards_of(shown: Shown, *, submits: bool = True) -> list[dict[str, Any]]:
    """What is shown, as cards.

    Args:
        shown: blocks and buttons.
        submits: whether presses of buttons reach us; addresses can always be opened.

    Returns:
        One card, or several where one would be too large; the buttons stand under the last.
    """
    whole = _card(shown.blocks, shown, submits=submits, last=True)
    if size(whole) <= LARGEST:
        return [whole]
    parts = _parts(list(shown.blocks), shown.language)
    return [_card(part, shown, submits=submits, last=part is parts[-1]) for part in parts]


def size(card: dict[str, Any]) -> int:
    """Bytes of a card as it is sent."""
    return len(json.dumps(card, ensure_ascii=False).encode())


def summary_of(shown: Shown) -> str:
    """The first words of a card, for notifications and screen readers."""
    words: list[str] = []
    for block in shown.blocks:
        if isinstance(block, Words):
            words.append(f"{block.sign} {block.text}".strip())
        elif isinstance(block, Pairs | Grid):
            words += [f"{capitalised(row.name)}: {row.figure}" for row in block.rows[:3]]
        if len(words) >= _FEWEST_ROWS:
            break
    return clean(" · ".join(words))[:_LONGEST_TITLE]


def plain_of(shown: Shown) -> str:
    """What is shown as plain text, for where a card is refused."""
    lines: list[str] = []
    for block in shown.blocks:
        if isinstance(block, Words):
            lines.append(f"{block.sign} {block.text}".strip())
        elif isinstance(block, Pairs | Grid):
            lines += [f"{'' if row.place is None else f'{row.place} '}{row.name}: {row.figure}" for row in block.rows]
    return clean("\n".join(lines))


def _parts(blocks: list[Block], language: Language) -> list[list[Block]]:
    """Blocks in portions that are each small enough; a table is cut between rows, a text between words."""
    alone = Shown(language, ())
    parts: list[list[Block]] = [[]]
    todo = list(blocks)
    while todo:
        block = todo.pop(0)
        if size(_card([*parts[-1], block], alone, submits=False, last=False)) <= LARGEST:
            parts[-1].append(block)
        elif isinstance(block, Grid) and len(block.rows) >= _FEWEST_ROWS:
            half = len(block.rows) // 2
            todo[:0] = [Grid(block.rows[:half]), Grid(block.rows[half:])]
        elif isinstance(block, Words) and len(block.text) > LARGEST // 8:
            half = block.text.rfind(" ", 0, len(block.text) // 2) + 1 or len(block.text) // 2
            todo[:0] = [Words(block.kind, block.text[:half], block.sign), Words(block.kind, block.text[half:])]
        elif parts[-1]:
            parts.append([])
            todo.insert(0, block)
    return [part for part in parts if part]


def _card(blocks: Sequence[Block], shown: Shown, *, submits: bool, last: bool) -> dict[str, Any]:
    """One card."""
    body: list[CardElement] = []
    for block in blocks:
        body += _element(block, shown.language, first=not body)
    links = [block for block in blocks if isinstance(block, said.Link)]
    actions: list[Action] = [
        OpenUrlAction(title=_title(link.label), url=link.address) for link in links if _is_address(link.address)
    ]
    if last:
        actions += [OpenUrlAction(title=_title(link.label), url=link.address) for link in shown.links]
        if submits:
            actions += [
                SubmitAction(title=_title(offer.label), data={"siffersvar": {"verb": offer.verb, "token": offer.token}})
                for offer in shown.offers
            ]
    card = AdaptiveCard(
        version="1.5",
        lang=shown.language,
        body=body,
        actions=actions or None,
        msteams=TeamsCardProperties(width="full") if any(isinstance(block, Grid) for block in blocks) else None,
    )
    return {"$schema": SCHEMA, **card.model_dump(mode="json", by_alias=True, exclude_none=True)}


def _element(block: Block, language: Language, *, first: bool) -> list[CardElement]:
    """A block as elements. What people and documents wrote stands where no Markdown is read, or is escaped."""
    if isinstance(block, Pairs):
        facts = [Fact(title=_escaped(capitalised(row.name)), value=_escaped(row.figure)) for row in block.rows]
        return [FactSet(facts=facts)]
    if isinstance(block, Grid):
        return [_table(block, language)]
    if isinstance(block, said.Image):
        return [Image(url=block.address, alt_text=clean(block.alt), size="Stretch")]
    if isinstance(block, said.Link):
        return []
    text = clean(block.text)
    spacing: Literal["None", "Small", "Default"] = "Default" if first else "Small"
    if block.kind == "verdict":
        colour = _COLOURS[block.sign]
        words = f"{block.sign} {_escaped(text)}"
        return [TextBlock(text=words, wrap=True, weight="Bolder", size="Medium", color=colour, spacing=spacing)]
    if block.kind == "figure":
        return [TextBlock(text=_escaped(text), wrap=True, weight="Bolder", size="Large", style="heading")]
    if block.kind == "heading":
        return [TextBlock(text=_escaped(text), wrap=True, weight="Bolder", style="heading")]
    if block.kind == "quote":
        return [Container(style="emphasis", items=[_prose(TextRun(text=text, italic=True))])]
    if block.kind == "note":
        return [_prose(TextRun(text=text, italic=True), spacing=spacing)]
    if block.kind == "source":
        run = TextRun(text=text, size="Small", is_subtle=True)
        return [_prose(run, spacing="Medium", separator=not first)]
    return [_prose(TextRun(text=text or " "), spacing=spacing)]


def _table(grid: Grid, language: Language) -> Table:
    """Rows as a table with a head."""
    names = (*(["place"] if grid.ranked else []), "name", "figure")
    widths = {"place": 1, "name": 4, "figure": 4}
    head = [(say(language, f"teamchat.column_{name}"), name != "name") for name in names]
    rows = [_row(head, bold=True)]
    for row in grid.rows:
        cells = [(clean(capitalised(row.name)), False), (clean(row.figure), True)]
        place = ("" if row.place is None else str(row.place), True)
        rows.append(_row([place, *cells] if grid.ranked else cells))
    columns = [ColumnDefinition(width=widths[name]) for name in names]
    return Table(columns=columns, rows=rows, show_grid_lines=False)


def _row(cells: Sequence[tuple[str, bool]], *, bold: bool = False) -> TableRow:
    """Cells, each with whether it stands to the right."""
    made = []
    for text, right in cells:
        run = TextRun(text=text or " ", weight="Bolder" if bold else None)
        made.append(TableCell(items=[_prose(run, right=right)]))
    return TableRow(cells=made)


def _prose(
    run: TextRun,
    *,
    spacing: Literal["None", "Small", "Default", "Medium"] = "Default",
    separator: bool = False,
    right: bool = False,
) -> RichTextBlock:
    """A text in which no Markdown is read."""
    side: Literal["Left", "Right"] = "Right" if right else "Left"
    return RichTextBlock(
        inlines=list[CardElement]([run]), spacing=spacing, separator=separator, horizontal_alignment=side
    )


def _escaped(text: str) -> str:
    """A text as it is written where Markdown is read."""
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    return _LISTED.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def _title(label: str) -> str:
    """What a button says."""
    return clean(label)[:_LONGEST_TITLE]


def _is_address(address: str) -> bool:
    """Whether a document's address can be opened."""
    return re.fullmatch(r"https?://\S+", address) is not None
