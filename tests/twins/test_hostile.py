"""Hostile records in files for agents: they show the texts and nothing else, even without checks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import chain
from posixpath import dirname, join, normpath

import pytest

from catalog import Catalog
from catalog.html.renderer import Renderer
from catalog.site.page_twins import render_page_twins
from catalog.twins.generated import render_twins
from catalog.twins.llms import render_llms
from catalog.twins.sheet import twin_path
from catalog.views.views import Views
from tests.hostile.build import make_catalog_hostile
from tests.hostile.payloads import PAYLOADS
from tests.sites import ROOT, TOY
from tests.twins.facts import missing_facts, twins_with_records, unsafe_links
from tests.twins.golden import INFO
from tests.twins.reading import STRANGE, Reading, shown

FOLDERS = ("papers/paper", "datasets/dataset", "venues/", "categories/", "tags/", "results/")
HEADINGS = (
    *("Code", "Reported results", "Related papers", "More by these authors", "Statements by source", "Cite"),
    *("Introduced in", "Conflicting scores", "Reported facts"),
)


@cache
def views() -> Views:
    return Views(make_catalog_hostile(Catalog.load(TOY.parent)))


@cache
def files() -> Mapping[str, str]:
    """Return the twins and llms files by path."""
    renderer = Renderer(views(), ROOT / "docs/templates", INFO)
    return dict(
        chain(render_twins(views()), render_page_twins(renderer, ROOT), render_llms(views(), INFO, {}))
    )


@cache
def readings() -> Mapping[str, Reading]:
    return {path: Reading(text) for path, text in files().items()}


def test_the_texts_are_the_headings_of_their_twins() -> None:
    for page in views().pages():
        path = twin_path(page.href)
        if path in files() and page.kind != "results":
            (heading,) = readings()[path].headings(1)
            assert heading == shown(page.title) or page.href.startswith("venues/"), path
    assert sum(path.startswith("papers/paper") for path in files()) == len(PAYLOADS)


def test_the_texts_make_no_part_of_their_own() -> None:
    own = {path: reading for path, reading in readings().items() if path.startswith(FOLDERS)}
    assert len(own) > 4 * len(PAYLOADS)
    for path, reading in own.items():
        assert not reading.kinds & STRANGE, path
        fences = [token.info for token in reading.tokens if token.type == "fence"]
        assert fences == ["bibtex"] * path.startswith("papers/"), path
        if path.startswith(("papers/", "datasets/")):
            others = [heading.partition(" (")[0] for heading in reading.headings(2)]
            assert set(others) <= {*HEADINGS, "Trained on it", "Evaluated on it", "Used by"}, path


def test_every_file_is_free_of_html_and_of_templates() -> None:
    for path, reading in readings().items():
        assert not reading.kinds & {"html_block", "html_inline", "image"}, path
        assert "7006652" not in reading.text, path
        assert "PWN42" not in reading.text, path


def test_every_link_is_safe_or_leads_to_a_twin() -> None:
    for path, reading in readings().items():
        assert unsafe_links(reading) == [], path
        for link in reading.links:
            if ":" not in link.partition("?")[0] and link.partition("#")[0].endswith(".md"):
                target = normpath(join(dirname(path), link.partition("#")[0]))
                assert target in files(), f"{path}: {link}"


@pytest.mark.parametrize("name", ["papers", "datasets"])
def test_every_fact_is_shown_as_it_is(name: str) -> None:
    for path, record, twin in twins_with_records(views(), dict(files()), name):
        missing = [fact for fact in missing_facts(views().catalog, record, twin) if fact[0] != ("arxiv",)]
        assert missing == [], path


def test_every_paper_is_one_line_of_the_full_file() -> None:
    lines = [line for line in files()["llms-full.txt"].splitlines() if line.startswith("- ")]
    assert len(lines) == len(PAYLOADS)
    for paper, line in zip(views().catalog.papers, lines, strict=True):
        assert Reading(line).text.startswith(f"{paper.id}: {shown(paper.title)}"[:500])
