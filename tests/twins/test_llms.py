"""llms.txt has the form of https://llmstxt.org, is short, and states true sizes."""

from __future__ import annotations

import re

from catalog.twins.values import format_size
from tests.sites import BuiltSite
from tests.twins.golden import INFO, toy_files
from tests.twins.reading import PARSER, Reading

MAX_BYTES = 20_000
"""About 5,000 tokens."""
LINK_LINE = re.compile(r"- \[[^\]]+\]\((\S+)\) \((\d+ KB|\d+\.\d MB)\): \S.*")


def test_the_form_is_that_of_the_proposal(site: BuiltSite) -> None:
    text = (site.output / "llms.txt").read_text("utf-8")
    assert len(text.encode()) <= MAX_BYTES
    assert re.match(r"# Awesome Talking Face\n\n> \S.*\n\n\S", text)
    sections = ["How to query", "API", "Downloads", "Pages", "Optional"]
    assert Reading(text).headings(2) == sections
    kinds = {token.type for token in PARSER.parse(text)}
    assert not kinds & {"fence", "html_block", "code_block", "hr", "ordered_list_open"}


def test_sizes_are_those_of_the_files(site: BuiltSite) -> None:
    lines = (site.output / "llms.txt").read_text("utf-8").partition("## API")[2].splitlines()
    items = [line for line in lines if line.startswith("- ")]
    assert len(items) > 30
    for item in items:
        match = LINK_LINE.fullmatch(item)
        assert match, item
        if not match[1].startswith(f"{site.url}feeds/"):
            size = (site.output / match[1].removeprefix(site.url)).stat().st_size
            assert match[2] == format_size(size), item


def test_every_paper_is_a_line_of_the_full_file(site: BuiltSite) -> None:
    lines = (site.output / "llms-full.txt").read_text("utf-8").splitlines()
    ids = [line[2:].partition(":")[0] for line in lines if line.startswith("- ")]
    twins = [name for name in site.files if re.fullmatch(r"papers/[^/]+/index\.md", name)]
    assert sorted(ids) == sorted(name.split("/")[1] for name in twins)


def test_addresses_are_absolute_where_the_site_is_known() -> None:
    links = Reading(toy_files()["llms.txt"]).links
    assert [link for link in links if not link.startswith(INFO.url)] == []
