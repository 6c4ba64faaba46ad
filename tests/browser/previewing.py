"""Driver of the preview page, with proposals and a stand-in for GitHub's raw host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Page, Request, Route, expect

from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
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
"""A paper that is not in the toy catalog."""
DATASET: dict[str, Any] = {
    "name": "Purr-9",
    "year": "2024",
    "kind": ["generated"],
    "links": {"dataset": "https://purr.example/9"},
    "sources": ["napkin"],
}
Reply = str | bytes | int
"""Content of a file, or an HTTP status; 0 drops the connection."""


@dataclass
class RawHost:
    """Stand-in for GitHub's raw host."""

    files: Mapping[str, Reply | list[Reply]]
    """Replies by path below the commit; those in a list are sent one after the other."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    followed_redirects: list[str] = field(default_factory=list)

    def record_redirect(self, request: Request) -> None:
        if request.redirected_from:
            self.followed_redirects.append(request.url)

    def __call__(self, route: Route) -> None:
        self.requests.append({"url": route.request.url, "headers": route.request.all_headers()})
        reply = self.files.get(urlsplit(route.request.url).path.removeprefix(f"/{REPO}/{REF}/"), 404)
        if isinstance(reply, list):
            reply = reply.pop(0)
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/plain; charset=utf-8"}
        if reply == 0:
            route.abort()
        elif reply == 302:
            route.fulfill(status=302, headers=headers | {"Location": f"{RAW}/elsewhere"})
        elif isinstance(reply, int):
            route.fulfill(status=reply, headers=headers, body=f"{reply}: so sorry")
        else:
            route.fulfill(body=reply, headers=headers)


def canonical_file(id: str, data: dict[str, Any]) -> tuple[str, str]:
    """Return the path of a record and its canonical text."""
    is_paper = "title" in data
    path = f"data/papers/{id[-4:]}/{id}.yml" if is_paper else f"data/datasets/{id}.yml"
    return path, Draft(Paper if is_paper else Dataset, id, path, data).to_yaml()


@contextmanager
def open_preview(
    browser: Browser, url: str, files: Mapping[str, Reply | list[Reply]], ids: str, **options: Any
) -> Iterator[tuple[Visit, RawHost]]:
    """Open the page for some records, with the files that GitHub has."""
    raw = RawHost(files)
    with visit(browser, url, [HOST], **options) as session:
        session.page.route(f"{RAW}/**", raw)
        session.on_request(raw.record_redirect)
        session.go(f"preview/?{urlencode({'repo': REPO, 'ref': REF, 'files': ids})}")
        yield session, raw


def expect_summary(page: Page, text: str) -> None:
    """Wait until the page shows a summary of all records."""
    expect(page.locator("#preview-said")).to_contain_text(text)


def single_line(text: str) -> str:
    """Return a text without line breaks."""
    return " ".join(text.split())
