"""Areas and groups of the data folder, and the countries of the world (Babel), which are known to be declined."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale

from knowledge.errors import Where
from knowledge.folder.fields import mappings
from knowledge.folder.files import Reader, Row
from knowledge.folder.refusals import ChoiceError, DuplicateIdError, MissingKeyError, UnknownAreaError
from knowledge.model import Area, Group, Names

KINDS = ("region", "nation", "organisation")
_AREA_COLUMNS = (
    *("code", "kind", "name", "official_name", "name_en", "county", "county_en", "seat"),
    *("aliases", "aliases_en"),
)
_AREA_CODES = ("iso3166_2", "nuts3", "kolada_id")
_MUNICIPALITY_COLUMNS = ("code", "name", "region_code")
_PROVINCE_COLUMNS = ("code", "name", "region_codes")
_NOT_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "SE", "TA", "UN", "XA", "XB", "ZZ"])
"""Two-letter codes of CLDR that are no ISO 3166-1 codes of countries or territories, and Sweden itself."""


def read_areas(reader: Reader, areas: dict[str, Area], places: dict[str, Where]) -> None:
    """Regions, nation, organisations, municipalities and provinces, by code, with the places where they are defined.

    Args:
        reader: reads areas.csv, municipalities.csv and a provinces.csv where there is one; notes what is wrong.
        areas: those of the folders before this one; takes its own, in the order of the files.
        places: where each is defined.
    """
    for row in _rows(reader, "areas.csv", _AREA_COLUMNS, _AREA_CODES):
        if not _complete(reader, row, ("code", "kind", "name"), places):
            continue
        if row["kind"] not in KINDS:
            options = ", ".join(KINDS)
            reader.problems.add(
                ChoiceError(row.at("kind"), known=KINDS, value=row["kind"], name="kind of area", allowed=options)
            )
            continue
        places[row["code"]] = row.where
        areas[row["code"]] = Area(
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            name_en=row["name_en"],
            official_name=row["official_name"],
            county=row["county"],
            county_en=row["county_en"],
            seat=row["seat"],
            aliases=Names(_listed(row["aliases"]), _listed(row["aliases_en"])),
        )
    for row in _rows(reader, "municipalities.csv", _MUNICIPALITY_COLUMNS, ("aliases", "aliases_en")):
        if not _complete(reader, row, ("code", "name", "region_code"), places):
            continue
        parent = areas.get(row["region_code"])
        if parent is None or parent.kind != "region":
            reader.problems.add(UnknownAreaError(row.at("region_code"), value=row["region_code"]))
            continue
        places[row["code"]] = row.where
        aliases = Names(_listed(row["aliases"]), _listed(row["aliases_en"]))
        areas[row["code"]] = Area(row["code"], "municipality", row["name"], parent=parent.code, aliases=aliases)
    if (reader.folder / "provinces.csv").exists():
        for row in _rows(reader, "provinces.csv", _PROVINCE_COLUMNS, ("aliases", "aliases_en")):
            _read_province(reader, row, areas, places)


def _read_province(reader: Reader, row: Row, areas: dict[str, Area], places: dict[str, Where]) -> None:
    """A landskap or another part of the country, with the regions that it lies in."""
    if not _complete(reader, row, ("code", "name", "region_codes"), places):
        return
    within = _listed(row["region_codes"])
    for code in within:
        if code not in areas or areas[code].kind != "region":
            reader.problems.add(UnknownAreaError(row.at("region_codes"), value=code))
            return
    places[row["code"]] = row.where
    aliases = Names(_listed(row["aliases"]), _listed(row["aliases_en"]))
    areas[row["code"]] = Area(row["code"], "province", row["name"], within=within, aliases=aliases)


def countries() -> dict[str, Area]:
    """The world's countries and territories but Sweden, by ISO 3166-1 alpha-2 code, with Swedish and English names."""
    swedish, english = (
        {str(code): str(name) for code, name in Locale(language).territories.items()} for language in ("sv", "en")
    )
    codes = sorted(code for code in swedish if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES)
    return {code: Area(code, "country", swedish[code], english.get(code, "")) for code in codes}


def read_groups(reader: Reader, areas: dict[str, Area], groups: list[Group], places: dict[str, Where]) -> None:
    """The named sets of regions, in the order of groups.yaml, with the places where they are defined.

    Args:
        reader: reads groups.yaml of its folder; notes what is wrong.
        areas: the areas that may be members.
        groups: those of the folders before this one; takes its own.
        places: where each is defined.
    """
    path = reader.folder / "groups.yaml"
    if reader.lacks(path):
        return
    for item in mappings(reader.yaml(path), "groups.yaml", reader.problems):
        name = item.identifier()
        group = Group(
            id=name,
            name=item.text("name", required=True),
            members=item.strings("members", required=True),
            aliases=item.names("aliases"),
            note=item.text("note"),
        )
        item.close()
        for code in group.members:
            if code not in areas or areas[code].kind != "region":
                reader.problems.add(UnknownAreaError(item.at("members"), value=code))
        if name in places:
            reader.problems.add(DuplicateIdError(item.at("id"), kind="group", value=name, other=places[name]))
            continue
        places[name] = item.at()
        groups.append(group)


def _rows(reader: Reader, name: str, columns: tuple[str, ...], optional: tuple[str, ...]) -> list[Row]:
    """The rows of a table of areas; none where a folder laid over another does without it."""
    path = reader.folder / name
    return [] if reader.lacks(path) else reader.table(path, columns, optional)


def _complete(reader: Reader, row: Row, columns: Iterable[str], places: dict[str, Where]) -> bool:
    """Whether a row has its required cells and a code of its own; notes what is wrong."""
    missing = [column for column in columns if not row[column]]
    for column in missing:
        reader.problems.add(MissingKeyError(row.at(column), key=column))
    code = row["code"]
    if code in places:
        reader.problems.add(DuplicateIdError(row.at("code"), kind="area", value=code, other=places[code]))
    return not missing and code not in places


def _listed(cell: str) -> tuple[str, ...]:
    """The names of a cell that separates them with `|`."""
    return tuple(dict.fromkeys(name for part in cell.split("|") if (name := " ".join(part.split()))))
