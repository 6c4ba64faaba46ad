"""Hostile and nonsensical replies: they do not get into a record, and are reported."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from catalog.lookup.normalize import parse_year, plain_text, reorder_name
from tests.lookup.answers import TITLE, assert_valid, look_up_published
from tests.lookup.services import Reply, Services, read_case

GOOD = read_case("published")
CROSSREF = json.loads(GOOD["crossref"])


@dataclass(frozen=True)
class BadReply:
    """A reply of one service that must be rejected, and the message about it."""

    service: str
    change: Callable[[str], str]
    message: str


def crossref(**fields: Any) -> Callable[[str], str]:
    """Return a function that changes values of Crossref's reply."""
    return lambda _: json.dumps({"message": CROSSREF["message"] | fields})


def replace_text(old: str, new: str) -> Callable[[str], str]:
    return lambda body: body.replace(old, new)


ENTITIES = '<!DOCTYPE feed [<!ENTITY a "hum"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><feed>&b;</feed>'
BAD_REPLIES: dict[str, BadReply] = {
    "entity bomb": BadReply("arxiv", lambda _: ENTITIES, "arXiv sent invalid XML."),
    "outer entity": BadReply(
        "arxiv",
        lambda _: '<!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/passwd">]><feed>&a;</feed>',
        "arXiv sent invalid XML.",
    ),
    "XML cut off": BadReply("arxiv", lambda body: body[:900], "arXiv sent invalid XML."),
    "another feed": BadReply("arxiv", lambda _: "<rss/>", "arXiv sent a reply with unexpected structure."),
    "another preprint": BadReply(
        "arxiv",
        replace_text("abs/2104.01234v2</id>", "abs/2104.99999v1</id>"),
        "arXiv returned a different paper ('http://arxiv.org/abs/2104.99999v1').",
    ),
    "an error as an entry": BadReply(
        "arxiv",
        replace_text(
            "http://arxiv.org/abs/2104.01234v2</id>", "http://arxiv.org/api/errors#incorrect_id</id>"
        ),
        "arXiv has no record for the arXiv ID '2104.01234'.",
    ),
    "hits of a wrong type": BadReply(
        "dblp", lambda _: '{"result": {"hits": 7}}', "DBLP sent a reply with unexpected structure."
    ),
    "a hit of a wrong type": BadReply(
        "dblp",
        lambda _: '{"result": {"hits": {"hit": [7, null, {"info": []}, {"info": {"title": 3}}]}}}',
        "DBLP sent no readable title.",
    ),
    "no list of hits": BadReply(
        "dblp", lambda _: '{"result": {"hits": {}}}', f"DBLP has no record for the title {TITLE!r}."
    ),
    "another work": BadReply(
        "openalex",
        replace_text("10.5555/3474085.0000042", "10.5555/evil"),
        "OpenAlex returned a different paper ('https://doi.org/10.5555/evil').",
    ),
    "an error as a work": BadReply(
        "openalex", lambda _: '{"error": "no"}', "OpenAlex sent a reply with unexpected structure."
    ),
    "script": BadReply(
        "crossref",
        crossref(subtitle=[], title=["<script>alert(1)</script> Lips"]),
        "Ignored Crossref's title: '<s' is not plain text.",
    ),
    "script in entities": BadReply(
        "crossref",
        crossref(subtitle=[], title=["&lt;scr&lt;i&gt;ipt&gt;alert(1)&lt;/script&gt; Lips"]),
        "Ignored Crossref's title: '<s' is not plain text.",
    ),
    "template": BadReply(
        "crossref",
        crossref(subtitle=[], title=["{{ 7 * 7 }} Lips"]),
        "Ignored Crossref's title: '{{' is not plain text.",
    ),
    "attribute": BadReply(
        "crossref",
        crossref(subtitle=[], title=['" onmouseover=alert(1) Lips']),
        "Ignored Crossref's title: '\" onmouseover=' is not plain text.",
    ),
    "script address": BadReply(
        "crossref",
        crossref(subtitle=[], title=["javascript:alert(1)"]),
        "Ignored Crossref's title: 'javascript:' is not plain text.",
    ),
    "100 kB": BadReply(
        "crossref",
        crossref(subtitle=[], title=["la " * 34_000]),
        "Ignored Crossref's title: 102,000 characters.",
    ),
    "5 kB": BadReply(
        "crossref",
        crossref(subtitle=[], title=["la " * 1_700]),
        "Ignored Crossref's title: The text has 5,099 characters.",
    ),
    "a hostile author": BadReply(
        "crossref",
        crossref(author=[{"given": "<img src=x>", "family": "Mumble"}]),
        "Ignored Crossref's author list: '<i' is not plain text.",
    ),
    "an author twice": BadReply(
        "crossref",
        crossref(author=[{"given": "Jane", "family": "Mumble"}] * 2),
        "Ignored Crossref's author list: 'Jane Mumble' is not a name or appears twice.",
    ),
    "two authors as one": BadReply(
        "crossref",
        crossref(author=[{"given": "Jane Mumble and Ann", "family": "Other"}]),
        "Ignored Crossref's author list: 'Jane Mumble and Ann Other' is not a name or appears twice.",
    ),
    "an author without letters": BadReply(
        "crossref",
        crossref(author=[{"family": "***"}]),
        "Ignored Crossref's author list: '***' is not a name or appears twice.",
    ),
    "a hostile venue": BadReply(
        "crossref",
        crossref(**{"container-title": ["{% raw %}"]}),
        "Ignored Crossref's venue: '{%' is not plain text.",
    ),
}


@pytest.mark.parametrize("name", BAD_REPLIES)
def test_a_bad_reply_is_rejected(services: Services, name: str) -> None:
    bad = BAD_REPLIES[name]
    services.set_case(GOOD | {bad.service: bad.change(GOOD[bad.service])})
    answer = look_up_published(services)
    assert bad.message in answer.failures + answer.doubts
    assert answer.title == TITLE
    assert "evil" not in json.dumps(answer.sources + answer.statements)
    assert_valid(answer)


# title as Crossref sends it: title in the answer
TITLES_WITH_MARKUP = {
    "Lips\x00yncopation\u202e for \u200bAll": "Lipsyncopation for All",
    "Lipsyncopation\r\n::error ::of all": "Lipsyncopation ::error ::of all",
    "Lipsyncopation: !!map *anchor # none": "Lipsyncopation: !!map *anchor # none",
    "<jats:italic>Lipsyncopation</jats:italic> &amp;amp; H<sub>2</sub>O": "Lipsyncopation & H2O",
    "Lipsyncopation <mml:math><mml:mi>x</mml:mi><mml:annotation>\\bf x</mml:annotation></mml:math>": (
        "Lipsyncopation x"
    ),
    "Lipsyncopation in a Cafe\u0301.": "Lipsyncopation in a Café",
    "Lipsyncopation: NaÃ¯ve": "Lipsyncopation: Naïve",
}


@pytest.mark.parametrize("title", TITLES_WITH_MARKUP)
def test_titles_with_markup_are_cleaned(services: Services, title: str) -> None:
    services.set_case(GOOD | {"crossref": crossref(title=[title], subtitle=[])("")})
    answer = look_up_published(services)
    assert answer.title == TITLES_WITH_MARKUP[title]
    assert answer.failures == ()
    assert_valid(answer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lips &amp;amp; Tongue", "Lips & Tongue"),
        ("  Lips\n\tand<br/>Tongue ", "Lips and Tongue"),
        ("La la", "La la"),
        ("la " * 7_000, ""),
        (None, ""),
        (7, ""),
    ],
)
def test_plain_text(text: object, expected: str) -> None:
    assert plain_text(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Doe, Jane", "Jane Doe"),
        ("van der Mumble, Jane", "van der Mumble, Jane"),
        ("John Doe, Jr.", "John Doe Jr."),
        ("Jane Doe,", "Jane Doe"),
        (", 0", "0"),
        ("Rodin", "Rodin"),
    ],
)
def test_names_are_reordered(name: str, expected: str) -> None:
    assert reorder_name(name) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(2021, 2021), ("2021", 2021), (2099, None), (1799, None), (True, None), (2021.5, None), ("٢٠٢١", None)],
)
def test_a_year_is_past_or_the_next_one(value: object, expected: int | None) -> None:
    assert parse_year(value) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {
            "title": {},
            "subtitle": 3,
            "author": 7,
            "page": [],
            "published-print": "soon",
            "issued": {"date-parts": [[None]]},
        },
        {
            "title": [],
            "subtitle": [],
            "author": [None, 7, "x"],
            "container-title": "Mouths",
            "issued": {"date-parts": []},
        },
        {"author": [{}], "page": "one to ten, mostly", "published-print": {"date-parts": [[True]]}},
        {"published-print": {"date-parts": [[3021]]}, "issued": {"date-parts": [["2021"]]}},
    ],
)
def test_values_of_wrong_types_are_absent(services: Services, fields: dict[str, Any]) -> None:
    services.set_case(GOOD | {"crossref": crossref(**fields)("")})
    answer = look_up_published(services)
    assert (answer.title, answer.pages, answer.year) == (TITLE, "484-492", 2021)
    assert_valid(answer)


def test_a_rejection_is_reported_once(services: Services) -> None:
    services.set_case(GOOD)
    two = json.loads(GOOD["dblp"])
    for hit in two["result"]["hits"]["hit"]:
        hit["info"]["title"] = TITLE
        hit["info"]["authors"] = {"author": {"text": "<b onclick=1>"}}
    services.set_replies("dblp", Reply(json.dumps(two)))
    answer = look_up_published(services)
    assert len([text for text in answer.failures if text.startswith("Ignored DBLP's")]) == 1
