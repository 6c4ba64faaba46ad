"""150 queries as people type them: the first answer, and the set of answers, are what the records say."""

from __future__ import annotations

from playwright.sync_api import Browser

from catalog import Catalog
from tests.browser.visits import visit
from tests.helpers import ROOT
from tests.search.asked import failures, load_asked

RESULTS = """async (queries) => {
    const {openEngine} = await import("./assets/search/engine.js");
    const engine = await openEngine(new URL(".", location));
    await engine.loadPeople();
    await engine.loadSummaries();
    const results = {};
    for (const text of queries) {
        const {rows} = await engine.search({text});
        results[text] = Array.from(rows, row => engine.index.id(row));
    }
    return results;
}"""
MIN_RIGHT_FIRST = 0.97
MIN_RIGHT_SET = 0.9
"""Minimal shares of queries."""


def test_answers(browser: Browser, real_url: str) -> None:
    queries = load_asked()
    with visit(browser, real_url) as session:
        page = session.go("")
        results = page.evaluate(RESULTS, [asked.query for asked in queries])
        assert not session.errors
    wrong_first, wrong_set = failures(Catalog.load(ROOT), queries, results)
    count = len(queries)
    assert 1 - len(wrong_first) / count >= MIN_RIGHT_FIRST, "\n".join(wrong_first)
    assert 1 - len(wrong_set) / count >= MIN_RIGHT_SET, "\n".join(wrong_set)
