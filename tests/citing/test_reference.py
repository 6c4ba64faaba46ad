from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from catalog import Catalog
from catalog.citing.reference import Reference, references
from catalog.records.schema import Claim, Links
from tests.citing.nasty import catalog_of
from tests.helpers import ROOT, make_paper


def cited(**fields: Any) -> tuple[Reference, ...]:
    paper = make_paper("lip-2020", **{"venue": "toycon", "year": 2020} | fields)
    return references(catalog_of(paper), paper)


def test_a_published_paper_comes_before_its_preprint() -> None:
    published, preprint = cited(arxiv="1911.00001", doi="10.1/x", pages="1-9")
    assert (published.id, published.kind, published.year) == ("lip-2020", "conference", 2020)
    assert (published.container, published.short_container) == (
        "Conference on Toys & Noise, 100% {Loud}",
        "ToyCon",
    )
    assert (published.doi, published.url, published.pages) == ("10.1/x", "", "1-9")
    assert (published.first_page, published.last_page) == ("1", "9")
    assert (preprint.id, preprint.kind, preprint.year) == ("lip-2020-preprint", "preprint", 2019)
    assert (preprint.container, preprint.arxiv, preprint.pages) == ("arXiv", "1911.00001", "")
    assert (preprint.doi, preprint.url) == ("10.48550/arXiv.1911.00001", "https://arxiv.org/abs/1911.00001")
    assert preprint.is_preprint
    assert not published.is_preprint


def test_proceedings_have_their_own_title() -> None:
    paper = make_paper("lip-2020", venue="toycon", year=2020)
    catalog = catalog_of(paper)
    title = "Proceedings of the Conference on Toys"
    toycon = catalog.venues["toycon"].model_copy(update={"proceedings_title": title})
    (published,) = references(replace(catalog, venues={**catalog.venues, "toycon": toycon}), paper)
    assert published.container == title


def test_a_preprint_alone_has_the_key_of_the_paper() -> None:
    (only,) = cited(venue="arxiv", year=None, arxiv="cs/0112017")
    assert (only.id, only.is_preprint, only.year) == ("lip-2020", True, 2001)


def test_a_paper_without_preprint_is_one_reference() -> None:
    (only,) = cited()
    assert (only.doi, only.arxiv, only.url, only.link) == ("", "", "", "")


def test_the_address_is_what_the_doi_does_not_say() -> None:
    assert cited(arxiv="1911.00001")[0].url == "https://arxiv.org/abs/1911.00001"
    links = Links(paper=("https://toys.example/a.pdf", "https://toys.example/b.pdf"))
    with_both = cited(arxiv="1911.00001", doi="10.1/x", links=links)[0]
    assert (with_both.url, with_both.link) == ("https://toys.example/a.pdf", "https://doi.org/10.1/x")


def test_an_address_that_must_not_be_followed_is_left_out() -> None:
    assert cited(links=Links.model_construct(paper=("javascript:alert(1)",)))[0].url == ""


def test_texts_are_single_lines_even_of_unchecked_records() -> None:
    assert cited(title="A\nB\r\n\x00 C\u2028D\ud800")[0].title == "A B C D"


@pytest.mark.parametrize(
    ("journal", "fields"),
    [
        (True, {"year": 2021}),
        (True, {"year": 2021, "doi": "10.1145/3478513.3480484"}),
        (False, {"year": 2021, "track": "poster"}),
        (True, {"year": 2024, "doi": "10.1145/3658234"}),
        (False, {"year": 2024, "doi": "10.1145/3641519.3657477"}),
        (False, {"year": 2024}),
        (True, {"year": 2022, "doi": "10.1145/3550454.3555501", "claims": (Claim(source="x", venue="jot"),)}),
    ],
)
def test_a_conference_may_print_its_papers_in_a_journal(journal: bool, fields: dict[str, Any]) -> None:
    reference = cited(venue="show", **fields)[0]
    assert (reference.kind, reference.short_container) == (
        ("journal", "J. Toys") if journal else ("conference", "SHOW")
    )


def test_an_unknown_venue_is_no_error() -> None:
    reference = cited(venue="nowhere")[0]
    assert (reference.kind, reference.container) == ("other", "nowhere")


@pytest.mark.data
def test_every_real_paper_has_one_reference_or_two() -> None:
    catalog = Catalog.load(ROOT)
    references_by_id = {paper.id: references(catalog, paper) for paper in catalog.papers}
    for paper in catalog.papers:
        published, *preprints = references_by_id[paper.id]
        assert published.id == paper.id
        assert len(preprints) == (bool(paper.arxiv) and paper.venue_id != "arxiv")
        assert published.is_preprint == (paper.venue_id == "arxiv")
        assert published.year == paper.display_year
        assert published.authors or not paper.authors
    keys = [reference.id for versions in references_by_id.values() for reference in versions]
    assert len(set(keys)) == len(keys)
