"""From a picture's description to a Vega-Lite specification: the words around the bars, and where everything stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.charts import bars, lettering, style
from bot.charts.lettering import Weight
from bot.charts.picture import Picture
from bot.charts.style import MARGIN, ROOM, Spec


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text in one size."""

    lines: tuple[str, ...]
    size: int
    weight: Weight
    color: str

    @classmethod
    def of(cls, texts: Sequence[str], size: int, weight: Weight = "regular", color: str = style.INK) -> Block:
        """Texts broken to the width of the picture."""
        broken = [line for text in texts for line in lettering.lines(text, size, ROOM, weight)]
        return cls(tuple(broken), size, weight, color)

    @property
    def leading(self) -> int:
        """From one line to the next, in px."""
        return round(self.size * 1.32)

    @property
    def height(self) -> int:
        """Of all lines, in px."""
        return len(self.lines) * self.leading

    def layer(self, top: float) -> list[Spec]:
        """The text with its first line below `top`; nothing where there is none."""
        if not self.lines:
            return []
        mark = style.text(
            self.size, self.weight, self.color, align="left", baseline="top", lineHeight=self.leading, text=self.lines
        )
        return [{"data": {"values": [{}]}, "mark": mark, "encoding": {"x": {"value": 0}, "y": {"value": top}}}]


def specification(picture: Picture) -> Spec:
    """The Vega-Lite specification of a picture, exactly 1080 px wide."""
    title = Block.of([picture.title], style.TITLE, "bold")
    subtitle = Block.of([picture.subtitle], style.SUBTITLE, color=style.SOFT_INK)
    headline = Block.of(picture.headline, style.HEADLINE, "bold")
    notes = Block.of(picture.notes, style.NOTE)
    source = Block.of([picture.source], style.SOURCE, color=style.SOFT_INK)
    height, drawn = bars.layers(picture)
    above = title.height + 8 + subtitle.height
    said = 12 + headline.height if headline.lines else 0
    top = -(above + said + 30)
    foot = height + 32
    end = foot + notes.height + (14 if notes.lines else 0)
    words = [
        *title.layer(top),
        *subtitle.layer(top + title.height + 8),
        *headline.layer(top + above + 12),
        *notes.layer(foot),
        *source.layer(end),
    ]
    return {
        "width": ROOM,
        "height": height,
        "autosize": {"type": "none"},
        "padding": {
            "left": MARGIN,
            "right": MARGIN,
            "top": MARGIN - top,
            "bottom": round(end + source.height + MARGIN - 10 - height),
        },
        "background": style.PAPER,
        "view": {"stroke": None},
        "layer": [*drawn, *words],
        "config": {"aria": False},
    }
