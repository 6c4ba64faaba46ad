"""Examples of the rules: what violates each, what is printed, and how to write it instead.

The examples are the fixtures of the rules' own tests (tests/rules/), so they cannot be wrong. Without the
tests, as in an installed package, there are no examples.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from catalog.utils.text import escape_unprintable

YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PRINTED_RULE = re.compile(r"\[([a-z-]+)\]: ")
"""Matches the rule in a line that `catalog check` prints."""
MAX_LINE_LENGTH = 110
"""Characters per line; only examples of overlong texts have more."""
MAX_FILE_LINES = 3
"""Lines of an example that is a whole file."""
PAPERS_FOLDER = "data/papers/"
"""Preferred for examples, because contributors mostly write papers."""


class Line(NamedTuple):
    """One line of a file."""

    number: int
    text: str
    is_changed: bool
    """True for a line that the example is about, False for its context."""


Excerpt = tuple[Line, ...]
"""Lines of one file, not necessarily adjacent."""


class Example(NamedTuple):
    """A violation of a rule and its correction. Excerpts are empty if only the file names matter."""

    message: str
    """The line that `catalog check` prints."""
    invalid_file: str
    invalid: Excerpt
    valid_file: str
    valid: tuple[Excerpt, ...]
    """The corrected lines, and lines that look similar but are valid."""


def load_rule_examples(root: Path) -> dict[str, Example]:
    """Return the examples in a checkout, by rule id."""
    folder = root / "tests/rules"
    return {path.stem: _load_example(folder / "base", path) for path in sorted(folder.glob("*.yml"))}


def load_fixable_rules(root: Path) -> frozenset[str]:
    """Return the ids of rules whose violations `catalog check --fix` can fix, according to tests/invalid."""
    cases = [case for path in (root / "tests/invalid").glob("*.yml") for case in _read_yaml(path).values()]
    lines = (line for case in cases if "fixed" in case for line in case["problems"])
    return frozenset(match[1] for line in lines if (match := PRINTED_RULE.search(line)))


def _load_example(base: Path, path: Path) -> Example:
    fixture = _read_yaml(path)
    invalid_changes, valid_changes = fixture["invalid"], fixture["valid"]
    file, message = _choose_problem(base, invalid_changes, fixture["problems"])
    change = invalid_changes[file]
    correction = valid_changes.get(file)
    if isinstance(change, str) and isinstance(correction, str) and not (base / file).exists():
        return Example(message, file, _first_lines(change), file, (_first_lines(correction),))
    if _change_kind(change) == "link" or not (base / file).exists():
        papers = (name for name in valid_changes if name.startswith(PAPERS_FOLDER))
        return Example(message, file, (), next(papers, ""), ())
    before = (base / file).read_text("utf-8")
    after = _apply_change(before, change)
    if _change_kind(change) == "edit":
        number = int(message.split(":")[1]) if message.startswith(file) else 1
        invalid, valid = _changed_lines(before, after, number)
    else:
        invalid, valid = _first_lines(after), _lines_with_same_keys(before, after)
    similar: Excerpt = ()
    if _change_kind(valid_changes.get(file)) == "edit":
        similar, _ = _changed_lines(before, _apply_change(before, valid_changes[file]))
    if _changed_texts(similar) in (
        (),
        _changed_texts(invalid),
    ):  # adds nothing to see
        similar = ()
    return Example(
        message, file, invalid, file, tuple(filter(None, [valid, similar])) or (_first_lines(before),)
    )


def _read_yaml(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_bytes(), YAML_LOADER)
    return data


def _choose_problem(base: Path, changes: Mapping[str, Any], problems: list[str]) -> tuple[str, str]:
    """Return the file and message that suit an example best: of an existing paper, if possible."""
    candidates = [(problem.partition(":")[0], problem) for problem in dict.fromkeys(problems)]
    candidates = [(file, problem) for file, problem in candidates if file in changes]
    candidates.sort(key=lambda pair: (not pair[0].startswith(PAPERS_FOLDER), not (base / pair[0]).exists()))
    return candidates[0] if candidates else (next(iter(changes)), problems[0])


def _change_kind(change: Any) -> str:
    """Return `edit`, `base64`, `repeat` or `link`; blank if the change is a whole text or missing."""
    return str(next(iter(change))) if isinstance(change, Mapping) else ""


def _apply_change(before: str, change: Any) -> str:
    """Return the text of a file after a change; tests/helpers.py has the forms of changes."""
    match change:
        case str():
            return change
        case {"edit": edits}:
            for old, new in edits.items():
                before = before.replace(old, str(new))
            return before
        case {"base64": encoded}:
            return base64.b64decode(encoded).decode("utf-8", "backslashreplace")
        case {"repeat": text, "times": times}:
            return str(text) * int(times)
    raise ValueError(f"cannot show a file changed by {change!r}")


def _changed_lines(before: str, after: str, number: int = 1) -> tuple[Excerpt, Excerpt]:
    """Return the changed lines after and before a change: those around a line number, else the first ones."""
    old, new = before.split("\n")[:-1], after.split("\n")[:-1]
    groups = list(SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(1))
    group = next((group for group in groups if group[0][3] < number <= group[-1][4]), groups[0])
    old_lines, new_lines = list[Line](), list[Line]()
    for kind, old_start, old_end, new_start, new_end in group:
        old_lines += _make_lines(old, old_start, old_end, kind != "equal")
        new_lines += _make_lines(new, new_start, new_end, kind != "equal")
    if _changed_texts(old_lines) and _changed_texts(new_lines):
        return _only_changed(new_lines), _only_changed(old_lines)
    return tuple(new_lines), tuple(old_lines)  # with context, to show where lines were added or removed


def _only_changed(lines: list[Line]) -> Excerpt:
    """Drop unchanged lines, except the one that an indented first line belongs to."""
    first = next(index for index, line in enumerate(lines) if line.is_changed)
    start = first - 1 if first and lines[first].text.startswith(" ") else first
    return tuple(line for index, line in enumerate(lines) if line.is_changed or index == start)


def _changed_texts(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines if line.is_changed)


def _make_lines(texts: list[str], start: int, end: int, is_changed: bool) -> list[Line]:
    return [Line(index + 1, visible_text(texts[index]), is_changed) for index in range(start, end)]


def _first_lines(text: str) -> Excerpt:
    """Return the first lines of a file, and how many lines it has if there are more."""
    texts = re.sub(r"\n$", "", text).split("\n")
    lines = tuple(_make_lines(texts, 0, min(len(texts), MAX_FILE_LINES), True))
    if len(texts) <= MAX_FILE_LINES:
        return lines
    return (*lines, Line(MAX_FILE_LINES + 1, f"… {len(texts):,} lines", False))


def _lines_with_same_keys(before: str, after: str) -> Excerpt:
    """Return the lines of a file whose keys also occur in its replacement."""
    keys = {line.partition(":")[0] for line in after.split("\n") if ":" in line}
    texts = before.split("\n")
    indexes = [index for index, text in enumerate(texts) if text.partition(":")[0] in keys]
    return tuple(line for index in indexes for line in _make_lines(texts, index, index + 1, True))


def visible_text(line: str) -> str:
    r"""Escape invisible and combining characters, and cut a line to `MAX_LINE_LENGTH`.

    >>> visible_text("Heads\u2066 of State")
    'Heads\\u2066 of State'
    """
    text = "".join(f"\\u{ord(char):04x}" if unicodedata.combining(char) else char for char in line)
    return escape_unprintable(text if len(text) <= MAX_LINE_LENGTH else text[: MAX_LINE_LENGTH - 1] + "…")
