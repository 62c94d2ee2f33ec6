"""Statistics services: from a question to an answer of the bot's, over paging, busy servers and cut connections."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.checking import check_folders
from knowledge.data_folders import PACKAGED_DATA
from knowledge.folder.reading import Folder, load
from knowledge.importers.errors import ImportingError, LackingError, ServiceError
from knowledge.importers.fetching import ATTEMPTS, Fetcher
from knowledge.importers.kolada import Kolada
from knowledge.importers.oecd import Oecd
from knowledge.importers.scb import Scb
from knowledge.importers.services import Service, area_codes, preview, write_service, years_of
from knowledge.importers.writing import Written
from tests.importers.conftest import Ask, Run
from tests.importers.fake_services import MAX_CELLS, FakeServices, Handler, value_of

CONTENT = load(PACKAGED_DATA)
REGIONS = area_codes("regions", CONTENT.areas)


class Clock:
    """A time that goes on only by waiting."""

    def __init__(self) -> None:
        """Begin on a day."""
        self.now = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Wait so many seconds in no time."""
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def server() -> Iterator[FakeServices]:
    """The services."""
    with FakeServices() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    """The time."""
    return Clock()


class Asker:
    """Asks the services into a folder."""

    def __init__(self, server: FakeServices, own: Path, clock: Clock) -> None:
        """Everything goes into `own`."""
        self.server = server
        self.own = own
        self.clock = clock

    def fetcher(self, base: str) -> Fetcher:
        """A fetcher below an address of the server."""
        kept = self.own / ".downloading-x.sqlite"
        return Fetcher(f"{self.server.url}/{base}", kept, now=lambda: self.clock.now, sleep=self.clock.sleep)

    def kolada(self, fetcher: Fetcher, kpis: str = "N60001,N60002", **said: Any) -> Kolada:
        """A question to Kolada."""
        asked: dict[str, Any] = {"codes": REGIONS, "years": ("2022", "2023"), "units": {}, **said}
        return Kolada(fetcher, kpis.split(","), areas=CONTENT.areas, **asked)

    def scb(self, fetcher: Fetcher, **said: Any) -> Scb:
        """A question to SCB."""
        asked: dict[str, Any] = {"selection": {"Alder": "tot"}, **said}
        return Scb(fetcher, "TAB638", asked.pop("codes", ("00", "01", "09", "12", "0180")), CONTENT.areas, **asked)

    def write(self, service: Service, fetcher: Fetcher, source: str = "x") -> Written:
        """The source folder of a question."""
        folders = [PACKAGED_DATA, self.own] if (self.own / "sources").exists() else [PACKAGED_DATA]
        return write_service(service, fetcher, source, self.own, load(folders))

    def held(self) -> Folder:
        """The data folders with what was imported; its figures stand in the kept rows."""
        assert check_folders([PACKAGED_DATA, self.own])[1].faults == ()
        return load([PACKAGED_DATA, self.own])


@pytest.fixture
def asker(server: FakeServices, own: Path, clock: Clock) -> Asker:
    """Asks the services."""
    return Asker(server, own, clock)


# Kolada


def test_kolada(asker: Asker, ask: Ask) -> None:
    """Pages are followed, at most 25 ids a segment; groups are left out, missing kept, sexes are kinds."""
    with asker.fetcher("v3") as fetcher:
        written = asker.write(asker.kolada(fetcher), fetcher)
    assert written.figures == 2 * 22 * 4 - 4
    assert written.missing == 4
    assert not list(asker.own.glob(".*"))
    content = asker.held()
    figures = {(o.indicator, o.area, o.period, o.breakdown): o for o in content.all_observations if o.source == "x"}
    figure = figures["kolada_n60001", "12", "2023", "kvinnor"]
    assert float(figure.value) == value_of("N60001", "0012", "2023", "K")
    assert figure.evidence.startswith("N60001 | 0012 | 2023 | K | ")
    assert ("kolada_n60001", "09", "2023", "totalt") not in figures
    source = content.sources["x"]
    assert source.retrieved == "2026-11-26T08:00:00Z"
    assert source.origin == ("Nationell patientenkät", "SCB:s räkenskapssammandrag", "Kolada (RKA)")
    assert source.license == "CC BY 4.0"
    with (asker.own / "sources" / "x" / "requests.csv").open(encoding="utf-8", newline="") as file:
        questions = [row["question"] for row in csv.DictReader(file)]
    assert any("/data/kpi/N60001,N60002/municipality/" in question.replace("%2C", ",") for question in questions)
    assert any("page=2" in question for question in questions)

    assert ask("kostnad primärvård Skåne 2023").startswith(f"{value_of('N60002', '0012', '2023', 'T'):.0f}")
    lacking = ask("kostnad primärvård Gotland 2023")
    assert "Kolada anger att uppgift saknas" in lacking
    assert "Jag har 2022." in lacking
    women = ask("nöjda patienter i primärvården kvinnor Skåne 2022")
    assert "Kvinnor" in women
    assert "Totalt" in ask("nöjda patienter i primärvården Skåne 2022")
    told = ask("vad är källan till nöjda patienter i primärvården i Skåne 2022?")
    assert "Nationell patientenkät → SCB:s räkenskapssammandrag → Kolada (RKA)" in told
    assert "Hämtat 26 november 2026." in told
    assert "CC BY 4.0" in told


def test_municipalities(asker: Asker, ask: Ask) -> None:
    """More than 25 areas are asked for in lots; a municipality that was not asked for is refused by name."""
    codes = area_codes("municipalities", CONTENT.areas)[:60]
    with asker.fetcher("v3") as fetcher:
        asker.write(asker.kolada(fetcher, "N60002", codes=codes), fetcher)
    assert "Vallentuna" in ask("kostnad primärvård Vallentuna 2023")
    assert ask("kostnad primärvård Vallentuna 2023")[0].isdigit()
    refused = ask("kostnad primärvård Kiruna 2023")
    assert "Kiruna" in refused
    assert not refused[0].isdigit()


def test_units_that_are_not_told(asker: Asker) -> None:
    """A key figure whose title tells no unit wants one; none is guessed."""
    with asker.fetcher("v3") as fetcher:
        with pytest.raises(LackingError, match=r"--unit N60003=UNIT \('Index för något'\)"):
            asker.kolada(fetcher, "N60003")
        assert preview(asker.kolada(fetcher, "N60003", units={"N60003": "ratio"}))
        with pytest.raises(ServiceError, match="there is no N99999"):
            asker.kolada(fetcher, "N99999")


def test_the_newest_retrieval_leads(asker: Asker, ask: Ask, clock: Clock) -> None:
    """Two retrievals are both kept, and the later one is answered from."""
    for source, more in (("a", 0), ("b", 1)):
        asker.server.spoilt = lambda row, more=more: {  # type: ignore[misc]
            **row,
            "values": [{**value, "value": (value["value"] or 0) + more} for value in row["values"]],
        }
        with asker.fetcher("v3") as fetcher:
            asker.write(asker.kolada(fetcher, "N60002"), fetcher, source)
        clock.now += timedelta(days=3)
    said = ask("kostnad primärvård Skåne 2023")
    assert said.startswith(f"{(value_of('N60002', '0012', '2023', 'T') or 0) + 1:.0f}")


# Busy servers and cut connections


def busy(handler: Handler) -> None:
    """Too many questions: come back in seven seconds."""
    handler.send_json({"title": "Too many requests"}, 429, {"Retry-After": "7"})


def down(handler: Handler) -> None:
    """Not today."""
    handler.send_json({}, 503)


def cut(handler: Handler) -> None:
    """Half of an answer."""
    handler.send_bytes(b'{"values": [], "count": 0, "next_url": null}', "application/json", cut=20)


def half(handler: Handler) -> None:
    """An answer that ends as if it were whole, and is half."""
    handler.send_bytes(b'{"values": [{"kpi"', "application/json")


@pytest.mark.parametrize("trouble", [busy, down, cut, half])
def test_asked_again(trouble: Any, asker: Asker, clock: Clock) -> None:
    """What may pass is waited for, as long as the service says, and the result is whole."""
    asker.server.fail(2, trouble)
    with asker.fetcher("v3") as fetcher:
        written = asker.write(asker.kolada(fetcher), fetcher)
    assert written.figures == 2 * 22 * 4 - 4
    assert len(clock.waits) == 2
    assert clock.waits == [7.0, 7.0] or trouble is not busy


def test_resumed(asker: Asker) -> None:
    """An import that was cut leaves no source; the next one goes on from what came, and asks nothing twice."""
    asker.server.fail(ATTEMPTS, down, "page=3")
    with asker.fetcher("v3") as fetcher, pytest.raises(ServiceError, match="goes on from there"):
        asker.write(asker.kolada(fetcher), fetcher)
    assert not (asker.own / "sources").exists()
    assert [path.name for path in asker.own.iterdir()] == [".downloading-x.sqlite"]
    with asker.fetcher("v3") as fetcher:
        asker.write(asker.kolada(fetcher), fetcher)
    asked = {question: times for question, times in asker.server.asked.items() if times > 1}
    assert list(asked.values()) == [ATTEMPTS + 1]
    assert not list(asker.own.glob(".*"))


def test_too_old_to_go_on_from(asker: Asker, clock: Clock) -> None:
    """What came more than a day ago is asked for again."""
    with asker.fetcher("v3") as fetcher:
        preview(asker.kolada(fetcher))
    clock.now += timedelta(days=2)
    with asker.fetcher("v3") as fetcher:
        preview(asker.kolada(fetcher))
    assert set(asker.server.asked.values()) == {2}


def test_pages_that_lead_elsewhere(asker: Asker) -> None:
    """A next page at another address is not asked for."""

    def elsewhere(handler: Handler) -> None:
        handler.send_json({"values": [], "count": 0, "next_url": "http://127.0.0.1:1/v3/data"})

    asker.server.fail(1, elsewhere)
    with asker.fetcher("v3") as fetcher, pytest.raises(ServiceError, match="leads elsewhere"):
        asker.write(asker.kolada(fetcher), fetcher)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"values": None}, "a row of another form"),
        ({"kpi": "N1"}, "was not asked for"),
        ({"period": "in 2023"}, "was not asked for"),
        ({"values": [{"gender": "X", "value": 1}]}, "a value of another form"),
        ({"values": [{"gender": "T", "value": "12"}]}, "no number"),
        ({"values": [{"gender": "T"}]}, "a value of another form"),
    ],
)
def test_malformed_rows(change: dict[str, Any], says: str, asker: Asker) -> None:
    """A row of another shape ends the import, and leaves no source."""
    asker.server.spoilt = lambda row: {**row, **change}
    with asker.fetcher("v3") as fetcher, pytest.raises(ServiceError, match=says):
        asker.write(asker.kolada(fetcher), fetcher)
    assert not (asker.own / "sources").exists()


def test_deleted_values_are_left_out(asker: Asker) -> None:
    """A value that Kolada has deleted is no figure."""

    def spoil(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "values": [{**value, "isdeleted": row["municipality"] == "0012"} for value in row["values"]]}

    asker.server.spoilt = spoil
    with asker.fetcher("v3") as fetcher:
        asker.write(asker.kolada(fetcher), fetcher)
    assert not [o for o in asker.held().all_observations if o.source == "x" and o.area == "12"]


# SCB


def test_scb(asker: Asker, ask: Ask, clock: Clock) -> None:
    """The selection is cut to the service's limit; status is kept; what cannot be summed out must be chosen."""
    with asker.fetcher("px") as fetcher:
        written = asker.write(asker.scb(fetcher), fetcher)
    assert (written.figures, written.missing) == (14, 1)
    assert written.indicators == ("scb_tab638_be1_tot",)
    assert len([question for question in asker.server.asked if question.startswith("POST")]) == 1
    content = asker.held()
    assert content.sources["x"].origin[0] == "SCB, Registret över totalbefolkningen"
    assert content.sources["x"].published == "2025-02-21"
    assert content.indicators["scb_tab638_be1_tot"].unit == "persons"
    assert "31 december" in content.indicators["scb_tab638_be1_tot"].definition.sv
    name = content.indicators["scb_tab638_be1_tot"].name.sv
    lacking = ask(f"{name} Gotland 2024")
    assert "”..”" in lacking
    assert ask(f"{name} Skåne 2022")[0].isdigit()
    assert clock.waits == []


def test_scb_in_parts(asker: Asker) -> None:
    """More cells than the limit are asked for in parts; sexes become kinds."""
    with asker.fetcher("px") as fetcher:
        written = asker.write(
            asker.scb(fetcher, selection={"Alder": "tot", "Kon": "*"}, years=("2022", "2023")), fetcher
        )
    assert written.figures == 5 * 2 * 2
    posts = [question for question in asker.server.asked if question.startswith("POST")]
    assert len(posts) == 1  # one address, several bodies
    assert asker.server.asked[posts[0]] >= 20 / MAX_CELLS
    kinds = {o.breakdown for o in asker.held().all_observations if o.source == "x"}
    assert kinds == {"man", "kvinnor"}


def test_scb_selection(asker: Asker) -> None:
    """A variable that must be chosen, one that is not there, a table that is none."""
    with asker.fetcher("px") as fetcher:
        with pytest.raises(LackingError, match="--select 'Alder=CODE'"):
            asker.scb(fetcher, selection={})
        with pytest.raises(LackingError, match="no variable Aldern"):
            asker.scb(fetcher, selection={"Aldern": "1"})
        with pytest.raises(LackingError, match="with one code, or --breakdown Alder"):
            asker.scb(fetcher, selection={"Alder": "*"})
        assert preview(asker.scb(fetcher, selection={"Alder": "*"}, breakdown="Alder"))


def test_scb_that_answers_otherwise(asker: Asker) -> None:
    """An answer that is no dataset, or one of another selection, is refused."""
    asker.server.fail(1, lambda handler: handler.send_json({"class": "dataset", "id": ["x"]}), "/data")
    with asker.fetcher("px") as fetcher, pytest.raises(ServiceError, match="dimensions cannot be read"):
        asker.write(asker.scb(fetcher), fetcher)
    assert not (asker.own / "sources").exists()


def test_paced(asker: Asker, clock: Clock) -> None:
    """No more is asked in a time than the service allows."""
    with asker.fetcher("px") as fetcher:
        fetcher.pace(2, 10)
        for number in range(5):
            fetcher.get("config", {"n": str(number)})
    assert clock.waits == [10.0, 10.0]


# OECD


def test_oecd(asker: Asker, ask: Ask) -> None:
    """Edition, age and linkage are part of the indicator; countries are areas; statuses are said."""
    with asker.fetcher("") as fetcher:
        flow = "OECD.ELS.HD,DSD_HCQO@DF_AC"
        service = Oecd(fetcher, flow, "all", ("2021", "2022"), CONTENT.areas, names={})
        written = asker.write(service, fetcher)
    assert written.indicators == (
        "oecd_ami30_pc_y_ge45_linked_1_1",
        "oecd_ami30_pc_y_ge45_unlinked_1_1",
    )
    assert (written.figures, written.missing) == (2 * 2 * 3 - 2, 2)
    assert service.left_out == 4
    content = asker.held()
    areas = {o.area for o in content.all_observations if o.source == "x"}
    assert areas == {"00", "NO", "OECD"}
    name = "Thirty-day mortality after AMI, Percentage, 45 years or over, Linked data, edition 1.1"
    assert content.indicators["oecd_ami30_pc_y_ge45_linked_1_1"].name.en == name
    assert ask(f"{name} Norge 2021")[0].isdigit()
    assert "OECD says that the figure is missing" in ask(f"{name} Norge 2022")
    assert "Break in the series." in ask(f"{name} Sverige 2022")
    refused = ask(f"{name} Danmark 2021")
    assert "Denmark" in refused
    assert not refused[0].isdigit()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"REF_AREA,TIME_PERIOD,OBS_VALUE\nSWE,2021\n", "another number of cells"),
        (b"REF_AREA,TIME_PERIOD,OBS_VALUE\nSWE,2021,abc\n", "'abc' is no number"),
        (b"REF_AREA,TIME_PERIOD,OBS_VALUE\nSWE,x,1\n", "'x' is no period"),
        (b"A,B\n1,2\n", "lack REF_AREA, TIME_PERIOD"),
        (b"REF_AREA,TIME_PERIOD,UNIT_MULT,OBS_VALUE\nSWE,2021,6,1\n", "powers of ten"),
    ],
)
def test_malformed_csv(body: bytes, says: str, asker: Asker) -> None:
    """Rows of another shape end the import."""
    asker.server.fail(1, lambda handler: handler.send_bytes(body, "text/csv"))
    with asker.fetcher("") as fetcher, pytest.raises(ImportingError, match=says):
        asker.write(Oecd(fetcher, "F", "all", (), CONTENT.areas, units={"oecd": "percent"}), fetcher)
    assert not (asker.own / "sources").exists()


def test_csv_that_was_cut(asker: Asker, clock: Clock) -> None:
    """An answer that ends in the middle of a line is asked for again."""
    asker.server.fail(1, lambda handler: handler.send_bytes(b"REF_AREA,TIME_PERIOD,OBS_VALUE\nSWE,20", "text/csv"))
    with asker.fetcher("") as fetcher:
        assert preview(Oecd(fetcher, "F", "all", (), CONTENT.areas))
    assert len(clock.waits) == 1


# The command


def test_the_command(
    asker: Asker, run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`knowledge import kolada`: shown, written under a name with its day, checked; the setting names the service."""
    monkeypatch.setenv("SIFFERSVAR_KOLADA_URL", f"{asker.server.url}/v3")
    typed = ("knowledge", "import", "kolada", "--kpi", "N60002", "--years", "2022-2023", "--into", asker.own)
    assert run(*typed, "--dry-run") == 0
    assert "N60002 | 0000 | 2022 | T" in capsys.readouterr().out
    assert not (asker.own / "sources").exists()
    assert run(*typed, "--yes") == 0
    (made,) = (asker.own / "sources").iterdir()
    assert made.name.startswith("kolada-n60002-20")
    assert yaml.safe_load((made / "source.yaml").read_text("utf-8"))["publisher"] == "RKA"
    assert run("--data", f"{PACKAGED_DATA}:{asker.own}", "knowledge", "check") == 0
    assert run(*typed[:-1], asker.own, "--areas", "99", "--yes") == 2
    assert run(*typed[:5], "--years", "x", "--yes") == 2


def test_changed_rows_are_found(asker: Asker, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """A kept row that was changed, or a figure that was, no longer agrees."""
    with asker.fetcher("v3") as fetcher:
        asker.write(asker.kolada(fetcher, "N60002"), fetcher)
    rows = asker.own / "sources" / "x" / "rows.csv"
    rows.write_text(rows.read_text("utf-8").replace("N60002,2022,0012", "N60002,2022,0013", 1), encoding="utf-8")
    assert run("--data", f"{PACKAGED_DATA}:{asker.own}", "knowledge", "check") == 1
    said = capsys.readouterr().err
    assert "SHA-256 of the kept rows" in said
    assert "('0012')" in said


def test_years() -> None:
    """Years are spans and single ones."""
    assert years_of("2020-2022, 2024") == ("2020", "2021", "2022", "2024")
    for wrong in ("", "x", "20", "2022-2020"):
        with pytest.raises(ValueError, match=r".*"):
            years_of(wrong)
