"""SCB's PxWebApi 2: tables as json-stat2, within the limits that `/config` tells.

The library pxwebpy speaks the same interface, and drops what must be kept here: the status of a cell (".." or "."), the
notes, and the answer as it came.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from knowledge.importers.cells import MARKS
from knowledge.importers.errors import LackingError, ServiceError
from knowledge.importers.fetching import Answered, Fetcher
from knowledge.importers.headers import KIND_ALIASES, KINDS, kind_in
from knowledge.importers.items import About, Item, Kind, NewIndicator, fragment, slug
from knowledge.importers.jsonstat import Cell, Dataset, Dimension, JsonStatError
from knowledge.importers.kolada import comma, plain
from knowledge.importers.periods import period_of
from knowledge.importers.services import Retrieved
from knowledge.importers.units import unit_in
from knowledge.model import PUBLISHED_UNITS, Area, Names, Text

_CURE = "the service may have changed; see docs/importing.md"
_METRIC = "ContentsCode"
_TIMES = ("Tid", "Time")
_SEXES = {"1": "man", "2": "kvinnor", "1+2": "totalt"}
_SEX_VARIABLES = ("Kon", "Kön", "Sex")


class Scb:
    """One question to a table of SCB."""

    def __init__(
        self,
        fetcher: Fetcher,
        table: str,
        codes: Sequence[str],
        areas: Mapping[str, Area],
        *,
        selection: Mapping[str, str],
        years: Sequence[str] = (),
        breakdown: str | None = None,
        units: Mapping[str, str] | None = None,
        license_: str | None = None,
    ) -> None:
        """Ask for the areas `codes` of `table`.

        Args:
            fetcher: asks.
            table: the id of the table, such as TAB638.
            codes: SCB's codes of areas.
            areas: those of the data folders.
            selection: variable -> its codes, with commas between them; `*` and `?` as in file names.
            years: those whose periods are asked for; all where there are none.
            breakdown: the variable whose categories are kinds.
            units: code of a content -> unit, where the table's own does not tell.
            license_: under which the figures may be used, where it is another than SCB's own.
        """
        self._fetcher = fetcher
        self._table = table
        self._areas = areas
        self._license = license_
        self._limit = self._configured()
        self._data = self._metadata("sv")
        self._english = {one.code: one for one in self._metadata("en").dimensions}
        self._by_code = {one.code: one for one in self._data.dimensions}
        self._geo = self._role("geo", ("Region",))
        self._time = self._role("time", _TIMES)
        self._breakdown = breakdown if breakdown is not None else self._sex_variable(selection)
        over = {self._time: ",".join(f"{year}*" for year in years)} if years else {}
        self._selection = self._selected(codes, {**over, **selection})
        self._units = self._known_units(units or {})
        self._order = tuple(one.code for one in self._data.dimensions if one.code in self._selection)
        self.header = ("request", *self._order, "status", "value")
        self._first: Answered | None = None

    # -- what the service says of itself and the table -----------------------------------------------------------------

    def _configured(self) -> int:
        """How many cells an answer may have; the pace of questions is set."""
        answer = self._fetcher.get("config")
        said = answer.json()
        limits = {key: said.get(key) if isinstance(said, dict) else None for key in _LIMITS}
        if not all(isinstance(value, int) and not isinstance(value, bool) for value in limits.values()):
            raise ServiceError(answer.address, f"its limits cannot be read: {limits}", _CURE)
        self._fetcher.pace(int(limits["maxCallsPerTimeWindow"] or 0), float(limits["timeWindow"] or 0))
        return max(int(limits["maxDataCells"] or 0), 1)

    def _metadata(self, language: str) -> Dataset:
        """The table without its figures, in one language."""
        return self._dataset(self._fetcher.get(f"tables/{self._table}/metadata", {"lang": language}))

    @staticmethod
    def _dataset(answer: Answered) -> Dataset:
        """An answer as a dataset."""
        try:
            return Dataset.of(answer.json())
        except JsonStatError as error:
            raise ServiceError(answer.address, str(error), _CURE) from error

    def _role(self, role: str, names: Sequence[str]) -> str:
        """The variable that has a role, by what the table says or by its usual name."""
        for code in (*self._data.roles.get(role, ()), *names):
            if code in self._by_code:
                return code
        known = ", ".join(self._by_code)
        address = f"{self._fetcher.base}/tables/{self._table}"
        raise ServiceError(address, f"it has no variable of {role} ({known})", "choose a table by area and time")

    def _sex_variable(self, selection: Mapping[str, str]) -> str | None:
        """The variable of sex, where several of its categories were selected."""
        found = next((name for name in _SEX_VARIABLES if name in self._by_code and name in selection), None)
        return found if found is not None and len(self._matching(self._by_code[found], selection[found])) > 1 else None

    def _selected(self, codes: Sequence[str], selection: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """The codes of each variable that is asked for."""
        unknown = [name for name in selection if name not in self._by_code]
        if unknown:
            known = ", ".join(self._by_code)
            raise LackingError(lacking=f"--select: there is no variable {', '.join(unknown)} (there are {known})")
        chosen: dict[str, tuple[str, ...]] = {}
        lacking = []
        for variable in self._data.dimensions:
            said = selection.get(variable.code)
            if variable.code == self._geo and said is None:
                chosen[variable.code] = tuple(code for code in variable.labels if code in codes)
            elif said is not None:
                chosen[variable.code] = self._matching(variable, said)
            elif variable.code in (self._time, _METRIC) or len(variable.labels) == 1:
                chosen[variable.code] = tuple(variable.labels)
            elif not variable.eliminable:
                lacking.append(f"--select '{variable.code}=CODE' ({variable.label}: {_some(variable)})")
                continue
            else:
                continue
            if not chosen[variable.code]:
                lacking.append(f"--select '{variable.code}=CODE' (none of {_some(variable)} was chosen)")
            alone = variable.code in (self._geo, self._time, _METRIC, self._breakdown)
            if not alone and len(chosen[variable.code]) > 1:
                lacking.append(f"--select '{variable.code}=CODE' with one code, or --breakdown {variable.code}")
        if lacking:
            raise LackingError(lacking="; ".join(lacking))
        return chosen

    @staticmethod
    def _matching(variable: Dimension, said: str) -> tuple[str, ...]:
        """The codes of a variable that a selection means."""
        patterns = [part.strip() for part in said.split(",") if part.strip()]
        return tuple(
            code for code in variable.labels if any(fnmatch.fnmatchcase(code, pattern) for pattern in patterns)
        )

    def _known_units(self, said: Mapping[str, str]) -> dict[str, str]:
        """The unit of each content."""
        contents = self._by_code.get(_METRIC)
        found, lacking = {}, []
        for code in self._selection.get(_METRIC, ("",)):
            label = contents.labels[code] if contents is not None else self._data.label
            own = contents.units.get(code, "") if contents is not None else ""
            found[code] = said.get(code) or _unit(label, own) or ""
            if not found[code]:
                lacking.append(f"--unit {code or 'table'}=UNIT ('{label}', {own or 'no unit'})")
        if lacking:
            raise LackingError(lacking="; ".join(lacking))
        return found

    # -- the figures ---------------------------------------------------------------------------------------------------

    def rows(self) -> Iterator[Retrieved]:
        """The cells of the selection, in answers within the service's limit."""
        for lot in self._lots():
            wanted = [{"variableCode": code, "valueCodes": list(values)} for code, values in lot.items()]
            path, params = f"tables/{self._table}/data", {"lang": "sv", "outputFormat": "json-stat2"}
            answer = self._fetcher.post(path, params, {"selection": wanted})
            self._first = self._first or answer
            data = self._dataset(answer)
            got = {one.code: tuple(one.labels) for one in data.dimensions}
            if {code: set(values) for code, values in got.items()} != {code: set(v) for code, v in lot.items()}:
                raise ServiceError(answer.address, "it answered another selection than was asked for", _CURE)
            names = tuple(one.code for one in data.dimensions)
            try:
                for cell in data.cells():
                    yield self._retrieved(answer, dict(zip(names, cell.codes, strict=True)), cell)
            except JsonStatError as error:
                raise ServiceError(answer.address, str(error), _CURE) from error

    def _lots(self) -> Iterator[dict[str, tuple[str, ...]]]:
        """The selection in parts that are each within the limit: whole variables where they fit, else some codes."""
        sizes: dict[str, int] = {code: len(values) for code, values in self._selection.items()}
        while prod(sizes.values()) > self._limit:
            largest = max(sizes, key=lambda code: sizes[code])
            if sizes[largest] == 1:
                break
            sizes[largest] = -(-sizes[largest] // 2)
        parts = [
            [values[start : start + sizes[code]] for start in range(0, len(values), sizes[code])]
            for code, values in self._selection.items()
        ]
        for part in product(*parts):
            yield dict(zip(self._selection, part, strict=True))

    def _retrieved(self, answer: Answered, codes: Mapping[str, str], cell: Cell) -> Retrieved:
        """A cell as it is kept, and what is made of it."""
        shown = "" if cell.value is None else plain(cell.value)
        cells = (str(answer.number), *(codes[name] for name in self._order), cell.status, shown)
        area, period = codes[self._geo], period_of(codes[self._time])
        if period is None:
            raise ServiceError(answer.address, f"'{codes[self._time]}' is no period", _CURE)
        if area not in self._areas:
            return Retrieved(cells)
        content = codes.get(_METRIC, "")
        evidence = fragment(tuple(codes[name] for name in self._order), shown or "(tom)")
        missing = cell.value is None
        note = Text(f"SCB:s status: {cell.status}.", f"Status at SCB: {cell.status}.")
        item = Item(
            indicator=self._ident(content),
            area=area,
            period=period,
            scenario="outcome",
            breakdown=self._kind(codes.get(self._breakdown or "", "")),
            place=self._table,
            evidence=evidence,
            value=comma(shown),
            unit=self._units[content],
            mark=cell.status or ("null" if missing else ""),
            reason=(MARKS.get(cell.status) or MARKS["n/a"]) if missing else Text(),
            note=note if cell.status and not missing else Text(),
        )
        return Retrieved(cells, item)

    # -- what is written of it -----------------------------------------------------------------------------------------

    def _ident(self, content: str) -> str:
        """The id of a content's indicator, which has what else was selected in it."""
        others = [code for name in self._order if name not in self._apart() for code in self._selection[name]]
        return slug("_".join(filter(None, ("scb", self._table, content, *others))))

    def _apart(self) -> tuple[str | None, ...]:
        """The variables that tell figures of one indicator apart, and the contents."""
        return self._geo, self._time, _METRIC, self._breakdown

    def _kind(self, code: str) -> str:
        """The id of a category of the breakdown."""
        if not code or self._breakdown is None:
            return ""
        if self._breakdown in _SEX_VARIABLES and code in _SEXES:
            return _SEXES[code]
        label = self._by_code[self._breakdown].labels[code]
        return kind_in(label) or slug(label) or slug(f"k {code}")

    def indicators(self) -> tuple[NewIndicator, ...]:
        """One indicator a content."""
        return tuple(self._indicator(content) for content in self._selection.get(_METRIC, ("",)))

    def _indicator(self, content: str) -> NewIndicator:
        """What is written of a content."""
        kinds = {
            self._kind(code): self._label(self._breakdown, code)
            for code in self._selection.get(self._breakdown or "", ())
        }
        told = [
            self._label(name, code)
            for name in self._order
            if name not in self._apart()
            for code in self._selection[name]
            if len(self._by_code[name].labels) > 1
        ]
        first = self._label(_METRIC, content) if content else Text(self._data.label, self._data.label)
        name = Text(", ".join([first.sv, *(one.sv for one in told)]), ", ".join([first.en, *(one.en for one in told)]))
        notes = " ".join(self._data.notes)
        return NewIndicator(
            id=self._ident(content),
            name=name,
            unit=PUBLISHED_UNITS[self._units[content]][0],
            theme="scb",
            definition=Text(f"{self._data.label}. {notes}".strip(), ""),
            aliases=Names((name.sv,)),
            kinds=tuple(
                Kind(kind, KINDS.get(kind, text), KIND_ALIASES.get(kind, Names())) for kind, text in kinds.items()
            ),
            default=(("breakdown", "totalt"),) if "totalt" in kinds else (),
        )

    def _label(self, variable: str | None, code: str) -> Text:
        """The label of a category in both languages."""
        name = variable or ""
        swedish = self._by_code[name].labels[code]
        english = self._english.get(name)
        return Text(swedish, english.labels.get(code, swedish) if english is not None else swedish)

    def about(self) -> About:
        """What the source is."""
        updated = self._data.updated[:10]
        return About(
            id="scb",
            title=Text(f"SCB: {self._data.label}", f"SCB: {self._data.label}"),
            publisher="SCB",
            published=updated or None,
            url=self._first.address if self._first is not None else self._fetcher.base,
            license=self._license or "CC0 1.0",
            attribution=Text("Källa: SCB", "Source: SCB (Statistics Sweden)"),
            retrieved=self._first.retrieved if self._first is not None else None,
            origin=(
                *((self._data.source,) if self._data.source else ()),
                f"SCB:s statistikdatabas, tabell {self._table}",
            ),
            aliases=Names(("scb:s statistikdatabas",), ("SCB's statistical database",)),
        )


_LIMITS = ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow")


def _unit(label: str, own: str) -> str | None:
    """The unit of a content by its own unit, else by its label."""
    found = unit_in(own)
    return "persons" if found == "count" and unit_in(label) == "persons" else found or unit_in(label)


def _some(variable: Dimension) -> str:
    """The first codes of a variable, with their labels."""
    shown = [f"{code} {label}" for code, label in list(variable.labels.items())[:6]]
    return ", ".join(shown) + (" …" if len(variable.labels) > len(shown) else "")
