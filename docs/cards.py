"""Draws the cards of docs/telegram.md anew, as a phone lays them out: `python docs/cards.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path

import telegram

from bot.channels.telegram.actions import Keyboard, SendText
from bot.channels.telegram.desk import Desk, Me
from bot.channels.telegram.planning import plan
from bot.charts.lettering import width
from bot.config import Settings
from bot.service import Service
from bot.state.privacy import Hasher
from knowledge.answering import Engine
from knowledge.store import open_store
