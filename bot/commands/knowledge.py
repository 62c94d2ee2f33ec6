"""`siffersvar knowledge …`: build the store, check the data folder, and look into what is held."""

from __future__ import annotations

import difflib
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot.cli import FAILED, OK, UsageError
from bot.commands.opening import opened
from bot.config import Settings
from bot.display import safe
from bot.texts import say
from knowledge.data_folders import data_folders
from knowledge.errors import FolderRefusedError
from knowledge.model import UNNAMED, Language, Names, Observation, Text
from knowledge.store import Store


def run(options: Namespace, settings: Settings, language: Language) -> int:
    """Do one of the actions.

    Args:
        options: what was typed.
        settings: the settings.
        language: of the messages.

    Returns:
        The exit code.
    """
    actions = {
        "build": _build,
        "check": _check,
        "list": _list,
        "show": _show,
        "coverage": _coverage,
        "export": _export,
        "diff": _diff,
    }
    return actions[options.action](options, settings, language)


def _print(text: str) -> None:
    """Print a text as far as the output can take it."""
    print(safe(text, sys.stdout))


def _build(options: Namespace, settings: Settings, language: Language) -> int:  # noqa: ARG001
    """Build the store, whether or not it must be."""
    from knowledge.database import default_url  # noqa: PLC0415  (loads pandas, which only a build needs)
    from knowledge.loading import build  # noqa: PLC0415  (the same)

    report = build(data_folders(settings.data), settings.knowledge_url or default_url())
    counts = {item.name: getattr(report, item.name) for item in fields(report)}
    _print(say(language, "command.built", **counts))
    return OK


def _check(options: Namespace, settings: Settings, language: Language) -> int:
    """Check the data folder in itself and, if asked to, against the documents.

    Returns:
        The exit code.

    Raises:
        UsageError: one of the folders of documents is not there.
    """
    from knowledge.checking import check_documents, check_folders  # noqa: PLC0415  (loads pandas)

    folders = data_folders(settings.data)
    for directory in options.documents or ():
        if not directory.is_dir():
            raise UsageError("no_folder", path=directory)
    try:
        if options.documents is None:
            content, report = check_folders(folders)
            named = os.pathsep.join(map(str, folders))
            if report.agrees:
                _print(
                    say(language, "command.checked", folder=named, fragments=report.fragments, checks=content.checks)
                )
                return OK
        else:
            report = check_documents(folders, options.documents)
    except FolderRefusedError as error:
        print(safe(str(error), sys.stderr), file=sys.stderr)
        return FAILED
    for fault in (*report.faults, *report.missing):
        print(safe(str(fault), sys.stderr), file=sys.stderr)
    counts = {"faults": len(report.faults), "missing": len(report.missing)}
    key = "command.documents_failed" if any(counts.values()) else "command.documents_checked"
    _print(say(language, key, documents=report.documents, fragments=report.fragments, **counts))
    return FAILED if any(counts.values()) else OK


def _export(options: Namespace, settings: Settings, language: Language) -> int:
    """Write all that is held to a folder, in open formats."""
    from knowledge.exporting import FORMS, export  # noqa: PLC0415  (only where it is needed)

    with opened(settings) as store:
        try:
            done = export(store, options.folder, options.forms or FORMS)
        except OSError as error:
            problem = error.strerror or str(error)
            _print_error(say(language, "command.export_failed", folder=options.folder, problem=problem))
            return FAILED
    for name, size in done.files.items():
        _print(f"{done.folder / name}  {size}")
    _print(say(language, "command.exported", **done.rows))
    return OK


def _diff(options: Namespace, settings: Settings, language: Language) -> int:
    """Print what two editions of the same figures differ in.

    Returns:
        The exit code.

    Raises:
        UsageError: there is no such source.
    """
    from knowledge.difference import difference  # noqa: PLC0415  (only where it is needed)

    with opened(settings) as store:
        for source in (options.old, options.new):
            if source not in store.sources:
                raise UsageError("unknown_source", source=source)
        found = difference(store, options.old, options.new)
    kinds = {"diff_changed": found.changed, "diff_added": found.added, "diff_removed": found.removed}
    for kind, changes in kinds.items():
        for change in changes:
            given = [f"{each.published} {each.published_unit}" for each in (change.old, change.new) if each is not None]
            what = " · ".join(filter(None, change.key))
            _print(f"{say(language, f'command.{kind}')}: {what}: {' → '.join(given)}")
    counts = {kind.removeprefix("diff_"): len(changes) for kind, changes in kinds.items()}
    _print(say(language, "command.diff_counts", **counts, same=found.same))
    return OK


def _print_error(text: str) -> None:
    """Say on standard error what is wrong."""
    print(safe(f"siffersvar: {text}", sys.stderr), file=sys.stderr)


def _list(options: Namespace, settings: Settings, language: Language) -> int:
    """List what is held of one kind: id, then what it is."""
    with opened(settings) as store:
        rows = _rows(store, options.kind, language)
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(len(rows[0]) - 1 if rows else 0)]
    for *cells, last in rows:
        _print("  ".join([*(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)), last]))
    return OK


def _rows(store: Store, kind: str, language: Language) -> list[tuple[str, ...]]:
    """Everything of one kind as columns."""
    if kind == "indicators":
        held = store.indicators.values()
        return [(i.id, i.unit, str(len(store.observations(i.id))), i.name.of(language)) for i in held]
    if kind == "areas":
        areas = [area for area in store.areas.values() if area.kind not in {"municipality", "province", "country"}]
        return [(area.code, area.kind, area.label(language)) for area in areas]
    if kind == "sources":
        return [(source.id, source.file, source.title.of(language)) for source in store.sources.values()]
    if kind == "facts":
        return [(fact.id, fact.aspect, fact.answer.of(language)) for fact in store.facts.values()]
    return [(gap.id, gap.reason, gap.name.of(language)) for gap in store.gaps.values()]


def _show(options: Namespace, settings: Settings, language: Language) -> int:
    """Show one thing whole, found by its id or, for an area, its name.

    Returns:
        The exit code.

    Raises:
        UsageError: there is no such thing.
    """
    with opened(settings) as store:
        kinds = _kinds(store)
        wanted = options.id.casefold()
        found = [
            (kind, thing)
            for kind, things in kinds.items()
            for ident, thing in things.items()
            if wanted == ident.casefold()
        ]
        found = found or [
            ("area", area) for area in store.areas.values() if wanted in (area.name.casefold(), area.name_en.casefold())
        ]
        if not found:
            known = [ident for things in kinds.values() for ident in things]
            near = difflib.get_close_matches(options.id, known, n=3, cutoff=0.5)
            raise UsageError("no_such_id", id=options.id, near=", ".join(near) or "–")
        for kind, thing in found:
            _print(f"{say(language, f'command.kind_{kind}')} {getattr(thing, 'id', None) or thing.code}")
            for line in _lines(thing):
                _print(f"  {line}")
            if kind == "indicator":
                for figure in store.observations(thing.id):
                    _print(f"  {_figure(figure, store, language)}")
    return OK


def _kinds(store: Store) -> dict[str, Mapping[str, Any]]:
    """Everything that has an id."""
    return {
        "indicator": store.indicators,
        "table": store.tables,
        "source": store.sources,
        "fact": store.facts,
        "gap": store.gaps,
        "group": {group.id: group for group in store.groups},
        "area": store.areas,
    }


def _lines(thing: Struct) -> Iterator[str]:
    """The fields of a frozen type that are not empty.

    Yields:
        `name: value`, one a line.
    """
    for name in thing.__struct_fields__:
        value = getattr(thing, name)
        if name not in ("id", "code") and value not in (None, "", (), False, Text(), Names()):
            yield f"{name}: {_plain(value)}"


def _plain(value: object) -> str:
    """A field's value on one line."""
    if isinstance(value, Text):
        return " / ".join(dict.fromkeys(filter(None, (value.sv, value.en))))
    if isinstance(value, Names):
        return " | ".join(value.all())
    if isinstance(value, Struct):
        return "; ".join(_lines(value)) if not hasattr(value, "id") else f"{value.id} ({'; '.join(_lines(value))})"
    if isinstance(value, tuple):
        return ", ".join(_plain(part) for part in value)
    return str(value)


def _figure(figure: Observation, store: Store, language: Language) -> str:
    """A stored figure: its slots, the value in base units and as published, and where it stands."""
    from knowledge.language.formatting import figure as shown  # noqa: PLC0415  (only `show` needs it)

    area = store.areas[figure.area].label(language) if figure.area != UNNAMED else say(language, "figure.unnamed")
    slots = (area, figure.period or say(language, "figure.period_missing"), figure.scenario, figure.breakdown)
    value = shown(Decimal(figure.value), figure.unit, language, figure.upper)
    return f"{' · '.join(filter(None, slots))} = {value}  [{figure.source}; {figure.place}: «{figure.evidence}»]"


def _coverage(options: Namespace, settings: Settings, language: Language) -> int:
    """Print the tables of what is held, or write them to a file.

    Returns:
        The exit code.

    Raises:
        UsageError: the file cannot be written.
    """
    from knowledge.coverage import coverage  # noqa: PLC0415  (only `coverage` needs it)

    with opened(settings) as store:
        text = coverage(store)
    target: Path | None = options.write
    if target is None:
        _print(text.removesuffix("\n"))
        return OK
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError("cannot_write", path=target, problem=error.strerror or str(error)) from error
    _print(say(language, "command.written", path=target))
    return OK
