r"""Patterns that the browser applies, too, are in the common subset of Python and JavaScript.

They use `re.ASCII` where it matters: with it `\d`, `\w`, `\b` and letters of either case mean the same in
both languages. `\s`, `.` and `$` differ, and the syntax of named groups does, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from catalog.site.shared_patterns import SHARED_PATTERNS
from catalog.utils.text import WHITESPACE

TOKEN = re.compile(
    r"""
      (?P<char>\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[\^$\\.*+?()\[\]{}|/tnr]))
    | (?P<ascii>\\[dDwWb])
    | (?P<group>\((?:\?(?::|=|!|<=|<!))?(?!\?)|\)|\|)
    | (?P<class>\[\^?(?:[^\]\\\[]|\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[\^$\\.*+?()\[\]{}|/tnrdDwW-]))+\])
    | (?P<repeat>(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\??(?![*+?{]))
    | (?P<literal>[^\\^$.*+?()\[\]{}|])
    """,
    re.VERBOSE,
)
"""Syntax that means the same."""
ASCII_CLASSES = re.compile(r"\\[dDwWb]")
LAZY_EXCLUSION = re.compile(r"\[\^[^\]]*\](?:[*+?]|\{[^}]*\})\?")
"""Without the flag `u`, it may match half of a character that has two code units."""
REFUSED = {
    "any character": "a.b",
    "white space": r"a\sb",
    "white space in a class": r"[a\s]",
    "the end of a line": "ab$",
    "the start of a line": "^ab",
    "the start of the text": r"\Aab",
    "the end of the text": r"ab\Z",
    "inside a word": r"a\Bb",
    "a named group": "(?P<name>a)",
    "a reference to a named group": "(?P<name>a)(?P=name)",
    "a reference to a group": r"(a)?b\1",
    "flags within": "(?i:a)",
    "an atomic group": "(?>a)",
    "a possessive repeat": "a*+",
    "a repeat of a repeat": "(?:a{2}){3}{4}",
    "a condition": "(a)?(?(1)b|c)",
    "a comment": "a(?#b)",
    "a brace": "a{b}",
    "a closing bracket": "a]",
    "a repeat without a beginning": "a{,2}",
    "a bracket at the start of a class": "[]a]",
    "a bracket in a class": "[a[]",
    "a named character": r"\N{BULLET}",
    "a long escape": r"\U0001f600",
    "an escaped letter": r"\a",
    "an escaped hyphen": r"a\-b",
    "an octal escape": r"\012",
}
REFUSED_WITH_FLAGS = {
    "letters of either case outside ASCII": ("a", re.IGNORECASE),
    "digits of all of Unicode": (r"\d", re.UNICODE),
    "letters of all of Unicode": (r"[\w-]", re.UNICODE),
    "a comment in a verbose pattern": ("a  # b", re.ASCII | re.VERBOSE),
    "lines": ("a", re.ASCII | re.MULTILINE),
    "any character but line ends": ("a", re.ASCII | re.DOTALL),
    "perhaps half a character": ("[^b]+?", re.ASCII | re.IGNORECASE),
    "characters of two code units": ("[\U0001f600a]", re.ASCII | re.IGNORECASE),
}


def differences(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield what may mean something else in JavaScript."""
    flags, text = re.RegexFlag(pattern.flags), pattern.pattern
    if flags & ~(re.ASCII | re.IGNORECASE | re.UNICODE):
        yield f"the flags {flags!r}"
    if re.ASCII not in flags and (re.IGNORECASE in flags or ASCII_CLASSES.search(text)):
        yield "letters and digits outside ASCII"
    if re.IGNORECASE in flags and max(text) > "\uffff":
        yield "characters of two code units"
    if re.IGNORECASE in flags and LAZY_EXCLUSION.search(text):
        yield "perhaps half a character"
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match:
            yield f"{text[position:]!r} at {position}"
            return
        position = match.end()


@pytest.mark.parametrize("name", SHARED_PATTERNS)
def test_shared_patterns_are_in_the_subset(name: str) -> None:
    assert list(differences(SHARED_PATTERNS[name])) == []


@pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning")
@pytest.mark.parametrize("why", REFUSED)
def test_other_syntax_is_refused(why: str) -> None:
    try:
        pattern = re.compile(REFUSED[why], re.ASCII)
    except re.error:
        return  # refused by Python itself
    assert list(differences(pattern))


@pytest.mark.parametrize("why", REFUSED_WITH_FLAGS)
def test_other_flags_are_refused(why: str) -> None:
    assert list(differences(re.compile(*REFUSED_WITH_FLAGS[why])))


def test_white_space_is_that_of_python() -> None:
    space = re.compile(f"[{WHITESPACE}]")
    characters = list(map(chr, range(0x110000)))
    assert [char for char in characters if space.fullmatch(char)] == [
        char for char in characters if not char.split()
    ]
