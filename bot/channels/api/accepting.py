"""What a client would rather have of what there is, by its Accept or Accept-Language header (RFC 9110)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_LONGEST = 1_000
"""Characters of a header that are looked at."""


def preferred(header: str, offered: Sequence[str]) -> str | None:
    """The one of what is offered that the header likes best, the first of several.

    Args:
        header: such as `text/csv, application/json;q=0.5` or `sv-SE,sv;q=0.9`; an empty one likes everything.
        offered: media types or languages, in our own order.

    Returns:
        One of them; None where the header takes none.
    """
    return _preferred(header[:_LONGEST], tuple(offered))


@lru_cache(maxsize=256)
def _preferred(header: str, offered: tuple[str, ...]) -> str | None:
    """The same, for the few headers that browsers and libraries send."""
    if not header.strip():
        return offered[0]
    wanted = [_range(part) for part in header.lower().split(",") if part.strip()]
    best, weight = None, 0.0
    for each in offered:
        fitting = [(len(name), quality) for name, quality in wanted if _fits(name, each)]
        quality = max(fitting)[1] if fitting else 0.0
        if quality > weight:
            best, weight = each, quality
    return best


def _range(part: str) -> tuple[str, float]:
    """One range of a header and how much it is liked; a weight that is no number counts as 1."""
    name, *parameters = (piece.strip() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 1.0
    return name, quality


def _fits(name: str, offered: str) -> bool:
    """Whether a range takes what is offered: itself, all of its kind, a variety of it, or anything."""
    kind = offered.partition("/")[0]
    return name in (offered, "*", "*/*", f"{kind}/*") or name.startswith(f"{offered}-")
