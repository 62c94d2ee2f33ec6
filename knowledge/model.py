"""What the store holds: sources, areas, indicators, observations, facts and gaps.

Every type is frozen. Money is in whole kronor, shares in per cent (5.5 for 5,5 %), and each figure keeps
the text in which it was published, so that a claim can be judged at the precision the source itself used.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

Language = Literal["sv", "en"]

NATION = "00"
"""Area code of the whole country, in SCB's numbering."""

UNNAMED = "-"
"""Area code where the document speaks of one region without naming it."""

SCENARIOS = ("outcome", "budget", "forecast", "deviation", "plan", "target", "grant")

BASE_UNITS = (
    "SEK",
    "SEK_per_person",
    "percent",
    "percentage_points",
    "persons",
    "days",
    "beds_per_1000",
    "deaths_per_100000",
    "count",
    "ratio",
)

PUBLISHED_UNITS: dict[str, tuple[str, Decimal]] = {
    "kr": ("SEK", Decimal(1)),
    "tkr": ("SEK", Decimal(10) ** 3),
    "mnkr": ("SEK", Decimal(10) ** 6),
    "mdkr": ("SEK", Decimal(10) ** 9),
    **{unit: (unit, Decimal(1)) for unit in BASE_UNITS},
}
"""A unit as a document prints it -> the base unit and the factor to it."""


class Text(Struct, frozen=True, omit_defaults=True):
    """One text in both languages; English falls back to Swedish where it is empty."""

    sv: str = ""
    en: str = ""

    def of(self, language: Language) -> str:
        """The text in `language`."""
        return self.en or self.sv if language == "en" else self.sv or self.en

    def __bool__(self) -> bool:
        """Whether there is any text at all."""
        return bool(self.sv or self.en)


class Names(Struct, frozen=True, omit_defaults=True):
    """Alternative names, by language."""

    sv: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Names of both languages, Swedish first."""
        return self.sv + self.en


class Extract(Struct, frozen=True, omit_defaults=True):
    """The rows of a table as they were read, kept as a CSV in the source's folder."""

    file: str
    sha256: str


class Source(Struct, frozen=True, omit_defaults=True):
    """A document or data set that figures and facts come from.

    `retrieved` is when it was fetched from a service (ISO date and time, UTC); `origin` is the chain by which its
    figures came, first the register that counted, last the service that was asked; `rows` is what was read of it, where
    the document is no plain text (a workbook, a service's answers). Sources of one `series` are editions of the same
    figures: the newest answers.
    """

    id: str
    file: str
    sha256: str
    title: Text
    publisher: str | None = None
    published: str | None = None
    published_note: Text = Text()
    url: str | None = None
    aliases: Names = Names()
    license: str | None = None
    attribution: Text = Text()
    retrieved: str | None = None
    origin: tuple[str, ...] = ()
    rows: Extract | None = None
    series: str | None = None


class Area(Struct, frozen=True, omit_defaults=True):
    """A place that figures are held for, or that is known so that it can be declined.

    `kind` is region, nation, organisation, country, municipality or province (a landskap, or a part of the country
    that goes by a name). A municipality's `parent` is the code of its region, a province lies `within` one or several;
    a country has its ISO 3166-1 alpha-2 code.
    """

    code: str
    kind: str
    name: str
    name_en: str = ""
    official_name: str = ""
    county: str = ""
    county_en: str = ""
    seat: str = ""
    parent: str | None = None
    within: tuple[str, ...] = ()
    aliases: Names = Names()

    @property
    def regions(self) -> tuple[str, ...]:
        """The codes of the regions that a municipality or a province lies in."""
        return self.within if self.parent is None else (self.parent,)

    def label(self, language: Language) -> str:
        """The name as said in an answer."""
        return self.name_en or self.name if language == "en" and self.kind != "region" else self.name


class Group(Struct, frozen=True, omit_defaults=True):
    """A named set of regions, such as Norrland; `note` says by which convention."""

    id: str
    name: Text
    members: tuple[str, ...]
    aliases: Names = Names()
    note: Text = Text()


class Breakdown(Struct, frozen=True, omit_defaults=True):
    """A kind within an indicator: an age group, before or after an adjustment."""

    id: str
    name: Text
    aliases: Names = Names()


class Preset(Struct, frozen=True, omit_defaults=True):
    """Aliases that fix slots besides naming the indicator ("budgetavvikelse" fixes scenario=deviation)."""

    set: tuple[tuple[str, str], ...]
    aliases: Names


class Derivation(Struct, frozen=True, omit_defaults=True):
    """How an indicator without observations of its own is computed; `op` is sum or difference."""

    op: str
    of: tuple[str, ...]


class Indicator(Struct, frozen=True, omit_defaults=True):
    """What is measured: name, unit, definition and the words people use for it."""

    id: str
    name: Text
    short: Text
    unit: str
    theme: str = ""
    groups: tuple[str, ...] = ()
    order: int = 0
    definition: Text = Text()
    caveat: Text = Text()
    additive: bool = False
    default: tuple[tuple[str, str], ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    series: tuple[str, ...] = ()
    aliases: Names = Names()
    presets: tuple[Preset, ...] = ()
    derived: Derivation | None = None
    total_by_sum: bool = False


class Observation(Struct, frozen=True, omit_defaults=True):
    """One stored figure.

    `value` (and `upper`, for a range) is exact, in the base unit `unit`; `published` and `published_unit` are as the
    document prints them. `period` is ISO (2024, 2022-10, 2023-12-31, 2024/2026), or empty where the document
    does not say.
    """

    indicator: str
    area: str
    period: str
    scenario: str
    breakdown: str
    value: Decimal
    upper: Decimal | None
    unit: str
    published: str
    published_upper: str
    published_unit: str
    approximate: bool
    place: str
    evidence: str
    source: str
    note: Text = Text()
    revises: Observation | None = None
    """The figure of the edition before, where the source is a newer one."""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What the figure is a figure of; the same key may stand in several sources."""
        return self.indicator, self.area, self.period, self.scenario, self.breakdown


class MissingFigure(Struct, frozen=True, omit_defaults=True):
    """A figure that its source names and does not give: a cell with "..", "-" or nothing in it.

    `mark` is what stands in the cell; `reason` what the source says of it, else what the mark means by custom.
    """

    indicator: str
    area: str
    period: str
    scenario: str
    breakdown: str
    mark: str
    place: str
    evidence: str
    source: str
    reason: Text

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What it would be a figure of."""
        return self.indicator, self.area, self.period, self.scenario, self.breakdown


class Fact(Struct, frozen=True, omit_defaults=True):
    """Something a document says in words, in our own wording, with its evidence.

    `says` and `denies` are words in a claim that agree with the fact or contradict it.
    """

    id: str
    about: str
    aspect: str
    answer: Text
    source: str
    place: str
    evidence: str
    aliases: Names = Names()
    says: Names = Names()
    denies: Names = Names()


class Gap(Struct, frozen=True, omit_defaults=True):
    """Something a document shows or names without a figure; `reason` is no_figure, not_split or uncertain."""

    id: str
    about: str
    reason: str
    name: Text
    answer: Text
    source: str
    place: str
    evidence: str
    aliases: Names = Names()


class Lexicon(Struct, frozen=True, omit_defaults=True):
    """Words of the language: ordinary, plain (they name no topic), frame, opinions, private matters, small talk."""

    common: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    frame: frozenset[str] = frozenset()
    opinion: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    smalltalk: dict[str, tuple[str, ...]] = field(default_factory=dict)
    narrowing: frozenset[str] = frozenset()
    """Words for a part that a figure could be of; a leading hyphen marks the last piece of compounds."""


class Table(Struct, frozen=True, omit_defaults=True):
    """Indicators that stand as rows of one table; `total` is the indicator that is their sum, if one is held."""

    id: str
    name: Text
    short: Text
    indicators: tuple[str, ...]
    total: str | None = None
    aliases: Names = Names()
