"""Charts within a page: the SVG that is drawn for all channels, in the page's colours, and its figures as a table."""

from __future__ import annotations

import re
import secrets

_SIZE = re.compile(r' width="\d+" height="\d+"(?= viewBox)')
_ROLES = re.compile(r' (?:role="graphics-(?:object|symbol|document)"|aria-roledescription="[^"<>]*")')
"""What Vega says of the parts of a picture, which is named as a whole and whose parts have no names."""
_IDENT = re.compile(r'aria-labelledby="t([0-9a-f]{16}) d\1"')


def inline(svg: str) -> str:
    """A drawn chart as it stands in a page.

    Args:
        svg: an `svg` element with a title and a description.

    Returns:
        The element with ids of its own, so that a page may hold the same chart twice, and as wide as there is room.
    """
    found = _IDENT.search(svg)
    if found is not None:
        svg = svg.replace(found[1], f"{found[1]}{secrets.token_hex(3)}")
    return _ROLES.sub("", _SIZE.sub("", svg, count=1))
