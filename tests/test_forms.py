"""The forms for issues: valid, fresh, and what pages and robots take them for."""

from __future__ import annotations

import subprocess
import sys
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from catalog import Catalog
from tests.helpers import ROOT, load_yaml
from tests.sites import FORK, BuiltSite

FORMS = ROOT / ".github/ISSUE_TEMPLATE"
ASKED = {
    "add-paper": (["link"], ["paper-title", "venue", "category", "code", "note"]),
    "correct-record": (["record", "wrong"], ["source"]),
    "dead-link": (["record", "link"], ["replacement"]),
    "suggest-category": (["name", "about", "papers"], []),
    "report-result": (["source", "reporter", "dataset", "table"], ["protocol"]),
    "something-else": (["what"], []),
}
"""What each form needs, and what it takes beside; addresses that fill a form in use these names."""
LABELS = {
    "add-paper": ["add-paper"],
    "correct-record": ["correction"],
    "dead-link": ["dead-link"],
    "suggest-category": ["category"],
    "report-result": ["result"],
    "something-else": [],
}
"""By these the robots know what an issue is."""


def form(name: str) -> dict[str, Any]:
    found: dict[str, Any] = load_yaml((FORMS / f"{name}.yml").read_text("utf-8"))
    return found


def fields(name: str) -> dict[str, dict[str, Any]]:
    return {part["id"]: part for part in form(name)["body"] if part["type"] != "markdown"}


@pytest.mark.parametrize("kind", ["forms", "config"])
def test_github_can_read_them(kind: str) -> None:
    config = FORMS / "config.yml"
    paths = [config] if kind == "config" else sorted(set(FORMS.iterdir()) - {config})
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.github-issue-{kind}"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_these_are_all_forms() -> None:
    assert {path.stem for path in FORMS.iterdir()} == {*ASKED, "config"}


@pytest.mark.parametrize("name", ASKED)
def test_a_form_asks_for_little(name: str) -> None:
    required = {id: part.get("validations", {}).get("required", False) for id, part in fields(name).items()}
    wanted = ([id for id in required if required[id]], [id for id in required if not required[id]])
    assert wanted == ASKED[name]
    assert form(name).get("labels", []) == LABELS[name]


@pytest.mark.parametrize("name", ASKED)
def test_no_two_headings_of_an_issue_are_alike(name: str) -> None:
    """An issue holds the labels of the fields as headings; robots read it by them."""
    labels = [part["attributes"]["label"] for part in fields(name).values()]
    assert len({label.lower() for label in labels}) == len(labels)


@pytest.mark.data
def test_the_categories_are_those_of_the_catalog() -> None:
    names = [category.name for category in Catalog.load(ROOT).categories.values()]
    assert fields("add-paper")["category"]["attributes"]["options"] == names


@pytest.mark.parametrize(
    ("address", "id"), [("papers/meow2lip-2020/", "meow2lip-2020"), ("datasets/blink/", "blink")]
)
def test_a_page_opens_the_form_with_its_record(toy_site: BuiltSite, address: str, id: str) -> None:
    page = toy_site.pages[address]
    hrefs = [str(link["href"]) for link in page.select("a") if link.text == "Report a problem"]
    assert len(hrefs) == 1
    asked = parse_qs(urlsplit(hrefs[0]).query)
    assert hrefs[0].partition("?")[0] == FORK["REPO_URL"] + "/issues/new"
    assert asked == {"template": ["correct-record.yml"], "title": [f"Correct: {id}"], "record": [id]}
    assert asked.keys() - {"template", "title"} <= fields("correct-record").keys()
