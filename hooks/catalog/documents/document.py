"""A YAML file as a document of plain values: text, lists and mappings.

Every scalar stays text as written: YAML alone would turn the arXiv ID `2401.10` into the number 2401.1 and
the title `NO` into false. The schema decides which texts are numbers or dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from catalog.documents.characters import find_bad_characters
from catalog.documents.parser import DocumentError, DocumentParser, Positions
from catalog.documents.problems import KeyPath, Location, Problem, Reformat, Rule, Violation
from catalog.documents.readers import find_other_reading
from catalog.utils.files import TooLargeError, read_bytes
from catalog.utils.text import find_hidden_character

__all__ = ["Document", "DocumentError", "parse_document", "parse_values", "read_content"]

MAX_BYTES = 1_000_000
"""Far above the size of any file here; larger ones would only cost time and memory."""
FILE_ENCODING = Rule(
    "file-encoding",
    "A file is UTF-8 text without a byte order mark.",
    utf16=("The file is in UTF-16", "Save it as UTF-8"),
    byte=("The byte {byte} is not valid UTF-8", "Save the file as UTF-8"),
    mark=("The file starts with a byte order mark", 'Save it as "UTF-8", not "UTF-8 with BOM"'),
)
FILE_SIZE = Rule(
    "file-size",
    f"A file is not empty and is at most {MAX_BYTES:,} bytes long.",
    empty=("The file is empty", "A file must have 1 to {limit} bytes"),
    large=("The file has {bytes} bytes", "A file must have 1 to {limit} bytes"),
)
BYTE_ORDER_MARK = "\ufeff"
"""Character that some Windows editors put at the start of a file."""


@dataclass(frozen=True)
class Document:
    """Values of one file, and the problems that do not keep it from being read."""

    file: str
    """Path relative to the checkout, as printed in problems."""
    text: str
    data: dict[str, Any]
    """Values as written: every scalar is text."""
    problems: tuple[Problem, ...]

    def location(self, path: KeyPath = (), *, key: bool = False) -> Location:
        """Return the location of a value or its key; of a missing value, that of the closest parent."""
        positions = self._positions.keys if key else self._positions.values
        while path and path not in positions:
            path, positions = path[:-1], self._positions.values
        return Location(self.file, *positions.get(path, (1, 1)))

    @cached_property
    def _positions(self) -> Positions:
        """Positions from a second parse, which only files with problems need."""
        return DocumentParser(self.file, self.text).parse()[1]


def parse_document(file: str, content: bytes) -> Document:
    """Parse the content of a file.

    Args:
        file: Path to print in problems.
        content: Bytes of the file.

    Raises:
        DocumentError: The file cannot be read.
    """
    decoded = _decode(file, content)
    text = decoded.removeprefix(BYTE_ORDER_MARK)
    problems = [] if text == decoded else [FILE_ENCODING.violation("mark", Reformat()).at(Location(file))]
    character_problems = list(_character_problems(file, text))
    parser = DocumentParser(file, text)
    try:
        data, _ = parser.parse()
    except DocumentError:
        # A hidden character is the likely cause, and no syntax error names it.
        if hidden := [problem for problem in character_problems if not problem.fix]:
            raise DocumentError(hidden[0]) from None
        raise
    # The parser reports a bad character in quotes again, with a less precise location.
    reported = {(problem.location.line, problem.rule) for problem in character_problems}
    parser_problems = (
        problem for problem in parser.problems if (problem.location.line, problem.rule) not in reported
    )
    problems += [*character_problems, *parser_problems]
    if not problems and (other_reading := find_other_reading(file, text, data)):
        problems.append(other_reading)
    return Document(file, text, data, tuple(problems))


def parse_values(content: bytes) -> dict[str, Any]:
    """Parse the content of a file in which nobody looks for problems, such as an old version of a record.

    Raises:
        DocumentError: The file cannot be read.
    """
    return DocumentParser("", _decode("", content).removeprefix(BYTE_ORDER_MARK)).parse()[0]


def read_content(path: Path, file: str) -> bytes:
    """Return the content of a file, unless it is too large to be parsed.

    Args:
        path: The file.
        file: Path to print in problems.

    Raises:
        DocumentError: The file is too large.
        OSError: The file cannot be read.
    """
    try:
        return read_bytes(path, MAX_BYTES)
    except TooLargeError as error:
        raise _size_error(file, "large", error.size) from None


def _size_error(file: str, variant: str, size: int) -> DocumentError:
    violation = FILE_SIZE.violation(variant, bytes=f"{size:,}", limit=f"{MAX_BYTES:,}")
    return DocumentError(violation.at(Location(file)))


def _decode(file: str, content: bytes) -> str:
    def error(violation: Violation, *position: int) -> DocumentError:
        return DocumentError(violation.at(Location(file, *position)))

    if not content.strip() or len(content) > MAX_BYTES:
        raise _size_error(file, "large" if content.strip() else "empty", len(content))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:2]:
        raise error(FILE_ENCODING.violation("utf16"))
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as cause:
        before = content[: cause.start]
        position = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        violation = FILE_ENCODING.violation("byte", byte=f"0x{content[cause.start]:02x}")
        raise error(violation, *position) from None


def _character_problems(file: str, text: str) -> Iterator[Problem]:
    """Yield the bad characters of each line, including those in comments."""
    if text.isascii() and find_hidden_character(text) is None:
        return
    for number, line in enumerate(text.split("\n"), 1):
        for bad in find_bad_characters(line):
            yield bad.violation.at(Location(file, number, bad.offset + 1))
