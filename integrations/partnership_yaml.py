"""YAML as plain data in which every value is a text, with the line that each value stands on.

Texts are not turned into numbers, dates or truths here: YAML 1.1 reads an unquoted 15:00 as 900
and NO as false, and a day that does not exist would stop it.
"""

import re
import unicodedata
from dataclasses import dataclass, field

import yaml

from bot.load import Mistake

Loc = tuple[str | int, ...]
"""The way to a value from the top: keys and list positions."""

_NULLS = ("", "~", "null", "Null", "NULL")
_PROBLEMS = (
    (r"found duplicate anchor", "the same &name is given twice."),
    (r"found undefined alias", "a *name must be given with &name before it is used."),
    (r"cannot start any token", "indent with spaces, and put quotes around texts with @, ` or %."),
    (r"mapping values are not allowed", "put quotes around texts with a colon; check the indent."),
    (r"could not find expected ':'", 'a key stands without its ":".'),
    (r"expected ',' or '[\]}]'", "a bracket is not closed, or a comma is missing."),
    (r"unexpected end of stream", "a quotation mark is not closed."),
    (r"expected <block end>", "this line is indented differently from those above it."),
    (r"but found another document", 'a file holds one partnership: take out what follows "---".'),
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A YAML document: its plain data (texts, lists, mappings, None) and where it came from."""

    data: object
    root: yaml.Node
    mistakes: tuple[Mistake, ...]

    def line(self, loc: Loc) -> int:
        """The line, from 1, of the value at ``loc``, or of the nearest thing around it.

        The line of a field is that of its key.
        """
        node, line = self.root, self.root.start_mark.line
        for part in loc:
            found = _child(node, part)
            if found is None:
                break
            node, line = found
        return line + 1


def parse(raw: bytes) -> Document | Mistake:
    """The document, or the mistake that keeps it from being read at all."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _at(line, "this is not UTF-8 text. Save the file as UTF-8.")
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
        builder = _Builder()
        data = builder.build(root) if root else None
    except yaml.YAMLError as error:
        return _at(_error_line(error, text), _error_text(error))
    except RecursionError:
        return _at(None, "lists and fields lie too deep in each other.")
    if root is None or data is None:
        return _at(None, "the file is empty.")
    return Document(data=data, root=root, mistakes=tuple(builder.mistakes))


@dataclass
class _Builder:
    """Makes plain data of nodes, and notes what plain data cannot hold. First values count."""

    mistakes: list[Mistake] = field(default_factory=list)
    built: dict[int, object] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)

    def build(self, node: yaml.Node) -> object:
        if id(node) in self.open:
            self.note(node, "this refers to itself.")
            return None
        if id(node) not in self.built:
            self.open.add(id(node))
            self.built[id(node)] = self.plain(node)
            self.open.discard(id(node))
        return self.built[id(node)]

    def plain(self, node: yaml.Node) -> object:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item) for item in node.value]
        if isinstance(node, yaml.ScalarNode) and node.style is None and node.value in _NULLS:
            return None
        return self.text(node)

    def mapping(self, node: yaml.MappingNode) -> dict[str, object]:
        fields: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.note(key_node, "a key must be a plain word.")
                continue
            key = self.text(key_node)
            if key in fields:
                self.note(key_node, f'"{key}" is given twice in the same place.')
                continue
            fields[key] = self.build(value_node)
        return fields

    def text(self, node: yaml.Node) -> str:
        value = str(node.value)
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in value):
            self.note(node, "this holds a character that cannot be shown. Take it out.")
            return "".join(c for c in value if unicodedata.category(c) not in ("Cc", "Cs"))
        return value

    def note(self, node: yaml.Node, text: str) -> None:
        self.mistakes.append(_at(node.start_mark.line + 1, text))


def _child(node: yaml.Node, part: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item: yaml.Node = node.value[part]
        return item, item.start_mark.line
    return None


def _at(line: int | None, text: str) -> Mistake:
    return Mistake(line=line, where="", text=text)


def _error_line(error: yaml.YAMLError, text: str) -> int | None:
    if isinstance(error, yaml.reader.ReaderError):
        return text[: error.position].count("\n") + 1
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return mark.line + 1 if mark else None


def _error_text(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.reader.ReaderError):
        return "this holds a character that cannot be shown. Take it out."
    problem = str(getattr(error, "problem", "") or "it cannot be read")
    for pattern, plain in _PROBLEMS:
        if re.search(pattern, problem):
            return plain
    return f"this is not YAML: {problem}."
