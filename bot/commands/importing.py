"""`siffersvar knowledge import …`: other people's tables and services become source folders, after a look and a yes."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, OK, UsageError
from bot.config import Settings
from bot.display import safe
from bot.import_options import separator
from bot.texts import say
from knowledge.data_folders import PACKAGED_DATA, data_folders, user_folder
from knowledge.importers.errors import ImportingError, LackingError, LibraryMissingError
from knowledge.importers.mapping import Measure, TableMapping, read_mapping
from knowledge.model import Language, Names, Text

if TYPE_CHECKING:
    from rich.console import Console

    from knowledge.importers.items import Item
    from knowledge.importers.measures import Lack
    from knowledge.importers.table_import import Plan
    from knowledge.importers.writing import Written


def run(options: Namespace, settings: Settings, language: Language) -> int:
    """Import what is named.

    Args:
        options: what was typed.
        settings: the settings.
        language: of the messages.

    Returns:
        The exit code.
    """
    try:
        if options.kind == "table":
            return _Table(options, settings, language).run()
        from bot.commands.services import ServiceImport  # noqa: PLC0415  (httpx and tenacity come with it)

        return ServiceImport(options, settings, language).run()
    except ImportingError as error:
        print(safe(f"siffersvar: {error}", sys.stderr), file=sys.stderr)
        return FAILED


_COLUMNS = ("indicator", "area", "period", "scenario", "kind", "value", "place", "evidence")
"""What is shown of a figure."""
_ALWAYS = ("area", "value", "place", "evidence")
"""What is shown also where it is the same for all."""


class Import:
    """What all imports share: where it goes, the look before, the question, the progress, the last word."""

    def __init__(self, options: Namespace, settings: Settings, language: Language) -> None:
        """`options` are those that were typed."""
        self.options = options
        self.settings = settings
        self.language = language
        self.target = options.into or _target(settings)
        self.folders = [
            folder for folder in dict.fromkeys((*data_folders(settings.data), self.target)) if folder.is_dir()
        ]
        self.console = _console(settings)

    def say(self, key: str, **values: object) -> str:
        """A text of the command."""
        return say(self.language, f"command.{key}", **values)

    def goes_on(self) -> bool:
        """Whether what was shown is to be written.

        Returns:
            The answer; no where it was only to be looked at.

        Raises:
            UsageError: nobody can be asked, and nobody said yes.
        """
        if self.options.dry_run:
            self.console.print(self.say("import_nothing"))
            return False
        if self.options.yes:
            return True
        if not sys.stdin.isatty():
            raise UsageError("import_needs_yes")
        from rich.prompt import Confirm  # noqa: PLC0415  (only where somebody is asked)

        return Confirm.ask(self.say("import_ask", folder=self.target), console=self.console, default=False)

    def show(self, items: Sequence[Item]) -> None:
        """Show figures as they would be written."""
        from rich.table import Table  # noqa: PLC0415  (only what is shown needs it)
        from rich.text import Text as Plain  # noqa: PLC0415  (the same)

        rows = [self._cells(item) for item in items]
        columns = [name for name in _COLUMNS if name in _ALWAYS or len({row[name] for row in rows}) > 1]
        table = Table(title=self.say("import_first", count=len(items)), title_justify="left")
        for name in columns:
            table.add_column(self.say(f"import_column_{name}"), justify="right" if name == "value" else "left")
        for row in rows:
            table.add_row(*(Plain(row[name]) for name in columns))
        self.console.print(table)

    @staticmethod
    def _cells(item: Item) -> dict[str, str]:
        """A figure as cells; a missing one with the mark that stands in its place."""
        slots = zip(("indicator", "area", "period", "scenario", "kind"), item.key, strict=True)
        return {**dict(slots), "value": item.value or item.mark, "place": item.place, "evidence": item.evidence}

    def done(self, written: Written) -> None:
        """Say what was written and what to do next."""
        self.console.print(
            self.say("import_written", folder=written.folder, figures=written.figures, missing=written.missing),
            markup=False,
            highlight=False,
            soft_wrap=True,
        )

    @contextmanager
    def progress(self, key: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """A bar on standard error where that is a terminal.

        Args:
            key: of the text beside it.
            total: how far it goes, where that is known.

        Yields:
            What is told how far it has come.
        """
        from rich.console import Console  # noqa: PLC0415  (only what imports needs it)
        from rich.progress import Progress  # noqa: PLC0415  (the same)

        with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
            task = bar.add_task(self.say(key), total=total)
            yield lambda done: bar.update(task, completed=done)


class _Table(Import):
    """`knowledge import table FILE`."""

    def run(self) -> int:
        """Understand the table, show it, ask, and write it.

        Returns:
            The exit code.
        """
        from knowledge.importers.table_import import prepare, write  # noqa: PLC0415  (PyYAML and Babel come with it)

        mapping = self._mapping()
        with self.progress("import_reading") as progress:
            plan = prepare(self.options.file, mapping, self.folders, progress)
        while plan.lacking:
            mapping = self._answered(plan)
            plan = prepare(self.options.file, mapping, self.folders)
        self._preview(plan)
        if not self.goes_on():
            return OK if self.options.dry_run else FAILED
        with self.progress("import_writing", plan.scan.rows) as progress:
            written = write(plan, self.target, self.folders, progress, replacing=self.options.replace)
        self.done(written)
        return OK

    def _mapping(self) -> TableMapping:
        """What was said of the table: in the file, and over it by the options."""
        options = self.options
        said = read_mapping(options.mapping) if options.mapping is not None else TableMapping()
        title = Text(options.title, options.title) if options.title else said.title
        given: dict[str, object] = {
            "source": options.source,
            "publisher": options.publisher,
            "published": options.published,
            "url": options.url,
            "license": options.license,
            "sheet": options.sheet,
            "encoding": options.encoding,
            "separator": separator(options.separator),
            "decimals": options.decimals,
            "header_rows": options.header_rows,
            "form": options.form,
            "headers": options.headers,
            "period": options.period,
            "scenario": options.scenario,
            "level": options.level,
        }
        return replace(
            said,
            title=title,
            columns={**said.columns, **dict(options.column)},
            places={**said.places, **dict(options.place)},
            skip_places=(*said.skip_places, *options.skip_place),
            measures=self._measures(said.measures),
            **{name: value for name, value in given.items() if value is not None},  # type: ignore[arg-type]
        )

    def _measures(self, said: tuple[Measure, ...]) -> tuple[Measure, ...]:
        """The measures of the file, with what the options say of the only one or of each by its header."""
        options = self.options
        if options.measure:
            known = {measure.header: measure for measure in said}
            return tuple(
                replace(known.get(header, Measure(ident)), id=ident, header=header, unit=options.unit or "")
                for header, ident in options.measure
            )
        if len(said) > 1:
            return said
        only = said[0] if said else Measure("")
        given = {
            "id": options.indicator,
            "unit": options.unit,
            "theme": options.theme,
            "name": _text(only.name, options.name_sv, options.name_en),
            "definition": _text(only.definition, options.definition_sv, options.definition_en),
            "aliases": Names((*only.aliases.sv, *options.alias), only.aliases.en),
        }
        made = replace(only, **{name: value for name, value in given.items() if value})
        return () if made == Measure("") else (made,)

    def _answered(self, plan: Plan) -> TableMapping:
        """The mapping with answers to what is lacking.

        Returns:
            The mapping with all answers.

        Raises:
            LackingError: nobody can be asked.
        """
        from knowledge.importers.measures import answered  # noqa: PLC0415  (as `prepare`)

        if not sys.stdin.isatty() or self.options.yes:
            raise LackingError(lacking="; ".join(_named(lack) for lack in plan.lacking))
        from rich.prompt import Prompt  # noqa: PLC0415  (only where somebody is asked)

        mapping = plan.mapping
        for lack in plan.lacking:
            said = ""
            while not said:
                key = f"import_lacking_{lack.key}"
                said = Prompt.ask(self.say(key, header=lack.header), console=self.console, default=lack.guess or "")
            mapping = answered(mapping, lack, said.strip())
        return mapping

    def _preview(self, plan: Plan) -> None:
        """Show how the table was understood, and its first figures."""
        from knowledge.importers.table_import import described  # noqa: PLC0415  (as `prepare`)

        for key, value in described(plan):
            about = self.say(f"import_about_{key}")
            self.console.print(f"{about}: {value}", markup=False, highlight=False, soft_wrap=True)
        self.show(plan.preview())


def _target(settings: Settings) -> Path:
    """The data folder that imports go into: the last that was named, and never the package's own."""
    folders = data_folders(settings.data)
    last = folders[-1]
    return user_folder() if last.resolve() == PACKAGED_DATA.resolve() else last


def _text(before: Text, sv: str | None, en: str | None) -> Text:
    """A text with what was said of it."""
    return Text(sv or before.sv, en or before.en)


def _named(lack: Lack) -> str:
    """What is lacking, by the option that says it."""
    return f"{lack.option} (of '{lack.header}')" if lack.header else lack.option


def _console(settings: Settings) -> Console:
    """Where things are shown."""
    try:
        from rich.console import Console  # noqa: PLC0415  (an extra of its own)
    except ImportError as error:
        raise LibraryMissingError("rich") from error
    return Console(file=sys.stdout, no_color=not settings.color, highlight=False)
