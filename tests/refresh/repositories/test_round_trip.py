"""Generated records, merged with generated states of their repositories: only the robot's fields change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.documents.document import parse_document
from catalog.records.repository import Repository
from catalog.records.validate import validate_record
from catalog.refresh.repositories.merge import HOLDS, MAX_READ_AGE, merge_record
from catalog.refresh.repositories.states import Contents, Release, State
from catalog.refresh.repositories.texts import edit_record
from tests.properties import examples
from tests.refresh.repositories.github import hash_of
from tests.refresh.round_trip import RecordText, assert_kept, record_texts

FILE = "data/repositories/hummers--hum-loop.yml"
OWNED = {"url", "read", "license", "holds", "weights", "archived", "moved_to"}
"""Fields that the round may change."""
BASE, HEAD = hash_of("base"), hash_of("head")
LINKS = [f"https://hum.example/{number}" for number in range(5)]
SOURCE = "https://github.com/Hummers/Hum-Loop/blob/abc/README.md"
holds = st.sets(st.sampled_from(HOLDS)).map(lambda found: [name for name in HOLDS if name in found])
weights = st.lists(st.sampled_from(LINKS), unique=True)
licenses = st.sampled_from(["mit", "apache-2.0", "none", "hum-1.0"])
days = st.sampled_from(["2026-11-01", "2026-08-25", "2026-08-24", "2020-01-01"])
REQUIRED = {
    "url": st.sampled_from(["https://github.com/Hummers/Hum-Loop", "https://github.com/hummers/hum-loop"]),
    "read": st.fixed_dictionaries(
        {"checked": days}, optional={"commit": st.sampled_from([BASE[:7], HEAD[:9], "abcdef1"]), "date": days}
    ),
}
OPTIONAL = {
    "license": licenses,
    "holds": holds,
    "weights": weights.filter(bool) | st.sampled_from(LINKS),
    "archived": st.sampled_from(["true", "false"]),
    "moved_to": st.just("https://github.com/Choir/Hum-Loop"),
    "readme_license": licenses,
    "weights_license": licenses,
    "parts_license": licenses,
    "license_note": st.sampled_from(["Sing along: always.", "No # humming, please."]),
    "speed": st.just([{"fps": "25", "gpu": "Toaster, 9000", "source": SOURCE}]),
    "memory": st.just([{"gb": "0.5", "note": "about; warm", "source": SOURCE}] * 2),
}
contents = st.builds(
    Contents,
    st.just(""),
    holds=holds.map(tuple),
    weights=weights.map(tuple),
    licenses=st.sampled_from([(), ("a",), ("b",)]),
    has_license_file=st.booleans(),
    states_terms=st.booleans(),
)
releases = st.lists(
    st.builds(
        Release,
        st.sampled_from(["https://github.com/Hummers/Hum-Loop/releases/tag/v1", LINKS[0]]),
        st.sampled_from([date(2026, 11, 5), date(2020, 1, 1)]),
    ),
    max_size=1,
)
records = record_texts(FILE, REQUIRED, OPTIONAL)


@st.composite
def states(draw: Any) -> State:
    """Draw a state of the repository today."""
    base, head = draw(contents), draw(contents)
    known = [Contents(BASE, *fields(base)), Contents(HEAD, *fields(head))]
    return State(
        date(2026, 11, 22),
        name=draw(st.sampled_from(["Hummers/Hum-Loop", "HUMMERS/Hum-Loop", "Choir/Hum-Loop", "a/b"])),
        is_archived=draw(st.booleans()),
        license=draw(st.sampled_from(["MIT", "NOASSERTION", ""])),
        commit=HEAD,
        date=date(2026, 11, 20),
        asked=BASE[:7],
        base=draw(st.sampled_from([BASE, ""])),
        releases=tuple(draw(releases)),
        contents=tuple(draw(st.sampled_from([known, known[1:], []]))),
    )


def fields(part: Contents) -> tuple[Any, ...]:
    return part.holds, part.weights, part.licenses, part.has_license_file, "", part.states_terms


def check(record: RecordText, state: State) -> None:
    """Merge a record with a state, and check what has changed in its text."""
    data = {name: value for name, value in record.data.items() if name in Repository.model_fields}
    model, problems = validate_record(Repository, record.document, "hummers--hum-loop", data)
    assert model
    assert not problems
    values = merge_record(model, state, ["mit", "apache-2.0", "none"])
    expected = {name: [*value] if isinstance(value, tuple) else value for name, value in values.items()}
    if "read" in expected:
        expected["read"] = record.data["read"] | expected["read"]
    expected = {name: value for name, value in expected.items() if value is not None or name in record.data}
    assert_kept(record, edit_record(record.document, values), OWNED, expected)
    base, head = state.find_contents(BASE), state.find_contents(HEAD)
    if base == head or (base and head and fields(base) == fields(head)):
        is_old = state.checked - model.read.checked > MAX_READ_AGE
        allowed = {"url", "archived", "moved_to", "read"}
        if model.read.commit and not state.releases:
            assert values.keys() <= allowed
        if model.read.commit == BASE[:7] and not head:
            assert "read" not in values
        assert "read" not in values or values.keys() > {"read"} or is_old


@examples
@given(records, states())
def test_a_merge_changes_only_the_fields_of_the_robot(record: RecordText, state: State) -> None:
    check(record, state)


def test_comments_of_items_that_go_stay() -> None:
    text = f"""\
# yaml-language-server: $schema=../schema/repository.schema.json
url: https://github.com/Hummers/Hum-Loop
read:
  checked: 2026-10-01
weights:
  # a mirror
  - {LINKS[0]} # slow
  - {LINKS[1]} # fast
archived: true # sadly
moved_to: https://github.com/Choir/Hum-Loop
"""
    document = parse_document(FILE, text.encode())
    values = {"weights": [LINKS[1], LINKS[2]], "archived": None}
    assert (
        edit_record(document, values)
        == f"""\
# yaml-language-server: $schema=../schema/repository.schema.json
url: https://github.com/Hummers/Hum-Loop
read:
  checked: 2026-10-01
# a mirror
# slow
weights:
  - {LINKS[1]} # fast
  - {LINKS[2]}
# sadly
moved_to: https://github.com/Choir/Hum-Loop
"""
    )


@pytest.mark.gate
@settings(examples, max_examples=1_000)
@given(records, states())
def test_a_thousand_records_keep_what_people_wrote(record: RecordText, state: State) -> None:
    check(record, state)
