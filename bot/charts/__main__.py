"""The process that draws for another: reads wishes on standard input until its end, and writes pictures.

It ends with the process that started it, however that ends, because its standard input does.
"""

from __future__ import annotations

import sys

from bot.charts import drawing, wire


def main() -> None:
    """Warm up, then draw what is wished for; what cannot be drawn is said and the rest goes on."""
    drawing.warm()
    for line in sys.stdin.buffer:
        try:
            picture, form = wire.requested(line)
            drawn = drawing.draw_png(picture) if form == "png" else drawing.draw_svg(picture).encode()
            said = wire.answer(wire.DRAWN, drawn)
        except Exception as error:  # whatever it is, the other process is told
            said = wire.answer(wire.FAILED, type(error).__name__.encode())
        sys.stdout.buffer.write(said)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
