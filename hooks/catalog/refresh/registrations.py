"""Registrations: the titles and authors that services give for IDs, kept between runs.

They are texts of others, so they stay in `.cache/`. A file that cannot be read is no error: its IDs are asked
again, and the run says so.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from catalog.utils.files import TooLargeError, read_bytes, write_text
from catalog.utils.json import compact_json
from catalog.utils.system_errors import explain_os_error

FORMAT = 1
"""Number of the file's format; files of other formats are not read."""
MAX_FILE_BYTES = 100_000_000


class Identifier(NamedTuple):
    """An arXiv ID or DOI."""

    field: str
    """`arxiv` or `doi`."""
    value: str

    @property
    def key(self) -> str:
        """Key in the file; DOIs are the same in any case."""
        return f"{self.field}:{self.value.lower() if self.field == 'doi' else self.value}"


@dataclass(frozen=True)
class Registration:
    """Reply of a service about an ID."""

    checked: date
    title: str = ""
    """Blank if the service has no such ID."""
    authors: tuple[str, ...] = ()
    agency: str = ""
    """Agency that has the metadata of a DOI, if it is not Crossref."""

    @property
    def is_unregistered(self) -> bool:
        """True if the service has no such ID, and neither has another agency."""
        return not self.title and not self.agency


class Registrations:
    """Registrations by ID, in a file that is always complete: each save replaces it as a whole.

    Attributes:
        problems: Sentences on a file that could not be read or written.
    """

    def __init__(self, path: Path, today: date) -> None:
        self.path = path
        self.today = today
        self.problems: list[str] = []
        self._by_key: dict[str, Registration] = {}
        self._read()

    def find(self, id: Identifier) -> Registration | None:
        """Return the registration of an ID, however old; None if it was never asked for."""
        return self._by_key.get(id.key)

    def is_due(self, id: Identifier, max_age: timedelta) -> bool:
        """Return whether an ID was never asked for, too long ago, or by a clock that was ahead."""
        registration = self.find(id)
        return registration is None or not timedelta() <= self.today - registration.checked <= max_age

    def known_ids(self, field: str) -> Iterator[Identifier]:
        """Yield the IDs of a service that it knows."""
        for key, registration in self._by_key.items():
            kind, _, value = key.partition(":")
            if kind == field and registration.title:
                yield Identifier(kind, value)

    def keep(self, id: Identifier, registration: Registration) -> None:
        """Add or replace a registration; `save` writes it."""
        self._by_key[id.key] = registration

    def retain(self, ids: Collection[Identifier]) -> None:
        """Drop the registrations of all other IDs."""
        keys = {id.key for id in ids}
        self._by_key = {key: value for key, value in self._by_key.items() if key in keys}

    def save(self) -> None:
        """Write the file. If that fails, the run goes on, and its answers are lost for the next one."""
        lines = ",\n".join(_render_line(key, value) for key, value in sorted(self._by_key.items()))
        try:
            write_text(self.path, f'{{"format": {FORMAT}, "registrations": {{\n{lines}\n}}}}\n')
        except OSError as error:
            sentence = f"{explain_os_error(error)} The next run asks the services again."
            if sentence not in self.problems:
                self.problems.append(sentence)

    def _read(self) -> None:
        try:
            content = json.loads(read_bytes(self.path, MAX_FILE_BYTES))
            if content["format"] != FORMAT:
                raise ValueError(f"format {content['format']}")
            registrations = {key: _from_json(value) for key, value in content["registrations"].items()}
        except FileNotFoundError:
            return
        except OSError as error:
            self.problems.append(f"{explain_os_error(error)} All IDs are asked again.")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, TooLargeError):
            self.problems.append(f"{self.path} is not valid, so all IDs are asked again.")
        else:
            self._by_key = registrations


@lru_cache(maxsize=1 << 14)  # a save follows each request, and changes few lines
def _render_line(key: str, registration: Registration) -> str:
    values: dict[str, Any] = {"checked": registration.checked.isoformat()}
    if registration.title:
        values |= {"title": registration.title, "authors": registration.authors}
    if registration.agency:
        values["agency"] = registration.agency
    return f"{compact_json(key)}: {compact_json(values)}"


def _from_json(values: Any) -> Registration:
    """Return a registration from its values in the file.

    Raises:
        ValueError: A value is invalid.
        KeyError: A value is missing.
    """
    title, authors, agency = values.get("title", ""), values.get("authors", []), values.get("agency", "")
    if not isinstance(authors, list) or not all(isinstance(text, str) for text in (title, agency, *authors)):
        raise ValueError("not a registration")
    return Registration(date.fromisoformat(values["checked"]), title, tuple(authors), agency)
