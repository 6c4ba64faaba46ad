"""The command `catalog refresh venues` on the toy catalog: what it asks, keeps and proposes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.utils.github_markdown import escape_text, inline_code
from tests.refresh.venues.command import Venues
from tests.refresh.venues.library import Library, Work

HUM = "2404.00007"
FILE = "data/papers/2024/hum2face-2024.yml"
TITLE = "Hum2Face: Faces from Humming at Dinner"
AUTHORS = ("K. Cheese", "Ann Alder")
TOYCON = Work(TITLE, AUTHORS, 2024, "ToyCon")
HEAD = "2202.00002"
CLAIMED = "data/papers/2022/head-that-would-not-2022.yml"
SERVICES = {"arxiv", "dblp", "openreview", "crossref", "openalex"}


def data_of(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (root / "data").rglob("*.yml")}


def test_without_statements_nothing_is_proposed(venues: Venues) -> None:
    before = data_of(venues.root)
    result = venues()
    assert (result.exit_code, venues.messages) == (0, [])
    assert result.stdout.endswith("0 cases to decide. Nothing is proposed for them.\n")
    assert result.stderr == (
        "3 preprints, 15 questions answered now, 0 to ask: 0 proposals, 0 of them confirmed, 0 to decide\n"
    )
    assert venues.asked == SERVICES
    assert len(venues.services.requests) == 13  # one for all arXiv IDs
    assert data_of(venues.root) == before


def test_a_comment_of_the_authors_is_taken(venues: Venues, library: Library) -> None:
    comment = "9 pages. Accepted to ToyCon 2024 (Oral). Code: https://code.example/hum"
    library.note(HUM, comment=comment)
    result = venues()
    assert (result.exit_code, venues.messages) == (1, ["Hum2Face: ToyCon 2024"])
    old = (venues.root / FILE).read_text("utf-8")
    new = old.replace("venue: arxiv\nyear: 2024\n", "venue: toycon\nyear: 2024\ntrack: oral\n")
    new = new.replace("sources: [toy-list]\n", "sources: [toy-list, arxiv]\n") + (
        "claims:\n  - {source: arxiv, venue: arxiv, year: 2024}\n"
        "  - {source: arxiv, venue: toycon, year: 2024, track: oral, taken: true}\n"
    )
    assert venues.read_file(FILE) == new
    assert "# Nobody knows where it was shown." in new
    assert f"| {inline_code(FILE)} | arXiv 2024 | ToyCon 2024 | " in result.stdout
    assert escape_text(comment) in venues.body
    assert " | single |" in venues.body
    assert venues.pull_request["branch"] == "upkeep/venues"
    assert venues.pull_request["title"] == "Venues of 1 paper"


STRONG: dict[str, Callable[[Library], None]] = {
    "dblp": lambda library: library.dblp.append(TOYCON),
    "crossref": lambda library: library.crossref.update({"10.5555/hum.1": TOYCON}),
    "openreview": lambda library: library.openreview.append(TOYCON._replace(venue="ToyCon 2024 Poster")),
    "journal reference": lambda library: library.note(HUM, journal_ref="Proc. ToyCon 2024, pp. 3-9"),
}


@pytest.mark.parametrize("source", STRONG)
def test_proceedings_and_authors_confirm_alone(venues: Venues, library: Library, source: str) -> None:
    STRONG[source](library)
    assert venues().exit_code == 1
    assert venues.messages == ["Hum2Face: ToyCon 2024"]
    assert "\nvenue: toycon\nyear: 2024\n" in venues.read_file(FILE)
    assert "poster" not in venues.read_file(FILE)


def test_agreeing_sources_are_strong_evidence(venues: Venues, library: Library) -> None:
    library.note(HUM, comment="ToyCon 2024", doi="10.5555/hum.1")
    library.crossref["10.5555/hum.1"] = TOYCON._replace(values={"page": "484-492"})
    assert venues().exit_code == 1
    text = venues.read_file(FILE)
    assert "\npages: 484-492\n" in text
    assert "\ndoi: 10.5555/hum.1\n" in text
    assert text.count("taken: true") == 1
    assert " | strong |" in venues.body
    assert f"[Crossref](<https://doi.org/10.5555/hum.1>): {escape_text('ToyCon 2024')}" in venues.body


def test_an_index_alone_becomes_a_claim(venues: Venues, library: Library) -> None:
    library.openalex[f"10.48550/arxiv.{HUM}"] = TOYCON
    result = venues()
    assert (result.exit_code, venues.messages) == (1, ["Hum2Face: reported as ToyCon 2024"])
    assert venues.read_file(FILE) == (venues.root / FILE).read_text("utf-8") + (
        "claims:\n  - {source: openalex, venue: toycon, year: 2024}\n"
    )
    assert "### Reported, not confirmed (1)" in venues.body
    assert "### Published" not in venues.body
    venues("--write")
    assert (venues().exit_code, venues.messages) == (0, [])  # the claim is there


def test_a_claim_and_an_index_confirm_each_other(venues: Venues, library: Library) -> None:
    doi = f"10.48550/arxiv.{HEAD}"
    library.openalex[doi] = library.openalex[doi]._replace(venue="ToyCon", year=2022)
    assert venues().exit_code == 1
    assert venues.messages == ["ראש: ToyCon 2022"]
    assert "\nvenue: toycon\nyear: 2022\n" in venues.read_file(CLAIMED)
    assert escape_text("napkin (claim in the record)") in venues.body
    assert " | strong |" in venues.body


def test_a_link_to_proceedings_needs_no_request(venues: Venues) -> None:
    url = "https://openaccess.thecvf.com/content/TOYCON2024/html/Cheese_Hum2Face_Faces_From_ICCV_2024_paper.html"
    venues.edit("2024/hum2face-2024.yml", "project: https://toys.example/hum", f"paper: {url}")
    assert venues().exit_code == 1
    assert venues.messages == []
    assert "### Venues that the catalog does not have (1)" in venues.outcome["issue"]["body"]
    vocabulary = venues.root / "data/venues.yml"
    vocabulary.write_text(vocabulary.read_text("utf-8").replace("[TOYCON]", "[ICCV]"), "utf-8")
    assert venues().exit_code == 1
    assert "source: cvf-openaccess, venue: toycon, year: 2024, taken: true" in venues.read_file(FILE)


def test_the_link_of_another_paper_states_nothing(venues: Venues) -> None:
    vocabulary = venues.root / "data/venues.yml"
    vocabulary.write_text(vocabulary.read_text("utf-8").replace("[TOYCON]", "[ICCV]"), "utf-8")
    url = "https://openaccess.thecvf.com/content/TOYCON2024/html/Cheese_Cabbages_in_Hats_ICCV_2024_paper.html"
    venues.edit("2024/hum2face-2024.yml", "project: https://toys.example/hum", f"paper: {url}")
    assert (venues().exit_code, venues.messages) == (0, [])


OTHERS = {
    "title": TOYCON._replace(title="Hum3Face: Faces from Humming at Dinner"),
    "plus": TOYCON._replace(title="Hum2Face++: Faces from Humming at Dinner"),
    "authors": TOYCON._replace(authors=("Bob Birch", "Cy Cedar")),
    "no authors": TOYCON._replace(authors=()),
    "year": TOYCON._replace(year=2018),
    "preprint": TOYCON._replace(venue="CoRR"),
    "type": TOYCON._replace(values={"type": "Books and Theses"}),
}


@pytest.mark.parametrize("name", OTHERS)
def test_records_of_other_works_state_nothing(venues: Venues, library: Library, name: str) -> None:
    library.dblp.append(OTHERS[name])
    library.crossref["10.5555/other.1"] = OTHERS[name]._replace(
        venue="ToyCon", values={"type": "dissertation"}
    )
    assert (venues().exit_code, venues.messages) == (0, [])


@pytest.mark.parametrize(
    ("venue", "venueid"),
    [
        ("Submitted to ToyCon 2024", "HUM.cc/2024/Conference/Submission"),
        ("ToyCon 2024 Conference Withdrawn Submission", "HUM.cc/2024/Conference/Withdrawn_Submission"),
        ("ToyCon 2024", "HUM.cc/2024/Conference/Rejected_Submission"),
        ("ToyCon 2024", "HUM.cc/2024/Conference/Desk_Rejected_Submission"),
        ("ToyCon 2024", "dblp.org/conf/TOYCON/2024"),
        ("Submitted to ToyCon 2024", "HUM.cc/2024/Conference"),
        ("ToyCon 2024", ""),
    ],
)
def test_submissions_at_openreview_state_nothing(
    venues: Venues, library: Library, venue: str, venueid: str
) -> None:
    library.openreview.append(TOYCON._replace(venue=venue, values={"venueid": venueid}))
    assert (venues().exit_code, venues.messages) == (0, [])
    records = venues.answers[f"openreview title {TITLE}"]["records"]
    assert [record["is_preprint"] for record in records] == [True]


def test_a_workshop_at_openreview_is_not_its_conference(venues: Venues, library: Library) -> None:
    workshop = {"venueid": "HUM.cc/2024/Workshop/Squeaks"}
    library.openreview.append(TOYCON._replace(venue="ToyCon 2024", values=workshop))
    venues()
    assert venues.messages == ["Hum2Face: SqueakW 2024"]


def test_a_doi_of_another_record_is_not_taken(venues: Venues, library: Library) -> None:
    library.crossref["10.5555/toys.2020.1"] = TOYCON
    assert venues().exit_code == 1
    assert "doi:" not in venues.read_file(FILE)
