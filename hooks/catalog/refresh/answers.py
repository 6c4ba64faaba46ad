"""Answers of services, kept between runs in `.cache/refresh/`: a run asks only for what is new or old.

They are texts of others, so they are no part of the catalog. A file that cannot be read is no error: its
questions are asked again, and the run says so.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Collection, Hashable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from catalog.utils.files import TooLargeError, read_bytes, write_text
from catalog.utils.json import compact_json
from catalog.utils.system_errors import explain_os_error

FOLDER = ".cache/refresh"
MAX_FILE_BYTES = 100_000_000


class Answer(Hashable, Protocol):
    """Answer to one question."""

    @property
    def checked(self) -> date:
        """Day on which it was given."""


A = TypeVar("A", bound=Answer)


class Answers(ABC, Generic[A]):
    """Answers by key, in a file that is always complete: each save replaces it as a whole.

    Attributes:
        problems: Sentences on a file that could not be read or written.
    """

    format = 1
    """Number of the file's format; files of other formats are not read."""

    def __init__(self, path: Path, today: date) -> None:
        self.path = path
        self.today = today
        self.problems: list[str] = []
        self._by_key: dict[str, A] = {}
        self._render_line = lru_cache(maxsize=1 << 14)(self._render)  # a save changes few lines
        self._read()

    @abstractmethod
    def to_values(self, answer: A) -> dict[str, Any]:
        """Return the values of an answer for its line in the file, without `checked`."""

    @abstractmethod
    def from_values(self, checked: date, values: dict[str, Any]) -> A:
        """Return an answer from its line in the file.

        Raises:
            ValueError: A value is invalid.
            KeyError: A value is missing.
            TypeError: A value has another type.
        """

    def find_key(self, key: str) -> A | None:
        """Return an answer, however old; None if the question was never asked."""
        return self._by_key.get(key)

    def is_key_due(self, key: str, max_age: timedelta) -> bool:
        """Return whether a question was never asked, too long ago, or by a clock that was ahead."""
        answer = self._by_key.get(key)
        return answer is None or not timedelta() <= self.today - answer.checked <= max_age

    def select_due(self, keys: Collection[str], max_age: timedelta, limit: int | None = None) -> list[str]:
        """Return the questions to ask: new ones first, then the oldest, at most `limit`."""

        def age(key: str) -> tuple[bool, str]:
            answer = self._by_key.get(key)
            return answer is not None, answer.checked.isoformat() if answer else ""

        return sorted((key for key in dict.fromkeys(keys) if self.is_key_due(key, max_age)), key=age)[:limit]

    def items(self) -> Iterator[tuple[str, A]]:
        """Yield keys and answers."""
        yield from self._by_key.items()

    def keep_key(self, key: str, answer: A) -> None:
        """Add or replace an answer; `save` writes it."""
        self._by_key[key] = answer

    def retain_keys(self, keys: Collection[str]) -> None:
        """Drop the answers to all other questions."""
        kept = {*keys}
        self._by_key = {key: answer for key, answer in self._by_key.items() if key in kept}

    def save(self) -> None:
        """Write the file. If that fails, the run goes on, and its answers are lost for the next one."""
        lines = ",\n".join(self._render_line(key, answer) for key, answer in sorted(self._by_key.items()))
        try:
            write_text(self.path, f'{{"format": {self.format}, "answers": {{\n{lines}\n}}}}\n')
        except OSError as error:
            sentence = f"{explain_os_error(error)} The next run asks the services again."
            if sentence not in self.problems:
                self.problems.append(sentence)

    def _render(self, key: str, answer: A) -> str:
        values = {"checked": answer.checked.isoformat(), **self.to_values(answer)}
        return f"{compact_json(key)}: {compact_json(values)}"

    def _read(self) -> None:
        try:
            content = json.loads(read_bytes(self.path, MAX_FILE_BYTES))
            if content["format"] != self.format:
                raise ValueError(f"format {content['format']}")
            answers = {key: self._parse(value) for key, value in content["answers"].items()}
        except FileNotFoundError:
            return
        except OSError as error:
            self.problems.append(f"{explain_os_error(error)} Everything is asked again.")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, TooLargeError):
            self.problems.append(f"{self.path} is not valid, so everything is asked again.")
        else:
            self._by_key = answers

    def _parse(self, values: dict[str, Any]) -> A:
        return self.from_values(date.fromisoformat(values["checked"]), values)


def require_texts(*values: object) -> None:
    """Check that all values are texts.

    Raises:
        ValueError: One is not.
    """
    if not all(isinstance(value, str) for value in values):
        raise ValueError("not a text")
