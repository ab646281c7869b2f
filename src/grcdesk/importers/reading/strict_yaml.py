"""A small, strict YAML: mappings, lists and text, nothing else.

Every scalar stays the text that stands in the file: `5.10`, `no` and `12:30:45` mean themselves, and the schema
converts what it wants converted. Anchors, aliases, tags, duplicate keys and further documents are refused. The tree
is built from parser events, so deep nesting is refused before it is built, and each value knows its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from grcdesk.errors import BadInput
from grcdesk.text import clean

MAX_DEPTH = 50
_AHEAD = 1024
"""Characters that the parser looks ahead for the colon that would make what it reads a key."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is absent from some builds
_NO_TABS = "indent with blanks, not tabs"
_HINTS = (
    ("tab character", _NO_TABS),
    ("mapping values are not allowed", "put text that holds a colon and a blank into quotes"),
    ("expected <block end>", "check the indentation of this line and the ones above"),
    ("could not find expected ':'", "write `key: value`, and check the quotes above this line"),
    ("quoted scalar", "a quote is opened and never closed"),
    ("cannot start any token", "put the text into quotes, and indent with blanks, not tabs"),
)


class YamlMapping(dict[str, Any]):
    """A mapping that knows its line and the line of each key (the first line is 1)."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class YamlList(list[Any]):
    """A list that knows its line and the line of each entry (the first line is 1)."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def load(text: str, file: str) -> YamlMapping:
    """The one mapping a file holds, all scalars as text.

    Raises:
        BadInput: with file, line and cure, for anything but plain YAML.
    """
    try:
        events = _LOADER(text)
        try:
            return _build(events, file)
        finally:
            events.dispose()
    except yaml.MarkedYAMLError as error:
        raise _invalid(error, text, file) from error
    except yaml.reader.ReaderError as error:
        raise _unreadable(text, file) from error
    except ValueError as error:  # an escape naming a number beyond Unicode
        raise BadInput(f"not valid YAML: {error}", hint="check the escapes in quoted text", file=file) from error


def _invalid(error: yaml.MarkedYAMLError, text: str, file: str) -> BadInput:
    """What the parser found wrong, with the cure where its words give one away."""
    mark = error.problem_mark or error.context_mark
    if mark and _opens_without_end(text[: mark.index]):
        return _too_deep(file, mark.line + 1)
    problem = error.problem or error.context or "it cannot be parsed"
    hint = _NO_TABS if mark and _tabbed(text, mark.line) else _hint(str(error))
    return BadInput(f"not valid YAML: {problem}", hint=hint, file=file, line=mark.line + 1 if mark else None)


def _hint(words: str) -> str:
    """The cure that the words of the parser give away."""
    return next((cure for sign, cure in _HINTS if sign in words), "check the lines above it too")


def line_at(node: YamlMapping | YamlList, path: tuple[str | int, ...]) -> int:
    """Line of the value at a path of keys and places; of its nearest known parent when it does not exist."""
    line = node.line
    here: Any = node
    for step in path:
        if isinstance(here, YamlMapping) and step in here.lines:
            line = here.lines[str(step)]
        elif isinstance(here, YamlList) and isinstance(step, int) and 0 <= step < len(here):
            line = here.lines[step]
        else:
            break
        here = here[step]
    return line


_UNMARKED = (None, None)
_BEGINS, _ENDS = (MappingStartEvent, SequenceStartEvent), (MappingEndEvent, SequenceEndEvent)


@dataclass(slots=True)
class _Growing:
    """What was built so far, and where the next value goes."""

    file: str
    root: YamlMapping | None = None
    stack: list[YamlMapping | YamlList] = field(default_factory=list)
    top: YamlMapping | YamlList | None = None
    """What is open, innermost."""
    key: str | None = None
    """Of a mapping the key that waits for its value."""

    def take(self, event: Any) -> bool:
        """Open or close a mapping or list; false at the end of the file."""
        kind = type(event)
        if kind in _BEGINS:
            new = _open(event, self.top, self.key, len(self.stack), self.file)
            if self.root is None and type(new) is YamlMapping:
                self.root = new
            self.stack.append(new)
            self.top, self.key = new, None
        elif kind in _ENDS:
            self.stack.pop()
            self.top, self.key = (self.stack[-1] if self.stack else None), None
        elif kind is AliasEvent:
            raise _marked(event, self.file)
        elif kind is DocumentStartEvent and self.root is not None:
            raise _second(event, self.file)
        return kind is not StreamEndEvent


def _build(events: Any, file: str) -> YamlMapping:
    """Turn the events of one document into tables, rows and text, without recursion.

    Scalars are taken in one loop on purpose: most of the 60,000 events of a catalog of 1,200 controls are scalars, and
    a call for each doubles the time.
    """
    tree = _Growing(file)
    while True:
        event = events.get_event()
        kind = type(event)
        if kind is not ScalarEvent:
            if tree.take(event):
                continue
            break
        line = event.start_mark.line + 1
        if (event.anchor, event.tag) != _UNMARKED:
            raise _marked(event, file)
        value, top = event.value, tree.top
        if not value.isascii() or "\x00" in value:
            value = _clean(value, file, line)
        if type(top) is YamlMapping:
            if tree.key is None:
                _name(top, value, line, file)
                tree.key = value
            else:
                top[tree.key] = value
                tree.key = None
        elif type(top) is YamlList:
            top.append(value)
            top.lines.append(line)
        else:
            raise _no_table(file, line)
    return _rooted(tree, file)


def _rooted(tree: _Growing, file: str) -> YamlMapping:
    if tree.root is None:
        raise BadInput("the file is empty", hint="begin with `catalog:`, `kind:` and `title:`", file=file, line=1)
    return tree.root


def _name(table: YamlMapping, key: str, line: int, file: str) -> None:
    """Note the line of a new key."""
    if key in table.lines:
        raise BadInput(
            f"`{key}` stands twice in the same record, first on line {table.lines[key]}",
            hint="keep one of them",
            file=file,
            line=line,
        )
    table.lines[key] = line


def _open(
    event: Any, top: YamlMapping | YamlList | None, key: str | None, depth: int, file: str
) -> YamlMapping | YamlList:
    """Begin a mapping or list under its parent."""
    line: int = event.start_mark.line + 1
    if event.anchor is not None or event.tag is not None:
        raise _marked(event, file)
    if depth >= MAX_DEPTH:
        raise _too_deep(file, line)
    new: YamlMapping | YamlList = YamlMapping(line) if type(event) is MappingStartEvent else YamlList(line)
    if type(top) is YamlMapping:
        if key is None:
            raise BadInput("a key must be plain text", hint="write `key: value`", file=file, line=line)
        top[key] = new
    elif type(top) is YamlList:
        top.append(new)
        top.lines.append(line)
    elif type(new) is YamlList:
        raise _no_table(file, line)
    return new


def _opens_without_end(text: str) -> bool:
    """Whether the parser, looking ahead, gave up on brackets in brackets before it told us of the first of them.

    Some of its releases have a limit of their own; whatever it is, what is said to a person is our limit.
    """
    ahead = text[-_AHEAD:]
    return sum(map(ahead.count, "[{")) - sum(map(ahead.count, "]}")) > MAX_DEPTH


def _tabbed(text: str, line: int) -> bool:
    """Whether that line is indented with a tab."""
    row = "".join(text.split("\n")[line : line + 1])
    return "\t" in row[: len(row) - len(row.lstrip())]


def _too_deep(file: str, line: int) -> BadInput:
    return BadInput(
        f"nested deeper than {MAX_DEPTH} levels",
        hint="no file that is read here needs more than ten",
        file=file,
        line=line,
    )


def _clean(value: str, file: str, line: int) -> str:
    try:
        return clean(value)
    except BadInput as error:
        raise BadInput(error.message, hint=error.hint, file=file, line=line) from error


def _marked(event: Any, file: str) -> BadInput:
    """An anchor, alias or tag: features that let a small file grow without end, or make objects."""
    line: int = event.start_mark.line + 1
    if type(event) is AliasEvent:
        return BadInput(f"the alias `*{event.anchor}` is not allowed", hint="write the text out", file=file, line=line)
    if event.anchor is not None:
        return BadInput(f"the anchor `&{event.anchor}` is not allowed", hint="remove it", file=file, line=line)
    return BadInput(f"the tag `{event.tag}` is not allowed", hint="remove it", file=file, line=line)


def _second(event: Any, file: str) -> BadInput:
    line: int = event.start_mark.line + 1
    return BadInput("a second document begins here", hint="one catalog a file", file=file, line=line)


def _no_table(file: str, line: int) -> BadInput:
    return BadInput(
        "it is a list of `key: value` lines at its outermost level",
        hint="begin with `catalog:`, `kind:` and `title:`",
        file=file,
        line=line,
    )


def _unreadable(text: str, file: str) -> BadInput:
    """A control character in the text itself (an escaped one in quotes is legal YAML)."""
    bad = yaml.reader.Reader.NON_PRINTABLE.search(text)
    line = text.count("\n", 0, bad.start()) + 1 if bad else None
    name = f"U+{ord(bad[0]):04X}" if bad else "a character"
    return BadInput(f"the file holds {name}, which YAML does not allow", hint="remove it", file=file, line=line)
