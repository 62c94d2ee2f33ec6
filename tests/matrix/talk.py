"""What tests of talking share: rooms in which the bot is, and what it said there."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from tests.matrix.people import Event, Person
from tests.matrix.running import Running

SKANE = "398,3 miljoner kronor"
QUESTION = "hur mycket fick Skåne i sektorsbidrag?"
ALLOWED = frozenset({
    "font", "del", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "p", "a", "ul", "ol", "sup", "sub", "li", "b", "i",
    "u", "strong", "em", "s", "strike", "code", "hr", "br", "div", "table", "thead", "tbody", "tr", "th", "td",
    "caption", "pre", "span", "img", "details", "summary",
})  # fmt: skip
"""The tags that the specification lets clients show."""
_EMPTY = ("br", "hr", "img")


def body(event: Event) -> str:
    """What an event says, with the hard spaces of numbers as plain ones."""
    return str(event["content"]["body"]).replace("\u00a0", " ")


def room_with(bot: Running, kim: Person, *others: Person, direct: bool = False) -> str:
    """A room in which the bot has joined and greeted."""
    room = kim.room(bot.user, *(other.user for other in others), direct=direct)
    for other in others:
        other.join(room)
    kim.answers(bot.user, room, 1)
    return room


class _Tags(HTMLParser):
    """Reads HTML strictly: known tags, without attributes, each closed in order."""

    def __init__(self) -> None:
        """Begin."""
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        assert tag in ALLOWED
        assert not attrs
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Words."""
        self.said.append(data)


def read(marked: str) -> str:
    """What a person reads of HTML, which must be right."""
    tags = _Tags()
    tags.feed(marked)
    tags.close()
    assert not tags.open
    return re.sub(r"\s+", " ", " ".join(tags.said)).strip()


def same(event: Event) -> None:
    """Check that an event says the same in HTML as in its plain text, but for numbers of a list."""
    content = event["content"]
    shown = set(re.findall(r"\w+", read(content["formatted_body"])))
    plain = set(re.findall(r"\w+", content["body"]))
    assert shown - plain == set()
    assert {word for word in plain - shown if not word.isdigit()} == set()
