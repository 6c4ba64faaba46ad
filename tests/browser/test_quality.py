"""Search quality: judged queries on the real catalog, and spellings that must give the same results."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visits import visit
from tests.search.quality import HERE, evaluate, load

RESULTS = """async (queries) => {
    const {openEngine} = await import("./assets/search/engine.js");
    const engine = await openEngine(new URL(".", location));
    const results = {};
    for (const text of queries) {
        const {rows} = await engine.search({text});
        results[text] = Array.from(rows.slice(0, 10), row => engine.index.id(row));
    }
    return results;
}"""
MIN_HIT1 = 0.95
"""Minimal share of queries with a relevant first result; leaves room for new papers, not for regressions."""


@pytest.fixture(scope="module")
def page(browser: Browser, real_url: str) -> Iterator[Page]:
    with visit(browser, real_url) as session:
        yield session.go("")
        assert not session.errors


@pytest.mark.parametrize("file", ["public_real.yml", "real.yml", "heldout.yml"])
def test_the_first_result_is_relevant(page: Page, file: str) -> None:
    queries = load(HERE / file)
    score = evaluate(page.evaluate(RESULTS, [query.query for query in queries]), queries)
    assert score.hit1 >= MIN_HIT1, f"hit@1 {score.hit1:.3f}, none in the first five: {score.failures}"


SPELLINGS = [
    ("lip-sync", "lip sync", "lipsync"),
    ("face former", "faceformer", "Face-Former"),
    ("Nießner", "niessner", "NIESSNER"),
    ("depth cvpr 2022", "depth cvpr22", "depth CVPR'22", "depth cvpr2022"),
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_give_the_same_first_result(page: Page, spellings: tuple[str, ...]) -> None:
    results = page.evaluate(RESULTS, list(spellings))
    assert len({tuple(ids[:1]) for ids in results.values()}) == 1, results
    assert all(results.values())
