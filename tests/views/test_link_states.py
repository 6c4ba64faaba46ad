"""Links as readers get them: to an archive if the page is gone, to the new address if it moved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catalog.citing.bibtex import format_bibtex
from catalog.citing.reference import references
from catalog.html.links import render_link
from catalog.records.catalog import Catalog
from catalog.records.vocabularies import LinkState
from catalog.views.cards import Link, show_state, web_link
from tests.html_tree import parse_html
from tests.sites import TOY, BuiltSite

URL = "https://toys.example/meow?loud=1&long=2#end"
ARCHIVE = "https://web.archive.org/web/"
MARCH = date(2025, 3, 14)


def states_of(state: str, **values: Any) -> dict[str, LinkState]:
    values = {"id": URL, "file": "data/links.yml", "state": state, "since": "2026-02-03", **values}
    return {URL: LinkState.model_validate(values)}


@pytest.mark.parametrize(
    ("states", "href", "note"),
    [
        ({}, URL, ""),
        (states_of("dead", seen="2025-03-14"), f"{ARCHIVE}202503/{URL}", "last seen March 2025"),
        (states_of("dead"), f"{ARCHIVE}2/{URL}", "dead since February 2026"),
        (states_of("moved", to="https://new.example/"), "https://new.example/", ""),
        (states_of("blocked", seen="2025-03-14"), URL, ""),
    ],
)
def test_a_state_is_shown(states: dict[str, LinkState], href: str, note: str) -> None:
    link = show_state(web_link("Project", URL, "project"), states)
    assert link == Link("Project", href, "project", URL, note)
    element, *_ = parse_html(render_link(web_link("Project", URL, "project"), "button", states)).elements
    assert element.attributes == {"href": href, "class": "button"} | ({"title": URL} if href != URL else {})
    assert element.text == f"Project {note}".strip()


@pytest.mark.parametrize("to", ["javascript:meow()", "https://me@toys.example/", "data:text/html,meow"])
def test_an_unsafe_address_is_never_shown(to: str) -> None:
    """Rules refuse it; here they are off."""
    link = LinkState.model_construct(id=URL, file="", state="moved", since=MARCH, seen=None, to=to)
    assert show_state(web_link("Project", URL), {URL: link}).href == URL
    unsafe = {to: link.model_copy(update={"state": "dead"})}
    assert show_state(web_link("Project", to), unsafe).href is None


def test_pages_of_the_toy_site(toy_site: BuiltSite) -> None:
    project = f"{ARCHIVE}202503/https://toys.example/meow"
    for href in ("papers/meow2lip-2020/", "years/2020/", "venues/toycon/"):
        links = {link["href"]: link for link in toy_site.pages[href].select("a")}
        assert links[project].text == "Project last seen March 2025"
        assert links[project]["title"] == "https://toys.example/meow"
        assert links["https://play.example/meow"]["title"] == "https://toys.example/meow/demo"
        assert "https://toys.example/meow" not in links
    links = {link["href"]: link for link in toy_site.pages["papers/same-but-louder-2023/"].select("a")}
    assert links[f"{ARCHIVE}2/https://toys.example/weights"].text == "toys.example dead since March 2026"


def test_files_for_programs_keep_the_original(toy_site: BuiltSite) -> None:
    toy = Catalog.load(TOY.parent)
    api = (toy_site.output / "api/v1/papers/meow2lip-2020.json").read_text("utf-8")
    assert "https://toys.example/meow" in api
    for name in toy_site.files:
        if name.startswith(("api/", "feeds/", "exports/")) or name.endswith((".bib", ".xml", ".csv")):
            assert ARCHIVE not in (toy_site.output / name).read_text("utf-8"), name
    for reference in references(toy, toy.paper["meow2lip-2020"]):
        assert ARCHIVE not in format_bibtex(reference)
