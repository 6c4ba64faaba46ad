"""Facet counts and filtered results equal those of a plain loop over all papers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser

from catalog import Catalog
from catalog.facets.facets import FACETS
from tests.browser.looks import rest_in_gates
from tests.browser.visits import visit
from tests.sites import BuiltSite

TEXTS = ("talking head", "gan", "avatar", "audio-driven", "expresion", "zzzz", "lip sync", "3d")
KEYS = tuple(facet.name for facet in FACETS if facet.filter)
ANY_OF = tuple(facet.name for facet in FACETS if facet.filter and facet.filter.any_of)
"""Facets of which a paper needs any of the chosen values; of the others it needs every one."""
SEARCH = """async ([states, module]) => {
  const { openEngine } = await import(module);
  const engine = await openEngine(new URL("../../", module));
  const byId = ([key, numbers]) => {
    const { values } = engine.index.facets[key];
    return [key, Object.fromEntries(values.map(({ id }, at) => [id, numbers[at]]))];
  };
  const answers = [];
  for (const { text, filters } of states) {
    const { rows: matching } = await engine.search({ text });
    const { rows, counts } = await engine.search({ text, filters });
    const countsById = Object.fromEntries(Object.entries(counts).map(byId));
    answers.push({ matching: [...matching], rows: [...rows], counts: countsById });
  }
  return answers;
}"""


class Filter(NamedTuple):
    """A value that papers must have or, if excluded, must not have."""

    key: str
    value: str
    excluded: bool

    def matches(self, values: Mapping[str, Sequence[str]]) -> bool:
        """Return True if a paper with these values by facet has the value."""
        first, dots, last = self.value.partition("..")
        if self.key == "year" and dots:
            return (first or "0") <= values["year"][0] <= (last or "9999")
        return self.value in values[self.key]


def passes(paper: Mapping[str, Sequence[str]], filters: Iterable[Filter], ignored: str = "") -> bool:
    """Return True if a paper passes all filters, except for those that choose values of `ignored`."""
    filters = list(filters)
    for key in ANY_OF:
        chosen = [filter for filter in filters if filter.key == key and not filter.excluded]
        if key != ignored and chosen and not any(filter.matches(paper) for filter in chosen):
            return False
    required = [filter for filter in filters if filter.excluded or filter.key not in ANY_OF]
    return all(filter.matches(paper) != filter.excluded for filter in required)


def random_filters(rng: random.Random, papers: Sequence[Mapping[str, Sequence[str]]]) -> list[Filter]:
    """Return a few filters, most of them with values that some paper has in common."""
    filters = list[Filter]()
    paper = rng.choice(papers)
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4, 6))):
        key = rng.choice(KEYS)
        pool = paper[key] or rng.choice(papers)[key]
        value = rng.choice(pool or rng.choice(papers)["year"])
        key = key if pool else "year"
        if key == "year" and rng.random() < 0.4:
            value = rng.choice((f"{value}..", f"..{value}", f"{int(value) - 2}..{value}"))
        filters.append(Filter(key, value, rng.random() < 0.3))
        paper = paper if rng.random() < 0.6 else rng.choice(papers)
    return filters


@pytest.fixture(scope="module")
def papers(real_site: BuiltSite) -> list[dict[str, tuple[str, ...]]]:
    """The values of each paper by facet, newest first."""
    catalog = Catalog.load(real_site.root)
    return [
        {facet.name: tuple(facet.value_ids(catalog, paper)) for facet in FACETS if facet.filter}
        for paper in catalog.papers
    ]


@pytest.mark.parametrize("number", rest_in_gates([40, 200]))
def test_counts_and_rows_equal_those_of_a_plain_loop(
    browser: Browser, real_url: str, papers: list[dict[str, tuple[str, ...]]], number: int
) -> None:
    rng = random.Random(7)
    states = [
        (rng.choice(TEXTS) if rng.random() < 0.5 else "", random_filters(rng, papers)) for _ in range(number)
    ]
    searches: list[dict[str, Any]] = [
        {"text": text, "filters": [{"key": f.key, "value": f.value, "excluded": f.excluded} for f in filters]}
        for text, filters in states
    ]
    with visit(browser, real_url) as session:
        answers = session.go("about/").evaluate(SEARCH, [searches, f"{real_url}assets/search/engine.js"])
        assert not session.errors
    for (text, filters), answer in zip(states, answers, strict=True):
        label = f"{text!r} with {filters}"
        rows = [row for row in answer["matching"] if passes(papers[row], filters)]
        assert sorted(answer["rows"]) == sorted(rows), label
        for key in KEYS:
            rows = [row for row in answer["matching"] if passes(papers[row], filters, ignored=key)]
            expected = Counter(value for row in rows for value in papers[row][key])
            counts = {id: number for id, number in answer["counts"][key].items() if number}
            assert counts == expected, f"{key} of {label}"
    sizes = [len(answer["rows"]) for answer in answers]
    assert sum(size > 0 for size in sizes) > number // 3, "most states find nothing"
    assert sum(size == 0 for size in sizes) > 1, "no state finds nothing"
    assert len({(*text, *filters) for text, filters in states}) > number // 2
