"""The search in Python; tests/browser/test_engine.py compares it with the browser."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import Catalog
from catalog.records.schema import Links
from catalog.search.engine import SearchEngine, SearchResult
from tests.helpers import ROOT
from tests.properties import examples
from tests.search.quality import HERE, evaluate, load
from tests.sites import TOY

CATALOG = Catalog.load(TOY.parent)
ENGINE = SearchEngine(CATALOG)
PIECES = st.sampled_from(
    [
        *(
            "meow2lip",
            "whisker",
            "wihsker",
            "venue:",
            "toycon",
            "-",
            '"',
            "year:2020",
            "since 2021",
            "author:",
        ),
        *(
            "with code",
            "without",
            "by",
            "https://",
            "arxiv.org/abs/",
            "2008.99001",
            "10.1/",
            "小明",
            "\u0308",
            "İ",
        ),
    ]
)
QUERIES = st.lists(PIECES | st.text(), max_size=6).map(" ".join) | st.lists(PIECES | st.text()).map("".join)


def ids(result: SearchResult) -> list[str]:
    return [paper.id for paper in result.papers]


@given(QUERIES)
@examples
def test_any_text_is_a_query(text: str) -> None:
    result = ENGINE.search(text)
    assert len(set(ids(result))) == len(result.papers)
    assert result.papers or result.notices, "readers learn why there is nothing"


@given(QUERIES)
@examples
def test_an_empty_catalog_has_no_answer(text: str) -> None:
    assert EMPTY.search(text).papers == ()


EMPTY = SearchEngine(Catalog())


def test_no_text_asks_for_all_papers_newest_first() -> None:
    assert ENGINE.search("").papers == CATALOG.papers


def test_filters_alone_leave_the_order_of_lists() -> None:
    result = ENGINE.search("since 2021")
    assert list(result.papers) == [paper for paper in CATALOG.papers if paper.display_year >= 2021]
    assert result.labels == ("year 2021 or later",)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("toycon 2020", ("venue ToyCon", "year 2020")),
        ("year:..2021 -year:2019..2020", ("year 2021 or earlier", "not year 2019\u20132020")),
        ("-speech-driven lips", ("without \u201cspeech-driven\u201d",)),
        ("author:\u00f8sterg\u00e5rd", ("author \u00f8sterg\u00e5rd",)),
        ("lips", ()),
    ],
)
def test_filters_have_the_labels_of_chips(text: str, labels: tuple[str, ...]) -> None:
    assert ENGINE.search(text).labels == labels


@pytest.mark.parametrize(
    ("text", "notices"),
    [
        ("wihsker", ("No results for \u201cwihsker\u201d. Showing \u201cwhisker\u201d instead.",)),
        (
            "meow zzzzzz",
            ("No paper has all of these words. Showing papers without \u201czzzzzz\u201d.",),
        ),
        ("zzzzzz", ("No papers match \u201czzzzzz\u201d.",)),
        (
            'zzzzzz "no such phrase" toycon',
            ("No papers match venue ToyCon, \u201czzzzzz\u201d, and \u201cno such phrase\u201d.",),
        ),
        ("venue:toycom", ("Unknown venue filter: \u201ctoycom\u201d. Did you mean ToyCon?",)),
        ("tag:zzzzzz", ("Unknown tag filter: \u201czzzzzz\u201d.",)),
        ("meow2lip", ()),
    ],
)
def test_notices_tell_how_words_were_read(text: str, notices: tuple[str, ...]) -> None:
    assert ENGINE.search(text).notices == notices


def test_abstracts_have_what_nothing_else_has() -> None:
    abstracts = {"talking-squared-2021": "The knob goes to eleven, beside a turnip."}
    engine = SearchEngine(CATALOG, abstracts)
    result = engine.search("turnips talking")
    assert (ids(result), result.notices) == (
        ["talking-squared-2021"],
        ("Showing papers with \u201cturnips\u201d in the abstract.",),
    )
    assert engine.search("turnips since 2022").papers == ()
    for text in ("talking", "wihsker", "venue:turnip", ""):
        assert ids(engine.search(text)) == ids(ENGINE.search(text)), text


def test_a_link_is_all_that_counts() -> None:
    result = ENGINE.search("zzzzzz <https://arxiv.org/abs/2008.99001v2> toycon")
    assert (ids(result), result.filters, result.labels) == (["meow2lip-2020"], (), ())
    assert result.link == "https://arxiv.org/abs/2008.99001v2"


def test_papers_of_one_repository_are_found_by_it() -> None:
    links = Links(code=("https://github.com/giggles/lips",))
    first, second, *others = CATALOG.papers
    papers = [paper.model_copy(update={"links": links}) for paper in (first, second)]
    engine = SearchEngine(replace(CATALOG, papers=(*papers, *others)))
    assert ids(engine.search("github.com/Giggles/lips.git")) == [first.id, second.id]
    assert ids(engine.search("github.com/giggles/other")) == []


@pytest.mark.parametrize(
    ("title", "papers"),
    [
        ("Meow_Is_All_You_Need_Speech_to_Whisker_Generation_In_the_Wild", ["meow2lip-2020"]),
        ("Meow_Is_All_You_Need_Speech_to_Whisker_Generation", ["meow2lip-2020"]),
        ("Meow_Is_All", []),
    ],
)
def test_a_url_with_a_title_finds_a_paper(title: str, papers: list[str]) -> None:
    url = f"https://openaccess.thecvf.com/content/CVPR2020/html/Nobody_{title}_CVPR_2020_paper.html"
    assert ids(ENGINE.search(url)) == papers


@pytest.mark.parametrize(
    "query", ["puppy", "puppies", "talks", "pup", "pupies", "loudly talking-puppies", "tpl"]
)
def test_other_forms_of_words_match(query: str) -> None:
    first, *others = CATALOG.papers
    papers = [first.model_copy(update={"title": "Talking Puppies Loudly"}), *others]
    engine = SearchEngine(replace(CATALOG, papers=tuple(papers)))
    assert ids(engine.search(query))[:1] == [first.id]


@pytest.fixture(scope="module")
def real_engine() -> SearchEngine:
    return SearchEngine(Catalog.load(ROOT))


@pytest.mark.data
@pytest.mark.parametrize("file", ["public_real.yml", "real.yml", "heldout.yml"])
def test_the_first_result_is_relevant(file: str, real_engine: SearchEngine) -> None:
    queries = load(HERE / file)
    score = evaluate({query.query: ids(real_engine.search(query.query)) for query in queries}, queries)
    assert score.hit1 >= 0.95, score.failures
