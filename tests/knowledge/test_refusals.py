"""Every way in which a data folder is refused, with file, row, column and cure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.errors import DataError, FolderRefusedError
from knowledge.folder import refusals
from knowledge.loading import load

Edit = Callable[[str, str, str], None]
Found = Callable[[], tuple[DataError, ...]]

FIGURES = "sources/beslut/observations.csv"
FACTS = "sources/beslut/facts.yaml"
GAPS = "sources/beslut/gaps.yaml"
CHECKS = "sources/beslut/checks.yaml"
SOURCE = "sources/beslut/source.yaml"
MONEY = "indicators/ekonomi.yaml"
WAIT = "indicators/vantan.yaml"
NORD = 'bidrag,01,2024,grant,,100,,kr,false,"Tabell 1, rad Nord",Nord 100,,'


@dataclass(frozen=True)
class Case:
    """A text replaced in a file, and what must be said of it."""

    name: str
    file: str
    old: str
    new: str
    error: type[DataError]
    says: tuple[str, ...]


def figure(old: str, new: str) -> tuple[str, str]:
    """The row of Nord, and the same row with a part replaced."""
    assert old in NORD
    return NORD, NORD.replace(old, new)


CASES = [
    # figures
    Case("indicator", FIGURES, *figure("bidrag,", "bidraget,"), refusals.UnknownReferenceError,
         (f"{FIGURES}, row 3, column indicator", "no indicator 'bidraget'", "did you mean 'bidrag'?")),
    Case("area", FIGURES, *figure(",01,", ",1,"), refusals.UnknownAreaError,
         ("row 3, column area", "'1'", "leading zero")),
    Case("unit", FIGURES, *figure(",kr,", ",mkr,"), refusals.ChoiceError,
         ("row 3, column unit", "'mkr' is not a unit", "mnkr")),
    Case("unit that does not fit", FIGURES, *figure(",kr,", ",percent,"), refusals.UnitMismatchError,
         ("row 3, column unit", "kept in SEK", "kr, tkr, mnkr, mdkr, SEK")),
    Case("scenario", FIGURES, *figure(",grant,", ",grants,"), refusals.ChoiceError,
         ("row 3, column scenario", "did you mean 'grant'?")),
    Case("breakdown", FIGURES, "outcome,unga,", "outcome,gamla,", refusals.UnknownReferenceError,
         ("row 6, column breakdown", "breakdown of 'andel'", "'gamla'")),
    Case("period", FIGURES, *figure(",2024,", ",okt 2024,"), refusals.PeriodError,
         ("row 3, column period", "'okt 2024'", "leave it empty")),
    Case("value", FIGURES, *figure(",100,,", ",hundra,,"), refusals.NumberError,
         ("row 3, column value", "'hundra' is not a number", "-11,8")),
    Case("value with a thousands dot", FIGURES, ",1 234 567,", ",1.234.567,", refusals.NumberError,
         ("row 7, column value", "1.234.567")),
    Case("range", FIGURES, '"1,5","2,5"', '"2,5","1,5"', refusals.RangeError,
         ("row 5, column upper", "ends at 1,5")),
    Case("upper", FIGURES, '"1,5","2,5"', '"1,5","2,6"', refusals.EvidenceError,
         ("row 5, column upper", "2,6 days", "från 1,5 till 2,5 dagar")),
    Case("approximate", FIGURES, *figure(",false,", ",nja,"), refusals.ChoiceError,
         ("row 3, column approximate", "true, false")),
    Case("evidence", FIGURES, *figure(",100,,", ",101,,"), refusals.EvidenceError,
         ("row 3, column value", 'the value 101 kr is not in its evidence "Nord 100"', "no such number")),
    Case("sign", FIGURES, '"-11,8"', '"11,8"', refusals.EvidenceError, ("row 8", "another sign")),
    Case("scale", FIGURES, "mdkr", "mnkr", refusals.EvidenceError, ("row 8", "another unit (mdkr)")),
    Case("no evidence", FIGURES, *figure(",Nord 100,", ",,"), refusals.MissingKeyError,
         ("row 3, column evidence", "missing or empty")),
    Case("no place", FIGURES, *figure('"Tabell 1, rad Nord"', ""), refusals.MissingKeyError, ("row 3, column place",)),
    Case("long evidence", FIGURES, *figure(",Nord 100,", f",Nord 100 {'x' * 80},"), refusals.EvidenceLengthError,
         ("row 3, column evidence", "89 characters", "at most 80")),
    Case("twice", FIGURES, NORD, f"{NORD}\n{NORD}", refusals.DuplicateKeyError,
         (f"{FIGURES}, row 4", "bidrag, 01, 2024, grant", "row 3")),
    # tables
    Case("missing column", FIGURES, "approximate,place,", "place,", refusals.HeaderError,
         ("row 1", "missing: approximate", "exactly: indicator,area,period")),
    Case("extra column", FIGURES, "note_sv,note_en\n", "note_sv,note_en,source\n", refusals.HeaderError,
         ("row 1", "not known: source")),
    Case("column twice", FIGURES, "note_sv,note_en\n", "note_sv,note_sv\n", refusals.HeaderError,
         ("missing: note_en", "twice: note_sv")),
    Case("comma without quotes", FIGURES, '"-11,8"', "-11,8", refusals.CsvSyntaxError,
         ("row 8", "saw 14", "double quotes")),
    Case("quote without end", FIGURES, '"-11,8"', '"-11,8', refusals.CsvSyntaxError,
         ("row 8", "a double quote is opened and not closed")),
    # areas
    Case("kind of area", "areas.csv", "01,region", "01,landsting", refusals.ChoiceError,
         ("areas.csv, row 3, column kind", "region, nation, organisation")),
    Case("area twice", "areas.csv", "02,region", "01,region", refusals.DuplicateIdError,
         ("areas.csv, row 4, column code", "'01' is already taken", "row 3")),
    Case("parent", "municipalities.csv", "Sydstad,02", "Sydstad,03", refusals.UnknownAreaError,
         ("municipalities.csv, row 3, column region_code", "'03'")),
    Case("municipality without a name", "municipalities.csv", "Sydstad,", ",", refusals.MissingKeyError,
         ("municipalities.csv, row 3, column name",)),
    Case("member", "groups.yaml", '"02"', '"0201"', refusals.UnknownAreaError,
         ("groups.yaml, row 3, column members", "'0201'")),
    Case("area alias", "areas.csv", ",sydlänningar,", ",NORDEN,", refusals.AliasClashError,
         ("areas.csv, row 4", "'NORDEN' of the area '02'", "the area '01' (areas.csv, row 3)")),
    # subjects
    Case("alias of two indicators", WAIT, "hur lång kö", "Bidraget", refusals.AliasClashError,
         (f"{WAIT}, row 1", "'Bidraget' of the indicator 'vantetid'", f"the indicator 'bidrag' ({MONEY}, row 2)")),
    Case("name as alias", WAIT, "hur lång kö", "resultat", refusals.AliasClashError, ("the indicator 'resultat'",)),
    Case("preset as alias", WAIT, "hur lång kö", "budgeterat  bidrag?", refusals.AliasClashError,
         ("the indicator 'bidrag'",)),
    Case("alias of a fact", FACTS, "vad handlar beslutet om", "hur lång kö", refusals.AliasClashError,
         (f"{FACTS}, row 1", "the fact 'beslut_vad'", "the indicator 'vantetid'")),
    Case("alias of a gap", GAPS, "hur hög skatt", "What is the Decision About", refusals.AliasClashError,
         ("the gap 'gap_skatt'", "the fact 'beslut_vad'")),
    Case("unknown key", MONEY, "theme: pengar", "tema: pengar", refusals.UnknownKeyError,
         (f"{MONEY}, row 6, column tema", "'tema' is not known", "did you mean 'theme'?")),
    Case("missing key", FACTS, "  aspect: what\n", "", refusals.MissingKeyError,
         (f"{FACTS}, row 1, column aspect", "'aspect' is missing")),
    Case("empty text", FACTS, "sv: Om bidrag.", 'sv: ""', refusals.MissingKeyError, (f"{FACTS}, row 5, column sv",)),
    Case("aspect", FACTS, "aspect: what", "aspect: wat", refusals.ChoiceError, ("row 3", "did you mean 'what'?")),
    Case("reason", GAPS, "no_figure", "none", refusals.ChoiceError, (f"{GAPS}, row 3, column reason", "not_split")),
    Case("base unit", MONEY, "Bidrag, en: Grant}\n  short: {sv: bidraget, en: the grant}\n  unit: SEK",
         "Bidrag, en: Grant}\n  short: {sv: bidraget, en: the grant}\n  unit: kronor", refusals.ChoiceError,
         ("'kronor' is not a base unit", "SEK_per_person")),
    Case("id", GAPS, "id: gap_skatt", "id: Gap skatt", refusals.IdentifierError, ("row 1, column id", "a-z")),
    Case("id twice", MONEY, "id: resultat", "id: bidrag", refusals.DuplicateIdError,
         (f"{MONEY}, row 17", "the indicator id 'bidrag'", "row 2")),
    Case("key twice", MONEY, "  theme: pengar\n", "  theme: pengar\n  theme: annat\n", refusals.DuplicateNameError,
         (f"{MONEY}, row 7, column theme", "first in row 6")),
    Case("list for a text", MONEY, "theme: pengar", "theme: [a]", refusals.ShapeError,
         ("row 6, column theme", "must be a text", "a list")),
    Case("text for a mapping", FACTS, "{sv: Om bidrag., en: About grants.}", "Om bidrag.", refusals.ShapeError,
         ("row 5, column answer", "a mapping")),
    Case("word for a truth", MONEY, "additive: true", "additive: kanske", refusals.ShapeError,
         ("row 10, column additive", "true or false")),
    Case("word for a number", MONEY, "order: 1", "order: ett", refusals.ShapeError, ("column order", "whole number")),
    Case("empty alias", GAPS, "[hur hög skatt]", '[hur hög skatt, ""]', refusals.ShapeError, ("row 5, column sv",)),
    Case("fact evidence", FACTS, "evidence: Beslut om bidrag", f"evidence: {'x' * 81}", refusals.EvidenceLengthError,
         (f"{FACTS}, row 9, column evidence", "81 characters")),
    Case("derived from nothing", MONEY, "of: [bidrag, resultat]", "of: [bidrag, resultaten]",
         refusals.UnknownReferenceError, (f"{MONEY}, row 27, column derived", "'resultaten'", "'resultat'?")),
    Case("derived from one", MONEY, "of: [bidrag, resultat]", "of: [bidrag]", refusals.ShapeError,
         ("row 27, column of", "two indicators")),
    Case("derived from itself", MONEY, "of: [bidrag, resultat]", "of: [bidrag, netto]",
         refusals.CircularDerivationError, ("'netto' is derived from itself", "netto → ")),
    Case("operation", MONEY, "op: difference", "op: ratio", refusals.ChoiceError, ("sum, difference",)),
    Case("default", MONEY, "{area: 00, scenario: grant}", "{area: 99, scenario: grant}", refusals.UnknownAreaError,
         ("row 11, column area", "'99'")),
    Case("preset", MONEY, "set: {scenario: budget}", "set: {scenario: plans}", refusals.ChoiceError,
         ("row 16, column scenario", "did you mean 'plan'?")),
    Case("table", MONEY, "groups: [ekonomi]", "groups: [ekonomi, economy]", refusals.UnknownReferenceError,
         (f"{MONEY}, row 2", "no table 'economy'")),
    Case("table without rows", "tables.yaml", "- id: ekonomi", "- id: ekonomin", refusals.EmptyTableError,
         ("tables.yaml, row 1, column id", "'ekonomin'")),
    Case("total", "tables.yaml", "total: bidrag", "total: summan", refusals.UnknownReferenceError,
         ("tables.yaml, row 4, column total",)),
    # sources
    Case("folder of another name", SOURCE, "id: beslut", "id: besked", refusals.SourceFolderError,
         (f"{SOURCE}, row 1, column id", "'besked'")),
    Case("date", SOURCE, "published: null", "published: hösten 2024", refusals.PeriodError,
         ("row 6, column published",)),
    Case("not YAML", FACTS, "aspect: what", "aspect: [what", refusals.YamlSyntaxError, (FACTS, "not valid YAML")),
    # checks
    Case("sum", CHECKS, 'equals: {area: "00"}', 'equals: {value: "301"}', refusals.CheckFailedError,
         (f"{CHECKS}, row 1", "'summa' does not add up: 300 is not 301")),
    Case("sum without a figure", CHECKS, '["01", "02"]', '["01", "03"]', refusals.CheckShapeError,
         ("'summa' cannot be carried out", "no figure for bidrag, 03, 2024, grant")),
    Case("sum of nothing", CHECKS, "[bidrag]", "[bidraget]", refusals.CheckShapeError, ("none of its figures",)),
    Case("sum to nothing", CHECKS, 'equals: {area: "00"}', 'equals: {area: "03"}', refusals.CheckShapeError,
         ("no figure for bidrag, 03",)),
    Case("kind of check", CHECKS, "kind: sum", "kind: product", refusals.ChoiceError, ("sum, difference",)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_refused(case: Case, edit: Edit, problems: Found) -> None:
    """One thing wrong gives one error of its class that names place, cause and cure."""
    edit(case.file, case.old, case.new)
    found = [problem for problem in problems() if isinstance(problem, case.error)]
    assert len(found) == 1, [str(problem) for problem in problems()]
    message = str(found[0])
    assert message.startswith(case.file)
    assert message.endswith(".")
    assert "\n" not in message
    for part in case.says:
        assert part in message


def test_the_small_folder_is_in_order(problems: Found) -> None:
    """Without any change nothing is refused."""
    assert problems() == ()


@pytest.mark.parametrize("name", ["areas.csv", "municipalities.csv", "groups.yaml", SOURCE])
def test_missing_files(name: str, folder: Path, problems: Found) -> None:
    """Files that must be there are named when they are not."""
    (folder / name).unlink()
    missing = [str(problem) for problem in problems() if isinstance(problem, refusals.MissingFileError)]
    assert len(missing) == 1
    assert missing[0].startswith(f"{name}: the file is missing")


def test_empty_table(folder: Path, problems: Found) -> None:
    """An empty CSV is said to be so."""
    (folder / FIGURES).write_text("")
    (problem,) = (p for p in problems() if isinstance(p, refusals.HeaderError))
    assert "the first line is empty" in str(problem)


@pytest.mark.parametrize("content", ["", "- a\n- b\n", "text"])
def test_a_source_that_is_no_mapping(content: str, folder: Path, problems: Found) -> None:
    """source.yaml must be one mapping."""
    (folder / SOURCE).write_text(content)
    assert any(isinstance(p, refusals.ShapeError) and p.where.file == SOURCE for p in problems())


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        ("id: beslut\ntitle: Åtgärd".encode("cp1252"), refusals.EncodingError,
         ("row 2", "byte 18 is 0xC5", "Windows-1252", "'Å'", "UTF-8")),
        ("id: åäö".encode("utf-16"), refusals.EncodingError, ("byte 0", "UTF-16")),
        (b"\xef\xbb\xbfid: \xff", refusals.EncodingError, ("row 1", "byte 7 is 0xFF")),
        (b"id: a\nfile: \x00b", refusals.NulByteError, ("row 2", "byte 12")),
    ],
)  # fmt: skip
def test_broken_encoding(
    data: bytes, error: type[DataError], says: tuple[str, ...], folder: Path, problems: Found
) -> None:
    """A file that is not UTF-8 is refused with the byte and the row."""
    (folder / SOURCE).write_bytes(data)
    (problem,) = (p for p in problems() if isinstance(p, error))
    for part in says:
        assert part in str(problem)


def test_a_file_nobody_reads(folder: Path, problems: Found) -> None:
    """A misspelt file name is not passed over in silence; the document itself may stand there."""
    (folder / "sources/beslut/fact.yaml").write_text("")
    (folder / "sources/beslut/beslut.txt").write_text("the document")
    (folder / "language/comon.sv.txt").write_text("")
    messages = [str(p) for p in problems() if isinstance(p, refusals.UnknownFileError)]
    assert len(messages) == 2
    assert "language/comon.sv.txt" in messages[0]
    assert "did you mean 'facts.yaml'?" in messages[1]


def test_everything_is_said_at_once(folder: Path, edit: Edit) -> None:
    """All problems of the folder come in one error, one a line, by file and row."""
    edit(FIGURES, ",100,,kr", ",101,,kr")
    edit(FIGURES, "grant,,200", "grants,,200")
    edit(FACTS, "aspect: what", "aspekt: what")
    edit("areas.csv", "01,region", "01,landsting")
    with pytest.raises(FolderRefusedError) as caught:
        load(folder)
    lines = str(caught.value).split("\n")
    assert lines[0] == f"the data folder {folder} has {len(lines) - 1} problems:"
    assert [problem.where for problem in caught.value.problems] == sorted(p.where for p in caught.value.problems)
    assert {problem.where.file for problem in caught.value.problems} >= {FIGURES, FACTS, "areas.csv"}


def test_rows_are_counted_over_blank_and_broken_lines(edit: Edit, problems: Found) -> None:
    """The row in a message is the row in the file, also after empty rows and cells of several lines."""
    edit(FIGURES, ",Söder.,", ',"Söder\noch\nsöder",\n\n,,,,,,,,,,,,\n')
    edit(FIGURES, "mdkr", "mkr")
    (problem,) = (p for p in problems() if isinstance(p, refusals.ChoiceError))
    assert problem.where.row == 13


@pytest.mark.parametrize(
    ("kind", "listed", "equals", "fails"),
    [
        ("sum", "areas: ['01', '02']", "{area: '00'}", False),
        ("sum", "areas: ['01', '02']\n  scenario: grant\n  period: '2024'", "{value: '300'}", False),
        ("difference", "areas: ['00', '01']", "{area: '02'}", False),
        ("difference", "areas: ['00', '02']", "{area: '02'}", True),
        ("sum", "areas: ['01', '02']\n  tolerance: 1", "{value: 301}", False),
        ("sum", "areas: ['01', '02']\n  tolerance: 1", "{value: 302}", True),
    ],
)
def test_kinds_of_checks(kind: str, listed: str, equals: str, fails: bool, folder: Path, problems: Found) -> None:
    """Sums and differences, with a tolerance; slots that are not mentioned are carried through."""
    (folder / CHECKS).write_text(f"- id: x\n  kind: {kind}\n  indicator: bidrag\n  {listed}\n  equals: {equals}\n")
    assert [type(problem) for problem in problems()] == ([refusals.CheckFailedError] if fails else [])


def test_checks_are_made_for_every_value_of_the_slots_not_mentioned(folder: Path, problems: Found) -> None:
    """A check without a period is made for each period."""
    with (folder / FIGURES).open("a", encoding="utf-8") as file:
        file.write("bidrag,01,2025,grant,,1,,kr,false,x,1 kr,,\nbidrag,02,2025,grant,,2,,kr,false,x,2 kr,,\n")
        file.write("bidrag,00,2025,grant,,4,,kr,false,x,4 kr,,\n")
    (problem,) = problems()
    assert "3 is not 4" in str(problem)
