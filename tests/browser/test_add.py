"""Adding a paper as a new contributor does it: from a link to a file on GitHub that passes every check."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.adding import Adding, adding
from tests.lookup.links import TOLD
from tests.sites import Site

MOST = 6
"""Actions from a pasted link to a new file, besides typing the title."""
TITLE = "Mumblr: Real Time Mumbling with a Mouth Full of Crisps"
NEW = "https://arxiv.org/abs/2508.12345"
KINDS = {told["source"]: link for link, told in TOLD.items() if told["source"] != "aaai"}
"""One link for each who can tell something; AAAI is the venue that the toys do not know."""
Somebody = Callable[..., AbstractContextManager[Adding]]


@pytest.fixture
def somebody(browser: Browser, add_url: str) -> Somebody:
    return lambda **options: adding(browser, add_url, **options)


@pytest.fixture
def root(add_site: Site, tmp_path: Path) -> Path:
    """A copy of the catalog, to put proposals into."""
    shutil.copytree(add_site.root / "data", tmp_path / "data")
    return tmp_path


@pytest.mark.parametrize("source", KINDS)
def test_a_link_becomes_a_file_that_passes_every_check(somebody: Somebody, root: Path, source: str) -> None:
    link, told = KINDS[source], TOLD[KINDS[source]]
    with somebody() as one:
        page = one.begin()
        one.paste(link)
        page.locator("#add-title").fill(TITLE)
        one.choose()
        if not told["arxiv"] and not told["venue"]:
            one.write("venue", "ToyCon")
        if not told["arxiv"] and not told["year"]:
            one.write("year", "2025")
        one.propose()
        assert one.actions <= MOST
        assert urlsplit(one.asked[-1]).path == "/fork/of-it/new/main"
        year = told["year"] or 2025
        assert one.sent["filename"] == f"data/papers/{year}/mumblr-{year}.yml"
        assert one.sent["message"] == "Add Mumblr"
        assert link.strip() in one.sent["description"]
        assert not one.landed(root)
        assert not one.opened.errors[1:]  # the first is the way to GitHub


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_a_bare_link_fills_the_issue_form_in_two_actions(somebody: Somebody, script: bool) -> None:
    with somebody(java_script_enabled=script) as one:
        one.opened.go("add/")
        one.paste(NEW)
        one.send()
        assert one.actions == 2
        assert urlsplit(one.asked[-1]).path == "/fork/of-it/issues/new"
        assert one.sent == {"template": "add-paper.yml", "link": NEW}


def test_what_was_typed_goes_into_the_issue_form_too(somebody: Somebody) -> None:
    with somebody() as one:
        page = one.begin()
        one.paste("https://meow.github.io/lip/")
        one.write("title", TITLE)
        one.choose()
        one.write("venue", "Workshop on Crisps")
        one.write("year", "2025")
        page.locator(".add__row input").last.fill("https://github.com/meow/lip")
        assert not page.locator("#add-propose").get_attribute("href")
        page.locator("#add-form").get_by_role("button", name="send what you have").click()
        expect(page).to_have_title("GitHub")
        assert one.sent == {
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
def test_a_paper_that_is_here_is_mended_instead(somebody: Somebody, link: str, title: str) -> None:
    with somebody() as one:
        page = one.begin()
        one.paste(link)
        said = page.locator(".add__link-status")
        expect(said).to_contain_text("Already here: ")
        expect(said.get_by_role("link").first).to_contain_text(title)
        expect(page.locator("#add-form")).to_be_hidden()
        said.get_by_role("link", name="Mend it instead?").click()
        expect(page).to_have_title("GitHub")
        assert urlsplit(one.asked[-1]).path.startswith("/fork/of-it/edit/main/data/papers/20")


def test_a_link_that_is_here_may_be_of_another_paper(somebody: Somebody) -> None:
    with somebody() as one:
        page = one.begin()
        one.paste("https://toys.example/meow/")
        said = page.locator(".add__link-status")
        expect(said.get_by_role("link")).to_have_text(
            "Meow Is All You Need: Speech to Whisker Generation In the Wild"
        )
        expect(page.locator("#add-form")).to_be_visible()
        one.paste("https://toys.example/new/")
        expect(said).to_contain_text("It is new here.")


def test_a_title_that_is_here_is_told_while_it_is_typed(somebody: Somebody) -> None:
    with somebody() as one:
        page = one.begin()
        one.paste(NEW)
        one.write("title", "meow is all you need - speech to whisker generation in the wild")
        near = page.locator(".add__similar").get_by_role("link")
        expect(near).to_have_text("Meow Is All You Need: Speech to Whisker Generation In the Wild")
        assert near.evaluate("link => link.href").endswith("/papers/meow2lip-2020/")


def test_an_unknown_venue_is_a_note_on_a_preprint(somebody: Somebody, root: Path) -> None:
    with somebody() as one:
        page = one.begin()
        one.paste(NEW)
        one.write("title", TITLE)
        one.choose()
        one.write("venue", "Workshop on\u2028 Crisps: # not: yaml")
        one.write("year", "2026")
        expect(page.locator("#add-venue-said")).to_contain_text("goes along as a note")
        one.propose()
        note = "Venue, not in data/venues.yml yet: Workshop on Crisps: # not: yaml 2026"
        assert one.sent["value"].splitlines()[1] == f"# {note}"
        assert note in one.sent["description"]
        assert "venue: arxiv" in one.sent["value"]
        assert not one.landed(root)


def test_a_venue_asks_for_its_year(somebody: Somebody) -> None:
    with somebody() as one:
        page = one.begin()
        one.paste(NEW)
        one.write("title", TITLE)
        one.choose()
        one.write("venue", "ToyCon")
        assert one.state == "Still to do: Year."
        page.locator("#add-propose").dispatch_event("click")
        assert page.evaluate("document.activeElement.id") == "add-year"
        expect(page.locator("#add-year-said")).to_have_text("Which year?")


def test_links_of_all_kinds_find_their_fields(somebody: Somebody, root: Path) -> None:
    with somebody() as one:
        page = one.begin()
        one.paste("https://meow.example/")
        one.write("title", TITLE)
        one.choose()
        for address in ("https://github.com/meow/lip", "arxiv.org/abs/2508.12345v2", "10.5555/meow.1"):
            page.locator(".add__row input").last.fill(address)
        page.get_by_role("combobox", name="Link type").first.select_option("project")
        kinds = page.get_by_role("combobox", name="Link type").evaluate_all(
            "all => all.map(one => one.selectedOptions[0].textContent)"
        )
        assert kinds[:4] == ["project", "code", "arXiv id", "DOI"]
        record = one.record
        assert record["links"] == {"project": "https://meow.example/", "code": "https://github.com/meow/lip"}
        assert (record["arxiv"], record["doi"]) == ("2508.12345", "10.5555/meow.1")
        one.propose()
        assert not one.landed(root)


def test_suggestions_give_way_to_the_reader(somebody: Somebody) -> None:
    with somebody() as one:
        page = one.begin(f"?link={NEW}")
        expect(page.locator("#add-link")).to_have_value(NEW)
        one.write("title", TITLE)
        tag = page.get_by_role("checkbox", name="Real time")
        expect(tag).to_be_checked()
        expect(page.locator("#add-tags-said")).to_contain_text("From the title: Real time")
        expect(page.locator("#add-short")).to_have_value("Mumblr")
        tag.uncheck()
        one.write("short", "Mmmh")
        one.write("title", TITLE.replace("Mumblr", "Crisps2Lip"))
        expect(tag).not_to_be_checked()
        assert one.record["short"] == "Mmmh"
        assert "tags" not in one.record
        one.paste(KINDS["cvf-openaccess"])
        expect(page.locator("#add-title")).to_have_value(TITLE.replace("Mumblr", "Crisps2Lip"))
        expect(page.locator("#add-venue")).not_to_have_value("")
        one.paste(NEW)
        expect(page.locator("#add-venue")).to_have_value("")


def test_a_keyboard_is_enough(somebody: Somebody) -> None:
    with somebody() as one:
        page = one.begin()
        page.locator("#add-link").focus()
        page.keyboard.insert_text(NEW)
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "add-title"
        page.keyboard.insert_text(TITLE)
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        stops = reached(page, "add-propose")
        assert stops["add-venue"] < stops["add-year"] < stops["add-short"] < stops["add-propose"]
        page.keyboard.press("Enter")
        expect(page).to_have_title("GitHub")
        assert one.sent["filename"] == "data/papers/2025/mumblr-2025.yml"


def reached(page: Any, goal: str) -> dict[str, int]:
    """Press Tab until an element has the focus; the elements on the way, in order."""

    def walk() -> Iterator[str]:
        for _ in range(60):
            page.keyboard.press("Tab")
            yield (id := page.evaluate("document.activeElement.id"))
            if id == goal:
                return
        raise AssertionError(f"{goal} cannot be reached")

    return {id: at for at, id in enumerate(walk())}
