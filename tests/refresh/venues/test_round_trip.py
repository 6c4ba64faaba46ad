"""Generated records of papers that take a venue: only the fields of the robot change."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.documents.problems import Location
from catalog.importing.fact_file import Fact, FactKind
from catalog.importing.venue_merge import merge_venues
from catalog.records.schema import Paper
from catalog.writing.draft import Draft
from tests.properties import examples
from tests.refresh.round_trip import RecordText, assert_kept, record_texts

ID = "hum2face-2024"
FILE = f"data/papers/2024/{ID}.yml"
OWNED = {"venue", "year", "track", "pages", "claims"}
"""Fields that the round may change; it also names sources."""
SOURCES = ["dblp", "arxiv", "openalex", "toy-list"]
publications = st.fixed_dictionaries(
    {"venue": st.sampled_from(["toycon", "jot", "toyconw"]), "year": st.sampled_from(["2024", "2025"])},
    optional={"track": st.just("oral"), "pages": st.just("4-7")},
)
claims = st.lists(
    st.builds(
        lambda source, publication, refused: {"source": source} | publication | refused,
        st.sampled_from(SOURCES),
        publications,
        st.sampled_from([{}, {"refused": "true"}]),
    ),
    min_size=1,
    max_size=2,
)
REQUIRED = {
    "title": st.sampled_from(["Hum2Face: Faces from Humming", "Yes", "A # in a Title: 1.0"]),
    "categories": st.just(["talking-objects"]),
    "sources": st.just(["toy-list"]),
    "arxiv": st.just("2404.00007"),
}
OPTIONAL = {
    "short": st.just("Hum2Face"),
    "authors": st.just(["Kasper Cheese", "Alder, Ann"]),
    "venue": st.sampled_from(["arxiv", "toycon"]),
    "year": st.sampled_from(["2024"]),
    "tags": st.just(["audio"]),
    "links": st.just({"code": ["https://toys.example/hum", "https://toys.example/ha"]}),
    "note": st.just("Hums: loudly."),
    "claims": claims,
}
facts = st.lists(
    st.tuples(
        st.sampled_from(["proceedings", "authors", "statement"]), st.sampled_from(SOURCES[:3]), publications
    ),
    max_size=3,
)
records = record_texts(FILE, REQUIRED, OPTIONAL)


def check(record: RecordText, stated: list[tuple[FactKind, str, dict[str, Any]]]) -> None:
    """Merge statements into a record, and check what has changed in its text."""
    data = deepcopy(record.data)
    merge_venues(
        data, [Fact(Location(FILE), ID, source, kind, values) for kind, source, values in stated], SOURCES
    )
    draft = replace(Draft(Paper, ID, FILE, record.data, record.document), data=data)
    expected = {name: value for name, value in data.items() if record.data.get(name) != value}
    assert_kept(record, draft.to_yaml(), OWNED, expected)
    before, after = record.data.get("claims", []), data.get("claims", [])
    assert [claim for claim in before if claim not in after] == [], "a claim was lost"
    if record.data.get("venue") == "toycon":
        assert data["venue"] == "toycon"
        assert data.get("year") == record.data.get("year")


@examples
@given(records, facts)
def test_a_venue_changes_only_the_fields_of_the_robot(record: RecordText, stated: Any) -> None:
    check(record, stated)


@pytest.mark.gate
@settings(examples, max_examples=1_000)
@given(records, facts)
def test_a_thousand_records_keep_what_people_wrote(record: RecordText, stated: Any) -> None:
    check(record, stated)
