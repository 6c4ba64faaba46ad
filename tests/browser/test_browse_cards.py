"""A card that JavaScript makes is the one that the server writes; addresses and states are each other's."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.browsing import browsing, go
from tests.browser.visits import visit

CARDS = """cards => cards.map(card => ({
  text: card.textContent.replace(/\\s+/g, " ").trim().replace(/ ,/g, ","),
  links: [...card.querySelectorAll("a")].map(a => [a.textContent, a.href, a.className, a.title]),
  classes: [...card.querySelectorAll("*")].map(one => one.className).filter(name => name && name !== "Z3988"),
}))"""
"""What a reader can tell of cards. Their headings differ in level, as their pages do; what reference managers
read of a list is on the server's alone."""
MADE = ".browse__results .card"


def described(page: Page, selector: str) -> dict[str, Any]:
    """The cards of a page by the address of the paper."""
    cards: list[dict[str, Any]] = page.locator(selector).evaluate_all(CARDS)
    return {card["links"][0][1]: card for card in cards}


def on_year_pages(page: Page, url: str) -> dict[str, Any]:
    """Every card of the site, as the server has written it."""
    page.goto(f"{url}years/")
    years = page.locator("li.entry a").evaluate_all("links => links.map(link => link.href)")
    found: dict[str, Any] = {}
    for year in years:
        page.goto(year)
        found |= described(page, ".card")
        while (further := page.locator("a[rel=next]")).count():  # a long list goes on
            page.goto(further.evaluate("link => link.href"))
            found |= described(page, ".card")
    return found


@pytest.mark.parametrize("site", ["toy_url", "real_url"])
def test_every_card_is_the_one_that_the_server_wrote(
    browser: Browser, request: pytest.FixtureRequest, site: str
) -> None:
    url: str = request.getfixturevalue(site)
    with browsing(browser, url, "shown=2000") as opened:
        expect(opened.page.locator(".cards--waiting")).to_have_count(0)
        made = described(opened.page, MADE)
        written = on_year_pages(opened.page, url)
    assert list(made) != sorted(made), "the order is that of the addresses"
    assert made.keys() == written.keys()
    for address, card in written.items():
        assert made[address] == card
    assert len(made) >= 10


def test_cards_wait_for_their_links_in_their_place(browser: Browser, toy_url: str) -> None:
    waiting = list[Route]()
    with visit(browser, toy_url) as opened:
        opened.page.route("**/search/cards.json", lambda route: waiting.append(route))
        page = go(opened)
        assert page.locator(f"{MADE} .card__link").count() == 0
        assert "withdrawn" not in page.locator(MADE).last.inner_text()
        card = page.locator(MADE, has_text="Nobody Said That")  # it has nothing but a link
        before = card.bounding_box()
        waiting[0].continue_()
        expect(card.locator(".card__link")).to_have_text(["Video"])
        assert card.bounding_box() == before
        expect(page.locator(MADE).last).to_contain_text("withdrawn")
        assert not opened.faults


@pytest.mark.parametrize(
    "address", ["javascript:window.__pwned=1", "data:text/html,x", "//evil.example/", "ftp://x.example/", "x"]
)
def test_only_web_addresses_are_followed(browser: Browser, toy_url: str, address: str) -> None:
    """Even if the file of links says something else."""

    def with_bad_link(route: Route) -> None:
        data = route.fetch().json()
        data["links"] = [[["Paper", address], ["Code", "https://code.example/"]] for _ in data["links"]]
        route.fulfill(json=data)

    with visit(browser, toy_url) as opened:
        opened.page.route("**/search/cards.json", with_bad_link)
        card = go(opened).locator(MADE).first
        expect(card.locator(".card__link")).to_have_text(["Code"])
        expect(card.locator(".no-link")).to_have_text(f"Paper: {address}")


def some_state(chance: random.Random) -> dict[str, Any]:
    """A state such as the page can have."""
    letters = "abc -:\"'&=?#%+<>/\\é王🙂.,;"
    text = "".join(chance.choice(letters) for _ in range(chance.randrange(12))).strip()
    ids = ("cvpr", "acm-mm", "3dgs", "2d-video", "gan")
    years = ("2020", "2020..", "..2021", "2019..2022")
    filters = {
        (key, chance.choice(years if key == "year" else ids), chance.random() < 0.3)
        for key in chance.choices(("category", "year", "venue", "has", "tag"), k=chance.randrange(5))
    }
    return {
        "q": text,
        "filters": [{"key": key, "value": value, "not": excluded} for key, value, excluded in filters],
        "sort": chance.choice(("", "newest", "oldest", "title", "venue")),
        "view": chance.choice(("cards", "dense")),
        "shown": 50 * chance.randrange(1, 30),
    }


def in_order(state: dict[str, Any]) -> dict[str, Any]:
    """A state whose filters stand in some fixed order."""
    return state | {"filters": sorted(state["filters"], key=lambda f: (f["key"], f["value"], f["not"]))}


def test_reading_undoes_writing(browser: Browser, toy_url: str) -> None:
    chance = random.Random(3)
    states = [some_state(chance) for _ in range(500)]
    turned = [state | {"filters": state["filters"][::-1]} for state in states]
    round_trip = """async ([module, states, turned]) => {
      const { read, write } = await import(module);
      return states.map((state, at) => {
        const written = write(state);
        const again = read(new URLSearchParams(written));
        return [again, written, write(again), write(turned[at])];
      });
    }"""
    with visit(browser, toy_url) as opened:
        module = f"{toy_url}assets/search/state.js"
        answers = opened.go("about/").evaluate(round_trip, [module, states, turned])
    for state, (again, written, rewritten, other_order) in zip(states, answers, strict=True):
        assert in_order(again) == in_order(state)
        assert written == rewritten == other_order
    assert len({written for _, written, _, _ in answers}) > 400


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("q=+a+&sort=best&view=huge&shown=-5&utm_source=x&q=second", "q=a"),
        ("venue=CVPR&venue=cvpr&venue=--x&venue=-&venue=<b>&venue=-iccv", "venue=-iccv&venue=cvpr"),
        ("year=20&year=2020..&year=a..b&year=..&year=..2021", "year=..2021&year=2020.."),
        ("shown=51&sort=venue", "sort=venue&shown=100"),
        ("shown=1e9", ""),
        ("tag=nerf&__proto__=x&constructor=y&has=code&tag=gan", "has=code&tag=gan&tag=nerf"),
    ],
)
def test_what_an_address_says_beside_a_state_is_ignored(
    browser: Browser, toy_url: str, query: str, canonical: str
) -> None:
    with visit(browser, toy_url) as opened:
        ask = """async ([module, query]) => {
          const { read, write } = await import(module);
          return write(read(new URLSearchParams(query)));
        }"""
        page = opened.go("about/")
        assert page.evaluate(ask, [f"{toy_url}assets/search/state.js", query]) == canonical
