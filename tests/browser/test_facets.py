"""The counts beside the filters are those that anybody would get by counting."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser

from catalog import Catalog
from catalog.search.index import KINDS
from catalog.views.cards import Card
from catalog.views.views import Views
from tests.browser.visits import visit
from tests.sites import Site

STATES = 200
TEXTS = ("talking head", "gan", "avatar", "audio-driven", "expresion", "zzzz", "lip sync", "3d")
ANY = ("category", "year", "venue")
"""Of these, a paper may have any of the values chosen; of the others it must have every one."""
ASK = """async ([states, engine]) => {
  const { open } = await import(engine);
  const search = await open(new URL("../../", engine));
  const byId = ([key, numbers]) => {
    const { entries } = search.index.facets[key];
    return [key, Object.fromEntries(entries.map(({ id }, at) => [id, numbers[at]]))];
  };
  const answers = [];
  for (const { text, filters } of states) {
    const { rows: matching } = await search.ask({ text });
    const { rows, counts } = await search.ask({ text, filters });
    const counted = Object.fromEntries(Object.entries(counts).map(byId));
    answers.push({ matching: [...matching], rows: [...rows], counts: counted });
  }
  return answers;
}"""


class Filter(NamedTuple):
    """A value that papers must have, or must not."""

    key: str
    value: str
    excluded: bool

    def fits(self, values: Mapping[str, Sequence[str]]) -> bool:
        """Whether a paper with these values of each facet has it."""
        first, dots, last = self.value.partition("..")
        if self.key == "year" and dots:
            return (first or "0") <= values["year"][0] <= (last or "9999")
        return self.value in values[self.key]


def values(card: Card) -> dict[str, tuple[str, ...]]:
    """What a paper has of each facet."""
    paper = card.paper
    kinds = {link.kind for link in card.links} | ({"authors"} if card.authors else set())
    year = (str(paper.display_year),)
    return {
        "category": paper.categories,
        "year": year,
        "venue": (paper.venue_id,),
        "has": tuple(kinds),
        "tag": paper.tags,
    }


def passes(paper: Mapping[str, Sequence[str]], filters: Iterable[Filter], free: str = "") -> bool:
    """Whether a paper passes all filters; the values chosen of a facet may be set free."""
    filters = list(filters)
    for key in ANY:
        chosen = [filter for filter in filters if filter.key == key and not filter.excluded]
        if key != free and chosen and not any(filter.fits(paper) for filter in chosen):
            return False
    strict = [filter for filter in filters if filter.excluded or filter.key not in ANY]
    return all(filter.fits(paper) != filter.excluded for filter in strict)


def some_filters(chance: random.Random, papers: Sequence[Mapping[str, Sequence[str]]]) -> list[Filter]:
    """A few filters, most of them of values that some paper has together with others."""
    found = list[Filter]()
    like = chance.choice(papers)
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 4, 6))):
        key = chance.choice(("category", "year", "venue", "has", "tag"))
        pool = like[key] or chance.choice(papers)[key]
        value = chance.choice(pool or chance.choice(papers)["year"])
        key = key if pool else "year"
        if key == "year" and chance.random() < 0.4:
            value = chance.choice((f"{value}..", f"..{value}", f"{int(value) - 2}..{value}"))
        found.append(Filter(key, value, chance.random() < 0.3))
        like = like if chance.random() < 0.6 else chance.choice(papers)
    return found


@pytest.fixture(scope="module")
def papers(real_site: Site) -> list[dict[str, tuple[str, ...]]]:
    """What each paper has, newest first."""
    views = Views(Catalog.load(real_site.root))
    return [values(views.card(paper)) for paper in views.catalog.papers]


def test_counts_and_rows_are_those_of_a_plain_count(
    browser: Browser, real_url: str, papers: list[dict[str, tuple[str, ...]]]
) -> None:
    chance = random.Random(7)
    states = [
        (chance.choice(TEXTS) if chance.random() < 0.5 else "", some_filters(chance, papers))
        for _ in range(STATES)
    ]
    asked: list[dict[str, Any]] = [
        {"text": text, "filters": [{"key": f.key, "value": f.value, "not": f.excluded} for f in filters]}
        for text, filters in states
    ]
    with visit(browser, real_url) as opened:
        answers = opened.go("about/").evaluate(ASK, [asked, f"{real_url}assets/search/engine.js"])
        assert not opened.faults
    for (text, filters), answer in zip(states, answers, strict=True):
        told = f"{text!r} with {filters}"
        rows = [row for row in answer["matching"] if passes(papers[row], filters)]
        assert sorted(answer["rows"]) == sorted(rows), told
        for key in ("category", "year", "venue", "has", "tag"):
            rows = [row for row in answer["matching"] if passes(papers[row], filters, free=key)]
            counted = Counter(value for row in rows for value in papers[row][key])
            shown = {id: number for id, number in answer["counts"][key].items() if number}
            assert shown == counted, f"{key} of {told}"
    found = [len(answer["rows"]) for answer in answers]
    assert sum(number > 0 for number in found) > STATES // 3, "most states find nothing"
    assert sum(number == 0 for number in found) > 5, "no state finds nothing"
    assert len({(*text, *filters) for text, filters in states}) > STATES // 2
    assert set(KINDS) >= {value for paper in papers for value in paper["has"]}
