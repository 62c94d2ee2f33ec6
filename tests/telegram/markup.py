"""What Telegram takes as HTML and as a keyboard; everything else is an error here."""

from __future__ import annotations

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
from tests.fake_bot_api.entities import blank, parse_html

TEXT, CAPTION, CALLBACK, ALERT = 4_096, 1_024, 64, 200


def read(html: str) -> str:
    """The text of a message in HTML, read as the Bot API server reads it."""
    text, _ = parse_html(html)
    assert not blank(text)
    return text


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
