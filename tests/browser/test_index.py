"""The index that the browser decodes equals the catalog; text is folded, stemmed and parsed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalog import Catalog
from catalog.facets.facets import FACETS
from catalog.utils.text import fold
from catalog.utils.words import stem
from catalog.views.views import Views
from tests.browser.looks import rest_in_gates
from tests.browser.visits import visit
from tests.helpers import ROOT
from tests.sites import BuiltSite

DECODE = """async () => {
    const {openEngine} = await import("./assets/search/engine.js");
    const engine = await openEngine(new URL(".", location));
    await engine.loadPeople();
    const {index} = engine;
    const facets = Object.entries(index.facets);
    const ids = (row) => facets.map(([name, facet]) => [name, facet.valuesOf(row).map(({id}) => id)]);
    return Array.from({length: index.size}, (_, row) => ({
        ...index.paper(row),
        names: index.names(row),
        facets: Object.fromEntries(ids(row)),
    }));
}"""


@pytest.fixture(params=rest_in_gates(["toy", "real"]))
def decoded(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Catalog, list[Any]]]:
    """A catalog, and its papers as the browser decodes them."""
    site: BuiltSite = request.getfixturevalue(f"{request.param}_site")
    with visit(browser, request.getfixturevalue(f"{request.param}_url")) as session:
        yield Catalog.load(site.root), session.go("").evaluate(DECODE)
        assert not session.errors


def test_the_browser_decodes_every_paper(decoded: tuple[Catalog, list[Any]]) -> None:
    catalog, rows = decoded
    views = Views(catalog)
    assert [row["id"] for row in rows] == [paper.id for paper in catalog.papers]
    for row, paper in zip(rows, catalog.papers, strict=True):
        card = views.card(paper)
        assert row["title"] == paper.title
        assert row["authors"] == [author.name for author in card.authors]
        assert row["short"] == card.short
        assert row["names"][0] == (paper.short or "")
        assert row["names"][1 : 1 + len(paper.aliases)] == list(paper.aliases)
        for facet in FACETS:
            if facet.filter:
                assert row["facets"][facet.name] == list(facet.value_ids(catalog, paper)), facet.name
        kinds = {link.kind for link in card.links} | ({"authors"} if paper.authors else set())
        assert kinds <= set(row["facets"]["has"])


@pytest.fixture(scope="module")
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with visit(browser, toy_url) as session:
        yield session.go("")


def call(page: Page, module: str, name: str, *calls: Any) -> list[Any]:
    """Call a function of a module with each list of arguments; return the results."""
    program = "async ([m, n, c]) => { const f = (await import(m))[n]; return c.map((a) => f(...a)); }"
    results: list[Any] = page.evaluate(program, [f"./assets/search/{module}.js", name, calls])
    return results


WORDS = {
    "Nießner's Face2Face": ["niessners", "face2face"],
    "Łukasz Dvořák & Søren Þór": ["lukasz", "dvorak", "soren", "thor"],
    "Audio-Driven/3D": ["audio", "driven", "3d"],
    "A²-LLM ① ﬁne": ["a2", "llm", "1", "fine"],
    "王小明 (Wang)": ["王小明", "wang"],
    "İstanbul ıĞ": ["istanbul", "ig"],
    "": [],
}


def test_words(page: Page) -> None:
    assert call(page, "fold", "tokenize", *([text] for text in WORDS)) == list(WORDS.values())


def test_latin_letters_are_folded_as_in_urls(page: Page) -> None:
    """JavaScript folds with Unicode tables, Python with anyascii: they agree on letters of names."""
    letters = [chr(code) for code in range(0xC0, 0x180) if unicodedata.category(chr(code))[0] == "L"]
    folded = call(page, "fold", "fold", *([letter] for letter in letters))
    differences = {
        letter: (result, fold(letter))
        for letter, result in zip(letters, folded, strict=True)
        if result != fold(letter)
    }
    assert set(differences) <= set("ŉſŊŋĸĿŀ"), differences


STEMS = [
    ("animating", "animated", "animation"),
    ("heads", "head"),
    ("faces", "face"),
    ("generative", "generation", "generating", "generate"),
    ("bodies", "body"),
    ("synced", "syncing", "sync"),
    ("controllable", "controllable"),
]


def test_forms_of_a_word_share_a_stem(page: Page) -> None:
    for forms in STEMS:
        assert len(set(call(page, "stem", "stem", *([form] for form in forms)))) == 1, forms
    unrelated = ("face", "facet", "lip", "emote", "gan", "gaussian", "expert", "listen")
    assert len(set(call(page, "stem", "stem", *([word] for word in unrelated)))) == len(unrelated)


def test_stems_equal_those_of_related_papers(page: Page) -> None:
    titles = (paper.title for paper in Catalog.load(ROOT).papers)
    words = sorted({word for title in titles for word in fold(title).split()})
    assert call(page, "stem", "stem", *([word] for word in words)) == list(map(stem, words))


DISTANCES = [
    ("wav2lip", "wav2lip", 0),
    ("wav2lp", "wav2lip", 1),
    ("wav2llip", "wav2lip", 1),
    ("wva2lip", "wav2lip", 1),
    ("wav2lop", "wav2lip", 1),
    ("pupetry", "puppetry", 1),
    ("neissner", "niessner", 1),
    ("abcd", "efgh", 3),
    ("short", "shorter", 2),
]


def test_edit_distances(page: Page) -> None:
    distances = call(page, "typo", "editDistance", *([typed, term, 2] for typed, term, _ in DISTANCES))
    assert distances == [distance for *_, distance in DISTANCES]
    prefixes = (["pupet", "puppetry", 1, True], ["xupet", "puppetry", 1, True])
    assert call(page, "typo", "editDistance", *prefixes) == [1, 2]


QUERIES: dict[str, dict[str, Any]] = {
    "lip-sync the expert": {"words": [["lip", "sync"], ["expert"]], "optional": [["the"]]},
    "the of": {"words": [["the"], ["of"]]},
    '"speech to lip" wild': {"phrases": [["speech", "to", "lip"]], "words": [["wild"]]},
    '"unclosed phrase': {"phrases": [["unclosed", "phrase"]]},
    "venue:cvpr -tag:gan": {"filters": [("venue", "cvpr", False), ("tag", "gan", True)]},
    'author:"Justus Thies" IN:survey': {
        "filters": [("author", "Justus Thies", False), ("category", "survey", False)]
    },
    "2020..2022 2019-2021": {"filters": [("year", "2020..2022", False), ("year", "2019..2021", False)]},
    "-diffusion": {"filters": [("word", "diffusion", True)]},
    "10.1145/3394171.": {"words": [["10", "1145", "3394171"]], "hasLink": True},
    "unknown:thing": {"words": [["unknown", "thing"]]},
    'venue: - " ': {"words": [["venue"]]},
}


PARSE = """async (texts) => {
    const {openEngine} = await import("./assets/search/engine.js");
    const {parseQuery} = await import("./assets/search/query.js");
    const {index} = await openEngine(new URL(".", location));
    return texts.map((text) => parseQuery(text, index.grammar));
}"""


def test_queries_are_parsed(page: Page) -> None:
    for query, (text, expected) in zip(page.evaluate(PARSE, [*QUERIES]), QUERIES.items(), strict=True):
        parsed = {
            "words": [word["parts"] for word in query["words"] if not word["optional"]],
            "optional": [word["parts"] for word in query["words"] if word["optional"]],
            "phrases": query["phrases"],
            "hasLink": query["hasLink"],
            "filters": [(f["key"], f["value"], f["excluded"]) for f in query["filters"]],
        }
        assert {key: value for key, value in parsed.items() if value} == expected, text


def test_years(page: Page) -> None:
    texts = ["2021", "2020..2022", "..2019", "2023..", "20", "..", "two"]
    assert call(page, "year-words", "parseYears", *([text] for text in texts)) == [
        [2021, 2021], [2020, 2022], [0, 2019], [2023, 9999], None, None, None,
    ]  # fmt: skip
