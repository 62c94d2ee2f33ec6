"""Matrix's HTML: what users and documents wrote made safe for it, and the plain text beside it.

Only tags that the specification lists for `org.matrix.custom.html` are written here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Controls, halves of characters, and marks of writing direction, which could turn a figure around."""


@dataclass(frozen=True, slots=True)
class Words:
    """Something to say, in HTML and plain."""

    html: str
    plain: str

    def __add__(self, other: Words) -> Words:
        """One after the other."""
        return Words(f"{self.html}{other.html}", f"{self.plain}\n{other.plain}")


def clean(text: str) -> str:
    """A text without characters that cannot be sent or that change how the rest is read."""
    return _UNSEEN.sub("", text)


def escaped(text: str) -> str:
    """A text as it is written in HTML."""
    return html.escape(clean(text)).replace("\n", "<br>")


def tagged(tag: str, text: str) -> str:
    """A text within a tag; nothing for an empty one."""
    return f"<{tag}>{escaped(text)}</{tag}>" if text else ""


def words(text: str, tag: str = "p") -> Words:
    """A text within a tag, and the same plain."""
    return Words(tagged(tag, text), clean(text))


def listed(texts: Sequence[str]) -> Words:
    """Texts with numbers."""
    items = "".join(tagged("li", text) for text in texts)
    return Words(f"<ol>{items}</ol>", "\n".join(f"{number}. {clean(text)}" for number, text in enumerate(texts, 1)))


def rows(lines: Sequence[Sequence[str]], header: Sequence[str] = ()) -> str:
    """A table; its last column is bold."""
    head = "".join(f"<th>{escaped(name)}</th>" for name in header)
    body = "".join(f"<tr>{_cells(line)}</tr>" for line in lines)
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{body}</tbody></table>"


def _cells(line: Sequence[str]) -> str:
    """The cells of a row."""
    return "".join(f"<td>{escaped(cell)}</td>" for cell in line[:-1]) + f"<td>{tagged('b', line[-1])}</td>"
