"""The bars of a picture with their names and numbers, as layers of a Vega-Lite specification.

Values go through a scale that begins at zero, always; negative bars go to the left, or down. What stands where across
that scale is given in px.
"""

from __future__ import annotations

from bot.charts import style
from bot.charts.lettering import Weight, lines, width
from bot.charts.picture import Bar, Picture
from bot.charts.style import GAP, LABEL, ROOM, Spec

_WIDEST_LABEL = 380
"""A wider label stands above its bar instead of beside it."""
_MANY = 8
"""More bars than this are set close."""
_MOST_COLUMNS = 6
_COLUMN_HEIGHT = 520
_COLUMN_WIDTH = 150
_LEADING = 40
"""From one line of a name to the next."""
_BETWEEN = 30
"""From a bar to the next name above its bar."""
_RULE: Spec = {"type": "rule", "color": style.INK, "strokeWidth": 2}
"""The line at zero."""


def color_of(bar: Bar, picture: Picture) -> str:
    """The colour of a bar."""
    if not any(other.marked for other in picture.bars):
        return style.ALIKE
    return style.MARKED if bar.marked else style.OTHER


def layers(picture: Picture) -> tuple[float, list[Spec]]:
    """The bars of a picture.

    Returns:
        Their height together in px, and the layers that draw them.
    """
    return _columns(picture) if _stands(picture) else _rows(picture)


def _stands(picture: Picture) -> bool:
    """Whether the bars stand: a short row in time whose names and numbers fit below and above them."""
    room = ROOM / len(picture.bars) - GAP
    texts = [text for bar in picture.bars for text in (bar.label, bar.display)]
    fit = all(width(text, LABEL, "bold") <= room for text in texts)
    return picture.kind == "series" and len(picture.bars) <= _MOST_COLUMNS and fit


def _rows(picture: Picture) -> tuple[float, list[Spec]]:
    """Bars that lie, each with its name beside or above it and its number at its end."""
    widest = max(width(bar.label, LABEL, "bold") for bar in picture.bars)
    above = widest > _WIDEST_LABEL
    many = len(picture.bars) > _MANY
    pitch, thick = (0, 44) if above else (50, 34) if many else (82, 52)
    names = 0 if above else widest + 22
    low, high = _extent(picture)
    left = names + (_numbers_width(picture, negative=True) if low < 0 else 0)
    right = ROOM - (_numbers_width(picture, negative=False) if _any_up(picture) else 0)
    rows = []
    height = 0.0
    for bar in picture.bars:
        broken = lines(bar.label, LABEL, ROOM, "bold") if above else [bar.label]
        top = height
        height += len(broken) * _LEADING + thick + _BETWEEN if above else pitch
        start = top + len(broken) * _LEADING + 4 if above else top + (pitch - thick) / 2
        rows.append({
            **_datum(bar, picture),
            "label": broken,
            "from": start,
            "to": start + thick,
            "middle": start + thick / 2,
            "name": top if above else start + thick / 2,
            "above": start - 4 if above else top,
            "below": start + thick + 4 if above else top + pitch,
        })
    value = _channel("value", low, high, left, right)
    marks: list[Spec] = [_rectangles({"x": _zero(value), "x2": {"field": "value"}, "y": _px("from"), "y2": _px("to")})]
    marks.append(_layer(_RULE, {"x": _zero(value), "y": _px("above"), "y2": _px("below")}))
    for weight in _weights(picture):
        bold = [{"filter": f"datum.bold === {'true' if weight == 'bold' else 'false'}"}]
        baseline = "top" if above else "middle"
        name = style.text(LABEL, weight, align="left", baseline=baseline, lineHeight=_LEADING)
        marks.append(_layer(name, {"x": {"value": 0}, "y": _px("name"), "text": {"field": "label"}}, bold))
        for sign, align, beside in (("<", "right", -GAP), (">=", "left", GAP)):
            number = style.text(LABEL, weight, align=align, baseline="middle", dx=beside)
            encoding = {"x": value, "y": _px("middle"), "text": {"field": "number"}}
            marks.append(_layer(number, encoding, [*bold, {"filter": f"datum.value {sign} 0"}]))
    return height - (_BETWEEN if above else 0), [{"data": {"values": rows}, "layer": marks}]


def _columns(picture: Picture) -> tuple[float, list[Spec]]:
    """Bars that stand, each with its number at its end and its name below all of them."""
    count = len(picture.bars)
    pitch = ROOM / count
    thick = min(_COLUMN_WIDTH, pitch * 0.62)
    low, high = _extent(picture)
    number_height, name_height = LABEL + 2 * GAP, LABEL + 2 * GAP
    top = number_height if _any_up(picture) else 0
    bottom = top + _COLUMN_HEIGHT
    foot = bottom + (number_height if low < 0 else 0)
    columns = []
    for at, bar in enumerate(picture.bars):
        middle = (at + 0.5) * pitch
        ends = {"from": middle - thick / 2, "to": middle + thick / 2, "middle": middle}
        columns.append({**_datum(bar, picture), **ends})
    value = _channel("value", low, high, bottom, top)
    line = {
        "data": {"values": [{"zero": 0}]},
        **_layer(_RULE, {"y": _zero(value), "x": {"value": 0}, "x2": {"value": ROOM}}),
    }
    marks: list[Spec] = [
        _rectangles({"y": _zero(value), "y2": {"field": "value"}, "x": _px("from"), "x2": _px("to")}),
        line,
    ]
    for weight in _weights(picture):
        bold = [{"filter": f"datum.bold === {'true' if weight == 'bold' else 'false'}"}]
        name = style.text(LABEL, weight, align="center", baseline="top")
        below = {"x": _px("middle"), "y": {"value": foot + GAP}, "text": {"field": "label"}}
        marks.append(_layer(name, below, bold))
        for sign, baseline, beside in (("<", "top", GAP), (">=", "bottom", -GAP)):
            number = style.text(LABEL, weight, align="center", baseline=baseline, dy=beside)
            encoding = {"y": value, "x": _px("middle"), "text": {"field": "number"}}
            marks.append(_layer(number, encoding, [*bold, {"filter": f"datum.value {sign} 0"}]))
    return foot + name_height, [{"data": {"values": columns}, "layer": marks}]


def _datum(bar: Bar, picture: Picture) -> Spec:
    """A bar as a row of data."""
    return {
        "label": bar.label,
        "value": float(bar.value),
        "zero": 0,
        "number": bar.display,
        "color": color_of(bar, picture),
        "bold": bar.marked,
    }


def _weights(picture: Picture) -> list[Weight]:
    """The weights in which names and numbers are set: bold for marked bars."""
    found: list[Weight] = ["regular"]
    return [*found, "bold"] if any(bar.marked for bar in picture.bars) else found


def _extent(picture: Picture) -> tuple[float, float]:
    """The values from the lowest to the highest, zero among them."""
    values = [float(bar.value) for bar in picture.bars]
    low, high = min(0.0, *values), max(0.0, *values)
    return low, high if high > low else 1.0


def _any_up(picture: Picture) -> bool:
    """Whether there is a number to the right of, or above, the line at zero; that of zero itself is."""
    return any(bar.value >= 0 for bar in picture.bars)


def _numbers_width(picture: Picture, *, negative: bool) -> float:
    """The room that the numbers of bars to one side need."""
    numbers = [bar.display for bar in picture.bars if (bar.value < 0) == negative]
    return max((width(number, LABEL, "bold") for number in numbers), default=0) + 2 * GAP


def _channel(field: str, low: float, high: float, start: float, end: float) -> Spec:
    """A field through the scale from `low` to `high`, drawn from `start` to `end` px."""
    scale = {"domain": [low, high], "range": [start, end], "nice": False, "zero": True}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _zero(channel: Spec) -> Spec:
    """Zero on a channel's scale."""
    return {**channel, "field": "zero"}


def _px(field: str) -> Spec:
    """A field that is in px already."""
    return {"field": field, "type": "quantitative", "axis": None, "scale": None}


def _layer(mark: Spec, encoding: Spec, transform: list[Spec] | None = None) -> Spec:
    """One layer."""
    return {"mark": mark, "encoding": encoding, **({"transform": transform} if transform else {})}


def _rectangles(encoding: Spec) -> Spec:
    """The bars themselves."""
    color = {"field": "color", "type": "nominal", "scale": None, "legend": None}
    return _layer({"type": "rect"}, {**encoding, "color": color})
