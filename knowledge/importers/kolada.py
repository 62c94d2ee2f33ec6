"""Kolada v3: key figures of regions and municipalities.

Rows are `{"kpi", "period", "municipality", "values": [{"gender", "count", "status", "value", "isdeleted"}]}` in an
envelope `values`, `count`, `next_url`. Regions are 0001–0025 and the nation is 0000; rows of groups of municipalities
(ids that begin with G) are unweighted means and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from knowledge.importers.errors import LackingError, ServiceError
from knowledge.importers.fetching import Answered, Fetcher
from knowledge.importers.headers import KIND_ALIASES, KINDS
from knowledge.importers.items import About, Item, Kind, NewIndicator, fragment
from knowledge.importers.services import Retrieved, chunks
from knowledge.importers.units import unit_in
from knowledge.model import NATION, PUBLISHED_UNITS, Area, Names, Text

MOST_IDS = 25
"""So many ids stand in one segment of a path."""
_GENDERS = {"T": "totalt", "K": "kvinnor", "M": "man"}
_REGION_DIGITS = "00"
_CURE = "the service may have changed; see docs/importing.md"
_REGISTER = re.compile(r"(?:Källa|Källor):\s*([^\n]+?)\.?\s*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_MISSING = {
    "missing": Text("Kolada anger att uppgift saknas", "Kolada says that the figure is missing"),
    "private": Text("uppgiften är skyddad i Kolada", "the figure is confidential in Kolada"),
}
_NO_VALUE = Text("Kolada har inget värde", "Kolada has no value")


class Kolada:
    """One question to Kolada: some key figures, areas and years."""

    header: tuple[str, ...] = ("request", "kpi", "period", "municipality", "gender", "count", "status", "value")

    def __init__(
        self,
        fetcher: Fetcher,
        kpis: Sequence[str],
        codes: Sequence[str],
        years: Sequence[str],
        areas: Mapping[str, Area],
        units: Mapping[str, str],
        license_: str | None = None,
    ) -> None:
        """Ask for `kpis` in the areas of SCB's `codes`.

        Args:
            fetcher: asks.
            kpis: ids of key figures.
            codes: SCB's codes of areas.
            years: the years.
            areas: those of the data folders.
            units: id of a key figure -> unit, where its title does not tell.
            license_: under which the figures may be used, where it is another than Kolada's own.
        """
        self._fetcher = fetcher
        self._kpis = tuple(kpi.upper() for kpi in kpis)
        self._ids = {kolada_id(code, areas): code for code in codes}
        self._years = tuple(years)
        self._units = {kpi.upper(): unit for kpi, unit in units.items()}
        self._license = license_
        self._about = self._described()
        self._first: Answered | None = None
        self.left_out = 0
        """Rows of groups, and deleted values."""

    def _described(self) -> dict[str, dict[str, Any]]:
        """What Kolada says of each key figure; all must be there, each with a unit that is known."""
        found: dict[str, dict[str, Any]] = {}
        for lot in chunks(self._kpis, MOST_IDS):
            for values, answer in self._pages(f"kpi/{','.join(lot)}"):
                for entry in values:
                    if not isinstance(entry, dict) or not isinstance(entry.get("title"), str) or "id" not in entry:
                        raise ServiceError(answer.address, f"a key figure without id or title: {entry!r}", _CURE)
                    found[str(entry["id"]).upper()] = entry
        lost = [kpi for kpi in self._kpis if kpi not in found]
        if lost:
            raise ServiceError(f"{self._fetcher.base}/kpi", f"there is no {', '.join(lost)}", "check the ids")
        for kpi in self._kpis:
            self._units.setdefault(kpi, unit_in(found[kpi]["title"]) or "")
        unknown = [f"--unit {kpi}=UNIT ('{found[kpi]['title']}')" for kpi in self._kpis if not self._units[kpi]]
        if unknown:
            raise LackingError(lacking="; ".join(unknown))
        return found

    def rows(self) -> Iterator[Retrieved]:
        """The values of all key figures, areas and years."""
        self.left_out = 0
        for kpis in chunks(self._kpis, MOST_IDS):
            for ids in chunks(tuple(self._ids), MOST_IDS):
                for years in chunks(self._years, MOST_IDS):
                    path = f"data/kpi/{','.join(kpis)}/municipality/{','.join(ids)}/year/{','.join(years)}"
                    for values, answer in self._pages(path):
                        self._first = self._first or answer
                        for entry in values:
                            yield from self._row(entry, answer)

    def indicators(self) -> tuple[NewIndicator, ...]:
        """One indicator a key figure."""
        return tuple(self._indicator(kpi) for kpi in self._kpis)

    def about(self) -> About:
        """What the source is."""
        titles = "; ".join(self._about[kpi]["title"] for kpi in self._kpis[:3])
        more = " …" if len(self._kpis) > 3 else ""
        registers = dict.fromkeys(
            found[1]
            for kpi in self._kpis
            if (found := _REGISTER.search(str(self._about[kpi].get("description") or "")))
        )
        return About(
            id="kolada",
            title=Text(f"Kolada: {titles}{more}", f"Kolada: {titles}{more}"),
            publisher="RKA",
            published_note=Text(
                "Hämtat ur Kolada; publiceringsdatum anges per nyckeltal där.",
                "Retrieved from Kolada, which gives dates of publication by key figure.",
            ),
            url=self._first.address if self._first is not None else self._fetcher.base,
            license=self._license or "CC BY 4.0",
            attribution=Text("Källa: Kolada, RKA", "Source: Kolada, RKA"),
            retrieved=self._first.retrieved if self._first is not None else None,
            origin=(*registers, "Kolada (RKA)"),
            aliases=Names(("kolada",), ("Kolada",)),
        )

    def _indicator(self, kpi: str) -> NewIndicator:
        """What is written of a key figure."""
        about, title = self._about[kpi], " ".join(str(self._about[kpi]["title"]).split())
        kinds = _GENDERS.values() if about.get("is_divided_by_gender") else ()
        definition = " ".join(str(about.get("description") or "").split())
        return NewIndicator(
            id=f"kolada_{kpi.casefold()}",
            name=Text(title, title),
            unit=PUBLISHED_UNITS[self._units[kpi]][0],
            theme=" ".join(str(about.get("operating_area") or "kolada").split()),
            definition=Text(definition, definition),
            aliases=Names((_IN_BRACKETS.sub("", title), kpi)),
            kinds=tuple(Kind(kind, KINDS[kind], KIND_ALIASES[kind]) for kind in kinds),
            default=(("breakdown", "totalt"),) if kinds else (),
        )

    def _row(self, entry: object, answer: Answered) -> Iterator[Retrieved]:
        """The values of one key figure, area and year."""
        if not isinstance(entry, dict) or not isinstance(entry.get("values"), list):
            raise ServiceError(answer.address, f"a row of another form: {entry!r}"[:300], _CURE)
        kpi, period, unit_id = (str(entry.get(name, "")) for name in ("kpi", "period", "municipality"))
        if kpi.upper() not in self._about or not re.fullmatch(r"[0-9]{4}", period) or not unit_id:
            raise ServiceError(answer.address, f"a row that was not asked for: {entry!r}"[:300], _CURE)
        for value in entry["values"]:
            if not isinstance(value, dict) or value.get("gender") not in _GENDERS or "value" not in value:
                raise ServiceError(answer.address, f"a value of another form: {value!r}"[:300], _CURE)
            number, status = value["value"], str(value.get("status") or "")
            if number is not None and (isinstance(number, bool) or not isinstance(number, (int, Decimal))):
                raise ServiceError(answer.address, f"a value that is no number: {value!r}"[:300], _CURE)
            gender, count = str(value["gender"]), value.get("count")
            shown = "" if number is None else plain(number)
            cells = (str(answer.number), kpi, period, unit_id, gender, _shown(count), status, shown)
            code = self._ids.get(unit_id)
            if code is None or value.get("isdeleted"):
                self.left_out += 1
                yield Retrieved(cells)
                continue
            yield Retrieved(cells, self._item(kpi.upper(), code, cells))

    def _item(self, kpi: str, code: str, cells: tuple[str, ...]) -> Item:
        """What is made of one value."""
        _, said, period, unit_id, gender, _, status, shown = cells
        divided = bool(self._about[kpi].get("is_divided_by_gender"))
        missing = not shown or status.casefold() == "missing"
        mark = (status or "null") if missing else ""
        evidence = fragment((said, unit_id, period, gender), shown or "(tom)")
        return Item(
            indicator=f"kolada_{kpi.casefold()}",
            area=code,
            period=period,
            scenario="outcome",
            breakdown=_GENDERS[gender] if divided else "",
            place=f"Kolada {said}",
            evidence=evidence,
            value="" if missing else comma(shown),
            unit=self._units[kpi],
            mark=mark,
            reason=_MISSING.get(status.casefold(), _NO_VALUE) if missing else Text(),
        )

    def _pages(self, path: str) -> Iterator[tuple[list[Any], Answered]]:
        """The values of an address and of the pages after it."""
        seen: set[str] = set()
        following: str | None = path
        while following:
            answer = self._fetcher.get(following)
            if answer.address in seen:
                raise ServiceError(answer.address, "its next page is a page before", _CURE)
            seen.add(answer.address)
            content = answer.json()
            if not isinstance(content, dict) or not isinstance(content.get("values"), list):
                raise ServiceError(answer.address, "its answer has no 'values'", _CURE)
            yield content["values"], answer
            following = content.get("next_url") or None


def kolada_id(code: str, areas: Mapping[str, Area]) -> str:
    """Kolada's id of an area: a region's code with two zeros before it, a municipality's own."""
    area = areas.get(code)
    return f"{_REGION_DIGITS}{code}" if code == NATION or (area is not None and area.kind == "region") else code


def plain(number: int | Decimal) -> str:
    """A number as the service gave it, without an exponent."""
    return format(Decimal(number), "f")


def comma(shown: str) -> str:
    """A number with a decimal comma, as observations.csv has it."""
    return shown.replace(".", ",")


def _shown(value: object) -> str:
    """A cell, empty for null."""
    return "" if value is None else str(value)
