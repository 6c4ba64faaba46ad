"""Old addresses, and those by arXiv id, lead to a page; those of removed records say why they do not."""

from __future__ import annotations

from dataclasses import replace
from posixpath import normpath

import pytest

from catalog import Catalog
from catalog.records.vocabularies import Person, RemovedRecord
from catalog.site.redirects import render_redirects
from catalog.views.views import Views
from tests.helpers import make_paper
from tests.html_tree import Element, parse_html
from tests.sites import TOY, BuiltSite


@pytest.fixture(params=["toy_site", pytest.param("real_site", marks=pytest.mark.gate)])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    found: BuiltSite = request.getfixturevalue(request.param)
    return found


def target(address: str, page: Element) -> str:
    """Where a page leads: by itself, by a link, and for search engines, all to one address."""
    refresh = [one["content"] for one in page.select("meta") if one["http-equiv"] == "refresh"]
    canonical = [one["href"] for one in page.select("link") if one["rel"] == "canonical"]
    (link,) = page.texts("a") and [one["href"] for one in page.select("a")]
    assert refresh == ([f"0; url={link}"] if canonical else [])
    assert canonical in ([], [link])
    found = normpath(address + link)
    return f"{found}/".removeprefix("./")


def test_every_old_address_leads_to_a_page(site: BuiltSite) -> None:
    catalog = Catalog.load(site.root)
    expected = {f"arxiv/{paper.arxiv}/": f"papers/{paper.id}/" for paper in catalog.papers if paper.arxiv}
    expected |= {f"papers/{old}/": f"papers/{one.id}/" for one in catalog.papers for old in one.replaces}
    expected |= {f"papers/{id}/": "papers/" for id in catalog.gone}
    for person in catalog.people.values():
        page = f"authors/{person.id}/"
        there = page if page in site.pages else "authors/"
        expected |= {f"authors/{old}/": there for old in person.former}
    assert {address: target(address, page) for address, page in site.redirects.items()} == expected
    assert set(expected.values()) <= site.pages.keys()


def test_a_removed_record_says_why(toy_site: BuiltSite) -> None:
    page = toy_site.redirects["papers/talking-stone-2019/"]
    assert page.select_one("h1").text == "This record was removed"
    assert "It turned out to be a stone." in page.select_one("p").text


def test_signposts_have_no_script_and_all_that_a_page_needs(site: BuiltSite) -> None:
    for address, page in site.redirects.items():
        assert page.select_one("html")["lang"] == "en", address
        assert page.select_one("title").text == page.select_one("h1").text
        assert [one["content"] for one in page.select("meta") if one["name"] == "robots"] == ["noindex"]
        assert not page.select("script")


@pytest.fixture
def toy() -> Catalog:
    return Catalog.load(TOY.parent)


def test_former_names_of_people_lead_to_them(toy: Catalog) -> None:
    people = {
        "kasper-cheese": Person(id="kasper-cheese", file="", name="Kasper Cheese", former=("k-cheese",)),
        "null-island": Person(id="null-island", file="", name="Null Island", former=("null",)),
    }
    files = dict(render_redirects(Views(replace(toy, people=people))))
    assert (
        target("authors/k-cheese/", parse_html(files["authors/k-cheese/index.html"]))
        == "authors/kasper-cheese/"
    )
    assert target("authors/null/", parse_html(files["authors/null/index.html"])) == "authors/"


def test_nothing_but_an_id_becomes_a_path(toy: Catalog) -> None:
    ids = ("../../x", "a/b", "/etc", "..", "A", "", "a b", "a\x00")
    paper = make_paper(venue="arxiv", replaces=ids, arxiv="../../2101.00001", authors=(), categories=())
    gone = {id: RemovedRecord(id=id, file="", reason="Why.") for id in ids}
    assert not dict(render_redirects(Views(replace(toy, papers=(paper,), gone=gone, people={}))))


def test_lists_and_arxiv_ids_lead_on_or_say_why_they_are_gone(toy: Catalog) -> None:
    reasons = {
        "tags/hush": ("Nobody heard it.", "papers/meow2lip-2020"),
        "authors/pianissimo": ("Nobody by that name.", None),
        "arxiv/1901.00001": ("The number of another paper.", "papers/meow2lip-2020/"),
        "arxiv/cs/0101001": ("It was withdrawn.", "papers/never-2020"),
        "hush": ("The dataset was empty.", None),
        "datasets/hush-2020": ("So was this one.", None),
    }
    gone = {
        key: RemovedRecord(id=key, file="", reason=reason, to=target)
        for key, (reason, target) in reasons.items()
    }
    before = dict(render_redirects(Views(toy)))
    after = dict(render_redirects(Views(replace(toy, gone={**toy.gone, **gone}))))
    pages = {path.removesuffix("index.html"): parse_html(after[path]) for path in after.keys() - before}
    assert {path: target(path, page) for path, page in pages.items()} == {
        "tags/hush/": "papers/meow2lip-2020/",
        "authors/pianissimo/": "papers/",
        "arxiv/1901.00001/": "papers/meow2lip-2020/",
        "arxiv/cs/0101001/": "papers/",
        "datasets/hush/": "papers/",
        "datasets/hush-2020/": "papers/",
    }
    assert "Nobody by that name." in pages["authors/pianissimo/"].select_one("p").text


def test_a_page_is_never_replaced(toy: Catalog) -> None:
    gone = {"meow2lip-2020": RemovedRecord(id="meow2lip-2020", file="", reason="Why.")}
    assert "papers/meow2lip-2020/index.html" not in dict(render_redirects(Views(replace(toy, gone=gone))))


def test_names_and_reasons_are_text(toy: Catalog) -> None:
    bad = '<script>x</script>" onclick="y'
    gone = {"gone-2020": RemovedRecord.model_construct(id="gone-2020", file="", reason=bad)}
    paper = make_paper(venue="arxiv", title=bad, replaces=("old-2020",), categories=(), authors=())
    files = dict(render_redirects(Views(replace(toy, papers=(paper,), gone=gone, people={}))))
    assert len(files) == 2
    for html in files.values():
        page = parse_html(html)
        assert bad in page.select_one("p").text
        assert not page.select("script")
        assert not [one for one in page.elements if "onclick" in one.attributes]
