"""OECD's SDMX service: a data flow as CSV with labels.

Edition, age, whether hospitals were linked, and whatever else a row says besides area, time and sex is part of the
indicator: a rate of another edition is another figure.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from babel.core import get_global

from knowledge.importers.cells import Figure, read_cell
from knowledge.importers.errors import LackingError, ServiceError
from knowledge.importers.fetching import Answered, Fetcher
from knowledge.importers.headers import KIND_ALIASES, KINDS
from knowledge.importers.items import About, Item, Kind, NewIndicator, fragment, slug
from knowledge.importers.kolada import comma
from knowledge.importers.periods import period_of
from knowledge.importers.services import Retrieved
from knowledge.importers.units import unit_in
from knowledge.model import NATION, PUBLISHED_UNITS, Area, Names, Text

_CURE = "the service may have changed; see docs/importing.md"
_AREA, _TIME, _SEX, _VALUE, _STATUS = "REF_AREA", "TIME_PERIOD", "SEX", "OBS_VALUE", "OBS_STATUS"
_APART = (
    _AREA,
    _TIME,
    _SEX,
    _VALUE,
    _STATUS,
    "STRUCTURE",
    "STRUCTURE_ID",
    "STRUCTURE_NAME",
    "ACTION",
    "DECIMALS",
    "UNIT_MULT",
    "FREQ",
)
_ATTRIBUTES = ("OBS_STATUS2", "OBS_STATUS3", "UNIT_MULT", "DECIMALS", "BASE_PER", "CURRENCY", "CONF_STATUS")
_NOTHING = ("_T", "_Z", "_X", "")
_SEXES = {"_T": "totalt", "T": "totalt", "F": "kvinnor", "M": "man"}
_MISSING = {
    "M": Text("OECD anger att uppgift saknas", "OECD says that the figure is missing"),
    "L": Text("OECD anger att uppgiften inte samlas in", "OECD says that the figure is not collected"),
    "O": Text("OECD anger att uppgift saknas", "OECD says that the figure is missing"),
    "Q": Text("uppgiften är skyddad hos OECD", "the figure is suppressed by OECD"),
}
_NO_VALUE = Text("OECD anger inget värde", "OECD gives no value")
_NOTES = {
    "B": Text("Brott i tidsserien.", "Break in the series."),
    "D": Text("Definitionen avviker.", "The definition differs."),
    "E": Text("Skattat värde.", "Estimated value."),
    "P": Text("Preliminärt värde.", "Provisional value."),
}
_CODE = re.compile(r"[A-Z][A-Z0-9_]*")
_EDITION = re.compile(r"\(([^()]+)\)\s*$")
_ALPHA3 = 3


class Oecd:
    """One question to a data flow of OECD's."""

    def __init__(
        self,
        fetcher: Fetcher,
        flow: str,
        key: str,
        years: Sequence[str],
        areas: Mapping[str, Area],
        *,
        units: Mapping[str, str] | None = None,
        names: Mapping[str, str] | None = None,
        license_: str | None = None,
    ) -> None:
        """Ask for the series `key` of `flow`.

        Args:
            fetcher: asks.
            flow: agency, structure and data flow: OECD.ELS.HD,DSD_HCQO@DF_AC.
            key: the series, `all` for every one.
            years: asked for one by one, so that an import that was cut goes on; all at once where there are none.
            areas: those of the data folders.
            units: MEASURE or id of an indicator -> unit, where the rows do not tell.
            names: id of an indicator -> its name in Swedish.
            license_: under which the figures may be used, where it is another than OECD's own.
        """
        self._fetcher = fetcher
        self._flow = flow
        self._key = key or "all"
        self._years = tuple(years)
        self._areas = areas
        self._units = dict(units or {})
        self._names = dict(names or {})
        self._license = license_
        self._first: Answered | None = None
        self._found: dict[str, tuple[str, str, dict[str, None]]] = {}
        self._structure = flow
        self.header: tuple[str, ...] = ()
        self.left_out = 0
        """Rows of areas that are not held: groups of countries."""
        self.header = ("request", *self._columns_of_first(), _VALUE)

    def _answers(self) -> Iterator[Answered]:
        """The answers, a year each where years were said."""
        spans: list[dict[str, str]] = [{"startPeriod": year, "endPeriod": year} for year in self._years] or [{}]
        for span in spans:
            path = f"public/rest/data/{self._flow}/{self._key}"
            answer = self._fetcher.get(path, {**span, "format": "csvfilewithlabels"}, whole=b"\n")
            self._first = self._first or answer
            yield answer

    def _columns_of_first(self) -> tuple[str, ...]:
        """The columns of codes of the first answer, without the value."""
        answer = next(self._answers())
        reader = csv.reader(io.StringIO(answer.body.decode("utf-8-sig")))
        columns = tuple(name for name in next(reader, []) if _CODE.fullmatch(name) and name != _VALUE)
        lost = [name for name in (_AREA, _TIME) if name not in columns]
        if lost:
            raise ServiceError(answer.address, f"its columns lack {', '.join(lost)}", _CURE)
        return columns

    def rows(self) -> Iterator[Retrieved]:
        """The rows of all answers."""
        self.left_out = 0
        self._found = {}
        for answer in self._answers():
            try:
                text = io.StringIO(answer.body.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                raise ServiceError(answer.address, "its answer is not UTF-8", _CURE) from error
            reader = csv.DictReader(text, strict=True)
            names = tuple(name for name in reader.fieldnames or () if _CODE.fullmatch(name) and name != _VALUE)
            if ("request", *names, _VALUE) != self.header:
                raise ServiceError(answer.address, "its columns are others than those of the answer before", _CURE)
            try:
                for row in reader:
                    if None in row or None in row.values():
                        raise ServiceError(answer.address, f"row {reader.line_num} has another number of cells", _CURE)
                    yield self._retrieved(answer, row, reader.line_num)
            except csv.Error as error:
                raise ServiceError(answer.address, f"row {reader.line_num}: {error}", _CURE) from error

    def _retrieved(self, answer: Answered, row: Mapping[str, str], line: int) -> Retrieved:
        """A row as it is kept, and what is made of it."""
        shown = row.get(_VALUE, "").strip()
        cells = (str(answer.number), *(row[name] for name in self.header[1:-1]), shown)
        period, area = period_of(row[_TIME]), self._area(row[_AREA])
        if period is None:
            raise ServiceError(answer.address, f"row {line}: '{row[_TIME]}' is no period", _CURE)
        read = read_cell(shown, ".") if shown and shown.casefold() != "nan" else None
        if shown and shown.casefold() != "nan" and not isinstance(read, Figure):
            raise ServiceError(answer.address, f"row {line}: '{shown}' is no number", _CURE)
        if area is None:
            self.left_out += 1
            return Retrieved(cells)
        ident = self._ident(row)
        sex = row.get(_SEX, "")
        kind = _SEXES.get(sex, slug(sex)) if sex and sex != "_Z" else ""
        self._found.setdefault(ident, (self._name(row), self._unit_label(row), {}))[2].setdefault(kind)
        status = row.get(_STATUS, "")
        missing = not isinstance(read, Figure)
        labels = tuple(row[name] for name in (_AREA, "MEASURE", "AGE", _SEX, _TIME) if row.get(name))
        item = Item(
            indicator=ident,
            area=area,
            period=period,
            scenario="outcome",
            breakdown=kind,
            place=self._flow.rpartition("@")[2] or self._flow,
            evidence=fragment(labels, shown or "(tom)"),
            value="" if missing else comma(shown),
            unit="" if missing else self._unit(ident, row, answer, line),
            mark=(status or "null") if missing else "",
            reason=_MISSING.get(status, _NO_VALUE) if missing else Text(),
            note=Text() if missing else _NOTES.get(status, Text()),
        )
        return Retrieved(cells, item)

    def _area(self, code: str) -> str | None:
        """The area of OECD's code, None for a group of countries and what else is not held."""
        if code == "OECD" or code.startswith("OECD_"):
            return "OECD" if "OECD" in self._areas else None
        alias = get_global("territory_aliases").get(code) if len(code) == _ALPHA3 else None
        iso = alias[0] if alias else code
        return NATION if iso == "SE" else iso if iso in self._areas else None

    def _parts(self, row: Mapping[str, str]) -> list[str]:
        """The columns that are part of the indicator: all but area, time, sex, the value and what is said of it."""
        return [name for name in self.header[1:-1] if name not in (*_APART, *_ATTRIBUTES) and row[name] not in _NOTHING]

    def _ident(self, row: Mapping[str, str]) -> str:
        """The id of the indicator of a row, with its edition."""
        return slug("_".join(("oecd", *(row[name] for name in self._parts(row)), self._edition(row))))

    @staticmethod
    def _edition(row: Mapping[str, str]) -> str:
        """The edition of the structure: "1.1" of "OECD.ELS.HD:DSD_HCQO@DF_AC(1.1)"."""
        found = _EDITION.search(row.get("STRUCTURE_ID", ""))
        return found[1] if found else ""

    def _name(self, row: Mapping[str, str]) -> str:
        """What the indicator of a row is called: the labels of its parts, and its edition."""
        names = list(row)
        labels = []
        for name in self._parts(row):
            beside = names[names.index(name) + 1] if names.index(name) + 1 < len(names) else name
            labels.append(row[beside] if not _CODE.fullmatch(beside) and row[beside] else row[name])
        edition = self._edition(row)
        return ", ".join([*labels, *([f"edition {edition}"] if edition else [])])

    @staticmethod
    def _unit_label(row: Mapping[str, str]) -> str:
        """The unit of a row in words."""
        names = list(row)
        if "UNIT_MEASURE" not in names:
            return ""
        beside = names[names.index("UNIT_MEASURE") + 1]
        return row[beside] if not _CODE.fullmatch(beside) else row["UNIT_MEASURE"]

    def _unit(self, ident: str, row: Mapping[str, str], answer: Answered, line: int) -> str:
        """The unit of a row; one that is counted in thousands or millions is refused."""
        if row.get("UNIT_MULT", "0") not in ("0", ""):
            raise ServiceError(
                answer.address, f"row {line} is counted in powers of ten", "leave the series out by its key"
            )
        measure = row.get("MEASURE", "")
        found = self._units.get(ident) or self._units.get(measure) or unit_in(self._unit_label(row)) or ""
        if not found:
            raise LackingError(lacking=f"--unit {measure or ident}=UNIT ('{self._unit_label(row)}')")
        self._units.setdefault(ident, found)
        return found

    def indicators(self) -> tuple[NewIndicator, ...]:
        """One indicator a combination of measure, age and whatever else the rows say, with figures."""
        made = []
        for ident, (name, label, kinds) in self._found.items():
            if ident not in self._units:  # of which there are marks only
                raise LackingError(lacking=f"--unit {ident}=UNIT ('{label}')")
            divided = [kind for kind in kinds if kind]
            made.append(
                NewIndicator(
                    id=ident,
                    name=Text(self._names.get(ident, name), name),
                    unit=PUBLISHED_UNITS[self._units[ident]][0],
                    theme="oecd",
                    definition=Text(f"{name} ({label}).", f"{name} ({label})."),
                    aliases=Names((self._names.get(ident, name),), (name,)),
                    kinds=tuple(Kind(k, KINDS.get(k, Text(k, k)), KIND_ALIASES.get(k, Names())) for k in divided),
                    default=(("breakdown", "totalt"),) if "totalt" in kinds else (),
                )
            )
        return tuple(made)

    def about(self) -> About:
        """What the source is."""
        return About(
            id="oecd",
            title=Text(f"OECD: {self._flow}", f"OECD: {self._flow}"),
            publisher="OECD",
            published_note=Text("Tjänsten anger inget datum.", "The service states no date."),
            url=self._first.address if self._first is not None else self._fetcher.base,
            license=self._license or "CC BY 4.0",
            attribution=Text("Källa: OECD", "Source: OECD"),
            retrieved=self._first.retrieved if self._first is not None else None,
            origin=("nationella register, rapporterade till OECD", f"OECD Data Explorer, {self._flow}"),
            aliases=Names(("oecd data explorer",), ("OECD Data Explorer",)),
        )
