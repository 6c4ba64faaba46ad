"""Queries are read by the browser as by Python, and leave the papers that the records say."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalog.facets.grammar import FILTER_FACETS, UNDERSTOOD_FACETS, find_papers, make_grammar
from catalog.facets.questions import question_ids
from catalog.records.catalog import Catalog
from tests.browser.visits import visit
from tests.helpers import ROOT

READ = """async (queries) => {
    const {openEngine} = await import("./assets/search/engine.js");
    const engine = await openEngine(new URL(".", location));
    await engine.loadPeople();
    const results = [];
    for (const text of queries) {
        const clauses = engine.index.grammar.read(text).map(({ text, filters }) =>
            [text, filters.map(({ key, value, excluded }) => [key, value, excluded])]);
        const { rows, counts } = await engine.search({ text });
        const ids = Array.from(rows, (row) => engine.index.id(row)).sort();
        results.push([clauses, ids, [...counts.year].reduce((sum, count) => sum + count, 0)]);
    }
    return results;
}"""
WRITTEN = (
    *("eccv 2025", "iccv 2025 emotion", "cvpr'25 gaussian splatting", "CVPR22", "with code", "without code"),
    *("papers using MEAD", "on HDTF with weights", "since 2024 diffusion", "2023-2025 lip sync", "lrs 2"),
    *(
        "between 2021 and 2023 nerf",
        "year:>2022 gan",
        "year:2020..2021 -tag:gan",
        "training code",
        "by thies",
    ),
    *("papers by justus thies since 2020", "not diffusion", "open source head avatars", "SIGGRAPH Asia 2023"),
    *(
        "\u201creal-time\u201d 2024",
        '"iccv"',
        "2024+",
        "<=2019",
        "A Lip Sync Expert Is All You Need",
        "wav2lip",
    ),
    *("real-time audio-driven 3DGS with code", "commercial license one-shot", "trained on voxceleb2 at wacv"),
    *("", "-", "venue:", "with", "by", "since", "between 2020 and", "no", "year:soon", "\u00ab \u201c"),
)


@pytest.fixture(scope="module")
def page(browser: Browser, real_url: str) -> Iterator[Page]:
    with visit(browser, real_url) as session:
        yield session.go("")
        assert not session.errors


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(ROOT)


def generated_queries(catalog: Catalog, count: int, seed: int = 5) -> Iterator[str]:
    """Yield queries of one to four understood parts in random order."""
    rng = Random(seed)
    facets = [FILTER_FACETS[key] for key in UNDERSTOOD_FACETS]
    values = {facet.name: [*facet.ids(catalog)] for facet in facets}
    for _ in range(count):
        parts = []
        for facet in rng.sample(facets, k=rng.randint(1, 3)):
            assert facet.filter
            label = facet.label(catalog, rng.choice(values[facet.name]))
            name = rng.choice([label.name, label.full_name or label.name, *label.aliases])
            if rng.random() < 0.3 or facet.filter.needs_lead:
                name = f"{rng.choice(facet.filter.leads or ('',))} {name}".strip()
            parts.append(name.lower() if rng.random() < 0.5 else name)
        if rng.random() < 0.5:
            parts.append(
                rng.choice(
                    ["2024", "since 2023", "before 2021", "2020-2022", "between 2019 and 2023", ">=2024"]
                )
            )
        rng.shuffle(parts)
        yield " ".join(parts)


def check(catalog: Catalog, queries: list[str], results: list[Any]) -> None:
    grammar = make_grammar(catalog)
    for query, (clauses, ids, counted) in zip(queries, results, strict=True):
        expected = [
            [clause.text, [[filter.key, filter.value, filter.excluded] for filter in clause.filters]]
            for clause in grammar.read(query)
        ]
        assert clauses == expected, query
        if grammar.filters(query) and not grammar.rest(query):
            assert ids == sorted(paper.id for paper in find_papers(catalog, grammar, query)), query
            if "year" not in {filter.key for filter in grammar.filters(query)}:
                assert counted == len(ids), query


def test_written_queries(page: Page, catalog: Catalog) -> None:
    check(catalog, list(WRITTEN), page.evaluate(READ, list(WRITTEN)))


def test_stored_questions(page: Page, catalog: Catalog) -> None:
    queries = {id: question.query for id, question in catalog.questions.items()}
    results = page.evaluate(READ, list(queries.values()))
    check(catalog, list(queries.values()), results)
    for id, (_, ids, _) in zip(queries, results, strict=True):
        assert ids == sorted(paper.id for paper in catalog.papers if id in question_ids(catalog, paper)), id


def test_generated_queries(page: Page, catalog: Catalog) -> None:
    queries = list(generated_queries(catalog, 500))
    check(catalog, queries, page.evaluate(READ, queries))
