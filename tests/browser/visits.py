"""A page in a browser, with a record of everything it did that no page of ours may do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, expect

WAITING = ".js .cards--long > .card:not([style])"
"""Papers of a long list that are laid out later: docs/assets/site/cards.js."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""What axe is asked for."""


@dataclass
class Visit:
    """An open page."""

    page: Page
    url: str
    """Where the site begins."""
    faults: list[str] = field(default_factory=list)
    """Errors on the console, dialogs, and requests to other hosts."""

    def go(self, address: str) -> Page:
        """Open an address of the site; its scripts have run when this returns."""
        self.page.goto(self.url + address, wait_until="load")
        return self.page


@contextmanager
def visit(browser: Browser, url: str, others: Collection[str] = (), **options: Any) -> Iterator[Visit]:
    """A page in a context of its own: nothing is left of earlier visits. `others` are hosts it may ask."""
    context = browser.new_context(**options)
    context.set_default_timeout(15_000)
    found = Visit(context.new_page(), url)
    hosts = {urlsplit(url).netloc, *others}

    def asked(address: str) -> None:
        if not address.startswith(("data:", "blob:")) and urlsplit(address).netloc not in hosts:
            found.faults.append(f"request to {address}")

    def printed(kind: str, text: str, where: str) -> None:
        expected = "404 (" in text and where.endswith("/no-such-page/")
        if kind in ("error", "warning") and not expected:
            found.faults.append(f"console: {text} ({where})")

    def opened(dialog: Dialog) -> None:
        found.faults.append("dialog")
        dialog.dismiss()

    context.on("request", lambda request: asked(request.url))
    context.on("console", lambda m: printed(m.type, m.text, m.location["url"]))

    def failed(error: object) -> None:
        # Chromium itself ends the soft change between two pages where it comes too late.
        if "Transition was " not in str(error):
            found.faults.append(f"error: {error}")

    context.on("weberror", lambda error: failed(error.error))
    found.page.on("dialog", opened)
    try:
        yield found
    finally:
        context.close()


def search(page: Page, text: str) -> list[str]:
    """Search with the box in the header; the titles that are found, papers first."""
    box = page.get_by_role("combobox")
    if not box.evaluate("box => box === document.activeElement"):
        page.keyboard.press("/")
    box.fill(text)
    page.locator("#finder-results[aria-busy=false]").wait_for(state="attached")
    return page.locator("[role=group][data-kind] .finder__title").all_inner_texts()


def violations(page: Page) -> list[str]:
    """What is not accessible, one line an element."""
    expect(page.locator(WAITING)).to_have_count(0)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]} | {' '.join(node['failureSummary'].split())[:240]}"
        for rule in found
        for node in rule["nodes"][:3]
    ]
