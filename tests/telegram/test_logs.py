"""The log holds neither secrets nor anybody's words."""

from __future__ import annotations

import io
import logging

import pytest

from bot.logs import Discreet, set_up

TOKEN = "123:AAsecret"  # noqa: S105


def test_secrets_are_struck_out() -> None:
    """In the message, its arguments, and a traceback, whose own words are left out altogether."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Discreet(TOKEN, ""))
    logger = logging.Logger("x")
    logger.addHandler(handler)
    logger.info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    said = f"{TOKEN} hur mycket fick skåne"
    try:
        int(said)
    except ValueError:
        logger.exception("it failed with %s", TOKEN)
    logged = out.getvalue()
    assert TOKEN not in logged
    assert "skåne" not in logged
    assert "builtins.ValueError" in logged
    assert "/bot***/getMe" in logged


def test_what_libraries_say_at_info_is_not_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as the HTTP client, whose addresses hold the token; what the bot says is."""
    root = logging.getLogger()
    before = (list(root.handlers), root.level, {name: logging.getLogger(name).level for name in ("httpx", "telegram")})
    out = io.StringIO()
    monkeypatch.setattr("sys.stderr", out)
    try:
        set_up(TOKEN)
        logging.getLogger("httpx").info("POST %s", TOKEN)
        logging.getLogger("telegram.Bot").info("hello")
        logging.getLogger("siffersvar.telegram").info("served %s", TOKEN)
    finally:
        root.handlers[:] = before[0]
        root.setLevel(before[1])
        for name, level in before[2].items():
            logging.getLogger(name).setLevel(level)
    assert "POST" not in out.getvalue()
    assert "hello" not in out.getvalue()
    assert "served ***" in out.getvalue()
