"""Programs find identifiers, metadata and files of each paper and dataset, in links and as JSON-LD."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any
from urllib.parse import urljoin

import pytest

from catalog.citing.reference import references
from catalog.exports.croissant import MEDIA_TYPES
from catalog.html.head import pdf_url
from catalog.html.signposting import (
    author_orcid_urls,
    dataset_doi,
    dataset_license_url,
    dataset_links,
    paper_links,
)
from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.schema import Links
from catalog.records.vocabularies import License, Person
from catalog.utils.urls import is_safe_url
from tests.helpers import make_paper
from tests.html.schema_org import find_violations
from tests.html_tree import Element
from tests.sites import BuiltSite

RELATIONS = ("cite-as", "type", "author", "describedby", "item", "license")
MAX_BYTES = 600
"""Of the links of a paper whose authors have no ORCID iD."""
ORCID = "https://orcid.org/0000-0002-1825-0097"


def typed_links(site: BuiltSite, href: str) -> dict[str, list[tuple[str, str]]]:
    """Return the URLs and media types of a page's links, by relation."""
    links = defaultdict(list)
    for link in site.pages[href].select_one("head").select("link"):
        if link["rel"] in RELATIONS:
            links[link["rel"]].append((urljoin(site.url + href, link["href"]), link["type"]))
    return dict(links)


def json_ld(page: Element) -> list[dict[str, Any]]:
    scripts = [script for script in page.select("script") if script["type"] == "application/ld+json"]
    return [json.loads(script.raw_text) for script in scripts]


def test_a_paper_has_its_identifier_authors_record_and_file(toy_site: BuiltSite) -> None:
    assert typed_links(toy_site, "papers/meow2lip-2020/") == {
        "cite-as": [("https://doi.org/10.5555/toys.2020.1", "")],
        "type": [("https://schema.org/AboutPage", ""), ("https://schema.org/ScholarlyArticle", "")],
        "author": [(ORCID, "")],
        "describedby": [(f"{toy_site.url}api/v1/papers/meow2lip-2020.json", "application/json")],
        "item": [("https://toys.example/meow.pdf", "application/pdf")],
    }


def test_a_dataset_has_its_record_and_license(toy_site: BuiltSite) -> None:
    assert typed_links(toy_site, "datasets/squeak-2020/") == {
        "cite-as": [(f"{toy_site.url}datasets/squeak-2020/", "")],
        "type": [("https://schema.org/AboutPage", ""), ("https://schema.org/Dataset", "")],
        "describedby": [(f"{toy_site.url}api/v1/datasets.json", "application/json")],
    }


def test_pages_of_records_follow_the_profile_and_others_have_no_links(
    site: BuiltSite, catalog: Catalog
) -> None:
    records = 0
    for href, page in site.pages.items():
        links = typed_links(site, href)
        section, _, id = href.rstrip("/").partition("/")
        if not (section in ("papers", "datasets") and id and "cite-as" in links) and href != "data/":
            assert not links, href
            assert json_ld(page) == [] or json_ld(page)[0]["@type"] not in ("ScholarlyArticle", "Dataset")
            continue
        records += 1
        assert [len(links[rel]) for rel in ("cite-as", "type", "describedby")] == [1, 2, 1], href
        assert len(links.get("license", ())) <= (section != "papers"), href
        for relation in links.values():
            for url, _ in relation:
                assert is_safe_url(url), href
                path = url.removeprefix(site.url)
                assert path == url or path in site.files or path in site.pages, f"{href}: {url}"
        if section == "papers" and "author" not in links:
            lines = (site.output / href / "index.html").read_text("utf-8").splitlines(keepends=True)
            written = [line for line in lines if any(f'<link rel="{rel}"' in line for rel in RELATIONS)]
            assert len("".join(written).encode()) <= MAX_BYTES, href
    assert records == len(catalog.papers) + len(catalog.datasets) + 1


def test_the_catalog_has_its_metadata_license_and_files(site: BuiltSite) -> None:
    links = typed_links(site, "data/")
    assert links["describedby"] == [(f"{site.url}croissant.json", "application/ld+json")]
    assert links["item"] == [(site.url + path, media_type) for path, media_type in MEDIA_TYPES.items()]
    assert [url for url, _ in links["license"]] == [json_ld(site.pages["data/"])[0]["license"]]


def test_links_and_json_ld_say_the_same(site: BuiltSite, catalog: Catalog) -> None:
    for paper in catalog.papers:
        (data,) = json_ld(site.pages[f"papers/{paper.id}/"])
        links = typed_links(site, f"papers/{paper.id}/")
        files = [data["encoding"]["contentUrl"]] if "encoding" in data else []
        assert files == [url for url, _ in links.get("item", ())] == list(filter(None, [pdf_url(paper)]))
        people = [url for author in data.get("author", ()) if (url := author.get("@id"))]
        assert people == [url for url, _ in links.get("author", ())]
        code = [example["codeRepository"] for example in data.get("workExample", ())]
        assert code == list(paper.links.code)
        kinds = {identifier["propertyID"] for identifier in data.get("identifier", ())}
        assert ("arxiv" in kinds) is bool(paper.arxiv)
        assert links["describedby"][0][0].removeprefix(site.url) in site.files


def test_json_ld_uses_the_vocabulary_as_it_is_defined(site: BuiltSite) -> None:
    checked = 0
    for href, page in site.pages.items():
        for data in json_ld(page):
            assert not list(find_violations(data)), href
            checked += 1
    assert checked > 10


@pytest.mark.parametrize(
    ("change", "violation"),
    [
        ({"@type": "Papyrus"}, "Papyrus is no type"),
        ({"codeRepository": "https://code.example/"}, "ScholarlyArticle has no such property"),
        ({"encoding": {"@type": "Person"}}, "is none of ['MediaObject']"),
        ({"encoding": {"@type": "MediaObject", "contentUrl": "javascript:x"}}, "is none of ['URL']"),
        ({"isAccessibleForFree": "yes"}, "is none of ['Boolean']"),
        ({"datePublished": "soon"}, "is none of ['Date']"),
        ({"@id": "x"}, "x is no URL"),
    ],
)
def test_a_violation_of_the_vocabulary_is_found(change: dict[str, Any], violation: str) -> None:
    data = {"@type": "ScholarlyArticle", "name": "Meow"}
    assert not list(find_violations(data))
    assert violation in " ".join(find_violations(data | change))


@pytest.mark.parametrize(
    ("venue", "doi", "arxiv", "expected"),
    [
        ("toycon", "10.5555/a", "2101.00001", "https://doi.org/10.5555/a"),
        ("toycon", None, "2101.00001", "https://arxiv.org/abs/2101.00001"),
        ("arxiv", None, "2101.00001", "https://doi.org/10.48550/arXiv.2101.00001"),
        ("toycon", None, None, "papers/a-2021/"),
    ],
)
def test_a_paper_is_cited_by_its_most_lasting_identifier(
    venue: str, doi: str | None, arxiv: str | None, expected: str
) -> None:
    paper = make_paper("a-2021", venue=venue, doi=doi, arxiv=arxiv)
    reference = references(Catalog(), paper)[0]
    links = {link.rel: link.href for link in paper_links(paper, reference, (), None)}
    assert links["cite-as"] == expected
    assert "item" not in links
    assert "author" not in links


def test_each_author_has_the_orcid_of_that_person_only() -> None:
    names = ("K. Cheese", "Minty Fresh", "Kasper Cheese")
    people = {
        "kasper-cheese": Person(
            id="kasper-cheese", file="", name="Kasper Cheese", spellings=("K. Cheese",), papers=("a-2021",)
        ),
        "minty-fresh": Person(id="minty-fresh", file="", name="Minty Fresh", orcid="0000-0002-1825-0097"),
    }
    catalog = Catalog(people=people)
    assert author_orcid_urls(catalog, make_paper("a-2021", authors=names)) == ("", ORCID, "")
    people["kasper-cheese"] = people["kasper-cheese"].model_copy(update={"orcid": "0000-0000-0000-001X"})
    other = "https://orcid.org/0000-0000-0000-001X"
    assert author_orcid_urls(Catalog(people=people), make_paper("a-2021", authors=names)) == (
        other,
        ORCID,
        other,
    )
    assert author_orcid_urls(Catalog(people=people), make_paper("b-2022", authors=names)) == ("", ORCID, "")


def make_dataset(**fields: Any) -> Dataset:
    return Dataset(id="slurp", file="", name="Slurp", sources=("napkin",), **fields)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("CC BY 4.0", "https://spoon.example/by/4.0/"),
        ("cc-by-4.0", "https://spoon.example/by/4.0/"),
        ("Spoon License Version 1", ""),
        ("CC BY", ""),
        ("CC BY 4.0 (soup only)", ""),
        ("No license", ""),
        (None, ""),
    ],
)
def test_only_a_license_named_as_such_has_a_url(stated: str | None, expected: str) -> None:
    catalog = Catalog(
        licenses={
            id: License.model_construct(id=id, name=name, url=url)
            for id, name, url in (
                ("cc-by-4.0", "CC BY 4.0", "https://spoon.example/by/4.0/"),
                ("spoon-1", "Spoon License Version 1", None),
                ("none", "No license", "https://spoon.example/nothing"),
            )
        }
    )
    dataset = make_dataset(license=stated)
    assert dataset_license_url(catalog, dataset) == expected
    licenses = [link.href for link in dataset_links(catalog, dataset) if link.rel == "license"]
    assert licenses == [expected] * bool(expected)


def test_a_dangerous_license_url_is_no_link() -> None:
    license = License.model_construct(id="x", name="X", url="javascript:x")
    assert dataset_license_url(Catalog(licenses={"x": license}), make_dataset(license="X")) == ""


def test_a_dataset_has_the_doi_of_its_download_page_and_not_of_its_paper() -> None:
    paper = ("https://doi.org/10.5555/paper",)
    pages = ("https://soup.example/", "https://doi.org/10.5555/soup.7")
    assert dataset_doi(make_dataset(links=Links(paper=paper, dataset=pages))) == "10.5555/soup.7"
    assert dataset_doi(make_dataset(links=Links(paper=paper))) == ""


def test_a_dataset_states_the_way_to_it_as_far_as_it_is_known(toy_site: BuiltSite) -> None:
    data = {id: json_ld(toy_site.pages[f"datasets/{id}/"])[0] for id in ("blink", "squeak-2020")}
    assert data["blink"]["conditionsOfAccess"] == "no longer available"
    assert data["squeak-2020"]["conditionsOfAccess"] == "On request & by post."
    assert not {"isAccessibleForFree"} & {*data["blink"], *data["squeak-2020"]}
    assert data["squeak-2020"]["license"] == {"@type": "CreativeWork", "name": "CC BY 4.0"}
    assert data["squeak-2020"]["sameAs"] == ["https://toys.example/squeak"]
    assert "sameAs" not in data["blink"]
