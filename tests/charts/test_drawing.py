"""Pictures as files: their size, their text, their colours, and that the same picture gives the same bytes."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageFont

from bot.charts import Bar, Picture, draw_png, draw_svg, drawing, lettering, style, warm
from bot.charts.bars import color_of
from bot.charts.layout import specification
from tests.charts.conftest import Draw
from tests.conftest import ROOT

KINDS = {
    "regions": "hur mycket fick Skåne i sektorsbidrag",
    "pair": "vad är prognosen för externa omkostnader 2025",
    "comparison": "befolkningsförändring barn och unga",
    "series": "hur mycket får primärvårdssatsningen 2025",
}
SVG = "{http://www.w3.org/2000/svg}"


def luminance(color: str) -> float:
    """The relative luminance of a colour, as WCAG 2.1 defines it."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def seen_without_red_and_green(color: str) -> tuple[float, float]:
    """How bright and how blue or yellow a colour is to somebody who does not tell red from green."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (red + green) / 2, blue


def rectangles(svg: str) -> list[tuple[float, float, str]]:
    """The bars of an SVG that lie: left end, width, colour."""
    found = []
    for group in ET.fromstring(svg).iter(f"{SVG}g"):  # noqa: S314  (our own SVG)
        if "mark-rect" in group.get("class", ""):
            for path in group.iter(f"{SVG}path"):
                start, across = path.get("d", "").removeprefix("M").split("h")[:2]
                found.append((float(start.split(",")[0]), float(across.split("v")[0]), path.get("fill", "")))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_png(draw: Draw, kind: str) -> None:
    """1080 px wide, with the marked bar's colour and dark letters on white, and margins that are blank."""
    picture = draw(KINDS[kind])
    assert picture.kind == kind
    image = Image.open(io.BytesIO(draw_png(picture))).convert("RGB")
    assert image.width == 1080
    assert 400 < image.height < 2000
    counted = {color: count for count, color in image.getcolors(1 << 24) or []}
    orange = tuple(int(style.MARKED[at : at + 2], 16) for at in (1, 3, 5))
    assert counted[orange] > 1_000
    assert counted[255, 255, 255] > image.width * image.height / 3
    for edge in ((0, 0, 40, image.height), (1040, 0, 1080, image.height), (0, 0, 1080, 40)):
        assert image.crop(edge).getcolors() == [((edge[2] - edge[0]) * (edge[3] - edge[1]), (255, 255, 255))]


@pytest.mark.parametrize("kind", KINDS)
def test_svg(draw: Draw, kind: str) -> None:
    """Words and numbers are text in it; it has a title, a text alternative, and nothing that a strict CSP stops."""
    picture = draw(KINDS[kind])
    svg = draw_svg(picture)
    root = ET.fromstring(svg)  # noqa: S314  (our own SVG)
    told = "".join(node.text or "" for node in root.iter() if node.tag in (f"{SVG}text", f"{SVG}tspan")).replace(
        " ", ""
    )
    for text in (picture.title, picture.subtitle, *picture.notes, *picture.headline, picture.source):
        assert text.replace(" ", "") in told
    for bar in picture.bars:
        assert bar.label.replace(" ", "") in told
        assert bar.display.replace(" ", "") in told
    assert (root.get("width"), root.get("role"), root.get("lang")) == ("1080", "img", "sv")
    ids = {node.get("id"): node.text for node in root.iter() if node.get("id")}
    assert [ids[name] for name in root.get("aria-labelledby", "").split()] == [picture.title, picture.alt]
    assert "style=" not in svg
    assert "<script" not in svg
    assert "href" not in svg.replace("xmlns:xlink", "")


def test_bars_begin_at_zero(draw: Draw) -> None:
    """Lengths are in proportion to values; negative bars end where positive ones begin."""
    picture = draw(KINDS["comparison"])
    drawn = rectangles(draw_svg(picture))
    zero = max(left for left, _, _ in drawn)
    scale = {
        round(abs(across) / abs(float(bar.value)), 9) for (_, across, _), bar in zip(drawn, picture.bars, strict=True)
    }
    assert len(scale) == 1
    for (left, across, _), bar in zip(drawn, picture.bars, strict=True):
        ends = sorted((left, left + across))
        assert ends[1 if bar.value < 0 else 0] == pytest.approx(zero)


def test_the_asked_one_is_marked(draw: Draw) -> None:
    """One bar in vermillion, the others step back; where none is marked, all are blue."""
    picture = draw(KINDS["regions"])
    colors = [color for _, _, color in rectangles(draw_svg(picture))]
    assert colors.count(style.MARKED) == 1
    assert colors[2] == style.MARKED
    assert set(colors) == {style.MARKED, style.OTHER}
    alike = draw("dalarna vs värmland sektorsbidrag")
    assert {color_of(bar, alike) for bar in alike.bars} == {style.ALIKE}


def test_colours_can_be_told_apart() -> None:
    """Text has a contrast of 4.5 or more, bars of 3; the marked bar is told apart without red and green."""
    assert min(contrast(color, style.PAPER) for color in (style.INK, style.SOFT_INK)) >= 4.5
    assert min(contrast(color, style.PAPER) for color in (style.MARKED, style.ALIKE, style.OTHER)) >= 3
    one, other = seen_without_red_and_green(style.MARKED), seen_without_red_and_green(style.OTHER)
    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) > 0.3


def test_letters_are_big_enough() -> None:
    """Names and numbers of bars are 28 px or more."""
    assert min(style.LABEL, style.SUBTITLE, style.TITLE, style.HEADLINE, style.NOTE) >= 28


def test_the_same_everywhere(draw: Draw) -> None:
    """A process with another hash seed draws the same bytes."""
    picture = draw(KINDS["pair"])
    code = (
        "import sys; from decimal import Decimal; from bot.charts import *; "
        f"sys.stdout.buffer.write(draw_png({picture!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, timeout=60)
    assert done.stdout == draw_png(picture)


def test_what_was_drawn_is_kept(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same content is not drawn again, other content is; no more is kept than there is room for."""
    picture = draw(KINDS["series"])
    first = draw_svg(picture)
    calls = []

    def counted(wanted: Picture) -> style.Spec:
        """Remember what is drawn."""
        calls.append(wanted)
        return specification(wanted)

    monkeypatch.setattr("bot.charts.drawing.specification", counted)
    assert draw_svg(draw(KINDS["series"])) == first
    assert not calls
    bar = Bar("A", Decimal(1), "1", "1")
    few = [
        replace(picture, bars=(replace(bar, value=Decimal(n)), bar), title=str(n)) for n in range(1, drawing.KEPT + 2)
    ]
    for other in few:
        draw_svg(other)
    draw_svg(few[0])
    assert calls == [*few, few[0]]


def test_text_is_data(draw: Draw) -> None:
    """Marks of XML and of Vega's expressions in a title or a name are letters."""
    harsh = "<b>&\"'</b> datum.value {{x}}"
    picture = draw(KINDS["pair"])
    bars = tuple(replace(bar, label=f"{harsh} {at}") for at, bar in enumerate(picture.bars))
    root = ET.fromstring(draw_svg(replace(picture, title=harsh, alt=harsh, bars=bars)))  # noqa: S314  (our own SVG)
    texts = [node.text for node in root.iter() if node.text]
    assert texts.count(harsh) >= 3
    assert f"{harsh} 1" in texts


def test_widths_are_those_of_the_font() -> None:
    """The widths that lines are broken by agree with the shipped fonts."""
    text = "Västernorrland 1 034,5 − å"
    for weight, name in (("regular", "Regular"), ("bold", "Bold")):
        font = ImageFont.truetype(
            str(lettering.FONTS / f"SiffersvarInter-{name}.ttf"), 100, layout_engine=ImageFont.Layout.BASIC
        )
        assert lettering.width(text, 100, weight) == pytest.approx(font.getlength(text), rel=0.03)  # type: ignore[arg-type]


def test_lines_are_broken() -> None:
    """No line is wider than the room, no word is lost, and one word too wide stands alone."""
    text = "En hälso- och sjukvårdsnämnds prognos för 2025 och inspel inför planperioden"
    broken = lettering.lines(text, 30, 500)
    assert len(broken) > 1
    assert " ".join(broken) == text
    assert all(lettering.width(line, 30) <= 500 for line in broken)
    assert lettering.lines("Sektorsbidragsfördelningsnyckeln är", 30, 100) == ["Sektorsbidragsfördelningsnyckeln", "är"]


def test_the_licence_of_the_font_goes_with_it() -> None:
    """Fonts and their licence are together."""
    assert "SIL Open Font License, Version 1.1" in (lettering.FONTS / "OFL.txt").read_text("utf-8")
    assert len(list(lettering.FONTS.glob("*.ttf"))) == 2


def test_warm_leaves_nothing_behind(draw: Draw) -> None:
    """Warming up draws, and changes no picture."""
    before = draw_png(draw(KINDS["pair"]))
    warm()
    assert draw_png(draw(KINDS["pair"])) == before


def test_columns_and_rows(draw: Draw) -> None:
    """A short time row stands, a long one lies; a name too wide to stand beside its bar stands above it."""
    picture = draw(KINDS["series"])
    bar = picture.bars[0]
    long = replace(picture, bars=tuple(replace(bar, label=str(2000 + n)) for n in range(9)))
    assert len({left for left, _, _ in rectangles(draw_svg(picture))}) == 3
    assert len({left for left, _, _ in rectangles(draw_svg(long))}) == 1
    wide = Picture("comparison", "sv", "T", "S", (), (), (replace(bar, label="n" * 50), bar), "SEK", "K", "C", "A")
    left = rectangles(draw_svg(wide))[0][0]
    assert left == 0


def test_zero_has_room_for_its_number(draw: Draw) -> None:
    """Where all else is negative, the number of a bar of zero stays within the margins."""
    picture = draw(KINDS["pair"])
    bars = (*picture.bars, Bar("Noll", Decimal(0), "0 000 000", "0"))
    with_zero = replace(picture, kind="comparison", bars=bars)
    image = Image.open(io.BytesIO(draw_png(with_zero))).convert("RGB")
    margin = image.crop((1080 - style.MARGIN + 2, 0, 1080, image.height))
    assert [color for _, color in margin.getcolors() or []] == [(255, 255, 255)]
