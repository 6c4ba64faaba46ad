"""Proposals, and a stand-in for GitHub's raw host that has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Page, Request, Route, expect

from catalog.records.schema import Dataset, Paper
from catalog.writing.draft import Draft
from tests.browser.visits import Visit, visit

HOST = "raw.githubusercontent.com"
RAW = f"https://{HOST}"
REPO, REF = "kasper/fork.of_it", "0123456789abcdef0123456789abcdef01234567"
NEW: dict[str, Any] = {
    "title": "Purr Is All You Hear",
    "short": "Purr2Face",
    "authors": ["Cheese, Kasper", "Polly Phony", "王小明", "Ann O'Nym", "Bob"],
    "venue": "toycon",
    "year": "2024",
    "track": "oral",
    "categories": ["talking-objects"],
    "tags": ["audio"],
    "arxiv": "2401.00001",
    "links": {"code": "https://code.example/purr", "project": "https://purr.example/"},
    "sources": ["napkin"],
}
"""A paper that nobody proposed before."""
DATASET: dict[str, Any] = {
    "name": "Purr-9",
    "year": "2024",
    "kind": ["generated"],
    "links": {"dataset": "https://purr.example/9"},
    "sources": ["napkin"],
}
Answer = str | bytes | int
"""The text of a file, or the status without one."""


@dataclass
class Raw:
    """A stand-in for GitHub's raw host."""

    files: Mapping[str, Answer | list[Answer]]
    """By path below the commit; a list is given one after the other."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)
    """Where the page went that was sent elsewhere."""

    def saw(self, request: Request) -> None:
        if request.redirected_from:
            self.followed.append(request.url)

    def __call__(self, route: Route) -> None:
        self.asked.append({"url": route.request.url, "headers": route.request.all_headers()})
        answer = self.files.get(urlsplit(route.request.url).path.removeprefix(f"/{REPO}/{REF}/"), 404)
        if isinstance(answer, list):
            answer = answer.pop(0)
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/plain; charset=utf-8"}
        if answer == 0:
            route.abort()
        elif answer == 302:
            route.fulfill(status=302, headers=headers | {"Location": f"{RAW}/elsewhere"})
        elif isinstance(answer, int):
            route.fulfill(status=answer, headers=headers, body=f"{answer}: so sorry")
        else:
            route.fulfill(body=answer, headers=headers)


def draft(id: str, data: dict[str, Any]) -> tuple[str, str]:
    """The path of a record, and its canonical text."""
    paper = "title" in data
    path = f"data/papers/{id[-4:]}/{id}.yml" if paper else f"data/datasets/{id}.yml"
    return path, Draft(Paper if paper else Dataset, id, path, data).to_yaml()


@contextmanager
def preview(
    browser: Browser, url: str, files: Mapping[str, Answer | list[Answer]], ids: str, **options: Any
) -> Iterator[tuple[Visit, Raw]]:
    """The page for some records, while GitHub has some files."""
    raw = Raw(files)
    with visit(browser, url, [HOST], **options) as opened:
        opened.page.route(f"{RAW}/**", raw)
        opened.page.on("request", raw.saw)
        opened.go(f"preview/?{urlencode({'repo': REPO, 'ref': REF, 'files': ids})}")
        yield opened, raw


def summary(page: Page, text: str) -> None:
    """Wait for what the page says of all records."""
    expect(page.locator("#preview-said")).to_contain_text(text)


def text(shown: str) -> str:
    """What a reader sees, without line breaks."""
    return " ".join(shown.split())
