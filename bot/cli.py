"""The command `siffersvar`: what can be typed, the exit codes, and what becomes of errors.

Nothing is imported here that a command does not need: starting up counts.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TextIO, cast

from bot.config import LANGUAGES, SettingError, Settings, spoken
from bot.texts import say
from knowledge.data_folders import split
from knowledge.errors import KnowledgeError
from knowledge.model import Language

OK, FAILED, USAGE, STORE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes; docs/command-line.md says what they mean."""

KINDS = ("indicators", "areas", "sources", "facts", "gaps")
"""What `knowledge list` lists."""


EXPORTS = ("csv", "parquet", "sqlite")
"""Forms that `knowledge export` writes."""


class UsageError(Exception):
    """Something typed that cannot be done; `key` is its text under [command]."""

    def __init__(self, key: str, **values: object) -> None:
        """Remember the text's key and what fills its blanks."""
        super().__init__(say("en", f"command.{key}", **values))
        self.key = key
        self.values = values

    def words(self, language: Language) -> str:
        """What is wrong and what would do."""
        return say(language, f"command.{self.key}", **self.values)


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong on one line."""

    def error(self, message: str) -> None:  # type: ignore[override]  # it raises, as the original exits
        """Refuse the command line.

        Raises:
            UsageError: always.
        """
        raise UsageError("usage", problem=message, name=self.prog)


def parser(language: Language, *, knowledge: bool = True, helpful: bool = True) -> Parser:
    """What can be typed, with help in `language`.

    Args:
        language: of the help.
        knowledge: with the many actions of `knowledge`, or without.
        helpful: with the help texts; a question does not wait for them to be read.

    Returns:
        The parser.
    """

    def text(key: str) -> str:
        """A help text, with the per cent signs that argparse would read doubled."""
        return say(language, f"command.help_{key}").replace("%", "%%") if helpful else ""

    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--lang", choices=LANGUAGES, help=text("lang"))
    common.add_argument("--data", metavar="DIR", type=split, help=text("data"))
    common.add_argument("--as-of", metavar="DATE", type=date.fromisoformat, help=text("as_of"))
    common.add_argument("--knowledge-url", metavar="URL", help=text("knowledge_url"))
    options = {"parents": [common], "allow_abbrev": False}

    top = Parser(prog="siffersvar", description=text("siffersvar"), parents=[common], allow_abbrev=False)
    top.add_argument("--version", action="store_true", help=text("version"))
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    def command(group: argparse._SubParsersAction[Parser], name: str, module: str, key: str) -> Parser:
        """Add a command that the function `run` of a module does."""
        made = group.add_parser(name, help=text(key), description=text(key), **options)  # type: ignore[arg-type]
        made.set_defaults(module=f"bot.commands.{module}")
        return made

    ask = command(commands, "ask", "ask", "ask")
    ask.add_argument("question", nargs="*", metavar="QUESTION", help=text("question"))
    form = ask.add_mutually_exclusive_group()
    for name in ("json", "explain", "jsonl"):
        form.add_argument(f"--{name}", action="store_true", help=text(name))
    command(commands, "chat", "chat", "chat")
    for name, output in (("chart", "chart_output"), ("table", "table_output")):
        drawn = command(commands, name, name, name)
        drawn.add_argument("question", nargs="*", metavar="QUESTION", help=text("question"))
        drawn.add_argument("-o", "--output", metavar="FILE", type=Path, help=text(output))
    serve = command(commands, "serve", "serve", "serve")
    serve.add_argument("--listen", metavar="HOST:PORT", type=address, help=text("listen"))
    command(commands, "telegram", "telegram", "telegram")
    command(commands, "mcp", "mcp", "mcp")
    listed = command(commands, "unanswered", "unanswered", "unanswered")
    listed.add_argument("--jsonl", action="store_true", help=text("unanswered_jsonl"))
    measure = command(commands, "eval", "evaluate", "eval")
    measure.add_argument("files", nargs="+", metavar="FILE", type=Path, help=text("eval_files"))
    measure.add_argument("--errors", action="store_true", help=text("errors"))
    measure.add_argument("--min", metavar="SHARE", type=share, help=text("min"))
    measure.add_argument("--max-wrong", metavar="SHARE", type=share, help=text("max_wrong"))

    stock = commands.add_parser("knowledge", help=text("knowledge"), description=text("knowledge"))
    if knowledge:
        _add_knowledge(stock, command, text)
    return top


def _add_knowledge(stock: Parser, command: Callable[..., Parser], text: Callable[[str], str]) -> None:
    """Add what can be done with the store."""
    group = stock.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    command(group, "build", "knowledge", "build")
    check = command(group, "check", "knowledge", "check")
    check.add_argument("--documents", nargs="+", metavar="DIR", type=Path, help=text("documents"))
    listing = command(group, "list", "knowledge", "list")
    listing.add_argument("kind", nargs="?", choices=KINDS, default="indicators", help=text("kind"))
    show = command(group, "show", "knowledge", "show")
    show.add_argument("id", metavar="ID", help=text("show_id"))
    out = command(group, "export", "knowledge", "export")
    out.add_argument("folder", metavar="DIR", type=Path, help=text("export_folder"))
    out.add_argument("--forms", nargs="+", choices=EXPORTS, metavar="FORM", help=text("export_forms"))
    differ = command(group, "diff", "knowledge", "diff")
    differ.add_argument("old", metavar="OLD", help=text("diff_old"))
    differ.add_argument("new", metavar="NEW", help=text("diff_new"))
    cover = command(group, "coverage", "knowledge", "coverage")
    cover.add_argument("--write", metavar="FILE", type=Path, help=text("write"))
    from bot.import_options import add_imports  # noqa: PLC0415  (many options, which few commands need)
    from bot.reading_options import add_reading  # noqa: PLC0415  (the same)

    add_reading(lambda name, key: command(group, name, "reading", key), text)
    importing = group.add_parser("import", help=text("import"), description=text("import"))
    kinds = importing.add_subparsers(dest="kind", metavar="KIND", required=True, parser_class=Parser)
    add_imports(lambda name, key: command(kinds, name, "importing", key), text)


def share(value: str) -> float:
    """A share between 0 and 1.

    Returns:
        The number.

    Raises:
        ValueError: it is none.
    """
    number = float(value)
    if not 0 <= number <= 1:
        raise ValueError(value)
    return number


def address(value: str) -> tuple[str, int]:
    """A host and a port, as SIFFERSVAR_LISTEN has them.

    Returns:
        Them.

    Raises:
        ValueError: it is none.
    """
    try:
        return Settings.from_environment({"SIFFERSVAR_LISTEN": value}).listen
    except SettingError:
        raise ValueError(value) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says.

    Args:
        arguments: what stands after the command's name; that of this process where it is None.

    Returns:
        The exit code.
    """
    typed = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    language: Language = "sv"
    gc.disable()  # what is read at start stays, and searching it for garbage takes its time
    try:
        language = spoken(Settings(language=_wanted(typed)), os.environ)
        settings = Settings.from_environment(os.environ)
        language = _wanted(typed) or spoken(settings, os.environ)
        code = _run(typed, settings, language)
        sys.stdout.flush()
    except (UsageError, SettingError) as error:
        return _refuse(error.words(language), USAGE)
    except KnowledgeError as error:
        return _refuse(str(error), STORE)
    except BrokenPipeError:
        _abandon(sys.stdout)
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as ended:  # after --help
        return int(ended.code or OK)
    finally:
        gc.enable()
    return code


def _asks_for_help(typed: Sequence[str]) -> bool:
    """Whether the help may have to be shown: "--help", or an "h" among short options."""
    return any(word == "--help" or (word.startswith("-") and "h" in word and word[:2] != "--") for word in typed)


def _run(typed: Sequence[str], settings: Settings, language: Language) -> int:
    """Do what was typed."""
    top = parser(language, knowledge="knowledge" in typed, helpful=_asks_for_help(typed))
    options = top.parse_args(typed)
    if options.version:
        print(f"siffersvar {version()}")
        return OK
    if options.command is None:
        print(parser(language, knowledge=False).format_help(), end="", file=sys.stderr)
        return USAGE
    given = {
        name: value
        for name in ("data", "knowledge_url", "as_of")
        if (value := getattr(options, name, None)) is not None
    }
    settings = replace(settings, language=getattr(options, "lang", settings.language), **given)
    return int(import_module(options.module).run(options, settings, language))


def version() -> str:
    """The version of the package, from its metadata or, where it is not installed, the project file."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  (slow, and only needed here)

    try:
        return version("siffersvar")
    except PackageNotFoundError:
        import tomllib  # noqa: PLC0415  (only where the package is not installed)

        with (Path(__file__).parents[1] / "pyproject.toml").open("rb") as file:
            return str(tomllib.load(file)["project"]["version"])


def _wanted(typed: Sequence[str]) -> Language | None:
    """The language that `--lang` asks for, before anything else is read; None where it is none of ours."""
    for at, word in enumerate(typed):
        value = typed[at + 1] if word == "--lang" and at + 1 < len(typed) else word.removeprefix("--lang=")
        if word.startswith("--lang") and value in LANGUAGES:
            return cast("Language", value)
    return None


def _refuse(words: str, code: int) -> int:
    """Say on standard error why nothing was done."""
    print(f"siffersvar: {words}", file=sys.stderr)
    return code


def _abandon(stream: TextIO) -> None:
    """Stop writing to a pipe that nobody reads, so that the end of the process does not try again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
