"""Cards made by JavaScript equal those of the build; states survive a round trip through the URL."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from catalog import Catalog
from catalog.facets.facets import FACETS
from catalog.views.views import Views
from tests.browser.browsing import browsing, open_papers
from tests.browser.looks import rest_in_gates
from tests.browser.visits import visit

FILTERS = [facet.name for facet in FACETS if facet.filter]
"""Keys of filters in URLs."""
CARD_HTML = """cards => cards.map(card => {
  const copy = card.cloneNode(true);
  copy.querySelector(".Z3988")?.remove();
  copy.removeAttribute("style"); // site/layout.js sets it when idle
  for (const link of copy.querySelectorAll("a")) link.href = link.href;
  return [card.dataset.id, copy.outerHTML.replace(/\\s*([<>])\\s*/g, "$1").replace(/\\s+/g, " ")];
})"""
"""Markup without spaces around tags, with absolute URLs, and without COinS, which only the build writes."""
CARD = ".browse__results .card"
SORTED = "sort=newest"
"""As the page is, but scripts make the cards."""


def card_html(page: Page, selector: str) -> dict[str, str]:
    """Return the HTML of the cards of a page, by ID of the paper."""
    return dict(page.locator(selector).evaluate_all(CARD_HTML))


def built_cards(page: Page, url: str) -> dict[str, str]:
    """Return the HTML of all cards in the pages of the years, which the build wrote."""
    page.goto(f"{url}years/")
    years = page.locator("li.entry a").evaluate_all("links => links.map(link => link.href)")
    cards: dict[str, str] = {}
    for year in years:
        page.goto(year)
        cards |= card_html(page, ".card")
        while (next_page := page.locator("a[rel=next]")).count():
            page.goto(next_page.evaluate("link => link.href"))
            cards |= card_html(page, ".card")
    return cards


@pytest.mark.parametrize("name", rest_in_gates(["toy", "real"]))
def test_every_card_equals_the_built_one(browser: Browser, request: pytest.FixtureRequest, name: str) -> None:
    url: str = request.getfixturevalue(f"{name}_url")
    views = Views(Catalog.load(request.getfixturevalue(f"{name}_site").root))
    links = sum(len(views.card(paper).links) for paper in views.catalog.papers)
    with browsing(browser, url, "shown=2000") as session:
        expect(session.page.locator(f"{CARD} .card__link")).to_have_count(links)  # they arrive last
        made = card_html(session.page, CARD)
        built = built_cards(session.page, url)
    assert built == {id: card for id, card in made.items() if id in built}
    assert len(made) == len(views.catalog.papers)
    assert len(built) >= 10
    assert all('class="card__cite"' in card for card in made.values())


def size_of(card: Locator) -> tuple[float, float]:
    """Return width and height, whatever fields the cards above have."""
    box = card.bounding_box()
    assert box
    return box["width"], box["height"]


def test_cards_keep_their_size_when_links_arrive(browser: Browser, toy_url: str) -> None:
    pending = list[Route]()
    with visit(browser, toy_url) as session:
        session.page.route("**/search/cards.json", lambda route: pending.append(route))
        page = open_papers(session, SORTED)
        assert page.locator(f"{CARD} .card__link").count() == 0
        assert "withdrawn" not in page.locator(CARD).last.inner_text()
        card = page.locator(CARD, has_text="Nobody Said That")  # which has only a link
        before = size_of(card)
        pending[0].continue_()
        expect(card.locator(".card__link")).to_have_text(["Video"])
        assert size_of(card) == before
        expect(card.get_by_role("button", name="Cite")).to_be_visible()
        expect(page.locator(CARD).last).to_contain_text("withdrawn")
        assert not session.errors


def test_the_focus_stays_when_links_arrive(browser: Browser, toy_url: str) -> None:
    pending = list[Route]()
    with visit(browser, toy_url) as session:
        session.page.route("**/search/cards.json", lambda route: pending.append(route))
        page = open_papers(session, SORTED)
        card = page.locator(CARD, has_text="Nobody Said That")
        expect(card.locator(".card__cite")).to_be_hidden()  # links will move it
        card.get_by_role("checkbox").check()
        card.get_by_role("link").first.focus()
        pending[0].continue_()
        expect(card.locator(".card__link")).to_have_text(["Video"])
        expect(card.get_by_role("link").first).to_be_focused()
        expect(card.get_by_role("checkbox")).to_be_checked()
        assert not session.errors


@pytest.mark.parametrize(
    "href", ["javascript:window.__pwned=1", "data:text/html,x", "//evil.example/", "ftp://x.example/", "x"]
)
@pytest.mark.every(3)
def test_only_web_urls_become_links(browser: Browser, toy_url: str, href: str) -> None:
    """Even if search/cards.json has others."""

    def with_bad_link(route: Route) -> None:
        data = route.fetch().json()
        data["links"] = [[["Paper", href], ["Code", "https://code.example/"]] for _ in data["links"]]
        route.fulfill(json=data)

    with visit(browser, toy_url) as session:
        session.page.route("**/search/cards.json", with_bad_link)
        card = open_papers(session, SORTED).locator(CARD).first
        expect(card.locator(".card__link")).to_have_text(["Code"])
        expect(card.locator(".no-link")).to_have_text(f"Paper: {href}")


def random_state(rng: random.Random) -> dict[str, Any]:
    """Return a state that the page can have."""
    letters = "abc -:\"'&=?#%+<>/\\é王🙂.,;"
    text = "".join(rng.choice(letters) for _ in range(rng.randrange(12))).strip()
    ids = ("cvpr", "acm-mm", "3dgs", "2d-video", "gan")
    years = ("2020", "2020..", "..2021", "2019..2022")
    filters = {
        (key, rng.choice(years if key == "year" else ids), rng.random() < 0.3)
        for key in rng.choices(FILTERS, k=rng.randrange(5))
    }
    return {
        "q": text,
        "filters": [{"key": key, "value": value, "excluded": excluded} for key, value, excluded in filters],
        "sort": rng.choice(("", "newest", "submitted", "added", "title", "venue", "oldest")),
        "view": rng.choice(("cards", "dense")),
        "limit": 50 * rng.randrange(1, 30),
    }


def with_sorted_filters(state: dict[str, Any]) -> dict[str, Any]:
    """Return a state with its filters in a fixed order."""
    return state | {"filters": sorted(state["filters"], key=lambda f: (f["key"], f["value"], f["excluded"]))}


def test_states_survive_a_round_trip(browser: Browser, toy_url: str) -> None:
    rng = random.Random(3)
    states = [random_state(rng) for _ in range(500)]
    reversed_states = [state | {"filters": state["filters"][::-1]} for state in states]
    round_trip = """async ([module, states, reversedStates, filters]) => {
      const { readState, writeState } = await import(module);
      return states.map((state, at) => {
        const text = writeState(state, filters);
        const copy = readState(new URLSearchParams(text), filters);
        return [copy, text, writeState(copy, filters), writeState(reversedStates[at], filters)];
      });
    }"""
    with visit(browser, toy_url) as session:
        module = f"{toy_url}assets/search/state.js"
        answers = session.go("about/").evaluate(round_trip, [module, states, reversed_states, FILTERS])
    for state, (copy, text, copy_text, reversed_text) in zip(states, answers, strict=True):
        assert with_sorted_filters(copy) == with_sorted_filters(state)
        assert text == copy_text == reversed_text
    assert len({text for _, text, _, _ in answers}) > 400


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("q=+a+&sort=best&view=huge&shown=-5&utm_source=x&q=second", "q=a"),
        ("venue=CVPR&venue=cvpr&venue=--x&venue=-&venue=<b>&venue=-iccv", "venue=-iccv&venue=cvpr"),
        ("year=20&year=2020..&year=a..b&year=..&year=..2021", "year=..2021&year=2020.."),
        ("shown=51&sort=venue", "sort=venue&shown=100"),
        ("shown=1e9", ""),
        ("tag=nerf&__proto__=x&constructor=y&has=code&tag=gan", "tag=gan&tag=nerf&has=code"),
    ],
)
def test_unknown_and_malformed_parameters_are_ignored(
    browser: Browser, toy_url: str, query: str, canonical: str
) -> None:
    with visit(browser, toy_url) as session:
        normalize = """async ([module, query, filters]) => {
          const { readState, writeState } = await import(module);
          return writeState(readState(new URLSearchParams(query), filters), filters);
        }"""
        page = session.go("about/")
        assert page.evaluate(normalize, [f"{toy_url}assets/search/state.js", query, FILTERS]) == canonical
