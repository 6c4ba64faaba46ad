"""The page with the cards of a change: the cards of the site, without scripts or requests."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from catalog.review.gallery import build_style, render_gallery
from catalog.review.review import review_checkout
from tests.browser.looks import each_look
from tests.hostile.payloads import PAYLOADS
from tests.html_tree import parse_html
from tests.review.changes import make_change
from tests.review.golden import review_rich_change
from tests.sites import EPOCH, ROOT

DOCS = ROOT / "docs"
SITE = "https://pages.example/fork/"
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 28)"}
RECORD = "title: {title}\narxiv: '{arxiv}'\ncategories: [mumbling]\nsources: [napkin]\n"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def test_new_and_changed_records_are_shown(tmp_path: Path) -> None:
    page = parse_html(render_gallery(review_rich_change(tmp_path), DOCS, SITE))
    titles = [title.select_one("a")["href"] for title in page.select("h3")]
    ids = ("papers/talking-heads-of-state-2021/", "papers/clapping-2021/", "papers/hush-hush-2020/")
    assert titles == [f"{SITE}{id}" for id in (*ids, "datasets/mumble-1k/")]
    assert "Not shown because they have problems that must be fixed first: shout-2021." in page.text


def test_a_broken_vocabulary_hides_all_records(tmp_path: Path) -> None:
    broken = {"edit": {"  group: driver\n  name: Audio\n": "  name: Audio\n"}}
    make_change(
        tmp_path,
        {"data/tags.yml": broken},
        {"data/papers/2021/hum-2021.yml": RECORD.format(title="Hum", arxiv="2101.00001")},
    )
    page = parse_html(render_gallery(review_checkout(tmp_path, "main"), DOCS, SITE))
    assert "No records to show" in page.text
    assert "hum-2021" in page.text


def test_titles_are_text(tmp_path: Path) -> None:
    make_change(
        tmp_path, {}, {"data/papers/2021/hum-2021.yml": RECORD.format(title="Hum", arxiv="2101.00001")}
    )
    review = review_checkout(tmp_path, "main")
    hum = review.new.paper["hum-2021"]
    papers = tuple(hum.model_copy(update={"id": f"x{at}", "title": text}) for at, text in enumerate(PAYLOADS))
    page = parse_html(render_gallery(replace(review, new=replace(review.new, papers=papers)), DOCS, SITE))
    assert [" ".join(title.select_one("a").text.split()) for title in page.select("h3")] == [
        " ".join(text.split()) for text in PAYLOADS
    ]
    assert page.select("script") + page.select("img") == []


@each_look
def test_it_renders_in_a_browser_without_requests(
    scheme: Literal["light", "dark"], view: Any, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "cards.html"
    path.write_text(render_gallery(review_rich_change(tmp_path / "toy"), DOCS, SITE), encoding="utf-8")
    page = browser.new_page(viewport=view, color_scheme=scheme)
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.goto(path.as_uri())
    assert requests == [path.as_uri()]
    assert messages == []  # the policy allows its own style
    assert page.evaluate("document.documentElement.scrollWidth") <= view["width"]
    assert page.locator(".card").count() == 4
    assert not page.locator(".card__cite:visible, .card__select:visible").count()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == GROUNDS[scheme]
    page.close()


def test_the_style_is_that_of_the_site() -> None:
    css = build_style((DOCS / "assets/catalog.css").read_text("utf-8"))
    assert not re.search(r"^\[data-md-color-scheme", css, re.MULTILINE)
    assert "</" not in css
