"""The round on the real catalog: its venues, set back to arXiv, are all found again, and none is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from catalog import Catalog, Paper
from catalog.utils.urls import arxiv_year
from catalog.writing.draft import dump_plain
from tests.helpers import ROOT, load_yaml
from tests.lookup.services import Services
from tests.refresh.venues.command import Venues
from tests.refresh.venues.library import Library, Work

pytestmark = pytest.mark.data
MAX_PUBLISHED = 1000
OTHERS = 40
"""Preprints whose comments state no venue."""
PLANS = (
    "Submitted to CVPR 2026",
    "Under review",
    "Extended version of our ECCV 2022 paper",
    "Preprint, 12 pages",
    "Accepted to the NeurIPS 2024 Workshop on Toys",
)


def set_back(root: Path, papers: Sequence[Paper]) -> None:
    """Make preprints of published papers again; other preprints than theirs and `OTHERS` are taken away."""
    shutil.copytree(ROOT / "data", root / "data")
    catalog = Catalog.load(ROOT)
    for paper in papers:
        data = {**catalog.documents[paper.file].data, "venue": "arxiv", "year": str(arxiv_year(paper.arxiv))}
        claims = [claim for claim in data["claims"] if claim.get("refused")]
        for name in ("track", "pages", "doi", "links", "claims"):
            data.pop(name, None)
        data |= {"claims": claims} if claims else {}
        (root / paper.file).write_text(dump_plain(data), "utf-8")
    preprints = [paper for paper in catalog.papers if paper.venue_id == "arxiv" and paper.arxiv]
    for paper in preprints[OTHERS:]:
        (root / paper.file).unlink()


def is_taken(paper: Paper) -> bool:
    """Return whether a source confirmed the venue, so near to the preprint that services could find it."""
    is_near = abs((paper.year or 0) - (arxiv_year(paper.arxiv) or 0)) <= 2
    is_confirmed = any(claim.taken and claim.venue for claim in paper.claims)
    return paper.venue_id != "arxiv" and is_near and is_confirmed and bool(paper.authors)


def write_statements(catalog: Catalog, papers: Sequence[Paper], library: Library) -> Iterator[str]:
    """Write each venue into a service, in one of its spellings, and yield the IDs of the papers."""
    random = Random(4)
    journals = [venue.proceedings for venue in catalog.venues.values()]
    services = ("arxiv", "dblp", "crossref", "openreview")
    comments = ("Accepted to {} {}", "{} {}, 9 pages", "To appear in {}, {}. 3 figures")
    for paper in papers:
        venue = catalog.venues[paper.venue_id]
        names = (venue.short, venue.name, venue.proceedings_title or venue.name, *venue.aliases)
        spelling, year = random.choice(names), paper.year or 0
        work = Work(paper.title, paper.authors, year, spelling)
        service = "arxiv" if venue.id in journals else random.choice(services)
        match service:
            case "arxiv":
                library.note(str(paper.arxiv), comment=random.choice(comments).format(spelling, year))
            case "dblp":
                library.dblp.append(work)
            case "crossref":
                library.crossref[f"10.5555/{paper.id}"] = work
            case "openreview":
                workshop = {"venueid": f"HUM.cc/{year}/Workshop/Hum"} if venue.kind == "workshop" else {}
                library.openreview.append(work._replace(venue=f"{spelling} {year}", values=workshop))
        yield paper.id


@pytest.mark.gate
def test_all_venues_are_found_again(
    tmp_path: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = [paper for paper in Catalog.load(ROOT).papers if paper.arxiv and is_taken(paper)]
    published = Random(7).sample(taken, min(MAX_PUBLISHED, len(taken)))
    assert len(taken) > 200
    set_back(tmp_path, published)
    preprints = [paper for paper in Catalog.load(tmp_path).papers if paper.venue_id == "arxiv"]
    library = Library.of(preprints)
    expected = {*write_statements(Catalog.load(ROOT), published, library)}
    others = [paper for paper in preprints if paper.arxiv and paper.id not in expected]
    for at, paper in enumerate(others):
        library.note(str(paper.arxiv), comment=PLANS[at % len(PLANS)])
    library.serve(services)
    monkeypatch.setattr("catalog.cli.refresh.Client", lambda *_, **__: services.client())
    venues = Venues(tmp_path, services)
    assert venues().exit_code == 1
    truth = {paper.file: (paper.venue, paper.year) for paper in published}
    proposed = {
        file: (values["venue"], values["year"])
        for commit in venues.pull_request["commits"]
        for file, values in ((file, load_yaml(text)) for file, text in commit["files"].items())
    }
    assert len(others) == OTHERS
    assert {file: found for file, found in proposed.items() if found != truth.get(file)} == {}
    assert truth.keys() - proposed.keys() == set()
