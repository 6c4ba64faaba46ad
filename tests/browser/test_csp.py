"""Nothing a reader does on the site violates the content security policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.adding import contributor
from tests.browser.citing import dialog, download_by, export_as, press, select, selection_bar
from tests.browser.looking_up import asking, look_up, reply
from tests.browser.looks import rest_in_gates
from tests.browser.previewing import NEW, canonical_file, expect_summary, open_preview
from tests.browser.test_pages import KINDS, SCRIPTED_PATHS
from tests.browser.visits import Visit, search, visit

REPORT_VIOLATIONS = """document.addEventListener("securitypolicyviolation", ({ violatedDirective, sample }) =>
  console.error(`refused: ${violatedDirective} ${sample}`));"""


@contextmanager
def strict_visit(browser: Browser, url: str) -> Iterator[Visit]:
    """Open a page in which every violation of the policy is an error."""
    with visit(browser, url) as session:
        session.run_before_scripts(REPORT_VIOLATIONS)
        yield session
        assert not session.errors


@pytest.mark.parametrize("paths", rest_in_gates([SCRIPTED_PATHS, KINDS.values()]))
def test_a_page_of_each_kind_loads_is_searched_and_changes_its_palette(
    browser: Browser, toy_url: str, paths: Iterable[str]
) -> None:
    with strict_visit(browser, toy_url) as session:
        for address in paths:
            page = session.go(address)
            page.locator(".scheme-button").click()
            if not page.locator(".browse").count():  # has its own field
                search(page, "meow")
            assert not session.errors, address


def test_papers_are_found_filtered_cited_exported_and_compared(browser: Browser, toy_url: str) -> None:
    with strict_visit(browser, toy_url) as session:
        page = session.go("papers/?q=meow&tag=-smell&sort=venue")
        page.locator("#browse[data-state=ready]").wait_for()
        page.locator(".card__cite:visible").first.click()
        expect(dialog(page).get_by_role("tabpanel")).to_contain_text("@")
        page = session.go("years/2021/")
        select(page, "quoted-2021", "very-long-2021")
        press(page, "Export")
        assert export_as(page, "CSV")[0] == "papers.csv"
        page.keyboard.press("Escape")
        selection_bar(page).get_by_role("link", name="Compare").click()
        expect(page.locator("table")).to_be_visible()


def test_a_paper_is_cited_on_its_own_page(browser: Browser, toy_url: str) -> None:
    with strict_visit(browser, toy_url) as session:
        page = session.go("papers/meow2lip-2020/")
        page.locator(".citation-fold > summary").click()
        page.get_by_role("tab", name="RIS").click()
        expect(page.get_by_role("tabpanel")).to_contain_text("TY  -")
        assert download_by(page, page.get_by_role("button", name="Download").click)[1]


def test_a_proposal_is_previewed(browser: Browser, toy_url: str) -> None:
    with open_preview(browser, toy_url, dict([canonical_file("purr2face-2024", NEW)]), "purr2face-2024") as (
        session,
        _,
    ):
        session.run_before_scripts(REPORT_VIOLATIONS)
        session.page.reload()
        expect_summary(session.page, "1 record: 1 new.")
        assert not session.errors


def test_a_paper_is_sent_to_github(browser: Browser, toy_url: str) -> None:
    with contributor(browser, toy_url) as user:
        user.session.run_before_scripts(REPORT_VIOLATIONS)
        user.open_form()
        user.paste("https://meow.github.io/lip/")
        user.send_link()
        assert [error for error in user.session.errors if "request to https://github.com/" not in error] == []


def test_a_preprint_is_looked_up(browser: Browser, toy_url: str) -> None:
    with asking(browser, toy_url, reply()) as (user, _):
        user.session.run_before_scripts(REPORT_VIOLATIONS)
        user.open_form()
        look_up(user)
        assert user.record["title"]
        assert not user.session.errors


def test_violations_are_reported(browser: Browser, toy_url: str) -> None:
    """The tests above would see a violation."""
    with visit(browser, toy_url) as session:
        session.run_before_scripts(REPORT_VIOLATIONS)
        page = session.go("about/")
        page.evaluate("""() => new Promise((resolve) => {
            let violations = 0;
            document.addEventListener("securitypolicyviolation", () => ++violations === 2 && resolve());
            fetch("https://evil.example/").catch(() => 0);
            document.body.append(Object.assign(document.createElement("img"), { src: "//evil.example" }));
        })""")
        refused = {error.split()[2] for error in session.errors if "refused: " in error}
        assert refused == {"connect-src", "img-src"}
