"""Quoted lines of a team chat: what somebody said before, and what is asked under it."""

from __future__ import annotations

import re

from knowledge.mentions import Analysis
from knowledge.scenarios import COLUMN_WORDS

_QUOTED = re.compile(r"^\s*(?:@\S+\s+|<@\S+>\s*)?>+\s?", re.MULTILINE)
_QUESTION_CUES = ("how_much", "how_many", "who", "what", "when", "why")
_ASKING_CUES = (*_QUESTION_CUES, "source", "definition", "list", "top", "bottom", "difference", "share", "follow")
_ASKING_NOTHING = ("yes_no", "follow", "that", "that_region", "those", "what", "received")
_LITTLE = 1.0


def quoted(message: str) -> str:
    """The quoted lines of a message without their marks; empty where it has none."""
    return "\n".join(_QUOTED.sub("", line) for line in message.splitlines() if _QUOTED.match(line)).strip()


def unmarked(message: str) -> str:
    """A message with its quoted lines as if they were its own: ">" is no "more than" here."""
    return _QUOTED.sub("", message)


def own_lines(message: str) -> str:
    """The lines of a message that are not quoted."""
    return "\n".join(line for line in message.splitlines() if not _QUOTED.match(line)).strip()


def asks_itself(own: Analysis) -> bool:
    """Whether the lines under a quotation ask for something, and not only whether the quotation is right."""
    if own.has("claim"):
        return False
    says = own.content_weight > _LITTLE or bool(own.places or own.periods) or not COLUMN_WORDS.isdisjoint(own.norms)
    return says and (own.has(*_ASKING_CUES) or own.text.endswith("?"))


def says_nothing(own: Analysis) -> bool:
    """Whether the lines under a quotation only pass it on: "kan du svara?"."""
    return asks_nothing(own) and not (own.content_weight > _LITTLE or own.places or own.periods or own.amounts)


def asks_nothing(said: Analysis) -> bool:
    """Whether none of the words ask for anything to be done with figures: "kan du säga mig", not "per invånare"."""
    return all(cue.id in _ASKING_NOTHING for cue in said.cues)


def points_up(own: Analysis) -> bool:
    """Whether the lines under a quotation speak of what stands in it: "vilken av de två fick mest?"."""
    return own.has("those", "that_region", "that")


def only_states(message: Analysis) -> bool:
    """Whether a message with quoted lines asks nothing, so that the quotation is to be checked."""
    return not message.has("claim", *_QUESTION_CUES)


def only_names(above: Analysis) -> bool:
    """Whether a quotation neither asks nor states anything, and so only names what is asked of under it."""
    named = all(cue.id == "follow" for cue in above.cues)
    return named and not above.amounts and not above.text.rstrip().endswith(("?", ".", "!"))
