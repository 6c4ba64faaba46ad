"""Every rule by example: what breaks it, what is printed, and how it is right.

The examples are the fixtures of the rules' own tests (tests/rules/), so none of them can be untrue. Where
there are none, as in an installed package, the rules stand without.
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

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RULE = re.compile(r"\[([a-z-]+)\]: ")
"""The rule in a line that `catalog check` prints."""
WIDTH = 110
"""Characters of a line that are shown; only those of texts that are too long have more."""
LINES = 3
"""Lines of a whole file that are shown."""
PAPERS = "data/papers/"
"""What contributors write most, so examples are taken from there."""


class Line(NamedTuple):
    """One line of a file."""

    number: int
    text: str
    differs: bool
    """Whether it is what the example is about."""


Excerpt = tuple[Line, ...]


class Example(NamedTuple):
    """One breach of a rule. Without lines, the name of the file is what matters."""

    said: str
    """What `catalog check` prints."""
    wrong_file: str
    wrong: Excerpt
    right_file: str
    right: tuple[Excerpt, ...]
    """The same lines as they should be, and what comes near to a breach but is none."""


def examples(root: Path) -> dict[str, Example]:
    """The example of each rule that has one, by the rule's id."""
    folder = root / "tests/rules"
    return {path.stem: _example(folder / "base", path) for path in sorted(folder.glob("*.yml"))}


def mended(root: Path) -> frozenset[str]:
    """The rules whose breaches `catalog check --fix` can mend: those of invalid records that it mends."""
    cases = [case for path in (root / "tests/invalid").glob("*.yml") for case in _read(path).values()]
    lines = (line for case in cases if "fixed" in case for line in case["problems"])
    return frozenset(found[1] for line in lines if (found := RULE.search(line)))


def _example(base: Path, path: Path) -> Example:
    case = _read(path)
    broken, sound = case["broken"], case["sound"]
    file, said = _telling(base, broken, case["problems"])
    if _kind(broken[file]) == "link" or not (base / file).exists():
        named = (name for name in sound if name.startswith(PAPERS))
        return Example(said, file, (), next(named, ""), ())
    before = (base / file).read_text("utf-8")
    after = _text(before, broken[file])
    if _kind(broken[file]) == "edit":
        at = int(said.split(":")[1]) if said.startswith(file) else 1
        wrong, right = _hunk(before, after, at)
    else:
        wrong, right = _top(after), _same_keys(before, after)
    near = _hunk(before, _text(before, sound[file]))[0] if _kind(sound.get(file)) == "edit" else ()
    if _differing(near) in ((), _differing(wrong)):  # it only leaves lines out, or looks the same when cut
        near = ()
    return Example(said, file, wrong, file, tuple(filter(None, [right, near])) or (_top(before),))


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_bytes(), LOADER)
    return found


def _telling(base: Path, broken: Mapping[str, Any], problems: list[str]) -> tuple[str, str]:
    """The broken file that tells most, and what is printed of it: a paper, if one is broken."""
    said = {problem: problem.partition(":")[0] for problem in problems}
    found = [(file, problem) for problem, file in said.items() if file in broken]
    found.sort(key=lambda pair: (not pair[0].startswith(PAPERS), not (base / pair[0]).exists()))
    return found[0] if found else (next(iter(broken)), problems[0])


def _kind(change: Any) -> str:
    """How a file is given: `edit`, `base64`, `repeat` or `link`; blank for its text, or none."""
    return str(next(iter(change))) if isinstance(change, Mapping) else ""


def _text(before: str, change: Any) -> str:
    """The text of a file after a change, in the words of tests/helpers.py."""
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
    raise ValueError(f"no way to show a file of {change!r}")


def _hunk(before: str, after: str, at: int = 1) -> tuple[Excerpt, Excerpt]:
    """Where a file was changed, after and before: the place that holds a line, or else the first one."""
    old, new = before.split("\n")[:-1], after.split("\n")[:-1]
    groups = list(SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(1))
    group = next((group for group in groups if group[0][3] < at <= group[-1][4]), groups[0])
    was, became = list[Line](), list[Line]()
    for kind, first, last, begin, end in group:
        was += _lines(old, first, last, kind != "equal")
        became += _lines(new, begin, end, kind != "equal")
    if _differing(was) and _differing(became):
        return _alone(became), _alone(was)
    return tuple(became), tuple(was)  # the lines around show where something was added or is missing


def _alone(lines: list[Line]) -> Excerpt:
    """The lines that differ, and before indented ones what they belong to."""
    first = next(at for at, line in enumerate(lines) if line.differs)
    begin = first - 1 if first and lines[first].text.startswith(" ") else first
    return tuple(line for at, line in enumerate(lines) if line.differs or at == begin)


def _differing(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines if line.differs)


def _lines(lines: list[str], begin: int, end: int, differs: bool) -> list[Line]:
    return [Line(at + 1, shown(lines[at]), differs) for at in range(begin, end)]


def _top(text: str) -> Excerpt:
    """The first lines of a file that is wrong as a whole."""
    lines = re.sub(r"\n$", "", text).split("\n")
    found = tuple(_lines(lines, 0, min(len(lines), LINES), True))
    return found if len(lines) <= LINES else (*found, Line(LINES + 1, f"… {len(lines):,} lines", False))


def _same_keys(before: str, after: str) -> Excerpt:
    """The lines of a file whose keys stand in what was written instead, too."""
    keys = {line.partition(":")[0] for line in after.split("\n") if ":" in line}
    lines = before.split("\n")
    at = (at for at, line in enumerate(lines) if line.partition(":")[0] in keys)
    return tuple(line for number in at for line in _lines(lines, number, number + 1, True))


def shown(line: str) -> str:
    r"""A line as people can see it: hidden and combining characters as escapes, and no longer than `WIDTH`.

    >>> shown("Heads\u2066 of State")
    'Heads\\u2066 of State'
    """
    seen = "".join(f"\\u{ord(char):04x}" if unicodedata.combining(char) else char for char in line)
    return escape_unprintable(seen if len(seen) <= WIDTH else seen[: WIDTH - 1] + "…")
