"""The pictures of the guide show what a reader sees who does what they show."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.looking_up import ARXIV, asking, look_up, reply
from tests.helpers import load_yaml
from tests.html_tree import parse_html
from tests.sites import ROOT

PAGE_TEXT = """() => [
  document.querySelector("#add").innerText,
  ...[...document.querySelectorAll("#add :is(input, textarea)")].map((field) => field.value),
].join("\\n").replace(/\\s+/g, " ")"""


def texts_in_picture(name: str) -> list[str]:
    picture = parse_html((ROOT / f"docs/assets/guide/{name}.svg").read_text("utf-8"))
    return [text.text for text in picture.select("text")]


@pytest.fixture(scope="module")
def proposal(browser: Browser, add_url: str) -> dict[str, str]:
    """Text of the page, and what the reader sends to GitHub."""
    with asking(browser, add_url, reply()) as (user, _):
        page = look_up(user, f"https://arxiv.org/abs/{ARXIV}")
        user.choose_category()
        text = page.evaluate(PAGE_TEXT)
        user.propose()
        return {"page": text, **user.parameters}


def test_the_form(proposal: dict[str, str]) -> None:
    assert [text for text in texts_in_picture("paste") if text not in proposal["page"]] == []


def test_the_file(proposal: dict[str, str]) -> None:
    folder, name, *rest = texts_in_picture("propose")
    assert folder.replace(" ", "") + name == proposal["filename"]
    lines = [text.removesuffix("…") for text in rest if not re.fullmatch(r"\d|Propose changes", text)]
    file = proposal["value"].splitlines()
    assert len(lines) == 5
    assert all(start == line[: len(start)] for start, line in zip(lines, file, strict=False))


def test_the_pull_request(proposal: dict[str, str]) -> None:
    title, *rest = texts_in_picture("merge")
    assert title == proposal["message"]
    workflow = load_yaml((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
    names = {f"{workflow['name']} / {job['name']}" for job in workflow["jobs"].values()}
    checks = [text for text in rest if " / " in text]
    assert len(checks) == 3
    assert set(checks) <= names
