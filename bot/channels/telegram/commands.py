"""Commands, in Swedish and English: what each says, and the lists that Telegram shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.channels.telegram.actions import Button
from bot.channels.telegram.addressed import Heard
from bot.channels.telegram.answering import answer
from bot.channels.telegram.asker import Asker
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.keyboards import SHARED, SPEAK, in_rows, question_keyboard
from bot.channels.telegram.markup import bold, escaped
from bot.config import LANGUAGES
from bot.examples import examples
from bot.message import Choice
from bot.texts import say
from knowledge.language import formatting
from knowledge.memory import Memory
from knowledge.model import Language

NAMES: Mapping[str, tuple[str, str]] = {
    "help": ("hjalp", "help"),
    "examples": ("exempel", "examples"),
    "sources": ("kallor", "sources"),
    "regions": ("regioner", "regions"),
    "table": ("tabell", "table"),
    "language": ("sprak", "language"),
    "forget": ("glom", "forget"),
    "about": ("om", "about"),
}
"""Command -> its name in Swedish and English; Telegram takes no å, ä or ö, but people may type them."""

_ALIASES: Mapping[str, str] = {
    "start": "start",
    "hjälp": "help",
    "källor": "sources",
    "språk": "language",
    "glöm": "forget",
    **{name: command for command, names in NAMES.items() for name in names},
}
_SPEAKS: Mapping[str, Language] = {
    "sv": "sv", "svenska": "sv", "swedish": "sv",
    "en": "en", "engelska": "en", "english": "en",
}  # fmt: skip
_FEWEST_REGIONS = 3
_DAYS_ANSWER, _DAYS_NOTE, _HOURS_MESSAGE = 7, 90, 48
"""For how long the state database keeps answers for their buttons, notes for editors, and ids of messages."""


def command_lists(language: Language) -> list[tuple[str, str]]:
    """The commands that Telegram offers in a language: names without the slash, and what each does."""
    at = LANGUAGES.index(language)
    return [(names[at], say(language, f"telegram.command_{command}")) for command, names in NAMES.items()]


def obeyed(said: Heard, asker: Asker) -> bool:
    """Whether a command is for this bot: in a group one that it does not have may be another's, unless it is named."""
    return said.command in _ALIASES or asker.alone or said.named


def obey(said: Heard, asker: Asker, desk: Desk) -> None:
    """Do what a command says.

    Args:
        said: the command, known or not, and what stood behind it.
        asker: who gave it.
        desk: takes the actions.
    """
    command = _ALIASES.get(said.command)
    if command is None:
        asker.send(desk, escaped(asker.say("unknown_command", name=f"/{said.command}")))
    else:
        _DONE[command](said.text, asker, desk)


def _start(payload: str, asker: Asker, desk: Desk) -> None:
    """Greet, or ask the question that somebody shared."""
    if not payload:
        _greet(asker, desk)
        return
    token = desk.session.redeem(payload)
    if token is None or token.kind != SHARED:
        asker.send(desk, escaped(asker.say("shared_expired")))
        return
    question: str = token.payload["question"]
    language: Language = token.payload["language"]
    answer(question, asker, desk, language=asker.chosen or language)


def _greet(asker: Asker, desk: Desk) -> None:
    """Say what the bot is, with questions to try."""
    shown = [choice for choice, _ in examples(desk, asker.language, 3)]
    text = f"{bold(asker.say('hello'))}\n{escaped(asker.say('hello_more'))}"
    asker.send(desk, text, question_keyboard(shown, asker, desk))


def _help(_: str, asker: Asker, desk: Desk) -> None:
    """Say what can be asked and which commands there are."""
    listed = [f"/{name} – {escaped(what)}" for name, what in command_lists(asker.language)]
    asker.send(desk, "\n".join([escaped(say(asker.language, "talk.help")), "", *listed]))


def _examples(_: str, asker: Asker, desk: Desk) -> None:
    """Questions to tap."""
    shown = [choice for choice, _ in examples(desk, asker.language)]
    asker.send(desk, bold(asker.say("examples")), question_keyboard(shown, asker, desk))


def _sources(_: str, asker: Asker, desk: Desk) -> None:
    """The documents, by whom and when they were published, and how many figures stand in each."""
    store = desk.service.engine.store
    counts: dict[str, int] = {}
    for indicator in store.indicators:
        for observation in store.observations(indicator):
            counts[observation.source] = counts.get(observation.source, 0) + 1
    for fact in store.facts.values():
        counts[fact.source] = counts.get(fact.source, 0) + 1
    lines = [bold(asker.say("sources"))]
    for source in store.sources.values():
        published = ", ".join(filter(None, (source.publisher, source.published)))
        held = asker.say("source_holds", count=counts.get(source.id, 0))
        lines += [
            "",
            f"• {escaped(source.title.of(asker.language))}",
            escaped(" · ".join(filter(None, (published, held)))),
        ]
    asker.send(desk, "\n".join(lines))


def _regions(_: str, asker: Asker, desk: Desk) -> None:
    """The regions and groups of regions that can be asked about."""
    store = desk.service.engine.store
    regions = [area.label(asker.language) for area in store.areas.values() if area.kind == "region"]
    groups = [group.name.of(asker.language) for group in store.groups if len(group.members) < len(regions)]
    asker.send(
        desk,
        "\n".join([
            bold(asker.say("regions", count=len(regions))),
            escaped(formatting.joined(regions, asker.language)) + ".",
            "",
            escaped(asker.say("groups", names=formatting.joined(groups, asker.language))),
        ]),
    )


def _table(what: str, asker: Asker, desk: Desk) -> None:
    """A table of what was named; without a name, which tables there are."""
    if what:
        for question in (f"{what} {say(asker.language, 'standing.all_regions')}", f"{what} {asker.say('in_a_table')}"):
            reply, _ = desk.service.answer_with(asker.message(question, desk, asker.language), Memory())
            if len(reply.data["figures"]) > _FEWEST_REGIONS:
                answer(question, asker, desk)
                return
        answer(what, asker, desk)
        return
    store = desk.service.engine.store
    choices = []
    for indicator in store.indicators.values():
        if len(store.holdings(indicator.id).areas) > _FEWEST_REGIONS:
            name = indicator.name.of(asker.language)
            choices.append(Choice(name, f"{name} {say(asker.language, 'standing.all_regions')}"))
    for table in store.tables.values():
        name = table.name.of(asker.language)
        choices.append(Choice(name, f"{name} {asker.say('in_a_table')}"))
    asker.send(desk, bold(asker.say("tables")), question_keyboard(choices, asker, desk))


def _language(wanted: str, asker: Asker, desk: Desk) -> None:
    """Answer in one language from now on, or ask which."""
    chosen = _SPEAKS.get(wanted.casefold())
    if chosen is not None:
        desk.session.choose_language(asker.person, chosen)
        asker.send(desk, escaped(say(chosen, f"telegram.speaks_{chosen}")))
        return
    buttons = []
    for language in (*LANGUAGES, None):
        token = desk.session.issue(SPEAK, {"language": language, "by": asker.person}, asker.person)
        buttons.append(Button(asker.say(f"button_{language or 'any'}"), f"opt:{token}"))
    asker.send(desk, bold(asker.say("which_language")), in_rows(buttons))


def _forget(_: str, asker: Asker, desk: Desk) -> None:
    """Forget a person, and say what was forgotten."""
    gone = desk.session.forget(asker.conversation, asker.person)
    said = [
        asker.say(f"forgot_{key}_one" if count == 1 else f"forgot_{key}", count=count)
        for key, count in (("turns", gone.turns), ("answers", gone.answers), ("language", int(gone.language)))
        if count
    ]
    what = formatting.joined(said, asker.language)
    asker.send(desk, escaped(asker.say("forgot", what=what) if said else asker.say("forgot_nothing")))


def _about(_: str, asker: Asker, desk: Desk) -> None:
    """That it is a machine, who runs it, what is stored and for how long."""
    operator = desk.settings.operator
    minutes = formatting.number(Decimal(desk.settings.memory_minutes), asker.language)
    paragraphs = (
        say(asker.language, "talk.identity"),
        asker.say("run_by", name=operator) if operator else asker.say("run_by_unknown"),
        asker.say("stored", minutes=minutes, days=_DAYS_ANSWER, hours=_HOURS_MESSAGE),
        asker.say("noted", days=_DAYS_NOTE),
        asker.say("forgettable"),
    )
    asker.send(desk, "\n\n".join(escaped(paragraph) for paragraph in paragraphs))


_DONE: Mapping[str, Callable[[str, Asker, Desk], None]] = {
    "start": _start,
    "help": _help,
    "examples": _examples,
    "sources": _sources,
    "regions": _regions,
    "table": _table,
    "language": _language,
    "forget": _forget,
    "about": _about,
}
