"""Regions, groups, countries and municipalities found in a question, in the forms in which people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.language.recent import Recent
from knowledge.language.tables import word_set
from knowledge.language.text import Token, fold
from knowledge.model import Area, Group
from knowledge.place_names import AFTER, BEFORE, NATIONAL, PlaceNames, names_of, with_unions
from knowledge.vocabulary import Vocabulary

_DIRECTIONS = word_set("västra östra norra södra vastra ostra norra sodra western eastern northern southern")
_AVERAGE = word_set("""
    snittet snitt snittets genomsnittet genomsnitt genomsnittets genomsnittlig genomsnittligt genomsnittliga
    medelvärde medelvärdet medel medeltal medeltalet average averages mean länderna länder countries nivån
""")
_APART = BEFORE | AFTER | word_set("i of the de stor greater council councils countys landstings regions")
"""Words that stand beside a name, and are no part of it that a misspelt name could be known by."""
_TOWN = word_set("kommun kommuns kommunen kommunens kommuner stad stads staden municipality city town")

_NEAR_KINDS = ("region", "municipality")
"""Kinds of places whose names of several words are also found when some of the words are misspelt."""
_NEAR_WORD = 5
"""A shorter word of a name is taken only as it is written."""
_NEAR_LONG = 8
"""From this length on a word of a name may have two wrong letters."""
_MOST_WRONG = 2


_REGION_OF, _AROUND = word_set("regionen länet landstinget region county"), word_set("i kring runt around of in")
"""Words between which and a town its region is meant."""


class Place(Struct, frozen=True):
    """A place found in a question; `code` is an area code or a group id, `end` exclusive."""

    kind: str
    code: str
    start: int
    end: int
    said: str
    mended: bool = False


@dataclass(slots=True)
class Places:
    """Names of places -> places, and the areas and groups themselves."""

    areas: dict[str, Area]
    groups: dict[str, Group]
    names: PlaceNames
    ordinary: frozenset[str] = frozenset()
    """Words that name a place only with a capital."""
    _longest: int = field(init=False)
    _long_names: dict[str, list[tuple[str, ...]]] | None = field(init=False, default=None, compare=False, repr=False)
    """First word -> unaccented names of several words that are also found misspelt; made when first needed."""
    _begun: Recent[list[tuple[str, ...]]] = field(init=False, compare=False, repr=False)
    _firsts: frozenset[str] = field(init=False, compare=False, repr=False)
    """The first words of names of several words."""

    def __post_init__(self) -> None:
        """The most words that a name has."""
        self._begun = Recent(self._begun_by)
        self._longest = max(map(len, self.names), default=1)
        self._firsts = frozenset(name[0] for name in self.names if len(name) > 1)

    @classmethod
    def of(cls, areas: Iterable[Area], groups: Iterable[Group], ordinary: Iterable[str]) -> Places:
        """An index of every name, genitive and unaccented form; `ordinary` words name a place only with a capital."""
        given, kept = list(areas), list(groups)
        return cls(with_unions(given), {group.id: group for group in kept}, names_of(given, kept), frozenset(ordinary))

    def single_words(self) -> frozenset[str]:
        """One-word names of five letters or more, to mend misspellings towards."""
        return frozenset(key[0] for key, (kind, _) in self.names.items() if len(key) == 1 and len(key[0]) >= 5)

    def is_region(self, word: str) -> bool:
        """Whether a word by itself is the name of a region."""
        return self.names.get((word,), ("", ""))[0] == "region"

    def region_names(self) -> dict[str, str]:
        """The name of each region without dots and spaces -> a name of it in one word."""
        found: dict[str, str] = {}
        for key, (kind, code) in self.names.items():
            if kind == "region" and len(key) == 1:
                flat = fold(self.areas[code].name.casefold()).replace(" ", "")
                whole = flat.startswith(fold(key[0]))
                if flat not in found or (whole and len(key[0]) > len(found[flat])):
                    found[flat] = key[0]
        return found

    def group_words(self) -> frozenset[str]:
        """The words of the names of groups that are several words, to mend misspellings towards."""
        return frozenset(
            word for key, (kind, _) in self.names.items() if len(key) > 1 and kind == "group" for word in key
        )

    def split_compounds(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> tuple[Token, ...]:
        """Tokens in which a compound that begins with a place is two: skånesiffran -> skåne, siffran."""
        out: list[Token] = []
        for token in tokens:
            cut = self._compound_cut(token.norm, vocabulary) if token.is_word and len(token.norm) >= 8 else 0
            if cut:
                middle = token.start + cut
                out.append(replace(token, text=token.text[:cut], norm=token.norm[:cut], end=middle))
                out.append(Token(token.text[cut:], token.norm[cut:], "word", middle, token.end, True))
            else:
                out.append(token)
        return tuple(out)

    def _compound_cut(self, word: str, vocabulary: Vocabulary) -> int:
        if (
            (word,) in self.names
            or (fold(word),) in self.names
            or vocabulary.part(word) is not None
            or vocabulary.is_frame(word)
        ):
            return 0
        for cut in range(len(word) - 3, 3, -1):
            place = self.names.get((word[:cut],)) or self.names.get((fold(word[:cut]),))
            if place and place[0] in ("region", "group", "organisation", "nation"):
                rest = word[cut:]
                if (
                    rest in AFTER
                    or vocabulary.part(rest) is not None
                    or vocabulary.is_frame(rest)
                    or rest in vocabulary.cue_words
                    or rest.startswith("region")
                ):
                    return cut
        return 0

    def find(self, tokens: Sequence[Token], mended: dict[int, str]) -> tuple[Place, ...]:
        """Places among the tokens, the longest name first, without overlaps, left to right."""
        index = [i for i, token in enumerate(tokens) if token.kind in ("word", "number")]
        norms = [tokens[i].norm for i in index]
        typed = [mended.get(i, tokens[i].norm) for i in index]
        found: list[Place] = []
        at = 0
        while at < len(norms):
            match = self._match(tokens, index, norms, typed, at)
            if match is None:
                at += 1
                continue
            (kind, code), length = match
            if length == 1 and typed[at] != norms[at] and self._between(typed[at], norms[at], (kind, code)):
                at += 1
                continue
            if kind == "country" and typed[at : at + length] != norms[at : at + length]:
                at += 1  # a misspelt word is sooner a person's name than a country
                continue
            if kind == "group" and length == 1 and at and norms[at - 1] in _DIRECTIONS:
                at += 1  # "östra Götaland" is no name, and the whole group's figure would be another's
                continue
            start, end = at, at + length
            kind, code, end = self._town(norms, kind, code, end)
            around = kind == "municipality" and at > 1 and norms[at - 2] in _REGION_OF and norms[at - 1] in _AROUND
            alone = end == at + length  # no "Umeå kommun"
            if around and alone and len(self.areas[code].regions) == 1:  # "regionen i Östersund", "länet kring Växjö"
                kind, code = "region", self.areas[code].regions[0]
            while start > 0 and norms[start - 1] in BEFORE and not (found and index[start - 1] < found[-1].end):
                start -= 1
            while end < len(norms) and norms[end] in _AVERAGE and kind == "organisation":
                end += 1
            if kind == "organisation":  # genomsnittet i OECD, snittet för OECD, the average of the OECD
                for back in (1, 2, 3):
                    if (
                        start - back >= 0
                        and norms[start - back] in _AVERAGE
                        and all(
                            norms[start - b] in ("i", "för", "of", "in", "the", "bland", "hos") for b in range(1, back)
                        )
                    ):
                        start -= back
                        break
            while end < len(norms) and norms[end] in AFTER and kind in ("region", "group", "municipality"):
                end += 1
            span = index[start], index[end - 1] + 1
            said = " ".join(tokens[i].text for i in index[at : at + length])
            found.append(Place(kind, code, *span, said, not self._is_name(typed[at : at + length])))
            at = end
        return tuple(self._with_listed(tokens, found))

    def _with_listed(self, tokens: Sequence[Token], found: list[Place]) -> list[Place]:
        """The places with a misspelt region that is listed between two others: "Skåne, haland och Blekinge".

        By itself the word may be as near to another name; in a row of regions it is one.

        Args:
            tokens: the question.
            found: the places that were found.

        Returns:
            All places, left to right.
        """
        if len(found) < 2:
            return found
        ends, starts = {place.end for place in found}, {place.start for place in found}
        more: list[Place] = []
        for at in range(1, len(tokens) - 1):
            token = tokens[at]
            row = tokens[at - 1].norm in _ROW and tokens[at + 1].norm in _ROW
            listed = row and at not in starts and at - 1 in ends and at + 2 in starts
            if not listed or not token.is_word or len(token.norm) < _NEAR_WORD:
                continue
            plain = fold(token.norm)
            near = {
                place
                for key, place in self.names.items()
                if place[0] == "region" and len(key) == 1 and OSA.distance(plain, fold(key[0]), score_cutoff=1) <= 1
            }
            if len(near) == 1:
                more.append(Place(*near.pop(), at, at + 1, token.text, mended=True))
        return sorted((*found, *more), key=lambda place: place.start) if more else found

    def _match(
        self, tokens: Sequence[Token], index: list[int], norms: list[str], typed: list[str], at: int
    ) -> tuple[tuple[str, str], int] | None:
        begun = self._begun[typed[at]]
        several = begun or typed[at] in self._firsts or norms[at] in self._firsts
        for length in range(min(self._longest, len(norms) - at) if several else 1, 0, -1):
            end = at + length
            place = self.names.get(tuple(typed[at:end])) or self.names.get(tuple(norms[at:end]))
            if place is None and length > 1:
                place = self._misspelt(typed[at:end], begun)
            if place is None:
                continue
            if length == 1 and place[0] in ("municipality", "country") and not self._meant(tokens, index[at]):
                continue
            return place, length
        if at + 1 < len(norms) and len(norms[at]) >= 3 and len(norms[at + 1]) >= 3:  # väster botten
            joined = norms[at] + norms[at + 1]
            place = self.names.get((joined,)) or self.names.get((fold(joined),))
            if place and place[0] == "region":
                return place, 2
        return None

    def _is_name(self, said: list[str]) -> bool:
        """Whether words are a place's name as it is written, in one word or apart."""
        joined = "".join(said)
        return tuple(said) in self.names or (joined,) in self.names or (fold(joined),) in self.names

    def _begun_by(self, word: str) -> list[tuple[str, ...]]:
        """The names of several words of which the first is a spelling or a near miss of a word."""
        if self._long_names is None:
            self._long_names = {}
            for key, (kind, _) in self.names.items():
                named = len(key) > 1 and kind in _NEAR_KINDS and _APART.isdisjoint(key)
                if named and key == tuple(map(fold, key)):
                    self._long_names.setdefault(key[0], []).append(key)
        plain = fold(word)
        firsts = list(self._long_names)
        alike = process.extract(plain, firsts, scorer=OSA.distance, score_cutoff=_MOST_WRONG, limit=None)
        return [name for first, _, _ in alike if _near(plain, first) for name in self._long_names[first]]

    def _misspelt(self, said: list[str], begun: list[tuple[str, ...]]) -> tuple[str, str] | None:
        """The one place of the names `begun` so many words long of which each word said is a spelling or near miss."""
        found = {
            self.names[name]
            for name in begun
            if len(name) == len(said) and all(_near(fold(word), own) for word, own in zip(said, name, strict=True))
        }
        return found.pop() if len(found) == 1 else None

    def _between(self, typed: str, mended: str, place: tuple[str, str]) -> bool:
        """Whether a misspelt word is as near to the name of another region or group as to the one it was mended to."""
        plain = fold(typed)
        if any(typed[:at] + typed[at + 1 :] == mended for at in range(1, len(typed)) if typed[at] == typed[at - 1]):
            return False  # a letter typed twice is no other letter: "gottland" is not Götaland
        reach = OSA.distance(plain, fold(mended))
        return any(
            len(key) == 1
            and other != place
            and other[0] in ("region", "group")
            and abs(len(key[0]) - len(plain)) <= reach
            and OSA.distance(plain, fold(key[0]), score_cutoff=reach) <= reach
            for key, other in self.names.items()
        )

    def _meant(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether an ordinary word is meant as a name: only with a capital inside the sentence."""
        token, inside = tokens[at], at > 0 and tokens[at - 1].norm not in _SENTENCE_ENDS
        if token.norm in NATIONAL or (token.norm not in self.ordinary and len(token.norm) > 3):
            return True
        shouted = token.norm in self.ordinary and all(t.text.isupper() for t in tokens if t.is_word)
        return (token.capital and inside and not token.text.isupper()) or (
            len(token.norm) <= 3 and token.text.isupper() and not shouted
        )

    def _town(self, norms: list[str], kind: str, code: str, end: int) -> tuple[str, str, int]:
        """A region's name before "kommun" or "stad" is the municipality of that name."""
        if end < len(norms) and norms[end] in _TOWN:
            if kind == "region":
                name = self.areas[code].name.casefold()
                for area in self.areas.values():
                    if area.kind == "municipality" and area.name.casefold() == name:
                        return "municipality", area.code, end + 1
            if kind == "municipality":
                return kind, code, end + 1
        parent = self.areas[code].parent if kind == "municipality" else None
        if (
            parent and end < len(norms) and norms[end] in ("länet", "län", "lan", "lanet", "regionen")
        ):  # Karlskrona-länet
            return "region", parent, end + 1
        return kind, code, end


_ROW = (",", "och", "o", "samt", "and", "&")
"""What stands between the places of a list."""
_SENTENCE_ENDS = (".", "!", "?", ":")


def _near(word: str, own: str) -> bool:
    """Whether an unaccented word is a word of a name or a near miss of it."""
    if word == own:
        return True
    if len(own) < _NEAR_WORD or abs(len(word) - len(own)) > 2:
        return False
    limit = _MOST_WRONG if len(own) >= _NEAR_LONG else 1
    return bool(OSA.distance(word, own, score_cutoff=limit) <= limit)
