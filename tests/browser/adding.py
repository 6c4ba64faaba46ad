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

from playwright.sync_api import Browser, Page, Request, Route

from catalog.checks import check_catalog
from catalog.importing.links import ENTRANCE, HOSTS, PAGE, REDIRECT
from catalog.load import load
from catalog.problems import Problem
from catalog.told import FORMS, STATED
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
        "arxiv": pattern(ARXIV),
        "doi": pattern(DOI),
        "host": pattern(HOST),
        "redirect": pattern(REDIRECT),
        "entrance": pattern(ENTRANCE),
        "file": pattern(PAGE),
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

    @property
    def page(self) -> Page:
        return self.opened.page

    def begin(self, query: str = "") -> Page:
        page = self.opened.go(f"add/{query}")
        page.locator("#add[data-state]").wait_for(state="attached")
        return page

    @property
    def sent(self) -> dict[str, str]:
        """The values in the last address of GitHub."""
        return {name: value for name, [value] in parse_qs(urlsplit(self.asked[-1]).query).items()}

    def landed(self, root: Path) -> list[Problem]:
        """What is wrong with a copy of the catalog that has the proposed file."""
        path = root / self.sent["filename"]
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.sent["value"], "utf-8", newline="")
        return check_catalog(root)[1]


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
