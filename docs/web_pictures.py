"""Takes the pictures of docs/web.md anew: `python docs/web_pictures.py ADDRESS`, at which the page must be running.

It needs Chromium (`apt-get install chromium`) and what the tests need.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)
PICTURES: dict[str, tuple[str, ViewportSize, Literal["light", "dark"]]] = {
    "web-answer": ("/?q=hur mycket fick Skåne i sektorsbidrag", DESK, "light"),
    "web-phone": ("/", PHONE, "light"),
    "web-claim": ("/?q=stämmer det att Uppsala fick 150 miljoner i sektorsbidrag?", PHONE, "dark"),
}
"""Name of the picture -> path of the page, size of the window, appearance."""
TARGET = Path(__file__).with_name("pictures")
COLORS = 96


def main(address: str) -> None:
    """Take and write them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for name, (path, size, looks) in PICTURES.items():
            page = browser.new_page(viewport=size, color_scheme=looks)
            page.goto(address + path)
            taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            taken.quantize(COLORS, dither=Image.Dither.NONE).save(TARGET / f"{name}.png", optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
