"""Driver of the comparison of papers (/compare/)."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.browser.visits import Visit

FIRST, SECOND, THIRD = "meow2lip-2020", "quoted-2021", "same-but-louder-2023"
THREE_IDS = f"{FIRST},{SECOND},{THIRD}"


def open_table(session: Visit, ids: str = THREE_IDS) -> Page:
    """Compare papers."""
    page = session.go(f"compare/?ids={ids}")
    page.locator("table.compare").wait_for()
    return page


def cells(page: Page) -> dict[str, list[str]]:
    """Return the cells of the table, by the name of the row."""
    rows = page.locator(".compare tbody tr:not(.compare__group)").all()
    return {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows}


def heads(page: Page) -> Locator:
    """Return the heads of the columns."""
    return page.locator(".compare thead th")


def find(page: Page, text: str) -> Locator:
    """Type into the field that adds papers; return the options."""
    page.get_by_label("Add a paper").fill(text)
    options = page.locator("#picker-options [role=option]")
    options.first.wait_for()
    return options
