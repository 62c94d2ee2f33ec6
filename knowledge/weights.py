"""The numbers by which subjects are ranked: set by search over the visible questions, held against the unseen ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Weights:
    """Exponents, floors and factors of the ranking; all between 0 and 3."""

    recall: float = 0.75
    precision: float = 1.6
    mass: float = 1.6
    floor: float = 0.30
    precision_floor: float = 0.62
    fact_ease: float = 0.84
    margin: float = 0.9
    common: float = 3.8
    unknown: float = 2.6
    plain: float = 0.8
    spare_unknown: float = 0.7
    spare_common: float = 0.35
    measure: float = 8.0
    nearby: float = 0.75
    nearby_figure: float = 0.45
    synonym: float = 0.75
    held: float = 1.12
    not_held: float = 0.88
    figure: float = 1.08
    no_figure: float = 0.85
    fact_for_amount: float = 0.72
    aspect: float = 1.15
    no_aspect: float = 0.85
    no_definition: float = 0.6
    region_for_fact: float = 0.7
    no_content: float = 0.6
    topic: float = 1.15
    which: float = 0.8
    money: float = 0.82
    remembered: float = 0.42


WEIGHTS = Weights()
