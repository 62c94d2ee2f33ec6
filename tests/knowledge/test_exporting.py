"""What is written out of the store is whole, valid by its formats' own tools, and says where each figure stands."""

from __future__ import annotations

import asyncio
import csv
import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from datasette.app import Datasette
from frictionless import Package
from rdflib import DCAT, DCTERMS, RDF, Graph

from knowledge.exporting import Exported, export
from knowledge.exporting.writing import FolderTakenError
from knowledge.store import Store

SKANE = Decimal(398_262_434)


@pytest.fixture(scope="module")
def exported(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """The packaged data, written in all forms."""
    return export(store, tmp_path_factory.mktemp("out") / "siffror")


def test_the_data_package_is_valid(exported: Exported) -> None:
    """Frictionless finds no fault in the package, its tables, their keys and what refers to them."""
    package = Package(str(exported.folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert {resource.name for resource in package.resources} >= {"observations", "observations-parquet", "sources"}


def test_every_figure_stands_there_with_its_source(store: Store, exported: Exported) -> None:
    """Each observation once, its value digit for digit, its place and fragment."""
    with (exported.folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    held = [observation for ident in store.indicators for observation in store.observations(ident)]
    assert exported.rows["observations"] == len(rows) == len(held)
    written = {(row["indicator"], row["area"], row["value"], row["place"], row["evidence"]) for row in rows}
    for observation in held:
        area = "" if observation.area == "-" else observation.area
        key = (observation.indicator, area, format(observation.value, "f"), observation.place, observation.evidence)
        assert key in written


def test_parquet_says_the_same_as_csv(exported: Exported) -> None:
    """Values are decimals, and what is not known is null."""
    frame = pd.read_parquet(exported.folder / "observations.parquet")
    found = frame[(frame["indicator"] == "sektorsbidrag") & (frame["area"] == "12")]
    assert [Decimal(value) for value in found["value"]] == [SKANE]
    assert found["upper"].isna().all()
    assert len(frame) == exported.rows["observations"]


def test_the_sqlite_file_holds_together(exported: Exported) -> None:
    """Its references hold, and its view names indicator, area and source."""
    with closing(sqlite3.connect(exported.folder / "siffersvar.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        statement = "SELECT value, unit, source FROM figures WHERE area = 'Skåne' AND scenario = 'grant'"
        found = connection.execute(statement).fetchall()
    assert [(value, unit) for value, unit, _ in found] == [(398_262_434, "SEK")]
    assert "Utbetalning av medel" in found[0][2]


def test_datasette_opens_it(exported: Exported) -> None:
    """Datasette serves it, with titles, column descriptions and sources from the metadata."""
    metadata = json.loads((exported.folder / "metadata.json").read_text("utf-8"))

    async def ask() -> tuple[str, dict[str, object]]:
        served = Datasette([str(exported.folder / "siffersvar.sqlite")], metadata=metadata)
        await served.invoke_startup()
        page = await served.client.get("/siffersvar/observations")
        rows = await served.client.get("/siffersvar/figures.json?area=Sk%C3%A5ne&_shape=objects")
        return page.text, rows.json()

    page, rows = asyncio.run(ask())
    assert "The figures: value in the base unit" in page
    assert "Where in the source it stands" in page
    assert "398262434" in json.dumps(rows)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own parser
def test_the_description_is_dcat(exported: Exported) -> None:
    """One catalogue, one data set in Swedish and English with publisher, and a distribution for each file."""
    graph = Graph().parse(data=(exported.folder / "dcat.jsonld").read_text("utf-8"), format="json-ld")
    datasets = list(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == len(list(graph.subjects(RDF.type, DCAT.Catalog))) == 1
    assert {getattr(title, "language", "") for title in graph.objects(datasets[0], DCTERMS.title)} == {"sv", "en"}
    assert list(graph.objects(datasets[0], DCTERMS.publisher))
    files = {path.name for path in exported.folder.iterdir() if path.suffix in {".csv", ".parquet", ".sqlite"}}
    assert len(list(graph.objects(datasets[0], DCAT.distribution))) == len(files)
    assert all(list(graph.objects(each, DCAT.accessURL)) for each in graph.objects(datasets[0], DCAT.distribution))


def test_nothing_is_overwritten_and_nothing_is_left_half(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that holds something is refused; where writing fails, nothing stays."""
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(FolderTakenError, match="taken is there already"):
        export(store, taken)
    assert [path.name for path in taken.iterdir()] == ["mine.txt"]
    monkeypatch.setattr("knowledge.exporting.writing.write_dcat", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        export(store, tmp_path / "half", ["csv"])
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_only_what_is_wanted(store: Store, tmp_path: Path) -> None:
    """One form is written alone."""
    done = export(store, tmp_path / "csv", ["csv"])
    assert {Path(name).suffix for name in done.files} == {".csv", ".json", ".jsonld"}
