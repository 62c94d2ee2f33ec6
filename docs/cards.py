"""Draws the cards of docs/telegram.md anew, as a phone lays them out: `python docs/cards.py`."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape, unescape
from itertools import groupby
from pathlib import Path

import telegram

from bot.channels.telegram.actions import Keyboard, SendText
from bot.channels.telegram.desk import Desk, Me
from bot.channels.telegram.planning import plan
from bot.charts.lettering import Weight, width
from bot.config import Settings
from bot.service import Service
from bot.state.buffered import Rules
from bot.state.database import State
from knowledge.answering import Engine
from knowledge.language.formatting import HARD
from knowledge.store import open_store

CARDS = {
    "card": ("hur mycket fick Skåne i sektorsbidrag",),
    "ranking": ("topp 5 sektorsbidrag", "stämmer det att Skåne fick 500 miljoner i sektorsbidrag"),
}
"""Name of the picture -> the questions that its cards answer."""
TARGET = Path(__file__).with_name("pictures")
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)

WIDE, SIZE, LEADING, PAD, GAP = 400, 16, 22, 14, 6
MONO = (WIDE - 2 * PAD) / 34
BUTTON = 36
LOOKS = {"b": ' font-weight="700"', "i": ' font-style="italic"', "pre": ' font-family="Menlo, Consolas, monospace"'}
_PIECES = re.compile(r"<(/?)(\w+)>|([^<]+)")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one style."""

    text: str
    style: str

    @property
    def wide(self) -> float:
        """Their width in px."""
        weight: Weight = "bold" if self.style == "b" else "regular"
        return len(self.text) * MONO if self.style == "pre" else width(self.text, SIZE, weight)


def rows_of(marked: str) -> Iterator[list[Run]]:
    """A text in Telegram's HTML as the rows in which it is seen.

    Yields:
        The runs of each row; none for a blank one.
    """
    row: list[Run] = []
    style, wide = "", 0.0
    for closes, tag, text in _PIECES.findall(marked):
        if tag:
            style = "" if closes else tag
            continue
        for number, line in enumerate(unescape(text).split("\n")):
            if number:
                yield row
                row, wide = [], 0.0
            for word in [line] if style == "pre" else re.findall(r"[^ ]+ ?| ", line):
                run = Run(word, style)
                if row and wide + Run(word.rstrip(), style).wide > WIDE - 2 * PAD:
                    yield row
                    row, wide = [], 0.0
                row.append(run)
                wide += run.wide
    yield row


def drawn(sent: SendText, top: float) -> tuple[list[str], float]:
    """A message with its buttons as SVG, and where it ends."""
    rows = list(rows_of(sent.html))
    height = len(rows) * LEADING + 2 * PAD
    parts = [f'<rect x="0" y="{top}" width="{WIDE}" height="{height}" rx="14" fill="#fff"/>']
    for number, row in enumerate(rows):
        x, y = float(PAD), top + PAD + LEADING * number + SIZE
        for style, alike in groupby(row, lambda run: run.style):
            run = Run("".join(word.text for word in alike), style)
            looks = LOOKS.get(style, "")
            if run.text.strip():
                long = f'textLength="{run.wide:.1f}" lengthAdjust="spacingAndGlyphs"'
                words = escape(run.text.replace(" ", HARD))
                parts.append(f'<text x="{x:.1f}" y="{y:.0f}" {long}{looks}>{words}</text>')
            x += run.wide
    top += height + GAP
    return [*parts, *buttons(sent.keyboard, top)], top + len(sent.keyboard) * (BUTTON + GAP)


def buttons(keyboard: Keyboard, top: float) -> Iterator[str]:
    """Rows of buttons as SVG.

    Yields:
        A box and its words for each.
    """
    for number, row in enumerate(keyboard):
        wide = (WIDE - GAP * (len(row) - 1)) / len(row)
        y = top + number * (BUTTON + GAP)
        for at, button in enumerate(row):
            x = at * (wide + GAP)
            yield f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{BUTTON}" rx="8" fill="#5a7a99"/>'
            words = f'<text x="{x + wide / 2:.1f}" y="{y + BUTTON / 2 + 5:.0f}" text-anchor="middle" fill="#fff">'
            yield f"{words}{escape(button.text)}</text>"


def picture(messages: list[SendText]) -> str:
    """Messages below each other as SVG."""
    parts: list[str] = []
    top = 0.0
    for sent in messages:
        more, top = drawn(sent, top + (2 * GAP if parts else 0))
        parts += more
    edge = 16
    title = escape(" / ".join(sent.plain.split("\n")[0] for sent in messages))
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE + 2 * edge}" height="{top + 2 * edge:.0f}" role="img">',
        f"<title>{title}</title>",
        f'<rect width="100%" height="100%" fill="#d5e1ea"/><g transform="translate({edge} {edge})" fill="#111" '
        f'font-size="{SIZE}" font-family="Inter, Roboto, Helvetica, Arial, sans-serif">',
        *parts,
        "</g></svg>",
        "",
    ])


def main() -> None:
    """Draw and write them all."""
    service = Service(Engine(open_store()), Settings())
    with tempfile.TemporaryDirectory() as folder:
        state = State(f"sqlite:///{folder}/state.sqlite", "secret", Rules(), NOW.timestamp)
        for name, questions in CARDS.items():
            messages: list[SendText] = []
            for number, question in enumerate(questions):
                desk = Desk(service, Settings(), Me(1, "bot"), state.session(), NOW, state.hashed)
                who = {"id": 2, "is_bot": False, "first_name": "A", "language_code": "sv"}
                chat = {"id": 2, "type": "private"}
                said = {"message_id": 1, "date": int(NOW.timestamp()), "chat": chat, "from": who}
                heard = telegram.Update.de_json({"update_id": number, "message": {**said, "text": question}}, None)
                plan(heard, desk)
                messages += [action for action in desk.actions if isinstance(action, SendText)]
            (TARGET / f"{name}.svg").write_text(picture(messages), encoding="utf-8")
            print(f"{name}: {len(messages)} messages")


if __name__ == "__main__":
    main()
