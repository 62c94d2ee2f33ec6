"""docs/charts.md shows every kind of picture, and its pictures are as large as they are drawn today."""

from __future__ import annotations

import importlib.util
import io
import re
from typing import get_args

from PIL import Image

from bot.beside import Kind
from bot.charts import draw_png
from tests.charts.conftest import Draw
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "charts.md"


def questions() -> dict[str, str]:
    """The questions of docs/pictures.py by the picture's name."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, str] = module.QUESTIONS
    return found


def test_every_kind_is_shown(draw: Draw) -> None:
    """Each kind stands in the table and has a picture; each picture is shown, and as large as its answer's today."""
    text = PAGE.read_text("utf-8")
    asked = questions()
    assert sorted(re.findall(r"\(pictures/(\w+)\.png\)", text)) == sorted(asked)
    kinds = set()
    for name, question in asked.items():
        picture = draw(question)
        kinds.add(picture.kind)
        with Image.open(PAGE.parent / "pictures" / f"{name}.png") as shown:
            assert shown.size == Image.open(io.BytesIO(draw_png(picture))).size, name
    assert kinds == set(get_args(Kind))
    assert all(f"`{kind}`" in text for kind in kinds)
