"""Whatever a service replies, nothing is raised, and all values are valid in a record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast
from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.lookup.arxiv import ARXIV_NAMESPACE, ATOM_NAMESPACE
from catalog.lookup.client import Client
from catalog.lookup.link import parse_link
from catalog.lookup.normalize import FieldReader, parse_arxiv_id, parse_doi, parse_year, plain_text
from catalog.lookup.resolve import look_up
from catalog.lookup.transport import ServiceError
from catalog.records.catalog import given_first
from catalog.utils.text import slugify
from tests.lookup.answers import LINK, assert_valid
from tests.lookup.services import read_case
from tests.properties import examples

GOOD = read_case("published")
REPLIES = {name: json.loads(GOOD[name]) for name in ("crossref", "dblp", "openalex")}
# fmt: off
PIECES = st.sampled_from(
    [
        "<i>", "</script>", "{{", "%}", "&amp;", "&#60;", "\x00", "\u202e", "e\u0301", "Ã©", "\ud800",
        " and ", ", ", "\n::error::", "javascript:", "10.48550/arXiv.2104.01234", "2021", "CVPR", ".", "..",
        "\u2028", "王",
    ]
)
# fmt: on
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=6).map("".join)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


class StubClient:
    """Client with given replies."""

    mailto_params: Mapping[str, str] = {}

    def __init__(self, replies: Mapping[str, Any], feed: Element | None = None) -> None:
        self.replies, self.feed = replies, feed

    def get_json(self, source: str, *_: object) -> tuple[Any, str]:
        return self.replies.get(source), "https://localhost/"

    def get_xml(self, *_: object) -> tuple[Element, str]:
        if self.feed is None:
            raise ServiceError("is down")
        return self.feed, "https://localhost/"


def replace_value(value: Any, steps: list[int], new: Any) -> Any:
    """Replace one value of a reply, found by the indexes in `steps`."""
    if not steps or not isinstance(value, (dict, list)) or not value:
        return new
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = keys[steps[0] % len(keys)]
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = replace_value(value[key], steps[1:], new)
    return copy


def assert_survives(stub: StubClient, link: str = LINK) -> None:
    assert_valid(look_up(cast(Client, stub), parse_link(link)))


@examples
@given(st.fixed_dictionaries(dict.fromkeys(REPLIES, VALUES)))
def test_any_json_is_survived(replies: dict[str, Any]) -> None:
    assert_survives(StubClient(replies))


@examples
@given(
    st.sampled_from(sorted(REPLIES)),
    st.lists(st.tuples(st.lists(st.integers(0, 20), min_size=1, max_size=9), VALUES), min_size=1, max_size=3),
)
def test_any_change_of_a_good_reply_is_survived(name: str, changes: list[tuple[list[int], Any]]) -> None:
    reply = REPLIES[name]
    for steps, new in changes:
        reply = replace_value(reply, steps, new)
    assert_survives(StubClient(REPLIES | {name: reply}))
    assert_survives(StubClient(REPLIES | {name: reply}), "10.5555/3474085.0000042")


@examples
@given(st.lists(TEXTS, min_size=6, max_size=6), st.booleans())
@example(["A\u0300e\u0301", "", "", "", "", ""], True)  # looks like mojibake once it is composed
def test_any_feed_is_survived(texts: list[str], is_ours: bool) -> None:
    feed = Element(f"{ATOM_NAMESPACE}feed")
    entry = SubElement(feed, f"{ATOM_NAMESPACE}entry")
    SubElement(entry, f"{ATOM_NAMESPACE}id").text = (
        "http://arxiv.org/abs/2104.01234v1" if is_ours else texts[0]
    )
    tags = (
        f"{ATOM_NAMESPACE}title",
        f"{ATOM_NAMESPACE}summary",
        f"{ARXIV_NAMESPACE}comment",
        f"{ARXIV_NAMESPACE}journal_ref",
        f"{ARXIV_NAMESPACE}doi",
    )
    for tag, text in zip(tags, texts[1:], strict=True):
        SubElement(entry, tag).text = text
    SubElement(SubElement(entry, f"{ATOM_NAMESPACE}author"), f"{ATOM_NAMESPACE}name").text = texts[0]
    assert_survives(StubClient(REPLIES, feed))


@examples
@given(VALUES)
def test_single_values(value: Any) -> None:
    assert parse_arxiv_id(value) is None or parse_link(str(parse_arxiv_id(value))).arxiv == parse_arxiv_id(
        value
    )
    assert parse_doi(value) is None or str(parse_doi(value)).startswith("10.")
    assert parse_year(value) is None or 1900 <= int(str(parse_year(value))) < 2100
    assert (
        plain_text(plain_text(value)) == plain_text(value)
        or "&" in plain_text(value)
        or "<" in plain_text(value)
    )


@examples
@given(st.lists(TEXTS, max_size=4))
def test_names_differ_and_have_letters(names: list[str]) -> None:
    authors = FieldReader("dblp").read_authors(names)
    assert len({slugify(given_first(name)) for name in authors} - {""}) == len(authors)
    assert len(authors) in (0, len(names))


@pytest.mark.parametrize("name", sorted(REPLIES))
def test_the_good_replies_are_understood(name: str) -> None:
    answer = look_up(cast(Client, StubClient({name: REPLIES[name]})), parse_link("10.5555/3474085.0000042"))
    assert (name in answer.sources) is (name != "dblp")  # asked by title only
