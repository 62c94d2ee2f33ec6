"""What can be typed after `siffersvar knowledge import`; read only where the command line begins with `knowledge`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knowledge.model import PUBLISHED_UNITS, SCENARIOS

_SEVERAL: dict[str, Any] = {"action": "append", "default": []}
"""An option that may be given several times."""
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}

AddCommand = Callable[[str, str], argparse.ArgumentParser]
"""Adds a command by its name and the key of its help."""
Text = Callable[[str], str]
"""The help of a key."""


def add_imports(command: AddCommand, text: Text) -> None:
    """Add `table` and the services, each with its options.

    Args:
        command: adds a command.
        text: gives the help of a key.
    """
    table = command("table", "import_table")
    table.add_argument("file", metavar="FILE", type=Path, help=text("import_file"))
    table.add_argument("--mapping", metavar="FILE", type=Path, help=text("import_mapping"))
    _add_common(table, text)
    _add_source(table, text)
    _add_measure(table, text)
    _add_form(table, text)
    kolada = command("kolada", "import_kolada")
    kolada.add_argument("--kpi", metavar="ID,…", required=True, help=text("import_kpi"))
    _add_areas(kolada, text)
    kolada.add_argument("--years", metavar="YEARS", required=True, help=text("import_years"))
    scb = command("scb", "import_scb")
    scb.add_argument("--table", metavar="ID", required=True, help=text("import_scb_table"))
    _add_areas(scb, text)
    scb.add_argument("--years", metavar="YEARS", help=text("import_years"))
    scb.add_argument("--select", metavar="VARIABLE=CODES", type=pair, help=text("import_select"), **_SEVERAL)
    scb.add_argument("--breakdown", metavar="VARIABLE", help=text("import_breakdown"))
    oecd = command("oecd", "import_oecd")
    oecd.add_argument("--flow", metavar="FLOW", required=True, help=text("import_flow"))
    oecd.add_argument("--key", metavar="KEY", default="all", help=text("import_key"))
    oecd.add_argument("--years", metavar="YEARS", help=text("import_years"))
    oecd.add_argument("--name", metavar="ID=TEXT", type=pair, help=text("import_name"), **_SEVERAL)
    for service in (kolada, scb, oecd):
        _add_common(service, text)
        service.add_argument("--unit", metavar="ID=UNIT", type=unit_pair, help=text("import_units"), **_SEVERAL)
        service.add_argument("--license", metavar="TEXT", help=text("import_license"))
        service.add_argument("--service-url", metavar="URL", help=text("import_service_url"))


def _add_areas(service: argparse.ArgumentParser, text: Text) -> None:
    """Of which areas."""
    service.add_argument("--areas", metavar="AREAS", default="regions", help=text("import_areas"))


def _add_common(command: argparse.ArgumentParser, text: Text) -> None:
    """Where it goes, and how it is asked for."""
    command.add_argument("--source", metavar="ID", help=text("import_source"))
    command.add_argument("--into", metavar="DIR", type=Path, help=text("import_into"))
    command.add_argument("--replace", action="store_true", help=text("import_replace"))
    asked = command.add_mutually_exclusive_group()
    asked.add_argument("--yes", action="store_true", help=text("import_yes"))
    asked.add_argument("--dry-run", action="store_true", help=text("import_dry_run"))


def _add_source(table: argparse.ArgumentParser, text: Text) -> None:
    """What the source is."""
    table.add_argument("--title", metavar="TEXT", help=text("import_title"))
    table.add_argument("--publisher", metavar="TEXT", help=text("import_publisher"))
    table.add_argument("--published", metavar="DATE", help=text("import_published"))
    table.add_argument("--url", metavar="URL", help=text("import_url"))
    table.add_argument("--license", metavar="TEXT", help=text("import_license"))


def _add_measure(table: argparse.ArgumentParser, text: Text) -> None:
    """What is measured."""
    table.add_argument("--indicator", metavar="ID", help=text("import_indicator"))
    table.add_argument("--name-sv", metavar="TEXT", help=text("import_name_sv"))
    table.add_argument("--name-en", metavar="TEXT", help=text("import_name_en"))
    table.add_argument("--theme", metavar="TEXT", help=text("import_theme"))
    table.add_argument("--definition-sv", metavar="TEXT", help=text("import_definition_sv"))
    table.add_argument("--definition-en", metavar="TEXT", help=text("import_definition_en"))
    table.add_argument("--alias", metavar="TEXT", help=text("import_alias"), **_SEVERAL)
    table.add_argument("--unit", choices=tuple(PUBLISHED_UNITS), help=text("import_unit"))
    table.add_argument(
        "--measure", metavar="HEADER=ID", action="append", default=[], type=pair, help=text("import_measure")
    )
    table.add_argument("--period", metavar="PERIOD", help=text("import_period"))
    table.add_argument("--scenario", choices=SCENARIOS, help=text("import_scenario"))


def _add_form(table: argparse.ArgumentParser, text: Text) -> None:
    """Where what stands."""
    table.add_argument("--sheet", metavar="NAME", help=text("import_sheet"))
    table.add_argument("--encoding", metavar="NAME", help=text("import_encoding"))
    table.add_argument("--separator", choices=tuple(_SEPARATORS), help=text("import_separator"))
    table.add_argument("--decimals", choices=(",", "."), help=text("import_decimals"))
    table.add_argument("--form", choices=("wide", "long"), help=text("import_form"))
    table.add_argument("--header-rows", metavar="N[-M]", type=row_range, help=text("import_header_rows"))
    table.add_argument(
        "--column", metavar="NAME=ROLE", action="append", default=[], type=pair, help=text("import_column")
    )
    table.add_argument("--headers", choices=("measure", "breakdown"), help=text("import_headers"))
    table.add_argument("--level", choices=("region", "municipality", "country"), help=text("import_level"))
    table.add_argument(
        "--place", metavar="NAME=CODE", action="append", default=[], type=pair, help=text("import_place")
    )
    table.add_argument("--skip-place", metavar="NAME", action="append", default=[], help=text("import_skip_place"))


def separator(name: str | None) -> str | None:
    """The separator of a name."""
    return None if name is None else _SEPARATORS[name]


def pair(value: str) -> tuple[str, str]:
    """Two texts with `=` between them, the last one.

    Returns:
        Both.

    Raises:
        ValueError: one is empty.
    """
    name, _, said = value.rpartition("=")
    if not name.strip() or not said.strip():
        raise ValueError(value)
    return name.strip(), said.strip()


def row_range(value: str) -> tuple[int, int]:
    """Rows from 1: `3`, or `3-4`.

    Returns:
        The first and the last.

    Raises:
        ValueError: they are none, or the last is before the first.
    """
    first, _, last = value.partition("-")
    rows = int(first), int(last or first)
    if not 1 <= rows[0] <= rows[1]:
        raise ValueError(value)
    return rows


def unit_pair(value: str) -> tuple[str, str]:
    """An id and its unit with `=` between them.

    Returns:
        Both.

    Raises:
        ValueError: the unit is none.
    """
    name, unit = pair(value)
    if unit not in PUBLISHED_UNITS:
        raise ValueError(value)
    return name, unit
