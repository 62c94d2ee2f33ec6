"""Reading one YAML mapping key by key, refusing what is missing, misspelt or of the wrong kind.

Texts are taken as they are written, whatever YAML would make of them: `area: 00` is "00" and `no` is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import yaml

from knowledge.errors import Problems, Where
from knowledge.folder.refusals import (
    ChoiceError,
    DuplicateNameError,
    IdentifierError,
    MissingKeyError,
    ShapeError,
    UnknownKeyError,
)
from knowledge.model import Names, Text

_ID = re.compile(r"[a-z][a-z0-9_-]*")
_NULL = "tag:yaml.org,2002:null"
_BOOLEANS = {"true": True, "false": False, "yes": True, "no": False}
_KINDS = {yaml.MappingNode: "a mapping (key: value)", yaml.SequenceNode: "a list", yaml.ScalarNode: "a text"}


def kind_of(node: yaml.Node) -> str:
    """What a node is, in words."""
    return _KINDS.get(type(node), "something else")


def is_null(node: yaml.Node) -> bool:
    """Whether a node is `null` or nothing at all."""
    return isinstance(node, yaml.ScalarNode) and node.tag == _NULL


class Fields:
    """One mapping of a YAML file; ask for each key, then `close()` it to refuse the keys nobody asked for."""

    def __init__(self, node: yaml.MappingNode, file: str, problems: Problems) -> None:
        """Read `node` of `file`, noting what is wrong in `problems`."""
        self.file = file
        self.row = node.start_mark.line + 1
        self.problems = problems
        self._nodes: dict[str, yaml.Node] = {}
        self._rows: dict[str, int] = {}
        self._asked: dict[str, None] = {}
        for key_node, value in node.value:
            key, row = str(key_node.value), key_node.start_mark.line + 1
            if key in self._nodes:
                problems.add(DuplicateNameError(Where(file, row, key), key=key, first=self._rows[key]))
                continue
            self._nodes[key], self._rows[key] = value, row

    def at(self, key: str = "") -> Where:
        """The place of `key`, or of the mapping."""
        return Where(self.file, self._rows.get(key, self.row), key)

    def has(self, key: str) -> bool:
        """Whether `key` stands there with a value."""
        return key in self._nodes and not is_null(self._nodes[key])

    @property
    def written(self) -> tuple[str, ...]:
        """The keys as they are written."""
        return tuple(self._nodes)

    def _node(self, key: str, *, required: bool) -> yaml.Node | None:
        """The value of `key`, None where it is missing or null."""
        self._asked[key] = None
        node = self._nodes.get(key)
        if node is None or is_null(node):
            if required:
                self.problems.add(MissingKeyError(self.at(key), key=key))
            return None
        return node

    def _misshapen(self, key: str, expected: str, node: yaml.Node) -> None:
        """Note that `key` holds another kind of value."""
        found = f"'{node.value}'" if isinstance(node, yaml.ScalarNode) else kind_of(node)
        self.problems.add(ShapeError(self.at(key), key=key, expected=expected, found=found))

    def string(self, key: str, *, required: bool = False) -> str:
        """A text with its white space folded; empty where there is none."""
        node = self._node(key, required=required)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self._misshapen(key, "a text", node)
            return ""
        text = " ".join(str(node.value).split())
        if required and not text:
            self.problems.add(MissingKeyError(self.at(key), key=key))
        return text

    def identifier(self, key: str = "id") -> str:
        """A required id: a-z, 0-9, `_` and `-`."""
        text = self.string(key, required=True)
        if text and not _ID.fullmatch(text):
            self.problems.add(IdentifierError(self.at(key), value=text))
        return text

    def choice(self, key: str, name: str, allowed: Iterable[str], *, required: bool = True) -> str:
        """A text that must be one of `allowed`; `name` says what it is."""
        text, options = self.string(key, required=required), tuple(allowed)
        if text and text not in options:
            self.problems.add(
                ChoiceError(self.at(key), known=options, value=text, name=name, allowed=", ".join(options))
            )
        return text

    def boolean(self, key: str) -> bool:
        """True or false (false where the key is missing)."""
        node = self._node(key, required=False)
        if node is None:
            return False
        value = _BOOLEANS.get(str(node.value).lower()) if isinstance(node, yaml.ScalarNode) else None
        if value is None:
            self._misshapen(key, "true or false", node)
        return bool(value)

    def integer(self, key: str) -> int:
        """A whole number (0 where the key is missing)."""
        node = self._node(key, required=False)
        if node is None:
            return 0
        if not isinstance(node, yaml.ScalarNode) or not re.fullmatch(r"[0-9]{1,6}", str(node.value)):
            self._misshapen(key, "a whole number", node)
            return 0
        return int(node.value)

    def strings(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts, white space folded; a single text counts as a list of one."""
        node = self._node(key, required=required)
        if node is None:
            return ()
        return texts_of(node, self.file, key, self.problems)

    def fields(self, key: str, *, required: bool = False) -> Fields | None:
        """A mapping within this one."""
        node = self._node(key, required=required)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            self._misshapen(key, "a mapping (key: value)", node)
            return None
        return Fields(node, self.file, self.problems)

    def text(self, key: str, *, required: bool = False) -> Text:
        """A text in both languages: {sv: …, en: …}; both are needed where it is `required`."""
        inner = self.fields(key, required=required)
        if inner is None:
            return Text()
        text = Text(inner.string("sv", required=required), inner.string("en", required=required))
        inner.close()
        return text

    def names(self, key: str, *, required: bool = False) -> Names:
        """Lists of names in both languages: {sv: […], en: […]}."""
        inner = self.fields(key, required=required)
        if inner is None:
            return Names()
        names = inner.own_names(required=required)
        inner.close()
        return names

    def own_names(self, *, required: bool = False) -> Names:
        """The lists `sv` and `en` of this mapping itself."""
        return Names(self.strings("sv", required=required), self.strings("en"))

    def pairs(self, key: str, allowed: Iterable[str], *, required: bool = False) -> tuple[tuple[str, str], ...]:
        """A mapping of the keys `allowed` to texts, as pairs in the order in which they are written."""
        inner = self.fields(key, required=required)
        if inner is None:
            return ()
        written = {name: inner.string(name) for name in allowed}
        order = inner.written
        inner.close()
        return tuple((name, written[name]) for name in order if name in written)

    def items(self, key: str) -> Iterator[Fields]:
        """A list of mappings within this one."""
        node = self._node(key, required=False)
        if node is not None:
            yield from mappings(node, self.file, self.problems, key)

    def close(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self._nodes:
            if key not in self._asked:
                allowed = ", ".join(self._asked)
                self.problems.add(UnknownKeyError(self.at(key), known=self._asked, value=key, allowed=allowed))


def texts_of(node: yaml.Node, file: str, key: str, problems: Problems) -> tuple[str, ...]:
    """The texts of a list, white space folded, each once; what is no text is noted in `problems`."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    texts = []
    for item in nodes:
        if not isinstance(item, yaml.ScalarNode) or is_null(item) or not str(item.value).strip():
            found = "empty" if isinstance(item, yaml.ScalarNode) else kind_of(item)
            where = Where(file, item.start_mark.line + 1, key)
            problems.add(ShapeError(where, key=key, expected="a list of texts", found=found))
            continue
        texts.append(" ".join(str(item.value).split()))
    return tuple(dict.fromkeys(texts))


def mappings(node: yaml.Node | None, file: str, problems: Problems, key: str = "") -> Iterator[Fields]:
    """The mappings of a list.

    Yields:
        A `Fields` for each; what is not a list of mappings is noted in `problems`.
    """
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode):
        where = Where(file, node.start_mark.line + 1, key)
        expected = "a list of mappings (- key: value)"
        problems.add(ShapeError(where, key=key or "the file", expected=expected, found=kind_of(node)))
        return
    for item in node.value:
        if isinstance(item, yaml.MappingNode):
            yield Fields(item, file, problems)
        else:
            where = Where(file, item.start_mark.line + 1, key)
            problems.add(
                ShapeError(where, key=key or "the item", expected="a mapping (key: value)", found=kind_of(item))
            )


def mapping(node: yaml.Node | None, file: str, problems: Problems) -> Fields | None:
    """The one mapping that a file holds; None (and a problem) where it holds something else."""
    if isinstance(node, yaml.MappingNode):
        return Fields(node, file, problems)
    row = node.start_mark.line + 1 if node is not None else 1
    found = kind_of(node) if node is not None else "empty"
    problems.add(ShapeError(Where(file, row), key="the file", expected=_KINDS[yaml.MappingNode], found=found))
    return None
