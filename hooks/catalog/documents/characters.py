"""Characters that are not allowed anywhere in a file, comments included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catalog.documents.problems import Reformat, Rule, Violation, quote
from catalog.utils.text import (
    MAX_COMBINING_MARKS,
    find_combining_mark_overflow,
    find_hidden_character,
    find_non_nfc,
)

HIDDEN_CHARACTER = Rule(
    "hidden-character",
    "No character is invisible, private, or changes text direction, as control and zero-width ones do.",
    hidden=("Hidden character {character}", "Delete it"),
    stacked=("More than {limit} combining marks on one letter", "Delete them"),
)
NOT_COMPOSED = Rule(
    "not-nfc",
    "Text is in Unicode composed form (NFC).",
    decomposed=("{excerpt} is not in composed form (NFC)", "Run `catalog format` to compose it"),
)
EXCERPT_CHARACTERS = 8
"""Characters that a message quotes on each side of a character that is not composed."""


class BadCharacter(NamedTuple):
    """Character that is not allowed in a line."""

    offset: int
    violation: Violation


def find_bad_characters(line: str) -> Iterator[BadCharacter]:
    """Yield the first hidden character of a line, and the first that is stacked or not composed."""
    offset = find_hidden_character(line)
    if offset is not None:
        character = f"U+{ord(line[offset]):04X}"
        yield BadCharacter(offset, HIDDEN_CHARACTER.violation("hidden", character=character))
    offset = find_combining_mark_overflow(line)
    if offset is not None:
        yield BadCharacter(offset, HIDDEN_CHARACTER.violation("stacked", limit=MAX_COMBINING_MARKS))
    elif (offset := find_non_nfc(line)) is not None:
        excerpt = quote(line[max(offset - EXCERPT_CHARACTERS, 0) : offset + EXCERPT_CHARACTERS])
        yield BadCharacter(offset, NOT_COMPOSED.violation("decomposed", Reformat(), excerpt=excerpt))
