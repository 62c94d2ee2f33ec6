"""Slack: people in their channels, threads and direct messages, with cards, buttons, charts, tables and a command."""
