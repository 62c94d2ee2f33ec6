"""A small data folder, whole and in order, and ways to spoil it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import DataError, FolderRefusedError
from knowledge.loading import load

DOCUMENT = """\
Beslut om bidrag

Tabell 1. Fördelning av 300 kronor
Nord 100
Syd 200
Summa 300

Väntetiden var från 1,5 till 2,5
dagar. En tredjedel av regionerna, dvs. 1 234 567 personer, går back - 11,8 mdr.
"""

FILES = {
    "areas.csv": """\
code,kind,name,official_name,name_en,county,county_en,seat,iso3166_2,nuts3,kolada_id,aliases,aliases_en
00,nation,Riket,Sverige,Sweden,,,,,,,hela landet,the whole country
01,region,Nord,Region Nord,North,Nords län,North County,Nordstad,,,,Norden|nordlänningar,Northland
02,region,Syd,Region Syd,South,Syds län,South County,Sydstad,,,,sydlänningar,
""",
    "municipalities.csv": "code,name,region_code,aliases\n0101,Nordstad,01,Nordstan\n0201,Sydstad,02,\n",
    "groups.yaml": """\
- id: alla
  name: {sv: Alla regioner, en: All regions}
  members: ["01", "02"]
  aliases: {sv: [samtliga regioner], en: [every region]}
  note: {sv: Båda regionerna., en: Both regions.}
""",
    "tables.yaml": """\
- id: ekonomi
  name: {sv: Ekonomin, en: The economy}
  short: {sv: ekonomin, en: the economy}
  total: bidrag
""",
    "indicators/ekonomi.yaml": """\
# Money.
- id: bidrag
  name: {sv: Bidrag, en: Grant}
  short: {sv: bidraget, en: the grant}
  unit: SEK
  theme: pengar
  groups: [ekonomi]
  order: 1
  definition: {sv: Pengar från staten., en: Money from the state.}
  additive: true
  default: {area: 00, scenario: grant}
  aliases:
    sv: [statens bidrag, bidraget]
    en: [state grant]
  presets:
    - {set: {scenario: budget}, sv: [budgeterat bidrag], en: []}
- id: resultat
  name: {sv: Resultat, en: Result}
  short: {sv: resultatet, en: the result}
  unit: SEK
  aliases: {sv: [går back]}
- id: netto
  name: {sv: Netto, en: Net}
  short: {sv: nettot, en: the net}
  unit: SEK
  aliases: {sv: [nettobelopp]}
  derived: {op: difference, of: [bidrag, resultat]}
""",
    "indicators/vantan.yaml": """\
- id: vantetid
  name: {sv: Väntetid, en: Waiting time}
  short: {sv: väntetiden, en: the waiting time}
  unit: days
  aliases: {sv: [hur lång kö]}
- id: andel
  name: {sv: Andel, en: Share}
  short: {sv: andelen, en: the share}
  unit: percent
  breakdowns:
    - {id: unga, name: {sv: Unga, en: Young}, aliases: {sv: [ungdomar], en: [youth]}}
  aliases: {sv: [hur stor del]}
- id: folk
  name: {sv: Folk, en: People}
  short: {sv: folket, en: the people}
  unit: persons
  aliases: {sv: [hur många]}
""",
    "language/frame.yaml": """\
sv: [hur, "no", på]
en: [how]
opinion: {sv: [tycker du], en: [do you think]}
private: {sv: [lön], en: [salary]}
smalltalk:
  greeting: {sv: [hej], en: [hello]}
""",
    "language/common.sv.txt": "# ordinary words\nbil\nhus # a house\n\n",
    "language/synonyms.sv.txt": "pengar | medel\n",
    "sources/beslut/observations.csv": """\
indicator,area,period,scenario,breakdown,value,upper,unit,approximate,place,evidence,note_sv,note_en
bidrag,00,2024,grant,,300,,kr,false,"Tabell 1, rad Summa",Summa 300,,
bidrag,01,2024,grant,,100,,kr,false,"Tabell 1, rad Nord",Nord 100,,
bidrag,02,2024,grant,,200,,kr,false,"Tabell 1, rad Syd",Syd 200,Söder.,South.
vantetid,00,,outcome,,"1,5","2,5",days,false,Text,"från 1,5 till 2,5 dagar",,
andel,00,2024,outcome,unga,"33,3333333333",,percent,true,Text,En tredjedel av regionerna,,
folk,00,2023-12-31,outcome,,1 234 567,,persons,false,Text,"dvs. 1 234 567 personer",,
resultat,-,2022-10,outcome,,"-11,8",,mdkr,false,Text,"går back - 11,8 mdr",,
""",
    "sources/beslut/facts.yaml": """\
- id: beslut_vad
  about: bidrag
  aspect: what
  aliases: {sv: [vad handlar beslutet om], en: [what is the decision about]}
  answer: {sv: Om bidrag., en: About grants.}
  says: {sv: [bidrag]}
  denies: {sv: [skatt]}
  place: Rubriken
  evidence: Beslut om bidrag
""",
    "sources/beslut/gaps.yaml": """\
- id: gap_skatt
  about: skatt
  reason: no_figure
  name: {sv: Skatten, en: The tax}
  aliases: {sv: [hur hög skatt], en: [how high a tax]}
  answer: {sv: Beslutet anger ingen skatt., en: The decision gives no tax.}
  place: Rubriken
  evidence: Beslut om bidrag
""",
    "sources/beslut/checks.yaml": """\
- id: summa
  kind: sum
  indicators: [bidrag]
  areas: ["01", "02"]
  equals: {area: "00"}
""",
    "sources/beslut/source.yaml": f"""\
id: beslut
file: beslut.txt
sha256: {hashlib.sha256(DOCUMENT.encode()).hexdigest()}
title: {{sv: Beslutet, en: The decision}}
publisher: null
published: null
published_note: {{sv: Inget datum., en: No date.}}
url: null
aliases: {{sv: [beslutet], en: [the decision]}}
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small data folder in order."""
    path = tmp_path / "data"
    for name, content in FILES.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    return path


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """The folder with the document that the small data folder quotes."""
    path = tmp_path / "documents"
    path.mkdir()
    (path / "beslut.txt").write_bytes(DOCUMENT.encode())
    return path


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where a store may be built."""
    return f"sqlite:///{tmp_path}/cache/knowledge.sqlite"


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces the one occurrence of a text in a file of the small data folder."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        content = path.read_bytes().decode()
        assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {name}"
        path.write_bytes(content.replace(old, new).encode())

    return replace


@pytest.fixture
def problems(folder: Path) -> Callable[[], tuple[DataError, ...]]:
    """Loads the small data folder and gives what is wrong with it."""

    def found() -> tuple[DataError, ...]:
        try:
            load(folder)
        except FolderRefusedError as error:
            return error.problems
        return ()

    return found
