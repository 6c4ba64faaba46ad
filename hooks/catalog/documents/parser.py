"""The text of one YAML document to plain values, strictly: text, lists and mappings, nothing else.

What YAML can do and records never need (anchors, tags, several documents, deep nesting) is refused: each
of them is a way to hide something from a reviewer, or to stop the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from catalog.documents.fixes import Remove, Fix, KeyPath, Reformat
from catalog.documents.problems import Location, Problem, Rule, Severity, quote, rule
from catalog.documents.syntax_errors import explain_syntax_error
from catalog.utils.text import MARKS, hidden_character, not_composed, stacked

MAX_DEPTH = 8
"""Levels of lists and mappings. The deepest record uses four."""
MAX_VALUES = 20_000
"""Texts, lists and mappings of one file; each costs some microseconds."""

YAML_SYNTAX = rule("yaml-syntax", "A file is one valid YAML document, and a mapping.")
YAML_DEPTH = rule("yaml-depth", f"Lists and mappings nest at most {MAX_DEPTH} levels deep.")
YAML_VALUES = rule("yaml-values", f"A file holds at most {MAX_VALUES:,} values.")
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

Position = tuple[int, int]
"""Line and column, counted from 1."""
Value = str | list[Any] | dict[str, Any]

ADJACENT_COMMENT = re.compile(r"\s*(#[^\s#]\S*)")
LOADER = getattr(yaml, "CLoader", yaml.Loader)
"""The C parser, 10 times faster, where PyYAML was built with it. Only its events are used."""


class DocumentError(Exception):
    """The file cannot be read at all; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass
class Positions:
    """The places of the values of one document, and of their keys."""

    values: dict[KeyPath, Position] = field(default_factory=dict)
    keys: dict[KeyPath, Position] = field(default_factory=dict)


def find_bad_characters(text: str) -> Iterator[tuple[int, Rule, str, str, Fix | None]]:
    """What single characters of a line break: position, rule, message, hint and fix."""
    at = hidden_character(text)
    if at is not None:
        yield at, HIDDEN_CHARACTER, f"The hidden character U+{ord(text[at]):04X}", "Delete it", None
    at = stacked(text)
    if at is not None:
        yield at, HIDDEN_CHARACTER, f"More than {MARKS} marks stand on one letter", "Delete them", None
    elif (at := not_composed(text)) is not None:
        found = f"{quote(text[max(at - 8, 0) : at + 8])} is not in composed form (NFC)"
        yield at, NOT_COMPOSED, found, "Run `catalog format`, which composes it", Reformat()


class DocumentParser:
    """Builds the values of one document from the parser's events, noting the place of each."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.events: Iterator[yaml.Event] = iter(LOADER(text).get_event, None)
        self.positions = Positions()
        self.value_count = 0
        self.problems: list[Problem] = []

    def parse(self) -> tuple[dict[str, Any], Positions]:
        """The values of the document and their places.

        Raises:
            SourceError: at the first thing after which the rest cannot be read.
        """
        try:
            next(self.events), next(self.events)  # the stream and the document begin
            data = self._parse_value(next(self.events), ())
            rest = [event for event in self.events if isinstance(event, yaml.DocumentStartEvent)]
        except yaml.YAMLError as error:
            raise self._syntax_error(error) from None
        except StopIteration:
            raise self._not_a_mapping("The file holds only comments") from None
        if rest:
            raise self._error(YAML_SYNTAX, rest[0], "A second document begins", "Write one file each")
        if not isinstance(data, dict):
            raise self._not_a_mapping("The file is not a mapping")
        return data, self.positions

    def _parse_value(self, event: yaml.Event, path: KeyPath) -> Value:
        """The value that begins with an event; reads the events up to its end."""
        if getattr(event, "anchor", None):  # an alias has one, too
            raise self._error(
                YAML_ANCHOR,
                event,
                "Anchors and aliases are not used here",
                "Write the value out, or in quotes if & or * belong to it",
            )
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise self._error(
                YAML_TAG,
                event,
                f"The tag {quote(tag)} is not used here",
                "Leave it out, or write the value in quotes if ! belongs to it",
            )
        if len(path) > MAX_DEPTH:
            raise self._error(YAML_DEPTH, event, f"More than {MAX_DEPTH} levels deep", "Write it flat")
        self.positions.values[path] = event_position(event)
        self.value_count += 1
        if self.value_count > MAX_VALUES:
            raise self._error(YAML_VALUES, event, f"More than {MAX_VALUES:,} values", "Write several files")
        if isinstance(event, yaml.ScalarEvent):
            return self._parse_scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return [
                self._parse_value(item, (*path, at)) for at, item in enumerate(self._events_until(yaml.SequenceEndEvent))
            ]
        return self._parse_mapping(path)

    def _parse_mapping(self, path: KeyPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self._events_until(yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._error(YAML_SYNTAX, event, "A key is one word", "Put the value in quotes")
            key = str(self._parse_value(event, (*path, "")))
            if key == "<<":
                raise self._error(YAML_ANCHOR, event, "Merges are not used here", "Write the values out")
            where = (*path, key)
            first = self.positions.keys.get(where, (0, 0))[0]
            self.positions.keys[where] = event_position(event)
            value = self._parse_value(next(self.events), where)
            if key in found:
                message = f"{quote(key)} stands here and in line {first}"
                fix = Remove() if value == found[key] else None
                self._report(DUPLICATE_KEY, event, message, "Keep one of them", where, fix)
            found[key] = value
        return found

    def _parse_scalar(self, event: yaml.ScalarEvent, path: KeyPath) -> str:
        text = str(event.value)
        if event.style == '"':  # escapes can write what the file's own characters do not show
            for _, rule_, message, hint, fix in find_bad_characters(text.replace("\n", " ")):
                self._report(rule_, event, message, hint, path, fix)
        elif not event.style:  # plain: None or "", by parser
            end = event_mark(event, end=True)
            line = self.lines[end.line] if end.line < len(self.lines) else ""
            comment = ADJACENT_COMMENT.match(line, end.column)
            if comment:
                self._report(
                    SWALLOWED_COMMENT,
                    event,
                    f"The value ends at {quote(text[-40:])}: {quote(comment[1])} is a comment",
                    "Quote the value, or write a space after the #",
                    path,
                )
        return text

    def _events_until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        """The events that begin the items of a list or mapping."""
        while not isinstance(event := next(self.events), end):
            yield event

    def _report(
        self, rule: Rule, event: yaml.Event, message: str, hint: str, path: KeyPath, fix: Fix | None = None
    ) -> None:
        self.problems.append(Problem(Location(self.file, *event_position(event)), rule, message, hint, path, fix))

    def _error(self, rule: Rule, event: yaml.Event, message: str, hint: str) -> DocumentError:
        return DocumentError(Problem(Location(self.file, *event_position(event)), rule, message, hint))

    def _not_a_mapping(self, message: str) -> DocumentError:
        return DocumentError(
            Problem(Location(self.file), YAML_SYNTAX, message, 'Write lines like `title: "..."`')
        )

    def _syntax_error(self, error: yaml.YAMLError) -> DocumentError:
        line, column, found, hint = explain_syntax_error(error, self.lines)
        place = Location(self.file, line + 1, column + 1)
        return DocumentError(Problem(place, YAML_SYNTAX, f"Not valid YAML: {found}", hint))


def event_mark(event: yaml.Event, *, end: bool = False) -> Any:
    """Where an event begins or ends; only events that were made by hand have no mark."""
    found = event.end_mark if end else event.start_mark
    assert found is not None
    return found


def event_position(event: yaml.Event) -> Position:
    start = event_mark(event)
    return start.line + 1, start.column + 1
