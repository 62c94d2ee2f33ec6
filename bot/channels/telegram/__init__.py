"""Telegram: people on their phones, alone and in groups, with cards, buttons, charts, tables and inline mode."""
