"""Orders in words, in Swedish and English: help, examples, sources, about, language, forget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.channels.teamchat.blocks import Block, Words
from bot.channels.teamchat.shown import Can, Offer, Shown
from bot.config import Settings
from bot.examples import examples
from bot.talking import Desk, Speaker
from bot.texts import say
from knowledge.language import formatting
from knowledge.model import Language

_DAYS_ANSWER, _DAYS_NOTE = 7, 90
"""For how long the state database keeps answers for their buttons, and notes for editors."""
_EXAMPLES = 3

_NAMES: Mapping[str, tuple[str, ...]] = {
    "help": ("hjälp", "hjalp", "help", "?"),
    "examples": ("exempel", "examples", "example"),
    "sources": ("källor", "kallor", "sources"),
    "about": ("om", "om dig", "about", "about you"),
    "forget": ("glöm", "glom", "glöm mig", "glom mig", "glöm allt", "forget", "forget me", "reset", "nollställ"),
    "sv": ("svenska", "språk sv", "språk svenska", "language swedish", "language sv", "swedish"),
    "en": ("english", "språk en", "språk engelska", "language english", "language en", "engelska"),
    "any": ("språk", "sprak", "language", "språk som frågan", "language any"),
}
_ORDERS = {name: order for order, names in _NAMES.items() for name in names}


def order_of(text: str) -> str | None:
    """The order that a text is, written with a slash or without; None for any other text."""
    return _ORDERS.get(" ".join(text.casefold().strip(" /!.").split()))


def obey(order: str, speaker: Speaker, desk: Desk, can: Can, settings: Settings, ask: str) -> Shown:
    """Do what an order says.

    Args:
        order: what `order_of` gave.
        speaker: who gave it.
        desk: what it is done with.
        can: what the platform can show.
        settings: how the bot is set up.
        ask: kind of token of a question to be asked.

    Returns:
        What to show.
    """
    if order == "examples":
        return _examples(speaker, desk, can, ask, [Words("heading", say(speaker.language, "telegram.examples"))])
    if order in {"sv", "en", "any"}:
        return _speak(order, speaker, desk)
    return _shown(speaker.language, *_DONE[order](speaker, desk, settings))


def greeting(speaker: Speaker, desk: Desk, can: Can, ask: str) -> Shown:
    """Say what the bot is, with questions to try."""
    hello = say(speaker.language, "telegram.hello")
    more = say(speaker.language, "teamchat.hello_more")
    return _examples(speaker, desk, can, ask, [Words("heading", hello), Words("text", more)])


def _examples(speaker: Speaker, desk: Desk, can: Can, ask: str, head: list[Block]) -> Shown:
    """Questions to try, on buttons where there are any."""
    found = [choice for choice, _ in examples(desk, speaker.language, _EXAMPLES)]
    if not can.buttons:
        listed = () if can.asks else tuple(Words("text", f"– {choice.question}") for choice in found)
        return Shown(speaker.language, (*head, *listed), asks=tuple(found))
    offers = tuple(
        Offer("opt", desk.session.issue(ask, _asks(choice.question, speaker.language)), choice.label)
        for choice in found
    )
    return Shown(speaker.language, tuple(head), offers)


def _asks(question: str, language: Language) -> dict[str, str]:
    """What a token of a question holds that anybody may ask."""
    return {"question": question, "by": "", "language": language}


def _shown(language: Language, *texts: str) -> Shown:
    """Paragraphs for the person alone."""
    return Shown(language, tuple(Words("text", text) for text in texts), private=True)


def _help(speaker: Speaker, _: Desk, __: Settings) -> list[str]:
    """What can be asked, and which orders there are."""
    return [say(speaker.language, "talk.help"), say(speaker.language, "teamchat.orders")]


def _sources(speaker: Speaker, desk: Desk, _: Settings) -> list[str]:
    """The documents, by whom and when they were published."""
    lines = [say(speaker.language, "telegram.sources") + ":"]
    for source in desk.service.engine.store.sources.values():
        about = ", ".join(filter(None, (source.publisher, source.published)))
        lines.append("– " + " · ".join(filter(None, (source.title.of(speaker.language), about))))
    return lines


def _about(speaker: Speaker, _: Desk, settings: Settings) -> list[str]:
    """That it is a machine, who runs it, what is stored and for how long."""
    language = speaker.language
    by = settings.operator
    minutes = formatting.number(Decimal(settings.memory_minutes), language)
    return [
        say(language, "talk.identity"),
        say(language, "telegram.run_by", name=by) if by else say(language, "telegram.run_by_unknown"),
        say(language, "teamchat.stored", minutes=minutes, days=_DAYS_ANSWER),
        say(language, "telegram.noted", days=_DAYS_NOTE),
        say(language, "teamchat.forgettable"),
    ]


def _forget(speaker: Speaker, desk: Desk, _: Settings) -> list[str]:
    """Forget a person, and say what was forgotten."""
    gone = desk.session.forget(speaker.conversation, speaker.person)
    language = speaker.language
    said = [
        say(language, f"telegram.forgot_{key}_one" if count == 1 else f"telegram.forgot_{key}", count=count)
        for key, count in (("turns", gone.turns), ("answers", gone.answers), ("language", int(gone.language)))
        if count
    ]
    what = formatting.joined(said, language)
    return [say(language, "telegram.forgot", what=what) if said else say(language, "telegram.forgot_nothing")]


def _speak(order: str, speaker: Speaker, desk: Desk) -> Shown:
    """Answer in one language from now on, or in that of each question."""
    chosen: Language | None = "sv" if order == "sv" else "en" if order == "en" else None
    desk.session.choose_language(speaker.person, chosen)
    language = chosen or speaker.language
    return _shown(language, say(language, f"telegram.speaks_{order}"))


_DONE: Mapping[str, Callable[[Speaker, Desk, Settings], list[str]]] = {
    "help": _help,
    "sources": _sources,
    "about": _about,
    "forget": _forget,
}
