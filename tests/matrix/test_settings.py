"""The channel's settings: what switches it on, and what is refused in words."""

from __future__ import annotations

import pytest

from bot.channels.matrix.settings import MatrixSettings
from bot.config import SettingError

HOME = {"MATRIX_HOMESERVER": "https://matrix.example.se/"}


def test_switched_off() -> None:
    """Without a homeserver there is no channel."""
    assert MatrixSettings.from_environment({"MATRIX_HOMESERVER": " "}) is None


def test_switched_on() -> None:
    """With a token, or a password; neither is shown."""
    by_token = MatrixSettings.from_environment({**HOME, "MATRIX_ACCESS_TOKEN": "syt_x"})
    by_word = MatrixSettings.from_environment({**HOME, "MATRIX_USER": "@b:example.se", "MATRIX_PASSWORD": "hemligt"})
    assert by_token is not None
    assert by_word is not None
    assert by_token.homeserver == "https://matrix.example.se"
    assert "syt_x" not in repr(by_token)
    assert "hemligt" not in repr(by_word)


@pytest.mark.parametrize(
    ("environ", "variable"),
    [
        ({"MATRIX_HOMESERVER": "matrix.example.se", "MATRIX_ACCESS_TOKEN": "x"}, "MATRIX_HOMESERVER"),
        (HOME, "MATRIX_HOMESERVER"),
        ({**HOME, "MATRIX_PASSWORD": "x"}, "MATRIX_HOMESERVER"),
        ({"MATRIX_ACCESS_TOKEN": "x"}, "MATRIX_ACCESS_TOKEN"),
        ({"MATRIX_PASSWORD": "x"}, "MATRIX_PASSWORD"),
        ({**HOME, "MATRIX_USER": "bot", "MATRIX_PASSWORD": "x"}, "MATRIX_USER"),
        ({**HOME, "MATRIX_ACCESS_TOKEN": "x", "MATRIX_ALLOWED": "example.se, a/b"}, "MATRIX_ALLOWED"),
    ],
)
def test_refused(environ: dict[str, str], variable: str) -> None:
    """The variable is named, with what would do, and no secret."""
    with pytest.raises(SettingError) as caught:
        MatrixSettings.from_environment(environ)
    assert caught.value.variable == variable
    assert variable in caught.value.words("sv")
    if variable in ("MATRIX_ACCESS_TOKEN", "MATRIX_PASSWORD"):
        assert caught.value.value == "…"


@pytest.mark.parametrize(
    ("allowed", "accepted"),
    [
        ("", True), ("example.se", True), ("@kim:example.se", True), ("other.se,!room:example.se", True),
        ("other.se", False), ("@robin:example.se", False), ("le.se", False), ("example.se:8448", False),
    ],
)  # fmt: skip
def test_whose_invitations(allowed: str, accepted: bool) -> None:
    """Everybody's, or those of homeservers, people and rooms on the list."""
    settings = MatrixSettings.from_environment({**HOME, "MATRIX_ACCESS_TOKEN": "x", "MATRIX_ALLOWED": allowed})
    assert settings is not None
    assert settings.accepts("!room:example.se", "@kim:example.se") is accepted
