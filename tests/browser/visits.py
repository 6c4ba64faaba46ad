"""A page in a browser, with a record of everything it did that no page of ours may do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    WebError,
    expect,
)

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
    with _context(browser, options) as context:
        context.set_default_timeout(15_000)
        found = Visit(_emptied(context, url), url)
        hosts = {urlsplit(url).netloc, *others}

        def asked(request: Request) -> None:
            address = request.url
            if not address.startswith(("data:", "blob:")) and urlsplit(address).netloc not in hosts:
                found.faults.append(f"request to {address}")

        def printed(message: ConsoleMessage) -> None:
            where = message.location["url"]
            expected = "404 (" in message.text and where.endswith("/no-such-page/")
            if message.type in ("error", "warning") and not expected:
                found.faults.append(f"console: {message.text} ({where})")

        def opened(dialog: Dialog) -> None:
            found.faults.append("dialog")
            dialog.dismiss()

        def failed(error: WebError) -> None:
            # Chromium itself ends the soft change between two pages where it comes too late.
            if "Transition was " not in str(error.error):
                found.faults.append(f"error: {error.error}")

        heard = {"request": asked, "console": printed, "weberror": failed, "dialog": opened}
        for event, listener in heard.items():
            context.on(event, listener)  # type: ignore[call-overload]
        try:
            yield found
        finally:
            for event, listener in heard.items():
                context.remove_listener(event, listener)


_free: WeakKeyDictionary[Browser, dict[str, list[BrowserContext]]] = WeakKeyDictionary()
"""Contexts that nobody visits with, by what they were made for: a new one takes twice as long as a visit."""


@contextmanager
def _context(browser: Browser, options: dict[str, Any]) -> Iterator[BrowserContext]:
    """A context for one visit; after a visit that went well, the next one gets it.

    Its first page stays open and blank. Without any, Chromium would begin anew each time.
    """
    free = _free.setdefault(browser, {}).setdefault(repr(sorted(options.items())), [])
    if not free:
        free.append(browser.new_context(**options))
        free[-1].new_page()
    context = free.pop()
    try:
        yield context
        for page in context.pages[1:]:
            page.close()
        context.unroute_all()
        context.set_offline(False)
        context.clear_cookies()
        if "permissions" not in options:
            context.clear_permissions()
    except BaseException:
        context.close()
        raise
    free.append(context)


def _emptied(context: BrowserContext, url: str) -> Page:
    """A page that finds nothing stored and nothing cached of the site at an address."""
    page = context.new_page()
    browser = context.new_cdp_session(page)
    browser.send("Network.clearBrowserCache")
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    browser.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    browser.detach()
    return page


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
