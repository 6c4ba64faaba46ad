"""Generated catalogs and published results of the benchmarks; measuring itself takes too long here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.checks import run_checks
from catalog.documents.document import Document
from tests.bench.catalogs import ORIGINAL_LIST, make_catalog
from tests.bench.indexes import ENGINES
from tests.bench.language import VocabularyGrowth, count_words
from tests.bench.report.search import cost_tables, quality_tables
from tests.bench.results import THIS_SITE, read_search_results
from tests.browser.looks import rest_in_gates
from tests.helpers import ROOT, real_catalog


def find_problems(size: int) -> list[str]:
    """Return the problems of the synthetic papers of a catalog, by the rules for real ones."""
    catalog = make_catalog(ROOT, size)
    synthetic = {paper.id: paper for paper in catalog.papers if paper.id not in real_catalog().paper}
    files = {
        paper.file: Document(paper.file, "", paper.model_dump(exclude_defaults=True), ())
        for paper in synthetic.values()
    }
    with_documents = replace(catalog, documents={**catalog.documents, **files})
    return [str(problem) for problem in run_checks(with_documents) if problem.location.file in files]


@pytest.mark.parametrize("size", rest_in_gates([100, 1000]))
def test_a_catalog_has_the_requested_size_and_is_always_the_same(size: int) -> None:
    catalog = make_catalog(ROOT, size)
    assert len(catalog.papers) == len(catalog.paper) == size
    assert catalog.papers == make_catalog(ROOT, size).papers
    assert catalog.papers != make_catalog(ROOT, size, seed=2).papers


def test_the_smallest_has_the_original_list_and_only_real_papers() -> None:
    catalog = make_catalog(ROOT, 100)
    original_ids = {paper.id for paper in real_catalog().papers if ORIGINAL_LIST in paper.sources}
    assert original_ids <= catalog.paper.keys() <= real_catalog().paper.keys()


def test_a_larger_one_has_every_real_paper() -> None:
    catalog = make_catalog(ROOT, len(real_catalog().papers) + 500)
    assert set(real_catalog().papers) <= set(catalog.papers)
    synthetic = [paper for paper in catalog.papers if paper.id not in real_catalog().paper]
    assert all(paper.authors for paper in synthetic)


def test_synthetic_papers_violate_no_rule() -> None:
    assert find_problems(len(real_catalog().papers) + 500) == []


def test_their_vocabulary_grows_as_in_real_titles() -> None:
    titles = [paper.title for paper in make_catalog(ROOT, 3 * len(real_catalog().papers)).papers]
    words, distinct = count_words(titles)
    expected = VocabularyGrowth.fit([paper.title for paper in real_catalog().papers]).expected_words(words)
    assert distinct == pytest.approx(expected, rel=0.2)


def test_the_published_results_compare_every_engine_with_this_site() -> None:
    results = read_search_results()
    assert results.engines.keys() | {THIS_SITE} == ENGINES.keys()
    costs, quality = list(cost_tables(results)), list(quality_tables(results))
    assert quality
    for table in (*costs, *quality):
        for _, rows in table.groups:
            assert rows[0].name not in results.engines.values()  # this site is first
            assert all(0 <= row.bar_percent <= 100 for row in rows)
    notes = [row.note for table in costs for _, rows in table.groups for row in rows]
    assert all(note == "" or note.endswith("x") for note in notes)
    assert any(notes)
