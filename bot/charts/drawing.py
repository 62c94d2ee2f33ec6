"""Draws pictures: Vega-Lite through vl-convert to SVG, and that SVG to PNG. What was drawn is kept for a while.

vl-convert starts its JavaScript engine with the first picture of a process, and holds Python's lock while it draws:
`warm` starts it when a channel starts, before anybody waits.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from types import ModuleType
from typing import Generic, TypeVar
from xml.sax.saxutils import escape

from bot.charts import style
from bot.charts.layout import specification
from bot.charts.lettering import FONTS
from bot.charts.picture import Bar, Picture

KEPT = 64
"""So many drawn pictures are kept of each form, the last used ones."""

_Drawn = TypeVar("_Drawn", str, bytes)


class ChartsMissingError(RuntimeError):
    """The library that draws is not installed."""

    def __init__(self) -> None:
        """Say what would do."""
        super().__init__("drawing needs vl-convert-python: pip install 'siffersvar[charts]'")


def draw_svg(picture: Picture) -> str:
    """A picture as SVG, with its title and its text alternative.

    Args:
        picture: what is to be seen.

    Returns:
        An `svg` element 1080 px wide whose texts are text.
    """
    return _svgs.of(picture, _drawn_svg)


def draw_png(picture: Picture) -> bytes:
    """A picture as PNG.

    Args:
        picture: what is to be seen.

    Returns:
        The bytes of a file 1080 px wide.
    """
    return _pngs.of(picture, lambda wanted: bytes(_converter().svg_to_png(draw_svg(wanted), scale=1)))


def warm() -> None:
    """Start what draws, so that the first picture comes as fast as the next; ChartsMissingError where it is missing."""
    bar = Bar("0", Decimal(1), "0", "0")
    blank = Picture("comparison", "sv", "0", "0", (), (), (bar,), "count", "0", "", "")
    converter = _converter()
    converter.svg_to_png(_set(converter.vegalite_to_svg(specification(blank))), scale=1)


def fingerprint(picture: Picture) -> str:
    """What a picture shows, in 16 hexadecimal digits: the same for the same, on every machine."""
    return hashlib.sha256(repr(picture).encode()).hexdigest()[:16]


class Kept(Generic[_Drawn]):
    """The last drawn pictures by their content. Safe to use from several threads."""

    def __init__(self) -> None:
        """None so far."""
        self._drawn: OrderedDict[str, _Drawn] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, picture: Picture, draw: Callable[[Picture], _Drawn]) -> _Drawn:
        """The picture as drawn before, or drawn now."""
        key = fingerprint(picture)
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        made = draw(picture)
        with self._lock:
            self._drawn[key] = made
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        return made


_svgs: Kept[str] = Kept()
_pngs: Kept[bytes] = Kept()


@lru_cache(maxsize=1)
def _converter() -> ModuleType:
    """The library, with our fonts."""
    try:
        import vl_convert  # noqa: PLC0415  (90 MB, and only needed here)
    except ImportError as error:
        raise ChartsMissingError from error
    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def _drawn_svg(picture: Picture) -> str:
    """The SVG, with words for those who do not see it."""
    svg = _set(_converter().vegalite_to_svg(specification(picture)))
    ident = fingerprint(picture)
    start, rest = svg.split(">", 1)
    named = f' role="img" aria-labelledby="t{ident} d{ident}" lang="{picture.language}">'
    words = f'<title id="t{ident}">{escape(picture.title)}</title><desc id="d{ident}">{escape(picture.alt)}</desc>'
    return start + named + words + rest


def _set(svg: str) -> str:
    """The SVG that Vega made, set in our font."""
    return svg.replace(f'font-family="{style.MEASURED}"', f'font-family="{style.FONTS}"')
