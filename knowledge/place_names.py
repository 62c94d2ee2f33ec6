"""The names of regions, groups, countries and municipalities, with the forms that Swedish makes of them."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.language.swedish import genitive
from knowledge.language.tables import word_set
from knowledge.language.text import fold, words
from knowledge.model import Area, Group

PlaceNames = dict[tuple[str, ...], tuple[str, str]]
"""The words of a name -> the kind and code of the place."""

BEFORE = word_set("region regionen regionens landstinget landsting county län")
"""Words in front of a name that say what kind of place it is."""
AFTER = word_set("""
    län lan läns lans länet lanet länets regionen regionens region county landsting landstinget regions
""")
"""Words behind a name that do."""
_RANK = {"region": 0, "group": 1, "nation": 2, "organisation": 3, "country": 4, "municipality": 5, "province": 6}
_EXTRA_COUNTRIES = {
    "US": "usa us amerika america staterna",
    "GB": "england storbritannien uk britain skottland scotland wales",
    "NL": "holland nederländerna netherlands",
    "DK": "danmark danish",
    "NO": "norge norwegian",
    "FI": "finland finnish",
    "DE": "tyskland german",
    "FR": "frankrike french",
    "CZ": "tjeckien czechia",
    "AX": "åland",
    "IS": "island",
    "CN": "kina",
    "RU": "ryssland russia",
    "KR": "sydkorea",
}
"""Names of countries beside those of the data folder."""

_PEOPLES = {
    "US": "amerikan amerikanerna amerikanernas amerikanska amerikaner "
    "amerikanerna amerikansk amerikanskt american americans",
    "GB": "britt britter britterna brittisk brittiska brittiskt brit brits british britons engelsmän engelsmännen",
    "NL": "nederländsk nederländska nederländskt holländsk holländska holländare dutch",
    "DK": "dansk danska danskt danskar danskarna danskarnas danes",
    "NO": "norsk norska norskt norrmän norrmännen norrmännens norwegians",
    "FI": "finsk finska finskt finländsk finländska finländskt "
    "finländare finländarna finländarnas finnar finnarna finnarnas finns",
    "DE": "tysk tyska tyskt tyskar tyskarna tyskarnas germans",
    "FR": "fransk franska franskt fransmän fransmännen fransmännens",
    "IS": "isländsk isländska isländskt islänningar islänningarna icelandic icelanders",
    "ES": "spansk spanska spanskt spanjorer spanjorerna spanish spaniards",
    "IT": "italiensk italienska italienskt italienare italienarna italian italians",
    "PL": "polsk polska polskt polacker polackerna poles",
    "RU": "rysk ryska ryskt ryssar ryssarna russian russians",
    "EE": "estnisk estniska estniskt ester esterna estonian estonians",
    "CH": "schweizisk schweiziska schweiziskt schweizare schweizarna swiss",
    "AT": "österrikisk österrikiska österrikiskt österrikare austrian austrians",
    "BE": "belgisk belgiska belgiskt belgare belgian belgians",
    "CA": "kanadensisk kanadensiska kanadensiskt kanadensare canadian canadians",
    "AU": "australisk australiska australiskt australier australian australians",
    "JP": "japansk japanska japanskt japaner japanerna japanese",
    "CN": "kinesisk kinesiska kinesiskt kineser kineserna chinese",
    "IE": "irländsk irländska irländskt irländare irish",
    "GR": "grekisk grekiska grekiskt greker grekerna greek greeks",
    "PT": "portugisisk portugisiska portugisiskt portugiser portuguese",
}
"""What and who is of a country, which a figure is asked of as of the country itself.

"Finns" only with its capital: it is a Swedish verb.
"""
NATIONAL = frozenset(" ".join(_PEOPLES.values()).split()) | word_set("danish norwegian finnish german french usa uk")
NATIONAL -= word_set("finns ester esterna poles")
"""Those that mean it without a capital as well."""
_EXTRA_UNIONS = {"EU": "eu europa europe eu-länderna eu-snittet europeiska", "NORDEN": "norden nordiska nordics nordic"}


def with_unions(areas: Iterable[Area]) -> dict[str, Area]:
    """The areas by their codes, with the unions that are known beside them."""
    known = {area.code: area for area in areas}
    for code in _EXTRA_UNIONS:
        if code not in known:
            known[code] = Area(
                code,
                "country",
                "EU" if code == "EU" else "Norden",
                "the EU" if code == "EU" else "the Nordic countries",
            )
    return known


def names_of(areas: Iterable[Area], groups: Iterable[Group]) -> PlaceNames:
    """Every name, genitive and unaccented form of these areas and groups, and of the unions known beside them."""
    spelt: PlaceNames = {}
    unaccented: PlaceNames = {}
    for area in areas:
        names = [area.name, area.name_en, area.official_name, area.county, area.county_en, *area.aliases.all()]
        if area.kind == "country":
            names += _EXTRA_COUNTRIES.get(area.code, "").split() + _PEOPLES.get(area.code, "").split()
        for name in names:
            _add(name, (area.kind, area.code), spelt, unaccented)
    for group in groups:
        for name in (group.name.sv, group.name.en, *group.aliases.all()):
            _add(name, ("group", group.id), spelt, unaccented)
    for code, names_said in _EXTRA_UNIONS.items():
        for name in names_said.split():
            _add(name, ("country", code), spelt, unaccented)
    return unaccented | spelt  # a name as it is spelt goes before another's unaccented form


def _add(name: str, place: tuple[str, str], spelt: PlaceNames, unaccented: PlaceNames) -> None:
    """Take in a name, its genitive, and itself without "region" or "län", where no place of a higher rank has it."""
    said = words(name)
    if not said:
        return
    for form in (said, (*said[:-1], genitive(said[-1]))):
        for names, key in ((spelt, form), (unaccented, tuple(fold(word) for word in form))):
            old = names.get(key)
            if old is None or _RANK[place[0]] < _RANK[old[0]]:
                names[key] = place
    trimmed = tuple(word for word in said if word not in BEFORE | AFTER)
    if trimmed != said and trimmed and place[0] != "group" and len(trimmed[0]) > 2:
        _add(" ".join(trimmed), place, spelt, unaccented)
