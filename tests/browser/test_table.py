"""Tables to sort and filter: any whose HTML describes columns and filters, and the pages with one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.looks import PHONE
from tests.browser.visits import Visit, accessibility_violations, visit

PETS = """<form class="table-controls" data-table="pets" autocomplete="off">
<label>Search <input type="search" name="q"></label>
<label>Size <select name="size">
  <option value="">any</option><option>small</option><option>big</option>
</select></label>
<label><input type="checkbox" name="can" value="fly"> flies</label>
<label><input type="checkbox" name="can" value="swim"> swims</label>
<label class="table-controls__sort">Sort <select></select></label>
</form>
<p class="table-status"><span class="table-status__count" role="status">5 pets</span>
<button type="button" class="table-status__clear" hidden>Clear filters</button></p>
<table id="pets" class="data-table"><thead><tr>
  <th scope="col" data-key="name" aria-sort="ascending">Name</th>
  <th scope="col" data-key="age" data-order="descending">Age</th>
  <th scope="col" data-key="noise">Noise</th>
  <th scope="col">Remark</th>
</tr></thead><tbody>
  <tr data-size="small" data-can="fly swim"><th>Zoë the duck</th><td>9</td><td>quack</td><td>a</td></tr>
  <tr data-size="big"><th>Ant, the elephant</th><td data-sort="10.5">over ten</td><td></td><td>b</td></tr>
  <tr data-size="small" data-can="swim"><th>Bubbles</th><td></td><td>blub 10</td><td>c</td></tr>
  <tr data-size="small" data-can="fly"><th>Polly</th><td data-sort="10.25"></td><td>Blub 9</td></tr>
  <tr><th>Rock</th><td>9</td><td></td><td>e</td></tr>
</tbody></table>"""
"""A table that has nothing to do with the catalog. Its rows are in no order that a script could guess."""
TABLE = re.compile(r'<form class="table-controls".*</table>', re.DOTALL)
ORDER = ["Zoë", "Ant", "Bubbles", "Polly", "Rock"]


@contextmanager
def pets(browser: Browser, url: str, query: str = "") -> Iterator[Visit]:
    """Open the page of datasets with the table of pets in place of its own."""

    def answer(route: Route) -> None:
        page = route.fetch().text()
        route.fulfill(body=TABLE.sub(PETS, page), content_type="text/html")

    with visit(browser, url) as session:
        session.page.route(re.compile(r"/datasets/(\?.*)?$"), answer)
        session.go(f"datasets/{query}")
        expect(session.page.locator("thead button")).to_have_count(3)
        yield session
        assert not session.errors


def names(page: Page) -> list[str]:
    """Return the first word of each visible row."""
    return [
        text.replace(",", "").split()[0] for text in page.locator("tbody tr:visible th").all_text_contents()
    ]


def status_of(page: Page) -> Locator:
    return page.locator("main").get_by_role("status")


def query_of(page: Page) -> str:
    return page.url.partition("?")[2]


def test_a_column_is_sorted_by_pressing_its_header(browser: Browser, toy_url: str) -> None:
    with pets(browser, toy_url) as session:
        page = session.page
        assert names(page) == ORDER
        age = page.get_by_role("columnheader", name="Age")
        age.get_by_role("button").click()
        assert names(page) == ["Ant", "Polly", "Zoë", "Rock", "Bubbles"], (
            "numbers, and equal ones stay in order"
        )
        expect(age).to_have_attribute("aria-sort", "descending")
        assert page.locator("[aria-sort]").count() == 1
        assert query_of(page) == "sort=-age"
        age.get_by_role("button").click()
        assert names(page) == ["Zoë", "Rock", "Polly", "Ant", "Bubbles"], "the empty cell stays last"
        expect(status_of(page)).to_have_text("5 pets, sorted by Age, ascending")
        page.get_by_role("button", name="Noise").click()
        assert names(page) == ["Polly", "Bubbles", "Zoë", "Ant", "Rock"], "texts, whatever their case"
        page.get_by_role("button", name="Name").click()
        assert names(page) == ORDER, "the order of the page"
        assert query_of(page) == ""
        page.get_by_role("button", name="Name").click()
        assert names(page) == ORDER[::-1]
        assert page.get_by_role("button", name="Remark").count() == 0


def test_rows_are_filtered_by_words_menus_and_boxes(browser: Browser, toy_url: str) -> None:
    with pets(browser, toy_url) as session:
        page, status = session.page, status_of(session.page)
        page.get_by_label("Size").select_option("small")
        assert names(page) == ["Zoë", "Bubbles", "Polly"]
        expect(status).to_have_text("3 of 5 pets")
        page.get_by_label("swims").check()
        assert names(page) == ["Zoë", "Bubbles"]
        page.get_by_label("flies").check()
        assert names(page) == ["Zoë"], "all boxes of a name"
        assert query_of(page) == "size=small&can=fly&can=swim"
        page.get_by_role("button", name="Clear filters").click()
        assert names(page) == ORDER
        expect(status).to_have_text("5 pets")
        expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
        page.keyboard.type("zoe DUCK")
        assert names(page) == ["Zoë"]
        page.get_by_role("searchbox", name="Search").fill("duck elephant")
        assert names(page) == []
        expect(status).to_have_text("0 of 5 pets")
        page.keyboard.press("Enter")
        assert query_of(page) == "q=duck+elephant"


@pytest.mark.parametrize(
    ("query", "shown", "canonical"),
    [
        ("?can=swim&sort=-name", ["Bubbles", "Zoë"], "can=swim&sort=-name"),
        ("?sort=age&size=big", ["Ant"], "size=big&sort=age"),
        ("?size=huge&can=talk&sort=-remark&utm_source=x", ORDER, "utm_source=x"),
        ("?sort=__proto__&q=%3Cb%3E", [], "q=%3Cb%3E"),
        ("?sort=name&q=+++", ORDER, ""),
    ],
)
def test_the_state_is_in_the_url(
    browser: Browser, toy_url: str, query: str, shown: list[str], canonical: str
) -> None:
    with pets(browser, toy_url, query) as session:
        assert names(session.page) == shown
        assert query_of(session.page) == canonical
        session.page.reload()
        expect(session.page.locator("thead button")).to_have_count(3)
        assert names(session.page) == shown


def test_keys_are_enough(browser: Browser, toy_url: str) -> None:
    with pets(browser, toy_url) as session:
        page = session.page
        page.get_by_role("button", name="Name").focus()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Age")).to_be_focused()
        page.keyboard.press("Enter")
        assert names(page)[0] == "Ant"
        page.keyboard.press("Space")
        assert names(page)[0] == "Zoë"
        expect(page.get_by_role("button", name="Age")).to_be_focused()


def test_datasets_with_emotions_by_length(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("datasets/")
        expect(status_of(page)).to_have_text("3 datasets")
        page.get_by_role("button", name="Hours").click()
        assert names(page) == ["Blink", "SQUEAK", "Ohne"]
        row = page.get_by_role("row", name="Blink & Wink")
        expect(row.locator("td")).to_have_text(
            ["2021", "gone, use SQUEAK", "", "lab-controlled", "2", "", "31.5", "≥ 5,090", "1"]
        )
        page.get_by_role("combobox", name="License", exact=True).select_option("stated")
        assert names(page) == ["SQUEAK"]
        page.get_by_role("checkbox", name="Emotions").check()
        assert names(page) == []
        page.go_back()
        page.go_forward()
        expect(status_of(page)).to_contain_text("0 of 3 datasets")
        assert not accessibility_violations(page)
        page.goto(f"{toy_url}datasets/blink/")
        expect(page.locator(".status")).to_have_text("No longer available. Use SQUEAK instead.")
        assert not session.errors


def test_code_by_what_it_contains_and_needs(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("code/?holds=weights&memory=stated&sort=-fps")
        expect(status_of(page)).to_contain_text("1 of 1 repository")
        row = page.get_by_role("row", name="Louder")
        expect(row.locator("th")).to_have_text("LouderToys, archived, moved to Toys/Loudest")
        licenses = "Handshake License 1.0; README: Not for Sale; weights: No license"
        note = 'The README asks for "no sales & no refunds".'
        expect(row.locator("td")).to_have_text(
            [
                "Same but Louder: a Second Talk at the Same Place",
                "2021",
                "inference, training, weights",
                licenses + note,
                "unclear",
                "12.5 fpsToaster 9000, 32x32",
                "0.25 GBinference (1 more)",
                "Feb 3, 2021Correct this",
            ]
        )
        source = "https://github.com/Toys/Louder/blob/10bdde4/README.md"
        expect(row.get_by_role("link", name="12.5 fps")).to_have_attribute("href", source)
        correct = row.get_by_role("link", name="Correct this")
        expect(correct).to_have_attribute(
            "href", re.compile(r"fork/of-it/issues/new\?.*record=toys--louder$")
        )
        row.get_by_role("link", name="Not for Sale").click()
        expect(page.locator(":target + dd")).to_have_text(
            "Commercial use: no. Playing is allowed, selling is not."
        )
        expect(page.get_by_text("This is not legal advice")).to_be_visible()
        page.locator("select[name=commercial]").select_option("yes")
        expect(status_of(page)).to_contain_text("0 of 1 repository")
        assert not session.errors


def test_on_phones_a_menu_sorts(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport=PHONE) as session:
        page = session.go("datasets/?sort=hours")
        expect(page.locator("thead")).to_be_hidden()
        menu = page.get_by_role("combobox", name="Sort")
        expect(menu).to_have_value("hours")
        assert names(page) == ["SQUEAK", "Blink", "Ohne"]
        menu.select_option("Dataset, descending")
        assert names(page) == ["SQUEAK", "Ohne", "Blink"]
        assert query_of(page) == "sort=-name"
        assert not session.errors


def test_without_javascript_the_table_is_complete(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as session:
        page = session.go("datasets/?access=open&sort=-hours")
        assert names(page) == ["Blink", "Ohne", "SQUEAK"]
        expect(page.locator(".table-controls")).to_be_hidden()
        expect(status_of(page)).to_have_text("3 datasets")
        expect(page.locator(".table-status button")).to_be_hidden()
