"""From a link to an answer, with correct replies of the services."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from catalog.lookup.link import parse_link
from catalog.lookup.resolve import look_up
from catalog.lookup.venues import find_venue_id, is_same_venue
from tests.lookup.services import CASES, Services, read_case


def to_tuples(value: Any) -> Any:
    """Convert nested lists to tuples."""
    return tuple(map(to_tuples, value)) if isinstance(value, list) else value


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.yml")))
def test_the_answer_of_each_case(services: Services, name: str) -> None:
    case = read_case(name)
    services.set_case(case)
    with services.client() as client:
        answer = asdict(look_up(client, parse_link(case["link"])))
    expected = {field: to_tuples(value) for field, value in case["answer"].items()}
    fields = answer if "confirmations" in expected else expected
    assert {field: value for field, value in answer.items() if value and field in fields} == expected


def test_services_are_asked_in_order_once_each_and_politely(services: Services) -> None:
    case = read_case("published")
    services.set_case(case)
    with services.client() as client:
        look_up(client, parse_link(case["link"]))
    assert services.requests == [
        "/arxiv/api/query?id_list=2104.01234&max_results=1",
        "/crossref/works/10.5555%2F3474085.0000042?mailto=shh%40example.org",
        "/dblp/search/publ/api?q=lipsyncopation+teaching+portraits+to+sing+off+beat&format=json&h=10&c=0",
        "/openalex/works/doi:10.5555/3474085.0000042?mailto=shh%40example.org",
    ]
    assert {headers["User-Agent"].partition("/")[0] for headers in services.request_headers} == {
        "awesome-talking-face"
    }
    assert all("(shh@example.org)" in headers["User-Agent"] for headers in services.request_headers)


def test_two_names_of_one_venue_do_not_conflict(services: Services) -> None:
    case = read_case("published")
    case["dblp"] = case["dblp"].replace('"ACM Multimedia"', '"Mouths"')
    services.set_case(case)
    name = "acm international conference on multimedia"
    for spellings, disagree in (({}, True), ({name: "acm-mm", "mouths": "acm-mm"}, False)):
        with services.client() as client:
            answer = look_up(client, parse_link(case["link"]), spellings)
        assert any(statement.source == "dblp" for statement in answer.statements) is disagree


def test_a_likely_id_must_lead_to_the_paper(services: Services) -> None:
    """DBLP finds the DOI by title, but Crossref has another paper of these authors under it."""
    case = read_case("by_title")
    case["crossref"] = case["crossref"].replace("Yawn-NeRF: Contagious", "Sneeze-NeRF: Infectious")
    services.set_case(case)
    with services.client() as client:
        answer = look_up(client, parse_link(case["link"]))
    assert answer.doi is None
    assert "crossref" not in answer.sources
    assert (
        "Crossref lists the DOI 10.5555/CVPR52729.2023.00042 as "
        "'Sneeze-NeRF: Infectious Radiance Fields', so it was ignored."
    ) in answer.doubts


def test_a_preprint_that_openalex_links_must_be_the_paper(services: Services) -> None:
    case = read_case("doi_only")
    case["arxiv"] = case["arxiv"].replace("Other 3D Monologues", "Other Lawn Ornaments of the Baroque")
    services.set_case(case)
    with services.client() as client:
        answer = look_up(client, parse_link(case["link"]))
    assert answer.arxiv is None
    assert "arxiv" not in answer.sources


def test_dblp_takes_precedence_over_openalex(services: Services) -> None:
    """Even if OpenAlex was queried by ID, and DBLP only by title."""
    case = read_case("by_title")
    case["dblp"] = case["dblp"].replace("https://doi.org/10.5555/CVPR52729.2023.00042", "")
    case["openalex"] = (
        case["openalex"]
        .replace("10.5555/cvpr52729.2023.00042", "10.48550/arxiv.2203.05678")
        .replace('"source": null', '"source": {"display_name": "Yawn Letters", "type": "journal"}')
    )
    services.set_case(case)
    with services.client() as client:
        answer = look_up(client, parse_link(case["link"]))
    assert [(statement.source, statement.venue, statement.is_taken) for statement in answer.statements] == [
        ("dblp", "CVPR", True),
        ("openalex", "Yawn Letters", False),
        ("arxiv", "arXiv", False),
    ]


VENUES = {
    "cvpr": "cvpr",
    "ieee cvf conference on computer vision and pattern recognition": "cvpr",
    "cvprw": "cvprw",
    "ieee cvf conference on computer vision and pattern recognition workshops": "cvprw",
    "eccv": "eccv",
    "eccv workshops": "eccvw",
    "acm international conference on multimedia": "acm-mm",
    "aaai conference on artificial intelligence": "aaai",
    "siggraph asia": "siggraph-asia",
    "ieee transactions on circuits and systems for video technology": "tcsvt",
    "ieee transactions on multimedia": "tmm",
}


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("Proceedings of the 28th ACM International Conference on Multimedia", "acm-mm"),
        ("Proceedings of the Thirty-Sixth AAAI Conference on Artificial Intelligence", "aaai"),
        ("2022 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "cvpr"),
        ("2022 IEEE/CVF Conference on Computer Vision and Pattern Recognition Workshops (CVPRW)", "cvprw"),
        ("Computer Vision – ECCV 2022", "eccv"),
        ("Computer Vision – ECCV 2018 Workshops", "eccvw"),
        ("ECCV (13)", "eccv"),
        ("ECCV Workshops (5)", "eccvw"),
        ("SIGGRAPH Asia 2022 Conference Papers", "siggraph-asia"),
        ("IEEE Trans. Circuits Syst. Video Technol.", "tcsvt"),
        ("IEEE Trans. Multim.", "tmm"),
        ("IEEE Trans. Mult. Agents", None),
        ("Vegetables Today", None),
    ],
)
def test_venues_as_services_spell_them(spelling: str, expected: str | None) -> None:
    assert find_venue_id(spelling, VENUES) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("CVPR", "2022 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", True),
        ("ACM Multimedia", "Proceedings of the 29th ACM International Conference on Multimedia", True),
        ("Int. J. Comput. Vis.", "International Journal of Computer Vision", True),
        ("Int. J. Comput. Vis.", "International Journal of Compost", False),
        ("CVPR", "CVPR Workshops", False),
        ("ICCV", "CVPR", False),
    ],
)
def test_two_names_of_one_venue(left: str, right: str, expected: bool) -> None:
    assert is_same_venue(left, right, {}) is expected
    assert is_same_venue(right, left, {}) is expected


def test_arxiv_is_not_needed(services: Services) -> None:
    """OpenAlex finds the title by ID; DBLP is asked in the second round."""
    case = read_case("published")
    services.set_case({name: case[name] for name in ("dblp", "openalex")})
    with services.client() as client:
        answer = look_up(client, parse_link(case["link"]))
    assert answer.title == "Lipsyncopation: Teaching Portraits to Sing Off-Beat"
    assert [path.split("/")[1] for path in services.requests] == ["arxiv", "openalex", "crossref", "dblp"]
    assert "arXiv has no record for the arXiv ID '2104.01234'." in answer.doubts
