"""Adding a paper as contributors do it: the page, and a stand-in for GitHub."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml
from playwright.sync_api import Browser, Page, Request, Route, expect

from catalog.checks import check_catalog
from catalog.documents.problems import Problem
from tests.browser.visits import Visit, visit

GITHUB = "https://github.com/"


@dataclass
class Adding:
    """Somebody who adds a paper."""

    opened: Visit
    asked: list[str] = field(default_factory=list)
    """What GitHub was asked for."""
    actions: int = 0
    """Pastes, choices, clicks and fields, but not the title."""

    @property
    def page(self) -> Page:
        return self.opened.page

    def begin(self, query: str = "") -> Page:
        page = self.opened.go(f"add/{query}")
        page.locator("#add").dispatch_event("pointerover")
        page.locator("#add[data-state]").wait_for(state="attached")
        return page

    # What somebody does; each is one action.

    def paste(self, link: str) -> None:
        self.actions += 1
        self.page.locator("#add-link").focus()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(link)

    def choose(self, category: str = "Things that talk") -> None:
        self.actions += 1
        self.page.get_by_role("radio", name=category).check()

    def write(self, field: str, text: str) -> None:
        self.actions += 1
        self.page.locator(f"#add-{field}").fill(text)

    def propose(self) -> None:
        self.actions += 1
        link = self.page.get_by_role("link", name="Propose it on GitHub")
        assert link.get_attribute("href"), self.state + self.page.locator(".add__problems").inner_text()
        link.click()
        expect(self.page).to_have_title("GitHub")

    def send(self) -> None:
        self.actions += 1
        self.page.get_by_role("button", name="Just send the link").click()
        expect(self.page).to_have_title("GitHub")

    @property
    def state(self) -> str:
        return self.page.locator("#add-state").inner_text()

    @property
    def yaml(self) -> str:
        return self.page.locator(".add__yaml").text_content() or ""

    @property
    def record(self) -> dict[str, Any]:
        found: dict[str, Any] = yaml.safe_load(self.yaml)
        return found

    @property
    def sent(self) -> dict[str, str]:
        """The values in the last address of GitHub."""
        return {name: value for name, [value] in parse_qs(urlsplit(self.asked[-1]).query).items()}

    def landed(self, root: Path) -> list[Problem]:
        """What is wrong with a copy of the catalog since it has the proposed file."""
        path, before = root / self.sent["filename"], check_catalog(root)[1]
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.sent["value"], "utf-8", newline="")
        return [problem for problem in check_catalog(root)[1] if problem not in before]


@contextmanager
def adding(browser: Browser, url: str, **options: Any) -> Iterator[Adding]:
    """A visit to the page; what leads to GitHub is recorded and answered by a page that says so."""
    with visit(browser, url, **options) as opened:
        found = Adding(opened)

        def github(route: Route, request: Request) -> None:
            found.asked.append(request.url)
            route.fulfill(body="<!doctype html><title>GitHub</title>", content_type="text/html")

        opened.page.route(f"{GITHUB}**", github)
        yield found
