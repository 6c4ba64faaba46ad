"""Stand-in for DataCite, which the page for adding a paper asks after a press."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.adding import Contributor, contributor

HOST = "api.datacite.org"
DATACITE = f"https://{HOST}"
ARXIV = "2608.99999"
TITLE = "Mumblr: Faces for Mumbled Speech"
ATTRIBUTES: Mapping[str, Any] = {
    "doi": f"10.48550/arxiv.{ARXIV}",
    "titles": [{"title": TITLE}],
    "creators": [
        {"name": "Doe, Jane", "nameType": "Personal", "givenName": "Jane", "familyName": "Doe"},
        {"name": "Roe, Kim", "nameType": "Personal", "givenName": "Kim", "familyName": "Roe"},
    ],
    "dates": [
        {"date": "2026-08-30T23:59:01Z", "dateType": "Submitted", "dateInformation": "v1"},
        {"date": "2026-09-01T00:01:00Z", "dateType": "Updated", "dateInformation": "v1"},
        {"date": "2026-09-20T11:00:00Z", "dateType": "Submitted", "dateInformation": "v2"},
        {"date": "2026-08", "dateType": "Available", "dateInformation": "v1"},
        {"date": "2026", "dateType": "Issued"},
    ],
}
"""Attributes of a preprint, of the form that DataCite gives those of arXiv."""
Reply = str | bytes | int
"""Text of a reply, or an HTTP status; 0 drops the connection, -1 never answers."""


def reply(**changes: Any) -> str:
    """Return the text of a reply with changed attributes; those that are `...` are left out."""
    attributes = {name: value for name, value in {**ATTRIBUTES, **changes}.items() if value is not ...}
    return json.dumps({"data": {"id": attributes.get("doi"), "type": "dois", "attributes": attributes}})


@dataclass
class DataCite:
    """Answers each request with the same reply."""

    reply: Reply = field(default_factory=reply)
    requests: list[dict[str, Any]] = field(default_factory=list)
    followed_redirects: list[str] = field(default_factory=list)

    def record_redirect(self, request: Request) -> None:
        if request.redirected_from:
            self.followed_redirects.append(request.url)

    def __call__(self, route: Route, request: Request) -> None:
        self.requests.append({"url": request.url, "method": request.method, "headers": request.all_headers()})
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/vnd.api+json"}
        if self.reply == 0:
            route.abort()
        elif self.reply == 302:
            route.fulfill(status=302, headers=headers | {"Location": f"{DATACITE}/elsewhere"})
        elif isinstance(self.reply, int):
            if self.reply > 0:
                route.fulfill(status=self.reply, headers=headers, body="so sorry")
        else:
            route.fulfill(body=self.reply, headers=headers)


@contextmanager
def asking(
    browser: Browser, url: str, reply: Reply, **options: Any
) -> Iterator[tuple[Contributor, DataCite]]:
    """Open the page for adding a paper; DataCite answers with a reply."""
    datacite = DataCite(reply)
    with contributor(browser, url, allowed_hosts=[HOST], **options) as user:
        user.page.route(f"{DATACITE}/**", datacite)
        user.session.on_request(datacite.record_redirect)
        user.open_form()
        yield user, datacite


def look_up(user: Contributor, link: str = ARXIV) -> Page:
    """Paste a link, press the button, and wait for the outcome."""
    user.paste(link)
    user.page.get_by_role("button", name="Look up on DataCite").click()
    expect(user.page.locator(".add__lookup-status")).not_to_contain_text("Ask")
    return user.page
