"""checks.yaml: figures of a source that must add up.

    - id: grants
      kind: sum                                  # or difference: the first term less the others
      indicators: [grant]                        # the terms: every combination of the values listed ...
      areas: ["01", "03"]
      scenario: grant                            # (a slot with one value may be written in the singular)
      equals: {indicator: grant, area: "00"}     # ... must give this figure, or {value: "3000000000"}

A slot that is not mentioned is carried through: the check is made for each of its values that the terms have. Where
the values of one slot are the terms of a difference, they are taken in the order in which they are listed. `value`
and `tolerance` are in the base unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path

from knowledge.errors import DataError, Where
from knowledge.folder.fields import Fields, mappings
from knowledge.folder.files import Reader
from knowledge.folder.quantities import number
from knowledge.folder.refusals import CheckFailedError, CheckShapeError, NumberError
from knowledge.model import Observation

KINDS = ("sum", "difference")
SLOTS = ("indicator", "area", "period", "scenario", "breakdown")

Figures = Mapping[tuple[str, ...], Observation]


@dataclass(frozen=True, slots=True)
class Check:
    """One check as written: the values listed for each slot, and the figure or `constant` they must give."""

    id: str
    kind: str
    listed: dict[str, tuple[str, ...]]
    target: dict[str, str]
    constant: Decimal | None
    tolerance: Decimal
    where: Where


def read_checks(reader: Reader, path: Path) -> list[Check]:
    """The checks of one source, as they are written.

    Args:
        reader: reads the file; notes what is wrong.
        path: the source's checks.yaml; it need not exist.

    Returns:
        Those that are in order.
    """
    if not path.exists():
        return []
    items = mappings(reader.yaml(path), reader.name(path), reader.problems)
    return [check for check in map(_read, items) if check is not None]


def concerns(checks: Sequence[Check], indicator: str) -> bool:
    """Whether some check needs the figures of an indicator."""
    return any(
        indicator in (*check.listed.get("indicator", (indicator,)), check.target.get("indicator")) for check in checks
    )


def run_checks(reader: Reader, checks: Sequence[Check], observations: Iterable[Observation]) -> int:
    """Carry out the checks of one source; what does not add up is noted in the reader's problems.

    Args:
        reader: takes the problems.
        checks: the source's.
        observations: the figures that they concern.

    Returns:
        How many sums were made.
    """
    figures: Figures = {observation.key: observation for observation in observations} if checks else {}
    by_indicator: dict[str, dict[tuple[str, ...], Observation]] = {}
    for key, observation in figures.items():
        by_indicator.setdefault(observation.indicator, {})[key] = observation
    made = 0
    for check in checks:
        listed = check.listed.get("indicator")
        own = by_indicator.get(listed[0], {}) if listed is not None and len(listed) == 1 else figures
        carried = _carried(check, own)
        if not carried:
            reason = "none of its figures is in this source"
            reader.problems.add(CheckShapeError(check.where, id=check.id, reason=reason))
        for values in carried:
            made += 1
            if problem := _problem(check, values, figures):
                reader.problems.add(problem)
    return made


def _read(item: Fields) -> Check | None:
    """One check, None (and problems) where it is not written as a check."""
    before = len(item.problems.found)
    ident, kind = item.identifier(), item.choice("kind", "kind of check", KINDS)
    listed = {}
    for slot in SLOTS:
        values = item.strings(slot) + item.strings(f"{slot}s")
        if values:
            listed[slot] = values
    tolerance = _decimal(item, "tolerance")
    equals = item.fields("equals", required=True)
    target, constant = {}, None
    if equals is not None:
        target = {slot: value for slot in SLOTS if (value := equals.string(slot))}
        constant = _decimal(equals, "value")
        equals.close()
    item.close()
    if not listed:
        item.problems.add(CheckShapeError(item.at("id"), id=ident, reason="it lists no figures"))
    if equals is not None and not target and constant is None:
        item.problems.add(CheckShapeError(equals.at(), id=ident, reason="'equals' names no figure"))
    if len(item.problems.found) > before:
        return None
    return Check(ident, kind, listed, target, constant, tolerance or Decimal(0), item.at("id"))


def _decimal(item: Fields, key: str) -> Decimal | None:
    """A number in the base unit, None where there is none."""
    text = item.string(key)
    value = number(text) if text else None
    if text and value is None:
        item.problems.add(NumberError(item.at(key), value=text))
    return value


def _carried(check: Check, figures: Figures) -> list[dict[str, str]]:
    """The values that the slots not mentioned take, one mapping for each sum to be made."""
    found: dict[tuple[tuple[str, str], ...], None] = {}
    for key in figures:
        values = dict(zip(SLOTS, key, strict=True))
        if all(values[slot] in wanted for slot, wanted in check.listed.items()):
            found[tuple((slot, values[slot]) for slot in SLOTS if slot not in check.listed)] = None
    return [dict(values) for values in found]


def _problem(check: Check, carried: dict[str, str], figures: Figures) -> DataError | None:
    """Make one sum; what is wrong with it, None where it adds up."""
    options = [check.listed.get(slot) or (carried[slot],) for slot in SLOTS]
    terms = []
    for key in product(*options):
        figure = figures.get(key)
        if figure is None:
            return CheckShapeError(check.where, id=check.id, reason=f"there is no figure for {_said(key)}")
        terms.append(figure.value)
    computed = sum(terms, Decimal(0)) if check.kind == "sum" else 2 * terms[0] - sum(terms, Decimal(0))
    expected, detail = check.constant, f"{len(terms)} figures"
    if expected is None:
        wanted = tuple(check.target.get(slot) or _only(values) for slot, values in zip(SLOTS, options, strict=True))
        if None in wanted:
            slot = SLOTS[wanted.index(None)]
            return CheckShapeError(check.where, id=check.id, reason=f"'equals' must name the {slot}")
        named = tuple(value or "" for value in wanted)
        if named not in figures:
            return CheckShapeError(check.where, id=check.id, reason=f"there is no figure for {_said(named)}")
        expected, detail = figures[named].value, f"{detail} against {_said(named)}"
    if abs(computed - expected) <= check.tolerance:
        return None
    return CheckFailedError(check.where, id=check.id, computed=computed, expected=expected, detail=detail)


def _only(values: Sequence[str]) -> str | None:
    """The one value of a slot, None where there are several."""
    return values[0] if len(values) == 1 else None


def _said(key: Sequence[str]) -> str:
    """A figure's slots as messages name them."""
    return ", ".join(part for part in key if part)
