"""The original list is in the catalog, all of it.

`seed.json` holds the list's 101 entries and 147 links as they were written; it was never made from
`data/`. `seed_corrections.yml` holds every place where the catalog differs on purpose, and why. An
entry that is neither as written nor corrected fails here, and so does a correction that nothing needs.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from catalog import Catalog
from catalog.records.schema import Dataset, Paper
from catalog.utils.text import fold
from catalog.utils.urls import identifier_in_url

HERE = Path(__file__).parent
SEED: list[dict[str, Any]] = json.loads((HERE / "seed.json").read_text("utf-8"))
CORRECTIONS: list[dict[str, Any]] = yaml.safe_load((HERE / "seed_corrections.yml").read_text("utf-8"))

SECTIONS = {
    "2D Video - Person independent": "2d-person-independent",
    "2D Video - Person dependent": "2d-person-dependent",
    "3D Animation": "3d-animation",
    "Survey": "survey",
}
KINDS = {"Paper": "paper", "Code": "code", "Link": "dataset", "DemoPage": "demo"}  # all others: project


class Entry(NamedTuple):
    """One line of the list."""

    line: int
    section: str
    title: str
    venue: str | None
    links: tuple[tuple[str, str], ...]

    def corrected(self, *fields: str) -> list[dict[str, Any]]:
        """The corrections of this line."""
        return [one for one in CORRECTIONS if one["line"] == self.line and one["field"] in fields]


ENTRIES = [
    Entry(
        one["line"],
        one["section"],
        one["title_fixed"],
        one["venue_raw"],
        tuple((KINDS.get(link["label"], "project"), link["url"]) for link in one["links"]),
    )
    for one in SEED
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(HERE.parent)


def records(catalog: Catalog, entry: Entry) -> list[Paper | Dataset]:
    """The records of an entry: where a correction says, else by title, name or alias."""
    elsewhere = {one["taken"] for one in entry.corrected("duplicate", "title")}
    found: list[Paper | Dataset] = []
    for record in catalog.records:
        name = record.title if isinstance(record, Paper) else record.name
        known = fold(entry.title) in map(fold, (name, *record.aliases))
        if {name, record.id} & elsewhere if elsewhere else known:
            found.append(record)
    if entry.section == "Datasets":  # the dataset of a paper bears its short name
        ids = {record.id for record in found}
        found += [dataset for dataset in catalog.datasets.values() if dataset.paper in ids]
    return found


def test_nothing_was_left_out_of_the_copy() -> None:
    assert len(ENTRIES) == 101
    assert sum(len(entry.links) for entry in ENTRIES) == 147


def test_the_catalog_has_the_lists_papers_and_datasets(catalog: Catalog) -> None:
    found = {record.id: record for entry in ENTRIES for record in records(catalog, entry)}
    papers = [record for record in found.values() if isinstance(record, Paper)]
    datasets = [record for record in found.values() if isinstance(record, Dataset)]
    assert (len(papers), len(datasets)) == (91, 7)  # MEAD is both
    assert all("awesome-talking-face" in record.sources for record in found.values())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"line-{entry.line}")
def test_entry(catalog: Catalog, entry: Entry) -> None:
    found = records(catalog, entry)
    papers = [record for record in found if isinstance(record, Paper)]
    is_dataset = entry.section == "Datasets"
    assert len(papers) == (1 if not is_dataset or entry.venue else 0), "one record for each paper"
    assert any(isinstance(record, Dataset) for record in found) == is_dataset
    for paper in papers:
        check_category(entry, paper)
        check_venue(catalog, entry, paper)
    check_links(entry, found)


def check_category(entry: Entry, paper: Paper) -> None:
    corrections = [one["taken"] for one in entry.corrected("category")]
    assert {SECTIONS.get(entry.section), *corrections} & set(paper.categories)


def check_venue(catalog: Catalog, entry: Entry, paper: Paper) -> None:
    """The record has the venue, year and track of the tag; or the tag is a claim, and corrected."""
    if entry.venue is None:
        return
    found = re.fullmatch(r"(.+?) ?(\d{4})( \w+)?", entry.venue)
    assert found, entry.venue
    venue, year = catalog.venue_spellings[fold(found[1])], int(found[2])
    assert (paper.track or "") == (found[3] or "").strip().lower()
    if (paper.venue_id, paper.display_year) != (venue, year):
        said = [(claim.venue, claim.year) for claim in paper.claims if claim.source == "awesome-talking-face"]
        assert (venue, year) in said
        assert any(claim.taken for claim in paper.claims)
        taken = [one["taken"] for one in entry.corrected("venue", "year")]
        assert taken == [f"{paper.venue_id} {paper.display_year}"]


def check_links(entry: Entry, found: list[Paper | Dataset]) -> None:
    """Each link is there: as itself, as arXiv id or DOI, or as a correction says."""
    has = {pair for record in found for pair in record.links.kinds_and_urls}
    ids = {
        str(id).lower() for record in found if isinstance(record, Paper) for id in (record.arxiv, record.doi)
    }
    for kind, written in entry.links:
        url = next((one["taken"] for one in entry.corrected("url") if one["found"] == written), written)
        id = identifier_in_url(url) or ("doi", (re.search(r"10\.\d{4,}/.+", url) or [""])[0])
        assert (kind, url) in has or id[1].lower() in ids, f"{kind}: {url}"


def test_every_correction_is_needed_and_explained(catalog: Catalog) -> None:
    for one in CORRECTIONS:
        entry = next(entry for entry in ENTRIES if entry.line == one["line"])
        assert records(catalog, entry), one
        assert len(one["why"].split()) >= 4, one
        assert one["source"] in catalog.sources, one
        if one["field"] == "url":
            assert one["found"] in [url for _, url in entry.links], one
        if one["field"] in ("venue", "year"):
            assert one["found"] == entry.venue, one


def test_notes_of_the_list_are_kept(catalog: Catalog) -> None:
    assert "music" in str(catalog.paper["lia-2022"].note)
    assert "tarred" in str(catalog.paper["pc-avs-2021"].note)
    assert catalog.paper["ad-nerf-2021"].categories[:2] == ("2d-person-independent", "3d-animation")
