"""Old addresses, and those by arXiv id, lead to a page; those of removed records say why they do not."""

from __future__ import annotations

from dataclasses import replace
from posixpath import normpath

import pytest

from catalog import Catalog
from catalog.records.vocabularies import RemovedRecord, Person
from catalog.site.redirects import redirect_files
from catalog.views.views import Views
from tests.helpers import make_paper
from tests.html_tree import Element, parse
from tests.sites import TOY, Site


@pytest.fixture(params=["toy_site", "real_site"])
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found


def target(address: str, page: Element) -> str:
    """Where a page leads: by itself, by a link, and for search engines, all to one address."""
    refresh = [one["content"] for one in page.all("meta") if one["http-equiv"] == "refresh"]
    canonical = [one["href"] for one in page.all("link") if one["rel"] == "canonical"]
    (link,) = page.texts("a") and [one["href"] for one in page.all("a")]
    assert refresh == ([f"0; url={link}"] if canonical else [])
    assert canonical in ([], [link])
    found = normpath(address + link)
    return f"{found}/".removeprefix("./")


def test_every_old_address_leads_to_a_page(site: Site) -> None:
    catalog = Catalog.load(site.root)
    expected = {f"arxiv/{paper.arxiv}/": f"papers/{paper.id}/" for paper in catalog.papers if paper.arxiv}
    expected |= {f"papers/{old}/": f"papers/{one.id}/" for one in catalog.papers for old in one.replaces}
    expected |= {f"papers/{id}/": "papers/" for id in catalog.gone}
    for person in catalog.people.values():
        page = f"authors/{person.id}/"
        there = page if page in site.pages else "authors/"
        expected |= {f"authors/{old}/": there for old in person.former}
    assert {address: target(address, page) for address, page in site.signposts.items()} == expected
    assert set(expected.values()) <= site.pages.keys()


def test_a_removed_record_says_why(toy_site: Site) -> None:
    page = toy_site.signposts["papers/talking-stone-2019/"]
    assert page.one("h1").text == "This record was removed"
    assert "It turned out to be a stone." in page.one("p").text


def test_signposts_have_no_script_and_all_that_a_page_needs(site: Site) -> None:
    for address, page in site.signposts.items():
        assert page.one("html")["lang"] == "en", address
        assert page.one("title").text == page.one("h1").text
        assert [one["content"] for one in page.all("meta") if one["name"] == "robots"] == ["noindex"]
        assert not page.all("script")


@pytest.fixture
def toy() -> Catalog:
    return Catalog.load(TOY.parent)


def test_former_names_of_people_lead_to_them(toy: Catalog) -> None:
    people = {
        "kasper-cheese": Person(id="kasper-cheese", file="", name="Kasper Cheese", former=("k-cheese",)),
        "null-island": Person(id="null-island", file="", name="Null Island", former=("null",)),
    }
    files = dict(redirect_files(Views(replace(toy, people=people))))
    assert (
        target("authors/k-cheese/", parse(files["authors/k-cheese/index.html"])) == "authors/kasper-cheese/"
    )
    assert target("authors/null/", parse(files["authors/null/index.html"])) == "authors/"


def test_nothing_but_an_id_becomes_a_path(toy: Catalog) -> None:
    ids = ("../../x", "a/b", "/etc", "..", "A", "", "a b", "a\x00")
    paper = make_paper(venue="arxiv", replaces=ids, arxiv="../../2101.00001", authors=(), categories=())
    gone = {id: RemovedRecord(id=id, file="", reason="Why.") for id in ids}
    assert not dict(redirect_files(Views(replace(toy, papers=(paper,), gone=gone, people={}))))


def test_a_page_is_never_replaced(toy: Catalog) -> None:
    gone = {"meow2lip-2020": RemovedRecord(id="meow2lip-2020", file="", reason="Why.")}
    assert "papers/meow2lip-2020/index.html" not in dict(redirect_files(Views(replace(toy, gone=gone))))


def test_names_and_reasons_are_text(toy: Catalog) -> None:
    bad = '<script>x</script>" onclick="y'
    gone = {"gone-2020": RemovedRecord.model_construct(id="gone-2020", file="", reason=bad)}
    paper = make_paper(venue="arxiv", title=bad, replaces=("old-2020",), categories=(), authors=())
    files = dict(redirect_files(Views(replace(toy, papers=(paper,), gone=gone, people={}))))
    assert len(files) == 2
    for html in files.values():
        page = parse(html)
        assert bad in page.one("p").text
        assert not page.all("script")
        assert not [one for one in page.elements if "onclick" in one.attributes]
