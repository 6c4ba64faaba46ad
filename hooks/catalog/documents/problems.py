"""Rules, the problems they report, and the fixes of problems that have only one.

A `Rule` is declared once, next to the code that checks it. A `Problem` is one violation of one rule at one
location. It prints as `file:line:column: error[rule]: Message. Hint.`, or as a GitHub annotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from catalog.documents.wording import Wording, fill
from catalog.utils.text import escape_unprintable

MAX_ANNOTATIONS = 10
"""Annotations of one severity that GitHub shows per step; further ones appear only in the log.
Source: https://docs.github.com/en/actions/reference/limits"""

MAX_QUOTED_CHARACTERS = 80

KeyPath = tuple[str | int, ...]
"""Path of a value in its document, such as `("claims", 0, "venue")`."""


@dataclass(frozen=True)
class Replace:
    """Replace the value."""

    value: str | tuple[str, ...]


@dataclass(frozen=True)
class Split:
    """Replace an item of a list by several."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Remove:
    """Remove the value, because it is empty or redundant."""


@dataclass(frozen=True)
class Move:
    """Move the value to another key, unless that key has a different value."""

    target: KeyPath
    """Path from the document; in an error raised by a validator, from the mapping around the value."""
    value: str | None = None
    """Value to write there; by default, the value that is moved."""


@dataclass(frozen=True)
class Reformat:
    """Rewrite the file in canonical form."""


Fix = Replace | Split | Remove | Move | Reformat
"""Edit that `catalog check --fix` makes; see `catalog.writing.edit`."""


class Severity(StrEnum):
    """Consequence of a problem."""

    ERROR = "error"
    """Stops the build, so that nothing is published."""
    WARNING = "warning"
    """Asks for a second look and stops nothing."""


@dataclass(frozen=True, init=False)
class Rule:
    """A requirement on the data, with the wordings of its violations.

    Example:
        >>> BAD_YEAR = Rule("bad-year", "A year has four digits.", form=("{value} is no year", "Write 2020"))
        >>> BAD_YEAR.violation("form", value="'soon'").at(Location("data/x.yml")).text
        "'soon' is no year. Write 2020."
    """

    id: str
    """Name printed with every problem, such as `duplicate-arxiv`."""
    text: str
    """The rule in one sentence, for the documentation."""
    severity: Severity
    wordings: Mapping[str, Wording] = field(compare=False, repr=False)
    """Message and hint of each variant of a violation, by name."""

    def __init__(
        self,
        id: str,
        text: str,
        severity: Severity = Severity.ERROR,
        /,
        message: str = "",
        **variants: str | tuple[str, str],
    ) -> None:
        """Declare a rule.

        Args:
            id: ID of the rule.
            text: The rule in one sentence.
            severity: Consequence of a violation.
            message: Message of the variants that have none of their own.
            **variants: Templates of message and hint, or of the hint alone.
        """
        for name, value in (("id", id), ("text", text), ("severity", severity)):
            object.__setattr__(self, name, value)
        wordings = {
            name: Wording(message, variant) if isinstance(variant, str) else Wording(*variant)
            for name, variant in variants.items()
        }
        object.__setattr__(self, "wordings", wordings)

    def violation(self, variant: str, fix: Fix | None = None, /, **values: object) -> Violation:
        """Return a violation of the rule; the values are those of the placeholders in its wording."""
        return Violation(self, variant, values, fix)


@dataclass(frozen=True)
class Violation:
    """A violation of a rule, before it gets a location and becomes a problem."""

    rule: Rule
    variant: str
    values: Mapping[str, object]
    fix: Fix | None = None

    @property
    def wording(self) -> Wording:
        """Message and hint with all values."""
        message, hint = self.rule.wordings[self.variant]
        return Wording(fill(message, self.values), fill(hint, self.values))

    def at(self, location: Location, path: KeyPath = ()) -> Problem:
        """Return the problem at a location."""
        return Problem(location, self.rule, *self.wording, path, self.fix)


@dataclass(frozen=True, order=True)
class Location:
    """Position in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One violation of one rule at one location."""

    location: Location
    rule: Rule = field(compare=False)
    message: str
    """The value found and the value expected, without a final period."""
    hint: str = ""
    """Advice on what to write instead."""
    path: KeyPath = field(default=(), compare=False)
    """Path of the invalid value."""
    fix: Fix | None = field(default=None, compare=False)
    """Edit that `catalog check --fix` makes; None if a person has to decide."""

    def __str__(self) -> str:
        """Return the line for people; editors and terminals turn its beginning into a link."""
        return self._format(self.rule.severity)

    @property
    def identity(self) -> tuple[str, str, str]:
        """File, rule ID and message: equal for the same problem in two versions, where lines move."""
        return self.location.file, self.rule.id, self.message

    @property
    def fixed_line(self) -> str:
        """The line for people once the problem is fixed."""
        return self._format("fixed")

    def _format(self, state: str) -> str:
        location = f"{escape_unprintable(self.location.file)}:{self.location.line}:{self.location.column}"
        return f"{location}: {state}[{self.rule.id}]: {self.text}"

    @property
    def text(self) -> str:
        """Message and hint as sentences in one line."""
        sentences = (
            text if text.endswith((".", "?")) else f"{text}." for text in (self.message, self.hint) if text
        )
        return escape_unprintable(" ".join(sentences))

    def to_annotation(self) -> str:
        """Return the GitHub workflow command that shows the problem at its line.

        Messages quote text written by strangers, so they are escaped as the runner's own toolkit does.
        Source: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
        """
        properties = {
            "file": escape_unprintable(self.location.file),
            "line": self.location.line,
            "col": self.location.column,
            "title": self.rule.id,
        }
        pairs = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
        return f"::{self.rule.severity} {pairs}::{_escape_data(self.text)}"


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether any problem is an error."""
    return any(problem.rule.severity is Severity.ERROR for problem in problems)


def annotations_by_severity(
    problems: Sequence[Problem],
) -> Iterator[tuple[Severity, list[str], list[Problem]]]:
    """Yield, errors first: severity, as many annotations as GitHub shows, and the remaining problems."""
    for severity in Severity:
        selected = [problem for problem in problems if problem.rule.severity is severity]
        annotations = [problem.to_annotation() for problem in selected[:MAX_ANNOTATIONS]]
        yield severity, annotations, selected[MAX_ANNOTATIONS:]


def summarize(problems: Sequence[Problem]) -> str:
    """Return the last line of a report: `2 errors, 1 warning`."""
    errors = sum(problem.rule.severity is Severity.ERROR for problem in problems)
    return f"{format_count(errors, 'error')}, {format_count(len(problems) - errors, 'warning')}"


def format_count(number: int, noun: str) -> str:
    """Return a number with its noun: `1 paper`, `2 papers`, `3 categories`, `4 days`."""
    if number != 1:
        ends_with_y = noun.endswith("y") and not noun.endswith("day")
        noun = noun[:-1] + "ies" if ends_with_y else noun + "s"
    return f"{number:,} {noun}"


def quote(text: str, limit: int = MAX_QUOTED_CHARACTERS) -> str:
    """Return text in quotes for a message: one line, control characters escaped, cut after `limit`."""
    return escape_unprintable(repr(text if len(text) <= limit else text[: limit - 1] + "…"))


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
