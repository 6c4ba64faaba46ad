"""The Catalog: the people behind names, and the order of papers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from catalog.records.catalog import Catalog, given_first, once
from catalog.records.schema import Paper
from catalog.views.views import Views
from tests.helpers import TOY_ROOT, make_catalog, make_paper


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Polly Phony", "Polly Phony"),
        ("Phony, Polly", "Polly Phony"),
        ("van der Mumble, Ella Q.", "Ella Q. van der Mumble"),
        ("Basey, Count, Jr.", "Count, Jr. Basey"),
        ("Madonna", "Madonna"),
        ("Comma,Tight", "Comma,Tight"),
    ],
)
def test_the_given_name_comes_first(name: str, expected: str) -> None:
    assert given_first(name) == expected


def test_authors_are_listed_by_family_name_with_their_papers_newest_first() -> None:
    catalog = make_catalog(
        make_paper("old-2019", year=2019, authors=("Zoe Alto", "Alto Zoe")),
        make_paper("new-2021", year=2021, authors=("Alto, Zoe", "Björk Ærø")),
    )
    authors = {
        id: (author.name, [paper.id for paper in author.papers]) for id, author in catalog.authors.items()
    }
    assert list(authors.items()) == [
        ("bjork-aero", ("Björk Ærø", ["new-2021"])),
        ("zoe-alto", ("Zoe Alto", ["new-2021", "old-2019"])),
        ("alto-zoe", ("Alto Zoe", ["old-2019"])),
    ]


def test_spellings_are_one_person_shown_by_one_name() -> None:
    catalog = make_catalog(
        make_paper("a-2020", year=2020, authors=("C. Basey",)),
        make_paper("b-2020", year=2020, authors=("BASEY, COUNT",)),
        make_paper("c-2020", year=2020, authors=("Count-Basey",)),
        count_basey={"name": "Count Basey", "spellings": ("C. Basey",)},
    )
    assert {id: (author.name, len(author.papers)) for id, author in catalog.authors.items()} == {
        "count-basey": ("Count Basey", 3)
    }


def test_an_id_of_a_person_outlives_the_name() -> None:
    catalog = make_catalog(make_paper(authors=("Ella Fitzmumble",)), ella_hum={"name": "Ella Fitzmumble"})
    assert list(catalog.authors) == ["ella-hum"]


def test_homonyms_are_distinguished_by_their_papers() -> None:
    papers = [make_paper(f"{letter}-2020", year=2020, authors=("Polly Phony",)) for letter in "abcd"]
    catalog = make_catalog(
        *papers,
        polly_phony={"name": "Polly Phony", "papers": ("a-2020",)},
        polly_phony_2={"name": "Polly Phony", "papers": ("b-2020", "c-2020")},
    )
    owners = {paper.id: catalog.author_id("Phony, Polly", paper.id) for paper in papers}
    assert owners["a-2020"] == "polly-phony"
    assert owners["b-2020"] == owners["c-2020"] == "polly-phony-2"
    assert owners["d-2020"] == "polly-phony"  # not listed, so the slug of the name


def test_a_person_without_papers_gets_what_the_homonyms_leave() -> None:
    catalog = make_catalog(
        polly_phony={"name": "Polly Phony"},
        polly_phony_2={"name": "Polly Phony", "papers": ("b-2020",)},
    )
    assert catalog.author_id("Polly Phony", "b-2020") == "polly-phony-2"
    assert catalog.author_id("Polly Phony", "a-2020") == "polly-phony"


def test_a_name_without_letters_is_nobody() -> None:
    assert make_catalog(make_paper(authors=("★",))).authors == {}


@pytest.mark.parametrize("name", ["Index", "Con", f"{'Hum ' * 80}Drum"])
def test_a_name_that_cannot_be_a_url_has_no_page(name: str) -> None:
    base = Catalog.load(TOY_ROOT)
    papers = (paper.model_copy(update={"authors": (name, "Hank Hum")}) for paper in base.papers)
    catalog = replace(base, papers=tuple(papers))
    assert set(catalog.authors) == {"hank-hum"}
    views = Views(catalog)
    assert [author.href for author in views.card(catalog.papers[0]).authors] == [None, "authors/hank-hum/"]
    assert [entry.id for entry in views.facet_values["authors"].values()] == ["hank-hum"]
    assert [related.reason for related in views.related.of(catalog.papers[0])] == [
        "another paper by Hank Hum"
    ]


def test_papers_by_id() -> None:
    paper = make_paper()
    assert Catalog(papers=(paper,)).paper == {paper.id: paper}


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"venue": "jest", "year": 2020}, 2020),
        ({"venue": "jest", "year": 2020, "arxiv": "1912.00001"}, 2020),
        ({"arxiv": "2004.01020"}, 2020),
        ({"arxiv": "0704.0001"}, 2007),
        ({"arxiv": "cs/0112017"}, 2001),
        ({"arxiv": "hep-th/9901001"}, 1999),
        ({"arxiv": "cmp-lg/9108001"}, 1991),
        ({"arxiv": "cs/0001001"}, 2000),
        ({"arxiv": "9012.00001"}, 2090),
        ({}, 0),
    ],
)
def test_the_display_year(fields: dict[str, Any], year: int) -> None:
    assert make_paper(**fields).display_year == year


def test_papers_run_newest_first() -> None:
    papers = [
        make_paper("a-2021", year=2021),
        make_paper("b-2020", arxiv="2012.10000"),
        make_paper("c-2020", arxiv="2012.09999"),
        make_paper("d-2020", year=2020, arxiv="1912.00001"),
        make_paper("f-2020", year=2020),
        make_paper("e-2020", year=2020),
        make_paper("g-2009", arxiv="0912.9999"),
        make_paper("h-1999", arxiv="cs/9912017"),
        make_paper("i-1999"),
    ]
    for shuffled in (papers, papers[::-1], papers[3:] + papers[:3]):
        assert [paper.id for paper in make_catalog(*shuffled).papers] == [paper.id for paper in papers]


def test_a_value_is_found_once_for_each_catalog_and_record() -> None:
    asked: list[str] = []

    @once
    def count_letters(catalog: Catalog, paper: Paper) -> int:
        asked.append(paper.id)
        return len(catalog.papers) * len(paper.title)

    one, other = make_paper("a-2021", title="Gargle"), make_paper("a-2021", title="Gargling")
    catalog = make_catalog(one)
    assert [count_letters(catalog, paper) for paper in (one, other, one, other)] == [6, 8, 6, 8]
    assert len(asked) == 2
    assert count_letters(replace(catalog, papers=(one, one)), one) == 12
