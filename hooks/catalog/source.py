"""Bytes of a YAML file to plain values, strictly: text, lists and mappings, nothing else.

Every scalar stays the text that stands in the file: YAML alone would turn an arXiv id `2401.10` into
the number 2401.1 and a title `NO` into false. The schema decides which texts are numbers or dates.
What YAML can do and records never need (anchors, tags, several documents, deep nesting) is refused,
because each of them is a way to hide something from a reviewer or to stop the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from catalog.problems import Place, Problem, Rule, Severity, quote, rule
from catalog.text import hidden_character, not_composed

MAX_BYTES = 1_000_000
"""No file of the catalog comes near this; larger ones only cost time and memory."""
MAX_DEPTH = 8
"""Levels of lists and mappings. The deepest record uses four."""

FILE_ENCODING = rule("file-encoding", "A file is UTF-8 text without a byte order mark.")
FILE_SIZE = rule("file-size", f"A file has at most {MAX_BYTES:,} bytes and is not empty.")
YAML_SYNTAX = rule("yaml-syntax", "A file is one valid YAML document, and a mapping.")
YAML_DEPTH = rule("yaml-depth", f"Lists and mappings nest at most {MAX_DEPTH} levels deep.")
YAML_ANCHOR = rule("yaml-anchor", "YAML anchors (`&name`), aliases (`*name`) and merges are not used.")
YAML_TAG = rule("yaml-tag", "YAML tags (`!name`) are not used.")
DUPLICATE_KEY = rule("duplicate-key", "A key stands once in its mapping.")
HIDDEN_CHARACTER = rule(
    "hidden-character",
    "No character is invisible or changes the order of the text: controls, zero-width, bidirectional.",
)
NOT_COMPOSED = rule("not-nfc", "Text is in Unicode's composed form (NFC).")
SWALLOWED_COMMENT = rule(
    "swallowed-comment",
    "A value with ` #` in it is quoted, since YAML takes the rest for a comment.",
    Severity.WARNING,
)

Path = tuple[str | int, ...]
"""Where a value stands in its document: `("claims", 0, "venue")`."""
Mark = tuple[int, int]
"""Line and column, counted from 1."""
Value = str | list[Any] | dict[str, Any]

LOADER = getattr(yaml, "CLoader", yaml.Loader)
"""The C parser, 10 times faster, where PyYAML was built with it. Only its events are used."""


class SourceError(Exception):
    """The file cannot be read at all; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass
class Marks:
    """The places of the values of one document, and of their keys."""

    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """One file of the catalog: its values, and where each of them stands."""

    file: str
    """The path that problems print, relative to the checkout."""
    text: str
    data: dict[str, Any]
    """The values as written: every scalar is text."""
    problems: tuple[Problem, ...]
    """What is wrong with single characters and lines; the values can be read all the same."""

    def place(self, path: Path = (), *, key: bool = False) -> Place:
        """Where a value (or its key) stands; for a missing one, where the mapping around it begins."""
        marks = self._marks.keys if key else self._marks.values
        while path and path not in marks:
            path, marks = path[:-1], self._marks.values
        return Place(self.file, *marks.get(path, (1, 1)))

    @cached_property
    def _marks(self) -> Marks:
        """Read again for the places: only files with problems pay for them."""
        return _Reader(self.file, self.text).read()[1]


def read(file: str, content: bytes) -> Document:
    """The document in the bytes of a file.

    Raises:
        SourceError: if the file cannot be read; problems that leave it readable come with the document.
    """
    text = _decode(file, content)
    reader = _Reader(file, text)
    data, _ = reader.read()
    problems = [*reader.problems, *_character_problems(file, text)]
    # A hidden character inside quotes is seen twice; the later, exact place is kept.
    once = {(problem.place.line, problem.rule): problem for problem in problems}
    return Document(file, text, data, tuple(once.values()))


def _decode(file: str, content: bytes) -> str:
    if not content.strip() or len(content) > MAX_BYTES:
        found = "is empty" if not content.strip() else f"has {len(content):,} bytes"
        raise _error(FILE_SIZE, Place(file), f"The file {found}", f"A file has 1 to {MAX_BYTES:,} bytes")
    if content.startswith(b"\xef\xbb\xbf"):
        raise _error(FILE_ENCODING, Place(file), "The file begins with a byte order mark",
                     'Save it as "UTF-8", not as "UTF-8 with BOM"')  # fmt: skip
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - (before.rfind(b"\n") + 1) + 1
        found = f"The byte 0x{content[error.start]:02x} is not UTF-8"
        raise _error(FILE_ENCODING, Place(file, line, column), found,
                     "Save the file as UTF-8") from None  # fmt: skip


def _character_problems(file: str, text: str) -> Iterator[Problem]:
    """Hidden and decomposed characters anywhere in the file, comments included: one problem a line."""
    if text.isascii() and hidden_character(text) is None:
        return
    for number, line in enumerate(text.split("\n"), 1):
        for at, rule_, message, hint in _faults(line):
            yield Problem(Place(file, number, at + 1), rule_, message, hint)


def _faults(text: str) -> Iterator[tuple[int, Rule, str, str]]:
    at = hidden_character(text)
    if at is not None:
        yield at, HIDDEN_CHARACTER, f"The hidden character U+{ord(text[at]):04X}", "Delete it"
    at = not_composed(text)
    if at is not None:
        found = f"{quote(text[max(at - 8, 0) : at + 8])} is not in composed form (NFC)"
        yield at, NOT_COMPOSED, found, "Run `catalog format`, which composes it"


class _Reader:
    """Builds the values of one document from the parser's events, noting the place of each."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.events = yaml.parse(text, Loader=LOADER)
        self.marks = Marks()
        self.problems: list[Problem] = []

    def read(self) -> tuple[dict[str, Any], Marks]:
        try:
            next(self.events), next(self.events)  # the stream and the document begin
            data = self.value(next(self.events), ())
            rest = [event for event in self.events if isinstance(event, yaml.DocumentStartEvent)]
        except yaml.YAMLError as error:
            raise self.syntax_error(error) from None
        except StopIteration:
            raise _error(YAML_SYNTAX, Place(self.file), "The file holds only comments",
                         "Write a record") from None  # fmt: skip
        if rest:
            raise self.error(YAML_SYNTAX, rest[0], "A second document begins", "Write one file each")
        if not isinstance(data, dict):
            raise _error(YAML_SYNTAX, Place(self.file), "The file is not a mapping",
                         'Write lines of the form `title: "..."`')  # fmt: skip
        return data, self.marks

    def value(self, event: yaml.Event, path: Path) -> Value:
        """The value that begins with an event; reads the events up to its end."""
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.error(YAML_ANCHOR, event, "Anchors and aliases are not used here",
                             "Write the value out, or in quotes if & or * belong to it")  # fmt: skip
        if event.tag and event.tag != "!":
            raise self.error(YAML_TAG, event, f"The tag {quote(event.tag)} is not used here",
                             "Leave it out, or write the value in quotes if ! belongs to it")  # fmt: skip
        if len(path) > MAX_DEPTH:
            raise self.error(YAML_DEPTH, event, f"More than {MAX_DEPTH} levels deep", "Write it flat")
        self.marks.values[path] = _mark(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self.value(item, (*path, at)) for at, item in enumerate(self.until(yaml.SequenceEndEvent))]
        return self.mapping(path)

    def mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self.until(yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.error(YAML_SYNTAX, event, "A key is one word", "Put the value in quotes")
            key = str(self.value(event, (*path, "")))
            if key in found:
                first = self.marks.keys[(*path, key)][0]
                self.problem(DUPLICATE_KEY, event, f"{quote(key)} stands here and in line {first}",
                             "Keep one of them")  # fmt: skip
            if key == "<<":
                raise self.error(YAML_ANCHOR, event, "Merges are not used here", "Write the values out")
            self.marks.keys[(*path, key)] = _mark(event)
            found[key] = self.value(next(self.events), (*path, key))
        return found

    def scalar(self, event: yaml.ScalarEvent) -> str:
        text = str(event.value)
        if event.style == '"':  # escapes can write what the file's own characters do not show
            for _, rule_, message, hint in _faults(text.replace("\n", " ")):
                self.problem(rule_, event, message, hint)
        elif not event.style:  # plain: None or "", by parser
            line = self.lines[event.end_mark.line] if event.end_mark.line < len(self.lines) else ""
            comment = re.match(r"\s*(#[^\s#]\S*)", line[event.end_mark.column :])
            if comment:
                self.problem(SWALLOWED_COMMENT, event,
                             f"The value ends at {quote(text[-40:])}: {quote(comment[1])} is a comment",
                             "Quote the value, or write a space after the #")  # fmt: skip
        return text

    def until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        """The events that begin the items of a list or mapping."""
        while not isinstance(event := next(self.events), end):
            yield event

    def problem(self, rule: Rule, event: yaml.Event, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(self.file, *_mark(event)), rule, message, hint))

    def error(self, rule: Rule, event: yaml.Event, message: str, hint: str) -> SourceError:
        return _error(rule, Place(self.file, *_mark(event)), message, hint)

    def syntax_error(self, error: yaml.YAMLError) -> SourceError:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)
        found = getattr(error, "problem", None) or str(error).splitlines()[0]
        hint = 'Put text with : # [ ] { } & * ! | > % @ ` in quotes: title: "..."'
        return _error(YAML_SYNTAX, place, f"Not valid YAML: {found}", hint)


def _mark(event: yaml.Event) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _error(rule: Rule, place: Place, message: str, hint: str) -> SourceError:
    return SourceError(Problem(place, rule, message, hint))
