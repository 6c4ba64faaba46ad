"""Strict YAML parser: one document whose values are text, lists and mappings, each with its position.

Anchors, tags, multiple documents and deep nesting are refused: records never need them, and each is a way
to hide something from a reviewer or to exhaust the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from catalog.documents.characters import find_bad_characters
from catalog.documents.problems import (
    KeyPath,
    Location,
    Problem,
    Reformat,
    Remove,
    Rule,
    Severity,
    Violation,
    quote,
)
from catalog.documents.readers import YAML_READERS, is_readable_scalar
from catalog.documents.syntax_errors import explain_syntax_error

MAX_DEPTH = 8
"""Levels of lists and mappings. The deepest record has four."""
MAX_VALUES = 20_000
"""Texts, lists and mappings per file; parsing each takes a few microseconds."""

YAML_SYNTAX = Rule(
    "yaml-syntax",
    "A file is one valid YAML document that holds a mapping.",
    invalid=("Not valid YAML: {reason}", "{hint}"),
    second_document=("A second document starts here", "Put each record in its own file"),
    comments=("The file has only comments", 'Write lines such as `title: "..."`'),
    not_a_mapping=("The file is not a mapping", 'Write lines such as `title: "..."`'),
    key=("A key must be plain text", "Put the value in quotes"),
)
YAML_DEPTH = Rule(
    "yaml-depth",
    f"Lists and mappings are nested at most {MAX_DEPTH} levels deep.",
    deep=("Nested more than {limit} levels deep", "Use fewer levels"),
)
YAML_VALUES = Rule(
    "yaml-values",
    f"A file has at most {MAX_VALUES:,} values.",
    many=("The file has more than {limit} values", "Split it into several files"),
)
YAML_ANCHOR = Rule(
    "yaml-anchor",
    "YAML anchors (`&name`), aliases (`*name`), and merge keys (`<<`) are not allowed.",
    anchor=(
        "Anchors and aliases are not allowed",
        "Write the value itself; put it in quotes if & or * is part of it",
    ),
    merge=("Merge keys are not allowed", "Write the values themselves"),
)
YAML_TAG = Rule(
    "yaml-tag",
    "YAML tags (`!name`) are not allowed.",
    tag=("The tag {tag} is not allowed", "Remove it, or put the value in quotes if ! is part of it"),
)
DUPLICATE_KEY = Rule(
    "duplicate-key",
    "A key appears only once in a mapping.",
    duplicate=("{key} is already on line {line}", "Keep only one"),
)
SWALLOWED_COMMENT = Rule(
    "swallowed-comment",
    "A text that contains ` #` is quoted, because YAML reads the rest of the line as a comment.",
    Severity.WARNING,
    message="The value ends after {value}; {comment} is read as a comment",
    comment="Put the value in quotes, or write a space after #",
    text="Put quotes around the whole value, or only around the text before the comment",
)

Position = tuple[int, int]
"""Line and column, counted from 1."""
Value = str | list[Any] | dict[str, Any]

COMMENT = re.compile(r"([ \t]+)(#[^\n]*)")
"""Comment beside a value, after the space that separates them."""
QUOTED_TEXT_KEYS = frozenset(["title", "name", "states"])
"""Keys of texts that are always in quotes in canonical form."""
TEXT_KEYS = QUOTED_TEXT_KEYS | frozenset(
    [
        *("short", "aliases", "summary", "note", "reason", "about", "full", "measures", "caveat"),
        *("availability", "emotions", "spellings"),
    ]
)
"""Keys of texts, which may contain `#` themselves."""
LOADER = getattr(yaml, "CLoader", yaml.Loader)
"""Source of events. The C parser is 10 times faster, but not every build of PyYAML has it."""


class DocumentError(Exception):
    """Raised when a file cannot be read at all.

    Attributes:
        problem: The problem to report.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass
class Positions:
    """Positions of the values and keys of a document."""

    values: dict[KeyPath, Position] = field(default_factory=dict)
    keys: dict[KeyPath, Position] = field(default_factory=dict)


class DocumentParser:
    """Builds the values of one document from PyYAML's events and records their positions."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.events: Iterator[yaml.Event] = iter(LOADER(text).get_event, None)
        self.positions = Positions()
        self.value_count = 0
        self.problems: list[Problem] = []

    def parse(self) -> tuple[dict[str, Any], Positions]:
        """Return the values of the document and their positions.

        Raises:
            DocumentError: The document cannot be read.
        """
        try:
            next(self.events), next(self.events)  # start of stream, start of document
            data = self._parse_value(next(self.events), ())
            others = [event for event in self.events if isinstance(event, yaml.DocumentStartEvent)]
        except yaml.YAMLError as error:
            raise self._syntax_error(error) from None
        except StopIteration:
            raise DocumentError(YAML_SYNTAX.violation("comments").at(Location(self.file))) from None
        if others:
            raise self._error(others[0], YAML_SYNTAX.violation("second_document"))
        if not isinstance(data, dict):
            raise DocumentError(YAML_SYNTAX.violation("not_a_mapping").at(Location(self.file)))
        return data, self.positions

    def _parse_value(self, event: yaml.Event, path: KeyPath) -> Value:
        """Return the value that starts with an event, consuming the events up to its end."""
        if getattr(event, "anchor", None):  # an alias has one, too
            raise self._error(event, YAML_ANCHOR.violation("anchor"))
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise self._error(event, YAML_TAG.violation("tag", tag=quote(tag)))
        if len(path) > MAX_DEPTH:
            raise self._error(event, YAML_DEPTH.violation("deep", limit=MAX_DEPTH))
        start: Any = event.start_mark
        self.positions.values[path] = start.line + 1, start.column + 1
        self.value_count += 1
        if self.value_count > MAX_VALUES:
            raise self._error(event, YAML_VALUES.violation("many", limit=f"{MAX_VALUES:,}"))
        if isinstance(event, yaml.ScalarEvent):
            return self._parse_scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            starts = enumerate(self._events_until(yaml.SequenceEndEvent))
            return [self._parse_value(start, (*path, index)) for index, start in starts]
        return self._parse_mapping(path)

    def _parse_mapping(self, path: KeyPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for event in self._events_until(yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._error(event, YAML_SYNTAX.violation("key"))
            key = str(self._parse_value(event, (*path, "")))
            if key == "<<":
                raise self._error(event, YAML_ANCHOR.violation("merge"))
            key_path = (*path, key)
            first_line = self.positions.keys[key_path][0] if key in values else 0
            self.positions.keys[key_path] = self.positions.values.pop((*path, ""))
            value = self._parse_value(next(self.events), key_path)
            if key in values:
                fix = Remove() if value == values[key] else None
                violation = DUPLICATE_KEY.violation("duplicate", fix, key=quote(key), line=first_line)
                self._report(event, violation, key_path)
            values[key] = value
        return values

    def _parse_scalar(self, event: yaml.ScalarEvent, path: KeyPath) -> str:
        text = str(event.value)
        if event.style == '"':  # escapes can produce characters that the file itself does not contain
            for bad in find_bad_characters(text.replace("\n", " ")):
                self._report(event, bad.violation, path)
        elif not event.style:  # unquoted: None in the Python parser, "" in the C parser
            if violation := self._swallowed_comment(event, text, path):
                self._report(event, violation, path)
            if not is_readable_scalar(text, path):
                self._report(event, YAML_READERS.violation("date", Reformat(), value=quote(text)), path)
        return text

    def _swallowed_comment(self, event: yaml.ScalarEvent, text: str, path: KeyPath) -> Violation | None:
        """Return the violation of a comment beside a text that was probably meant as part of it."""
        end: Any = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        match = COMMENT.match(line, end.column) if len(line) > end.column else None
        if not match:
            return None
        gap, comment = match.groups()
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        words = {"value": quote(text[-40:]), "comment": quote(comment)}
        if comment[1:2].strip(" \t#"):
            return SWALLOWED_COMMENT.violation("comment", **words)
        is_beside = gap == " " and key in TEXT_KEYS
        return SWALLOWED_COMMENT.violation("text", **words) if is_beside or key in QUOTED_TEXT_KEYS else None

    def _events_until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        """Yield the first event of each item of a list or mapping; the caller consumes the others."""
        while not isinstance(event := next(self.events), end):
            yield event

    def _report(self, event: yaml.Event, violation: Violation, path: KeyPath) -> None:
        self.problems.append(violation.at(Location(self.file, *event_position(event)), path))

    def _error(self, event: yaml.Event, violation: Violation) -> DocumentError:
        return DocumentError(violation.at(Location(self.file, *event_position(event))))

    def _syntax_error(self, error: yaml.YAMLError) -> DocumentError:
        line, column, reason, hint = explain_syntax_error(error, self.lines)
        violation = YAML_SYNTAX.violation("invalid", reason=reason, hint=hint)
        return DocumentError(violation.at(Location(self.file, line + 1, column + 1)))


def event_mark(event: yaml.Event, *, end: bool = False) -> Any:
    """Return PyYAML's mark of the start or end of an event; parsed events always have both."""
    mark = event.end_mark if end else event.start_mark
    assert mark is not None
    return mark


def event_position(event: yaml.Event) -> Position:
    """Return the position of the start of an event."""
    start = event_mark(event)
    return start.line + 1, start.column + 1
