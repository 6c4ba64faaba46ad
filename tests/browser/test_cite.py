"""Citing a paper: in the dialog that its card opens, and on its own page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.citing import SELECTION_KEY, VISITED_KEY, Citations, dialog, download_by, tab_to
from tests.browser.visits import visit
from tests.sites import BuiltSite

PAPER = "meow2lip-2020"
"""A published paper that also has a preprint."""
PREPRINT = "head-that-would-not-2022"
"""A paper that is only a preprint."""
CLIPBOARD = ["clipboard-read", "clipboard-write"]
TABS = {
    "BibTeX": "bib",
    "Preprint": "preprint",
    "RIS": "ris",
    "CSL-JSON": "csl",
    "Markdown": "md",
    "Text": "txt",
}
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
READ_CLIPBOARD = "navigator.clipboard.readText()"
STRUCTURE = """block => [...block.querySelectorAll("*")].map(node => [node.tagName, ...[...node.attributes]
  .filter(({ name }) => name !== "data-id").map(({ name, value }) => `${name}=${value}`).sort()].join(" "))"""
BROKEN = {
    "missing": {"status": 404, "body": "gone"},
    "broken": {"body": '{"'},
    "empty": {"json": {}},
    "of another kind": {"json": {PAPER: {"bib": 7}}},
}


@pytest.fixture(scope="module")
def citations(toy_site: BuiltSite) -> Citations:
    return Citations(toy_site)


def unix_lines(text: str) -> str:
    """Return a text with the line breaks of a page."""
    return text.replace("\r\n", "\n")


def test_the_dialog_shows_every_format(browser: Browser, toy_url: str, citations: Citations) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2020/")
        page.locator(f"[data-id={PAPER}] .card__cite").click()
        expect(dialog(page).get_by_role("tab")).to_have_text(list(TABS))
        for name, format in TABS.items():
            dialog(page).get_by_role("tab", name=name, exact=True).click()
            panel = dialog(page).get_by_role("tabpanel", name=name, exact=True)
            expect(panel).not_to_be_empty()
            text = panel.evaluate("panel => panel.textContent")
            assert unix_lines(text) == unix_lines(citations.fragments[PAPER][format])
        assert not session.errors


def test_a_preprint_alone_has_no_preprint_tab(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2022/")
        page.locator(f"[data-id={PREPRINT}] .card__cite").click()
        expect(dialog(page).get_by_role("tab", name="Preprint")).to_be_hidden()
        page.goto(f"{toy_url}papers/{PREPRINT}/#cite")
        expect(page.locator("article .citation [role=tab]")).to_have_count(len(TABS) - 1)


def test_the_keyboard_alone_cites(browser: Browser, toy_url: str, citations: Citations) -> None:
    with visit(browser, toy_url, permissions=CLIPBOARD) as session:
        page = session.go("years/2020/")
        tab_to(page, ".card__cite")
        page.keyboard.press("Enter")
        panel = dialog(page).get_by_role("tabpanel")
        expect(panel).to_contain_text("@inproceedings")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(dialog(page).get_by_role("tab", name="RIS")).to_be_focused()
        expect(panel).to_contain_text("TY  -")
        page.keyboard.press("End")
        expect(dialog(page).get_by_role("tab", name="Text")).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(dialog(page).get_by_role("tab", name="BibTeX")).to_be_focused()
        tab_to(page, ".citation__copy", 5)
        page.keyboard.press("Enter")
        expect(dialog(page).get_by_role("status")).to_have_text("Copied.")
        assert page.evaluate(READ_CLIPBOARD) == citations.fragments[PAPER]["bib"]
        page.keyboard.press("Escape")
        expect(dialog(page)).to_have_count(0)
        expect(page.locator(".card__cite").first).to_be_focused()
        assert not session.errors


def test_without_a_clipboard_the_text_is_selected(
    browser: Browser, toy_url: str, citations: Citations
) -> None:
    with visit(browser, toy_url) as session:
        session.run_before_scripts(NO_CLIPBOARD)
        page = session.go(f"papers/{PAPER}/#cite")
        page.locator(".citation__copy").click()
        expect(page.locator(".citation__status")).to_contain_text("Selected: press")
        assert page.evaluate("String(getSelection())").strip() == citations.fragments[PAPER]["bib"].strip()


@pytest.mark.parametrize("name", ["BibTeX", "Preprint", "CSL-JSON"])
def test_a_citation_is_saved_as_a_file_of_one(
    browser: Browser, toy_url: str, citations: Citations, name: str
) -> None:
    with visit(browser, toy_url) as session:
        page = session.go(f"papers/{PAPER}/")
        page.get_by_role("link", name="Cite", exact=True).click()
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
        file, content = download_by(page, page.locator(".citation__save").click)
        format = citations.formats["bib" if name == "Preprint" else TABS[name]]
        assert file == f"{PAPER}{'-preprint' * (name == 'Preprint')}.{format['suffix']}"
        text = format["head"] + citations.fragments[PAPER][TABS[name]] + format["foot"]
        assert content == text.encode()
        assert not session.errors


def test_a_papers_page_cites_it_without_javascript(
    browser: Browser, toy_url: str, citations: Citations
) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as session:
        page = session.go(f"papers/{PAPER}/")
        page.get_by_text("Cite this paper").click()
        expect(page.locator(".citation__text")).to_be_visible()
        assert page.locator(".citation__text").text_content() == citations.fragments[PAPER]["bib"]
        for part in (".citation__tabs", ".citation__actions", ".select-box", ".card__cite"):
            for node in page.locator(part).all():
                expect(node).to_be_hidden()


def test_nothing_is_fetched_before_it_is_needed(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        requests = session.record_requests()
        page = session.go(f"papers/{PAPER}/")
        page.wait_for_load_state("networkidle")
        assert {url for url in requests if url.startswith("assets/") and url.endswith("t.js")} == {
            "assets/site/start.js"
        }
        assert not any("cite/" in url for url in requests)
        assert len(requests) <= 12
        page.get_by_text("Cite this paper").click()
        page.get_by_role("tab", name="RIS").click()
        expect(page.locator(".citation__text")).to_contain_text("TY  -")
        fetched = [url for url in requests if url.startswith("cite/")]
        assert len(fetched) == 2, "the formats and one shard"
        keys: list[str] = page.evaluate("Object.keys(localStorage)")
        assert not {SELECTION_KEY, VISITED_KEY} & {*keys}


def test_without_its_script_a_paper_is_cited_as_bibtex(
    browser: Browser, toy_url: str, citations: Citations
) -> None:
    with visit(browser, toy_url) as session:
        session.page.route("**/assets/cite/citation-block.js", lambda route: route.abort())
        page = session.go(f"papers/{PAPER}/")
        page.get_by_text("Cite this paper").click()
        expect(page.locator("article .citation [role=status]")).to_contain_text("could not be loaded")
        assert page.locator(".citation__text").text_content() == citations.fragments[PAPER]["bib"]
        expect(page.get_by_role("tab")).to_have_count(0)


def test_the_dialog_and_the_page_have_the_same_block(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go(f"papers/{PAPER}/#cite")
        expect(page.locator("article .citation")).to_have_attribute("data-state", "ready")
        on_page = page.locator("article .citation").evaluate(STRUCTURE)
        page.goto(f"{toy_url}years/2020/")
        page.locator(f"[data-id={PAPER}] .card__cite").click()
        expect(dialog(page).get_by_role("tabpanel")).not_to_be_empty()
        in_dialog = dialog(page).locator(".citation").evaluate(STRUCTURE)
        assert [tag.replace(" tabindex=0", "") for tag in in_dialog] == [
            tag.replace(" tabindex=0", "") for tag in on_page
        ]


@pytest.mark.parametrize("reply", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("file", ["formats", r"\d+"])
@pytest.mark.every(3)
def test_a_broken_file_is_reported_and_requested_again(
    browser: Browser, toy_url: str, reply: dict[str, Any], file: str
) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2020/")
        page.route(re.compile(rf"/cite/{file}\.json"), lambda route: route.fulfill(**reply))
        page.locator(f"[data-id={PAPER}] .card__cite").click()
        status = dialog(page).get_by_role("status")
        expect(status).to_contain_text("could not be loaded")
        expect(dialog(page).get_by_role("tabpanel")).to_be_empty()
        page.unroute_all()
        if "json" not in reply:  # a file that was read is not requested again
            status.get_by_role("button", name="Try again").click()
            expect(dialog(page).get_by_role("tabpanel")).to_contain_text("@inproceedings")


def test_without_its_script_a_card_leads_to_the_papers_page(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2020/")
        page.route("**/assets/cite/cite-dialog.js", lambda route: route.abort())
        page.locator(f"[data-id={PAPER}] .card__cite").click()
        expect(page).to_have_url(f"{toy_url}papers/{PAPER}/#cite")
