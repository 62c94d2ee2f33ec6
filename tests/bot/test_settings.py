"""Settings of channels, from the environment."""

from __future__ import annotations

import pytest

from bot.config import SettingError, Settings


def test_channels() -> None:
    """Each value is read; secrets are not in what is printed."""
    variables = {
        "SIFFERSVAR_STATE_URL": "postgresql://u:hemligt1@h/d",
        "SIFFERSVAR_SECRET": "hemligt2",
        "SIFFERSVAR_QUESTIONS_PER_MINUTE": "12.5",
        "SIFFERSVAR_LOG_QUESTIONS": "On",
        "SIFFERSVAR_KEEP_UNANSWERED": "off",
        "TELEGRAM_BOT_TOKEN": " 1:hemligt3\n",
        "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
        "TELEGRAM_MESSAGES_PER_SECOND": "0",
        "TELEGRAM_WEBHOOK_URL": "https://bot.example/telegram",
        "TELEGRAM_WEBHOOK_SECRET": "hemligt_4",
        "TELEGRAM_WEBHOOK_LISTEN": "[::1]:9000",
    }
    settings = Settings.from_environment(variables)
    assert settings.state_url == variables["SIFFERSVAR_STATE_URL"]
    assert settings.telegram_token == "1:hemligt3"  # noqa: S105
    assert (settings.questions_per_minute, settings.log_questions, settings.keep_unanswered) == (12.5, True, False)
    assert (settings.telegram_api_url, settings.telegram_messages_per_second) == ("http://127.0.0.1:8081", 0.0)
    assert settings.telegram_webhook_url == "https://bot.example/telegram"
    assert settings.telegram_webhook_listen == ("::1", 9000)
    assert "hemligt" not in repr(settings)
    assert Settings.from_environment(dict.fromkeys(variables, "")) == Settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SIFFERSVAR_QUESTIONS_PER_MINUTE", "-1"),
        ("SIFFERSVAR_QUESTIONS_PER_MINUTE", "inf"),
        ("SIFFERSVAR_LOG_QUESTIONS", "kanske"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_WEBHOOK_URL", "ftp://x"),
        ("TELEGRAM_WEBHOOK_SECRET", "å"),
        ("TELEGRAM_WEBHOOK_SECRET", "a" * 257),
        ("TELEGRAM_WEBHOOK_LISTEN", "8080"),
        ("TELEGRAM_WEBHOOK_LISTEN", "localhost:65536"),
    ],
)
def test_bad_values(variable: str, value: str) -> None:
    """Each is refused by name; a secret is not shown."""
    with pytest.raises(SettingError, match=variable) as refused:
        Settings.from_environment({variable: value})
    assert (value in str(refused.value)) is ("SECRET" not in variable)
