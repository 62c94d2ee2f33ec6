"""Draws the pictures of docs/charts.md anew: `python docs/pictures.py` (needs Pillow, as the tests do)."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from bot.charts import describe, draw_png
from bot.config import Settings
from bot.message import Message
from bot.service import Service
from knowledge.answering import Engine
from knowledge.store import open_store

QUESTIONS = {
    "regions": "hur mycket fick Skåne i sektorsbidrag",
    "count": "hur många regioner fick mer än 90 miljoner i sektorsbidrag",
    "pair": "hur mycket avviker resultatet från budgeten 2025",
    "comparison": "dalarna vs värmland sektorsbidrag",
    "negative": "befolkningsförändring barn och unga",
    "items": "hur stor är effekten av alla åtgärder 2027",
    "series": "hur mycket får primärvårdssatsningen 2025",
    "english": "30-day mortality after stroke in Sweden compared with the OECD",
}
"""Name of the picture -> the question that it answers."""
TARGET = Path(__file__).with_name("pictures")
COLORS = 48
"""Flat areas and the edges of letters need no more; the file is a tenth as big."""


def main() -> None:
    """Draw and write them all.

    Raises:
        ValueError: the answer to a question has no picture.
    """
    service = Service(Engine(open_store()), Settings())
    TARGET.mkdir(exist_ok=True)
    for name, question in QUESTIONS.items():
        picture = describe(service.handle(Message(question, name, "docs")), service.engine)
        if picture is None:
            raise ValueError(question)
        image = Image.open(io.BytesIO(draw_png(picture))).convert("RGB")
        image.quantize(COLORS, dither=Image.Dither.NONE).save(TARGET / f"{name}.png", optimize=True)
        print(f"{name}: {picture.kind}, {image.width} x {image.height}")


if __name__ == "__main__":
    main()
