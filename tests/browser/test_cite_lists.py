"""Exports that the browser makes, byte for byte as a build would: of short lists, and some of long ones."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from catalog import Catalog
from catalog.citing.exports import export_papers
from catalog.citing.formats import CATALOG_FORMATS, LIST_FORMATS
from catalog.facets.facet import FacetValue
from catalog.views.views import Views
from tests.browser.citing import download_by
from tests.browser.looks import PHONE, rest_in_gates
from tests.browser.test_browse_faults import CSP, REFUSED
from tests.browser.visits import visit
from tests.sites import BuiltSite

BROWSER_FORMATS = [format for format in CATALOG_FORMATS if format not in LIST_FORMATS]
LIST = "authors/kasper-cheese/"


@pytest.fixture(scope="module")
def catalog(toy_site: BuiltSite) -> Catalog:
    return Catalog.load(toy_site.root)


@pytest.fixture(scope="module")
def lists(catalog: Catalog) -> Sequence[FacetValue]:
    """The lists without files."""
    return [value for value in Views(catalog).lists if not value.has_exports]


def exports(page: Page) -> Locator:
    return page.locator("[data-export]")


def link(page: Page, name: str) -> Locator:
    """Return the link of a format."""
    return exports(page).get_by_role("link", name=name, exact=True)


@pytest.mark.parametrize("formats", rest_in_gates([1, len(CATALOG_FORMATS)]))
def test_each_list_is_saved_as_its_file(
    browser: Browser, toy_url: str, catalog: Catalog, lists: Sequence[FacetValue], formats: int
) -> None:
    """Each format is that of some lists; in gates, that of all."""
    assert len(lists) > 2 * len(CATALOG_FORMATS)
    assert {value.facet.name for value in lists} >= {"author", "category", "question", "tag", "venue", "year"}
    with visit(browser, toy_url) as session:
        for at, value in enumerate(lists):
            page = session.go(value.href)
            for format in (CATALOG_FORMATS * 2)[at % len(CATALOG_FORMATS) :][:formats]:
                saved = download_by(page, link(page, format.name).click)
                expected = export_papers(catalog, value.papers, format).encode()
                assert saved == (f"papers.{format.suffix}", expected), value.href
        assert not session.errors


def test_all_pages_of_a_long_list_are_saved(browser: Browser, short_url: str, short_site: BuiltSite) -> None:
    """Papers of which nothing is on the page are in the file, as well as those without authors."""
    catalog = Catalog.load(short_site.root)
    long = [value for value in Views(catalog).lists if f"{value.href}papers.bib" in short_site.files]
    assert len(long) >= 5
    with visit(browser, short_url) as session:
        for value in long:
            for href in (value.href, f"{value.href}2/"):
                page = session.go(href)
                for format in BROWSER_FORMATS:
                    saved = download_by(page, link(page, format.name).click)
                    expected = export_papers(catalog, value.papers, format).encode()
                    assert saved == (f"papers.{format.suffix}", expected), href
                    authorless = sum(not paper.authors for paper in value.papers)
                    status = exports(page).get_by_role("status")
                    expect(status).to_contain_text(f"Saved as papers.{format.suffix}.")
                    assert ("authors" in status.inner_text()) is bool(authorless)
        assert not session.errors


def test_a_paper_that_the_whole_catalog_lacks_is_named(browser: Browser, short_url: str) -> None:
    """As after a new version of the site, between two requests."""
    with visit(browser, short_url) as session:
        page = session.go("tags/audio/")
        page.route(
            "**/tags/audio/papers.json",
            lambda route: route.fulfill(
                json=[*route.fetch().json(), {"id": "never-was-2020", "authors": ["A B"]}]
            ),
        )
        download_by(page, link(page, "CSV").click)
        status = exports(page).get_by_role("status")
        expect(status).to_contain_text("Not in the catalog: never-was-2020.")


def test_long_lists_are_saved_from_their_files(
    browser: Browser, short_url: str, short_site: BuiltSite
) -> None:
    with visit(browser, short_url) as session:
        page = session.go("tags/audio/2/")
        requests = session.record_requests()
        name, content = download_by(page, page.get_by_role("link", name="RIS").click)
        assert content == (short_site.output / "tags/audio" / name).read_bytes()
        assert requests == []  # of scripts and shards


def test_without_javascript_the_whole_catalog_is_offered_in_the_other_formats(
    browser: Browser, short_url: str
) -> None:
    with visit(browser, short_url, java_script_enabled=False) as session:
        page = session.go("tags/audio/")
        text = "and of the whole catalog: CSL-JSON, CSV"
        expect(exports(page)).to_have_text(text, use_inner_text=True)
        expect(page.locator(".facts")).to_contain_text(
            f"Export: BibTeX, RIS, JSON, {text}", use_inner_text=True
        )


def test_without_javascript_the_whole_catalog_is_offered(
    browser: Browser, toy_url: str, toy_site: BuiltSite
) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as session:
        page = session.go(LIST)
        text = "Export of the whole catalog: BibTeX, RIS, JSON, CSL-JSON, CSV"
        expect(exports(page)).to_have_text(text, use_inner_text=True)
        name, content = download_by(page, link(page, "CSL-JSON").click)
        assert content == (toy_site.output / "data" / name).read_bytes()


def test_code_and_shards_are_loaded_on_the_first_click(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        requests = session.record_requests()
        page = session.go(LIST)
        page.wait_for_load_state("networkidle")
        expect(exports(page)).to_have_text("Export: BibTeX, RIS, JSON, CSL-JSON, CSV")
        assert not [path for path in requests if path.startswith(("assets/cite/", "cite/", "data/"))]
        download_by(page, link(page, "BibTeX").click)
        expect(exports(page).get_by_role("status")).to_have_text("Saved as papers.bib.")
        assert "cite/formats.json" in requests
        assert not [path for path in requests if path.startswith(("data/", "search/"))]


@pytest.mark.parametrize("way", ["Enter", "middle button", "new tab"])
def test_each_way_to_follow_a_link_saves_the_list(
    browser: Browser, toy_url: str, catalog: Catalog, lists: Sequence[FacetValue], way: str
) -> None:
    (value,) = (value for value in lists if value.href == LIST)
    with visit(browser, toy_url) as session:
        page = session.go(LIST)
        ris = link(page, "RIS")
        follow = {
            "Enter": lambda: ris.press("Enter"),
            "middle button": lambda: ris.click(button="middle"),
            "new tab": lambda: ris.click(modifiers=["Control"]),
        }[way]
        _, content = download_by(page, follow)
        (format,) = (format for format in LIST_FORMATS if format.name == "RIS")
        assert content == export_papers(catalog, value.papers, format).encode()
        assert page.url == toy_url + LIST
        assert len(page.context.pages) == 1


@pytest.mark.parametrize("file", ["cite/formats.json", "cite/0.json", "assets/cite/export.js"])
def test_a_missing_file_is_reported_and_requested_again(browser: Browser, toy_url: str, file: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go(LIST)
        page.route(f"**/{file}", lambda route: route.fulfill(status=404))
        link(page, "CSV").click()
        status = exports(page).get_by_role("status")
        expect(status).to_contain_text("could not be loaded")
        expect(status).to_contain_text(file)
        assert page.url == toy_url + LIST
        page.unroute_all()
        if not file.endswith(
            ".js"
        ):  # browsers remember that a script is missing until the page is loaded anew
            assert download_by(page, link(page, "CSV").click)[0] == "papers.csv"
            expect(status).to_have_text("Saved as papers.csv.")


def test_it_works_under_a_strict_policy_and_fits_a_phone(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport=PHONE) as session:
        page = session.page
        session.run_before_scripts(REFUSED)
        page.route(
            f"**/{LIST}",
            lambda route: route.fulfill(
                response=(reply := route.fetch()), headers=reply.headers | {"content-security-policy": CSP}
            ),
        )
        session.go(LIST)
        download_by(page, link(page, "JSON").click)
        expect(exports(page).get_by_role("status")).to_have_text("Saved as papers.json.")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
        refused: list[str] = page.evaluate("window.refused")
        assert [url for url in refused if "/assets/cite/" in url] == []
