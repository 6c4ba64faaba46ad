"""Visits to pages of the site in a browser; they record errors and requests to other hosts."""

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

PENDING_CARDS = ".js .cards--long > .card:not([style])"
"""Cards of a long list that docs/assets/site/layout.js has not laid out yet."""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Rule sets of axe."""


@dataclass
class Visit:
    """An open page."""

    page: Page
    url: str
    """The root URL of the site."""
    errors: list[str] = field(default_factory=list)
    """Console errors and warnings, dialogs, and requests to other hosts."""

    def go(self, path: str) -> Page:
        """Open a path of the site and wait until its scripts have run."""
        self.page.goto(self.url + path, wait_until="load")
        return self.page


@contextmanager
def visit(browser: Browser, url: str, allowed_hosts: Collection[str] = (), **options: Any) -> Iterator[Visit]:
    """Open a page without any state of earlier visits.

    Args:
        browser: The browser to open it in.
        url: The root URL of the site, whose host is always allowed.
        allowed_hosts: Other hosts that the page may contact.
        options: Arguments of `Browser.new_context`.
    """
    with _context(browser, options) as context:
        context.set_default_timeout(15_000)
        session = Visit(_clean_page(context, url), url)
        hosts = {urlsplit(url).netloc, *allowed_hosts}

        def on_request(request: Request) -> None:
            is_local = request.url.startswith(("data:", "blob:"))
            if not is_local and urlsplit(request.url).netloc not in hosts:
                session.errors.append(f"request to {request.url}")

        def on_console(message: ConsoleMessage) -> None:
            url = message.location["url"]
            is_expected = "404 (" in message.text and url.endswith("/no-such-page/")
            if message.type in ("error", "warning") and not is_expected:
                session.errors.append(f"console: {message.text} ({url})")

        def on_dialog(dialog: Dialog) -> None:
            session.errors.append("dialog")
            dialog.dismiss()

        def on_error(error: WebError) -> None:
            # Chromium aborts the view transition between two pages if it is late.
            if "Transition was " not in str(error.error):
                session.errors.append(f"error: {error.error}")

        listeners = {
            "request": on_request,
            "console": on_console,
            "weberror": on_error,
            "dialog": on_dialog,
        }
        for event, listener in listeners.items():
            context.on(event, listener)  # type: ignore[call-overload]
        try:
            yield session
        finally:
            for event, listener in listeners.items():
                context.remove_listener(event, listener)


_idle_contexts: WeakKeyDictionary[Browser, dict[str, list[BrowserContext]]] = WeakKeyDictionary()
"""Idle contexts by their options: making a new one takes twice as long as a visit."""


@contextmanager
def _context(browser: Browser, options: dict[str, Any]) -> Iterator[BrowserContext]:
    """Lend a context for one visit; after a successful one it is reused.

    Its first page stays open and blank: without any page, Chromium would restart its renderer each time.
    """
    idle = _idle_contexts.setdefault(browser, {}).setdefault(repr(sorted(options.items())), [])
    if not idle:
        idle.append(browser.new_context(**options))
        idle[-1].new_page()
    context = idle.pop()
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
    idle.append(context)


def _clean_page(context: BrowserContext, url: str) -> Page:
    """Open a page with an empty cache and no stored data of the site at `url`."""
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.clearBrowserCache")
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    devtools.detach()
    return page


def search(page: Page, text: str) -> list[str]:
    """Search with the box in the header; return the titles of the results in order."""
    box = page.get_by_role("combobox")
    if not box.evaluate("box => box === document.activeElement"):
        page.keyboard.press("/")
    box.fill(text)
    page.locator("#finder-results[aria-busy=false]").wait_for(state="attached")
    return page.locator("[role=group][data-kind] .finder__title").all_inner_texts()


def accessibility_violations(page: Page) -> list[str]:
    """Return the accessibility violations of a page, one line per element."""
    expect(page.locator(PENDING_CARDS)).to_have_count(0)
    options = {"runOnly": AXE_TAGS, "resultTypes": ["violations"]}
    rules: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]} | {' '.join(node['failureSummary'].split())[:240]}"
        for rule in rules
        for node in rule["nodes"][:3]
    ]
