"""Previews of proposals, read from a stand-in for GitHub's raw host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from catalog.formatting import format_text
from catalog.importing.drafts import Draft
from catalog.load import load
from catalog.schema import Dataset, Paper
from catalog.source import read
from tests.browser.browsing import PHONE, WIDE
from tests.browser.visits import Visit, violations, visit
from tests.hostile.payloads import ALL, URLS
from tests.sites import Site

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
    return path, Draft(Paper if paper else Dataset, id, path, data).text()


@contextmanager
def preview(
    browser: Browser, url: str, files: Mapping[str, Answer | list[Answer]], ids: str, **options: Any
) -> Iterator[tuple[Visit, Raw]]:
    """The page for some records, while GitHub has some files."""
    raw = Raw(files)
    with visit(browser, url, [HOST], **options) as opened:
        opened.page.route(f"{RAW}/**", raw)
        opened.go(f"preview/?{urlencode({'repo': REPO, 'ref': REF, 'files': ids})}")
        yield opened, raw


def summary(page: Page, text: str) -> None:
    """Wait for what the page says of all records."""
    expect(page.locator("#preview-said")).to_contain_text(text)


def text(shown: str) -> str:
    """What a reader sees, without line breaks."""
    return " ".join(shown.split())


def test_new_records_are_shown(browser: Browser, toy_url: str) -> None:
    files = dict([draft("purr2face-2024", NEW), draft("purr-9", DATASET)])
    with preview(browser, toy_url, files, "purr2face-2024,datasets/purr-9") as (opened, raw):
        page = opened.page
        summary(page, "2 records: 2 new.")
        origin = page.locator("#preview-origin")
        expect(origin).to_contain_text(f"A proposal of {REPO} at 0123456. It is not part of the catalog")
        expect(page.locator("#preview-about")).to_be_hidden()
        expect(page.locator(".proposed h2")).to_have_text(["purr2face-2024 new", "purr-9 new"])
        expect(page.locator(".problems")).to_have_count(0)
        paper, dataset = page.locator(".proposed .card").all()
        assert text(paper.inner_text()) == (
            "Purr Is All You Hear Purr2Face Kasper Cheese, Polly Phony, 王小明, et al. "
            "Paper Code Project Audio-driven ToyCon 2024 oral"
        )
        links = paper.get_by_role("link").evaluate_all("all => all.map(one => one.href)")
        assert links == ["https://arxiv.org/abs/2401.00001", *NEW["links"].values()]
        assert text(dataset.inner_text()) == "Purr-9 Dataset generated 0 facts Dataset 2024"
        assert sorted(one["url"] for one in raw.asked) == [
            f"{RAW}/{REPO}/{REF}/{path}" for path in sorted(files)
        ]
        sent = {key for one in raw.asked for key in one["headers"]}
        assert not sent & {"cookie", "referer", "authorization"}
        assert not opened.faults


CARD = """(card) => {
    const text = (one) => (one?.textContent ?? "").replace(/\\s+/g, " ").trim();
    const part = (name) => text(card.querySelector(".card__" + name));
    return {
        id: card.dataset.id,
        texts: ["title", "authors", "venue", "year", "track", "status", "short"].map(part),
        venue: card.querySelector(".card__venue").title,
        links: Array.from(card.querySelectorAll(".card__link"), (one) => [text(one), one.href]),
        tags: Array.from(card.querySelectorAll(".tag"), text),
    };
}"""
CARDS = """async ([records, card]) => {
    const {recordCard} = await import("../assets/add/card.js");
    const data = await (await fetch("../add/rules.json")).json();
    const shown = await (await fetch("../papers/")).text();
    const lists = new DOMParser().parseFromString(shown, "text/html").querySelectorAll("li.card");
    const made = Object.entries(records).map(([id, record]) => recordCard(record, id, data));
    const read = eval(card);
    return [Array.from(lists, read), made.map(read)];
}"""


def test_cards_are_those_of_every_list(browser: Browser, toy_url: str, toy_site: Site) -> None:
    papers = load(toy_site.root)[0].papers
    records = {one.id: read(one.file, (toy_site.root / one.file).read_bytes()).data for one in papers}
    with visit(browser, toy_url) as opened:
        page = opened.go("preview/")
        listed, made = page.evaluate(CARDS, [records, CARD])
        assert made == listed
        assert len(made) == len(papers) > 5
        assert not opened.faults


def test_a_changed_record_says_what_changes(browser: Browser, toy_url: str, toy_site: Site) -> None:
    path = "data/papers/2020/meow2lip-2020.yml"
    text = (toy_site.root / path).read_text("utf-8")
    text = text.replace("real-time", "smell").replace("year: 2020\n", "year: 2020\ntrack: demo\n", 1)
    files = {path: text}
    path = "data/datasets/squeak-2020.yml"
    files[path] = (toy_site.root / path).read_text("utf-8")
    with preview(browser, toy_url, canonical(files), "meow2lip-2020,datasets/squeak-2020") as (opened, _):
        page = opened.page
        summary(page, "2 records: 1 changed, 1 unchanged.")
        rows = page.locator(".changed tbody tr")
        expect(rows).to_have_text(["tracknothingdemo", "tagsaudioreal-timeaudiosmell"])
        expect(page.locator(".problems")).to_have_count(0)
        assert not opened.faults


def canonical(files: Mapping[str, str]) -> dict[str, Answer | list[Answer]]:
    return {name: format_text(content.encode(), name) for name, content in files.items()}


def test_problems_are_listed_with_their_rule(browser: Browser, toy_url: str, toy_site: Site) -> None:
    twin = next(paper for paper in load(toy_site.root)[0].papers if paper.arxiv)
    files = dict([draft("purr2face-2024", NEW | {"arxiv": twin.arxiv})])
    with preview(browser, toy_url, files, "purr2face-2024") as (opened, _):
        problem = opened.page.locator(".problems li")
        expect(problem).to_contain_text("error duplicate-arxiv in arxiv:")
        expect(problem).to_contain_text(f"data/papers/{twin.id[-4:]}/{twin.id}.yml")
        link = problem.get_by_role("link", name="duplicate-arxiv")
        expect(link).to_have_attribute("href", f"{toy_url}contributing/rules/#duplicate-arxiv")
        assert not opened.faults


def test_another_form_is_shown_as_text_with_its_line(browser: Browser, toy_url: str) -> None:
    path, content = draft("purr2face-2024", NEW)
    files = {path: content.replace("year: 2024", "year:   2024 # <b>so</b>")}
    with preview(browser, toy_url, files, "purr2face-2024") as (opened, _):
        page = opened.page
        summary(page, "1 record: 1 in another form.")
        expect(page.locator(".proposed")).to_contain_text("Line 6: The value cannot be read. Comments are")
        expect(page.locator(".proposed")).to_contain_text("Run catalog format")
        expect(page.locator(".proposed pre")).to_have_text(files[path])
        expect(page.locator(".proposed .card")).to_have_count(0)
        assert not opened.faults


BAD: dict[str, tuple[Answer, str]] = {
    "missing": (404, "GitHub has no such file at this commit"),
    "forbidden": (403, "asked too often"),
    "too often": (429, "asked too often"),
    "broken": (503, "it answered 503"),
    "offline": (0, "GitHub could not be reached"),
    "elsewhere": (302, "GitHub could not be reached"),
    "too large": ("# " + "x" * 1_000_000, "The file has more than 1,000,000 bytes"),
    "not UTF-8": (b"title: \xff", "The file is not UTF-8 text"),
}


@pytest.mark.parametrize(("answer", "message"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_says_so_and_is_tried_again(
    browser: Browser, toy_url: str, answer: Answer, message: str
) -> None:
    path, content = draft("purr2face-2024", NEW)
    with preview(browser, toy_url, {path: [answer, content]}, "purr2face-2024") as (opened, _):
        page = opened.page
        summary(page, "1 record: 1 not read.")
        expect(page.locator(".proposed")).to_contain_text(message)
        page.get_by_role("button", name="Try again").press("Enter")
        summary(page, "1 record: 1 new.")
        expect(page.locator(".proposed h2")).to_be_focused()
        assert all(HOST in fault for fault in opened.faults), opened.faults  # the browser's own words


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"repo": ""}, "names no repository"),
        ({"repo": "a/b/c"}, "names no repository"),
        ({"repo": "a/.."}, "names no repository"),
        ({"repo": "a/b..c"}, "names no repository"),
        ({"repo": "-a/b"}, "names no repository"),
        ({"repo": "a\n/b"}, "names no repository"),
        ({"repo": "a/b?x"}, "names no repository"),
        ({"repo": "evil.example/a"}, "names no repository"),
        ({"ref": "main"}, "names no commit"),
        ({"ref": REF.upper()}, "names no commit"),
        ({"ref": REF + "\n"}, "names no commit"),
        ({"ref": REF + "/../.."}, "names no commit"),
        ({"files": ""}, "no id"),
        ({"files": "purr2face-2024,"}, "no id"),
        ({"files": "../../x-2024"}, "no id"),
        ({"files": "Purr-2024"}, "no id"),
        ({"files": "purr2face-2024\n"}, "no id"),
        ({"files": "datasets/../venues"}, "no id"),
        ({"files": "venues"}, "no id"),
        ({"files": "x" * 196 + "-2024"}, "no id"),
        ({"files": ",".join(f"purr-{at}-2024" for at in range(51))}, "at most 50"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_an_address_that_asks_for_something_else_is_refused(
    browser: Browser, toy_url: str, change: dict[str, str], message: str
) -> None:
    asked = {"repo": REPO, "ref": REF, "files": "purr2face-2024"} | change
    with visit(browser, toy_url) as opened:
        page = opened.go(f"preview/?{urlencode(asked)}")
        summary(page, message)
        expect(page.locator("#preview-records")).to_be_empty()
        assert not opened.faults


def everywhere(text: str) -> dict[str, Any]:
    """A record that says the same in every field."""
    single = ("title", "short", "venue", "year", "track", "status", "note", "arxiv", "doi")
    several = ("aliases", "authors", "categories", "tags", "sources")
    links = dict.fromkeys(("paper", "code", "project", "demo", "video", "dataset"), text)
    fields = dict.fromkeys(single, text) | {name: [text, text] for name in several}
    return fields | {"links": links, "claims": [{"source": text, "title": text}], text: text}


ODD: tuple[dict[str, Any], ...] = (
    {"title": ["x"], "authors": "Ann", "links": ["x"], "tags": {"a": "b"}, "claims": "x", "year": {"a": "b"}},
    {"title": {"toString": "x"}, "links": {"paper": {"a": "b"}}, "__proto__": {"x": "y"}, "arxiv": ["x"]},
    {"title": "x", "links": "x", "constructor": "x", "hasOwnProperty": "x"},
)
"""Values of other kinds than the page expects."""


def test_hostile_records_are_text(browser: Browser, toy_url: str) -> None:
    texts = [one for one in ALL if one.isprintable()]
    records: dict[str, Any] = {f"evil{at}-2024": everywhere(one) for at, one in enumerate(texts)}
    records |= {f"odd{at}-2024": odd for at, odd in enumerate(ODD)}
    files = dict(draft(id, data) for id, data in records.items())
    ids = list(records)
    for some in (ids[:50], ids[50:]):
        with preview(browser, toy_url, files, ",".join(some)) as (opened, raw):
            page = opened.page
            summary(page, f"{len(some)} records: {len(some)} new.")
            assert len(raw.asked) == len(some)
            assert page.evaluate("window.__pwned") is None
            links = page.locator(".proposed .card a").evaluate_all(
                "all => all.map(one => one.getAttribute('href'))"
            )
            assert not [link for link in links if link in URLS]
            assert all(link.startswith(("https://arxiv.org/abs/", "https://ok.example/")) for link in links)
            for tag in ("script", "img", "svg", "iframe", "base", "meta", "style", "textarea", "b", "i"):
                expect(page.locator(f"#preview-records {tag}")).to_have_count(0)
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
            assert not opened.faults


def test_only_this_page_may_ask_github(browser: Browser, toy_url: str, toy_site: Site) -> None:
    policies = {
        address: [one["content"] for one in document.all("meta") if one["http-equiv"]]
        for address, document in toy_site.documents.items()
        if document.all(".md-header")  # not those that only lead elsewhere
    }
    assert policies.pop("preview/") == [f"connect-src 'self' {RAW}"]
    assert {tuple(found) for found in policies.values()} == {("connect-src 'self'",)}
    ask = "url => fetch(url).then(() => 'asked', () => 'refused')"
    for address, outcome in {"preview/": "asked", "": "refused", "papers/no-such-page/": "refused"}.items():
        with visit(browser, toy_url, [HOST]) as opened:
            opened.page.route(f"{RAW}/**", Raw({}))
            opened.go(address)
            assert opened.page.evaluate(ask, f"{RAW}/{REPO}/{REF}/x") == outcome


def test_it_explains_itself_and_is_found_by_nobody(browser: Browser, toy_url: str, toy_site: Site) -> None:
    head = toy_site.documents["preview/"]
    assert [one["content"] for one in head.all("meta") if one["name"] == "robots"] == ["noindex"]
    for name in ("sitemap.xml", "search/others.json"):
        assert "preview" not in (toy_site.output / name).read_text("utf-8")
    with visit(browser, toy_url) as opened:
        page = opened.go("preview/")
        expect(page.locator("#preview-about")).to_contain_text("files=wav2lip-2020,datasets/lrs2")
        expect(page.locator("#preview-said")).to_be_empty()
        assert not opened.faults


def test_rules_that_do_not_load_are_said(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        opened.page.route("**/search/index.json", lambda route: route.fulfill(status=503))
        page = opened.go(f"preview/?repo={REPO}&ref={REF}&files=purr2face-2024")
        summary(page, "The rules of the catalog could not be loaded")
        opened.page.unroute("**/search/index.json")
        opened.page.route(f"{RAW}/**", Raw(dict([draft("purr2face-2024", NEW)])))
        page.get_by_role("button", name="Try again").click()
        summary(page, "1 record: 1 new.")


@pytest.mark.parametrize(("scheme", "view"), list(product(("light", "dark"), (WIDE, PHONE))), ids=str)
def test_it_is_accessible_and_fits(
    browser: Browser, toy_url: str, toy_site: Site, scheme: Any, view: Any
) -> None:
    twin = next(paper for paper in load(toy_site.root)[0].papers if paper.arxiv)
    path = "data/papers/2020/meow2lip-2020.yml"
    changed = (toy_site.root / path).read_text("utf-8").replace("Meow", "Purr")
    files = dict([draft("purr2face-2024", NEW | {"arxiv": twin.arxiv, "title": "Purr" * 80})])
    files |= {path: changed, "data/papers/2024/b-2024.yml": "b: 1\n" + "c" * 500}
    ids = "purr2face-2024,meow2lip-2020,b-2024,gone-2020"
    with preview(browser, toy_url, files, ids, color_scheme=scheme, viewport=view) as (opened, _):
        page = opened.page
        summary(page, "4 records: 1 changed, 1 in another form, 1 new, 1 not read.")
        found = violations(page)
        assert not found, "\n".join(found)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= view["width"]
