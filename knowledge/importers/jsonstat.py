"""json-stat2, the form in which PxWebApi 2 answers: dimensions with codes and labels, values, and their status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any


class JsonStatError(ValueError):
    """The answer is no json-stat2 that can be used."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its code and label, its categories' codes in order with their labels, and their units.

    `eliminable` says that it can be left out of a selection.
    """

    code: str
    label: str
    labels: Mapping[str, str]
    units: Mapping[str, str]
    eliminable: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the codes of its categories in the order of the dimensions, value (None: none) and status."""

    codes: tuple[str, ...]
    value: int | Decimal | None
    status: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A json-stat2 dataset; `roles` says which dimensions are time, geo and metric."""

    label: str
    source: str
    updated: str
    notes: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    roles: Mapping[str, tuple[str, ...]]
    _values: Any = None
    _status: Any = None

    @classmethod
    def of(cls, content: object) -> Dataset:
        """A dataset from its JSON.

        Args:
            content: what was answered.

        Returns:
            The dataset.

        Raises:
            JsonStatError: it is none.
        """
        if not isinstance(content, dict) or content.get("class") != "dataset":
            raise JsonStatError(_NO_DATASET)
        try:
            dimensions = tuple(_dimension(code, content["dimension"][code]) for code in content["id"])
            role = content.get("role") or {}
            roles = {name: tuple(role.get(name) or ()) for name in ("time", "geo", "metric")}
            sizes = [int(size) for size in content["size"]]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            reason = f"{_NO_DIMENSIONS} ({error!r})"
            raise JsonStatError(reason) from error
        if sizes != [len(dimension.labels) for dimension in dimensions]:
            raise JsonStatError(_SIZES)
        return cls(
            label=str(content.get("label") or ""),
            source=str(content.get("source") or ""),
            updated=str(content.get("updated") or ""),
            notes=tuple(" ".join(str(note).split()) for note in content.get("note") or ()),
            dimensions=dimensions,
            roles=roles,
            _values=content.get("value"),
            _status=content.get("status") or {},
        )

    def cells(self) -> Iterator[Cell]:
        """The cells, the last dimension running fastest.

        Yields:
            A cell for each combination of categories.

        Raises:
            JsonStatError: there are not as many values as cells, or one is no number.
        """
        count = prod(len(dimension.labels) for dimension in self.dimensions)
        values, status = self._values, self._status
        if not isinstance(values, (list, dict)) or (isinstance(values, list) and len(values) != count):
            raise JsonStatError(_COUNT)
        for at, codes in enumerate(product(*(dimension.labels for dimension in self.dimensions))):
            value = _at(values, at)
            if value is not None and (isinstance(value, bool) or not isinstance(value, (int, Decimal))):
                reason = f"{_NO_NUMBER} ({value!r})"
                raise JsonStatError(reason)
            yield Cell(codes, value, str(_at(status, at) or ""))


_NO_DATASET = "it is no json-stat2 dataset"
_NO_DIMENSIONS = "its dimensions cannot be read"
_SIZES = "its sizes are not those of its dimensions"
_COUNT = "it has not as many values as cells"
_NO_NUMBER = "a value is no number"


def _dimension(code: str, plain: Any) -> Dimension:
    """One dimension from its JSON; the index is a list of codes, or each code's place."""
    category = plain["category"]
    labels = category.get("label") or {}
    index = category.get("index") or list(labels)
    ordered = list(index) if isinstance(index, list) else sorted(index, key=lambda one: int(index[one]))
    units = {
        one: " ".join(str(unit.get(key) or "") for key in ("base", "label")).strip()
        for one, unit in (category.get("unit") or {}).items()
    }
    extension = plain.get("extension") or {}
    return Dimension(
        code,
        str(plain.get("label") or code),
        {one: str(labels.get(one, one)) for one in ordered},
        units,
        bool(extension.get("elimination")),
    )


def _at(values: Any, at: int) -> Any:
    """One of several values in a list, or in an object by place; None where there is none."""
    if isinstance(values, list):
        return values[at] if at < len(values) else None
    return values.get(str(at)) if isinstance(values, dict) else None
