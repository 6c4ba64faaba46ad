"""Adding a paper as a new contributor does: from a link to a file on GitHub that passes every check."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.adding import Contributor, contributor
from tests.browser.looks import PHONE
from tests.lookup.links import FACTS
from tests.sites import BuiltSite

MAX_ACTIONS = 6
"""Actions from a pasted link to a new file, without typing the title."""
TITLE = "Mumblr: Real Time Mumbling with a Mouth Full of Crisps"
NEW = "https://arxiv.org/abs/2508.12345"
LINK_BY_SOURCE = {facts["source"]: link for link, facts in FACTS.items() if facts["source"] != "aaai"}
"""One link for each source; the toy catalog lacks the venue AAAI."""
NewContributor = Callable[..., AbstractContextManager[Contributor]]


@pytest.fixture
def new_contributor(browser: Browser, add_url: str) -> NewContributor:
    return lambda **options: contributor(browser, add_url, **options)


@pytest.fixture
def root(add_site: BuiltSite, tmp_path: Path) -> Path:
    """A copy of the catalog, for proposed files."""
    shutil.copytree(add_site.root / "data", tmp_path / "data")
    return tmp_path


@pytest.mark.parametrize("source", LINK_BY_SOURCE)
@pytest.mark.every(3)
def test_a_link_becomes_a_file_that_passes_every_check(
    new_contributor: NewContributor, root: Path, source: str
) -> None:
    link = LINK_BY_SOURCE[source]
    facts = FACTS[link]
    with new_contributor() as user:
        page = user.open_form()
        user.paste(link)
        page.locator("#add-title").fill(TITLE)
        user.choose_category()
        if not facts["arxiv"] and not facts["venue"]:
            user.fill("venue", "ToyCon")
        if not facts["arxiv"] and not facts["year"]:
            user.fill("year", "2025")
        user.propose()
        assert user.actions <= MAX_ACTIONS
        assert urlsplit(user.github_urls[-1]).path == "/fork/of-it/new/main"
        year = facts["year"] or 2025
        assert user.parameters["filename"] == f"data/papers/{year}/mumblr-{year}.yml"
        assert user.parameters["message"] == "Add Mumblr"
        assert link.strip() in user.parameters["description"]
        assert not user.new_problems(root)
        assert not user.session.errors[1:]  # the first is the request to GitHub


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_a_bare_link_fills_the_issue_form_in_two_actions(
    new_contributor: NewContributor, script: bool
) -> None:
    with new_contributor(java_script_enabled=script) as user:
        user.session.go("add/")
        user.paste(NEW)
        user.send_link()
        assert user.actions == 2
        assert urlsplit(user.github_urls[-1]).path == "/fork/of-it/issues/new"
        assert user.parameters == {"template": "add-paper.yml", "link": NEW}


def test_what_was_typed_goes_into_the_issue_form_too(new_contributor: NewContributor) -> None:
    with new_contributor() as user:
        page = user.open_form()
        user.paste("https://meow.github.io/lip/")
        user.fill("title", TITLE)
        user.choose_category()
        user.fill("venue", "Workshop on Crisps")
        user.fill("year", "2025")
        page.locator(".add__row input").last.fill("https://github.com/meow/lip")
        assert not page.locator("#add-propose").get_attribute("href")
        page.locator("#add-form").get_by_role("button", name="send what you have").click()
        expect(page).to_have_title("GitHub")
        assert user.parameters == {
            "template": "add-paper.yml",
            "link": "https://meow.github.io/lip/",
            "paper-title": TITLE,
            "venue": "Workshop on Crisps 2025",
            "category": "Things that talk",
            "code": "https://github.com/meow/lip",
        }


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("https://arxiv.org/pdf/2008.99001v3", "Meow Is All You Need"),
        ("10.5555/TOYS.2020.1", "Meow Is All You Need"),
        ("https://doi.org/10.5555/toys.2019.40", "A Crowd"),
    ],
)
def test_a_published_paper_is_edited_instead(new_contributor: NewContributor, link: str, title: str) -> None:
    with new_contributor() as user:
        page = user.open_form()
        user.paste(link)
        status = page.locator(".add__link-status")
        expect(status).to_contain_text("Already in the catalog: ")
        expect(status.get_by_role("link").first).to_contain_text(title)
        expect(page.locator("#add-form")).to_be_hidden()
        status.get_by_role("link", name="Edit it instead?").click()
        expect(page).to_have_title("GitHub")
        assert urlsplit(user.github_urls[-1]).path.startswith("/fork/of-it/edit/main/data/papers/20")


def test_a_published_link_may_belong_to_another_paper(new_contributor: NewContributor) -> None:
    with new_contributor() as user:
        page = user.open_form()
        user.paste("https://toys.example/meow/")
        status = page.locator(".add__link-status")
        expect(status.get_by_role("link")).to_have_text(
            "Meow Is All You Need: Speech to Whisker Generation In the Wild"
        )
        expect(page.locator("#add-form")).to_be_visible()
        user.paste("https://toys.example/new/")
        expect(status).to_contain_text("This link alone cannot tell whether the paper is in the catalog")


def test_a_published_title_is_reported_while_it_is_typed(new_contributor: NewContributor) -> None:
    with new_contributor() as user:
        page = user.open_form()
        user.paste(NEW)
        user.fill("title", "meow is all you need - speech to whisker generation in the wild")
        similar = page.locator(".add__similar").get_by_role("link")
        expect(similar).to_have_text("Meow Is All You Need: Speech to Whisker Generation In the Wild")
        assert similar.evaluate("link => link.href").endswith("/papers/meow2lip-2020/")


def test_an_unknown_venue_is_a_note_on_a_preprint(new_contributor: NewContributor, root: Path) -> None:
    with new_contributor() as user:
        page = user.open_form()
        user.paste(NEW)
        user.fill("title", TITLE)
        user.choose_category()
        user.fill("venue", "Workshop on\u2028 Crisps: # not: yaml")
        user.fill("year", "2026")
        expect(page.locator("#add-venue-said")).to_contain_text("will be sent to the curators as a note")
        user.propose()
        note = "Venue, not in data/venues.yml yet: Workshop on Crisps: # not: yaml 2026"
        assert user.parameters["value"].splitlines()[1] == f"# {note}"
        assert note in user.parameters["description"]
        assert "venue: arxiv" in user.parameters["value"]
        assert not user.new_problems(root)


def test_a_venue_asks_for_its_year(new_contributor: NewContributor) -> None:
    with new_contributor() as user:
        page = user.open_form()
        user.paste(NEW)
        user.fill("title", TITLE)
        user.choose_category()
        user.fill("venue", "ToyCon")
        assert user.state == "Still to do: Year."
        page.locator("#add-propose").dispatch_event("click")
        assert page.evaluate("document.activeElement.id") == "add-year"
        expect(page.locator("#add-year-said")).to_have_text("Which year?")


def test_links_of_all_kinds_find_their_fields(new_contributor: NewContributor, root: Path) -> None:
    with new_contributor() as user:
        page = user.open_form()
        user.paste("https://meow.example/")
        user.fill("title", TITLE)
        user.choose_category()
        for text in ("https://github.com/meow/lip", "arxiv.org/abs/2508.12345v2", "10.5555/meow.1"):
            page.locator(".add__row input").last.fill(text)
        page.get_by_role("combobox", name="Link type").first.select_option("project")
        kinds = page.get_by_role("combobox", name="Link type").evaluate_all(
            "selects => selects.map(select => select.selectedOptions[0].textContent)"
        )
        assert kinds[:4] == ["project", "code", "arXiv ID", "DOI"]
        record = user.record
        assert record["links"] == {"project": "https://meow.example/", "code": "https://github.com/meow/lip"}
        assert (record["arxiv"], record["doi"]) == ("2508.12345", "10.5555/meow.1")
        user.propose()
        assert not user.new_problems(root)


def test_suggestions_give_way_to_the_reader(new_contributor: NewContributor) -> None:
    with new_contributor() as user:
        page = user.open_form(f"?link={NEW}")
        expect(page.locator("#add-link")).to_have_value(NEW)
        user.fill("title", TITLE)
        tag = page.get_by_role("checkbox", name="Real time")
        expect(tag).to_be_checked()
        expect(page.locator("#add-tags-said")).to_contain_text("From the title: Real time")
        expect(page.locator("#add-short")).to_have_value("Mumblr")
        tag.uncheck()
        user.fill("short", "Mmmh")
        user.fill("title", TITLE.replace("Mumblr", "Crisps2Lip"))
        expect(tag).not_to_be_checked()
        assert user.record["short"] == "Mmmh"
        assert "tags" not in user.record
        user.paste(LINK_BY_SOURCE["cvf-openaccess"])
        expect(page.locator("#add-title")).to_have_value(TITLE.replace("Mumblr", "Crisps2Lip"))
        expect(page.locator("#add-venue")).not_to_have_value("")
        user.paste(NEW)
        expect(page.locator("#add-venue")).to_have_value("")


def test_a_keyboard_is_enough(new_contributor: NewContributor) -> None:
    with new_contributor() as user:
        page = user.open_form()
        page.locator("#add-link").focus()
        page.keyboard.insert_text(NEW)
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "add-title"
        page.keyboard.insert_text(TITLE)
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        stops = tab_stops(page, "add-propose")
        assert stops["add-venue"] < stops["add-year"] < stops["add-short"] < stops["add-propose"]
        page.keyboard.press("Enter")
        expect(page).to_have_title("GitHub")
        assert user.parameters["filename"] == "data/papers/2025/mumblr-2025.yml"


def tab_stops(page: Any, goal: str) -> dict[str, int]:
    """Press Tab until an element has the focus; return the ids on the way with their positions."""

    def walk() -> Iterator[str]:
        for _ in range(60):
            page.keyboard.press("Tab")
            yield (id := page.evaluate("document.activeElement.id"))
            if id == goal:
                return
        raise AssertionError(f"{goal} was not reached")

    return {id: at for at, id in enumerate(walk())}


def test_a_summary_counts_its_characters(new_contributor: NewContributor) -> None:
    with new_contributor() as user:
        page = user.open_form()
        user.paste(NEW)
        counter = page.locator("#add-summary-count")
        expect(counter).to_have_text("240 characters")
        user.fill("summary", "Makes crisps  talk 🐈.")
        expect(counter).to_have_text("20 of 240 characters")
        user.fill("summary", "x" * 240 + ".")
        expect(counter).to_have_class("add__count add__count--over")
        expect(page.locator("#add-summary-said")).to_contain_text("at most 240 characters")


def test_the_button_stays_in_sight_on_a_phone(new_contributor: NewContributor) -> None:
    with new_contributor(viewport=PHONE, has_touch=True) as user:
        page = user.open_form()
        user.paste(NEW)
        bar = page.locator(".add__bar")
        for name in ("title", "venue", "summary", "authors"):
            page.locator(f"#add-{name}").focus()
            expect(bar).to_be_in_viewport(ratio=1)
            expect(page.locator("#add-propose")).to_be_in_viewport(ratio=1)
            field, below = page.locator(f"#add-{name}").bounding_box(), bar.bounding_box()
            assert field
            assert below
            assert field["y"] + field["height"] <= below["y"], name
        page.evaluate("scrollTo(0, document.scrollingElement.scrollHeight)")
        expect(bar).to_be_in_viewport(ratio=1)
        page.locator(".add__copy").tap()
        expect(page.locator(".add__copy-status")).not_to_be_empty()
