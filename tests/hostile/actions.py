"""What readers do on a site of hostile records; each act tells where a text became more than text."""

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
"""What the texts would be, if they were not text."""
URL_ATTRIBUTES = ["href", "src", "action", "formaction", "srcset", "xlink:href", "data", "poster", "ping"]
URLS_SCRIPT = """names => [...document.body.querySelectorAll("*")].flatMap(one => names
  .map(name => one.getAttribute(name)).filter(Boolean))"""
HOSTILE_QUERIES: tuple[str, ...] = (
    "",
    "?q=pwned",
    "?q=onerror&shown=100",
    "?q=javascript&view=dense&sort=venue",
    "?q=constructor:x",
)
HOSTILE_QUERIES += ("?q=constructor:x", "?q=__proto__+constructor", "?venue=constructor&tag=constructor&tag=-__proto__")
HOSTILE_QUERIES += ("?category=__proto__&category=constructor",)
"""Queries among the papers."""


def has_run(page: Page) -> bool:
    """Whether a text ran, or changed what all objects have."""
    return bool(page.evaluate("window.__pwned !== undefined || {}.pwned !== undefined"))


def dangerous_links(page: Page, site: str) -> list[str]:
    """Addresses in a page that lead neither into the site nor to a sound place in the web."""
    found = page.evaluate(URLS_SCRIPT, URL_ATTRIBUTES)
    return [link for link in found if not (urljoin(page.url, link).startswith(site) or is_safe_url(link))]


def page_problem(opened: Visit, address: str) -> str:
    """What is wrong with a page, if anything."""
    page = opened.go(address)
    if has_run(page):
        return "a text ran"
    if page.url != opened.url + address:
        return f"the page led to {page.url}"
    if page.locator("h1").count() != 1 or not page.locator("body > .md-container footer").count():
        return "the page is broken"
    return f"dangerous addresses: {links}" if (links := dangerous_links(page, opened.url)) else ""


def search_box(opened: Visit, texts: Iterable[str]) -> Iterator[str]:
    """Search in the box of every page."""
    page = opened.go("about/")
    for text in texts:
        search(page, text)
        yield from _injection_problems(opened, page, ".finder__panel", text)


def browse_papers(opened: Visit, asked: Iterable[str]) -> Iterator[str]:
    """Look among the papers: for queries, and for texts as words, venue and tag."""
    for one in asked:
        text = quote(one)
        page = opened.go(
            f"papers/{one}" if one[:1] in ("", "?") else f"papers/?q={text}&venue={text}&tag=-{text}"
        )
        page.locator("#browse[data-state=ready]").wait_for()
        page.wait_for_load_state("networkidle")
        yield from _injection_problems(opened, page, ".browse", one)


def compare_papers(opened: Visit, papers: Iterable[int]) -> Iterator[str]:
    """Compare each of some papers with the one after it."""
    for at in papers:
        ids = f"{hostile_id('paper', at)},{hostile_id('paper', max(at - 1, 0) or 1)}"
        page = opened.go(f"compare/?ids={ids}")
        page.locator("table.compare").wait_for()
        yield from _injection_problems(opened, page, "#compare", ids)


def fill_add_form(opened: Visit, texts: Iterable[str]) -> Iterator[str]:
    """Write texts into the form of `/add/`, as link and as title, which brings up papers with like ones."""
    form = Contributor(opened)
    page = form.open_form()
    for text in texts:
        form.paste("https://arxiv.org/abs/2508.12345")
        form.fill("title", text)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        yield from _injection_problems(opened, page, "#add", text)
        form.paste(text)
        yield from _injection_problems(opened, page, "#add", text)


def preview_records(opened: Visit, papers: Iterable[int]) -> Iterator[str]:
    """Preview a change of each of some papers, which shows what it said before."""
    files = dict(canonical_file(hostile_id("paper", at), NEW) for at in papers)
    opened.page.route(f"{RAW}/**", RawHost(files))
    ids = ",".join(path.rpartition("/")[2].removesuffix(".yml") for path in files)
    page = opened.go(f"preview/?{urlencode({'repo': REPO, 'ref': REF, 'files': ids})}")
    expect_summary(page, f"{len(files)} records")
    yield from _injection_problems(opened, page, "#preview-records", ids)


def _injection_problems(opened: Visit, page: Page, place: str, about: str) -> Iterator[str]:
    """What a text became in a part of a page."""
    if has_run(page):
        yield f"{about!r} ran"
    if page.locator(place).locator(f":is({INJECTED_SELECTOR}):not([id^=add-])").count():  # but fields of the form
        yield f"{about!r} became elements"
    if links := dangerous_links(page, opened.url):
        yield f"{about!r}: dangerous addresses {links}"
