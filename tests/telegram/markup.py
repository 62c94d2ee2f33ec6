"""What Telegram takes as HTML and as a keyboard; everything else is an error here."""

from __future__ import annotations

from html.parser import HTMLParser

from bot.channels.telegram.actions import (
    Action,
    AnswerCallback,
    AnswerInline,
    EditKeyboard,
    EditText,
    Keyboard,
    SendDocument,
    SendPhoto,
    SendText,
    from_json,
    to_json,
)

TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
TEXT, CAPTION, CALLBACK, ALERT = 4_096, 1_024, 64, 200


class _Strict(HTMLParser):
    """Reads what Telegram would read."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only Telegram's tags, without attributes but a link's."""
        assert tag in TAGS, tag
        assert not attrs or tag == "a", attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closed in the order in which they were opened."""
        assert self.open, f"nothing to close with </{tag}>"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """What is read."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """Telegram has none."""
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        """Nor these."""
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        """Nor these."""
        raise AssertionError(data)


def read(html: str) -> str:
    """The text of a message in HTML, which must be such as Telegram takes."""
    parser = _Strict()
    parser.feed(html)
    parser.close()
    assert not parser.open
    bare = html
    for tag in TAGS:
        bare = bare.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in bare, bare
    assert ">" not in bare, bare
    return parser.text


def length(text: str) -> int:
    """UTF-16 units; a half of a pair is an error."""
    return len(text.encode("utf-16-le")) // 2


def check(action: Action) -> None:
    """That Telegram would take an action, and that it survives being kept."""
    assert from_json(to_json(action)) == action
    if isinstance(action, SendText | EditText):
        _text(action.html, action.plain, TEXT)
    elif isinstance(action, SendPhoto | SendDocument):
        _text(action.html, action.plain, CAPTION)
    elif isinstance(action, AnswerCallback):
        assert length(action.text or "") <= ALERT
    elif isinstance(action, AnswerInline):
        assert len(action.articles) <= 50
        assert len({article.ident for article in action.articles}) == len(action.articles)
        for article in action.articles:
            assert 0 < len(article.ident.encode()) <= 64
            assert article.title.strip()
            _text(article.html, read(article.html), TEXT)
            _keyboard(article.keyboard)
    if isinstance(action, SendText | EditText | EditKeyboard | SendPhoto):
        _keyboard(action.keyboard)


def _text(html: str, plain: str, most: int) -> None:
    """The text of a message."""
    text = read(html)
    assert text.strip()
    assert length(text) <= most
    assert text == plain
    assert "\x00" not in text


def _keyboard(rows: Keyboard) -> None:
    """Buttons with a word and one thing that they do."""
    for row in rows:
        assert 0 < len(row) <= 8
        for button in row:
            assert button.text.strip()
            assert sum(part is not None for part in (button.data, button.inline, button.url)) == 1
            assert 0 < len((button.data or "x").encode()) <= CALLBACK
            assert (button.url or "https://").startswith("https://")
