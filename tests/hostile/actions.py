"""Actions of readers on a site with hostile records, which report where a text became more than text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlencode, urljoin

from playwright.sync_api import Page

from catalog.utils.urls import is_safe_url
from tests.browser.adding import Contributor
from tests.browser.previewing import NEW, RAW, REF, REPO, RawHost, canonical_file, expect_summary
from tests.browser.visits import Visit, search
from tests.hostile.payloads import hostile_id

INJECTED_ELEMENTS: tuple[str, ...] = (
    "script",
    "img",
    "iframe",
    "base",
    "meta",
    "link",
    "style",
    "textarea",
    "plaintext",
    "object",
    "b",
    "i",
)
INJECTED_ELEMENTS += ("embed", "math", "video", "marquee", "form form", "animate", "template template")
INJECTED_ATTRIBUTES = (
    "onclick",
    "onload",
    "onerror",
    "onfocus",
    "onmouseover",
    "ontoggle",
    "onbegin",
    "srcdoc",
    "style",
)
INJECTED_SELECTOR = ", ".join((*INJECTED_ELEMENTS, *(f"[{name}]" for name in INJECTED_ATTRIBUTES)))
"""Matches elements that the texts would create."""
URL_ATTRIBUTES = ["href", "src", "action", "formaction", "srcset", "xlink:href", "data", "poster", "ping"]
FOOTERS = "body > .md-container footer, body > footer"
"""Matches the footer of a page, with or without the theme."""
URLS_SCRIPT = """names => [...document.body.querySelectorAll("*")].flatMap(element => names
  .map(name => element.getAttribute(name)).filter(Boolean))"""
HOSTILE_QUERIES: tuple[str, ...] = (
    "",
    "?q=pwned",
    "?q=onerror&shown=100",
    "?q=javascript&view=dense&sort=venue",
    "?q=constructor:x",
)
HOSTILE_QUERIES += (
    "?q=constructor:x",
    "?q=__proto__+constructor",
    "?venue=constructor&tag=constructor&tag=-__proto__",
)
HOSTILE_QUERIES += ("?category=__proto__&category=constructor",)
"""Query strings of the paper browser."""


def has_run(page: Page) -> bool:
    """Return True if a text ran or polluted the prototype of all objects."""
    return bool(page.evaluate("window.__pwned !== undefined || {}.pwned !== undefined"))


def dangerous_links(page: Page, site: str) -> list[str]:
    """Return URLs in a page that are neither on the site nor safe."""
    urls = page.evaluate(URLS_SCRIPT, URL_ATTRIBUTES)
    return [url for url in urls if not (urljoin(page.url, url).startswith(site) or is_safe_url(url))]


def page_problem(visitor: Visit, href: str) -> str:
    """Describe what is wrong with a page; blank if nothing is."""
    page = visitor.go(href)
    if has_run(page):
        return "a text ran"
    if page.url != visitor.url + href:
        return f"the page led to {page.url}"
    if page.locator("h1").count() != 1 or not page.locator(FOOTERS).count():
        return "the page is broken"
    return f"dangerous links: {links}" if (links := dangerous_links(page, visitor.url)) else ""


def search_box(visitor: Visit, texts: Iterable[str]) -> Iterator[str]:
    """Type texts into the search box in the header."""
    page = visitor.go("about/")
    for text in texts:
        search(page, text)
        yield from _injection_problems(visitor, page, ".finder__panel", text)


def browse_papers(visitor: Visit, queries: Iterable[str]) -> Iterator[str]:
    """Open the paper browser with query strings, or with texts as words, venue and tag."""
    for query in queries:
        text = quote(query)
        is_query_string = query[:1] in ("", "?")
        page = visitor.go(
            f"papers/{query}" if is_query_string else f"papers/?q={text}&venue={text}&tag=-{text}"
        )
        page.get_by_role(
            "searchbox", name="Search papers"
        ).first.focus()  # loads the search, if the address has not
        page.locator("#browse[data-state=ready]").wait_for()
        page.wait_for_load_state("networkidle")
        yield from _injection_problems(visitor, page, ".browse", query)


def compare_papers(visitor: Visit, papers: Iterable[int]) -> Iterator[str]:
    """Compare papers, given by the numbers of their texts, with their neighbors."""
    for number in papers:
        ids = f"{hostile_id('paper', number)},{hostile_id('paper', max(number - 1, 0) or 1)}"
        page = visitor.go(f"compare/?ids={ids}")
        page.locator("table.compare").wait_for()
        yield from _injection_problems(visitor, page, "#compare", ids)


def fill_add_form(visitor: Visit, texts: Iterable[str]) -> Iterator[str]:
    """Type texts into the form of `/add/`, as link and as title, which lists papers with similar titles."""
    form = Contributor(visitor)
    page = form.open_form()
    for text in texts:
        form.paste("https://arxiv.org/abs/2508.12345")
        form.fill("title", text)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        yield from _injection_problems(visitor, page, "#add", text)
        form.paste(text)
        yield from _injection_problems(visitor, page, "#add", text)


def preview_records(visitor: Visit, papers: Iterable[int]) -> Iterator[str]:
    """Preview changes of papers, which shows their previous values."""
    files = dict(canonical_file(hostile_id("paper", number), NEW) for number in papers)
    visitor.page.route(f"{RAW}/**", RawHost(files))
    ids = ",".join(path.rpartition("/")[2].removesuffix(".yml") for path in files)
    page = visitor.go(f"preview/?{urlencode({'repo': REPO, 'ref': REF, 'files': ids})}")
    expect_summary(page, f"{len(files)} records")
    yield from _injection_problems(visitor, page, "#preview-records", ids)


def _injection_problems(visitor: Visit, page: Page, region: str, text: str) -> Iterator[str]:
    """Yield what a text did in a region of a page."""
    if has_run(page):
        yield f"{text!r} ran"
    # Except fields of the form, and cards of a list, which site/layout.js gives a style.
    injected = f":is({INJECTED_SELECTOR}):not([id^=add-], .card[style='content-visibility: visible;'])"
    if page.locator(region).locator(injected).count():
        yield f"{text!r} became elements"
    if links := dangerous_links(page, visitor.url):
        yield f"{text!r}: dangerous links {links}"
