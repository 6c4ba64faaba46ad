"""Words without a break, such as those of broken PDFs, do not widen a page, wherever records have text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.browsing import settle
from tests.browser.citing import dialog, expect_selected, select
from tests.browser.looks import PHONE, WIDE
from tests.browser.visits import Visit, search, visit
from tests.server import serve_site
from tests.sites import EPOCH, FORK, TOY, BuiltSite, build, build_once, checkout


def word(length: int, start: str = "M") -> str:
    """Return a word of wide letters, which are neither a name in capitals nor shouted."""
    return f"{start}{'W' * (length - 7)}oioioi"


LONG = word(200)
TEXTS = {
    "papers/2020/meow2lip-2020.yml": {
        "Meow Is All You Need: Speech": f"{LONG}: Speech",
        "short: Meow2Lip": f"short: {word(40)}",
        "[Purr2Lip]": f"[{word(40, 'P')}]",
        "Turns meows into whisker motion with two levers & a spring, trained on ": f"Turns {LONG} into ",
        "squeaks by a cat that judges them.": "squeaks.",
        "Ågot Østergård-Łukasz": f"{word(90, 'A')} Ost",
        "https://toys.example/meow\n": f"https://toys.example/{LONG}\n",
        "https://code.example/meow-again": f"https://github.com/{word(39)}/{word(100)}",
        '"The cats were paid in fish & \\"attention\\"."': LONG,
        "Meow: a napkin": LONG,
        "A Cat,": f"{word(90, 'C')} Cat,",
    },
    "venues.yml": {
        "International Conference on Toys & Noise": word(110),
        "short: ToyCon": f"short: {word(40)}",
        "Where toys are loud.": LONG,
    },
    "categories.yml": {"Things that talk": word(60), "Gives a mouth to": f"{LONG} to"},
    "tags.yml": {"name: Audio-driven": f"name: {word(60)}", "The mouth follows a sound.": LONG},
    "sources.yml": {"The toy list": word(110), "States everything, on a napkin.": LONG},
    "metrics.yml": {
        "name: GIGGLE": f"name: {word(40)}",
        "grade of instant giggling, general listeners' estimate": word(110),
        "How soon somebody laughs.": LONG,
        "More laughter & fewer tears are better.": LONG,
    },
    "licenses.yml": {"name: Handshake License 1.0": f"name: {word(60)}"},
    "glossary.yml": {
        "name: mumbling": f"name: {word(60)}",
        "muttering & murmuring": LONG,
        "sounds per": word(150),
    },
    "gone.yml": {"It turned out to be a stone.": LONG},
    "datasets/squeak-2020.yml": {
        '"SQUEAK"': word(60),
        "Squeaky Quacks": word(40, "Q"),
        "rubber_ducks": word(40, "d").lower(),
        "language: Duck": f"language: {word(60, 'D')}",
        "license: CC BY 4.0": f"license: {word(60)}",
        "On request & by post.": LONG,
        "42 ducks squeak for 15.8 hours.": LONG,
    },
    "results/louder-squeak.yml": {
        "2 & a half": LONG,
        "All ducks at once, with": LONG,
        "even louder": word(60),
        "A Rubber Duck": word(60),
        "{squeak-error: mm}": f"{{squeak-error: {word(40)}}}",
    },
    "questions.yml": {"What is louder": word(60), "Papers whose toaster": LONG},
    "repositories/toys--louder.yml": {
        '"The README asks for \\"no sales & no refunds\\"."': LONG,
        "Toaster 9000": word(60),
    },
}
"""Texts of the toy catalog, and the long words that replace them."""
PAPER = "meow2lip-2020"
PAGES = (
    "",
    "start/",
    f"papers/{PAPER}/",
    "papers/",
    "years/2020/",
    "tags/audio/",
    "datasets/squeak-2020/",
    "datasets/",
    "results/squeak-2020/",
    "questions/loud/",
    "code/",
    "about/",
)
QUERIES = (
    "q=speech",
    f"q={LONG}",
    f"q=author:%22{LONG}%22",
    "venue=toycon&category=talking-objects&tag=audio&tag=real-time",
    f"tag=audio&venue={LONG.lower()}",
    "q=speech&view=dense",
)


@pytest.fixture(scope="session")
def wordy_site(shared_folder: Path) -> BuiltSite:
    """The toy site with long words."""

    def build_site(root: Path) -> BuiltSite:
        checkout(root, TOY)
        for name, changes in TEXTS.items():
            path = root / "data" / name
            text = path.read_text("utf-8")
            for old, new in changes.items():
                assert old in text, old
                text = text.replace(old, new)
            path.write_text(text, "utf-8")
        return build(root, SOURCE_DATE_EPOCH=EPOCH, **FORK)

    return build_once(shared_folder, "wordy", build_site)


@pytest.fixture(scope="session")
def wordy_url(wordy_site: BuiltSite) -> Iterator[str]:
    """Where that site is served."""
    with serve_site(wordy_site) as url:
        yield url


@pytest.fixture(params=[PHONE, pytest.param(WIDE, marks=pytest.mark.gate)], ids=["phone", "wide"])
def session(request: pytest.FixtureRequest, browser: Browser, wordy_url: str) -> Iterator[Visit]:
    with visit(browser, wordy_url, viewport=request.param) as session:
        yield session
        assert not session.errors


def expect_fit(page: Page, note: str = "") -> None:
    """Expect that neither the page nor the results of the search box are wider than the window."""
    page.evaluate("document.querySelectorAll('main details').forEach(element => element.open = true)")
    widths: Any = page.evaluate(
        """[document.scrollingElement, ...document.querySelectorAll(".finder__results, dialog[open]")]
            .map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)"""
    )
    assert max(widths) <= 0, note


@pytest.mark.parametrize(
    "all_pages", [pytest.param(False, id="some"), pytest.param(True, id="all", marks=pytest.mark.gate)]
)
def test_pages_fit(session: Visit, wordy_site: BuiltSite, all_pages: bool) -> None:
    for href in sorted(wordy_site.pages) if all_pages else PAGES:
        expect_fit(session.go(href), href)


def test_results_and_filters_fit(session: Visit) -> None:
    for query in QUERIES:
        page = session.go(f"papers/?{query}")
        settle(page)
        expect_fit(page, query)
    page = session.go("")
    for text in ("meow", "MWW", LONG):
        search(page, text)
        expect_fit(page, text)


def test_citations_and_comparisons_fit(session: Visit) -> None:
    page = session.go("years/2020/")
    select(page, PAPER)
    expect_selected(page, 1)
    expect_fit(page)
    page.locator(f"[data-id={PAPER}] .card__cite").click()
    for tab in dialog(page).get_by_role("tab").all():
        tab.click()
        expect_fit(page)
    page = session.go(f"compare/?ids={PAPER},quoted-2021")
    expect(page.locator("table.compare")).to_be_visible()
    expect_fit(page)


def test_forms_fit(session: Visit) -> None:
    page = session.go("add/?link=https://arxiv.org/abs/2009.10001")
    title = page.locator("#add-title")
    title.fill(LONG)
    expect_fit(page)
