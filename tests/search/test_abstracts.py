"""The words of abstracts for the search: all that matter, for the right papers, in few bytes."""

from __future__ import annotations

import gzip
import json

from catalog import Catalog
from catalog.search.abstracts import abstracts_index
from catalog.search.index import papers_index, render_search_index
from catalog.utils.json import compact_json
from catalog.views.views import Views
from tests.abstracts import make_abstracts
from tests.helpers import ROOT
from tests.search.test_packing import unpack_gaps, unpack_words
from tests.sites import TOY

MAX_KILOBYTES_PER_1000_PAPERS = 250


def words_and_rows(index: dict[str, str]) -> dict[str, list[int]]:
    """Decode an index, as docs/assets/search/postings.js does."""
    return dict(zip(unpack_words(index["words"]), unpack_gaps(index["rows"]), strict=True))


def test_each_word_has_its_papers() -> None:
    catalog = Catalog.load(TOY.parent)
    texts = [
        "A lip-sync loss for the lip.",
        "It’s Mäuse’s LIP\u2014and $\\alpha_1$ x 512!",
        "Lip, loss: lip",
    ]
    rows = (0, 3, 4)
    abstracts = {catalog.papers[row].id: text for row, text in zip(rows, texts, strict=True)}
    assert words_and_rows(abstracts_index(Views(catalog, abstracts))) == {
        "lip-sync": [0],
        "lip": [0, 3, 4],
        "loss": [0, 4],
        "it’s": [3],
        "mäuse’s": [3],
        "alpha": [3],
        "512": [3],
    }


def test_only_a_build_with_abstracts_has_the_file() -> None:
    catalog = Catalog.load(TOY.parent)
    for abstracts, is_there in (({}, False), ({"meow2lip-2020": "We hum."}, True)):
        views = Views(catalog, abstracts)
        names = [name for name, _ in render_search_index(views, sections=(), card_fields=())]
        assert ("search/abstracts.json" in names) is is_there
        assert json.loads(papers_index(views))["abstracts"] is is_there


def test_a_thousand_papers_fit_the_budget() -> None:
    catalog = Catalog.load(ROOT)
    index = abstracts_index(Views(catalog, make_abstracts(catalog.papers)))
    size = len(gzip.compress(compact_json(index).encode()))
    assert size <= MAX_KILOBYTES_PER_1000_PAPERS * len(catalog.papers)
