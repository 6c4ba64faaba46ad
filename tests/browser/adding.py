"""Driver of the page for adding a paper, with a stand-in for GitHub."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, Request, Route, expect

from catalog.checks import check_catalog
from catalog.documents.problems import Problem
from tests.browser.visits import Visit, visit
from tests.helpers import load_yaml

GITHUB = "https://github.com/"


@dataclass
class Contributor:
    """A reader on the page for adding a paper."""

    session: Visit
    github_urls: list[str] = field(default_factory=list)
    """URLs on GitHub that the reader followed."""
    actions: int = 0
    """Number of pastes, choices, clicks and filled fields."""

    @property
    def page(self) -> Page:
        return self.session.page

    def open_form(self, query: str = "") -> Page:
        page = self.session.go(f"add/{query}")
        page.locator("#add").dispatch_event("pointerover")
        page.locator("#add[data-state]").wait_for(state="attached")
        return page

    # Each of these is one action.

    def paste(self, link: str) -> None:
        self.actions += 1
        self.page.locator("#add-link").focus()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(link)

    def choose_category(self, name: str = "Things that talk") -> None:
        self.actions += 1
        self.page.get_by_role("radio", name=name).check()

    def fill(self, field: str, text: str) -> None:
        self.actions += 1
        self.page.locator(f"#add-{field}").fill(text)

    def propose(self) -> None:
        self.actions += 1
        link = self.page.locator("#add-propose")
        assert link.get_attribute("href"), self.state + self.page.locator(".add__problems").inner_text()
        link.click()
        expect(self.page).to_have_title("GitHub")

    def send_link(self) -> None:
        self.actions += 1
        self.page.locator("#add-send [type=submit]").click()
        expect(self.page).to_have_title("GitHub")

    @property
    def state(self) -> str:
        """What is still to do."""
        return self.page.locator("#add-state").inner_text()

    @property
    def yaml(self) -> str:
        return self.page.locator(".add__yaml").text_content() or ""

    @property
    def record(self) -> dict[str, Any]:
        record: dict[str, Any] = load_yaml(self.yaml)
        return record

    @property
    def parameters(self) -> dict[str, str]:
        """Parameters of the last URL on GitHub."""
        return {name: value for name, [value] in parse_qs(urlsplit(self.github_urls[-1]).query).items()}

    def new_problems(self, root: Path) -> list[Problem]:
        """Add the proposed file to a copy of the catalog; return the problems that it brings."""
        path, before = root / self.parameters["filename"], check_catalog(root)[1]
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.parameters["value"], "utf-8", newline="")
        return [problem for problem in check_catalog(root)[1] if problem not in before]


@contextmanager
def contributor(
    browser: Browser, url: str, allowed_hosts: Collection[str] = (), **options: Any
) -> Iterator[Contributor]:
    """Open the page; requests to GitHub are recorded and answered by a stub."""
    with visit(browser, url, allowed_hosts, **options) as session:
        user = Contributor(session)

        def github(route: Route, request: Request) -> None:
            user.github_urls.append(request.url)
            route.fulfill(body="<!doctype html><title>GitHub</title>", content_type="text/html")

        session.page.route(f"{GITHUB}**", github)
        yield user
