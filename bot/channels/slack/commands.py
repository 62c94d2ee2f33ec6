"""What can be said to the bot beside questions: help, what it is, forget me, and which language to speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.channels.slack.actions import Block, Home
from bot.channels.slack.blocks import Button, buttons, context, header, marked, section
from bot.channels.slack.desk import Asker, Desk
from bot.channels.slack.heard import OPTION
from bot.channels.slack.keyboards import SPEAK, choices
from bot.channels.slack.markup import bold, escaped
from bot.config import LANGUAGES
from bot.examples import examples
from bot.texts import say
from knowledge.language import formatting
from knowledge.model import Language

_WORDS: Mapping[str, str] = {
    "": "help", "hjälp": "help", "hjalp": "help", "help": "help", "?": "help",
    "om": "about", "om dig": "about", "about": "about", "about you": "about",
    "glöm mig": "forget", "glom mig": "forget", "glöm": "forget", "glom": "forget",
    "forget me": "forget", "forget": "forget",
    "språk": "language", "sprak": "language", "language": "language",
}  # fmt: skip
"""What is said, in small letters -> what it asks for."""
_SPEAKS: Mapping[str, Language] = {
    "sv": "sv", "svenska": "sv", "swedish": "sv",
    "en": "en", "engelska": "en", "english": "en",
}  # fmt: skip
_DAYS_ANSWER, _DAYS_NOTE, _HOURS_MESSAGE = 7, 90, 48
"""For how long the state database keeps answers for their buttons, notes for editors, and ids of messages."""


def obeyed(text: str, asker: Asker, desk: Desk) -> bool:
    """Do what was said where it is a command.

    Args:
        text: what was said.
        asker: who said it.
        desk: takes the actions.

    Returns:
        Whether it was one.
    """
    words = " ".join(text.casefold().removeprefix("/").rstrip(" !.?").split())
    first, _, rest = words.partition(" ")
    if _WORDS.get(first) == "language" and (not rest or rest in _SPEAKS):
        _language(_SPEAKS.get(rest), asker, desk)
    elif words in _WORDS:
        _DONE[_WORDS[words]](asker, desk)
    else:
        return False
    return True


def speak(chosen: Language | None, asker: Asker, desk: Desk) -> str:
    """Answer a person in one language from now on, or in that of each question; what to say to that."""
    desk.session.choose_language(asker.speaker.person, chosen)
    return say(chosen or asker.language, f"slack.speaks_{chosen or 'any'}")


def home(asker: Asker, desk: Desk) -> None:
    """Show the bot's own tab."""
    blocks = [*header(asker.say("hello")), *_helped(asker, desk), {"type": "divider"}, *_described(asker, desk)]
    desk.do(Home(asker.heard.user, tuple(blocks)))


def _help(asker: Asker, desk: Desk) -> None:
    """Say what can be asked, with questions to try."""
    asker.send(desk, escaped(say(asker.language, "talk.help")), _helped(asker, desk), private=True)


def _helped(asker: Asker, desk: Desk) -> list[Block]:
    """What can be asked, with questions to try."""
    found = [choice for choice, _ in examples(desk, asker.language, 4)]
    return [
        *section(say(asker.language, "talk.help")),
        *section(asker.say("how")),
        *marked(bold(asker.say("examples"))),
        *choices(found, asker, desk),
        *context(asker.say("words")),
    ]


def _about(asker: Asker, desk: Desk) -> None:
    """That it is a machine, who runs it, what is stored and for how long."""
    blocks = _described(asker, desk)
    asker.send(desk, escaped(say(asker.language, "talk.identity")), blocks, private=True)


def _described(asker: Asker, desk: Desk) -> list[Block]:
    """The same, in blocks."""
    operator = desk.settings.operator
    minutes = formatting.number(Decimal(str(desk.settings.memory_minutes)), asker.language)
    paragraphs = (
        say(asker.language, "talk.identity"),
        asker.say("run_by", name=operator) if operator else asker.say("run_by_unknown"),
        asker.say("stored", minutes=minutes, days=_DAYS_ANSWER, hours=_HOURS_MESSAGE),
        asker.say("noted", days=_DAYS_NOTE),
        asker.say("forgettable"),
    )
    return [block for paragraph in paragraphs for block in section(paragraph)]


def _forget(asker: Asker, desk: Desk) -> None:
    """Forget a person, and say what was forgotten."""
    gone = desk.session.forget(asker.speaker.conversation, asker.speaker.person)
    said = [
        asker.say(f"forgot_{key}_one" if count == 1 else f"forgot_{key}", count=count)
        for key, count in (("turns", gone.turns), ("answers", gone.answers), ("language", int(gone.language)))
        if count
    ]
    what = formatting.joined(said, asker.language)
    asker.tell(desk, asker.say("forgot", what=what) if said else asker.say("forgot_nothing"), private=True)


def _language(chosen: Language | None, asker: Asker, desk: Desk) -> None:
    """Answer in one language from now on, or ask which."""
    if chosen is not None:
        asker.tell(desk, speak(chosen, asker, desk), private=True)
        return
    person = asker.speaker.person
    made = [
        Button(
            asker.say(f"button_{language or 'any'}"),
            OPTION,
            desk.session.issue(SPEAK, {"language": language, "by": person}, person),
        )
        for language in (*LANGUAGES, None)
    ]
    words = asker.say("which_language")
    asker.send(desk, escaped(words), [*section(words), *buttons(*made)], private=True)


_DONE: Mapping[str, Callable[[Asker, Desk], None]] = {"help": _help, "about": _about, "forget": _forget}
