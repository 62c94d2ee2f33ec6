"""From the data folder to the store: what is read, and the tables it becomes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.folder.areas import countries
from knowledge.hashing import content_hash
from knowledge.loading import build, load
from knowledge.model import Derivation, Names, Observation, Text
from knowledge.schema import observation

OBSERVATIONS = "sources/beslut/observations.csv"
Edit = Callable[[str, str, str], None]


def test_what_is_read(folder: Path) -> None:
    """Every kind of thing, with exact values in base units and the text as published."""
    content = load(folder)
    figures = {figure.key: figure for figure in content.all_observations}
    deficit = figures["resultat", "-", "2022-10", "outcome", ""]
    assert (deficit.value, deficit.unit) == (Decimal(-11_800_000_000), "SEK")
    assert (deficit.published, deficit.published_unit) == ("\u221211,8", "mdkr")
    waiting = figures["vantetid", "00", "", "outcome", ""]
    assert (waiting.value, waiting.upper, waiting.published_upper) == (Decimal("1.5"), Decimal("2.5"), "2,5")
    assert figures["folk", "00", "2023-12-31", "outcome", ""].value == 1_234_567
    assert figures["bidrag", "02", "2024", "grant", ""].note == Text("Söder.", "South.")
    assert content.areas["0101"].parent == "01"
    assert content.areas["0101"].aliases == Names(("Nordstan",))
    assert content.areas["01"].aliases == Names(("Norden", "nordlänningar"), ("Northland",))
    assert content.areas["NO"].name == "Norge"
    assert content.indicators["netto"].derived == Derivation("difference", ("bidrag", "resultat"))
    assert content.indicators["bidrag"].default == (("area", "00"), ("scenario", "grant"))
    assert content.tables["ekonomi"].indicators == ("bidrag",)
    assert content.groups[0].members == ("01", "02")
    assert content.lexicon.frame == {"hur", "no", "på", "how"}
    assert content.lexicon.common == {"bil", "hus"}
    assert content.lexicon.smalltalk == {"greeting": ("hej", "hello")}
    assert content.synonyms == (("pengar", "medel"),)
    assert content.checks == 1


def test_values_are_without_trailing_zeros_or_exponents(folder: Path) -> None:
    """A value prints as digits."""
    values = {str(figure.value) for figure in load(folder).all_observations}
    assert values == {"300", "100", "200", "1.5", "33.3333333333", "1234567", "-11800000000"}


def test_countries() -> None:
    """ISO countries in both languages, without Sweden and without CLDR's other codes."""
    world = countries()
    assert (world["NO"].name, world["NO"].name_en, world["NO"].kind) == ("Norge", "Norway", "country")
    assert not {"SE", "EU", "EZ", "UN", "ZZ", "XA", "QO"} & world.keys()
    assert 240 < len(world) < 255


@pytest.mark.parametrize("spoil", ["bom", "crlf", "both", "cr"])
def test_bom_and_crlf(folder: Path, spoil: str) -> None:
    """Files from Windows and old Macs say the same."""
    before = load(folder)
    for path in folder.rglob("*.*"):
        data = path.read_bytes()
        if spoil in {"crlf", "both"}:
            data = data.replace(b"\n", b"\r\n")
        if spoil == "cr":
            data = data.replace(b"\n", b"\r")
        path.write_bytes((b"\xef\xbb\xbf" if spoil in {"bom", "both"} else b"") + data)
    after = load(folder)
    assert (list(after.all_observations), after.indicators, after.facts) == (
        list(before.all_observations),
        before.indicators,
        before.facts,
    )


def test_semicolon_csv_with_decimal_comma(folder: Path) -> None:
    """What a Swedish Excel writes: semicolons, decimal commas without quotes, SANT and FALSKT."""
    before = list(load(folder).all_observations)
    lines = ["indicator;area;period;scenario;breakdown;value;upper;unit;approximate;place;evidence;note_sv;note_en"]
    lines += ["vantetid;00;;outcome;;1,5;2,5;days;FALSKT;Text;från 1,5 till 2,5 dagar;;"]
    lines += ["andel;00;2024;outcome;unga;33,3333333333;;percent;SANT;Text;En tredjedel av regionerna;;"]
    lines += [";;;;;;;;;;;;"]
    (folder / OBSERVATIONS).write_text("\n".join(lines), encoding="utf-8-sig", newline="\r\n")
    (folder / "sources/beslut/checks.yaml").unlink()
    after = list(load(folder).all_observations)
    assert after == [figure for figure in before if figure.indicator in {"vantetid", "andel"}]


def test_decomposed_letters_are_composed(folder: Path, edit: Edit) -> None:
    """An å typed as a and a ring is the same å."""
    edit("indicators/vantan.yaml", "hur lång kö", "hur la\u030ang kö")
    assert load(folder).indicators["vantetid"].aliases.sv == ("hur lång kö",)


def test_editors_backups_are_not_read(folder: Path) -> None:
    """Hidden files and backups neither count nor change the hash."""
    before = content_hash(folder)
    (folder / "sources/beslut/facts.yaml~").write_text("rubbish")
    (folder / "sources/.DS_Store").write_bytes(b"\0\1")
    assert content_hash(folder) == before
    assert load(folder).facts


def test_report_counts(folder: Path, url: str) -> None:
    """A build says what the store holds."""
    report = build(folder, url)
    assert (report.sources, report.indicators, report.observations, report.facts, report.gaps) == (1, 6, 7, 1, 1)
    assert (report.tables, report.groups, report.checks) == (1, 1, 1)
    assert report.content_hash == content_hash(folder)


def test_tables_can_be_read_by_others(folder: Path, url: str) -> None:
    """The store is a plain database: exact text for values, JSON for names."""
    build(folder, url)
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        value = connection.execute("SELECT value FROM observation WHERE indicator = 'resultat'").fetchone()
        names = connection.execute("SELECT aliases FROM area WHERE code = '02'").fetchone()
        parent = connection.execute("SELECT parent FROM area WHERE code = '0201'").fetchone()
        members = connection.execute("SELECT area FROM group_member ORDER BY position").fetchall()
    connection.close()
    assert value == ("-11800000000",)
    assert names == ('{"sv": ["sydlänningar"], "en": []}',)
    assert parent == ("02",)
    assert members == [("01",), ("02",)]


def test_an_observations_fields_fit_the_table() -> None:
    """Every field of an observation has its column; which edition it revises follows from the others."""
    columns = set(observation.c.keys()) - {"note_sv", "note_en"}
    assert columns == set(Observation.__struct_fields__) - {"note", "revises"}
