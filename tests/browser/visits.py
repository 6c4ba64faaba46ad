"""Visits to pages of the site in a browser; they record errors and requests to other hosts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
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

PENDING_CARDS = ".cards--long > .card:not([style])"
"""Cards of a long list that docs/assets/site/layout.js has not laid out yet."""
DEFAULT_VIEWPORT = {"width": 1280, "height": 720}
"""Playwright's."""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Rule sets of axe."""
VIOLATIONS = """async (options) => (await axe.run(document, options)).violations.flatMap(({id, nodes}) =>
  nodes.slice(0, 3).map(({html, failureSummary}) => [id, html, failureSummary]))"""
"""Returns the violations only: whole reports are slow to transfer."""


@dataclass
class Visit:
    """An open page."""

    page: Page
    url: str
    """The root URL of the site."""
    errors: list[str] = field(default_factory=list)
    """Console errors and warnings, dialogs, and requests to other hosts."""
    cleanup: ExitStack = field(default_factory=ExitStack)
    """Undoes what the visit has changed in the page, so that the next visit can use it."""

    def go(self, path: str) -> Page:
        """Open a path of the site and wait until its scripts have run."""
        self.page.goto(self.url + path, wait_until="load")
        return self.page

    def run_before_scripts(self, script: str) -> None:
        """Run a script in every page of the visit before those of the page."""
        self.cleanup.enter_context(self.page.add_init_script(script))

    def on_request(self, listener: Callable[[Request], object]) -> None:
        """Call a function for each request of the page from now on."""
        self._listen(self.page, "request", listener)

    def record_requests(self) -> list[str]:
        """Return a list to which the path of each request to the site is added from now on."""
        paths = list[str]()
        self.on_request(lambda request: paths.append(request.url.removeprefix(self.url)))
        return paths

    def _listen(self, target: Page | BrowserContext, event: str, listener: Callable[..., object]) -> None:
        target.on(event, listener)  # type: ignore[call-overload]
        self.cleanup.callback(target.remove_listener, event, listener)

    def record_errors(self, hosts: Collection[str]) -> None:
        """Record errors, and requests to other hosts, from now on."""

        def on_request(request: Request) -> None:
            is_local = request.url.startswith(("data:", "blob:"))
            if not is_local and urlsplit(request.url).netloc not in hosts:
                self.errors.append(f"request to {request.url}")

        def on_console(message: ConsoleMessage) -> None:
            url = message.location["url"]
            is_expected = "404 (" in message.text and url.endswith("/no-such-page/")
            if message.type in ("error", "warning") and not is_expected:
                self.errors.append(f"console: {message.text} ({url})")

        def on_dialog(dialog: Dialog) -> None:
            self.errors.append("dialog")
            dialog.dismiss()

        def on_error(error: WebError) -> None:
            # Chromium aborts the view transition between two pages if it is late.
            if "Transition was " not in str(error.error):
                self.errors.append(f"error: {error.error}")

        listeners: dict[str, Callable[..., object]] = {
            "request": on_request,
            "console": on_console,
            "weberror": on_error,
            "dialog": on_dialog,
        }
        for event, listener in listeners.items():
            self._listen(self.page.context, event, listener)


@contextmanager
def visit(browser: Browser, url: str, allowed_hosts: Collection[str] = (), **options: Any) -> Iterator[Visit]:
    """Lend a page without stored data of earlier visits; only files of the site may be in the cache.

    Args:
        browser: The browser to open it in.
        url: The root URL of the site, whose host is always allowed.
        allowed_hosts: Other hosts that the page may contact.
        options: Arguments of `Browser.new_context`.
    """
    idle = _idle_pages.setdefault(browser, {}).setdefault(repr(sorted(options.items())), [])
    page = idle.pop() if idle else browser.new_context(**options).new_page()
    page.set_default_timeout(15_000)
    session = Visit(page, url)
    try:
        _clear_data(page, url)
        with session.cleanup:
            session.record_errors({urlsplit(url).netloc, *allowed_hosts})
            yield session
        _reset(page, options)
    except BaseException:
        page.context.close()
        raise
    idle.append(page)


_idle_pages: WeakKeyDictionary[Browser, dict[str, list[Page]]] = WeakKeyDictionary()
"""Pages by the options of their contexts: making a new one takes longer than a visit."""


def _reset(page: Page, options: Mapping[str, Any]) -> None:
    """Undo what tests do to a page and its context."""
    for other_page in page.context.pages:
        if other_page != page:
            other_page.close()
    page.evaluate("try { sessionStorage.clear() } catch { /* a page without storage */ }")
    page.goto("about:blank")
    page.unroute_all()
    page.context.unroute_all()
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.emulate_media(media="null", color_scheme=options.get("color_scheme", "null"))
    if viewport := options.get("viewport", DEFAULT_VIEWPORT):
        page.set_viewport_size(viewport)
    if "permissions" not in options:
        page.context.clear_permissions()


def _clear_data(page: Page, url: str) -> None:
    """Clear the stored data of the site at a URL."""
    devtools = page.context.new_cdp_session(page)
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    devtools.detach()


def search(page: Page, text: str) -> list[str]:
    """Search with the box in the header; return the titles of the results in order."""
    box = page.locator(".finder__input")
    if not box.evaluate("box => box === document.activeElement"):
        page.keyboard.press("/")
    box.fill(text)
    page.locator("#finder-results[aria-busy=false]").wait_for(state="attached")
    return page.locator("[role=group][data-kind] .finder__title").all_inner_texts()


def accessibility_violations(page: Page) -> list[str]:
    """Return the accessibility violations of a page, one line per element."""
    expect(page.locator(PENDING_CARDS)).to_have_count(0)
    page.evaluate(Axe().axe_script)
    options = {"runOnly": AXE_TAGS, "resultTypes": ["violations"]}
    violations: list[list[str]] = page.evaluate(VIOLATIONS, options)
    return [f"{rule}: {html[:120]} | {' '.join(summary.split())[:240]}" for rule, html, summary in violations]
