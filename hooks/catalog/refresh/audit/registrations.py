"""Registrations: the titles and authors that services give for IDs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from catalog.refresh.answers import Answers, require_texts


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


class Registrations(Answers[Registration]):
    """Registrations by ID."""

    def find(self, id: Identifier) -> Registration | None:
        """Return the registration of an ID, however old; None if it was never asked for."""
        return self.find_key(id.key)

    def is_due(self, id: Identifier, max_age: timedelta) -> bool:
        """Return whether to ask for an ID; see `is_key_due`."""
        return self.is_key_due(id.key, max_age)

    def known_ids(self, field: str) -> Iterator[Identifier]:
        """Yield the IDs of a service that it knows."""
        for key, registration in self.items():
            kind, _, value = key.partition(":")
            if kind == field and registration.title:
                yield Identifier(kind, value)

    def keep(self, id: Identifier, registration: Registration) -> None:
        """Add or replace a registration; `save` writes it."""
        self.keep_key(id.key, registration)

    def retain(self, ids: Collection[Identifier]) -> None:
        """Drop the registrations of all other IDs."""
        self.retain_keys([id.key for id in ids])

    def to_values(self, answer: Registration) -> dict[str, Any]:  # noqa: D102
        values: dict[str, Any] = {}
        if answer.title:
            values |= {"title": answer.title, "authors": answer.authors}
        if answer.agency:
            values["agency"] = answer.agency
        return values

    def from_values(self, checked: date, values: dict[str, Any]) -> Registration:  # noqa: D102
        title, authors, agency = values.get("title", ""), values.get("authors", []), values.get("agency", "")
        if not isinstance(authors, list):
            raise TypeError("not a list of authors")
        require_texts(title, agency, *authors)
        return Registration(checked, title, tuple(authors), agency)
