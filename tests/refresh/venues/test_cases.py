"""Statements that only a person can judge, and those that a curator has judged."""

from __future__ import annotations

import pytest

from catalog.utils.github_markdown import escape_text
from tests.refresh.venues.command import Venues
from tests.refresh.venues.library import Library, Work
from tests.refresh.venues.test_venues import (
    FILE,
    HEAD,
    HUM,
    TOYCON,
)


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        ("Extended version of our ToyCon 2023 paper", "arXiv speaks of another version of the work"),
        ("Accepted to ToyCon 2023 and Journal of Toys 2024", "arXiv names several venues"),
        ("Journal of Toys 2024", "The sources name several venues"),
        ("ToyCon 2023", "The sources name several years"),
    ],
)
def test_contradictions_are_for_a_person(venues: Venues, library: Library, comment: str, reason: str) -> None:
    library.note(HUM, comment=comment)
    library.dblp.append(TOYCON)
    result = venues()
    assert (result.exit_code, venues.messages) == (1, [])
    assert "0 proposals, 0 of them confirmed, 1 to decide" in result.stderr
    assert "### To decide (1)" in venues.body
    assert f" | {escape_text(f'{reason}.')} | " in venues.body


def test_a_conference_in_a_year_without_it_is_for_a_person(venues: Venues, library: Library) -> None:
    vocabulary = venues.root / "data/venues.yml"
    vocabulary.write_text(vocabulary.read_text("utf-8").replace("toycon:", "iccv:"), "utf-8")
    library.note(HUM, comment="ToyCon 2024")
    assert (venues().exit_code, venues.messages) == (1, [])
    assert escape_text("arXiv names ToyCon 2024, which was not held.") in venues.body


def test_a_journal_that_prints_a_conference(venues: Venues, library: Library) -> None:
    """Its papers are those of the conference, so that a service that names the journal decides nothing."""
    vocabulary = venues.root / "data/venues.yml"
    text = vocabulary.read_text("utf-8").replace("short: ToyCon\n", "short: ToyCon\n  proceedings: jot\n")
    vocabulary.write_text(text, "utf-8")
    library.dblp.append(TOYCON._replace(venue="J. Toys"))
    library.crossref["10.5555/hum.1"] = TOYCON._replace(venue="Journal of Toys")
    assert (venues().exit_code, venues.messages) == (1, [])
    assert escape_text("Crossref names JoT, which prints papers of conferences, too.") in venues.body
    library.note(HUM, comment="ToyCon 2024")
    venues.cache.unlink()
    assert (venues().exit_code, venues.messages) == (1, ["Hum2Face: ToyCon 2024"])


def test_the_comment_on_another_paper_states_nothing(venues: Venues, library: Library) -> None:
    """An arXiv ID that belongs to another paper, which the round `audit` reports."""
    library.arxiv[HUM] = Work("Cabbages in Hats", ("Bob Birch",), 2024)
    library.note(HUM, comment="ToyCon 2024")
    assert (venues().exit_code, venues.messages) == (0, [])


def test_a_venue_that_a_curator_settled_stays(venues: Venues, library: Library) -> None:
    claim = "sources: [toy-list]\nclaims:\n  - {source: toy-list, venue: arxiv, year: 2024, taken: true}\n"
    venues.edit("2024/hum2face-2024.yml", "sources: [toy-list]\n", claim)
    library.crossref["10.5555/hum.1"] = TOYCON
    assert (venues().exit_code, venues.messages) == (1, ["Hum2Face: reported as ToyCon 2024"])
    assert "\nvenue: arxiv\n" in venues.read_file(FILE)
    assert "doi" not in venues.read_file(FILE)


@pytest.mark.parametrize("mark", ["", ", refused: true"])
def test_a_claim_settles_a_doubt(venues: Venues, library: Library, mark: str) -> None:
    library.note(HUM, comment="Extended version of our ToyCon 2023 paper")
    assert venues().exit_code == 1
    claim = f"claims:\n  - {{source: arxiv, venue: toycon, year: 2023{mark}}}\n"
    venues.edit("2024/hum2face-2024.yml", "sources: [toy-list]\n", f"sources: [toy-list]\n{claim}")
    assert (venues().exit_code, venues.messages) == (0, [])


def test_another_version_is_no_case_without_a_venue(venues: Venues, library: Library) -> None:
    library.note(HUM, comment="Extended version, 30 pages")
    assert (venues().exit_code, venues.messages) == (0, [])
    library.dblp.append(TOYCON)  # which may be the shorter version
    venues.cache.unlink()
    assert (venues().exit_code, venues.messages) == (1, [])
    assert "### To decide (1)" in venues.body


def test_a_refused_venue_is_never_proposed(venues: Venues, library: Library) -> None:
    """Toy-list's claim of ToyCon 2023 was refused, and now everybody states it."""
    work = library.arxiv[HEAD]
    library.note(HEAD, comment="ToyCon 2023")
    library.dblp.append(work._replace(venue="ToyCon", year=2023))
    library.openalex[f"10.48550/arxiv.{HEAD}"] = work._replace(venue="ToyCon", year=2023)
    assert (venues().exit_code, venues.messages) == (0, [])
    assert "### Refused before (3)" in venues.body
    assert escape_text("Refused before by a curator for toy-list") in venues.body
    library.note(HEAD, comment="ToyCon 2022")  # another year is another statement
    venues("--max-age", "0")
    venues.cache.unlink()
    assert (venues().exit_code, venues.messages) == (1, ["ראש: ToyCon 2022"])


def test_an_unknown_venue_is_listed(venues: Venues, library: Library) -> None:
    name = "Int. Symp. on *Hums* @all | <b>"
    library.dblp.append(TOYCON._replace(venue=name.replace("<b>", "")))
    library.note(HUM, comment="Accepted to the Annals of @everyone [hums](http://x.example)")
    assert venues().exit_code == 1
    assert venues.outcome["issue"]["open"] == 2
    assert "### Venues that the catalog does not have (2)" in venues.body
    assert escape_text("Annals of @everyone [hums](http://x.example)") in venues.body
    assert "@everyone" not in venues.body
    assert "http://x.example" not in venues.body
