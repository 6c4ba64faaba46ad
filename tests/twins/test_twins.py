"""Twins have the facts of their pages, and their links lead to files of the site."""

from __future__ import annotations

from functools import cache
from itertools import islice
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from catalog import Catalog
from catalog.twins import lists
from catalog.twins.generated import has_twin, render_twins
from catalog.twins.sheet import Sheet
from catalog.views.views import Views
from tests.sites import EPOCH, ROOT, TOY, BuiltSite
from tests.twins.facts import missing_facts, twins_with_records, unsafe_links
from tests.twins.golden import GOLDEN, golden, toy_files
from tests.twins.reading import STRANGE, Reading

RECORD_FOLDERS = (
    "papers/",
    "datasets/",
    "tags/",
    "venues/",
    "years/",
    "categories/",
    "questions/",
    "results/",
)


@pytest.fixture(autouse=True)
def _build_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@cache
def toy_views() -> Views:
    return Views(Catalog.load(TOY.parent))


@cache
def real_twins() -> tuple[Views, dict[str, str]]:
    views = Views(Catalog.load(ROOT))
    return views, dict(render_twins(views))


def test_twins_of_the_toy_catalog_are_as_they_were() -> None:
    for name, text in golden():
        assert text == (GOLDEN / name).read_text("utf-8"), f"{name}: python -m tests.twins.golden"


@pytest.mark.parametrize("name", ["papers", "datasets"])
def test_a_twin_shows_every_fact_of_the_api(name: str) -> None:
    views = toy_views()
    for path, record, twin in twins_with_records(views, toy_files(), name):
        assert missing_facts(views.catalog, record, twin) == [], path


@pytest.mark.data
@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.gate)])
@pytest.mark.parametrize("name", ["papers", "datasets"])
def test_a_twin_of_the_catalog_shows_every_fact_of_the_api(name: str, step: int) -> None:
    views, twins = real_twins()
    for path, record, twin in islice(twins_with_records(views, twins, name), 0, None, step):
        assert missing_facts(views.catalog, record, twin) == [], path


def test_a_twin_shows_code_results_related_papers_and_a_citation() -> None:
    reading = Reading(toy_files()["papers/same-but-louder-2023/index.md"])
    headings = ["Code", "Reported results", "Related papers", "More by these authors", "Cite"]
    assert reading.headings(2) == headings
    for fact in (
        "Handshake License 1.0",
        "12.5 frames per second",
        "unclear",
        "Toaster 9000",
        "SqE ↓ 2.125 mm",
    ):
        assert fact in reading.text
    assert "related" not in reading.text
    views = toy_views()
    for paper in views.catalog.papers:
        text = Reading(toy_files()[f"papers/{paper.id}/index.md"]).text
        assert [item.reason for item in views.related.of(paper) if item.reason not in text] == []
        assert f"{{{paper.id}," in text


def test_a_twin_of_results_shows_every_score() -> None:
    for result in toy_views().catalog.results.values():
        reading = Reading(toy_files()[f"results/{result.dataset}/index.md"])
        for row in result.rows:
            for score in row.scores.values():
                assert f"{score:f}" in reading.blocks


def test_a_list_names_all_its_papers_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    views = toy_views()
    for value in views.lists:
        if not value.facet.is_bulk:
            twin = toy_files()[f"{value.href}index.md"]
            links = {normpath(join(value.href, link)) for link in Reading(twin).links}
            assert {f"papers/{paper.id}/index.md" for paper in value.papers} <= links, value.href
    monkeypatch.setattr(lists, "MAX_SUMMARIES", 1)
    sheet = Sheet(views, "tags/audio/")
    lines = list(lists.limited_lines(sheet, views.catalog.papers, "papers.json", limit=3))
    assert [line[:3] for line in lines if line] == ["- [", "- [", "- [", "The"]
    assert "newest 3 of 10" in lines[-1]
    assert not [line for line in lines if "levers" in line]


def test_every_page_has_a_twin_except_of_authors_and_later_pages(short_site: BuiltSite) -> None:
    without = {"404.html"}
    for href in short_site.pages:
        number = href.rstrip("/").rpartition("/")[2]
        if (href.startswith("authors/") and href != "authors/") or (number.isdigit() and len(number) < 4):
            without.add(href)
    assert len(without) > 3
    twins = {path.removesuffix("index.md") for path in short_site.files if path.endswith("index.md")}
    assert twins == short_site.pages.keys() - without
    for href, page in short_site.pages.items():
        links = [link for link in page.select_one("head").select("link") if link["type"] == "text/markdown"]
        assert [(link["rel"], link["href"]) for link in links] == [("alternate", "index.md")] * (
            href in twins
        )


def test_the_sitemap_lists_no_twin(toy_site: BuiltSite) -> None:
    assert ".md" not in (toy_site.output / "sitemap.xml").read_text("utf-8")


def test_every_link_of_a_twin_leads_to_a_file(site: BuiltSite) -> None:
    broken, count = [], 0
    for name in sorted(name for name in site.files if name.endswith(".md") or name.startswith("llms")):
        reading = Reading((site.output / name).read_text("utf-8"))
        for link in reading.links:
            url = urlsplit(link.removeprefix(site.url))
            if url.scheme or not url.path:
                continue
            count += 1
            path = normpath(join(dirname(name), unquote(url.path)))
            path = join(path, "index.html") if url.path.endswith("/") else path
            if path.removeprefix("./") not in site.files:
                broken.append(f"{name}: {link}")
    assert broken == []
    assert count > 500


def test_twins_are_plain_markdown(site: BuiltSite) -> None:
    for name in sorted(name for name in site.files if name.endswith(".md")):
        reading = Reading((site.output / name).read_text("utf-8"))
        assert len(reading.headings(1)) == 1, name
        assert reading.block_tokens[0].type == "heading_open", name
        assert unsafe_links(reading) == [], name
        assert not reading.kinds & {"html_block", "html_inline", "image"}, name
        assert "{{ " not in reading.text, name
        if name.startswith(RECORD_FOLDERS) and name.count("/") == 2:
            assert not reading.kinds & STRANGE, name


def test_pages_that_cannot_have_a_twin_are_known() -> None:
    pages = list(toy_views().pages())
    assert {page.section for page in pages if not has_twin(page)} == {"authors"}
