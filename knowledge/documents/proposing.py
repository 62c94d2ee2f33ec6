"""A document -> proposed figures, each with what it is of, where it stands and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from knowledge.catalogue import Catalogue
from knowledge.documents.blocks import Document, Paragraph, Section, Table
from knowledge.documents.context import Areas, scenario_of
from knowledge.documents.fragments import fragment
from knowledge.documents.naming import BASE_UNITS, Namer, new_name
from knowledge.documents.numbers import Figure, figures_in
from knowledge.documents.proposal import Proposal, place_of
from knowledge.documents.rates import rate_of
from knowledge.documents.tables import TableReader
from knowledge.documents.times import only_period, period_before, period_near, periods_in, sentence_around
from knowledge.importers.cells import decimals_of
from knowledge.importers.items import slug

_FIRST = 3
"""Sections among whose first paragraphs the document's name may be, and so many paragraphs of each."""
_SHORT = 90
_MOST = 40
"""A paragraph with more figures is a table that lost its rows: nothing tells what they are of."""
_UNSURE = 0.4
"""How sure at most figures are that are of the same in all that was read of them: something tells them apart."""
_COMPARED = re.compile(r"\b(?:än|mot|jämfört|than|compared)\b.*", re.IGNORECASE)
"""What a figure is only compared with."""
_REPORT = re.compile(r"rapport|redovisning|bokslut|budget|prognos|report|forecast|accounts", re.IGNORECASE)


def propose(document: Document, catalogue: Catalogue, *, known: bool = True) -> list[Proposal]:
    """The figures of a document.

    Args:
        document: as `opening.read_document` gives it.
        catalogue: of the store that the figures are to join.
        known: whether indicators that are held are proposed; False names all anew.

    Returns:
        The proposals in the order of the document; what it says twice is proposed once.
    """
    found = list(_Proposer(document, catalogue, known=known).proposals())
    times = Counter(proposal.key for proposal in found)
    return [
        replace(proposal, confidence=min(proposal.confidence, _UNSURE)) if times[proposal.key] > 1 else proposal
        for proposal in found
    ]


class _Proposer:
    """Proposes the figures of one document."""

    def __init__(self, document: Document, catalogue: Catalogue, *, known: bool) -> None:
        """`catalogue` is of the store that the figures are to join."""
        self._document = document
        self._text = document.text
        self._areas = Areas(catalogue.places, document)
        self._namer = Namer(catalogue, known=known)
        self._tables = TableReader(catalogue.places, self._areas, self._namer, self._text)
        first = [block for section in document.sections[:_FIRST] for block in section.blocks[:_FIRST]]
        texts = [block.text for block in first if isinstance(block, Paragraph) and len(block.text) < _SHORT]
        named = [document.title, *(text for text in texts if _REPORT.search(text))]
        self._title_period = next((found for text in named if (found := only_period([text]))), "")
        words = re.findall(r"[0-9]+(?:[.,][0-9]+)+", self._text)
        self._decimals = decimals_of(words)

    def proposals(self) -> Iterator[Proposal]:
        """All of them, what is said twice once."""
        seen: set[tuple[object, ...]] = set()
        units: dict[str, str] = {}
        for section in self._document.sections:
            for proposal in map(partial(_of_one_unit, units), self._of_section(section)):
                same = (proposal.value, proposal.upper, proposal.unit, *proposal.key)
                if same not in seen:
                    seen.add(same)
                    yield proposal

    def _of_section(self, section: Section) -> Iterator[Proposal]:
        """The proposals of one section."""
        before: list[str] = []
        around = [block.text for block in section.blocks if isinstance(block, Paragraph)]
        for number, block in enumerate(section.blocks):
            if isinstance(block, Table):
                period = self._fallback(section, before)
                yield from self._tables.proposals(block, section, period, before[-1:])
                before += block.lead
            else:
                others = [text for at, text in enumerate(around) if text != block.text or at != number]
                yield from self._of_paragraph(block, section, before, others)
                before.append(block.text)

    def _fallback(self, section: Section, before: Sequence[str]) -> str:
        """The period of figures whose sentence or header names none."""
        heading = only_period([section.heading])
        if heading:
            return heading
        return self._title_period or only_period(before) or ""

    def _of_paragraph(
        self, block: Paragraph, section: Section, before: Sequence[str], around: Sequence[str]
    ) -> Iterator[Proposal]:
        """The proposals of one paragraph."""
        if not block.figures:
            return
        text = block.text
        figures = figures_in(text, self._decimals)
        for figure in figures if len(figures) <= _MOST else ():
            begin, stop = sentence_around(text, figure.start, figure.end)
            sentence = text[begin:stop]
            unit, guessed = self._unit(figure, sentence, text, around, section)
            said = period_near(text, figure.start, figure.end, [one.end for one in figures])
            if said is None:
                earlier = period_before(text, begin, [one.end for one in figures])
                period = self._fallback(section, before) if earlier is None else earlier
            else:
                period = said
            area = self._areas.near(text, figure.start, figure.end)
            heading = self._areas.only(section.heading) if area is None else None
            named = self._namer.held(sentence, unit) or self._namer.held(f"{section.heading} {sentence}", unit)
            ahead, after = _words_around(text, begin, stop, figure, figures)
            name = named or new_name(ahead, after, section.heading, unit)
            signed = _with_sign(text, figure)
            values = (figure.value,) if figure.upper is None else (figure.value, figure.upper)
            evidence = fragment(text, signed, figure.end, values, unit, self._text)
            if evidence is None:
                continue
            sure = 0.9 - 0.25 * guessed - 0.15 * (said is None) - 0.15 * (area is None) - 0.1 * figure.in_words
            yield Proposal(
                indicator=name.id,
                name=name.name,
                known=name.known,
                area=area or heading or self._areas.default,
                period=period,
                scenario=scenario_of(ahead, _COMPARED.sub("", after), section.heading),
                value=figure.value,
                upper=figure.upper,
                unit=unit,
                approximate=figure.approximate,
                place=place_of(section.where, section.heading),
                evidence=evidence,
                confidence=round(max(0.1, min(0.99, sure)), 2),
            )

    def _unit(
        self, figure: Figure, sentence: str, text: str, around: Sequence[str], section: Section
    ) -> tuple[str, bool]:
        """The unit of a figure, and whether it had to be guessed."""
        if figure.unit is not None:
            return figure.unit, False
        rate = rate_of(sentence, section.heading, around)
        if rate:
            return rate, True
        if re.match(
            r"^(?:[^\W\d_]*(?:barn|unga|äldre|vuxna|män|kvinnor)\b|[0-9]{1,3}\s?(?:\+|[-–]\s?[0-9]{1,3})(?!\w))",
            text,
            re.I,
        ):
            return "persons", True
        return "count", True


def _of_one_unit(units: dict[str, str], proposal: Proposal) -> Proposal:
    """A proposal, with a name of its own where its new indicator's name was given to another unit before."""
    base = BASE_UNITS.get(proposal.unit, proposal.unit)
    if proposal.known or units.setdefault(proposal.indicator, base) == base:
        return proposal
    return replace(proposal, indicator=f"{proposal.indicator[:45]}_{slug(base)}", name=f"{proposal.name} ({base})")


def _words_around(text: str, begin: int, stop: int, figure: Figure, figures: Sequence[Figure]) -> tuple[str, str]:
    """What a sentence says before and after a figure, without other figures, periods and what is in parentheses."""
    others = [(one.start, one.end) for one in figures if one is not figure]
    others += [(one.start, one.end) for one in periods_in(text)]
    inside = re.search(r"\([^()]*$", text[begin : figure.start])
    closed = [match.span() for match in re.finditer(r"\([^()]*\)", text)] if not inside else []
    words = list(text)
    for start, end in (*others, *closed):
        words[start:end] = " " * (end - start)
    return "".join(words[begin : figure.start]), "".join(words[figure.end : stop])


def _with_sign(text: str, figure: Figure) -> int:
    """Where a figure begins, with its sign."""
    if not figure.signed:
        return figure.start
    return len(text[: figure.start].rstrip(" \u00a0")) - 1
