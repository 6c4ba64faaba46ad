"""Hostile records become text on pages, even without checks: the encoders alone protect the pages."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from catalog.utils.urls import is_safe_url
from catalog.views.trends import MAX_ROWS
from tests.browser.visits import search, visit
from tests.hostile.actions import HOSTILE_QUERIES, browse_papers, compare_papers, page_problem, search_box
from tests.hostile.build import build_hostile_site
from tests.hostile.payloads import PAYLOADS, hostile_id
from tests.html_tree import Element, parse_html
from tests.server import serve_site
from tests.sites import BuiltSite, build_once

KINDS = {
    "paper": "papers",
    "dataset": "datasets",
    "venues": "venues",
    "categories": "categories",
    "tags": "tags",
    "people": "authors",
}
"""Kinds of records with their own pages, and the folder of these."""
EMBEDS_TO_VISIT = 2
EVALUATED = (b"7006652", b"PWN42", b"docs_dir:")
"""Results of evaluating the texts as templates or snippets."""


@pytest.fixture(scope="session")
def hostile_site(shared_folder: Path) -> BuiltSite:
    """A site with hostile text in every field."""
    return build_once(shared_folder, "hostile", build_hostile_site)


@pytest.fixture(scope="module")
def hostile_url(hostile_site: BuiltSite) -> Iterator[str]:
    with serve_site(hostile_site) as url:
        yield url


def record_pages(site: BuiltSite, kind: str) -> list[tuple[str, str]]:
    """Return the pages of a kind with their payloads."""
    pages = [(f"{KINDS[kind]}/{hostile_id(kind, at)}/", text) for at, text in enumerate(PAYLOADS)]
    # Names that differ only in punctuation are one author with one page.
    pages = [(href, text) for href, text in pages if href in site.pages]
    assert len(pages) == len(PAYLOADS) or (kind == "people" and len(pages) > len(PAYLOADS) / 2)
    return pages


def scripts(site: BuiltSite) -> set[str]:
    """Return the inline scripts of all pages, without the paths to the root."""
    elements = (script for page in site.documents.values() for script in page.select("script"))
    texts = (script.raw_text for script in elements if script["type"] != "application/ld+json")
    return {re.sub(r'"(\.\.?/?)+"|"/[^"]*"', '"."', text) for text in texts}


def test_no_template_was_evaluated(hostile_site: BuiltSite) -> None:
    for name in hostile_site.files:
        content = (hostile_site.output / name).read_bytes()
        assert not [word for word in EVALUATED if word in content], name


def test_the_texts_made_no_element_no_attribute_and_no_script(
    hostile_site: BuiltSite, short_site: BuiltSite
) -> None:
    def parts(site: BuiltSite) -> set[tuple[str, str]]:
        elements = [element for page in site.documents.values() for element in page.elements]
        return {(element.tag, name) for element in elements for name in ("", *element.attributes)}

    assert parts(hostile_site) <= parts(short_site)
    assert scripts(hostile_site) <= scripts(short_site)


def test_the_texts_are_data_for_programs_as_they_are(hostile_site: BuiltSite) -> None:
    for at, text in enumerate(PAYLOADS):
        page = hostile_site.pages[f"papers/paper{at}-2020/"]
        (script,) = [script for script in page.select("script") if script["type"] == "application/ld+json"]
        assert not re.search("[<>&]", script.raw_text)
        data = json.loads(script.raw_text)
        assert data["name"] == text or not text.isprintable()
        metas = {meta["name"]: meta["content"] for meta in page.select_one("head").select("meta")}
        assert data["name"] == metas["citation_title"]
        assert all(is_safe_url(url) for url in (data["url"], *data.get("sameAs", ())))
        assert is_safe_url(metas.get("citation_pdf_url", "https://none.example/"))
        assert is_safe_url(metas.get("citation_public_url", "https://none.example/"))


def test_every_removed_record_says_why(hostile_site: BuiltSite) -> None:
    for at, text in enumerate(PAYLOADS):
        assert text in hostile_site.redirects[f"papers/gone{at}-2020/"].select_one("p").raw_text


def test_every_link_is_safe(hostile_site: BuiltSite) -> None:
    for href, page in hostile_site.documents.items():
        for element in page.elements:
            for name in ("href", "src", "action", "srcset", "content", "xlink:href"):
                link = element[name] if (element.tag, name) != ("meta", "content") else ""
                parts = urlsplit(link)
                assert parts.scheme in ("", "https"), f"{href}: {link}"
                assert "evil" not in (parts.hostname or ""), f"{href}: {link}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_texts_are_shown_as_they_are(hostile_site: BuiltSite, kind: str) -> None:
    for href, text in record_pages(hostile_site, kind):
        page = hostile_site.pages[href]
        assert text in page.select_one("h1").raw_text, href
        # browsers collapse whitespace in a title; the theme does not
        title = page.select_one("head").select_one("title").text
        assert title == " ".join(f"{text} - Awesome Talking Face".split()), href
        assert page.select_one("footer")


def test_the_texts_are_shown_as_they_are_on_other_sites(hostile_site: BuiltSite) -> None:
    pages = [page for kind in ("categories", "tags") for page in record_pages(hostile_site, kind)]
    snippets = {field["value"] for field in hostile_site.pages["embed/"].select("input.snippet")}
    frames_of = defaultdict(list)
    for frame in map(parse_html, snippets):
        frames_of[frame.select("iframe")[0]["title"]].append(frame)
    assert {f"embed/{href}" for href, _ in pages} <= hostile_site.embeds.keys()
    for href, text in pages:
        page = hostile_site.embeds[f"embed/{href}"]
        assert page.select_one("h1").raw_text == text, href
        assert any(item.raw_text.startswith(text) for item in page.select("li")), href
        assert frames_of[text], href
        for frame in frames_of[text]:
            assert [element.tag for element in frame.elements] == ["iframe"]
    markdown = (hostile_site.output / "embed/index.md").read_text("utf-8")
    (snippet,) = [line for line in markdown.splitlines() if line.startswith("<iframe ")]
    assert [element.tag for element in parse_html(snippet).elements] == ["iframe"]


def test_every_field_of_a_paper_and_a_dataset_is_shown(hostile_site: BuiltSite) -> None:
    for at, text in enumerate(PAYLOADS):
        paper = hostile_site.pages[f"papers/paper{at}-2020/"]
        selectors = ["p.note", "p.paper__authors", "p.paper__publication", "p.paper__summary"]
        selectors += ["details.paper__abstract", "table.claims"]
        assert not [selector for selector in selectors if text not in paper.select_one(selector).raw_text]
        details, code = paper.select("dl.details")
        assert text in details.raw_text
        facts = [fact.raw_text for fact in code.select("dd")]
        assert sum(text in fact for fact in facts) >= 8
        links = [link.raw_text for link in paper.select("span.no-link")]
        links += [link["href"] for link in paper.select("a.button")]
        assert sum(text in link for link in links) >= 6
        dataset = hostile_site.pages[f"datasets/dataset{at}-2020/"]
        values: list[Element] = dataset.select_one("dl.details").select("dd")
        assert sum(text in value.raw_text for value in values) >= 6
        metrics = hostile_site.pages["metrics/"].select("li.metric")
        assert sum(text in metric.raw_text for metric in metrics) >= 1
        terms = hostile_site.pages["start/"].select(".glossary__entry")
        assert sum(text in term.raw_text for term in terms) >= 1
    rows = [row.raw_text for row in hostile_site.pages["trends/"].select("th")]
    assert sum(row in PAYLOADS for row in rows) >= MAX_ROWS


def pages_to_visit(site: BuiltSite) -> list[str]:
    """Return the front pages of all kinds, and pages with some payloads; the gate `hostile` opens more."""
    fronts = ["", "start/", "papers/", "metrics/", "health/", "trends/"]
    fronts += [f"{folder}/" for folder in KINDS.values()]
    fronts += ["embed/", *list(site.embeds)[:: len(site.embeds) // EMBEDS_TO_VISIT]]
    pages = [record_pages(site, kind) for kind in KINDS]
    numbers = range(0, len(PAYLOADS), 14)
    return [*fronts, *(kind[number % len(kind)][0] for number, kind in zip(numbers, cycle(pages)))]


def test_nothing_runs_in_a_browser(browser: Browser, hostile_site: BuiltSite, hostile_url: str) -> None:
    with visit(browser, hostile_url) as visitor:
        for href in pages_to_visit(hostile_site):
            assert not page_problem(visitor, href), href
        assert not visitor.errors


def test_nothing_runs_in_the_search(browser: Browser, hostile_url: str) -> None:
    with visit(browser, hostile_url) as visitor:
        page = visitor.go("about/")
        assert "<img src=x onerror=window.__pwned=1>" in search(page, "img src onerror window pwned")
        assert not list(search_box(visitor, PAYLOADS[::9]))
        assert not visitor.errors


def test_nothing_runs_among_the_papers(browser: Browser, hostile_url: str) -> None:
    with visit(browser, hostile_url) as visitor:
        assert not list(browse_papers(visitor, [*HOSTILE_QUERIES[1::2], *PAYLOADS[1::48]]))
        assert not list(compare_papers(visitor, range(0, len(PAYLOADS), 60)))
        assert not visitor.errors
