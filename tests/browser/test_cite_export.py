"""Exports made in the browser equal the files of the site."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.browsing import open_papers, paper_count, search
from tests.browser.citing import (
    SELECTION_KEY,
    Citations,
    dialog,
    expect_selected,
    export_as,
    press,
    select,
    selection_bar,
    tab_to,
)
from tests.browser.looks import rest_in_gates
from tests.browser.test_browse_faults import CSP, REFUSED
from tests.browser.visits import Visit, visit
from tests.sites import BuiltSite

STORE = "([key, ids]) => localStorage.setItem(key, JSON.stringify(ids))"
FORMATS = ("bib", "ris", "csl", "csv", "json", "md", "txt")


@pytest.fixture(scope="module")
def real(real_site: BuiltSite) -> Citations:
    return Citations(real_site)


@pytest.fixture(scope="module")
def toy(toy_site: BuiltSite) -> Citations:
    return Citations(toy_site)


@pytest.mark.parametrize("format", rest_in_gates(FORMATS))
def test_a_selection_equals_the_built_citations(
    browser: Browser, real_url: str, real: Citations, format: str
) -> None:
    ids = [*real.order[400:500:9], *real.order[3:60:7]]  # out of order, and from many shards
    with visit(browser, real_url) as session:
        session.go("about/").evaluate(STORE, [f"{real.site.base}.selection", ids])
        page = session.go("metrics/")
        press(page, "Export")
        suffix = real.formats[format]["suffix"]
        name, content = export_as(page, real.formats[format]["name"])
        assert name == f"papers.{suffix}"
        assert content == real.file(format, ids)
        expect(dialog(page).get_by_role("status")).to_have_text(f"Saved as {name}.")
        assert not session.errors
    built = real.site.output / f"data/papers.{suffix}"
    assert not built.exists() or all(real.fragments[id][format].encode() in built.read_bytes() for id in ids)


@pytest.mark.parametrize("format", rest_in_gates(["csl", "bib", "ris", "csv", "json"]))
def test_all_papers_are_the_built_file(browser: Browser, real_url: str, real: Citations, format: str) -> None:
    with visit(browser, real_url) as session:
        page = open_papers(session, "sort=title")
        page.get_by_role("button", name=f"Export these {len(real.order):,} papers").click()
        _, content = export_as(page, real.formats[format]["name"])
        built = real.site.output / f"data/papers.{real.formats[format]['suffix']}"
        assert content == built.read_bytes()
        assert not session.errors


def test_any_filter_can_be_exported(browser: Browser, toy_url: str, toy: Citations) -> None:
    with visit(browser, toy_url) as session:
        page = open_papers(session, "venue=toycon&sort=oldest")
        cards = page.locator(".browse__results .card")
        ids = cards.evaluate_all("cards => cards.map(card => card.dataset.id)")
        page.get_by_role("button", name="Export these 4 papers").click()
        assert export_as(page, "BibTeX")[1] == toy.file("bib", ids)
        page.keyboard.press("Escape")
        search(page, "zzzzzz")
        assert paper_count(page) == 0
        expect(page.locator(".browse__export")).to_be_disabled()


def test_the_keyboard_alone_exports(browser: Browser, toy_url: str, toy: Citations) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2020/")
        tab_to(page, ".select-box")
        page.keyboard.press("Space")
        expect_selected(page, 1)
        tab_to(page, ".selection-bar__actions button")
        page.keyboard.press("Enter")
        expect(dialog(page).get_by_role("button", name="BibTeX")).to_be_focused()
        page.keyboard.press("Tab")
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.path().read_bytes() == toy.file("ris", ["meow2lip-2020"])
        page.keyboard.press("Escape")
        expect(selection_bar(page).get_by_role("button", name="Export")).to_be_focused()


def test_missing_papers_are_named(browser: Browser, toy_url: str, toy: Citations) -> None:
    with visit(browser, toy_url) as session:
        session.go("about/").evaluate(STORE, [SELECTION_KEY, ["never-was-2020", "crowd-2019"]])
        page = session.go("about/")
        press(page, "Export")
        assert export_as(page, "BibTeX")[1] == toy.file("bib", ["crowd-2019"])
        status = dialog(page).get_by_role("status")
        expect(status).to_have_text("Not in the catalog: never-was-2020. Saved as papers.bib.")
        assert not session.errors


@pytest.mark.parametrize("file", ["cite/formats.json", "cite/0.json", "search/index.json"])
def test_a_missing_file_is_reported_and_requested_again(browser: Browser, toy_url: str, file: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2021/")
        select(page, "quoted-2021", "very-long-2021")
        page.route(f"**/{file}", lambda route: route.fulfill(status=404))
        press(page, "Export")
        status = dialog(page).get_by_role("status")
        if "formats" not in file:
            dialog(page).get_by_role("button", name="BibTeX").click()
        expect(status).to_contain_text(f"could not be loaded: {file}")
        page.unroute_all()
        if "formats" in file:
            page.keyboard.press("Escape")
            press(page, "Export")
        assert export_as(page, "BibTeX")[0] == "papers.bib"


def apply_strict_policy(session: Visit) -> None:
    session.run_before_scripts(REFUSED)
    session.page.route(
        "**/years/2021/",
        lambda route: route.fulfill(
            response=(reply := route.fetch()), headers=reply.headers | {"content-security-policy": CSP}
        ),
    )


def test_it_works_under_a_strict_policy(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.page
        apply_strict_policy(session)
        session.go("years/2021/")
        select(page, "quoted-2021")
        press(page, "Export")
        assert export_as(page, "CSV")[0] == "papers.csv"
        page.keyboard.press("Escape")
        page.locator(".card__cite").first.click()
        expect(dialog(page).get_by_role("tabpanel")).to_contain_text("@")
        refused: list[str] = page.evaluate("window.refused")
        assert [url for url in refused if "/assets/cite/" in url] == []
        assert refused, "the policy had no effect"
