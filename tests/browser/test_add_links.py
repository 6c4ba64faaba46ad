"""Links are parsed alike in the browser and in Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalog.utils.url_keys import url_key
from tests.browser.adding import contributor
from tests.lookup.links import FACTS, INVALID_LINKS
from tests.utils.test_url_keys import OTHER_PAGES, PAPERS

PARSE = """async (texts) => {
    const [{parseLink, InvalidLink}, {links: table}] = await Promise.all([
        import("../assets/add/link.js"),
        fetch("../add/rules.json").then((response) => response.json()),
    ]);
    const parse = (text) => {
        try {
            return parseLink(text, table);
        } catch (error) {
            if (!(error instanceof InvalidLink)) return {failed: String(error)};
            return {refused: error.message, hint: error.hint};
        }
    };
    return texts.map(parse);
}"""


KEYS = """async (urls) => {
    const [{urlKey}, {links: table}] = await Promise.all([
        import("../assets/add/links.js"),
        fetch("../add/rules.json").then((response) => response.json()),
    ]);
    return urls.map((url) => urlKey(url, table));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with contributor(browser, toy_url) as user:
        yield user.open_form()


def test_the_browser_reads_every_link_as_python_does(page: Page) -> None:
    parsed: list[dict[str, Any]] = page.evaluate(PARSE, list(FACTS))
    pairs = zip(FACTS, parsed, strict=True)
    conflicts = [f"{link}: {facts}" for link, facts in pairs if facts != FACTS[link]]
    assert not conflicts, "\n".join(conflicts)


def test_urls_of_one_page_have_the_same_key_in_the_browser(page: Page) -> None:
    urls = [url for pages in (*PAPERS, *OTHER_PAGES) for url in pages]
    assert dict(zip(urls, page.evaluate(KEYS, urls), strict=True)) == {url: url_key(url) for url in urls}


def test_the_browser_refuses_what_python_refuses(page: Page) -> None:
    for text, result in zip(INVALID_LINKS, page.evaluate(PARSE, INVALID_LINKS), strict=True):
        assert result.get("refused"), f"{text}: {result}"
        assert result["hint"].startswith("Write a link such as https://arxiv.org/abs/")


@pytest.mark.parametrize(
    "text", ["\ud800", "https://toys.example/\ud800", "%", "https://doi.org/10.5/%zz", "//"]
)
def test_odd_texts_are_read_or_refused(page: Page, text: str) -> None:
    [result] = page.evaluate(PARSE, [text])
    assert "failed" not in result, result
