"""The catalogue's index as one JSON document, so that opening a store does not cut thousands of names into words anew.

Only what follows from the data and the code of the index is kept: words and their parts, names of places, aliases;
subjects stay in the order of the data. Words are joined by `|`, which no word holds. Aliases, postings and
sets of words, of which a question needs few, are unpacked when they are first looked at.
"""

from __future__ import annotations

import json
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, overload

from msgspec.json import decode

from knowledge.catalogue import Catalogue, ordinary_words, subjects_of
from knowledge.cues import CUE_WORDS
from knowledge.place_names import PlaceNames, with_unions
from knowledge.places import Places
from knowledge.spelling import Spelling
from knowledge.store import Store
from knowledge.subjects import Alias, Index, alias_words
from knowledge.vocabulary import Vocabulary, WordTables


class Aliases(Sequence[Alias]):
    """All aliases, each made when it is first looked at."""

    def __init__(self, plain: dict[str, Any], totals: Sequence[float], vocabulary: Vocabulary) -> None:
        """Aliases as `dumps` wrote them, with what the parts of each weigh together."""
        self._owners: list[int] = plain["owners"]
        self._parts: list[str] = plain["alias_parts"]
        self._texts: list[str] = plain["alias_texts"]
        self._totals = totals
        self._presets: dict[str, list[list[str]]] = plain["presets"]
        self._vocabulary = vocabulary
        self._made: dict[int, Alias] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._texts)

    @overload
    def __getitem__(self, place: int) -> Alias: ...
    @overload
    def __getitem__(self, place: slice) -> list[Alias]: ...
    def __getitem__(self, place: int | slice) -> Alias | list[Alias]:
        """The alias at a place."""
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        made = self._made.get(place)
        if made is None:
            parts = _unpacked(self._parts[place])
            made = self._made[place] = Alias(
                subject=self._owners[place],
                parts=parts,
                weights=tuple(map(self._vocabulary.weight, parts)),
                total=self._totals[place],
                preset=tuple((slot, value) for slot, value in self._presets.get(str(place), ())),
                text=self._texts[place],
                words=frozenset(alias_words(self._texts[place])),
            )
        return made


class AliasParts(Sequence[tuple[int, ...]]):
    """The parts of each alias, unpacked each time they are looked at."""

    def __init__(self, packed: Sequence[str]) -> None:
        """For each alias its parts."""
        self._packed = packed

    def __len__(self) -> int:
        """How many aliases there are."""
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> tuple[int, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[int, ...]]: ...
    def __getitem__(self, place: int | slice) -> tuple[int, ...] | list[tuple[int, ...]]:
        """The parts of the alias at a place."""
        if isinstance(place, slice):
            return list(map(_unpacked, self._packed[place]))
        return _unpacked(self._packed[place])


class Postings(Mapping[int, Sequence[int]]):
    """Part -> the aliases it stands in, unpacked when they are first looked up."""

    def __init__(self, packed: Sequence[str]) -> None:
        """For each part the places of its aliases."""
        self._packed = packed
        self._made: dict[int, tuple[int, ...]] = {}

    def __len__(self) -> int:
        """How many parts stand in an alias."""
        return sum(map(bool, self._packed))

    def __iter__(self) -> Iterator[int]:
        """The parts that stand in an alias."""
        return (part for part, places in enumerate(self._packed) if places)

    def __getitem__(self, part: int) -> Sequence[int]:
        """The aliases of a part.

        Returns:
            Their places.

        Raises:
            KeyError: it stands in none.
        """
        made = self._made.get(part)
        if made is None:
            if not 0 <= part < len(self._packed) or not self._packed[part]:
                raise KeyError(part)
            made = self._made[part] = _unpacked(self._packed[part])
        return made


class PartSets(Sequence[frozenset[int]]):
    """Sets of parts, one a subject, each unpacked when it is first looked at."""

    def __init__(self, packed: Sequence[str], places: Sequence[int] | None = None) -> None:
        """The sets that there are, and for each subject the place of its own where several share one."""
        self._packed = packed
        self._places = range(len(packed)) if places is None else places
        self._made: dict[int, frozenset[int]] = {}

    def __len__(self) -> int:
        """How many subjects there are."""
        return len(self._places)

    @overload
    def __getitem__(self, number: int) -> frozenset[int]: ...
    @overload
    def __getitem__(self, number: slice) -> list[frozenset[int]]: ...
    def __getitem__(self, number: int | slice) -> frozenset[int] | list[frozenset[int]]:
        """The set of a subject."""
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        place = self._places[number]
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = frozenset(_unpacked(self._packed[place]))
        return made


def catalogue_of(store: Store) -> Catalogue:
    """The catalogue of a store, from the index it holds; computed where it holds none of this code and data."""
    if store.compiled_catalogue is not None:
        with suppress(KeyError, TypeError, ValueError):  # it was spoilt: what is computed is the same
            return loads(store, store.compiled_catalogue)
    from knowledge.indexing import computed_catalogue  # noqa: PLC0415  (seldom needed)

    return computed_catalogue(store)


def dumps(catalogue: Catalogue) -> str:
    """The index of a catalogue as JSON text."""
    index, tables = catalogue.index, catalogue.vocabulary.tables
    nearby = {near: place for place, near in enumerate(dict.fromkeys(index.nearby))}
    places: dict[str, list[str]] = {}
    for words, (kind, code) in catalogue.places.names.items():
        places.setdefault(f"{kind} {code}", []).append(_joined(words))
    parts = range(len(tables.names))
    plain: dict[str, object] = {
        "names": _joined(tables.names),
        "uses": tables.uses,
        "weights": _packed_floats(tables.weights),
        "exact": _table(tables.exact),
        "roots": _table(tables.roots),
        "folded": _table({word: tables.folded[word] for word in tables.sorted}),
        "spellings": _table(catalogue.spelling.forms),
        "dotted": _table(catalogue.spelling.dotted),
        "compounds": tables.compounds,
        "frame_folded": _joined(sorted(tables.frame_folded)),
        "places": places,
        "owners": list(index.owners),
        "alias_parts": [_packed(alias.parts) for alias in index.aliases],
        "alias_texts": [alias.text for alias in index.aliases],
        "totals": _packed_floats(index.totals),
        "presets": {place: alias.preset for place, alias in enumerate(index.aliases) if alias.preset},
        "postings": [_packed(index.postings.get(part, ())) for part in parts],
        "words": [_packed(sorted(own)) for own in index.words],
        "nearby": [_packed(sorted(near)) for near in nearby],
        "topics": [nearby[near] for near in index.nearby],
        "synonyms": index.synonyms,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def loads(store: Store, content: str) -> Catalogue:
    """The catalogue of a store from the index that was made of it.

    Args:
        store: the store; only subjects, places and word lists are taken from it.
        content: what `dumps` wrote for the same data, by the same code.

    Returns:
        What `computed_catalogue` would make of the store.

    Raises:
        ValueError: it is no such text.
        KeyError: something is lacking in it.
    """  # noqa: DOC502  (raised by what is called)
    plain = decode(content)
    named: PlaceNames = {}
    for place, names in plain["places"].items():
        kind, _, code = place.partition(" ")
        found = (kind, code)
        for words in names:
            named[tuple(words.split("|"))] = found
    groups = {group.id: group for group in store.groups}
    places = Places(with_unions(store.areas.values()), groups, named, ordinary_words(store.lexicon))
    folded: dict[str, str] = _read_table(plain["folded"])
    tables = WordTables(
        exact=_read_table(plain["exact"]),
        roots=_read_table(plain["roots"]),
        folded=folded,
        sorted=list(folded),
        names=_split(plain["names"]),
        uses=plain["uses"],
        weights=_unpacked_floats(plain["weights"]),
        compounds={int(part): tuple(pieces) for part, pieces in plain["compounds"].items()},
        frame_folded=frozenset(_split(plain["frame_folded"])),
    )
    vocabulary = Vocabulary(store.lexicon, CUE_WORDS, tables)
    spellings = (_read_table(plain[key]) for key in ("spellings", "dotted"))
    spelling = Spelling(vocabulary, places.single_words(), *spellings)
    totals = _unpacked_floats(plain["totals"])
    index = Index(
        aliases=Aliases(plain, totals, vocabulary),
        parts=AliasParts(plain["alias_parts"]),
        owners=plain["owners"],
        totals=totals,
        postings=Postings(plain["postings"]),
        words=PartSets(plain["words"]),
        nearby=PartSets(plain["nearby"], plain["topics"]),
        synonyms={int(part): tuple(others) for part, others in plain["synonyms"].items()},
    )
    return Catalogue(store, subjects_of(store), vocabulary, spelling, places, index)


def _joined(words: Iterable[str]) -> str:
    """Words as one text."""
    return "|".join(words)


def _split(text: str) -> list[str]:
    """The words of a joined text."""
    return text.split("|") if text else []


def _packed(numbers: Iterable[int]) -> str:
    """Numbers as one text."""
    return " ".join(map(str, numbers))


def _unpacked(text: str) -> tuple[int, ...]:
    """The numbers of a packed text."""
    return tuple(map(int, text.split()))


def _packed_floats(numbers: Sequence[float]) -> str:
    """Numbers as one text, bit by bit: JSON takes milliseconds to read a thousand numbers of 17 digits."""
    return b64encode(struct.pack(f"<{len(numbers)}d", *numbers)).decode()


def _unpacked_floats(text: str) -> list[float]:
    """The numbers of a text packed so.

    Returns:
        The numbers.

    Raises:
        ValueError: it is no such text.
    """
    try:
        return [number for (number,) in struct.iter_unpack("<d", b64decode(text, validate=True))]
    except struct.error as error:
        raise ValueError(text) from error


def _table(table: Mapping[str, object]) -> list[object]:
    """A table as its keys, joined, and its values: joined where they are words."""
    values = list(table.values())
    return [_joined(table), _joined(map(str, values)) if values and isinstance(values[0], str) else values]


def _read_table(plain: list[Any]) -> dict[str, Any]:
    """A table from its keys and values."""
    keys, values = plain
    return dict(zip(_split(keys), _split(values) if isinstance(values, str) else values, strict=True))
