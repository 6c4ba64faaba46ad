"""Adding a paper as contributors do it: the page, and a stand-in for GitHub."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml
from playwright.sync_api import Browser, Page, Request, Route, expect

from catalog.checks import check_catalog
from catalog.importing.links import ENTRANCE, HOSTS, PAGE, REDIRECT
from catalog.load import load
from catalog.problems import Problem
from catalog.told import EXAMPLES, FORMS, STATED
from catalog.urls import ARXIV, ARXIV_DOI, ARXIV_PAGE, DOI, DOI_PAGE, HOST
from tests.browser.visits import Visit, visit
from tests.sites import Site

GITHUB = "https://github.com/"
STAND_INS = Path(__file__).with_name("stand_ins")


def pattern(found: re.Pattern[str]) -> list[str]:
    return [found.pattern.replace("(?P<", "(?<"), "i" if found.flags & re.IGNORECASE else ""]


def told_table() -> dict[str, Any]:
    """What told.js reads links by."""
    return {
        "forms": [asdict(form) | {"pattern": pattern(re.compile(form.pattern, re.I))} for form in FORMS],
        "hosts": HOSTS,
        "stated": STATED,
        "derived": {
            "arxiv_page": pattern(ARXIV_PAGE),
            "doi_page": pattern(DOI_PAGE),
            "arxiv_doi": pattern(ARXIV_DOI),
        },
        "examples": EXAMPLES,
        "patterns": {
            "arxiv": pattern(ARXIV),
            "doi": pattern(DOI),
            "host": pattern(HOST),
            "redirect": pattern(REDIRECT),
            "entrance": pattern(ENTRANCE),
            "page": pattern(PAGE),
        },
    }


def rulebook(site: Site) -> dict[str, Any]:
    catalog = load(site.root)[0]
    vocabularies = {
        name: [{"id": id} | entry.model_dump(mode="json") for id, entry in getattr(catalog, name).items()]
        for name in ("categories", "tags", "venues", "sources")
    }
    return {"format": 1, "year": 2027, "vocabularies": vocabularies, "told": told_table()}


@dataclass
class Adding:
    """Somebody who adds a paper."""

    opened: Visit
    site: Site
    asked: list[str] = field(default_factory=list)
    """What GitHub was asked for."""
    actions: int = 0
    """Pastes, choices, clicks and fields, but not the title."""

    @property
    def page(self) -> Page:
        return self.opened.page

    def begin(self, query: str = "") -> Page:
        page = self.opened.go(f"add/{query}")
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
        self.page.get_by_role("link", name="Propose it on GitHub").click()
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
def adding(browser: Browser, url: str, site: Site, **options: Any) -> Iterator[Adding]:
    """A visit to the page; what leads to GitHub is recorded and answered by a page that says so."""
    with visit(browser, url, **options) as opened:
        found = Adding(opened, site)

        def github(route: Route, request: Request) -> None:
            found.asked.append(request.url)
            route.fulfill(body="<!doctype html><title>GitHub</title>", content_type="text/html")

        opened.page.route(f"{GITHUB}**", github)
        for path in ("rules.js", "known.js", "card.js", "yaml.js"):
            if f"assets/add/{path}" not in site.files:
                opened.page.route(f"**/assets/add/{path}", _file(STAND_INS / path))
        if "add/rules.json" not in site.files:
            opened.page.route("**/add/rules.json", _text(json.dumps(rulebook(site))))
        yield found


def _file(path: Path) -> Any:
    return lambda route: route.fulfill(body=path.read_text("utf-8"), content_type="text/javascript")


def _text(text: str) -> Any:
    return lambda route: route.fulfill(body=text, content_type="application/json")
