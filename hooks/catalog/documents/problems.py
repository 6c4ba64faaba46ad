"""What can be wrong with the catalog: rules, and the problems they find.

A `Rule` is declared once, beside the code that applies it. A `Problem` is one breach of a rule at one
place; people read it as `file:line:column: message. hint`, GitHub as an annotation on the changed line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import fuzz, process

from catalog.documents.fixes import Fix, KeyPath
from catalog.utils.text import escape_unprintable

MAX_ANNOTATIONS = 10
"""GitHub shows no more annotations of one kind for a step; the rest stands in the log.
Source: https://docs.github.com/en/actions/reference/limits"""


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """The catalog is refused: nothing is built or published."""
    WARNING = "warning"
    """Worth a look; never stops anything."""


@dataclass(frozen=True)
class Rule:
    """One thing that every record has to satisfy."""

    id: str
    """The name that is printed with every problem, such as `duplicate-arxiv`."""
    text: str
    """The rule as one sentence, shown in the contributor documentation."""
    severity: Severity = Severity.ERROR
    """Whether a breach stops the build."""


RULES: dict[str, Rule] = {}
"""Every rule by its id. Filled when the modules that declare rules are imported."""


def rule(id: str, text: str, severity: Severity = Severity.ERROR) -> Rule:
    """Declare a rule, once.

    Raises:
        ValueError: if two rules were given the same id.
    """
    if id in RULES:
        raise ValueError(f"two rules are called {id!r}")
    RULES[id] = Rule(id, text, severity)
    return RULES[id]


@dataclass(frozen=True, order=True)
class Location:
    """Where something stands: lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True)
class Problem:
    """One breach of one rule at one place."""

    location: Location
    rule: Rule = field(compare=False)
    message: str
    """What was found and what was expected, without a full stop at the end."""
    hint: str = ""
    """What to write instead."""
    path: KeyPath = field(default=(), compare=False)
    """The field that is wrong, from the document down."""
    fix: Fix | None = field(default=None, compare=False)
    """What `catalog check --fix` does about it, if only one thing can be meant."""

    def __str__(self) -> str:
        """The line people read, in the form that editors and terminals turn into a link."""
        return self._format(self.rule.severity)

    @property
    def fixed_line(self) -> str:
        """The same line once the problem is mended."""
        return self._format("mended")

    def _format(self, state: str) -> str:
        place = f"{escape_unprintable(self.location.file)}:{self.location.line}:{self.location.column}"
        return f"{place}: {state}[{self.rule.id}]: {self.text}"

    @property
    def text(self) -> str:
        """Message and hint as sentences, in one line."""
        sentences = (
            text if text.endswith((".", "?")) else f"{text}." for text in (self.message, self.hint) if text
        )
        return escape_unprintable(" ".join(sentences))

    def to_annotation(self) -> str:
        """A GitHub workflow command that shows the problem on the changed line.

        Escaped as the runner's own toolkit does, because the message quotes strangers' text:
        https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
        """
        properties = {
            "file": escape_unprintable(self.location.file),
            "line": self.location.line,
            "col": self.location.column,
            "title": self.rule.id,
        }
        listed = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
        return f"::{self.rule.severity} {listed}::{_escape_data(self.text)}"


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems refuses the catalog."""
    return any(problem.rule.severity is Severity.ERROR for problem in problems)


def annotations_by_severity(problems: Sequence[Problem]) -> Iterator[tuple[Severity, list[str], list[Problem]]]:
    """For each severity, errors first: as many annotations as GitHub shows, and the other problems."""
    for severity in Severity:
        theirs = [problem for problem in problems if problem.rule.severity is severity]
        shown = [problem.to_annotation() for problem in theirs[:MAX_ANNOTATIONS]]
        yield severity, shown, theirs[MAX_ANNOTATIONS:]


def summarize(problems: Sequence[Problem]) -> str:
    """`2 errors, 1 warning`: the last line of every report."""
    errors = sum(problem.rule.severity is Severity.ERROR for problem in problems)
    return f"{format_count(errors, 'error')}, {format_count(len(problems) - errors, 'warning')}"


def format_count(number: int, noun: str) -> str:
    """`1 paper`, `2 papers`, `3 categories`: a number with its noun, for people."""
    if number != 1:
        noun = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun}"


def did_you_mean(word: str, candidates: Iterable[str], fallback: str = "") -> str:
    """A hint that names the known word nearest to a misspelt one, or `otherwise` if none is near."""
    nearest = process.extractOne(word, list(candidates), scorer=fuzz.ratio, processor=str.lower, score_cutoff=60)
    return f"Did you mean {quote(nearest[0])}?" if nearest else fallback


def quote(text: str, limit: int = 80) -> str:
    """Found text as it can be printed: quoted, one line, visible control characters, cut when long."""
    shown = repr(text if len(text) <= limit else text[: limit - 1] + "…")
    return escape_unprintable(shown)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
