"""Bytes of a YAML file to plain values, strictly: text, lists and mappings, nothing else.

Every scalar stays the text that stands in the file: YAML alone would turn an arXiv id `2401.10` into
the number 2401.1 and a title `NO` into false. The schema decides which texts are numbers or dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalog.documents.fixes import KeyPath, Reformat
from catalog.documents.parser import Positions, DocumentParser, DocumentError, find_bad_characters
from catalog.documents.problems import Location, Problem, Rule, rule
from catalog.utils.text import hidden_character

__all__ = ["Document", "KeyPath", "DocumentError", "parse_document"]

MAX_BYTES = 1_000_000
"""No file of the catalog comes near this; larger ones only cost time and memory."""
FILE_ENCODING = rule("file-encoding", "A file is UTF-8 text without a byte order mark.")
BYTE_ORDER_MARK = "\ufeff"
"""The byte order mark, with which editors of Windows begin a file."""
BYTE_ORDER_MARK_MESSAGE = ("The file begins with a byte order mark", 'Save it as "UTF-8", not as "UTF-8 with BOM"')
FILE_SIZE = rule("file-size", f"A file has at most {MAX_BYTES:,} bytes and is not empty.")


@dataclass(frozen=True)
class Document:
    """One file of the catalog: its values, and where each of them stands."""

    file: str
    """The path that problems print, relative to the checkout."""
    text: str
    data: dict[str, Any]
    """The values as written: every scalar is text."""
    problems: tuple[Problem, ...]
    """What is wrong with single characters and lines; the values can be read all the same."""

    def location(self, path: KeyPath = (), *, key: bool = False) -> Location:
        """Where a value (or its key) stands; for a missing one, where the mapping around it begins."""
        marks = self._positions.keys if key else self._positions.values
        while path and path not in marks:
            path, marks = path[:-1], self._positions.values
        return Location(self.file, *marks.get(path, (1, 1)))

    @cached_property
    def _positions(self) -> Positions:
        """Read again for the places: only files with problems pay for them."""
        return DocumentParser(self.file, self.text).parse()[1]


def parse_document(file: str, content: bytes) -> Document:
    """The document in the bytes of a file.

    Raises:
        SourceError: if the file cannot be read; problems that leave it readable come with the document.
    """
    decoded = _decode(file, content)
    text = decoded.removeprefix(BYTE_ORDER_MARK)
    marked = [Problem(Location(file), FILE_ENCODING, *BYTE_ORDER_MARK_MESSAGE, fix=Reformat())] if text != decoded else []
    characters = list(_character_problems(file, text))
    reader = DocumentParser(file, text)
    try:
        data, _ = reader.parse()
    except DocumentError:
        if hidden := [problem for problem in characters if not problem.fix]:  # the parser does not show them
            raise DocumentError(hidden[0]) from None
        raise
    # A hidden character inside quotes is seen twice; the exact place is kept.
    seen = {(problem.location.line, problem.rule) for problem in characters}
    others = (problem for problem in reader.problems if (problem.location.line, problem.rule) not in seen)
    return Document(file, text, data, (*marked, *characters, *others))


def _decode(file: str, content: bytes) -> str:
    def error(rule: Rule, message: str, hint: str, *place: int) -> DocumentError:
        return DocumentError(Problem(Location(file, *place), rule, message, hint))

    if not content.strip() or len(content) > MAX_BYTES:
        found = "is empty" if not content.strip() else f"has {len(content):,} bytes"
        raise error(FILE_SIZE, f"The file {found}", f"A file has 1 to {MAX_BYTES:,} bytes")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:2]:
        raise error(FILE_ENCODING, "The file is UTF-16", "Save it as UTF-8")
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        before = content[: wrong.start]
        place = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        found = f"The byte 0x{content[wrong.start]:02x} is not UTF-8"
        raise error(FILE_ENCODING, found, "Save the file as UTF-8", *place) from None


def _character_problems(file: str, text: str) -> Iterator[Problem]:
    """Hidden and decomposed characters anywhere in the file, comments included: one problem a line."""
    if text.isascii() and hidden_character(text) is None:
        return
    for number, line in enumerate(text.split("\n"), 1):
        for at, rule_, message, hint, fix in find_bad_characters(line):
            yield Problem(Location(file, number, at + 1), rule_, message, hint, fix=fix)
