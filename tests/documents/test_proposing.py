"""What is proposed of sentences and tables, and what is no figure."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from knowledge.documents.numbers import figures_in
from knowledge.evidence import fault
from knowledge.folder.sources import EVIDENCE_LIMIT
from tests.documents.conftest import NOTE, Read

FIGURES = [
    ("Resultatet blev −12,5 miljoner kronor.", [("-12.5", None, "mnkr", False)]),
    ("Kostnaden blev 1 234 567 kr.", [("1234567", None, "kr", False)]),
    ("Drygt 40 procent av 250 anställda svarade.", [("40", None, "percent", True), ("250", None, "persons", False)]),
    ("Väntetiden varierade mellan 12 och 45 dagar.", [("12", "45", "days", False)]),
    ("Andelen ökade från 12 till 15 procent.", [("12", None, "percent", False), ("15", None, "percent", False)]),
    ("Andelen sjönk från 15 till 12 procent.", [("15", None, "percent", False), ("12", None, "percent", False)]),
    ("Kostnaderna minskade med 30 mkr.", [("-30", None, "mnkr", False)]),
    ("Ett underskott på 7 mdkr väntas.", [("-7", None, "mdkr", False)]),
    ("Fyra sjukhus stängde.", [("4", None, "count", False)]),
    ("Två tredjedelar av pengarna är slut.", [("66.6666666667", None, "percent", False)]),
    ("Det kostar 1 250 kronor per invånare.", [("1250", None, "SEK_per_person", False)]),
    ("Skatten höjdes 0,5 procentenheter.", [("0.5", None, "percentage_points", False)]),
    ("Satsningen är 3–5 miljarder kronor.", [("3", "5", "mdkr", False)]),
    ("Delarna är 43, 544 respektive 389 miljoner kronor.", [(n, None, "mnkr", False) for n in ("43", "544", "389")]),
    ("I snitt 1,5 miljoner personer.", [("1500000", None, "persons", False)]),
]


@pytest.mark.parametrize(("text", "figures"), FIGURES, ids=[text for text, _ in FIGURES])
def test_figures(text: str, figures: list[tuple[str, str | None, str, bool]]) -> None:
    """Value, end of a range, unit, sign and approximation of each figure of a sentence."""
    found = [(one.value, one.upper, one.unit, one.approximate) for one in figures_in(text)]
    assert found == [
        (Decimal(value), None if upper is None else Decimal(upper), unit, about)
        for value, upper, unit, about in figures
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Beslutet fattades den 14 november 2022.",
        "Se tabell 3, avsnitt 4.2 och sidan 17.",
        "Enligt 11 kap. 3 § kommunallagen (2017:725) och prop. 2023/24:101.",
        "Ring 08-452 70 00 eller +46 70 123 45 67.",
        "Dnr RS 2024/1187, org.nr 232100-0156.",
        "Sida 6 av 8",
        "1.2 Bakgrund",
        "Under 2021–2023 pågick arbetet.",
        "Personer i åldern 20-66 år och 80+ omfattas.",
        "30-dagarsdödligheten mäts per 100 000 invånare.",
        "Mötet hölls kl. 13.30 i rum 4.",
        "Index = 100 år 2010",
        "Källa: SCB, tabell 12, 45 procent",
        "De senaste 10 åren har mycket hänt.",
        "Anslaget 1:6, anslagsposten 42, utgiftsområde 9.",
        "Läs mer på https://exempel.se/2024/17.",
        "118 82 Stockholm",
        "Covid-19 och H1N1",
    ],
)
def test_no_figures(text: str) -> None:
    """Years, dates, references, ids, telephone numbers, ages and rates are not proposed."""
    assert figures_in(text) == []


def test_what_is_proposed_can_be_stored(read: Read) -> None:
    """Every fragment is short, stands in the document and holds its figure; area and period come from the title."""
    proposals = read(NOTE)
    assert {(one.value, one.unit, one.area, one.period) for one in proposals} == {
        (Decimal(4310), "count", "09", "2024"),
        (Decimal("6.5"), "percent", "09", "2024"),
        (Decimal(38), "mnkr", "09", "2024"),
        (Decimal(621), "SEK_per_person", "09", "2024"),
    }
    for one in proposals:
        assert len(one.evidence) <= EVIDENCE_LIMIT
        assert fault(one.value, one.unit, one.evidence) is None
        assert one.evidence in " ".join(NOTE.split())
        assert 0 < one.confidence < 1


@pytest.mark.parametrize(
    ("text", "area", "period"),
    [
        ("I Skåne var andelen 12 procent 2021.", "12", "2021"),
        ("Andelen var 12 procent i okt 2021.", "00", "2021-10"),
        ("Andelen var 12 procent (OECD-genomsnitt).", "OECD", ""),
        ("Regionens förvaltning använde 12 procent.", "-", ""),
        ("Regeringen avsätter 12 procent för regionerna.", "00", ""),
        ("Andelen är 12 procent, jämfört med 2014.", "00", ""),
        ("Den 31 december 2023 var andelen 12 procent i riket.", "00", "2023-12-31"),
        ("Kvartal 2 2024 var andelen i Sverige 12 procent.", "00", "2024-04/2024-06"),
    ],
)
def test_area_and_period(read: Read, text: str, area: str, period: str) -> None:
    """They are what the sentence says; what only is compared with is no period; none is made up."""
    national = "" if area == "-" else "Regeringen och regionerna följer riket.\n\n"
    (one,) = [found for found in read(f"{national}{text}\n") if found.value == 12]
    assert (one.area, one.period) == (area, period)


def test_table_of_text(read: Read) -> None:
    """Columns are told apart by all rows together; the total of all regions aside, a row keeps its own area."""
    table = "Kostnader (mkr)\n\nOmråde 2022 2023\nPrimärvård 1 204 1 310\nPsykiatri 988 1 002\nTandvård 87 91\n"
    found = {(one.name, one.period): one.value for one in read(f"Regionens nämnd\n\n{table}")}
    assert found["Primärvård", "2022"] == 1204
    assert found["Primärvård", "2023"] == 1310
    assert found["Tandvård", "2023"] == 91


def test_the_same_twice_is_proposed_once(read: Read) -> None:
    """A figure that a document repeats in the same words is one proposal."""
    line = "Hyrläkarna i Skåne kostade 38 mkr 2024."
    assert len(read(f"{line}\n\n{line}\n")) == 1


def test_what_cannot_be_told_apart_is_unsure(read: Read) -> None:
    """Two values of the same in all that was read are proposed with little confidence."""
    found = read("Hyrläkarna i Skåne kostade 38 mkr 2024.\n\nHyrläkarna i Skåne kostade 41 mkr 2024.\n")
    assert [one.value for one in found] == [38, 41]
    assert max(one.confidence for one in found) <= 0.4


def test_an_indicator_that_is_held(read: Read) -> None:
    """A sentence that names an indicator by its own words is proposed for it; other units are not."""
    (one, *_) = read("Regeringen ger regionerna 4 miljarder kronor 2025 i sektorsbidrag till hälso- och sjukvården.\n")
    assert (one.indicator, one.known, one.period) == ("sektorsbidrag", True, "2025")
    (other, *_) = read("Regeringen: sektorsbidraget till hälso- och sjukvården ökade 4 procent 2025.\n")
    assert not other.known


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 2_000,
        "9" * 20_000,
        "1." * 5_000,
        "(" * 5_000,
        "x" * 30_000 + " 5",
        "10 mkr " * 400,
        "minskade med " * 2_000,
    ],
    ids=lambda text: text[:12],
)
def test_dumps_are_read_in_time(read: Read, text: str) -> None:
    """A text that is none ends soon, and gives next to nothing."""
    started = time.monotonic()
    assert len(read(f"Titel\n\n{text}\n")) <= 2
    assert time.monotonic() - started < 15


def test_long_paragraphs_are_read_whole(read: Read) -> None:
    """A paragraph of many sentences is cut between them: the last figure is found, with its own period."""
    padding = "Det här är en mening utan tal som bara fyller ut texten något. " * 60
    (one,) = read(f"Titel\n\n{padding}Kostnaden i Skåne blev 38 mkr 2024.\n")
    assert (one.value, one.area, one.period) == (Decimal(38), "12", "2024")
