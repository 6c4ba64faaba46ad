"""Replies to issues that give a title instead of a link, with stand-ins for the services."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalog.checks import check_catalog
from catalog.contributing.issue import Issue
from catalog.contributing.messages import IssueReply
from catalog.contributing.reply import decide_reply
from catalog.lookup.resolve import find_by_title, look_up
from tests.contributing.fake_github import FakeGitHub, make_github
from tests.lookup.fixtures import server, services
from tests.lookup.services import Reply, Services, read_case

__all__ = ["server", "services"]

TITLE = "Lipsyncopation: Teaching Portraits to Sing Off-Beat"
VENUE = "acm-mm:\n  name: ACM Multimedia\n  short: ACM MM\n  kind: conference\n  about: Many media.\n"
SOURCES = ("dblp", "openalex")

Answer = Callable[..., IssueReply]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> FakeGitHub:
    hub = make_github(tmp_path_factory.mktemp("github"))
    with (hub.checkout / "data/venues.yml").open("a", encoding="utf-8") as venues:
        venues.write(VENUE)
    with (hub.checkout / "data/sources.yml").open("a", encoding="utf-8") as sources:
        sources.writelines(f"{id}:\n  name: {id}\n  kind: index\n  about: Knows papers.\n" for id in SOURCES)
    return hub


@pytest.fixture
def answer(hub: FakeGitHub, services: Services, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Return the reply to an issue with some fields."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    catalog, _ = check_catalog(hub.checkout)

    def run(**fields: str) -> IssueReply:
        with services.client() as client:
            return decide_reply(
                catalog,
                Issue(7, fields),
                lambda facts: look_up(client, facts, catalog.venue_spellings),
                lambda title: find_by_title(client, title),
                "https://pages.example/",
            )

    return run


@pytest.mark.parametrize("service", ["arxiv", "dblp"])
def test_a_title_is_looked_up(answer: Answer, services: Services, service: str) -> None:
    case = read_case("published")
    services.set_case(case)
    if service == "dblp":
        services.set_replies("arxiv", services.replies["crossref"][0])
    reply = answer(link=TITLE.replace(":", " -").lower())
    assert reply.file == "data/papers/2021/lipsyncopation-2021.yml"
    assert f'title: "{TITLE}"' in reply.text
    assert "The issue has no link, so check that this is the paper" in reply.comment
    search = {"arxiv": "/arxiv/api/query?search_query=ti", "dblp": "/dblp/search/publ"}[service]
    assert any(request.startswith(search) for request in services.requests)


@pytest.mark.parametrize("old", [TITLE.partition(":")[0], '1/1", "text": "Jane Mumble 0001'])
def test_another_paper_is_not_taken(answer: Answer, services: Services, old: str) -> None:
    """Neither one with another title, nor one of two with this title by different people."""
    other = "Hum" if old in TITLE else old.replace("Mumble", "Hum")
    services.set_replies("arxiv", Reply("{}", 503))
    hits = read_case("published")["dblp"].replace(old, other, 1 + (old in TITLE))
    services.set_replies("dblp", Reply(hits))
    reply = answer(link=TITLE)
    assert not reply.file
    assert "Could you add a link to it" in reply.comment
    assert "arXiv" in reply.comment


def test_a_rejected_record_confirms_nothing(answer: Answer, services: Services) -> None:
    services.set_case(read_case("published"))
    reply = answer(link=TITLE, category="Aquatics")
    assert not reply.file
    assert "Unknown category" in reply.comment
    assert "Confirmed" not in reply.comment


def test_a_known_paper_needs_no_service(answer: Answer, services: Services) -> None:
    assert "is already listed" in answer(link="https://arxiv.org/abs/2004.01020").comment
    assert "is already listed" in answer(link="LipSyncopation").comment
    assert services.requests == []
