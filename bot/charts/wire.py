"""How pictures are handed to a process that draws, and what it hands back: a line of JSON, a head and the bytes."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from decimal import Decimal
from typing import IO

from bot.charts.picture import Bar, Picture

DRAWN, FAILED = b"D", b"F"
"""What the bytes are: the picture, or why there is none."""
FORMS = ("png", "svg")
_HEAD = struct.Struct(">cI")


def request(picture: Picture, form: str) -> bytes:
    """A wish for a picture in a form, as one line."""
    return json.dumps({"form": form, "picture": asdict(picture)}, default=str).encode() + b"\n"


def requested(line: bytes) -> tuple[Picture, str]:
    """The picture and the form that a line wishes for."""
    wish = json.loads(line)
    parts = wish["picture"]
    bars = tuple(Bar(**{**bar, "value": Decimal(bar["value"])}) for bar in parts["bars"])
    made = {**parts, "bars": bars, "headline": tuple(parts["headline"]), "notes": tuple(parts["notes"])}
    return Picture(**made), wish["form"]


def answer(kind: bytes, content: bytes) -> bytes:
    """What a wish came to."""
    return _HEAD.pack(kind, len(content)) + content


def answered(source: IO[bytes]) -> tuple[bytes, bytes] | None:
    """What a wish came to: its kind and bytes; None where the other process ended."""
    head = source.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, size = _HEAD.unpack(head)
    content = source.read(size)
    return (kind, content) if len(content) == size else None
