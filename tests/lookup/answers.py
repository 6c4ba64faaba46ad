"""Look up one paper, and check what must hold for every answer."""

from __future__ import annotations

from typing import Any

from catalog.lookup.answer import Answer
from catalog.lookup.link import parse_link
from catalog.lookup.resolve import look_up
from catalog.records.schema import Paper
from catalog.utils.text import find_hidden_character, find_non_nfc
from tests.lookup.services import Services, read_case

LINK = read_case("published")["link"]
TITLE = "Lipsyncopation: Teaching Portraits to Sing Off-Beat"


def look_up_published(services: Services, **options: Any) -> Answer:
    """Look up the published paper, with options for the client."""
    with services.client(**options) as client:
        return look_up(client, parse_link(LINK))


def assert_valid(answer: Answer) -> None:
    """Assert that all values are valid in a record, and that sentences are one visible line each."""
    fields = {
        "title": answer.title,
        "authors": answer.authors,
        "pages": answer.pages,
        "arxiv": answer.arxiv,
        "doi": answer.doi,
        "year": str(answer.year or ""),
        "links": dict(answer.links),
    }
    values = {name: value for name, value in fields.items() if value}
    required = {"id": "x-2020", "file": "x", "title": "x", "categories": ("x",), "sources": ("x",)}
    record = Paper.model_validate(required | values)
    for text in (
        record.title,
        *record.authors,
        *answer.confirmations,
        *answer.doubts,
        *answer.failures,
    ):
        assert find_hidden_character(text) is None
        assert find_non_nfc(text) is None
        assert "\n" not in text
