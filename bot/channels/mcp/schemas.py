"""What the tools give, as models: assistants are told this shape, and every result is held against it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Number = int | float
Status = Literal["answered", "clarify", "no_answer"]
Verdict = Literal["correct", "approximately_correct", "incorrect", "unverifiable"]


class Strict(BaseModel):
    """Nothing but its fields."""

    model_config = ConfigDict(extra="forbid")


class Input(Strict):
    """A stored figure that a computed one was computed from."""

    value: Number
    unit: str
    display: str
    label: str
    area: str | None
    area_code: str | None
    period: str | None


class Figure(Strict):
    """A figure of an answer, in its base unit and as people read it."""

    value: Number = Field(description="In the base unit: whole kronor, per cent, persons.")
    upper: Number | None = Field(description="The upper end where the source gives a range.")
    unit: str
    display: str = Field(description="The figure as it is to be quoted.")
    label: str = Field(description="What it is a figure of.")
    indicator: str | None
    area: str | None
    area_code: str | None = Field(description="SCB's two-digit county code; 00 is Sweden.")
    period: str | None = Field(description="ISO: 2024, 2022-10, 2024/2026. None: the source does not state it.")
    scenario: str | None = Field(description="outcome, budget, forecast, deviation, plan, target or grant.")
    approximate: bool = Field(description="Whether the source itself gives it as approximate.")
    derived: bool = Field(description="Whether it was computed from the figures in `inputs`.")
    inputs: list[Input]
    citation: int | None = Field(description="Place in `citations` of its source.")


class Citation(Strict):
    """Where a figure or a fact stands."""

    source: str
    file: str
    title: str
    publisher: str | None
    published: str | None
    place: str = Field(description="Heading, table or row in the document.")
    evidence: str = Field(description="The fragment of the document in which it stands.")
    url: str | None


class Option(Strict):
    """One of the readings between which the user is to choose."""

    label: str
    question: str = Field(description="Ask this with `ask` when the user chose it.")


class AnswerObject(Strict):
    """The answer object `siffersvar/answer/1`."""

    schema_: str = Field(alias="schema")
    conversation: str | None = Field(description="Give this to `ask` with a question that continues this one.")
    question: str
    language: Literal["sv", "en"]
    status: Status
    reason: str | None = Field(description="Why there is no answer.")
    verdict: Verdict | None = Field(description="The verdict on a statement; None: nothing was judged.")
    text: str = Field(description="The answer as people read it, its source last.")
    figures: list[Figure]
    citations: list[Citation]
    citation: str | None = Field(description="Figure and source as one text, ready to be quoted.")
    assumptions: list[str] = Field(description="What was taken for granted; say it with the figure.")
    interpretation: str = Field(description="How the question was understood.")
    options: list[Option] = Field(description="With the status clarify: what the user may mean.")
    suggestions: list[str] = Field(description="Questions that do have an answer.")


class Kind(Strict):
    """A kind within an indicator, such as an age group."""

    id: str
    name: str


class SourceRow(Strict):
    """A document that figures come from."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    published_note: str | None
    file: str
    url: str | None
    license: str | None
    attribution: str | None = Field(description="How its licence wants it to be named.")
    retrieved: str | None = Field(description="When it was fetched, where it came from a service.")


class IndicatorRow(Strict):
    """What is measured, and what is held of it."""

    id: str = Field(description="For get_observations.")
    name: str
    short: str
    unit: str
    theme: str
    definition: str | None
    caveat: str | None = Field(description="What the source says against its figures; say it with them.")
    figures: int = Field(description="How many are stored.")
    areas: list[str] = Field(description="SCB's codes; 00 is Sweden, - a region that the document does not name.")
    periods: list[str] = Field(description="ISO; an empty one: not stated in the source.")
    scenarios: list[str]
    breakdowns: list[Kind]
    computed_from: list[str] = Field(description="Indicators it is computed from where it has no figures of its own.")
    sources: list[str]


class Indicators(Strict):
    """A page of the list of indicators."""

    indicators: list[IndicatorRow]
    total: int = Field(description="How many fit in all.")
    offset: int
    more: bool = Field(description="Whether others follow this page.")


class ObservationRow(Strict):
    """A stored figure, exact, with the place where it stands."""

    indicator: str
    area: str | None = Field(description="None: a region that the document does not name.")
    area_code: str
    period: str | None = Field(description="None: the source does not state it.")
    scenario: str
    breakdown: str | None
    value: str = Field(description="Exact decimal number in the base unit `unit`.")
    upper: str | None = Field(description="The upper end of a range, exact.")
    unit: str
    published: str = Field(description="The figure as the document prints it.")
    published_upper: str | None
    published_unit: str
    approximate: bool
    place: str
    evidence: str
    source: str = Field(description="Id of one of `sources`.")
    note: str | None


class NotGivenRow(Strict):
    """A figure that a source names and does not give."""

    area: str | None
    area_code: str
    period: str | None
    scenario: str
    breakdown: str | None
    mark: str = Field(description="What stands in its place in the source.")
    reason: str | None
    place: str
    evidence: str
    source: str


class Observations(Strict):
    """A page of stored figures of an indicator, with their sources."""

    indicator: IndicatorRow
    observations: list[ObservationRow]
    total: int
    offset: int
    more: bool
    missing: list[str] = Field(description="What was asked for and is not held. It is not to be filled in.")
    not_given: list[NotGivenRow] = Field(description="Figures that a source names and does not give, and why.")
    sources: list[SourceRow]
