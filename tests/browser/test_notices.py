"""Notices about results tell the truth: each is recomputed from the records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.utils.text import fold
from tests.browser.visits import visit
from tests.helpers import ROOT
from tests.search.quality import HERE, load

SEARCH = """async (queries) => {
    const {openEngine} = await import("./assets/search/engine.js");
    const engine = await openEngine(new URL(".", location));
    const results = [];
    for (const text of queries) {
        const {notice, rows, query} = await engine.search({text});
        const words = query.words.filter(({optional}) => !optional).map(({parts}) => parts.join(" "));
        results.push([text, notice, words, Array.from(rows, (row) => engine.index.id(row))]);
    }
    return results;
}"""
ASKED = (
    *(
        "eccv 2025",
        "iccv 2025 emotion",
        "flame",
        "lrs2",
        "lrs 2",
        "papers using MEAD",
        "talking hat",
        "cvpr 1999",
    ),
    *(
        "wav2lip trombone",
        "gausian spltting",
        "flame trombone",
        "wihsker lip",
        "nerf zebra accordion",
        "2023",
    ),
)
QUOTED = re.compile("“([^”]+)”")


@pytest.fixture(scope="module")
def page(browser: Browser, real_url: str) -> Iterator[Page]:
    with visit(browser, real_url) as session:
        yield session.go("")
        assert not session.errors


def text_of(paper: Paper) -> str:
    """Return the searched words of a paper, folded, between spaces."""
    texts = (paper.title, paper.short or "", *paper.aliases, *paper.authors, paper.summary or "")
    return f" {' '.join(map(fold, texts))} "


def has_word(text: str, word: str) -> bool:
    return f" {word.replace('-', ' ')} " in text


def false_notice(texts: dict[str, str], result: list[Any]) -> str | None:
    """Return a claim of a notice that the records contradict."""
    query, notice, words, ids = result
    if notice.startswith("No paper has all"):
        holders = [id for id, text in texts.items() if all(has_word(text, word) for word in words)]
        if holders:
            return f"{query}: {notice} But {holders[0]} has."
    if notice.startswith("No results for"):
        for word in QUOTED.findall(notice.split(". Showing")[0]):
            if holders := [id for id, text in texts.items() if has_word(text, word)]:
                return f"{query}: {notice} But {holders[0]} has {word}."
    if "Showing papers without" in notice:
        missing = QUOTED.findall(notice)
        for id in ids:
            if any(has_word(texts[id], word) for word in missing):
                return f"{query}: {notice} But {id} has one."
    return None


def test_no_notice_is_false(page: Page) -> None:
    texts = {paper.id: text_of(paper) for paper in Catalog.load(ROOT).papers}
    judged = [
        query.query for file in ("public_real", "real", "heldout") for query in load(HERE / f"{file}.yml")
    ]
    results = page.evaluate(SEARCH, [*judged, *ASKED])
    assert len({result[1].split("“")[0] for result in results}) >= 3, "too few kinds of notices"
    assert [claim for result in results if (claim := false_notice(texts, result))] == []
