"""The word lists of data/language: ordinary words, the frame around a question, synonyms.

`*.txt` holds one word or phrase a line and `#` comments; `common….txt` are ordinary words that name a topic,
`plain….txt` ordinary words that do not, `narrowing….txt` words for a part that a figure could be of (a leading hyphen:
the last piece of compounds), `synonyms….txt` has words of one meaning on one line, separated by `|`, and
synonyms.yaml has groups of them. frame.yaml has the flat lists `sv` and `en`, and `opinion`, `private` and the kinds
of `smalltalk`, each with `sv` and `en`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from knowledge.errors import Where
from knowledge.folder.fields import kind_of, mapping, texts_of
from knowledge.folder.files import Reader
from knowledge.folder.refusals import ShapeError, UnknownFileError
from knowledge.model import Lexicon

_LISTS = ("common", "plain", "opinion", "private", "frame", "narrowing")
_EXPECTED = (
    "frame.yaml, synonyms.yaml, common*.txt, plain*.txt, frame*.txt, opinion*.txt, private*.txt, narrowing*.txt, "
    "synonyms*.txt"
)


def read_lexicon(readers: Iterable[Reader]) -> tuple[Lexicon, tuple[tuple[str, ...], ...]]:
    """Read the folders `language`, where there are any.

    Args:
        readers: read below the data folders; note what is wrong.

    Returns:
        The word lists, and groups of words of one meaning.
    """
    words: dict[str, set[str]] = {name: set() for name in _LISTS}
    smalltalk: dict[str, tuple[str, ...]] = {}
    synonyms: list[tuple[str, ...]] = []
    for reader, path in _files(readers):
        kind = next((name for name in (*_LISTS, "synonyms") if path.name.startswith(name)), "")
        if path.name == "frame.yaml":
            _read_frame(reader, path, words, smalltalk)
        elif path.name == "synonyms.yaml":
            synonyms += _read_groups(reader, path)
        elif path.suffix == ".txt" and kind == "synonyms":
            synonyms += [_split(line) for line in reader.lines(path)]
        elif path.suffix == ".txt" and kind:
            words[kind].update(reader.lines(path))
        elif not path.name.startswith("."):
            where = Where(reader.name(path))
            reader.problems.add(UnknownFileError(where, value=path.name, allowed=_EXPECTED))
    lists = {name: frozenset(found) for name, found in words.items()}
    lexicon = Lexicon(**lists, smalltalk=smalltalk)
    return lexicon, tuple(synonyms)


def _files(readers: Iterable[Reader]) -> Iterator[tuple[Reader, Path]]:
    """The files of the folders `language`, with what reads them."""
    for reader in readers:
        folder = reader.folder / "language"
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            yield reader, path


def _read_frame(reader: Reader, path: Path, words: dict[str, set[str]], smalltalk: dict[str, tuple[str, ...]]) -> None:
    """Read frame.yaml into the word lists."""
    node = reader.yaml(path)
    top = mapping(node, reader.name(path), reader.problems) if node is not None else None
    if top is None:
        return
    words["frame"].update(top.own_names().all())
    for name in ("opinion", "private"):
        words[name].update(top.names(name).all())
    inner = top.fields("smalltalk")
    if inner is not None:
        for kind in inner.written:
            smalltalk[kind] = inner.names(kind).all()
    top.close()


def _read_groups(reader: Reader, path: Path) -> Iterator[tuple[str, ...]]:
    """The groups of a list of lists of words."""
    node = reader.yaml(path)
    if node is None:
        return
    name = reader.name(path)
    if not isinstance(node, yaml.SequenceNode):
        where, expected = Where(name, node.start_mark.line + 1), "a list of lists of words"
        reader.problems.add(ShapeError(where, key="the file", expected=expected, found=kind_of(node)))
        return
    for item in node.value:
        yield texts_of(item, name, "the group", reader.problems)


def _split(line: str) -> tuple[str, ...]:
    """The words of a line that separates them with `|` or commas."""
    separator = "|" if "|" in line else ","
    return tuple(word for part in line.split(separator) if (word := " ".join(part.split())))
