"""What people and documents wrote stays text in Mattermost's and Rocket.Chat's Markdown."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.mattermost.markdown import mattermost, rocket_chat
from bot.channels.teamchat.blocks import Link, Words

MARKS = st.text(st.sampled_from("@*_~`[]()|<>#!:\\/.- \nall1å\u202e\ud800"), max_size=40)


@given(text=MARKS)
def test_nothing_is_marked(text: str) -> None:
    """No mark of Mattermost's is left unescaped, no mention, no line break."""
    said = mattermost((Words("text", text),), "sv")
    assert "\n" not in said
    assert not re.search(r"@\w", said)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_~`\[\]|<>#]", re.sub(r"\\.", "", said))
    said.encode("utf-8")


@given(text=MARKS)
def test_nothing_is_marked_in_rocket_chat(text: str) -> None:
    """Nor of Rocket.Chat's."""
    said = rocket_chat((Words("text", text),), "sv")
    assert not re.search(r"@\w", said)
    assert "](" not in said
    assert not re.search(r"[*_~`#]", re.sub(r"\\.", "", said))


def test_examples() -> None:
    """Links, emoji names and numbered lines stay as they were written."""
    assert mattermost((Words("text", "1. se http://a.se :smile: www.b.se"),), "sv") == (
        "1\\. se http\u200d://a.se :\u200dsmile: www\u200d.b.se"
    )
    assert mattermost((Words("text", "a|b [x](y) @all #tag"),), "sv") == r"a\|b \[x\](y) @" + "\u200dall " + r"\#tag"


def test_a_document_s_address_is_linked_only_where_it_is_safe() -> None:
    """An address that could end the link is left out."""
    assert mattermost((Link("a", "https://a.se/x"),), "sv") == "[a](https://a.se/x)"
    assert mattermost((Link("a", "javascript:alert(1)"),), "sv") == ""
    assert mattermost((Link("a", "https://a.se/)[b](c"),), "sv") == ""
