"""The whole review of one change, and what holds for every one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from catalog import Catalog
from catalog.documents.problems import Location, Problem
from catalog.importing.list_writer import render_lists
from catalog.review.changed_records import find_changed_records
from catalog.review.review import LOST_ID, review_checkout
from catalog.review.similar import SimilarPapers
from catalog.review.summary import (
    MAX_PREVIEW_RECORDS,
    MAX_SUMMARY_BYTES,
    TRUNCATION_NOTE,
    ReviewLinks,
    render_summary,
)
from tests.helpers import make_catalog, make_checkout, make_paper
from tests.hostile.payloads import PLAIN_TEXTS
from tests.review.changes import changed
from tests.review.golden import HERE, LINKS, golden
from tests.sites import EPOCH
from tests.utils.test_github_markdown import OURS, tokens

RECORD = "title: {title}\narxiv: '{arxiv}'\ncategories: [mumbling]\nsources: [napkin]\n"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def test_the_review_of_a_change_with_one_of_everything(tmp_path: Path) -> None:
    assert golden(tmp_path) == (HERE / "golden.md").read_text("utf-8")


def test_it_leads_nowhere_but_where_we_want() -> None:
    found = list(tokens((HERE / "golden.md").read_text("utf-8")))
    links = [str(token.attrGet("href")) for token in found if token.type == "link_open"]
    ours = ("https://pages.example/fork/", "https://github.com/somebody/of-it/blob/")
    assert len(links) > 10
    assert [link for link in links if not link.startswith(ours)] == []
    assert {token.content for token in found if token.type == "html_inline"} == OURS
    assert not [token for token in found if token.type in ("image", "html_block")]


def test_without_a_site_it_leads_nowhere(tmp_path: Path) -> None:
    changed(tmp_path, {}, {"data/papers/2021/hum-2021.yml": RECORD.format(title="Hum", arxiv="x")})
    told = render_summary(review_checkout(tmp_path, "main"), ReviewLinks())
    assert "bad&#45;arxiv" in told
    assert not [token for token in tokens(told) if token.type == "link_open"]


def test_hostile_titles_are_text(tmp_path: Path) -> None:
    files = {
        f"data/papers/2021/shout-{at}-2021.yml": RECORD.format(
            title="'" + text.replace("'", "''") + "'", arxiv=f"2101.{at:05}"
        )
        for at, text in enumerate(PLAIN_TEXTS)
    }
    changed(tmp_path, {}, files)
    told = render_summary(review_checkout(tmp_path, "main"), LINKS)
    headings = [line for line in told.splitlines() if line.startswith("### New")]
    assert len(headings) == len(PLAIN_TEXTS)
    assert {token.content for token in tokens(told) if token.type == "html_inline"} <= OURS


def test_a_file_of_any_name_is_led_to_as_a_file() -> None:
    assert LINKS.file_url("data/a#b?c %25.yml", 3).endswith("/data/a%23b%3Fc%20%2525.yml#L3")


def test_what_github_would_refuse_is_cut(tmp_path: Path) -> None:
    changed(tmp_path, {}, {})
    found = review_checkout(tmp_path, "main")
    problem = Problem(Location("data/papers/2020/x.yml"), LOST_ID, "An owl " * 60, "Hoot " * 60)
    many = replace(found, problems=(problem,) * 3000)
    told = render_summary(many, LINKS)
    assert told.endswith(TRUNCATION_NOTE)
    assert MAX_SUMMARY_BYTES - 5_000 < len(told.encode()) <= MAX_SUMMARY_BYTES
    assert TRUNCATION_NOTE not in render_summary(replace(found, problems=(problem,) * 10), LINKS)


def test_a_preview_has_an_address_that_browsers_take(tmp_path: Path) -> None:
    files = {
        f"data/papers/2021/hum-{at}-2021.yml": RECORD.format(title=f"Hum {at}", arxiv=f"2101.{at:05}")
        for at in range(MAX_PREVIEW_RECORDS + 5)
    }
    changed(
        tmp_path, {}, files | {"data/papers/2021/Loud Noise&x=y.yml": RECORD.format(title="Y", arxiv="x")}
    )
    found = review_checkout(tmp_path, "main")
    address = LINKS.preview_url(find_changed_records(found))
    assert address.count(",") == MAX_PREVIEW_RECORDS - 1
    assert "Loud" not in address
    assert f"(the first {MAX_PREVIEW_RECORDS})" in render_summary(found, LINKS)


@pytest.mark.parametrize(
    ("text", "told"), [("# An old list\n- [Mine](https://x.example/)\n", True), (None, False)]
)
def test_an_edited_list_is_told_from_one_that_was_made(text: str | None, told: bool, tmp_path: Path) -> None:
    changed(tmp_path, {"LIST.md": "# An old list\n"}, {})
    made = render_lists(review_checkout(tmp_path, "main").new)["LIST.md"]
    (tmp_path / "LIST.md").write_text(text or made, encoding="utf-8")
    assert ("### LIST.md" in render_summary(review_checkout(tmp_path, "main"), LINKS)) == told


def test_a_new_line_of_the_list_comes_back_as_a_record(tmp_path: Path) -> None:
    make_checkout(tmp_path / "toy")
    made = render_lists(Catalog.load(tmp_path / "toy"))["LIST.md"]
    changed(tmp_path / "of", {"LIST.md": made}, {})
    heading = next(line for line in made.splitlines() if line.startswith("## Mumbling"))
    line = "- Yodel2Face: Faces from Afar [[Paper](https://arxiv.org/abs/2105.00001)] *arXiv 2021*"
    (tmp_path / "of/LIST.md").write_text(made.replace(heading, f"{heading}\n\n{line}"), encoding="utf-8")
    found = review_checkout(tmp_path / "of", "main")
    at = made.splitlines().index(heading) + 3
    assert [str(problem).partition(": ")[0] for problem in found.problems] == [f"LIST.md:{at}:1"]
    told = render_summary(found, LINKS)
    assert "data&#47;papers&#47;2021&#47;yodel2face&#45;2021&#46;yml" in told
    assert "```yaml\n# yaml-language-server" in told
    assert 'title: "Yodel2Face: Faces from Afar"\n' in told
    assert 'arxiv: "2105.00001"\n' in told


def test_the_form_of_a_record_is_no_change_of_it(tmp_path: Path) -> None:
    file = "data/papers/2021/hum-2021.yml"
    record = RECORD.format(title="Hum", arxiv="2101.00001")
    changed(tmp_path, {file: record}, {file: record.replace("title: Hum", 'title: "Hum" # la')})
    found = review_checkout(tmp_path, "main")
    assert found.changed_files == {file}
    assert find_changed_records(found) == ()
    assert "No record changed" in render_summary(found, LINKS)


def test_a_file_that_cannot_be_read_any_more_was_not_removed(tmp_path: Path) -> None:
    file = "data/papers/2021/hum-2021.yml"
    changed(tmp_path, {file: RECORD.format(title="Hum", arxiv="2101.00001")}, {file: "title: [\n"})
    told = render_summary(review_checkout(tmp_path, "main"), LINKS)
    assert "yaml&#45;syntax" in told
    assert not re.search("lost&#45;id|### Removed", told)


def test_the_nearest_papers_share_what_is_rare() -> None:
    catalog = make_catalog(
        make_paper("one-2020", title="The Owl Talks Back", authors=("Polly Phony",), tags=("jazz", "audio")),
        make_paper("two-2020", title="Owl, an Opera", authors=("Ella Fitzmumble",), tags=("audio",)),
        make_paper("three-2020", title="Nothing in Common", authors=("Polly Phony",), tags=("audio",)),
        make_paper("four-2020", title="Audio Only", tags=("audio",)),
        make_paper("five-2020", title="Alone", tags=("video",)),
    )
    near = SimilarPapers(catalog).find(catalog.paper["one-2020"])
    assert {one.paper.id: one.common_features for one in near} == {
        "two-2020": {"author": (), "word": ("owl",), "tag": ("audio",)},
        "three-2020": {"author": ("Polly Phony",), "word": (), "tag": ("audio",)},
        "four-2020": {"author": (), "word": (), "tag": ("audio",)},
    }
    assert [one.paper.id for one in near][-1] == "four-2020"
    assert SimilarPapers(catalog).find(catalog.paper["five-2020"]) == ()


def test_perhaps_the_same_paper_comes_first() -> None:
    catalog = make_catalog(
        make_paper("new-2020", title="A Duet for One Mouth", authors=("Polly Phony",), tags=("jazz",)),
        make_paper("friend-2020", title="Mouth and Duet", authors=("Polly Phony",), tags=("jazz",)),
        make_paper("twin-2020", title="A Duet for One Mouth."),
    )
    near = SimilarPapers(catalog).find(catalog.paper["new-2020"])
    assert [(one.paper.id, one.may_be_same) for one in near] == [("twin-2020", True), ("friend-2020", False)]
