"""Comparison with another YAML reader: the fast parser also reads files that others refuse."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any

import yaml

from catalog.documents.problems import KeyPath, Location, Problem, Reformat, Rule, quote

YAML_READERS = Rule(
    "yaml-readers",
    "Every YAML reader reads a file, and the same values in it.",
    error=("Some YAML readers cannot read this line: {reason}", "Put the text in quotes"),
    value=("Some YAML readers read {other} here", "Put the text in quotes"),
    date=("Some YAML readers refuse {value}, which looks like a date or number", "Put it in quotes"),
)
UNUSUAL_TEXT = re.compile(
    r"[\t\x85\u2028\u2029\ufeff|>!]"
    r"(?:(?<=[\t\x85\u2028\u2029\ufeff])|(?<=[|>])(?:[^\n ]| +[^\n#])|(?<=(?<![^\s\[{,])!))"
)
"""Syntax about which parsers disagree, as random files have shown; `?` is looked at by line. One class at the
start is found in a tenth of the time of three."""
SIMPLE_LINE = re.compile(
    r"""\s*(?:- )?(?:[\w-]+: )?(?:[^\s\[{"'?][^\s\[\]{},]*|"[^"\\]*"|\["[^"\\]*"(?:, "[^"\\]*")*\])"""
    r"""|\s*(?:- )?[\w-]+: [\w(][^\[\]{}"':#]*"""
)
"""Line with one word, texts in quotes, or a plain text after its key, which all parsers read alike outside
brackets."""
OPEN_LINE = re.compile(r"[\[{][^\]}\n]*$|,\s*$", re.MULTILINE)
"""Line that ends inside brackets."""
DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt \t][\d:.Zz +-]*)?", re.ASCII)
SPECIAL_WORD = re.compile(r"[-+]?0[bx]_+|=|<<")
"""Text that YAML 1.1 takes for a number without digits, a default value, or a merge key."""


def find_other_reading(file: str, text: str, data: dict[str, Any]) -> Problem | None:
    """Return the first problem that PyYAML's own parser has with a text, or None.

    Only a text with unusual syntax is parsed again, which takes ten times as long.
    """
    if not UNUSUAL_TEXT.search(text) and not _has_unusual_question_mark(text):
        return None
    try:
        other = yaml.load(text, yaml.BaseLoader)
        with suppress(ValueError):  # dates that do not exist
            yaml.load(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        position = (mark.line + 1, mark.column + 1) if mark else ()
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        return YAML_READERS.violation("error", Reformat(), reason=reason).at(Location(file, *position))
    if other == data:
        return None
    key = next((key for key in data if not isinstance(other, dict) or data[key] != other.get(key)), "")
    value = quote(str(other.get(key) if isinstance(other, dict) else other))
    line = next((at for at, line in enumerate(text.split("\n"), 1) if line.startswith(key)), 1)
    return YAML_READERS.violation("value", Reformat(), other=value).at(Location(file, line), (key,))


def _has_unusual_question_mark(text: str) -> bool:
    """Return whether a question mark may be inside brackets."""
    lines = [line for line in text.split("\n") if "?" in line]
    if not lines:
        return False
    return bool(OPEN_LINE.search(text)) or not all(map(SIMPLE_LINE.fullmatch, lines))


def is_readable_scalar(text: str, path: KeyPath) -> bool:
    """Return whether YAML 1.1 can make a value of a text without quotes; dates have a rule of their own."""
    if SPECIAL_WORD.fullmatch(text):
        return False
    match = DATE.fullmatch(text)
    if not match or path[-1:] in (("added",), ("submitted",), ("checked",), ("date",)):
        return True
    try:
        date(*map(int, match.groups()))
    except ValueError:
        return False
    return True
