"""Pictures of answers: `describe` says what is to be seen, `draw_png` and `draw_svg` draw it.

`DrawingProcess` draws in a process of its own, for channels that many people wait for.
"""

from bot.charts.describing import describe
from bot.charts.drawing import ChartsMissingError, draw_png, draw_svg, warm
from bot.charts.elsewhere import DrawingError, DrawingProcess
from bot.charts.picture import Bar, Picture

__all__ = [
    "Bar",
    "ChartsMissingError",
    "DrawingError",
    "DrawingProcess",
    "Picture",
    "describe",
    "draw_png",
    "draw_svg",
    "warm",
]
