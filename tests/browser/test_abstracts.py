"""Abstracts in the search: only what nothing else answers is looked for in them, and they may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from catalog import Catalog
from catalog.search.index import FORMAT, papers_index, render_search_index
from catalog.views.views import Views
from tests.abstracts import make_abstracts
from tests.browser.test_asked import MIN_RIGHT_FIRST, MIN_RIGHT_SET
from tests.browser.test_quality import MIN_HIT1
from tests.browser.visits import search, visit
from tests.helpers import ROOT
from tests.search import asked
from tests.search.quality import HERE, evaluate, load

FILE = "search/abstracts.json"
RESULTS = """async (queries) => {
    const open = async () => {
        const {openEngine} = await import("./assets/search/engine.js");
        const engine = await openEngine(new URL(".", location));
        await Promise.all([engine.loadPeople(), engine.loadSummaries(), engine.loadAbstracts()]);
        return engine;
    };
    const engine = await (window.openedEngine ??= open());
    const results = {};
    for (const text of queries) {
        const {rows} = await engine.search({text});
        results[text] = Array.from(rows, row => engine.index.id(row));
    }
    return results;
}"""


def note(page: Page) -> str:
    return page.locator(".finder__note").inner_text()


def test_a_paper_is_found_by_words_of_its_abstract(browser: Browser, short_url: str) -> None:
    with visit(browser, short_url) as session:
        page = session.go("about/")
        assert [title[:4] for title in search(page, "sulking tabby")] == ["Meow"]
        assert note(page) == "Showing papers with “sulking” and “tabby” in the abstract."
        assert not session.errors


def test_titles_rank_above_abstracts(browser: Browser, short_url: str) -> None:
    with visit(browser, short_url) as session:
        page = session.go("about/")
        titles = search(page, "louder knob")
        assert len(titles) == 2
        assert "Louder" in titles[0]
        assert titles[1].startswith("Talking")
        assert note(page) == "Showing papers with some of these words in the abstract."


def test_abstracts_add_nothing_to_what_titles_answer(browser: Browser, short_url: str, toy_url: str) -> None:
    """`spotting` is in a title, and in the abstract of another paper."""
    results = []
    for url, is_loaded in ((toy_url, False), (short_url, False), (short_url, True)):
        with visit(browser, url) as session:
            page = session.go("about/")
            search(page, "meow")
            if is_loaded:
                search(page, "tabby")
            results.append([search(page, text) for text in ("spotting", "head", "whiskr")])
    assert results[0] == results[1] == results[2]
    assert len(results[0][0]) == 1


def test_filters_may_leave_what_only_abstracts_have(browser: Browser, short_url: str) -> None:
    """`spotting` is in a title of 2018, and in an abstract of 2021."""
    with visit(browser, short_url) as session:
        page = session.go("papers/?q=spotting&year=2021")
        expect(page.locator(".browse__count")).to_have_text("1 paper")
        expect(page.locator(".browse__notice")).to_have_text(
            "Showing papers with “spotting” in the abstract."
        )
        assert not session.errors


def test_they_are_loaded_last_and_only_by_a_search(browser: Browser, short_url: str) -> None:
    pending = list[Route]()
    with visit(browser, short_url) as session:
        requests = session.record_requests()
        page = session.go("papers/")
        page.wait_for_load_state("networkidle")
        assert FILE not in requests
        page.route("**/search/summaries.json", lambda route: pending.append(route))
        page = session.go("about/")
        page.keyboard.press("/")
        with page.expect_response("**/search/people.json"):
            page.keyboard.type("meow")
        expect(page.get_by_role("option").first).to_contain_text("Meow")
        assert FILE not in requests
        with page.expect_response(f"**/{FILE}"):
            pending[0].continue_()
        assert requests.count(FILE) == 1


def test_a_reader_who_saves_data_gets_them_when_needed(browser: Browser, short_url: str) -> None:
    with visit(browser, short_url) as session:
        session.run_before_scripts("navigator.connection.__proto__.__defineGetter__('saveData', () => true)")
        requests = session.record_requests()
        page = session.go("about/")
        search(page, "meow")
        page.wait_for_load_state("networkidle")
        assert FILE not in requests
        assert search(page, "tabby")
        assert requests.count(FILE) == 1


def test_a_site_without_abstracts_asks_for_none(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        requests = session.record_requests()
        page = session.go("about/")
        assert search(page, "sulking tabby") == []
        page.wait_for_load_state("networkidle")
        assert FILE not in requests
        assert not session.errors


BROKEN = {
    "missing": lambda route: route.fulfill(status=404, body="gone"),
    "no JSON": lambda route: route.fulfill(body="<!doctype html><p>Sign in to the hotel's network"),
    "another format": lambda route: route.fulfill(json={"format": 99}),
    "cut short": lambda route: route.fulfill(json={"format": FORMAT, "words": ""}),
    "no network": lambda route: route.abort(),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
@pytest.mark.every(3)
def test_the_search_is_whole_without_the_file(browser: Browser, short_url: str, broken: Any) -> None:
    with visit(browser, short_url) as session:
        session.page.route(f"**/{FILE}", broken)
        page = session.go("about/")
        assert search(page, "sulking tabby") == []
        assert search(page, "whiskr")[0].startswith("Meow")
        session.page.unroute(f"**/{FILE}")
        assert search(page, "sulking tabby")[0].startswith("Meow")


@pytest.fixture(scope="module")
def real_page(browser: Browser, real_url: str) -> Iterator[Page]:
    """The real site, to which a thousand made-up abstracts are added."""
    catalog = Catalog.load(ROOT)
    views = Views(catalog, make_abstracts(catalog.papers))
    files = dict(render_search_index(views, sections=(), card_fields=()))

    def answer(text: str) -> Any:
        return lambda route: route.fulfill(body=text, content_type="application/json")

    with visit(browser, real_url) as session:
        session.page.route(f"**/{FILE}", answer(files[FILE]))
        session.page.route("**/search/index.json", answer(papers_index(views)))
        yield session.go("")
        assert not session.errors


@pytest.mark.parametrize("file", ["public_real.yml", "real.yml", "heldout.yml"])
def test_the_first_result_stays_relevant(real_page: Page, file: str) -> None:
    queries = load(HERE / file)
    results = real_page.evaluate(RESULTS, [query.query for query in queries])
    score = evaluate(results, queries)
    assert score.hit1 >= MIN_HIT1, f"hit@1 {score.hit1:.3f}, none in the first five: {score.failures}"


def test_answers_stay(real_page: Page) -> None:
    queries = asked.load_asked()
    results = real_page.evaluate(RESULTS, [query.query for query in queries])
    wrong_first, wrong_set = asked.failures(Catalog.load(ROOT), queries, results)
    assert 1 - len(wrong_first) / len(queries) >= MIN_RIGHT_FIRST, "\n".join(wrong_first)
    assert 1 - len(wrong_set) / len(queries) >= MIN_RIGHT_SET, "\n".join(wrong_set)
