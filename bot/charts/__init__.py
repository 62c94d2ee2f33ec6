"""Pictures of answers: `describe` says what is to be seen, `draw_png` and `draw_svg` draw that."""

from bot.charts.describing import describe
from bot.charts.drawing import ChartsMissingError, draw_png, draw_svg, warm
from bot.charts.picture import Bar, Picture

__all__ = ["Bar", "ChartsMissingError", "Picture", "describe", "draw_png", "draw_svg", "warm"]
