"""Papers are found by what people paste: identifiers and addresses in every form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import search, visit

FIND = """async (texts) => {
    const {openEngine} = await import("./assets/search/engine.js");
    const engine = await openEngine(new URL(".", location));
    const results = {};
    for (const text of texts) {
        const {rows} = await engine.search({text});
        results[text] = Array.from(rows, (row) => engine.index.id(row));
    }
    return results;
}"""
WAV2LIP = (
    "2008.10010",
    "arxiv 2008.10010",
    "arXiv:2008.10010v1",
    "arXiv:2008.10010 [cs.CV]",
    "arXiv preprint arXiv:2008.10010, 2020.",
    "https://arxiv.org/abs/2008.10010/",
    "https://arxiv.org/abs/2008.10010?context=cs",
    "http://export.arxiv.org/pdf/2008.10010v2.pdf#page=3",
    "https://huggingface.co/papers/2008.10010",
    "https://www.alphaxiv.org/abs/2008.10010",
    "https://ar5iv.labs.arxiv.org/html/2008.10010",
    "https://doi.org/10.48550/arXiv.2008.10010",
    "https://dl.acm.org/doi/10.1145/3394171.3413532?cid=81",
    "https://dl.acm.org/doi/abs/10.1145/3394171.3413532",
    "10.1145/3394171.3413532.",
    "doi:10.1145/3394171.3413532",
    "DOI 10.1145/3394171.3413532",
    "https://github.com/Rudrabha/Wav2Lip",
    "github.com/rudrabha/wav2lip.git",
    "Prajwal et al., A Lip Sync Expert (MM 2020) <https://arxiv.org/abs/2008.10010>",
)
NO_LINKS = ("lip/audio", "and/or", "text.video", "gpt-3.5/4 talking")
"""Queries with slashes and dots that are words."""


@pytest.fixture(scope="module")
def page(browser: Browser, real_url: str) -> Iterator[Page]:
    with visit(browser, real_url) as session:
        yield session.go("")
        assert not session.errors


def test_a_pasted_paper_is_found(page: Page) -> None:
    results = page.evaluate(FIND, list(WAV2LIP))
    assert {text: ids for text, ids in results.items() if ids != ["wav2lip-2020"]} == {}


def test_words_with_slashes_are_words(page: Page) -> None:
    results = page.evaluate(FIND, list(NO_LINKS))
    assert all(results.values()), results


def test_an_unknown_paper_can_be_added(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("about/")
        search(page, "https://www.alphaxiv.org/abs/2608.01234")
        link = page.get_by_role("link", name="Add it")
        address = "https%3A%2F%2Fwww.alphaxiv.org%2Fabs%2F2608.01234"
        expect(link).to_have_attribute("href", f"{toy_url}add/?link={address}")
        assert not session.errors
