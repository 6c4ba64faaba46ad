"""From a link to an answer, when the services reply as they do on good days."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from catalog.lookup import HOSTS, look_up
from catalog.told import told
from tests.lookup.services import CASES, Services, case


def tuples(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    return tuple(map(tuples, value)) if isinstance(value, list) else value


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.yml")))
def test_the_answer_of_each_case(services: Services, name: str) -> None:
    this = case(name)
    services.load(this)
    with services.client() as client:
        found = asdict(look_up(client, told(this["link"])))
    expected = {field: tuples(value) for field, value in this["answer"].items()}
    told_fields = expected if "certain" not in expected else found
    assert {field: value for field, value in found.items() if value and field in told_fields} == expected


def test_services_are_asked_in_order_once_each_and_politely(services: Services) -> None:
    this = case("published")
    services.load(this)
    with services.client() as client:
        look_up(client, told(this["link"]))
    assert services.asked == [
        "/arxiv/api/query?id_list=2104.01234&max_results=1",
        "/crossref/works/10.5555%2F3474085.0000042?mailto=shh%40example.org",
        "/dblp/search/publ/api?q=lipsyncopation+teaching+portraits+to+sing+off+beat&format=json&h=10&c=0",
        "/openalex/works/doi:10.5555/3474085.0000042?mailto=shh%40example.org",
    ]
    assert {headers["User-Agent"].partition("/")[0] for headers in services.headers} == {
        "awesome-talking-face"
    }
    assert all("(shh@example.org)" in headers["User-Agent"] for headers in services.headers)


def test_names_of_one_venue_are_no_disagreement(services: Services) -> None:
    this = case("published")
    this["dblp"] = this["dblp"].replace('"ACM Multimedia"', '"Mouths"')
    services.load(this)
    name = "acm international conference on multimedia"
    for spellings, disagree in (({}, True), ({name: "acm-mm", "mouths": "acm-mm"}, False)):
        with services.client() as client:
            answer = look_up(client, told(this["link"]), spellings)
        assert any(source == "dblp" for source, *_ in answer.claims) is disagree


def test_an_answer_is_found_without_arxiv_too(services: Services) -> None:
    """OpenAlex knows the title by the number; DBLP is asked in the second round."""
    this = case("published")
    services.load({name: this[name] for name in HOSTS if name not in ("arxiv", "crossref")})
    with services.client() as client:
        answer = look_up(client, told(this["link"]))
    assert answer.title == "Lipsyncopation: Teaching Portraits to Sing Off-Beat"
    assert [path.split("/")[1] for path in services.asked] == ["arxiv", "openalex", "crossref", "dblp"]
    assert "arXiv does not know the arXiv id '2104.01234'." in answer.uncertain
