"""The numbers by which subjects are ranked: set by search over the visible questions, held against the unseen ones."""

from __future__ import annotations

from msgspec import Struct


class Weights(Struct):
    """Exponents, floors and factors of the ranking; all between 0 and 3."""

    recall: float = 0.862
    precision: float = 1.283
    mass: float = 1.6
    floor: float = 0.331
    precision_floor: float = 0.62
    fact_ease: float = 0.781
    margin: float = 1.035
    common: float = 3.8
    unknown: float = 2.262
    plain: float = 0.8
    spare_unknown: float = 0.846
    spare_common: float = 0.487
    measure: float = 8.0
    nearby: float = 0.75
    nearby_figure: float = 0.45
    synonym: float = 0.652
    held: float = 1.042
    not_held: float = 1.144
    figure: float = 1.404
    no_figure: float = 0.977
    fact_for_amount: float = 0.626
    aspect: float = 1.199
    no_aspect: float = 1.045
    no_definition: float = 0.5
    region_for_fact: float = 0.7
    no_content: float = 0.6
    topic: float = 1.15
    which: float = 0.8
    money: float = 0.938
    remembered: float = 0.42


WEIGHTS = Weights()
