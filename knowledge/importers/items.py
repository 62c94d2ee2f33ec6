"""What an import hands on to be written: figures, figures that are missing, and new indicators."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from knowledge.folder.sources import EVIDENCE_LIMIT
from knowledge.kept_rows import BETWEEN
from knowledge.model import Names, Text

NO_TEXT, NO_NAMES = Text(), Names()
_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u", "&": " och "})


@dataclass(frozen=True, slots=True)
class Item:
    """A figure, or a mark where one is missing; `place` and `evidence` say where it stands in the kept rows.

    `value` and `upper`, the end of a range, are as the data folder writes them, `value` empty where the figure is
    missing; then `mark` is what stands there and `reason` why.
    """

    indicator: str
    area: str
    period: str
    scenario: str
    breakdown: str
    place: str
    evidence: str
    value: str = ""
    upper: str = ""
    unit: str = ""
    approximate: bool = False
    mark: str = ""
    reason: Text = NO_TEXT
    note: Text = NO_TEXT

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What it is a figure of."""
        return self.indicator, self.area, self.period, self.scenario, self.breakdown


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind within an indicator: women, an age group."""

    id: str
    name: Text
    aliases: Names = NO_NAMES


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """An indicator that the data folders do not have yet; `unit` is the base unit."""

    id: str
    name: Text
    unit: str
    theme: str = ""
    definition: Text = NO_TEXT
    caveat: Text = NO_TEXT
    aliases: Names = NO_NAMES
    kinds: tuple[Kind, ...] = ()
    default: tuple[tuple[str, str], ...] = ()
    additive: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What is written in source.yaml; `file` and `sha256` are of the document, None where that is the kept rows."""

    id: str
    title: Text
    file: str | None = None
    sha256: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_note: Text = NO_TEXT
    url: str | None = None
    license: str | None = None
    attribution: Text = NO_TEXT
    retrieved: str | None = None
    origin: tuple[str, ...] = ()
    aliases: Names = NO_NAMES


def slug(text: str) -> str:
    """An id made of a text: a-z, 0-9 and `_`, beginning with a letter.

    Returns:
        The id; empty where nothing of the text can be in one.
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "_", folded).strip("_")[:60].rstrip("_")
    return made if not made or made[0].isalpha() else f"t_{made}"


def fragment(labels: tuple[str, ...], cell: str) -> str:
    """The fragment that holds a figure: its labels, shortened where they must be, and the cell as it stands."""
    cell = " ".join(cell.split())
    parts = [" ".join(label.split()) for label in labels if label.strip()]
    room = EVIDENCE_LIMIT - len(cell) - len(BETWEEN) * len(parts)
    while parts and sum(map(len, parts)) > room:
        longest = max(parts, key=len)
        over = sum(map(len, parts)) - room
        kept = max(len(longest) - over - 1, 3)
        if kept >= len(longest) - 1:
            parts.remove(longest)
            room += len(BETWEEN)
            continue
        parts[parts.index(longest)] = longest[:kept].rstrip() + "…"
    return BETWEEN.join([*parts, cell])
