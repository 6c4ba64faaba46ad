"""The whole summary of one change, and properties of every summary."""

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
from tests.review.changes import make_change
from tests.review.golden import HERE, LINKS, render_golden
from tests.sites import EPOCH
from tests.utils.test_github_markdown import OURS, tokens

RECORD = "title: {title}\narxiv: '{arxiv}'\ncategories: [mumbling]\nsources: [napkin]\n"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def test_the_summary_of_a_change_of_every_kind(tmp_path: Path) -> None:
    assert render_golden(tmp_path) == (HERE / "golden.md").read_text("utf-8")


def test_all_links_lead_to_our_pages() -> None:
    parsed = list(tokens((HERE / "golden.md").read_text("utf-8")))
    links = [str(token.attrGet("href")) for token in parsed if token.type == "link_open"]
    ours = ("https://pages.example/fork/", "https://github.com/somebody/of-it/blob/")
    assert len(links) > 10
    assert [link for link in links if not link.startswith(ours)] == []
    assert {token.content for token in parsed if token.type == "html_inline"} == OURS
    assert not [token for token in parsed if token.type in ("image", "html_block")]


def test_without_a_site_there_are_no_links(tmp_path: Path) -> None:
    make_change(tmp_path, {}, {"data/papers/2021/hum-2021.yml": RECORD.format(title="Hum", arxiv="x")})
    summary = render_summary(review_checkout(tmp_path, "main"), ReviewLinks())
    assert "bad&#45;arxiv" in summary
    assert not [token for token in tokens(summary) if token.type == "link_open"]


def test_hostile_titles_are_text(tmp_path: Path) -> None:
    files = {
        f"data/papers/2021/shout-{at}-2021.yml": RECORD.format(
            title="'" + text.replace("'", "''") + "'", arxiv=f"2101.{at:05}"
        )
        for at, text in enumerate(PLAIN_TEXTS)
    }
    make_change(tmp_path, {}, files)
    summary = render_summary(review_checkout(tmp_path, "main"), LINKS)
    headings = [line for line in summary.splitlines() if line.startswith("### New")]
    assert len(headings) == len(PLAIN_TEXTS)
    assert {token.content for token in tokens(summary) if token.type == "html_inline"} <= OURS


def test_file_names_are_quoted_in_urls() -> None:
    assert LINKS.file_url("data/a#b?c %25.yml", 3).endswith("/data/a%23b%3Fc%20%2525.yml#L3")


def test_a_long_summary_is_truncated(tmp_path: Path) -> None:
    make_change(tmp_path, {}, {})
    review = review_checkout(tmp_path, "main")
    problem = Problem(Location("data/papers/2020/x.yml"), LOST_ID, "An owl " * 60, "Hoot " * 60)
    long_review = replace(review, problems=(problem,) * 3000)
    summary = render_summary(long_review, LINKS)
    assert summary.endswith(TRUNCATION_NOTE)
    assert MAX_SUMMARY_BYTES - 5_000 < len(summary.encode()) <= MAX_SUMMARY_BYTES
    assert TRUNCATION_NOTE not in render_summary(replace(review, problems=(problem,) * 10), LINKS)


def test_the_preview_url_is_limited(tmp_path: Path) -> None:
    files = {
        f"data/papers/2021/hum-{at}-2021.yml": RECORD.format(title=f"Hum {at}", arxiv=f"2101.{at:05}")
        for at in range(MAX_PREVIEW_RECORDS + 5)
    }
    make_change(
        tmp_path, {}, files | {"data/papers/2021/Loud Noise&x=y.yml": RECORD.format(title="Y", arxiv="x")}
    )
    review = review_checkout(tmp_path, "main")
    address = LINKS.preview_url(find_changed_records(review))
    assert address.count(",") == MAX_PREVIEW_RECORDS - 1
    assert "Loud" not in address
    assert f"(the first {MAX_PREVIEW_RECORDS})" in render_summary(review, LINKS)


@pytest.mark.parametrize(
    ("text", "is_edited"), [("# An old list\n- [Mine](https://x.example/)\n", True), (None, False)]
)
def test_an_edited_list_is_recognized(text: str | None, is_edited: bool, tmp_path: Path) -> None:
    make_change(tmp_path, {"LIST.md": "# An old list\n"}, {})
    generated = render_lists(review_checkout(tmp_path, "main").new)["LIST.md"]
    (tmp_path / "LIST.md").write_text(text or generated, encoding="utf-8")
    assert ("### LIST.md" in render_summary(review_checkout(tmp_path, "main"), LINKS)) == is_edited


def test_a_new_line_of_the_list_is_shown_as_a_record(tmp_path: Path) -> None:
    make_checkout(tmp_path / "toy")
    generated = render_lists(Catalog.load(tmp_path / "toy"))["LIST.md"]
    make_change(tmp_path / "of", {"LIST.md": generated}, {})
    heading = next(line for line in generated.splitlines() if line.startswith("## Mumbling"))
    line = "- Yodel2Face: Faces from Afar [[Paper](https://arxiv.org/abs/2105.00001)] *arXiv 2021*"
    (tmp_path / "of/LIST.md").write_text(generated.replace(heading, f"{heading}\n\n{line}"), encoding="utf-8")
    review = review_checkout(tmp_path / "of", "main")
    at = generated.splitlines().index(heading) + 3
    assert [str(problem).partition(": ")[0] for problem in review.problems] == [f"LIST.md:{at}:1"]
    summary = render_summary(review, LINKS)
    assert "data&#47;papers&#47;2021&#47;yodel2face&#45;2021&#46;yml" in summary
    assert "```yaml\n# yaml-language-server" in summary
    assert 'title: "Yodel2Face: Faces from Afar"\n' in summary
    assert 'arxiv: "2105.00001"\n' in summary


def test_formatting_is_not_a_change(tmp_path: Path) -> None:
    file = "data/papers/2021/hum-2021.yml"
    record = RECORD.format(title="Hum", arxiv="2101.00001")
    make_change(tmp_path, {file: record}, {file: f"# la\n{record}"})
    review = review_checkout(tmp_path, "main")
    assert review.changed_files == {file}
    assert find_changed_records(review) == ()
    assert "No records changed" in render_summary(review, LINKS)


def test_an_unreadable_file_is_not_a_removed_record(tmp_path: Path) -> None:
    file = "data/papers/2021/hum-2021.yml"
    make_change(tmp_path, {file: RECORD.format(title="Hum", arxiv="2101.00001")}, {file: "title: [\n"})
    summary = render_summary(review_checkout(tmp_path, "main"), LINKS)
    assert "yaml&#45;syntax" in summary
    assert not re.search("lost&#45;id|### Removed", summary)


def test_similar_papers_share_rare_features() -> None:
    catalog = make_catalog(
        make_paper("one-2020", title="The Owl Talks Back", authors=("Polly Phony",), tags=("jazz", "audio")),
        make_paper("two-2020", title="Owl, an Opera", authors=("Ella Fitzmumble",), tags=("audio",)),
        make_paper("three-2020", title="Nothing in Common", authors=("Polly Phony",), tags=("audio",)),
        make_paper("four-2020", title="Audio Only", tags=("audio",)),
        make_paper("five-2020", title="Alone", tags=("video",)),
    )
    similar = SimilarPapers(catalog).find(catalog.paper["one-2020"])
    assert {one.paper.id: one.common_features for one in similar} == {
        "two-2020": {"author": (), "word": ("owl",), "tag": ("audio",)},
        "three-2020": {"author": ("Polly Phony",), "word": (), "tag": ("audio",)},
        "four-2020": {"author": (), "word": (), "tag": ("audio",)},
    }
    assert [one.paper.id for one in similar][-1] == "four-2020"
    assert SimilarPapers(catalog).find(catalog.paper["five-2020"]) == ()


def test_possible_duplicates_come_first() -> None:
    catalog = make_catalog(
        make_paper("new-2020", title="A Duet for One Mouth", authors=("Polly Phony",), tags=("jazz",)),
        make_paper("friend-2020", title="Mouth and Duet", authors=("Polly Phony",), tags=("jazz",)),
        make_paper("twin-2020", title="A Duet for One Mouth."),
    )
    similar = SimilarPapers(catalog).find(catalog.paper["new-2020"])
    assert [(one.paper.id, one.may_be_same) for one in similar] == [
        ("twin-2020", True),
        ("friend-2020", False),
    ]
