"""Telegram: people on their phones, alone and in groups, with cards, buttons, charts, tables and inline mode."""

import os

# How python-telegram-bot 22 is told to speak of times as it will from its next version on; else it warns at each.
os.environ.setdefault("PTB_TIMEDELTA", "1")
