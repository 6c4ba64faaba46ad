"""What a link tells, as the browser reads it: the same as Python, by the same table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.adding import adding
from tests.lookup.links import REFUSED, TOLD

TELL = """async (texts) => {
    const [{told, NotALink}, {told: table}] = await Promise.all([
        import("../assets/add/told.js"),
        fetch("../add/rules.json").then(reply => reply.json()),
    ]);
    const read = (text) => {
        try {
            return told(text, table);
        } catch (error) {
            if (!(error instanceof NotALink)) return {failed: String(error)};
            return {refused: error.message, hint: error.hint};
        }
    };
    return texts.map(read);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with adding(browser, toy_url) as somebody:
        yield somebody.begin()


def test_the_browser_reads_every_link_as_python_does(page: Page) -> None:
    found: list[dict[str, Any]] = page.evaluate(TELL, list(TOLD))
    pairs = zip(TOLD, found, strict=True)
    wrong = [f"{link}: {one}" for link, one in pairs if one != TOLD[link]]
    assert not wrong, "\n".join(wrong)


def test_the_browser_refuses_what_python_refuses(page: Page) -> None:
    for text, found in zip(REFUSED, page.evaluate(TELL, REFUSED), strict=True):
        assert found.get("refused"), f"{text}: {found}"
        assert found["hint"].startswith("Write a link such as https://arxiv.org/abs/")


@pytest.mark.parametrize(
    "text", ["\ud800", "https://toys.example/\ud800", "%", "https://doi.org/10.5/%zz", "//"]
)
def test_odd_texts_are_read_or_refused(page: Page, text: str) -> None:
    [found] = page.evaluate(TELL, [text])
    assert "failed" not in found, found
