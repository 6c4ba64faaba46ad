"""The catalogs of the benchmark are sound, and its results can be read; to measure takes too long here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog import Catalog
from catalog.checks import CHECKS
from catalog.documents.document import Document
from tests.bench.catalogs import ORIGINAL_LIST, make_catalog
from tests.bench.indexes import ENGINES
from tests.bench.language import VocabularyGrowth, count_words
from tests.bench.report.search import cost_tables, quality_tables
from tests.bench.results import THIS_SITE, read_search_results
from tests.helpers import ROOT

REAL = Catalog.load(ROOT)


def faults(size: int) -> list[tuple[str, str, str]]:
    """What is wrong with the made papers of a catalog, by the rules that real ones keep."""
    found = make_catalog(ROOT, size)
    made = {paper.id: paper for paper in found.papers if paper.id not in REAL.paper}
    files = {
        paper.file: Document(paper.file, "", paper.model_dump(exclude_defaults=True), ())
        for paper in made.values()
    }
    whole = replace(found, documents={**found.documents, **files})
    findings = ((rule, finding) for rule, check in CHECKS.items() for finding in check(whole))
    return [(rule, one.record.id, one.message) for rule, one in findings if one.record.id in made]


@pytest.mark.parametrize("size", [100, 1000])
def test_a_catalog_has_exactly_so_many_papers_and_is_always_the_same(size: int) -> None:
    found = make_catalog(ROOT, size)
    assert len(found.papers) == len(found.paper) == size
    assert found.papers == make_catalog(ROOT, size).papers
    assert found.papers != make_catalog(ROOT, size, seed=2).papers


def test_the_smallest_begins_with_the_list_and_has_only_real_papers() -> None:
    found = make_catalog(ROOT, 100)
    listed = {paper.id for paper in REAL.papers if ORIGINAL_LIST in paper.sources}
    assert listed <= found.paper.keys() <= REAL.paper.keys()


def test_a_larger_one_has_every_real_paper_unchanged() -> None:
    found = make_catalog(ROOT, len(REAL.papers) + 500)
    assert set(REAL.papers) <= set(found.papers)
    made = [paper for paper in found.papers if paper.id not in REAL.paper]
    assert all(paper.authors for paper in made)


def test_made_papers_break_no_rule() -> None:
    assert faults(len(REAL.papers) + 500) == []


def test_their_titles_bring_new_words_as_real_ones_do() -> None:
    titles = [paper.title for paper in make_catalog(ROOT, 3 * len(REAL.papers)).papers]
    words, different = count_words(titles)
    expected = VocabularyGrowth.fit([paper.title for paper in REAL.papers]).expected_words(words)
    assert different == pytest.approx(expected, rel=0.2)


def test_the_published_results_compare_every_engine_with_the_site() -> None:
    results = read_search_results()
    assert results.engines.keys() | {THIS_SITE} == ENGINES.keys()
    costs, quality = list(cost_tables(results)), list(quality_tables(results))
    assert quality
    for table in (*costs, *quality):
        for _, rows in table.groups:
            assert rows[0].name not in results.engines.values()  # the site comes first
            assert all(0 <= row.bar_percent <= 100 for row in rows)
    notes = [row.note for table in costs for _, rows in table.groups for row in rows]
    assert all(note == "" or note.endswith("x") for note in notes)
    assert any(notes)
