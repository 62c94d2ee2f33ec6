"""Makes the fonts of the charts: `python docs/fonts.py "Inter[opsz,wght].ttf"` (needs fonttools 4.60 or newer).

Inter 4.001 is a variable font of 800 kB with every European script. The charts need two weights and the letters of the
Nordic and western languages. The family gets a name of its own, so that no other Inter on the machine takes its place
and every picture is the same everywhere; the licence (OFL 1.1, no reserved font name) allows that. Beside the fonts the
advance widths of their characters are written, in thousandths of the size, by which lines are broken.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FAMILY = "Siffersvar Inter"
WEIGHTS = {"Regular": 400, "Bold": 700}
OPTICAL_SIZE = 20
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2028),
    *(0x2009, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
]
TARGET = Path(__file__).parents[1] / "bot" / "charts" / "fonts"


def made(source: str, style: str, weight: int) -> TTFont:
    """One weight with the characters needed, under the name of its own."""
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": weight, "opsz": OPTICAL_SIZE})
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.glyph_names = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    font["OS/2"].usWeightClass = weight
    bold = style == "Bold"
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = int(bold)
    names = font["name"]
    for ident, text in {
        1: FAMILY,
        2: style,
        3: f"{FAMILY} {style} 4.001",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
    }.items():
        names.setName(text, ident, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]
    return font


def main(source: str) -> None:
    """Write the fonts and their widths."""
    widths = {}
    for style, weight in WEIGHTS.items():
        font = made(source, style, weight)
        font.save(TARGET / f"SiffersvarInter-{style}.ttf")
        em, names = font["head"].unitsPerEm, font.getBestCmap()
        widths[style.lower()] = {
            chr(code): round(1000 * font["hmtx"][names[code]][0] / em) for code in CHARACTERS if code in names
        }
    text = json.dumps(widths, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    (TARGET / "widths.json").write_text(text + "\n", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1])
