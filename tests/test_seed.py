"""The catalog contains all of the original list.

`seed.json` has the 101 entries and 147 links of the list as written; it was not derived from `data/`.
`seed_corrections.yml` has every deliberate difference and its reason. An entry that is neither as written
nor corrected fails here, and so does a correction that is not needed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.utils.text import fold
from catalog.utils.urls import identifier_in_url
from tests.helpers import load_yaml

pytestmark = pytest.mark.data
HERE = Path(__file__).parent
SEED: list[dict[str, Any]] = json.loads((HERE / "seed.json").read_text("utf-8"))
CORRECTIONS: list[dict[str, Any]] = load_yaml((HERE / "seed_corrections.yml").read_text("utf-8"))

SECTIONS = {
    "2D Video - Person independent": "2d-person-independent",
    "2D Video - Person dependent": "2d-person-dependent",
    "3D Animation": "3d-animation",
    "Survey": "survey",
}
KINDS = {"Paper": "paper", "Code": "code", "Link": "dataset", "DemoPage": "demo"}  # default: project


class Entry(NamedTuple):
    """An entry of the list."""

    line: int
    section: str
    title: str
    venue: str | None
    links: tuple[tuple[str, str], ...]

    def corrections(self, *fields: str) -> list[dict[str, Any]]:
        """Return the corrections of some fields of this entry."""
        return [item for item in CORRECTIONS if item["line"] == self.line and item["field"] in fields]


ENTRIES = [
    Entry(
        item["line"],
        item["section"],
        item["title_fixed"],
        item["venue_raw"],
        tuple((KINDS.get(link["label"], "project"), link["url"]) for link in item["links"]),
    )
    for item in SEED
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(HERE.parent)


def find_records(catalog: Catalog, entry: Entry) -> list[Paper | Dataset]:
    """Find the records of an entry by the corrected title or id, else by title, name or alias."""
    corrected = {item["corrected"] for item in entry.corrections("duplicate", "title")}
    records: list[Paper | Dataset] = []
    for record in catalog.records:
        name = record.title if isinstance(record, Paper) else record.name
        has_name = fold(entry.title) in map(fold, (name, *record.aliases))
        if {name, record.id} & corrected if corrected else has_name:
            records.append(record)
    if entry.section == "Datasets":  # a dataset with a paper has the paper's short name
        ids = {record.id for record in records}
        records += [dataset for dataset in catalog.datasets.values() if dataset.paper in ids]
    return records


def test_the_copy_of_the_list_is_complete() -> None:
    assert len(ENTRIES) == 101
    assert sum(len(entry.links) for entry in ENTRIES) == 147


def test_the_catalog_has_the_lists_papers_and_datasets(catalog: Catalog) -> None:
    records = {record.id: record for entry in ENTRIES for record in find_records(catalog, entry)}
    papers = [record for record in records.values() if isinstance(record, Paper)]
    datasets = [record for record in records.values() if isinstance(record, Dataset)]
    assert (len(papers), len(datasets)) == (91, 7)  # MEAD is both
    assert all("awesome-talking-face" in record.sources for record in records.values())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"line-{entry.line}")
def test_entry(catalog: Catalog, entry: Entry) -> None:
    records = find_records(catalog, entry)
    papers = [record for record in records if isinstance(record, Paper)]
    is_dataset = entry.section == "Datasets"
    assert len(papers) == (1 if not is_dataset or entry.venue else 0), "one record for each paper"
    assert any(isinstance(record, Dataset) for record in records) == is_dataset
    for paper in papers:
        check_category(entry, paper)
        check_venue(catalog, entry, paper)
    check_links(entry, records)


def check_category(entry: Entry, paper: Paper) -> None:
    corrected = [item["corrected"] for item in entry.corrections("category")]
    assert {SECTIONS.get(entry.section), *corrected} & set(paper.categories)


def check_venue(catalog: Catalog, entry: Entry, paper: Paper) -> None:
    """Check that a record has the venue, year and track of the list, or a claim and a correction."""
    if entry.venue is None:
        return
    match = re.fullmatch(r"(.+?) ?(\d{4})( \w+)?", entry.venue)
    assert match, entry.venue
    venue, year = catalog.venue_spellings[fold(match[1])], int(match[2])
    track = (match[3] or "").strip().lower()
    assert (
        paper.track == track if track else paper.track in (None, "oral", "highlight")
    )  # others may know more
    if (paper.venue_id, paper.display_year) != (venue, year):
        claims = [claim for claim in paper.claims if claim.source == "awesome-talking-face"]
        assert (venue, year) in [(claim.venue, claim.year) for claim in claims]
        assert any(claim.taken for claim in paper.claims)
        corrected = [item["corrected"] for item in entry.corrections("venue", "year")]
        assert corrected == [f"{paper.venue_id} {paper.display_year}"]


def check_links(entry: Entry, records: list[Paper | Dataset]) -> None:
    """Check that the records have each link as written or corrected, or its arXiv id or DOI."""
    links = {pair for record in records for pair in record.links.kinds_and_urls}
    papers = [record for record in records if isinstance(record, Paper)]
    ids = {str(id).lower() for paper in papers for id in (paper.arxiv, paper.doi)}
    corrected_urls = {item["original"]: item["corrected"] for item in entry.corrections("url")}
    for kind, original_url in entry.links:
        url = corrected_urls.get(original_url, original_url)
        id = identifier_in_url(url) or ("doi", (re.search(r"10\.\d{4,}/.+", url) or [""])[0])
        assert (kind, url) in links or id[1].lower() in ids, f"{kind}: {url}"


def test_every_correction_is_needed_and_explained(catalog: Catalog) -> None:
    for correction in CORRECTIONS:
        entry = next(entry for entry in ENTRIES if entry.line == correction["line"])
        assert find_records(catalog, entry), correction
        assert len(correction["reason"].split()) >= 4, correction
        assert correction["source"] in catalog.sources, correction
        if correction["field"] == "url":
            assert correction["original"] in [url for _, url in entry.links], correction
        if correction["field"] in ("venue", "year"):
            assert correction["original"] == entry.venue, correction


def test_notes_of_the_list_are_kept(catalog: Catalog) -> None:
    assert "music" in str(catalog.paper["lia-2022"].note)
    assert "tarred" in str(catalog.paper["pc-avs-2021"].note)
    assert catalog.paper["ad-nerf-2021"].categories[:2] == ("2d-person-independent", "3d-animation")
