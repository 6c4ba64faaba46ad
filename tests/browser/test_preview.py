"""Previews of proposed records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, expect

from catalog import Catalog
from catalog.documents.document import parse_document
from catalog.writing.format import format_text
from tests.browser.looks import each_look
from tests.browser.previewing import (
    DATASET,
    NEW,
    RAW,
    REF,
    REPO,
    Reply,
    canonical_file,
    expect_summary,
    open_preview,
    single_line,
)
from tests.browser.visits import accessibility_violations, visit
from tests.sites import BuiltSite


def test_new_records_are_shown(browser: Browser, toy_url: str) -> None:
    files = dict([canonical_file("purr2face-2024", NEW), canonical_file("purr-9", DATASET)])
    with open_preview(browser, toy_url, files, "purr2face-2024,datasets/purr-9") as (session, raw):
        page = session.page
        expect_summary(page, "2 records: 2 new.")
        origin = page.locator("#preview-origin")
        expect(origin).to_contain_text(f"A proposal from {REPO} at 0123456. It is not part of the catalog")
        expect(page.locator("#preview-about")).to_be_hidden()
        expect(page.locator(".proposal h2")).to_have_text(["purr2face-2024 new", "purr-9 new"])
        expect(page.locator(".problems")).to_have_count(0)
        paper, dataset = page.locator(".proposal .card").all()
        assert single_line(paper.inner_text()) == (
            "Purr Is All You Hear Purr2Face Kasper Cheese, Polly Phony, 王小明, et al. "
            "Paper Code Project Audio-driven ToyCon 2024 oral"
        )
        links = paper.get_by_role("link").evaluate_all("links => links.map(link => link.href)")
        assert links == ["https://arxiv.org/abs/2401.00001", *NEW["links"].values()]
        assert single_line(dataset.inner_text()) == "Purr-9 Dataset generated 0 facts Dataset 2024"
        assert sorted(request["url"] for request in raw.requests) == [
            f"{RAW}/{REPO}/{REF}/{path}" for path in sorted(files)
        ]
        headers = {name for request in raw.requests for name in request["headers"]}
        assert not headers & {"cookie", "referer", "authorization"}
        assert not session.errors


CARD = """(card) => {
    const text = (node) => (node?.textContent ?? "").replace(/\\s+/g, " ").trim();
    const part = (name) => text(card.querySelector(".card__" + name));
    return {
        id: card.dataset.id,
        texts: ["title", "authors", "venue", "year", "track", "status", "short"].map(part),
        venue: card.querySelector(".card__venue").title,
        // As the record has them: lists lead from dead links to the archive, and name them in the title.
        links: Array.from(card.querySelectorAll(".card__link"), (link) => [
            text(link.firstChild), link.title || link.href]),
        tags: Array.from(card.querySelectorAll(".tag"), text),
    };
}"""
CARDS = """async ([records, card]) => {
    const {makeCard} = await import("../assets/add/card.js");
    const {loadRules} = await import("../assets/add/rules.js");
    const rules = await loadRules(new URL("../", location));
    const html = await (await fetch("../papers/")).text();
    const published = new DOMParser().parseFromString(html, "text/html").querySelectorAll("li.card");
    const previews = Object.entries(records).map(([id, record]) => makeCard(record, id, rules));
    const describe = eval(card);
    return [Array.from(published, describe), previews.map(describe)];
}"""


def test_cards_are_those_of_every_list(browser: Browser, toy_url: str, toy_site: BuiltSite) -> None:
    papers = Catalog.load(toy_site.root).papers
    records = {
        one.id: parse_document(one.file, (toy_site.root / one.file).read_bytes()).data for one in papers
    }
    with visit(browser, toy_url, bypass_csp=True) as session:  # the test itself parses HTML
        page = session.go("preview/")
        published, previews = page.evaluate(CARDS, [records, CARD])
        assert previews == published
        assert len(previews) == len(papers) > 5
        assert not session.errors


def test_a_changed_record_says_what_changes(browser: Browser, toy_url: str, toy_site: BuiltSite) -> None:
    path = "data/papers/2020/meow2lip-2020.yml"
    text = (toy_site.root / path).read_text("utf-8")
    text = text.replace("real-time", "smell").replace("year: 2020\n", "year: 2020\ntrack: demo\n", 1)
    files = {path: text}
    path = "data/datasets/squeak-2020.yml"
    files[path] = (toy_site.root / path).read_text("utf-8")
    with open_preview(browser, toy_url, format_files(files), "meow2lip-2020,datasets/squeak-2020") as (
        session,
        _,
    ):
        page = session.page
        expect_summary(page, "2 records: 1 changed, 1 unchanged.")
        rows = page.locator(".diff tbody tr")
        expect(rows).to_have_text(["tracknonedemo", "tagsaudioreal-timeaudiosmell"])
        expect(page.locator(".problems")).to_have_count(0)
        assert not session.errors


def format_files(files: Mapping[str, str]) -> dict[str, Reply | list[Reply]]:
    return {name: format_text(content.encode(), name) for name, content in files.items()}


def test_problems_are_listed_with_their_rule(browser: Browser, toy_url: str, toy_site: BuiltSite) -> None:
    twin = next(paper for paper in Catalog.load(toy_site.root).papers if paper.arxiv)
    files = dict([canonical_file("purr2face-2024", NEW | {"arxiv": twin.arxiv})])
    with open_preview(browser, toy_url, files, "purr2face-2024") as (session, _):
        problem = session.page.locator(".problems li")
        expect(problem).to_contain_text("error duplicate-arxiv in arxiv:")
        expect(problem).to_contain_text(f"data/papers/{twin.id[-4:]}/{twin.id}.yml")
        link = problem.get_by_role("link", name="duplicate-arxiv")
        expect(link).to_have_attribute("href", f"{toy_url}contributing/rules/#duplicate-arxiv")
        assert not session.errors


def test_an_unformatted_file_is_shown_with_the_line_that_differs(browser: Browser, toy_url: str) -> None:
    path, content = canonical_file("purr2face-2024", NEW)
    files = {path: content.replace("year: 2024", "year:   2024 # <b>so</b>")}
    with open_preview(browser, toy_url, files, "purr2face-2024") as (session, _):
        page = session.page
        expect_summary(page, "1 record: 1 not formatted.")
        expect(page.locator(".proposal")).to_contain_text("Line 6: The value cannot be read. Comments are")
        expect(page.locator(".proposal")).to_contain_text("Run catalog format")
        expect(page.locator(".proposal pre")).to_have_text(files[path])
        expect(page.locator(".proposal .card")).to_have_count(0)
        assert not session.errors


def test_it_explains_itself_and_is_not_indexed(browser: Browser, toy_url: str, toy_site: BuiltSite) -> None:
    head = toy_site.documents["preview/"]
    assert [meta["content"] for meta in head.select("meta") if meta["name"] == "robots"] == ["noindex"]
    for name in ("sitemap.xml", "search/others.json"):
        assert "preview/" not in (toy_site.output / name).read_text("utf-8")
    with visit(browser, toy_url) as session:
        page = session.go("preview/")
        expect(page.locator("#preview-about")).to_contain_text("files=wav2lip-2020,datasets/lrs2")
        expect(page.locator("#preview-said")).to_be_empty()
        assert not session.errors


@each_look
def test_it_is_accessible_and_fits(
    browser: Browser, toy_url: str, toy_site: BuiltSite, scheme: Any, view: Any
) -> None:
    twin = next(paper for paper in Catalog.load(toy_site.root).papers if paper.arxiv)
    path = "data/papers/2020/meow2lip-2020.yml"
    changed = (toy_site.root / path).read_text("utf-8").replace("Meow", "Purr")
    files = dict([canonical_file("purr2face-2024", NEW | {"arxiv": twin.arxiv, "title": "Purr" * 80})])
    files |= {path: changed, "data/papers/2024/b-2024.yml": "b: 1\n" + "c" * 500}
    ids = "purr2face-2024,meow2lip-2020,b-2024,gone-2020"
    with open_preview(browser, toy_url, files, ids, color_scheme=scheme, viewport=view) as (session, _):
        page = session.page
        expect_summary(page, "4 records: 1 changed, 1 new, 1 not formatted, 1 not loaded.")
        violations = accessibility_violations(page)
        assert not violations, "\n".join(violations)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= view["width"]
