"""What the pictures look like: sizes, colours, and how a text is set. All lengths are in px of a picture 1080 px wide.

On a phone that shows it 390 px wide, letters of 31 px are 11 px high.
"""

from __future__ import annotations

from typing import Any

from bot.charts.lettering import FAMILY, Weight

Spec = dict[str, Any]
"""A piece of a Vega-Lite specification."""

WIDTH, MARGIN = 1_080, 48
ROOM = WIDTH - 2 * MARGIN
"""What is left between the margins."""

PAPER, INK, SOFT_INK = "#FFFFFF", "#1A1F24", "#4A545E"
MARKED, OTHER, ALIKE = "#D55E00", "#8496A8", "#0072B2"
"""Of bars: vermillion for the one that was asked about and a blue-grey that steps back for the others, or blue for all
where none is marked. Vermillion and blue are Okabe and Ito's, which colour-blind people tell apart."""

TITLE, HEADLINE, SUBTITLE, LABEL, NOTE, SOURCE = 44, 34, 31, 31, 28, 26
"""Sizes of letters."""
GAP = 12
"""Between a bar and its number."""

FONTS = f"{FAMILY}, Inter, Helvetica, Arial, sans-serif"
"""The font that pictures are set in, and what a browser without it takes instead."""
MEASURED = "Liberation Sans"
"""The font that Vega measures texts by, for nothing: where they stand does not depend on it. vl-convert has this one in
memory and measures it three times as fast as ours; `drawing` puts `FONTS` in its place."""


def text(size: int, weight: Weight = "regular", color: str = INK, **properties: object) -> Spec:
    """A text mark."""
    named = "bold" if weight == "bold" else "normal"
    return {"type": "text", "font": MEASURED, "fontSize": size, "fontWeight": named, "color": color, **properties}
