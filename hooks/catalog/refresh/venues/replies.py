"""Replies of services about papers, as they came: how to read them may change without asking again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, NamedTuple

from catalog.lookup.answer import ServiceRecord
from catalog.refresh.answers import Answers

KEPT_FIELDS = (
    *("source", "title", "authors", "year", "venue", "track", "pages", "arxiv", "doi", "page", "kind"),
    *("comment", "journal_ref", "is_preprint"),
)
"""Fields of the records that are kept. The URL of a reply is not: it has our email address."""
DEFAULTS = {field.name: field.default for field in fields(ServiceRecord)}


class Question(NamedTuple):
    """Question to a service."""

    service: str
    """ID in sources.yml."""
    field: str
    """`arxiv`, `doi` or `title`."""
    value: str

    @property
    def key(self) -> str:
        """Key in the file."""
        return f"{self.service} {self.field} {self.value}"


@dataclass(frozen=True)
class Reply:
    """Reply to a question."""

    checked: date
    records: tuple[ServiceRecord, ...] = ()
    """Records that may be those of other papers; empty if the service has none."""


class Replies(Answers[Reply]):
    """Replies by question."""

    def find(self, question: Question) -> Reply | None:
        """Return the reply to a question, however old; None if it was never asked."""
        return self.find_key(question.key)

    def is_due(self, question: Question, max_age: timedelta) -> bool:
        """Return whether to ask a question; see `is_key_due`."""
        return self.is_key_due(question.key, max_age)

    def select(
        self, questions: Collection[Question], max_age: timedelta, limit: int | None
    ) -> list[Question]:
        """Return the questions to ask; see `select_due`."""
        by_key = {question.key: question for question in questions}
        return [by_key[key] for key in self.select_due([*by_key], max_age, limit)]

    def keep(self, question: Question, records: Collection[ServiceRecord]) -> None:
        """Add or replace a reply; `save` writes it."""
        self.keep_key(question.key, Reply(self.today, tuple(map(_strip, records))))

    def to_values(self, answer: Reply) -> dict[str, Any]:  # noqa: D102
        return {"records": [_to_values(record) for record in answer.records]}

    def from_values(self, checked: date, values: dict[str, Any]) -> Reply:  # noqa: D102
        return Reply(checked, tuple(map(_from_values, values["records"])))


def _strip(record: ServiceRecord) -> ServiceRecord:
    return ServiceRecord(**{name: getattr(record, name) for name in KEPT_FIELDS})


def _to_values(record: ServiceRecord) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in KEPT_FIELDS}
    return {name: value for name, value in values.items() if name == "source" or value != DEFAULTS[name]}


def _from_values(values: dict[str, Any]) -> ServiceRecord:
    """Return a record.

    Raises:
        ValueError: A value is invalid.
    """
    authors = values.get("authors", [])
    is_valid = (
        {*values} <= {*KEPT_FIELDS}
        and isinstance(authors, list)
        and isinstance(values.get("year", 0), int)
        and isinstance(values.get("is_preprint", False), bool)
    )
    texts = [value for name, value in values.items() if name not in ("authors", "year", "is_preprint")]
    if not is_valid or not all(isinstance(text, str) for text in (*texts, *authors)):
        raise ValueError("not a record of a service")
    return ServiceRecord(**values | {"authors": tuple(authors)})
