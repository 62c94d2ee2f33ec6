"""What an editor says of a table: where its parts stand, what it measures, and where it comes from.

The same can be said by options of the command and in a YAML file; the file that was used is written beside the result,
so that next year's table is read in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from knowledge.errors import Problems
from knowledge.folder.fields import Fields, mapping
from knowledge.folder.files import Reader
from knowledge.importers.cells import Decimals
from knowledge.importers.errors import ResultRefusedError
from knowledge.importers.places import LEVELS, Level
from knowledge.model import BASE_UNITS, PUBLISHED_UNITS, SCENARIOS, Names, Text

Form = Literal["wide", "long"]
FORMS: tuple[Form, ...] = ("wide", "long")
HEADERS = ("measure", "breakdown")
ROLES = ("area", "period", "breakdown", "measure", "scenario", "value", "unit", "note", "ignore")
"""What a column can hold."""
_NO_TEXT, _NO_NAMES = Text(), Names()


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a table measures.

    Attributes:
        id: of the indicator.
        header: the text by which its columns or rows are known in a table of several; empty where it is the only one.
        unit: as the table prints it: kr, tkr, mnkr, mdkr or a base unit; empty where it is to be recognised.
        name: what the indicator is called; empty for one that is in the data folders already.
        definition: what it measures, in words.
        aliases: other names of it.
        theme: of the indicator.
        caveat: what is said in every answer.
    """

    id: str
    header: str = ""
    unit: str = ""
    name: Text = _NO_TEXT
    definition: Text = _NO_TEXT
    aliases: Names = _NO_NAMES
    theme: str = ""
    caveat: Text = _NO_TEXT


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How one table is to be read; what is empty or None is recognised, or asked for.

    Attributes:
        source: the id of the source folder.
        title: of the source.
        publisher: who published it, only where the table states it.
        published: an ISO date, only where the table states it.
        url: where the table was published.
        license: under which it may be used.
        aliases: what a person calls the source.
        measures: what it measures.
        sheet: the sheet of a workbook.
        encoding: of a CSV.
        separator: of a CSV.
        decimals: the separator of decimals.
        header_rows: numbers of the first and last row of the header, counted from 1.
        form: wide (a column a period or measure) or long (a row a figure).
        columns: column, by letter or header -> what it holds (`ROLES`).
        headers: what the headers of several columns of figures tell apart, besides periods: measures or kinds.
        period: of all figures, where no column tells.
        scenario: of all figures, where no column tells.
        level: of which kind places are whose name is of several.
        places: names of places -> area codes.
        skip_places: names of places whose rows are left out.
    """

    source: str = ""
    title: Text = _NO_TEXT
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    license: str | None = None
    aliases: Names = _NO_NAMES
    measures: tuple[Measure, ...] = ()
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    decimals: Decimals | None = None
    header_rows: tuple[int, int] | None = None
    form: Form | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    headers: Literal["measure", "breakdown"] = "measure"
    period: str = ""
    scenario: str = ""
    level: Level | None = None
    places: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    skip_places: tuple[str, ...] = ()


def read_mapping(path: Path) -> TableMapping:
    """A mapping from its YAML file.

    Args:
        path: the file.

    Returns:
        What it says.

    Raises:
        ResultRefusedError: something in it is wrong; lists everything that is.
    """
    problems = Problems()
    reader = Reader(path.parent, problems)
    top = mapping(reader.yaml(path), reader.name(path), problems)
    made = _mapping(top) if top is not None else TableMapping()
    if problems.found:
        raise ResultRefusedError(problems.found)
    return made


def _mapping(top: Fields) -> TableMapping:
    """What the file says."""
    header = [int(number) for number in top.strings("header_rows") if number.isdigit()]
    made = TableMapping(
        source=top.string("source"),
        title=top.text("title"),
        publisher=top.string("publisher") or None,
        published=top.string("published") or None,
        url=top.string("url") or None,
        license=top.string("license") or None,
        aliases=top.names("aliases"),
        measures=tuple(_measure(item) for item in top.items("indicators")),
        sheet=top.string("sheet") or None,
        encoding=top.string("encoding") or None,
        separator=top.string("separator") or None,
        decimals=cast("Decimals | None", top.choice("decimals", "separator", (",", "."), required=False) or None),
        header_rows=(header[0], header[-1]) if header else None,
        form=cast("Form | None", top.choice("form", "form", FORMS, required=False) or None),
        columns=_pairs(top, "columns"),
        headers="breakdown" if top.choice("headers", "word", HEADERS, required=False) == "breakdown" else "measure",
        period=top.string("period"),
        scenario=top.choice("scenario", "scenario", SCENARIOS, required=False),
        level=cast("Level | None", top.choice("level", "level", LEVELS, required=False) or None),
        places=_pairs(top, "places"),
        skip_places=top.strings("skip_places"),
    )
    top.close()
    return made


def _measure(item: Fields) -> Measure:
    """One of the indicators."""
    made = Measure(
        id=item.identifier(),
        header=item.string("header"),
        unit=item.choice("unit", "unit", (*PUBLISHED_UNITS, *BASE_UNITS), required=False),
        name=item.text("name"),
        definition=item.text("definition"),
        aliases=item.names("aliases"),
        theme=item.string("theme"),
        caveat=item.text("caveat"),
    )
    item.close()
    return made


def _pairs(top: Fields, key: str) -> Mapping[str, str]:
    """A mapping of texts to texts."""
    inner = top.fields(key)
    return MappingProxyType({} if inner is None else {name: inner.string(name) for name in inner.written})


def mapping_text(made: TableMapping) -> str:
    """A mapping as the YAML that `read_mapping` reads."""
    import yaml  # noqa: PLC0415  (only what writes needs the whole of it)

    plain: dict[str, object] = {
        "source": made.source,
        "title": _text(made.title),
        "publisher": made.publisher,
        "published": made.published,
        "url": made.url,
        "license": made.license,
        "aliases": _names(made.aliases),
        "sheet": made.sheet,
        "encoding": made.encoding,
        "separator": made.separator,
        "decimals": made.decimals,
        "header_rows": list(made.header_rows or ()),
        "form": made.form,
        "columns": dict(made.columns),
        "headers": made.headers if made.headers != "measure" else None,
        "period": made.period,
        "scenario": made.scenario,
        "level": made.level,
        "places": dict(made.places),
        "skip_places": list(made.skip_places),
        "indicators": [
            _filled({
                "id": measure.id,
                "header": measure.header,
                "unit": measure.unit,
                "name": _text(measure.name),
                "theme": measure.theme,
                "definition": _text(measure.definition),
                "caveat": _text(measure.caveat),
                "aliases": _names(measure.aliases),
            })
            for measure in made.measures
        ],
    }
    return str(yaml.safe_dump(_filled(plain), allow_unicode=True, sort_keys=False, width=120))


def _filled(plain: Mapping[str, object]) -> dict[str, object]:
    """What is not empty."""
    return {key: value for key, value in plain.items() if value not in (None, "", [], {})}


def _text(text: Text) -> dict[str, object]:
    """A text as a mapping; `Fields.text` needs no language."""
    return _filled({"sv": text.sv, "en": text.en})


def _names(names: Names) -> dict[str, object]:
    """Names as a mapping."""
    return _filled({"sv": list(names.sv), "en": list(names.en)})
