"""What is kept of a request of Slack's until it is answered: the few things that an answer needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["said", "overheard", "command", "press", "home"]
"""Said to the bot; said in a thread, to whomever; the slash command; a button; the bot's own tab was opened."""

OPTION = "opt"
"""What a button does that stands for a choice: a question, a language, an answer to be shown again."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that somebody said or did.

    Attributes:
        kind: what it is.
        user: the id of who said or did it.
        channel: the id of the channel where; empty in the bot's own tab.
        text: the question as Slack writes it (`&lt;`, `<@U…>`), or what stands behind a command.
        ts: the message's id; of a button the id of the message under which it stands.
        thread: the id of the thread in which it was.
        direct: whether it was in a conversation of the person and the bot alone.
        hidden: whether the message under which a button stands is seen by this person alone.
        url: where responses may be posted for half an hour.
        verb: what a button does.
        token: what it does it with.
        blocks: those of the message under which a choice stands, as JSON; of one that is hidden Slack sends none.
        begins: whether the thread was begun by the bot itself.
    """

    kind: Kind
    user: str
    channel: str = ""
    text: str = ""
    ts: str = ""
    thread: str = ""
    direct: bool = False
    hidden: bool = False
    url: str = ""
    verb: str = ""
    token: str = ""
    blocks: str = ""
    begins: bool = False

    @property
    def json(self) -> str:
        """It as JSON, without what is empty."""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, ensure_ascii=False)


def from_json(text: str) -> Heard:
    """What `Heard.json` wrote; a field that this version does not know is passed over.

    Args:
        text: JSON.

    Returns:
        It.
    """
    data: Mapping[str, Any] = json.loads(text)
    return Heard(**{name: value for name, value in data.items() if name in Heard.__dataclass_fields__})
