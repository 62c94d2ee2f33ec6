"""The shapes of what the API takes and gives, from which its OpenAPI document is made."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from knowledge.model import BASE_UNITS, SCENARIOS

LONGEST_QUESTION = 4_000
"""Characters: in any script they fit in an address, percent-encoded, that servers take (64 kB)."""
LONGEST_CONVERSATION = 200
LEAST_UNGUESSABLE = 22
"""Characters of an id that nobody guesses, at least: 22 of the alphabet of base64 are 128 bits."""
UNGUESSABLE = f"^[A-Za-z0-9_-]{{{LEAST_UNGUESSABLE},{LONGEST_CONVERSATION}}}$"

Lang = Literal["sv", "en"]
Question = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_QUESTION)]
ConversationId = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CONVERSATION)]
Unit = Annotated[str, Field(json_schema_extra={"enum": list(BASE_UNITS)})]
Scenario = Annotated[str, Field(json_schema_extra={"enum": list(SCENARIOS)})]


class _Model(BaseModel):
    """A shape that has its fields and no others."""

    model_config = ConfigDict(extra="forbid")


class Asked(_Model):
    """A question, and the conversation that it goes on with."""

    question: Question = Field(description="The question, in Swedish or English.")
    conversation: ConversationId | None = Field(
        None,
        description="The conversation to go on with; without it one begins, whose id is in the answer. With an API key"
        " any text will do, and belongs to that key; without one it must be the id that an answer gave, or as hard to"
        f" guess: at least {LEAST_UNGUESSABLE} letters, digits, - and _, such as a random UUID.",
    )
    language: Lang | None = Field(None, description="The answer's language; that of the question where it is left out.")


class Input(_Model):
    """A figure that another was computed from."""

    value: float
    unit: Unit
    display: str
    label: str
    area: str | None
    area_code: str | None
    period: str | None


class Figure(_Model):
    """A figure: value (and upper end of a range) in its base unit, how it is written, and what it is a figure of."""

    value: float
    upper: float | None
    unit: Unit
    display: str
    label: str
    indicator: str
    area: str | None
    area_code: str | None
    period: str | None
    scenario: Scenario | None
    approximate: bool
    derived: bool
    inputs: list[Input]
    citation: int | None = Field(description="Which of the answer's citations it stands in.")


class Citation(_Model):
    """Where a figure or fact stands: document, place, and the fragment that holds it."""

    source: str
    file: str
    title: str
    publisher: str | None
    published: str | None
    place: str
    evidence: str
    url: str | None


class Option(_Model):
    """A way to go on after a question back."""

    label: str
    question: str


class Answer(_Model):
    """An answer, schema siffersvar/answer/1."""

    schema_: Literal["siffersvar/answer/1"] = Field(alias="schema")
    conversation: str | None
    question: str
    language: Lang
    status: Literal["answered", "clarify", "no_answer"]
    reason: str | None = Field(description="Which part failed, where there is no answer.")
    verdict: Literal["correct", "approximately_correct", "incorrect", "unverifiable"] | None
    text: str = Field(description="What a person reads.")
    figures: list[Figure]
    citations: list[Citation]
    citation: str | None = Field(description="Figure and source as text, ready to be pasted.")
    assumptions: list[str]
    interpretation: str
    options: list[Option]
    suggestions: list[str]
    claim_review: dict[str, Any] | None = Field(description="schema.org ClaimReview (JSON-LD) of a checked claim.")


class Texts(_Model):
    """One text in both languages; null where the source has none."""

    sv: str | None
    en: str | None


class Holding(_Model):
    """For which slots an indicator has figures."""

    areas: list[str]
    periods: list[str]
    scenarios: list[str]
    breakdowns: list[str]


class Kind(_Model):
    """A kind within an indicator, such as an age group."""

    id: str
    name: Texts


class Indicator(_Model):
    """What is measured, and for which slots figures are held."""

    id: str
    name: Texts
    unit: Unit
    theme: str | None
    definition: Texts
    caveat: Texts
    breakdowns: list[Kind]
    derived_from: list[str] = Field(description="The indicators that it is computed from, if it is.")
    holdings: Holding


class Area(_Model):
    """A place for which figures are held, by its code: SCB's county code, 00 for the nation."""

    code: str
    kind: Literal["region", "nation", "organisation"]
    name: Texts
    official_name: str | None


class Source(_Model):
    """A document that figures and facts stand in."""

    id: str
    title: Texts
    file: str
    sha256: str
    publisher: str | None
    published: str | None
    published_note: Texts
    url: str | None
    indicators: list[str]


class Published(_Model):
    """A figure as its document prints it."""

    value: str
    upper: str | None
    unit: str


class Observation(_Model):
    """A stored figure with where it stands: exact in its base unit, and as it was published."""

    indicator: str
    area: str | None = Field(description="Its area's code; null where the document does not name the region.")
    period: str | None = Field(description="ISO 8601; null where the document states none.")
    scenario: Scenario
    breakdown: str | None
    value: float
    upper: float | None
    exact: str = Field(description="The value with all its digits.")
    unit: Unit
    published: Published
    approximate: bool
    source: str
    place: str
    evidence: str
    note: Texts


class Fact(_Model):
    """What a document says in words, in our own wording, with where it stands."""

    id: str
    about: str
    answer: Texts
    source: str
    place: str
    evidence: str


class Page(_Model):
    """Some of what was asked for."""

    total: int = Field(description="How many there are on all pages.")
    next: str | None = Field(description="The address of the next page; null on the last.")


class Observations(Page):
    """A page of figures."""

    items: list[Observation]


class Indicators(_Model):
    """All indicators."""

    items: list[Indicator]


class Areas(_Model):
    """All areas for which figures are held."""

    items: list[Area]


class Sources(_Model):
    """All sources."""

    items: list[Source]


class Facts(_Model):
    """All facts."""

    items: list[Fact]


class FieldError(BaseModel):
    """A wrong field: its name, where it stands, and what would do."""

    field: str
    where: Literal["query", "path", "body", "header"] = Field(alias="in")
    detail: str


class ProblemDocument(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldError] = []
