"""From a table in a file to an answer, and all that is refused on the way."""

from __future__ import annotations

import csv
import shlex
from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook

from knowledge.checking import check_folders
from knowledge.data_folders import PACKAGED_DATA
from knowledge.folder.reading import load
from knowledge.importers.errors import (
    ImportingError,
    NoPeriodError,
    SeveralMeasuresError,
    TableRefusedError,
    TargetExistsError,
    UnexplainedColumnError,
    UnknownPlacesError,
)
from knowledge.importers.mapping import Measure, TableMapping, mapping_text, read_mapping
from knowledge.importers.table_import import Plan, prepare, write
from knowledge.importers.writing import Written
from knowledge.model import Names, Text
from tests.importers.conftest import NAMES, WIDE, Ask, Run

ROOT = Path(__file__).parents[2]
HARD = "\u00a0"
REGIONS = [a for a in load(PACKAGED_DATA).areas.values() if a.kind == "region"]
MEASURE = Measure("provmatt", unit="persons", name=Text("Provmått", "Test measure"))


def _silent(rows: int) -> None:
    """Tell nobody how far it has come."""
    del rows


def plan(tmp_path: Path, text: str, **said: object) -> Plan:
    """A table of a text, understood."""
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    mapping = TableMapping(**{"measures": (MEASURE,), **said})  # type: ignore[arg-type]
    return prepare(path, mapping, [PACKAGED_DATA])


def written(made: Plan, own: Path) -> Written:
    """A plan, written."""
    return write(made, own, [PACKAGED_DATA], _silent)


def figures(own: Path, source: str = "t") -> dict[tuple[str, ...], str]:
    """The figures of a source that was written: slots without the indicator -> value."""
    with (own / "sources" / source / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["area"], row["period"], row["scenario"], row["breakdown"]): row["value"] for row in rows}


# From file to answer


def test_import_build_ask(wide: Path, own: Path, run: Run, ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    """The way that docs/adding-a-source.md shows: import, check, ask; a missing figure is said to be missing."""
    assert run("knowledge", "import", "table", wide, *NAMES, "--into", own, "--yes") == 0
    shown = capsys.readouterr().out
    assert "cp1252, semicolon" in shown
    assert "Skåne | 2022 | 63,2" not in shown.split("Wrote")[1]
    assert run("--data", f"{PACKAGED_DATA}:{own}", "knowledge", "check") == 0
    assert run("--data", f"{PACKAGED_DATA}:{own}", "knowledge", "check", "--documents", wide.parent, own) == 1
    assert "vardgaranti" not in capsys.readouterr().err  # of its document nothing is wrong; the others are not there

    assert ask("besök inom vårdgarantin Stockholm 2023").startswith(f"72,4{HARD}%")
    assert ask("besök inom vårdgarantin Skåne 2024").startswith(f"0{HARD}%")
    assert "Preliminär uppgift." in ask("besök inom vårdgarantin i Skåne 2023")
    lacking = ask("besök inom vårdgarantin Gotland 2023")
    assert "För Gotland 2023 finns ingen siffra" in lacking
    assert "byte av system" in lacking
    assert "”..”" in lacking
    assert "0 %" not in lacking
    assert "88 %" not in lacking
    assert "Gotland" in ask("besök inom vårdgarantin Gotland")
    assert "inget finns att redovisa" in ask("besök inom vårdgarantin Gotland 2024")
    assert ask("besök inom vårdgarantin").startswith(f"69,1{HARD}%")
    assert "Utan Uppsala och Gotland" in ask("vilken region hade högst andel besök inom vårdgarantin 2024")
    assert "ingen siffra" in ask("besök inom vårdgarantin i Halland")
    assert ask("what was visits within the guarantee in Stockholm 2022").startswith("71.2%")


def test_the_example_of_the_docs(own: Path, run: Run, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command of docs/adding-a-source.md imports its example, and the bot says what the page shows."""
    page = (ROOT / "docs" / "adding-a-source.md").read_text("utf-8")
    command = next(line for line in page.splitlines() if line.strip().startswith("siffersvar knowledge import table"))
    monkeypatch.chdir(ROOT)
    assert run(*shlex.split(command)[1:], "--into", own, "--yes") == 0
    question = next(line for line in page.splitlines() if line.strip().startswith("siffersvar ask"))
    said = ask(shlex.split(question)[2]).splitlines()[0]
    assert said.startswith("För Gotland 2023")
    assert said in page


def test_what_is_written(wide: Path, own: Path, run: Run) -> None:
    """Figures, missing ones with their reason, the rows as read, what was said; zero is zero."""
    assert run("knowledge", "import", "table", wide, *NAMES, "--into", own, "--yes", "--source", "garanti") == 0
    held = figures(own, "garanti")
    assert held["12", "2024", "outcome", ""] == "0,0"
    assert held["00", "2024", "outcome", ""] == "69,1"
    assert ("09", "2023", "outcome", "") not in held
    home = own / "sources" / "garanti"
    with (home / "missing.csv").open(encoding="utf-8", newline="") as file:
        missing = {(row["area"], row["period"]): (row["mark"], row["reason_sv"]) for row in csv.DictReader(file)}
    assert missing == {
        ("03", "2024"): ("..", "uppgift saknas på grund av byte av system"),
        ("09", "2023"): ("..", "uppgift saknas på grund av byte av system"),
        ("09", "2024"): ("-", "inget finns att redovisa"),
    }
    assert (home / "rows.csv").read_text("utf-8").splitlines()[2] == "Region,2022,2023,2024"
    assert read_mapping(home / "import.yaml").source == "garanti"
    assert yaml.safe_load((home / "source.yaml").read_text("utf-8"))["file"] == "vardgaranti.csv"


def test_same_again_from_its_own_mapping(wide: Path, own: Path, run: Run, tmp_path: Path) -> None:
    """The mapping that is kept beside a source reads the same table in the same way."""
    assert run("knowledge", "import", "table", wide, *NAMES, "--into", own, "--yes") == 0
    first = figures(own, "vardgaranti")
    kept = own / "sources" / "vardgaranti" / "import.yaml"
    again = tmp_path / "again"
    assert run("knowledge", "import", "table", wide, "--mapping", kept, "--into", again, "--yes") == 0
    assert figures(again, "vardgaranti") == first


def test_replace(wide: Path, own: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """A source is replaced only when that is asked for, and its indicator stays."""
    typed = ("knowledge", "import", "table", wide, *NAMES, "--into", own, "--yes")
    assert run(*typed) == 0
    assert run(*typed) == 1
    assert "is there already" in capsys.readouterr().err
    wide.write_text(WIDE.replace("71,2", "71,9"), encoding="utf-8")
    assert run(*typed, "--replace") == 0
    assert figures(own, "vardgaranti")["01", "2022", "outcome", ""] == "71,9"
    assert sorted(path.name for path in (own / "sources").iterdir()) == ["vardgaranti"]
    assert [path.name for path in (own / "indicators").iterdir()] == ["vardgaranti.yaml"]
    load([PACKAGED_DATA, own])


def test_a_failed_replacement_leaves_the_old(wide: Path, own: Path, run: Run) -> None:
    """Where the new one does not stand the check, the old source is as it was."""
    assert run("knowledge", "import", "table", wide, *NAMES, "--into", own, "--yes") == 0
    wide.write_text(WIDE.replace("71,2", "abc"), encoding="utf-8")
    assert run("knowledge", "import", "table", wide, *NAMES, "--into", own, "--yes", "--replace") == 1
    assert figures(own, "vardgaranti")["01", "2022", "outcome", ""] == "71,2"
    assert not [path for path in own.iterdir() if path.name.startswith(".")]


def test_looking_only(wide: Path, own: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """--dry-run shows and writes nothing; without a terminal and without --yes nothing is written either."""
    assert run("knowledge", "import", "table", wide, *NAMES, "--into", own, "--dry-run") == 0
    assert "Stockholm | 2022 | 71,2" in capsys.readouterr().out
    assert run("knowledge", "import", "table", wide, *NAMES, "--into", own) == 2
    assert "--yes" in capsys.readouterr().err
    assert not own.exists()


def test_the_package_is_never_written_to(wide: Path, run: Run, tmp_path: Path) -> None:
    """Without a folder of one's own being named, the source goes into the user's, and is used from there."""
    assert run("knowledge", "import", "table", wide, *NAMES, "--yes") == 0
    assert (tmp_path / "home" / "siffersvar" / "data" / "sources" / "vardgaranti").is_dir()
    assert not (PACKAGED_DATA / "sources" / "vardgaranti").exists()
    url = f"sqlite:///{tmp_path / 'k.sqlite'}"
    assert run("--knowledge-url", url, "ask", "besök inom vårdgarantin Stockholm 2023") == 0


def test_what_is_lacking_is_named(wide: Path, own: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be guessed is asked for by its option."""
    assert run("knowledge", "import", "table", wide, "--into", own, "--yes") == 1
    said = capsys.readouterr().err
    assert "--name-sv" in said
    assert "--name-en" in said
    assert not own.exists()


# Forms


def test_long_form_with_kinds(tmp_path: Path, own: Path, ask: Ask) -> None:
    """A row a figure, the region written once, women and men as kinds; the total is meant unless one is named."""
    rows = ["Län;År;Kön;Antal"]
    for area, base in (("Skåne", 100), ("Halland", 50), ("Blekinge", 20), ("Kalmar", 30)):
        for year in (2022, 2023):
            for at, (sex, part) in enumerate((("Kvinnor", 2), ("Män", 1), ("Totalt", 3))):
                rows.append(f"{area if not at else ''};{year};{sex};{base * part + year - 2022}")
    made = plan(tmp_path, "\n".join(rows), title=Text("Prov", "Test"))
    assert made.layout.form == "long"
    assert written(made, own).figures == 24
    held = figures(own)
    assert held["12", "2023", "outcome", "kvinnor"] == "201"
    assert held["10", "2022", "outcome", "man"] == "20"
    assert ask("provmått Skåne 2023").startswith(f"301{HARD}")
    assert ask("provmått Skåne 2023 kvinnor").startswith(f"201{HARD}")


def test_headers_of_two_rows(tmp_path: Path, own: Path) -> None:
    """A header of two rows: year above kind."""
    text = "Region;2022;2022;2023;2023\n;Kvinnor;Män;Kvinnor;Män\nSkåne;1;2;3;4\nHalland;5;6;7;8\n"
    written(plan(tmp_path, text), own)
    assert figures(own)["13", "2023", "outcome", "man"] == "8"


def test_several_measures(tmp_path: Path, own: Path) -> None:
    """A column a measure: each must be said to be an indicator; budget and outcome are scenarios."""
    text = "Region;Kostnad, mnkr;Andel, %\nSkåne;1 200,5;10\nHalland;900,0;20\n"
    for said in ((), (MEASURE,)):
        with pytest.raises(SeveralMeasuresError, match="Kostnad, mnkr"):
            plan(tmp_path, text, period="2023", measures=said)
    measures = (
        Measure("provkostnad", "Kostnad, mnkr", name=Text("Provkostnad", "Test cost")),
        Measure("provandel", "Andel, %", name=Text("Provandel", "Test share")),
    )
    made = plan(tmp_path, text, period="2023", measures=measures)
    assert [measure.unit for measure in made.measures] == ["mnkr", "percent"]
    assert written(made, own).indicators == ("provkostnad", "provandel")
    figure = next(o for o in load([PACKAGED_DATA, own]).observations("provkostnad") if o.area == "12")
    assert (int(figure.value), figure.unit, figure.published) == (1_200_500_000, "SEK", "1200,5")


def test_budget_and_outcome(tmp_path: Path, own: Path) -> None:
    """Columns of budget and outcome in one year."""
    written(plan(tmp_path, "Region;Budget 2024;Utfall 2024\nSkåne;10;11\nHalland;20;21\n"), own)
    assert figures(own) == {
        ("12", "2024", "budget", ""): "10",
        ("12", "2024", "outcome", ""): "11",
        ("13", "2024", "budget", ""): "20",
        ("13", "2024", "outcome", ""): "21",
    }


def test_codes_and_municipalities(tmp_path: Path, own: Path, ask: Ask) -> None:
    """Municipalities by code and name are areas that are held; one that is not is still refused by its name."""
    text = "Kod;Kommun;2022;2023\n0114;Upplands Väsby;1;2\n1280;Malmö;3;4\n0180;Stockholm;5;6\n1480;Göteborg;7;8\n"
    made = plan(tmp_path, text)
    assert made.places.level == "municipality"
    written(made, own)
    assert figures(own)["0180", "2023", "outcome", ""] == "6"
    assert ask("provmått Malmö 2022").startswith(f"3{HARD}")
    lund = ask("provmått Lund 2022")
    assert "Lund" in lund
    assert not lund[0].isdigit()
    for region in ("Skåne", "Gävleborg"):
        assert not ask(f"provmått {region} 2022")[0].isdigit()


def test_regions_and_municipalities_side_by_side(tmp_path: Path, own: Path, ask: Ask) -> None:
    """Regions are ranked among regions, municipalities among theirs; one of a region's name is told apart."""
    text = "Kod;2023\n12;10\n13;20\n01;30\n10;5\n0180;100\n1280;90\n1480;80\n0114;70\n"
    written(plan(tmp_path, text), own)
    assert ask("vilken region hade störst provmått").startswith(f"Stockholm: 30{HARD}")
    towns = ask("vilken kommun hade störst provmått")
    assert towns.startswith("Stockholm (kommunen): 100")
    assert "Störst av 4 kommuner." in towns
    assert "Stockholm (kommunen)" in ask("provmått Stockholms kommun")
    assert ask("provmått Stockholm").startswith(f"30{HARD}")


def test_a_workbook_with_merged_headers(tmp_path: Path, own: Path) -> None:
    """A title, two rows of header of which one is merged, notes below."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Tabell"
    rows: list[list[object]] = [
        ["Provmått 2023, antal personer"],
        [],
        ["Region", "Kvinnor", None, "Män", None],
        [None, 2022, 2023, 2022, 2023],
        ["Skåne", 1, 2, 3, ".."],
        ["Halland", 5, 0, 7, 8],
        [],
        [".. = uppgift saknas"],
    ]
    for row in rows:
        page.append(row)
    page.merge_cells("A1:E1")
    page.merge_cells("B3:C3")
    page.merge_cells("D3:E3")
    path = tmp_path / "t.xlsx"
    book.save(path)
    made = prepare(path, TableMapping(measures=(MEASURE,)), [PACKAGED_DATA])
    assert made.layout.header == (2, 3)
    assert written(made, own).missing == 1
    held = figures(own)
    assert held["13", "2023", "outcome", "kvinnor"] == "0"
    assert held["12", "2022", "outcome", "man"] == "3"
    assert check_folders([PACKAGED_DATA, own])[1].faults == ()


# Totals


def whole(step: int, total: int) -> str:
    """A table of all regions, and their total."""
    rows = [f"{area.name};{(number + 1) * step}" for number, area in enumerate(REGIONS)]
    return "\n".join(["Region;2023", *rows, f"Totalt;{total}"])


def test_totals_become_checks(tmp_path: Path, own: Path) -> None:
    """A total of all regions is the nation; where it adds up, that is checked from then on."""
    made = written(plan(tmp_path, whole(10, 10 * 21 * 11)), own)
    assert made.checks == 1
    assert figures(own)["00", "2023", "outcome", ""] == "2310"
    assert load([PACKAGED_DATA, own]).indicators["provmatt"].additive


def test_totals_that_do_not_add_up(tmp_path: Path, own: Path) -> None:
    """A total that is another is no check, and the indicator is not added up."""
    assert written(plan(tmp_path, whole(10, 9999)), own).checks == 0
    assert not load([PACKAGED_DATA, own]).indicators["provmatt"].additive


def test_a_total_of_some_regions_is_not_the_nation(tmp_path: Path) -> None:
    """The word "totalt" under three regions is not Sweden."""
    with pytest.raises(UnknownPlacesError, match="Totalt"):
        plan(tmp_path, "Region;2023\nSkåne;1\nHalland;2\nBlekinge;3\nTotalt;6\n")


# What is refused


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("Region;2023\nSkåne;1\nHallandd;2\n", UnknownPlacesError, ("row 3", "'Hallandd'", "Halland", "--place")),
        ("Region;2023\nSkåne;1\nHalland;två\n", TableRefusedError, ("row 3, column B", "'två' is no figure")),
        ("Region;2023\nSkåne;1,234\nHalland;2,345\n", TableRefusedError, ("two ways", "--decimals")),
        ("Region;2023;2023\nSkåne;1;2\nHalland;3;4\n", TableRefusedError, ("already stands in B2",)),
        ("Region;Antal\nSkåne;1\nHalland;2\n", NoPeriodError, ("--period",)),
        ("Region;Typ;2023\nSkåne;abc;1\nHalland;def;2\n", UnexplainedColumnError, ("'Typ'", "--column 'B=breakdown'")),
        ("Region;2023\nUppsala;1\nGotland;2\n", UnknownPlacesError, ("Uppsala (region)", "Uppsala (municipality)")),
    ],
)
def test_refusals(text: str, error: type[ImportingError], says: tuple[str, ...], tmp_path: Path, own: Path) -> None:
    """Each says where, what and the cure, and nothing is written."""
    with pytest.raises(error) as caught:
        written(plan(tmp_path, text), own)
    for part in says:
        assert part in str(caught.value)
    assert not (own / "sources").exists()


def test_places_said_and_left_out(tmp_path: Path, own: Path) -> None:
    """What was said of names decides: what they are, and whose rows are left out."""
    text = "Region;2023\nVGR;1\nSthlm norra;2\nGenomsnitt;3\n"
    made = plan(tmp_path, text, places={"Sthlm norra": "01"}, skip_places=("Genomsnitt",))
    written(made, own)
    assert figures(own) == {("14", "2023", "outcome", ""): "1", ("01", "2023", "outcome", ""): "2"}


def test_the_same_id_in_another_folder(tmp_path: Path, own: Path) -> None:
    """A source of the package is never overlaid by one of the same id."""
    with pytest.raises(TargetExistsError):
        written(plan(tmp_path, "Region;2023\nSkåne;1\nHalland;2\n", source="scb-befolkning-2023"), own)


def test_mapping_file(tmp_path: Path) -> None:
    """What is written as a mapping is read as the same mapping."""
    made = TableMapping(
        source="x",
        title=Text("Titel", "Title"),
        measures=(Measure("a", "A", "kr", Text("A", "A"), aliases=Names(("aa",), ("bb",))),),
        decimals=",",
        header_rows=(2, 3),
        columns={"B": "value"},
        headers="breakdown",
        level="region",
        skip_places=("Medel",),
    )
    path = tmp_path / "m.yaml"
    path.write_text(mapping_text(made), encoding="utf-8")
    assert read_mapping(path) == made
    path.write_text("soruce: x\n", encoding="utf-8")
    with pytest.raises(ImportingError, match="did you mean 'source'"):
        read_mapping(path)
