"""A data folder to be laid over the packaged one: made indicators, and their figures as an import writes them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scale.catalogue import Made
from benchmarks.scale.store import SOURCE, packaged, shapes, value_of
from knowledge.folder.quick import COLUMNS

_WHOLE = frozenset({"SEK", "SEK_per_person", "persons", "count"})
_PUBLISHED = {"SEK": "kr"}
_ABOUT = f"""id: {SOURCE}
file: made.csv
sha256: "{"0" * 64}"
title: {{sv: Made figures, en: Made figures}}
publisher: Nobody
published: 2026-01-01
url: null
"""


def write(folder: Path, made: Sequence[Made], figures: int) -> int:
    """Write a source folder.

    Args:
        folder: where to; it is made.
        made: the indicators.
        figures: how many figures at most.

    Returns:
        How many figures there are.
    """
    (folder / "indicators").mkdir(parents=True)
    listed = [_indicator(one) for one in made]
    (folder / "indicators" / "made.yaml").write_text(json.dumps(listed, ensure_ascii=False), "utf-8")  # is YAML too
    home = folder / "sources" / SOURCE
    home.mkdir(parents=True)
    (home / "source.yaml").write_text(_ABOUT, "utf-8")
    row = 1
    with (home / "observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, (one, shape) in enumerate(zip(made, shapes(made, packaged()), strict=True)):
            ident, unit = one.indicator.id, one.indicator.unit
            for area in shape.areas:
                for year in shape.years:
                    if row > figures:
                        return figures
                    row += 1
                    value = str(value_of(number, area, year, unit))
                    if unit not in _WHOLE:
                        value = f"{value[:-1] or 0}.{value[-1]}"
                    slots = (ident, area, year, "outcome", "")
                    numbers = (value, "", _PUBLISHED.get(unit, unit), "false")
                    evidence = f"N{number:05d} | {area} | {year} | {value}"
                    writer.writerow((*slots, *numbers, f"rad {row}, kolumn F", evidence, "", ""))
    return row - 1


def _indicator(one: Made) -> dict[str, object]:
    """An indicator as an editor writes it."""
    return {
        "id": one.indicator.id,
        "name": {"sv": one.indicator.name.sv, "en": one.indicator.name.sv},
        "short": {"sv": one.indicator.short.sv, "en": one.indicator.short.sv},
        "unit": one.indicator.unit,
        "theme": one.indicator.theme,
        "definition": {"sv": one.indicator.definition.sv, "en": one.indicator.definition.sv},
        "default": {"scenario": "outcome"},
        "aliases": {"sv": list(one.indicator.aliases.sv)},
    }
