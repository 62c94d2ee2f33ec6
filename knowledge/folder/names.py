"""Which names each subject claims, and the refusal of a name that two of them claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.errors import Problems, Where
from knowledge.folder.refusals import AliasClashError
from knowledge.folder.subjects import Subjects
from knowledge.language.text import normal
from knowledge.model import Area, Group, Names, Text


@dataclass(frozen=True, slots=True)
class Claim:
    """A name that a subject answers to; `kind` and `id` say which subject, `where` its place in the folder."""

    name: str
    kind: str
    id: str
    where: Where

    def __str__(self) -> str:
        """The subject as messages name it."""
        return f"the {self.kind} '{self.id}'"


def subject_claims(subjects: Subjects) -> Iterator[Claim]:
    """Names of indicators (with their presets), tables, facts and gaps.

    Yields:
        One claim a name, in the folder's order.
    """
    named: list[tuple[str, str, Iterable[str]]] = []
    for indicator in subjects.indicators.values():
        presets = [name for preset in indicator.presets for name in preset.aliases.all()]
        named.append(("indicator", indicator.id, (*_names(indicator.name, indicator.aliases), *presets)))
    named += [("table", table.id, _names(table.name, table.aliases)) for table in subjects.tables.values()]
    named += [("fact", fact.id, fact.aliases.all()) for fact in subjects.facts.values()]
    named += [("gap", gap.id, _names(gap.name, gap.aliases)) for gap in subjects.gaps.values()]
    for kind, ident, names in named:
        for name in names:
            yield Claim(name, kind, ident, subjects.places[kind, ident])


def place_claims(
    areas: Iterable[Area], groups: Iterable[Group], places: dict[str, Where], group_places: dict[str, Where]
) -> Iterator[Claim]:
    """Names of regions, nation, organisations and groups; municipalities and countries may share theirs.

    Args:
        areas: the areas, of all kinds.
        groups: the groups.
        places: where each area is defined.
        group_places: where each group is defined.

    Yields:
        One claim a name.
    """
    for area in areas:
        if area.kind in {"region", "nation", "organisation"}:
            own = (area.name, area.name_en, area.official_name, area.county, area.county_en, *area.aliases.all())
            for name in own:
                yield Claim(name, "area", area.code, places[area.code])
    for group in groups:
        for name in _names(group.name, group.aliases):
            yield Claim(name, "group", group.id, group_places[group.id])


def refuse_clashes(claims: Iterable[Claim], problems: Problems) -> None:
    """Note every name that two subjects claim, whatever its case, once for each later subject."""
    first: dict[str, Claim] = {}
    noted: set[tuple[str, str, str]] = set()
    for claim in claims:
        folded = fold(claim.name)
        if not folded:
            continue
        other = first.setdefault(folded, claim)
        if (other.kind, other.id) == (claim.kind, claim.id) or (folded, claim.kind, claim.id) in noted:
            continue
        noted.add((folded, claim.kind, claim.id))
        where = Where(claim.where.file, claim.where.row, "aliases")
        problems.add(AliasClashError(where, value=claim.name, owner=claim, other=f"{other} ({other.where})"))


def fold(name: str) -> str:
    """A name as it is compared: case, kinds of dash and space, and a closing question mark do not matter."""
    return " ".join(normal(name).split()).rstrip("?!. ")


def _names(name: Text, aliases: Names) -> tuple[str, ...]:
    """A name in both languages and its aliases."""
    return (name.sv, name.en, *aliases.all())
