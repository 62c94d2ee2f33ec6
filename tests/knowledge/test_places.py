"""Places in every form people write: the 21 regions, and what must never be taken for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from knowledge.catalogue import Catalogue
from knowledge.language.text import fold
from knowledge.mentions import analyse
from knowledge.model import Area
from knowledge.places import Place


def found(catalogue: Catalogue, name: str) -> list[tuple[str, str]]:
    """The kinds and codes of the places in a question about a name."""
    return [(place.kind, place.code) for place in analyse(f"hur mycket fick {name} i sektorsbidrag", catalogue).places]


def regions(catalogue: Catalogue) -> list[Area]:
    """The regions of the store: 21."""
    made = [area for area in catalogue.store.areas.values() if area.kind == "region"]
    assert len(made) == 21
    return made


def genitive(name: str) -> str:
    """The name as an owner."""
    return name if name.endswith("s") else f"{name}s"


GOTALAND = "västra götalänningarna"
MISTAKEN = ("Habo", "Östra Göinge")
FORMS: list[tuple[str, Callable[[Area], str]]] = [
    ("name", lambda area: area.name),
    ("lower case", lambda area: area.name.casefold()),
    ("upper case", lambda area: area.name.upper()),
    ("genitive", lambda area: genitive(area.name)),
    ("official", lambda area: area.official_name),
    ("Region X", lambda area: f"Region {area.name}"),
    ("Region Xs", lambda area: f"Region {genitive(area.name)}"),
    ("X region", lambda area: f"{genitive(area.name)} region"),
    ("X län", lambda area: f"{area.name} län"),
    ("Xs län", lambda area: area.county),
    ("LÄN", lambda area: area.county.upper()),
    ("regionen X", lambda area: f"regionen {area.name}"),
    ("landstinget X", lambda area: f"Landstinget {area.name}"),
    ("Xs läns landsting", lambda area: f"{genitive(area.name)} läns landsting"),
    ("no dots", lambda area: fold(area.name.casefold())),
    ("no dots, genitive", lambda area: fold(genitive(area.name).casefold())),
    ("no dots, län", lambda area: fold(area.county.casefold())),
    ("English", lambda area: area.name_en),
    ("county", lambda area: area.county_en),
    ("X:s", lambda area: f"{area.name}:s"),
    ("quoted", lambda area: f"”{area.name}”"),
    ("Xregionen", lambda area: f"{genitive(area.name)}regionen"),
]


@pytest.mark.parametrize("form", [form for _, form in FORMS], ids=[name for name, _ in FORMS])
def test_every_region(catalogue: Catalogue, form: Callable[[Area], str]) -> None:
    """Each of the 21 is found in this form, alone."""
    missed = {
        form(area): got
        for area in regions(catalogue)
        if (got := found(catalogue, form(area))) != [("region", area.code)]
    }
    assert missed == {}


def test_every_alias(catalogue: Catalogue) -> None:
    """Each alias of each region is that region."""
    missed = {
        alias: got
        for area in regions(catalogue)
        for alias in area.aliases.all()
        if (got := found(catalogue, alias)) != [("region", area.code)]
    }
    assert missed == {}


def test_an_alias_of_two_words(catalogue: Catalogue) -> None:
    """The people of Västra Götaland are not those of Gotland."""
    assert found(catalogue, GOTALAND) == [("region", "14")]


def typos(name: str) -> Iterator[str]:
    """A name with one letter left out, doubled, changed, or swapped with the next."""
    for at, letter in enumerate(name):
        if letter == " ":
            continue
        yield name[:at] + name[at + 1 :]
        yield name[:at] + letter + name[at:]
        yield name[:at] + ("e" if letter != "e" else "o") + name[at + 1 :]
        if at + 1 < len(name) and " " not in name[at : at + 2]:
            yield name[:at] + name[at + 1] + letter + name[at + 2 :]


def test_a_typo_is_never_another_region(catalogue: Catalogue) -> None:
    """One wrong letter in a region's name leads to that region, to nothing or to a town, and mostly to that region."""
    right = wrong = 0
    others = {}
    for area in regions(catalogue):
        if " " in area.name or area.name == "Gotland":
            continue
        for typed in set(typos(area.name.casefold())):
            places = analyse(f"hur mycket fick {typed} i sektorsbidrag", catalogue).places
            if [place.code for place in places] == [area.code]:
                right += 1
            elif not {place.kind for place in places} <= {
                "municipality"
            }:  # "eönköping" is as near to Enköping: declined
                others[typed] = places
            else:
                wrong += 1
    assert others == {}
    assert right > 0.9 * (right + wrong)


def test_a_typo_in_the_first_of_two_words(catalogue: Catalogue) -> None:
    """“Västa Götaland” is Västra Götaland or nothing, never the group Götaland."""
    names = {f"{typed} götaland" for typed in typos("västra")} - {"västra götaland"}
    assert {
        name: got for name in sorted(names) if (got := found(catalogue, name)) not in ([], [("region", "14")])
    } == {}


@pytest.mark.parametrize(("typed", "code"), [("gotalnd", "09"), ("västra göatland", "14"), ("västra götlaand", "14")])
def test_a_typo_between_two_names(catalogue: Catalogue, typed: str, code: str) -> None:
    """What may be two places is the right one or none."""
    assert found(catalogue, typed) in ([], [("region", code)])


OTHERS = [
    ("Göteborg", [("municipality", "1480")]),
    ("Göteborgs stad", [("municipality", "1480")]),
    ("Region Göteborg", [("municipality", "1480")]),
    ("Malmö", [("municipality", "1280")]),
    ("Stockholm", [("region", "01")]),
    ("Stockholms kommun", [("municipality", "0180")]),
    ("Stockholms stad", [("municipality", "0180")]),
    ("stockholm city", [("municipality", "0180")]),
    ("Uppsala kommun", [("municipality", "0380")]),
    ("Kalmar kommun", [("municipality", "0880")]),
    ("Jönköpings kommun", [("municipality", "0680")]),
    ("Örebro kommun", [("municipality", "1880")]),
    ("Gotlands kommun", [("municipality", "0980")]),
    ("Halmstad", [("municipality", "1380")]),
    ("Lund", [("municipality", "1281")]),
    ("Norge", [("country", "NO")]),
    ("Danmark", [("country", "DK")]),
    ("England", [("country", "GB")]),
    ("USA", [("country", "US")]),
    ("EU", [("country", "EU")]),
    ("OECD", [("organisation", "OECD")]),
    ("Sverige", [("nation", "00")]),
    ("riket", [("nation", "00")]),
    ("hela landet", [("nation", "00")]),
    ("Norrland", [("group", "norrland")]),
    ("Svealand", [("group", "svealand")]),
    ("Götaland", [("group", "gotaland")]),
    ("Småland", [("group", "smaland")]),
    ("storstadsregionerna", [("group", "storstadsregionerna")]),
    ("norra sjukvårdsregionen", [("group", "sjukvardsregion_norra")]),
    ("Västra Götaland", [("region", "14")]),
    ("VGR", [("region", "14")]),
    ("sthlm", [("region", "01")]),
    ("väster botten", [("region", "24")]),
    ("Karlskrona-länet", [("region", "10")]),
    ("skånesiffran", [("region", "12")]),
    ("Skånes och Hallands", [("region", "12"), ("region", "13")]),
    ("Gävle mot Karlstad", [("municipality", "2180"), ("municipality", "1780")]),
    ("västa göatland", [("region", "14")]),
    ("västra gotalnd", [("region", "14")]),
    ("västa götalandsregionen", [("region", "14")]),
    ("Östra Göigne", [("municipality", "1256")]),
    ("hela Gotland", [("region", "09")]),
    ("hela Götaland", [("group", "gotaland")]),
    ("Skåne, västa götaland", [("region", "12"), ("region", "14")]),
    ("gotalnd", []),
    ("Håbo", [("municipality", "0305")]),
    ("ingenstans", []),
    ("Narnia", []),
]


@pytest.mark.parametrize(("name", "expected"), OTHERS)
def test_others(catalogue: Catalogue, name: str, expected: list[tuple[str, str]]) -> None:
    """Municipalities, countries, groups and the nation are told from the regions."""
    assert found(catalogue, name) == expected


@pytest.mark.parametrize(
    "text", ["är det mark kvar", "hur mycket bo", "var finns ale", "i lund", "en mark", "vad är det för en stad"]
)
def test_ordinary_words_are_no_places(catalogue: Catalogue, text: str) -> None:
    """A word that is also a municipality's name is one only with its capital (Lund always is)."""
    assert [place.code for place in analyse(text, catalogue).places] == (["1281"] if "lund" in text else [])


def test_every_municipality(catalogue: Catalogue) -> None:
    """Each of the 290, with “kommun” behind it, is a municipality of that name and never its region."""
    known = [area for area in catalogue.store.areas.values() if area.kind == "municipality"]
    assert len(known) == 290
    names = {area.code: area.name for area in known}
    missed = [
        area.name
        for area in known
        if [names.get(code) for _, code in found(catalogue, f"{area.name} kommun")] != [area.name]
    ]
    assert missed == []


@pytest.mark.parametrize("name", MISTAKEN)
def test_a_municipality_like_another_word(catalogue: Catalogue, name: str) -> None:
    """An exact name goes before another's unaccented form, and before mending."""
    assert [catalogue.places.areas[code].name for _, code in found(catalogue, f"{name} kommun")] == [name]


def test_spans(catalogue: Catalogue) -> None:
    """A place covers its words, with “region” and “län” around it, and says what was typed."""
    place: Place = analyse("vad fick Region Jönköpings län 2024", catalogue).places[0]
    assert (place.start, place.end, place.code) == (2, 5, "06")
    assert "Jönköpings" in place.said
