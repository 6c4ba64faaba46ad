"""Characters that are not allowed anywhere in a file, comments included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catalog.documents.problems import Fix, Reformat, Rule, quote, rule
from catalog.utils.text import (
    MAX_COMBINING_MARKS,
    find_combining_mark_overflow,
    find_hidden_character,
    find_non_nfc,
)

HIDDEN_CHARACTER = rule(
    "hidden-character",
    "No character is invisible or changes text direction, such as control, zero-width or bidirectional ones.",
)
NOT_COMPOSED = rule("not-nfc", "Text is in Unicode composed form (NFC).")


class BadCharacter(NamedTuple):
    """Character that is not allowed in a line."""

    offset: int
    rule: Rule
    message: str
    hint: str
    fix: Fix | None


def find_bad_characters(line: str) -> Iterator[BadCharacter]:
    """Yield the first hidden character of a line, and the first that is stacked or not composed."""
    offset = find_hidden_character(line)
    if offset is not None:
        yield BadCharacter(
            offset, HIDDEN_CHARACTER, f"Hidden character U+{ord(line[offset]):04X}", "Delete it", None
        )
    offset = find_combining_mark_overflow(line)
    if offset is not None:
        message = f"More than {MAX_COMBINING_MARKS} combining marks on one letter"
        yield BadCharacter(offset, HIDDEN_CHARACTER, message, "Delete them", None)
    elif (offset := find_non_nfc(line)) is not None:
        message = f"{quote(line[max(offset - 8, 0) : offset + 8])} is not in composed form (NFC)"
        yield BadCharacter(offset, NOT_COMPOSED, message, "Run `catalog format` to compose it", Reformat())
